"""Facts about the frame around the text: policy, language switch, weight, accessibility, type, paper and keyboard."""

from __future__ import annotations

import gzip
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import tinycss2
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.building import SiteHandler, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Response

pytestmark = pytest.mark.browser

LANGUAGES = {"zh": "", "en": "en/"}
CHAPTERS = ("introduction", "mesenchymal-stem-cells", "mechanisms", "clinical-studies", "open-problems", "outlook")
KINDS = ("", "mechanisms/", "clinical-studies/", "references/", "evidence/", "glossary/", "notes/", "about/")
PAGES = ("", *(f"{slug}/" for slug in (*CHAPTERS, "references", "evidence", "glossary", "notes", "about")))

both_languages = pytest.mark.parametrize("place", LANGUAGES.values(), ids=LANGUAGES)


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of a server that sends the headers of the site's `_headers`, as a static host does."""
    text = site.joinpath("_headers").read_text(encoding="utf-8")
    headers = re.findall(r"^  ([\w-]+): (.+)$", re.split(r"^/(?!\*)", text, flags=re.MULTILINE)[0], re.MULTILINE)

    class Handler(SiteHandler):
        def end_headers(self) -> None:
            for name, value in headers:
                self.send_header(name, value)
            super().end_headers()

    with served(site, Handler) as address:
        yield address


@contextmanager
def visitor(browser: Browser, address: str, width: int = 1280, **options: Any) -> Iterator[Page]:
    """A tab of a fresh profile; by its end the console was silent, nothing was missing, nothing came from elsewhere."""
    context = browser.new_context(viewport={"width": width, "height": 800}, base_url=address, **options)
    said: list[str] = []

    def note(response: Response) -> None:
        if response.status >= 400 and not response.url.endswith("/no-such-page/"):
            said.append(f"{response.status} {response.url}")

    context.on("response", note)
    context.on("request", lambda request: request.url.startswith((address, "data:")) or said.append(request.url))
    context.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    context.on("weberror", lambda error: said.append(str(error.error)))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert [line for line in said if "no-such-page" not in line and "status of 404" not in line] == []


# Policy


@both_languages
def test_every_page_keeps_its_policy(chromium: Browser, host: str, place: str) -> None:
    """On a host that sends the policy as well, no page violates it, asks for what is not there, or asks elsewhere."""
    with visitor(chromium, host) as page:
        for address in (*PAGES, "no-such-page/"):
            page.goto(place + address)
            policy = page.locator("meta[http-equiv='Content-Security-Policy']")
            assert policy.get_attribute("content").startswith(
                "default-src 'none'; script-src 'self'; style-src 'self';"
            )
            page.wait_for_load_state("networkidle")


@both_languages
@pytest.mark.parametrize("address", ["mechanisms/", "no-such-page/"])
def test_search_and_colours_work_under_the_policy(chromium: Browser, host: str, place: str, address: str) -> None:
    """The search answers, and the switch of colours turns and is remembered on the next page."""
    with visitor(chromium, host) as page:
        page.goto(place + address)
        page.locator("input[name='query']").click()
        page.keyboard.type("qqqq")  # Nothing: the dialog leads to other pages.
        expect(page.locator(".search-help a").first).to_be_visible()
        page.locator("input[name='query']").fill("cirrhosis")
        expect(page.locator("a.md-search-result__link").first).to_be_visible()
        page.keyboard.press("Escape")
        page.locator("label[for='__palette_1']").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.goto(f"{place}about/")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize(("system", "scheme"), [("light", "default"), ("dark", "slate")])
def test_colours_are_right_before_the_theme_starts(chromium: Browser, server: str, system: str, scheme: str) -> None:
    """The colours that the reader's system asks for do not wait for the theme's script."""
    context = chromium.new_context(base_url=server, color_scheme=system)
    page = context.new_page()
    page.route("**/bundle.*", lambda route: route.abort())
    page.goto("mechanisms/", wait_until="domcontentloaded")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    context.close()


# Languages


