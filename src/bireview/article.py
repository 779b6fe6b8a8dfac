"""The article that a review site restates or publishes: its record in the home page's front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bireview.bibliography.identifiers import parse_doi, parse_orcid
from bireview.bibliography.model import PartialDate, Person, Reference

REQUIRED = ("authors", "affiliation", "keywords")
PUBLISHED = ("journal", "year", "doi")
"""Required of an article that has been published, which one of these tells."""


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
    required = REQUIRED + (PUBLISHED if value.get("journal") or value.get("doi") else ())
    complaints = [f"the article's record has no '{name}'" for name in required if not value.get(name)]
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
    if texts["doi"] and parse_doi(texts["doi"]) != texts["doi"]:
        complaints.append(f"'doi' is no bare DOI: '{texts['doi']}'")
    return Article(authors=authors, keywords=tuple(map(str, keywords)), **texts), tuple(complaints)


def article_reference(article: Article, title: str, langid: str) -> Reference:
    """The article as a work to cite, in the language of its record.

    The key is the first author's family name, in Latin letters if possible, the year and the language: `feng2023-en`.
    """
    people = tuple(_person(author.name) for author in article.authors)
    latin = [_person(author.latin or author.name).family for author in article.authors[:1]]
    name = "".join(c for c in "".join(latin).casefold() if c.isalnum()) or "article"
    return Reference(
        key=f"{name}{article.year}-{langid}",
        type="article" if article.journal else "online",
        line=0,
        position=0,
        authors=people,
        title=title,
        journal=article.journal,
        volume=article.volume,
        number=article.issue,
        pages=article.pages,
        date=PartialDate(int(article.year)) if article.year.isdecimal() else None,
        doi=article.doi,
        langid=langid,
        fields={"keywords": ", ".join(article.keywords)} if article.keywords else {},
    )


def _person(name: str) -> Person:
    """`FENG Yu` and `Yu Feng` → Feng, Yu: a word in capitals is the family name, else the last; 冯宇 stays whole."""
    words = name.split()
    if len(words) < 2:
        return Person(family=name)
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    family = capitals[0] if len(capitals) == 1 else words[-1]
    given = " ".join(word for word in words if word is not family)
    return Person(family=family.title() if capitals else family, given=given)


def _authors(value: object, complaints: list[str]) -> Iterator[Author]:
    for index, row in enumerate(value if isinstance(value, list) else [], start=1):
        fields: Mapping[str, object] = row if isinstance(row, dict) else {"name": row}
        if not isinstance(fields.get("name"), str):
            complaints.append(f"author {index} has no 'name'")
            continue
        orcid = str(fields.get("orcid") or "")
        if orcid and parse_orcid(orcid) != orcid:
            complaints.append(f"'orcid' of author {index} is no bare ORCID, or has a mistake: '{orcid}'")
        yield Author(
            str(fields["name"]),
            str(fields.get("latin") or ""),
            orcid,
            fields.get("corresponding") is True,
        )
