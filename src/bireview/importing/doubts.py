"""What makes an import doubtful as a whole: signs that an extractor lost, moved or mixed text before we saw it.

None of them is mended here. Each is a problem with the line to look at, because a figure or a citation that is wrong
without a word is worse than one that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bireview.importing.grammar import closed_range
from bireview.importing.hyphens import lines_lost_hyphens
from bireview.importing.lines import Line
from bireview.importing.references import Imported
from bireview.importing.traced import Change, Ledger

Report = Callable[[str, int, str, str], None]
"""Takes a rule, an offset, a message and a hint."""

_KEY = re.compile(r"@([^\s;\],]+)")
_BARE = re.compile(
    r"(?<=[a-z)\]%])[.,;:]?(?P<n>\d{1,3}(?:[,–-]\d{1,3})*)(?=[\s.,;:)]|\Z)"
    r"|(?<=[\u3400-\u9fff])(?P<han>\d{1,3}(?:[,–-]\d{1,3})*)(?=[，。；])"
)
_POWER = re.compile(r"(?<![\d.])10(?P<one>[3-9]|1[0-2])\s?[~～–—-]\s?10(?P<two>[3-9]|1[0-2])(?!\d)")
_GUTTER = re.compile(r"\S {3,}\S")
_RUN = re.compile(r"[A-Za-z]{26,}")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s;,]+")
_LABEL = re.compile(
    r"(?:摘\s*要|关\s*键\s*词|基金项目|收稿日期|通信作者|引证本文)\s*[:：]"
    r"|\b(?:Abstract|Key ?words|Research funding)\s*[:：]"
)
_NUMBERED = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s*[\u3400-\u9fffA-Z][^\s，。,.]{0,11}")
_SHOWN = 12


def doubt_columns(lines: Sequence[Line], report: Report) -> None:
    """Two columns side by side in the lines, as an extraction that keeps the page's look gives them."""
    wide = [line for line in lines if _GUTTER.search(line.text.text)]
    if len(lines) > 20 and len(wide) > 0.3 * len(lines):
        report(
            "import-manuscript",
            wide[0].text.start,
            f"{len(wide)} of {len(lines)} lines hold text on both sides of a gap: two columns stand side by side",
            "Extract the text again column by column (pdftotext without -layout); nothing of this import can be used.",
        )


def doubt_spaces(lines: Sequence[Line], report: Report) -> None:
    """Words that have run together because the extractor lost their spaces."""
    runs = [(line, found[0]) for line in lines for found in _RUN.finditer(line.text.text)]
    if len(runs) > 2:
        shown = ", ".join(f"'{word[:30]}' (line {line.number})" for line, word in runs[:_SHOWN])
        report(
            "import-unsure", runs[0][0].text.start, f"words have run together: {shown}", "Extract the text another way."
        )


def doubt_hyphens(lines: Sequence[Line], column: int, report: Report) -> None:
    """No hyphen at any line's end, although the text has many: the extractor closed them, also in figures and DOIs."""
    if column and lines_lost_hyphens(lines):
        report(
            "import-unsure",
            -1,
            "the text has many hyphens, but hardly one at the end of a line: the extractor took those away",
            "Those that the text itself tells were put back. Compare page ranges, DOIs and compound words with the "
            "original, or extract the text another way (pdftotext -raw, pymupdf).",
        )


def doubt_references(imported: Sequence[Imported], report: Report) -> None:
    """Page numbers and words of titles that seem to have lost a hyphen; numbers in two orders that alternate."""
    closed = [(item, pages) for item in imported if (pages := closed_range(item.reference.eid))]
    for item, (first, last) in closed:
        report(
            "import-reference",
            item.entry.text.start,
            f"the article number {item.reference.eid} of reference {item.entry.number} may be the pages "
            f"{first}-{last} without hyphen",
            "Compare with the original.",
        )
    if len(closed) > 1:
        report(
            "import-unsure",
            -1,
            f"{len(closed)} page ranges seem to have lost their hyphen, as text does whose lines were joined; DOIs and "
            "compound words may have lost theirs",
            "Compare every DOI with the original, or extract the text another way.",
        )
    for item in imported:
        number = item.entry.number
        dois = {found.rstrip(".") for found in _DOI.findall(item.entry.text.text)}
        if len(dois) > 1 and not item.reference.twin:
            report(
                "import-reference",
                item.entry.text.start,
                f"reference {number} holds {len(dois)} DOIs: the entries below it may have been taken into it",
                "Give each entry of the list its number at the head of a line.",
            )
    numbers = [item.entry.number for item in imported]
    back = [(a, b, item) for a, b, item in zip(numbers, numbers[1:], imported[1:], strict=False) if b < a]
    if len(back) > 3:
        report(
            "import-manuscript",
            back[0][2].entry.text.start,
            f"the reference list runs backwards {len(back)} times, first from {back[0][0]} to {back[0][1]}: "
            "its lines come from two columns in turn, and so perhaps does the text",
            "Extract the text again column by column.",
        )


