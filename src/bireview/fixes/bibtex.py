"""A .bib file cut into pieces that give it back, character for character, when they are joined.

Only what is certain is taken apart: an entry in which everything is a field. Any other is one piece of text, as are
comments, @string, @preamble and whatever stands between entries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bireview.bibliography.scan import Source, Stray

_OPENING = re.compile(r"@(?P<gap>[ \t]*)(?P<type>[A-Za-z]+)\s*(?P<brace>[{(])\s*(?P<key>[^\s,{}()\"=%#@\\]+)\s*")
_FIELD = re.compile(r"\s*(?P<name>[A-Za-z][\w+:./-]*)\s*=\s*")
_ATOM = re.compile(r"[0-9]+|[A-Za-z][\w+:./-]*")
_JOIN = re.compile(r"\s*#\s*")
_COMMANDS = frozenset({"comment", "string", "preamble"})


@dataclass(frozen=True)
class Field:
    """A field with its value as written: one piece in braces or quotes, a number, a macro, or several with #."""

    name: str
    value: str


@dataclass(frozen=True)
class Piece:
    """A stretch of the file. `kind` is `gap`, `command`, `entry`, or `unread` for an entry that is not taken apart."""

    kind: str
    text: str
    type: str = ""
    key: str = ""
    fields: tuple[Field, ...] = ()

    def formatted(self) -> str:
        """An entry with one field on a line, the equals signs in a column; anything else as it stands."""
        if self.kind != "entry" or not self.fields:
            return self.text
        width = max((len(field.name) for field in self.fields), default=0)
        lines = [f"  {field.name.lower():{width}} = {field.value},\n" for field in self.fields]
        return f"@{self.type.lower()}{{{self.key},\n{''.join(lines)}}}"

    def with_values(self, values: dict[int, str]) -> Piece:
        """An entry with other values, by the place of their field; all else stays as it was written."""
        if not values:
            return self
        text, at = self.text, 0
        fields = []
        for index, field in enumerate(self.fields):
            at = _value_start(text, at, field)
            new = values.get(index, field.value)
            text = text[:at] + new + text[at + len(field.value) :]
            at += len(new)
            fields.append(replace(field, value=new))
        return replace(self, text=text, fields=tuple(fields))


def _value_start(text: str, at: int, field: Field) -> int:
    found = re.compile(rf"{re.escape(field.name)}\s*=\s*{re.escape(field.value)}").search(text, at)
    assert found is not None  # noqa: S101 - the field was read from this text, in this order
    return found.end() - len(field.value)


def cut(text: str) -> list[Piece]:
    """The pieces of a file with LF line ends, in order."""
    pieces: list[Piece] = []
    done = 0
    for part in Source(text).chunks():
        if isinstance(part, Stray):
            continue
        if part.start > done:
            pieces.append(Piece("gap", text[done : part.start]))
        body = text[part.start : part.end]
        if part.type.lower() in _COMMANDS:
            pieces.append(Piece("command", body, part.type))
        else:
            pieces.append((_read_entry(body) if part.closed else None) or Piece("unread", body, part.type))
        done = part.end
    if done < len(text):
        pieces.append(Piece("gap", text[done:]))
    return pieces


def _read_entry(text: str) -> Piece | None:
    opening = _OPENING.match(text)
    if not opening or opening["gap"]:
        return None
    closing = "}" if opening["brace"] == "{" else ")"
    at = opening.end()
    fields: list[Field] = []
    while text[at : at + 1] == ",":
        found = _FIELD.match(text, at + 1)
        if not found:
            at = len(text) - len(text[at + 1 :].lstrip())
            break
        end = _value_end(text, found.end())
        if end is None:
            return None
        fields.append(Field(found["name"], text[found.end() : end]))
        at = len(text) - len(text[end:].lstrip())
    if text[at:] != closing:
        return None
    return Piece("entry", text, opening["type"], opening["key"], tuple(fields))


def _value_end(text: str, at: int) -> int | None:
    while True:
        end = _atom_end(text, at)
        if end is None:
            return None
        joined = _JOIN.match(text, end)
        if not joined:
            return end
        at = joined.end()


def _atom_end(text: str, at: int) -> int | None:
    """Where one piece of a value ends: braces balance, and a quote closes where none is open."""
    opening = text[at : at + 1]
    if opening not in ("{", '"'):
        found = _ATOM.match(text, at)
        return found.end() if found else None
    depth = 0
    for found in re.compile(r'[{}"]').finditer(text, at + (opening == '"')):
        if found[0] == '"':
            if opening == '"' and depth == 0:
                return found.end()
            continue
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            return None
        if depth == 0 and opening == "{":
            return found.end()
    return None
