"""Markdown → the words that a reader sees, for passages of results: no citations, notes, markup or addresses."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from bireview.citations.marks import MARK

_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_CODE = re.compile(r"(`+)(?!`)(?P<text>.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>@]*>")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]:?")
_RAISED_MARKUP = re.compile(r"\^([^^\s]{1,8})\^")
_LOWERED_MARKUP = re.compile(r"(?<!~)~([^~\s]{1,8})~(?!~)")
_EMPHASIS = re.compile(
    r"\*{1,3}(?=\S)(?P<text>[^*]+?)(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)(?P<low>[^_]+?)(?<=\S)_{1,3}(?!\w)"
)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!^~|@-])")
_PRIVATE = 0xE000
"""Escaped characters wait in the private area of Unicode until the markup has gone."""
_UNPRIVATE = {_PRIVATE + code: chr(code) for code in range(128)}
_LINE_START = re.compile(r"^[ \t]*(?:>[ \t]?|[*+-][ \t]+|\d+\.[ \t]+|:[ \t]+|\|)", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ \t|:+-]*-[ \t|:+-]*$\n?", re.MULTILINE)
_HAN_BREAK = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef])\\s*\n\\s*(?=[\u3000-\u9fff\uff00-\uffef])")


@lru_cache(maxsize=1 << 16)  # The same paragraphs are asked for by the search, and to tell how long they take to read.
def plain_text(markdown: str) -> str:
    """One line of text; a line break between Han characters stands for nothing, any other for a space."""
    text = _ESCAPED.sub(lambda found: chr(_PRIVATE + ord(found[1])), _COMMENT.sub("", markdown))
    text = _CODE.sub(lambda found: found["text"], text)
    text = MARK.sub("", text)
    text = _FOOTNOTE.sub("", text)
    text = _LINK.sub(lambda found: found["text"], text)
    text = _TAG.sub("", text)
    text = _ATTRIBUTES.sub("", text)
    text = _RAISED_MARKUP.sub(lambda found: found[1].translate(_RAISED), text)
    text = _LOWERED_MARKUP.sub(lambda found: found[1].translate(_LOWERED), text)
    text = _EMPHASIS.sub(lambda found: found["text"] or found["low"], text)
    text = _TABLE_RULE.sub("", text)
    text = _LINE_START.sub("", text)
    text = re.sub(r"[ \t]*\|[ \t]*", " · ", text) if "|" in text else text
    text = html.unescape(text).translate(_UNPRIVATE)
    text = _HAN_BREAK.sub("", text)
    return re.sub(r"\s+", " ", text).strip(" ·")
