"""What pasting does to an identifier, undone: width, dashes, invisible marks, and the sentence around it."""

from __future__ import annotations

# Full-width ASCII (U+FF01…FF5E) and the ideographic space, which Chinese input methods leave behind; dashes that
# typesetting puts for a hyphen, the soft hyphen of PDF text among them; marks that cannot be seen.
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\u00ad"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"), None)
_AS_TYPED = _WIDTH | _DASHES | _INVISIBLE

_OPENING = "(<[{\"'“‘【《「"
_STOPS = ".,;:。、\"'”’` "
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<", "】": "【", "》": "《", "」": "「"}


def as_typed(text: str) -> str:
    """`text` as a keyboard would give it: ASCII width, plain hyphens, nothing invisible, no bracket or quote before."""
    return text.translate(_AS_TYPED).strip().lstrip(_OPENING).lstrip()


def without_sentence(text: str) -> str:
    """Cut the punctuation that follows an identifier in a sentence; a bracket stays when it was opened inside."""
    while text:
        last = text[-1]
        opening = _CLOSING.get(last)
        if last in _STOPS or (opening and text.count(last) > text.count(opening)):
            text = text[:-1]
        else:
            break
    return text
