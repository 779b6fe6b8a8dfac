"""Facts about the real site: what a reader, a link checker or a bookmark finds in the HTML that the build writes."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from functools import cached_property
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.site

LANGUAGES = {"zh": "", "en": "en/"}
"""Where each language's pages begin."""

CHAPTERS = ("introduction", "mesenchymal-stem-cells", "mechanisms", "clinical-studies", "open-problems", "outlook")
PAGES = ("index", *CHAPTERS, "references", "evidence", "glossary", "notes", "about")
WITHOUT_DOI = {"51", "62"}
ORIGINAL = "https://doi.org/10.3969/j.issn.1001-5256.2023.05.003"

both_languages = pytest.mark.parametrize("language", LANGUAGES)


class Built:
    """A built page: its address from the site's root (`en/mechanisms/`) and its parsed HTML."""

    def __init__(self, file: Path, root: Path) -> None:
        self.address = file.relative_to(root).as_posix().removesuffix("index.html")
        self.root: html.HtmlElement = html.parse(file, html.HTMLParser(encoding="utf-8")).getroot()
        names = [*self.root.xpath("//@id"), *self.root.xpath("//a/@name")]
        self.ids = Counter(names)

    def __repr__(self) -> str:
        return f"/{self.address}"

    @cached_property
    def article(self) -> html.HtmlElement:
        """The page without header, navigation and footer."""
        return self.root.xpath("//article")[0]

    def by_id(self, name: str) -> html.HtmlElement:
        """The one element with an id."""
        return self.root.xpath("//*[@id=$name]", name=name)[0]

    @cached_property
    def marks(self) -> list[html.HtmlElement]:
        """Citation marks in document order."""
        return self.article.xpath(".//sup[contains(concat(' ', @class, ' '), ' citation ')]")

    @cached_property
    def paragraphs(self) -> list[html.HtmlElement]:
        """What has a paragraph id: paragraphs, and the boxes around lists and tables."""
        return self.article.xpath(".//*[starts-with(@id, 'p-')]")

    @cached_property
    def headings(self) -> list[html.HtmlElement]:
        return self.article.xpath(".//*[self::h1 or self::h2 or self::h3 or self::h4]")


class Site:
    """Every HTML file of the site, by address; 404.html too."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()}
        self.pages = {page.address: page for page in (Built(root / name, root) for name in sorted(self.html))}
        self.canonical = self.pages[""].root.xpath("string(//link[@rel='canonical']/@href)")

    @property
    def html(self) -> set[str]:
        return {name for name in self.files if name.endswith(".html")}

    def page(self, language: str, slug: str) -> Built:
        return self.pages[LANGUAGES[language] + ("" if slug == "index" else f"{slug}/")]

    def chapters(self, language: str) -> list[Built]:
        return [self.page(language, slug) for slug in CHAPTERS]

    def land(self, base: str, target: str) -> tuple[str, str] | None:
        """Address and anchor to which `target`, found on the page at `base`, leads; None if that is off the site."""
        url = urlsplit(urljoin(self.canonical + base, target))
        if f"{url.scheme}://{url.netloc}/" != self.canonical:
            return None
        return unquote(url.path.removeprefix("/")), unquote(url.fragment)

    def exists(self, address: str, anchor: str) -> bool:
        if anchor:
            return address in self.pages and anchor in self.pages[address].ids
        return address in self.pages or address in self.files


@pytest.fixture(scope="module")
def built(site: Path) -> Site:
    return Site(site)


def shared_json(shared: Path, name: str) -> Any:
    file = shared / "content" / name
    if not file.is_file():
        pytest.skip(f"the outside cases are not here: no file {file}")
    return json.loads(file.read_text(encoding="utf-8"))


def cited(mark: html.HtmlElement) -> list[str]:
    """The keys of the works that a mark cites, those inside a range too, in the mark's order."""
    return mark.get("data-cites", "").split() or [link.get("data-cite") for link in mark.iter("a")]


