"""Every page says its title and describes itself for search engines; the home page records the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bireview.article import read_article
from bireview.model import Page
from bireview.problems import Location, Problem
from bireview.review import Review

REQUIRED = ("title", "description")
_RECORD = {
    "article": "Write its fields below `article:`, two spaces in: `authors:`, `affiliation: …`, `keywords: […]`.",
    "authors": "Below `article:` write `authors:`, and below that a line `- Name` for each.",
    "doi": "Write it without address and label, such as 10.1002/hep.24434.",
    "keywords": "Below `article:` write `keywords: [one, two]`.",
    "name": "Write `- name: …`, and its other fields below.",
    "orcid": "Write it as 0000-0002-1825-0097 and compare it with the author's page; its last character is a check.",
}
"""What to do about a field of the article's record; about any other, to write it."""


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
                    name = next(iter(re.findall(r"(?<!\w)'(\w+)'", complaint)), "article")
                    yield _problem(
                        page, "article", complaint, _RECORD.get(name, f"Below `article:` write `{name}: …`.")
                    )


def _problem(page: Page, name: str, message: str, hint: str = "") -> Problem:
    return Problem(
        "front-matter-field",
        Location(page.file, page.front_lines.get(name, 1)),
        message,
        hint or "Write `" + name + ": …` between the two --- lines at the head of the page.",
    )
