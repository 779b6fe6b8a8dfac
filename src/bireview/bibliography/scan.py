"""Where the entries of a .bib file start and end, however broken some of them are.

pybtex reads what stands inside one entry; it knows no line numbers, and one missing brace makes it lose all that
follows. So the file is first cut into entries here. The cutting follows BibTeX: braces alone decide where an entry
ends, quotes and backslashes change nothing, and text between entries is ignored. Two things follow biber and JabRef
instead: a line that starts with % is a comment between entries, and `@comment{…}` hides what it encloses.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_START = re.compile(r"(?<![\w.])@[ \t]*([A-Za-z]+)\s*([{(])")
_LINE_START = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_BRACE = re.compile(r"[{}]")
_PAREN = re.compile(r'[{"()]')
_MORE_FIELDS = re.compile(r"\s*,\s*[A-Za-z][\w+:./-]*\s*=")
_STRAY = re.compile(
    r"^[ \t]*(?:[,})]*[ \t]*[A-Za-z][\w+:./-]*[ \t]*=[ \t]*[\"{\d]"  # a field
    r"|[A-Za-z]+[ \t]*\{[^\s,{}]*,"  # an entry without its @
    r"|@[ \t]*[{(]"  # an entry without its type
    r"|@[ \t]*(?!(?i:comment)\b)[A-Za-z]+"  # an entry without its brace
    r"|[,)]*[ \t]*\}|\)[ \t]*$).*",  # what closes an entry
    re.MULTILINE,
)


@dataclass(frozen=True)
class Chunk:
    """One `@type{…}` of the file: `text[start:end]`, which begins with the @ and stands on line `line`.

    `closed` is False when no brace closes it; it then reaches to the next entry.
    """

    type: str
    start: int
    body: int
    """The offset behind the opening brace or parenthesis."""
    end: int
    line: int
    closed: bool


@dataclass(frozen=True)
class Stray:
    """A line between entries that looks like a piece of one."""

    text: str
    line: int


class Source:
    """The text of a .bib file with what is needed to find places in it quickly."""

    def __init__(self, text: str) -> None:
        """Index `text`, whose lines end in LF."""
        self.text = text
        self._lines = [m.start() for m in re.finditer(r"\n", text)]
        self._closing: dict[int, int] = {}
        self._braces: list[int] = []
        self._depths: list[int] = []
        self._line_starts = [m.end() - 1 for m in _LINE_START.finditer(text)]
        open_braces: list[int] = []
        depth = 0
        for m in _BRACE.finditer(text):
            at = m.start()
            if text[at] == "{":
                open_braces.append(at)
                depth += 1
            else:
                depth -= 1
                if open_braces:
                    self._closing[open_braces.pop()] = at
            self._braces.append(at)
            self._depths.append(depth)

    def line(self, offset: int) -> int:
        """The line, from 1, on which `offset` lies."""
        return bisect_left(self._lines, offset) + 1

    def chunks(self) -> Iterator[Chunk | Stray]:
        """Everything that is or looks like an entry, in file order. Takes time linear in the text."""
        done = at = 0
        while found := _START.search(self.text, at):
            line_start = max(self.text.rfind("\n", 0, found.start()) + 1, done)
            if self.text[line_start : found.start()].lstrip().startswith("%"):
                at = self._end_of_line(found.start())
                continue
            chunk = self._chunk(found)
            yield from self._stray(done, chunk.start)
            yield chunk
            done = at = chunk.end
        yield from self._stray(done, len(self.text))

    def _chunk(self, found: re.Match[str]) -> Chunk:
        opening = found.end() - 1
        closing = self._closing_paren(opening) if found[2] == "(" else self._closing.get(opening)
        if closing is not None and self._entry_inside(opening, closing):
            closing = None
        if closing is None or _MORE_FIELDS.match(self.text, closing + 1):
            end = self._next_entry(opening)
        else:
            end = closing + 1
        return Chunk(found[1], found.start(), found.end(), end, self.line(found.start()), closing is not None)

    def _entry_inside(self, opening: int, closing: int) -> bool:
        """Whether a line between the two starts an entry right inside this one: then a brace is missing before it.

        An entry quoted in a field lies a level deeper, or between quotes.
        """
        inside = self._line_starts[bisect_right(self._line_starts, opening) : bisect_left(self._line_starts, closing)]
        level = self._depth(opening)
        return any(
            self._depth(at) == level + (self.text[at] == "{") and not self._quoted(opening, at, level) for at in inside
        )

    def _quoted(self, opening: int, at: int, level: int) -> bool:
        quotes = (m.start() for m in re.finditer('"', self.text[opening:at]))
        return sum(self._depth(opening + q) == level for q in quotes) % 2 == 1

    def _depth(self, offset: int) -> int:
        """How many braces are open behind `offset`; negative after too many closing ones."""
        index = bisect_right(self._braces, offset) - 1
        return self._depths[index] if index >= 0 else 0

    def _closing_paren(self, opening: int) -> int | None:
        at, limit = opening + 1, self._next_entry(opening)
        quoted = False
        while found := _PAREN.search(self.text, at, limit):
            at = found.end()
            if found[0] == "{":
                if found.start() not in self._closing:
                    return None
                at = self._closing[found.start()] + 1
            elif found[0] == '"':
                quoted = not quoted
            elif found[0] == ")" and not quoted:
                return found.start()
        return None

    def _next_entry(self, opening: int) -> int:
        index = bisect_right(self._line_starts, opening)
        if index == len(self._line_starts):
            return len(self.text)
        return self.text.rindex("@", 0, self._line_starts[index])

    def _end_of_line(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def _stray(self, start: int, end: int) -> Iterator[Stray]:
        """The first suspicious line of a stretch between entries; what follows it is of the same making."""
        if found := _STRAY.search(self.text[start:end]):
            yield Stray(found[0].strip(), self.line(start + found.start()))
