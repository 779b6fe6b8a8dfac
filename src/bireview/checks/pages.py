"""Every page has a counterpart in every other language, and an address of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bireview.model import Page
from bireview.problems import Location, Problem
from bireview.review import Review


def check(review: Review) -> Iterator[Problem]:
    """Report each page that a language lacks, at the page that exists; then files that make no page of their own."""
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
    for pages in review.pages.values():
        yield from _addresses(pages)
    yield from _strays(review)


def _addresses(pages: Sequence[Page]) -> Iterator[Problem]:
    """Files of which MkDocs makes the same page: one is lost without a word."""
    first: dict[str, Page] = {}
    for page in sorted(pages, key=lambda page: page.file):
        folder, _, name = page.slug.rpartition("/")
        address = folder if name in {"index", "README"} else page.slug
        other = first.setdefault(address, page)
        if other is not page:
            yield Problem(
                "page-address",
                Location(page.file, 1),
                f"the page has the address '{address or '.'}/', and so has {other.file}",
                "Give one of the two another name.",
            )


def _strays(review: Review) -> Iterator[Problem]:
    """Pages beside the languages' folders, which would be pages of no language."""
    project = review.project
    for path in sorted(project.docs.glob("*.md")):
        folders = " and ".join(project.page_file(language, path.stem) for language in project.languages)
        yield Problem(
            "page-address",
            Location(project.named(path), 1),
            f"'{path.name}' is in the folder of no language",
            f"Move it to {folders}.",
        )
