"""The bibliography in form, and in order: what is moved and what is never touched."""

from __future__ import annotations

import random
import re

import pytest

from bireview.fixes import bibliography, mend, order
from bireview.fixes.alike import works
from bireview.fixes.bibtex import cut

MESSY = """\
% 文献 of the review; an @article{x, in a comment is none.

@string{hep = "Hepatology"}
@preamble{"\\newcommand{\\x}{}"}
@Article{li2009,Author={Li, G and {WHO}},
   title="Cells {MSC} and {\\"o}",
 journal = hep # " Suppl",   year=2009}
% about Wang
@book(wang2013, title = {书, with a comma}, author={王, 某},
   publisher={P}, year={2013},
)   % behind Wang
@comment{@article{hidden, title={x}}}

@misc{last1999, title={A {nested {deep}} = sign}, author={Last, A}, note={a
   line break}, year={1999}} @misc{one,title={One},author={One, A},year={2001}}
some words between
@misc{two, title={Two}, author={Two, A}, year={2002}}
"""
FORMED = """\
% 文献 of the review; an @article{x, in a comment is none.

@string{hep = "Hepatology"}
@preamble{"\\newcommand{\\x}{}"}
@article{li2009,
  author  = {Li, G and {WHO}},
  title   = "Cells {MSC} and {\\"o}",
  journal = hep # " Suppl",
  year    = 2009,
}
% about Wang
@book{wang2013,
  title     = {书, with a comma},
  author    = {王, 某},
  publisher = {P},
  year      = {2013},
}   % behind Wang
@comment{@article{hidden, title={x}}}

@misc{last1999,
  title  = {A {nested {deep}} = sign},
  author = {Last, A},
  note   = {a
   line break},
  year   = {1999},
}

@misc{one,
  title  = {One},
  author = {One, A},
  year   = {2001},
}
some words between
@misc{two,
  title  = {Two},
  author = {Two, A},
  year   = {2002},
}
"""
UNREAD = {
    "a comment in an entry": "@misc{a, title={A}, % why\n year={2001}}",
    "no comma": "@misc{a, title={A} year={2001}}",
    "no brace at the end": "@misc{a, title={A}\n\n@misc{b, title={B}}",
    "a brace too many": "@misc{a, title={A}}, year={2001}}",
    "no key": "@misc{title={A}}",
    "no value": "@misc{a, title=, year=2001}",
    "an open quote": '@misc{a, title="A, year={2001}}',
    "an apostrophe as a quote": "@misc{a, title='A'}",
    "words after the fields": "@misc{a, title={A}, ibid}",
    "not closed at all": "@misc{a, title={A",
    "no entry": "@ @@ {{ }} % }",
    "control characters": "@misc{a, title={\x00\x07}",
}


def test_every_character_is_in_a_piece():
    """The pieces of a file, joined, are the file, however broken it is."""
    for text in (MESSY, *UNREAD.values()):
        assert "".join(piece.text for piece in cut(text)) == text


def test_the_bibliography_in_form(make_draft):
    """A field on a line; comments, macros, joined values and line breaks in values as they were."""
    draft = make_draft({"references.bib": MESSY})
    assert bibliography.fix(draft).texts == {"references.bib": FORMED}
    assert works(FORMED, places=True) == works(MESSY, places=True)
    assert bibliography.fix(make_draft({"references.bib": FORMED})).texts == {}


@pytest.mark.parametrize("text", UNREAD.values(), ids=UNREAD)
def test_an_entry_that_cannot_be_read_stays(text, make_draft):
    """To the character, while its neighbours are put in form; and nothing is sorted."""
    whole = f"@misc{{z, title={{Z}}}}\n\n{text}\n"
    draft = make_draft({"references.bib": whole}, "key")
    mended, _ = mend(draft)
    new = mended.texts["references.bib"]
    assert works(new, places=True) == works(whole, places=True)
    if "@misc{b" not in text:
        assert text in new
    assert mend(mended)[0].texts == mended.texts


def by(make_draft, sort, text, page=""):
    """The keys and the text of a bibliography after sorting alone."""
    mended = order.fix(make_draft({"references.bib": text, "docs/zh/index.md": page}, sort))
    return mended.texts.get("references.bib", text), [str(remark) for remark in mended.remarks]


THREE = "@misc{c, title={C}}\n\n@misc{a, title={A}}\n\n@misc{B, title={B}}\n"


def test_entries_are_sorted_by_first_citation(make_draft):
    """Uncited ones come last, as they stood."""
    text, remarks = by(make_draft, "citation", THREE, "甲[@B]，乙[@a]")
    assert text == "@misc{B, title={B}}\n\n@misc{a, title={A}}\n\n@misc{c, title={C}}\n"
    assert by(make_draft, "citation", THREE)[0] == THREE
    assert remarks == []


