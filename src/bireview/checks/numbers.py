"""A figure with its unit that stands in a paragraph stands in its counterpart too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bireview.languages import LANGUAGES
from bireview.model import Block
from bireview.parity.pairs import block_pairs, page_pairs
from bireview.parity.quantities import Quantity, compare_quantities, find_quantities
from bireview.problems import Problem
from bireview.review import Review


def check(review: Review) -> Iterator[Problem]:
    """Report the figures of each pair of paragraphs that have no match on the other side."""
    for page, other in page_pairs(review):
        words, other_words = LANGUAGES[page.language].quantities, LANGUAGES[other.language].quantities
        for ours, theirs in block_pairs(page, other):
            if "numbers" in ours.differs or "numbers" in theirs.differs:
                continue
            left, right = compare_quantities(
                find_quantities(ours.text, words), find_quantities(theirs.text, other_words)
            )
            yield from _problems(left, ours, theirs)
            yield from _problems(right, theirs, ours)


def _problems(missing: Sequence[Quantity], here: Block, there: Block) -> Iterator[Problem]:
    for quantity in missing:
        yield Problem(
            "number-mismatch",
            here.location.within(here.text, quantity.offset),
            f"'{quantity.text}' in {here.anchor} is not in its counterpart at {there.location}",
            "Mend the wrong one, or write <!-- differs: numbers, and why --> on the line before either paragraph.",
        )
