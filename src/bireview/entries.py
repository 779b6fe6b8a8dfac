"""The review's data files besides the bibliography: editorial notes, glossary terms and studies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from bireview.languages import LANGUAGES
from bireview.problems import Location, Problem
from bireview.yaml_lines import YamlError, read_yaml

T = TypeVar("T")
Texts = Mapping[str, str]
"""One text in each language, by the language's folder name."""


@dataclass(frozen=True)
class Note:
    """An editorial note: what the review says at `block`, what the cited work says, and how that is known."""

    id: str
    block: str
    severity: str
    works: tuple[str, ...]
    basis: str
    text: Texts
    source: Texts
    location: Location


@dataclass(frozen=True)
class Term:
    """A concept with its name in each language; `avoid` are forms that the review must not use."""

    id: str
    names: Texts
    abbreviation: str
    section: str
    definition: Texts
    avoid: Mapping[str, tuple[str, ...]]
    also: Mapping[str, tuple[str, ...]]
    location: Location


@dataclass(frozen=True)
class Study:
    """A clinical study as the review reports it; a field that is absent was not stated."""

    id: str
    work: str
    blocks: tuple[str, ...]
    notes: tuple[str, ...]
    fields: Mapping[str, object]
    location: Location


class _Entry:
    """The fields of one entry; what is wrong with them is collected, so that a run tells all of it."""

    def __init__(self, fields: Mapping[str, object], location: Location) -> None:
        self.fields = fields
        self.location = location
        self.complaints: list[tuple[str, str]] = []
        """What is wrong, and what to do."""

    def complain(self, message: str, hint: str) -> None:
        self.complaints.append((message, hint))

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
        self.complain(f"the field '{name}' is missing or empty", f"Add a line `{name}: …`.")
        return ""

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.text(name)
        if value and value not in choices:
            neither = "neither" if len(choices) == 2 else "none of"
            self.complain(
                f"{name} '{value}' is {neither} {(' nor ' if len(choices) == 2 else ', ').join(choices)}",
                f"Write `{name}: {choices[0]}`, or another of these.",
            )
        return value

    def texts(self, name: str, languages: tuple[str, ...]) -> Texts:
        value = self.fields.get(name)
        if isinstance(value, dict) and all(value.get(language) for language in languages):
            return {str(key): str(text).strip() for key, text in value.items()}
        wanted = ", ".join(f"{language}: …" for language in languages)
        self.complain(f"the field '{name}' needs a text in {' and '.join(languages)}", f"Write `{name}: {{{wanted}}}`.")
        return {}

    def list(self, name: str) -> tuple[str, ...]:
        return self._list(self.fields.get(name), name, f"{name}: […]")

    def lists(self, name: str, languages: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        value = self.fields.get(name)
        form = f"{name}: {{{languages[0]}: […]}}"
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.complain(f"the field '{name}' is not a mapping of languages to lists", f"Write `{form}`.")
            return {}
        return {str(key): self._list(items, name, form) for key, items in value.items()}

    def mappings(self, name: str) -> Sequence[Mapping[str, object]]:
        value = self.fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or any(not isinstance(item, dict) for item in value):
            self.complain(
                f"the field '{name}' is not a list of mappings",
                "Begin each item with a hyphen and a field: `- name: …`.",
            )
            return []
        return value

    def look_for_slips(self, known: Sequence[str]) -> None:
        """Complain of a field that nothing reads and that is nearly called as one that is."""
        for name in self.fields:
            if name in known or name in LANGUAGES:
                continue
            for meant in get_close_matches(name, [field for field in known if field not in self.fields], 1, 0.75):
                self.complain(f"there is no field '{name}'", f"Write `{meant}`, or take it out.")

    def _list(self, value: object, name: str, form: str) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            self.complain(f"the field '{name}' is not a list", f"Write `{form}`.")
            return ()
        if any(item is None or not str(item).strip() for item in value):
            self.complain(f"the field '{name}' has an empty item", "Take it out, or write what is missing.")
        return tuple(str(item) for item in value)


def load_notes(text: str, file: str, languages: tuple[str, ...]) -> tuple[tuple[Note, ...], tuple[Problem, ...]]:
    """Read notes.yml; an entry that cannot be used is reported and left out."""

    def note(entry: _Entry) -> Note:
        entry.look_for_slips(("id", "block", "severity", "works", "basis", "text", "source"))
        return Note(
            entry.text("id"),
            entry.text("block"),
            entry.one_of("severity", ("major", "minor")),
            entry.list("works"),
            entry.one_of("basis", ("title", "abstract", "arithmetic")),
            entry.texts("text", languages),
            entry.texts("source", languages),
            entry.location,
        )

    return _load(text, file, note)


def load_glossary(text: str, file: str, languages: tuple[str, ...]) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    """Read glossary.yml; an entry that cannot be used is reported and left out."""

    def term(entry: _Entry) -> Term:
        entry.look_for_slips(("id", "abbreviation", "section", "definition", "avoid", "also"))
        return Term(
            entry.text("id"),
            {language: entry.text(language) for language in languages},
            str(entry.fields.get("abbreviation") or ""),
            str(entry.fields.get("section") or ""),
            entry.texts("definition", languages),
            entry.lists("avoid", languages),
            entry.lists("also", languages),
            entry.location,
        )

    return _load(text, file, term)


def load_studies(text: str, file: str, languages: tuple[str, ...]) -> tuple[tuple[Study, ...], tuple[Problem, ...]]:
    """Read studies.yml; an entry that cannot be used is reported and left out."""
    own = {"id", "work", "blocks", "notes"}

    def study(entry: _Entry) -> Study:
        fields = {name: value for name, value in entry.fields.items() if name not in own}
        for path, value in _every_text(fields, (), languages):
            lacking = [language for language in languages if not value.get(language)]
            if lacking:
                entry.complain(
                    f"'{'.'.join(path)}' has no text in {' and '.join(lacking)}",
                    f"Write {', '.join(f'`{language}: …`' for language in lacking)} beside the other.",
                )
        for name, said in fields.items():
            if isinstance(said, dict) and not any(language in said for language in languages):
                entry.complain(
                    f"'{name}' has no text in {' and '.join(languages)}",
                    f"Write `{name}: {{{', '.join(f'{language}: …' for language in languages)}}}`, or one value.",
                )
        for outcome in entry.mappings("outcomes"):
            for name in ("measure", "direction"):
                if not isinstance(outcome.get(name), dict):
                    wanted = ", ".join(f"{language}: …" for language in languages)
                    entry.complain(f"an outcome has no '{name}'", f"Write `{name}: {{{wanted}}}`.")
        entry.mappings("safety")
        return Study(
            entry.text("id"),
            str(entry.fields.get("work") or ""),
            entry.list("blocks"),
            entry.list("notes"),
            fields,
            entry.location,
        )

    return _load(text, file, study)


def _every_text(
    value: object, path: tuple[str, ...], languages: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Mapping[str, object]]]:
    """Each mapping of languages to texts below `value`: one that has a language's name as a key."""
    if isinstance(value, dict):
        if any(language in value for language in languages):
            yield path, value
        else:
            for key, child in value.items():
                yield from _every_text(child, (*path, str(key)), languages)
    elif isinstance(value, list):
        for child in value:
            yield from _every_text(child, path, languages)