def test_entries_are_sorted_by_key(make_draft):
    """Case does not count; `none` leaves them."""
    assert by(make_draft, "key", THREE)[0] == "@misc{a, title={A}}\n\n@misc{B, title={B}}\n\n@misc{c, title={C}}\n"
    assert by(make_draft, "none", THREE)[0] == THREE


def test_comments_move_with_their_entries_or_stay(make_draft):
    """Right above or behind an entry a comment goes with it; apart, or at the head, it stays and parts the entries."""
    old = (
        "% head\n@misc{b, title={B}} % behind b\n% 甲 above a\n@misc{a, title={A}}\n\n% apart\n\n"
        "@misc{d, title={D}}\n@misc{c, title={C}}\n@string{x = {X}}\n% over z\n@misc{z, title=x}\n"
        "@misc{y, title=x}\n% end\n"
    )
    new = (
        "% head\n% 甲 above a\n@misc{a, title={A}}\n@misc{b, title={B}} % behind b\n\n% apart\n\n"
        "@misc{c, title={C}}\n@misc{d, title={D}}\n@string{x = {X}}\n@misc{y, title=x}\n% over z\n"
        "@misc{z, title=x}\n% end\n"
    )
    assert by(make_draft, "key", old)[0] == new
    assert by(make_draft, "key", new)[0] == new


@pytest.mark.parametrize(
    ("text", "page", "reason"),
    [
        (THREE, "甲^[1]^", "'^[1]^' at docs/zh/index.md:1:2 means a place"),
        (THREE, "甲^[9]^", "'^[9]^' at docs/zh/index.md:1:2 means a place"),
        (THREE + "@misc{A, title={A}}", "", "an error here"),
        (THREE + "@misc{x, title={X}", "", "an error here"),
        (THREE + "@misc{x, title={X}, crossref={c}}", "", "'x' leans on another entry: crossref"),
    ],
)
def test_nothing_is_sorted_where_places_count(text, page, reason, make_draft):
    """While a numbered mark remains, an entry is broken, or one leans on another; and it is said."""
    same, remarks = by(make_draft, "key", text, page)
    assert same == text
    assert reason in remarks[0]


def test_numbered_marks_are_converted_before_entries_move(make_draft):
    """After both, each mark means the work that it meant."""
    draft = make_draft(
        {"references.bib": THREE, "docs/zh/index.md": "甲^[2]^乙^[1,3]^", "docs/en/index.md": "a^[2]^b^[1,3]^"}, "key"
    )
    mended, remarks = mend(draft)
    assert mended.texts["docs/zh/index.md"] == "甲[@a]乙[@c; @B]"
    assert list(mended.library) == ["a", "B", "c"]
    assert mended.numbering.numbers == draft.numbering.numbers == {"a": 1, "c": 2, "B": 3}
    assert remarks == ()


def test_mending_twice_is_mending_once(make_draft):
    """For bibliographies and pages put together at random, from pieces that are hard to read."""
    pieces = [
        "@misc{%s, title={A %s}, doi={https://doi.org/10.1000/%s}}", "@misc{%s}",
        "@Article{%s,author={王, 某 and Li, %s},title=\"{%s}\"}",
        "% comment %s %s %s", "@string{x%s = {%s %s}}", "@comment{%s, {%s} %s}", "@misc{%s, title={open %s %s",
        "words %s %s %s", "@misc(%s, title={(%s)}, note=1 # \"%s\")", "@misc{%s, % inside %s\n title={%s}}", "\n",
    ]  # fmt: skip
    lines = [
        "甲^[%d]^",
        "- b^[%d,2]^",
        "# 标题 %d",
        "# Title %d",
        "`^[%d]^`",
        "c^[%d]^(x)",
        "> ^[%d-9]^",
        "```\n%d",
        "乙[@k%d]",
    ]
    chance = random.Random(7)  # noqa: S311 - the same cases in each run
    for _ in range(150):
        rows = [re.sub("%s", lambda _: f"k{chance.randrange(9)}", p) for p in chance.choices(pieces, k=8)]
        bib = "".join(row + chance.choice(["", "\n", "\n\n", " "]) for row in rows)
        files = {
            f"docs/{name}/index.md": "\n\n".join(
                line.replace("%d", str(chance.randrange(1, 9))) for line in chance.choices(lines, k=6)
            )
            for name in ("zh", "en")
        }
        draft = make_draft({"references.bib": bib, **files}, chance.choice(["key", "citation"]))
        mended, _ = mend(draft)
        again, _ = mend(mended)
        assert again.texts == mended.texts, bib
        assert set(mended.library) == set(draft.library), bib
        assert mended.numbering.numbers == draft.numbering.numbers, bib
