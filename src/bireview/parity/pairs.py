"""Which page, and which paragraph, corresponds to which in the other language."""

from __future__ import annotations

from collections.abc import Iterator

from bireview.model import NUMBERED_KINDS, Block, Page
from bireview.review import Review


def page_pairs(review: Review) -> Iterator[tuple[Page, Page]]:
    """Each page of the default language with its counterpart in every other one that has it."""
    default, *others = review.project.languages
    for page in review.pages[default]:
        for language in others:
            counterpart = review.page.get((language, page.slug))
            if counterpart:
                yield page, counterpart


def sections(page: Page) -> dict[str, list[Block]]:
    """The numbered blocks of a page by their section's token ('' before the first heading), in order."""
    found: dict[str, list[Block]] = {heading.token: [] for heading in page.headings}
    for block in page.blocks:
        if block.kind in NUMBERED_KINDS:
            found.setdefault(block.heading.token if block.heading else "", []).append(block)
    return found


def block_pairs(page: Page, other: Page) -> Iterator[tuple[Block, Block]]:
    """Blocks with the same id, in the order of the first page, from the sections that have as many of them.

    In a section that is out of step there is no saying which paragraph is which, so none is paired.
    """
    theirs = sections(other)
    for token, blocks in sections(page).items():
        counterparts = theirs.get(token, [])
        if [block.kind for block in blocks] == [block.kind for block in counterparts]:
            yield from zip(blocks, counterparts, strict=True)
