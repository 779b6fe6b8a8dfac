"""On which side of a figure the words around it put a value: below 5%, 超过5%, 50岁以上."""

from __future__ import annotations

import re
from typing import NamedTuple

from bireview.language import QuantityWords
from bireview.parity.quantities.word_patterns import any_of

_REACH = 40
"""How many characters before a figure are looked at; all the words are shorter."""
_SIDES = {"<": -1, "≤": -1, ">": 1, "≥": 1}


class Limit(NamedTuple):
    """A side, and the place of the figure together with the words that say so.

    `side` is -1 for values below the figure, 1 for those above it, 0 when nothing is said; whether the figure itself
    is among them is not told apart, because languages are free with it (`over 5`, 5以上).
    """

    side: int
    start: int
    end: int


class LimitReader:
    """Reads the limits of one language."""

    def __init__(self, words: QuantityWords) -> None:
        below, above = any_of(words.less_than), any_of(words.more_than)
        self._before = re.compile(rf"(?i)(?<![A-Za-z])(?:(?P<below>{below})|(?P<above>{above}))\s*\Z")
        self._after = re.compile(rf"(?i)\s*(?:(?P<below>{any_of(words.or_less)})|(?P<above>{any_of(words.or_more)}))")
        self._negation = re.compile(rf"(?i)(?:{any_of(words.negations)})\s*\Z")

    def read(self, text: str, start: int, end: int, relation: str) -> Limit:
        """The limit that a figure at a place in a visible text is, given the sign before it."""
        if relation:
            return Limit(_SIDES.get(relation, 0), start, end)
        first = max(0, start - _REACH)
        if found := self._before.search(text[first:start]):
            side, place = (1 if found["above"] else -1), first + found.start()
            if negation := self._negation.search(text[max(0, place - _REACH) : place]):
                return Limit(-side, place - len(negation[0]), end)  # not more than
            return Limit(side, place, end)
        if found := self._after.search(text[start:end]) or self._after.match(text, end):
            return Limit(1 if found["above"] else -1, start, max(end, found.end() if found.pos else end))
        return Limit(0, start, end)
