"""Text → search tokens, so that forms a reader takes for the same word become the same token.

The same is done in the browser to what a reader types (`overrides/scripts/search-engine.js`), from the same `RULES`,
which the index carries; `tests/cases/search_tokens.yml` holds both to the same answers. Patterns therefore use only
what Python and JavaScript read alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import add
from typing import NamedTuple

_LETTERS = (
    "α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi "
    "ο omicron π pi ρ rho σ sigma ς sigma τ tau υ upsilon φ phi χ chi ψ psi ω omega"
)
_GREEK = _LETTERS.split()
_GREEK_NAMES = dict(zip(_GREEK[::2], _GREEK[1::2], strict=True))

RULES: Mapping[str, object] = {
    # Letters that readers type by name.
    "greek": _GREEK_NAMES,
    # Latin, Cyrillic, Hebrew, Arabic; then what is written without spaces: Han characters and kana.
    "word": "[0-9a-z\u00df-\u024f\u0400-\u04ff\u05d0-\u05ea\u0620-\u065f\u066e-\u06d3\u1e00-\u1eff]+",
    "han": "[\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]",
    "thousands": "[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?(?![0-9a-z])",
    # What joins the parts of one word: UC-MSC, let-7a-5p, 10.1016/j.jcyt.2013.03.005, Sjögren's, 10^8.
    "joint": "[-./_:'\u2019\u00b7^]",
    # British → American, in this order; the result need not be a word, only the same for both spellings. What the first
    # group holds stays, and the rest becomes the second text.
    "spelling": [
        ["()ae(?=.)", "e"],
        ["(^|[^sh])oe(?=[a-z])", "e"],
        ["([a-z]{2})our(?!ce|s?$)", "or"],
        ["([a-z]{3})our(?=s?$)", "or"],
        ["([a-z]{3}i)s(?=(?:e[ds]?|ing|ation(?:al)?s?|er|able)$)", "z"],
        ["(ly)s(?=(?:e[ds]?|ing)$)", "z"],
        ["([a-z][bt])re(?=s?$)", "er"],
        ["([aeiou]l)l(?=(?:ed|ing|ation)$)", ""],
        ["(.og)ue(?=s?$)", ""],
        ["()sulph", "sulf"],
        ["(ogram)me(?=s?$)", ""],
    ],
    # The first that fits cuts its ending off.
    "endings": [
        ["([a-z]{2})ies$", "y"],
        ["(ss|sh|ch|x|zz)es$", ""],
        ["([a-z]{2}iz)(?:ations|ation|ing|ed|es|e)$", ""],
        ["([a-z]{3}[^ai][st])ions?$", ""],
        ["([a-z]{3}at)(?:ions|ion|ing|ed|es|e)$", ""],
        ["([a-z]{2}[^aeiou])(?:ing|ed)$", ""],
        ["([a-z]{3})(?:ed|es|e)$", ""],
        ["([a-z]{2}[^sui])s$", ""],
    ],
}
"""Everything that turns spellings into one another; shipped to the browser as it stands."""

_WORD, _HAN, _JOINT = str(RULES["word"]), str(RULES["han"]), str(RULES["joint"])
_IS_HAN = re.compile(_HAN)
_RUN = re.compile(f"{_HAN}+|{RULES['thousands']}|{_WORD}(?:{_JOINT}{_WORD})*")
_JOINTS = re.compile(_JOINT)
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*$")
_THOUSANDS = re.compile(r",(?=[0-9]{3}(?![0-9]))")
_PER_CENT = re.compile(r"\s?%")
_GREEK_LETTER = re.compile(f"[{''.join(_GREEK_NAMES)}]")
_DASH = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d\u00ad]")
_MARKS = re.compile("[\u0300-\u036f]")


def _rules(name: str) -> list[tuple[re.Pattern[str], str]]:
    rows = RULES[name]
    assert isinstance(rows, list)  # noqa: S101 - a literal above
    return [(re.compile(pattern), rf"\g<1>{replacement}") for pattern, replacement in rows]


def fold(text: str, variants: Mapping[str, str]) -> str:
    """Half-width, lower case, no accents, Greek letters by name, one kind of hyphen, one character for its variants."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).lower()
    text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
    text = _DASH.sub("-", _GREEK_LETTER.sub(lambda found: _GREEK_NAMES[found[0]], text))
    for character in variants.keys() & set(text):
        text = text.replace(character, variants[character])
    return text


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without the differences between spellings and between its inflected forms."""
    if len(word) > 3:
        for pattern, replacement in _SPELLING:
            word = pattern.sub(replacement, word)
        for pattern, replacement in _ENDINGS:
            cut, changed = pattern.subn(replacement, word)
            if changed:
                return cut
    return word


_SPELLING = _rules("spelling")
_ENDINGS = _rules("endings")


class Run(NamedTuple):
    """A piece of folded text that belongs together: characters without a gap, or a word with all its joined parts."""

    is_han: bool
    parts: tuple[str, ...]
    """Single characters; or the stems of the parts, or the number."""
    whole: str = ""
    """Several parts without what joins them: `ucmsc`."""
    is_number: bool = False


def runs(folded: str) -> Iterator[Run]:
    """The runs of a folded text, in order."""
    texts = (found[0] for found in _RUN.finditer(folded))
    return (Run(True, tuple(text)) if _IS_HAN.match(text) else _word(text) for text in texts)


@lru_cache(maxsize=65536)
def _word(text: str) -> Run:
    if _NUMBER.match(text):
        return Run(False, (_THOUSANDS.sub("", text),), "", True)
    if text.isalnum():
        return Run(False, (stem(text),))
    words = [word for word in _JOINTS.split(text) if word]
    whole = stem("".join(words)) if len(words) > 1 else ""
    return Run(False, tuple(map(stem, words)), whole)


def tokens(text: str, variants: Mapping[str, str]) -> list[str]:
    """What a text is found by: pairs of Han characters, stems, joined words, and figures with what follows them."""
    return read(text, variants)[0]


def elements(text: str, variants: Mapping[str, str]) -> list[str]:
    """A text as the sequence in which the names of terms are looked for: Han characters and stems."""
    return read(text, variants)[1]


def read(text: str, variants: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The tokens and the elements of a text."""
    found: list[str] = []
    sequence: list[str] = []
    folded = fold(text, variants)
    figure, end = "", 0
    for match in _RUN.finditer(folded):
        piece = match[0]
        if _IS_HAN.match(piece):
            sequence += piece
            if figure and match.start() == end:
                found.append(figure + piece[0])
            found += map(add, piece, piece[1:]) if len(piece) > 1 else piece
            figure = ""
            continue
        run = _word(piece)
        sequence += run.parts
        found += run.parts
        if run.whole:
            found.append(run.whole)
        figure = run.parts[0] if run.is_number else ""
        if figure:
            end = match.end()
            if _PER_CENT.match(folded, end):
                found.append(figure + "%")
    return found, sequence
