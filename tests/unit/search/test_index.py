"""What can be found, and the files that are written for it."""

import json

import pytest

from bireview.search import index
from bireview.search.entries import collect_entries, page_address
from bireview.search.index import search_index

FILES = {
    "docs/zh/index.md": "# 题 {#title}\n\n## 摘要 {#abstract}\n\n间充质干细胞的摘要。\n",
    "docs/en/index.md": "# Title {#title}\n\n## Abstract {#abstract}\n\nAbstract on stem cells.\n",
    "docs/zh/methods.md": (
        "# 2 方法 {#methods}\n\n甲[@li2009]\n\n## 2.1 细节 {#details}\n\n旁分泌。\n\n"
        "::: {#references}\n:::\n\n::: {#glossary}\n:::\n\n::: {#notes}\n:::\n\n::: {#evidence}\n:::\n"
    ),
    "docs/en/methods.md": (
        "# 2 Methods {#methods}\n\nA[@li2009]\n\n## 2.1 Details {#details}\n\nParacrine action.\n\n"
        "::: {#references}\n:::\n\n::: {#glossary}\n:::\n\n::: {#notes}\n:::\n\n::: {#evidence}\n:::\n"
    ),
    "glossary.yml": (
        "- id: paracrine\n  zh: 旁分泌\n  en: paracrine signalling\n  abbreviation: PC-X\n"
        "  definition: {zh: 释义, en: Meaning.}\n  also: {zh: [旁泌作用], en: [paracrine action]}\n"
    ),
    "notes.yml": (
        "- id: N1\n  block: p-2-1\n  severity: minor\n  basis: title\n"
        "  text: {zh: 综述说, en: The review says}\n  source: {zh: 标题说, en: The title says}\n"
    ),
    "studies.yml": (
        "- id: S1\n  work: li2009\n  first_author: Li G\n  year: 2009\n  disease: {zh: 肝病, en: liver disease}\n"
    ),
}


@pytest.fixture
def review(make_review):
    return make_review(FILES)


def read(review, name):
    return json.loads(search_index(review).files[f"{name}.json"])


def found(review, token):
    """The passages of a token, unpacked: {(number, language): times}."""
    rows = {}
    for name, text in search_index(review).files.items():
        if name.startswith("postings-"):
            rows |= json.loads(text)
    at, places, row = 0, {}, iter(rows.get(token, ()))
    for step in row:
        at += step >> 1
        places[divmod(at, 2)] = next(row) if step & 1 else 1
    return places


def test_everything_is_an_entry(review):
    """Sections, and rows, terms, notes and references where their page prints them, in reading order."""
    got = [(entry.kind, entry.slug, entry.anchor, entry.number) for entry in collect_entries(review)]
    assert got == [
        ("section", "index", "", ""),
        ("section", "index", "abstract", ""),
        ("section", "methods", "", "2"),
        ("section", "methods", "details", "2.1"),
        ("reference", "methods", "ref-li2009", ""),
        ("term", "methods", "term-paracrine", ""),
        ("note", "methods", "note-N1", ""),
        ("evidence", "methods", "study-S1", ""),
    ]


def test_a_passage_has_the_texts_of_both_languages(review):
    """A paragraph is one passage with its counterpart, under its own id."""
    section = collect_entries(review)[3]
    assert section.titles == {"zh": "细节", "en": "Details"}
    assert section.passages[1].texts == {"zh": "旁分泌。", "en": "Paracrine action."}
    assert section.passages[1].anchor == "p-2.1-1"


def test_a_reference_is_found_by_every_author_and_its_doi(review):
    """What the printed list leaves out is found too."""
    reference = collect_entries(review)[4]
    assert reference.doi == "10.1002/pmic.1"
    assert "王 芳" in reference.hidden
    assert "2009" in reference.hidden


def test_a_reference_is_found_by_its_pmid(make_review):
    """As a number, and after the word."""
    entry = "@article{li2009, author={Li, G}, title={Cells}, journal={J}, year={2009}, pmid={19072789}}\n"
    review = make_review({**FILES, "references.bib": entry})
    assert found(review, "19072789")
    assert found(review, "19072789").keys() == found(review, "pmid").keys()


def test_neighbours_are_listed_for_typing_errors(review):
    """Each character with those that follow it, in both languages' text."""
    pairs = read(review, "pairs")
    assert "分" in pairs["旁"]
    assert "泌" in pairs["分"]
    assert "旁" not in pairs.get("分", "")


def test_only_stop_words_that_can_be_met_are_shipped(make_review):
    """Words and characters that the text has."""
    review = make_review({**FILES, "docs/zh/index.md": "# 题 {#title}\n\n什么是细胞。\n"})
    idle = read(review, "core")["idle"].split()
    assert "什么" in idle
    assert "哪些" not in idle
    assert "the" in idle
    assert "whom" not in idle


def test_a_term_is_found_in_the_text_by_all_its_names(review):
    """The token of a term stands where any of its names does, in every language."""
    texts = {language: read(review, f"texts-{language}-0") for language in ("zh", "en")}
    assert {texts[("zh", "en")[language]][number] for number, language in found(review, "#0")} >= {
        "旁分泌。",
        "Paracrine action.",
    }


