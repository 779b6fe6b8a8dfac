"""The files for reference managers: which there are, what they are called, and how pages link them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import html

from bireview.downloads import article_references, downloads, reference_path
from bireview.render import GENERATORS, Fragments

if TYPE_CHECKING:
    from collections.abc import Callable

    from bireview.review import Review

BIBLIOGRAPHY = """\
@article{li2009, author={Li, G}, title={Cells}, journal={Proteomics}, year={2009}, retracted={2021-05-03, 10.1000/n}}
@article{x:y/z, author={王, 某}, title={肝细胞}, journal={肝脏}, year={2004}, corrected={yes}}
@article{last1999, author={Last, A}, title={Uncited}, journal={J}, year={1999}}
"""
FRONT = """\
---
title: {title}
article:
  authors: [{authors}]
  journal: {journal}
  year: 2023
  volume: "39"
  issue: "5"
  pages: 1010-1018
  doi: 10.1000/x
---
# T {{#t}}

[@x:y/z] [@li2009]
"""
FILES = {
    "docs/zh/index.md": FRONT.format(title="题", authors="{name: 冯宇, latin: FENG Yu}, 陈俊峰", journal="肝脏"),
    "docs/en/index.md": FRONT.format(title="Title", authors="FENG Yu, Jun CHEN, Anna de Vries", journal="Liver"),
    "docs/zh/references.md": "# 文献 {#references}\n",
    "docs/en/references.md": "# References {#references}\n",
    "references.bib": BIBLIOGRAPHY,
}


@pytest.fixture
def review(make_review: Callable[[dict[str, str]], Review]) -> Review:
    return make_review(FILES)


def test_there_is_a_file_for_the_list_each_reference_and_the_article(review: Review) -> None:
    """Each comes in three formats; an uncited work has none, and the list is in the order of the numbers."""
    files = downloads(review)
    stems = ["references/references", "cite/article", "references/x~3Ay~2Fz", "references/li2009"]
    assert set(files) == {f"{stem}.{extension}" for stem in stems for extension in ("bib", "ris", "json")}
    assert [item["id"] for item in json.loads(files["references/references.json"])] == ["x:y/z", "li2009"]
    assert files["references/references.bib"].count("@article{") == 2
    assert files["references/li2009.bib"].startswith("@article{li2009,")


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("li2009", "references/li2009"),
        ("王2004", "references/王2004"),
        ("DBLP:conf/x", "references/DBLP~3Aconf~2Fx"),
        ("a~3Ab", "references/a~7E3Ab"),
        (".hidden", "references/~2Ehidden"),
        ("..", "references/~2E."),
        ("references", "references/~72eferences"),
    ],
)
def test_a_key_becomes_a_file_name_of_its_own(key: str, path: str) -> None:
    """No key leaves the folder, hides its file, or takes the name of the list's or of another key's."""
    assert reference_path(key) == path


def test_the_article_is_cited_in_each_language(review: Review) -> None:
    """Each record has its language's names, title and journal; a word in capitals is the family name."""
    chinese, english = article_references(review)
    assert (chinese.key, chinese.title, chinese.journal, chinese.langid) == ("feng2023-zh", "题", "肝脏", "zh")
    assert [who.family for who in chinese.authors] == ["冯宇", "陈俊峰"]
    assert (english.key, english.title, english.journal, english.langid) == ("feng2023-en", "Title", "Liver", "en")
    names = [(who.family, who.given) for who in english.authors]
    assert names == [("Feng", "Yu"), ("Chen", "Jun"), ("Vries", "Anna de")]
    assert (english.volume, english.number, english.pages, english.doi) == ("39", "5", "1010-1018", "10.1000/x")


def page(review: Review, name: str, language: str, slug: str) -> html.HtmlElement:
    return html.fromstring(f"<div>{GENERATORS[name](Fragments(review, language, slug))}</div>")


@pytest.mark.parametrize(
    ("language", "slug", "up", "word"),
    [
        ("zh", "references", "../", "导出"),
        ("en", "references", "../../", "Export"),
        ("en", "a/list", "../../../", "Export"),
    ],
)
def test_a_reference_offers_its_files(review: Review, language: str, slug: str, up: str, word: str) -> None:
    """Links to the three formats need no script; the button that does is hidden until the script shows it."""
    item = page(review, "references", language, slug).get_element_by_id("ref-x:y/z")
    assert item.xpath("string(details/summary)") == word
    assert item.xpath("details//a[@download]/@href") == [
        f"{up}references/x~3Ay~2Fz.{extension}" for extension in ("bib", "ris", "json")
    ]
    [button] = item.xpath("details//button")
    assert "hidden" in button.attrib
    assert button.get("data-copy") == f"{up}references/x~3Ay~2Fz.bib"


def test_the_list_offers_itself_before_its_first_item(review: Review) -> None:
    """The links to the whole list, the place for what is said about copying, and the script come once."""
    whole = page(review, "references", "en", "references")
    assert whole.xpath("p[following-sibling::ol]//a/@href") == [
        f"../../references/references.{extension}" for extension in ("bib", "ris", "json")
    ]
    assert whole.xpath("//*[@role='status']/@data-copied") == ["BibTeX copied"]
    assert whole.xpath("//script/@src") == ["../../scripts/copy.js"]
    assert not whole.xpath("//script/text()")


def test_a_text_on_its_own_offers_no_files(make_review: Callable[[dict[str, str]], Review]) -> None:
    """Without a references page there are no files beside it, and no links to them."""
    alone = make_review({name: text for name, text in FILES.items() if not name.endswith("references.md")})
    whole = page(alone, "references", "zh", "index")
    assert len(whole.xpath("//li")) == 2
    assert not whole.xpath("//*[@download] | //script | //details")


@pytest.mark.parametrize(
    ("language", "slug", "hrefs"),
    [
        ("zh", "index", "cite/article.bib"),
        ("en", "index", "../cite/article.bib"),
        ("en", "about", "../../cite/article.bib"),
    ],
)
def test_the_article_offers_its_files(review: Review, language: str, slug: str, hrefs: str) -> None:
    """The home page links the article's own record in every format."""
    links = page(review, "cite-downloads", language, slug).xpath("//a[@download]/@href")
    assert links[0] == hrefs
    assert len(links) == 3


@pytest.mark.parametrize(
    ("language", "retracted", "corrected"),
    [("zh", "已撤稿（2021-05-03）", "已更正"), ("en", "Retracted (2021-05-03)", "Corrected")],
)
def test_a_notice_stands_before_the_work(review: Review, language: str, retracted: str, corrected: str) -> None:
    """A retracted or corrected work is marked in words, with a link to the notice where there is one."""
    whole = page(review, "references", language, "references")
    [mark] = whole.get_element_by_id("ref-li2009").xpath("*[1][@class='reference-status']")
    assert (mark.text, mark.get("href")) == (retracted, "https://doi.org/10.1000/n")
    [mark] = whole.get_element_by_id("ref-x:y/z").xpath("*[1][@class='reference-status']")
    assert (mark.tag, mark.text) == ("strong", corrected)
