"""What the checker reads in a page's source: front matter, headings, blocks, marks, and the lines of all of them."""

import pytest

from bireview.problems import Location
from bireview.source import mask, read_page


def read(text):
    """The page alone, as if it were docs/zh/x.md."""
    return read_page(text, language="zh", slug="x", file="x.md")[0]


# --- front matter


@pytest.mark.parametrize(
    ("text", "front", "lines"),
    [
        (
            "---\ntitle: 引言\ndescription: d\n---\n# 引言\n",
            {"title": "引言", "description": "d"},
            {"title": 2, "description": 3},
        ),
        (
            "---\n# 注释\ntitle: |\n  两行\n  文字\nyear: 2023\n---\n",
            {"title": "两行\n文字\n", "year": 2023},
            {"title": 3, "year": 6},
        ),
        ("---\narticle:\n  authors: [甲]\n---\n", {"article": {"authors": ["甲"]}}, {"article": 2}),
        ("\ufeff---\ntitle: 引言\n---\n", {"title": "引言"}, {"title": 2}),
        ("---\r\ntitle: Introduction\r\n---\r\ntext", {"title": "Introduction"}, {"title": 2}),
        ("---\ntitle: Introduction\n...\ntext", {"title": "Introduction"}, {"title": 2}),
        ("---  \ntitle: Introduction\n---", {"title": "Introduction"}, {"title": 2}),
        ("---\n---\n正文", {}, {}),
        ("---\n# 只有注释\n---\n正文", {}, {}),
        ("# 没有前置信息\n\n---\n\n正文", {}, {}),
        ("\n---\ntitle: too late\n---\n", {}, {}),
        ("", {}, {}),
    ],
)
def test_front_matter_is_read_with_its_lines(text, front, lines):
    """The fields stand between two --- lines at the very head of the file; elsewhere --- is a rule."""
    page, problems = read_page(text, language="en", slug="x", file="x.md")
    assert (page.front, page.front_lines, problems) == (front, lines, ())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\ntitle: How they act: a review\n---\n正文", 2, "not YAML"),
        ("---\ntitle: 甲\ndescription: @乙\n---\n正文", 3, "not YAML"),
        ("---\ntitle: 甲\ntitle: 乙\n---\n正文", 3, "stands twice"),
        ("---\n- 甲\n- 乙\n---\n正文", 2, "not a mapping"),
        ("---\n只是文字\n---\n正文", 2, "not a mapping"),
        ("---\ntitle: never closed\n\n正文", 1, "never ends"),
    ],
)
def test_broken_front_matter_is_reported_and_the_page_kept(text, line, words):
    """The problem names the line; the page's text is still read."""
    page, (problem,) = read_page(text, language="zh", slug="x", file="x.md")
    assert (problem.rule, problem.location) == ("front-matter-syntax", Location("x.md", line))
    assert words in problem.message
    assert page.front == {}
    assert page.blocks[-1].text == "正文"


def test_lines_of_the_body_count_from_the_head_of_the_file():
    """Front matter, a byte order mark and Windows line ends move no line number."""
    page = read("\ufeff---\r\ntitle: 引言\r\n---\r\n\r\n# 引言 {#a}\r\n\r\n正文\r\n第二行[@li2009]\r\n")
    assert page.headings[0].location == Location("x.md", 5)
    assert page.blocks[0].location == Location("x.md", 7)
    assert page.marks[0].location == Location("x.md", 8, 4)


