"""How much text there is, counted as a reader sees it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bireview.languages import LANGUAGES
from bireview.model import NUMBERED_KINDS, Page
from bireview.plain_text import plain_text

_HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_UNPRINTED = frozenset({"code", "html", "definition", "generated", "comment"})


@dataclass(frozen=True)
class Amount:
    """How much one language has, on a page or in all.

    `blocks` are the paragraphs, lists, tables, quotations and definition lists, which are what the languages are
    compared by. The other figures count headings, blocks, footnotes and admonitions; not code, HTML, front matter and
    generated parts. Citation marks, notes, addresses and markup are taken out before.

    `words`: what stands between spaces and holds a letter or a figure, as word processors count (`BM-MSC` and `10⁵`
    are one word each); None for a language written without spaces, whose words cannot be counted without a dictionary.
    `han`: Chinese characters, without punctuation. `characters`: everything but white space, punctuation included; an
    accent or a variant that is a character of its own in Unicode is not counted.
    """

    pages: int = 0
    blocks: int = 0
    words: int | None = None
    han: int = 0
    characters: int = 0

    def __add__(self, other: Amount) -> Amount:
        words = None if self.words is None and other.words is None else (self.words or 0) + (other.words or 0)
        return Amount(
            self.pages + other.pages,
            self.blocks + other.blocks,
            words,
            self.han + other.han,
            self.characters + other.characters,
        )


def page_texts(page: Page) -> list[str]:
    """What a page says, piece by piece, without markup and marks."""
    titles = [plain_text(heading.title) for heading in page.headings]
    return titles + [plain_text(block.text) for block in page.blocks if block.kind not in _UNPRINTED]


def measure(page: Page) -> Amount:
    """The amount of one page."""
    text = "\n".join(page_texts(page))
    words = sum(any(map(str.isalnum, word)) for word in text.split()) if LANGUAGES[page.language].spaced else None
    return Amount(
        pages=1,
        blocks=sum(block.kind in NUMBERED_KINDS for block in page.blocks),
        words=words,
        han=len(_HAN.findall(text)),
        characters=sum(not (c.isspace() or unicodedata.combining(c) or "\ufe00" <= c <= "\ufe0f") for c in text),
    )
