"""Read a page's Markdown source: front matter, headings, blocks and marks, each with its line.

Python-Markdown keeps no line numbers, so the checker reads the source itself, by the same rules as far as
they matter here; while a page is rendered, `python_markdown` compares what it saw with what was read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bireview.citations.marks import MARK, parse_mark
from bireview.model import NUMBERED_KINDS, Block, Heading, Page, PlacedMark, PlacedNote
from bireview.problems import Location, Problem
from bireview.yaml_lines import YamlError, read_yaml

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"(?P<level>#{1,6})(?P<text>(?:\\.|[^\\])*?)#*[ \t]*$")
_ATTRIBUTES = re.compile(r"[ \t]+\{:?[ \t]*(?P<list>[^}\n]*)\}[ \t]*$")
_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s}]+)")
_NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)*)\.?[ \t\u3000]+(?=\S)")
# As Python-Markdown's fenced_code reads it: not indented, and nothing after it but a language, {…} or hl_lines.
_FENCE = re.compile(
    r"(?P<fence>`{3,}|~{3,}) *(?:\{.*\}|(?:\.?[\w#.+-]* *)?(?:hl_lines=(?P<quote>[\"']).*?(?P=quote) *)?)$"
)
_LIST = re.compile(r" {0,3}(?:[*+-]|\d+\.)[ \t]+\S")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$")
_TABLE_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
_QUOTE = re.compile(r" {0,3}>")
_HOLDS_QUOTE = re.compile(r" {4}|\t| {0,3}(?:>|[*+-][ \t]|\d+\.[ \t]|\[\^[^\]]*\]:)|!!! |\?\?\?\+? ")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]]*\]:")
_DEFINITION = re.compile(r" {0,3}: {1,3}\S")
_LINK_DEFINITION = re.compile(r" {0,3}\[[^\]^]*\]:[ \t]*\S")
# The elements that Python-Markdown takes for blocks.
_HTML = re.compile(
    r" {0,3}<(?P<closing>/?)(?P<name>address|article|aside|blockquote|body|canvas|center|colgroup|dd|details|div|dl|dt"
    r"|fieldset|figcaption|figure|footer|form|group|h[1-6]|header|hgroup|hr|html|iframe|legend|li|main|map|math|menu|nav"
    r"|noscript|object|ol|option|output|p|pre|progress|script|section|style|summary|table|tbody|td|textarea|tfoot|th|thead"
    r"|tr|ul|video)\b",
    re.IGNORECASE,
)
GENERATED = re.compile(r":::[ \t]*\{#(?P<name>[\w-]+)\}[ \t]*\n:::[ \t]*$")
"""A place that the engine fills: Pandoc's empty fenced division, `::: {#references}` and `:::` below it."""
DIFFERS = re.compile(
    r"^ {0,3}<!--\s*differs:\s*(?P<check>[a-z]+)\s*[,，:：—–-]?\s*(?P<why>(?:(?!-->).)*?)\s*-->[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
"""`<!-- differs: numbers, and why -->` on the line before a block: that check is switched off for it, on purpose."""

_MAYBE_MARK = re.compile(r"\[-?@|\[!|\^[\[［]")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!^~|]")
_TAG = re.compile(
    r"<!--.*?-->|<(?:https?|ftps?)://[^<>]*>|</?[A-Za-z][^<>@ \n]*(?:\s[^<>]*)?>", re.DOTALL | re.IGNORECASE
)


