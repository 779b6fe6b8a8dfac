"""What neighbouring figures are to each other: the ends of a range, a power and its factor, an enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bireview.language import QuantityWords
from bireview.parity.quantities.figures import Figure
from bireview.parity.quantities.quantity import Kind
from bireview.parity.quantities.units import SIGNS

_DASHES = "-‐‑–—~～〜∼"
_POWER_GAP = re.compile(r"\s*(?:[a-z%％]*)\s*[)）]\s*[×xX✕·⋅∙]\s*\Z")


def join_figures(text: str, figures: Iterable[Figure], words: QuantityWords) -> list[Figure]:
    """Join the ends of ranges, let figures that are listed together share a unit, and leave out names.

    Args:
        text: The visible text that the figures were read from.
        figures: In order, names included; they may be changed.
        words: Of the text's language.
    """
    joined: list[Figure] = []
    for figure in figures:
        before = joined[-1] if joined else None
        link = _link(text, before, figure, words) if before else ""
        if before is None or before.is_name or figure.is_name:
            if before and before.is_name and link and figure.unit is None and not figure.is_name:
                figure.kind = Kind.WORD  # IL-4 and 13
            joined.append(figure)
        elif link == "power" and figure.is_power:
            _multiply(text, before, figure)
        elif link == "range" and len(before.values) == len(figure.values) == 1 and _units_agree(before, figure):
            joined[-1] = _range(before, figure)
        else:
            joined.append(figure)
    for enumeration in _enumerations(text, joined, words):
        _share_unit(text, enumeration)
    return [figure for figure in _with_centuries(joined) if not figure.is_name]


def _link(text: str, before: Figure, figure: Figure, words: QuantityWords) -> str:
    """How two figures are joined by the text between them: `range`, `power`, `list`, `comma` or ''."""
    gap = text[before.end : figure.start]
    between = gap.strip().lower()
    if not between or len(gap) > 24:
        return ""
    if (len(between) <= 2 and all(c in _DASHES for c in between)) or between in words.ranges:
        return "range"
    if between in {"、", "±", "/", "+/-", "-,"} or between.lstrip("-‐‑,，、 ") in words.conjunctions:
        return "list"
    if between in {",", "，"}:
        return "comma"
    return "power" if _POWER_GAP.match(between) else ""


def _multiply(text: str, ends: Figure, power: Figure) -> None:
    """(1-10) × 10^5 cells/kg: the power and the unit after it belong to everything in the parentheses."""
    ends.values = tuple(value.scaleb(power.scale or 0) for value in ends.values)
    ends.unit, ends.end = power.unit, power.end
    if text[ends.start - 1 : ends.start] in {"(", "（"}:
        ends.start -= 1


def _units_agree(one: Figure, other: Figure) -> bool:
    return one.unit is None or other.unit is None or one.unit == other.unit


def _range(low: Figure, high: Figure) -> Figure:
    """One figure of two ends; in `1-10 × 10^5` the power belongs to both."""
    first = low.values[0]
    if low.scale is None and high.scale is not None and not high.is_power:
        first = first.scaleb(high.scale)
    kinds = {low.kind, high.kind}
    kind = Kind.POINTER if Kind.POINTER in kinds else Kind.WORD if Kind.WORD in kinds else Kind.FIGURE
    unit = low.unit if high.unit is None else high.unit
    return replace(low, end=high.end, values=(first, high.values[0]), unit=unit, kind=kind)


def _enumerations(text: str, figures: Iterable[Figure], words: QuantityWords) -> Iterator[Sequence[Figure]]:
    """The figures that are listed together: 71 and 94 months, 2、4、8周, weeks 4, 8 and 24.

    Commas alone do not make an enumeration of two (`At week 24, 20 of 39`).
    """
    chain: list[Figure] = []
    links: list[str] = []
    for figure in figures:
        link = _link(text, chain[-1], figure, words) if chain and not figure.is_name else ""
        if link in {"list", "comma"}:
            chain.append(figure)
            links.append(link)
            continue
        if "list" in links or len(links) > 1:
            yield chain
        chain, links = [] if figure.is_name else [figure], []
    if "list" in links or len(links) > 1:
        yield chain


def _share_unit(text: str, enumeration: Sequence[Figure]) -> None:
    """Give bare figures the unit that stands after a later one, or before an earlier one.

    A figure with a relation (P = 0.04) takes none from behind, and a year takes none at all.
    """
    lender: Figure | None = None
    for figure in reversed(enumeration):
        if figure.unit:
            lender = None if figure.unit_before or figure.unit == "date" else figure
        elif figure.unit is not None or figure.relation:
            lender = None
        elif lender and not _looks_like_year(figure):
            _borrow(figure, lender)
            figure.lacks_sign = text[lender.end - 1] in SIGNS
    lender = None
    for figure in enumeration:
        if figure.unit is not None:
            lender = figure if figure.unit_before else None
        elif lender and not _looks_like_year(figure):
            _borrow(figure, lender)


def _borrow(figure: Figure, lender: Figure) -> None:
    figure.unit = lender.unit
    if lender.kind is Kind.POINTER:
        figure.kind = Kind.POINTER


def _looks_like_year(figure: Figure) -> bool:
    value = figure.values[0]
    return 1000 <= value < 3000 and value == int(value)


def _with_centuries(figures: Iterable[Figure]) -> list[Figure]:
    """20世纪90年代 is the 1990s."""
    joined: list[Figure] = []
    for figure in figures:
        before = joined[-1] if joined else None
        if before and before.unit == "century" and figure.unit == "calendar decade" and before.end == figure.start:
            decade = (before.values[0] - 1) * 100 + figure.values[0]
            joined[-1] = replace(before, end=figure.end, values=(decade,), unit=figure.unit)
        else:
            joined.append(figure)
    return joined
