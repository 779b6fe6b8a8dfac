"""Titles in the Capitals of a Headline → in the capitals of a sentence, as reference lists in English print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A word of two letters or more without digits (B12 and 3D are none), or the article A after a colon or a dash.
_WORD = re.compile(r"(?<![\w'’])(?![a-z])[^\W\d_]{2,}(?:['’][^\W\d_]+)*(?![\d_])|(?<=[:—–-] )A(?= )")
_SENTENCE_START = re.compile(r"(?:^|[.?!][\"'”’)\]]*\s+)\W*$")
_NEAR = 24  # how many signs may stand between a full stop and a word that begins a sentence


def sentence_case(title: str, protected: Sequence[tuple[int, int]] = ()) -> str:
    """Take away the capitals that only a headline has.

    Kept are the first letter, that of a new sentence (not of a subtitle after a colon), words that `protected`
    touches, words with a capital that is not their first letter (DNA, mRNA), and letters that stand alone, which are
    names more often than not (vitamin A, T cells, U.S.).

    Args:
        title: Plain text.
        protected: Stretches that stay as they are, as (start, end) offsets; as `Reference.title_protected` has them.

    Source: BibTeX's change.case$ with "t"; for the subtitle, the examples of GB/T 7714 and of Citing Medicine.
    """

    def word(found: re.Match[str]) -> str:
        text, start, end = found[0], found.start(), found.end()
        lowered = text.lower()
        if text[1:] != lowered[1:] or text == lowered:
            return text
        if any(start < until and since < end for since, until in protected):
            return text
        return text if _SENTENCE_START.search(title[max(start - _NEAR, 0) : start]) else lowered

    return _WORD.sub(word, title)
