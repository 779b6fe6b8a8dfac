"""The Markdown extension: paragraph ids, marks, notes, and its agreement with the checker."""

import re

import markdown
import pytest
from lxml import html as lxml_html

from bireview import theme
from bireview.python_markdown import Rendering

CONFIG = """\
plugins:
  - i18n:
      languages:
        - {locale: zh, default: true}
        - {locale: en}
nav: [index.md, methods.md]
"""
EXTENSIONS = ["attr_list", "def_list", "fenced_code", "footnotes", "tables", "toc", "pymdownx.caret", "bireview"]
NOTES = "".join(
    f"- id: {name}\n  block: {block}\n  severity: minor\n  works: [li2009]\n  basis: title\n"
    f"  text: {{zh: 综述如此说{name}, en: The review says {name}}}\n  source: {{zh: 标题不同, en: The title differs}}\n"
    for name, block in (("N1", "p-2-1"), ("C4.b", "p-2-2"))
)


@pytest.fixture
def convert(make_review):
    """A function from pages of one language to the HTML of one of them, and its `Rendering`."""

    def run(text, *, language="zh", slug="methods", altered=None, **others):
        files = {f"docs/{language}/{name}.md": other for name, other in others.items()}
        review = make_review({f"docs/{language}/{slug}.md": text, "notes.yml": NOTES, **files})
        rendering = Rendering(review, review.page[language, slug])
        parser = markdown.Markdown(extensions=EXTENSIONS, extension_configs={"bireview": {"rendering": rendering}})
        page = lxml_html.fragment_fromstring(parser.convert(text if altered is None else altered), create_parent="main")
        page.set("data-toc", repr(parser.toc_tokens))
        return page, rendering

    return run


def alone(text, **options):
    """The HTML of a text that belongs to no review."""
    return markdown.markdown(text, extensions=EXTENSIONS, extension_configs={"bireview": options})


# --- paragraph ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("# 2 机制 {#m}\n\n甲\n\n乙\n\n## 2.1 归巢 {#h}\n\n丙", ["p-2-1", "p-2-2", "p-2.1-1"]),
        ("text\n\n# Intro {#intro}\n\none\n\ntwo", ["p-1", "p-intro-1", "p-intro-2"]),
        ("题 {#t}\n===\n文", ["p-t-1"]),
        ("- 甲\n\n- b\n\n    续\n\n| a |\n|---|\n| 乙 |\n\n> 引\n\n词\n:   释", ["p-1", "p-2", "p-3", "p-4"]),
        ("甲\n\n```\n码\n```\n\n<div>\n\n块\n\n</div>\n\n<!-- 注 -->\n\nb", ["p-1", "p-2"]),
        ("text\n> 引文\n\n---\n\n后", ["p-1", "p-2", "p-3"]),
        ("- 甲\n\n<!-- differs: numbers, 因 -->\n- 乙\n\n<!-- 断 -->\n\n- c", ["p-1", "p-2"]),
        ("<br>\n\n<b>粗</b>\n\n<hr>\n后", ["p-1", "p-2", "p-3"]),
        ("::: {#references}\n:::\n\n后[^n]\n\n[^n]: 脚注", ["p-1"]),
        ("前\n<!-- c -->\n后\n***\n末", ["p-1", "p-2", "p-3"]),
        ("甲\nexosome\n:   释\n\nx", ["p-1", "p-2"]),
        ("<details>\n<summary>s</summary>\n\n内[@li2009]\n\n</details>\n\n外", ["p-1"]),
    ],
)
def test_paragraph_ids_are_the_checkers(convert, text, ids):
    """The parser gives each paragraph, list, table and quotation the id that the checker counted, and no mismatch."""
    page, rendering = convert(text)
    assert rendering.mismatch is None
    assert [block.anchor for block in rendering.page.blocks if block.anchor] == ids
    assert page.xpath('//*[starts-with(@id, "p-")]/@id') == ids


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_block_has_a_link_to_itself(convert, language):
    """The permalink of a paragraph is inside it, that of a list in the box around it; both say where they lead."""
    page, _ = convert("# 2 机制 {#m}\n\n甲\n\n- b", language=language)
    links = page.xpath('//a[@class="permalink"]')
    assert [link.get("href") for link in links] == ["#p-2-1", "#p-2-2"]
    assert [link.getparent().getparent().tag for link in links] == ["p", "div"]
    words = {"zh": "本段链接（2 ¶2）", "en": "Link to this paragraph (2 ¶2)"}
    assert links[1].get("aria-label") == words[language]


