"""A whole review in memory: pages of every language, bibliography, notes, glossary, studies and numbering."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from bireview.bibliography.load import load_library
from bireview.bibliography.model import Library
from bireview.citations.numbering import Numbering, number_citations
from bireview.entries import Note, Study, Term, load_glossary, load_notes, load_studies
from bireview.languages import LANGUAGES
from bireview.model import Block, Heading, Page
from bireview.problems import Location, Problem
from bireview.project import CONFIG, Project, load_project
from bireview.source import read_page
from bireview.terms import TermFinder, term_finder

T = TypeVar("T")
ABSTRACT = "abstract"
"""The id of the section that holds the abstract."""


@dataclass(frozen=True)
class Review:
    """Everything that is printed. `pages[language]` is in reading order, the default language first."""

    project: Project
    pages: Mapping[str, tuple[Page, ...]]
    library: Library
    notes: tuple[Note, ...]
    glossary: tuple[Term, ...]
    studies: tuple[Study, ...]
    numbering: Numbering
    unread: frozenset[str] = frozenset()
    """Files, or front matters, that could not be read as a whole: checks do not miss what may stand in them."""

    @cached_property
    def note(self) -> Mapping[str, Note]:
        """Notes by id."""
        return {note.id: note for note in self.notes}

    @cached_property
    def notes_of(self) -> Mapping[str, tuple[Note, ...]]:
        """The notes that are about a work, by its key."""
        found: dict[str, list[Note]] = {}
        for note in self.notes:
            for key in dict.fromkeys(note.works):
                found.setdefault(key, []).append(note)
        return {key: tuple(notes) for key, notes in found.items()}

    @cached_property
    def page(self) -> Mapping[tuple[str, str], Page]:
        """Pages by language and slug."""
        return {(page.language, page.slug): page for pages in self.pages.values() for page in pages}

    @cached_property
    def terms(self) -> Mapping[str, TermFinder]:
        """What finds the glossary's terms in a text, by language."""
        return {name: term_finder(self.glossary, name, LANGUAGES[name]) for name in self.pages}

    @cached_property
    def anchors(self) -> Mapping[tuple[str, str], tuple[Page, Block]]:
        """Pages and blocks by language and paragraph id."""
        return {
            (page.language, block.anchor): (page, block)
            for pages in self.pages.values()
            for page in pages
            for block in page.blocks
            if block.anchor
        }


def is_article(page: Page, heading: Heading | None) -> bool:
    """Whether a section belongs to the article itself: those of the pages that cite, and the abstract."""
    return any(not placed.mark.bare for placed in page.marks) or (heading is not None and heading.token == ABSTRACT)


def load_review(root: Path) -> tuple[Review, tuple[Problem, ...]]:
    """Read a project's files, or return what was read before if none of them has changed since.

    Nothing is lost on bad input: what cannot be read is reported as a problem and left out.
    """
    root = root.resolve()
    _latest[root] = _load(root, _stamps(root))
    return _latest[root]


def current_review(root: Path) -> Review:
    """The review as `load_review` last read it, without a look at the files; read now if it never was.

    For hosts, which ask again and again in one build: a build is of one state of the files.
    """
    root = root.resolve()
    return (_latest.get(root) or load_review(root))[0]


_latest: dict[Path, tuple[Review, tuple[Problem, ...]]] = {}


def _stamps(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time of change (ns) and size of every file that a review is made of."""
    project, _ = load_project(root)
    files = [str(root / name) for name in (CONFIG, *project.data_files)]
    for language in project.languages:
        files.extend(project.page_files(language))
    found = []
    for file in sorted(files):
        try:
            status = Path(file).stat()
        except OSError:
            continue
        found.append((file, status.st_mtime_ns, status.st_size))
    return tuple(found)


@lru_cache(maxsize=2)
def _load(root: Path, _stamp: tuple[tuple[str, int, int], ...]) -> tuple[Review, tuple[Problem, ...]]:
    project, found = load_project(root)
    problems = list(found)

    def read(file: str, *, required: bool = True) -> str | None:
        try:
            return (root / file).read_bytes().decode("utf-8")
        except FileNotFoundError:
            if required:
                hint = "Write it there; a link that leads to no file is none."
                problems.append(Problem("unreadable-file", Location(file), f"there is no file '{file}'", hint))
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            problems.append(
                Problem("unreadable-file", Location(file, line), "the file is not UTF-8 text", "Save it as UTF-8.")
            )
        except OSError as error:
            hint = "See whether it is a file, and whether you may read it."
            problems.append(Problem("unreadable-file", Location(file), f"cannot be read: {error.strerror}", hint))
        return None

    def entries(
        file: str, load: Callable[[str, str, tuple[str, ...]], tuple[tuple[T, ...], tuple[Problem, ...]]]
    ) -> tuple[T, ...]:
        text = read(file, required=False)
        if text is None:
            return ()
        loaded, complaints = load(text, file, project.languages)
        problems.extend(complaints)
        return loaded

    library, complaints = load_library(read(project.bibliography) or "", project.bibliography)
    problems.extend(complaints)
    pages: dict[str, tuple[Page, ...]] = {}
    for language in project.languages:
        sequence = []
        for slug in project.slugs(language):
            file = project.page_file(language, slug)
            text = read(file)
            if text is not None:
                page, complaints = read_page(text, language=language, slug=slug, file=file)
                problems.extend(complaints)
                sequence.append(page)
        pages[language] = tuple(sequence)
    review = Review(
        project,
        pages,
        library,
        entries(project.notes, load_notes),
        entries(project.glossary, load_glossary),
        entries(project.studies, load_studies),
        number_citations(pages, library),
    )
    wholly = {"unreadable-file", "data-syntax", "front-matter-syntax"}
    unread = frozenset(problem.location.file for problem in problems if problem.rule in wholly)
    return replace(review, unread=unread), tuple(problems)
