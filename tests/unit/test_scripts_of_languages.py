"""Japanese among the languages: kana are written without spaces, as Han characters are, and are counted like them."""

from __future__ import annotations

import pytest

from bireview.reading_time import reading_time
from bireview.source import read_page
from bireview.typography import foreign_language


@pytest.mark.parametrize(
    ("text", "page", "languages", "found"),
    [
        ("ここに、それが、あれは、どれも。", "ja", ("ja", "de"), ""),
        ("Die Leber wächst wieder nach.", "ja", ("ja", "de"), "de"),
        ("ひらがなだけ", "de", ("ja", "de"), "ja"),
        ("肝臓は再生する。", "de", ("ja", "de"), "ja"),
        ("肝脏可再生。", "en", ("zh", "en"), "zh"),
        ("The liver can grow again.", "zh", ("zh", "en"), "en"),
    ],
)
def test_a_paragraph_in_the_other_language_is_known(
    text: str, page: str, languages: tuple[str, ...], found: str
) -> None:
    """By its script, kana included: a paragraph of kana alone is Japanese and not three foreign words."""
    assert foreign_language(text, page, languages) == found


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [("サイトカインは肝臓へ", "ja", 10), ("肝脏MSC", "zh", 3), ("Two words", "en", 2), ("كلمتان اثنتان", "ar", 2)],
)
def test_what_is_counted_follows_the_script(text: str, language: str, amount: int) -> None:
    """Characters where words are not parted, words where they are."""
    page, _ = read_page(text + "\n", language=language, slug="index", file="x.md")
    assert reading_time(page).amount == amount
