"""One entry of the bibliography beside what a registry has under its DOI."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from bireview.bibliography.identifiers import doi_url
from bireview.bibliography.model import Person, Reference, Status, StatusKind
from bireview.problems import Location, Problem
from bireview.registries.registered import Registered, unmarked

SIMILAR = 0.9
"""From which share of common characters on two titles are the same. A word left out of a title of ten is below it,
a letter more or less, British and American spelling are above it."""
_LEAST = 12  # a main title shorter than this, folded, says too little by itself

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "&": "and"}
)
_SUBTITLE = re.compile(r"[:：?？]\s*|\.\s+|\s*(?:——|—|\s[-–])\s*")
_OF_A_NOTICE = re.compile(
    r"\W*(?:retraction|correction|corrigendum|erratum|(?:editorial )?expression of concern|撤稿|更正|勘误|关注)",
    re.IGNORECASE,
)
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_DONE = {
    StatusKind.RETRACTED: "has been retracted",
    StatusKind.CONCERN: "is under an expression of concern",
    StatusKind.CORRECTED: "has been corrected",
}
_NOTICE = {
    StatusKind.RETRACTED: "the notice that retracts",
    StatusKind.CONCERN: "the expression of concern about",
    StatusKind.CORRECTED: "the correction of",
}


def compare(reference: Reference, record: Registered, file: str) -> list[Problem]:
    """What the registry has otherwise, and what has become of the work; `file` is the path that problems name.

    Only what can be compared is: a title or name in Chinese says nothing about one that the registry has in English.
    """
    here = Location(file, reference.line)
    return [*_mismatches(reference, record, here), *_updates(reference, record, here)]


def year_remark(reference: Reference, record: Registered) -> str:
    """A word on a year that is off by one, as between online and print; empty when there is nothing to say."""
    year = reference.date.year if reference.date else None
    if year is None or year in record.years or not _is_near(year, record.years):
        return ""
    return f"'{reference.key}' has the year {year}, {record.agency} {_listed(record.years)}: online before print?"


def _mismatches(reference: Reference, record: Registered, here: Location) -> Iterator[Problem]:
    differences = []
    if not _same_title(reference, record):
        differences.append(f"another title, '{record.titles[0]}'")
    year = reference.date.year if reference.date else None
    if year is not None and record.years and not _is_near(year, record.years):
        differences.append(f"another year, {_listed(record.years)} and not {year}")
    if not _same_author(reference, record):
        theirs, ours = (_shown(people[0]) for people in (record.authors, reference.authors))
        differences.append(f"another first author, '{theirs}' and not '{ours}'")
    address = doi_url(record.doi)
    if record.notices and _is_notice(record.titles) and not _is_notice(_titles(reference)):
        work = record.notices[0]
        message = f"the DOI of '{reference.key}', {reference.doi}, is that of {_NOTICE[work.kind]} {work.notice}"
        hint = f"If the work itself is meant, write doi = {{{work.notice}}}; {address} shows the notice."
        yield Problem("doi-mismatch", here, message, hint)
    elif differences:
        message = f"{record.agency} has under the DOI of '{reference.key}', {reference.doi}, {'; '.join(differences)}"
        yield Problem("doi-mismatch", here, message, f"Look at {address} and correct the DOI or the entry.")


def _updates(reference: Reference, record: Registered, here: Location) -> Iterator[Problem]:
    """The gravest update, unless the entry says it, or a graver one, already."""
    if not record.updates:
        return
    gravest, kinds = record.updates[0], list(StatusKind)
    if reference.status and kinds.index(reference.status.kind) <= kinds.index(gravest.kind):
        return
    latest = max((u for u in record.updates if u.kind is gravest.kind), key=lambda u: str(u.date or ""))
    said = f" ({_value(latest)})" if latest.date or latest.notice else ""
    yield Problem(
        "retracted-work",
        here,
        f"'{reference.key}' {_DONE[latest.kind]}, says {record.agency}{said}",
        f"Add a field: {latest.kind} = {{{_value(latest) or 'yes'}}}, and look at what the review says of the work.",
    )


def _value(status: Status) -> str:
    return ", ".join(str(part) for part in (status.date, status.notice) if part)


def _same_title(reference: Reference, record: Registered) -> bool:
    ours = [unmarked(title) for title in _titles(reference)]
    pairs = [(a, b) for a in ours for b in record.titles if _script(a) == _script(b)]
    return not pairs or any(_are_similar(a, b) for a, b in pairs)


def _are_similar(one: str, other: str) -> bool:
    """Whether two titles are one, spaces, capitals, accents and markup apart, and perhaps one subtitle."""
    for a in _forms(one):
        for b in _forms(other):
            if a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= SIMILAR:
                return True
    return False


def _forms(title: str) -> list[str]:
    """The folded title, and the folded title up to its subtitle."""
    whole, main = fold(title), fold(_SUBTITLE.split(title, maxsplit=1)[0])
    long_enough = len(main) >= (_LEAST / 2 if _script(title) == "east" else _LEAST)
    return [whole, main] if long_enough and main != whole else [whole]


def _same_author(reference: Reference, record: Registered) -> bool:
    """Whether the first authors agree. A body may stand anywhere in the registry's list, even before the people."""
    first = {*record.authors[:1], *[author for author in record.authors if not author.literal][:1]}
    ours = [*reference.authors[:1], *(reference.twin.authors[:1] if reference.twin else ())]
    pairs = [(our, their) for our in ours for their in (record.authors if our.literal else first)]
    comparable = [(our, their) for our, their in pairs if _script(_shown(our)) == _script(_shown(their))]
    return not comparable or any(_are_one(our, their) for our, their in comparable)


