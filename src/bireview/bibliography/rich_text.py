"""Formatted references as plain values: runs of text that are set alike, for any output."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape


@dataclass(frozen=True)
class Run:
    """Text without markup, and how it is set; `url` makes it a link."""

    text: str
    italic: bool = False
    superscript: bool = False
    subscript: bool = False
    url: str = ""


RichText = tuple[Run, ...]


def text_of(runs: Iterable[Run]) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)


def html_of(runs: Iterable[Run]) -> Markup:
    """HTML with `i`, `sup`, `sub` and `a`, everything else escaped."""
    out = []
    for run in runs:
        html = escape(run.text)
        for wanted, tag in ((run.italic, "i"), (run.superscript, "sup"), (run.subscript, "sub")):
            if wanted:
                html = Markup(f"<{tag}>{{}}</{tag}>").format(html)  # noqa: S704 - the tags are the three above
        out.append(Markup('<a href="{}">{}</a>').format(run.url, html) if run.url else html)
    return Markup("").join(out)
