"""Which lines are headings: their numbers must follow one another, or their words are those of a usual section."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from bireview.importing.traced import Traced
from bireview.importing.words import KNOWN_HEADINGS

_MARKDOWN = re.compile(r"(?P<level>#{1,6})\s+(?P<text>.*?)\s*#*\s*\Z")
_NUMBER = re.compile(
    r"(?P<number>\d{1,2}(?:\s?[.．]\s?\d{1,2}){0,3})(?:\s?[.．、])?(?P<space>\s*)(?=[^\W\d_]|[“\"'(（αβγ\d])"
)
_HAN_NUMBER = re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})\s*[、.．]\s*")
_HAN_NESTED = re.compile(r"[（(](?P<number>[一二三四五六七八九十]{1,3})[)）]\s*")
_HAN_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}
_LONGEST = 150
_RUN_IN = re.compile(r"(?<=[\u4e00-\u9fff）)])(?:[ \t]{2,}|\u3000+| )(?=[\u4e00-\u9fffA-Z0-9“])")


@dataclass(frozen=True)
class Found:
    """A heading: its number as parts ((2, 1) for 2.1, none without), the depth of its marks, and what it says.

    `rest` is text of the section that stands on the heading's line, `mark` what stood around the title.
    """

    number: tuple[int, ...]
    marks: int
    mark: Traced
    title: Traced
    rest: Traced = field(default_factory=Traced)
    gap_before: tuple[int, ...] = ()
    """The number that should have come, when this one leaves numbers out."""
    below: bool = False
    """Whether it stands below the pages' own headings, although it has neither number nor marks."""


def find_heading(text: Traced, last: tuple[int, ...], *, at_start: bool, wrapped: bool = False) -> Found | None:
    """The heading that a line is, or None.

    Args:
        text: The line.
        last: The number of the last numbered heading, `()` before the first.
        at_start: Whether a new paragraph can begin here; within one, a figure may begin a line.
        wrapped: Whether lines are short, so that a title can go on in the next one, and this end with a comma.
    """
    marks = 0
    body, mark = text, Traced()
    if found := _MARKDOWN.match(text.text):
        marks = len(found["level"])
        mark, body = text[: found.start("text")], text[found.start("text") : found.end("text")]
    narrow = _narrow(body.text)
    bold = re.match(r"(\*\*|__)(?P<text>.+)\1\Z", narrow)
    end = Traced()
    if bold:
        mark, body, end = mark + body[:2], body[2:-2], body[-2:]
        narrow = narrow[2:-2]
    number, length = _number(narrow)
    if last and (nested := _HAN_NESTED.match(narrow)):
        number, length = (last[0], _han_value(nested["number"])), nested.end()
    if number and (marks or at_start):
        wanted = _follows(number, last)
        title = body[length:].strip()
        if wanted is not None or marks:
            head, rest = _run_in(title, len(number))
            if marks or bold or _is_title(head.text.rstrip(",，") if wrapped else head.text, rest.text):
                missing = () if wanted in (None, number) else wanted
                return Found(number, marks, mark + body[:length] + end, head, rest, missing or ())
    if marks:
        return Found((), marks, mark + end, body)
    if at_start and narrow.strip("*_:： 　【】").casefold() in KNOWN_HEADINGS:
        return Found((), 0, mark + end, body)
    return None


def is_known(title: str) -> str:
    """The id of a heading whose words are usual ones, or ''."""
    return KNOWN_HEADINGS.get(_narrow(title).strip("*_:： 　【】").casefold(), "")


def _narrow(text: str) -> str:
    """Full-width digits and letters as ASCII, character for character."""
    return "".join(unicodedata.normalize("NFKC", c) if "０" <= c <= "ｚ" or c == "\u3000" else c for c in text)


def _number(text: str) -> tuple[tuple[int, ...], int]:
    """The number at the head of a line, and how many characters it takes with what follows it."""
    if found := _HAN_NUMBER.match(text):
        return (_han_value(found["number"]),), found.end()
    found = _NUMBER.match(text)
    if not found or (not found["space"] and not re.match(r"[^\W\d_]", text[found.end() :])):
        return (), 0
    number = tuple(int(part) for part in re.split(r"\s?[.．]\s?", found["number"]))
    # "2018 was …", "24周": a figure, not a number of a section.
    is_parted = found["space"] or len(number) > 1 or re.search(r"[.．、]\Z", text[: found.end()])
    return (number, found.end()) if 0 not in number and is_parted else ((), 0)


def _han_value(digits: str) -> int:
    """二十一 → 21."""
    tens, _, ones = digits.rpartition("十")
    return (_HAN_DIGITS.get(tens, 1) * 10 if "十" in digits else 0) + _HAN_DIGITS.get(ones, 0)


def _follows(number: tuple[int, ...], last: tuple[int, ...]) -> tuple[int, ...] | None:
    """The number that should come here when `number` can, else None: the next, or one that skips at most two."""
    candidates = [(*last, 1)] + [(*last[:depth], last[depth] + 1) for depth in range(len(last))]
    if not last:
        candidates = [(1,)]
    if number in candidates:
        return number
    for wanted in candidates:
        if len(wanted) == len(number) and wanted[:-1] == number[:-1] and 0 < number[-1] - wanted[-1] <= 2:
            return wanted
    return None


def _run_in(title: Traced, depth: int) -> tuple[Traced, Traced]:
    """Divide a heading from the text that follows it on its line, at a wide space."""
    if depth < 2 or not re.search(r"[。；]", title.text):
        return title, Traced()
    found = _RUN_IN.search(title.text)
    wide = found and len(found[0].replace("\u3000", "  ")) > 1
    if found and found.start() <= 40 and not re.search(r"[。；]" if wide else r"[。；，]", title.text[: found.start()]):
        return title[: found.start()], title[found.end() :]
    return title, Traced()


def _is_title(text: str, rest: str) -> bool:
    if rest:
        return True
    if len(text) > _LONGEST or not text or re.search(r"[。；！，,;]\Z|。", text):
        return False
    return not (text.endswith(".") and len(text) > 60) and not re.match(r"[\d.]+\s*[%％×]", text)
