"""Links to terms in a tree of elements: which, and that nothing else changes."""

import re
import xml.etree.ElementTree as etree  # noqa: N813 - the name that Python-Markdown uses

import pytest

from bireview.entries import load_glossary
from bireview.languages import LANGUAGES
from bireview.term_links import TermLinker
from bireview.terms import term_finder

GLOSSARY = """\
- {id: msc, zh: 间充质干细胞, en: mesenchymal stem cell, abbreviation: MSC, definition: {zh: 甲, en: a}}
- {id: liver, zh: 肝硬化, en: cirrhosis, definition: {zh: 甲, en: a}}
- {id: cd, zh: CD34阳性细胞, en: CD34-positive cell, abbreviation: CD34+, definition: {zh: 甲, en: a}}
- {id: ccl, zh: 四氯化碳, en: carbon tetrachloride, abbreviation: CCl4, definition: {zh: 甲, en: a}}
"""
STASHED = ['<span lang="en">', "</span>", "<b>", "</b>", "<code>", "</code>"]


def linked(markup, language="zh", raw=STASHED):
    """The children of a root with links to terms as `{id:text}`, and the ids in order."""
    root = etree.fromstring(f"<div>{markup}</div>")  # noqa: S314 - written below
    text = "".join(root.itertext())
    glossary, _ = load_glossary(GLOSSARY, "", ("zh", "en"))
    linker = TermLinker(term_finder(glossary, language, LANGUAGES[language]), "#term-{}".format, raw)
    ids = linker.link(root, lambda element: element.tag != "aside")
    assert "".join(root.itertext()) == text
    out = etree.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")
    return re.sub(r'<a class="term" href="#term-(\w+)">(.*?)</a>', r"{\1:\2}", out), ids


@pytest.mark.parametrize(
    ("language", "markup", "expected"),
    [
        ("zh", "<p>肝硬化、肝硬化和MSC</p>", "<p>{liver:肝硬化}、肝硬化和{msc:MSC}</p>"),
        ("en", "<p>cirrhosis and cirrhosis</p>", "<p>{liver:cirrhosis} and cirrhosis</p>"),
        # A name and its abbreviation are one term.
        ("zh", "<p>间充质干细胞（MSC）</p>", "<p>{msc:间充质干细胞}（MSC）</p>"),
        # Anew in each section, not in headings.
        ("zh", "<p>肝硬化</p><p>肝硬化</p><h2>肝硬化</h2><p>肝硬化</p>",
         "<p>{liver:肝硬化}</p><p>肝硬化</p><h2>肝硬化</h2><p>{liver:肝硬化}</p>"),
        # Inside emphasis, lists and tables; not in code, links, captions, heads and other languages.
        ("en", "<p>in <em>cirrhosis</em> of MSC</p>", "<p>in <em>{liver:cirrhosis}</em> of {msc:MSC}</p>"),
        ("zh", "<div><ul><li>甲</li><li>肝硬化<ul><li>MSC</li></ul></li></ul></div>",
         "<div><ul><li>甲</li><li>{liver:肝硬化}<ul><li>{msc:MSC}</li></ul></li></ul></div>"),
        ("en", "<table><caption>MSC</caption><tr><th>MSC</th><td>MSC</td></tr></table>",
         "<table><caption>MSC</caption><tr><th>MSC</th><td>{msc:MSC}</td></tr></table>"),
        ("zh", '<p><code>MSC</code><a href="x">MSC</a><sup class="citation">MSC</sup><i lang="en">MSC</i></p>', None),
        ("en", "<aside>MSC</aside>", None),
        # What is raised or lowered is part of a name, and a link holds it whole.
        ("en", "<p>two CD34<sup>+</sup> cells</p>", "<p>two {cd:CD34<sup>+</sup>} cells</p>"),
        ("zh", "<p>CCl<sub>4</sub>诱导的肝硬化</p>", "<p>{ccl:CCl<sub>4</sub>}诱导的{liver:肝硬化}</p>"),
        ("en", "<p>CD34<sup>++</sup> and x<sup>MSC</sup></p>", None),
        # Nothing across other elements.
        ("zh", "<p>肝<b>硬化</b></p>", None),
        ("en", "<p>a <em>b</em> MSC <em>c</em> d</p>", "<p>a <em>b</em> {msc:MSC} <em>c</em> d</p>"),
        ("en", "<p/>", "<p />"),
    ],
)  # fmt: skip
def test_the_first_use_in_a_section_is_linked(language, markup, expected):
    """`{id:text}` is a link to a term; where nothing is expected nothing changes."""
    assert linked(markup, language)[0] == (markup if expected is None else expected)


def test_raw_html_of_another_language_and_code_hold_no_terms():
    """Inline tags that an author wrote count like elements; bold ones do not hide what they hold."""
    glossary, _ = load_glossary(GLOSSARY, "", ("zh", "en"))
    linker = TermLinker(term_finder(glossary, "zh", LANGUAGES["zh"]), "#{}".format, STASHED)
    for tags, expected in ((0, ["liver"]), (4, ["liver"]), (2, ["msc", "liver"])):
        root, paragraph = etree.Element("div"), etree.Element("p")
        root.append(paragraph)
        paragraph.text = f"\x02wzxhzdk:{tags}\x03MSC\x02wzxhzdk:{tags + 1}\x03与肝硬化"
        assert list(linker.link(root, lambda _: True)) == expected


def test_terms_are_named_in_the_order_of_their_first_use():
    """Each linked term once, over all sections."""
    assert linked("<p>MSC和肝硬化</p><h2>题</h2><p>肝硬化，CCl<sub>4</sub></p>")[1] == ("msc", "liver", "ccl")
