"""Forms of words in running text, and the terms that they name."""

import pytest

from bireview.entries import load_glossary
from bireview.languages import LANGUAGES
from bireview.terms import forms_pattern, term_finder

GLOSSARY = """\
- {id: msc, zh: 间充质干细胞, en: mesenchymal stem cell, abbreviation: MSC, definition: {zh: 甲, en: a}}
- {id: stem, zh: 干细胞, en: stem cell, definition: {zh: 甲, en: a}, also: {zh: [种子细胞], en: [mother cell]}}
- {id: uc, zh: 脐带间充质干细胞, en: umbilical cord stem cell, abbreviation: UC-MSC, definition: {zh: 甲, en: a}}
- {id: cirrhosis, zh: 肝硬化, en: cirrhosis, definition: {zh: 甲, en: a}}
- {id: late, zh: 失代偿期肝硬化, en: decompensated cirrhosis, definition: {zh: 甲, en: a}}
- {id: t, zh: T淋巴细胞, en: T lymphocyte, definition: {zh: 甲, en: a}}
- {id: rct, zh: 随机对照研究, en: randomised controlled trial, abbreviation: RCT, definition: {zh: 甲, en: a}}
- {id: tgf, zh: 转化生长因子β, en: transforming growth factor-beta, abbreviation: TGF-β, definition: {zh: 甲, en: a}}
- {id: mob, zh: 动员, en: mobilisation (of stem cells), definition: {zh: 甲, en: a}}
- {id: pre, zh: 预处理, en: preconditioning / pretreatment, definition: {zh: 甲, en: a}}
- {id: biopsy, zh: 活检, en: biopsy, definition: {zh: 甲, en: a}}
- {id: cd34, zh: CD34阳性细胞, en: CD34-positive cell, abbreviation: CD34+, definition: {zh: 甲, en: a}}
- {id: oedema, zh: 水肿, en: oedema, definition: {zh: 甲, en: a}}
- {id: os, zh: 总体生存率, en: overall survival rate, abbreviation: OS, definition: {zh: 甲, en: a}}
"""


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        # Names and abbreviations; the longest at a place.
        ("zh", "间充质干细胞（MSC）可治疗失代偿期肝硬化", ["间充质干细胞 msc", "MSC msc", "失代偿期肝硬化 late"]),
        ("en", "mesenchymal stem cells (MSC) in decompensated cirrhosis",
         ["mesenchymal stem cells msc", "MSC msc", "decompensated cirrhosis late"]),
        ("zh", "脐带间充质干细胞与干细胞", ["脐带间充质干细胞 uc", "干细胞 stem"]),
        ("zh", "用UC-MSC治疗", ["UC-MSC uc"]),
        ("en", "UC-MSC and hUC-MSC", ["UC-MSC uc", "MSC msc"]),
        # Chinese anywhere, Latin letters as whole words, beside Chinese too.
        ("zh", "早期肝硬化患者和MSC移植", ["肝硬化 cirrhosis", "MSC msc"]),
        ("zh", "AMSC与MSCs", []),
        ("zh", "CD8T淋巴细胞", []),
        ("zh", "使T淋巴细胞增多", ["T淋巴细胞 t"]),
        ("en", "AMSC, oedematous, microbiopsy", []),
        ("en", "TGF-β1 and TGF-β2", []),
        ("en", "TGF-β/Smad and TGF-β", ["TGF-β tgf", "TGF-β tgf"]),
        ("en", "MSC-derived", ["MSC msc"]),
        # Plurals; a capital at the start; otherwise case counts.
        ("en", "Stem cells, biopsies, RCTs, cirrhoses",
         ["Stem cells stem", "biopsies biopsy", "RCTs rct", "cirrhoses cirrhosis"]),
        ("en", "os and Os and msc", []),
        ("en", "OS", ["OS os"]),
        # A line may break between words; no name goes on over other characters.
        ("en", "stem\n  cell and T\nlymphocytes", ["stem\n  cell stem", "T\nlymphocytes t"]),
        ("en", "stem, cell", []),
        ("zh", "干 细胞", []),
        # What stands in brackets may be left out; a bar separates names.
        ("en", "mobilisation; mobilisation (of stem cells)", ["mobilisation mob", "mobilisation (of stem cells) mob"]),
        ("en", "Preconditioning or pretreatment", ["Preconditioning pre", "pretreatment pre"]),
        ("en", "CD34+ cells, CD34", ["CD34+ cd34"]),
        ("zh", "CD34+细胞", ["CD34+ cd34"]),
        # Names by which one may search are not what a text means.
        ("en", "mother cell", []),
        ("zh", "种子细胞", []),
        ("en", "", []),
    ],
)  # fmt: skip
def test_terms_are_found(language, text, found):
    """Each place where a term is named, in order, longer names before those within them."""
    glossary, problems = load_glossary(GLOSSARY, "glossary.yml", ("zh", "en"))
    assert not problems
    finder = term_finder(glossary, language, LANGUAGES[language])
    assert [f"{text[start:end]} {term}" for start, end, term in finder.find(text)] == found


@pytest.mark.parametrize(
    ("forms", "text", "found"),
    [
        ([], "任何 text", []),
        (["a.b"], "axb a.b", ["a.b"]),
        (["肝", "肝硬化", "肝硬"], "肝硬化和肝硬", ["肝硬化", "肝硬"]),
        (["ELSD"], "ELSD患者，xELSD", ["ELSD"]),
        (["liver", "liver failure"], "liver\nfailure, livers, liver", ["liver\nfailure", "liver"]),
    ],
)
def test_the_pattern_prefers_the_longest_form(forms, text, found):
    """Forms are literal text; where several begin, the longest counts."""
    assert [match[0] for match in forms_pattern(forms).finditer(text)] == found


def test_a_term_needs_no_plural_rules():
    """A language without plurals finds exactly the names."""
    glossary, _ = load_glossary(GLOSSARY, "glossary.yml", ("zh", "en"))
    assert "干细胞s" not in term_finder(glossary, "zh", LANGUAGES["zh"]).ids
    assert "MSCs" in term_finder(glossary, "en", LANGUAGES["en"]).ids
