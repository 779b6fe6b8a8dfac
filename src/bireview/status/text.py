"""The board as text, for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from bireview.parity.freshness import Side
from bireview.status.board import Board, Missing

_BOLD, _WARN, _GOOD, _OFF = "\x1b[1m", "\x1b[33m", "\x1b[32m", "\x1b[0m"
SHOWN = 20


def as_text(board: Board, *, colour: bool = False, shown: int | None = SHOWN) -> str:
    """Aligned tables and lists; of a long list the first `shown` rows, None for all."""
    return "\n".join(_Printer(colour=colour, shown=shown).board(board))


def state_of_history(board: Board) -> str:
    """What the comparison of changes rests on, in one line."""
    if board.commit:
        until = f"changes up to commit {board.commit[:10]} of {board.date}, and what is not committed"
        return f"{until}; {board.history}" if board.history else until
    return f"no history: {board.history}"


def describe(row: Missing) -> str:
    """What is missing, in words."""
    if row.what == "page":
        return f"{row.language}: no page '{row.name}'"
    if row.what == "heading":
        return f"{row.language}: no heading '{row.name}'"
    if row.here == row.there:
        return f"{row.language}: section '{row.name}' has other kinds of blocks"
    return f"{row.language}: section '{row.name}' has {row.there} of {row.here} blocks"


def when(side: Side) -> str:
    """A side's last change: day and commit."""
    if side.change is None:
        return "unknown"
    return f"{side.change.date} {side.change.commit[:10]}" if side.change.commit else "not committed"


class _Printer:
    def __init__(self, *, colour: bool, shown: int | None) -> None:
        self.colour = colour
        self.shown = shown

    def paint(self, text: str, paint: str) -> str:
        return f"{paint}{text}{_OFF}" if self.colour and text else text

    def board(self, board: Board) -> Iterator[str]:
        amounts = [
            (language, *_figures(a.pages, a.blocks, a.words, a.han, a.characters))
            for language, a in board.amounts.items()
        ]
        yield from self.table(("language", "pages", "blocks", "words", "Han characters", "characters"), amounts)
        yield ""
        head = ["page", *(f"blocks {language}" for language in board.languages)]
        head += [f"newer in {language}" for language in board.languages]
        rows = []
        for page in board.pages:
            blocks = [page.amounts[name].blocks if name in page.amounts else None for name in board.languages]
            newer = [count or "" for count in page.newer.values()]
            notes = ", ".join(f"{count} {severity}" for severity, count in page.notes.items() if count)
            rows.append((page.slug, *_figures(*blocks), *map(str, newer), str(page.missing or ""), notes))
        yield from self.table((*head, "missing", "notes"), rows, left={0, len(head) + 1})
        yield ""
        yield f"history: {state_of_history(board)}"
        if board.unknown:
            yield self.paint(f"{board.unknown} pair(s) of which nobody can say which side is newer", _WARN)
        yield from self.list(
            "newer on one side",
            (
                f"{pair.later.location}  {pair.name}  newer in {pair.later.language} ({when(pair.later)}) than "
                f"{pair.earlier.location} ({when(pair.earlier)})"
                for pair in board.newer
            ),
        )
        yield from self.list("missing counterparts", (f"{row.location}  {describe(row)}" for row in board.missing))
        yield from self.list(
            "open notes",
            (
                f"{note.location}  {note.id} {note.severity} at {note.block}" + ("" if slug else ", which is nowhere")
                for note, slug in board.notes
            ),
            good=True,
        )
        file = board.bibliography
        yield from self.list(
            f"works cited on no page (of {board.works})", (f"{file}:{w.line}  {w.key}" for w in board.uncited)
        )
        yield from self.list(
            f"works without a DOI (of {board.works})",
            (f"{file}:{w.line}  {w.key}" for w in board.without_doi),
            good=True,
        )
        yield from self.list(
            "terms that the text does not use",
            (f"{term.location}  {term.id}, not in {', '.join(names)}" for term, names in board.unused_terms),
        )
        yield from self.list(
            "studies without a paragraph", (f"{study.location}  {study.id}" for study in board.studies_without_blocks)
        )
        errors, warnings = board.problems["error"], board.problems["warning"]
        paint = _WARN if errors or warnings else _GOOD
        yield self.paint(f"bireview check: {errors} error(s), {warnings} warning(s)", paint)

    def list(self, title: str, rows: Iterable[str], *, good: bool = False) -> Iterator[str]:
        """A heading with the count, and the rows; `good`: that there are some is nothing to act on."""
        rows = [*rows]
        yield self.paint(f"{title}: {len(rows)}", _GOOD if not rows else _BOLD if good else _WARN)
        yield from (f"  {row}" for row in rows[: self.shown])
        if self.shown is not None and len(rows) > self.shown:
            yield f"  … and {len(rows) - self.shown} more (--all lists them)"

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], left: frozenset[int] | set[int] = frozenset({0})
    ) -> Iterator[str]:
        widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
        for row in (head, *rows):
            cells = (_pad(cell, widths[i], left=i in left) for i, cell in enumerate(row))
            line = "  ".join(cells).rstrip()
            yield self.paint(line, _BOLD) if row is head else line


def _figures(*values: int | None) -> Iterator[str]:
    return ("–" if value is None else f"{value:,}" for value in values)


def _width(text: str) -> int:
    """How many columns of a terminal a text takes; Han characters take two."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(bool(unicodedata.combining(c)) for c in text)


def _pad(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
