"""What there is to find: a review → entries, each with its passages in every language.

A section is an entry with the paragraphs up to the next heading; a row of the evidence table, a term, a note and a
reference are entries of their own, on the page that prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bireview.bibliography.model import Person, Reference
from bireview.bibliography.rich_text import text_of
from bireview.bibliography.styles import STYLES
from bireview.entries import Note, Study, Term
from bireview.languages import LANGUAGES
from bireview.model import Block, Page
from bireview.parity.pairs import block_pairs
from bireview.plain_text import plain_text
from bireview.render import Fragments, relative_url
from bireview.review import Review
from bireview.source import GENERATED

SILENT_KINDS = frozenset({"heading", "code", "html", "comment", "definition", "generated", "rule"})


@dataclass(frozen=True)
class Passage:
    """A piece of text and what corresponds to it, by language; `anchor` is the id of its element."""

    texts: Mapping[str, str]
    anchor: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. `urls` and `titles` are by language; the first passage is its title's own text.

    Kinds are section, evidence, term, note and reference. `hidden` is text that finds it and is not shown.
    """

    kind: str
    slug: str
    anchor: str
    number: str
    titles: Mapping[str, str]
    passages: tuple[Passage, ...]
    hidden: str = ""
    doi: str = ""


def collect_entries(review: Review) -> tuple[Entry, ...]:
    """Everything that can be found, in reading order of the default language; pages that only others have come last."""
    seen: dict[str, dict[str, Page]] = {}
    for language, pages in review.pages.items():
        for page in pages:
            seen.setdefault(page.slug, {})[language] = page
    return tuple(entry for slug, pages in seen.items() for entry in _page_entries(review, slug, pages))


def _page_entries(review: Review, slug: str, pages: Mapping[str, Page]) -> Iterator[Entry]:
    default, *others = pages.values()
    counterparts = {page.language: dict(_anchors(default, page)) for page in others}
    titles = {language: {heading.id: heading for heading in page.headings} for language, page in pages.items()}
    first = default.headings[0].id if default.headings else ""
    sections: dict[str, list[Block]] = {heading.id: [] for heading in default.headings}
    for block in default.blocks:
        sections.setdefault(block.heading.id if block.heading else first, []).append(block)
    for identifier, blocks in sections.items():
        passages = [
            Passage(
                {
                    default.language: plain_text(block.text),
                    **{
                        language: plain_text(theirs[block.anchor].text)
                        for language, theirs in counterparts.items()
                        if block.anchor in theirs
                    },
                },
                block.anchor,
            )
            for block in blocks
            if block.kind not in SILENT_KINDS
        ]
        for page in others:
            # What has no counterpart is still found in its own language.
            known = counterparts[page.language]
            passages += [
                Passage({page.language: plain_text(block.text)}, block.anchor)
                for block in page.blocks
                if block.kind not in SILENT_KINDS
                and (block.heading.id if block.heading else first) == identifier
                and block.anchor not in known
            ]
        heading = next((rows[identifier] for rows in titles.values() if identifier in rows), None)
        names = {
            language: plain_text(rows[identifier].title) if identifier in rows else pages[language].title
            for language, rows in titles.items()
        }
        yield Entry(
            "section",
            slug,
            "" if identifier == first else identifier,
            heading.number if heading else "",
            names,
            (Passage(names), *passages),
        )
        for block in blocks:
            found = GENERATED.match(block.text) if block.kind == "generated" else None
            if found:
                yield from _generated(review, found["name"], slug)


def _anchors(page: Page, other: Page) -> Iterator[tuple[str, Block]]:
    return ((ours.anchor, theirs) for ours, theirs in block_pairs(page, other))


def _generated(review: Review, name: str, slug: str) -> Iterator[Entry]:
    views = {language: Fragments(review, language, slug) for language in review.project.languages}
    if name == "references":
        for key in sorted(review.numbering.numbers, key=lambda key: review.numbering.numbers[key]):
            yield _reference(review, review.library[key], slug)
    elif name == "glossary":
        yield from (_term(term, slug) for term in review.glossary)
    elif name == "notes":
        yield from (_note(note, views, slug) for note in review.notes)
    elif name == "evidence":
        yield from (_study(study, review, views, slug) for study in review.studies)


