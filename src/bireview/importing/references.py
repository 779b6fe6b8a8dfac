"""Numbered entries → the project's references, each with a key of its own, twins joined, DOIs repaired."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bireview.bibliography.identifiers import parse_pmcid
from bireview.bibliography.model import Library, PartialDate, Person, Reference
from bireview.importing.entries import ListedEntry
from bireview.importing.grammar import TYPE_MARK, Record, read_record, tidy
from bireview.importing.joining import is_han
from bireview.importing.people import ascii_letters, name_of
from bireview.importing.slugs import in_latin_letters

_HAN_AFTER = re.compile(r"(?<=[^\u3400-\u9fff])(?=[\u3400-\u9fff])")
_LATIN_AFTER = re.compile(r"(?<=[.。\s])(?=[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)* [A-Z]{1,3}[,.，])")
_HAN_LINE = re.compile(r"[\u3400-\u9fff]")
_LATIN_LINE = re.compile(r"(?!(?:DOI|PMID|PMCID|CSTR)\b)[A-Z][^\u3400-\u9fff]*\Z", re.DOTALL)
_ESCAPE = re.compile(r"\\(?=[\[\]<>*_~^$#\"'])")
"""Markdown's escapes, as pandoc writes them: `\\[J\\]`."""
_GENERIC_TYPES = {"thesis": "phdthesis", "newspaper": "article", "report": "techreport", "preprint": "article"}


@dataclass(frozen=True)
class Imported:
    """One entry of the list with what it became. `is_known`: the project's bibliography had the work already."""

    entry: ListedEntry
    reference: Reference
    is_known: bool = False


def import_references(
    entries: Sequence[ListedEntry], known: Library, problem: Callable[[str, int, str, str], None]
) -> list[Imported]:
    """Read every entry; what is not understood is kept as a note, and reported."""
    taken = {key.casefold() for key in known}
    imported: list[Imported] = []
    for position, entry in enumerate(entries, 1):
        reference = _read(entry, position, problem)
        same = next((old for old in known.values() if is_same(old, reference)), None)
        if same:
            imported.append(Imported(entry, same, is_known=True))
            continue
        key = _free_key(reference, taken)
        taken.add(key.casefold())
        imported.append(Imported(entry, _with_key(reference, key)))
    _complain_of_doubles(imported, problem)
    return imported


def keys_by_number(imported: Iterable[Imported]) -> Mapping[int, str]:
    """The key that a number of the manuscript stands for; of a number given twice, the first."""
    keys: dict[int, str] = {}
    for item in imported:
        keys.setdefault(item.entry.number, item.reference.key)
    return keys


def is_same(one: Reference, other: Reference) -> bool:
    """Whether two references are to one work: by DOI if both have one, else by title and year."""
    if one.doi and other.doi:
        return one.doi.casefold() == other.doi.casefold()
    titles = [{_bare(r.title)} | ({_bare(r.twin.title)} if r.twin else set()) for r in (one, other)]
    years = [r.date.year if r.date else 0 for r in (one, other)]
    return bool((titles[0] & titles[1]) - {""}) and years[0] == years[1]


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _read(entry: ListedEntry, position: int, problem: Callable[[str, int, str, str], None]) -> Reference:
    text = _ESCAPE.sub("", entry.text.text)
    start = entry.text.start
    starts = [len(_ESCAPE.sub("", entry.text.text[:n])) for n in entry.starts]
    own, twin = divide_record(text, starts)
    record = read_record(own)
    if record is None:
        problem(
            "import-reference",
            start,
            f"reference {entry.number} is not in the form of GB/T 7714 or Vancouver: '{text[:60]}'",
            "All its text stands as the title of a misc entry; fill in the fields.",
        )
        return _unread(own, position)
    reference = _reference(record, position, own)
    _complain(entry, record, problem)
    if twin:
        other = read_record(twin)
        if other is None or not other.title:
            problem("import-reference", start, f"the second record of reference {entry.number} cannot be read", "")
            return replace(reference, note=f"{reference.note} {twin}".strip())
        reference = replace(reference, twin=_reference(other, position, twin))
    return reference


def divide_record(text: str, starts: Sequence[int] = ()) -> tuple[str, str]:
    """An entry's own record, and the record in the other language below it, '' if there is none.

    Args:
        text: The entry.
        starts: Where in it lines begin; a record in the other language mostly begins with one.
    """
    marks = list(TYPE_MARK.finditer(text))
    if len(marks) == 1:
        return text, ""
    first, second = (marks[0].end(), marks[1].start()) if marks else (0, len(text))
    other = _LATIN_LINE if is_han(text[:first] or text[: starts[0] if starts else 0]) else _HAN_LINE
    for start in starts:
        above, below = text[first:start], text[start:second]
        is_inside = first < start < second and bool(other.match(below))
        if is_inside and _is_record(above, whole=not marks) and (marks or _is_record(below)):
            return text[:start].strip(), text[start:].strip()
    if not marks:
        return text, ""
    pattern = _LATIN_AFTER if is_han(text[: marks[0].start()]) else _HAN_AFTER
    for found in pattern.finditer(text, marks[0].end()):
        if found.start() < marks[1].start() and (re.search(r"\d{4}", text[marks[0].end() : found.start()])):
            return text[: found.start()].strip(), text[found.start() :].strip()
    return text, ""


def _is_record(text: str, *, whole: bool = True) -> bool:
    """Whether a text may be a record, or what stands below its title: it tells a year."""
    return bool(re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)) and (not whole or read_record(text) is not None)


