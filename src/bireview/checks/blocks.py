"""A section has the same blocks in every language, and paired blocks the same citations and note marks."""

from __future__ import annotations

from collections.abc import Iterator

from bireview.bibliography.model import Library
from bireview.citations.numbering import cited_keys
from bireview.model import Block, Page
from bireview.parity.pairs import block_pairs, page_pairs, sections
from bireview.problems import Location, Problem
from bireview.review import Review


def check(review: Review) -> Iterator[Problem]:
    """Report sections out of step, then pairs of paragraphs that cite or annotate differently."""
    for page, other in page_pairs(review):
        yield from _sections(page, other)
        for ours, theirs in block_pairs(page, other):
            yield from _citations(page, other, ours, theirs, review.library)
            yield from _notes(page, other, ours, theirs)


def _sections(page: Page, other: Page) -> Iterator[Problem]:
    counterparts = sections(other)
    for token, blocks in sections(page).items():
        if token not in counterparts:
            continue
        mine, others = [b.kind for b in blocks], [b.kind for b in counterparts[token]]
        if mine == others:
            continue
        first = next((i for i, pair in enumerate(zip(mine, others, strict=False)) if pair[0] != pair[1]), None)
        if first is None:
            first = min(len(mine), len(others))
        longer = counterparts[token] if len(others) > first else blocks
        yield Problem(
            "block-mismatch",
            longer[first].location,
            f"section '{token}' has {_list(mine)} in {page.file} and {_list(others)} in {other.file}; "
            f"they part at block {first + 1}",
            "Give both languages the same paragraphs, lists and tables in the same order.",
        )


def _list(kinds: list[str]) -> str:
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "nothing"


def _citations(page: Page, other: Page, ours: Block, theirs: Block, library: Library) -> Iterator[Problem]:
    mine = cited_keys((placed.mark for placed in page.marks if placed.block is ours), library)
    others = cited_keys((placed.mark for placed in other.marks if placed.block is theirs), library)
    if mine == others or "citations" in ours.differs or "citations" in theirs.differs:
        return
    here = [placed.location for placed in other.marks if placed.block is theirs and not placed.mark.bare]
    index = next((i for i, pair in enumerate(zip(mine, others, strict=False)) if pair[0] != pair[1]), None)
    if index is None:
        index = min(len(mine), len(others))
    location = here[index] if index < len(here) else theirs.location
    yield Problem(
        "citation-mismatch",
        location,
        f"{theirs.anchor} cites {_marks(others)}, its counterpart at {ours.location} cites {_marks(mine)}",
        "Cite the same works in the same order in both languages.",
    )


def _marks(keys: list[tuple[str, ...]]) -> str:
    return " ".join(f"[{'; '.join(group)}]" for group in keys) or "nothing"


def _notes(page: Page, other: Page, ours: Block, theirs: Block) -> Iterator[Problem]:
    mine = [note.id for note in page.notes if note.block is ours]
    others = [note.id for note in other.notes if note.block is theirs]
    if mine != others:
        first = next((note.location for note in other.notes if note.block is theirs), theirs.location)
        yield Problem(
            "note-mismatch",
            Location(first.file, first.line, first.column),
            f"{theirs.anchor} has the note marks {', '.join(others) or 'none'}, its counterpart at {ours.location} "
            f"{', '.join(mine) or 'none'}",
            "Attach the same notes in the same order in both languages.",
        )
