"""Where a review's files are: languages and reading order from mkdocs.yml, read as plain YAML."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bireview.bibliography.styles import STYLES
from bireview.languages import LANGUAGES
from bireview.problems import Location, Problem
from bireview.yaml_lines import Document, YamlError, read_yaml

CONFIG = "mkdocs.yml"


@dataclass(frozen=True)
class Project:
    """A review's files.

    `languages` are folder names below `docs`, the default language first; `reading_order` are the slugs of the
    navigation, in its order.
    """

    root: Path
    docs: Path
    languages: tuple[str, ...]
    reading_order: tuple[str, ...]
    bibliography: str = "references.bib"
    notes: str = "notes.yml"
    glossary: str = "glossary.yml"
    studies: str = "studies.yml"
    reference_styles: Mapping[str, str] = field(default_factory=dict)
    """The style of the reference list that the project chose, for the languages for which it chose one."""

    @property
    def data_files(self) -> tuple[str, ...]:
        """The files beside the pages, relative to the root; all but the first may be absent."""
        return (self.bibliography, self.notes, self.glossary, self.studies)

    def style(self, language: str) -> str:
        """The name of the style in which a language's reference list is printed."""
        return self.reference_styles.get(language, LANGUAGES[language].reference_style)

    def page_file(self, language: str, slug: str) -> str:
        """The file of a page, as `named` says it."""
        return self.named(self.docs / language / f"{slug}.md")

    def named(self, file: Path) -> str:
        """A file as problems name it: relative to the root where it is below it."""
        return (file.relative_to(self.root) if file.is_relative_to(self.root) else file).as_posix()

    def page_files(self, language: str) -> Iterator[str]:
        """The paths of all pages of a language, in no order; a folder called like a page is one that cannot be read."""
        for folder, folders, names in os.walk(self.docs / language):
            yield from (f"{folder}{os.sep}{name}" for name in (*folders, *names) if name.endswith(".md"))

    def slugs(self, language: str) -> tuple[str, ...]:
        """The pages that exist in a language: those of the reading order first, then the others by name."""
        folder = len(str(self.docs / language)) + 1
        found = {path[folder:].removesuffix(".md").replace(os.sep, "/") for path in self.page_files(language)}
        return (*(s for s in self.reading_order if s in found), *sorted(found - set(self.reading_order)))


def load_project(root: Path) -> tuple[Project, tuple[Problem, ...]]:
    """Read `mkdocs.yml`; what cannot be read is reported and replaced by the languages that `docs/` has folders for."""
    fallback = Project(root, root / "docs", _folders(root / "docs"), ())
    try:
        document = read_yaml((root / CONFIG).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        hint = "Go to the folder of the review, or name it; `bireview new` lays one down."
        return fallback, (Problem("unreadable-file", Location(CONFIG), f"{CONFIG} cannot be read: {reason}", hint),)
    except YamlError as error:
        return fallback, (
            Problem("site-config", Location(CONFIG, error.line), f"not YAML: {error.reason}", error.hint),
        )
    problems: list[Problem] = []
    config = document.value if isinstance(document.value, dict) else {}
    docs = root / str(config.get("docs_dir") or "docs")
    languages = _languages(config, document, problems) or _folders(docs)
    order = []
    for path, line in _nav_files(config.get("nav"), document):
        slug = path.removesuffix(".md")
        if not any((docs / language / path).is_file() for language in languages):
            problems.append(
                Problem(
                    "site-config",
                    Location(CONFIG, line),
                    f"the navigation names '{path}', which no language has",
                    f"Write it under {' and '.join(f'docs/{name}/' for name in languages)}, or take the line out.",
                )
            )
        order.append(slug)
    styles = _reference_styles(config, document, problems)
    project = Project(root, docs, languages, tuple(dict.fromkeys(order)), reference_styles=styles)
    return project, tuple(problems)


def _languages(config: dict[str, object], document: Document, problems: list[Problem]) -> tuple[str, ...]:
    options, line = plugin(config, document, "i18n")
    line = line or document.line("plugins")
    rows = options.get("languages") if isinstance(options, dict) else None
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    rows.sort(key=lambda row: not row.get("default"))
    names = [str(row.get("locale")) for row in rows]
    known = tuple(name for name in names if name in LANGUAGES)
    for name in names:
        if name not in LANGUAGES:
            problems.append(
                Problem(
                    "site-config",
                    Location(CONFIG, line),
                    f"there is no language '{name}'",
                    f"Known languages: {', '.join(LANGUAGES)}; a region may follow, as in en-GB.",
                )
            )
    if not known:
        problems.append(
            Problem(
                "site-config",
                Location(CONFIG, line),
                "the i18n plugin lists no languages",
                "Give it `languages:` with a `locale` each and `default: true` on one.",
            )
        )
    return known


def plugin(config: Mapping[str, object], document: Document, name: str) -> tuple[object, int]:
    """The options of a plugin and the line that names it; the line is 0 where it is not listed."""
    plugins = config.get("plugins")
    if isinstance(plugins, dict) and name in plugins:
        return plugins[name], document.line("plugins", name)
    for index, row in enumerate(plugins if isinstance(plugins, list) else []):
        if row == name or (isinstance(row, dict) and name in row):
            return row[name] if isinstance(row, dict) else None, document.line("plugins", index)
    return None, 0


def _folders(docs: Path) -> tuple[str, ...]:
    """The languages that have a folder, in the order of the list of languages; English where there is none."""
    return tuple(name for name in LANGUAGES if (docs / name).is_dir()) or ("en",)


def _reference_styles(config: dict[str, object], document: Document, problems: list[Problem]) -> Mapping[str, str]:
    """The mapping `extra.reference_style` of languages to styles; a name that no style has is left out."""
    extra = config.get("extra")
    chosen = extra.get("reference_style") if isinstance(extra, dict) else None
    if chosen is None:
        return {}
    pairs = chosen.items() if isinstance(chosen, dict) else [("", chosen)]
    rows = [(str(language), str(style)) for language, style in pairs]
    known = {language: style for language, style in rows if style in STYLES and language in LANGUAGES}
    for language, style in rows:
        if language not in known:
            problems.append(
                Problem(
                    "site-config",
                    Location(CONFIG, document.line("extra", "reference_style", language)),
                    f"'{language}: {style}' is no reference style of a language",
                    f"Write one of {', '.join(LANGUAGES)}, a colon, and one of {', '.join(STYLES)}.",
                )
            )
    return known


def _nav_files(nav: object, document: Document) -> Iterator[tuple[str, int]]:
    def walk(node: object, path: tuple[str | int, ...]) -> Iterator[tuple[str, int]]:
        if isinstance(node, str):
            if node.endswith(".md"):
                yield node, document.line(*path)
        elif isinstance(node, list):
            for index, child in enumerate(node):
                yield from walk(child, (*path, index))
        elif isinstance(node, dict):
            for key, child in node.items():
                yield from walk(child, (*path, str(key)))

    return walk(nav, ("nav",))
