"""Years, months and days as bibliographies write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from bireview.bibliography.model import PartialDate

_YEAR = re.compile(
    r"\[?c?(\d{4})\]?"  # [1936]: supplied by the cataloguer; c1988: from the copyright notice
    r"(?:\s?印刷|\s?\([^()]*\)|-{1,3}(?:\d{4})?)?"  # printed in; a traditional era; a span of years, perhaps open
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?[?~%]?(?:/(?:\d{4}[\d-]*[?~%]?|\.\.)?)?")
_MONTH = re.compile(r"([a-z]+|\d{1,2})[.月]?(?:\s?[-/]\s?(?:[a-z]+|\d{1,2})[.月]?|\s(\d{1,2}))?")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip


def parse_year(text: str) -> int | None:
    """The year that `text` stands for; the first of a span; None for anything else.

    Accepts 2018 and the forms of GB/T 7714: `[1936]`, `c1988`, `1995印刷`, `1947（民国三十六年）`, `1957-1990`,
    `1984-`.
    """
    found = _YEAR.fullmatch(_narrow(text))
    return int(found[1]) if found and int(found[1]) else None


def parse_date(text: str) -> PartialDate | None:
    """A date in ISO 8601 of any precision, the first of a range (`2015-03-27/2015-04-01`); None for anything else."""
    found = _DATE.fullmatch(_narrow(text))
    if not found:
        return None
    return partial_date(*(int(part) if part else None for part in found.groups()))


def parse_month(text: str) -> tuple[int, int | None] | None:
    """The month, 1 to 12, and the day if given: `3`, `March`, `Mar.`, `March 3`, `3月`; the first of `May-June`."""
    found = _MONTH.fullmatch(_narrow(text).lower())
    if not found:
        return None
    word = found[1]
    if word.isdigit():
        month = int(word)
    else:
        fits = [n for n, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)]
        month = 9 if word == "sept" else (fits or [0])[0]
    return (month, int(found[2]) if found[2] else None) if 1 <= month <= 12 else None


def partial_date(year: int | None, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """A date that the calendar has, or None."""
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if year is None or 0 in (month, day):
        return None
    return PartialDate(year, month, day)


def _narrow(text: str) -> str:
    """Full-width digits and brackets as ASCII, every dash as a hyphen."""
    return re.sub("[‐-―−]", "-", unicodedata.normalize("NFKC", text)).strip()
