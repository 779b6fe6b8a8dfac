"""The article that a review site restates or publishes: its record in the home page's front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

REQUIRED = ("authors", "affiliation", "keywords", "journal", "year", "doi")


@dataclass(frozen=True)
class Author:
    """A name as the page prints it, its Latin form where that differs, and the bare ORCID."""

    name: str
    latin: str = ""
    orcid: str = ""
    corresponding: bool = False


@dataclass(frozen=True)
class Article:
    """An article's record in one language; what the front matter does not give is empty."""

    authors: tuple[Author, ...] = ()
    affiliation: str = ""
    keywords: tuple[str, ...] = ()
    original_title: str = ""
    journal: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""


def read_article(value: object) -> tuple[Article, tuple[str, ...]]:
    """Read the field `article`. Returns what could be read, and what is wrong, in words."""
    if not isinstance(value, dict):
        return Article(), ("'article' is not a mapping of fields",)
    complaints = [f"the article's record has no '{name}'" for name in REQUIRED if not value.get(name)]
    if value.get("authors") and not isinstance(value["authors"], list):
        complaints.append("'authors' is not a list")
    authors = tuple(_authors(value.get("authors"), complaints))
    keywords = value.get("keywords") or ()
    if not isinstance(keywords, list | tuple):
        complaints.append("'keywords' is not a list")
        keywords = ()
    texts = {
        name: str(value.get(name) or "")
        for name in ("affiliation", "original_title", "journal", "year", "volume", "issue", "pages", "doi")
    }
    return Article(authors=authors, keywords=tuple(map(str, keywords)), **texts), tuple(complaints)


def _authors(value: object, complaints: list[str]) -> Iterator[Author]:
    for index, row in enumerate(value if isinstance(value, list) else [], start=1):
        fields: Mapping[str, object] = row if isinstance(row, dict) else {"name": row}
        if not isinstance(fields.get("name"), str):
            complaints.append(f"author {index} has no 'name'")
            continue
        yield Author(
            str(fields["name"]),
            str(fields.get("latin") or ""),
            str(fields.get("orcid") or ""),
            fields.get("corresponding") is True,
        )