def _complain(entry: ListedEntry, record: Record, problem: Callable[[str, int, str, str], None]) -> None:
    start, number = entry.text.start, entry.number
    lacking = [
        name
        for name, value in (("authors", record.authors), ("title", record.title), ("year", record.year))
        if not value and not (name == "year" and record.ids.published)
    ]
    if record.type == "article" and not record.journal:
        lacking.append("journal")
    if lacking:
        problem(
            "import-reference",
            start,
            f"reference {number} was read without {', '.join(lacking)}",
            "Compare the entry with the manuscript, and fill them in.",
        )
    if record.left:
        problem(
            "import-reference",
            start,
            f"'{record.left}' in reference {number} fits no field",
            "It stands in the entry's note.",
        )
    if record.ids.unmended:
        problem(
            "import-unsure",
            start,
            f"the DOI {record.ids.unmended} of reference {number} was written {record.ids.doi}, as its publisher does",
            "Look whether it leads to the work.",
        )
    if record.ids.unread:
        problem(
            "import-reference",
            start,
            f"'{record.ids.unread}' in reference {number} is not a DOI",
            "It stands in the entry's note; look the DOI up.",
        )
    elif record.ids.doi and (record.ids.doi[-1] in "-/._" or record.ids.printed_doi.endswith(("-", "/"))):
        problem("import-reference", start, f"the DOI {record.ids.doi} of reference {number} seems to be cut", "")


def _reference(record: Record, position: int, text: str) -> Reference:
    ids = record.ids
    language = "zh" if is_han(record.title or text) else "en"
    title, booktitle = tidy(record.title), tidy(record.booktitle)
    is_report = record.type in ("report", "techreport")
    publisher = record.publisher
    kind = _GENERIC_TYPES.get(record.type, record.type)
    return Reference(
        key="",
        type=kind,
        line=0,
        position=position,
        authors=record.authors,
        others_cut=record.others,
        title=title,
        title_protected=fixed_capitals(title) if language == "en" else (),
        journal=record.journal,
        booktitle=booktitle,
        publisher="" if kind == "phdthesis" or is_report else publisher,
        address=record.address,
        institution=publisher if is_report else "",
        school=publisher if kind == "phdthesis" else "",
        edition=record.edition,
        volume=record.volume,
        number=record.issue,
        supplement=record.supplement,
        pages=record.pages,
        eid=record.eid,
        date=record.date,
        urldate=PartialDate(*map(int, ids.accessed.split("-"))) if ids.accessed else None,
        doi=ids.doi,
        url=ids.url,
        pmid=ids.pmid,
        pmcid=parse_pmcid(ids.pmcid) or "" if ids.pmcid else "",
        langid=language,
        note=" ".join(filter(None, (record.left, ids.unread))),
    )


def _unread(text: str, position: int) -> Reference:
    """A reference that follows no grammar: its title and its note are all its text."""
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    date = PartialDate(int(year[0])) if year else None
    language = "zh" if is_han(text) else "en"
    record = read_record(f"{text} ") or Record()
    return Reference("", "misc", 0, position, title=text, date=date, doi=record.ids.doi, langid=language, note="")


def fixed_capitals(title: str) -> tuple[tuple[int, int], ...]:
    """Stretches of an English title that keep their capitals in every style.

    In a title set in sentence case, every word with a capital but the first; in one set with capitals throughout, the
    words that have a capital inside or a figure beside one.
    """
    words = list(re.finditer(r"[^\W_]+(?:[-'’][^\W_]+)*\+?", title))
    long = [w[0] for w in words[1:] if len(w[0]) > 3 and w[0].isalpha()]
    is_capitalised = len(long) > 3 and sum(w[0].isupper() for w in long) > 0.7 * len(long)
    spans = []
    for word in words:
        text = word[0]
        first = word.start() == 0 or bool(re.search(r"[:?!.]\s*\Z", title[: word.start()]))
        inner = bool(re.search(r"[A-Z]", text[1:]) and not re.fullmatch(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)*", text))
        name = text[0].isupper() and not first and not is_capitalised
        letter = len(text) == 1 and text.isupper() and text not in "AI"
        if inner or name or letter:
            spans.append(word.span())
    return tuple(spans)


def _free_key(reference: Reference, taken: set[str]) -> str:
    """`yan2008`; a key that is taken gets a letter: `yan2008b`."""
    record = reference
    if reference.twin and reference.langid == "zh":
        record = reference.twin
    people: Sequence[Person] = record.authors or (Person(family=(re.findall(r"\w{4,}", record.title) or ["work"])[0]),)
    name = ascii_letters(name_of(people[0])) or _latinised(name_of(people[0])) or "work"
    key = f"{name}{reference.date.year if reference.date else ''}"
    if key.casefold() not in taken:
        return key
    letters = (f"{key}{chr(n)}" for n in range(ord("b"), ord("z") + 1))
    numbers = (f"{key}-{n}" for n in range(2, len(taken) + 3))
    return next(name for source in (letters, numbers) for name in source if name.casefold() not in taken)


def _latinised(name: str) -> str:
    return "".join(in_latin_letters(name)[:2])


def _with_key(reference: Reference, key: str) -> Reference:
    twin = replace(reference.twin, key=key) if reference.twin else None
    return replace(reference, key=key, twin=twin)


def _complain_of_doubles(imported: Sequence[Imported], problem: Callable[[str, int, str, str], None]) -> None:
    seen: dict[str, Imported] = {}
    for item in imported:
        doi = item.reference.doi.casefold()
        if doi and doi in seen and seen[doi].entry is not item.entry and seen[doi].reference.key != item.reference.key:
            problem(
                "import-reference",
                item.entry.text.start,
                f"references {seen[doi].entry.number} and {item.entry.number} have the same DOI, {item.reference.doi}",
                "Keep one of the two entries, and cite it in both places.",
            )
        if doi:
            seen.setdefault(doi, item)
