"""Which quantities of two passages have no counterpart in the other one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from bireview.parity.quantities.quantity import Kind, Quantities, Quantity
from bireview.parity.quantities.units import CONVERSIONS

_Key = tuple[str, tuple[Decimal, ...]]


def compare_quantities(a: Quantities, b: Quantities) -> tuple[list[Quantity], list[Quantity]]:
    """What either side states without a counterpart on the other: (of `a`, of `b`), in order of place."""
    alike: dict[_Key, tuple[list[Quantity], list[Quantity]]] = defaultdict(lambda: ([], []))
    for side, quantities in enumerate((a, b)):
        for quantity in quantities:
            if quantity.kind is not Kind.POINTER:
                alike[_key(quantity)][side].append(quantity)
    of_a: list[Quantity] = []
    of_b: list[Quantity] = []
    for ours, theirs in alike.values():
        _take_out_pairs(ours, theirs)
        of_a += ours
        of_b += theirs
    _take_out_ranges_and_ends(of_a, of_b)
    _take_out_ranges_and_ends(of_b, of_a)
    return _missing(of_a, _unpaired_pointers(a, b)), _missing(of_b, _unpaired_pointers(b, a))


def _missing(rest: Sequence[Quantity], pointers: Sequence[Quantity]) -> list[Quantity]:
    return sorted([*filter(_needs_counterpart, rest), *pointers], key=lambda quantity: quantity.offset)


def _needs_counterpart(quantity: Quantity) -> bool:
    is_bare_one = quantity.values == (Decimal(1),) and not quantity.unit and not quantity.relation
    return quantity.kind is Kind.FIGURE and not is_bare_one


def _key(quantity: Quantity) -> _Key:
    """What two quantities must share to be the same: the unit they are measured in, and the values in it."""
    unit, factor = CONVERSIONS.get(quantity.unit, (quantity.unit, 1))
    return unit, tuple(value * factor for value in quantity.values) if factor != 1 else quantity.values


def _take_out_pairs(ours: list[Quantity], theirs: list[Quantity]) -> None:
    """Take out the pairs among equal quantities: first figures that are the same limit, then any that agree."""
    for agree in (_same_figures, _figures_agree, _agree):
        for one in ours[:]:
            other = next((other for other in theirs if agree(one, other)), None)
            if other:
                ours.remove(one)
                theirs.remove(other)


def _agree(one: Quantity, other: Quantity) -> bool:
    if (one.lacks_sign and other.has_sign) or (other.lacks_sign and one.has_sign) or one.side * other.side < 0:
        return False
    return one.relation == other.relation or not (one.relation and other.relation)


def _figures_agree(one: Quantity, other: Quantity) -> bool:
    return one.kind is other.kind is Kind.FIGURE and _agree(one, other)


def _same_figures(one: Quantity, other: Quantity) -> bool:
    return _figures_agree(one, other) and one.relation == other.relation and one.side == other.side


def _take_out_ranges_and_ends(ranges: list[Quantity], singles: list[Quantity]) -> None:
    """Take out each range of one side whose two ends stand separately on the other side, together with these."""
    free: dict[_Key, list[Quantity]] = defaultdict(list)
    for quantity in singles:
        free[_key(quantity)].append(quantity)
    for quantity in ranges[:]:
        unit, values = _key(quantity)
        ends = [free[unit, (value,)] for value in set(values)]
        if len(ends) == 2 and all(ends):
            ranges.remove(quantity)
            for alike in ends:
                singles.remove(alike.pop(0))


def _unpaired_pointers(here: Quantities, there: Quantities) -> list[Quantity]:
    """Pointers to parts (`section`, `figure`) that only one side has, for each kind of part that both sides name."""
    known = {(q.unit, value) for q in there if q.kind is Kind.POINTER for value in q.values}
    named = {unit for unit, _ in known}
    return [
        q
        for q in here
        if q.kind is Kind.POINTER and q.unit in named and any((q.unit, value) not in known for value in q.values)
    ]
