"""Read the figures and number words of a visible text, each with its unit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bireview.language import QuantityWords
from bireview.parity.quantities.dates import DateReader
from bireview.parity.quantities.numbers import NUMBER, exponent, is_year, value
from bireview.parity.quantities.quantity import Kind
from bireview.parity.quantities.units import HYPHENS, UnitReader
from bireview.parity.quantities.word_patterns import WORD_END, any_of, prefix_tree

_RELATIONS = {
    **dict.fromkeys("<＜", "<"),
    **dict.fromkeys(">＞", ">"),
    **dict.fromkeys("=＝", "="),
    **dict.fromkeys("≤≦⩽", "≤"),
    **dict.fromkeys("≥≧⩾", "≥"),
}
_WORD_END = re.compile(WORD_END)
_DIGITS = re.compile(r"\d++")
_LAST_WORD = re.compile(r"[A-Za-z]+\Z")
_ITEM_MARKER = re.compile(r"[.)、](?:\s|$)")


@dataclass
class Figure:
    """A figure or number word before it is joined with its neighbours.

    `unit` is None when nothing says what it measures. `values`, `kind` and `relation` are those of a `Quantity`.
    """

    start: int
    end: int
    values: tuple[Decimal, ...] = ()
    unit: str | None = None
    kind: Kind = Kind.FIGURE
    relation: str = ""
    is_name: bool = False
    unit_before: bool = False
    """Whether the unit stands before the figure: week 24."""
    lacks_sign: bool = False
    scale: int | None = None
    """The power of ten, when one is written."""
    is_power: bool = False
    """Whether it is a power of ten alone, which may multiply a range before it: (1-10) × 10^5."""


class FigureReader:
    """Reads the figures of one language; made once, because its patterns take long to compile."""

    def __init__(self, words: QuantityWords) -> None:
        self._words = words
        self._units = UnitReader(words)
        self._dates = DateReader(words)
        self._numbers = {**words.numbers_before_units, **words.numbers}
        spelled = {form for word in self._numbers for form in (word, word[:1].upper() + word[1:])}
        # The whole of `WORD_END` after each of the words would take longer to compile than a review to read.
        self._number_word = re.compile(prefix_tree(spelled, word_end=r"(?![A-Za-z\d])"))
        self._ordinal = re.compile(any_of(words.ordinals))
        self._pointer_tail = re.compile(rf"\s?(?P<pointer>(?i:{any_of(words.pointer_tails)}))")
        self._name_tail = re.compile(rf"\s?(?i:{any_of(words.name_tails)})")
        self._name_heads = sorted(words.name_heads)
        self._pointer_heads = sorted(words.pointer_heads, key=lambda word: (-len(word), word))

    def read(self, text: str) -> list[Figure]:
        """All figures and number words of a visible text, names included, in order of place."""
        figures = list(self._in_digits(text))
        return sorted([*figures, *self._in_words(text, figures)], key=lambda figure: figure.start)

    def _in_words(self, text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
        """The number words that stand clear of the figures in digits and of each other."""
        ends = [figure.end for figure in figures]
        place = 0
        for word in self._number_word.finditer(text):
            following = bisect_right(ends, word.start())
            is_clear = following == len(figures) or word.end() <= figures[following].start
            is_clear = is_clear and not (word[0][-1].isascii() and not _WORD_END.match(text, word.end()))
            if is_clear and word.start() >= place and (figure := self._spelled(text, word)):
                place = figure.end
                yield figure

    def _spelled(self, text: str, word: re.Match[str]) -> Figure | None:
        """The quantity of a number word, or None when it does not mean a number here."""
        spelled = word[0].lower()
        tail = self._units.after(text, word.end())
        if tail.unit is None and spelled not in self._words.numbers:
            return None
        return Figure(word.start(), tail.end, (tail.value(Decimal(self._numbers[spelled])),), tail.unit, Kind.WORD)

    def _in_digits(self, text: str) -> Iterator[Figure]:
        before = Figure(-1, -1)
        while number := NUMBER.search(text, max(before.end, 0)):
            if self._is_in_name(text, number, before):
                is_whole = number["identifier"] or number["dotted"] or number["locant"]
                name = number if is_whole else _DIGITS.match(text, number.start())
                before = Figure(number.start(), (name or number).end(), is_name=True)
            elif date := self._dates.at(text, number):
                before = Figure(date.start, date.end, (date.value,), "date")
            elif number["decade"]:
                before = Figure(number.start(), number.end(), (Decimal(number["decade"]),), "calendar decade")
            else:
                before = self._figure(text, number, before)
            yield before

    def _figure(self, text: str, number: re.Match[str], before: Figure) -> Figure:
        """The figure of a plain number, given the figure before it."""
        scale = exponent(number)
        if scale is None and number["times"]:
            scale = 0
        figure = Figure(
            number.start(),
            number.end(),
            (value(number),),
            scale=scale,
            is_power=scale is not None and number["times"] is None and number["number"] == "10",
        )
        _look_behind(text, figure, before)
        self._look_ahead(text, figure)
        if not figure.unit and not figure.is_name:
            self._look_for_words_before(text, number.start(), figure, before)
        return figure

    def _is_in_name(self, text: str, number: re.Match[str], before: Figure) -> bool:
        """Whether a number is a part of a name, by what it touches; or a list marker or an identifier."""
        if number["locant"] or number["dotted"] or number["identifier"]:
            return True
        start = number.start()
        last, last_but_one = text[start - 1 : start], text[max(0, start - 2) : max(0, start - 1)]
        if _is_letter(last) or last == "^":
            return True
        if before.is_name and text[before.end : start] in {"/", "-", "–", "/-", ",", "+", "′,", "',"}:
            return True
        if last and last in HYPHENS + "–" and before.end != start - 1:
            if _is_letter(last_but_one):
                word = _LAST_WORD.search(text[max(0, start - 25) : start - 1])
                return not (word and (word[0].lower() in self._words.units or is_year(number)))
            if last_but_one in {")", "）", "+", "*"}:
                return True
            has_unit = self._units.after(text, number.end()).unit is not None
            if _is_ideograph(last_but_one):
                return not has_unit
            if before.is_name and start - before.end < 9 and not has_unit:
                return True
        following = text[number.end() : number.end() + 2]
        if following[:1] in {"'", "′", "’"} and following[1:] != "s":
            return True
        head = text[max(0, start - 9) : start]
        begins_line = (start < 9 or "\n" in head) and not head.rpartition("\n")[2].strip()
        return begins_line and bool(_ITEM_MARKER.match(text, number.end()))

    def _look_ahead(self, text: str, figure: Figure) -> None:
        """Read the unit after a figure, or find that it begins a name."""
        if ordinal := self._ordinal.match(text, figure.end):
            figure.end = ordinal.end()
        end = figure.end
        if pointer := self._pointer_tail.match(text, end):
            figure.unit, figure.kind = self._words.pointer_tails[pointer["pointer"].lower()], Kind.POINTER
            figure.end = pointer.end()
            return
        tail = self._units.after(text, end)
        if tail.end != end:
            figure.values = (tail.value(figure.values[0]),)
            figure.end = tail.end
            figure.unit = "" if tail.unit == "year" and _is_calendar_year(text[figure.start : end]) else tail.unit
            return
        following, next_but_one = text[end : end + 1], text[end + 1 : end + 2]
        is_counted = text[figure.start - 1 : figure.start] == "第"  # 第5期 is an issue, 2期 a phase.
        if (self._name_tail.match(text, end) and not is_counted) or _is_letter(following):
            figure.is_name = True
        elif following and following in HYPHENS and next_but_one:
            if _is_ideograph(next_but_one):
                figure.is_name = True
            elif _is_letter(next_but_one):
                figure.kind = Kind.WORD
        elif month_end := self._dates.month_alone(text, figure.start):
            figure.unit, figure.kind, figure.end = "month", Kind.WORD, month_end

    def _look_for_words_before(self, text: str, start: int, figure: Figure, before: Figure) -> None:
        """Read a unit, a pointer or the head of a name before a figure without a unit: week 24, 文献41, factor 8."""
        tail = text[max(0, start - 24, before.end) : start].rstrip(" \u00a0\n")
        if not tail or tail[-1] in ",;:，；：、":
            return
        lowered = tail.rstrip("-‐‑.[").rstrip(" ").lower()
        word = _LAST_WORD.search(lowered)
        if tail[-1] not in ".-" and (head := _last_of(self._name_heads, lowered, word)):
            number = figure.values[0]
            if 0 <= number < 1000 and number == int(number) and figure.scale is None:
                figure.is_name = figure.unit is None
                # "T helper 17 cells" is a name, "at this stage 20 patients" is none.
                figure.kind = Kind.WORD if head.isascii() else figure.kind
        elif figure.unit is not None:
            return
        elif head := _last_of(self._pointer_heads, lowered, word):
            figure.unit, figure.kind, figure.unit_before = self._words.pointer_heads[head], Kind.POINTER, True
        elif tail[-1] != "." and word and self._words.units.get(word[0]):
            unit = self._words.units[word[0]]
            # "the year 2009" is a date, "week 24" is not.
            figure.unit = "" if unit == "year" and _is_calendar_year(text[start : figure.end]) else unit
            figure.unit_before = bool(figure.unit)
        elif tail[-1] in HYPHENS + "–" and word:
            figure.kind = Kind.WORD


def _look_behind(text: str, figure: Figure, before: Figure) -> None:
    """Read a leading decimal point, the sign and the relation before a figure."""
    start = figure.start
    if text[start - 1 : start] == "." and text[max(0, start - 2)] in ". <>=≤≥＜＞＝(（":
        digits = text[start : figure.end]
        if digits.isdecimal():
            figure.values = (Decimal(f"0.{digits}"),)  # P<.05
            start -= 1
    sign, touched = text[start - 1 : start], text[max(0, start - 2) : max(0, start - 1)]
    follows_figure = before.end >= 0 and not text[before.end : start - 1].strip()
    if (sign == "−" or (sign == "-" and not _is_letter(touched))) and not follows_figure:
        figure.values = (-figure.values[0],)
        start -= 1
    figure.start = start
    head = text[max(0, start - 4) : start].rstrip()
    figure.relation = _RELATIONS.get(head[-1:], "")
    if figure.relation == "=":
        figure.relation = {"<": "≤", ">": "≥"}.get(_RELATIONS.get(head[-2:-1], ""), "=")


def _is_calendar_year(digits: str) -> bool:
    """Whether a number counts no years but names one."""
    return digits.isdigit() and 1000 <= int(digits) < 3000


def _is_letter(character: str) -> bool:
    """Whether it is a letter of an alphabet (Latin, Greek), as in names such as TGF-β1."""
    return character.isalpha() and character < "\u2e80"


def _is_ideograph(character: str) -> bool:
    return character.isalpha() and character >= "\u2e80"


def _last_of(heads: Sequence[str], text: str, last_word: re.Match[str] | None) -> str:
    """The first of the heads that a text ends with, as a whole word if it is written in letters; or ''."""
    head = next((head for head in heads if text.endswith(head)), "")
    return head if last_word is None or not head.isascii() or last_word[0] == head else ""