def doubt_citations(
    imported: Sequence[Imported], ledger: Ledger, text: Sequence[tuple[int, str]], report: Report
) -> None:
    """Works that are cited nowhere, marks that break the order of first citations, and raised figures that came down.

    Args:
        imported: The reference list.
        ledger: Its changes hold the marks, in reading order of the manuscript.
        text: The paragraphs as they stood, each with its offset.
        report: Takes the problems.
    """
    marks = sorted((c for c in ledger.changes if c.why == "a citation"), key=lambda c: c.at[0])
    numbers = {item.reference.key: item.entry.number for item in imported}
    firsts: dict[int, Change] = {}
    for mark in marks:
        for key in _KEY.findall(mark.written):
            if key in numbers:
                firsts.setdefault(numbers[key], mark)
    if not imported:
        return
    uncited = [n for n in numbers.values() if n not in firsts]
    loose = _bare_numbers(text, set(numbers.values()))
    if len(firsts) < 0.5 * len(numbers) and loose:
        shown = ", ".join(f"'{said}' (line {ledger.line(offset)})" for offset, said in loose[:_SHOWN])
        report(
            "import-citation",
            loose[0][0],
            f"{len(firsts)} of {len(numbers)} references are cited; numbers that follow a word or a stop may be raised "
            f"citation marks that came down: {shown}{' …' if len(loose) > _SHOWN else ''}",
            "They stay in the text as they are. Extract the text so that raised figures are kept (Word, Markdown), or "
            "write [4] for each.",
        )
    elif uncited:
        listed = ", ".join(map(str, uncited[:30]))
        report("import-citation", -1, f"no mark leads to reference {listed}", "Was a mark lost, or is it misprinted?")
    _doubt_order(firsts, report)


def _doubt_order(firsts: Mapping[int, Change], report: Report) -> None:
    """First citations count up in both systems; where nearly all do, one that does not is misread or misplaced."""
    order = list(firsts)
    jumps = [(a, b) for a, b in zip([0, *order], order, strict=False) if not a < b <= a + 1]
    if not order or len(jumps) > 0.25 * len(order):
        return
    for before, number in jumps:
        report(
            "import-citation",
            firsts[number].at[0],
            f"reference {number} is cited for the first time after {before or 'none'}; the others are cited in order",
            "Is the mark misprinted, or its line at another place than in the original?",
        )


def _bare_numbers(text: Sequence[tuple[int, str]], numbers: set[int]) -> list[tuple[int, str]]:
    found = []
    for offset, paragraph in text:
        for match in _BARE.finditer(paragraph):
            figures = [int(n) for n in re.findall(r"\d+", match["n"] or match["han"])]
            if all(n in numbers for n in figures):
                word = re.search(r"[\w-]*\W?\Z", paragraph[: match.start()])
                found.append((offset, f"{word[0] if word else ''}{match[0]}"))
    return found


def doubt_labels(text: Sequence[tuple[int, str]], report: Report) -> None:
    """Paragraphs of the article's text that hold the label of a field: an abstract, keywords, funding."""
    for offset, paragraph in text:
        if found := _LABEL.search(paragraph):
            report(
                "import-front-matter",
                offset,
                f"a paragraph of the text holds '{found[0].strip()}'",
                "Take the abstract, the keywords or the note out of it.",
            )


def doubt_headings(text: Sequence[tuple[int, str]], report: Report) -> None:
    """Paragraphs that begin as a numbered heading does."""
    for offset, paragraph in text:
        if found := _NUMBERED.match(paragraph):
            report(
                "import-unsure",
                offset,
                f"a paragraph begins with '{found[0]}', as a heading does",
                "If it is one, put it on a line of its own.",
            )


def doubt_powers(text: Sequence[tuple[int, str]], report: Report) -> None:
    """105～109 where 10⁵～10⁹ may be meant."""
    for offset, paragraph in text:
        for found in _POWER.finditer(paragraph):
            if int(found["one"]) < int(found["two"]):
                report(
                    "import-unsure",
                    offset,
                    f"'{found[0]}' may be 10^{found['one']}^ to 10^{found['two']}^ whose exponents came down",
                    "Compare with the original.",
                )
