"""Punctuation inside titles, names and places, in the width that an edition of GB/T 7714 prints.

White space is collapsed before, as the fields of a Reference have it: no two spaces in a row.
"""

from __future__ import annotations

import re

_HAN = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_WIDE_SIGN = re.compile(rf" ?([,:;])(?: |(?=[{_HAN}])|(?<=[{_HAN}][,:;]))")
_WIDE_PARENTHESES = re.compile(rf"(?:^| |(?<=[{_HAN}]))\(((?:[^()]|\([^()]*\))*)\) ?")
_TO_WIDE = {",": "，", ":": "：", ";": "；"}
_NARROW_SIGN = re.compile(r" ?([，：；？！]) ?")
_NARROW_PARENTHESES = re.compile(r" ?（([^（）]*)） ?")
_TO_NARROW = {"，": ", ", "：": ": ", "；": "; ", "？": "? ", "！": "! "}
_SPACE_BEFORE_SIGN = re.compile(r" (?=[,:;.?!)])")


def widen(text: str) -> str:
    """Commas, colons, semicolons and parentheses that set off words, as full-width ones, which bring their space.

    Signs within a word or number stay: 1,2-dichloro, 1:25000, CD34(+).
    """
    if "(" in text:
        text = _WIDE_PARENTHESES.sub(lambda found: f"（{widen(found[1])}）", text)
    return _WIDE_SIGN.sub(lambda found: _TO_WIDE[found[1]], text)


def narrow(text: str) -> str:
    """Full-width punctuation as half-width, with the spaces that it needs."""
    if text.isascii():
        return text
    text = _NARROW_PARENTHESES.sub(r" (\1) ", text)
    text = _NARROW_SIGN.sub(lambda found: _TO_NARROW[found[1]], text)
    return _SPACE_BEFORE_SIGN.sub("", text.replace("  ", " ")).strip()