def reference_numbers(page: Built) -> dict[str, int]:
    """Numbers by key, as a references page prints them."""
    return {
        item.get("id").removeprefix("ref-"): int(item.get("value"))
        for item in page.root.xpath("//ol[contains(@class, 'references')]/li")
    }


def note_marks(element: html.HtmlElement) -> list[str]:
    buttons = element.xpath(".//button[contains(concat(' ', @class, ' '), ' note-mark ')]/@popovertarget")
    return [target.removeprefix("note-") for target in buttons]


# Pages


@both_languages
@pytest.mark.parametrize("slug", PAGES)
def test_each_page_is_at_its_address(built: Site, language: str, slug: str) -> None:
    """Chinese is at /, English at /en/, with the same slugs; `lang` is the precise tag; a page has one h1."""
    page = built.page(language, slug)
    assert page.root.get("lang") == {"zh": "zh-Hans", "en": "en"}[language]
    assert len(page.root.xpath("//h1")) == 1
    assert page.root.xpath("string(//title)").strip()


def test_there_are_no_other_pages(built: Site) -> None:
    """Besides the pages of both languages there is the page for what is not there, in both languages."""
    expected = {
        LANGUAGES[language] + ("" if slug == "index" else f"{slug}/") for language in LANGUAGES for slug in PAGES
    }
    assert set(built.pages) == expected | {"404.html"}
    assert set(built.pages["404.html"].article.xpath(".//@lang")) == {"zh-Hans", "en"}


def test_ids_are_unique(built: Site) -> None:
    """No page has the same id twice."""
    twice = {page: [name for name, n in page.ids.items() if n > 1] for page in built.pages.values()}
    assert not {page: names for page, names in twice.items() if names}


@pytest.mark.parametrize("slug", PAGES)
def test_headings_are_the_same_in_both_languages(built: Site, slug: str) -> None:
    """Headings have the same ids, levels and section numbers in both languages, and no id is a number."""
    headings = {
        language: [
            (heading.tag, heading.get("id"), re.findall(r"^[\d.]+", heading.text_content().strip()))
            for heading in built.page(language, slug).headings
        ]
        for language in LANGUAGES
    }
    assert headings["zh"] == headings["en"]
    assert all(re.match(r"[A-Za-z]", name) for _, name, _ in headings["en"])


@pytest.mark.parametrize("slug", PAGES)
def test_paragraphs_are_the_same_in_both_languages(built: Site, slug: str) -> None:
    """Paragraph ids are the same in both languages, and each paragraph has a link to itself that says where it is."""
    ids = {language: [p.get("id") for p in built.page(language, slug).paragraphs] for language in LANGUAGES}
    assert ids["zh"] == ids["en"]
    for language in LANGUAGES:
        for paragraph in built.page(language, slug).paragraphs:
            (permalink,) = paragraph.xpath(".//a[@class='permalink']")
            assert permalink.get("href") == f"#{paragraph.get('id')}"
            assert permalink.get("aria-label")


@both_languages
@pytest.mark.parametrize("slug", ["index", "about"])
def test_the_site_says_what_it_is(built: Site, language: str, slug: str) -> None:
    """Home and about page say: an independent restatement, of which original, no medical advice, which licences."""
    page = built.page(language, slug)
    text = " ".join(page.article.text_content().split())
    said = {
        "zh": (r"重述", r"独立", r"不(?:构成|是)医疗建议", r"CC BY 4\.0", r"MIT"),
        "en": (
            r"restate",
            r"\bindependent\b",
            r"\bnot medical advice|\bnothing here is medical advice",
            r"CC BY 4\.0",
            r"MIT",
        ),
    }
    assert not [words for words in said[language] if not re.search(words, text)]
    assert ORIGINAL in page.article.xpath(".//a/@href")


# Citations


@both_languages
def test_every_citation_is_printed(built: Site, language: str) -> None:
    """The chapters of each language hold 65 marks that cite 66 times 62 works; each work has a link of its own."""
    marks = [mark for page in built.chapters(language) for mark in page.marks]
    works = [key for mark in marks for key in cited(mark)]
    assert (len(marks), len(works), len(set(works))) == (65, 66, 62)
    assert not [mark.get("id") for mark in marks if not list(mark.iter("a")) or "unknown" in mark.get("class")]


