"""How long a page takes to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from bireview.languages import LANGUAGES
from bireview.model import NUMBERED_KINDS, Page
from bireview.plain_text import plain_text
from bireview.typography import HAN

HAN_PER_MINUTE = 255
"""Chinese characters a minute; taken for kana too."""
WORDS_PER_MINUTE = 228
"""English words a minute."""

_WORD = re.compile(r"[^\W_](?:[\w'’./+-]*\w)?")


@dataclass(frozen=True)
class ReadingTime:
    """Minutes, rounded up; `amount` is what is counted: the words of a spaced language, the characters of another."""

    minutes: int
    amount: int


def reading_time(page: Page) -> ReadingTime:
    """The time for a page's headings and text, without notes and generated parts, by an adult native reader.

    English words in a Chinese text, such as abbreviations, are read at the speed of English. In the amount each of them
    counts as one, as word processors count "字数".

    Source of both speeds: Trauzettel-Klosinski S, Dietz K; IReST Study Group. Standardized assessment of reading
    performance: the New International Reading Speed Texts IReST. Invest Ophthalmol Vis Sci 2012;53(9):5452-61,
    doi:10.1167/iovs.11-8284. The same texts in 17 languages, read aloud by adults of 18 to 35 years; silent reading
    is hardly faster in dense prose (Brysbaert 2019, doi:10.1016/j.jml.2019.104047: 238 English words of non-fiction).
    """
    spaced = LANGUAGES[page.language].spaced
    markdown = [heading.title for heading in page.headings]
    markdown += [block.text for block in page.blocks if block.kind in NUMBERED_KINDS]
    text = "\n".join(map(plain_text, markdown))
    text, han = (text, 0) if spaced else HAN.subn(" ", text)
    words = len(_WORD.findall(text))
    minutes = ceil(Fraction(han, HAN_PER_MINUTE) + Fraction(words, WORDS_PER_MINUTE))
    return ReadingTime(max(1, minutes), han + words)
