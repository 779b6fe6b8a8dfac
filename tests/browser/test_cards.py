"""Facts about cards beside citation marks and terms, and about the glossary that can be sorted and filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from tests.browser.spots import Tab

pytestmark = pytest.mark.browser

LANGUAGES = {"zh": "", "en": "en/"}
CHAPTERS = ("introduction", "mesenchymal-stem-cells", "mechanisms", "clinical-studies", "open-problems", "outlook")

both_languages = pytest.mark.parametrize("place", LANGUAGES.values(), ids=LANGUAGES)
all_widths = pytest.mark.parametrize("width", [1280, 390, 320])

MARK = "#cite-glennie2005-1"
LINK = f"{MARK} a"
SETTLED = 700
"""Longer than a card waits before it opens or closes, in ms."""


def card(page: Page) -> Locator:
    return page.locator(".card:popover-open")


def term(page: Page, name: str) -> Locator:
    return page.locator(f"a.term[href$='#term-{name}']").first


# Hover


@both_languages
def test_a_card_opens_by_hover_and_stays_while_it_is_used(tab: Tab, place: str) -> None:
    """The card opens under the pointer's mark, the pointer can go into it, and it closes when the pointer has left."""
    with tab() as page:
        page.goto(f"{place}mechanisms/")
        page.locator(LINK).hover()
        expect(card(page)).to_be_visible()
        expect(card(page)).to_contain_text("Glennie S")
        expect(card(page)).to_have_attribute("aria-label", {"": "参考文献10", "en/": "Reference 10"}[place])
        box = card(page).bounding_box()
        mark = page.locator(MARK).bounding_box()
        assert box
        assert mark
        # Slowly through the gap.
        for step in range(8):
            page.mouse.move(mark["x"] + 5, mark["y"] + 5 + step * (box["y"] + 10 - mark["y"]) / 7)
            page.wait_for_timeout(40)
        page.mouse.move(box["x"] + 60, box["y"] + box["height"] - 8, steps=5)
        page.wait_for_timeout(SETTLED)
        expect(card(page)).to_be_visible()
        page.mouse.move(2, 400)
        expect(card(page)).to_have_count(0)
        assert page.locator(".card").count() == 0


def test_a_pointer_that_passes_by_opens_nothing(tab: Tab) -> None:
    """A card opens after a moment only, so that a pointer on its way elsewhere does not start a flicker."""
    with tab() as page:
        page.goto("mechanisms/")
        page.evaluate("import('../scripts/page.js').then(page => page.feature('cards'))")
        page.locator(LINK).hover()
        page.mouse.move(2, 400)
        page.wait_for_timeout(SETTLED)
        expect(card(page)).to_have_count(0)


