"""Facts about the files for reference managers on the real site, and about the links to them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import pytest
from lxml import html
from pybtex.database import parse_string

from bireview.bibliography.load import load_library

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.site

EXTENSIONS = ("bib", "ris", "json")
PLACES = ("", "en/")
"""Where each language's pages begin."""

# The article's own record and the forms in which the journal prints it.
PRINTED = (
    "冯宇, 陈俊峰, 林炳亮. 间充质干细胞治疗终末期肝病的临床研究进展[J]. 临床肝胆病杂志, 2023, 39(5): 1010-1018.",
    "FENG Y, CHEN JF, LIN BL. Clinical research advances in mesenchymal stem cells for the treatment of end-stage "
    "liver disease[J]. J Clin Hepatol, 2023, 39(5): 1010-1018.",
)


def read(site: Path, address: str) -> html.HtmlElement:
    return html.parse(site / address / "index.html", html.HTMLParser(encoding="utf-8")).getroot()


def offered(site: Path, address: str, inside: str) -> list[str]:
    """The paths, from the site's root, of the files that a part of a page offers."""
    links = read(site, address).xpath(f"{inside}//a[@download]/@href")
    home = "https://site.example/"
    return [unquote(urljoin(home + address, link)).removeprefix(home) for link in links]


def numbered(site: Path) -> list[str]:
    """The keys of the list, in its order."""
    return [name.removeprefix("ref-") for name in read(site, "references/").xpath("//ol[@class='references']/li/@id")]


@pytest.mark.parametrize("place", PLACES)
def test_every_reference_offers_its_files(site: Path, place: str) -> None:
    """Both languages' lists link the same files, the whole list's first, and every file is there."""
    stems = ["references", *numbered(site)]
    links = offered(site, f"{place}references/", "//article")
    assert len(stems) == 63
    assert links == [f"references/{stem}.{extension}" for stem in stems for extension in EXTENSIONS]
    assert all((site / link).is_file() for link in links)


@pytest.mark.parametrize("place", PLACES)
def test_the_home_page_offers_the_article(site: Path, place: str) -> None:
    """Both printed forms stand as the journal gives them, and under them are the files."""
    assert offered(site, place, "//article") == [f"cite/article.{extension}" for extension in EXTENSIONS]
    text = " ".join(read(site, place).xpath("string(//article)").split())
    assert all(form in text for form in PRINTED)


def test_files_are_written_once(site: Path) -> None:
    """There are no copies of them among the English pages."""
    assert not [file for file in (site / "en").rglob("*") if file.suffix in {".bib", ".ris"}]
    assert len(list(site.rglob("*.ris"))) == 64


def test_the_bibtex_files_hold_the_list(site: Path, repository: Path) -> None:
    """The list's file has each work once in the list's order, as references.bib has it; pybtex reads the same keys."""
    text = (site / "references" / "references.bib").read_text(encoding="utf-8")
    library, problems = load_library(text, "references.bib")
    own, _ = load_library((repository / "references.bib").read_text(encoding="utf-8"), "references.bib")
    assert not problems
    assert list(library) == numbered(site) == list(parse_string(text, "bibtex").entries)
    assert {key: (work.title, work.doi, work.authors) for key, work in library.items()} == {
        key: (work.title, work.doi, work.authors) for key, work in own.items() if key in library
    }
    for key in library:
        assert (site / "references" / f"{key}.bib").read_text(encoding="utf-8") in text


def test_the_other_files_hold_the_same(site: Path) -> None:
    """CSL-JSON and RIS have the same works in the same order; RIS keeps the line ends of its specification."""
    keys = numbered(site)
    folder = site / "references"
    items = json.loads((folder / "references.json").read_text(encoding="utf-8"))
    assert [item["id"] for item in items] == keys
    ris = (folder / "references.ris").read_bytes()
    assert ris.count(b"\n") == ris.count(b"\r\n")
    assert re.findall(r"^ID  - (\S+)\r$", ris.decode("utf-8"), re.MULTILINE) == keys
    for key, item in zip(keys, items, strict=True):
        assert json.loads((folder / f"{key}.json").read_text(encoding="utf-8")) == [item]
        assert (folder / f"{key}.ris").read_bytes() in ris


def test_the_article_is_cited_in_both_languages(site: Path) -> None:
    """Each format has the article's Chinese and English record."""
    folder = site / "cite"
    items = json.loads((folder / "article.json").read_text(encoding="utf-8"))
    assert [(item["language"], item["container-title"]) for item in items] == [
        ("zh", "临床肝胆病杂志"),
        ("en", "J Clin Hepatol"),
    ]
    assert {item["DOI"] for item in items} == {"10.3969/j.issn.1001-5256.2023.05.003"}
    assert list(parse_string((folder / "article.bib").read_text(encoding="utf-8"), "bibtex").entries) == [
        item["id"] for item in items
    ]
    assert (folder / "article.ris").read_bytes().count(b"TY  - JOUR\r\n") == 2


def test_scripts_come_only_with_buttons(site: Path) -> None:
    """The copying script is on the pages that show its buttons and on no other; the buttons start hidden.

    Those of the works cited on a page are for cards, whose script brings the other.
    """
    for file in sorted(site.rglob("*.html")):
        page = html.parse(file, html.HTMLParser(encoding="utf-8")).getroot()
        buttons = page.xpath("//button[@data-copy]")
        scripts = page.xpath("//script[contains(@src, 'scripts/copy.js')]")
        shown = [button for button in buttons if not button.xpath("ancestor::*[@class='page-end']")]
        assert len(scripts) == len(page.xpath("//*[@class='copy-status']")) == bool(shown), file
        assert all("hidden" in button.attrib for button in buttons)
