"""The article's record as a manuscript gives it, by language."""

from __future__ import annotations

from dataclasses import dataclass, field

from bireview.importing.traced import Traced


@dataclass
class Author:
    """A name as it is printed; `latin` is paired by place in the list."""

    name: str
    latin: str = ""
    orcid: str = ""
    corresponding: bool = False


@dataclass
class Front:
    """What one language's home page says of the article."""

    title: str = ""
    type: str = ""
    authors: list[Author] = field(default_factory=list)
    affiliation: str = ""
    abstract: list[Traced] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    funding: list[tuple[str, list[str]]] = field(default_factory=list)
    journal: str = ""
    editor: str = ""
    declarations: list[tuple[str, Traced]] = field(default_factory=list)


@dataclass
class Published:
    """What is the same in every language."""

    doi: str = ""
    received: str = ""
    accepted: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""


@dataclass
class Article:
    """The article's record, by language, and what all languages share."""

    by_language: dict[str, Front]
    shared: Published = field(default_factory=Published)

    def front(self, language: str) -> Front:
        """The record in a language; a new one when there was none."""
        return self.by_language.setdefault(language, Front())
