"""Figures in running text, and which of them a translation has lost.

What counts as a quantity, and when two agree:

- A figure in digits is certain and must have a counterpart. A number word (`twice`, 三周) may be that counterpart
  but needs none itself: Chinese and English use such words for grammar too. A bare 1 needs none either, because the
  other language may say `a`, `another` or `weekly`; a changed 1 is still found, on the side where it became a 2.
- Repeated figures count, their order does not. A year is 12 months, a week 7 days, and a multiple (20-fold, 20倍) is a
  plain number, because English `20 times` does not say which it means. Otherwise units must agree.
- A range and its two ends said one by one agree (`between 13 and 75 months`, 13～75个月), as do `<5%` and `below 5%`;
  but `<` and `>`, or `below` and 超过, do not.
- A % that one language writes after each figure of an enumeration is written there by the other too.
- The number of a section, figure, table or reference is compared only when both sides give one, and as a set.
- A figure that belongs to a name (IL-10, ERK1/2, 3D, G1期, 2,3-dioxygenase), an identifier, a link address, code or a
  list marker is no quantity. Doubtful ones (`5-fluorouracil`) count as number words.

How it is done: `visible_text` takes the Markdown off; `figures` reads numbers, with `numbers`, `units` and `dates`;
`joining` makes ranges and shares units; `limits` reads the words that put a value below or above; `comparing` sets two
passages against each other.
"""

from __future__ import annotations

from functools import cache, lru_cache

from bireview.language import QuantityWords
from bireview.parity.quantities.comparing import compare_quantities
from bireview.parity.quantities.figures import FigureReader
from bireview.parity.quantities.joining import join_figures
from bireview.parity.quantities.limits import LimitReader
from bireview.parity.quantities.quantity import Kind, Quantities, Quantity
from bireview.parity.quantities.units import SIGNS
from bireview.parity.quantities.visible_text import visible_text

__all__ = ["Kind", "Quantities", "Quantity", "compare_quantities", "find_quantities"]


@lru_cache(maxsize=1 << 13)  # While a server runs, one paragraph changes and all are compared again.
def find_quantities(source: str, words: QuantityWords) -> Quantities:
    """The quantities in the Markdown source of one block, in order of their place."""
    visible = visible_text(source, words.decimal_mark)
    found = []
    figures, limits = _readers(words)
    for figure in join_figures(visible.text, figures.read(visible.text), words):
        limit = limits.read(visible.text, figure.start, figure.end, figure.relation)
        side = limit.side if len(figure.values) == 1 and figure.unit != "date" else 0
        start, end = visible.span(*((limit.start, limit.end) if side else (figure.start, figure.end)))
        if source[end : end + 1] == "}" and "{" in source[start:end]:  # The end of 10^{5}.
            end += 1
        found.append(
            Quantity(
                values=figure.values,
                unit=figure.unit or "",
                kind=figure.kind,
                relation=figure.relation,
                text=source[start:end],
                offset=start,
                side=side,
                has_sign=visible.text[figure.end - 1] in SIGNS,
                lacks_sign=figure.lacks_sign,
            )
        )
    return tuple(found)


@cache
def _readers(words: QuantityWords) -> tuple[FigureReader, LimitReader]:
    return FigureReader(words), LimitReader(words)
