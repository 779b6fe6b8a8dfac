"""Headlines lose their capitals; names, acronyms and what braces protect keep theirs."""

import pytest

from bireview.bibliography.load import load_library
from bireview.bibliography.sentence_case import sentence_case

CASES = [
    # the title in BibTeX, with its braces, and as it is printed
    ("The Liver and Its Stem Cells", "The liver and its stem cells"),
    ("Shaping the Liver: A Review", "Shaping the liver: a review"),
    ("Why Now? A Second Sentence", "Why now? A second sentence"),
    ("{CD34}-Positive Cells in {Egyptian} Patients", "CD34-positive cells in Egyptian patients"),
    ("DNA, mRNA and {T} Cells of the U.S. Army", "DNA, mRNA and T cells of the U.S. Army"),
    ("A Concanavalin A-induced Injury", "A concanavalin A-induced injury"),
    ("Vitamin B12 and 3D Cultures of {O'Brien}'s Cells", "Vitamin B12 and 3D cultures of O'Brien's cells"),
    ("“Conducting Cells” of the Émigré Ångström", "“Conducting cells” of the émigré ångström"),
    ("[{Zotero} Download]", "[Zotero download]"),
    ("肝硬化 Liver Disease", "肝硬化 liver disease"),
    ("", ""),
]


@pytest.mark.parametrize(("title", "printed"), CASES)
def test_only_a_headlines_capitals_go(title, printed):
    library, _ = load_library(f"@misc{{key, title = {{{title}}}}}", "x.bib")
    assert sentence_case(library["key"].title, library["key"].title_protected) == printed


def test_a_title_in_sentence_case_stays_as_it_is():
    title = "Human MSCs modulate T-cell responses: a phase 2 trial in Cairo"
    assert sentence_case(title, ((54, 59), (57, 62))) == title
