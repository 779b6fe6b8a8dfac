"""Facts about the switch of language: from any place of a page to the same place of its counterpart, and back."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from lxml import html
from playwright.sync_api import expect
from tests.browser.spots import expect_in_view, path_and_anchor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.spots import Tab

pytestmark = pytest.mark.browser

OTHER = {"": "en/", "en/": ""}
CHAPTERS = ("introduction", "mesenchymal-stem-cells", "mechanisms", "clinical-studies", "open-problems", "outlook")
SLUGS = ("", *(f"{slug}/" for slug in (*CHAPTERS, "about")))
SEED = 20

both_languages = pytest.mark.parametrize("place", list(OTHER), ids=["zh", "en"])


def header_link(page: Page) -> None:
    """Follow the header's link to the other language."""
    page.locator(".md-header a[hreflang]").evaluate_all(
        "links => links.find(link => link.pathname !== location.pathname).click()"
    )


def key(page: Page) -> None:
    page.keyboard.press("l")


def paragraph_link(page: Page) -> None:
    """Follow the link beside the paragraph at which the page is, with the pointer."""
    paragraph = page.locator(f"[id='{path_and_anchor(page).split('#')[1]}']")
    paragraph.hover()
    paragraph.locator("> .tools > .counterpart").click()


@pytest.fixture(scope="module")
def paragraphs(site: Path) -> list[tuple[str, str]]:
    """Twenty paragraphs of the site, the same each time: page and id."""
    found = []
    for slug in SLUGS:
        page = html.parse(site / slug / "index.html")
        found += [(slug, str(name)) for name in page.xpath("//article//*[starts-with(@id, 'p-')]/@id")]
    assert len(found) > 40
    return random.Random(SEED).sample(found, 20)  # noqa: S311 - the same choice each time is what is wanted


WAYS = {header_link: slice(None), paragraph_link: slice(0, None, 2), key: slice(1, None, 2)}


@pytest.mark.parametrize("switch", WAYS)
def test_a_paragraph_leads_to_its_counterpart_and_back(
    tab: Tab, switch: Callable[[Page], None], paragraphs: list[tuple[str, str]]
) -> None:
    """From each of twenty Chinese paragraphs to the English one on the screen, and from there to the Chinese one.

    The other two ways, which lead to the same address, are taken from half of them each.
    """
    with tab() as page:
        for slug, name in paragraphs[WAYS[switch]]:
            page.goto(f"{slug}#{name}")
            for place in ("en/", ""):
                with page.expect_navigation():
                    switch(page)
                assert path_and_anchor(page) == f"{place}{slug}#{name}"
                expect_in_view(page.locator(f"[id='{name}']"))


@both_languages
def test_going_back_leads_to_the_same_spot(tab: Tab, place: str, paragraphs: list[tuple[str, str]]) -> None:
    """The browser's way back shows what was on the screen before the switch, also where the address names nothing."""
    with tab() as page:
        for slug, name in paragraphs[:4]:
            page.goto(f"{place}{slug}#{name}")
            before = page.evaluate("scrollY")
            with page.expect_navigation():
                header_link(page)
            page.go_back()
            assert path_and_anchor(page) == f"{place}{slug}#{name}"
            assert page.evaluate("scrollY") == pytest.approx(before, abs=3)
        page.goto(f"{place}mechanisms/")
        page.evaluate("scrollTo({top: 700, behavior: 'instant'})")
        with page.expect_navigation():
            key(page)
        page.go_back()
        assert path_and_anchor(page) == f"{place}mechanisms/"
        assert page.evaluate("scrollY") == pytest.approx(700, abs=3)


@both_languages
def test_paragraph_links_need_no_script(tab: Tab, place: str, paragraphs: list[tuple[str, str]]) -> None:
    with tab(java_script_enabled=False) as page:
        for slug, name in paragraphs[:6]:
            page.goto(f"{place}{slug}#{name}")
            page.locator(f"[id='{name}'] .permalink").focus()
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/{OTHER[place]}{slug}#{name}")
            expect_in_view(page.locator(f"[id='{name}']"))