@pytest.mark.parametrize(("language", "label"), [("zh", "本节链接"), ("en", "Link to this section")])
def test_sections_have_a_link_to_themselves_and_the_page_title_none(convert, language, label):
    """Every heading below the first level links to its own id."""
    page, _ = convert("# 2 题 {#t}\n\n## 2.1 One {#one}\n\n### 2.1.1 甲 {#jia}", language=language)
    links = page.xpath("//h1//a | //h2//a | //h3//a")
    assert [(link.getparent().getparent().tag, link.get("href"), link.get("aria-label")) for link in links] == [
        ("h2", "#one", label),
        ("h3", "#jia", label),
    ]


@pytest.mark.parametrize("head", ["组 | 例数 | 率", "Group | Patients | Rate"])
def test_columns_are_aligned_without_inline_styles(convert, head):
    """`:-:` and `--:` become classes, because the policy of the pages forbids `style`; other columns have none."""
    page, _ = convert(f"| {head} |\n|---|:-:|--:|\n| a | 20 | 73.2% |")
    assert [cell.get("class") for cell in page.xpath("//th | //td")] == [None, "align-center", "align-right"] * 2
    assert page.xpath("//@style") == []


TITLE = "---\ntitle: {0}\ndescription: d\n---\n# {0} {{#t}}\n\n{1}\n"


@pytest.mark.parametrize(
    ("language", "slug", "home", "place"),
    [
        ("zh", "index", "en/", "English: First ¶1"),
        ("en", "index", "../", "中文：首 ¶1"),
        ("zh", "methods", "../en/methods/", "English: First ¶1"),
        ("en", "methods", "../../methods/", "中文：首 ¶1"),
        ("zh", "part/one", "../../en/part/one/", "English: First ¶1"),
        ("en", "part/one", "../../../part/one/", "中文：首 ¶1"),
    ],
)
def test_every_block_has_a_link_to_its_counterpart(make_review, language, slug, home, place):
    """It leads to the same id of the same page, from any depth and either language, and speaks the other language."""
    texts = {"zh": TITLE.format("首", "甲\n\n乙\n\n## 多 {#more}\n"), "en": TITLE.format("First", "a\n")}
    review = make_review({f"docs/{name}/{slug}.md": text for name, text in texts.items()})
    rendering = Rendering(review, review.page[language, slug])
    parser = markdown.Markdown(extensions=EXTENSIONS, extension_configs={"bireview": {"rendering": rendering}})
    text = texts[language].split("---\n", 2)[2]
    page = lxml_html.fragment_fromstring(parser.convert(text), create_parent="main")
    links = page.xpath('//a[@class="counterpart"]')
    assert (links[0].get("href"), links[0].get("aria-label")) == (f"{home}#p-t-1", place)
    assert {link.get("target") for link in links} == {"_self"}
    assert {link.get("hreflang") for link in links} == {"en" if language == "zh" else "zh-Hans"}
    (button,) = page.xpath('//h1/following-sibling::p[@class="page-tools"]/button')
    assert button.get("data-page") == home
    if language == "zh":
        # What has no counterpart leads to its section, and where that is missing too, to the page.
        assert [link.get("href") for link in links[1:]] == [f"{home}#t", home]
        assert links[1].get("aria-label") == "English: no counterpart; to the section"


def test_a_page_without_counterpart_has_no_link_to_one(convert):
    """Neither a link nor the control for side by side; the words that scripts need are there."""
    page, _ = convert("# 题 {#t}\n\n甲")
    assert page.xpath('//a[@class="counterpart"] | //button') == []
    assert page.xpath('//p[@class="page-tools"]/@data-cite') == ["引用本段"]


