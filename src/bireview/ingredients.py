"""What a rendered page is made of: while that stays the same, a host need not render the page again."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from bireview.bibliography.model import Library
from bireview.citations.numbering import resolve
from bireview.entries import Note, Study, Term
from bireview.model import Heading, Page
from bireview.project import Project
from bireview.review import Review


@dataclass(frozen=True)
class Ingredients:
    """All of a review that the rendering of one page can show, and none of the text of pages that it does not."""

    page: Page
    counterparts: tuple[Page, ...]
    project: Project
    library: Library
    notes: tuple[Note, ...]
    glossary: tuple[Term, ...]
    studies: tuple[Study, ...]
    addresses: frozenset[tuple[str, str]]
    numbers: Mapping[str, int]
    mentions: Mapping[str, Hashable]
    """For each work that the page cites how often earlier pages did, and its places, as links to them are written."""


def ingredients(review: Review, page: Page) -> Ingredients | None:
    """What a page is made of; nothing for a page with generated parts, which show what stands on any other page."""
    if any(":::" in block.text for block in page.blocks):
        return None
    others = (name for name in review.pages if name != page.language)
    places = review.numbering.places.get(page.language, {})
    before = review.numbering.before.get(page.language, {}).get(page.slug, {})
    keys = {work.key for placed in page.marks for work in resolve(placed.mark, review.library)[0]}
    return Ingredients(
        page,
        tuple(review.page[name, page.slug] for name in others if (name, page.slug) in review.page),
        review.project,
        review.library,
        review.notes,
        review.glossary,
        review.studies,
        frozenset(review.page),
        review.numbering.numbers,
        {
            key: (
                before.get(key, 0),
                *((place.slug, place.n, place.block.n, _section(place.block.heading)) for place in places.get(key, ())),
            )
            for key in keys
        },
    )


def _section(heading: Heading | None) -> str:
    return heading.number or heading.title if heading else ""
