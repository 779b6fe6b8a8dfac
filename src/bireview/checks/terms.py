"""One concept has one name: forms that the glossary tells to avoid are not used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bireview.model import Block
from bireview.problems import Location, Problem
from bireview.review import Review
from bireview.source import mask
from bireview.terms import forms_pattern


def check(review: Review) -> Iterator[Problem]:
    """Report each use of an avoided form in the text of a page, with the preferred term."""
    for language, pages in review.pages.items():
        preferred: dict[str, str] = {
            " ".join(form.split()): term.names[language]
            for term in review.glossary
            for form in term.avoid.get(language, ())
        }
        if not preferred:
            continue
        pattern = forms_pattern(preferred)
        for page in pages:
            for block in page.blocks:
                if block.kind not in {"code", "html", "generated"} and "terms" not in block.differs:
                    yield from _uses(block, pattern, preferred)
            for heading in page.headings:
                for found in pattern.finditer(heading.title):
                    yield _problem(heading.location, found[0], preferred)


def _uses(block: Block, pattern: re.Pattern[str], preferred: dict[str, str]) -> Iterator[Problem]:
    text = mask(block.text)
    for found in pattern.finditer(text):
        yield _problem(block.location.within(text, found.start()), found[0], preferred)


def _problem(location: Location, found: str, preferred: dict[str, str]) -> Problem:
    form = " ".join(found.split())
    return Problem(
        "glossary-term",
        location,
        f"'{form}' is a form that the glossary avoids",
        f"Write '{preferred[form]}', or put <!-- differs: terms, and why --> on the line before.",
    )
