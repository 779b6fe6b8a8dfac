"""Whether a bibliography still says the same: the guard behind every change of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from bireview.bibliography.load import load_library
from bireview.bibliography.model import Reference


@lru_cache(maxsize=8)  # Each fix compares with what the one before has made.
def works(text: str, *, places: bool = False) -> Mapping[str, Reference]:
    """The references of a .bib file by key, without their lines, and without their places unless these count."""

    def bare(reference: Reference) -> Reference:
        twin = bare(reference.twin) if reference.twin else None
        return replace(reference, line=0, position=reference.position if places else 0, twin=twin)

    return {key: bare(reference) for key, reference in load_library(text, "")[0].items()}