AT_THE_TOP = """name => {
    const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
    const box = document.getElementById(name).getBoundingClientRect();
    return {top: Math.round(box.top - header), part: (header - box.top) / box.height};
}"""


@both_languages
@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("mechanisms/", "exosomes"),
        ("clinical-studies/", "p-3.2-1"),
        ("references/", "ref-xu2014"),
        ("notes/", "note-C29"),
        ("glossary/", "term-aclf"),
        ("evidence/", "study-S30"),
    ],
)
def test_a_reader_who_scrolled_stays_where_they_were(tab: Tab, place: str, slug: str, name: str) -> None:
    """Headings, paragraphs, references, notes and rows of tables stand after the switch where they stood before."""
    with tab() as page:
        page.goto(f"{place}{slug}")
        page.wait_for_load_state("networkidle")
        for offset in (70, 0) if slug == "mechanisms/" else (0,):
            page.evaluate(
                """([name, offset]) => {
                    const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
                    const box = document.getElementById(name).getBoundingClientRect();
                    scrollBy({top: box.top - header - offset, behavior: "instant"});
                }""",
                [name, offset],
            )
        before = page.evaluate(AT_THE_TOP, name)
        with page.expect_navigation():
            key(page)
        assert path_and_anchor(page) == f"{OTHER[place]}{slug}#{name}"
        page.wait_for_timeout(100)
        assert page.evaluate(AT_THE_TOP, name)["top"] == pytest.approx(before["top"], abs=3)


@both_languages
def test_of_a_paragraph_half_read_half_is_gone_by_there_too(tab: Tab, place: str) -> None:
    """A counterpart has another height; what counts is how much of it is above the screen's edge."""
    with tab(390) as page:
        page.goto(f"{place}mechanisms/")
        page.wait_for_load_state("networkidle")
        page.evaluate(
            """name => {
                const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
                const box = document.getElementById(name).getBoundingClientRect();
                scrollBy({top: box.top + box.height / 2 - header, behavior: "instant"});
            }""",
            "p-2.2-1",
        )
        with page.expect_navigation():
            key(page)
        page.wait_for_timeout(100)
        assert path_and_anchor(page) == f"{OTHER[place]}mechanisms/#p-2.2-1"
        assert page.evaluate(AT_THE_TOP, "p-2.2-1")["part"] == pytest.approx(0.5, abs=0.02)


@both_languages
def test_the_top_of_a_page_leads_to_the_top(tab: Tab, place: str) -> None:
    """Nothing is added to the address of a reader who has not gone anywhere."""
    with tab() as page:
        page.goto(f"{place}outlook/")
        with page.expect_navigation():
            header_link(page)
        assert path_and_anchor(page) == f"{OTHER[place]}outlook/"
        assert page.evaluate("scrollY") == 0


@both_languages
def test_the_key_is_only_a_key_while_reading(tab: Tab, place: str) -> None:
    """In the search box it is a letter, with a modifier it is the browser's; the header says which key it is."""
    with tab() as page:
        page.goto(f"{place}outlook/")
        link = page.locator(".md-header a[aria-keyshortcuts='l']")
        assert "(L)" in (link.get_attribute("title") or "")
        page.keyboard.press("Control+l")
        page.keyboard.press("Shift+L")
        page.locator("input[name='query']").focus()
        page.keyboard.type("liver")
        page.wait_for_timeout(300)
        assert path_and_anchor(page) == f"{place}outlook/"
        expect(page.locator("input[name='query']")).to_have_value("liver")


@both_languages
def test_a_missing_counterpart_is_said(tab: Tab, place: str) -> None:
    """Who is led to the section instead is told so."""
    with tab() as page:
        page.goto(f"{place}mechanisms/#p-2.3-1")
        page.evaluate("document.getElementById('p-2.3-1').id = 'p-2.3-99'; history.replaceState(null, '', '#p-2.3-99')")
        with page.expect_navigation():
            key(page)
        said = {"": "刚才所读之处在这里没有对应的文字", "en/": "What you were reading has no counterpart here"}
        expect(page.get_by_role("status").filter(has_text=said[OTHER[place]])).to_be_visible()
        expect_in_view(page.locator("#exosomes"))