@both_languages
def test_numbers_follow_first_appearance(built: Site, language: str) -> None:
    """Works are numbered 1 to 62 in the order in which the text first cites them, in either language."""
    works = [key for page in built.chapters(language) for mark in page.marks for key in cited(mark)]
    numbers = reference_numbers(built.page(language, "references"))
    assert [numbers[key] for key in dict.fromkeys(works)] == list(range(1, 63))


def test_numbers_are_the_same_in_both_languages(built: Site) -> None:
    """A work has the same number in both languages, in the list and in every mark."""
    assert reference_numbers(built.page("zh", "references")) == reference_numbers(built.page("en", "references"))
    for language in LANGUAGES:
        numbers = reference_numbers(built.page(language, "references"))
        links = [a for page in built.chapters(language) for mark in page.marks for a in mark.iter("a")]
        assert not [(a.get("data-cite"), a.text) for a in links if a.text != str(numbers[a.get("data-cite")])]


@both_languages
def test_a_mark_leads_to_its_reference(built: Site, language: str) -> None:
    """A mark's link leads to `ref-KEY` on the references page of its language, where the work's DOI link stands."""
    references = built.page(language, "references")
    for page in built.chapters(language):
        for link in (a for mark in page.marks for a in mark.iter("a")):
            anchor = f"ref-{link.get('data-cite')}"
            assert built.land(page.address, link.get("href")) == (references.address, anchor)
            item = references.by_id(anchor)
            assert item.tag == "li"
            dois = [href for href in item.xpath(".//a/@href") if href.startswith("https://doi.org/10.")]
            assert len(dois) == (0 if link.text in WITHOUT_DOI else 1), anchor


@both_languages
def test_a_back_link_returns_to_its_mark(built: Site, language: str) -> None:
    """A reference lists each place that cites it: the link lands in a mark that cites it, and names its paragraph."""
    references = built.page(language, "references")
    places = []
    for item in references.root.xpath("//ol[contains(@class, 'references')]/li"):
        key = item.get("id").removeprefix("ref-")
        for link in item.xpath(".//*[contains(@class, 'backlinks')]//a"):
            address, anchor = built.land(references.address, link.get("href")) or ("", "")
            places.append((address, anchor))
            page = built.pages[address]
            assert page in built.chapters(language)
            assert re.fullmatch(rf"cite-{key}-\d+", anchor)
            (mark,) = page.by_id(anchor).xpath("ancestor-or-self::sup")
            assert key in cited(mark)
            (paragraph,) = mark.xpath("ancestor::*[starts-with(@id, 'p-')]/@id")
            section, n = re.fullmatch(r"p-(.+)-(\d+)", paragraph).groups()
            if not section[0].isdigit():
                section = page.headings[0].text_content().strip()
            assert link.text_content().split() == [section, f"¶{n}"]
    assert len(places) == len(set(places)) == 66


@both_languages
def test_references_hold_the_dois_of_the_article(built: Site, shared: Path, language: str) -> None:
    """Each references page lists 62 works in the article's order, with exactly the 60 DOIs the article has."""
    printed = shared_json(shared, "references.json")
    items = built.page(language, "references").root.xpath("//ol[contains(@class, 'references')]/li")
    assert [int(item.get("value")) for item in items] == [work["number"] for work in printed]
    dois = [[href for href in item.xpath(".//a/@href") if "doi.org/" in href] for item in items]
    assert dois == [[f"https://doi.org/{work['doi']}"] if work["doi"] else [] for work in printed]
    assert sum(map(len, dois)) == 60


