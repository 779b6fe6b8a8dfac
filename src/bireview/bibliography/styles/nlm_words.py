"""What NLM style makes of single elements: names, pages, dates, editions, places, supplements, languages.

"Citing Medicine" below is K. Patrias, Citing Medicine: the NLM style guide, 2nd ed., with the boxes of its
chapters 1 (journals) and 2 (books), which the other chapters repeat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bireview.bibliography.dates import parse_date
from bireview.bibliography.model import PartialDate, Person
from bireview.bibliography.romanization import romanize

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u1100-\u11ff\uac00-\ud7af]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
"""Finds a Cyrillic letter."""

_GIVEN = re.compile(r"[^\s.\-‐‑–()]+\.?")
_CYRILLIC_DIGRAPHS = frozenset({"Iu.", "Ia.", "Yu.", "Ya.", "Zh.", "Kh.", "Ts."})
_SUFFIXES = {"ii": "2nd", "iii": "3rd", "iv": "4th", "v": "5th", "junior": "Jr", "senior": "Sr"}
_RANGE = re.compile(r"([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)")
_SUPPLEMENT = re.compile(r"(?:suppl(?:ement)?\b\.?|增刊)\s*", re.IGNORECASE)
_EDITION = re.compile(r"(.*?)\s*\b(?:edition|ed|edn)\b\.?", re.IGNORECASE)
_EDITION_NUMBER = re.compile(
    r"(\d{1,3})(?:st|nd|rd|th)?|第?\s*(\d{1,3}|[一二三四五六七八九十])\s*[版판]", re.IGNORECASE
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_YEAR_IN_WORDS = re.compile(r"c\d{4}|\[c?\d{4}\]|\d{4}-(?:\d{2,4})?")

LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hu": "Hungarian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "norsk": "Norwegian", "nb": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""English names of languages by the `langid` of a reference; a name not listed here is taken as it stands."""


def names_of(people: Sequence[Person], cut: bool = False) -> str:
    """Up to six names, then `et al.`, which a list that is `cut` already has too; a body stands behind a semicolon.

    Source: ICMJE, Samples of Formatted References, standard journal article; personal authors and organization.
    """
    text = ""
    for index, person in enumerate(people[:6]):
        if index:
            text += "; " if person.literal or people[index - 1].literal else ", "
        text += name_of(person)
    return f"{text}, et al." if text and (cut or len(people) > 6) else text


def name_of(person: Person) -> str:
    """`Chávez-Tapia NC`, `van den Engel S`, `Gilstrap LC 3rd`; a Chinese, Japanese or Korean name as given: 陈登原.

    Letters keep their accents, unlike in Citing Medicine (2007), but as in MEDLINE today.

    Source: Citing Medicine, chapter 1, "Author": surnames, given names, degrees and family designations.
    """
    if person.literal:
        return romanize(person.literal)
    if _CJK.search(person.family):
        return person.family + (person.given if _CJK.search(person.given) else f" {initials(person.given)}").rstrip()
    surname = f"{person.particle} {person.family}".strip()
    suffix = person.suffix.rstrip(".")
    parts = (romanize(surname), initials(person.given), _SUFFIXES.get(suffix.lower(), suffix))
    return " ".join(filter(None, parts))


def initials(given: str) -> str:
    """The first two initials of a given name: `Nicolas C`, `N. C.`, `NC` → NC; `Jean-Luc` → JL; `Юрий А.` → IuA.

    Source: Citing Medicine, chapter 1, "Author": at most two initials; hyphens, prepositions and what follows a
    prefix (`W. St. John`, `D'Arcy`) are disregarded; an initial romanized with two letters (`Iu.`) keeps both.
    """
    words = _GIVEN.findall(given)
    letters: list[str] = []
    for index, word in enumerate(words):
        bare = word.rstrip(".")
        if index and words[index - 1] == "St.":
            continue
        if bare.isupper() and bare.isalpha() and len(bare) <= 3:
            letters.extend(bare)
        elif word in _CYRILLIC_DIGRAPHS:
            letters.append(bare)
        elif not bare[0].islower() or len(words) == 1:
            letters.append(bare[0].upper())
    return "".join(romanize(letter) for letter in letters[:2])


