"""What is known of a figure in running text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Kind(Enum):
    """How firmly a quantity is stated."""

    FIGURE = "figure"
    """In digits: its counterpart must be found."""
    WORD = "word"
    """In words, or doubtful: it may be a counterpart, and needs none."""
    POINTER = "pointer"
    """The number of a part of a document: compared only with other pointers of its unit."""


@dataclass(frozen=True)
class Quantity:
    """One figure, or one range, as found in a block.

    `values` holds one exact number, or the two ends of a range in the order written. The value of a date (unit
    `date`) is its eight digits, YYYYMMDD, with zeros for a part that is not given.
    `relation` is the sign before it (`<`, `>`, `≤`, `≥`, `=`) or ''.
    `side` is on which side of it a value lies, by that sign or in words: -1 below, 1 above, 0 when nothing says so.
    `text` and `offset` (in characters) are its place in the Markdown source, unit and words such as `below` included.
    """

    values: tuple[Decimal, ...]
    unit: str
    kind: Kind
    relation: str
    text: str
    offset: int
    side: int = 0
    has_sign: bool = False
    """Whether it ends in a sign such as %."""
    lacks_sign: bool = False
    """Whether its % is written only after a later figure of an enumeration: the first of `73.2 and 55.6%`."""


Quantities = tuple[Quantity, ...]
"""The quantities of one block, in order of their place."""
