"""Headings get the ids of their counterparts, or new ones, the same on both sides."""

from __future__ import annotations

import pytest

from bireview.fixes import headings

PAIRS = {
    "the counterpart's": ("## 2.1 归巢", "## 2.1 Homing {#to-the-liver}", "## 2.1 归巢 {#to-the-liver}", None),
    "the other way": ("# 引言 {#introduction}", "# About", None, "# About {#introduction}"),
    "of the English title": ("# 2 机制", "# 2 Action of *MSC* cells", "# 2 机制 {#action-of-msc-cells}",
                             "# 2 Action of *MSC* cells {#action-of-msc-cells}"),
    "without marks": ("# 甲", "# Cells[@li2009] and 10^5^", "# 甲 {#cells-and-105}",
                      "# Cells[@li2009] and 10^5^ {#cells-and-105}"),
    "accents": ("# 甲", "# Ménière", "# 甲 {#meniere}", "# Ménière {#meniere}"),
    "no Latin title, with a number": ("# 2.1 甲", "# 2.1 乙", "# 2.1 甲 {#section-2-1}", "# 2.1 乙 {#section-2-1}"),
    "no Latin title": ("# 甲", "# 乙", "# 甲 {#section-1}", "# 乙 {#section-1}"),
    "figures only": ("# 甲", "# 1999–2003", "# 甲 {#section-1}", "# 1999–2003 {#section-1}"),
    "closing hashes": ("## 甲 ##", "## Aims ##", "## 甲 {#aims} ##", "## Aims {#aims} ##"),
    "with a class": ("# 甲 {.wide}", "# Aims { .wide }", "# 甲 {#aims .wide}", "# Aims { #aims .wide }"),
    "underlined": ("甲\n===", "Aims\n===", "甲 {#aims}\n===", "Aims {#aims}\n==="),
    "twice the same title": ("# 甲\n\n# 乙", "# Aims\n\n# Aims", "# 甲 {#aims}\n\n# 乙 {#aims-2}",
                             "# Aims {#aims}\n\n# Aims {#aims-2}"),
    "taken on the page": ("# 甲\n\n# 乙 {#aims}", "# Aims\n\n# Ends {#aims}", "# 甲 {#aims-2}\n\n# 乙 {#aims}",
                          "# Aims {#aims-2}\n\n# Ends {#aims}"),
    "long": ("# 甲", "# One two three four five six seven", "# 甲 {#one-two-three-four-five-six}",
             "# One two three four five six seven {#one-two-three-four-five-six}"),
    "spaces at the end": ("# 甲  ", "# Aims\t", "# 甲 {#aims}  ", "# Aims {#aims}\t"),
}  # fmt: skip


@pytest.mark.parametrize(("zh", "en", "new_zh", "new_en"), PAIRS.values(), ids=PAIRS)
def test_a_heading_gets_an_id(zh, en, new_zh, new_en, make_draft):
    """The same in both languages; a heading that has one stays."""
    mended = headings.fix(make_draft({"docs/zh/index.md": zh, "docs/en/index.md": en}))
    assert mended.texts.get("docs/zh/index.md", zh) == (new_zh or zh)
    assert mended.texts.get("docs/en/index.md", en) == (new_en or en)
    assert mended.remarks == ()


def test_an_id_of_another_page_is_not_taken(make_draft):
    """Paragraph ids are made of them, and are the same in the whole review."""
    draft = make_draft({"docs/en/index.md": "# Aims", "docs/en/methods.md": "# Aims"})
    assert set(headings.fix(draft).texts.values()) == {"# Aims {#aims}", "# Aims {#aims-2}"}


def test_headings_out_of_step_stay(make_draft):
    """Nobody can say which is which."""
    mended = headings.fix(make_draft({"docs/zh/index.md": "# 甲\n\n## 乙", "docs/en/index.md": "# A"}))
    assert mended.texts == {}
    assert "do not correspond" in str(mended.remarks[0])


def test_a_paragraph_that_a_study_names_keeps_its_id(make_draft):
    """A heading without a number gives its id to its paragraphs."""
    files = {"docs/zh/index.md": "# 甲\n\n文", "docs/en/index.md": "# Aims\n\ntext"}
    mended = headings.fix(make_draft({**files, "studies.yml": "- id: S1\n  blocks: [p-1]\n"}))
    assert mended.texts == {}
    assert "a note or a study names" in str(mended.remarks[0])


@pytest.mark.parametrize("text", ["```\n# 甲\n```", "    # a", "<div>\n# 甲\n</div>", "a # b", "#"])
def test_what_is_no_heading_gets_no_id(text, make_draft):
    """Code and HTML keep their hashes."""
    assert headings.fix(make_draft({"docs/zh/index.md": text})).texts.get("docs/zh/index.md", text).count("{#") == 0