def test_the_table_of_contents_names_headings_without_marks(convert):
    """A citation or note in a heading is printed there, and absent from the contents."""
    page, _ = convert("# 2 题[@li2009] {#t}\n\n## 2.1 *In vitro*[@王2004][!N1] 细胞 {#x}\n\n文")
    assert "'name': '2 题'" in page.get("data-toc")
    assert "'name': '2.1 In vitro 细胞'" in page.get("data-toc")
    assert [sup.text_content() for sup in page.xpath("//h1/sup | //h2/sup")] == ["[1]", "[2]"]


# --- marks


def test_ids_of_marks_count_over_pages(convert):
    """cite-KEY-n counts the places of a work over all pages in reading order, so that back-links find each."""
    page, rendering = convert("甲[@li2009]\n\n- 乙[@王2004；@li2009]", index="前[@王2004][@li2009][@li2009]")
    assert rendering.mismatch is None
    assert page.xpath('//@id[starts-with(., "cite-")]') == ["cite-li2009-3", "cite-王2004-2", "cite-li2009-4"]
    places = rendering.review.numbering.places["zh"]
    assert [(place.slug, place.n) for place in places["li2009"]] == [
        ("index", 1),
        ("index", 2),
        ("methods", 3),
        ("methods", 4),
    ]
    assert [(place.slug, place.n) for place in places["王2004"]] == [("index", 1), ("methods", 2)]


@pytest.mark.parametrize(
    ("language", "mark", "shown", "links", "cites"),
    [
        ("zh", "[@li2009]", "[1]", ["li2009"], None),
        ("en", "[@li2009]", "1", ["li2009"], None),
        ("zh", "[@li2009；@王2004]", "[1-2]", ["li2009", "王2004"], "li2009 王2004"),
        ("en", "[@li2009; @王2004]", "1,2", ["li2009", "王2004"], "li2009 王2004"),
        ("zh", "^[1,3、2]^", "[1-3]", ["li2009", "wang2013"], "li2009 王2004 wang2013"),
        ("en", "[@li2009; @王2004; @wang2013]", "1–3", ["li2009", "wang2013"], "li2009 王2004 wang2013"),
        ("zh", "[@li2009，第3页；@王2004]", "[1（第3页）,2]", ["li2009", "王2004"], "li2009 王2004"),
        ("en", "[@li2009; @nobody]", "1, nobody?", ["li2009"], None),
    ],
)
def test_a_mark_links_its_works(convert, language, mark, shown, links, cites):
    """A range links its ends, lists all its works in data-cites, and holds the id of each for the links back."""
    order = "前[@li2009][@王2004][@wang2013]\n\n"
    page, _ = convert(f"{order}文{mark}", language=language)
    sup = page.xpath('//p[2]/sup[@class="citation"]')[0]
    assert sup.text_content() == shown
    assert sup.xpath("a/@data-cite") == links
    assert sup.xpath("a/@href") == [f"../references/#ref-{key}" for key in links]
    assert sup.get("data-cites") == cites
    ids = [sup.get("id"), *sup.xpath(".//@id")[1:]]
    assert sorted(ids) == sorted(f"cite-{key}-2" for key in (cites.split() if cites else links))


@pytest.mark.parametrize(
    ("language", "mark", "shown"),
    [
        ("zh", "[@没有]", "[没有？]"),
        ("en", "[@nobody]", "[nobody?]"),
        ("zh", "^[99]^", "[99？]"),
        ("en", "[@a; ]", "[@a; ?]"),
    ],
)
def test_an_unknown_work_is_shown_with_a_question_mark(convert, language, mark, shown):
    """A mark that cannot be resolved stays visible, links nowhere, and is no disagreement with the checker."""
    page, rendering = convert(f"文{mark}", language=language)
    assert page.xpath('//sup[@class="citation citation-unknown"]')[0].text_content() == shown
    assert page.xpath("//sup/a") == []
    assert rendering.mismatch is None


