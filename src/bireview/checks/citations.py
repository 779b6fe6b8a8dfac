"""Every mark names works of the bibliography, and every work of the bibliography is cited."""

from __future__ import annotations

from collections.abc import Iterator

from bireview.citations.numbering import resolve
from bireview.problems import Location, Problem
from bireview.review import Review


def check(review: Review) -> Iterator[Problem]:
    """Report unknown keys with the nearest one, numbers out of range, and works that are cited nowhere."""
    library = review.library
    if library.file in review.unread:
        return
    for pages in review.pages.values():
        for page in pages:
            for placed in page.marks:
                for name in resolve(placed.mark, library)[1]:
                    if name.isdigit() and any(str(item.position) == name for item in placed.mark.items):
                        yield Problem(
                            "number-out-of-range",
                            placed.location,
                            f"citation '{placed.mark.text}' names number {name}, and {library.file} has "
                            f"{len(library)} entries",
                            "Numbers count the entries of the bibliography from the top, from 1.",
                        )
                        continue
                    nearest = library.nearest(name)
                    yield Problem(
                        "unknown-citation",
                        placed.location,
                        f"citation '{name}' is not in {library.file}",
                        f"Nearest key: '{nearest.key}' ({library.file}:{nearest.line})." if nearest else "",
                    )
    for reference in library.values():
        if reference.key not in review.numbering.numbers:
            yield Problem(
                "uncited-reference",
                Location(library.file, reference.line),
                f"'{reference.key}' is cited on no page",
                f"Cite it as [@{reference.key}], or take it out of the file.",
            )