@both_languages
def test_each_page_ends_with_the_works_it_cites(built: Site, language: str) -> None:
    """A chapter lists exactly its works, by number, as the reference list prints them; together they are all 62."""
    references = built.page(language, "references")
    numbers = reference_numbers(references)
    listed: set[str] = set()
    for page in built.chapters(language):
        items = page.article.xpath(".//details[@class='cited-works']/ol/li")
        found = {item.get("id").removeprefix("cited-"): int(item.get("value")) for item in items}
        assert found == {key: numbers[key] for mark in page.marks for key in cited(mark)}, page
        assert list(found.values()) == sorted(found.values())
        for item in items:
            there = references.by_id(item.get("id").replace("cited-", "ref-", 1))
            for part in (".//*[@class='reference-text']", ".//*[@class='backlinks']//a"):
                texts = [[" ".join(each.text_content().split()) for each in side.xpath(part)] for side in (item, there)]
                assert texts[0] == texts[1] != []
        listed |= set(found)
    assert len(listed) == 62
    others = {page for page in built.pages.values() if page.root.xpath("//details[@class='cited-works']")}
    assert others == {built.page(name, slug) for name in LANGUAGES for slug in CHAPTERS}


@both_languages
def test_a_listed_work_names_its_notes(built: Site, language: str) -> None:
    """The notes that concern a work are linked where a page lists it, and no others."""
    named = {}
    for page in built.chapters(language):
        for item in page.article.xpath(".//details[@class='cited-works']/ol/li"):
            notes = [built.land(page.address, href) for href in item.xpath(".//a[@class='note-link']/@href")]
            named[item.get("id").removeprefix("cited-")] = sorted(anchor for _, anchor in filter(None, notes))
    references = built.page(language, "references")
    concerned: dict[str, list[str]] = {key: [] for key in named}
    for note in built.page(language, "notes").root.xpath("//section[starts-with(@id, 'note-')]"):
        for href in note.xpath("./dl/dd[1]/a/@href"):
            address, anchor = built.land(built.page(language, "notes").address, href) or ("", "")
            if address == references.address:
                concerned[anchor.removeprefix("ref-")].append(note.get("id"))
    assert named == {key: sorted(notes) for key, notes in concerned.items()}
    assert sum(map(len, named.values())) >= 20


# Terms


@both_languages
def test_terms_lead_to_the_glossary_and_have_their_words_with_them(built: Site, language: str) -> None:
    """A term is linked once in a section, to an entry that names it, and the page holds what its card says."""
    glossary = built.page(language, "glossary")
    linked: set[str] = set()
    for page in (built.page(language, "index"), *built.chapters(language)):
        section: list[str] = []
        terms = set()
        for element in page.article.iter("h1", "h2", "h3", "a"):
            if element.tag != "a":
                section = []
            elif element.get("class") == "term":
                address, anchor = built.land(page.address, element.get("href")) or ("", "")
                assert address == glossary.address
                assert anchor not in section, (page, anchor)
                row = " ".join(glossary.by_id(anchor).text_content().split()).lower()
                used = " ".join(element.text_content().split()).lower()
                assert re.sub(r"(?<=[a-z])s$", "", used) in row, used
                assert not element.xpath("ancestor::*[self::a or self::code or self::sup or self::h1 or self::h2][1]")
                section.append(anchor)
                terms.add(anchor)
        assert sorted(page.root.xpath("//template/div/@id")) == sorted(terms)
        linked |= terms
    assert len(linked) > 130
    elsewhere = [page for page in built.pages.values() if page.root.xpath("//a[@class='term']")]
    assert len(elsewhere) == 2 * (len(CHAPTERS) + 1)


@both_languages
def test_the_glossary_knows_where_terms_are_linked(built: Site, language: str) -> None:
    """Each section in which a term is a link is listed with it, by the paragraph in which the link stands."""
    glossary = built.page(language, "glossary")
    places = {
        (row.get("id"), *(built.land(glossary.address, href) or ()))
        for row in glossary.root.xpath("//table/tbody/tr")
        for href in row.xpath("./td[last()]/a/@href")
    }
    assert all(row.xpath("./td[last()]/a") for row in glossary.root.xpath("//table/tbody/tr"))
    links = {
        (
            link.get("href").partition("#")[2],
            page.address,
            link.xpath("string(ancestor::*[starts-with(@id, 'p-')]/@id)"),
        )
        for page in (built.page(language, "index"), *built.chapters(language))
        for link in page.article.xpath(".//a[@class='term']")
    }
    assert links <= places


