"""The identifiers of arXiv, both schemes."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from bireview.bibliography.identifiers.pasted import as_typed, without_sentence

_BEFORE = re.compile(
    r"""(?: arxiv (?:\s+e-?prints?|\s+preprint)? \s*[:.]?\s* (?:arxiv\s*:\s*)?
      | (?:https?://)?(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html|format|ps|src)/ (?:arxiv:)?
      | (?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi\s*:\s*)?10\.48550/arxiv\.
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER = re.compile(r"(?:\.pdf|/)?(?:[?#]\S*)?$", re.IGNORECASE)
# The class in brackets, and the day, that the stamp in the margin of each PDF has behind the identifier.
_STAMP = re.compile(r"\s*\[[a-z-]+(?:\.[A-Z]{2}|\.[a-z-]+)?\](?:\s+\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4})?$")
_NEW = re.compile(r"(\d{2})(\d{2})\.(\d{4,5})(v[1-9]\d*)?", re.IGNORECASE | re.ASCII)
_OLD = re.compile(r"([a-z]+(?:-[a-z]+)?)(\.[a-z]{2})?/(\d{2})(\d{2})(\d{3})(v[1-9]\d*)?", re.IGNORECASE | re.ASCII)


def parse_arxiv(text: str) -> str | None:
    """The bare identifier in `text`, with its version if one is given: `2101.00001v2`, `math.GT/0309136`.

    Accepts `arXiv:`, addresses of arXiv, the DOI that arXiv gives, and the stamp of a PDF's margin.

    Source: arXiv, "Understanding the arXiv identifier". Since April 2007 year, month and a number of 4 digits, of 5
    since 2015; before that (from 1991 on) the archive, perhaps a subject class, year, month and 3 digits.
    """
    identifier = _STAMP.sub("", without_sentence(as_typed(text)))
    if before := _BEFORE.match(identifier):
        identifier = without_sentence(_AFTER.sub("", unquote(identifier[before.end() :]))).lstrip()
    if found := _NEW.fullmatch(identifier):
        year, month, number, version = found.groups()
        wide = int(year) >= 15
        fits = year + month >= "0704" and len(number) == (5 if wide else 4) and int(number)
        return f"{year}{month}.{number}{(version or '').lower()}" if fits and _is_month(month) else None
    if found := _OLD.fullmatch(identifier):
        archive, subject, year, month, number, version = found.groups()
        fits = int(year) >= 91 or year + month <= "0703"
        name = archive.lower() + (subject or "").upper()
        return f"{name}/{year}{month}{number}{(version or '').lower()}" if fits and _is_month(month) else None
    return None


def _is_month(digits: str) -> bool:
    return 1 <= int(digits) <= 12


def arxiv_url(identifier: str) -> str:
    """The abstract's page of a bare identifier."""
    return f"https://arxiv.org/abs/{quote(identifier, safe='/')}"
