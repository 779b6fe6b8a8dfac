"""A manuscript → the files of a project and the problems met; the whole of an import but for the disk."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bireview.bibliography.exports import EXPORTS
from bireview.bibliography.load import load_library
from bireview.bibliography.model import Library
from bireview.importing.doubts import (
    doubt_citations,
    doubt_columns,
    doubt_headings,
    doubt_hyphens,
    doubt_labels,
    doubt_powers,
    doubt_references,
    doubt_spaces,
)
from bireview.importing.entries import read_entries
from bireview.importing.front import read_article
from bireview.importing.hyphens import restore_hyphens
from bireview.importing.inline import Inline, mark_style
from bireview.importing.joining import Joiner, is_han, layout_of, vocabulary_of
from bireview.importing.lines import close_hyphens, read_lines
from bireview.importing.outline import divide, text_above_references
from bireview.importing.pages import (
    PlacedSection,
    words,
    write_declarations,
    write_home,
    write_pages,
    write_references_page,
)
from bireview.importing.reading import Manuscript
from bireview.importing.record import Article
from bireview.importing.references import import_references, keys_by_number
from bireview.importing.report import Account, as_data, as_text, report_names
from bireview.importing.spacing import is_close
from bireview.importing.torn import close_torn_lines
from bireview.importing.traced import Ledger
from bireview.problems import Location, Problem, in_order

BIBLIOGRAPHY = "references.bib"


@dataclass(frozen=True)
class Before:
    """What the output folder holds from the import of a manuscript in another language; empty for a new folder."""

    bibliography: str = ""
    sections: tuple[PlacedSection, ...] = ()
    language: str = ""
    files: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Import:
    """The files to write, by path below the project's folder, and the problems."""

    files: Mapping[str, str]
    problems: tuple[Problem, ...]
    account: Account
    titles: Mapping[str, str]
    """The title by language; in the language that the manuscript does not say it in, the same words."""
    pages: tuple[str, ...]
    """Slugs in reading order."""