# The text against the outline


def outlined(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """The outline's claims by paragraph id; the second abstract only records how the printed summaries differ."""
    names = {"intro": "introduction"}
    found = {}
    for section in shared_json(shared, "outline.json"):
        for paragraph in section["paragraphs"]:
            name, n = paragraph["id"].rsplit("-p", 1)
            found[f"p-{names.get(name, name)}-{n}"] = paragraph["claims"]
    del found["p-abstract-2"]
    return found


def written(built: Site, language: str) -> dict[str, html.HtmlElement]:
    """The paragraphs of the review proper, by id: abstract and chapters."""
    chapters = {p.get("id"): p for page in built.chapters(language) for p in page.paragraphs}
    return {"p-abstract-1": built.page(language, "index").by_id("p-abstract-1"), **chapters}


@both_languages
def test_paragraphs_follow_the_outline(built: Site, shared: Path, language: str) -> None:
    """The chapters have the article's paragraphs, each in its section, and no others."""
    assert list(written(built, language)) == list(outlined(shared))


@both_languages
def test_citations_stand_where_the_article_has_them(built: Site, shared: Path, language: str) -> None:
    """Each paragraph cites the works that the article cites there, in the same order."""
    numbers = reference_numbers(built.page(language, "references"))
    found = {
        name: [numbers[key] for mark in paragraph.iter("sup") if mark.get("id") for key in cited(mark)]
        for name, paragraph in written(built, language).items()
    }
    assert found == {name: [n for claim in claims for n in claim["refs"]] for name, claims in outlined(shared).items()}


@both_languages
def test_notes_stand_where_they_belong(built: Site, shared: Path, language: str) -> None:
    """Each paragraph has its editorial notes, each once."""
    found = {name: note_marks(paragraph) for name, paragraph in written(built, language).items()}
    expected = {
        name: list(dict.fromkeys(note for claim in claims for note in claim.get("editorial_notes", ())))
        for name, claims in outlined(shared).items()
    }
    assert found == expected


@both_languages
def test_figures_are_those_of_the_article(built: Site, shared: Path, language: str) -> None:
    """Figures of two digits and more, decimals, percentages and powers of ten stand in the paragraph of their claim.

    A single digit may be a word in the text (`two studies`); ordinals such as `21st` are left out for the same reason.
    """
    figure = re.compile(r"(?<![\w.^-])(?:\d+\^\d+|\d+\.\d+ ?%?|\d+ ?%|\d{2,})(?![\w.^]*\w)")
    absent = []
    for name, paragraph in written(built, language).items():
        text = figures_text(paragraph)
        for claim in outlined(shared)[name]:
            for found in figure.findall(re.sub(r"\([^()]*'[^()]*\)", "", claim["claim"])):
                wanted = found.replace(" ", "")
                if not re.search(rf"(?<![\d.]){re.escape(wanted)}(?![\d^]|\.\d)", text):
                    absent.append((name, wanted, claim["claim"]))
    assert not absent


def figures_text(paragraph: html.HtmlElement) -> str:
    """A paragraph's words without marks; powers as `10^5`, no space before a per cent sign."""
    parts = []
    for piece in paragraph.xpath(".//text()"):
        parent = piece.getparent()
        silent = parent.tag in {"a", "button"} and parent.get("class") != "term"
        if piece.is_text and (silent or "citation" in parent.get("class", "")):
            continue
        parts.append(f"^{piece}" if parent.tag == "sup" and piece.is_text else piece)
    return re.sub(r"\s+%", "%", "".join(parts))


# Notes, evidence, glossary


@both_languages
def test_each_note_is_listed_and_attached_once(built: Site, language: str) -> None:
    """25 notes are on the page of notes, and each opens from one mark in the chapters; their wording is the same."""
    listed = built.page(language, "notes").root.xpath("//section[starts-with(@id, 'note-')]/@id")
    assert len(listed) == len(set(listed)) == 25
    attached = [note for page in built.chapters(language) for note in note_marks(page.article)]
    assert sorted(f"note-{note}" for note in attached) == sorted(listed)
    opened = [note for page in built.chapters(language) for note in page.root.xpath("//*[@popover]")]
    assert sorted(note.get("id") for note in opened) == sorted(listed)
    everything = " ".join(built.page(language, "notes").article.text_content().split())
    for note in opened:
        for part in note.xpath("./p[span[@class='note-part']][position() < 3]"):
            label = part.find("span").text_content()
            said = " ".join(part.text_content().removeprefix(label).split())
            assert said
            assert said in everything


@both_languages
def test_the_tables_are_complete(built: Site, language: str) -> None:
    """The evidence table has 31 rows and the glossary 146, each with an id of its own and a cell for every column."""
    for slug, rows in (("evidence", 31), ("glossary", 146)):
        (table,) = built.page(language, slug).root.xpath(f"//table[contains(@class, '{slug}')]")
        columns = len(table.xpath("./thead/tr/th"))
        assert [len(row.xpath("./th | ./td")) for row in table.xpath("./tbody/tr")] == [columns] * rows
        assert len(set(table.xpath("./tbody/tr/@id"))) == rows
        assert all(cell.text_content().strip() for cell in table.xpath("./tbody/tr/th"))


def test_tables_are_the_same_in_both_languages(built: Site) -> None:
    """Rows stand in the same order in both languages."""
    for slug in ("evidence", "glossary"):
        rows = [built.page(language, slug).root.xpath("//table/tbody/tr/@id") for language in LANGUAGES]
        assert rows[0] == rows[1]


# Links and requests


def test_every_link_of_the_site_lands(built: Site) -> None:
    """Every address and anchor on every page is there, whatever element names it, and so are the search index's."""
    lost = []
    for page in built.pages.values():
        for element in page.root.iter(etree.Element):
            for attribute in ("href", "src", "action", "poster"):
                target = element.get(attribute)
                if target is None or target.startswith(("mailto:", "data:", "javascript:")):
                    continue
                landed = built.land(page.address, target)
                if landed and not built.exists(*landed):
                    lost.append((page, attribute, target))
            for attribute in ("for", "popovertarget", "aria-labelledby", "aria-describedby", "aria-controls"):
                lost.extend(
                    (page, attribute, name) for name in element.get(attribute, "").split() if name not in page.ids
                )
    core = json.loads((built.root / "search" / "core.json").read_text(encoding="utf-8"))
    for number, _, anchor, *_ in core["entries"]:
        for address in core["pages"][number]:
            landed = built.land("", f"{address}#{anchor}" if anchor else address or "./")
            if landed is None or not built.exists(*landed):
                lost.append(("search index", address, anchor))
    assert not lost


def test_the_sitemap_lists_every_page(built: Site) -> None:
    """sitemap.xml names all pages of both languages and nothing else."""
    places = etree.parse(built.root / "sitemap.xml").xpath("//*[local-name() = 'loc']/text()")
    assert sorted(built.land("", place) or place for place in places) == sorted(
        (address, "") for address in built.pages if address != "404.html"
    )


def test_nothing_is_fetched_from_elsewhere(built: Site) -> None:
    """No stylesheet, script, image or frame, and nothing that a stylesheet names, comes from another origin."""
    fetched = [
        (page, target)
        for page in built.pages.values()
        for target in page.root.xpath(
            "//@src | //object/@data | //form/@action"
            " | //link[not(contains(' canonical alternate prev next license ', concat(' ', @rel, ' ')))]/@href"
        )
    ]
    styles = [(name, (built.root / name).read_text(encoding="utf-8")) for name in built.files if name.endswith(".css")]
    for page in built.pages.values():
        styles += [(page, style) for style in page.root.xpath("//style/text() | //@style")]
    named = re.compile(r"url\(\s*(?P<quote>[\"']?)(?P<url>.*?)(?P=quote)\s*\)|@import\s+[\"'](?P<sheet>.*?)[\"']")
    for where, style in styles:
        fetched += [(where, found["url"] or found["sheet"]) for found in named.finditer(style)]
    assert len({where for where, _ in fetched}) > len(built.pages)  # Pages and stylesheets were both looked at.
    assert not [place for place in fetched if not place[1].startswith("data:") and built.land("", place[1]) is None]


# Building


def copy_of(repository: Path, folder: Path) -> Path:
    """What a site is made from, copied elsewhere."""
    unwanted = shutil.ignore_patterns(
        ".*", "__pycache__", "site", "dist", "tests", "bench", "decisions", "node_modules"
    )
    return shutil.copytree(repository, folder, ignore=unwanted)


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **more}


