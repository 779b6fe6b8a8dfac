"""ISBN, the number of a book."""

from __future__ import annotations

import re

from bireview.bibliography.identifiers.pasted import as_typed, without_sentence

_BEFORE = re.compile(r"(?:urn:isbn:|https?://\S+?/isbn/|isbn(?:[- ]?1[03](?=[:\s]))?\s*[:.]?\s*)", re.IGNORECASE)
_NUMBER = re.compile(r"\d(?:[ -]?\d){8}(?:[ -]?\d){3}[ -]?\d|\d(?:[ -]?\d){8}[ -]?[\dX]", re.ASCII)
_PARTS = {10: 4, 13: 5}


def parse_isbn(text: str) -> str | None:
    """The ISBN of 10 or 13 digits in `text`, its check digit being right; None for anything else.

    Hyphens are kept where all of them are there, and spaces in their places become hyphens; an ISBN that is written
    without them, or with some of them, is returned as plain digits. Where they belong, if they are missing, only a
    table of the publishers' ranges could tell, which grows every month.

    Source: ISBN Users' Manual, "Structure of ISBN" and the check digits' calculation in its appendix.
    """
    isbn = without_sentence(as_typed(text))
    if before := _BEFORE.match(isbn):
        isbn = isbn[before.end() :].rstrip("/")
    isbn = re.sub(r"\s*-\s*", "-", isbn).upper()
    if not _NUMBER.fullmatch(isbn):
        return None
    digits = re.sub("[ -]", "", isbn)
    if digits[-1] != (_check_13(digits) if len(digits) == 13 else _check_10(digits)):
        return None
    parts = re.split("[ -]", isbn)
    return "-".join(parts) if len(parts) == _PARTS[len(digits)] and len(parts[-1]) == 1 else digits


def _check_13(digits: str) -> str:
    """Empty for numbers outside of the books' prefixes: 978, and 979 but for 979-0, which is printed music."""
    if not digits.startswith(("978", "979")) or digits.startswith("9790"):
        return ""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    return str(-total % 10)


def _check_10(digits: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return "0123456789X"[-total % 11]


def isbn_url(isbn: str) -> str:
    """Where libraries have the book. There is no resolver of the ISBN agency; WorldCat takes any ISBN."""
    return f"https://www.worldcat.org/isbn/{re.sub('[^0-9X]', '', isbn)}"
