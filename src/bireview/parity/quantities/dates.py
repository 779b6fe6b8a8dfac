"""Dates: 2015-03-27, 2015年3月27日, 27 March 2015, March 27, 2015, and those that lack a day or a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bireview.language import QuantityWords
from bireview.parity.quantities.numbers import is_year
from bireview.parity.quantities.word_patterns import any_of

_WORD_BEFORE = re.compile(r"(?P<word>[A-Za-z]+)[ \u00a0\n.,]*\Z")


@dataclass(frozen=True)
class Date:
    """A date and its place. `value` has eight digits, YYYYMMDD, with zeros for a part that is not given."""

    start: int
    end: int
    value: Decimal


class DateReader:
    """How one language writes dates."""

    def __init__(self, words: QuantityWords) -> None:
        self._months = words.months
        year, month, day = map(re.escape, words.date_marks or ("", "", ""))
        self._marked = re.compile(
            rf"(?:(?P<year>[12]\d{{3}})\s?{year}\s?)?(?P<month>\d\d?)\s?{month}(?:\s?(?P<day>\d\d?)\s?{day})?"
            if words.date_marks
            else r"(?!)"
        )
        ordinal = rf"(?:{any_of(words.ordinals)})?"
        self._month_after = re.compile(
            rf"{ordinal}\s(?P<month>(?i:{any_of(words.months)}))\.?,?(?:\s+(?P<year>[12]\d{{3}})(?!\d))?"
        )
        self._day_and_year = re.compile(rf"(?P<day>\d\d?){ordinal}(?:,?\s+(?P<year>[12]\d{{3}}))?(?![\d%])")

    def at(self, text: str, number: re.Match[str]) -> Date | None:
        """The date that begins at a number, or whose month stands before it; None when there is none."""
        start = number.start()
        if number["y"]:
            return _date(start, number.end(), number["y"], int(number["m"]), number["d"])
        if (marked := self._marked.match(text, start)) and (marked["year"] or marked["day"]):
            return _date(start, marked.end(), marked["year"], int(marked["month"]), marked["day"])
        if month := self._month_before(text, start):
            value = self._months[month["word"].lower()]
            if is_year(number):
                return _date(month.start(), number.end(), number["number"], value, None)
            if day := self._day_and_year.match(text, start):
                return _date(month.start(), day.end(), day["year"], value, day["day"])
        after = self._month_after.match(text, number.end())
        if after and after["month"][0].isupper():
            return _date(start, after.end(), after["year"], self._months[after["month"].lower()], number["number"])
        return None

    def month_alone(self, text: str, start: int) -> int | None:
        """Where a month ends that is written as a number with its mark only: 3月."""
        marked = self._marked.match(text, start)
        return marked.end() if marked else None

    def _month_before(self, text: str, start: int) -> re.Match[str] | None:
        if not text[start - 1 : start].isspace():
            return None
        word = _WORD_BEFORE.search(text, max(0, start - 12), start)
        return word if word and word["word"][0].isupper() and word["word"].lower() in self._months else None


def _date(start: int, end: int, year: str | None, month: int, day: str | None) -> Date | None:
    """A date, or None when there is no such month or day."""
    if not (1 <= month <= 12 and (day is None or (day.isdigit() and 1 <= int(day) <= 31))):
        return None
    return Date(start, end, Decimal(int(year or 0) * 10000 + month * 100 + int(day or 0)))
