"""Numbered marks become keys where that says the same, and stay where it would not."""

from __future__ import annotations

import pytest

from bireview.fixes import marks

MARKS = {
    "one": ("细胞^[1]^。", "细胞[@li2009]。"),
    "a Chinese key": ("Cells.^[2]^", "Cells.[@王2004]"),
    "a range": ("细胞^[1-3]^", "细胞[@li2009; @王2004; @last1999]"),
    "list and range": ("cells^[1,2-3]^ and", "cells[@li2009; @王2004; @last1999] and"),
    "full width": ("细胞^［１，３］^", "细胞[@li2009; @last1999]"),
    "twice the same": ("a^[1,1]^", "a[@li2009]"),
    "two in a row": ("a^[1]^^[2]^", "a[@li2009][@王2004]"),
    "over a line break": ("a^[1,\n3]^ b", "a[@li2009; @last1999] b"),
    "in a list": ("- 甲^[1]^\n- b^[3]^", "- 甲[@li2009]\n- b[@last1999]"),
    "in a table": ("|甲|b|\n|-|-|\n|x^[1]^|y^[3]^|", "|甲|b|\n|-|-|\n|x[@li2009]|y[@last1999]|"),
    "in a quotation": ("> 引^[2]^", "> 引[@王2004]"),
    "in a heading": ("## 2 细胞^[1]^ {#cells}\n\na", "## 2 细胞[@li2009] {#cells}\n\na"),
    "in a footnote": ("a[^n]\n\n[^n]: 注^[1]^", "a[^n]\n\n[^n]: 注[@li2009]"),
    "after a gap of spaces in a list": ("- 甲\n   \n    乙^[1]^", "- 甲\n   \n    乙[@li2009]"),
}
KEPT = {
    "inline code": "写`^[1]^`。",
    "a fence": "```\n^[1]^\n```",
    "indented code": "a\n\n    ^[1]^",
    "a link": "[见^[1]^](x.md)",
    "escaped": r"写\^[1]^。",
    "HTML": '<div title="^[1]^">a</div>',
    "a comment": "<!-- ^[1]^ -->\n\na",
    "no such number": "a^[4]^",
    "one of them unknown": "a^[1,4]^",
    "zero": "a^[0]^",
    "backwards": "甲^[3-1]^",
    "no number": "a^[1,]^",
    "before a parenthesis, where it would be a link": "细胞^[1]^(x)",
    "before what would be the name of a link": "a^[1]^[x] and ^[2]^ [x]\n\n[x]: https://example.org",
    "already a key": "a[@li2009]，b[-@王2004]",
    "a power": "10^5^ and x^[a]^",
    "front matter": "---\ntitle: a^[1]^\n---\n\nb",
}


@pytest.mark.parametrize(("old", "new"), MARKS.values(), ids=MARKS)
def test_a_numbered_mark_becomes_keys(old, new, make_draft):
    """In whatever block it stands; everything around it stays."""
    mended = marks.fix(make_draft({"docs/zh/index.md": old}))
    assert mended.texts == {"docs/zh/index.md": new}
    assert mended.remarks == ()


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_is_no_mark_or_cannot_be_converted_stays(text, make_draft):
    """Code, links, HTML, escapes; and numbers that lead nowhere."""
    assert marks.fix(make_draft({"docs/en/index.md": text})).texts == {}


def test_a_mark_that_stays_is_named(make_draft):
    """With its line, and why it stays."""
    remarks = marks.fix(make_draft({"docs/en/index.md": "a^[1]^\n\nb^[9]^\n\nc^[2-1]^\n\nd^[1]^(e)"})).remarks
    assert [str(remark) for remark in remarks] == [
        "docs/en/index.md:3:2: '^[9]^' stays: references.bib has no entry 9",
        "docs/en/index.md:5:2: '^[2-1]^' stays: the range 2-1",
        "docs/en/index.md:7:2: '^[1]^' stays: written with keys it would be read otherwise here",
    ]


@pytest.mark.parametrize("key", ["a;b", "li2009.", "x@y z", "-"])
def test_a_key_that_no_mark_can_name_keeps_its_number(key, make_draft):
    """Not every key of a .bib file can stand in a citation."""
    draft = make_draft({"references.bib": f"@misc{{{key}, title={{A}}}}", "docs/zh/index.md": "甲^[1]^"})
    assert marks.fix(draft).texts == {}


def test_numbers_in_data_files_become_bare_numbers(make_draft):
    """Only numbers are printed there, so `[-@key]` says the same; where YAML would read it otherwise, it stays."""
    notes = "# ^[1]^\n- id: A\n  text: {zh: '据^[1,2]^', en: 'by ^[3]^'}\n  source: it says ^[1]^\n  basis: ^[1]^\n"
    mended = marks.fix(make_draft({"notes.yml": notes}))
    assert mended.texts["notes.yml"] == (
        "# [-@li2009]\n- id: A\n  text: {zh: '据[-@li2009], [-@王2004]', en: 'by [-@last1999]'}\n"
        "  source: it says [-@li2009]\n  basis: ^[1]^\n"
    )
    assert [remark.location.line for remark in mended.remarks] == [5]


def test_a_data_file_that_is_no_yaml_stays(make_draft):
    assert marks.fix(make_draft({"glossary.yml": "- {id: ^[1]^\n- ["})).texts == {}
