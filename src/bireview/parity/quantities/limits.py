"""On which side of a figure the words around it put a value: below 5%, 超过5%, 50岁以上."""

from __future__ import annotations

import re
from typing import NamedTuple

from bireview.language import QuantityWords
from bireview.parity.quantities.word_patterns import any_of

_REACH = 40
"""How many characters before a figure are looked at; all the words are shorter."""
_CLAUSE_END = re.compile(r"[，。；：!?！？()（）\n]|[,.;:](?=\s)")
_WORD_START = r"(?<![A-Za-zÀ-ɏ\u0600-\u06ff])"
"""Where a word in an alphabet begins; Chinese words have no such edge."""
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
    """Reads the limits of one language.

    A negation directly before a limit turns it round. One elsewhere in the clause, or a word such as `rarely`, may
    or may not do so (未见超过5%者, 不良反应超过5%): then nothing is said of the side.
    """

    def __init__(self, words: QuantityWords) -> None:
        below, above = any_of(words.less_than), any_of(words.more_than)
        self._before = re.compile(rf"(?i){_WORD_START}(?:(?P<below>{below})|(?P<above>{above}))\s*\Z")
        self._after = re.compile(rf"(?i)\s*(?:(?P<below>{any_of(words.or_less)})|(?P<above>{any_of(words.or_more)}))")
        self._negation = re.compile(rf"(?i){_WORD_START}(?:{any_of(words.negations)})\s*\Z")
        doubts = any_of({*words.negations, *words.doubts})
        self._doubt = re.compile(rf"(?i){_WORD_START}(?:(?P<none>{any_of(words.no_doubts)})|{doubts})")

    def read(self, text: str, start: int, end: int, relation: str) -> Limit:
        """The limit that a figure at a place in a visible text is, given the sign before it."""
        if relation:
            return Limit(_SIDES.get(relation, 0), start, end)
        first = max(0, start - _REACH)
        negation = None
        if found := self._before.search(text, first, start):
            place = found.start()
            negation = self._negation.search(text, max(0, place - _REACH), place)
            place = negation.start() if negation else place
        elif found := self._after.search(text, start, end) or self._after.match(text, end):
            place, end = start, max(end, found.end())
        if not found or self._is_doubtful(text, place):
            return Limit(0, start, end)
        is_above = bool(found["above"]) != bool(negation)  # not more than
        return Limit(1 if is_above else -1, place, end)

    def _is_doubtful(self, text: str, end: int) -> bool:
        """Whether a word of the clause before a limit may deny it."""
        start = max((mark.end() for mark in _CLAUSE_END.finditer(text, 0, end)), default=0)
        return any(not doubt["none"] for doubt in self._doubt.finditer(text, start, end))