def abridged(pages: str) -> str:
    """Page ranges without the digits that repeat: `820-828` → 820-8, `S93-S99` → S93-9.

    Commas part several ranges, `146-149, 278-279` → 146-9, 278-9. What is not two whole numbers stays: `iii-v`,
    `12A-15A`, `505-512.e1`.

    Source: ICMJE, Samples of Formatted References, standard journal article; Online Indexing Manual of the NLM,
    10.2.1 (`1199-205`).
    """
    return ", ".join(_abridged_range(part.strip()) for part in pages.split(","))


def _abridged_range(pages: str) -> str:
    found = _RANGE.fullmatch(pages)
    if not found:
        return pages
    prefix, first, other, last = found.groups()
    if (other and other != prefix) or len(first) > len(last) or (len(first) == len(last) and first > last):
        return pages
    if len(first) < len(last):
        return f"{prefix}{first}-{last}"
    if first == last:
        return prefix + first
    same = next(i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b)
    return f"{prefix}{first}-{last[same:]}"


def supplement_words(supplement: str) -> str:
    """`Supplement 2`, `suppl_2`, `增刊2` → Suppl 2."""
    return _SUPPLEMENT.sub("Suppl ", supplement, count=1).strip()


def edition_words(edition: str) -> str:
    """`4`, `Fourth edition`, `第4版` → 4th ed.; `Rev.` → Rev. ed.; empty for nothing.

    Source: Citing Medicine, chapter 2, "Edition": arabic ordinals, `ed.`; a first edition is said when it says so.
    """
    if not edition:
        return ""
    bare = found[1] if (found := _EDITION.fullmatch(edition)) else edition
    if bare.lower() in _ORDINALS:
        return f"{_ordinal(_ORDINALS.index(bare.lower()) + 1)} ed."
    if found := _EDITION_NUMBER.fullmatch(bare):
        written = found[1] or found[2]
        return f"{_ordinal(int(written) if written.isdecimal() else '一二三四五六七八九十'.index(written) + 1)} ed."
    return f"{bare} ed." if bare.isascii() else edition


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def place_words(address: str) -> str:
    """The first place, its state or country in parentheses: `White Plains, NY` → White Plains (NY).

    Source: Citing Medicine, chapter 2, "Place of Publication".
    """
    city, _, rest = re.split(r"\s*[;；]\s*", address)[0].partition(", ")
    return f"{city} ({rest.split(', ')[0]})" if rest else city


def date_words(date: PartialDate | None) -> str:
    """`2002 Aug 12`, `2002 Aug`, `2002`; empty for no date.

    Source: Citing Medicine, chapter 1, "Date of Publication".
    """
    if date is None:
        return ""
    month = _MONTHS[date.month - 1] if date.month else ""
    return " ".join(filter(None, (str(date.year), month, str(date.day or ""))))


def year_words(date: PartialDate | None, written: str = "") -> str:
    """The year alone; as `written` in the file where that says more: c1988, [1936], 1957-1990."""
    return written if says_more(written) else date_words(date)[:4]


def says_more(written: str) -> bool:
    """Whether a year as `written` in the file is more than a number and fit to print."""
    return bool(_YEAR_IN_WORDS.fullmatch(written))


def days_words(dates: str) -> str:
    """The days of a conference, from ISO 8601: `2002-04-03/2002-04-05` → 2002 Apr 3-5; other text stays.

    Source: Citing Medicine, chapter 3, "Date of Conference".
    """
    first, _, second = dates.partition("/")
    start, end = parse_date(first), parse_date(second)
    if start is None:
        return dates
    if end is None or end == start:
        return date_words(start)
    shared = ("year", "month") if (end.year, end.month) == (start.year, start.month) else ("year",)
    if end.year != start.year:
        return f"{date_words(start)}-{date_words(end)}"
    return f"{date_words(start)}-" + date_words(end).split(" ", len(shared))[-1]
