"""Numbers in digits, and their exact value."""

from __future__ import annotations

import re
from decimal import Decimal

NUMBER = re.compile(
    r"""
    (?=\d)(?:
      (?P<identifier>\d++(?:-\d++){3,})                                     # 0000-0003-4069-6287
    | (?P<y>[12]\d{3})(?P<separator>[-/.])(?P<m>\d\d?)(?P=separator)(?P<d>\d\d?)(?![\d.-])
    | (?P<locant>\d{1,2}(?:,\d{1,2}){1,6}+[-‐‑](?=[^\W\d_]|\())                 # 2,3-dioxygenase
    | (?P<dotted>\d++(?:\.\d++){2,})                                        # version 1.2.3
    | (?P<decade>[12]\d{2}0)['’]?s\b
    | (?P<number>(?:\d{1,3}(?:,\d{3}){1,6}+(?!\d)|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,6}+(?!\d)|\d++)(?:\.\d++)?)
      (?P<times>\s?[×xX✕·⋅∙]\s?10(?=\^|[⁰¹²³⁴-⁹⁻⁺]))?
      (?:\^(?P<exponent>[-−+]?\d{1,3})\^?|(?P<superscript>[⁻⁺]?[⁰¹²³⁴-⁹]{1,3}))?
    )
    """,
    re.VERBOSE,
)
"""Matches at any digit. One of `identifier`, `y` (a date), `locant`, `dotted`, `decade` and `number` is found."""

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


def is_year(match: re.Match[str]) -> bool:
    """Whether a number looks like the year of a date."""
    number = match["number"]
    return bool(number) and len(number) == 4 and number.isdigit() and number[0] in "12" and match["exponent"] is None


def exponent(match: re.Match[str]) -> int | None:
    """The exponent written after a number, if there is one."""
    if written := match["exponent"]:
        return int(written.replace("−", "-"))
    return int(match["superscript"].translate(_SUPERSCRIPT)) if match["superscript"] else None


def value(match: re.Match[str]) -> Decimal:
    """The exact value of a number: 1,010 and 1 010 → 1010; 1.5 × 10^8 → 150000000; 2^3 → 8."""
    number = Decimal(re.sub(r"[\s,]", "", match["number"]))
    power = exponent(match)
    if not power:
        return number
    if match["times"]:
        return number.scaleb(power)
    if number == 10:
        return number.scaleb(power - 1)
    return number**power if 0 < number < 1000 else number
