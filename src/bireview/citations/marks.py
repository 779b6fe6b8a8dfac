"""The grammar of citation marks and note marks in Markdown text.

`[@key]`, `[@a; @b, p. 3]` (Pandoc's form, `；` and `，` count too), `^[4]^` and `^[1,3-5]^` (positions in the
bibliography), `[-@key]` (the bare number, for running text) and `[!id]` (an editorial note).
One regular expression serves the checker, which reads the source, and the Markdown extension.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = re.compile(
    r"\[(?P<bare>-)?(?P<cites>@[^\[\]]*)\]"
    r"|\^[\[［](?P<numbers>[0-9０-９\s,，、;；\-‐‑–—－~～]+)[\]］]\^"
    r"|\[!(?P<note>[A-Za-z][\w.-]*)\]"
)
"""Any mark. It must be applied to text in which code, HTML and link addresses are out of the way."""

_KEY = re.compile(r"@(?P<key>\w(?:[\w:.#$%&+?<>~/-]*\w)?)(?P<rest>.*)", re.DOTALL)
_RANGE = re.compile(r"(\d+)\s*(?:[-‐‑–—－~～]\s*(\d+))?")
_WIDEST_RANGE = 999


@dataclass(frozen=True)
class Item:
    """One work named in a mark: by its key, or by its 1-based position in the bibliography file."""

    key: str = ""
    position: int = 0
    locator: str = ""


@dataclass(frozen=True)
class Mark:
    """A parsed citation mark, before anything is known of the bibliography.

    `error` says what could not be read; such a mark has no items. `bare` marks print the number alone and do
    not count as citations.
    """

    text: str
    items: tuple[Item, ...]
    bare: bool = False
    error: str = ""


def parse_mark(match: re.Match[str]) -> Mark:
    """Read a match of `MARK` that is not a note."""
    text = match[0]
    if match["numbers"] is not None:
        return _parse_numbers(text, match["numbers"])
    items = []
    for part in re.split(r"[;；]", match["cites"]):
        part = part.strip()
        found = _KEY.fullmatch(part)
        if not part:
            return Mark(text, (), error="an empty place between semicolons")
        if not found:
            return Mark(text, (), error=f"'{part}' is not @key")
        rest = found["rest"].strip()
        if rest and rest[0] not in ",，":
            return Mark(text, (), error=f"'{rest}' after the key '{found['key']}'")
        items.append(Item(key=found["key"], locator=rest[1:].strip()))
    if match["bare"] and len(items) > 1:
        return Mark(text, (), error="[-@key] takes one key")
    return Mark(text, tuple(items), bare=bool(match["bare"]))


def _parse_numbers(text: str, numbers: str) -> Mark:
    items: list[Item] = []
    for part in re.split(r"[,，、;；]", numbers):
        found = _RANGE.fullmatch(part.strip())
        if not found:
            return Mark(text, (), error=f"'{part.strip()}' is not a number or a range")
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first or last - first > _WIDEST_RANGE:
            return Mark(text, (), error=f"the range {first}-{last}")
        items.extend(Item(position=n) for n in range(first, last + 1))
    return Mark(text, tuple(items))
