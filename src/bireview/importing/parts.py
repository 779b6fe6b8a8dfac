"""The parts that a manuscript is divided into: fields, sections with their blocks, the reference list."""

from __future__ import annotations

from dataclasses import dataclass, field

from bireview.importing.headings import Found
from bireview.importing.lines import Line
from bireview.importing.traced import Traced


@dataclass(frozen=True)
class Field:
    """A labelled part outside of the sections. `language` is that of its label, '' when the label has none."""

    name: str
    language: str
    label: Traced
    text: Traced
    line: int


@dataclass(frozen=True)
class Block:
    """A piece of a section. `kind` is paragraph, or lines (a table, a list, code) that stay as they are."""

    kind: str
    text: Traced
    line: int


@dataclass
class Section:
    """A heading and the blocks below it; the introduction may have no heading."""

    found: Found | None
    line: int
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Outline:
    """The whole manuscript, divided. `loose` are lines of the front that no label explains."""

    fields: list[Field] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    references: list[Line] = field(default_factory=list)
    reference_heading: Line | None = None