# --- headings


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# 引言 {#introduction}", (1, "引言", "", "introduction")),
        ("## 2.1 转分化与归巢 {#homing}", (2, "转分化与归巢", "2.1", "homing")),
        ("## 2.1 Homing to the liver {#homing}", (2, "Homing to the liver", "2.1", "homing")),
        ("### 2.1.3　归巢 {#homing}", (3, "归巢", "2.1.3", "homing")),
        ("# 3. Results {#results}", (1, "Results", "3", "results")),
        ("# 3D培养 {#culture}", (1, "3D培养", "", "culture")),
        ("# 3D culture {#culture}", (1, "3D culture", "", "culture")),
        ("## 2型糖尿病 {#diabetes}", (2, "2型糖尿病", "", "diabetes")),
        ("## 2.1", (2, "2.1", "", "")),
        ("## 10^5^ cells {#dose}", (2, "10^5^ cells", "", "dose")),
        ("##无空格", (2, "无空格", "", "")),
        ("## Closed ## ", (2, "Closed", "", "")),
        ("## 关闭 {#c} ##", (2, "关闭", "", "c")),
        ("## Title {: .wide #id title=x }", (2, "Title", "", "id")),
        ("## Title {.wide}", (2, "Title", "", "")),
        ("## 集合{#no}", (2, "集合{#no}", "", "")),
        ("###### 六 {#six}", (6, "六", "", "six")),
        ("标题 {#t}\n====", (1, "标题", "", "t")),
        ("4 Title {#t}\n--", (2, "Title", "4", "t")),
        ("## {#only-id}", (2, "", "", "only-id")),
    ],
)
def test_headings_are_read_in_every_form(text, heading):
    """Level, title, section number and id; a figure that belongs to a word is no section number."""
    (found,) = read(f"前\n\n{text}\n\n后").headings
    assert (found.level, found.title, found.number, found.id) == heading
    assert found.location == Location("x.md", 3)


@pytest.mark.parametrize(
    "text",
    [
        "\\# 不是标题",
        " # indented",
        "正文 # 不是",
        "```\n# code\n```",
        "    # 代码",
        "<div>\n# html\n</div>",
        "<!--\n# 注释\n-->",
        "- 甲\n\n    # 内",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text):
    """A number sign in code, comments, HTML, lists or the middle of a line starts no section."""
    assert read(text).headings == ()


# --- blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("一段。\n第二行。\n\nAnother.", [("paragraph", 1, "p-1"), ("paragraph", 4, "p-2")]),
        (
            "# 2 机制 {#m}\n\n段\n\n## 2.1 归巢 {#h}\n段\n\n段",
            [("paragraph", 3, "p-2-1"), ("paragraph", 6, "p-2.1-1"), ("paragraph", 8, "p-2.1-2")],
        ),
        ("# Intro {#intro}\n\ntext\n\n段", [("paragraph", 3, "p-intro-1"), ("paragraph", 5, "p-intro-2")]),
        ("Title {#t}\n=====\ntext", [("paragraph", 3, "p-t-1")]),
        ("- 甲\n- 乙", [("list", 1, "p-1")]),
        ("- 甲\n\n- 乙\n\n    续\n\n段", [("list", 1, "p-1"), ("paragraph", 7, "p-2")]),
        ("* a\n    * b\n        1. 丙\n* d", [("list", 1, "p-1")]),
        ("1. one\n2. 二\n\ntext", [("list", 1, "p-1"), ("paragraph", 4, "p-2")]),
        ("- a\n\n    ```\n    code\n    ```\n\n- 乙", [("list", 1, "p-1")]),
        ("text\n- 不是列表", [("paragraph", 1, "p-1")]),
        ("- 甲\n\n<!-- 分开 -->\n\n- b", [("list", 1, "p-1"), ("list", 5, "p-2")]),
        ("- 甲\n\n<!-- differs: numbers, 因 -->\n- b", [("list", 1, "p-1")]),
        ("| 项 | n |\n|---|--:|\n| 甲 | 1 |", [("table", 1, "p-1")]),
        ("项 | n\n--|--\n甲 | 1\n\nx", [("table", 1, "p-1"), ("paragraph", 5, "p-2")]),
        ("项 | 无分隔行\n甲 | 1", [("paragraph", 1, "p-1")]),
        ("> 引文\n> 两行\n\n> same quote\n\nx", [("quote", 1, "p-1"), ("paragraph", 6, "p-2")]),
        ("text\n> 引文", [("paragraph", 1, "p-1"), ("quote", 2, "p-2")]),
        ("外泌体\n:   囊泡\n\nESLD\n:   late\n\nx", [("definitions", 1, "p-1"), ("paragraph", 7, "p-2")]),
        ("外泌体\nexosome\n:   囊泡", [("definitions", 1, "p-1")]),
        ("前\n\n```\n代码\n\n# x\n```\n\n后", [("paragraph", 1, "p-1"), ("code", 3, ""), ("paragraph", 9, "p-2")]),
        ("~~~ python\nx\n~~~\ny", [("code", 1, ""), ("paragraph", 4, "p-1")]),
        ("前\n```\n代码\n```\n后", [("paragraph", 1, "p-1"), ("code", 2, ""), ("paragraph", 5, "p-2")]),
        ("```\n没有结束\n\n后", [("paragraph", 1, "p-1"), ("paragraph", 4, "p-2")]),
        ("  ```\n  x\n  ```", [("paragraph", 1, "p-1")]),
        (
            "前\n\n    缩进\n\n    code\n\n后",
            [("paragraph", 1, "p-1"), ("code", 3, ""), ("code", 5, ""), ("paragraph", 7, "p-2")],
        ),
        ("<!-- 注\n\n释 -->\n后", [("paragraph", 4, "p-1")]),
        ("前\n<!-- c -->\n后", [("paragraph", 1, "p-1"), ("paragraph", 3, "p-2")]),
        ("<!-- c --> 后", [("paragraph", 1, "p-1")]),
        ("<div>\n\n内\n\n<div>x</div>\n\n</div>\n\n后", [("html", 1, ""), ("paragraph", 9, "p-1")]),
        ("text\n<section>内</section>\n后", [("paragraph", 1, "p-1"), ("html", 2, ""), ("paragraph", 3, "p-2")]),
        ("<hr>\n后", [("html", 1, ""), ("paragraph", 2, "p-1")]),
        ("<br>\n\n<b>粗</b>体", [("paragraph", 1, "p-1"), ("paragraph", 3, "p-2")]),
        ("前\n\n---\n\n后", [("paragraph", 1, "p-1"), ("rule", 3, ""), ("paragraph", 5, "p-2")]),
        ("前\n* * *\n后", [("paragraph", 1, "p-1"), ("rule", 2, ""), ("paragraph", 3, "p-2")]),
        ("::: {#references}\n:::\n\n后", [("generated", 1, ""), ("paragraph", 4, "p-1")]),
        (
            "x[^注]\n\n[^注]: 脚注\n\n    续\n\n后",
            [("paragraph", 1, "p-1"), ("footnote", 3, ""), ("paragraph", 7, "p-2")],
        ),
        ("[链]: https://例.example/\n\n后", [("definition", 1, ""), ("paragraph", 3, "p-1")]),
        ("!!! note\n    提示\n\n    续\n\n后", [("admonition", 1, ""), ("paragraph", 6, "p-1")]),
        ("甲\n  \t\n乙", [("paragraph", 1, "p-1"), ("paragraph", 3, "p-2")]),
        ("", []),
    ],
)
def test_blocks_have_kind_line_and_paragraph_id(text, blocks):
    """Paragraphs, lists, tables, quotes and definitions are counted in their section; code and HTML are not."""
    assert [(block.kind, block.location.line, block.anchor) for block in read(text).blocks] == blocks


