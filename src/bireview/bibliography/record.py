"""One entry's raw fields → a Reference; every field is checked here, and problems name the field's own line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Protocol

from bireview.bibliography.dates import parse_date, parse_month, parse_year, partial_date
from bireview.bibliography.identifiers import parse_arxiv, parse_cstr, parse_doi, parse_isbn, parse_pmcid, parse_pmid
from bireview.bibliography.model import PartialDate, Person, Reference, Status, StatusKind
from bireview.bibliography.status import parse_status
from bireview.bibliography.tex import Plain, to_plain


class Report(Protocol):
    """Takes one finding about the file that is being read."""

    def __call__(self, rule: str, line: int, message: str, hint: str = "") -> None:
        """Note the finding; `line` counts from 1."""


@dataclass(frozen=True)
class RawField:
    """One `name = value`: name in lower case, macros put in, white space collapsed, TeX still there."""

    name: str
    value: str
    line: int


@dataclass(frozen=True)
class Names:
    """A list of names, and whether "and others" ends it."""

    people: tuple[Person, ...] = ()
    others: bool = False


@dataclass(frozen=True)
class RawEntry:
    """One entry as written; of a field given twice the first. `broken`: its syntax was wrong, fields may be lost."""

    type: str
    key: str
    line: int
    position: int
    fields: tuple[RawField, ...]
    names: Mapping[str, Names] = field(default_factory=dict)
    """The fields that hold names, by field name."""
    broken: bool = False


NAME_FIELDS = ("author", "editor", "translator")

# What a twin must say in its own language; all else (year, volume, pages, DOI …) it shares with the entry.
_IN_WORDS = (
    *NAME_FIELDS, "title", "journal", "journaltitle", "booktitle", "publisher", "address", "location", "institution",
    "organization", "school", "edition", "series", "note", "langid", "language",
)  # fmt: skip
_SHARED = (
    "year", "month", "day", "date", "urldate", "volume", "number", "issue", "pages", "eid", "doi", "url", "pmid",
    "pmcid", "eprint", "isbn", "cstr", *StatusKind,
)  # fmt: skip
KNOWN_FIELDS = frozenset((*_IN_WORDS, *_SHARED, "abstract", "keywords", "issn", "howpublished"))

# Each with what reads it, and what it looks like.
_IDENTIFIERS: Mapping[str, tuple[Callable[[str], str | None], str]] = {
    "doi": (parse_doi, "A DOI starts with 10., a registrant's number and a slash: 10.1002/hep.24434."),
    "pmcid": (parse_pmcid, "A PMCID is PMC and a number: PMC3110001."),
    "cstr": (parse_cstr, "A CSTR has five digits, two digits and a name: 32003.36.ChinaXiv.202303.00020.V1."),
    "eprint": (parse_arxiv, "An arXiv identifier is like 2101.00001, or like math.GT/0309136 before April 2007."),
    "isbn": (parse_isbn, "An ISBN has 13 digits (10 before 2007), of which the last checks the others."),
    "pmid": (parse_pmid, "A PMID is a number of up to eight digits: 21608000."),
}

# Required fields, after btxdoc ("BibTeXing", section 3.1) and the biblatex manual for the types it adds. A body or a
# holder of a patent may stand for the author, as in GB/T 7714.
_BY_SOMEONE = frozenset({
    "article", "book", "inbook", "incollection", "inproceedings", "conference", "phdthesis", "mastersthesis",
    "thesis", "techreport", "report", "unpublished", "patent",
})  # fmt: skip
_DATED = frozenset({
    "article", "book", "inbook", "incollection", "inproceedings", "conference", "proceedings", "phdthesis",
    "mastersthesis", "thesis", "techreport", "report", "online", "electronic", "www", "patent", "collection",
    "periodical",
})  # fmt: skip
_IN_A_BOOK = frozenset({
    "incollection", "inproceedings", "conference",
})  # fmt: skip

# What BibTeX, biblatex and the GB/T 7714 styles know; another type is taken as it stands, unless it looks like a slip.
TYPES = frozenset({
    "article", "artwork", "audio", "book", "bookinbook", "booklet", "collection", "commentary", "conference",
    "dataset", "electronic", "image", "inbook", "incollection", "inproceedings", "inreference", "jurisdiction",
    "legislation", "letter", "manual", "map", "mastersthesis", "misc", "movie", "music", "mvbook",
    "mvcollection", "mvproceedings", "mvreference", "newspaper", "online", "patent", "performance",
    "periodical", "phdthesis", "preprint", "proceedings", "reference", "report", "review", "set", "software",
    "standard", "suppbook", "suppcollection", "suppperiodical", "techreport", "thesis", "unpublished", "video",
    "www", "xdata", "archive", "database",
})  # fmt: skip

_LANGUAGES = {
    "zh": "chinese pinyin zh",
    "en": "english american british usenglish ukenglish canadian australian newzealand",
    "ar": "arabic",
    "de": "german ngerman austrian naustrian swissgerman",
    "es": "spanish",
    "fa": "persian farsi",
    "fr": "french",
    "he": "hebrew",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "pt": "portuguese brazilian",
    "ru": "russian",
}
# A field `title_zh` belongs to the record of the same work in Chinese, its twin; `title_en` to one in English.
TWIN_LANGUAGES = tuple(_LANGUAGES)
_TAGS = {name: tag for tag, names in _LANGUAGES.items() for name in [tag, *names.split()]}

_SUPPLEMENT = re.compile(r"(.*?)[\s,;:_(]*((?:Suppl(?:ement)?(?![a-z])|增刊).*?)\)?", re.IGNORECASE)
_RANGE_DASH = re.compile(r"\s*[‐-–−]\s*")  # to_plain has made an en dash of `--`
_ESCAPED = re.compile(r"\\([_%&#~$])")


def make_reference(entry: RawEntry, report: Report) -> Reference:
    """Read an entry, and its twin if it has fields of one. What is wrong is reported; what can be read is kept.

    A problem that entry and twin share is reported for both in the same words; `report` may drop the second.
    """
    own: dict[str, RawField] = {}
    twins: dict[str, dict[str, RawField]] = {}
    for raw in entry.fields:
        base, _, tag = raw.name.rpartition("_")
        is_twin = tag in TWIN_LANGUAGES and (base in _IN_WORDS or base in _SHARED)
        (twins.setdefault(tag, {}) if is_twin else own).setdefault(base if is_twin else raw.name, raw)
    record = _Record(entry, own, report)
    reference = record.reference()
    if not entry.broken:
        record.complain_of_missing(reference)
    if not twins:
        return reference
    tag, *more = twins
    for other in more:
        raw = next(iter(twins[other].values()))
        report(
            "bib-field",
            raw.line,
            f"entry '{entry.key}' has records in three languages: '{raw.name}' is not used",
            f"Keep the fields that end in _{tag}, and write the entry's own fields without an ending.",
        )
    shared = {name: raw for name, raw in own.items() if name in _SHARED}
    if "year" in twins[tag] or "date" in twins[tag]:
        shared = {name: raw for name, raw in shared.items() if name not in ("year", "month", "day", "date")}
    record = _Record(entry, shared | twins[tag], report, tag)
    twin = record.reference()
    if not entry.broken:
        record.complain_of_half_twin(reference, twin)
    return replace(reference, twin=twin)


class _Record:
    """The fields of an entry, or of its twin in language `tag`, by the name without its ending; each is read once."""

    def __init__(self, entry: RawEntry, fields: Mapping[str, RawField], report: Report, tag: str = "") -> None:
        self.entry = entry
        self.left = dict(fields)
        self.report = report
        self.tag = tag
        self.kept: dict[str, str] = {}

    def reference(self) -> Reference:
        authors, editors, translators = (self.names(name) for name in NAME_FIELDS)
        title, booktitle = self.plain("title"), self.plain("booktitle")
        number, volume = self.span("number", "issue"), self.span("volume")
        number, supplement = _split_supplement(number)
        if not supplement:
            volume, supplement = _split_supplement(volume)
        return Reference(
            key=self.entry.key,
            type=self.entry.type,
            line=self.entry.line,
            position=self.entry.position,
            authors=authors.people,
            editors=editors.people,
            translators=translators.people,
            others_cut=authors.others or (editors.others and not authors.people),
            title=title.text,
            title_protected=title.protected,
            title_italic=title.italic,
            journal=self.text("journal", "journaltitle"),
            booktitle=booktitle.text,
            booktitle_protected=booktitle.protected,
            publisher=self.text("publisher"),
            address=self.text("address", "location"),
            institution=self.text("institution", "organization", "holder"),
            school=self.text("school"),
            edition=self.text("edition"),
            series=self.text("series"),
            volume=volume,
            number=number,
            supplement=supplement,
            pages=re.sub(r"\s*[,，]\s*", ", ", self.span("pages").replace("—", "-")),
            eid=self.text("eid"),
            date=self.date(),
            urldate=self.day("urldate"),
            doi=self.identifier("doi", "malformed-doi"),
            url=self.verbatim("url"),
            pmid=self.identifier("pmid"),
            pmcid=self.identifier("pmcid"),
            eprint=self.eprint(),
            isbn=self.identifier("isbn"),
            cstr=self.identifier("cstr"),
            status=self.status(),
            langid=self.language(),
            note=self.text("note"),
            fields=self.kept | {name: to_plain(raw.value).text for name, raw in self.left.items()},
        )

    def take(self, *names: str) -> RawField | None:
        """The first of the named fields that says something; it is then no longer left over."""
        for name in names:
            raw = self.left.get(name)
            if raw and raw.value.strip("{} "):
                return self.left.pop(name)
            self.left.pop(name, None)
        return None

    def plain(self, *names: str) -> Plain:
        raw = self.take(*names)
        plain = to_plain(raw.value) if raw else Plain("")
        for command in plain.unknown if raw else ():
            self.complain(raw, f"TeX command '{command}' is not known", "Write the character itself, in UTF-8.")
        return plain

    def text(self, *names: str) -> str:
        return self.plain(*names).text

    def span(self, *names: str) -> str:
        """Numbers or pages, any dash between them as a hyphen; an em dash inside a standard's number stays."""
        raw = self.take(*names)
        return _RANGE_DASH.sub("-", to_plain(raw.value).text) if raw else ""

    def verbatim(self, name: str) -> str:
        """A value that is no prose (an address, an identifier), without the braces and escapes around it."""
        raw = self.take(name)
        return _verbatim(raw.value) if raw else ""

    def names(self, name: str) -> Names:
        raw = self.take(name)
        return self.entry.names.get(raw.name, Names()) if raw else Names()

    def language(self) -> str:
        raw = self.take("langid", "language")
        written = _verbatim(raw.value).lower() if raw else self.tag
        return _TAGS.get(written) or _TAGS.get(re.split(r"[-_]", written)[0]) or written

    def identifier(self, name: str, rule: str = "malformed-identifier") -> str:
        """The bare identifier; one that is not bare is reported and taken, one that is none is reported and kept."""
        raw = self.take(name)
        if raw is None:
            return ""
        parse, hint = _IDENTIFIERS[name]
        written, label = _verbatim(raw.value), "arXiv identifier" if name == "eprint" else name.upper()
        found = parse(written)
        if found is None:
            self.kept[name] = written
            other = next((other for other, (fits, _) in _IDENTIFIERS.items() if other != "pmid" and fits(written)), "")
            hint = f"Write it in the field '{other}'." if other else hint
            article = "an" if label[0] in "aeioI" else "a"
            self.complain(raw, f"'{written}' is not {article} {label}", hint, rule)
        elif found != written:
            self.complain(raw, f"the {label} is not bare: '{written}'", f"Write {found}", rule)
        return found or ""

    def eprint(self) -> str:
        """An identifier of arXiv, unless the entry names another archive or, naming none, is of another form."""
        raw = self.left.get("eprint")
        archive = next((_verbatim(self.left[n].value) for n in ("eprinttype", "archiveprefix") if n in self.left), "")
        written = _verbatim(raw.value) if raw else ""
        of_arxiv = archive.lower() == "arxiv" or (not archive and (parse_arxiv(written) or "arxiv" in written.lower()))
        return self.identifier("eprint") if of_arxiv else self.verbatim("eprint")

    def status(self) -> Status | None:
        """The gravest status; a lesser one stays as written, and so does what cannot be read."""
        gravest = None
        for kind in StatusKind:
            raw = self.take(kind)
            if raw is None:
                continue
            written = _verbatim(raw.value)
            status = parse_status(kind, written)
            if status is None:
                hint = (
                    "Write the day of the notice and its DOI: 2021-05-03, 10.1000/notice; or what is known of the two."
                )
                self.complain(raw, f"'{written}' is neither a date nor a DOI", hint)
            if status is None or gravest:
                self.kept[kind] = written
            gravest = gravest or status
        return gravest

    def day(self, name: str) -> PartialDate | None:
        raw = self.take(name)
        if raw is None:
            return None
        written = to_plain(raw.value).text
        found = parse_date(written)
        if found is None:
            self.complain(raw, f"'{written}' is not a date", "Write it like 2015-03-27, 2015-03 or 2015.")
        if str(found) != written:
            self.kept[name] = written
        return found

    def date(self) -> PartialDate | None:
        """The date of `date`, or else of `year`, `month` and `day`; a year that contradicts `date` is reported."""
        full, year = self.day("date"), self.take("year")
        if year is None:
            return full
        written = to_plain(year.value).text
        number = parse_year(written)
        if str(number) != written:
            self.kept["year"] = written
        if number is None:
            found = re.search(r"\d{4}", written)
            hint = f"Write {found[0]}." if found else "Write four digits; for a work not yet out, pubstate = {inpress}."
            self.complain(year, f"'{written}' is not a year", hint)
            return full
        if full is None:
            return self.month(number)
        if full.year != number:
            self.complain(year, f"year {written} contradicts the field 'date', {full}", "Remove one of the two.")
        return full

    def month(self, year: int) -> PartialDate:
        bare = PartialDate(year)
        raw, day = self.take("month"), self.take("day")
        if raw is None:
            return bare
        written = to_plain(raw.value).text
        found = parse_month(written)
        if found is None:
            self.kept["month"] = written
            self.complain(
                raw, f"'{written}' is not a month", "Write a number from 1 to 12, or jan, feb … without braces."
            )
            return bare
        if day and day.value.isdecimal():
            found = found[0], int(day.value)
        exact = partial_date(year, *found)
        if exact is None:
            self.complain(day or raw, f"there is no day {found[1]} in {PartialDate(year, found[0])}")
        return exact or PartialDate(year, found[0])

    def complain(self, raw: RawField | None, message: str, hint: str = "", rule: str = "bib-field") -> None:
        if raw is not None:
            self.report(rule, raw.line, f"field '{raw.name}' of '{self.entry.key}': {message}", hint)

    def complain_of_missing(self, reference: Reference) -> None:
        """Report what the type of the entry needs and the entry does not say."""
        kind, given = reference.type, {raw.name for raw in self.entry.fields}
        if kind not in TYPES and (near := get_close_matches(kind, TYPES, n=1, cutoff=0.8)):
            self.report("bib-syntax", reference.line, f"entry type '@{kind}' is not known", f"Did you mean @{near[0]}?")
        someone = reference.authors or reference.editors or reference.institution
        # What was given and could not be read has been reported at its own line.
        missing = {
            "title": not reference.title,
            "author": kind in _BY_SOMEONE and not someone and not given & {"author", "editor"},
            "journal": kind == "article" and not reference.journal,
            "booktitle": kind in _IN_A_BOOK and not reference.booktitle,
            "year": kind in _DATED
            and not (reference.date or reference.urldate)
            and not given & {"year", "date", "pubstate"},
            "url": kind == "online" and not (reference.url or reference.doi or reference.eprint),
        }
        for name, absent in missing.items():
            if absent:
                others = " (or an editor, or an organization)" if name == "author" else ""
                hint = f"Add a field: {name} = {{…}}{others}."
                self.report("bib-field", self.entry.line, f"@{kind} '{reference.key}' has no {name}", hint)

    def complain_of_half_twin(self, reference: Reference, twin: Reference) -> None:
        """A twin needs its own words for the title and the names that the entry has."""
        first = min(raw.line for raw in self.entry.fields if raw.name.endswith(f"_{self.tag}"))
        wanted = {"title": (reference.title, twin.title), "author": (reference.authors, twin.authors)}
        for name, (here, there) in wanted.items():
            if here and not there:
                self.report(
                    "bib-field",
                    first,
                    f"entry '{self.entry.key}' has a record in '{self.tag}' without {name}_{self.tag}",
                    f"Add a field: {name}_{self.tag} = {{…}}.",
                )


def _split_supplement(text: str) -> tuple[str, str]:
    """`27 Suppl 2` → 27 and Suppl 2; `增刊1` → nothing and 增刊1."""
    found = _SUPPLEMENT.fullmatch(text)
    return (found[1], found[2].replace("_", " ").strip()) if found else (text, "")


def _verbatim(value: str) -> str:
    r"""A value without outer braces, `\url{…}` and the escapes of `_`, `%`, `&`, `#`; other TeX is turned to text."""
    value = re.sub(r"^\\url\s*(?=\{)", "", value.strip())
    while value.startswith("{") and value.endswith("}"):
        value = value[1:-1].strip()
    value = _ESCAPED.sub(r"\1", value)
    return to_plain(value).text if "\\" in value else value