def test_the_same_commit_gives_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    """Two builds agree in every byte, whatever the folder, time zone, hash seed and times at which files changed."""
    copy = copy_of(repository, tmp_path / "another" / "folder")
    for file in copy.rglob("*"):
        os.utime(file, (1, 1))
    builds = {}
    for name, folder, circumstances in (
        ("one", repository, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}),
        ("other", copy, {"PYTHONHASHSEED": "2", "TZ": "Pacific/Pago_Pago"}),
    ):
        target = tmp_path / name
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
        variables = environment(SOURCE_DATE_EPOCH="1700000000", **circumstances)
        builds[target] = subprocess.Popen(command, cwd=folder, env=variables)
    assert [build.wait() for build in builds.values()] == [0, 0]
    one, other = (
        {file.relative_to(target).as_posix(): file.read_bytes() for file in target.rglob("*") if file.is_file()}
        for target in builds
    )
    assert set(one) == set(other)
    assert not [name for name in one if one[name] != other[name]]


@contextmanager
def serving(project: Path, log: Path) -> Iterator[int]:
    """The port at which `mkdocs serve`, as `make serve` runs it, shows a project."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=project, env=environment(), stdout=output, stderr=subprocess.STDOUT)
        try:
            yield port
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def fetch(port: int, address: str) -> str:
    """A page's text, or nothing while there is no server yet or it is rebuilding."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", f"/{address}")
        return connection.getresponse().read().decode("utf-8")
    except (OSError, HTTPException):
        return ""
    finally:
        connection.close()


