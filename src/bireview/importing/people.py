"""Names as reference lists print them → people: `PANDURO A`, `van den Engel S`, `Smith, J. A.`, 林沪, a ministry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from bireview.bibliography.model import Person
from bireview.importing.words import BODIES, SURNAMES_OF_TWO

_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ten",
        "ter",
        "zu",
        "af",
        "av",
    ]
)
_INITIALS = re.compile(r"[A-Z](?:[A-Z]|[.\-‐ ]\s?)*[A-Z]?\.?(?:-[A-Z]\.?)*")
_ET_AL = re.compile(r"[,，、]?\s*(?:and\s+)?(?:et\.?\s*al\.?|and others|等(?:[.。]|\Z)|等\Z)\s*", re.IGNORECASE)
_SUFFIXES: Mapping[str, str] = {
    name.casefold(): name for name in ("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "2nd", "3rd", "4th")
}


def read_people(text: str) -> tuple[tuple[Person, ...], bool] | None:
    """The people that a list names, and whether it is cut by "et al"; None when the text is no list of names."""
    text = re.sub(r"\s+", " ", text).strip(" .。,，;；")
    cut = _ET_AL.search(text)
    others = bool(cut and cut.end() == len(text))
    if cut and others:
        text = text[: cut.start()].strip(" ,，;；")
    if not text:
        return None
    if BODIES.search(text) and not re.search(r"\b[A-Z][\w'’-]+ [A-Z]{1,3}(?:[,，]|\Z)", text):
        return tuple(Person(literal=name.strip()) for name in re.split(r"[;；]", text) if name.strip()), others
    text = re.sub(r"[,，;；]\s*(?:on behalf of|for)\s+(?:the\s+)?(?=[A-Z])", ", ", text)
    names = [name.strip() for name in re.split(r"[,，、;；]|\s(?:and|&)\s", text) if name.strip(" .")]
    people: list[Person] = []
    for name in names:
        if name.casefold() in _SUFFIXES and people:
            last = people[-1]
            people[-1] = Person(last.family, last.given, last.particle, _SUFFIXES[name.casefold()])
            continue
        if _INITIALS.fullmatch(name) and people and not people[-1].given and not people[-1].literal:
            last = people[-1]  # `Smith, J. A.`
            people[-1] = Person(last.family, re.sub(r"[.\s]", "", name), last.particle)
            continue
        person = _person(name)
        if person is None:
            return None
        people.append(person)
    return tuple(people), others


def _person(name: str) -> Person | None:
    name = re.sub(r"\s*[*＊†‡]|\d+\Z", "", name).strip()
    if BODIES.search(name) and len(name.split(" ")) > 1 and not re.search(r" [A-Z]{1,3}\Z", name):
        return Person(literal=name)
    if re.fullmatch(r"[\u3400-\u9fff·\s]{2,12}", name):
        return _han(re.sub(r"\s", "", name))
    if re.search(r"[\u3400-\u9fff]", name):
        return Person(literal=name) if BODIES.search(name) else None
    words = name.split(" ")
    if len(words) > 2 and words[-1].casefold() in _SUFFIXES and re.fullmatch(r"(?:[A-Z][.-]?){1,4}", words[-2]):
        bearer = _person(" ".join(words[:-1]))
        return bearer and replace(bearer, suffix=_SUFFIXES[words[-1].casefold()])
    if any(not re.fullmatch(r"[^\W\d_][\w'’.\-‐]*", word) for word in words) or len(words) > 6:
        return None
    spaced = re.search(r"(?<=[^\W\d_]{2} )[A-Z]\.?(?: [A-Z]\.?)+\Z", name)  # ZHANG X A
    if spaced:
        words = [*name[: spaced.start()].split(), re.sub(r"[. ]", "", spaced[0])]
    initials = words[-1].replace(".", "").replace("‐", "-")
    if len(words) > 1 and re.fullmatch(r"[A-Z]{1,4}|[A-Z](?:-[A-Z])+", initials):
        return _latin(words[:-1], re.sub(r"-", "", initials) if len(initials) > 4 else initials)
    first = words[0]
    if re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]", first) and all(re.fullmatch(r"(?:[A-Z]\.?)+", w) for w in words[1:-1]):
        return _latin([words[-1]], "".join(w.replace(".", "") for w in words[:-1]))  # J. A. Smith
    in_capitals = len(words) > 1 and all(word.isupper() and len(word) > 1 for word in words[:-1])
    if in_capitals and re.search("[a-z]", words[-1]):
        return _latin(words[:-1], words[-1])  # WANG Xiaoming
    if len(words) == 1 or (len(words) < 4 and all(w[0].isupper() or w in _PARTICLES for w in words)):
        return _latin(words, "")
    return None


def _latin(words: list[str], given: str) -> Person:
    particles: list[str] = []
    while len(words) > 1 and words[0].lower() in _PARTICLES and (words[0].islower() or words[0].isupper()):
        particles.append(words.pop(0).lower())
    return Person(" ".join(_cased(word) for word in words), given, " ".join(particles))


def _cased(word: str) -> str:
    """PANDURO → Panduro, EL-SAYED → El-Sayed, MCDONALD → McDonald; a word that has small letters stays."""
    if not word.isupper() or len(word) == 1:
        return word
    cased = re.sub(r"[^\W_]+", lambda m: m[0][0] + m[0][1:].lower(), word)
    return re.sub(r"\bMc([a-z])", lambda m: f"Mc{m[1].upper()}", cased)


def _han(name: str) -> Person:
    if "·" in name or len(name) > 4 or BODIES.search(name):
        return Person(literal=name) if BODIES.search(name) else Person(family=name)
    length = 2 if len(name) > 2 and name[:2] in SURNAMES_OF_TWO else 1
    return Person(name[:length], name[length:])


def name_of(person: Person) -> str:
    """What a key is made of: the family name, or a body's initials."""
    if not person.literal:
        return person.family
    words = re.split(r"\s+of the\s", re.sub(r"\AThe\s", "", person.literal))[0]
    initials = "".join(re.findall(r"\b[A-Z]", words))
    return initials if len(initials) > 2 else (re.findall(r"\w+", person.literal) or ["body"])[0]


def ascii_letters(text: str) -> str:
    """A text's letters and figures without accents, in lower case."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return "".join(c for c in plain.casefold() if c.isascii() and c.isalnum())
