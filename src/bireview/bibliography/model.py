"""What a bibliography holds once it is read: people, dates, references; plain Unicode, no TeX left."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class Person:
    """One name, in parts; or a body such as a ministry, whose name stands unparted in `literal`.

    `given` keeps the spelling of the file: initials written `NC` stay `NC`. A Chinese name written without
    a comma (陈登原) is all `family`, because where it divides cannot be told from the characters.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    """The small words before the family name: `van den`, `da`."""
    suffix: str = ""
    literal: str = ""


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year of the Gregorian calendar, as precise as its source."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """The date in ISO 8601: 2015, 2015-03 or 2015-03-27."""
        return f"{self.year:04}" + "".join(f"-{n:02}" for n in (self.month, self.day) if n is not None)


class StatusKind(StrEnum):
    """What a notice says of a work, the gravest first; also the name of the field that says so."""

    RETRACTED = "retracted"
    CONCERN = "concern"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class Status:
    """A work that its publisher has retracted, doubts or has corrected, and the notice that says so."""

    kind: StatusKind
    date: PartialDate | None = None
    """The day of the notice."""
    notice: str = ""
    """The notice's bare DOI; some works are corrected in place and have none."""


@dataclass(frozen=True)
class Reference:
    """One cited work. Text that the file does not give is empty; a date that it does not give is None."""

    key: str
    type: str
    """The BibTeX entry type in lower case, without the @."""
    line: int
    """Where the entry starts in its file, from 1."""
    position: int
    """Its place among the file's entries, from 1; entries that cannot be read are counted too."""

    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    translators: tuple[Person, ...] = ()
    others_cut: bool = False
    """Whether the list of authors (of editors, when there are no authors) is cut short: "and others"."""

    title: str = ""
    title_protected: tuple[tuple[int, int], ...] = ()
    """Stretches of `title` whose capitals are fixed (names, acronyms): start and end offsets, end excluded."""
    title_italic: tuple[tuple[int, int], ...] = ()
    """Stretches of `title` in italics (genes, species, a statistic's letter), given likewise."""
    journal: str = ""
    booktitle: str = ""
    booktitle_protected: tuple[tuple[int, int], ...] = ()
    """The same for `booktitle`."""
    publisher: str = ""
    address: str = ""
    institution: str = ""
    school: str = ""
    edition: str = ""
    series: str = ""

    volume: str = ""
    number: str = ""
    """The issue; for a report or a standard, its number."""
    supplement: str = ""
    """The supplement as printed (`Suppl 2`, `增刊1`), apart from `volume` and `number`: styles place it differently."""
    pages: str = ""
    """Page ranges with a plain hyphen, separated by comma and space: `146-149, 278-279`."""
    eid: str = ""
    """The number that an article has instead of pages."""

    date: PartialDate | None = None
    """The day of publication; of a range, its first day. Words around the year stay in `fields["year"]`."""
    urldate: PartialDate | None = None

    doi: str = ""
    """The bare DOI, its case kept; empty when the file's text is not a DOI."""
    url: str = ""
    pmid: str = ""
    pmcid: str = ""
    """With its `PMC`."""
    eprint: str = ""
    """The bare identifier of arXiv; of another archive (`fields["eprinttype"]`), what the file gives."""
    isbn: str = ""
    """Hyphenated, or plain digits when the file has no hyphens."""
    cstr: str = ""
    """The bare CSTR, without `CSTR:`. What is no PMID, PMCID, ISBN or CSTR stays in `fields` under that name."""
    status: Status | None = None
    """The gravest that the file says of the work."""
    langid: str = ""
    """The language of this record: `en`, `zh` …; a name that is not known to us stays as written."""
    note: str = ""

    twin: Reference | None = None
    """This work's record in its other language; a twin has no twin itself."""
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the file gives beyond the fields above, by lower-case name."""


class Library(Mapping[str, Reference]):
    """The references of one file by key, case kept; iterating gives the keys in file order.

    Of several references with one key the first is held.
    """

    def __init__(self, references: Iterable[Reference] = (), file: str = "") -> None:
        """Hold `references`, given in file order; `file` is the path that problems name."""
        self.file = file
        self._by_key: dict[str, Reference] = {}
        for reference in references:
            self._by_key.setdefault(reference.key, reference)
        self._by_position = {reference.position: reference for reference in self._by_key.values()}

    def __getitem__(self, key: str) -> Reference:
        return self._by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def __repr__(self) -> str:
        return f"<Library {self.file!r}: {len(self)} references>"

    def at(self, position: int) -> Reference | None:
        """The entry that stands at `position` in the file, from 1; None if there is none that could be read."""
        return self._by_position.get(position)

    def nearest(self, key: str) -> Reference | None:
        """The reference whose key looks most like `key`, for hints; None when nothing comes close."""
        by_folded = {known.casefold(): known for known in reversed(self._by_key)}
        close = difflib.get_close_matches(key.casefold(), by_folded, n=1)
        return self._by_key[by_folded[close[0]]] if close else None
