"""A review, its problems and its history → the board: what is there, what is missing, what has not been followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from bireview.bibliography.model import Reference
from bireview.entries import Note, Study, Term
from bireview.history import History
from bireview.languages import LANGUAGES
from bireview.model import Page
from bireview.parity.freshness import Pair, State, compare_changes
from bireview.parity.pairs import block_pairs, page_pairs, sections
from bireview.problems import Location, Problem, Severity
from bireview.review import Review
from bireview.search.tokens import elements
from bireview.search.variants import simplified
from bireview.status.amounts import Amount, measure, page_texts


@dataclass(frozen=True)
class Missing:
    """What one language has and another lacks.

    `what` is `page`, `heading`, or `blocks`: a section whose blocks are not the same in number or kind, so that none
    of them can be paired. `name` is the page's slug, or the heading's id or number. `location` is where it is there.
    """

    what: str
    language: str
    """The language that lacks it."""
    slug: str
    name: str
    location: Location
    here: int = 1
    there: int = 0
    """For `blocks`: how many blocks the section has at `location`, and in `language`."""


@dataclass(frozen=True)
class PageState:
    """One page in all languages."""

    slug: str
    titles: Mapping[str, str]
    files: Mapping[str, str]
    amounts: Mapping[str, Amount]
    pairs: int
    """How many blocks and headings have a counterpart."""
    newer: Mapping[str, int]
    """By language: how many of them are newer there."""
    unknown: int
    missing: int
    notes: Mapping[str, int]
    """Notes by severity, as the default language places them."""


@dataclass(frozen=True)
class Board:
    """Everything that is shown; every list in the order of pages or files."""

    languages: tuple[str, ...]
    amounts: Mapping[str, Amount]
    pages: tuple[PageState, ...]
    newer: tuple[Pair, ...]
    unknown: int
    """Pairs of which nobody can say whether they are in step."""
    history: str
    """Why the history is missing or has a gap; empty when it is whole."""
    commit: str
    """The newest commit, and its day."""
    date: str
    missing: tuple[Missing, ...]
    notes: tuple[tuple[Note, str], ...]
    """Each with the slug of its page, or '' when its paragraph does not exist."""
    uncited: tuple[Reference, ...]
    without_doi: tuple[Reference, ...]
    unused_terms: tuple[tuple[Term, tuple[str, ...]], ...]
    """Each with the languages in whose text none of its names stands."""
    studies_without_blocks: tuple[Study, ...]
    bibliography: str
    works: int
    problems: Mapping[str, int]
    """How many problems `bireview check` finds, by severity."""


def take_stock(review: Review, problems: Sequence[Problem], history: History) -> Board:
    """Make the board.

    Args:
        review: The review.
        problems: What the checks found in it.
        history: The last changes of the files of its pages.
    """
    pairs = compare_changes(review, history)
    missing = tuple(_missing(review))
    default = review.project.languages[0]
    slug_of = {anchor: page.slug for (language, anchor), (page, _) in review.anchors.items() if language == default}
    notes = tuple((note, slug_of.get(note.block, "")) for note in review.notes)
    found = Counter(problem.severity for problem in problems)
    amounts = {(page.language, page.slug): measure(page) for pages in review.pages.values() for page in pages}
    works = tuple(review.library.values())
    return Board(
        languages=review.project.languages,
        amounts={
            language: reduce(add, (amounts[language, page.slug] for page in pages), _nothing(language))
            for language, pages in review.pages.items()
        },
        pages=tuple(_pages(review, pairs, missing, notes, amounts)),
        newer=tuple(pair for pair in pairs if pair.state is State.NEWER),
        unknown=sum(pair.state is State.UNKNOWN for pair in pairs),
        history=history.reason,
        commit=history.commit,
        date=history.date,
        missing=missing,
        notes=notes,
        uncited=tuple(work for work in works if work.key not in review.numbering.numbers),
        without_doi=tuple(work for work in works if not work.doi and not (work.twin and work.twin.doi)),
        unused_terms=tuple(_unused(review)),
        studies_without_blocks=tuple(study for study in review.studies if not study.blocks),
        bibliography=review.library.file,
        works=len(works),
        problems={severity.value: found[severity] for severity in Severity},
    )


def _nothing(language: str) -> Amount:
    return Amount(words=0 if LANGUAGES[language].spaced else None)


def _pages(
    review: Review,
    pairs: Sequence[Pair],
    missing: Sequence[Missing],
    notes: Sequence[tuple[Note, str]],
    amounts: Mapping[tuple[str, str], Amount],
) -> Iterator[PageState]:
    languages = review.project.languages
    order = {slug: place for place, slug in enumerate(review.project.reading_order)}
    slugs = {page.slug for pages in review.pages.values() for page in pages}
    of_page = Counter(pair.slug for pair in pairs)
    newer = Counter((pair.slug, pair.later.language) for pair in pairs if pair.state is State.NEWER)
    unknown = Counter(pair.slug for pair in pairs if pair.state is State.UNKNOWN)
    lacking = Counter(row.slug for row in missing)
    noted = Counter((slug, note.severity) for note, slug in notes)
    for slug in sorted(slugs, key=lambda slug: (order.get(slug, len(order)), slug)):
        sides: dict[str, Page] = {
            language: review.page[language, slug] for language in languages if (language, slug) in review.page
        }
        yield PageState(
            slug,
            titles={language: page.title for language, page in sides.items()},
            files={language: page.file for language, page in sides.items()},
            amounts={language: amounts[language, slug] for language in sides},
            pairs=of_page[slug],
            newer={language: newer[slug, language] for language in languages},
            unknown=unknown[slug],
            missing=lacking[slug],
            notes={severity: noted[slug, severity] for severity in ("major", "minor")},
        )


def _missing(review: Review) -> Iterator[Missing]:
    """Pages, then headings and sections page by page; each other language is compared with the default one."""
    default, *others = review.project.languages
    for language in others:
        for here, there in ((default, language), (language, default)):
            for page in review.pages[here]:
                if (there, page.slug) not in review.page:
                    yield Missing("page", there, page.slug, page.slug, Location(page.file))
    for page, other in page_pairs(review):
        for this, that in ((page, other), (other, page)):
            ids, tokens = {heading.id for heading in that.headings}, {heading.token for heading in that.headings}
            for heading in this.headings:
                if heading.token not in tokens and not (heading.id and heading.id in ids):
                    name = heading.id or heading.number or heading.title
                    yield Missing("heading", that.language, page.slug, name, heading.location)
        paired = {id(block) for pair in block_pairs(page, other) for block in pair}
        theirs = sections(other)
        for token, blocks in sections(page).items():
            counterparts = theirs.get(token)
            if counterparts is None or all(id(block) in paired for block in (*blocks, *counterparts)):
                continue
            longer, shorter, language = (blocks, counterparts, other.language)
            if len(counterparts) > len(blocks):
                longer, shorter, language = (counterparts, blocks, page.language)
            yield Missing("blocks", language, page.slug, token, longer[0].location, len(longer), len(shorter))


def _unused(review: Review) -> Iterator[tuple[Term, tuple[str, ...]]]:
    """Terms none of whose names stands in the text of some language; spelling counts as in the search."""
    variants = simplified()

    def row(text: str) -> str:
        return "\0".join(("", *elements(text, variants), ""))

    texts = {
        language: "\n".join(row(text) for page in pages for text in page_texts(page))
        for language, pages in review.pages.items()
    }
    for term in review.glossary:
        lacking = []
        for language, text in texts.items():
            names = (term.names[language], term.abbreviation, *term.also.get(language, ()))
            rows = [row(name) for name in names if name]
            if not any(len(name) > 2 and name in text for name in rows):
                lacking.append(language)
        if lacking:
            yield term, tuple(lacking)
