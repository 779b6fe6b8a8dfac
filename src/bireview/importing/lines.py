"""The manuscript's lines, with page furniture (running heads, page numbers, page marks) set aside."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import accumulate, pairwise

from bireview.importing.traced import Ledger, Traced
from bireview.importing.words import FIELD

_PAGE = re.compile(
    r"[\W_]*(?:page|p\.|pg\.?)\s*\d{1,4}\s*(?:(?:of|/)\s*\d+)?(?![\d.])[\W_]*|[\W_]*第\s*\d+\s*页\s*(?:[,，/]?\s*共\s*\d+\s*页)?[\W_]*"
    r"|[\W_]*(?:page\s*break|分页符|换页)[\W_]*",
    re.IGNORECASE,
)
_RULE = re.compile(r"(?:-{3,}|={3,}|\*{3,}|_{3,}|—{2,}|─{3,})")
# Dashes stand on both sides or on none: "1219 -" is a range that a page cut.
_NUMBER = re.compile(r"[·•|\s]*(?P<dash>[-–—]+\s*)?(?P<n>\d{1,5})(?(dash)\s*[-–—]+)[·•|\s]*")
_VOLUME = re.compile(r"第\s*\d+\s*卷.*第\s*\d+\s*期|\bvol\b\.?\s*\d+.{0,12}\bno\b\.?\s*\d+", re.IGNORECASE)
_TEXT = re.compile(
    r"^(?-i:[a-z])|^(?:[\[［]\d{1,4}[\]］]|\d{1,4}\.) ?(?-i:[A-Z\u3400-\u9fff])"
    r"|[。！？:]$|^#|^\||\bdoi\b|[\[［][A-Z][\]］]|\d{4}[,;]\s*\d+|\.\d|^[!-~]+$",
    re.IGNORECASE,
)
"""What no running head has."""
_ENDED = re.compile(r"[。！？!?.…:：;；](?:[\W\d]|sup>)*\Z")
_LONGEST_TITLE = 60
"""The width of the longest line that may be a heading, where lines are longer; else it is a part of theirs."""
_STOP = re.compile(r"[。！？.!?]\W*\Z")
_WIDEST_CELL = 40
"""How wide a cell of a table may be, on a line of its own."""
_LONGEST_HEAD = 160
_NEAR_TOP = 10
_FEW_PAGES = 3
"""Page marks up to which a manuscript does not tell where its pages end."""
_PAGE_ROWS = 5
"""Lines that a page has at the least, where a paragraph is a line."""


class Gap(IntEnum):
    """What stands between a line and the one kept before it."""

    NONE = 0
    BLANK = 1
    PAGE = 2


@dataclass(frozen=True)
class Line:
    """One line that is kept: its text without the white space around it, its indent, and what stands before it."""

    number: int
    text: Traced
    gap: Gap = Gap.NONE
    indent: int = 0
    open: bool = False
    """Whether white space stood at its end, as some extractors put it where the line goes on."""
    closed: int = 0
    """Columns that it had more before spaces in it were closed."""

    @property
    def width(self) -> int:
        """Its width in columns as it stood; a Chinese character takes two."""
        return width(self.text.text) + self.closed


@dataclass(frozen=True)
class Furniture:
    """What was set aside as belonging to the page and not to the text."""

    lines: tuple[Line, ...]
    heads: tuple[str, ...]
    """The running heads, each once; they tell the journal, the volume and the year."""
    page_numbers: tuple[int, ...]


def width(text: str) -> int:
    """Columns that a text takes; East Asian wide characters take two."""
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def read_lines(ledger: Ledger, kind: str) -> Furniture:
    """Cut the manuscript into lines and set page furniture aside, with its reason, in the ledger."""
    rows: list[tuple[Line, str]] = []  # With what the line is: text, mark, number, head.
    fenced = in_yaml = was_yaml = False
    gap = Gap.NONE
    start = 0
    for number, whole in enumerate(ledger.source.split("\n"), 1):
        offset, start = start, start + len(whole) + 1
        for n, piece in enumerate(re.split("\f", whole)):
            end = offset + len(piece)
            if n:
                gap = Gap.PAGE
            traced = Traced.of(ledger.source, offset, end).strip()
            offset = end + 1
            if not traced:
                gap = max(gap, Gap.BLANK)
                continue
            indent = width(piece[: len(piece) - len(piece.lstrip())])
            fenced ^= kind != "text" and traced.text.startswith("```")
            in_yaml = kind != "text" and (traced.text == "---" if not rows else in_yaml and traced.text != "---")
            is_verbatim = fenced or in_yaml or (was_yaml and traced.text == "---")
            line = Line(number, traced, gap, indent, open=piece[-1] in " \t")
            rows.append((line, "text" if is_verbatim else _what(traced.text)))
            was_yaml = in_yaml
            gap = Gap.NONE
    whats = _decide(rows)
    return _set_aside([line for line, _ in rows], whats, ledger)


def _what(text: str) -> str:
    if _PAGE.fullmatch(text) or _RULE.fullmatch(text):
        return "mark"
    if _NUMBER.fullmatch(text):
        return "number?"
    if len(text) <= _LONGEST_HEAD and _VOLUME.search(text) and not FIELD.match(text) and text[-1] not in "。！？":
        return "head"
    return "text"


def _decide(rows: Sequence[tuple[Line, str]]) -> list[str]:
    """Settle what may be a page number or a running head by its neighbours and by its like."""
    whats = [what for _, what in rows]
    texts = [line.text.text for line, _ in rows]
    alike: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        key = _likeness(text) if len(text) <= _LONGEST_HEAD else ""
        if len(key) > 1 and not FIELD.match(text) and not _TEXT.search(text):
            alike[key if len(key) > 3 else text].append(index)
    numbers = [
        int(_NUMBER.sub(r"\g<n>", text)) if what == "number?" else 0 for text, what in zip(texts, whats, strict=True)
    ]
    chain = _longest_count(
        numbers, [line.width > _WIDEST_CELL or bool(_STOP.search(line.text.text)) for line, _ in rows]
    )

    def at_page_edge(index: int, near: int = 1) -> bool:
        around = whats[max(index - near, 0) : index] + whats[index + 1 : index + 1 + near]
        broken = rows[index][0].gap is Gap.PAGE or (index + 1 < len(rows) and rows[index + 1][0].gap is Gap.PAGE)
        return broken or bool({"mark", "head", "number"} & set(around))

    widths = sorted(line.width for line, _ in rows)
    least = min(0.6 * widths[len(widths) * 3 // 4], _LONGEST_TITLE) if widths else 0

    def is_cut(index: int, heads: Set[int]) -> bool:
        """Whether the text above a line, and above the heads there, breaks off within a sentence."""
        above = next((n for n in range(index - 1, -1, -1) if n not in heads), -1)
        return above >= 0 and rows[above][0].width > least and not _ENDED.search(texts[above])

    # One line on every page, or on every second one, and not as near to each other as the cells of a table.
    repeated: list[list[int]] = []
    for key, indices in alike.items():
        apart = sorted(b - a for a, b in pairwise(indices))
        if len(key) > 3 and len(indices) > 2 and apart[0] > 3 and apart[len(apart) // 2] > _PAGE_ROWS:
            repeated.append(indices[not at_page_edge(indices[0]) and indices[0] <= _NEAR_TOP :])
    candidates = {index for indices in repeated for index in indices}

    def in_furniture(index: int) -> bool:
        """Whether only other candidates stand between a line and a page's end or number."""
        first = next(n for n in range(index, -2, -1) if n - 1 not in candidates)
        last = next(n for n in range(index, len(rows) + 1) if n + 1 not in candidates)
        return any(at_page_edge(n) or {n - 1, n + 1} & chain for n in range(first, last + 1))

    if sum(line.gap is Gap.PAGE for line, _ in rows) + len(chain) > _FEW_PAGES:
        # Where it is known at what lines pages end, most of the heads stand there.
        repeated = [row for row in repeated if sum(map(in_furniture, row)) * 2 > len(row)]
        candidates = {index for indices in repeated for index in indices}
    for indices in repeated:
        # Pages end within a sentence as a rule; headings such as `Limitations` never stand there.
        if sum(is_cut(i, candidates) for i in indices) * 2 >= len(indices):
            for i in indices:
                whats[i] = "head"
    for _ in range(4):
        for index, what in enumerate(whats):
            # A page has one number; what stands beside that is text, such as the rest of a range.
            others = chain.intersection(range(index - 3, index + 4))
            if what == "number?" and (index in chain or (at_page_edge(index, 2) and not others)):
                whats[index] = "number"
        for indices in alike.values():
            same = [i for i in indices if whats[i] in ("text", "head")]
            if len(same) > 1:
                # The title that heads the article is printed like a running head, but is none.
                at_edge = same[not at_page_edge(same[0]) and len(same) > (same[0] > _NEAR_TOP) + 1 :]
                if all(at_page_edge(i) for i in at_edge):
                    for i in at_edge:
                        whats[i] = "head"
    return whats


