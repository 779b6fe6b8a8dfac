"""What GB/T 7714 says in the language of the cited work: names, "et al.", translators, editions, volumes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bireview.bibliography.model import Person

_HAN = re.compile(r"[\u3400-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u1100-\u11ff\uac00-\ud7af]")

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
_NUMBERED = re.compile(r"(\d+)(?:st|nd|rd|th)?(?:\s*ed(?:ition|n)?\.?)?|第?\s*(\d+)\s*[版판]", re.IGNORECASE)
_SPELLED = re.compile(r"([a-z]+)(?:\s+ed(?:ition|n)?\.?)?|第\s*([一二三四五六七八九十])\s*版", re.IGNORECASE)
_GIVEN = re.compile(r"[\s.]+")
_HYPHEN = re.compile(r"[-‐‑]")


@dataclass(frozen=True)
class Words:
    """One language's words; `{}` stands for a number."""

    others: str = "et al"
    translated: str = "trans"
    edition: str = ""
    """Empty where an ordinal is formed, as in English."""
    volume: str = ""
    """Empty where the edition of the standard says how."""


_WORDS = {
    "zh": Words("等", "译", "{} 版", "第 {} 卷"),
    "ja": Words("他", "訳", "{} 版", "第 {} 巻"),
    "ko": Words("외", "역", "{} 판", "제 {} 권"),
    "ru": Words("и др", "пер", "{}-е изд", "т. {}"),
}
_OTHER_WORDS = Words()


def words_of(language: str) -> Words:
    """The words to use for a work in `language`; the Latin ones where the language has none of its own here."""
    return _WORDS.get(language, _OTHER_WORDS)


def is_han(text: str) -> bool:
    """Whether there is a Chinese character in `text`."""
    return bool(_HAN.search(text))


def edition_words(edition: str, language: str) -> str:
    """The edition statement: `Third` → `3rd ed` or `3 版`; a first edition is not stated; other words stay.

    Source: GB/T 7714—2015, 8.3; GB/T 7714—2025, 7.4.
    """
    number = 0
    if found := _NUMBERED.fullmatch(edition):
        number = int(found[1] or found[2])
    elif found := _SPELLED.fullmatch(edition):
        word = (found[1] or "").lower()
        number = "一二三四五六七八九十".find(found[2]) + 1 if found[2] else 0
        number = _ORDINALS.index(word) + 1 if word in _ORDINALS else number
    if not number:
        return edition
    if number == 1:
        return ""
    pattern = words_of(language).edition
    return pattern.format(number) if pattern else f"{number}{_ordinal_ending(number)} ed"


def _ordinal_ending(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


@dataclass(frozen=True)
class NameForm:
    """How an edition of the standard sets names."""

    capital_surnames: bool
    hyphenated_initials: bool
    """Whether Jean-Luc is J-L; otherwise J L."""
    comma: str
    text: Callable[[str], str]
    """Sets the punctuation inside the name of a body."""

    def join(self, people: Sequence[Person], cut: bool, words: Words) -> str:
        """Up to three names; of more, the first three and `words.others`; that too when the list is `cut` already.

        Source: GB/T 7714—2015, 8.1.2; GB/T 7714—2025, 7.1.2.
        """
        names = [self.name(person, people) for person in people[:3]]
        if cut or len(people) > 3:
            names.append(words.others)
        return self.comma.join(names)

    def name(self, person: Person, among: Sequence[Person]) -> str:
        """Surname, initials, suffix; a name in Chinese characters whole, the name of a body as it stands.

        A Western author's name in Chinese translation is the surname alone, unless another of `among` shares it.

        Source: GB/T 7714—2015, 8.1.1 and 8.1.4; GB/T 7714—2025, 7.1.1 and 7.1.4.
        """
        family, given = person.family, person.given
        if person.literal or not given:
            whole = person.literal or f"{person.particle} {family}".strip()
            return self.text(whole)
        if _CJK.search(family):
            if _CJK.search(given):
                return family + given
            shared = sum(other.family == family for other in among) > 1
            return f"{family} {self.initials(given)}" if shared else family
        surname = f"{person.particle} {family}".strip()
        if self.capital_surnames and not _CYRILLIC.search(surname):
            surname = surname.upper()
        suffix = self.comma + person.suffix.rstrip(".") if person.suffix else ""
        return f"{surname} {self.initials(given)}{suffix}"

    def initials(self, given: str) -> str:
        """`Jean-Luc`, `J.-L.` → J-L or J L; `NC` → N C; a particle after the given name (`van der`) stays whole."""
        if given.isupper() and given.isalpha() and len(given) <= 3:
            return " ".join(given)
        out = []
        for name in _GIVEN.split(given.replace(".-", "-")):
            if len(name) > 1 and name.isalpha() and name.islower():
                out.append(name)
            else:
                letters = [letter for part in _HYPHEN.split(name) if (letter := _first_letter(part))]
                out.append(("-" if self.hyphenated_initials else " ").join(letters))
        return " ".join(filter(None, out))


def _first_letter(name: str) -> str:
    return next((letter.upper() for letter in name if letter.isalpha()), "")
