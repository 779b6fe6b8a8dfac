"""A project's text files while they are being mended: what a fix takes and returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bireview.bibliography.load import load_library
from bireview.bibliography.model import Library
from bireview.citations.numbering import Numbering, number_citations
from bireview.model import Page
from bireview.problems import Location, Problem
from bireview.project import Project
from bireview.source import read_page

SORTS = ("citation", "key", "none")


@dataclass(frozen=True)
class Remark:
    """Something that was left alone, and why."""

    location: Location
    text: str

    def __str__(self) -> str:
        return f"{self.location}: {self.text}"


@dataclass(frozen=True)
class Draft:
    """The files by path, with LF line ends and no byte order mark, as the engine's readers take them.

    `texts` has the pages of every language, the bibliography and the data files, as far as they could be read.
    """

    project: Project
    texts: Mapping[str, str]
    sort: str = "none"
    """The order of the bibliography: one of `SORTS`."""
    _read: dict[tuple[str, str], Page] = field(default_factory=dict, repr=False, compare=False)
    """Pages by file and text, shared by all versions of a draft, since most files stay as they are."""

    @cached_property
    def read_library(self) -> tuple[Library, tuple[Problem, ...]]:
        """The bibliography and its problems."""
        file = self.project.bibliography
        return load_library(self.texts.get(file, ""), file)

    @property
    def library(self) -> Library:
        """The bibliography."""
        return self.read_library[0]

    @cached_property
    def pages(self) -> Mapping[str, tuple[Page, ...]]:
        """Each language's pages in reading order."""
        return {language: tuple(self._pages(language)) for language in self.project.languages}

    @cached_property
    def numbering(self) -> Numbering:
        """The works' numbers."""
        return number_citations(self.pages, self.library)

    @property
    def data_files(self) -> tuple[str, ...]:
        """Those of the YAML files that are there."""
        names = (self.project.notes, self.project.glossary, self.project.studies)
        return tuple(name for name in names if name in self.texts)

    def changed(self, texts: Mapping[str, str]) -> Draft:
        """The draft with other texts for some files."""
        return replace(self, texts={**self.texts, **texts}) if texts else self

    def _pages(self, language: str) -> Iterator[Page]:
        for slug in self.project.slugs(language):
            file = self.project.page_file(language, slug)
            if file in self.texts:
                known = (file, self.texts[file])
                if known not in self._read:
                    self._read[known] = read_page(self.texts[file], language=language, slug=slug, file=file)[0]
                yield self._read[known]


@dataclass(frozen=True)
class Mended:
    """What a fix gives back: the new texts of the files that it changed, and what it left alone."""

    texts: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
