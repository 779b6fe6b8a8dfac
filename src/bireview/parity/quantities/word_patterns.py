"""Regular expressions for any of a list of words."""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD_END = r"(?![A-Za-zÀ-ɏͰ-Ͽ\d])"
"""Where a word in an alphabet ends; Chinese words have no such edge."""


def any_of(words: Iterable[str], word_end: str = WORD_END) -> str:
    """A pattern for any of the words, longest first; those that end in a Latin letter or a digit need a `word_end`.

    A space stands for any white space. Without words the pattern matches nothing.
    """
    latin: list[str] = []
    other: list[str] = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        is_latin = word[-1].isascii() and word[-1].isalnum()
        (latin if is_latin else other).append(re.escape(word).replace(r"\ ", r"\s+"))
    parts = [f"(?:{'|'.join(latin)}){word_end}"] if latin else []
    return "|".join(parts + other) or r"(?!)"


def prefix_tree(words: Iterable[str], word_end: str, before: str = "") -> str:
    """A pattern for any of the words, wherever a word can begin, that starts with literals only.

    The regular expression engine can then skip to the next possible first letter, and gives up after one letter
    inside a word; a plain list of a hundred words costs twenty times as much. `before` is the letter that the
    words, being the rests of longer ones, stand after. Every word is followed by `word_end`, which is best a short one.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(word[1:])
    may_end = rests.pop("", None) is not None
    branches = []
    for first in sorted(rests, reverse=True):
        guard = rf"(?<![A-Za-z]{first})(?<!-{first})" if not before and first.isascii() else ""
        branches.append(re.escape(first) + guard + prefix_tree(rests[first], word_end, first))
    if may_end:
        branches.append(word_end if before.isascii() and before.isalpha() else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches) or '(?!)'})"
