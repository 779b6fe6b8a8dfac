"""Makes the first use of each term in each section of a rendered page a link; the text itself stays as it is."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree  # noqa: N813 - the name that Python-Markdown uses
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown.util import HTML_PLACEHOLDER_RE

from bireview.terms import TermFinder

_SECTIONS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CLOSED = frozenset(
    {
        "a",
        "abbr",
        "button",
        "caption",
        "cite",
        "code",
        "details",
        "dfn",
        "figcaption",
        "kbd",
        "math",
        "pre",
        "q",
        "samp",
    }
    | {"script", "style", "sub", "sup", "svg", "template", "th", "var"}
    | _SECTIONS
)
"""Elements in which no term is linked; one with a `lang` of its own is another."""
_VOID = "\ufffc"
"""Stands for an element within a text, so that no name is found across it."""
_NEVER = 1 << 62
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>[^>]*)>")


@dataclass(frozen=True)
class TermLinker:
    """`address` gives the link of a term; `raw` is the HTML that Python-Markdown keeps out of the text, by number."""

    finder: TermFinder
    address: Callable[[str], str]
    raw: Sequence[object]

    def link(self, root: etree.Element, is_text: Callable[[etree.Element], bool]) -> tuple[str, ...]:
        """Link terms in the children of `root` that are text; the terms linked, in order. A heading begins anew."""
        linked: dict[str, None] = {}
        seen: dict[str, None] = {}
        for element in root:
            if element.tag in _SECTIONS:
                seen = {}
            elif is_text(element):
                self._element(element, seen)
                linked |= seen
        return tuple(linked)

    def _element(self, parent: etree.Element, seen: dict[str, None]) -> None:
        pieces = list(_pieces(parent))
        text = "".join(words for words, _ in pieces)
        hidden = list(self._hidden(text))
        joints = _joints(pieces)
        found = deque(
            (start, end, term)
            for start, end, term in self.finder.find(text)
            if not any(start < last and first < end for first, last in hidden)
            and not any(first <= start < last or first < end < last for first, last in joints)
        )
        kept: list[tuple[int, int, str]] = []
        place = 0
        for words, child in pieces:
            place += len(words)
            if words == _VOID and child is not None and child.tag not in _CLOSED and not child.get("lang"):
                self._element(child, seen)
            # Taken where they begin, so that a term within an element before them counts as the earlier use.
            while found and found[0][0] < place:
                match = found.popleft()
                if match[2] not in seen:
                    seen[match[2]] = None
                    kept.append(match)
        if kept:
            self._rebuild(parent, pieces, kept)

    def _hidden(self, text: str) -> Iterator[tuple[int, int]]:
        """Stretches between inline tags, written as HTML, of an element in which no term is linked."""
        depth, begin, name = 0, 0, ""
        for place in HTML_PLACEHOLDER_RE.finditer(text):
            raw = self.raw[int(place[1])]
            tag = _TAG.fullmatch(raw) if isinstance(raw, str) else None
            if not tag:
                continue
            tag_name = tag["name"].lower()
            if not depth and not tag["close"] and (tag_name in _CLOSED or re.search(r"\blang\s*=", tag["rest"])):
                depth, begin, name = 1, place.start(), tag_name
            elif depth and tag_name == name:
                depth += -1 if tag["close"] else 1
                if not depth:
                    yield begin, place.end()
        if depth:
            yield begin, len(text)

    def _rebuild(
        self,
        parent: etree.Element,
        pieces: Sequence[tuple[str, etree.Element | None]],
        kept: list[tuple[int, int, str]],
    ) -> None:
        """Put an element together again, with links around what was kept."""
        for former in list(parent):
            parent.remove(former)
        parent.text = None
        matches = iter([*kept, (_NEVER, _NEVER, "")])
        start, stop, term = next(matches)
        link: etree.Element | None = None
        place = 0
        for words, child in pieces:
            begin, end = place, place + len(words)
            if child is not None:
                child.tail = None
                (parent if link is None else link).append(child)
                place = end
            while place < end:
                if place == start:
                    link = etree.SubElement(parent, "a", {"class": "term", "href": self.address(term)})
                until = min(end, start if link is None else stop)
                _write(parent if link is None else link, words[place - begin : until - begin])
                place = until
                if place == stop:
                    start, stop, term = next(matches)
                    link = None
            if place == stop:  # It ended with something raised.
                start, stop, term = next(matches)
                link = None


def _pieces(parent: etree.Element) -> Iterator[tuple[str, etree.Element | None]]:
    """The text of an element in order; what is raised or lowered is text too (CD34⁺), any other element is one sign."""
    yield parent.text or "", None
    for child in parent:
        raised = child.tag in {"sup", "sub"} and not child.attrib and not len(child)
        yield (child.text or "") if raised else _VOID, child
        yield child.tail or "", None


def _joints(pieces: Sequence[tuple[str, etree.Element | None]]) -> list[tuple[int, int]]:
    """The stretches of raised and lowered text: a name may hold one whole, and not begin or end within it."""
    joints, place = [], 0
    for words, child in pieces:
        if child is not None and words != _VOID:
            joints.append((place, place + len(words)))
        place += len(words)
    return joints


def _write(parent: etree.Element, text: str) -> None:
    """Append text after what an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
