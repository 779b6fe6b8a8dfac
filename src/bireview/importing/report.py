"""The account of an import: what became of every character of the manuscript that is not in a page as it stood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from bireview.importing.pages import PlacedSection
from bireview.importing.reading import Manuscript
from bireview.importing.references import Imported
from bireview.importing.traced import Ledger
from bireview.problems import Problem

_LONG = 100


@dataclass(frozen=True)
class Account:
    """Everything that a report tells."""

    manuscript: Manuscript
    language: str
    ledger: Ledger
    imported: Sequence[Imported]
    sections: Sequence[PlacedSection]
    problems: Sequence[Problem]
    paragraphs: int
    citations: int


def report_names(language: str) -> tuple[str, str]:
    """The names of the report for people and of that for programs."""
    return f"import-report.{language}.txt", f"import-report.{language}.json"


def as_data(account: Account) -> str:
    """The report for programs, as JSON; nothing is shortened."""
    ledger = account.ledger

    def line(at: Sequence[int]) -> int:
        return ledger.line(at[0]) if at else 0

    data = {
        "manuscript": {
            "file": account.manuscript.file.rpartition("/")[2],
            "kind": account.manuscript.kind,
            "encoding": account.manuscript.encoding,
            "language": account.language,
            "sha256": hashlib.sha256(ledger.source.encode()).hexdigest(),
        },
        "counts": {
            "sections": len(account.sections),
            "paragraphs": account.paragraphs,
            "citations": account.citations,
            "references": len(account.imported),
        },
        "characters": [
            {"found": found, "written": written, "times": times}
            for (found, written), times in sorted(account.manuscript.mended.items())
        ],
        "sections": [vars(section) for section in account.sections],
        "references": [
            {"number": i.entry.number, "key": i.reference.key, "line": i.entry.line, "text": i.entry.text.text}
            for i in account.imported
        ],
        "read": [{"line": line(r.at), "text": r.text, "into": r.into} for r in ledger.reads],
        "left_aside": [{"line": line(a.at), "text": a.text, "why": a.why} for a in ledger.asides],
        "changed": [{"line": line(c.at), "found": c.found, "written": c.written, "why": c.why} for c in ledger.changes],
        "problems": [
            {"rule": p.rule, "line": p.location.line, "column": p.location.column, "message": p.message, "hint": p.hint}
            for p in account.problems
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_text(account: Account) -> str:
    """The report for people; long texts are shortened, the JSON beside it has them whole."""
    ledger = account.ledger
    name = account.manuscript.file.rpartition("/")[2]
    lines = [
        f"Import of {name} ({account.manuscript.kind}, {account.manuscript.encoding}, language {account.language})",
        "",
        f"{len(account.sections)} sections, {account.paragraphs} paragraphs, {account.citations} citation marks, "
        f"{len(account.imported)} references.",
        "Numbers at the beginning of a line are lines of the manuscript. The JSON beside this has all texts whole.",
    ]

    def part(title: str, rows: Sequence[str]) -> None:
        lines.extend(("", f"{title} ({len(rows)})", "-" * (len(title) + 10), *(rows or ["nothing"])))

    def short(text: str) -> str:
        text = " ".join(text.split())
        return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"

    def line(at: Sequence[int]) -> int:
        return ledger.line(at[0]) if at else 0

    part(
        "To look at",
        [f"{p.location.line}: {p.message} [{p.rule}]" + (f" {p.hint}" if p.hint else "") for p in account.problems],
    )
    part("Left aside", [f"{line(a.at)}: '{short(a.text)}': {a.why}" for a in ledger.asides])
    part("Read into fields", [f"{line(r.at)}: '{short(r.text)}' → {r.into}" for r in ledger.reads])
    part(
        "Written differently",
        [f"{line(c.at)}: '{short(c.found)}' → '{short(c.written)}': {c.why}" for c in ledger.changes],
    )
    return "\n".join(lines) + "\n"