@both_languages
def test_escape_closes_a_card_where_pointer_and_focus_are(tab: Tab, place: str) -> None:
    """Esc closes the card without moving pointer or focus; it opens again when the pointer comes back."""
    with tab() as page:
        page.goto(f"{place}mechanisms/")
        page.locator(LINK).hover()
        expect(card(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(card(page)).to_have_count(0)
        page.wait_for_timeout(SETTLED)
        expect(card(page)).to_have_count(0)
        page.mouse.move(2, 400)
        page.locator(LINK).hover()
        expect(card(page)).to_be_visible()


def test_a_click_still_leads_to_the_reference_list(tab: Tab) -> None:
    """With a mouse the link does what links do, an open card or not."""
    with tab() as page:
        page.goto("mechanisms/")
        page.locator(LINK).hover()
        expect(card(page)).to_be_visible()
        page.locator(LINK).click()
        page.wait_for_url("**/references/#ref-glennie2005")


# Keyboard


@both_languages
def test_the_keyboard_enters_a_card_and_comes_back(tab: Tab, place: str) -> None:
    """Focus opens the card and says so; Tab goes into it; Esc goes back to its mark and closes it for good."""
    with tab() as page:
        page.goto(f"{place}mechanisms/")
        page.locator(LINK).focus()
        expect(card(page)).to_be_visible()
        expect(page.locator(LINK)).to_have_attribute("aria-expanded", "true")
        expect(page.locator(LINK)).to_have_attribute("aria-details", "card")
        expect(page.get_by_role("dialog", name={"": "参考文献10", "en/": "Reference 10"}[place])).to_be_visible()
        expect(
            page.get_by_role("status").filter(has_text={"": "按Tab键进入", "en/": "Tab moves into them"}[place])
        ).to_have_count(1)
        expect(page.locator(LINK)).to_be_focused()
        page.keyboard.press("Tab")
        expect(card(page).locator("a[href^='https://doi.org/']")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(LINK)).to_be_focused()
        page.wait_for_timeout(SETTLED)
        expect(card(page)).to_have_count(0)
        assert page.locator(LINK).get_attribute("aria-expanded") is None
        page.keyboard.press("Tab")
        expect(page.locator("button[popovertarget='note-C10']")).to_be_focused()


def test_tab_leaves_a_card_behind_its_last_control(tab: Tab) -> None:
    """Focus passes through the card in order and on into the text, and the card is gone."""
    with tab() as page:
        page.goto("en/mechanisms/")
        page.locator(LINK).focus()
        expect(card(page)).to_be_visible()
        stops = card(page).locator("a, button:not([hidden])").count()
        for _ in range(stops):
            page.keyboard.press("Tab")
            assert card(page).evaluate("card => card.contains(document.activeElement)")
        page.keyboard.press("Tab")
        expect(page.locator("button[popovertarget='note-C10']")).to_be_focused()
        expect(card(page)).to_have_count(0)


# Touch


@both_languages
@pytest.mark.parametrize("width", [390, 320])
def test_a_tap_opens_a_card_and_does_not_lead_away(tab: Tab, place: str, width: int) -> None:
    """A tap opens the card, a second or one beside it closes it; the card leads to the list."""
    with tab(width, 640, has_touch=True) as page:
        page.goto(f"{place}mechanisms/")
        address = page.url
        for target in (page.locator(LINK), term(page, "stellate")):
            target.tap()
            expect(card(page)).to_be_visible()
            expect(card(page)).to_be_in_viewport(ratio=0.999)
            target.tap()
            expect(card(page)).to_have_count(0)
            target.tap()
            expect(card(page)).to_be_visible()
            page.touchscreen.tap(3, 320)
            expect(card(page)).to_have_count(0)
        assert page.url == address
        page.locator(LINK).tap()
        card(page).locator(".card-close").tap()
        expect(card(page)).to_have_count(0)
        page.locator(LINK).tap()
        card(page).locator("a[href*='references/#ref-']").tap()
        page.wait_for_url("**/references/#ref-glennie2005")


def test_a_tap_leads_on_where_the_page_has_no_text_for_a_card(tab: Tab) -> None:
    """A mark whose work is not in the page's list is a plain link under a finger too."""
    with tab(390, has_touch=True) as page:
        page.goto("mechanisms/")
        page.evaluate("document.getElementById('cited-glennie2005').remove()")
        page.locator(LINK).tap()
        page.wait_for_url("**/references/#ref-glennie2005")


# What a card says


@both_languages
def test_a_mark_of_several_works_lists_them_all(tab: Tab, place: str) -> None:
    """The card of 38–39 has both references, with their numbers, in either language."""
    with tab() as page:
        page.goto(f"{place}clinical-studies/")
        mark = page.locator("sup[data-cites]")
        keys = (mark.get_attribute("data-cites") or "").split()
        assert len(keys) == 2
        mark.locator("a").last.hover()
        expect(card(page).locator("li")).to_have_count(2)
        assert card(page).locator("li").evaluate_all("items => items.map(item => item.value)") == [38, 39]
        for item in card(page).locator("li").all():
            expect(item.locator("a[href*='references/#ref-']")).to_have_count(1)
        name = {"": "参考文献38，39", "en/": "Reference 38, 39"}[place]
        expect(card(page)).to_have_attribute("aria-label", name)


@both_languages
def test_a_card_says_where_else_a_work_is_cited_and_what_was_noted(tab: Tab, place: str) -> None:
    """`Also cited in` names the other places only, and is absent where there are none; notes on the work are linked."""
    with tab() as page:
        page.goto(f"{place}open-problems/")
        page.locator("#cite-garg2012-2 a").hover()
        also = card(page).locator(".backlinks")
        expect(also).to_contain_text({"": "另引用于", "en/": "Also cited in"}[place])
        expect(also.locator("a")).to_have_count(1)
        assert (also.locator("a").get_attribute("href") or "").endswith("clinical-studies/#cite-garg2012-1")
        page.goto(f"{place}mechanisms/")
        page.locator("#cite-yan2008-1 a").hover()
        expect(card(page)).to_be_visible()
        expect(card(page).locator(".backlinks")).to_have_count(0)
        assert card(page).locator("a.note-link").all_inner_texts() == [
            {"": "编者注 ", "en/": "Editorial note "}[place] + name for name in ("N1", "C4")
        ]
        expect(card(page).locator("a[href^='https://pubmed.ncbi.nlm.nih.gov/']")).to_have_count(1)


@both_languages
def test_a_card_copies_bibtex(tab: Tab, place: str) -> None:
    """The card's button puts the work's BibTeX on the clipboard, and says so."""
    with tab(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{place}mechanisms/")
        page.locator(LINK).focus()
        button = card(page).locator("button[data-copy]")
        button.press("Enter")
        said = {"": "已复制BibTeX", "en/": "BibTeX copied"}[place]
        expect(card(page).get_by_role("status").filter(has_text=said)).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").startswith("@article{glennie2005,")


@both_languages
def test_a_term_is_explained_with_its_name_in_the_other_language(tab: Tab, place: str) -> None:
    """The tip has name, abbreviation and the other language's name, marked as such, and leads to the glossary."""
    with tab() as page:
        page.goto(f"{place}mechanisms/")
        page.locator("a.term[href$='#term-hgf']").hover()
        tip = card(page)
        name, other, tag = {
            "": ("肝细胞生长因子", "hepatocyte growth factor", "en"),
            "en/": ("hepatocyte growth factor", "肝细胞生长因子", "zh-Hans"),
        }[place]
        expect(tip.locator("strong")).to_have_text(name)
        expect(tip).to_contain_text("HGF")
        expect(tip.locator(f"[lang='{tag}']")).to_have_text(other)
        expect(tip).to_have_attribute("aria-label", name)
        tip.locator("a[href$='glossary/#term-hgf']").click()
        page.wait_for_url("**/glossary/#term-hgf")
        expect(page.locator("#term-hgf")).to_be_in_viewport()


def test_opening_cards_asks_for_nothing(tab: Tab, server: str) -> None:
    """After the first card, whose script and stylesheet are fetched, no other causes a request."""
    with tab() as page:
        page.goto("clinical-studies/")
        page.wait_for_load_state("networkidle")
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url.removeprefix(server)))
        for link in (page.locator("sup.citation a").first, *page.locator("sup.citation a, a.term").all()[:12]):
            link.hover()
            expect(card(page)).to_be_visible()
            page.keyboard.press("Escape")
        assert sorted(requests) == ["scripts/cards.js", "scripts/copy.js", "stylesheets/cards.css"]


# Where a card is

OUTSIDE = """async () => {
    // Under the header no mark can be pointed at.
    document.documentElement.style.scrollPadding = "4rem 0 1rem";
    const {meet} = await (await import(new URL("scripts/page.js", ROOT))).feature("cards");
    const wrong = [];
    for (const [index, mark] of document.querySelectorAll("sup.citation, a.term").entries()) {
        mark.scrollIntoView({block: ["start", "center", "end"][index % 3], behavior: "instant"});
        const link = mark.matches("a") ? mark : mark.querySelector("a");
        meet(link, "touch");
        const card = document.querySelector(".card:popover-open");
        const box = card?.getBoundingClientRect();
        const inside = box && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
        const covers = box && [...mark.getClientRects()].some((rect) =>
            box.top < rect.bottom && box.bottom > rect.top && box.left < rect.right && box.right > rect.left);
        if (!inside || covers || box.height < 40) wrong.push([mark.outerHTML, box?.toJSON()]);
        meet(link, "touch");
    }
    return wrong;
}"""


@both_languages
@pytest.mark.parametrize("size", [(1280, 800), (640, 400), (320, 568)], ids=["wide", "zoomed", "small"])
def test_no_card_leaves_the_screen_or_covers_its_mark(tab: Tab, server: str, place: str, size: tuple[int, int]) -> None:
    """Each card is within the window and beside its mark, at 320 pixels and at twice the size too."""
    with tab(*size) as page:
        for chapter in CHAPTERS:
            page.goto(f"{place}{chapter}/")
            assert not page.evaluate(OUTSIDE.replace("ROOT", f"'{server}'"))


@both_languages
def test_a_note_is_placed_like_a_card_where_the_browser_cannot(tab: Tab, place: str) -> None:
    """Without position-area the script puts a note beside its mark, and not at the foot of the window."""
    with tab() as page:
        page.add_init_script("CSS.supports = () => false")
        page.goto(f"{place}mechanisms/")
        mark, note = page.locator("button[popovertarget='note-C10']"), page.locator("#note-C10")
        mark.click()
        expect(note).to_have_css("position", "absolute")
        expect(note).to_be_in_viewport(ratio=0.999)
        at, box = mark.bounding_box(), note.bounding_box()
        assert at
        assert box
        assert 0 < box["y"] - at["y"] - at["height"] < 12 or 0 < at["y"] - box["y"] - box["height"] < 12


# Without scripts, and on paper


@both_languages
@all_widths
def test_without_scripts_terms_and_works_are_there(tab: Tab, place: str, width: int) -> None:
    """With JavaScript off a term leads to its entry, and the list at the end of the page leads back to the text."""
    with tab(width, java_script_enabled=False) as page:
        page.goto(f"{place}mechanisms/")
        item = page.locator("#cited-glennie2005")
        expect(item).to_be_visible()
        expect(item.locator("button")).to_be_hidden()
        item.locator(".backlinks a").click()
        expect(page.locator(MARK)).to_be_in_viewport()
        page.locator("a.term[href$='#term-hgf']").click()
        expect(page.locator("#term-hgf")).to_be_in_viewport()
        expect(page.locator(".glossary-filter")).to_be_hidden()


@both_languages
def test_a_card_prints_as_nothing_and_the_works_are_printed(tab: Tab, place: str) -> None:
    """On paper there are no cards; the works cited are printed though the reader has folded them."""
    with tab() as page:
        page.goto(f"{place}mechanisms/")
        page.locator(".cited-works summary").click()
        expect(page.locator("#cited-glennie2005")).to_be_hidden()
        page.locator(LINK).hover()
        expect(card(page)).to_be_visible()
        page.emulate_media(media="print")
        expect(card(page)).to_be_hidden()
        assert page.locator("#cited-glennie2005").evaluate("item => item.getBoundingClientRect().height") > 10
        expect(page.locator("#cited-glennie2005 .reference-text").first).to_be_visible()


# Glossary


@both_languages
@all_widths
def test_the_glossary_is_filtered_in_either_language(tab: Tab, place: str, width: int) -> None:
    """Chinese, English or an abbreviation leaves the terms that have it, and how many they are is said."""
    with tab(width) as page:
        page.goto(f"{place}glossary/")
        field = page.get_by_role("searchbox")
        count = page.locator(".glossary-filter [role='status']")
        rows = page.locator("table.glossary tbody tr:visible")
        expect(count).to_contain_text("146")
        for words, only in (
            ("外泌体", {"exosome", "msc-exo"}),
            ("EXOSOME", {"exosome", "msc-exo"}),
            ("乙肝", {"hbv"}),
            ("ｐＢＣ", {"pbc"}),
            ("sjogren", {"pss"}),
            ("liver failure", {"liver-failure", "aclf"}),
        ):
            field.fill(words)
            expect(count).to_contain_text(str(len(only)))
            assert {
                (name or "").removeprefix("term-") for name in rows.evaluate_all("rows => rows.map(row => row.id)")
            } == only
        field.fill("没有这个")
        expect(count).to_have_text({"": "没有符合的术语", "en/": "No term fits"}[place])
        expect(rows).to_have_count(0)


@both_languages
@all_widths
def test_the_glossary_is_sorted_by_keyboard(tab: Tab, place: str, width: int) -> None:
    """A heading's button sorts upwards, downwards and back; aria-sort says which; empty abbreviations come last."""
    with tab(width) as page:
        page.goto(f"{place}glossary/")
        heads = page.locator("table.glossary thead th:has(button)")
        expect(heads).to_have_count(3)
        first = page.locator("table.glossary tbody tr").first
        last = page.locator("table.glossary tbody tr").last
        before = first.get_attribute("id")
        english = heads.nth(2 if not place else 0)
        expect(english.get_by_role("button")).to_be_visible()
        english.get_by_role("button").press("Enter")
        expect(english).to_have_attribute("aria-sort", "ascending")
        expect(first).to_have_attribute("id", "term-acute-liver-injury")
        page.keyboard.press("Enter")
        expect(english).to_have_attribute("aria-sort", "descending")
        expect(last).to_have_attribute("id", "term-acute-liver-injury")
        page.keyboard.press("Enter")
        expect(page.locator("[aria-sort]")).to_have_count(0)
        assert first.get_attribute("id") == before
        heads.nth(1).get_by_role("button").press("Space")
        expect(first).to_have_attribute("id", "term-3d-culture")
        expect(last.locator("td").first).to_be_empty()
        chinese = heads.nth(0 if not place else 2)
        chinese.get_by_role("button").press("Enter")
        names = page.locator("table.glossary tbody tr").evaluate_all("rows => rows.map(row => row.id)")
        # By pinyin: gan shuai…, gan xing…, gan yi….
        assert (
            names.index("term-liver-failure") < names.index("term-stellate") < names.index("term-liver-transplantation")
        )
