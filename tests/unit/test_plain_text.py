"""Markdown becomes the words that a reader sees."""

import pytest

from bireview.plain_text import plain_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Yan等[@yan2008][!C4]发现，", "Yan等发现，"),
        ("shown before.[@a; @b, p. 3]", "shown before."),
        ("as imported^[38-39]^.", "as imported."),
        ("（1～10）×10^5^个细胞/kg", "（1～10）×10⁵个细胞/kg"),
        ("CCl~4~ and CD34^+^", "CCl₄ and CD34⁺"),
        ("*P*=0.03 and **bold**", "P=0.03 and bold"),
        ("[原文DOI：10.1/x](https://doi.org/10.1/x)", "原文DOI：10.1/x"),
        ("[编者注](notes.md)标明", "编者注标明"),
        ("一行\n又一行", "一行又一行"),
        ("one line\nand another", "one line and another"),
        ("- one\n- two", "one two"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a · b · 1 · 2"),
        ("`code` stays", "code stays"),
        ("a <b>tag</b> goes, 5 < 6 stays", "a tag goes, 5 < 6 stays"),
        (r"\*stars\* &amp; entities", "*stars* & entities"),
        ("<!-- differs: numbers, why -->\ntext", "text"),
        ("snake_case_name stays", "snake_case_name stays"),
    ],
)
def test_plain_text(markdown, text):
    """Markup, citations and notes go; link texts, figures and letters stay."""
    assert plain_text(markdown) == text