def _likeness(text: str) -> str:
    """What two running heads have in common: no digits, spaces or punctuation."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalpha())


def _longest_count(numbers: Sequence[int], is_text: Sequence[bool]) -> set[int]:
    """The places of lone numbers that count up over the whole manuscript, when there are three or more.

    They count by one, or by two where only every second page has one. Text stands between two of them; between those in
    a table (2, 4 and 8 weeks) there are at the most other cells.
    """
    texts = list(accumulate(is_text))
    last: dict[int, int] = {}  # By number, the place where it stood last.
    before: dict[int, int] = {}
    length: dict[int, int] = {}
    for index, number in enumerate(numbers):
        if number:
            earlier = (last[n] for n in (number - 1, number - 2) if n in last and texts[last[n]] < texts[index])
            previous = max(earlier, key=length.__getitem__, default=-1)
            before[index], length[index] = previous, length.get(previous, 0) + 1
            last[number] = index
    end = max(length, key=lambda index: length[index], default=-1)
    if end < 0 or length[end] < 3:
        return set()
    chain = set()
    while end >= 0:
        chain.add(end)
        end = before[end]
    return chain


def _set_aside(lines: Sequence[Line], whats: Sequence[str], ledger: Ledger) -> Furniture:
    kept: list[Line] = []
    heads: dict[str, None] = {}
    numbers: list[int] = []
    gap = Gap.NONE
    reasons = {"mark": "a page mark", "number": "a page number", "head": "a running head"}
    for line, what in zip(lines, whats, strict=True):
        gap = max(gap, line.gap)
        if what in reasons:
            ledger.aside(line.text, reasons[what])
            gap = Gap.PAGE
            if what == "head":
                heads.setdefault(line.text.text)
            if what == "number":
                numbers.append(int(_NUMBER.sub(r"\g<n>", line.text.text)))
            continue
        kept.append(replace(line, gap=gap))
        gap = Gap.NONE
    return Furniture(tuple(kept), tuple(heads), tuple(numbers))


_SPREAD = re.compile(r"(?<=[^\W_]|[)）]) - (?=[^\W_]|[(（])")
_ADDRESS = re.compile(r"\b10\.\d{4,}\S*|https?:\S*|\d+-\d[\d-]*")
_CLOSED = re.compile(r"(?<=[^\W_])-(?=[^\W_])")
_LOOSE = re.compile(r"(?:(?<=[^\W_]|[)）]) +|\A)[-‐–](?: +(?=[^\W_]|[(（])|\Z)")


def close_hyphens(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Take away the spaces that a PDF's extraction put around hyphens, where it did so throughout."""
    text = _ADDRESS.sub("", "\n".join(line.text.text for line in lines))
    spread, closed = len(_SPREAD.findall(text)), len(_CLOSED.findall(text))
    if spread < 5 or spread < closed:
        return tuple(lines)

    def close(found: re.Match[str], piece: Traced) -> Traced:
        del found
        return piece.strip()

    mended = [(line, line.text.sub(_LOOSE, close)) for line in lines]
    return tuple(replace(line, text=text, closed=len(line.text) - len(text)) for line, text in mended)
