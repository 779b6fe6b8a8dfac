"""What can be mended safely in a project's files. A new fix is one file here, with `fix(draft)`, and one line below.

A fix takes the texts of the files and returns those that it changed. It leaves every character as it stands that it
does not have to change, and whatever it cannot read; run again on its own result it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bireview.fixes import bibliography, headings, identifiers, marks, order, titles
from bireview.fixes.draft import Draft, Mended, Remark

FIXES: Mapping[str, Callable[[Draft], Mended]] = {
    "marks": marks.fix,
    "identifiers": identifiers.fix,
    "headings": headings.fix,
    "titles": titles.fix,
    "bibliography": bibliography.fix,
    # Last, because numbered marks mean places in the bibliography.
    "order": order.fix,
}


def mend(draft: Draft, names: Sequence[str] = tuple(FIXES)) -> tuple[Draft, tuple[Remark, ...]]:
    """Apply the fixes, each to what the one before left; returns the last draft and all remarks, by place."""
    remarks: set[Remark] = set()
    for name, fix in FIXES.items():
        if name in names:
            mended = fix(draft)
            draft = draft.changed(mended.texts)
            remarks.update(mended.remarks)
    return draft, tuple(sorted(remarks, key=lambda remark: (remark.location, remark.text)))
