"""Gaps between Han and Latin are the stylesheet's: the source has no spaces there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bireview.languages import LANGUAGES
from bireview.problems import Location, Problem
from bireview.review import Review
from bireview.source import mask

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_LATIN = "[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff%°±]"
_MARKUP = "[*_^~]*"
_GAP = re.compile(
    rf"{_HAN}{_MARKUP}(?P<gap>[ \t\u00a0\u2002-\u200a\u202f]+)(?={_MARKUP}{_LATIN})"
    rf"|{_LATIN}{_MARKUP}(?P<gap2>[ \t\u00a0\u2002-\u200a\u202f]+)(?={_MARKUP}{_HAN})"
)


def check(review: Review) -> Iterator[Problem]:
    """Report each space between Han and Latin characters in pages, notes and terms of a language without spaces."""
    for language, pages in review.pages.items():
        if LANGUAGES[language].spaced:
            continue
        for page in pages:
            for heading in page.headings:
                yield from _gaps(heading.title, heading.location, exact=False)
            for block in page.blocks:
                if block.kind not in {"code", "html", "generated"} and "spacing" not in block.differs:
                    yield from _gaps(block.text, block.location)
        for note in review.notes:
            for text in (note.text.get(language, ""), note.source.get(language, "")):
                yield from _gaps(text, note.location, exact=False)
        for term in review.glossary:
            for text in (term.names.get(language, ""), term.definition.get(language, "")):
                yield from _gaps(text, term.location, exact=False)


def _gaps(text: str, start: Location, *, exact: bool = True) -> Iterator[Problem]:
    """With `exact` the text begins at the location; otherwise only its line is known."""
    for found in _GAP.finditer(mask(text)):
        gap = "gap" if found["gap"] else "gap2"
        if not text[found.start(gap) : found.end(gap)].isspace():
            continue  # There is code, a tag or a link between.
        place = start
        if exact:
            place = start.within(text, found.start(gap))
        around = text[max(0, found.start(gap) - 4) : found.end(gap) + 4].replace("\n", " ").strip()
        yield Problem(
            "han-latin-space",
            place,
            f"a space stands between Han and Latin characters: '{around}'",
            "Take it out: the stylesheet makes the gap.",
        )
