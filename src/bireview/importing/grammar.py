"""The text of one reference → its fields, by GB/T 7714 or by Vancouver; what fits neither stays whole."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any

from bireview.bibliography.dates import parse_month
from bireview.bibliography.model import PartialDate, Person
from bireview.importing.identifiers import Found, take_identifiers
from bireview.importing.people import read_people
from bireview.importing.spacing import close_spaces_of

TYPE_MARK = re.compile(r"\s*[\[［]\s*(?P<type>[A-Z]{1,2}(?:\s?/\s?[A-Z]{2})?)\s*[\]］]")
_TYPES = {
    "J": "article", "M": "book", "C": "inproceedings", "D": "thesis", "R": "report", "S": "standard", "P": "patent",
    "N": "newspaper", "EB": "online", "DB": "online", "CP": "software", "G": "collection", "A": "incollection",
    "Z": "misc", "PP": "preprint",
}  # fmt: skip
_NAMES_END = re.compile(r"(?:[.．。]|(?<=等)[.．。,，]?|(?<=al)[.．])\s*")
_PLACE = (
    r"(?P<year>(?:19|20)\d\d)\s*(?:[,，]\s*(?P<volume>[^,，:：()（）]*?))?\s*(?:[(（]\s*(?P<issue>[^()（）]+?)\s*[)）])?"
    r"\s*(?:[:：]\s*(?P<pages>.+?))?[.．。]?\s*\Z"
)
_JOURNAL = re.compile(rf"(?P<journal>.+?)\s*[,，.．]\s*{_PLACE}")
_PUBLISHER = re.compile(
    r"(?:(?P<edition>[^.:：,，]*(?:版|ed\.?|edition))[.．,，]\s*)?(?:(?P<address>[^:：,，.．]+)[:：]\s*)?(?P<publisher>[^:：]+?)[,，;；]\s*"
    r"(?P<year>(?:19|20)\d\d)\s*(?:[:：]\s*(?P<pages>[^.]+?))?[.．。]?\s*\Z"
)
_V_PLACE = re.compile(
    r"(?P<journal>[^.;?!]+(?:\.[^.;?!\s][^.;?!]*)*?)\s*[.,]?\s+(?P<year>(?:19|20)\d\d)(?P<day>(?:\s+[A-Z][a-z]{2,8}(?:[-/][A-Z][a-z]{2,8})?(?:\s+\d{1,2})?)?)"
    r"\s*;\s*(?P<volume>[^():;]*?)\s*(?:\(\s*(?P<issue>[^()]*?)\s*\))?\s*(?:[:：]\s*(?P<pages>[^:;]+?))?[.]?\s*\Z"
)
_V_BOOK = re.compile(
    r"(?P<title>.+?)\.\s+(?:(?P<edition>[^.:]*\bed(?:ition)?)\.\s+)?(?P<address>[^.:;]+):\s*(?P<publisher>[^:;]+);\s*(?P<year>(?:19|20)\d\d)"
    r"(?:[.;,]\s*p?p?\.?\s*(?P<pages>\d+\s*[–-]\s*\d+))?[.]?\s*(?P<left>\d+ p\.?)?\s*\Z"
)
_MEETING = re.compile(r"\b(?:Proceedings|Conference|Symposium|Congress|Meeting|Workshop)\b", re.IGNORECASE)
_V_INTERNET = re.compile(
    r"(?P<title>.+?)\s*\[Internet\]\.?\s*(?:(?P<address>[^.:;]+):\s*)?(?P<publisher>[^;]*?)[;.]?\s*(?P<year>(?:19|20)\d\d)\b(?P<day>(?:\s+[A-Z][a-z]{2,8}(?:\s+\d{1,2})?)?)(?P<left>.*)\Z"
)
_SUPPLEMENT = re.compile(
    r"(?P<volume>.*?)\s*[,，]?\s*(?P<supplement>(?:Suppl(?:ement)?|增刊)\.?\s*[\w]*)\Z", re.IGNORECASE
)
_RANGE = re.compile(r"[A-Za-z]?\d+[\w.]*\s*-\s*[A-Za-z]?\d")


_HAN = re.compile(r"[\u3400-\u9fff]")
_WIDE_SIGN = re.compile(r"\s*(?P<sign>[，：；（）．？！])\s*")


@dataclass(frozen=True)
class Record:
    """What a reference's text says, in one language, as text; empty where it does not say."""

    type: str = "misc"
    authors: tuple[Person, ...] = ()
    others: bool = False
    title: str = ""
    journal: str = ""
    booktitle: str = ""
    publisher: str = ""
    address: str = ""
    edition: str = ""
    year: str = ""
    day: str = ""
    """Month, and perhaps day, in words: Mar 27."""
    volume: str = ""
    issue: str = ""
    supplement: str = ""
    pages: str = ""
    eid: str = ""
    ids: Found = field(default_factory=lambda: Found(""))
    left: str = ""
    """Text that fits no field."""

    @property
    def date(self) -> PartialDate | None:
        """The day of publication, or the year."""
        if self.ids.published:
            return PartialDate(*(int(part) for part in self.ids.published.split("-")))
        if not self.year:
            return None
        month = parse_month(self.day) if self.day else None
        return PartialDate(int(self.year), *(month or ()))


