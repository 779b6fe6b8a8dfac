"""Numbers by first appearance in the default language, and the places where each work is cited."""

import re

import pytest

from bireview.bibliography.model import Library, Reference
from bireview.citations.marks import MARK, Item, parse_mark
from bireview.citations.numbering import CitedWork, cited_keys, number_citations, resolve
from bireview.source import read_page

KEYS = ("a", "b", "c", "王2004", "e")
LIBRARY = Library((Reference(key, "article", n, n) for n, key in enumerate(KEYS, 1)), "references.bib")


def pages(language, *texts):
    """Pages `p1`, `p2` … of one language, in reading order."""
    return tuple(
        read_page(text, language=language, slug=f"p{n}", file=f"docs/{language}/p{n}.md")[0]
        for n, text in enumerate(texts, 1)
    )


def number(zh, en):
    """The numbering of a review whose default language is Chinese."""
    return number_citations({"zh": pages("zh", *zh), "en": pages("en", *en)}, LIBRARY)


@pytest.mark.parametrize(
    ("zh", "en", "numbers"),
    [
        (["甲[@c]乙[@a]"], ["x[@c] y[@a]"], {"c": 1, "a": 2}),
        (["甲[@c]", "乙[@a；@c]"], ["x[@c]", "y[@a; @c]"], {"c": 1, "a": 2}),
        (["甲[@b]", "乙[@王2004]"], ["x[@王2004]", "y[@b]"], {"b": 1, "王2004": 2}),
        (["甲[@b]"], ["x[@e] y[@b]"], {"b": 1, "e": 2}),
        ([], ["x[@e]"], {"e": 1}),
        (["甲^[4,1-2]^"], ["x^[4,1-2]^"], {"王2004": 1, "a": 2, "b": 3}),
        (["见[-@c]，甲[@a]"], ["see [-@c], x[@a]"], {"a": 1}),
        (["甲[@没有]乙[@a]丙^[9]^"], ["x[@nobody] y[@a] z^[9]^"], {"a": 1}),
        (["# 题[@b] {#t}\n\n注[^n][@c]\n\n[^n]: 脚注[@a]"], [""], {"b": 1, "c": 2, "a": 3}),
        (["`[@a]`[@b]"], ["`[@a]`[@b]"], {"b": 1}),
        (["", ""], ["", ""], {}),
    ],
    ids=[
        "one page",
        "again on a later page",
        "English in another order",
        "cited in English only",
        "English alone",
        "numbered marks",
        "bare marks",
        "unknown works",
        "headings and footnotes",
        "code",
        "nothing cited",
    ],
)
def test_numbers_follow_the_first_mention_in_the_default_language(zh, en, numbers):
    """A number is given once, over all pages, and is the same in both languages."""
    assert dict(number(zh, en).numbers) == numbers


def test_places_are_counted_over_all_pages_of_a_language():
    """Each place knows its page, its paragraph and how often the work was cited before it."""
    numbering = number(
        ["# 1 甲 {#one}\n\n[@a]\n\n[@a；@b]", "# 2 乙 {#two}\n\n[@b][@a]"], ["x[@b]", "# 2 Two {#two}\n\ny[@a]"]
    )

    def places(language, key):
        return [(place.slug, place.block.anchor, place.n) for place in numbering.places[language][key]]

    assert places("zh", "a") == [("p1", "p-1-1", 1), ("p1", "p-1-2", 2), ("p2", "p-2-1", 3)]
    assert places("zh", "b") == [("p1", "p-1-2", 1), ("p2", "p-2-1", 2)]
    assert places("en", "a") == [("p2", "p-2-1", 1)]
    assert places("en", "b") == [("p1", "p-1", 1)]
    assert numbering.before["zh"] == {"p1": {}, "p2": {"a": 2, "b": 1}}
    assert numbering.before["en"] == {"p1": {}, "p2": {"b": 1}}


@pytest.mark.parametrize(
    ("text", "works", "unknown"),
    [
        ("[@a; @王2004]", [CitedWork("a"), CitedWork("王2004")], ()),
        ("[@b，第3页；@a, p. 4]", [CitedWork("b", "第3页"), CitedWork("a", "p. 4")], ()),
        ("[@a; @a]", [CitedWork("a")], ()),
        ("^[1-3]^", [CitedWork("a"), CitedWork("b"), CitedWork("c")], ()),
        ("^[4、5]^", [CitedWork("王2004"), CitedWork("e")], ()),
        ("^[5-7]^", [CitedWork("e")], ("6", "7")),
        ("[@a；@没有；@A]", [CitedWork("a")], ("没有", "A")),
        ("^[0]^", [], ("0",)),
    ],
)
def test_marks_are_looked_up_by_key_or_position(text, works, unknown):
    """Keys keep their case, positions count from 1, each work counts once, and what is not there is named."""
    assert resolve(parse_mark(MARK.fullmatch(text)), LIBRARY) == (tuple(works), unknown)


def test_compared_works_leave_bare_marks_out():
    """Two paragraphs cite the same when their marks name the same works; a bare number is no citation."""
    marks = [parse_mark(found) for found in MARK.finditer("[@b; @a] [-@c] ^[4]^ [@没有]")]
    assert cited_keys(marks, LIBRARY) == [("b", "a"), ("王2004",), ()]


@pytest.mark.parametrize(
    ("text", "items", "bare", "error"),
    [
        ("[@a]", (Item("a"),), False, ""),
        ("[-@王2004]", (Item("王2004"),), True, ""),
        ("[@a, pp. 3-5；@b]", (Item("a", 0, "pp. 3-5"), Item("b")), False, ""),
        ("^［２～３］^", (Item("", 2), Item("", 3)), False, ""),
        ("[-@a; @b]", (), False, "[-@key] takes one key"),
        ("[@a；；@b]", (), False, "an empty place between semicolons"),
        ("[@a; b]", (), False, "'b' is not @key"),
        ("[@]", (), False, "'@' is not @key"),
        ("[@甲 乙]", (), False, "'乙' after the key '甲'"),
        ("^[1-]^", (), False, "'1-' is not a number or a range"),
        ("^[5-2]^", (), False, "the range 5-2"),
        ("^[1-9999]^", (), False, "the range 1-9999"),
    ],
)
def test_a_mark_is_parsed_or_says_what_is_wrong(text, items, bare, error):
    """A mark that cannot be read has no items and an error in words."""
    mark = parse_mark(MARK.fullmatch(text))
    assert (mark.text, mark.items, mark.bare, mark.error) == (text, items, bare, error)


@pytest.mark.parametrize("text", ["[a@b]", "[1]", "^1^", "［@a］", "[＠a]", "[!1]", "[!]", "@a", "[ @a]", "^[甲]^"])
def test_what_only_looks_like_a_mark_is_text(text):
    """Plain brackets, exponents, mail addresses and full-width look-alikes are no marks."""
    assert re.search(MARK, text) is None