@both_languages
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_other_language_is_one_visible_link(
    chromium: Browser, server: str, place: str, scripts: bool, width: int
) -> None:
    """The link is in sight, large enough for a finger, in its own language, and leads to the same page."""
    name, tag, there = ("中文", "zh-Hans", "") if place else ("English", "en", "en/")
    with visitor(chromium, server, width, java_script_enabled=scripts) as page:
        for address in ("", "mechanisms/"):
            page.goto(place + address)
            link = page.locator("header a[hreflang]")
            expect(link).to_be_in_viewport(ratio=1)
            expect(link).to_have_text(name)
            expect(link).to_have_attribute("lang", tag)
            box = link.bounding_box()
            assert min(box["width"], box["height"]) >= 24
            assert name in link.get_attribute("aria-label")
            link.click()
            page.wait_for_url(f"**/{there}{address}")
            expect(page.locator("html")).to_have_attribute("lang", tag)


# Weight


@both_languages
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_is_light(chromium: Browser, server: str, place: str, chapter: str) -> None:
    """The first view is at most 110 kB compressed in at most 12 requests, the search's index and worker not counted."""
    with visitor(chromium, server) as page:
        answers: list[Response] = []
        page.on("response", lambda response: answers.append(response))
        page.goto(f"{place}{chapter}/")
        page.wait_for_load_state("networkidle")
        counted = [each for each in answers if not re.search(r"/search/|/search-worker\.js", each.url)]
        weights = {each.url.removeprefix(server): len(gzip.compress(each.body(), 6)) for each in counted}
    assert len(counted) <= 12, list(weights)
    assert sum(weights.values()) <= 110_000, weights


# Accessibility


# What a phone shows in light colours, it shows in dark ones, or a desktop shows it in light ones.
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "dark")])
@both_languages
def test_axe_finds_nothing(chromium: Browser, server: str, place: str, scheme: str, width: int) -> None:
    """Each kind of page passes axe's rules for WCAG 2.2 A and AA and its best practices."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = {}
    with visitor(chromium, server, width, color_scheme=scheme) as page:
        for address in (*KINDS, "404.html"):
            page.goto(address if address == "404.html" else place + address)
            page.wait_for_load_state("networkidle")
            for violation in Axe().run(page, options=options).response["violations"]:
                found[address, violation["id"]] = [node["html"][:120] for node in violation["nodes"]][:3]
    assert not found


FOCUS = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
    const inside = box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
    const name = element.ariaLabel || element.textContent.trim() || element.placeholder || element.name;
    return {name, type: element.type, shown: inside && box.width > 0 && style.visibility === "visible"};
}"""