def wait_for(port: int, words: dict[str, str], log: Path) -> None:
    """Wait until each address shows its words."""
    end = time.monotonic() + 30
    while missing := {address: text for address, text in words.items() if text not in fetch(port, address)}:
        if time.monotonic() > end:
            pytest.fail(f"not shown within 30 s: {missing}\n{log.read_text(encoding='utf-8')[-3000:]}", pytrace=False)
        time.sleep(0.2)


def change(file: Path, place: str, new: str) -> None:
    """Put `new` in at the first place in a file that matches up to there."""
    text, changes = re.subn(place, lambda found: found[0] + new, file.read_text(encoding="utf-8"), count=1)
    assert changes == 1
    file.write_text(text, encoding="utf-8")


def test_the_server_shows_changed_data(repository: Path, tmp_path: Path) -> None:
    """`make serve` shows a change of references.bib and of notes.yml in both languages, without being restarted."""
    project, log = copy_of(repository, tmp_path / "project"), tmp_path / "log"
    with serving(project, log) as port:
        wait_for(port, {f"{place}references/": "ref-panduro2018" for place in LANGUAGES.values()}, log)
        change(project / "references.bib", r"\n *author *= *\{", "Quxley-")
        wait_for(port, {f"{place}references/": "Quxley-Panduro" for place in LANGUAGES.values()}, log)
        change(project / "notes.yml", r"\n  text:\n    zh: (>-\n +)?", "试改一词，")
        change(project / "notes.yml", r"\n  text:\n    zh:.*\n(?:     .*\n)*    en: (>-\n +)?", "Oneword, ")
        new = {"zh": "试改一词，", "en": "Oneword, "}
        pages = [(language, page) for language in LANGUAGES for page in ("notes", "mechanisms")]
        wait_for(port, {f"{LANGUAGES[language]}{page}/": new[language] for language, page in pages}, log)