def test_a_long_list_is_one_block_with_all_its_lines():
    """Blank lines inside a list stay in its text, so that lines below them are counted right."""
    (block,) = read("- 甲\n\n\n- 乙\n\n    续[@li2009]").blocks
    assert block.text == "- 甲\n\n\n- 乙\n\n    续[@li2009]"


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("<!-- differs: numbers, 英文版不给出年份 -->\n段\n\n段", [{"numbers": "英文版不给出年份"}, {}]),
        ("<!-- differs: citations — why not -->\n\n段", [{"citations": "why not"}]),
        ("<!--differs:terms：原名-->\n<!-- differs: numbers,\n  两行 -->\n段", [{"terms": "原名", "numbers": "两行"}]),
        ("<!-- differs: numbers -->\n段", [{"numbers": ""}]),
        ("段\n\n<!-- differs: numbers, why -->\n- 甲\n- b", [{}, {"numbers": "why"}]),
        ("- 甲\n\n<!-- differs: numbers, why -->\n- b\n\n段", [{"numbers": "why"}, {}]),
        ("<!-- differs: numbers, why -->\n## 标题\n\n段", [{}]),
        ("<!-- 说明 differs: numbers -->\n段", [{}]),
        ("`<!-- differs: numbers, x -->`\n\n段", [{}, {}]),
    ],
)
def test_differs_switches_a_check_off_for_the_next_block_only(text, differs):
    """The comment before a block names the check and the reason; headings and later blocks are not meant."""
    assert [block.differs for block in read(text).blocks] == differs


