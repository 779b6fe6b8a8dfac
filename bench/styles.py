"""How far the GB/T 7714 styles agree with outside sources, and what a reference costs; run by `make bench-styles`.

The sources lie beside the repository in ../shared/oracles/gbt7714 (its README says what they are) and are no part of
it: entries in BibTeX with their lines, and items in CSL-JSON with theirs. A line counts as equal when nothing but
spaces differs. The second source leaves the punctuation inside a title as it finds it: for it, and where the two are
compared with each other, the width of punctuation is folded too.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from bireview.bibliography.identifiers import parse_doi
from bireview.bibliography.load import load_library
from bireview.bibliography.model import PartialDate, Person, Reference
from bireview.bibliography.rich_text import text_of
from bireview.bibliography.styles import STYLES, Style

ROOT = Path(__file__).resolve().parent.parent
ORACLES = ROOT.parent / "shared" / "oracles" / "gbt7714"
EDITIONS = ("2015", "2025")
GROUPS = {
    "overall": None,
    "articles": {"article", "newspaper"},
    "books": {"book"},
    "web pages": {"online"},
}
WIDTH = str.maketrans("，：；（）？！’", ",:;()?!'")
NOTE = re.compile(r"^(?:tex\.)?([A-Za-z][A-Za-z -]*): *(.*)$", re.MULTILINE)
TYPES = {
    "article": "preprint",
    "article-journal": "article",
    "article-newspaper": "newspaper",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "graphic": "image",
    "manuscript": "archive",
    "map": "map",
    "motion_picture": "video",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "personal_communication": "letter",
    "report": "report",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "online",
}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=20, help="how often each list is printed to measure its time")
    parser.add_argument("--differences", action="store_true", help="also print what differs, both lines")
    arguments = parser.parse_args()
    if ORACLES.is_dir():
        for edition in EDITIONS:
            compare(edition, arguments.differences)
    else:
        print(f"NOT COMPARED: the outside sources are missing, there is no folder {ORACLES}")
    measure(arguments.rounds)


def compare(edition: str, differences: bool) -> None:
    """Print how many lines of both sources our style gives for `edition`, and for those on which they agree."""
    style = STYLES[f"gbt7714-{edition}"]
    entries = bibtex_references(edition)
    items = csl_references(edition)
    lines = read_lines(f"gbt7714-{edition}-numeric.tsv")
    others = read_lines(f"zotero-chinese-{edition}-numeric.tsv")
    report(f"{edition}, BibTeX source, spaces folded", style, entries, lines, without_spaces, differences)
    report(f"{edition}, CSL source, spaces and width folded", style, items, others, without_width, differences)
    both = {key for key in lines.keys() & others.keys() if without_width(lines[key]) == without_width(others[key])}
    agreed = {key: reference for key, reference in entries.items() if key in both}
    if agreed:
        report(
            f"{edition}, where the two agree, spaces folded", style, agreed, lines, without_spaces, differences=False
        )
    else:
        print(f"{edition}: the two sources have no entry in common\n")


def report(
    title: str,
    style: Style,
    references: Mapping[str, Reference],
    lines: Mapping[str, str],
    fold: Callable[[str], str],
    differences: bool,
) -> None:
    """Print one table: equal and all, by group."""
    ours = {key: text_of(style(reference)) for key, reference in references.items()}
    equal = {key for key, text in ours.items() if fold(text) == fold(lines[key])}
    print(title)
    for group, types in GROUPS.items():
        members = [key for key, reference in references.items() if types is None or reference.type in types]
        good = len(equal.intersection(members))
        share = f"{good / len(members):>8.1%}" if members else ""
        print(f"  {group:<12}{good:>5} of {len(members):<5}{share}")
    print()
    for key in [key for key in ours if differences and key not in equal]:
        print(f"  {key}\n    theirs: {lines[key]}\n    ours:   {ours[key]}")


def measure(rounds: int) -> None:
    """Print the CPU time of one reference, the best of `rounds`."""
    lists = {"the review's references": list(review_references())}
    if ORACLES.is_dir():
        lists["the outside entries of 2025"] = list(bibtex_references("2025").values())
    for name, references in lists.items():
        for style in STYLES:
            best = min(seconds(STYLES[style], references) for _ in range(rounds))
            print(f"{style}: {best / len(references) * 1e6:.0f} µs a reference ({name}, {len(references)})")


def seconds(style: Style, references: Iterable[Reference]) -> float:
    """CPU seconds to print all of `references` once."""
    start = time.process_time()
    for reference in references:
        style(reference)
    return time.process_time() - start


def review_references() -> Iterable[Reference]:
    """The references of this repository."""
    library, _ = load_library((ROOT / "references.bib").read_text(encoding="utf-8"), "references.bib")
    return library.values()


def bibtex_references(edition: str) -> dict[str, Reference]:
    """The entries of the BibTeX source."""
    name = f"{edition}-examples.bib"
    library, _ = load_library((ORACLES / name).read_text(encoding="utf-8"), name)
    return dict(library)


def csl_references(edition: str) -> dict[str, Reference]:
    """The items of the CSL source, with what its style for `edition` takes of them."""
    items = json.loads((ORACLES / "zotero-items.csl.json").read_text(encoding="utf-8"))
    return {item["id"]: reference_of(item, position, edition) for position, item in enumerate(items, 1)}


def read_lines(name: str) -> dict[str, str]:
    """The lines of a source by key."""
    lines = (ORACLES / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def without_spaces(line: str) -> str:
    """A line without any white space."""
    return "".join(line.split())


def without_width(line: str) -> str:
    """A line without white space, its punctuation half-width."""
    return without_spaces(line.translate(WIDTH))


def reference_of(item: Mapping[str, Any], position: int, edition: str) -> Reference:
    """A CSL-JSON item; variables that have no field of their own stand as `name: value` in its note.

    Of a patent, the source prints the number of its publication for 2015, and that of its application for 2025.
    """
    said = {name.lower(): value for name, value in NOTE.findall(item.get("note", "")) if value}
    number = item.get("issue") or item.get("archive_location") or item.get("number", "")
    if item["type"] == "patent":
        number = item["call-number" if edition == "2025" else "number"]
    kind = said.get("entrytype") or TYPES[item["type"]]
    title, container = plain(item["title"]), plain(item.get("container-title", said.get("book title", "")))
    in_journal = kind in ("article", "newspaper")
    archive = item.get("archive", "")
    extra = {
        "archiveprefix": item.get("publisher", "") if kind == "preprint" else "",
        "dimensions": said.get("dimensions", ""),
        "eventtitle": plain(item.get("event-title", "")),
        "scale": item.get("scale", ""),
        "version": item.get("version", said.get("version", "")),
    }
    return Reference(
        key=item["id"],
        type=kind,
        line=position,
        position=position,
        authors=people(item.get("author") or item.get("director", ())),
        editors=people(item.get("editor") or item.get("container-author", ())),
        translators=people(item.get("translator", ())),
        title=title,
        title_protected=((0, len(title)),),  # CSL keeps titles in sentence case: their capitals are meant
        journal=container if in_journal else "",
        booktitle="" if in_journal else container,
        booktitle_protected=((0, len(container)),),
        publisher=item.get("publisher", ""),
        institution=archive,
        address=item.get("publisher-place") or said.get("archive-place", ""),
        edition=item.get("edition", ""),
        series=item.get("collection-title", ""),
        volume=item.get("volume", said.get("volume", "")),
        number=number,
        pages=item.get("page", said.get("page", "")).replace("–", "-"),
        eid=said.get("number", "") if in_journal else "",
        date=date_of(item.get("issued")),
        urldate=date_of(item.get("accessed")),
        doi=parse_doi(item.get("DOI") or said.get("doi", "")) or "",
        url=item.get("URL", ""),
        cstr=said.get("cstr", ""),
        langid=item["language"].split("-")[0],
        fields={name: value for name, value in extra.items() if value},
    )


def plain(text: str) -> str:
    """Text without HTML tags."""
    return re.sub(r"<[^>]+>", "", text)


def people(names: Iterable[Mapping[str, str]]) -> tuple[Person, ...]:
    """The names of a CSL variable; a dropped particle follows the given name, as in BibTeX."""
    return tuple(
        Person(
            family=name.get("family", ""),
            given=" ".join(filter(None, (name.get("given"), name.get("dropping-particle")))),
            particle=name.get("non-dropping-particle", ""),
            suffix=name.get("suffix", ""),
            literal=name.get("literal", ""),
        )
        for name in names
    )


def date_of(date: Mapping[str, Any] | None) -> PartialDate | None:
    """The first day of a CSL date."""
    return PartialDate(*(int(part) for part in date["date-parts"][0])) if date else None


if __name__ == "__main__":
    main()
