"""Marks in reading order → numbers, and the places where each work is cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bireview.bibliography.model import Library
from bireview.citations.marks import Mark
from bireview.model import Block, Page


@dataclass(frozen=True)
class CitedWork:
    """One work of a resolved mark."""

    key: str
    locator: str = ""


@dataclass(frozen=True)
class Place:
    """One place where a work is cited: its n-th in the review, counted over all pages in reading order."""

    slug: str
    block: Block
    n: int


@dataclass(frozen=True)
class Numbering:
    """Numbers from 1 without gaps, the same in every language, and each language's places by key.

    `before[language][slug][key]` says how often a work is cited on the pages before that one.
    """

    numbers: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, tuple[Place, ...]]] = field(default_factory=dict)
    before: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)


def resolve(mark: Mark, library: Library) -> tuple[tuple[CitedWork, ...], tuple[str, ...]]:
    """Look a mark's works up. Returns the works found, each once, and the keys or numbers that are not there."""
    works: dict[str, CitedWork] = {}
    unknown = []
    for item in mark.items:
        if item.key in library:
            works.setdefault(item.key, CitedWork(item.key, item.locator))
        elif item.position and (reference := library.at(item.position)):
            works.setdefault(reference.key, CitedWork(reference.key, item.locator))
        else:
            unknown.append(item.key or str(item.position))
    return tuple(works.values()), tuple(unknown)


def number_citations(pages: Mapping[str, Sequence[Page]], library: Library) -> Numbering:
    """Number the cited works by first appearance.

    Args:
        pages: Each language's pages in reading order, the default language first; a work that only another
            language cites comes after those of the default language.
        library: Where keys and positions are looked up.
    """
    numbers: dict[str, int] = {}
    places: dict[str, dict[str, tuple[Place, ...]]] = {}
    before: dict[str, dict[str, dict[str, int]]] = {}
    for language, sequence in pages.items():
        found: dict[str, list[Place]] = {}
        counts: Counter[str] = Counter()
        before[language] = {}
        for page in sequence:
            before[language][page.slug] = dict(counts)
            for placed in page.marks:
                if placed.mark.bare:
                    continue
                for work in resolve(placed.mark, library)[0]:
                    numbers.setdefault(work.key, len(numbers) + 1)
                    counts[work.key] += 1
                    found.setdefault(work.key, []).append(Place(page.slug, placed.block, counts[work.key]))
        places[language] = {key: tuple(value) for key, value in found.items()}
    return Numbering(numbers, places, before)


def cited_keys(marks: Iterable[Mark], library: Library) -> list[tuple[str, ...]]:
    """The works of each mark, in order; marks that print a bare number are left out."""
    return [tuple(work.key for work in resolve(mark, library)[0]) for mark in marks if not mark.bare]