def _are_one(ours: Person, theirs: Person) -> bool:
    """Whether family names agree. Registries often have the parts of a Chinese name the wrong way round."""
    if ours.literal:
        return bool(theirs.literal) and _are_similar(ours.literal, theirs.literal)
    if _script(ours.family) == "east":
        whole = _name(ours.family + ours.given)
        orders = (theirs.literal, theirs.family + theirs.given, theirs.given + theirs.family)
        return any(name.startswith(whole) or whole.startswith(name) for name in map(_name, orders) if name)
    words = theirs.literal.split() or [theirs.family, theirs.particle + theirs.family]
    given = [] if theirs.literal or len(theirs.given.split()) > 1 else [theirs.given]
    return any(
        _is_part(_name(mine), _name(word))
        for mine in (ours.family, ours.particle + ours.family)
        for word in (words[0], words[-1], *given)
    )


def _is_part(one: str, other: str) -> bool:
    """Whether two folded family names agree, or one is the double name or the name with a particle of the other."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) > 3 and (long.startswith(short) or long.endswith(short)))


def _name(text: str) -> str:
    """A name folded, and the umlauts that some write as two letters as one."""
    return re.sub("(?<=[aou])e", "", fold(text))


def fold(text: str) -> str:
    """Letters and digits only: no case, accents, spaces, punctuation; Greek letters by their names."""
    folded = []
    for char in unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS):
        name = unicodedata.name(char, "")
        if name.startswith("GREEK SMALL LETTER"):
            folded.append(name.split()[-1].lower())
        elif char.isalnum():
            folded.append(char)
    return "".join(folded)


def _script(text: str) -> str:
    """`east` for what holds Chinese, Japanese or Korean; else the name of the first letter's script."""
    names = [unicodedata.name(char, "").split(" ")[0].split("-")[0] for char in text if char.isalpha()]
    if any(name in _EAST_ASIAN for name in names):
        return "east"
    return next((name for name in names if name != "GREEK"), "")


def _is_notice(titles: Iterable[str]) -> bool:
    return any(_OF_A_NOTICE.match(title) for title in titles)


def _titles(reference: Reference) -> list[str]:
    return [title for title in (reference.title, reference.twin.title if reference.twin else "") if title]


def _is_near(year: int, years: tuple[int, ...]) -> bool:
    return any(abs(year - known) <= 1 for known in years)


def _listed(years: tuple[int, ...]) -> str:
    return " or ".join(map(str, years))


def _shown(person: Person) -> str:
    return person.literal or f"{person.particle} {person.family}".strip()
