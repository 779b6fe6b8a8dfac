"""What a registry knows of one DOI: the answers of Crossref and DataCite, read into one shape."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bireview.bibliography.dates import parse_date, partial_date
from bireview.bibliography.identifiers import parse_doi
from bireview.bibliography.model import PartialDate, Person, Status, StatusKind

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
# How publishers mark the title of a withdrawn work, before it or behind it: `RETRACTED ARTICLE: …`, `【撤稿】…`.
_MARKED = re.compile(
    r"^\W*(?:retracted|withdrawn|removed)(?:\s+(?:article|paper|chapter))?\s*[:：\])】]\s*"
    r"|^\W*(?:已?撤稿|撤回)\s*[:：\])）】]\s*"
    r"|\s*[\[(（【](?:retracted|withdrawn|retraction|已?撤稿)(?:\s+(?:article|paper))?[\])）】]\W*$",
    re.IGNORECASE,
)
# Crossref's list of kinds of update has more: an addendum, a clarification or a new version takes nothing back.
_KINDS = {
    "retraction": StatusKind.RETRACTED,
    "partial_retraction": StatusKind.RETRACTED,
    "withdrawal": StatusKind.RETRACTED,
    "removal": StatusKind.RETRACTED,
    "expression_of_concern": StatusKind.CONCERN,
    "correction": StatusKind.CORRECTED,
    "corrigendum": StatusKind.CORRECTED,
    "erratum": StatusKind.CORRECTED,
}
_RELATIONS = {
    "is-retracted-by": StatusKind.RETRACTED,
    "is-withdrawn-by": StatusKind.RETRACTED,
    "is-corrected-by": StatusKind.CORRECTED,
}


@dataclass(frozen=True)
class Registered:
    """One work as a registry has it. Text is plain; what the registry does not say is empty."""

    agency: str
    doi: str
    titles: tuple[str, ...] = ()
    """The title, then what else it may be called: with its subtitle, in its original language."""
    authors: tuple[Person, ...] = ()
    years: tuple[int, ...] = ()
    """Online, in print, issued: each year once, in ascending order."""
    updates: tuple[Status, ...] = ()
    """What has become of the work, the gravest first."""
    notices: tuple[Status, ...] = ()
    """The works of which this one is the notice: their DOIs, and what it says of them."""


def record_from_crossref(answer: object) -> Registered | None:
    """The answer of Crossref's REST API to `/works/{doi}`; None when it has another shape.

    Source: Crossref, REST API format; `updated-by` (on the work) and `update-to` (on the notice) by publishers and
    by Retraction Watch.
    """
    message = _mapping(_mapping(answer).get("message"))
    doi = parse_doi(_text(message.get("DOI")))
    if not doi:
        return None
    titles = _texts(message.get("title"))
    subtitled = [f"{title}: {subtitle}" for title in titles[:1] for subtitle in _texts(message.get("subtitle"))]
    updates = [_update(row) for row in _rows(message.get("updated-by"))]
    notices = [_update(row) for row in _rows(message.get("update-to"))]
    # A publisher who withdraws an article in place has it update itself.
    updates += [notice for notice in notices if notice and notice.notice.lower() == doi.lower()]
    updates += [
        Status(kind, notice=parse_doi(_text(row.get("id"))) or "")
        for name, kind in _RELATIONS.items()
        for row in _rows(_mapping(message.get("relation")).get(name))
    ]
    updates += [Status(StatusKind.RETRACTED) for title in titles if is_marked(title)]
    reinstated = [_day(row.get("updated")) for row in _rows(message.get("updated-by")) if _kind(row) == "reinstatement"]
    return Registered(
        "Crossref",
        doi,
        tuple(dict.fromkeys(unmarked(t) for t in (*titles, *subtitled, *_texts(message.get("original-title"))))),
        tuple(_crossref_authors(message)),
        _years(_day(message.get(name)) for name in ("issued", "published", "published-online", "published-print")),
        _gravest_first(update for update in updates if update and not _is_taken_back(update, reinstated)),
        tuple(notice for notice in notices if notice and notice.notice.lower() not in ("", doi.lower())),
    )


def record_from_datacite(answer: object) -> Registered | None:
    """The answer of DataCite's REST API to `/dois/{doi}`; None when it has another shape.

    Source: DataCite Metadata Schema 4, in the API's JSON. It has no notices; a work that is withdrawn has the date.
    """
    attributes = _mapping(_mapping(_mapping(answer).get("data")).get("attributes"))
    doi = parse_doi(_text(attributes.get("doi")))
    if not doi:
        return None
    titles = [title for row in _rows(attributes.get("titles")) if (title := _text(row.get("title")))]
    dates = _rows(attributes.get("dates"))
    days = {_text(row.get("dateType")): parse_date(_text(row.get("date"))[:10]) for row in dates}
    year = attributes.get("publicationYear")
    updates = [Status(StatusKind.RETRACTED, days["Withdrawn"])] if "Withdrawn" in days else []
    updates += [Status(StatusKind.RETRACTED) for title in titles if is_marked(title)]
    return Registered(
        "DataCite",
        doi,
        tuple(dict.fromkeys(map(unmarked, titles))),
        tuple(_datacite_authors(attributes)),
        _years((parse_date(str(year)), *(days.get(name) for name in ("Issued", "Available", "Submitted")))),
        _gravest_first(updates),
    )


def is_marked(title: str) -> bool:
    """Whether a title says of itself that the work is retracted or withdrawn."""
    return bool(_MARKED.search(title))


def unmarked(title: str) -> str:
    """The title without such a mark."""
    return _MARKED.sub("", title).strip()


def _crossref_authors(message: Mapping[str, object]) -> Iterator[Person]:
    """Authors in order; the one that is marked as first comes first, wherever the list has it."""
    for row in sorted(_rows(message.get("author")), key=lambda row: row.get("sequence") != "first"):
        family, given, name = (_text(row.get(key)) for key in ("family", "given", "name"))
        if family or name:
            yield Person(family, given, suffix=_text(row.get("suffix")), literal="" if family else name)


def _datacite_authors(attributes: Mapping[str, object]) -> Iterator[Person]:
    for row in _rows(attributes.get("creators")):
        family, given, name = (_text(row.get(key)) for key in ("familyName", "givenName", "name"))
        if not family and "," in name and row.get("nameType") != "Organizational":
            family, given = (part.strip() for part in name.split(",", 1))
        if family or name:
            yield Person(family, given, literal="" if family else name)


def _update(row: Mapping[str, object]) -> Status | None:
    kind = _KINDS.get(_kind(row))
    return Status(kind, _day(row.get("updated")), parse_doi(_text(row.get("DOI"))) or "") if kind else None


def _kind(row: Mapping[str, object]) -> str:
    return re.sub(r"[\s-]+", "_", _text(row.get("type")).lower())


def _is_taken_back(update: Status, reinstated: list[PartialDate | None]) -> bool:
    """Whether the work was reinstated at or after the day on which it was retracted."""
    if update.kind is StatusKind.CORRECTED or not update.date:
        return False
    return any(day and str(day) >= str(update.date) for day in reinstated)


def _gravest_first(updates: Iterable[Status]) -> tuple[Status, ...]:
    """Each notice once, since publishers and Retraction Watch report the same; a bare mark only without a notice."""
    kinds = list(StatusKind)
    found: dict[tuple[StatusKind, str], Status] = {}
    for update in sorted(updates, key=lambda u: (kinds.index(u.kind), not u.notice, not u.date, str(u.date))):
        found.setdefault((update.kind, update.notice.lower()), update)
    said = {update.kind for update in found.values() if update != Status(update.kind)}
    return tuple(update for update in found.values() if update != Status(update.kind) or update.kind not in said)


def _years(days: Iterable[PartialDate | None]) -> tuple[int, ...]:
    return tuple(sorted({day.year for day in days if day}))


def _day(value: object) -> PartialDate | None:
    """Crossref's dates: `{"date-parts": [[2019, 7, 26]]}`, month and day perhaps absent, all of it perhaps null."""
    parts = _mapping(value).get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = [number for number in first if isinstance(number, int)][:3] if isinstance(first, list) else []
    return partial_date(*numbers) if numbers else None


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _rows(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [text for item in value if (text := _text(item))] if isinstance(value, list) else []


def _text(value: object) -> str:
    """A string without the markup and the line breaks that publishers deposit in it; empty for anything else."""
    return " ".join(html.unescape(_TAG.sub("", value)).split()) if isinstance(value, str) else ""