def _reference(review: Review, work: Reference, slug: str) -> Entry:
    number = str(review.numbering.numbers[work.key])
    texts = {language: text_of(STYLES[review.project.style(language)](work)) for language in review.project.languages}
    records = [record for record in (work, work.twin) if record]
    hidden = " ".join(
        part
        for record in records
        for part in (
            *(_name(person) for person in (*record.authors, *record.editors)),
            record.title,
            record.journal or record.booktitle,
            str(record.date or ""),
            record.doi,
            record.doi.partition("/")[2],  # so that the suffix alone is a word, too
            record.pmid and f"PMID {record.pmid}",
            record.pmcid,
        )
        if part
    )
    author = next((_name(person, family_only=True) for person in (*work.authors, *work.editors)), "")
    title = f"[{number}] " + " ".join(part for part in (author, str(work.date.year) if work.date else "") if part)
    names = dict.fromkeys(review.project.languages, title)
    anchor = f"ref-{work.key}"
    return Entry("reference", slug, anchor, "", names, (Passage({}), Passage(texts, anchor)), hidden, work.doi)


def _name(person: Person, *, family_only: bool = False) -> str:
    if person.literal:
        return person.literal
    family = " ".join(part for part in (person.particle, person.family) if part)
    return family if family_only else f"{family} {person.given}".strip()


def _term(term: Term, slug: str) -> Entry:
    abbreviation = f" ({term.abbreviation})" if term.abbreviation else ""
    titles = {language: name + abbreviation for language, name in term.names.items()}
    anchor = f"term-{term.id}"
    texts = {language: plain_text(text) for language, text in term.definition.items() if language in titles}
    return Entry("term", slug, anchor, "", titles, (Passage(titles, anchor), Passage(texts, anchor)))


def _note(note: Note, views: Mapping[str, Fragments], slug: str) -> Entry:
    titles = {
        language: f"{view.labels['note']} {note.id}{view.parenthesis(view.anchor(note.block)[1])}"
        for language, view in views.items()
    }
    anchor = f"note-{note.id}"
    parts = [
        Passage({language: plain_text(part[language]) for language in views}, anchor)
        for part in (note.text, note.source)
    ]
    return Entry("note", slug, anchor, "", titles, (Passage({}), *parts))


def _study(study: Study, review: Review, views: Mapping[str, Fragments], slug: str) -> Entry:
    number = review.numbering.numbers.get(study.work)
    author = " ".join(str(study.fields[name]) for name in ("first_author", "year") if name in study.fields)
    anchor = f"study-{study.id}"
    titles = {}
    texts = {}
    for language, view in views.items():
        name = author or view.labels["study_untitled"]
        titles[language] = f"{name} [{number}]" if number else name
        texts[language] = plain_text(view.labels["semicolon"].join(_cells(study, view)))
    return Entry("evidence", slug, anchor, "", titles, (Passage({}), Passage(texts, anchor)), author)


def _cells(study: Study, view: Fragments) -> Iterator[str]:
    fields = study.fields
    for name in (
        "disease",
        "aetiology",
        "cells",
        "source",
        "route",
        "dose",
        "schedule",
        "control",
        "design",
        "follow_up",
    ):
        if fields.get(name):
            yield view.say(fields[name])
    if fields.get("mobilised"):
        yield view.labels["mobilised"]
    for name in ("n_total", "n_treated", "n_control"):
        if fields.get(name) is not None:
            yield f"{view.labels[name]} {view.say(fields[name])}"
    outcomes = fields.get("outcomes")
    for outcome in outcomes if isinstance(outcomes, list) else ():
        values = [outcome[name] for name in ("measure", "direction", "figure", "time", "p") if outcome.get(name)]
        yield LANGUAGES[view.language].list_separator.join(view.say(value) for value in values)
    safety = fields.get("safety")
    yield from (view.say(item) for item in (safety if isinstance(safety, list) else ()))


def page_address(review: Review, language: str, slug: str) -> str:
    """The address of a page from the root of the site, as the i18n plugin lays it out: `en/mechanisms/`."""
    address = relative_url("index", slug).removeprefix("./")
    return address if language == review.project.languages[0] else f"{language}/{address}"
