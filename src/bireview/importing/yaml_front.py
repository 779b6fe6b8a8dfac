"""The front matter that a Markdown manuscript brings along, as YAML, as pandoc also writes it for a Word file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bireview.importing.lines import Line
from bireview.importing.parts import Field
from bireview.importing.traced import Ledger, Traced


def read_yaml_front(lines: Sequence[Line], ledger: Ledger) -> tuple[list[Field], Sequence[Line]]:
    """Read YAML between two lines of hyphens as fields; returns them, and the lines after it."""
    fields: list[Field] = []
    if not lines or lines[0].text.text != "---":
        return fields, lines
    end = next((i for i, line in enumerate(lines[1:], 1) if line.text.text in ("---", "...")), 0)
    names = {"author": "authors", "authors": "authors", "institute": "affiliation", "keyword": "keywords"}
    for line in lines[:end]:
        if line.text.text == "---":
            ledger.aside(line.text, "punctuation of YAML")
            continue
        found = re.match(r"(?P<name>[A-Za-z_-]+):\s*(?P<value>\S.*)?", line.text.text)
        name = names.get(found["name"].lower(), found["name"].lower()) if found else ""
        if found and found["value"] and name in ("title", "abstract", "keywords", "authors", "doi", "affiliation"):
            label, value = line.text[: found.start("value")], line.text[found.start("value") :]
            quotes = value.strip("\"'[]")
            for piece in (
                value[: value.text.index(quotes.text)],
                value[value.text.index(quotes.text) + len(quotes) :],
            ):
                ledger.aside(piece, "punctuation of YAML")
            fields.append(Field(name, "", label, quotes, line.number))
        elif line.text.text.startswith("- ") and fields[-1:] and not found:
            before = fields[-1]
            fields[-1] = replace(before, text=before.text + Traced.added(", ") + line.text[2:])
            ledger.aside(line.text[:2], "punctuation of YAML")
        elif found and not found["value"] and name in ("authors", "keywords"):
            fields.append(Field(name, "", line.text, Traced(), line.number))
        else:
            ledger.aside(line.text, "front matter that the project has no field for")
    if end:
        ledger.aside(lines[end].text, "punctuation of YAML")
    return fields, lines[end + 1 :] if end else lines
