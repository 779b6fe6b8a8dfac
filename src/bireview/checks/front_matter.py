"""Every page says its title and describes itself for search engines; the home page records the article."""

from __future__ import annotations

from collections.abc import Iterator

from bireview.article import read_article
from bireview.model import Page
from bireview.problems import Location, Problem
from bireview.review import Review

REQUIRED = ("title", "description")


def check(review: Review) -> Iterator[Problem]:
    """Report fields that are missing, empty, or not text."""
    for pages in review.pages.values():
        for page in pages:
            if page.file in review.unread:
                continue
            for name in REQUIRED:
                value = page.front.get(name)
                if not isinstance(value, str) or not value.strip():
                    yield _problem(
                        page,
                        name,
                        f"the front matter has no '{name}'" if value is None else f"'{name}' is not a text: {value!r}",
                    )
            if "article" in page.front:
                for complaint in read_article(page.front["article"])[1]:
                    yield _problem(page, "article", complaint)


def _problem(page: Page, name: str, message: str) -> Problem:
    return Problem(
        "front-matter-field",
        Location(page.file, page.front_lines.get(name, 1)),
        message,
        "Write `" + name + ": …` between the two --- lines at the head of the page.",
    )
