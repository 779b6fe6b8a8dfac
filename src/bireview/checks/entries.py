"""Notes stand at their paragraphs, and the data files name only works, notes and paragraphs that exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bireview.citations.marks import MARK, parse_mark
from bireview.citations.numbering import resolve
from bireview.problems import Problem
from bireview.review import Review


def check(review: Review) -> Iterator[Problem]:
    """Report note marks without a note, notes that are not at their place, and names that lead nowhere."""
    if review.project.notes not in review.unread:
        yield from _marks(review)
    yield from _placement(review)
    if review.library.file not in review.unread:
        yield from _works(review)
    yield from _studies(review)


def _marks(review: Review) -> Iterator[Problem]:
    for pages in review.pages.values():
        for page in pages:
            for placed in page.notes:
                if placed.id not in review.note:
                    yield Problem(
                        "unknown-note",
                        placed.location,
                        f"the note '{placed.id}' is not in {review.project.notes}",
                        f"Notes there are: {', '.join(review.note) or 'none'}.",
                    )


def _placement(review: Review) -> Iterator[Problem]:
    for language, pages in review.pages.items():
        placed = [note for page in pages for note in page.notes]
        counts = Counter(note.id for note in placed)
        for note in review.notes:
            there = [mark.block.anchor for mark in placed if mark.id == note.id]
            if counts[note.id] != 1 or there != [note.block]:
                yield Problem(
                    "unplaced-note",
                    note.location,
                    f"the note '{note.id}' belongs once at {note.block}, and in '{language}' stands at "
                    f"{', '.join(anchor or 'a heading' for anchor in there) or 'no paragraph'}",
                    f"Write [!{note.id}] at its claim.",
                )


def _works(review: Review) -> Iterator[Problem]:
    named = [(note.id, note.location, key) for note in review.notes for key in note.works]
    named += [(study.id, study.location, study.work) for study in review.studies if study.work]
    for identifier, location, key in named:
        if key not in review.library:
            nearest = review.library.nearest(key)
            hint = f"Nearest key: '{nearest.key}'." if nearest else ""
            yield Problem("data-field", location, f"'{identifier}': no work '{key}' in the bibliography", hint)
    for note in review.notes:
        for text in (*note.text.values(), *note.source.values()):
            for found in MARK.finditer(text):
                if not found["note"]:
                    mark = parse_mark(found)
                    if mark.error:
                        message = f"'{note.id}': '{mark.text}' cannot be read: {mark.error}"
                        yield Problem("data-field", note.location, message)
                    for name in resolve(mark, review.library)[1]:
                        yield Problem("data-field", note.location, f"'{note.id}': no work '{name}' in the bibliography")


def _studies(review: Review) -> Iterator[Problem]:
    default = review.project.languages[0]
    for study in review.studies:
        for anchor in study.blocks:
            if (default, anchor) not in review.anchors:
                yield Problem("data-field", study.location, f"'{study.id}': there is no paragraph '{anchor}'")
        for identifier in study.notes:
            if identifier not in review.note and review.project.notes not in review.unread:
                yield Problem("data-field", study.location, f"'{study.id}': there is no note '{identifier}'")
