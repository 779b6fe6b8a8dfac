"""The review as plain values: pages, their headings and blocks, and the marks that stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bireview.citations.marks import Mark
from bireview.problems import Location

NUMBERED_KINDS = frozenset({"paragraph", "list", "table", "quote", "definitions"})
"""The kinds of block that get an id `p-<section>-<n>` and are paired with their counterpart."""


@dataclass(frozen=True)
class Heading:
    """A heading. `title` is its Markdown text without number and attributes; `number` is '2.1' or ''."""

    level: int
    title: str
    number: str
    id: str
    location: Location

    @property
    def token(self) -> str:
        """What stands for the section in paragraph ids: its number, else its id."""
        return self.number or self.id


@dataclass(frozen=True)
class Block:
    """A top-level piece of a page. `text` is its Markdown source; `anchor` is '' for kinds without an id.

    `differs` maps the checks that an author switched off for this block to the reason given.
    """

    kind: str
    text: str
    location: Location
    heading: Heading | None
    n: int = 0
    anchor: str = ""
    differs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PlacedMark:
    """A citation mark with its place; `block` is the block (or the heading's section) in which it stands."""

    mark: Mark
    location: Location
    block: Block


@dataclass(frozen=True)
class PlacedNote:
    """A note mark `[!id]` with its place."""

    id: str
    location: Location
    block: Block


@dataclass(frozen=True)
class Page:
    """One page in one language.

    `slug` is its path below the language's folder without `.md`, the same in every language; `front` holds
    the front matter, and `front_lines` the line of each of its top-level fields.
    """

    language: str
    slug: str
    file: str
    front: Mapping[str, object]
    front_lines: Mapping[str, int]
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]
    marks: tuple[PlacedMark, ...]
    notes: tuple[PlacedNote, ...]

    @property
    def title(self) -> str:
        """The title field of the front matter, else the first heading's text, else the slug."""
        title = self.front.get("title")
        if isinstance(title, str) and title:
            return title
        return self.headings[0].title if self.headings else self.slug
