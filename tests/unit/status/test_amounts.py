"""What is counted as a word, as a Han character, and as a character."""

from __future__ import annotations

import pytest

from bireview.source import read_page
from bireview.status.amounts import Amount, measure

COUNTED = {
    "Chinese": ("zh", "# 1 引言 {#intro}\n\n间充质干细胞（MSC）。\n", Amount(1, 1, None, 8, 14)),
    "English": ("en", "# 1 Intro {#intro}\n\nMesenchymal stem cells (BM-MSC) grew.\n", Amount(1, 1, 6, 0, 38)),
    "citations and notes": ("en", "Yan et al.[@yan2008][!N1] found^[4]^ it [@a; @b, p. 3].", Amount(1, 1, 5, 0, 16)),
    "markup": ("zh", "*甲*与**乙**、`丙`、[丁](x.md)、10^5^", Amount(1, 1, None, 5, 11)),
    "dashes are no words": ("en", "one – two — 3 / &", Amount(1, 1, 3, 0, 11)),
    "a list and a table": ("en", "- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n", Amount(1, 2, 6, 0, 13)),
    "code and HTML": ("zh", "<!-- 注 -->\n\n```\n码\n```\n\n<div>甲</div>\n", Amount(1, 0, None, 0, 0)),
    "front matter and generated parts": ("zh", "---\ntitle: 题\n---\n\n::: {#notes}\n:::\n", Amount(1, 0, None, 0, 0)),
    "footnotes": ("zh", "甲[^1]\n\n[^1]: 注。\n", Amount(1, 1, None, 2, 3)),
    "accents": ("en", "Sjo\u0308gren's naïve", Amount(1, 1, 2, 0, 14)),
    "beyond the first plane": ("zh", "𠮷野家", Amount(1, 1, None, 3, 3)),
    "nothing": ("en", "", Amount(1, 0, 0, 0, 0)),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "amount"), COUNTED.values(), ids=COUNTED)
def test_what_a_page_amounts_to(language, text, amount):
    """Counted by hand."""
    page, _ = read_page(text, language=language, slug="x", file="x.md")
    assert measure(page) == amount


def test_amounts_add_up():
    """A language without word spaces has no number of words, not none of them."""
    assert Amount(1, 2, 3, 4, 5) + Amount(1, 1, 1, 1, 1) == Amount(2, 3, 4, 5, 6)
    assert Amount(1, 2, None, 4, 5) + Amount(words=None) == Amount(1, 2, None, 4, 5)
