"""references.bib in one form: a field on each line, equals signs in a column, a blank line between entries.

Fields keep their order and their values, to the character: braces, quotes, macros, `#`, and line breaks in them.
Comments, @string, @preamble and @comment stand as they stood; an entry that cannot be wholly read stays too.
"""

from __future__ import annotations

from bireview.fixes.alike import works
from bireview.fixes.bibtex import Piece, cut
from bireview.fixes.draft import Draft, Mended, Remark
from bireview.problems import Location


def fix(draft: Draft) -> Mended:
    """The bibliography in form; an entry that would be read otherwise in it stays."""
    file = draft.project.bibliography
    text = draft.texts.get(file, "")
    pieces = cut(text)
    if not any(piece.kind == "entry" for piece in pieces):
        return Mended()
    before = works(text, places=True)
    new = _join(pieces, frozenset())
    if works(new, places=True) != before:
        after = works(new, places=True)
        odd = frozenset(key for key in {*before, *after} if before.get(key) != after.get(key))
        new = _join(pieces, odd)
        if works(new, places=True) != before:
            return Mended()
    remarks = tuple(
        Remark(Location(file, line), "the entry stays as it is: not all of it can be read") for line in _unread(pieces)
    )
    return Mended({file: new} if new != text else {}, remarks)


def _join(pieces: list[Piece], but: frozenset[str]) -> str:
    """The file again, every entry in form whose key is not one of `but`."""
    out: list[str] = []
    for index, piece in enumerate(pieces):
        text = piece.text if piece.key in but else piece.formatted()
        if piece.kind == "gap" and not piece.text.strip():
            beside = {other.kind for other in pieces[max(index - 1, 0) : index + 2]} - {"gap"}
            if index == len(pieces) - 1:
                text = "\n"
            elif beside == {"entry"} and index:
                text = "\n\n"
        elif piece.kind == "entry" and index and pieces[index - 1].kind == "entry":
            text = f"\n\n{text}"
        out.append(text)
    if pieces and pieces[-1].kind == "entry":
        out.append("\n")
    return "".join(out)


def _unread(pieces: list[Piece]) -> list[int]:
    """The lines of entries that were not taken apart."""
    lines, line = [], 1
    for piece in pieces:
        if piece.kind == "unread":
            lines.append(line)
        line += piece.text.count("\n")
    return lines
