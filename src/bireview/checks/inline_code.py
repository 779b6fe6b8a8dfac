"""Styles and scripts within a page's text, which the policy of the finished page forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bireview.problems import Location, Problem
from bireview.review import Review
from bireview.source import mask_code

_VALUE = r"(?:\"[^\"]*\"|'[^']*'|[^\s>}]+)"
_NAME = r"(?P<name>style|on[a-z]+)"
_PLACES = (
    # A tag; a list of attributes, which takes no space around its signs; the address of a link.
    (
        re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"),
        re.compile(rf"(?<=\s){_NAME}\s*=\s*{_VALUE}|(?<=[\"'=])\s*javascript:", re.IGNORECASE),
    ),
    (re.compile(r"\{[^{}\n]*\}"), re.compile(rf"(?<=[\s{{:]){_NAME}={_VALUE}", re.IGNORECASE)),
    (re.compile(r"\]\([^()\n]*"), re.compile(r"(?<=\()\s*(?P<name>javascript):", re.IGNORECASE)),
)


def check(review: Review) -> Iterator[Problem]:
    """Report each attribute that holds a style or a script, in Markdown as in HTML."""
    for pages in review.pages.values():
        for page in pages:
            for block in page.blocks:
                if block.kind in {"code", "generated", "comment"}:
                    continue
                text = block.text if block.kind == "html" else mask_code(block.text)
                for place, forbidden in _PLACES:
                    for tag in place.finditer(text):
                        for found in forbidden.finditer(tag[0]):
                            yield _problem(found, block.location.within(text, tag.start() + found.start()))


def _problem(found: re.Match[str], place: Location) -> Problem:
    hint = "Give the element a class, and the class a rule in a stylesheet of `extra_css`."
    if (found["name"] or "").lower() != "style":
        hint = "Take it out; a script of `extra_javascript` can do it."
    return Problem("inline-code", place, f"{found[0].strip()} is not allowed in a page", hint)
