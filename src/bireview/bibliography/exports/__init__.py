"""Export formats: references in, the text of a file out. A new format is one file here and one line below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bireview.bibliography.exports import bibtex, csl_json, ris
from bireview.bibliography.model import Reference


@dataclass(frozen=True)
class Export:
    """One format: how people call it, its media type, and the function that writes it."""

    name: str
    media_type: str
    write: Callable[[Iterable[Reference]], str]
    """Makes one text of any number of references; it is to be saved as UTF-8, its line ends as they are."""


EXPORTS: Mapping[str, Export] = {
    "bib": Export("BibTeX", "application/x-bibtex", bibtex.write),
    "ris": Export("RIS", "application/x-research-info-systems", ris.write),
    "json": Export("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json.write),
}
"""By file name extension, without the dot."""
