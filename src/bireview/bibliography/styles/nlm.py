"""NLM style (ICMJE, "Vancouver"), for lists in English.

A reference is a row of sentences: who, what, where it appeared, in which language, how to find it. `_Entry` composes
them; `nlm_words` words the single elements. Left out where the file does not say them are a place or a publisher,
for which Citing Medicine would print `[place unknown]`. A work in another language is printed from its English record
(`title_en` …) if it has one; without it, Russian is romanized and other scripts stay as they are.

Sources: ICMJE, Samples of Formatted References for Authors of Journal Articles; K. Patrias, Citing Medicine: the NLM
style guide, 2nd ed.; below, samples go by their headings, and Citing Medicine by its chapters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import chain, groupby

from bireview.bibliography.identifiers import arxiv_url, doi_url, pmcid_url, pmid_url
from bireview.bibliography.model import Person, Reference
from bireview.bibliography.rich_text import RichText, Run
from bireview.bibliography.romanization import romanize
from bireview.bibliography.sentence_case import sentence_case
from bireview.bibliography.styles.nlm_words import (
    CYRILLIC,
    LANGUAGES,
    abridged,
    date_words,
    days_words,
    edition_words,
    names_of,
    place_words,
    says_more,
    supplement_words,
    year_words,
)
from bireview.bibliography.work_language import language_of

_STOPS = tuple(".?!。？！")
_LINKABLE = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_SMALL_WORD = re.compile(r"[a-z]{2,}(?![^\W_])")  # not p53, mRNA, n-3
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f\u0370-\u03ff\u1e00-\u1eff]")  # Greek letters stand in English titles
_SECTION_PAGE = re.compile(r"([A-Z])(\d.*)")
_VOLUME = re.compile(r"[\w.-]+")  # not the run of a periodical: 1957(1)-1990(4)
_MASTER = re.compile(r"master|mathesis|硕士", re.IGNORECASE)
_OTHER_SCRIPTS = frozenset({"zh", "ja", "ko", "ru"})
_PREPRINT_SERVERS = frozenset({"arxiv", "biorxiv", "medrxiv", "chemrxiv", "chinaxiv", "ssrn", "research square"})
_COUNTRIES = {
    "AU": "Australia", "CA": "Canada", "CN": "China", "DE": "Germany", "EP": "European", "FR": "France",
    "GB": "United Kingdom", "JP": "Japan", "KR": "South Korea", "RU": "Russia", "US": "United States",
    "WO": "International", "U.S.": "United States", "中国": "China", "美国": "United States", "日本": "Japan",
}  # fmt: skip


def nlm(reference: Reference) -> RichText:
    """The reference; it ends with a full stop, or with an address that none is put behind."""
    return tuple(_merged(_Entry(reference).sentences()))


class _Entry:
    """One reference while it is being composed; a method that gives text gives none when there is nothing to say."""

    def __init__(self, reference: Reference) -> None:
        language = language_of(reference)
        self.original = reference
        self.reference = _english_record(reference) if language != "en" else reference
        self.language = "" if language == "en" else LANGUAGES.get(language, language.capitalize())
        self.is_romanized = language == "ru"
        self.extra = reference.fields
        self.kind = self.find_kind()
        self.address = self.find_address()

    def sentences(self) -> Iterator[tuple[Run, ...]]:
        """All that is said, each sentence with its stop and the space before it."""
        first = True
        for sentence in self.body():
            runs = (Run(sentence),) if isinstance(sentence, str) else sentence
            if not runs or not runs[-1].text:
                continue
            lead = () if first else (Run(" "),)
            stop = () if runs[-1].text.endswith(_STOPS) else (Run("."),)
            yield (*lead, *runs, *stop)
            first = False
        yield from self.whereabouts(first)

    def body(self) -> Iterator[str | RichText]:
        """The sentences that describe the work."""
        yield from _LAYOUTS.get(self.kind, _Entry.book)(self)
        if not self.is_forthcoming():
            yield self.language if not self.address else ""
        if self.reference.doi and not self.address.endswith(doi_url(self.reference.doi)):
            yield (Run("doi:"), Run(self.reference.doi, url=doi_url(self.reference.doi)))
        if early := self.extra.get("epub", ""):
            yield f"Epub {days_words(early)}"
        elif self.kind == "article" and self.extra.get("pubstate") in ("aheadofprint", "prepublished"):
            yield "Epub ahead of print"
        yield self.reference.note
        yield self.medline()

    def whereabouts(self, first: bool) -> Iterator[tuple[Run, ...]]:
        """The address, without a stop, and behind it the language.

        Source: Citing Medicine, chapter 22, "Availability": no stop after an address, unless it ends with a slash.
        """
        if self.address:
            stop = "." if self.address.endswith("/") else ""
            linked = self.address if _LINKABLE.match(self.address) else ""
            lead = "" if first else " "
            language = f" {self.language}." if self.language else ""
            yield Run(f"{lead}Available from: "), Run(self.address, url=linked), Run(stop + language)

    # What kind of work, and where it is.

    def find_kind(self) -> str:
        """The entry type, except where other fields say more than the type."""
        reference, extra = self.reference, self.extra
        kind = reference.type
        if extra.get("entrysubtype") == "newspaper":
            return "newspaper"
        if kind != "preprint" and reference.eprint and self.server() and not (reference.journal or reference.booktitle):
            return "preprint"
        if kind == "article" and reference.journal.lower() in _PREPRINT_SERVERS:
            return "preprint"
        if kind in ("inproceedings", "conference", "incollection") and not (
            reference.booktitle or extra.get("eventtitle")
        ):
            return "book"
        return kind

    def server(self) -> str:
        """Where a preprint is kept."""
        return self.extra.get("archiveprefix") or self.extra.get("eprinttype", "")

    def find_address(self) -> str:
        """The address that is printed: none beside a DOI, except of what is on the web alone."""
        reference = self.reference
        if self.kind in _ONLINE and reference.doi:
            return doi_url(reference.doi)
        if reference.doi:
            return ""
        if not reference.url and reference.eprint and self.server().lower() == "arxiv":
            return arxiv_url(reference.eprint)
        return reference.url

    def is_forthcoming(self) -> bool:
        """Whether the work is accepted and not yet out."""
        state = self.extra.get("pubstate", "") or self.extra.get("year", "")
        return state.lower().replace(" ", "") in ("inpress", "forthcoming")

    # The layouts.

    def article(self) -> Iterator[str | RichText]:
        """ICMJE, articles in journals, on the web, and forthcoming; Citing Medicine, chapters 1, 11A and 23."""
        reference = self.reference
        yield self.authors()
        yield self.title(self.extra.get("entrysubtype", ""))
        yield self.romanized(reference.journal) + self.internet()
        if self.is_forthcoming():
            yield self.language
            yield f"Forthcoming {year_words(reference.date)}".rstrip()
        else:
            yield self.dated(self.issue_date()) + self.issue()

    def issue_date(self) -> str:
        """The year; where there is neither volume nor issue, the date as exactly as it is known."""
        reference = self.reference
        numbered = reference.volume or reference.number or reference.supplement
        return year_words(reference.date) if numbered else date_words(reference.date)

    def issue(self) -> str:
        """`;42(3):40-6`, `;42 Suppl 2:S93-9`, `;58(12 Suppl 7):S6-12`, `;(401):230-8`, `;8:721174`."""
        reference = self.reference
        supplement = supplement_words(reference.supplement)
        number = " ".join(filter(None, (reference.number, supplement if reference.number else "")))
        text = reference.volume + (f"({number})" if number else "")
        if supplement and not reference.number:
            text = f"{text} {supplement}".strip()
        pages = abridged(reference.pages) or reference.eid
        return (f";{text}" if text else "") + (f":{pages}" if pages else "")

    def newspaper(self) -> Iterator[str | RichText]:
        """ICMJE, newspaper article: `The Washington Post. 2002 Aug 12;Sect. A:2`."""
        reference = self.reference
        yield self.authors()
        yield self.title()
        yield self.romanized(reference.journal) + self.internet()
        pages = abridged(reference.pages)
        if found := _SECTION_PAGE.fullmatch(pages):
            pages = f";Sect. {found[1]}:{found[2]}"
        elif pages:
            pages = f":{pages}"
        yield self.dated(date_words(reference.date)) + pages

    def book(self) -> Iterator[str | RichText]:
        """ICMJE, books, maps; Citing Medicine, chapters 2, 3A and 22; also what has no layout of its own."""
        reference = self.reference
        yield self.authors() or self.editors() or self.body_as_author()
        yield self.title(_MEDIA.get(self.kind, "Internet" if self.address else ""))
        yield self.with_event("")
        yield from self.manifestation(editors=bool(reference.authors))
        yield self.published()
        if chapter := self.extra.get("chapter", ""):
            yield f"Chapter {chapter}" + (f"; p. {abridged(reference.pages)}" if reference.pages else "")
        elif reference.pages and self.kind in _PAGED:
            yield f"p. {abridged(reference.pages)}"
        yield self.extra.get("howpublished", "")
        yield self.series()

    def manifestation(self, editors: bool) -> Iterator[str]:
        """Edition or version, volume, those who edited and translated."""
        reference = self.reference
        yield edition_words(reference.edition)
        version = self.extra.get("version", "")
        yield f"Version {version}" if version[:1].isdecimal() else version
        if not reference.series and _VOLUME.fullmatch(reference.volume):
            yield f"Vol. {reference.volume}"
        if editors:
            yield self.editors()
        yield self.people(reference.translators, "translator")

    def series(self) -> str:
        """`(Advances in experimental medicine; vol. 3)`."""
        reference = self.reference
        volume = reference.volume or (reference.number if self.kind not in _NUMBERED else "")
        inside = "; ".join(filter(None, (reference.series, f"vol. {volume}" if volume else "")))
        return f"({inside})" if reference.series else ""

    def part(self) -> Iterator[str | RichText]:
        """ICMJE, chapter in a book, conference paper; Citing Medicine, chapters 2C and 3B."""
        reference = self.reference
        yield self.authors()
        yield self.title()
        editors = self.editors()
        host = self.cased(reference.booktitle, reference.booktitle_protected)
        if self.kind in _CONFERENCE:  # the name of a conference is a proper noun
            host = self.with_event(self.romanized(reference.booktitle))
        yield "In: " + (f"{editors}. {host}" if editors else host) + self.internet()
        yield from self.manifestation(editors=False)
        yield self.published()
        yield f"p. {abridged(reference.pages)}" if reference.pages else reference.eid
        yield self.series()

    def with_event(self, title: str) -> str:
        """The title of proceedings and the conference they are of: `Germ cells. 5th Conference; 2001 Sep 13-15; Leeds`.

        Source: Citing Medicine, chapter 3A, "Conference title", "Date of conference", "Place of conference".
        """
        meeting = self.extra.get("eventtitle", "")
        days = days_words(self.extra.get("eventdate", ""))
        event = "; ".join(filter(None, (meeting, days, self.extra.get("venue", ""))))
        return (". " if meeting else "; ").join(filter(None, (title, event)))

    def thesis(self) -> Iterator[str | RichText]:
        """ICMJE, dissertation; Citing Medicine, chapters 4 and 22."""
        written = f"{self.kind} {self.extra.get('type', '')}"
        degree = "master's thesis" if _MASTER.search(written) else "dissertation"
        yield self.authors()
        yield self.title(f"{degree} on the Internet" if self.address else degree)
        yield self.published()

    def report(self) -> Iterator[str | RichText]:
        """ICMJE, report; Citing Medicine, chapter 5; also a standard, where the number has another name."""
        reference = self.reference
        yield self.authors() or self.editors() or self.body_as_author()
        yield self.title("Internet" if self.address else "")
        yield from self.manifestation(editors=bool(reference.authors))
        yield self.published(self.exact_date())
        label = "Standard" if self.kind == "standard" else "Report"
        yield f"{label} No.: {reference.number}" if reference.number else ""
        yield self.series()

    def patent(self) -> Iterator[str | RichText]:
        """ICMJE, patent; Citing Medicine, chapter 10."""
        reference = self.reference
        holders = reference.institution
        if not holders.isascii():  # an "and" in a Chinese list is BibTeX's, not part of a name
            holders = holders.replace(" and ", ", ")
        assignee = f"{holders}, assignee" if holders else ""
        yield "; ".join(filter(None, (self.people(reference.authors, "inventor"), assignee)))
        yield self.title("Internet" if self.address else "")
        place = reference.address or reference.number[:2].upper()
        country = _COUNTRIES.get(place, self.romanized(reference.address))
        yield f"{country} patent {reference.number}".strip() if reference.number else ""
        yield self.dated(date_words(reference.date))

    def web(self) -> Iterator[str | RichText]:
        """ICMJE, web site and database; Citing Medicine, chapters 24 and 25: pages, data and programs."""
        reference = self.reference
        yield self.authors() or self.editors() or self.body_as_author()
        yield self.title(_MEDIA.get(self.kind, "Internet"))
        yield from self.manifestation(editors=bool(reference.authors))
        yield self.published(self.exact_date())

    def preprint(self) -> Iterator[str | RichText]:
        """NLM, Samples of Formatted References, preprints: `BioRxiv 069187 [Preprint]. 2016 [cited 2017 Jan 12]`."""
        reference = self.reference
        yield self.authors()
        yield self.title()
        server = reference.journal or self.server() or reference.publisher or reference.institution
        number = reference.eid or reference.eprint or self.extra.get("eprint") or reference.number
        colon = ":" if server.lower() == "arxiv" else " "
        yield colon.join(filter(None, (server, number))) + " [Preprint]"
        yield self.dated(date_words(reference.date))

    def archive(self) -> Iterator[str | RichText]:
        """Citing Medicine, chapter 12: `Located at:` names the collection and the item's number in it."""
        reference = self.reference
        yield self.authors()
        yield self.title()
        yield self.dated(self.exact_date())
        keeper = ", ".join(filter(None, (reference.institution or reference.publisher, place_words(reference.address))))
        keeper = "; ".join(filter(None, (keeper, reference.number)))
        yield f"Located at: {keeper}" if keeper else ""

    # Who.

    def authors(self) -> str:
        roles = {"map": "cartographer"}
        return self.people(self.reference.authors, roles.get(self.kind, ""), self.reference.others_cut)

    def editors(self) -> str:
        cut = self.reference.others_cut and not self.reference.authors
        return self.people(self.reference.editors, "editor", cut)

    def people(self, people: tuple[Person, ...], role: str = "", cut: bool = False) -> str:
        """Names, and their role in the plural if they are several."""
        names = names_of(people, cut)
        several = len(people) > 1 or cut
        return f"{names}, {role}{'s' if several else ''}" if names and role else names

    def body_as_author(self) -> str:
        """The body behind a report, a standard, data or a web page that names nobody else."""
        reference = self.reference
        nobody = not (reference.authors or reference.editors)
        return self.romanized(reference.institution) if nobody and self.kind in _BY_A_BODY else ""

    # What.

    def title(self, medium: str = "") -> RichText:
        """The title in sentence case; a translated one in brackets, behind the original if that is in Latin letters.

        Source: Citing Medicine, chapter 1, "Title": only the first word, proper nouns and acronyms have capitals;
        boxes on titles not in English.
        """
        reference, original = self.reference, self.original
        runs = self.title_runs(reference)
        if self.language and reference is not original:
            runs = (Run("["), *runs, Run("]"))
            if original.title and not _NOT_LATIN.search(original.title):
                runs = (*self.title_runs(original), Run(" "), *runs)
        elif self.language and not self.is_foreign(reference.title) and not reference.title.startswith("["):
            runs = (Run("["), *runs, Run("]")) if runs else ()
        return (*runs, Run(f" [{medium}]")) if runs and medium else runs

    def title_runs(self, reference: Reference) -> RichText:
        """A title and its subtitle, italics kept."""
        title = reference.title
        if title and (subtitle := reference.fields.get("subtitle", "")):
            title += f" {subtitle}" if title.endswith(_STOPS) else f": {subtitle}"
        text = self.cased(title, reference.title_protected, reference)
        if len(text) != len(title):  # romanized, so the offsets no longer hold
            return (Run(text),)
        runs: list[Run] = []
        at = 0
        for start, end in reference.title_italic:
            runs += [Run(text[at:start]), Run(text[start:end], italic=True)]
            at = end
        return tuple(run for run in (*runs, Run(text[at:])) if run.text)

    def cased(self, title: str, protected: tuple[tuple[int, int], ...], record: Reference | None = None) -> str:
        """An English title in sentence case; one in another language keeps its capitals, Russian is romanized."""
        if self.language and (record or self.reference) is self.original and self.is_foreign(title):
            return self.romanized(title)
        text = self.romanized(sentence_case(title, protected))
        return text[0].upper() + text[1:] if _SMALL_WORD.match(text) else text

    def is_foreign(self, title: str) -> bool:
        """Whether a title in a foreign record is in that language; in Latin letters, it may be a translation."""
        return bool(_NOT_LATIN.search(title)) or language_of(self.original) not in _OTHER_SCRIPTS

    def romanized(self, text: str) -> str:
        return romanize(text) if self.is_romanized and CYRILLIC.search(text) else text

    # Where and when.

    def internet(self) -> str:
        return " [Internet]" if self.address else ""

    def published(self, date: str = "") -> str:
        """`White Plains (NY): March of Dimes; 2001 [cited 2002 Jul 9]`; the year, unless `date` says more."""
        reference = self.reference
        place = self.romanized(place_words(reference.address))
        publisher = reference.publisher or reference.school or ("" if self.body_as_author() else reference.institution)
        publisher = self.romanized(publisher)
        by = ": ".join(filter(None, (place, publisher)))
        if self.is_forthcoming():
            when = f"Forthcoming {year_words(reference.date)}".rstrip()
        else:
            when = self.dated(date or year_words(reference.date, self.extra.get("year", "")))
        return "; ".join(filter(None, (by, when)))

    def exact_date(self) -> str:
        """The date as exactly as it is known, or as the file words it."""
        written = self.extra.get("year", "")
        return written if says_more(written) else date_words(self.reference.date)

    def dated(self, date: str) -> str:
        """The date, and when an address was updated and seen: `2001 [updated 2002 May 16; cited 2002 Jul 9]`."""
        updated = days_words(self.extra.get("updated", ""))
        seen = date_words(self.reference.urldate)
        notes = [f"updated {updated}" if updated else "", f"cited {seen}" if seen else ""]
        inside = "; ".join(filter(None, notes)) if self.address else ""
        return (date or "[date unknown]") + (f" [{inside}]" if inside else "")

    def medline(self) -> RichText:
        """`PMID: 12393714; PMCID: PMC2615549`, linked."""
        reference = self.reference
        runs: list[Run] = []
        if pmid := reference.pmid:
            runs += [Run("PMID: "), Run(pmid, url=pmid_url(pmid))]
        if pmcid := reference.pmcid:
            runs += [Run("; PMCID: " if runs else "PMCID: "), Run(pmcid, url=pmcid_url(pmcid))]
        return tuple(runs)