def _load(text: str, file: str, make: Callable[[_Entry], T]) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    try:
        document = read_yaml(text)
    except YamlError as error:
        return (), (Problem("data-syntax", Location(file, error.line), f"not YAML: {error.reason}", error.hint),)
    if document.value is None:
        return (), ()
    if not isinstance(document.value, list):
        hint = "Begin each entry with a hyphen: `- id: …`, and set its other fields below, two spaces in."
        return (), (Problem("data-syntax", Location(file, 1), "the file is not a list of entries", hint),)
    problems: list[Problem] = []
    entries: list[T] = []
    seen: dict[str, int] = {}
    for index, fields in enumerate(document.value):
        location = Location(file, document.line(index))
        if not isinstance(fields, dict):
            message = f"entry {index + 1}: the entry is not a mapping of fields"
            problems.append(Problem("data-field", location, message, "Write `- id: …` and its other fields below."))
            continue
        entry = _Entry({str(key): value for key, value in fields.items()}, location)
        made = make(entry)
        identifier = str(fields.get("id") or "")
        if identifier in seen:
            entry.complain(
                f"the id '{identifier}' stands already at line {seen[identifier]}", "Give one of the two another id."
            )
        name = f"entry '{identifier}'" if identifier else f"entry {index + 1}"
        problems += [Problem("data-field", location, f"{name}: {message}", hint) for message, hint in entry.complaints]
        if identifier:
            seen.setdefault(identifier, location.line)
        if not entry.complaints:
            entries.append(made)
    return tuple(entries), tuple(problems)
