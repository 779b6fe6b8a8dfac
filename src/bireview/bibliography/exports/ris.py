r"""References → RIS, by the tag table of 2011 (the one that EndNote, Zotero and the registries follow).

Lines end in CR LF, and every entry is closed by an ER line and followed by an empty one, as the specification says.
Where it leaves a choice:

- A list of authors that is cut ends in the author `others`: reference managers make `and others` of it for BibTeX.
- A body's name of several words ends in a comma, so that no reader takes its last word for a family name.
- An article number stands in C7, which the table has for it, and, where there are no pages, in SP, which is read.
- A supplement belongs to the issue.
- The title in the work's other language is OP, the original publication; TT would take the title's place in some
  readers. The rest of that record, and what RIS has no tag for, is one note by BibTeX's names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bireview.bibliography.exports.bibtex import twin_fields
from bireview.bibliography.exports.csl_json import csl_item
from bireview.bibliography.exports.parts import cut_list, notice_text, number_with_supplement, publisher
from bireview.bibliography.model import PartialDate, Person, Reference

_TYPES = {
    kind: tag
    for tag, kinds in {
        "JOUR": "article suppperiodical commentary review",
        "NEWS": "newspaper",
        "BOOK": "book mvbook booklet manual reference mvreference collection mvcollection",
        "CHAP": "inbook bookinbook suppbook incollection suppcollection",
        "ENCYC": "inreference",
        "CONF": "inproceedings conference proceedings mvproceedings",
        "THES": "thesis phdthesis mastersthesis",
        "RPRT": "report techreport",
        "PAT": "patent",
        "STAND": "standard",
        "ELEC": "online electronic www",
        "DATA": "dataset",
        "DBASE": "database",
        "COMP": "software",
        "MAP": "map",
        "UNPB": "preprint unpublished",
        "JFULL": "periodical",
        "PCOMM": "letter",
        "STAT": "legislation",
        "CASE": "jurisdiction",
        "ART": "image artwork",
        "VIDEO": "video movie",
        "SOUND": "audio music",
    }.items()
    for kind in kinds.split()
}
_SUBTYPES = {"newspaper": "NEWS", "magazine": "MGZN"}
_EDITOR_IS_A2 = frozenset({"CHAP", "CONF", "ENCYC"})  # elsewhere A2 is the editor of a series
_WITH_ISSUE = frozenset({"JOUR", "NEWS", "MGZN", "JFULL"})
_NUMBERED = frozenset({"RPRT", "PAT", "STAND"})  # SN is the number of the work itself
_RANGE = re.compile(r"([^-,\s]+)-([^-,\s]+)")
_FIELDS = {"abstract": "AB", "shorttitle": "ST", "type": "M3", "version": "ET"}
_USED = frozenset({*_FIELDS, "keywords", "issn", "subtitle", "entrysubtype"})

Line = tuple[str, str]


def join(entries: Iterable[str]) -> str:
    """An .ris file: one entry after the other."""
    return "".join(entries)


def entry(reference: Reference) -> str:
    """A reference as an .ris file of its own."""
    lines = [(tag, " ".join(text.split())) for tag, text in _lines(reference, _type(reference)) if text]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in [*lines, ("ER", "")]) + "\r\n"


def _type(reference: Reference) -> str:
    if reference.type == "article" and (subtype := _SUBTYPES.get(reference.fields.get("entrysubtype", ""))):
        return subtype
    return _TYPES.get(reference.type, "GEN")


def _lines(reference: Reference, kind: str) -> Iterator[Line]:
    extra = reference.fields
    yield "TY", kind
    yield "ID", reference.key
    yield from _people(reference, kind)
    yield "TI", ": ".join(filter(None, (reference.title, extra.get("subtitle"))))
    yield "OP", reference.twin.title if reference.twin else ""
    container = reference.journal or reference.booktitle
    yield "T2", container or reference.series
    yield "T3", reference.series if container else ""
    yield "C3", reference.booktitle if kind == "CONF" else ""
    yield "PB", publisher(reference)
    yield "CY", reference.address
    yield "ET", reference.edition
    yield from _dates(reference)
    yield from _numbers(reference, kind)
    yield "DO", reference.doi
    yield "UR", reference.url
    yield "AN", reference.pmid
    yield "C2", reference.pmcid if kind == "JOUR" else ""
    yield "LA", reference.langid
    yield from ((tag, extra.get(name, "")) for name, tag in _FIELDS.items())
    yield from (("KW", word) for word in re.split(r"\s*[,;，；]\s*", extra.get("keywords", "")))
    yield "N1", notice_text(reference.status)
    yield "N1", reference.note
    yield "N1", _remainder(reference, kind)


def _people(reference: Reference, kind: str) -> Iterator[Line]:
    roles = {
        "author": ("AU", reference.authors),
        "editor": ("A2" if kind in _EDITOR_IS_A2 else "ED", reference.editors),
        "translator": ("A4", reference.translators),
    }
    for role, (tag, people) in roles.items():
        yield from ((tag, _name(person)) for person in people)
        yield tag, "others" if cut_list(reference) == role else ""


def _name(person: Person) -> str:
    """`van den Engel, S`; `Smith, John, Jr.`; `World Health Organization,`; 陈登原."""
    family = person.literal or f"{person.particle} {person.family}".strip()
    parts = [family, person.given, person.suffix] if person.suffix else [family, person.given]
    return ", ".join(parts).strip() if any(parts[1:]) else family + ("," if " " in family else "")


def _dates(reference: Reference) -> Iterator[Line]:
    date = reference.date
    yield "PY", f"{date.year:04}" if date else ""
    yield "DA", _date(date)
    yield "Y2", _date(reference.urldate)


def _date(date: PartialDate | None) -> str:
    """Year, month, day, and an empty place for words, between slashes: 2015/03/27/, 2015/03//, 2015///."""
    if date is None:
        return ""
    return "/".join([f"{date.year:04}", *(f"{n:02}" if n else "" for n in (date.month, date.day)), ""])


def _numbers(reference: Reference, kind: str) -> Iterator[Line]:
    number = number_with_supplement(reference)
    yield "VL", reference.volume
    if kind in _WITH_ISSUE:
        yield "IS", number
    elif kind not in _NUMBERED:
        yield "SV" if kind == "CHAP" else "M1", number
    ends = _RANGE.fullmatch(reference.pages)
    yield "SP", ends[1] if ends else reference.pages or reference.eid
    yield "EP", ends[2] if ends else ""
    yield "C7", reference.eid if kind == "JOUR" else ""
    yield "SN", number if kind in _NUMBERED else reference.isbn or reference.fields.get("issn", "")


def _remainder(reference: Reference, kind: str) -> str:
    """What no tag says: `eprint: 2101.00001; title_zh: …`."""
    left = {name: text for name, text in reference.fields.items() if name not in _USED}
    custom = csl_item(reference).get("custom")
    left |= {name: text for name, text in (custom if isinstance(custom, dict) else {}).items() if name not in _USED}
    left["eprint"] = reference.eprint
    left["pmcid"] = reference.pmcid if kind != "JOUR" else ""
    left["isbn"] = reference.isbn if kind in _NUMBERED else ""
    left["eid"] = reference.eid if kind != "JOUR" and reference.pages else ""
    return "; ".join(f"{name}: {text}" for name, text in (left | twin_fields(reference)).items() if text)
