"""What has become of a work since it came out, as the bibliography says it."""

from __future__ import annotations

import re

from bireview.bibliography.dates import parse_date
from bireview.bibliography.identifiers import parse_doi
from bireview.bibliography.model import Status, StatusKind

_SEPARATOR = re.compile(r"\s*[,，;；]\s*|\s+")
_YES = frozenset({"yes", "true", "1", "是"})


def parse_status(kind: StatusKind, text: str) -> Status | None:
    """The value of a field `retracted`, `concern` or `corrected`; None when it cannot be read.

    The day of the notice and its DOI, `2021-05-03, 10.1000/notice`, the date as precise as it is known; one of the
    two; or `yes` when neither is known.
    """
    if text.strip().lower() in _YES:
        return Status(kind)
    if day := parse_date(text):
        return Status(kind, day)
    if notice := parse_doi(text):
        return Status(kind, notice=notice)
    first, *rest = _SEPARATOR.split(text.strip(), maxsplit=1)
    day, notice = parse_date(first), parse_doi("".join(rest))
    return Status(kind, day, notice) if day and notice else None
