r"""References → BibTeX, in UTF-8, as `load_library` reads it back without a loss.

Letters stay as they are; escaped is only what TeX would take for a command. Identifiers and addresses stand as they
are, too: BibTeX's readers do not look for TeX in them. A record in another language is written as `title_zh` and its
like, which other programs skip. Dates that a year and a month can say are said so, for classic BibTeX; one with a
day also gives `date`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bireview.bibliography.dates import parse_date, parse_year
from bireview.bibliography.exports.parts import cut_list, number_with_supplement
from bireview.bibliography.exports.stretches import Spans, stretches, write_scripts
from bireview.bibliography.model import Person, Reference, Status
from bireview.bibliography.record import TWIN_LANGUAGES

_ESCAPES = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The names that babel, and with it biblatex, has for a language.
_BABEL = {
    "ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fa": "persian", "fr": "french", "he": "hebrew",
    "it": "italian", "ja": "japanese", "ko": "korean", "pt": "portuguese", "ru": "russian", "zh": "chinese",
}  # fmt: skip
_HOLDER = {"patent": "holder", "report": "institution", "techreport": "institution", "thesis": "institution"}
_BODIES = ("institution", "organization", "holder")

# Other spellings of fields that hold words, so that a twin's are its own even when they are the same.
_OTHER_WORDS = frozenset({"journaltitle", "location", "organization", "language"})


def join(entries: Iterable[str]) -> str:
    """A .bib file: one entry after the other."""
    return "\n".join(entries)


def entry(reference: Reference) -> str:
    """A reference as a .bib file of its own."""
    fields = dict(_words(reference)) | dict(_shared(reference))
    if reference.langid:
        fields["langid"] = _babel(reference.langid)
    fields |= {name: escape(text) for name, text in reference.fields.items() if name not in fields}
    lines = [f"@{reference.type}{{{reference.key},"]
    for name, value in (fields | twin_fields(reference)).items():
        written = reference.twin if reference.twin and name.startswith("month_") else reference
        is_macro = name.partition("_")[0] == "month" and "month" not in written.fields
        lines.append(f"  {name} = {value}," if is_macro else f"  {name} = {{{value}}},")
    return "\n".join([*lines, "}\n"])


def twin_fields(reference: Reference) -> dict[str, str]:
    """What the record in the other language says otherwise than `reference`, by field (`title_zh`, `journal_zh`)."""
    twin = reference.twin
    if twin is None:
        return {}
    tag = twin.langid if twin.langid in TWIN_LANGUAGES else next(t for t in TWIN_LANGUAGES if t != reference.langid)
    words = {"institution" if name == "holder" else name: value for name, value in _words(twin)}
    words |= {n: escape(t) for n, t in twin.fields.items() if n in _OTHER_WORDS}
    if twin.langid != tag:
        words["langid"] = _babel(twin.langid)
    own, shared = dict(_shared(reference)), dict(_shared(twin))
    dates = ("date", "year", "month")
    if any(own.get(name) != shared.get(name) for name in dates):
        # A twin with a year of its own shares no part of the date.
        own = {name: value for name, value in own.items() if name not in (*dates, "day")}
    own |= {name: escape(text) for name, text in reference.fields.items()}
    shared |= {name: escape(text) for name, text in twin.fields.items() if name not in _OTHER_WORDS | shared.keys()}
    differing = {name: value for name, value in shared.items() if own.get(name) != value}
    return {f"{name}_{tag}": value for name, value in (words | differing or {"langid": _babel(tag)}).items()}


def escape(text: str) -> str:
    r"""Text as TeX prints it: `&` → `\&`; what would run together to a dash or a quote is kept apart by `{}`."""
    return _LIGATURE.sub("{}", text.translate(_ESCAPES))


def _words(reference: Reference) -> Iterator[tuple[str, str]]:
    """The fields that each language has its own words for."""
    names = {
        "author": _names(reference.authors, cut_list(reference) == "author"),
        "editor": _names(reference.editors, cut_list(reference) == "editor"),
        "translator": _names(reference.translators),
        "title": _title(reference.title, reference.title_protected, reference.title_italic),
        "journal": escape(reference.journal),
        "booktitle": _title(reference.booktitle, reference.booktitle_protected, ()),
        "series": escape(reference.series),
        "edition": escape(reference.edition),
        "publisher": escape(reference.publisher),
        "address": escape(reference.address),
        "school": escape(reference.school),
        _body(reference): escape(reference.institution),
        "note": escape(reference.note),
    }
    yield from _given(names)


def _shared(reference: Reference) -> Iterator[tuple[str, str]]:
    """The fields that are the same in every language."""
    yield from _date(reference)
    fields = {
        "volume": escape(reference.volume),
        "number": escape(number_with_supplement(reference)),
        "pages": escape(reference.pages.replace("-", "–")).replace("–", "--"),
        "eid": escape(reference.eid),
        "doi": reference.doi,
        "url": reference.url,
        "urldate": escape(reference.fields.get("urldate", "") or str(reference.urldate or "")),
        "pmid": reference.pmid,
        "pmcid": reference.pmcid,
        "eprint": reference.eprint,
        "isbn": reference.isbn,
        "cstr": reference.cstr,
    }
    if reference.status:
        fields[reference.status.kind] = status_text(reference.status)
    yield from _given(fields)


def status_text(status: Status) -> str:
    """The value of a field `retracted` or its like: the day of the notice and its DOI, or what is known of them."""
    return ", ".join(str(part) for part in (status.date, status.notice) if part) or "yes"


def _given(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in fields.items() if value)


def _date(reference: Reference) -> Iterator[tuple[str, str]]:
    """Year and month, with `date` where they cannot say it all: days, ranges, and what else stands in the file."""
    date, extra = reference.date, reference.fields
    if date is None:
        return
    year, written = extra.get("year") or f"{date.year:04}", extra.get("date", "")
    yield "year", escape(year)
    if parse_date(written):
        yield "date", escape(written)
    elif not written and (date.day or {"month", "day"} & extra.keys() or parse_year(year) != date.year):
        yield "date", str(date)
    elif date.month:
        yield "month", _MONTHS[date.month - 1]
        if date.day:
            yield "day", str(date.day)


def _body(reference: Reference) -> str:
    """The field for an organization: the one that fits the type, or the first, when another is left over."""
    fits = _HOLDER.get(reference.type, "organization")
    return _BODIES[0] if any(name in reference.fields for name in _BODIES) else fits


def _babel(langid: str) -> str:
    return _BABEL.get(langid) or escape(langid)


def _names(people: tuple[Person, ...], others: bool = False) -> str:
    return " and ".join([*map(_name, people), *(["others"] if others else [])])


def _name(person: Person) -> str:
    """`van den Engel, S`; `Smith, Jr., John`; `{World Health Organization}`; 陈登原."""
    if person.literal:
        return f"{{{escape(person.literal)}}}"
    family = escape(person.family)
    looks_particled = any(word[0].islower() for word in family.split()[:-1])
    if looks_particled or _needs_braces(family):
        family = f"{{{family}}}"
    family = f"{escape(person.particle)} {family}".strip()
    parts = [escape(part) for part in (person.suffix, person.given) if part]
    parts = [f"{{{part}}}" if _needs_braces(part) else part for part in parts]
    if parts:
        # Of two parts the second is the given name; a suffix needs both commas.
        return ", ".join([family, *parts]) + ("" if person.given else ",")
    # The comma says that all words are the family name.
    return f"{family}," if " " in family or "{" in family else family


def _needs_braces(part: str) -> bool:
    return "," in part or " and " in f" {part} " or part.casefold() == "others"


def _title(title: str, protected: Spans, italic: Spans) -> str:
    r"""A title with braces around fixed capitals, `\textit` around italics, `\textsuperscript` around ²."""
    out = []
    for part in stretches(title, protected, italic):
        text = write_scripts(part.text, escape, r"\textsuperscript{{{}}}", r"\textsubscript{{{}}}")
        if part.protected:
            # A group that begins with a command protects nothing; inside another it does.
            text = f"{{{{{text}}}}}" if text.startswith("\\") else f"{{{text}}}"
        if part.italic:
            text = rf"\textit{{{text}}}" if part.protected else rf"{{\itshape{'{}' if text[:1] == ' ' else ' '}{text}}}"
        out.append(text)
    return "".join(out)
