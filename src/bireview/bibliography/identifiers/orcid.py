"""ORCID iD, the identifier of a person who does research."""

from __future__ import annotations

import re

from bireview.bibliography.identifiers.pasted import as_typed, without_sentence

_BEFORE = re.compile(r"(?:orcid(?!\.org)(?:\s*id)?\s*[:.]?\s*)?(?:(?:https?://)?(?:www\.)?orcid\.org/)?", re.IGNORECASE)
_ORCID = re.compile(r"(\d{4})[ -]*(\d{4})[ -]*(\d{4})[ -]*(\d{3}[\dX])", re.IGNORECASE | re.ASCII)


def parse_orcid(text: str) -> str | None:
    """The iD in `text` as four hyphenated groups, its check digit being right; None for anything else.

    Source: ORCID, "Structure of the ORCID Identifier"; the check digit is that of ISO/IEC 7064, MOD 11-2.
    """
    orcid = without_sentence(as_typed(text)).rstrip("/")
    if before := _BEFORE.match(orcid):
        orcid = orcid[before.end() :]
    found = _ORCID.fullmatch(orcid)
    if not found:
        return None
    digits = "".join(found.groups()).upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    if digits[-1] != "0123456789X"[(12 - total % 11) % 11]:
        return None
    return "-".join(found.groups()).upper()


def orcid_url(orcid: str) -> str:
    """The public page of a bare iD, which is also its canonical form."""
    return f"https://orcid.org/{orcid}"
