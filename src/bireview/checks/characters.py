"""Characters that came along when a text was copied, and that no page can show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bireview.problems import Location, Problem
from bireview.review import Review

_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd-\uffff]")


def check(review: Review) -> Iterator[Problem]:
    """Report control characters, those that only one font knows, and the sign that stands where one was lost."""
    for pages in review.pages.values():
        for page in pages:
            for block in page.blocks:
                yield from _unshown(block.text, block.location)
            for heading in page.headings:
                yield from _unshown(heading.title, heading.location, exact=False)


def _unshown(text: str, start: Location, *, exact: bool = True) -> Iterator[Problem]:
    """With `exact` the text begins at the location; otherwise only its line is known."""
    for found in _UNSHOWN.finditer(text):
        around = _UNSHOWN.sub("�", text[max(0, found.start() - 8) : found.end() + 8]).replace("\n", " ").strip()
        lost = found[0] == "\ufffd"
        yield Problem(
            "unshown-character",
            start.within(text, found.start()) if exact else start,
            f"U+{ord(found[0]):04X} {'stands where a character was lost' if lost else 'cannot be shown'}: '{around}'",
            "Write the character that belongs there." if lost else "Take it out; most editors show it on request.",
        )
