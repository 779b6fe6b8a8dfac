"""Addresses between pages, inline markup of the data files, and the parts of pages that are generated."""

import re

import pytest

from bireview.render import GENERATORS, Fragments, relative_url

NOTES = """\
- id: N1
  block: p-2-1
  severity: major
  works: [li2009]
  basis: title
  text: {zh: 综述说 <b>甲</b>。, en: The review says <b>so</b> & more.}
  source: {zh: "标题[-@li2009]不同。", en: "The title of [-@li2009] differs."}
"""
GLOSSARY = """\
- id: msc
  zh: 间充质干细胞
  en: mesenchymal <stem> cell
  abbreviation: MSC
  section: "2"
  definition: {zh: CD34^+^细胞, en: CD34^+^ cell}
"""
STUDIES = """\
- id: S1
  work: li2009
  first_author: Li G
  year: 2009
  blocks: [p-2-1]
  notes: [N1]
  disease: {zh: 肝<衰竭>, en: liver <failure>}
  n_total: 48
  outcomes:
    - measure: {zh: 白蛋白, en: albumin}
      direction: {zh: 上升, en: rose}
      p: "*P* < 0.05"
"""
FRONT = """\
---
title: 题 & 目
description: d
article:
  authors: [FENG Yu, {name: 林炳亮, latin: LIN Bingliang, orcid: 0000-0003-4069-6287, corresponding: true}]
  affiliation: 中山 <大学>
  keywords: [肝]
  original_title: Title
  journal: 临床肝胆病杂志
  year: 2023
  volume: "39"
  issue: "5"
  pages: 1010-1018
  doi: 10.3969/j.issn.1001-5256.2023.05.003
---
# 题 {#title}

甲[@王2004]
"""
METHODS = """\
---
title: Methods
description: d
---
# 2 Methods {#methods}

文[@li2009][!N1] [@wang2013]

## 2.1 *In vitro* <x> {#vitro}
"""


@pytest.fixture
def review(make_review):
    """Two pages in each language, three cited works, a note, a term and a study."""
    return make_review(
        {
            "docs/zh/index.md": FRONT,
            "docs/en/index.md": FRONT,
            "docs/zh/methods.md": METHODS,
            "docs/en/methods.md": METHODS,
            "notes.yml": NOTES,
            "glossary.yml": GLOSSARY,
            "studies.yml": STUDIES,
        }
    )


@pytest.mark.parametrize(
    ("slug", "target", "anchor", "url"),
    [
        ("index", "references", "ref-li2009", "references/#ref-li2009"),
        ("methods", "references", "ref-王2004", "../references/#ref-王2004"),
        ("methods", "index", "", "../"),
        ("methods", "index", "标题", "../#标题"),
        ("methods", "methods", "p-2-1", "#p-2-1"),
        ("methods", "methods", "", "./"),
        ("index", "index", "", "./"),
        ("index", "index", "a", "#a"),
        ("index", "part/one", "", "part/one/"),
        ("part/one", "index", "", "../../"),
        ("part/one", "part/two", "x", "../../part/two/#x"),
        ("part/index", "part/one", "", "../part/one/"),
        ("part/one", "part/index", "", "../../part/"),
        ("part/index", "index", "", "../"),
        ("index", "方法/index", "", "方法/"),
        ("appendix-index", "index", "", "../"),
    ],
)
def test_addresses_are_relative(slug, target, anchor, url):
    """A page is served as a folder, a folder's index as the folder itself; no address names a host."""
    assert relative_url(slug, target, anchor) == url


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("CD34^+^细胞", "CD34<sup>+</sup>细胞"),
        ("CCl~4~ and 10^5^", "CCl<sub>4</sub> and 10<sup>5</sup>"),
        ("*P* < 0.05", "<em>P</em> &lt; 0.05"),
        ("见*斜体*字", '见<em class="dotted">斜体</em>字'),
        ("<script>alert('坏')</script>", "&lt;script&gt;alert(&#39;坏&#39;)&lt;/script&gt;"),
        ("*<img src=x onerror=y>*", "<em>&lt;img src=x onerror=y&gt;</em>"),
        ("^<b>^", "<sup>&lt;b&gt;</sup>"),
        ('A & B "甲"', "A &amp; B &#34;甲&#34;"),
        ("3 * 4 ~ 5 ^ 6", "3 * 4 ~ 5 ^ 6"),
        ("**粗** and `码`", '*<em class="dotted">粗</em>* and `码`'),
        ("文献[-@li2009]", '文献<a class="reference-number" href="../references/#ref-li2009">2</a>'),
        (
            "[-@王2004]和[-@last1999]",
            '<a class="reference-number" href="../references/#ref-王2004">1</a>和'
            '<a class="reference-number" href="../references/#ref-last1999">–</a>',
        ),
        ("见[!N1]", '见<a href="../notes/#note-N1">N1</a>'),
        ("[-@<b>]", "[-@&lt;b&gt;]"),
        ("", ""),
    ],
)
def test_inline_markup_is_little_and_everything_else_is_escaped(review, text, html):
    """Data files may raise, lower and stress text and name works; HTML in them is shown, never run."""
    assert str(Fragments(review, "zh", "methods").inline(text)) == html


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ({"zh": "肝衰竭", "en": "liver failure"}, "肝衰竭", "liver failure"),
        ("48", "48", "48"),
        (48, "48", "48"),
        ([{"section": "3.1", "zh": "甲", "en": "a"}, {"section": "3.2", "value": 7}], "3.1 甲；3.2 7", "3.1 a; 3.2 7"),
        (["甲", "b"], "甲；b", "甲; b"),
    ],
)
def test_a_value_is_said_in_the_language_of_the_page(review, value, zh, en):
    """A field is one text, a number, a text in each language, or one for each of several sections."""
    assert Fragments(review, "zh", "index").say(value) == zh
    assert Fragments(review, "en", "index").say(value) == en


