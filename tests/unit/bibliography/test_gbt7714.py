"""GB/T 7714, both editions: every type of entry, names, dates, links; and the outside source, line by line.

The lines of the tables are written by hand after the clauses named beside them.
"""

import re
from pathlib import Path

import pytest
import yaml

from bireview.bibliography.load import load_library
from bireview.bibliography.rich_text import Run, html_of, text_of
from bireview.bibliography.styles import STYLES
from bireview.bibliography.styles.gbt7714_punctuation import narrow, widen
from bireview.bibliography.tex import to_plain

CASES = Path(__file__).parents[2] / "cases"
TYPES = yaml.safe_load((CASES / "gbt7714_types.yml").read_text(encoding="utf-8"))
DIFFERENCES = yaml.safe_load((CASES / "gbt7714_differences.yml").read_text(encoding="utf-8"))


def entry(source):
    library, _ = load_library(source, "x.bib")
    return next(iter(library.values()))


def printed(source, edition):
    return text_of(STYLES[f"gbt7714-{edition}"](entry(source)))


@pytest.mark.parametrize("edition", ["2015", "2025"])
@pytest.mark.parametrize("case", TYPES, ids=lambda case: case["name"])
def test_each_type_prints_as_its_clause_says(case, edition):
    assert printed(case["bib"], edition) == case[edition]


NAMES = [
    # names in BibTeX; GB/T 7714—2015, 8.1.1 and 8.1.2; GB/T 7714—2025, 7.1.1 and 7.1.2
    ("Chávez-Tapia, NC", "CHÁVEZ-TAPIA N C", "Chávez-Tapia N C"),
    ("Godard, Jean-Luc", "GODARD J L", "Godard J-L"),
    ("Park, J.-R.", "PARK J R", "Park J-R"),
    ("van den Engel, Sandra", "VAN DEN ENGEL S", "van den Engel S"),
    ("Veen, Pieternella H. van der", "VEEN P H van der", "Veen P H van der"),
    ("De Morgan, Augustus", "DE MORGAN A", "De Morgan A"),
    ("Peebles, Jr., Peyton Z.", "PEEBLES P Z, Jr", "Peebles P Z，Jr"),
    ("O'Brien, James A.", "O'BRIEN J A", "O'Brien J A"),
    ("{World Health Organization, Geneva}", "World Health Organization, Geneva", "World Health Organization，Geneva"),
    ("林, 沪 and 张政", "林沪, 张政", "林沪，张政"),
    ("昂温, S.", "昂温", "昂温"),
    ("昂温, G. and 昂温, P. S.", "昂温 G, 昂温 P S", "昂温 G，昂温 P S"),
    ("Кочетков, А. Я.", "Кочетков А Я", "Кочетков А Я"),
    ("A, B and C, D and E, F", "A B, C D, E F", "A B，C D，E F"),
    ("A, B and C, D and E, F and G, H", "A B, C D, E F, et al", "A B，C D，E F，et al"),
    ("A, B and others", "A B, et al", "A B，et al"),
]


@pytest.mark.parametrize(("names", "in_2015", "in_2025"), NAMES)
def test_names_are_set_as_the_edition_asks(names, in_2015, in_2025):
    source = f"@book{{k, author={{{names}}}}}"
    assert printed(source, 2015) == in_2015 + "."
    assert printed(source, 2025) == in_2025 + "."


LANGUAGES = [
    # a title that tells the language, or the language; "et al.", a translator, the third edition, the second volume
    ("肝", "", "等", "译", "3 版", "：第 2 卷"),
    ("肝のはなし", "", "他", "訳", "3 版", "：第 2 巻"),
    ("도서관", "", "외", "역", "3 판", "：제 2 권"),
    ("Печень", "", "и др", "пер", "3-е изд", "：т. 2"),
    ("Liver", "", "et al", "trans", "3rd ed", "：v.2"),
    ("Leber", "german", "et al", "trans", "3rd ed", "：v.2"),
    ("図書館", "japanese", "他", "訳", "3 版", "：第 2 巻"),
]


@pytest.mark.parametrize(("title", "langid", "others", "translated", "edition", "volume"), LANGUAGES)
def test_words_are_in_the_language_of_the_entry(title, langid, others, translated, edition, volume):
    """Its own langid decides, or else its script (GB/T 7714—2025, 7.1.2: "等" or the word that corresponds to it)."""
    source = (
        f"@book{{k, author={{A, B and others}}, title={{{title}}}, translator={{C, D}}, edition={{Third}}, volume=2,"
        f" langid={{{langid}}}}}"
    )
    assert printed(source, 2025) == f"A B，{others}. {title}{volume}[M]. C D，{translated}. {edition}."


EDITIONS = [
    # GB/T 7714—2015, 8.3; GB/T 7714—2025, 7.4
    ("First", "en", ""), ("1", "zh", ""), ("Fifth", "en", "5th ed"), ("2nd edition", "en", "2nd ed"),
    ("11", "en", "11th ed"), ("Rev. ed.", "en", "Rev. ed"), ("3", "zh", "3 版"), ("第三版", "zh", "3 版"),
    ("第2版", "zh", "2 版"), ("新1版", "zh", "新1版"), ("影印本", "zh", "影印本"),
]  # fmt: skip


