"""Titles → addresses of pages and ids of sections, in Latin letters."""

from __future__ import annotations

import re

from bireview.importing.headings import is_known
from bireview.importing.people import ascii_letters

_WORDS = 5
_SYLLABLES = 10
_LITTLE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "for",
        "and",
        "or",
        "to",
        "with",
        "by",
        "from",
        "as",
        "at",
        "is",
        "are",
        "its",
        "their",
        "how",
        "why",
        "what",
    ]
)
RESERVED = frozenset({"index", "references", "evidence", "glossary", "notes", "about", "title", "abstract", "keywords"})


def slug_of(title: str, number: tuple[int, ...], taken: set[str]) -> str:
    """A short address made of a title's first words; one that no other page or section has, and no number."""
    plain = re.sub(r"\[[^\]]*@[^\]]*\]|[*_`^~]", "", title)
    words = [ascii_letters(word) for word in re.findall(r"[^\W_]+", " ".join(_latin(plain)))]
    words = [word for word in words if word]
    telling = [word for word in words if word not in _LITTLE] or words
    slug = is_known(plain) or "-".join(telling[: _SYLLABLES if re.search(r"[\u3400-\u9fff]", plain) else _WORDS])
    if not slug or re.fullmatch(r"[\d-]+", slug):
        slug = f"section-{'-'.join(map(str, number))}" if number else f"section-{slug or 'x'}"
    names = [slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))]
    chosen = next(name for name in names if name not in taken and name not in RESERVED)
    taken.add(chosen)
    return chosen


def _latin(text: str) -> list[str]:
    return [word for part in re.findall(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+", text) for word in in_latin_letters(part)]


def in_latin_letters(text: str) -> list[str]:
    """Chinese characters as their pinyin, one word each; nothing without pypinyin. Other text stays."""
    if not re.search(r"[\u3400-\u9fff]", text):
        return [text]
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return []
    return [str(word) for word in lazy_pinyin(text)]