def test_a_bare_number_links_the_reference_and_counts_nowhere(convert):
    """[-@key] prints the number alone: no superscript, no id."""
    page, _ = convert("甲[@li2009]，见文献[-@li2009]和[-@wang2013]")
    bare = page.xpath('//a[@class="reference-number"]')
    assert [(link.text, link.get("href"), link.get("id")) for link in bare] == [
        ("1", "../references/#ref-li2009", None),
        ("?", "../references/#ref-wang2013", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "P<0.05[@li2009]，>3分[@王2004]",
        "if P <5%[@li2009], >10%[@王2004]",
        "<b>粗</b>[@li2009]<i>x</i>[@王2004]",
        "`码`[@li2009] <me@example.org>[@王2004]",
    ],
)
def test_angle_brackets_swallow_no_mark(convert, text):
    """Less-than signs, inline HTML and mail addresses beside a mark leave it alone."""
    page, rendering = convert(text)
    assert rendering.mismatch is None
    assert page.xpath("//sup/a/@data-cite") == ["li2009", "王2004"]


def test_a_mark_in_the_text_of_a_link_stays_text(convert):
    """A link in a link is no HTML, so neither parser nor checker takes it for a citation."""
    page, rendering = convert("[见 [@li2009]](https://example.org) and [see [@王2004]](https://example.org)")
    assert rendering.mismatch is None
    assert [link.text_content() for link in page.xpath("//p/a[not(@class)]")] == ["见 [@li2009]", "see [@王2004]"]


# --- notes


@pytest.mark.parametrize(
    ("language", "button", "says"),
    [("zh", "注", "综述如此说N1"), ("en", "note", "The review says N1")],
)
def test_a_note_is_a_button_and_a_popover_behind_its_paragraph(convert, language, button, says):
    """The mark opens the note without a script; the note stands directly after the paragraph, once."""
    page, _ = convert("# 2 题 {#t}\n\n甲[@li2009][!N1]\n\n- 乙[!C4.b]", language=language)
    (first, second) = page.xpath('//button[@class="note-mark"]')
    assert (first.text, first.get("popovertarget"), first.get("type")) == (button, "note-N1", "button")
    notes = page.xpath("//aside[@popover]")
    assert [note.get("id") for note in notes] == ["note-N1", "note-C4.b"]
    assert says in notes[0].text_content()
    assert notes[0].getprevious().get("id") == "p-2-1"
    assert notes[1].getprevious().get("id") == "p-2-2"
    assert second.getparent().tag == "li"


def test_a_note_that_does_not_exist_stays_text(convert):
    """The checker reports it; the page shows what was written."""
    page, _ = convert("甲[!没有] b[!X9]")
    assert page.xpath("//button") == []
    assert "b[!X9]" in page.text_content()


# --- comments to the checker


def test_comments_to_the_checker_are_taken_out_of_the_page_but_not_out_of_code(convert):
    """<!-- differs: … --> before a block leaves no trace; shown as an example in code it stays."""
    comment = "<!-- differs: numbers, 因 -->"
    page, rendering = convert(f"{comment}\n甲\n\n```\n{comment}\n```\n\n写`{comment}`即可\n\n    {comment}")
    assert rendering.mismatch is None
    assert [code.text.strip() for code in page.xpath("//code")] == [comment] * 3
    assert page.xpath("//comment()") == []


# --- generated parts


def test_a_generated_part_stands_where_it_is_named(convert):
    """`::: {#references}` is replaced by the list; an unknown name stays visible and is a mismatch."""
    page, rendering = convert("前[@li2009]\n\n::: {#references}\n:::\n\n后", slug="references")
    assert page.xpath("//ol/li/@id") == ["ref-li2009"]
    assert page.xpath("//ol/preceding-sibling::*[@id]/@id") == ["p-1"]
    assert rendering.mismatch is None
    page, rendering = convert("::: {#没有}\n:::")
    assert "::: {#没有}" in page.text_content()


# --- the end of a page

GLOSSARY = """\
- {id: msc, zh: 间充质干细胞, en: mesenchymal stem cell, abbreviation: MSC, definition: {zh: 甲<乙, en: a < b}}
- {id: rare, zh: 罕见, en: rarity, definition: {zh: 甲, en: a}}
"""
BESIDE = {"references": "# 文献 {#references}", "glossary": "# 表 {#glossary}\n\n间充质干细胞", "index": "前[@王2004]"}


