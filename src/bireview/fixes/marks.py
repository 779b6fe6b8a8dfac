"""Numbered citation marks become keys: `^[4]^` → `[@li2009]`, `^[1,3-5]^` → `[@a; @c; @d; @e]`.

In the data files, where only numbers are printed, `^[4]^` becomes `[-@li2009]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bireview.bibliography.model import Library
from bireview.citations.marks import MARK, Mark, parse_mark
from bireview.citations.numbering import CitedWork, resolve
from bireview.fixes.draft import Draft, Mended, Remark
from bireview.model import Page
from bireview.problems import Location
from bireview.source import read_page
from bireview.yaml_lines import YamlError, read_yaml


def fix(draft: Draft) -> Mended:
    """Convert the marks whose numbers are all in the bibliography; the others stay, with a remark."""
    texts: dict[str, str] = {}
    remarks: list[Remark] = []
    for page in (page for pages in draft.pages.values() for page in pages):
        old = draft.texts[page.file]
        new = _convert_page(page, old, draft.library)
        if new != old:
            texts[page.file] = new
            page = read_page(new, language=page.language, slug=page.slug, file=page.file)[0]
        for placed in page.marks:
            if is_numbered(placed.mark):
                remarks.append(_remark(placed.location, placed.mark.text, draft.library))
    for file in draft.data_files:
        old = draft.texts[file]
        new = _convert_data(old, draft.library)
        if new != old:
            texts[file] = new
        remarks += [_remark(place, text, draft.library) for place, text in numbered_in_data(new, file)]
    return Mended(texts, tuple(remarks))


def is_numbered(mark: Mark) -> bool:
    """Whether a mark names works by their place in the bibliography, rightly or not."""
    return mark.text.startswith("^")


def numbered_in_data(text: str, file: str) -> Iterator[tuple[Location, str]]:
    """The numbered marks in the text of a data file."""
    for found in MARK.finditer(text):
        if found["numbers"] is not None:
            yield Location(file, text.count("\n", 0, found.start()) + 1), found[0]


def _remark(location: Location, text: str, library: Library) -> Remark:
    mark = parse_mark(found) if (found := MARK.fullmatch(text)) else None
    if mark and mark.error:
        return Remark(location, f"'{text}' stays: {mark.error}")
    unknown = resolve(mark, library)[1] if mark else ()
    if unknown:
        return Remark(location, f"'{text}' stays: {library.file} has no entry {', '.join(unknown)}")
    return Remark(location, f"'{text}' stays: written with keys it would be read otherwise here")


def _by_key(mark: Mark, library: Library, *, bare: bool = False) -> str:
    """A numbered mark with keys; empty when it cannot be one that is read in the same way."""
    works, unknown = resolve(mark, library)
    if mark.error or unknown or not works or not is_numbered(mark):
        return ""
    groups = [(work,) for work in works] if bare else [works]
    texts = ["[" + ("-" if bare else "") + "; ".join(f"@{work.key}" for work in group) + "]" for group in groups]
    for text, group in zip(texts, groups, strict=True):
        found = MARK.fullmatch(text)
        if not found or resolve(parse_mark(found), library) != (tuple(group), ()):
            return ""
    return ", ".join(texts)


def _convert_page(page: Page, text: str, library: Library) -> str:
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    spans: list[tuple[int, int, str]] = []
    has_definitions = any(block.kind == "definition" for block in page.blocks)
    for placed in page.marks:
        new = _by_key(placed.mark, library) if is_numbered(placed.mark) else ""
        start = starts[placed.location.line - 1] + placed.location.column - 1
        end = start + len(placed.mark.text)
        # `[@key](` would be a link, `[@key]:` at the head of a line where one leads, and `[@key][x]` one to `[x]:`.
        led = text[end : end + 1] in ("(", ":") or (has_definitions and re.match(r"\s?\[(?![-@!^])", text[end:]))
        if new and text[start:end] == placed.mark.text and not led:
            spans.append((start, end, new))
    if not spans:
        return text
    wanted = _outline(page, library)

    def read_alike(new: str) -> bool:
        again = read_page(new, language=page.language, slug=page.slug, file=page.file)[0]
        return _outline(again, library) == wanted

    return _replace_where(text, spans, read_alike)


def _outline(page: Page, library: Library) -> object:
    """What must not change: the kinds of blocks, the headings' ids, the works of each mark, and the notes."""
    marks: list[tuple[bool, tuple[CitedWork, ...], tuple[str, ...], str]] = []
    for placed in page.marks:
        works, unknown = resolve(placed.mark, library)
        marks.append((placed.mark.bare, works, unknown, placed.block.anchor))
    blocks = [(block.kind, block.anchor) for block in page.blocks]
    headings = [(heading.level, heading.number, heading.id) for heading in page.headings]
    return blocks, headings, marks, [(note.id, note.block.anchor) for note in page.notes]


def _replace_where(text: str, spans: list[tuple[int, int, str]], read_alike: Callable[[str], bool]) -> str:
    """Put new text into the spans; where that is not read alike, into each of them with which it is."""
    new = _replace(text, spans)
    if read_alike(new):
        return new
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        if read_alike(_replace(text, [*kept, span])):
            kept.append(span)
    return _replace(text, kept)


def _replace(text: str, spans: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _convert_data(text: str, library: Library) -> str:
    """Convert in the text of a YAML file what leaves its values the same but for the marks in them."""

    def convert(found: re.Match[str]) -> str:
        return (_by_key(parse_mark(found), library, bare=True) if found["numbers"] else "") or found[0]

    spans = [(found.start(), found.end(), convert(found)) for found in MARK.finditer(text)]
    spans = [span for span in spans if span[2] != text[span[0] : span[1]]]
    if not spans:
        return text
    try:
        wanted = _in_texts(read_yaml(text).value, lambda value: MARK.sub(convert, value))
    except YamlError:
        return text

    def read_alike(new: str) -> bool:
        try:
            return _in_texts(read_yaml(new).value, lambda value: MARK.sub(convert, value)) == wanted
        except YamlError:
            return False

    return _replace_where(text, spans, read_alike)


def _in_texts(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in_texts(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _in_texts(item, change) for key, item in value.items()}
    return value
