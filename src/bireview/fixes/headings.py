"""Headings without an id get one, the same in every language: `## 2.1 Homing` → `## 2.1 Homing {#homing}`.

The counterpart's id is taken where it has one. Else the id is made of the English title, or of another title in Latin
letters; without one it is the section's number, `section-2-1`, or its place on the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bireview.entries import load_notes, load_studies
from bireview.fixes.draft import Draft, Mended, Remark
from bireview.model import Heading, Page
from bireview.plain_text import plain_text
from bireview.source import read_page

_WORDS = 6
_ATTRIBUTES = re.compile(r"(?<=[ \t])\{:?[ \t]*(?=[^}\n]*\}[ \t]*#*[ \t]*$)")
_CLOSING = re.compile(r"[ \t]*(?:(?<=[ \t])#+)?[ \t]*$")


def fix(draft: Draft) -> Mended:
    """Ids for the headings that lack one, page by page.

    A page whose headings do not correspond to its counterpart's keeps them as they are, because nobody can say which
    is which; and so does one where a new id would change the id of a paragraph that a note or a study names.
    """
    texts: dict[str, str] = {}
    remarks: list[Remark] = []
    named = set(_named_blocks(draft))
    sides: dict[str, dict[str, Page]] = {}
    for pages in draft.pages.values():
        for page in pages:
            sides.setdefault(page.slug, {})[page.language] = page
    taken = {heading.id for pages in draft.pages.values() for page in pages for heading in page.headings}
    for group in sides.values():
        lacking = [heading for page in group.values() for heading in page.headings if not heading.id]
        if not lacking:
            continue
        here = lacking[0].location
        if len({tuple((h.level, h.number) for h in page.headings) for page in group.values()}) > 1:
            remarks.append(Remark(here, "the heading gets no id: the headings of the two languages do not correspond"))
            continue
        if not all(heading.title for heading in lacking):
            remarks.append(Remark(here, "the heading gets no id: it, or another on its page, is empty"))
            continue
        ids = _choose([page.headings for page in _english_first(group)], taken)
        new = {page.file: _write(draft.texts[page.file], page, ids) for page in group.values()}
        if any(_lost(page, new[page.file], named) for page in group.values()):
            remarks.append(Remark(here, "the heading gets no id: a note or a study names a paragraph below it"))
            continue
        for page in group.values():
            text = new[page.file]
            if not _only_ids_changed(page, text, ids):
                remarks.append(Remark(here, "the heading gets no id: it would be read otherwise"))
            elif text != draft.texts[page.file]:
                texts[page.file] = text
        taken |= set(ids)
    return Mended(texts, tuple(remarks))


def slug_of(title: str) -> str:
    """An id made of a title: its first words in lower-case ASCII with hyphens; '' when it has no Latin letter."""
    text = unicodedata.normalize("NFKD", plain_text(title)).casefold()
    letters = "".join(c for c in text if not unicodedata.combining(c) and c not in "'’")
    if any(c.isalpha() and not c.isascii() for c in letters):
        return ""
    words = re.findall(r"[a-z0-9]+", letters)[:_WORDS]
    return "-".join(words) if any(not word.isdecimal() for word in words) else ""


def _english_first(group: Mapping[str, Page]) -> list[Page]:
    return sorted(group.values(), key=lambda page: page.language != "en")


def _choose(sides: Sequence[Sequence[Heading]], taken: set[str]) -> list[str]:
    """One id for each row of corresponding headings: theirs, or a new one that no heading of the review has."""
    ids: list[str] = []
    used = set(taken)
    for place, row in enumerate(zip(*sides, strict=True), start=1):
        known = [heading.id for heading in row if heading.id]
        if known and known[0] not in ids:
            ids.append(known[0])
            continue
        number = row[0].number.replace(".", "-") or str(place)
        base = next(filter(None, (slug_of(heading.title) for heading in row)), f"section-{number}")
        name, n = base, 2
        while name in used:
            name, n = f"{base}-{n}", n + 1
        used.add(name)
        ids.append(name)
    return ids


def _write(text: str, page: Page, ids: Sequence[str]) -> str:
    lines = text.split("\n")
    for heading, identifier in zip(page.headings, ids, strict=True):
        if not heading.id:
            line = heading.location.line - 1
            lines[line] = _with_id(lines[line], identifier)
    return "\n".join(lines)


def _with_id(line: str, identifier: str) -> str:
    attributes = _ATTRIBUTES.search(line)
    if attributes:
        return f"{line[: attributes.end()]}#{identifier} {line[attributes.end() :]}"
    closing = _CLOSING.search(line) if line.startswith("#") else re.search(r"[ \t]*$", line)
    assert closing is not None  # noqa: S101 - both patterns match an empty end
    return f"{line[: closing.start()]} {{#{identifier}}}{closing[0]}"


def _only_ids_changed(page: Page, text: str, ids: Sequence[str]) -> bool:
    again = read_page(text, language=page.language, slug=page.slug, file=page.file)[0]
    wanted = [replace(heading, id=heading.id or new) for heading, new in zip(page.headings, ids, strict=True)]
    same = [(b.kind, b.text, b.n) for b in again.blocks] == [(b.kind, b.text, b.n) for b in page.blocks]
    return list(again.headings) == wanted and same


def _lost(page: Page, text: str, named: set[str]) -> bool:
    """Whether a paragraph that is named somewhere would have another id."""
    again = read_page(text, language=page.language, slug=page.slug, file=page.file)[0]
    before = {block.anchor for block in page.blocks if block.anchor in named}
    return not before <= {block.anchor for block in again.blocks}


def _named_blocks(draft: Draft) -> Iterator[str]:
    languages, project = draft.project.languages, draft.project
    for note in load_notes(draft.texts.get(project.notes, ""), project.notes, languages)[0]:
        yield note.block
    for study in load_studies(draft.texts.get(project.studies, ""), project.studies, languages)[0]:
        yield from study.blocks
