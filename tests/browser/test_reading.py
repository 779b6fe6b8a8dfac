"""Facts about reading the real site: on wide and narrow screens, by pointer and keyboard, with and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests.browser.spots import expect_in_view, path_and_anchor

if TYPE_CHECKING:
    from tests.browser.spots import Tab

pytestmark = pytest.mark.browser

LANGUAGES = {"zh": "", "en": "en/"}
CHAPTERS = ("introduction", "mesenchymal-stem-cells", "mechanisms", "clinical-studies", "open-problems", "outlook")
PAGES = ("", *(f"{slug}/" for slug in (*CHAPTERS, "references", "evidence", "glossary", "notes", "about")))
WIDTHS = (1280, 390, 320)

both_languages = pytest.mark.parametrize("place", LANGUAGES.values(), ids=LANGUAGES)
all_widths = pytest.mark.parametrize("width", WIDTHS)


# Widths

SIDEWAYS = """() => {
    const far = [];
    for (const element of document.querySelectorAll("article *")) {
        const box = element.getBoundingClientRect();
        if (box.width < 2 || box.right <= innerWidth + 1) continue;
        const scrolls = parent => ["auto", "scroll"].includes(getComputedStyle(parent).overflowX);
        let parent = element;
        while (parent && !scrolls(parent)) parent = parent.parentElement;
        if (!parent) far.push(element.outerHTML.slice(0, 80));
    }
    scrollTo(10000, 0);
    return {moved: scrollX, wider: document.documentElement.scrollWidth - innerWidth, far: far.slice(0, 3)};
}"""


@both_languages
@pytest.mark.parametrize("width", [*WIDTHS, 800])  # At 800 pixels wide tables are not yet cards.
def test_no_page_scrolls_sideways(tab: Tab, place: str, width: int) -> None:
    """No page is wider than the screen, and nothing in its text is cut off, down to 320 pixels."""
    wide = {}
    with tab(width) as page:
        for address in (*PAGES, "404.html"):
            page.goto(address if address == "404.html" else place + address)
            found = page.evaluate(SIDEWAYS)
            if found["moved"] or found["wider"] > 0 or found["far"]:
                wide[place + address] = found
    assert not wide


# Citations

MARKS = (
    ("mechanisms", "cite-glennie2005-1"),
    ("clinical-studies", "cite-garg2012-1"),
    ("open-problems", "cite-garg2012-2"),  # The same work's second place.
    ("outlook", "cite-nhfpc2015-1"),  # The end of both pages.
)


@both_languages
@all_widths
def test_a_mark_leads_to_its_reference_and_back(tab: Tab, place: str, width: int) -> None:
    """A click on a mark shows its reference, and that reference's back-link shows the mark again."""
    with tab(width) as page:
        for chapter, mark in MARKS:
            page.goto(f"{place}{chapter}/")
            key = mark.split("-")[1]
            page.locator(f"#{mark} a[data-cite='{key}']").click()
            assert path_and_anchor(page) == f"{place}references/#ref-{key}"
            expect_in_view(page.locator(f"li#ref-{key}"))
            page.locator(f"li#ref-{key} .backlinks a[href$='#{mark}']").click()
            assert path_and_anchor(page) == f"{place}{chapter}/#{mark}"
            expect_in_view(page.locator(f"#{mark}"))


# Editorial notes

OUTSIDE = """async () => {
    const outside = [];
    for (const button of document.querySelectorAll(".note-mark")) {
        for (const block of ["start", "center", "end"]) {
            button.scrollIntoView({block, behavior: "instant"});
            button.click();
            await new Promise(requestAnimationFrame);
            const note = document.getElementById(button.getAttribute("popovertarget"));
            const box = note.getBoundingClientRect();
            const inside = box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
            const open = note.matches(":popover-open") && box.height > 40;
            const mark = button.getBoundingClientRect();
            const room = Math.max(mark.top, innerHeight - mark.bottom) > box.height + 20;
            const covers = box.top < mark.bottom - 1 && box.bottom > mark.top + 1;
            if (!open || !inside || (covers && room)) outside.push([note.id, block, box.toJSON()]);
            note.hidePopover();
        }
    }
    return outside;
}"""


@both_languages
@all_widths
def test_every_note_opens_on_the_screen(tab: Tab, place: str, width: int) -> None:
    """Each of the 25 notes opens within the screen, wherever its mark is, and beside the mark where there is room."""
    marks = 0
    with tab(width) as page:
        for chapter in CHAPTERS:
            page.goto(f"{place}{chapter}/")
            marks += page.locator(".note-mark").count()
            assert not page.evaluate(OUTSIDE)
    assert marks == 25


@both_languages
@all_widths
def test_a_note_opens_by_pointer(tab: Tab, place: str, width: int) -> None:
    """A click on its mark opens a note; Esc, or a click beside it, closes it."""
    with tab(width) as page:
        page.goto(place + "clinical-studies/")
        mark, note = page.locator("button[popovertarget='note-C33']"), page.locator("#note-C33")
        expect(note).to_be_hidden()
        mark.click()
        expect(note).to_be_visible()
        expect(note).to_be_in_viewport(ratio=0.999)
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        mark.click()
        expect(note).to_be_visible()
        page.mouse.click(2, 400)
        expect(note).to_be_hidden()


