"""Manuscripts made of the repository's review and maimed as a PDF's extraction is, imported: the truth comes back."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from bireview.bibliography.load import load_library
from bireview.source import read_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from bireview.importing.manuscript import Import
    from bireview.review import Review

FIELDS = (
    "type", "authors", "others_cut", "title", "journal", "volume", "number", "supplement", "pages", "eid", "date",
    "doi", "url", "langid",
)  # fmt: skip
NOT_TEXT = {"index", "references", "declarations"}


def fold(text: str) -> str:
    """Without white space, which lines and pages decide."""
    return re.sub(r"\s", "", text)


def read_back(done: Import, language: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The numbered headings, and the paragraphs with the number of their section, of the pages in reading order."""
    headings, paragraphs = [], []
    for file, text in done.files.items():
        found = re.match(rf"docs/{language}/(.*)\.md", file)
        if found and found[1] not in NOT_TEXT:
            page, problems = read_page(text, language=language, slug=found[1], file=file)
            assert not problems
            headings += [(h.number, h.title) for h in page.headings if h.number]
            paragraphs += [(b.heading.number, b.text) for b in page.blocks if b.kind == "paragraph"]
    return headings, paragraphs


def differing(one: object, other: object) -> list[str]:
    """The fields in which two references differ, and those of their twins."""
    names = [name for name in FIELDS if getattr(one, name) != getattr(other, name)]
    if one.twin is None or other.twin is None:
        return names + (["twin"] if one.twin is not other.twin else [])
    return names + [f"twin {name}" for name in FIELDS if getattr(one.twin, name) != getattr(other.twin, name)]


def test_a_maimed_manuscript_is_imported_whole(
    variant: object, whole_review: Review, maim: ModuleType, import_text: Callable[..., Import], accounted: Callable
) -> None:
    """Headings, works, citations at their places and paragraphs are those of the review; a guess is a problem.

    And every character of the manuscript has one fate: placed, changed, read into fields, or left aside.
    """
    made = maim.make(whole_review, variant)
    done = import_text(made.text, language=variant.language)
    accounted(done)
    says = [f"{p.message}" for p in done.problems]
    headings, paragraphs = read_back(done, variant.language)
    assert [(n, fold(t)) for n, t in headings] == [(n, fold(t)) for n, t in made.truth.headings]

    library, problems = load_library(done.files["references.bib"], "references.bib")
    assert not problems
    truth = {work.key: work for work in made.truth.works}
    without_twin = variant.style == "vancouver"
    wrong = {
        key: names
        for key, ours in library.items()
        if (names := [n for n in differing(truth[key], ours) if not (without_twin and n.startswith("twin"))])
    }
    assert wrong == {}
    assert list(library) == list(truth)

    # With the words around it, so that a mark is known to stand at its place.
    def marks(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
        text = re.sub(r"[-‐]", "", "".join(fold(t) for _, t in rows))
        return re.findall(r"(.{0,8})(\[@[^\[\]]*\])", text)

    assert marks(paragraphs) == marks(made.truth.paragraphs)
    assert len(marks(paragraphs)) == 65

    # A hyphen at a line's end that nothing in the manuscript decides, and a page that ends with a sentence, are said.
    doubtful = any("closed, with no other place" in said or "cut at the end of a line" in said for said in says)
    at_page_end = any("a page ends with a sentence" in said for said in says)

    def compared(rows: list[tuple[str, str]]) -> object:
        texts = [(n, re.sub("-", "", fold(t)) if doubtful else fold(t)) for n, t in rows]
        if not at_page_end:
            return texts
        by_section: dict[str, str] = defaultdict(str)
        for number, text in texts:
            by_section[number] += text
        return by_section

    assert compared(paragraphs) == compared(made.truth.paragraphs)
    assert fold(made.abstracts[variant.language]) in fold(done.files[f"docs/{variant.language}/index.md"]) or doubtful
    if variant.language == "zh":
        assert fold(made.abstracts["en"]) in fold(done.files["docs/en/index.md"]) or doubtful
    # The reason is named for each; nothing else is found wrong with these manuscripts.
    assert {p.rule for p in done.problems} <= {"import-unsure", "import-front-matter"}
    assert not [said for said in says if "was left aside" in said]


@pytest.mark.parametrize("first", ["zh", "en"])
def test_the_generator_gives_the_same_manuscript_twice(first: str, whole_review: Review, maim: ModuleType) -> None:
    """A variant is reproducible, and its front is in the language that it names."""
    variant = next(v for v in maim.variants() if v.language == first)
    one, two = maim.make(whole_review, variant), maim.make(whole_review, variant)
    assert one.text == two.text
    assert ("摘要" in one.text) == (first == "zh")
