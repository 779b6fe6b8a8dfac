"""References → CSL-JSON, version 1.0.2 of its schema.

Where CSL has no field of its own for something, it goes where most readers look:

- A list of authors that is cut ends in the name `others`, which pandoc prints as "et al." and Zotero keeps.
- An article number is the `number`, as CSL means it, and, where there are no pages, the `page` too, because many
  styles print nothing else.
- A supplement belongs to the `issue`.
- The title in the work's other language is the `original-title`.
- What remains (the twin's names and journal, fields that only some styles know) is `custom`, by BibTeX's names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from textwrap import indent

from bireview.bibliography.dates import parse_date
from bireview.bibliography.exports.bibtex import twin_fields
from bireview.bibliography.exports.parts import cut_list, notice_text, number_with_supplement, publisher
from bireview.bibliography.exports.stretches import Spans, stretches, write_scripts
from bireview.bibliography.model import PartialDate, Person, Reference

_TYPES = {
    kind: csl
    for csl, kinds in {
        "article-journal": "article suppperiodical commentary",
        "article-newspaper": "newspaper",
        "book": "book mvbook booklet manual reference mvreference collection mvcollection proceedings mvproceedings",
        "chapter": "inbook bookinbook suppbook incollection suppcollection",
        "entry": "inreference",
        "paper-conference": "inproceedings conference",
        "thesis": "thesis phdthesis mastersthesis",
        "report": "report techreport",
        "patent": "patent",
        "standard": "standard",
        "webpage": "online electronic www",
        "dataset": "dataset database",
        "software": "software",
        "map": "map",
        "article": "preprint",
        "manuscript": "unpublished",
        "periodical": "periodical",
        "review": "review",
        "personal_communication": "letter",
        "legislation": "legislation",
        "legal_case": "jurisdiction",
        "graphic": "image artwork",
        "motion_picture": "video movie",
        "song": "audio music",
        "performance": "performance",
    }.items()
    for kind in kinds.split()
}
_SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_GENRES = {"mastersthesis": "Master's thesis", "phdthesis": "PhD thesis"}
_WITH_ISSUE = frozenset({"article-journal", "article-newspaper", "article-magazine", "periodical", "review"})
_IN_SERIES = frozenset({"book", "chapter", "paper-conference", "entry"})
# CSL's names for fields that a Reference keeps under BibTeX's.
_FIELDS = {
    "abstract": "abstract", "annotation": "annote", "chapter": "chapter-number", "dimensions": "dimensions",
    "eventtitle": "event-title", "issn": "ISSN", "keywords": "keyword", "library": "call-number", "medium": "medium",
    "pagetotal": "number-of-pages", "pubstate": "status", "scale": "scale", "shorttitle": "title-short",
    "type": "genre", "venue": "event-place", "version": "version", "volumes": "number-of-volumes",
}  # fmt: skip
_USED = frozenset({*_FIELDS, "subtitle", "entrysubtype", "date"})

Item = dict[str, object]


def join(entries: Iterable[str]) -> str:
    """A JSON array of items."""
    items = ",\n".join(indent(entry, "  ") for entry in entries)
    return f"[\n{items}\n]\n" if items else "[]\n"


def entry(reference: Reference) -> str:
    """A reference as a JSON object."""
    return json.dumps(csl_item(reference), ensure_ascii=False, indent=2)


def csl_item(reference: Reference) -> Item:
    """One item, its fields always in the same order; what is not known is left out."""
    kind = csl_type(reference)
    extra = reference.fields
    title = _title(reference.title, reference.title_protected, reference.title_italic)
    item: Item = {
        "id": reference.key,
        "type": kind,
        "author": _names(reference.authors, cut_list(reference) == "author"),
        "editor": _names(reference.editors, cut_list(reference) == "editor"),
        "translator": _names(reference.translators),
        "title": ": ".join(filter(None, (title, extra.get("subtitle")))),
        "original-title": _twin_title(reference),
        "container-title": reference.journal or _title(reference.booktitle, reference.booktitle_protected, ()),
        "collection-title": reference.series,
        "edition": reference.edition,
        "publisher": publisher(reference),
        "publisher-place": reference.address,
        "issued": _date(reference.date, extra.get("date", "")),
        "volume": reference.volume,
        **_number(reference, kind),
        "page": reference.pages or reference.eid,
        "DOI": reference.doi,
        "URL": reference.url,
        "accessed": _date(reference.urldate),
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "ISBN": reference.isbn,
        "language": reference.langid,
        **{csl: extra[name] for name, csl in _FIELDS.items() if name in extra},
        "note": "; ".join(filter(None, (notice_text(reference.status), reference.note))),
    }
    item.setdefault("genre", _GENRES.get(reference.type, ""))
    if reference.status:
        item["status"] = reference.status.kind.value
    item["custom"] = _custom(reference, item)
    return {name: value for name, value in item.items() if value}


def csl_type(reference: Reference) -> str:
    """CSL's type; `document` for what it has no other for."""
    if reference.type == "article" and (subtype := _SUBTYPES.get(reference.fields.get("entrysubtype", ""))):
        return subtype
    return _TYPES.get(reference.type, "document")


def _number(reference: Reference, kind: str) -> Mapping[str, str]:
    """The number of the file where CSL wants it; also article numbers and identifiers of preprints."""
    number = number_with_supplement(reference)
    archive = reference.fields.get("eprinttype") or reference.fields.get("archiveprefix") or "arXiv"
    other = reference.eid or (f"{archive}:{reference.eprint}" if reference.eprint else "")
    if kind in _WITH_ISSUE:
        return {"issue": number, "number": other}
    return {"collection-number": number, "number": other} if kind in _IN_SERIES else {"number": number or other}


def _names(people: tuple[Person, ...], others: bool = False) -> list[dict[str, str]]:
    return [*map(_name, people), *([{"literal": "others"}] if others else [])]


def _name(person: Person) -> dict[str, str]:
    parts = {
        "literal": person.literal,
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
    }
    return {name: text for name, text in parts.items() if text}


def _title(title: str, protected: Spans, italic: Spans) -> str:
    """A title with the few tags that CSL processors know; `<` and `&` stay, since CSL has no escapes."""
    out = []
    for part in stretches(title, protected, italic):
        text = write_scripts(part.text, str, "<sup>{}</sup>", "<sub>{}</sub>")
        text = f"<i>{text}</i>" if part.italic else text
        out.append(f'<span class="nocase">{text}</span>' if part.protected else text)
    return "".join(out)


def _twin_title(reference: Reference) -> str:
    twin = reference.twin
    return _title(twin.title, twin.title_protected, twin.title_italic) if twin else ""


def _date(date: PartialDate | None, written: str = "") -> object:
    """A date, or the range that the file words: its two ends."""
    if date is None:
        return None
    first, _, last = written.partition("/")
    ends = [date, parse_date(last) if parse_date(first) == date else None]
    parts = [[n for n in (end.year, end.month, end.day) if n is not None] for end in ends if end]
    return {"date-parts": parts, "circa": True} if "~" in written else {"date-parts": parts}


def _custom(reference: Reference, item: Item) -> dict[str, str]:
    """What no field of the item says."""
    left = {name: text for name, text in reference.fields.items() if name not in _USED}
    if (written := reference.fields.get("date", "")) and not parse_date(written):
        left["date"] = written
    if reference.institution and item["publisher"] != reference.institution:
        left["institution"] = reference.institution
    if reference.journal and reference.booktitle:
        left["booktitle"] = reference.booktitle
    if reference.cstr:
        left["cstr"] = reference.cstr
    return left | twin_fields(reference)
