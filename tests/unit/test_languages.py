"""Every language says all that is printed, in the same form, and is found under its tags."""

from __future__ import annotations

import re
import string
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from bireview.bibliography.styles import STYLES
from bireview.language import direction_of
from bireview.languages import LANGUAGES, spelled
from bireview.parity.quantities import compare_quantities, find_quantities
from bireview.starter import words_of

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "quantities_more.yml").read_text(encoding="utf-8"))
every_language = pytest.mark.parametrize("name", LANGUAGES)


def fields(text: str) -> set[str | None]:
    """The names of the fields of a format."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@every_language
def test_labels_have_the_same_keys(name: str) -> None:
    """A label that one language has and another lacks would stop the build of a page."""
    labels, english = LANGUAGES[name].labels, LANGUAGES["en"].labels
    assert set(labels) == set(english)
    assert all(labels.values())


@every_language
def test_labels_have_the_same_fields(name: str) -> None:
    """What is filled in in one language is filled in in all; `{section}` is not mistyped anywhere."""
    labels, english = LANGUAGES[name].labels, LANGUAGES["en"].labels
    differing = [key for key in labels if fields(labels[key]) != fields(english[key])]
    # A date is written in one piece or in three.
    assert set(differing) <= {"passage_reference", "passage_reference_own"}
    dates = {"iso", "year", "month", "day"}
    assert [key for key in differing if fields(labels[key]) - dates != fields(english[key]) - dates] == []
    assert [key for key in differing if not fields(labels[key]) <= fields(english[key]) | dates] == []


@every_language
def test_a_language_names_the_others_and_a_style(name: str) -> None:
    """The glossary's columns and the reference list need them; the theme's words are those of an existing file."""
    language = LANGUAGES[name]
    assert set(language.names) == set(LANGUAGES) - {name}
    assert language.reference_style in STYLES
    material = pytest.importorskip("material")
    assert Path(material.__path__[0], "templates", "partials", "languages", f"{language.theme}.html").is_file()


SCRIPTS = {
    "zh": "[\u4e00-\u9fff]",
    "zh-Hant": "[\u4e00-\u9fff]",
    "ja": "[\u3040-\u30ff\u4e00-\u9fff]",
    "ar": "[\u0600-\u06ff]",
}
NO_WORDS = {
    "colon", "doi", "full_stop", "journal_place", "parenthesis", "place", "pubmed", "semicolon", "unknown_citation",
    "passage_reference", "passage_reference_own",
}  # fmt: skip


@pytest.mark.parametrize("name", SCRIPTS)
def test_labels_are_in_the_script_of_their_language(name: str) -> None:
    """No label was left in English."""
    labels = LANGUAGES[name].labels
    assert [key for key, text in labels.items() if key not in NO_WORDS and not re.search(SCRIPTS[name], text)] == []


def test_traditional_words_have_no_simplified_characters() -> None:
    """A reader in Taiwan or Hong Kong finds no character that exists only in simplified Chinese (OpenCC's table)."""
    table = files("opencc").joinpath("dictionary", "STCharacters.txt").read_text(encoding="utf-8-sig")
    rows = [line.split("\t") for line in table.splitlines()]
    simplified = {character for character, forms in rows if character not in forms.split(" ")}
    text = "".join(LANGUAGES["zh-Hant"].labels.values()) + str(words_of("zh-Hant"))
    assert simplified & set(text) == set()
    assert LANGUAGES["zh-Hant"].labels["search"] != LANGUAGES["zh"].labels["search"]


@pytest.mark.parametrize(
    ("folder", "tag", "like"),
    [
        ("zh", "zh-Hans", "zh"),
        ("zh-Hans", "zh-Hans", "zh"),
        ("zh-CN", "zh-CN", "zh"),
        ("zh-Hant", "zh-Hant", "zh-Hant"),
        ("zh-TW", "zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant-HK", "zh-Hant"),
        ("en-GB", "en-GB", "en"),
        ("de_AT", "de-AT", "de"),
        ("ar-EG", "ar-EG", "ar"),
    ],
)
def test_a_more_exact_tag_is_known(folder: str, tag: str, like: str) -> None:
    """A folder may be named after a region or a script; its pages then bear that tag."""
    assert folder in LANGUAGES
    assert LANGUAGES[folder].tag == tag
    assert LANGUAGES[folder].labels is LANGUAGES[like].labels
    assert LANGUAGES[folder].quantities is LANGUAGES[like].quantities


@pytest.mark.parametrize("name", ["fr", "e", "zhx", "", "english", "docs"])
def test_what_is_no_language_is_unknown(name: str) -> None:
    """A tag that only begins like a known one is another language."""
    assert name not in LANGUAGES
    assert LANGUAGES.get(name) is None


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("ar", "rtl"), ("fa-IR", "rtl"), ("he", "rtl"), ("en", "ltr"), ("zh-Hant", "ltr"), ("", "ltr")],
)
def test_the_direction_follows_from_the_tag(tag: str, direction: str) -> None:
    """Works are cited in languages that no page is written in."""
    assert direction_of(tag) == direction


@every_language
def test_a_language_and_its_tag_agree_on_the_direction(name: str) -> None:
    """The field that pages use and the table for cited works say the same."""
    assert LANGUAGES[name].direction == direction_of(LANGUAGES[name].tag)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_figures_agree_across_languages(case: dict[str, Any]) -> None:
    """Each pair of a golden case agrees, or the figures that have no counterpart are named."""
    (left, ours), (right, theirs) = ((name, text) for name, text in case.items() if name in LANGUAGES)
    missing, more = compare_quantities(
        find_quantities(ours, LANGUAGES[left].quantities), find_quantities(theirs, LANGUAGES[right].quantities)
    )
    assert [quantity.text for quantity in (*missing, *more)] == case.get("missing", [])


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("EN", "en"),
        ("en-gb", "en-GB"),
        ("ZH-hANT", "zh-Hant"),
        ("zh_hant", "zh-Hant"),
        ("de_at", "de_AT"),
        ("ja", "ja"),
    ],
)
def test_a_tag_has_its_usual_spelling(written, usual):
    """The letters that RFC 5646 recommends, in a form that the i18n plugin takes."""
    assert spelled(written) == usual