@pytest.mark.parametrize(
    ("language", "words", "other"),
    [
        ("zh", ["本页引用的文献", "参考文献", "编者注 N1", "引用于 ¶1，2 ¶1"], "en"),
        ("en", ["Works cited on this page", "Find in PubMed", "Editorial note N1", "Cited in ¶1, 2 ¶1"], "zh-Hans"),
    ],
)
def test_a_page_ends_with_the_works_it_cites(make_review, language, words, other):
    """Each work cited on the page stands there once, by number, with links to DOI, PubMed, notes and places."""
    text = "# 2 题 {#t}\n\nMSC[@wang2013][@王2004]又[@li2009；@王2004]。[-@last1999]"
    files = {f"docs/{language}/{name}.md": other_text for name, other_text in {**BESIDE, "methods": text}.items()}
    config = CONFIG.replace("methods.md", "methods.md, references.md, glossary.md")
    review = make_review({**files, "mkdocs.yml": config, "notes.yml": NOTES, "glossary.yml": GLOSSARY})
    pages = {}
    for slug, source in {**BESIDE, "methods": text}.items():
        rendering = Rendering(review, review.page[language, slug])
        parser = markdown.Markdown(extensions=EXTENSIONS, extension_configs={"bireview": {"rendering": rendering}})
        pages[slug] = lxml_html.fragment_fromstring(parser.convert(source), create_parent="main")
        assert rendering.mismatch is None
    items = pages["methods"].xpath('//details[@class="cited-works"]/ol/li')
    assert [(item.get("id"), item.get("value")) for item in items] == [
        ("cited-王2004", "1"),
        ("cited-wang2013", "2"),
        ("cited-li2009", "3"),
    ]
    li2009 = items[2]
    assert set(li2009.xpath(".//a/@href")) == {
        "https://doi.org/10.1002/pmic.1",
        "https://pubmed.ncbi.nlm.nih.gov/?term=10.1002/pmic.1%5Bdoi%5D",
        "../references/#ref-li2009",
        "../notes/#note-N1",
        "../notes/#note-C4.b",
        "#cite-li2009-1",
    }
    assert li2009.xpath(".//button/@data-copy") == [("../" if language == "zh" else "../../") + "references/li2009.bib"]
    said = " ".join(pages["methods"].xpath('string(//*[@class="page-end"])').split())
    assert all(word in said for word in words if word != words[3])
    assert words[3] in " ".join(items[0].text_content().split())
    # What cards say of terms: those of the page.
    assert pages["methods"].xpath('//a[@class="term"]/@href') == ["../glossary/#term-msc"]
    (tip,) = pages["methods"].xpath("//template/div")
    assert tip.get("id") == "term-msc"
    assert tip.xpath(f'.//span[@lang="{other}"]')
    # Neither list nor links where they would lead to themselves.
    assert not pages["references"].xpath('//*[@class="page-end"]')
    assert not pages["glossary"].xpath('//*[@class="page-end"] | //a[@class="term"]')


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_without_a_reference_list_beside_it_has_no_list_of_its_own(convert, language):
    """Links to what is not there are not made: not to a list, and not to a glossary."""
    page, _ = convert("甲[@li2009] MSC", language=language)
    assert not page.xpath('//*[@class="page-end"] | //a[@class="term"]')


# --- parser and checker


@pytest.mark.parametrize(
    ("text", "altered", "words", "line"),
    [
        ("甲\n\n乙", "甲\n\n乙\n\n丙", "3 blocks and headings and the checker 2; they part at the end", 0),
        ("# T {#t}\n\n甲\n\nb", "# T {#t}\n\n甲", "2 blocks and headings and the checker 3; they part here", 5),
        ("甲\n\n- 乙", "- 甲\n\n乙", "2 blocks and headings and the checker 2; they part here", 1),
        ("甲\n\n## 题 {#t}\n\n乙", "甲\n\n### 题 {#t}\n\n乙", "they part here", 3),
        ("甲\n\n乙", "## 题 {#t}\n\n甲\n\n乙", "3 blocks and headings and the checker 2; they part here", 1),
        ("甲[@li2009]\n\n乙[@王2004]", "甲[@li2009]\n\n乙", "1 citation marks and the checker 2; they part here", 3),
        ("x[@li2009] y[@王2004]", "x[@王2004] y[@li2009]", "2 citation marks and the checker 2; they part here", 1),
        ("甲", "甲[@li2009]", "1 citation marks and the checker 0; they part at the end", 0),
        ("x\n\n- a\n\n        code [@li2009]", None, "0 citation marks and the checker 1; they part here", 5),
    ],
)
def test_a_page_read_differently_by_parser_and_checker_is_reported(convert, text, altered, words, line):
    """When the text that is rendered is not the one that was checked, the difference and its line are said."""
    _, rendering = convert(text, altered=altered)
    assert words in rendering.mismatch.message
    assert rendering.mismatch.location.line == line


