"""Parts of a reference that every format puts together alike."""

from __future__ import annotations

from bireview.bibliography.identifiers import doi_url
from bireview.bibliography.model import Reference, Status, StatusKind

_NOTICES = {
    StatusKind.RETRACTED: "Retracted",
    StatusKind.CONCERN: "Expression of concern",
    StatusKind.CORRECTED: "Corrected",
}


def cut_list(reference: Reference) -> str:
    """Which list of names is cut short, `author` or `editor`; empty for none."""
    if not reference.others_cut:
        return ""
    return "editor" if reference.editors and not reference.authors else "author"


def number_with_supplement(reference: Reference) -> str:
    """`3`, `Suppl 2`, `3 Suppl 2`."""
    return " ".join(filter(None, (reference.number, reference.supplement)))


def publisher(reference: Reference) -> str:
    """Who published the work: a publisher, or the school, organization or archive that stands in its place."""
    return reference.publisher or reference.school or reference.institution or reference.fields.get("eprinttype", "")


def notice_text(status: Status | None) -> str:
    """`Retracted 2021-05-03: https://doi.org/10.1000/notice`, as much of it as is known; nothing for no notice.

    The words are English whatever the work's language, so that programs can look for them.
    """
    if status is None:
        return ""
    words = f"{_NOTICES[status.kind]} {status.date or ''}".strip()
    return f"{words}: {doi_url(status.notice)}" if status.notice else words
