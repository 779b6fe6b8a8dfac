"""GB/T 7714, sequential numbering: what the editions of 2015 and 2025 share, and where they differ, as data.

An entry is a row of sentences: who, what [mark], other contributors, edition, where published, links. `_Entry`
composes them; an `Edition` says how. Clauses are named as 2015/2025.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bireview.bibliography.identifiers import arxiv_url, cstr_url, doi_url, parse_arxiv
from bireview.bibliography.model import PartialDate, Person, Reference
from bireview.bibliography.rich_text import RichText, Run
from bireview.bibliography.sentence_case import sentence_case
from bireview.bibliography.styles.gbt7714_words import NameForm, edition_words, is_han, words_of
from bireview.bibliography.work_language import language_of

if TYPE_CHECKING:
    from bireview.bibliography.styles import Style

# Codes of document types: GB/T 7714—2015, appendix B; GB/T 7714—2025, appendix A. What is not here is Z, other.
_MARKS = {
    kind: mark
    for mark, kinds in {
        "M": "book mvbook booklet manual reference mvreference inbook bookinbook suppbook inreference incollection",
        "G": "collection mvcollection suppcollection",
        "C": "proceedings mvproceedings inproceedings conference",
        "J": "article suppperiodical review periodical",
        "N": "newspaper",
        "D": "thesis phdthesis mastersthesis",
        "R": "report techreport",
        "S": "standard",
        "P": "patent",
        "A": "archive letter legislation jurisdiction legal",
        "CM": "map",
        "DS": "dataset",
        "DB": "database",
        "CP": "software",
        "EB": "online electronic www",
        "PP": "preprint",
    }.items()
    for kind in kinds.split()
}
_PICTURED = frozenset({"image", "artwork", "video", "movie", "audio", "music", "performance"})
_ELECTRONIC = frozenset({"EB", "PP", "DS", "DB", "CP"})
_CARRIERS = frozenset({"MT", "DK", "CD", "OL"})
_PLACES = re.compile(r"\s+and\s+|\s*[;；、/]\s*")
_COMBINED = re.compile(r"(\d+)-(\d+)")
_ABBREVIATION = re.compile(r"(?<![.\w])(\w+)\.(?=\s|:|$)")
_DATE_FIRST = re.compile(r"[\[(（]\d")  # follows the full stop without a space
_LINKABLE = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_RUN_SIGNS = tuple(map(re.compile, (r"\s*[(（]\s*", r"\s*[)）]\s*", "[-–—]")))
_SPAN = re.compile(r"(\d{4})/(\d{4})?")


@dataclass(frozen=True)
class Edition:
    """What distinguishes one edition of the standard from the other."""

    comma: str
    colon: str
    opening: str
    closing: str
    until: str
    """The dash in the run of a periodical: 1957-1990, 1984-."""
    text: Callable[[str], str]
    """Sets the punctuation inside titles, names and places."""
    capital_surnames: bool
    hyphenated_initials: bool
    volume: str
    """A numbered volume of a work in a Western language; `{}` stands for the number."""
    preprint_mark: str
    picture_online_mark: str
    """The mark of an image, film or recording on the web."""
    doi_is_online: bool
    """Whether a DOI alone, without address or access date, makes an online resource of the work (`/OL`)."""
    cstr: bool
    """Whether the identifiers of China's CSTR are known to the edition."""
    accessed: frozenset[str]
    """The marks of the works whose access date is printed; empty for all."""
    dates_in_parentheses: bool
    """Whether the date of an unpublished report or archive item stands in parentheses as its date of update."""
    repository_date: bool
    """Whether data, software and preprints give the version, and the full date after the repository's name."""
    number_leads_standard: bool
    """Whether a standard is its number and title alone, the number first."""
    map_details: bool
    """Whether a map's scale and size are given."""
    article_translator: bool
    names_missing: bool
    """Whether a missing place or publisher is said to be missing."""

    @cached_property
    def names(self) -> NameForm:
        """How names are set."""
        return NameForm(self.capital_surnames, self.hyphenated_initials, self.comma, self.text)


def gbt7714(edition: Edition) -> Style:
    """The style that prints references by `edition`."""

    def style(reference: Reference) -> RichText:
        return _Entry(reference, edition).runs()

    return style


