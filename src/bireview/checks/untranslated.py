"""A block that says the same in the same words on both sides has been copied and not translated yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bireview.languages import LANGUAGES
from bireview.model import NUMBERED_KINDS, Block
from bireview.parity.pairs import block_pairs, page_pairs
from bireview.plain_text import plain_text
from bireview.problems import Problem
from bireview.review import Review

_SENTENCE = re.compile(r"[.!?。！？؟۔][\W\d]*$")
_WORD = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2}|[^\\W\\d_\u3041-\u30ff\u3400-\u9fff]{2,}")
_KINDS = NUMBERED_KINDS - {"quote"}
"""What is quoted stands in the language of its source."""
_WORDS = 5
"""Fewer are a name, an address or a formula, which may be the same in two languages."""


def check(review: Review) -> Iterator[Problem]:
    """Report blocks of whole sentences that two languages share; two kinds of one language may share them."""
    for page, other in page_pairs(review):
        if _language(page.language) == _language(other.language):
            continue
        for ours, theirs in block_pairs(page, other):
            if ours.kind in _KINDS and "nothing" not in {*ours.differs, *theirs.differs} and _same(ours, theirs):
                yield Problem(
                    "untranslated-block",
                    theirs.location,
                    f"{theirs.anchor} is word for word its counterpart at {ours.location}",
                    "Translate one of them, or write <!-- differs: nothing, and why --> on the line before.",
                )


def _language(name: str) -> str:
    return LANGUAGES[name].tag.partition("-")[0]


def _same(ours: Block, theirs: Block) -> bool:
    text = plain_text(ours.text)
    if text != plain_text(theirs.text):
        return False
    return bool(_SENTENCE.search(text)) and len(_WORD.findall(text)) >= _WORDS
