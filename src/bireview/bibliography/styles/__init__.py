"""Reference styles: a Reference in, rich text out. A new style is one file here and one line below."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bireview.bibliography.model import Reference
from bireview.bibliography.rich_text import RichText
from bireview.bibliography.styles.gbt7714_2015 import GBT7714_2015
from bireview.bibliography.styles.gbt7714_2025 import GBT7714_2025
from bireview.bibliography.styles.nlm import nlm

Style = Callable[[Reference], RichText]
"""Formats one reference, without its number; the text ends as the style ends an entry (mostly with a full stop)."""

STYLES: Mapping[str, Style] = {
    "gbt7714-2015": GBT7714_2015,
    "gbt7714-2025": GBT7714_2025,
    "nlm": nlm,
}
"""By the name that mkdocs.yml and pybtex use."""