class _Entry:
    """One reference while it is being composed; every method gives plain text, empty when there is nothing to say."""

    def __init__(self, reference: Reference, edition: Edition) -> None:
        self.reference = reference
        self.edition = edition
        self.language = language_of(reference)
        self.words = words_of(self.language)
        self.extra = reference.fields
        self.url = reference.url or self.other_url()
        self.doi = reference.doi if reference.doi.lower() not in unquote(self.url).lower() else ""
        cstr = self.reference.cstr if edition.cstr else ""
        self.cstr = cstr if cstr.lower() not in unquote(self.url).lower() else ""
        self.type_mark = self.find_mark()
        self.event = "" if reference.booktitle else self.extra.get("eventtitle", "")
        self.is_part = bool(reference.booktitle or self.event) and self.type_mark not in ("J", "N")

    def runs(self) -> RichText:
        """The entry with its links; every sentence ends with a full stop, and so does the entry."""
        text = ""
        for sentence in filter(None, self.sentences()):
            text += " " if text and not _DATE_FIRST.match(sentence) else ""
            text += sentence if sentence.endswith(".") else f"{sentence}."
        runs = []
        for label, name, address in self.links():
            text += f" {label}" if text else label
            runs += [Run(text)] if text else []
            runs.append(Run(name, url=address))
            text = "."
        return (*runs, Run(text)) if text else ()

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Label, text and address of each way to the work; an identifier that the address holds is left out.

        Source: 8.6, 8.7/7.8, 7.9.
        """
        if self.url:
            yield "", self.url, self.url if _LINKABLE.match(self.url) else ""
        if self.doi:
            yield "DOI:", self.doi, doi_url(self.doi)
        if self.cstr:
            yield "CSTR:", self.cstr, cstr_url(self.cstr)

    def sentences(self) -> Iterator[str]:
        """What stands before the links, in order."""
        if self.type_mark in ("J", "N") and self.reference.type != "periodical":
            yield from self.article()
        elif self.type_mark == "S" and self.edition.number_leads_standard:
            yield from self.standard()
        else:
            yield from self.monograph()

    # Marks.

    def find_mark(self) -> str:
        """The code of the document type."""
        reference = self.reference
        kind = reference.type
        if given := self.extra.get("mark", ""):
            return given
        if kind == "article" and self.extra.get("entrysubtype") == "newspaper":
            return "N"
        if reference.eprint and self.repository() and not (reference.journal or reference.booktitle):
            kind = "preprint"
        mark = _MARKS.get(kind, "Z")
        if mark == "PP":
            return self.edition.preprint_mark
        if mark == "Z" and self.url:
            return self.edition.picture_online_mark if kind in _PICTURED else "EB"
        return mark

    def mark(self) -> str:
        """The codes of type and carrier in brackets: [J], [EB/OL]; 8.2.2/7.3."""
        carrier = self.extra.get("medium", "")
        if carrier not in _CARRIERS:
            carrier = "OL" if self.is_online() else ""
        return f"[{self.type_mark}/{carrier}]" if carrier else f"[{self.type_mark}]"

    def is_online(self) -> bool:
        """Whether the work was read on the web."""
        if self.url or self.type_mark in ("EB", "PP"):
            return True
        return bool(self.reference.doi or self.cstr) and (self.edition.doi_is_online or bool(self.reference.urldate))

    def repository(self) -> str:
        """Where a preprint is kept; the form of arXiv's numbers tells that of itself."""
        named = self.extra.get("archiveprefix") or self.extra.get("eprinttype", "")
        return named or ("arXiv" if self.reference.eprint and parse_arxiv(self.reference.eprint) else "")

    def other_url(self) -> str:
        """The address of what gives it otherwise: as its manner of publication, or as a number in arXiv."""
        reference, manner = self.reference, self.extra.get("howpublished", "")
        if _LINKABLE.match(manner):
            return manner
        if reference.eprint and not reference.doi and self.repository().lower() == "arxiv":
            return arxiv_url(reference.eprint)
        return ""

    # Who.

    def responsible(self) -> str:
        """Those who answer for the work itself: authors, or else editors; the holder of a patent; 8.1/7.1."""
        reference = self.reference
        if self.type_mark == "P" and reference.institution:
            return self.people(_bodies(reference.institution))
        people = reference.authors
        if not people and not self.is_part:
            people = (Person(literal=reference.institution),) if self.body_speaks() else reference.editors
        return self.people(people, cut=reference.others_cut)

    def body_speaks(self) -> bool:
        """Whether an organization stands for the author: behind web pages, data and manuals that name nobody else."""
        reference = self.reference
        speaks = self.type_mark in _ELECTRONIC or self.type_mark == "Z" or reference.type == "manual"
        return speaks and bool(reference.institution) and not (reference.authors or reference.editors)

    def people(self, people: tuple[Person, ...], cut: bool = False) -> str:
        return self.edition.names.join(people, cut and bool(people), self.words)

    def translators(self) -> str:
        people = self.reference.translators
        return self.people(people) + self.edition.comma + self.words.translated if people else ""

    # What.

    def titled(self) -> str:
        """The title with what belongs to it, and the mark; of a part, also the whole it is in; 8.2, 8.8.1/7.2, 8.3."""
        title = self.title()
        if title and self.extra.get("scale") and self.edition.map_details:
            title += ". " + self.extra["scale"]
        title += self.mark() if title else ""
        if not self.is_part:
            return title
        if translators := self.translators():
            title += ". " + translators
        return title + "// " + self.whole()

    def title(self) -> str:
        """The title; a number that identifies the work is part of it."""
        reference, colon = self.reference, self.edition.colon
        title = self.set_title(reference.title, reference.title_protected)
        if title and self.extra.get("subtitle"):
            title += colon + self.edition.text(self.extra["subtitle"])
        if not self.is_part:
            title = self.with_volume(title)
        if title and reference.number and self.type_mark in ("R", "S", "P", "A"):
            title += colon + reference.number
        return title

    def set_title(self, title: str, protected: tuple[tuple[int, int], ...]) -> str:
        """A title in the edition's punctuation; an English one in the capitals of a sentence, as in all examples."""
        return self.edition.text(sentence_case(title, protected) if self.language == "en" else title)

    def with_volume(self, title: str) -> str:
        """A title with its number in a set, or the set's title with the number and the volume's own: 8.2.3/7.2.3."""
        reference, colon = self.reference, self.edition.colon
        if not title or not reference.volume or reference.type in ("article", "periodical", "newspaper"):
            return title
        volume = self.edition.text(reference.volume)
        if volume.isdecimal():
            volume = (self.words.volume or self.edition.volume).format(volume)
        if reference.series:
            return f"{self.edition.text(reference.series)}{colon}{volume} {title}"
        return f"{title}{colon}{volume}"

    def whole(self) -> str:
        """The book or the proceedings that a part is in, with those who answer for it; or the meeting."""
        reference = self.reference
        if self.event:
            return self.edition.text(self.event)
        editors = self.people(reference.editors, cut=reference.others_cut and not reference.authors)
        title = self.with_volume(self.set_title(reference.booktitle, reference.booktitle_protected))
        return f"{editors}. {title}" if editors else title

    # Layouts.

    def monograph(self) -> Iterator[str]:
        """4.1, 4.2, 4.3, 4.5, 4.6/8.2–8.4, 8.6–8.15."""
        yield self.responsible()
        if self.is_part and self.event:
            when = self.edition.comma + self.year() if self.year() else ""
            yield self.paged(self.titled() + when) + self.accessed()
            return
        yield self.titled()
        yield "" if self.is_part else self.translators()
        yield edition_words(self.edition.text(self.reference.edition), self.language)
        if self.reference.type == "periodical":
            yield self.run(self.reference.volume)
        if self.type_mark in _ELECTRONIC and self.edition.repository_date:
            yield self.version()
        yield self.published()
        if self.edition.map_details:
            yield self.extra.get("dimensions", "")

    def standard(self) -> Iterator[str]:
        """2025, 8.9."""
        title = self.set_title(self.reference.title, self.reference.title_protected)
        lead = f"{self.reference.number} {title}".strip()
        lead += self.mark() if title else ""
        yield f"{lead}// {self.whole()}" if self.is_part else lead
        if self.is_part:
            yield self.published()

    def article(self) -> Iterator[str]:
        """4.4/8.5."""
        reference, edition = self.reference, self.edition
        yield self.responsible()
        title = self.title()
        # An article without a title is a citation of the journal itself, which carries no mark.
        yield title + self.mark() if title else ""
        if edition.article_translator:
            yield self.translators()
        journal = edition.text(_ABBREVIATION.sub(r"\1", reference.journal))
        yield edition.comma.join(filter(None, (journal, self.issue()))) + self.accessed()

    # Where and when published.

    def issue(self) -> str:
        """Year, volume, issue and pages of an article; of one that has only a date, and in newspapers, the date.

        Source: 8.8.2–8.8.5/8.5.1.
        """
        reference, edition = self.reference, self.edition
        pages = edition.text(reference.pages or reference.eid)
        number = " ".join(filter(None, (_COMBINED.sub(r"\1/\2", reference.number), reference.supplement)))
        if self.type_mark == "N":
            page = f"{edition.opening}{pages}{edition.closing}" if pages else ""
            return self.date() + page
        if not (reference.volume or number or pages):
            return self.date()
        issue = edition.comma.join(filter(None, (self.year(), edition.text(reference.volume))))
        if number:
            issue += f"{edition.opening}{edition.text(number)}{edition.closing}"
        return self.paged(issue)

    def published(self) -> str:
        """Place, publisher, date, page, date of access: 8.4/7.5."""
        edition, mark, by = self.edition, self.type_mark, self.publication()
        if mark in _ELECTRONIC and not self.is_part and (edition.repository_date or not by):
            return self.deposited(by)
        if mark == "P":
            by, when = "", self.date()  # the country that issued it is part of its number
        elif not edition.dates_in_parentheses:
            when = self.year() if by and mark != "A" else self.date()
        elif not by and self.is_online() and (day := self.day()):
            return f"{edition.opening}{day}{edition.closing}" + self.accessed()
        else:
            when = self.year()
        return self.paged(edition.comma.join(filter(None, (by, when)))) + self.accessed()

    def deposited(self, by: str) -> str:
        """Who keeps an electronic resource, the dates of update and access: 4.6/8.11, 8.14, 8.15."""
        edition, date = self.edition, self.date()
        return by + (f"{edition.opening}{date}{edition.closing}" if date else "") + self.accessed()

    def version(self) -> str:
        version = self.extra.get("version", "")
        return f"V{version}" if version[:1].isdecimal() else version

    def publication(self) -> str:
        """Place and publisher, the first of several; what is missing is named or left out, 8.4.1–8.4.2/7.5.2–7.5.3."""
        reference, edition = self.reference, self.edition
        place, publisher = reference.address, self.publisher()
        if place:
            place = _PLACES.split(place)[0]
        if edition.names_missing and self.has_to_name_missing() and bool(place) != bool(publisher):
            chinese = self.language == "zh"
            place = place or ("[出版地不详]" if chinese else "[S.l.]")
            publisher = publisher or ("[出版者不详]" if chinese else "[s.n.]")
        return edition.colon.join(filter(None, (edition.text(place), edition.text(publisher))))

    def publisher(self) -> str:
        reference, manner = self.reference, self.extra.get("howpublished", "")
        body = "" if self.body_speaks() else reference.institution
        kept = self.repository() if reference.type == "preprint" or not reference.journal else ""
        return reference.publisher or reference.school or body or kept or ("" if manner == self.url else manner)

    def has_to_name_missing(self) -> bool:
        """Whether a missing place or publisher has to be named: electronic resources may leave it out."""
        return bool(self.year()) and not self.url and self.type_mark not in _ELECTRONIC and not self.reference.doi

    def paged(self, text: str) -> str:
        """`text` and behind a colon the pages, or the number that an article has instead of them."""
        pages = self.edition.text(self.reference.pages or self.reference.eid)
        return self.edition.colon.join(filter(None, (text, pages)))

    def accessed(self) -> str:
        day = self.reference.urldate
        shown = not self.edition.accessed or self.type_mark in self.edition.accessed
        return f"[{day}]" if day and shown else ""

    def year(self) -> str:
        """The year as the file words it (c1988, [1936], 1865（清同治四年）), or else from the date."""
        written, date = self.extra.get("year", ""), self.reference.date
        if self.reference.type == "periodical":
            span = _SPAN.fullmatch(self.extra.get("date", ""))
            if span and not written:
                written = f"{span[1]}-{span[2] or ''}"
            return self.run(written or _year(date))
        return written or _year(date)

    def date(self) -> str:
        """The date as exactly as it is known."""
        return self.day() or self.year()

    def day(self) -> str:
        """The date, when more of it is known than the year."""
        date = self.reference.date
        return str(date) if date and date.month else ""

    def run(self, text: str) -> str:
        """A periodical's run of years or issues, `1984, 1(1)-`, in the edition's signs."""
        edition = self.edition
        for sign, set_sign in zip(_RUN_SIGNS, (edition.opening, edition.closing, edition.until), strict=True):
            text = sign.sub(set_sign, text)
        return edition.text(text)


def _year(date: PartialDate | None) -> str:
    return str(date.year) if date else ""


def _bodies(names: str) -> tuple[Person, ...]:
    """Holders of a patent; Chinese ones divided at `and`, which otherwise may be part of a name."""
    return tuple(Person(literal=name) for name in (names.split(" and ") if is_han(names) else [names]))
