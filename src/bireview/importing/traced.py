"""Text that remembers where in the manuscript each of its characters stood, and the ledger of what became of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

ADDED = -1
"""The place of a character that the import wrote itself."""


@dataclass(frozen=True)
class Traced:
    """A text with, for each of its characters, the offset in the manuscript at which it stood, or `ADDED`."""

    text: str = ""
    at: tuple[int, ...] = ()

    @classmethod
    def of(cls, source: str, start: int, end: int) -> Traced:
        """A stretch of the manuscript."""
        return cls(source[start:end], tuple(range(start, end)))

    @classmethod
    def added(cls, text: str) -> Traced:
        """Text that does not come from the manuscript."""
        return cls(text, (ADDED,) * len(text))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, piece: slice) -> Traced:
        return Traced(self.text[piece], self.at[piece])

    def __add__(self, other: Traced) -> Traced:
        return Traced(self.text + other.text, self.at + other.at)

    def strip(self, characters: str | None = None) -> Traced:
        """Without white space, or the given characters, at its ends."""
        left = len(self.text) - len(self.text.lstrip(characters))
        return self[left : max(left, len(self.text.rstrip(characters)))]

    @property
    def start(self) -> int:
        """The offset of the first character that comes from the manuscript, or `ADDED`."""
        return next((offset for offset in self.at if offset != ADDED), ADDED)

    def sub(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str], Traced], Traced]) -> Traced:
        """Replace each match by what `replace` makes of it; it is given the match and the traced text of it."""
        texts: list[str] = []
        places: list[int] = []
        last = 0
        for found in pattern.finditer(self.text):
            new = replace(found, self[found.start() : found.end()])
            texts += (self.text[last : found.start()], new.text)
            places += (*self.at[last : found.start()], *new.at)
            last = found.end()
        if not last:
            return self
        return Traced("".join((*texts, self.text[last:])), (*places, *self.at[last:]))


def joined(pieces: Iterable[Traced]) -> Traced:
    """The pieces one after the other."""
    texts: list[str] = []
    places: list[int] = []
    for piece in pieces:
        texts.append(piece.text)
        places.extend(piece.at)
    return Traced("".join(texts), tuple(places))


@dataclass(frozen=True)
class Placed:
    """A text that went, white space aside, character for character into a file of the project."""

    destination: str
    text: Traced


@dataclass(frozen=True)
class Change:
    """Characters that were written differently: `found` in the manuscript, `written` (perhaps nothing) in its place."""

    at: tuple[int, ...]
    found: str
    written: str
    why: str


@dataclass(frozen=True)
class Aside:
    """Characters that went into no file of the project, only into the report."""

    at: tuple[int, ...]
    text: str
    why: str


@dataclass(frozen=True)
class Read:
    """Characters that were read into the fields of a record, such as an entry of the bibliography."""

    at: tuple[int, ...]
    text: str
    into: str


@dataclass
class Ledger:
    """What became of each character of `source`: placed in a file, changed, read, or left aside; never two of them."""

    source: str
    placed: list[Placed] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._owned = bytearray(len(self.source))
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", self.source))]

    def place(self, destination: str, text: Traced) -> None:
        """Note that a text goes into a file."""
        self._own(text.at)
        self.placed.append(Placed(destination, text))

    def change(self, piece: Traced, written: str, why: str) -> Traced:
        """Note that a piece is written differently; returns what is written. What differs in space only is no news."""
        at = tuple(offset for offset in piece.at if offset != ADDED)
        self._own(at)
        found = "".join(c for c, offset in zip(piece.text, piece.at, strict=True) if offset != ADDED)
        if found.strip():
            self.changes.append(Change(at, found, written, why))
        return Traced.added(written)

    def read(self, piece: Traced, into: str) -> None:
        """Note that a piece was read into fields; the report holds it as it stood."""
        self._own(piece.at)
        if piece.text.strip():
            self.reads.append(Read(piece.at, piece.text.strip(), into))

    def aside(self, piece: Traced, why: str) -> None:
        """Note that a piece is left out of the project."""
        self._own(piece.at)
        if piece.text.strip():
            self.asides.append(Aside(piece.at, piece.text.strip(), why))

    def line(self, offset: int) -> int:
        """The line of the manuscript, from 1, on which an offset lies."""
        return bisect_right(self._line_starts, max(offset, 0))

    def forgotten(self) -> Iterator[Traced]:
        """Stretches that nothing became of, cut at line ends; white space alone is none."""
        free = "".join(
            "x" if not owned and not c.isspace() else " \n"[c == "\n"]
            for c, owned in zip(self.source, self._owned, strict=True)
        )
        for found in re.finditer(r"x(?:[x ]*x)?", free):
            # Owned characters between two free ones part them.
            start = found.start()
            for end in range(start, found.end() + 1):
                if end == found.end() or self._owned[end]:
                    if start < end:
                        yield Traced.of(self.source, start, end)
                    start = end + 1

    def _own(self, places: Iterable[int]) -> None:
        for offset in places:
            if offset != ADDED:
                self._owned[offset] += 1

    def owned_twice(self) -> list[int]:
        """Offsets that two things became of, which must not be; white space does not count."""
        return [n for n, times in enumerate(self._owned) if times > 1 and not self.source[n].isspace()]