@lru_cache(maxsize=1 << 12)  # While a server runs, one page changes and the others are read again.
def read_page(text: str, *, language: str, slug: str, file: str) -> tuple[Page, tuple[Problem, ...]]:
    """Read one page; problems of its front matter and its marks come with it, and the page is never lost."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    front, lines, body_line, problems = _read_front(text, file)
    body = text.split("\n")[body_line - 1 :]
    headings, blocks = _read_blocks(body, body_line, file)
    marks: list[PlacedMark] = []
    notes: list[PlacedNote] = []
    for block in sorted(blocks, key=lambda block: block.kind == "footnote"):
        # Footnotes are printed at the end of the page, and so are counted last.
        for found in _find_marks(block):
            if isinstance(found, PlacedNote):
                notes.append(found)
            else:
                marks.append(found)
                if found.mark.error:
                    problems.append(
                        Problem(
                            "malformed-citation",
                            found.location,
                            f"citation '{found.mark.text}' cannot be read: {found.mark.error}",
                            "Write [@key], [@a; @b] or [@key, p. 3]; put a backslash before [ if it is no citation.",
                        )
                    )
    page = Page(
        language,
        slug,
        file,
        front,
        lines,
        tuple(headings),
        tuple(block for block in blocks if block.kind != "heading"),
        tuple(marks),
        tuple(notes),
    )
    return page, tuple(problems)


def front_matter_length(text: str) -> int:
    """How many characters the front matter takes at the head of `text`, 0 without one."""
    found = _FRONT.match(text)
    return found.end() if found else 0


def _read_front(text: str, file: str) -> tuple[Mapping[str, object], Mapping[str, int], int, list[Problem]]:
    """Returns the fields, their lines, the line on which the body starts, and problems."""
    found = _FRONT.match(text)
    if not found:
        if re.match(r"---[ \t]*\n", text):
            problem = Problem(
                "front-matter-syntax",
                Location(file, 1),
                "the front matter that starts here never ends",
                "Close it with a line of three hyphens.",
            )
            return {}, {}, 1, [problem]
        return {}, {}, 1, []
    body_line = text.count("\n", 0, found.end()) + 1
    try:
        document = read_yaml(found["yaml"], first_line=2)
    except YamlError as error:
        problem = Problem(
            "front-matter-syntax",
            Location(file, error.line),
            f"the front matter is not YAML: {error.reason}",
            error.hint,
        )
        return {}, {}, body_line, [problem]
    if document.value is None:
        return {}, {}, body_line, []
    if not isinstance(document.value, dict):
        problem = Problem(
            "front-matter-syntax",
            Location(file, 2),
            "the front matter is not a mapping",
            "Write one `field: value` per line.",
        )
        return {}, {}, body_line, [problem]
    lines = {str(path[0]): line for path, line in document.lines.items() if len(path) == 1}
    return {str(key): value for key, value in document.value.items()}, lines, body_line, []


@dataclass
class _Chunk:
    """Lines without a blank one between them, and the number of the first."""

    line: int
    lines: list[str] = field(default_factory=list)
    kind: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def _chunks(lines: list[str], first_line: int) -> Iterator[_Chunk]:
    """Cut the body at blank lines; headings, rules, fences, comments and HTML blocks are chunks of their own."""
    chunk = _Chunk(first_line)
    position = 0

    def flush(next_line: int) -> Iterator[_Chunk]:
        nonlocal chunk
        if chunk.lines:
            yield chunk
        chunk = _Chunk(next_line)

    while position < len(lines):
        line = lines[position]
        number = first_line + position
        kind, end = _whole(lines, position)
        if kind:
            yield from flush(number)
            yield _Chunk(number, lines[position : end + 1], kind)
            chunk = _Chunk(first_line + end + 1)
            position = end + 1
            continue
        if not line.strip():
            yield from flush(number + 1)
        elif len(chunk.lines) == 1 and _SETEXT.match(line) and not re.match(r" {4}|\t", chunk.lines[0]):
            chunk.lines.append(line)
            chunk.kind = "heading"
            yield from flush(number + 1)
        elif _RULE.match(line):
            yield from flush(number)
            yield _Chunk(number, [line], "rule")
            chunk = _Chunk(number + 1)
        else:
            if _QUOTE.match(line) and chunk.lines and not _HOLDS_QUOTE.match(chunk.lines[0]):
                yield from flush(number)
            if not chunk.lines:
                chunk.line = number
            chunk.lines.append(line)
        position += 1
    yield from flush(0)


def _whole(lines: list[str], start: int) -> tuple[str, int]:
    """The kind and the last line of what stands for itself from line `start`, with no regard to blank lines, or ''."""
    line = lines[start]
    rest = range(start, len(lines))
    if fence := _FENCE.match(line):
        closing = re.compile(rf"{fence['fence']} *$")
        end = next((i for i in rest[1:] if closing.match(lines[i])), None)
        return ("", start) if end is None else ("code", end)
    if re.match(r" {0,3}<!--", line):
        end = next((i for i in rest if "-->" in lines[i]), len(lines) - 1)
        # With text after it, a comment is part of a paragraph.
        return ("", start) if lines[end].partition("-->")[2].strip() else ("comment", end)
    if html := _HTML.match(line):
        tags = re.compile(rf"<(?P<closing>/?){html['name']}\b[^<>]*?(?P<empty>/?)>", re.IGNORECASE)
        depth = 0
        for end in () if html["name"].lower() == "hr" else rest:
            depth += sum(-1 if tag["closing"] else not tag["empty"] for tag in tags.finditer(lines[end]))
            if depth <= 0:
                return "html", end
        return "html", start if html["name"].lower() == "hr" else len(lines) - 1
    return ("heading", start) if line.startswith("#") and _HEADING.match(line) else ("", start)


def _kind(chunk: _Chunk, previous: str) -> str:
    """What a chunk is; `+kind` when it goes on with the block before it."""
    if chunk.kind:
        return chunk.kind
    first = chunk.lines[0]
    if re.match(r"(?: {4}|\t)", first):
        return f"+{previous}" if previous in {"list", "footnote", "definitions", "admonition"} else "code"
    if _LIST.match(first):
        return "+list" if previous == "list" else "list"
    if _QUOTE.match(first):
        return "+quote" if previous == "quote" else "quote"
    if _FOOTNOTE.match(first):
        return "footnote"
    if all(_LINK_DEFINITION.match(line) for line in chunk.lines):
        return "definition"
    if GENERATED.match(chunk.text):
        return "generated"
    if re.match(r"(?:!!!|\?\?\?\+?) ", first):
        return "admonition"
    if len(chunk.lines) > 1 and "|" in first and _TABLE_RULE.match(chunk.lines[1]) and "-" in chunk.lines[1]:
        return "table"
    if any(_DEFINITION.match(line) for line in chunk.lines[1:]):
        return "+definitions" if previous == "definitions" else "definitions"
    return "paragraph"


def _read_blocks(lines: list[str], first_line: int, file: str) -> tuple[list[Heading], list[Block]]:
    headings: list[Heading] = []
    blocks: list[Block] = []
    heading: Heading | None = None
    counts: dict[str, int] = {}
    previous = ""
    differs: dict[str, str] = {}
    for chunk in _chunks(lines, first_line):
        kind = _kind(chunk, previous)
        location = Location(file, chunk.line)
        if kind == "comment":
            differs |= {found["check"]: found["why"] for found in DIFFERS.finditer(chunk.text)}
            if DIFFERS.sub("", chunk.text).strip():
                previous = kind  # The parser keeps it, and it parts two lists.
            continue
        if kind.startswith("+") and blocks:
            # The blank lines between two parts of a block count, so that a mark's line can be found.
            last = blocks[-1]
            gap = chunk.line - last.location.line - last.text.count("\n")
            blocks[-1] = replace(last, text=last.text + "\n" * gap + chunk.text, differs={**last.differs, **differs})
            differs = {}
            continue
        kind = kind.removeprefix("+")
        if kind == "heading":
            heading = _read_heading(chunk, location)
            headings.append(heading)
            blocks.append(Block("heading", chunk.text, location, heading))
        else:
            token = heading.token if heading else ""
            n, anchor = 0, ""
            if kind in NUMBERED_KINDS:
                n = counts[token] = counts.get(token, 0) + 1
                anchor = f"p-{token}-{n}" if token else f"p-{n}"
            blocks.append(Block(kind, chunk.text, location, heading, n, anchor, differs))
        differs = {}
        previous = kind
    return headings, blocks


def _read_heading(chunk: _Chunk, location: Location) -> Heading:
    if len(chunk.lines) == 2:
        level, text = (1 if chunk.lines[1].startswith("=") else 2), chunk.lines[0].strip()
    else:
        found = _HEADING.match(chunk.lines[0])
        assert found is not None  # noqa: S101 - the chunk was cut by this very pattern
        level, text = len(found["level"]), found["text"].strip()
    attributes = _ATTRIBUTES.search(" " + text)
    identifier = ""
    if attributes:
        named = _ID.search(attributes["list"])
        identifier = named["id"] if named else ""
        text = text[: len(text) - len(attributes[0].rstrip())].strip() if len(attributes[0]) <= len(text) else ""
    number = _NUMBER.match(text)
    title = text[number.end() :] if number else text
    return Heading(level, title, number["number"] if number else "", identifier, location)


def mask(text: str) -> str:
    """Blank out, character for character, what no mark can stand in: code, HTML tags, links, escaped characters."""
    return _TAG.sub(_blank, _mask_links(mask_code(text)))


def mask_code(text: str) -> str:
    """Blank out code and escaped characters alone."""
    return _ESCAPED.sub(_blank, _CODE.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _mask_links(text: str) -> str:
    """Blank out `[label](address)` with its label: a citation inside a link would be a link in a link."""
    start = text.find("](")
    if start < 0:
        return text
    out = list(text)
    while start >= 0:
        depth, opening = 1, start - 1
        while opening >= 0:
            depth += {"]": 1, "[": -1}.get(text[opening], 0)
            if depth == 0:
                break
            opening -= 1
        depth, closing = 1, start + 2
        while closing < len(text) and depth:
            depth += {"(": 1, ")": -1}.get(text[closing], 0)
            closing += 1
        if opening >= 0 and depth == 0:
            for i in range(opening, closing):
                if out[i] != "\n":
                    out[i] = " "
        start = text.find("](", start + 2)
    return "".join(out)


def _find_marks(block: Block) -> Iterator[PlacedMark | PlacedNote]:
    if block.kind in {"code", "html", "definition", "generated", "comment"}:
        return
    if not _MAYBE_MARK.search(block.text):
        return
    text = mask(block.text)
    for found in MARK.finditer(text):
        line = block.location.line + text.count("\n", 0, found.start())
        column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
        location = Location(block.location.file, line, column)
        if found["note"]:
            yield PlacedNote(found["note"], location, block)
        else:
            yield PlacedMark(parse_mark(found), location, block)
