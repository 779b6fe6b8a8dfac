"""Adapter: the engine's reference styles as formatting styles of pybtex, for any program that uses pybtex.

It stands at the edge, as `python_markdown` does, and so is the second file that imports pybtex; within the engine
`bibliography/load.py` is the only one. pyproject.toml registers the classes by the names of `STYLES`.

    pybtex-format --style nlm --output-backend html references.bib references.html
"""

from __future__ import annotations

from typing import ClassVar

# pybtex ships no type information.
from pybtex.database import BibliographyData, Entry  # type: ignore[import-untyped]
from pybtex.richtext import HRef, Tag, Text  # type: ignore[import-untyped]
from pybtex.style import FormattedEntry  # type: ignore[import-untyped]
from pybtex.style.formatting import BaseStyle  # type: ignore[import-untyped]

from bireview.bibliography.load import reference_from_pybtex
from bireview.bibliography.rich_text import RichText, Run
from bireview.bibliography.styles import STYLES

# pybtex's back ends write an address as it comes, between quotes or braces.
_UNSAFE_IN_ADDRESS = {ord(sign): f"%{ord(sign):02X}" for sign in '"<>\\^`{|} '}


class _EngineStyle(BaseStyle):  # type: ignore[misc]  # pybtex is untyped
    """Prints entries with the engine's style of this `name`, numbered in order of citation.

    pybtex's options for names have no effect: how names are set is a part of the style.
    """

    name: ClassVar[str]
    default_label_style = "number"
    default_sorting_style = "none"

    def format_entry(self, label: str, entry: Entry, bib_data: BibliographyData | None = None) -> FormattedEntry:
        """One entry with its label, as pybtex asks for it."""
        return FormattedEntry(entry.key, _text(STYLES[self.name](reference_from_pybtex(entry))), label)


class GBT7714of2015(_EngineStyle):
    """GB/T 7714—2015, sequential numbering."""

    name = "gbt7714-2015"


class GBT7714of2025(_EngineStyle):
    """GB/T 7714—2025, sequential numbering."""

    name = "gbt7714-2025"


class NLM(_EngineStyle):
    """NLM (ICMJE, Vancouver)."""

    name = "nlm"


def _text(runs: RichText) -> Text:
    return Text(*map(_part, runs))


def _part(run: Run) -> Text:
    """A run in the terms of pybtex: emphasis, raised or lowered text, a link."""
    part = Text(run.text)
    for wanted, tag in ((run.italic, "em"), (run.superscript, "sup"), (run.subscript, "sub")):
        if wanted:
            part = Tag(tag, part)
    return HRef(run.url.translate(_UNSAFE_IN_ADDRESS), part) if run.url else part