@both_languages
def test_a_keyboard_reaches_the_frame(chromium: Browser, server: str, place: str) -> None:
    """Tab goes to the skip link, the home page, colours, language and search, then to the pages; all are in sight."""
    with visitor(chromium, server) as page:
        page.goto(f"{place}mechanisms/")
        page.wait_for_load_state("networkidle")
        stops = []
        for _ in range(8):
            page.keyboard.press("Tab")
            page.wait_for_timeout(300)
            stops.append(page.evaluate(FOCUS))
        assert all(stop["name"] for stop in stops), stops
        # The theme shows the focus of its colour switch on the label.
        assert all(stop["shown"] for stop in stops if stop["type"] != "radio"), stops
        names = " | ".join(stop["name"] for stop in stops)
        assert ("中文" if place else "English") in names
        page.goto(f"{place}mechanisms/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.url.endswith("#mechanisms")


@both_languages
def test_a_keyboard_opens_the_menu_of_a_narrow_screen(chromium: Browser, server: str, place: str) -> None:
    """Enter opens it, its links can then be reached, Esc closes it; while it is closed none of them takes the focus."""
    with visitor(chromium, server, 390) as page:
        page.goto(f"{place}mechanisms/")
        page.wait_for_load_state("networkidle")
        menu = page.locator(".md-header button[for='__drawer']")
        link = page.locator(".md-sidebar--primary a", has_text="2.3")
        expect(link).to_be_hidden()
        expect(menu).to_have_attribute("aria-expanded", "false")
        menu.focus()
        page.keyboard.press("Enter")
        expect(menu).to_have_attribute("aria-expanded", "true")
        expect(link).to_be_visible()
        page.keyboard.press("Escape")
        expect(link).to_be_hidden()
        expect(menu).to_be_focused()
        page.keyboard.press("Enter")
        expect(link).to_be_visible()
        link.focus()
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#exosomes$"))


@both_languages
@pytest.mark.parametrize("width", [1280, 390])
def test_the_contents_follow_the_reader(chromium: Browser, server: str, place: str, width: int) -> None:
    """The section being read is marked in the contents: beside the text, or in the menu of a phone."""
    with visitor(chromium, server, width) as page:
        page.goto(f"{place}mechanisms/#exosomes")
        page.locator("#exosomes").scroll_into_view_if_needed()
        page.mouse.wheel(0, 300)
        if width < 960:
            page.locator(".md-header button[for='__drawer']").click()
        side = "primary" if width < 960 else "secondary"
        expect(page.locator(f".md-sidebar--{side} a.md-nav__link--active[href='#exosomes']")).to_be_visible()


# Type

LINES = """() => {
    const length = element => element.textContent.length;
    const paragraph = [...document.querySelectorAll("article p[id^='p-']")].sort((a, b) => length(b) - length(a))[0];
    const range = document.createRange(), lines = new Map();
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement.closest("sup, button, .permalink")) continue;
        for (let i = 0; i < node.length; i++) {
            range.setStart(node, i);
            range.setEnd(node, i + 1);
            const box = range.getBoundingClientRect();
            if (box.width) lines.set(Math.round(box.bottom / 4), (lines.get(Math.round(box.bottom / 4)) ?? 0) + 1);
        }
    }
    const size = parseFloat(getComputedStyle(paragraph).fontSize);
    return {lines: [...lines.values()], han: paragraph.clientWidth / size};
}"""


def test_the_browser_knows_every_selector(chromium: Browser, repository: Path) -> None:
    """A rule whose selector a browser does not know is dropped as a whole, and nothing else tells."""
    selectors = []
    for file in sorted(repository.joinpath("overrides/stylesheets").glob("*.css")):
        rules = tinycss2.parse_stylesheet(file.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)
        while rules:
            rule = rules.pop()
            if rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
                rules += tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            elif rule.type == "qualified-rule":
                selectors.append((file.name, tinycss2.serialize(rule.prelude).strip()))
    assert len(selectors) > 200
    page = chromium.new_page()
    unknown = page.evaluate(
        """rows => {
            const sheet = new CSSStyleSheet();
            const known = ([, selector]) => { try { return sheet.insertRule(`${selector} {}`) >= 0; } catch {} };
            return rows.filter(row => !known(row));
        }""",
        selectors,
    )
    page.close()
    assert unknown == []


def test_lines_have_a_good_length(chromium: Browser, server: str) -> None:
    """On a desktop a line holds 34 to 40 Han characters, or 65 to 75 Latin ones on average."""
    with visitor(chromium, server, 1400) as page:
        page.goto("mechanisms/")
        assert 34 <= page.evaluate(LINES)["han"] <= 40
        page.goto("en/mechanisms/")
        lines = page.evaluate(LINES)["lines"][:-1]
        assert 65 <= sum(lines) / len(lines) <= 75


SPACES = """() => {
    const uneven = {};
    for (const paragraph of document.querySelectorAll("article p[id^='p-']")) {
        const base = parseFloat(getComputedStyle(paragraph).lineHeight);
        const height = paragraph.getBoundingClientRect().height / base;
        if (Math.abs(height - Math.round(height)) > 0.02) uneven[paragraph.id] = height;
    }
    return uneven;
}"""


@both_languages
def test_raised_marks_do_not_move_lines(chromium: Browser, server: str, place: str) -> None:
    """Every paragraph is a whole number of lines high, citation marks, notes and formulas included."""
    with visitor(chromium, server) as page:
        for chapter in CHAPTERS:
            page.goto(f"{place}{chapter}/")
            assert page.evaluate(SPACES) == {}


def test_no_line_begins_with_a_stop(chromium: Browser, server: str) -> None:
    """In Chinese no line begins with a closing mark, also after the button of a note, on any width of phone."""
    script = """() => [...document.querySelectorAll("article .note-mark")].filter(button => {
        const next = button.nextSibling;
        if (next?.nodeType !== 3 || !/^[，。、；：！？）》」』”]/.test(next.data)) return false;
        const range = document.createRange();
        range.setStart(next, 0);
        range.setEnd(next, 1);
        return range.getBoundingClientRect().left < button.getBoundingClientRect().left;
    }).map(button => button.dataset.note)"""
    context = chromium.new_context(base_url=server)
    page = context.new_page()
    for chapter in CHAPTERS:
        page.goto(f"{chapter}/")
        for width in range(320, 431, 11):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(script) == []
    context.close()


# Paper


@both_languages
def test_a_chapter_is_printed_as_an_article(chromium: Browser, server: str, place: str) -> None:
    """Black on white from the dark scheme: title block, text and notes that their marks name, and nothing to press."""
    with visitor(chromium, server, color_scheme="dark") as page:
        page.goto(f"{place}mechanisms/")
        page.wait_for_load_state("networkidle")
        page.emulate_media(media="print")
        for furniture in (
            ".md-header",
            ".md-footer",
            ".md-sidebar--primary",
            ".md-sidebar--secondary",
            ".reading-time",
        ):
            expect(page.locator(furniture)).to_be_hidden()
        expect(page.locator("article .permalink").first).to_be_hidden()
        record = page.locator(".print-record")
        expect(record).to_be_visible()
        expect(record).to_contain_text("doi:10.3969/j.issn.1001-5256.2023.05.003")
        expect(record).to_contain_text(f"/{place}mechanisms/")
        expect(page.locator("#note-C10")).to_be_visible()
        mark = page.locator("[data-note='C10']")
        assert "C10" in mark.evaluate("mark => getComputedStyle(mark, '::after').content + mark.dataset.note")
        colours = page.evaluate(
            "() => [document.body, document.querySelector('#note-C10')].map("
            "element => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor])"
        )
        assert colours == [["rgb(0, 0, 0)", "rgb(255, 255, 255)"]] * 2
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@both_languages
def test_the_evidence_table_fits_on_paper(chromium: Browser, server: str, place: str) -> None:
    """It lies across the sheet, from the first one on, and no column is cut off."""
    with visitor(chromium, server, 1009) as page:  # A4 across, without margins
        page.goto(f"{place}evidence/")
        page.emulate_media(media="print")
        table = page.locator("table.evidence")
        assert table.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth + 1")
        expect(table.locator("thead")).to_be_visible()
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
        assert boxes
        assert all(float(width) > float(height) for width, height in boxes)


@both_languages
def test_an_address_is_printed_after_its_link(chromium: Browser, server: str, place: str) -> None:
    """The page about the site prints where its links to elsewhere lead."""
    with visitor(chromium, server) as page:
        page.goto(f"{place}about/")
        page.emulate_media(media="print")
        link = page.locator("article a[href^='https://doi.org/']").first
        assert "https://doi.org/10.3969" in link.evaluate("link => getComputedStyle(link, '::after').content")


@both_languages
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_a_long_title_leaves_the_next_page_its_place(chromium: Browser, server: str, place: str, width: int) -> None:
    """However long the page before is called, the foot names the next one in full."""
    with visitor(chromium, server, width) as page:
        page.goto(f"{place}mechanisms/")
        name = page.locator(".md-footer__link--prev .md-ellipsis")
        name.evaluate("name => name.textContent = 'Donaudampfschifffahrt 肝硬化 '.repeat(20)")
        following = page.locator(".md-footer__link--next .md-ellipsis")
        assert following.evaluate("name => name.clientWidth > 0 && name.scrollWidth <= name.clientWidth")


def test_no_line_of_places_begins_with_a_comma(chromium: Browser, server: str) -> None:
    """Where the places that cite a work fill a line, its comma stays at the end of it."""
    with visitor(chromium, server, 390) as page:
        page.goto("en/mechanisms/")
        begins = page.locator(".cited-works .backlinks").evaluate_all(
            """lists => lists.flatMap(list => [...list.childNodes].filter(node => node.nodeType === 3
              && node.data.trim() === ',' && node.previousSibling).map(node => {
                const range = new Range();
                range.setStart(node, node.data.indexOf(','));
                range.setEnd(node, node.data.indexOf(',') + 1);
                const before = [...node.previousSibling.getClientRects()].at(-1);
                return range.getBoundingClientRect().left < before.left;
              }))"""
        )
        assert begins
        assert not any(begins)
