"""NLM style: the golden cases of tests/cases/nlm.yml, and tables for what it makes of single elements."""

import re
from pathlib import Path

import pytest
import yaml

from bireview.bibliography.load import load_library
from bireview.bibliography.model import PartialDate, Person
from bireview.bibliography.rich_text import html_of, text_of
from bireview.bibliography.romanization import romanize
from bireview.bibliography.styles import STYLES
from bireview.bibliography.styles.nlm_words import (
    abridged,
    date_words,
    days_words,
    edition_words,
    initials,
    name_of,
    place_words,
    supplement_words,
)

REPOSITORY = Path(__file__).parents[3]
CASES = yaml.safe_load((REPOSITORY / "tests/cases/nlm.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def review():
    return load_library((REPOSITORY / "references.bib").read_text(encoding="utf-8"), "references.bib")[0]


def printed(bib, key="k"):
    library, _ = load_library(bib, "cases.bib")
    return STYLES["nlm"](library[key])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case, review):
    """Each entry is printed as its rule says."""
    runs = printed(case["bib"]) if "bib" in case else STYLES["nlm"](review[case["key"]])
    assert text_of(runs) == case["text"]
    if "html" in case:
        assert html_of(runs) == case["html"]


def test_cases_are_many_and_name_their_rule():
    """At least 40 cases, half of them of journal articles; each says where its expected text comes from."""
    articles = [case for case in CASES if "@article" in case.get("bib", "@article")]
    assert len(CASES) >= 40
    assert len(articles) >= len(CASES) / 2
    assert all(case["rule"] for case in CASES)


def test_review(review):
    """Every work of the review has authors, a title, a year and, when it has a DOI, a link to it."""
    for reference in review.values():
        runs = STYLES["nlm"](reference)
        text = text_of(runs)
        assert re.fullmatch(r"\S.*\S\. \S.*[a-z\])?][.?]? .*(?:18|19|20)\d\d.*", text), text
        assert not re.search(r"\.\.|  | [.,;:]|\(\)|None", text), text
        linked = [run.text for run in runs if run.url.startswith("https://doi.org/")]
        assert linked == ([reference.doi] if reference.doi else [])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("NC", "NC"),
        ("N. C.", "NC"),
        ("N.C.", "NC"),
        ("Nicolas C", "NC"),
        ("Nicolas Charles", "NC"),
        ("Jean-Luc", "JL"),
        ("J.-L.", "JL"),
        ("J‐L", "JL"),
        ("N. C. D.", "NC"),
        ("Ana", "A"),
        ("Éva", "É"),
        ("Maria de la Luz", "ML"),
        ("D'Arcy", "D"),
        ("W. St. John", "WS"),
        ("Iu. A.", "IuA"),
        ("Юрий", "Iu"),
        ("Ж. В.", "ZhV"),
        ("john", "J"),
        ("Robert (Bob)", "RB"),
        ("", ""),
    ],
)
def test_initials(given, expected):
    """Initials without stops and hyphens, two at most."""
    assert initials(given) == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("Chávez-Tapia", "NC"), "Chávez-Tapia NC"),
        (Person("Engel", "S", particle="van den"), "van den Engel S"),
        (Person("DeVita", "Vincent T.", suffix="Jr."), "DeVita VT Jr"),
        (Person("Jones", "James G.", suffix="II"), "Jones JG 2nd"),
        (Person("Plato"), "Plato"),
        (Person("林", "沪"), "林沪"),
        (Person("陈登原"), "陈登原"),
        (Person("山田", "太郎"), "山田太郎"),
        (Person("김", "철수"), "김철수"),
        (Person("爱因斯坦", "A."), "爱因斯坦 A"),
        (Person("Щербакова", "Ж. В."), "Shcherbakova ZhV"),
        (Person(literal="WHO, 肝病组"), "WHO, 肝病组"),
    ],
)
def test_name(person, expected):
    """Surname first, then initials and what tells generations apart; East Asian names whole."""
    assert name_of(person) == expected


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("820-828", "820-8"),
        ("539-540", "539-40"),
        ("40-46", "40-6"),
        ("12-19", "12-9"),
        ("100-109", "100-9"),
        ("1199-1205", "1199-205"),
        ("95-102", "95-102"),
        ("199-201", "199-201"),
        ("22638-22645", "22638-45"),
        ("284-7", "284-7"),
        ("184", "184"),
        ("12-12", "12"),
        ("28-19", "28-19"),
        ("S93-S99", "S93-9"),
        ("S93-99", "S93-9"),
        ("S6-S12", "S6-12"),
        ("e12-e15", "e12-5"),
        ("A1-B3", "A1-B3"),
        ("505-512.e1", "505-512.e1"),
        ("iii-v", "iii-v"),
        ("12A-15A", "12A-15A"),
        ("146-149, 278-279", "146-9, 278-9"),
        ("第3页", "第3页"),
        ("", ""),
    ],
)
def test_pages(pages, expected):
    """Only the digits that change are repeated; what is not two numbers stays."""
    assert abridged(pages) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A Study of Liver Cells", "A study of liver cells"),
        ("Cells: A Review", "Cells: a review"),
        ("Renovation of {Annals of Hepatology}'s Scope", "Renovation of Annals of Hepatology's scope"),
        ("DNA and {RNA} in the Cell", "DNA and RNA in the cell"),
        ("mRNA Vaccines", "mRNA vaccines"),
        ("in vitro Growth", "In vitro growth"),
        ("p53 in Cancer", "p53 in cancer"),
        ("iPSC-Derived MSCs and CD34+ Cells", "iPSC-derived MSCs and CD34+ cells"),
        ("Hepatitis B and Vitamin A", "Hepatitis B and vitamin A"),
        ("3D Cultures of T Cells", "3D cultures of T cells"),
        ("What Now? Cells for Livers", "What now? Cells for livers"),
        ("人脐带MSC移植", "人脐带MSC移植"),
        ("MSC治疗 and Exosomes", "MSC治疗 and exosomes"),
        (r"The \textit{Foxp3} Gene", "The Foxp3 gene"),
    ],
)
def test_sentence_case(title, expected):
    """Capitals stay at the start, in acronyms, in words with capitals or digits inside, and where braces keep them."""
    entry = f"@book{{k, author = {{A, B}}, title = {{{title}}}, year = 2000, langid = {{english}}}}"
    stop = "" if expected.endswith("?") else "."
    assert text_of(printed(entry)) == f"A B. {expected}{stop} 2000."


