"""How the numbers of one mark are set: sorted, and consecutive ones joined as the language does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bireview.citations.numbering import CitedWork


@dataclass(frozen=True)
class Part:
    """A number of its own (one work), or a range from the first work to the last."""

    works: tuple[CitedWork, ...]


def set_numbers(works: Sequence[CitedWork], numbers: Mapping[str, int], range_from: int) -> tuple[Part, ...]:
    """Group the works of one mark, by ascending number.

    A work with a locator stands alone, so that the page can be printed after its number.

    Source: GB/T 7714 joins two consecutive numbers, most English-language journals three (`range_from`).
    """
    runs: list[list[CitedWork]] = []
    for work in sorted(works, key=lambda work: numbers[work.key]):
        previous = runs[-1][-1] if runs else None
        if previous and numbers[work.key] == numbers[previous.key] + 1 and not work.locator and not previous.locator:
            runs[-1].append(work)
        else:
            runs.append([work])
    parts: list[Part] = []
    for run in runs:
        if len(run) >= range_from:
            parts.append(Part(tuple(run)))
        else:
            parts.extend(Part((work,)) for work in run)
    return tuple(parts)
