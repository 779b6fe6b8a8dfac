"""The board as JSON, for programs. The author guide describes the fields; one that is taken away raises `format`."""

from __future__ import annotations

import json
from dataclasses import asdict

from bireview.parity.freshness import Side
from bireview.problems import Location
from bireview.status.board import Board

FORMAT = 1


def as_json(board: Board) -> str:
    """One JSON object; places are `file` and `line`."""
    value = {
        "format": FORMAT,
        "languages": board.languages,
        "amounts": {language: asdict(amount) for language, amount in board.amounts.items()},
        "problems": board.problems,
        "history": {
            "complete": not board.history,
            "reason": board.history,
            "commit": board.commit or None,
            "date": board.date or None,
        },
        "pages": [asdict(page) for page in board.pages],
        "newer": [
            {"page": pair.slug, "id": pair.name, "newer": _side(pair.later), "older": _side(pair.earlier)}
            for pair in board.newer
        ],
        "unknown": board.unknown,
        "missing": [
            {
                "what": row.what,
                "language": row.language,
                "page": row.slug,
                "name": row.name,
                **_place(row.location),
                "here": row.here,
                "there": row.there,
            }
            for row in board.missing
        ],
        "notes": [
            {
                "id": note.id,
                "severity": note.severity,
                "block": note.block,
                "page": slug or None,
                **_place(note.location),
            }
            for note, slug in board.notes
        ],
        "bibliography": {
            "file": board.bibliography,
            "works": board.works,
            "uncited": [{"key": work.key, "line": work.line} for work in board.uncited],
            "without_doi": [{"key": work.key, "line": work.line} for work in board.without_doi],
        },
        "unused_terms": [
            {"id": term.id, "languages": languages, **_place(term.location)} for term, languages in board.unused_terms
        ],
        "studies_without_blocks": [
            {"id": study.id, **_place(study.location)} for study in board.studies_without_blocks
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _place(location: Location) -> dict[str, object]:
    return {"file": location.file, "line": location.line}


def _side(side: Side) -> dict[str, object]:
    commit, date = (side.change.commit, side.change.date) if side.change else ("", "")
    return {"language": side.language, **_place(side.location), "commit": commit or None, "date": date or None}
