"""What can be wrong with a review that could be read. A new check is one file here and one line below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bireview.checks import (
    blocks,
    characters,
    citations,
    entries,
    front_matter,
    headings,
    inline_code,
    numbers,
    pages,
    spacing,
    terms,
    untranslated,
)
from bireview.problems import Problem, in_order
from bireview.review import Review, load_review
from bireview.site_settings import check_settings

CHECKS: tuple[Callable[[Review], Iterator[Problem]], ...] = (
    pages.check,
    front_matter.check,
    headings.check,
    blocks.check,
    untranslated.check,
    citations.check,
    numbers.check,
    terms.check,
    spacing.check,
    characters.check,
    inline_code.check,
    entries.check,
)


def inspect(root: Path) -> tuple[Review, list[Problem]]:
    """Load a review and run every check on it; problems come in the order of files and lines."""
    review, problems = load_review(root)
    found = [*problems, *check_settings(root)]
    for check in CHECKS:
        found.extend(check(review))
    return review, in_order(found)
