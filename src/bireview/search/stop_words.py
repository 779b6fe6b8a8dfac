"""Words that tell nothing of what is looked for: whole published lists, of which the index takes what it can meet."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files

_ENGLISH = (
    "a able about across after all almost also am among an and any are as at be because been but by can cannot could "
    "dear did do does either else ever every for from get got had has have he her hers him his how however i if in "
    "into is it its just least let like likely may me might most must my neither no nor not of off often on only or "
    "other our own rather said say says she should since so some than that the their them then there these they this "
    "tis to too twas us wants was we were what when where which while who whom why will with would yet you your"
)
ENGLISH = _ENGLISH.split()
"""The list of lunr, by which the theme's own search goes; a test compares the two."""


@lru_cache(maxsize=1)
def chinese() -> tuple[str, ...]:
    """The list of Stopwords ISO, without its single characters: those also stand in words such as 致瘤性 and 自噬."""
    words = json.loads(files("stopwordsiso").joinpath("stopwords-iso.json").read_text(encoding="utf-8"))["zh"]
    return tuple(sorted(word for word in words if len(word) > 1 and all("\u3400" <= one <= "\u9fff" for one in word)))


def stop_words(tokens: Collection[str]) -> list[str]:
    """Those that an index with these tokens knows. A Chinese one is known when every pair of its characters is."""
    pairs = (word for word in chinese() if all(word[i : i + 2] in tokens for i in range(len(word) - 1)))
    return [*(word for word in ENGLISH if word in tokens), *pairs]