_LAYOUTS: Mapping[str, Callable[[_Entry], Iterator[str | RichText]]] = {
    kind: layout
    for kinds, layout in {
        "article review suppperiodical": _Entry.article,
        "newspaper": _Entry.newspaper,
        "incollection inproceedings conference bookinbook suppbook suppcollection inreference": _Entry.part,
        "thesis phdthesis mastersthesis": _Entry.thesis,
        "report techreport standard": _Entry.report,
        "patent": _Entry.patent,
        "online electronic www dataset database software": _Entry.web,
        "preprint": _Entry.preprint,
        "archive letter unpublished": _Entry.archive,
    }.items()
    for kind in kinds.split()
}
"""How entries of each type are laid out; others are laid out as books."""
_ONLINE = frozenset({"online", "electronic", "www", "dataset", "database", "software", "preprint"})
_CONFERENCE = frozenset({"inproceedings", "conference"})
_NUMBERED = frozenset({"report", "techreport", "standard"})
_PAGED = frozenset({"book", "inbook", "mvbook", "collection", "proceedings", "manual", "booklet"})
_BY_A_BODY = frozenset({*_ONLINE, *_NUMBERED, "misc", "manual", "book", "booklet", "map", "legislation"})
_MEDIA = {
    "dataset": "dataset", "database": "database", "software": "computer program", "map": "map",
    "audio": "sound recording", "music": "sound recording", "video": "video", "movie": "film", "image": "image",
    "artwork": "artwork",
}  # fmt: skip


def _english_record(reference: Reference) -> Reference:
    """The work in the words of its English twin, in its own where the twin is silent; itself when it has none."""
    twin = reference.twin
    if twin is None or twin.langid != "en" or not twin.title:
        return reference
    said = {f.name: value for f in fields(twin) if (value := getattr(twin, f.name))}
    its_own = {"title_italic": twin.title_italic, "title_protected": twin.title_protected, "fields": twin.fields}
    names = {"others_cut": twin.others_cut} if twin.authors else {}
    return replace(reference, **(said | its_own | names))


def _merged(sentences: Iterable[Iterable[Run]]) -> Iterator[Run]:
    """Runs in one row, neighbours that are set alike joined."""
    for (italic, url), runs in groupby(chain.from_iterable(sentences), key=lambda run: (run.italic, run.url)):
        if text := "".join(run.text for run in runs):
            yield Run(text, italic=italic, url=url)