@pytest.mark.parametrize("langid", ["german", "french"])
def test_other_languages_keep_their_capitals(langid):
    """A title in another language keeps the capitals of its own rules."""
    text = text_of(printed(f"@book{{k, title = {{Die Leber und das Licht}}, year = 2000, langid = {{{langid}}}}}"))
    assert text == f"Die Leber und das Licht. 2000. {langid.capitalize()}."


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("4", "4th ed."),
        ("2nd", "2nd ed."),
        ("Third edition", "3rd ed."),
        ("11th ed.", "11th ed."),
        ("22", "22nd ed."),
        ("Rev.", "Rev. ed."),
        ("第3版", "3rd ed."),
        ("第三版", "3rd ed."),
        ("修订版", "修订版"),
        ("2020年版", "2020年版"),
        ("2020", "2020 ed."),
        ("", ""),
    ],
)
def test_edition(given, expected):
    """Editions are numbered in English; a Chinese word for one stays."""
    assert edition_words(given) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("White Plains, NY", "White Plains (NY)"),
        ("Boston, MA, USA", "Boston (MA)"),
        ("Berlin; Heidelberg", "Berlin"),
        ("St. Louis", "St. Louis"),
        ("北京", "北京"),
        ("", ""),
    ],
)
def test_place(address, expected):
    """The first place, its state or country in parentheses."""
    assert place_words(address) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("2002-04-03/2002-04-05", "2002 Apr 3-5"),
        ("2002-04-30/2002-05-02", "2002 Apr 30-May 2"),
        ("2002-12-30/2003-01-02", "2002 Dec 30-2003 Jan 2"),
        ("2002-04-03", "2002 Apr 3"),
        ("2002-04-03/2002-04-03", "2002 Apr 3"),
        ("spring 2002", "spring 2002"),
        ("", ""),
    ],
)
def test_days(days, expected):
    """A span of days repeats neither year nor month."""
    assert days_words(days) == expected


def test_date():
    """Dates are as exact as they are known."""
    dates = (PartialDate(2002, 8, 12), PartialDate(2002, 8), PartialDate(2002), None)
    assert [date_words(date) for date in dates] == ["2002 Aug 12", "2002 Aug", "2002", ""]


@pytest.mark.parametrize("given", ["Suppl 2", "Supplement 2", "suppl. 2", "增刊2", "增刊 2"])
def test_supplement(given):
    """One word for supplements."""
    assert supplement_words(given) == "Suppl 2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Клеточная терапия", "Kletochnaia terapiia"),
        ("объём, соль", "ob″em, sol′"),
        ("ЩЖ и Щука", "SHCHZH i Shchuka"),
        ("Київ", "Київ"),
        ("MSC 与 β", "MSC 与 β"),
    ],
)
def test_romanization(text, expected):
    """Russian is romanized; letters of another Cyrillic alphabet leave a text as it is."""
    assert romanize(text) == expected


def test_address_that_is_no_web_address_is_not_linked():
    """Only web addresses become links."""
    runs = printed("@online{k, title = {T}, year = 2000, url = {javascript:alert(1)}}")
    assert not any(run.url for run in runs)
