"""Markdown → the words that a reader sees, for passages of results: no citations, notes, markup or addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache

from bireview.citations.marks import MARK

_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_PRIVATE = 0xE000
"""Escaped characters wait in the private area of Unicode until the markup has gone."""
_UNPRIVATE = {_PRIVATE + code: chr(code) for code in range(128)}
_HAN_BREAK = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef])\\s*\n\\s*(?=[\u3000-\u9fff\uff00-\uffef])")


@lru_cache(maxsize=1 << 16)  # The same paragraphs are asked for by the search, and to tell how long they take to read.
def plain_text(markdown: str) -> str:
    """One line of text; a line break between Han characters stands for nothing, any other for a space."""
    text = markdown
    for sign, pattern, replacement in _STEPS:
        # Most paragraphs have little markup, and to look for a sign is nothing beside a pattern.
        if sign in text:
            text = pattern.sub(replacement, text)
    text = html.unescape(text)
    if "\\" in markdown:
        text = text.translate(_UNPRIVATE)
    if "\n" in text:
        text = _HAN_BREAK.sub("", text)
    return " ".join(text.split()).strip(" ·")


_STEPS: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    ("<!--", re.compile(r"<!--.*?-->", re.DOTALL), ""),
    ("\\", re.compile(r"\\([\\`*_{}\[\]()>#+.!^~|@-])"), lambda found: chr(_PRIVATE + ord(found[1]))),
    ("`", re.compile(r"(`+)(?!`)(?P<text>.+?)(?<!`)\1(?!`)", re.DOTALL), r"\g<text>"),
    ("[", MARK, ""),
    ("［", MARK, ""),
    ("[^", re.compile(r"\[\^[^\[\]]+\]:?"), ""),
    ("[", _LINK, r"\g<text>"),
    ("<", re.compile(r"</?[A-Za-z][^<>@]*>"), ""),
    ("{", re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}"), ""),
    ("^", re.compile(r"\^([^^\s]{1,8})\^"), lambda found: found[1].translate(_RAISED)),
    ("~", re.compile(r"(?<!~)~([^~\s]{1,8})~(?!~)"), lambda found: found[1].translate(_LOWERED)),
    ("*", re.compile(r"\*{1,3}(?=\S)([^*]+?)(?<=\S)\*{1,3}"), r"\1"),
    ("_", re.compile(r"(?<!\w)_{1,3}(?=\S)([^_]+?)(?<=\S)_{1,3}(?!\w)"), r"\1"),
    ("-", re.compile(r"^[ \t|:+-]*-[ \t|:+-]*$\n?", re.MULTILINE), ""),
    ("", re.compile(r"^[ \t]*(?:>[ \t]?|[*+-][ \t]+|\d+\.[ \t]+|:[ \t]+|\|)", re.MULTILINE), ""),
    ("|", re.compile(r"[ \t]*\|[ \t]*"), " · "),
)
"""What takes each kind of markup off, in this order, and a sign without which there is none of it."""