def tidy(text: str) -> str:
    """White space as a text has it, not as a PDF: around hyphens between figures, after slashes, in `CD34 (+)`."""
    text = close_spaces_of(re.sub(r"\s+", " ", text).strip())
    if not _HAN.search(text):
        text = _WIDE_SIGN.sub(_narrow_sign, text).strip()
    text = (
        re.sub(r"(?<=[\w)]) ?([-‐–]) ?(?=\d)|(?<=\d) ?([-‐–]) (?=\w)", lambda m: m[1] or m[2], text)
        if "://" not in text
        else text
    )
    text = re.sub(r"(?<=[(\[]) (?=\S)|(?<=\S) (?=[)\]])", "", text)
    text = re.sub(r"(?<=\w)/ (?=\w)|(?<=\w) /(?=\w)", "/", text)
    text = re.sub(r"(?<=\bCD\d) (?=\(\+\))|(?<=\bCD\d\d) (?=\(\+\)|\+)|(?<=\bCD\d\d\d) (?=\(\+\)|\+)", "", text)
    return re.sub(r"(?<=\b[A-Z]{3}) (?=[αβγδκ])|(?<=\b[A-Z]{2}) (?=[αβγδκ])", "", text)


def _narrow_sign(found: re.Match[str]) -> str:
    """A full-width sign as Latin text has it, with the space that it brings along."""
    sign = unicodedata.normalize("NFKC", found["sign"])
    before, after = found.string[: found.start()], found.string[found.end() :]
    if sign == "(":
        return " (" if before[-1:].isalnum() else "("
    return f"{sign} " if sign in ",:;)" and after[:1].isalnum() else sign


def read_record(text: str) -> Record | None:
    """Read one record; None when it follows neither grammar."""
    ids = take_identifiers(text)
    rest = tidy(ids.rest)
    record = _gbt7714(rest, ids) if TYPE_MARK.search(rest) else _vancouver(rest, ids)
    return replace(record, ids=ids) if record else None


def _names_and_title(text: str) -> tuple[tuple[Person, ...], bool, str] | None:
    """Divide at the stop after which the names end: the first one with a list of names before it."""
    for found in list(_NAMES_END.finditer(text))[:12]:
        if found.end() == 0 or found.end() >= len(text):
            continue
        if text[found.start() - 1 : found.start()].isupper() and re.match(r"[A-Z]\.|[,，]", text[found.end() :]):
            continue  # A stop after an initial.
        if people := read_people(text[: found.start()]):
            return people[0], people[1], text[found.end() :].strip()
    return None


def _gbt7714(text: str, ids: Found) -> Record | None:
    mark = TYPE_MARK.search(text)
    assert mark is not None  # noqa: S101 - asked only then
    head, rest = text[: mark.start()].strip(), text[mark.end() :].strip()
    code = re.split(r"\s?/", mark["type"])[0]
    kind = _TYPES.get(code, "misc")
    if mark["type"].replace(" ", "").endswith("/OL") and code in ("EB", "DB"):
        kind = "online"
    named = _names_and_title(head)
    authors, others, title = named or ((), False, head)
    base = Record(kind, authors, others, title.strip(" .．。"))
    if "//" in rest[:3]:
        rest = rest.lstrip("/ .")
        divided = re.search(r"[.．。]\s*(?=[^.．。:：]+[:：][^:]+[,，]\s*(?:19|20)\d\d)", rest)
        place = _PUBLISHER.match(rest[divided.end() :]) if divided else None
        if divided and place:
            return replace(base, booktitle=rest[: divided.start()].strip(" ."), **_given(place))
        year = re.search(r"(?:19|20)\d\d", rest)
        return replace(base, booktitle=rest.strip(" ."), year=year[0] if year else "")
    rest = rest.lstrip(".．。,， ")
    if kind in ("article", "newspaper"):
        found = _JOURNAL.match(rest)
        return (
            _placed(replace(base, journal=found["journal"].strip(" .")), found) if found else replace(base, left=rest)
        )
    if kind == "online":
        return replace(base, year=ids.published[:4] or ids.accessed[:4], left=rest.strip(" .．。,，;；"))
    found = _PUBLISHER.match(rest)
    if found:
        return replace(base, **_given(found))
    year = re.fullmatch(r"(?P<publisher>.*?)[,，]?\s*(?P<year>(?:19|20)\d\d)(?:[-–.\d]*)[.．。]?\s*", rest)
    if year:
        return replace(base, publisher=year["publisher"].strip(" .,，"), year=year["year"])
    return replace(base, left=rest.strip(" .．。"))


