"""The review's data files besides the bibliography: editorial notes, glossary terms and studies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

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


class _EntryError(ValueError):
    """An entry that cannot be used; the text says why."""


def _text(entry: Mapping[str, object], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str | int) or isinstance(value, bool) or value == "":
        raise _EntryError(f"the field '{name}' is missing or empty")
    return str(value)


def _texts(entry: Mapping[str, object], name: str, languages: tuple[str, ...]) -> Texts:
    value = entry.get(name)
    if not isinstance(value, dict) or any(not value.get(language) for language in languages):
        raise _EntryError(f"the field '{name}' needs a text in {' and '.join(languages)}")
    return {str(key): str(text).strip() for key, text in value.items()}


def _list(value: object, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _EntryError(f"the field '{name}' is not a list")
    if any(item is None or not str(item).strip() for item in value):
        raise _EntryError(f"the field '{name}' has an empty item")
    return tuple(str(item) for item in value)


def _mappings(value: object, name: str) -> list[dict[str, object]]:
    if value is None:
        return []
    if not isinstance(value, list) or any(not isinstance(item, dict) for item in value):
        raise _EntryError(f"the field '{name}' is not a list of mappings")
    return value


def _lists(value: object, name: str) -> Mapping[str, tuple[str, ...]]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _EntryError(f"the field '{name}' is not a mapping of languages to lists")
    return {str(key): _list(items, name) for key, items in value.items()}


def load_notes(text: str, file: str, languages: tuple[str, ...]) -> tuple[tuple[Note, ...], tuple[Problem, ...]]:
    """Read notes.yml; an entry that cannot be used is reported and left out."""

    def note(entry: Mapping[str, object], location: Location) -> Note:
        basis, severity = _text(entry, "basis"), _text(entry, "severity")
        if basis not in {"title", "abstract", "arithmetic"}:
            raise _EntryError(f"basis '{basis}' is none of title, abstract, arithmetic")
        if severity not in {"major", "minor"}:
            raise _EntryError(f"severity '{severity}' is neither major nor minor")
        return Note(
            _text(entry, "id"),
            _text(entry, "block"),
            severity,
            _list(entry.get("works"), "works"),
            basis,
            _texts(entry, "text", languages),
            _texts(entry, "source", languages),
            location,
        )

    return _load(text, file, note)


def load_glossary(text: str, file: str, languages: tuple[str, ...]) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    """Read glossary.yml; an entry that cannot be used is reported and left out."""

    def term(entry: Mapping[str, object], location: Location) -> Term:
        return Term(
            _text(entry, "id"),
            {language: _text(entry, language) for language in languages},
            str(entry.get("abbreviation") or ""),
            str(entry.get("section") or ""),
            _texts(entry, "definition", languages),
            _lists(entry.get("avoid"), "avoid"),
            _lists(entry.get("also"), "also"),
            location,
        )

    return _load(text, file, term)


def load_studies(text: str, file: str, languages: tuple[str, ...]) -> tuple[tuple[Study, ...], tuple[Problem, ...]]:
    """Read studies.yml; an entry that cannot be used is reported and left out."""
    own = {"id", "work", "blocks", "notes"}

    def study(entry: Mapping[str, object], location: Location) -> Study:
        fields = {name: value for name, value in entry.items() if name not in own}
        for path, value in _every_text(fields, (), languages):
            lacking = [language for language in languages if not value.get(language)]
            if lacking:
                raise _EntryError(f"'{'.'.join(path)}' has no text in {' and '.join(lacking)}")
        for outcome in _mappings(fields.get("outcomes"), "outcomes"):
            for name in ("measure", "direction"):
                if not isinstance(outcome.get(name), dict):
                    raise _EntryError(f"an outcome has no '{name}'")
        _mappings(fields.get("safety"), "safety")
        return Study(
            _text(entry, "id"),
            str(entry.get("work") or ""),
            _list(entry.get("blocks"), "blocks"),
            _list(entry.get("notes"), "notes"),
            fields,
            location,
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


def _load(
    text: str, file: str, make: Callable[[Mapping[str, object], Location], T]
) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    try:
        document = read_yaml(text)
    except YamlError as error:
        return (), (
            Problem(
                "data-syntax",
                Location(file, error.line),
                f"not YAML: {error.reason}",
                "Put a text that holds a colon or a quote between quotation marks, or on lines of its own after `|`.",
            ),
        )
    if document.value is None:
        return (), ()
    if not isinstance(document.value, list):
        return (), (Problem("data-syntax", Location(file, 1), "the file is not a list of entries"),)
    problems: list[Problem] = []
    entries: list[T] = []
    seen: dict[str, int] = {}
    for index, entry in enumerate(document.value):
        location = Location(file, document.line(index))
        try:
            if not isinstance(entry, dict):
                raise _EntryError("the entry is not a mapping of fields")
            made = make({str(key): value for key, value in entry.items()}, location)
            identifier = str(entry["id"])
            if identifier in seen:
                raise _EntryError(f"the id '{identifier}' stands already at line {seen[identifier]}")
        except _EntryError as wrong:
            name = f"entry '{entry['id']}'" if isinstance(entry, dict) and entry.get("id") else f"entry {index + 1}"
            problems.append(Problem("data-field", location, f"{name}: {wrong}"))
            continue
        seen[identifier] = location.line
        entries.append(made)
    return tuple(entries), tuple(problems)
