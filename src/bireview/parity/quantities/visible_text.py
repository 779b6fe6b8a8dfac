"""What a reader sees of a Markdown source, in which figures can be read, and where each stretch of it came from."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_VOID = "\ufffc"
"""Stands where something was taken out, so that what stood before and after it do not touch."""

_FULL_WIDTH_DIGIT = re.compile("[０-９]")
_ARABIC_DIGIT = re.compile("[٠-٩۰-۹]")
_TO_LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%")
_COMMA_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\d.,]*\d)")
_EXCHANGED = str.maketrans(".,", ",.")
_TO_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")

# Each alternative begins with a literal, so that the engine skips to the next character that can begin markup.
_MARKUP = re.compile(
    r"""
      \^\[[^\[\]]*+\]\^                             # ^[38-39]^
    | \[[!^][^\[\]]*+\]                             # [!C4], [^4]
    | \[[^\[\]@]*+@[^\[\]]*+\]                      # [@key], [see @key, p. 3]
    | \[
    | @(?<![\w.]@)\w[\w:.\#$%&+?~/-]*+              # @key
    | `+[^`]*+`+
    | <!--(?:[^-]|-(?!->))*+(?:-->)?
    | <https?://[!-;=?-~]++>?
    | </?[A-Za-z][^<>]*+>
    | https?+://[!-;=?-~]++
    | 10\.(?<![\d.]10\.)\d{4,9}/[!-;=?-~]++         # DOI
    | \]\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+(?:\s++"[^"]*+")?\s*+\)
    | \]\[[^\[\]]*+\]
    | \] | !\[ | \$ | ==++ | \*++ | \}
    | _(?<!\w_)_*+ | _++(?!\w)
    | ~~(?<!\d~~) | ~~(?!\d)
    | ~(?<=[A-Za-z)]~)[\w+-]{1,6}~                  # CCl~4~
    | \{[:.\#][^{}]*+\}
    | \{
    | \\(?:times|cdot|sim|leq?|geq?|lt|gt|pm)(?![A-Za-z])
    | \\(?:text|mathrm|mathit|mathbf)\{
    | \\[!-/:-@\[-`{-~\ ]
    | &\#?\w{2,8};
    """,
    re.VERBOSE,
)
_TEX = {
    "times": "×",
    "cdot": "×",
    "sim": "~",
    "pm": "±",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "lt": "<",
    "gt": ">",
}
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|del|em|i|ins|mark|s|small|span|strong|su[bp]|u)\b")


def _replacement(mark: re.Match[str]) -> str:
    """What a piece of markup is read as."""
    markup = mark[0]
    match markup[0]:
        case "`" | "@" | "h" | "1" | "^":
            return _VOID
        case "[":
            return _VOID if len(markup) > 1 else ""
        case "<":
            if markup.startswith("<sup"):
                return "^"
            return "" if _INLINE_TAG.match(markup) else _VOID
        case "~":
            return markup.strip("~")
        case "&":
            return html.unescape(markup)
        case "\\":
            if markup[1] in ",;:! ":
                return "\u2009"
            return _TEX.get(markup[1:], "") if markup[1].isalpha() else markup[1]
        case "*":
            before, after = mark.string[mark.start() - 1 : mark.start()], mark.string[mark.end() : mark.end() + 2]
            return "×" if markup == "*" and before.isdigit() and after == "10" else ""
        case _:
            return ""


class _Piece(NamedTuple):
    """A stretch of the visible text, which begins at `start` and came from `source` to `source_end` of the Markdown."""

    start: int
    source: int
    source_end: int
    is_copy: bool
    """Whether it was taken over as it was, so that every character of it has its own place in the source."""


@dataclass(frozen=True)
class VisibleText:
    """The text without markup; `pieces` are in order, none is empty, and together they are the text."""

    text: str
    pieces: list[_Piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of this text stands in the Markdown, without the markup that may follow it."""
        first, last = self._piece_at(start), self._piece_at(end - 1)
        return (
            first.source + start - first.start if first.is_copy else first.source,
            last.source + end - last.start if last.is_copy else last.source_end,
        )

    def _piece_at(self, place: int) -> _Piece:
        return self.pieces[bisect_right(self.pieces, place, key=lambda piece: piece.start) - 1]


@lru_cache(maxsize=1 << 13)  # Most paragraphs are asked for by the check of figures, and to find where terms stand.
def visible_text(markdown: str, decimal_mark: str) -> VisibleText:
    """Take the markup off; link texts stay, and citations, code and addresses become one character.

    Figures are in ASCII then, with a decimal point: `٤٨` is 48, and, where the decimal mark is a comma, 1.234,5 is
    1,234.5.
    """
    if _FULL_WIDTH_DIGIT.search(markdown):  # Otherwise ． may be a full stop.
        markdown = markdown.translate(_TO_HALF_WIDTH)
    if _ARABIC_DIGIT.search(markdown):
        markdown = markdown.translate(_TO_LATIN)
    if decimal_mark == ",":
        markdown = _COMMA_NUMBER.sub(lambda number: number[0].translate(_EXCHANGED), markdown)
    texts: list[str] = []
    pieces: list[_Piece] = []
    length = place = 0

    def add(text: str, source: int, source_end: int, is_copy: bool) -> None:
        nonlocal length
        if text:
            texts.append(text)
            pieces.append(_Piece(length, source, source_end, is_copy))
            length += len(text)

    for mark in _MARKUP.finditer(markdown):
        add(markdown[place : mark.start()], place, mark.start(), is_copy=True)
        add(_replacement(mark), mark.start(), mark.end(), is_copy=False)
        place = mark.end()
    add(markdown[place:], place, len(markdown), is_copy=True)
    return VisibleText("".join(texts), pieces)
