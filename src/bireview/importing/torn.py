"""Lines that an extractor tore at a raised figure, or gave word by word: put together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bireview.importing.lines import Gap, Line
from bireview.importing.traced import Traced, joined

_CANNOT_BEGIN = re.compile(
    r"[，。；：、！？）】》」』”’%]|[\[［]\d{1,3}(?:[-–,，]\d{1,3})*[\]］]\s?[，。；：、！？\u3400-\u9fff]"
)


def close_torn_lines(lines: Sequence[Line], column: int, unsure: Callable[[int, str, str], None]) -> tuple[Line, ...]:
    """Put the two pieces of a line together where the second begins with what no line begins with.

    Some extractors give the second piece first; the widths, which make one line together, tell. What cannot be told
    is reported, and stays.
    """
    lines = _closed_words(lines, column)
    if not column:
        return tuple(lines)
    done: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        following = lines[index + 1] if index + 1 < len(lines) else None
        index += 1
        if not _CANNOT_BEGIN.match(line.text.text) or line.width > 0.95 * column:
            done.append(line)
            continue
        if done and line.gap is Gap.NONE and _make_one(done[-1], line, column):
            done[-1] = replace(done[-1], text=done[-1].text + line.text)
        elif (
            following
            and following.gap is Gap.NONE
            and following.indent < line.indent + 2
            and _is_tail(following, line, column)
        ):
            unsure(
                line.text.start,
                f"'{line.text.text[:20]}' stood above the beginning of its line, '{following.text.text[:20]}'",
                "The two were put in order; compare with the original.",
            )
            done.append(replace(following, text=following.text + line.text, gap=line.gap))
            index += 1
        else:
            if not re.match(r"[\[［]", line.text.text) or (done and done[-1].width < 0.6 * column):
                unsure(line.text.start, f"a line begins with '{line.text.text[:12]}'", "Is it at its place?")
            done.append(line)
    return tuple(done)


def _make_one(left: Line, right: Line, column: int) -> bool:
    """Whether two pieces are about as wide as one line."""
    return left.width < 0.97 * column and 0.8 * column <= left.width + right.width <= 1.12 * column


def _is_tail(left: Line, right: Line, column: int) -> bool:
    """Whether `right`, which begins with what no line begins with, is what `left` lacks at its end."""
    tail = not re.search(r"[。！？]\W*\Z", left.text.text) and not _CANNOT_BEGIN.match(left.text.text)
    return _make_one(left, right, column) or (tail and right.width < 12 and left.width < 0.97 * column)


def _closed_words(lines: Sequence[Line], column: int) -> list[Line]:
    """Join lines of a word each, which are one justified line; three or more in a row are none of a paragraph's."""
    done: list[Line] = []
    index = 0
    while index < len(lines):
        end = index + 1
        while (
            end < len(lines)
            and lines[end - 1].open
            and _is_word(lines[end - 1])
            and lines[end].gap is Gap.NONE
            and _is_short(lines[end])
        ):
            end += 1
        wide = sum(line.width + 1 for line in lines[index:end])
        if end - index > 2 and (not column or wide <= 1.15 * column + 1):
            spaced = [piece for line in lines[index:end] for piece in (Traced.added(" "), line.text)][1:]
            done.append(replace(lines[index], text=joined(spaced)))
        else:
            done.extend(lines[index:end])
        index = end
    return done


def _is_word(line: Line) -> bool:
    return bool(re.fullmatch(r"[^\s\u3400-\u9fff]{1,24}", line.text.text)) and not re.search(r"\d{5}|/", line.text.text)


def _is_short(line: Line) -> bool:
    return len(line.text) <= 26 and len(line.text.text.split()) < 4
