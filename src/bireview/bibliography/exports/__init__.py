"""Export formats: references in, the text of a file out. A new format is one file here and one line below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bireview.bibliography.exports import bibtex, csl_json, ris
from bireview.bibliography.model import Reference


@dataclass(frozen=True)
class Export:
    """One format: how people call it, its media type, and the functions that write it."""

    name: str
    media_type: str
    entry: Callable[[Reference], str]
    join: Callable[[Iterable[str]], str]
    """Makes one text of any number of entries."""

    def write(self, references: Iterable[Reference]) -> str:
        """The text of a file, in the given order; it is to be saved as UTF-8, its line ends as they are."""
        return self.join(map(self.entry, references))


EXPORTS: Mapping[str, Export] = {
    "bib": Export("BibTeX", "application/x-bibtex", bibtex.entry, bibtex.join),
    "ris": Export("RIS", "application/x-research-info-systems", ris.entry, ris.join),
    "json": Export("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json.entry, csl_json.join),
}
"""By file name extension, without the dot."""