def find_before(folder: Path, language: str) -> Before:
    """Look whether another language's manuscript was imported into a folder."""
    for path in sorted(folder.glob("import-report.*.json")):
        other = path.name.split(".")[1]
        if other == language:
            continue
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            sections = tuple(PlacedSection(str(s["number"]), str(s["slug"]), str(s["id"])) for s in data["sections"])
            bibliography = (folder / BIBLIOGRAPHY).read_text(encoding="utf-8")
        except (OSError, ValueError, KeyError, TypeError):
            continue
        files = frozenset(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        return Before(bibliography, sections, other, files)
    return Before()


def language_of(manuscript: Manuscript) -> str:
    """The folder name of the language that a manuscript is written in."""
    return "zh" if is_han(text_above_references(manuscript.text)) else "en"


def import_manuscript(manuscript: Manuscript, language: str, other: str, before: Before) -> Import:
    """Import a manuscript.

    Args:
        manuscript: The text.
        language: The folder name of its language.
        other: That of the review's other language.
        before: What an earlier import in the other language left, to be joined and not replaced.
    """
    ledger = Ledger(manuscript.text)
    problems: list[Problem] = []

    def problem(rule: str, offset: int, message: str, hint: str = "") -> None:
        line = ledger.line(offset) if offset >= 0 else 0
        column = offset - manuscript.text.rfind("\n", 0, offset) if offset >= 0 else 0
        problems.append(Problem(rule, Location(manuscript.file, line, column), message, hint))

    def unsure(offset: int, message: str, hint: str) -> None:
        problem("import-unsure", offset, message, hint)

    furniture = read_lines(ledger, manuscript.kind)
    lines = close_hyphens(furniture.lines)
    layout = layout_of(lines)
    doubt_columns(lines, problem)
    doubt_spaces(lines, problem)
    doubt_hyphens(lines, layout.column, problem)
    if layout.column:
        lines = restore_hyphens(lines, unsure)
    if manuscript.kind == "text":
        lines = close_torn_lines(lines, layout.column, unsure)
    vocabulary = vocabulary_of(line.text.text for line in lines)
    joiner = Joiner(ledger, vocabulary, language != "zh", unsure, whole=not layout.column)
    outline = divide(lines, layout, joiner, ledger, kind=manuscript.kind, unsure=unsure)
    library = load_library(before.bibliography, BIBLIOGRAPHY)[0] if before.bibliography.strip() else Library()
    imported = import_references(read_entries(outline.references, joiner, ledger, problem), library, problem)
    for item in imported:
        ledger.read(item.entry.text, f"{BIBLIOGRAPHY}: {item.reference.key}")
    if not imported:
        problem("import-reference", -1, "no reference list was found", "Put it below a line that says 'References'.")
    if joiner.closed_words:
        shown = ", ".join(f"{word} (line {ledger.line(offset)})" for offset, word in joiner.closed_words)
        message = f"words that lines had cut were closed, with no other place to compare: {shown}"
        unsure(joiner.closed_words[0][0], message, "Put the hyphen back where one belongs.")
    inline = _inline(outline_text(outline.sections), manuscript, ledger, keys_by_number(imported), problem)
    running = [(b.text.start, b.text.text) for s in outline.sections for b in s.blocks if b.kind == "paragraph"]
    article = read_article(outline, furniture, language, other, ledger, joiner, problem)
    pages = write_pages(outline.sections, language, inline, ledger, before.sections)
    doubt_references(imported, problem)
    doubt_citations(imported, ledger, running, problem)
    doubt_powers(running, problem)
    doubt_headings(running, problem)
    doubt_labels(running, problem)
    if not outline.sections:
        problem("import-manuscript", -1, "no text of an article was found", "Headings are numbered lines: 1, 1.1, 2 …")
    files = {f"docs/{language}/{slug}.md": text for slug, text in pages.files.items()}
    files |= _other_pages(article, (language, other), inline, ledger, before)
    files[BIBLIOGRAPHY] = _bibliography([i.reference for i in imported if not i.is_known], before.bibliography)
    order = [
        "index",
        *pages.files,
        *(["declarations"] if f"docs/{language}/declarations.md" in files else []),
        "references",
    ]
    if f"docs/{language}/index.md" not in before.files:
        _complain_of_gaps(article, language, problem)
    for piece in ledger.forgotten():
        problem("import-lost", piece.start, f"'{piece.text[:60]}' went nowhere", "Place it by hand, and report this.")
        ledger.aside(piece, "lost: the import has no place for it")
    account = Account(
        manuscript,
        language,
        ledger,
        imported,
        pages.sections,
        in_order(problems),
        sum(block.kind == "paragraph" for section in outline.sections for block in section.blocks),
        sum(change.why == "a citation" for change in ledger.changes),
    )
    text_name, data_name = report_names(language)
    files |= {text_name: as_text(account), data_name: as_data(account)}
    if manuscript.kind == "docx":
        files[f"import-manuscript.{language}.md"] = manuscript.text
    title = article.front(language).title
    titles = {name: words for name in (language, other) if (words := article.front(name).title or title)}
    return Import(files, tuple(account.problems), account, titles, tuple(order))


def outline_text(sections: Sequence[object]) -> str:
    """All running text, to see how the manuscript cites."""
    return "\n".join(block.text.text for section in sections for block in section.blocks)  # type: ignore[attr-defined]


def _inline(text: str, manuscript: Manuscript, ledger: Ledger, keys: Mapping[int, str], problem: object) -> Inline:
    return Inline(
        ledger,
        keys,
        manuscript.kind == "text",
        problem,  # type: ignore[arg-type]  # the function above
        style=mark_style(text, keys),
        close=is_close(text),
    )


def _other_pages(
    article: Article, languages: tuple[str, str], inline: Inline, ledger: Ledger, before: Before
) -> dict[str, str]:
    """The home pages, the declarations and the page of references, where no earlier import has written them."""
    files: dict[str, str] = {}
    for language in languages:
        front = article.front(language)
        home = f"docs/{language}/index.md"
        if home in before.files:
            why = f"{home} stands from the import of the other language's manuscript; compare the two"
            for text in front.abstract:
                ledger.aside(text, why)
            if front.abstract or front.title:
                inline.problem("import-unsure", -1, why, "What this manuscript says is in the report.")
        elif language == languages[0] or front.title or front.abstract:
            files[home] = write_home(article, language, inline, ledger)
        declarations = f"docs/{language}/declarations.md"
        if declarations in before.files:
            for _, text in front.declarations:
                ledger.aside(text, f"{declarations} exists")
        elif written := write_declarations(front, language, inline, ledger):
            files[declarations] = written
        references = f"docs/{language}/references.md"
        if references not in before.files:
            files[references] = write_references_page(language)
    return files


def _bibliography(new: Sequence[object], before: str) -> str:
    """The bibliography: as it was, and below it what is new."""
    added = EXPORTS["bib"].write(new)  # type: ignore[arg-type]  # references
    if before.strip():
        return before if not new else f"{before.rstrip()}\n\n{added}"
    head = (
        "% Imported from the reference list of the manuscript, in its order.\n"
        "%\n"
        "% The order counts: a numbered mark such as ^[12]^ means the twelfth entry.\n\n"
    )
    return head + added


def _complain_of_gaps(article: Article, language: str, problem: object) -> None:
    front, shared = article.front(language), article.shared
    values = {
        "title": front.title,
        "authors": front.authors,
        "affiliation": front.affiliation,
        "keywords": front.keywords,
        "journal": front.journal,
        "year": shared.year,
        "doi": shared.doi,
    }
    missing = [name for name, value in values.items() if not value]
    if missing:
        problem(  # type: ignore[operator]  # the function of the caller
            "import-front-matter",
            -1,
            f"the manuscript does not say, or not where it was looked for: {', '.join(missing)}",
            f"Write it in docs/{language}/index.md.",
        )


__all__ = ["Before", "Import", "find_before", "import_manuscript", "language_of", "words"]
