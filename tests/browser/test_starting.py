"""Facts about what a page starts: on a phone the theme's bundle waits for a reader; single keys can be turned off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from playwright.sync_api import Page

    Tab = Callable[..., AbstractContextManager[Page]]

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844, "has_touch": True}

both_languages = pytest.mark.parametrize("place", ["", "en/"], ids=["zh", "en"])


def visit(page: Page, address: str) -> list[str]:
    """Open a page and wait until nothing more comes; the list grows with what is asked for later."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.rpartition("/")[2]))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return names


def has_bundle(names: list[str]) -> bool:
    return any(name.startswith("bundle.") for name in names)


@both_languages
def test_a_phone_loads_the_bundle_when_something_is_done(tab: Tab, place: str) -> None:
    """Before, the page is as it will be: the switches are there. A scroll is enough, and the contents then follow."""
    with tab(**PHONE) as page:
        names = visit(page, f"{place}mechanisms/")
        expect(page.locator("html")).to_have_class("js")
        expect(page.locator("label[for='__palette_1']")).to_be_visible()
        expect(page.locator(".md-header__button[for='__search']")).to_be_visible()
        assert not has_bundle(names)
        page.evaluate("scrollTo(0, document.getElementById('exosomes').offsetTop + 200)")
        active = page.locator(".md-nav__link--active[href='#exosomes']")
        expect(active).not_to_have_count(0)
        assert has_bundle(names)


@pytest.mark.parametrize(
    ("width", "address"), [(1280, "en/mechanisms/"), (390, "mechanisms/#exosomes"), (390, "?q=MSC")]
)
def test_the_bundle_starts_at_once_where_it_shows(tab: Tab, width: int, address: str) -> None:
    """Beside its columns, at a place within the page, and where the address holds a query."""
    with tab(width) as page:
        assert has_bundle(visit(page, address))


@both_languages
def test_the_first_tap_is_not_lost(tab: Tab, place: str) -> None:
    """The bundle comes with it: the colours turn, and the search opens with the focus in its field and answers."""
    with tab(**PHONE) as page:
        assert not has_bundle(visit(page, f"{place}mechanisms/"))
        page.tap("label[for='__palette_1']")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        expect(page.locator("label[for='__palette_1']")).to_be_hidden()
        assert not has_bundle(visit(page, f"{place}about/"))
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.tap(".md-header__button[for='__search']")
        expect(page.locator("input[name='query']")).to_be_focused()
        page.keyboard.type("cirrhosis")
        expect(page.locator("a.md-search-result__link").first).to_be_visible()


@pytest.mark.parametrize("place", ["", "en/"], ids=["zh", "en"])
def test_the_first_key_is_not_lost(tab: Tab, place: str) -> None:
    """A key of the theme's works although its script comes only now."""
    with tab(390) as page:
        visit(page, f"{place}mechanisms/")
        page.keyboard.press("/")
        expect(page.locator("input[name='query']")).to_be_focused()
        expect(page.locator("#__search")).to_be_checked()
        visit(page, f"{place}mechanisms/")
        page.keyboard.press("n")
        expect(page).to_have_url(re.compile(rf"/{place}clinical-studies/$"))


@both_languages
@pytest.mark.parametrize("width", [1280, 390])
def test_single_keys_can_be_turned_off(tab: Tab, place: str, width: int) -> None:
    """WCAG 2.1.4: with the box at the page's foot off, no single key does anything, on this and on every later page."""
    with tab(width) as page:
        visit(page, f"{place}mechanisms/")
        box = page.get_by_role("checkbox", name="Single-key shortcuts" if place else "单键快捷键")
        expect(box).to_be_checked()
        box.uncheck()
        for address in ("mechanisms/", "clinical-studies/"):
            visit(page, place + address)
            expect(box).not_to_be_checked()
            for key in "fs/p,n.lL":
                page.keyboard.press(key)
            page.wait_for_timeout(300)
            expect(page).to_have_url(re.compile(rf"/{place}{address}$"))
            expect(page.locator("#__search")).not_to_be_checked()
        # Letters are still letters, and keys with a modifier are the browser's.
        page.locator("input[name='query']").focus()
        expect(page.locator("#__search")).to_be_checked()
        page.keyboard.type("lens")
        expect(page.locator("input[name='query']")).to_have_value("lens")
        page.keyboard.press("Escape")
        expect(page.locator("#__search")).not_to_be_checked()
        box.check()
        box.blur()
        page.keyboard.press("n")
        expect(page).to_have_url(re.compile(rf"/{place}open-problems/$"))
        visit(page, page.url)
        page.keyboard.press("l")
        expect(page).to_have_url(re.compile(r"/open-problems/$" if place else r"/en/open-problems/$"))


def test_the_box_is_not_offered_without_scripts(tab: Tab) -> None:
    """There are no shortcuts then."""
    with tab(java_script_enabled=False) as page:
        page.goto("en/mechanisms/")
        expect(page.locator(".shortcuts")).to_have_count(0)


@both_languages
@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_laid_out_late_is_found(tab: Tab, place: str, width: int) -> None:
    """On a phone terms are laid out when they come near; links lead to them, and finding in the page does."""
    with tab(width) as page:
        for address, last, part in (
            ("clinical-studies/", ".cited-works li:last-child", ".reference-text"),
            ("glossary/", "table.glossary tbody tr:nth-last-child(9)", "th"),
        ):
            visit(page, place + address)
            item = page.locator(last)
            name = item.get_attribute("id")
            words = item.locator(part).first.evaluate("part => part.firstChild.data.trim()")
            assert page.evaluate("words => find(words)", words)
            expect(item).to_be_in_viewport()
            page.evaluate("scrollTo(0, 0)")
            expect(item).not_to_be_in_viewport()
            page.evaluate("name => { location.hash = name; }", name)
            expect(item).to_be_in_viewport()
            assert item.evaluate("item => item.getBoundingClientRect().height") > 10


@both_languages
def test_the_glossary_keeps_room_for_its_filter(tab: Tab, place: str) -> None:
    """Nothing moves by more than a hair when the script comes long after the page is shown."""
    watch = """globalThis.moved = 0;
        new PerformanceObserver(list => { for (const entry of list.getEntries()) moved += entry.value; })
            .observe({type: "layout-shift", buffered: true});"""
    with tab(**PHONE) as page:
        page.add_init_script(watch)
        page.route("**/scripts/glossary.js", lambda route: (page.wait_for_timeout(700), route.continue_()))
        page.goto(f"{place}glossary/")
        expect(page.get_by_role("searchbox")).to_be_visible()
        page.wait_for_timeout(500)
        assert page.evaluate("moved") < 0.01