def test_all_names_of_terms_are_shipped_and_joined_forms(review):
    """PC-X is also typed PCX."""
    (forms,) = read(review, "core")["concepts"]
    assert {"pc x", "pcx", "旁 分 泌", "旁 泌 作 用", "paracrin signal"} <= set(forms)
    assert read(review, "titles-en")["terms"] == ["paracrine signalling"]


def test_the_beginning_of_a_name_stands_for_its_term(make_review):
    """A whole word that begins one name only; colloquial names and other terms' names give none."""
    glossary = """\
- {id: paracrine, zh: 旁分泌, en: paracrine signalling, definition: {zh: 甲, en: A}}
- {id: own, zh: 自体, en: autologous, definition: {zh: 乙, en: B}, also: {zh: [], en: [patient's own cells]}}
- {id: liver, zh: 肝脏, en: liver, definition: {zh: 丙, en: C}}
- {id: failure, zh: 肝衰竭, en: liver failure, definition: {zh: 丁, en: D}}
- {id: acute, zh: 急性肝炎, en: acute hepatitis, definition: {zh: 戊, en: E}}
- {id: injury, zh: 急性损伤, en: acute injury, definition: {zh: 己, en: F}}
"""
    core = read(make_review({**FILES, "glossary.yml": glossary}), "core")
    assert core["heads"] == {"paracrin": 0}


def test_postings_count_how_often(make_review):
    """A passage has its number of occurrences."""
    review = make_review({**FILES, "docs/zh/index.md": "# 题 {#title}\n\n细胞，细胞，细胞。\n"})
    assert 3 in found(review, "细胞").values()


def test_a_language_without_a_counterpart_is_still_found(make_review):
    """A paragraph or page that only one language has is found in that language."""
    review = make_review({**FILES, "docs/en/index.md": FILES["docs/en/index.md"] + "\nOrphaned paragraph.\n"})
    assert found(review, "orphan")
    review = make_review({**FILES, "docs/en/extra.md": "# Extra {#extra}\n\nLonely page.\n"})
    assert found(review, "lonely")


def test_the_files_are_the_same_every_time(review, make_review):
    """The same review gives the same bytes; another text gives another version."""
    first, name = dict(search_index(review).files), search_index(review).version
    index._last.clear()
    assert dict(search_index(review).files) == first
    assert search_index(make_review({**FILES, "docs/en/index.md": "# Title {#title}\n\nOther.\n"})).version != name


def test_large_reviews_are_cut(make_review, monkeypatch):
    """Postings are cut at their size, and the first token of each file says where a token is."""
    monkeypatch.setattr(index, "POSTINGS_SIZE", 200)
    monkeypatch.setattr(index, "TEXTS_SIZE", 40)
    monkeypatch.setattr(index, "FILE_GROWTH", 0)
    review = make_review(FILES)
    core = read(review, "core")
    assert len(core["shards"]) > 3
    for number, first in enumerate(core["shards"]):
        assert next(iter(read(review, f"postings-{number}"))) == first
    assert core["shards"] == sorted(core["shards"])
    assert sum(len(read(review, f"texts-en-{n}")) for n in range(len(core["texts-en"]))) == len(core["anchors"])


def test_files_grow_with_the_review_and_so_do_their_numbers(monkeypatch):
    """Four times as much is about twice the files: neither too many to fetch, nor too large."""
    monkeypatch.setattr(index, "POSTINGS_SIZE", 0)
    monkeypatch.setattr(index, "TEXTS_SIZE", 0)
    words = [f"词{number:05}" for number in range(16_000)]
    for cut in (lambda some: index._cut_postings({word: {1: 1, 2: 1} for word in some}), index._cut_texts):
        assert 1.8 < len(cut(words)) / len(cut(words[:4_000])) < 2.2


def test_addresses(review):
    """The default language is at the root, the others below their names."""
    assert [page_address(review, *at) for at in (("zh", "index"), ("zh", "a"), ("en", "index"), ("en", "a/index"))] == [
        "",
        "a/",
        "en/",
        "en/a/",
    ]


@pytest.fixture
def reread(make_review, monkeypatch):
    """Which texts are read again after an edit; the index must be the one that a first reading gives."""

    def answer(name, old, new):
        known, read, now = index.Counts(), index.read, set()
        search_index(make_review(FILES), known)
        edited = make_review({**FILES, name: FILES[name].replace(old, new)})
        with monkeypatch.context() as patch:
            patch.setattr(index, "read", lambda text, variants: (now.add(text), read(text, variants))[1])
            again = search_index(edited, known)
        index._last.clear()
        assert search_index(edited) == again
        return now

    return answer


@pytest.mark.parametrize(
    ("name", "old", "new", "read_again"),
    [
        ("docs/en/index.md", "stem cells.\n", "stem cells.\n\nFibrosis.\n", {"Fibrosis."}),
        ("docs/zh/index.md", "的摘要。\n", "的摘要。\n\n纤维化。\n", {"纤维化。"}),
        ("docs/zh/methods.md", "\n甲[@li2009]\n", "\n", set()),
    ],
)
def test_what_is_known_is_not_read_again(reread, name, old, new, read_again):
    """After an edit only the texts that are new are read."""
    assert reread(name, old, new) == read_again


def test_another_name_of_a_term_may_stand_in_any_text(reread):
    """All texts are read again, for what they count as a term has changed."""
    assert reread("glossary.yml", "[paracrine action]", "[stem cells]") > {"Abstract on stem cells.", "旁分泌。"}