def test_a_page_that_agrees_is_not_reported(convert):
    """The same text, rendered twice by one parser, gives the same page both times."""
    _page, rendering = convert("甲[@li2009]\n\n- b[@王2004]")
    assert rendering.mismatch is None
    assert [works[0].key for works in rendering.works] == ["li2009", "王2004"]


# --- without a host


def test_the_extension_works_alone(tmp_path):
    """`markdown.markdown(text, extensions=["bireview"])` numbers the text it is given, by the bibliography named."""
    bibliography = tmp_path / "文献.bib"
    bibliography.write_text(
        "@book{王2004, title={肝}, year={2004}}\n@book{b, title={B}, year={2001}}", encoding="utf-8"
    )
    chinese = alone("见[@b]和[@王2004]。", bibliography=str(bibliography), language="zh")
    assert re.sub("<[^>]+>", "", chinese) == "见[1]和[2]。"
    assert 'href="references/#ref-王2004"' in chinese
    english = alone("See [@b; @王2004].", bibliography=str(bibliography))
    assert re.sub("<[^>]+>", "", english) == "See 1,2."


def test_without_a_bibliography_every_work_is_unknown():
    """The extension needs no option at all; what it cannot resolve it shows."""
    assert re.sub("<[^>]+>", "", markdown.markdown("见[@b]。", extensions=["bireview"])) == "见[b?]。"
    assert 'id="p-intro-1"' in markdown.markdown("# 引言 {#intro}\n\ntext", extensions=["attr_list", "bireview"])


def test_one_parser_renders_many_texts(tmp_path):
    """Each text is its own review: numbers and ids begin again."""
    bibliography = tmp_path / "b.bib"
    bibliography.write_text("@book{a, title={A}, year={2001}}\n@book{b, title={B}, year={2001}}", encoding="utf-8")
    parser = markdown.Markdown(
        extensions=["bireview"], extension_configs={"bireview": {"bibliography": str(bibliography), "language": "zh"}}
    )
    for text, shown in (("甲[@a]乙[@b]", "甲[1]乙[2]"), ("x[@b]", "x[1]"), ("", ""), ("丙[@b][@a]", "丙[1][2]")):
        html = parser.reset().convert(text)
        assert re.sub("<[^>]+>", "", html) == shown


@pytest.mark.parametrize(
    "text",
    [
        '!!! note "提示"\n    一段。\n\n    二段\n\n后',
        "??? warning\n    Folded text.\n\nafter",
        '前\n\n???+ note "Open"\n    x\n\n- 项',
        "Term\n:   释义\n\n| a | 乙 |\n|---|--:|\n| 1 | 2 |\n\nx[^1]\n\n[^1]: 注",
    ],
)
def test_what_a_site_switches_on_is_read_as_the_checker_reads_it(make_review, text):
    """Boxes, foldable or not, are what the checker takes them for, with the extensions that every site has."""
    review = make_review({"docs/zh/index.md": TITLE.format("题", text)})
    rendering = Rendering(review, review.page["zh", "index"])
    options = {name: dict(values) for name, values in theme.EXTENSIONS.items()} | {"bireview": {"rendering": rendering}}
    parser = markdown.Markdown(extensions=list(options), extension_configs=options)
    parser.convert(TITLE.format("题", text).split("---\n", 2)[2])
    assert rendering.mismatch is None
