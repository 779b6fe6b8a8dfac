"""YAML with lines: what is read, where it stands, and what is refused."""

import pytest
import yaml

from bireview import yaml_lines
from bireview.yaml_lines import YamlError, read_yaml

NOTES = """\
# 注释
- id: N1
  text:
    zh: 中文
    en: >-
      English
      on two lines
- id: N2
  works: [li2009,
    王2004]
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 2),
        ((0,), 2),
        ((0, "id"), 2),
        ((0, "text"), 3),
        ((0, "text", "zh"), 4),
        ((0, "text", "en"), 5),
        ((1,), 8),
        ((1, "works"), 9),
        ((1, "works", 1), 10),
        ((1, "works", 7), 9),
        ((1, "没有", "deeper"), 8),
        ((5,), 2),
    ],
)
def test_each_value_knows_its_line(path, line):
    """A value stands where its key does; for what is not there, the nearest part around it answers."""
    assert read_yaml(NOTES).line(*path) == line


def test_lines_count_from_where_the_text_starts_in_its_file():
    """Front matter starts on the second line of its page."""
    document = read_yaml("title: 引言\ndescription: x\n", first_line=2)
    assert (document.line("title"), document.line("description")) == (2, 3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("title: 引言", {"title": "引言"}),
        ("\ufefftitle: Introduction", {"title": "Introduction"}),
        ("accepted: 2023-04-13", {"accepted": "2023-04-13"}),
        ("日期: 2023-04-13 08:00:00", {"日期": "2023-04-13 08:00:00"}),
        ("year: 2023", {"year": 2023}),
        ("url: !ENV [SITE_URL, 'https://例.example/']", {"url": ["SITE_URL", "https://例.example/"]}),
        ("url: !ENV SITE_URL", {"url": "SITE_URL"}),
        (
            "slug: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}",
            {"slug": {"kwds": {"case": "lower"}}},
        ),
        ("emoji: !!python/name:material.extensions.emoji.twemoji", {"emoji": ""}),
        ("1: 数字键", {1: "数字键"}),
        ("", None),
        ("# 只有注释\n", None),
        ("a: &x [甲]\nb: *x", {"a": ["甲"], "b": ["甲"]}),
    ],
)
def test_values_are_plain(text, value):
    """Dates stay text, unknown tags are their plain value, nothing is executed or looked up."""
    assert read_yaml(text).value == value


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("标题: 甲\n描述: 乙\n标题: 丙", 3, "'标题' stands twice"),
        ("a:\n  b: 1\n  b: 2", 3, "'b' stands twice"),
        ("title: How cells act: a review", 1, ""),
        ("a: 1\nb: [甲, 乙\nc: 2", 3, ""),
        ("a: '没有结束\nb: 1", 2, ""),
        ("a:\n\t- b", 2, ""),
        ("a: 1\n---\nb: 2", 2, ""),
        ("中: 1\n文: \x07", 2, ""),
        ("甲乙丙丁戊己庚辛: 1\n\n\nb: \x00\n\n\n\n", 4, ""),
        ("a: *甲", 1, ""),
        ("? [a, b]\n: c", 1, ""),
        ("a: !!float 甲", 1, "could not convert"),
        ("a: !!timestamp 甲", 1, ""),
        ("&a [*a]", 1, "recursion"),
        ("a: !<tag:x> 甲", 1, ""),
    ],
)
def test_what_is_not_yaml_is_refused_with_its_line(text, line, reason):
    """Broken YAML, a key that stands twice, a second document: one error that names the line.

    Where the words are the YAML parser's own, which differ with the parser, the table leaves them open.
    """
    with pytest.raises(YamlError) as caught:
        read_yaml(text)
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_lines_of_errors_count_in_the_file_too():
    """An error in front matter is reported at its line of the page."""
    with pytest.raises(YamlError) as caught:
        read_yaml("title: 引言\ntitle: again", first_line=2)
    assert caught.value.line == 3


@pytest.mark.parametrize("text", ["a: \x00", "标题: \x07\n", "x: ["])
def test_the_parser_without_c_refuses_the_same(text, monkeypatch):
    """Where PyYAML was built without its C parser, a broken file is still an error with a line, no traceback."""

    class Plain(yaml.SafeLoader):
        pass

    monkeypatch.setattr(yaml_lines, "_Loader", Plain)
    with pytest.raises(YamlError) as caught:
        read_yaml(text)
    assert caught.value.line == 1


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title: 甲: 乙", "quotation marks"),
        ("a:\n\tb: 甲", "never with tabs"),
        ("title: @甲", "put a text that begins with @"),
        ("id: 1\nid: 2", "Take one of the two out"),
        ("a: [1, 2", "Close the bracket"),
        ("a: {b: 1", "Close the bracket"),
        ('a: "甲', "Close the quotation mark"),
        ("a: 1\n---\nb: 2", "three hyphens"),
        ("- a\nb: c", "items of a list alike"),
        ("a: |\n 甲\nz", "lines of a text alike"),
        ("a:\n  - b\n c: 丁", "fields of an entry alike"),
    ],
)
def test_what_is_no_yaml_comes_with_what_to_do(text, hint):
    """For the slips of authors, by what the parser says of them."""
    with pytest.raises(YamlError) as caught:
        read_yaml(text)
    assert hint in caught.value.hint, caught.value.reason