@pytest.mark.parametrize(("edition", "langid", "words"), EDITIONS)
def test_an_edition_is_numbered_and_a_first_one_left_out(edition, langid, words):
    source = f"@book{{k, title={{X}}, edition={{{edition}}}, langid={{{langid}}}}}"
    assert printed(source, 2025) == f"X[M]. {words}.".replace(" .", "")


def test_an_identifier_that_the_address_holds_is_left_out():
    """GB/T 7714—2015, 8.7: a DOI is given when the address does not hold it."""
    source = (
        "@article{k, title={X}, journal={J}, year=2020, doi={10.1000/A}, cstr={32003.36.x}, url={https://a.org/%s}}"
    )
    assert printed(source % "10.1000%2Fa", 2025).endswith("https://a.org/10.1000%2Fa. CSTR:32003.36.x.")
    assert printed(source % "CSTR:32003.36.X", 2025).endswith("https://a.org/CSTR:32003.36.X. DOI:10.1000/A.")


def test_address_and_identifiers_are_links():
    runs = STYLES["gbt7714-2025"](
        entry("@article{k, title={X<Y}, year=2020, doi={10.1000/a<b}, url={https://a.org/?a&b}}")
    )
    assert runs == (
        Run("X<Y[J/OL]. 2020. "),
        Run("https://a.org/?a&b", url="https://a.org/?a&b"),
        Run(". DOI:"),
        Run("10.1000/a<b", url="https://doi.org/10.1000/a%3Cb"),
        Run("."),
    )
    assert str(html_of(runs)).startswith("X&lt;Y[J/OL]. 2020. <a href")


def test_what_is_no_web_address_is_no_link():
    runs = STYLES["gbt7714-2015"](entry("@misc{k, title={X}, url={javascript:alert(1)}}"))
    assert [run.url for run in runs] == ["", "", ""]


def test_an_entry_without_anything_prints_nothing():
    assert STYLES["gbt7714-2025"](entry("@book{k, langid={english}}")) == ()


def test_punctuation_inside_words_keeps_its_width():
    """Signs that set off words change width; those in a name, a number or a formula stay."""
    assert widen("CD34(+), 1,2-X: a (b: c) d;e") == "CD34(+)，1,2-X：a（b：c）d;e"
    assert widen("试行(草案), 北京:上海") == "试行（草案），北京：上海"
    assert narrow("学报（医学版）：甲，乙；怎么办？") == "学报 (医学版): 甲, 乙; 怎么办?"
    assert narrow(widen("Plain text, no more")) == "Plain text, no more"


@pytest.mark.parametrize("edition", [2015, 2025])
def test_the_reviews_references_print_in_their_own_language(repository, edition):
    """All 62, and the two Chinese records: nothing is doubled, empty or left over, and every entry ends in a stop."""
    library, problems = load_library((repository / "references.bib").read_text(encoding="utf-8"), "references.bib")
    assert not problems
    style = STYLES[f"gbt7714-{edition}"]
    references = [*library.values(), *(r.twin for r in library.values() if r.twin)]
    assert len(references) == 64
    for reference in references:
        text = text_of(style(reference))
        assert text.endswith(".")
        assert not re.search(r"\.\.|,,|，，|: ?:|：：|\(\)|（）|\[\]|  | [,.，：]|[{}\\]", text), text
        assert ("等" in text) == (reference.langid == "zh" and reference.others_cut)
        assert ("et al." in text) == (reference.langid == "en" and reference.others_cut)
    twin = text_of(style(library["lin2012"].twin))
    comma = ", " if edition == 2015 else "，"
    assert twin.startswith(comma.join(["林沪", "张政", "施明", "等. 人脐带间充质干细胞"]))


@pytest.mark.parametrize("edition", [2015, 2025])
def test_lines_are_those_of_the_outside_source_but_for_the_listed_ones(shared, edition):
    """What differs is exactly what tests/cases/gbt7714_differences.yml lists: neither more nor less."""
    folder = shared / "oracles" / "gbt7714"
    library, _ = load_library((folder / f"{edition}-examples.bib").read_text(encoding="utf-8"), "x.bib")
    rows = (folder / f"gbt7714-{edition}-numeric.tsv").read_text(encoding="utf-8").splitlines()
    theirs = dict(row.split("\t", 1) for row in rows)
    ours = {key: text_of(STYLES[f"gbt7714-{edition}"](reference)) for key, reference in library.items()}
    assert ours.keys() == theirs.keys()
    differing = {key for key in ours if folded(ours[key]) != folded(theirs[key])}
    listed = DIFFERENCES[edition]
    assert differing == listed.keys()
    for key, reason in listed.items():
        if reason.startswith("TeX:"):
            assert folded(ours[key]) == folded(to_plain(theirs[key].replace("\\cstr", "")).text)


def folded(line):
    return "".join(line.split())
