"""Headings carry an id of their own, and are the same in number, level, section number and id in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bireview.model import Heading, Page
from bireview.parity.pairs import page_pairs
from bireview.problems import Problem
from bireview.review import Review


def check(review: Review) -> Iterator[Problem]:
    """Report headings without a usable id, then those that differ from their counterparts."""
    for pages in review.pages.values():
        for page in pages:
            yield from _ids(page)
        yield from _sections(pages)
    for page, other in page_pairs(review):
        yield from _pair(page, other)


def _ids(page: Page) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for heading in page.headings:
        if not heading.id:
            yield Problem(
                "heading-id",
                heading.location,
                f"the heading '{heading.title}' has no id",
                "Write {#an-id} after it, the same in every language.",
            )
        elif re.fullmatch(r"[\d.]+", heading.id):
            yield Problem(
                "heading-id",
                heading.location,
                f"the id '{heading.id}' is a number",
                "Name the section's subject, so that its address survives a new numbering.",
            )
        elif not re.fullmatch(r"[A-Za-z][\w.:-]*", heading.id, re.ASCII):
            yield Problem(
                "heading-id",
                heading.location,
                f"the id '{heading.id}' has characters that not every address can hold",
                "Begin it with a Latin letter, and go on with letters, digits and hyphens.",
            )
        elif heading.id in seen:
            yield Problem(
                "heading-id",
                heading.location,
                f"the id '{heading.id}' stands already at line {seen[heading.id]}",
                "Give each heading of a page an id of its own.",
            )
        seen.setdefault(heading.id, heading.location.line)


def _sections(pages: Sequence[Page]) -> Iterator[Problem]:
    """Sections of two pages whose paragraphs have the same ids; what names a paragraph could mean either."""
    first: dict[str, Heading] = {}
    for page in pages:
        here = {block.heading.token: block.heading for block in page.blocks if block.anchor and block.heading}
        for token, heading in here.items():
            other = first.setdefault(token, heading)
            if other is not heading:
                yield Problem(
                    "heading-id",
                    heading.location,
                    f"the section '{token}' stands already at {other.location}, "
                    "and paragraphs of both get the same ids",
                    "Give one of the two another section number, or another id where it has no number.",
                )


def _line(heading: Heading) -> str:
    return " ".join(filter(None, ("#" * heading.level, heading.number, heading.title)))


def _pair(page: Page, other: Page) -> Iterator[Problem]:
    ids, other_ids = ({heading.id for heading in side.headings if heading.id} for side in (page, other))
    for ours, theirs in zip(page.headings, other.headings, strict=False):
        # An id that stands elsewhere on the other page tells a heading that is missing or moved from a misnamed one.
        moved = ours.id != theirs.id and (ours.id in other_ids or theirs.id in ids)
        if (ours.level, ours.number) != (theirs.level, theirs.number) or moved:
            yield Problem(
                "heading-mismatch",
                theirs.location,
                f"'{_line(theirs)}' stands against '{_line(ours)}' at {ours.location}",
                "Give both the same level and section number, or add the heading that one of them lacks.",
            )
            return
        if ours.id and theirs.id and ours.id != theirs.id:
            yield Problem(
                "heading-id",
                theirs.location,
                f"the id '{theirs.id}' stands against '{ours.id}' at {ours.location}",
                "Write the same id in both languages.",
            )
    more, fewer = (page, other) if len(page.headings) > len(other.headings) else (other, page)
    if len(more.headings) != len(fewer.headings):
        extra = more.headings[len(fewer.headings)]
        yield Problem(
            "heading-mismatch",
            extra.location,
            f"the heading '{extra.title}' has no counterpart in {fewer.file}",
            f"{more.file} has {len(more.headings)} headings, {fewer.file} {len(fewer.headings)}.",
        )
