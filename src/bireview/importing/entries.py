"""The lines of a reference list → numbered entries, each with all its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bireview.importing.joining import LONGEST, Joiner
from bireview.importing.lines import Line
from bireview.importing.traced import Ledger, Traced

_BULLET = r"(?:[-*+•]\s+)?"
_BRACKETED = re.compile(rf"{_BULLET}\\?[\[［〔【]\s*(?P<n>[0-9０-９]{{1,4}})\s*\\?[\]］〕】]\s*")
_DOTTED = re.compile(
    rf"{_BULLET}(?P<n>[0-9０-９]{{1,4}})\s?[.．)）、]\s*(?=[^\d\s])|(?P<bare>[0-9]{{1,4}})\s+(?=[A-Z\u4e00-\u9fff])"
)
_INSIDE = re.compile(
    r"(?:(?<=[.。])|(?<=\s)|(?<=[\d\w]))\s*\\?[\[［]\s*(?P<n>[0-9]{1,4})\s*\\?[\]］](?=\s*[A-Z\u4e00-\u9fff])"
)
_INSIDE_DOTTED = re.compile(
    r"(?<=\S)\s+(?P<n>[0-9]{1,4})\.\s(?=[A-Z][^\s\d]+(?: [^\s\d]+){0,2} [A-Z]{1,3}[,.]|[\u4e00-\u9fff]{2,4}[,，])"
)
_BULLET_ONLY = re.compile(r"[-*+•]\s+(?!\d)")  # "- 1226" is the rest of a range.


@dataclass(frozen=True)
class ListedEntry:
    """One numbered entry; `number` is what the manuscript counts it by."""

    number: int
    text: Traced
    line: int
    starts: tuple[int, ...] = ()
    """Where in the text its second and further lines begin."""


def read_entries(
    lines: Sequence[Line], joiner: Joiner, ledger: Ledger, problem: Callable[[str, int, str, str], None]
) -> list[ListedEntry]:
    """Divide the list at its numbers; those that are missing, come twice or out of order are reported."""
    bracketed = sum(bool(_BRACKETED.match(line.text.text)) for line in lines)
    dotted = sum(bool(_DOTTED.match(line.text.text)) for line in lines)
    label = _BRACKETED if bracketed and bracketed * 2 >= dotted else _DOTTED
    pieces = _cut_all(lines, label) if bracketed or dotted else [(line.text, line.number) for line in lines]
    entries: list[ListedEntry] = []
    numbered = bool(bracketed or dotted)
    for text, line in pieces:
        found = label.match(text.text)
        last = entries[-1].number if entries else 0
        number = _value(found) if found else 0
        if found and (label is _BRACKETED or _is_next(number, last, found)):
            ledger.aside(text[: found.end()], "a number of the reference list, which the site counts itself")
            entries.append(ListedEntry(number, text[found.end() :], line))
        elif not numbered:
            entries.append(ListedEntry(last + 1, text, line))
        elif entries and len(entries[-1].text) > LONGEST:
            ledger.aside(text, "far below the last number of the reference list")
            problem("import-reference", text.start, f"'{text.text[:40]}' belongs to no reference", "Place it by hand.")
        elif entries:
            if bullet := _BULLET_ONLY.match(text.text):
                ledger.aside(text[: bullet.end()], "a bullet")
                text = text[bullet.end() :]
            before = entries[-1]
            whole = joiner.join(before.text, text)
            starts = (*before.starts, len(whole) - len(text))
            entries[-1] = ListedEntry(before.number, whole, before.line, starts)
        else:
            ledger.aside(text, "text before the first entry of the reference list")
            problem("import-reference", text.start, f"'{text.text[:40]}' stands before the first reference", "")
    _complain(entries, problem)
    return entries


def _cut_all(lines: Sequence[Line], label: re.Pattern[str]) -> list[tuple[Traced, int]]:
    """The lines, cut where further numbers that count on stand inside them."""
    inside = _INSIDE if label is _BRACKETED else _INSIDE_DOTTED
    pieces: list[tuple[Traced, int]] = []
    last = 0
    for line in lines:
        text = line.text
        first = label.match(text.text)
        # A number far ahead is the volume or page of the entry above.
        if first and (label is _BRACKETED or last <= _value(first) <= last + 3):
            last = _value(first)
        cuts = [0]
        for found in inside.finditer(text.text, first.end() if first else 0):
            if found.start() and _value(found) == last + 1:
                cuts.append(found.start())
                last += 1
        ends = [*cuts[1:], len(text)]
        pieces += [(text[a:b].strip(), line.number) for a, b in zip(cuts, ends, strict=True)]
    return pieces


def _value(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return int(unicodedata.normalize("NFKC", groups["n"] or groups.get("bare") or "0"))


def _is_next(number: int, last: int, found: re.Match[str]) -> bool:
    """Whether a number at the head of a line counts on, and is no volume or page of the entry before."""
    if found.groupdict().get("bare"):
        return number == last + 1
    return number in (last + 1, last + 2, last + 3, last) or (not last and number < 4)


def _complain(entries: Sequence[ListedEntry], problem: Callable[[str, int, str, str], None]) -> None:
    seen: dict[int, int] = {}
    last = 0
    for entry in entries:
        start = entry.text.start
        if entry.number in seen:
            problem(
                "import-reference",
                start,
                f"number {entry.number} stands in the reference list twice; marks lead to the one at line "
                f"{seen[entry.number]}",
                "Give the second one a number of its own, or cite it by its key.",
            )
        elif entry.number < last:
            problem("import-reference", start, f"number {entry.number} comes after {last}", "Is the list in order?")
        elif entry.number > last + 1:
            missing = ", ".join(map(str, range(last + 1, min(entry.number, last + 6))))
            problem("import-reference", start, f"the reference list has no number {missing}", "Was an entry lost?")
        seen.setdefault(entry.number, entry.line)
        last = max(last, entry.number)
