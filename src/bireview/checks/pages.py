"""Every page has a counterpart in every other language."""

from __future__ import annotations

from collections.abc import Iterator

from bireview.problems import Location, Problem
from bireview.review import Review


def check(review: Review) -> Iterator[Problem]:
    """Report each page that a language lacks, at the page that exists."""
    slugs = {language: {page.slug for page in pages} for language, pages in review.pages.items()}
    for language, pages in review.pages.items():
        for page in pages:
            for other, found in slugs.items():
                file = review.project.page_file(other, page.slug)
                if page.slug not in found and file not in review.unread:
                    yield Problem(
                        "missing-counterpart",
                        Location(page.file, 1),
                        f"'{page.slug}' exists in '{language}' and not in '{other}'",
                        f"Write {file}.",
                    )
