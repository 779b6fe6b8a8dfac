"""A title cut where its setting changes: fixed capitals, italics, raised and lowered characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

Spans = tuple[tuple[int, int], ...]

_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"
_SUB = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
_ON_THE_LINE = str.maketrans(_SUPER + _SUB, "0123456789+-=()n" + "0123456789+-=()")
_RAISED = re.compile(f"[{_SUPER}]+|[{_SUB}]+")


@dataclass(frozen=True)
class Stretch:
    """Text that is set alike."""

    text: str
    protected: bool
    """Whether its capitals are fixed."""
    italic: bool


def stretches(text: str, protected: Spans, italic: Spans) -> Iterator[Stretch]:
    """The text in order, cut at every end of a span; the spans are offsets as a Reference holds them."""
    edges = sorted({0, len(text), *(edge for span in (*protected, *italic) for edge in span)})
    for start, end in pairwise(edges):
        yield Stretch(text[start:end], _inside(start, protected), _inside(start, italic))


def write_scripts(text: str, plain: Callable[[str], str], raised: str, lowered: str) -> str:
    """`text` with its superscript and subscript characters on the line, inside the formats `raised` and `lowered`.

    Everything in and between them goes through `plain`.
    """
    out, position = [], 0
    for found in _RAISED.finditer(text):
        out.append(plain(text[position : found.start()]))
        form = raised if found[0][0] in _SUPER else lowered
        out.append(form.format(plain(found[0].translate(_ON_THE_LINE))))
        position = found.end()
    return "".join([*out, plain(text[position:])])


def _inside(position: int, spans: Spans) -> bool:
    return any(start <= position < end for start, end in spans)