def generate(review, name, language="zh", slug="index"):
    """A generated part, its white space folded."""
    return re.sub(r"\s+", " ", GENERATORS[name](Fragments(review, language, slug)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_references_are_listed_by_number_with_their_places(review, language):
    """Each cited work is an item with its number, its DOI as a link and links back; the uncited one is absent."""
    html = generate(review, "references", language, "references")
    assert re.findall(r'<li id="ref-(\S+?)" value="(\d+)">', html) == [
        ("王2004", "1"),
        ("li2009", "2"),
        ("wang2013", "3"),
    ]
    assert 'href="https://doi.org/10.1002/pmic.1"' in html
    assert 'href="../methods/#cite-li2009-1"' in html
    assert 'href="../#cite-王2004-1"' in html
    assert "last1999" not in html
    assert "<i>ducts</i>" not in html.replace("<i>Hepatology</i>", "")


@pytest.mark.parametrize(
    ("name", "language", "parts"),
    [
        ("notes", "zh", ['id="note-N1"', 'href="../methods/#p-2-1"', "综述说 &lt;b&gt;甲&lt;/b&gt;。"]),
        ("notes", "en", ["says &lt;b&gt;so&lt;/b&gt; &amp; more.", 'href="../references/#ref-li2009">2</a> differs']),
        ("glossary", "zh", ['id="term-msc"', "间充质干细胞", '<span lang="en">mesenchymal &lt;stem&gt; cell</span>']),
        ("glossary", "en", ["CD34<sup>+</sup> cell", 'href="../methods/#methods">2</a>']),
        ("evidence", "zh", ['id="study-S1"', "肝&lt;衰竭&gt;", "白蛋白：上升，<em>P</em> &lt; 0.05"]),
        ("evidence", "en", ["liver &lt;failure&gt;", "albumin: rose, <em>P</em> &lt; 0.05", "total 48"]),
        (
            "contents",
            "zh",
            ['href="../methods/">2 Methods</a>', 'href="../methods/#vitro">2.1 <em>In vitro</em> &lt;x&gt;</a>'],
        ),
    ],
)
def test_generated_parts_hold_their_data_escaped(review, name, language, parts):
    """Notes, terms, studies and contents are printed in the page's language, with links, and escaped."""
    html = generate(review, name, language, name)
    for part in parts:
        assert part in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("zh", "用MSC[@li2009]\n\n又MSC\n\n## 2.1 题 {#s}\n\n间充质干细胞", {"#p-2-1": "2", "#p-2.1-1": "2.1"}),
        ("en", "one\n\nMSC[@li2009]\n\n## 2.1 MSC {#s}\n\ntwo", {"#p-2-2": "2"}),
        # In other words: the section that the glossary names.
        ("zh", "甲[@li2009]", {"#methods": "2"}),
        # A page that cites nothing is no part of the article.
        ("en", "MSC", {"#methods": "2"}),
    ],
)
def test_the_glossary_says_where_a_term_occurs(make_review, language, text, places):
    """Each section that uses a term is linked at its first paragraph there, per language."""
    page = f"# 2 题 {{#methods}}\n\n{text}\n"
    glossary = GLOSSARY.replace("<stem>", "stem")
    review = make_review({f"docs/{language}/methods.md": page, "glossary.yml": glossary})
    html = generate(review, "glossary", language, "glossary")
    cell = html.rpartition("<td")[2]
    assert dict(re.findall(r'<a href="../methods/(.*?)">(.*?)</a>', cell)) == places


def test_the_article_is_recorded_on_the_home_page(review):
    """Authors, affiliation, journal and DOI come from the front matter, escaped."""
    html = generate(review, "article")
    assert "林炳亮" in html
    assert 'href="https://orcid.org/0000-0003-4069-6287"' in html
    assert "中山 &lt;大学&gt;" in html
    assert "临床肝胆病杂志，2023，39(5)：1010-1018" in html
    assert 'href="https://doi.org/10.3969/j.issn.1001-5256.2023.05.003"' in html
    assert "J" not in generate(review, "article", "en").split("original-title")[0]
