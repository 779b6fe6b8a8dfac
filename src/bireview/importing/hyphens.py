"""Hyphens that an extractor took away where a line ended, in a manuscript that tells them itself.

Such an extractor joins the two halves of a word, and often the two lines, so that the place is lost too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from bireview.importing.grammar import closed_range
from bireview.importing.lines import Line
from bireview.importing.traced import Traced, joined
from bireview.importing.words import COMPOUND_TAILS, PREFIXES

_WORD = re.compile(r"(?<![A-Za-z0-9./-])[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*(?![A-Za-z0-9/-])")
_PAGES = re.compile(r"(?<=\d[)）,，:：] |[)）][:：]\s|.[\d)）][:：])(?P<pages>\d{6,10})(?=[.．。]|\s*\Z)")
_TAILS = "|".join(sorted((tail for tail in COMPOUND_TAILS if len(tail) > 4), key=len, reverse=True))
_TAILED = re.compile(rf"(?P<head>[A-Z]|[A-Za-z]{{4,}}?)(?:{_TAILS})")
_CLOSED_HEADS = frozenset({"over", "under", "inter", "multi", "auto", "down", "counter", "super", "trans", "immuno"})
"""Beginnings that make one word with what follows."""
_SHOWN = 12


def lines_lost_hyphens(lines: Sequence[Line]) -> bool:
    """Whether hardly a line ends with a hyphen, although the text has many."""
    inside = sum(len(re.findall(r"(?<=\w)-(?=\w)", line.text.text)) for line in lines)
    at_end = sum(bool(re.search(r"\w-\Z", line.text.text)) for line in lines)
    return len(lines) > 60 and inside > 100 and at_end * 200 < inside


def restore_hyphens(lines: Sequence[Line], unsure: Callable[[int, str, str], None]) -> tuple[Line, ...]:
    """Put hyphens back, in a manuscript whose lines never end with one.

    A word gets them when the manuscript has it with more hyphens elsewhere, and as often so; or when it is a known
    word and a tail such as `-derived`. A number gets one when it is two pages of one paper.
    """
    if not lines_lost_hyphens(lines):
        return tuple(lines)
    counts = Counter(found[0].lower() for line in lines for found in _WORD.finditer(line.text.text))
    fullest: dict[str, str] = {}
    for word in counts:
        bare = word.replace("-", "")
        fullest[bare] = max(word, fullest.get(bare, ""), key=lambda form: (form.count("-"), counts[form], form))
    done: list[Line] = []
    told: list[str] = []
    first = lines[0]
    for line in lines:
        text = line.text.text
        places = [place for found in _WORD.finditer(text) for place in _lacking(found, fullest, counts)]
        places += [
            found.start() + len(pages[0]) for found in _PAGES.finditer(text) if (pages := closed_range(found[0]))
        ]
        if places:
            places.sort()
            pieces = [line.text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
            mended = joined([pieces[0], *(part for piece in pieces[1:] for part in (Traced.added("-"), piece))])
            first = first if told else line
            told += [_around(mended.text, place + n) + f" (line {line.number})" for n, place in enumerate(places)]
            done.append(replace(line, text=mended))
        else:
            done.append(line)
    if told:
        more = f" and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
        unsure(
            first.text.start,
            f"hyphens that the extractor took away were put back: {', '.join(told[:_SHOWN])}{more}",
            "Compare with the original.",
        )
    return tuple(done)


def _lacking(found: re.Match[str], fullest: dict[str, str], counts: Counter[str]) -> list[int]:
    """Where in a line a word lacks hyphens."""
    word = found[0].lower()
    full = fullest[word.replace("-", "")]
    closes = full.partition("-")[0] in PREFIXES | _CLOSED_HEADS  # preclinical is as usual as pre-clinical
    if full.count("-") > word.count("-") and counts[word] + closes <= counts[full]:
        ours = [place - n for n, place in enumerate(m.start() for m in re.finditer("-", word))]
        theirs = [place - n for n, place in enumerate(m.start() for m in re.finditer("-", full))]
        if set(ours) < set(theirs):
            return [found.start() + place + sum(o < place for o in ours) for place in theirs if place not in ours]
    tailed = _TAILED.fullmatch(found[0])
    head = tailed["head"] if tailed else ""
    is_word = len(head) == 1 or (counts[head.lower()] and head.lower() not in _CLOSED_HEADS)
    return [found.start() + len(head)] if head and is_word and counts[word] == 1 else []


def _around(text: str, place: int) -> str:
    """The word around a place."""
    before, after = re.search(r"[A-Za-z0-9-]*\Z", text[:place]), re.match(r"[A-Za-z0-9-]*", text[place:])
    return f"{before[0] if before else ''}{after[0] if after else ''}"