def _vancouver(text: str, ids: Found) -> Record | None:
    named = _names_and_title(text)
    if not named:
        return None
    authors, others, rest = named
    for stop in re.finditer(r"[.?!]\s+", rest):
        found = _V_PLACE.match(rest[stop.end() :])
        if found and re.match(r"[A-Z\u4e00-\u9fff]", found["journal"]) and len(found["journal"]) < 90:
            title = rest[: stop.start() + (rest[stop.start()] in "?!")]
            return _placed(
                Record("article", authors, others, title.strip(" ."), journal=found["journal"].strip()), found
            )
    if found := _V_INTERNET.match(rest):
        return Record("online", authors, others, **_given(found))
    if part := re.search(r"[.?!]\s+In\s?:\s*", rest):
        title = rest[: part.start() + (rest[part.start()] in "?!")]
        if found := _V_BOOK.match(rest[part.end() :]):
            given = _given(found)
            booktitle = given.pop("title")
            kind = "inproceedings" if _MEETING.search(booktitle) else "incollection"
            return Record(kind, authors, others, title.strip(" ."), booktitle=booktitle, **given)
    if found := _V_BOOK.match(rest):
        return Record("book", authors, others, **_given(found))
    return None


def _given(found: re.Match[str]) -> dict[str, Any]:
    given = {name: (value or "").strip(" .,，") for name, value in found.groupdict().items() if value}
    if "pages" in given:
        given["pages"] = re.sub(r"\s*[-‐–—－~～]\s*", "-", given["pages"])
    return {name: value for name, value in given.items() if value}


def _placed(record: Record, found: re.Match[str]) -> Record:
    """Year, volume, issue and pages of an article, or its number where a single one stands for the pages."""
    volume, issue = (found["volume"] or "").strip(), (found["issue"] or "").strip()
    supplement = ""
    if cut := _SUPPLEMENT.match(volume):
        volume, supplement = cut["volume"].strip(" ,，"), cut["supplement"]
    elif cut := _SUPPLEMENT.match(issue):
        issue, supplement = cut["volume"].strip(" ,，"), cut["supplement"]
    supplement = re.sub(r"^suppl(?:ement)?\.?\s*", "Suppl ", supplement, flags=re.IGNORECASE).strip()
    pages = re.sub(r"\s*[-‐–—－~～]\s*", "-", (found["pages"] or "").strip(" .．。"))
    pages = re.sub(r"\s*[,，;；]\s*", ", ", re.sub(r"(?<=[\w.]) (?=[\w.])", "", pages))
    issue = re.sub(r"\s*[-‐–—－]\s*", "-", issue)
    eid = "" if not pages or _RANGE.match(pages) else pages.replace(" ", "")
    if eid and not re.fullmatch(r"[\w.-]+", eid):
        return replace(record, year=found["year"], volume=volume, issue=issue, supplement=supplement, left=pages)
    pages = "" if eid else _whole_range(pages)
    day = (found.groupdict().get("day") or "").strip()
    return replace(
        record, year=found["year"], day=day, volume=volume, issue=issue, supplement=supplement, pages=pages, eid=eid
    )


def closed_range(eid: str) -> tuple[str, str] | None:
    """The two pages that an article's number is if its hyphen was lost: 165178 may be 165-178; else None."""
    digits = re.match(r"\d+", eid)
    if not digits or len(digits[0]) % 2 or len(digits[0]) < 4:
        return None
    half = len(digits[0]) // 2
    first, last = digits[0][:half], digits[0][half:]
    # A paper has tens of pages, not hundreds.
    return (first, last) if first[0] != "0" and int(first) < int(last) <= int(first) + 60 else None


def _whole_range(pages: str) -> str:
    """635-8 → 635-638: GB/T 7714 prints both numbers whole, and Vancouver shortens them itself."""

    def whole(found: re.Match[str]) -> str:
        letter, first, last = found[1], found[2], found[3]
        if len(last) < len(first):
            return f"{letter}{first}-{letter}{first[: len(first) - len(last)]}{last}"
        return found[0]

    return re.sub(r"(?<![\w.])([A-Z]?)(\d+)-(\d+)(?![\w.])", whole, pages)
