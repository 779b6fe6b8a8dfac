"""The entries of references.bib in the order of their first citation, or of their keys.

A numbered mark means a place in the file, so nothing is moved while there is one. Text that stands apart (a comment
with a blank line below it, @string, @preamble, @comment) stays where it is, and entries move only between two such
places; a comment right above an entry goes with it. Works that nobody cites come last, in the order that they had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bireview.fixes.alike import works
from bireview.fixes.bibtex import Piece, cut
from bireview.fixes.draft import Draft, Mended, Remark
from bireview.fixes.marks import is_numbered, numbered_in_data
from bireview.problems import Location

_LINKS = frozenset({"crossref", "xref", "xdata", "related", "entryset", "ids"})
"""Fields by which entries lean on one another, and on their order."""


@dataclass(frozen=True)
class _Row:
    """An entry with the comment above it, as one text that ends where its brace closes."""

    text: str
    key: str


def fix(draft: Draft) -> Mended:
    """The bibliography in the order that the draft asks for."""
    file = draft.project.bibliography
    text = draft.texts.get(file, "")
    if draft.sort == "none" or not text.strip():
        return Mended()
    numbers = draft.numbering.numbers

    def by_citation(row: _Row) -> tuple[int, str]:
        return numbers.get(row.key, len(numbers) + 1), ""

    def by_key(row: _Row) -> tuple[int, str]:
        return 0, row.key.casefold()

    pieces = cut(text)
    new = _sorted(pieces, by_citation if draft.sort == "citation" else by_key)
    if new == text:
        return Mended()
    reason = next(_reasons(draft, pieces), None)
    if reason:
        return Mended(remarks=(reason,))
    return Mended({file: new}) if works(new) == works(text) else Mended()


def _reasons(draft: Draft, pieces: list[Piece]) -> Iterator[Remark]:
    """Why the entries must stay where they are."""
    file = draft.project.bibliography
    marked = [
        (placed.location, placed.mark.text)
        for pages in draft.pages.values()
        for page in pages
        for placed in page.marks
        if is_numbered(placed.mark)
    ]
    marked += [found for name in draft.data_files for found in numbered_in_data(draft.texts[name], name)]
    for place, text in marked[:1]:
        yield Remark(Location(file), f"not sorted, because '{text}' at {place} means a place in the file")
    for problem in draft.read_library[1]:
        if problem.rule in {"bib-syntax", "duplicate-key"}:
            yield Remark(problem.location, f"{file} is not sorted, because of an error here: {problem.message}")
    if any(piece.kind == "unread" for piece in pieces):
        yield Remark(Location(file), "not sorted, because not all of it can be read")
    for piece in pieces:
        for field in piece.fields:
            if field.name.lower() in _LINKS:
                yield Remark(Location(file), f"not sorted, because '{piece.key}' leans on another entry: {field.name}")


def _sorted(pieces: list[Piece], order: Callable[[_Row], tuple[int, str]]) -> str:
    """The file with the entries between two fixed texts in order; what lies between two entries keeps its place."""
    out: list[str] = []
    rows: list[_Row] = []
    between: list[str] = []

    def flush() -> None:
        for index, row in enumerate(sorted(rows, key=order)):
            out.append((between[index - 1] if index else "") + row.text)
        rows.clear()
        between.clear()

    above = ""
    for piece in pieces:
        if piece.kind == "gap":
            behind, apart, above = _divide(piece.text, first=piece is pieces[0])
            if behind and rows:
                rows[-1] = _Row(rows[-1].text + behind, rows[-1].key)
            else:
                apart = behind + apart
            if apart.strip() or not rows:
                flush()
                out.append(apart)
            else:
                between.append(apart)
        elif piece.kind == "entry":
            if len(between) < len(rows):
                between.append("")
            rows.append(_Row(above + piece.text, piece.key))
            above = ""
        else:
            last = between.pop() if rows and len(between) == len(rows) else ""
            flush()
            out.append(last + above + piece.text)
            above = ""
    last = between.pop() if rows and len(between) == len(rows) else ""
    flush()
    return "".join(out) + last + above


def _divide(gap: str, *, first: bool) -> tuple[str, str, str]:
    """A gap into what stands on the line of the entry before, what stands apart, and the comment above the next entry.

    A comment at the head of the file is about the file.
    """
    lines = gap.split("\n")
    behind = lines[0] if len(lines) > 1 and lines[0].strip() and not first else ""
    # The last element is what stands before the entry on its own line.
    start = len(lines) - 1
    while start > 1 and lines[start - 1].strip():
        start -= 1
    above = "\n".join(lines[start:])
    if not above.strip() or (first and start == 1 and lines[0].strip()):
        return behind, gap[len(behind) :], ""
    return behind, gap[len(behind) : len(gap) - len(above)], above
