"""Units of measurement: their symbols, their names across languages, and what stands after a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bireview.language import QuantityWords
from bireview.parity.quantities.word_patterns import any_of

HYPHENS = "-‐‑"

_OWN_NAMES = "kg g mg ng pg L mL dL m cm mm nm U IU mol mmol nmol pmol mmHg kPa Gy Hz kHz MHz rpm kDa bp kb"
SYMBOLS = {
    "%": "percent",
    "％": "percent",
    "‰": "per mille",
    "℃": "degree Celsius",
    "°C": "degree Celsius",
    "h": "hour",
    "min": "minute",
    "s": "second",
    "d": "day",
    "ml": "mL",
    "dl": "dL",
    "l": "L",
    **dict.fromkeys(("μL", "µL", "uL", "μl", "µl"), "μL"),
    **dict.fromkeys(("μg", "µg", "ug"), "μg"),
    **dict.fromkeys(("μm", "µm"), "μm"),
    **dict.fromkeys(("μmol", "µmol", "umol"), "μmol"),
    **dict.fromkeys(("m²", "m^2", "m^2^", "m2"), "m²"),
    **dict.fromkeys(("cm²", "cm^2", "cm^2^", "cm2"), "cm²"),
    **dict.fromkeys(("×g", "× g"), "×g"),
    **{symbol: symbol for symbol in _OWN_NAMES.split()},
}
"""Unit symbols of all languages; unlike words, their case counts (3 d, but 3D culture)."""

SIGNS = "%％‰"
"""Symbols that are written after every figure of an enumeration."""

CONVERSIONS = {
    "year": ("month", 12),
    "decade": ("month", 120),
    "week": ("day", 7),
    "fold": ("", 1),
}
"""The units that are compared in another one, and how many of it they are."""

_RATE_TIMES = {"minute", "hour", "day", "week", "month", "year"}
"""A rate per unit of time loses it: Chinese says 每周 before the figure, where no comparison can rely on it."""


@dataclass(frozen=True)
class Tail:
    """What stands after a number: its unit, None without one, and where it ends."""

    unit: str | None
    end: int
    factor: Decimal = Decimal(1)
    """What the number is multiplied by: 万 is 10000."""
    half: Decimal = Decimal(0)
    """What is added to the product: 0.5 in 一年半 and `a year and a half`."""

    def value(self, number: Decimal) -> Decimal:
        """The number that is meant, in the unit."""
        return number * self.factor + self.half


class UnitReader:
    """What one language writes after a number: 10-fold, 5万例, 4 consecutive weeks, 5 mg/kg, 1年半."""

    def __init__(self, words: QuantityWords) -> None:
        self._words = words
        gap = rf"(?:[{HYPHENS}–]|\s{{0,8}})"
        unit = rf"(?i:{any_of(words.units)})|{any_of(SYMBOLS)}"
        filler = any_of(words.fillers, word_end=r"(?=\s)")
        self._after = re.compile(
            rf"{gap}(?P<factor>(?i:{any_of(words.multipliers)}))?"
            rf"(?:{gap}(?:(?i:{filler})\s{{0,8}})?(?P<unit>{unit}))?"
            rf"(?:(?:\s?[/／]\s?|\s?(?i:{any_of(words.per)})\s?)(?P<denominator>{unit}))?"
        )
        halves = [any_of([word]) + (f"(?![{unlike}])" if unlike else "") for word, unlike in words.halves.items()]
        self._half = re.compile(rf"\s?(?i:{'|'.join(halves) or '(?!)'})")

    def after(self, text: str, end: int) -> Tail:
        """Read what follows a number that ends at `end`."""
        match = self._after.match(text, end)
        if match is None or match.end() == end:
            return Tail(None, end)
        factor = match["factor"]
        multiplier = Decimal(self._words.multipliers[factor.lower()]) if factor else Decimal(1)
        unit = self._common_name(match["unit"])
        if match["denominator"]:
            denominator = self._common_name(match["denominator"])
            unit = (unit or "") + (f"/{denominator}" if denominator and denominator not in _RATE_TIMES else "")
        elif unit and (half := self._half.match(text, match.end())):
            return Tail(unit, half.end(), multiplier, Decimal("0.5"))
        if unit is None:
            return Tail(None, match.end("factor") if factor else end, multiplier)
        return Tail(unit, match.end(), multiplier)

    def _common_name(self, unit: str | None) -> str | None:
        """The unit's name across languages, from a symbol or a word of this language."""
        if unit is None or unit in SYMBOLS:
            return SYMBOLS.get(unit or "")
        return self._words.units[" ".join(unit.lower().split())]
