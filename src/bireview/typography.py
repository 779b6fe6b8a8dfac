"""What of good typesetting a stylesheet cannot find out for itself: marks in the parsed text that it can follow."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree  # noqa: N813 - the name that Python-Markdown uses
from collections.abc import Iterable

from bireview.languages import LANGUAGES

HAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""What is written without spaces: Han characters, and kana with them."""
_WORDS = re.compile(r"(?:[^\W\d_]{2,}\W+){2}[^\W\d_]{2,}")
_CLOSING = re.compile(r"[，。、；：！？）】》」』”’,.;:!?)\]]+")


def foreign_language(text: str, language: str, languages: Iterable[str]) -> str:
    """The folder name of the language in which a paragraph stands that is not in its page's, or nothing.

    In a language with spaces a paragraph with Han characters is foreign; in one without, three words and no Han
    character. Names and abbreviations within a sentence are the sentence's language.
    """
    spaced = LANGUAGES[language].spaced
    foreign = HAN.search(text) if spaced else _WORDS.search(text) and not HAN.search(text)
    return next((other for other in languages if LANGUAGES[other].spaced is not spaced), "") if foreign else ""


def set_emphasis(root: etree.Element) -> None:
    """Tell emphasis on Han characters, which gets dots, from that on Latin letters, which is slanted."""
    for element in root.iter("em"):
        if HAN.search("".join(element.itertext())):
            element.set("class", "dotted")


def keep_punctuation(root: etree.Element) -> None:
    """Keep a note's button and the punctuation after it on one line: a line may otherwise begin with a full stop."""
    for parent in list(root.iter()):
        for index, button in enumerate(list(parent)):
            found = _CLOSING.match(button.tail or "")
            if button.get("class") != "note-mark" or not found:
                continue
            keep = etree.Element("span", {"class": "unbroken"})
            keep.tail = (button.tail or "")[found.end() :]
            button.tail = found[0]
            parent[index] = keep
            keep.append(button)


def print_addresses(root: etree.Element) -> None:
    """Give links that do not say where they lead the address that is printed after them, each address once."""
    seen = set()
    for link in root.iter("a"):
        address = link.get("href", "")
        bare = re.sub(r"^https?://(?:(?:dx\.)?doi\.org/)?", "", address).rstrip("/")
        if bare != address.rstrip("/") and bare not in "".join(link.itertext()) and address not in seen:
            link.set("data-address", address)
        seen.add(address)
