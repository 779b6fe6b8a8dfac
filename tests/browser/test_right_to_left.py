"""A review in Arabic and English in a real browser: what runs from right to left does so, and figures do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.building import build, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("width", [320, 390, 1400])


@pytest.fixture(scope="module")
def arabic(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the tiny Arabic–English site."""
    folder = tmp_path_factory.mktemp("arabic")
    status, said = build(repository / "tests/sites/arabic-english", folder)
    assert status == 0, said
    with served(folder) as address:
        yield address


def open_page(chromium: Browser, address: str, width: int = 1400) -> Page:
    page = chromium.new_context(viewport={"width": width, "height": 844}).new_page()
    page.goto(address)
    return page


def left(page: Page, selector: str) -> float:
    """How far the first such element is from the left edge."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]


def test_the_page_runs_from_the_right(chromium: Browser, arabic: str) -> None:
    """Navigation right of the text, table of contents left of it; in English the other way round."""
    page = open_page(chromium, f"{arabic}glossary/")
    assert left(page, ".md-sidebar--primary") > left(page, ".md-content")
    page.goto(f"{arabic}en/glossary/")
    assert left(page, ".md-sidebar--primary") < left(page, ".md-content")
    page.context.close()


def test_a_range_keeps_its_order(chromium: Browser, arabic: str) -> None:
    """[1-3] shows 1 left of 3, with the opening bracket first, though the text around it runs to the left."""
    page = open_page(chromium, arabic)
    first, last = page.locator("sup.citation").first.locator("a").all()
    assert (first.inner_text(), last.inner_text()) == ("1", "3")
    one, three = first.bounding_box(), last.bounding_box()
    assert one is not None
    assert three is not None
    assert one["x"] < three["x"]
    page.context.close()


def test_a_reference_in_english_is_set_from_the_left(chromium: Browser, arabic: str) -> None:
    """Its text begins at the left of the list, and its number stands at the right."""
    page = open_page(chromium, f"{arabic}references/")
    text = page.locator("#ref-li2009 .reference-text")
    assert text.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert text.evaluate("e => getComputedStyle(e).textAlign") == "start"
    assert page.locator("#ref-li2009 .backlinks").evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.context.close()


@SIZES
def test_nothing_stands_out_over_the_page(chromium: Browser, arabic: str, width: int) -> None:
    """No page scrolls sideways, in either direction."""
    for place in ("", "references/", "glossary/", "en/references/"):
        page = open_page(chromium, f"{arabic}{place}", width)
        root = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert root[0] <= root[1], place
        page.context.close()


def test_a_note_opens_and_closes_by_keyboard(chromium: Browser, arabic: str) -> None:
    """The editorial note is shown in the page's direction, with its accent where lines begin, and Esc closes it."""
    page = open_page(chromium, arabic)
    page.locator(".note-mark").press("Enter")
    note = page.locator("aside.editorial-note")
    expect(note).to_be_visible()
    expect(note).to_contain_text("تتحدث المراجعة عن البقيا.")
    widths = note.evaluate("e => [getComputedStyle(e).borderRightWidth, getComputedStyle(e).borderLeftWidth]")
    assert float(widths[0][:-2]) > float(widths[1][:-2])
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.context.close()


@pytest.mark.parametrize(
    ("query", "said"),
    [("الكبد", "عدد النتائج: "), ("survival", "نتيجة واحدة (1)"), ("قلب", "لا نتائج عن «قلب»")],
)
def test_arabic_words_are_found(chromium: Browser, arabic: str, query: str, said: str) -> None:
    """A word of the text, or its English counterpart, leads to results; another word to none."""
    page = open_page(chromium, arabic)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(query)
    expect(page.locator(".md-search-result__meta")).to_contain_text(said)
    page.context.close()


def test_the_switch_leads_to_the_counterpart(chromium: Browser, arabic: str) -> None:
    """The language menu names both languages in themselves and keeps the page."""
    page = open_page(chromium, f"{arabic}references/")
    link = page.locator('a[hreflang="en"]').first
    assert (link.text_content() or "").strip() == "English"
    page.goto(page.evaluate("e => e.href", link.element_handle()))
    assert page.url == f"{arabic}en/references/"
    page.context.close()


@pytest.mark.parametrize(("place", "own", "other"), [("", "rtl", "ltr"), ("en/", "ltr", "rtl")])
@pytest.mark.parametrize("width", [390, 1400])
def test_side_by_side_each_language_keeps_its_direction(
    chromium: Browser, arabic: str, place: str, own: str, other: str, width: int
) -> None:
    """Text, lists and tables of the other side begin where its lines do; the rule stands between the two columns."""
    page = open_page(chromium, f"{arabic}{place}?view=parallel", width)
    row = page.locator(".row").filter(has=page.locator("p[id]")).first
    expect(row.locator(".there")).to_be_visible()
    for side, direction in ((".here", own), (".there", other)):
        assert row.locator(side).evaluate("e => getComputedStyle(e).direction") == direction
        assert row.locator(side).evaluate("e => getComputedStyle(e).textAlign") == "start"
    here, there = row.locator(".here").bounding_box(), row.locator(".there").bounding_box()
    assert here is not None
    assert there is not None
    if width == 1400:
        # The other language stands behind the page's own, in the page's direction.
        assert (here["x"] > there["x"]) == (own == "rtl")
        inner = "borderRightWidth" if own == "rtl" else "borderLeftWidth"
        assert row.locator(".there").evaluate(f"e => getComputedStyle(e).{inner}") != "0px"
    for item in page.locator(".there li").all():
        margins = item.evaluate("e => [getComputedStyle(e).marginInlineStart, getComputedStyle(e).marginInlineEnd]")
        assert margins[1] == "0px", margins
    root = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert root[0] <= root[1]
    page.context.close()


def test_an_aligned_column_is_aligned(chromium: Browser, arabic: str) -> None:
    """`---:` sets figures to the right and `:---:` to the middle, in both directions; other cells begin with lines."""
    for place, begins in (("", "right"), ("en/", "left")):
        page = open_page(chromium, f"{arabic}{place}")
        sides = page.locator("table tr:last-child td").evaluate_all(
            "cells => cells.map(e => getComputedStyle(e).textAlign)"
        )
        assert sides == [begins, "center", "right"]
        page.context.close()
