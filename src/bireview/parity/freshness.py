"""Which of two corresponding blocks was changed later, by the history of their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bireview.history import Change, History
from bireview.model import Block, Heading, Page
from bireview.parity.pairs import block_pairs, page_pairs
from bireview.problems import Location
from bireview.review import Review
from bireview.source import read_page

HEAD = "HEAD"


class State(StrEnum):
    """What can be said of a pair."""

    IN_STEP = "in-step"
    NEWER = "newer"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Side:
    """One of two corresponding pieces, and its last change."""

    language: str
    location: Location
    change: Change | None


@dataclass(frozen=True)
class Pair:
    """Two corresponding pieces of a page: paragraphs and their like, or headings.

    `name` is their common id. Of a pair that is `NEWER`, `later` is the side that was changed last and `earlier` the
    one that did not follow; otherwise `later` is the default language's.
    """

    slug: str
    name: str
    state: State
    later: Side
    earlier: Side


def compare_changes(review: Review, history: History) -> tuple[Pair, ...]:
    """Every pair of the review, in reading order.

    A piece is newer when a later commit changed it last than changed its counterpart last. A commit that touched both
    leaves them in step, also where it only took lines away, which leaves no trace in the lines that remain: therefore
    the counterpart is looked up as it was before that commit and after it. What is not committed counts as one last
    commit.
    """
    pairs = [
        _compare(page, other, name, ours, theirs, history)
        for page, other in page_pairs(review)
        for name, ours, theirs in _pieces(page, other)
    ]
    newer = [pair for pair in pairs if pair.state is State.NEWER]
    texts = history.texts(row for pair in newer for row in _versions(pair) if row[0])
    seen: dict[tuple[str, str], Mapping[str, str]] = {}

    def pieces_at(commit: str, side: Side) -> Mapping[str, str]:
        file = side.location.file
        if (commit, file) not in seen:
            text = texts.get((commit, file), "") if commit else None
            page = next(p for p in review.pages[side.language] if p.file == file)
            if text is not None:
                page = read_page(text, language=side.language, slug=page.slug, file=file)[0]
            seen[commit, file] = _texts(page)
        return seen[commit, file]

    def settled(pair: Pair) -> Pair:
        if pair.state is not State.NEWER:
            return pair
        before, after = (pieces_at(commit, pair.earlier).get(pair.name) for commit, _ in _versions(pair))
        if before == after:
            return pair
        default = review.project.languages[0]
        first, second = sorted((pair.later, pair.earlier), key=lambda side: side.language != default)
        return Pair(pair.slug, pair.name, State.IN_STEP, first, second)

    return tuple(settled(pair) for pair in pairs)


def _versions(pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    """Where the earlier side stands before and after the later side's last change; '' is the working tree."""
    assert pair.later.change is not None  # noqa: S101 - it would not be the later one
    commit, file = pair.later.change.commit, pair.earlier.location.file
    return ((f"{commit}^", file), (commit, file)) if commit else ((HEAD, file), ("", file))


def _pieces(page: Page, other: Page) -> Iterator[tuple[str, tuple[Location, int], tuple[Location, int]]]:
    """What corresponds on two pages: the common id, and each side's place and number of lines."""
    theirs = {heading.id: heading for heading in other.headings}
    for heading in page.headings:
        if heading.id and heading.id in theirs:
            yield heading.id, (heading.location, 1), (theirs[heading.id].location, 1)
    for block, counterpart in block_pairs(page, other):
        yield block.anchor, _extent(block), _extent(counterpart)


def _extent(block: Block) -> tuple[Location, int]:
    return block.location, block.text.count("\n") + 1


def _texts(page: Page) -> Mapping[str, str]:
    """The text of each piece by its id; the first where an id stands twice, as in `_pieces`."""

    def line(heading: Heading) -> str:
        return f"{'#' * heading.level} {heading.number} {heading.title}"

    found = {heading.id: line(heading) for heading in page.headings}
    return found | {block.anchor: block.text for block in page.blocks if block.anchor}


def _compare(
    page: Page, other: Page, name: str, ours: tuple[Location, int], theirs: tuple[Location, int], history: History
) -> Pair:
    first = Side(page.language, ours[0], _last(history, *ours))
    second = Side(other.language, theirs[0], _last(history, *theirs))
    if first.change is None or second.change is None:
        return Pair(page.slug, name, State.UNKNOWN, first, second)
    if first.change == second.change:
        state = State.IN_STEP if first.change.certain else State.UNKNOWN
        return Pair(page.slug, name, state, first, second)
    later, earlier = (first, second) if first.change.age < second.change.age else (second, first)
    return Pair(page.slug, name, State.NEWER, later, earlier)


def _last(history: History, location: Location, count: int) -> Change | None:
    """The latest change among the lines of a piece."""
    lines = history.lines.get(location.file, ())[location.line - 1 : location.line - 1 + count]
    return min(lines, key=lambda change: change.age, default=None)
