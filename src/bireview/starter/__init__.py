"""The files of a new review: a small complete one in any of the languages, to be replaced by the author's own.

`words/` has the example's words, one file a language with the same keys; `files/` what all have in common.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

from bireview.bibliography.styles import STYLES
from bireview.languages import LANGUAGES

PAGES = ("index", "introduction", "findings", "references", "glossary", "notes", "about")
Words = Mapping[str, Any]
"""The words of the example in one language, as nested as its file in `words/`."""


@dataclass(frozen=True)
class Wish:
    """What a new review is to be. Folder names of languages, the default one first; all else by these names.

    What is missing for a language is taken from the example. `requirement` is what pip is told to install as bireview.
    """

    languages: tuple[str, ...]
    requirement: str
    year: int
    titles: Mapping[str, str] = field(default_factory=dict)
    authors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
    site_url: str = "https://review.example/"


@dataclass(frozen=True)
class StarterLanguage:
    """One language of a new review as the templates see it."""

    folder: str
    name: str
    title: str
    authors: tuple[str, ...]
    style: str
    words: Words


def starter_files(wish: Wish) -> dict[str, str]:
    """The text of every file, by its path in the project's folder."""
    return dict(_files(wish))


def project_files(wish: Wish, pages: Sequence[str] = PAGES) -> dict[str, str]:
    """What makes a folder of pages a project: configuration, commands, checks. `pages` are slugs in reading order."""
    return dict(_project_files(_shared(wish, pages)))


def words_of(folder: str) -> Words:
    """The example's words in the language of a folder; those of `en` for `en-GB`."""
    language = LANGUAGES[folder]
    return _words(next(name for name in LANGUAGES if LANGUAGES[name].labels is language.labels))


@lru_cache
def _words(name: str) -> Words:
    words: Words = yaml.safe_load(files(__package__).joinpath("words", f"{name}.yml").read_text(encoding="utf-8"))
    return words


def _language(folder: str, wish: Wish) -> StarterLanguage:
    words = words_of(folder)
    return StarterLanguage(
        folder,
        LANGUAGES[folder].name,
        wish.titles.get(folder) or words["title"],
        wish.authors.get(folder) or (words["author"],),
        wish.styles.get(folder) or LANGUAGES[folder].reference_style,
        words,
    )


def _shared(wish: Wish, pages: Sequence[str]) -> dict[str, Any]:
    """What every template may name."""
    languages = [_language(folder, wish) for folder in wish.languages]
    return {
        "languages": languages,
        "default": languages[0],
        "styles": list(STYLES),
        "requirement": wish.requirement,
        "site_url": wish.site_url,
        "pages": pages,
    }


def _project_files(shared: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("mkdocs.yml", "Makefile"):
        yield name, _render(f"project/{name}", **shared)
    yield ".gitignore", _render("project/gitignore")
    yield ".github/workflows/check.yml", _render("project/check.yml")


def _files(wish: Wish) -> Iterator[tuple[str, str]]:
    shared = _shared(wish, PAGES)
    languages: list[StarterLanguage] = shared["languages"]
    yield from _project_files(shared)
    for name in ("references.bib", "glossary.yml", "notes.yml"):
        yield name, _render(f"project/{name}", **shared)
    for language in languages:
        yield (
            _readme(language, languages),
            _render(
                "project/README.md",
                language=language,
                words=language.words["readme"],
                languages=languages,
                others=[
                    other.name if other is language else f"[{other.name}]({_readme(other, languages)})"
                    for other in languages
                ],
            ),
        )
        for page in PAGES:
            yield (
                f"docs/{language.folder}/{page}.md",
                _render(
                    f"docs/{page}.md",
                    title=language.title,
                    authors=language.authors,
                    words=language.words,
                    semicolon=LANGUAGES[language.folder].labels["semicolon"],
                    year=wish.year,
                ),
            )


def _readme(language: StarterLanguage, languages: Sequence[StarterLanguage]) -> str:
    """The file name of a language's README: the default language's is the one that is shown first."""
    return "README.md" if language is languages[0] else f"README.{language.folder}.md"


def _render(name: str, **values: object) -> str:
    return _environment().get_template(f"{name}.j2").render(**values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - Markdown and YAML, which have escapes of their own
        loader=PackageLoader("bireview.starter", "files"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="<#--",  # {# begins an id in Markdown
        comment_end_string="--#>",
    )
    # A JSON string is a YAML string on one line.
    environment.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)
    environment.filters["escaped"] = lambda text: re.sub(r"([\\`*_{}\[\]<>#^~])", r"\\\1", text)
    return environment