# --- marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("见[@li2009]。", [("[@li2009]", 1, 2)]),
        ("甲\n乙[@li2009]\n丙丁[@王2004]", [("[@li2009]", 2, 2), ("[@王2004]", 3, 3)]),
        ("# T {#t}\n\nx\n\n- a\n\n\n- 乙[@li2009]", [("[@li2009]", 8, 4)]),
        ("| a |\n|---|\n| 乙[@li2009] |", [("[@li2009]", 3, 4)]),
        ("> 引\n> 文[@li2009]", [("[@li2009]", 2, 4)]),
        ("x[@li2009;\n@王2004] y[@a]", [("[@li2009;\n@王2004]", 1, 2), ("[@a]", 2, 10)]),
        ("## 2 题[@li2009] {#t}\n文[@a]", [("[@li2009]", 1, 7), ("[@a]", 2, 2)]),
        ("`代码` [链](http://x) <b>粗</b>[@li2009]", [("[@li2009]", 1, 28)]),
        ("x[^n][@a]\n\n[^n]: 注[@b]\n\n后[@c]", [("[@a]", 1, 6), ("[@c]", 5, 2), ("[@b]", 3, 8)]),
        ("甲^[1]^与1×10^8^", [("^[1]^", 1, 2)]),
        ("`[@a]` \\[@b] [l[@c]](x) <i title='[@d]'>e</i>", []),
        ("```\n[@a]\n```\n\n    [@b]\n\n<div>[@c]</div>\n\n<!-- [@d] -->\n\n::: {#notes}\n:::", []),
    ],
)
def test_marks_know_line_and_column(text, marks):
    """A mark's place is that of its first character, over the lines of a block; footnotes are read last."""
    page = read(text)
    assert [(placed.mark.text, placed.location.line, placed.location.column) for placed in page.marks] == marks


def test_a_mark_belongs_to_its_block():
    """Marks and notes know the paragraph they stand in; a heading's marks belong to its section."""
    page = read("## 2.1 题[@a] {#t}\n\n甲[@b][!N1]\n\n乙[@c][!C4.b]")
    assert [placed.block.anchor for placed in page.marks] == ["", "p-2.1-1", "p-2.1-2"]
    assert page.marks[0].block.heading is page.headings[0]
    assert [(note.id, note.location.line, note.block.anchor) for note in page.notes] == [
        ("N1", 3, "p-2.1-1"),
        ("C4.b", 5, "p-2.1-2"),
    ]


def test_a_mark_that_cannot_be_read_is_reported_where_it_stands():
    """A broken mark is a problem with line, column and its own text, in Chinese and in English."""
    _, problems = read_page("x\n甲[@a；]\n\ny^[5-2]^", language="zh", slug="x", file="x.md")
    assert [(problem.rule, str(problem.location)) for problem in problems] == [
        ("malformed-citation", "x.md:2:2"),
        ("malformed-citation", "x.md:4:2"),
    ]
    assert "'[@a；]'" in problems[0].message
    assert "'^[5-2]^'" in problems[1].message


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("甲`码`乙", "甲   乙"),
        ("a ``x ` y`` b", "a           b"),
        ("见[链接](http://例)了", "见              了"),
        ("[a](b(c)d) [e]", "           [e]"),
        ("\\[@a] b", "  @a] b"),
        ("<kbd>键</kbd>[@a]", "     键      [@a]"),
        ("x<y[@a] z>w", "x<y[@a] z>w"),
        ("P<0.05[@a]，>3", "P<0.05[@a]，>3"),
        ("<!-- 注\n释 -->文", "      \n     文"),
        ("`a\nb` c", "  \n   c"),
        ("<https://例.example/[@a]>", " " * 24),
    ],
)
def test_masking_keeps_every_position(text, masked):
    """Code, links, tags and escapes are blanked character for character; line breaks stay."""
    assert mask(text) == masked
    assert len(masked) == len(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: 引言\n---\n# 别的", "引言"),
        ("---\ntitle: 2023\n---\n# 2 Heading {#h}", "Heading"),
        ("无题", "x"),
    ],
)
def test_a_page_is_called_by_its_front_matter_its_heading_or_its_path(text, title):
    """The title field counts first, then the first heading without its number, then the file's name."""
    assert read(text).title == title