@both_languages
@all_widths
def test_a_note_opens_by_keyboard(tab: Tab, place: str, width: int) -> None:
    """Tab reaches a note's mark after its citation; Enter opens the note, Tab goes into it, Esc closes it."""
    with tab(width) as page:
        page.goto(place + "mechanisms/")
        mark, note = page.locator("button[popovertarget='note-C10']"), page.locator("#note-C10")
        page.locator("#cite-glennie2005-1 a").focus()
        page.keyboard.press("Escape")  # No card in between.
        page.keyboard.press("Tab")
        expect(mark).to_be_focused()
        page.keyboard.press("Enter")
        expect(note).to_be_visible()
        expect(note).to_be_in_viewport(ratio=0.999)
        page.keyboard.press("Tab")
        expect(note.locator("a").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        expect(mark).to_be_focused()


# Permalinks


@both_languages
def test_a_permalink_appears_on_focus(tab: Tab, place: str) -> None:
    """A paragraph's link to itself is seen when the keyboard or the pointer is there, and leads to its paragraph."""
    with tab() as page:
        page.goto(place + "mechanisms/")
        paragraph = page.locator("[id='p-2.2-2']")
        permalink = paragraph.locator("a.permalink")
        expect(permalink).to_have_css("opacity", "0")
        paragraph.locator("a:not(.tools *)").last.focus()
        page.keyboard.press("Escape")  # No card in between.
        page.keyboard.press("Tab")
        expect(permalink).to_be_focused()
        expect(permalink).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
        assert path_and_anchor(page) == f"{place}mechanisms/#p-2.2-2"
        expect_in_view(paragraph)
        other = page.locator("[id='p-2.3-1']")
        expect(other.locator("a.permalink")).to_have_css("opacity", "0")
        other.hover()
        expect(other.locator("a.permalink")).to_have_css("opacity", "1")


# Without scripts


@both_languages
@all_widths
def test_everything_is_there_without_scripts(tab: Tab, place: str, width: int) -> None:
    """With JavaScript off the text shows, marks and contents lead on, and notes open and close."""
    with tab(width, java_script_enabled=False) as page:
        page.goto(place)
        page.locator("nav.contents a").filter(has_text="2.3").click()
        assert path_and_anchor(page) == f"{place}mechanisms/#exosomes"
        expect_in_view(page.locator("#exosomes"))
        for paragraph in page.locator("article [id^='p-']").all():
            expect(paragraph).to_be_visible()
        mark, note = page.locator("button[popovertarget='note-C19']"), page.locator("#note-C19")
        expect(note).to_be_hidden()
        mark.click()
        expect(note).to_be_visible()
        expect(note).to_be_in_viewport(ratio=0.999)
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        page.locator("#cite-zhao2019-1 a").click()
        assert path_and_anchor(page) == f"{place}references/#ref-zhao2019"
        expect_in_view(page.locator("#ref-zhao2019"))


# Search


@both_languages
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("words", ["旁分泌", "累积生存率", "paracrine", "cirrhosis"])
def test_search_finds(tab: Tab, place: str, width: int, words: str) -> None:
    """Chinese and English words are found from either language, in the language of the page; a result leads there."""
    with tab(width) as page:
        page.goto(place)
        if width < 960:
            page.locator("label.md-header__button[for='__search']").click()
        page.locator("input[name='query']").click()
        page.keyboard.type(words)
        found = page.locator("a.md-search-result__link", has=page.locator("mark")).first
        found.wait_for()
        settled = ""
        while settled != (settled := page.locator(".md-search-result__list").inner_html()):
            page.wait_for_timeout(1000)  # the list still changes while the last letters are answered
        pressed = found.evaluate("link => { link.click(); return link.href; }")
        address = urlsplit(pressed).path.removeprefix("/")
        assert address.removeprefix(place) in {f"{chapter}/" for chapter in CHAPTERS}
        expect(page.locator("article mark[data-md-highlight]").first).to_be_visible()
        assert path_and_anchor(page).startswith(address)


# Colours

CONTRASTS = """() => {
    const context = Object.assign(document.createElement("canvas"), {width: 1, height: 1})
        .getContext("2d", {willReadFrequently: true});
    const seen = new Map();
    const rgba = colour => {
        if (!seen.has(colour)) {
            context.clearRect(0, 0, 1, 1);
            context.fillStyle = colour;
            context.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
            seen.set(colour, [r, g, b, a / 255]);
        }
        return seen.get(colour);
    };
    const over = (top, alpha, below) => [0, 1, 2].map(i => top[i] * alpha + below[i] * (1 - alpha));
    const ground = element => {
        if (!element) return rgba("Canvas");
        const colour = rgba(getComputedStyle(element).backgroundColor);
        return colour[3] === 1 ? colour : over(colour, colour[3], ground(element.parentElement));
    };
    const linear = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const luminance = colour => {
        const [r, g, b] = colour.slice(0, 3).map(value => linear(value / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const low = {};
    let looked = 0;
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !element.checkVisibility({checkOpacity: true})) continue;
        looked += 1;
        const below = ground(element);
        const ink = rgba(getComputedStyle(element).color);
        const [light, dark] = [luminance(over(ink, ink[3], below)), luminance(below)].sort((a, b) => b - a);
        const contrast = (light + 0.05) / (dark + 0.05);
        if (contrast < 4.5) low[`${element.tagName} ${element.className}`] = contrast.toFixed(2);
    }
    return {scheme: document.body.dataset.mdColorScheme, looked, low};
}"""


@both_languages
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable(tab: Tab, place: str, scheme: str) -> None:
    """Text, links, marks and open notes stand out from their ground at 4.5 to 1 or more, in both colour schemes."""
    low = {}
    with tab(color_scheme=scheme) as page:
        for address in PAGES:
            page.goto(place + address)
            if page.locator(".note-mark").count():
                page.locator(".note-mark").first.click()
            found = page.evaluate(CONTRASTS)
            assert found["scheme"] == {"light": "default", "dark": "slate"}[scheme]
            assert found["looked"] > 2
            if found["low"]:
                low[place + address] = found["low"]
    assert not low
