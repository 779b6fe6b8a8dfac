"""Russian in Cyrillic letters → Latin letters, for lists that are set in the Latin alphabet."""

from __future__ import annotations

import re

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "″", "ы": "y", "ь": "′", "э": "e", "ю": "iu",
    "я": "ia",
}  # fmt: skip
_TABLE = str.maketrans(_LETTERS | {letter.upper(): latin.capitalize() for letter, latin in _LETTERS.items()})
_CAPITALS = re.compile(r"[А-ЯЁ]{2,}")
_NOT_RUSSIAN = re.compile(r"[^\W\d_А-Яа-яЁё\u0000-\u03ff\u0500-\uffff]")


def romanize(text: str) -> str:
    """`Иванов ЮА` → `Ivanov IuA`, `печени` → `pecheni`, `ЩЖ` as a word in capitals → `SHCHZH`.

    The hard and the soft sign become primes. Text with other Cyrillic letters is left as it is: each language has
    a table of its own.

    Source: ALA-LC Romanization Tables, Russian, without ligatures and diacritics, as MEDLINE prints it.
    """
    if text.isascii() or _NOT_RUSSIAN.search(text):
        return text
    return _CAPITALS.sub(lambda found: found[0].translate(_TABLE).upper(), text).translate(_TABLE)
