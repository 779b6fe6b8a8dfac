"""Facts about reading a page side by side with its counterpart."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page, Route
    from tests.browser.spots import Tab

pytestmark = pytest.mark.browser

OTHER = {"": "en/", "en/": ""}
TAGS = {"": "zh-Hans", "en/": "en"}
CHAPTERS = ("introduction", "mesenchymal-stem-cells", "mechanisms", "clinical-studies", "open-problems", "outlook")
PAGES = ("", *(f"{slug}/" for slug in (*CHAPTERS, "references", "evidence", "glossary", "notes", "about")))

both_languages = pytest.mark.parametrize("place", list(OTHER), ids=["zh", "en"])

DOUBLE = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
    return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""

# For every element of the article that has an id, but in the works cited: whether its counterpart is in its row.
PAIRS = """() => [...document.querySelectorAll("article [id]:is(h1, h2, h3, p, .block, li, section)")]
    .filter(one => !one.closest(".there, section *, .page-end"))
    .map(one => [one.id, (one.querySelector(":scope > .row > .there") ?? one.closest(".row")?.querySelector(".there"))])
    .map(([id, there]) => [id, there?.lang ?? "", there?.querySelector("[id]")?.id ?? (there ? "inside" : "")])"""


WORD = r"[A-Za-z]{2,}|[一-鿿]"


def control(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("双语对照|Side by side"))


def turned(page: Page) -> Page:
    expect(page.locator("html")).to_have_attribute("data-view", "parallel")
    expect(control(page)).to_have_attribute("aria-pressed", "true")
    return page


@both_languages
def test_every_page_can_be_read_side_by_side(tab: Tab, place: str) -> None:
    """Each part stands with its counterpart, which says its language; no id is there twice, none is lost."""
    with tab() as page:
        for slug in PAGES:
            page.goto(f"{place}{slug}")
            ids = page.locator("article [id]").evaluate_all("all => all.map(one => one.id)")
            control(page).click()
            turned(page)
            assert page.evaluate(DOUBLE) == []
            assert set(ids) <= set(page.locator("article [id]").evaluate_all("all => all.map(one => one.id)"))
            pairs = page.evaluate(PAIRS)
            assert len(pairs) >= 2
            for name, language, there in pairs:
                assert language == TAGS[OTHER[place]], f"{slug}#{name}"
                assert there in {f"other-{name}", "inside"} or name.startswith("ref-"), f"{slug}#{name}"
            assert page.locator("article .missing").count() == 0
            assert page.locator("article .there :is(script, [hidden], .page-tools)").count() == 0
            control(page).click()
            expect(page.locator("article :is(.row, .there)")).to_have_count(0)
            assert page.locator("article [id]").evaluate_all("all => all.map(one => one.id)") == ids


@both_languages
def test_where_there_is_room_counterparts_stand_beside_each_other(tab: Tab, place: str) -> None:
    """At 1400 pixels they begin at the same height and no line is too long; at 390 the second follows the first."""
    for width, beside in ((1400, True), (1000, True), (390, False), (320, False)):
        with tab(width) as page:
            page.goto(f"{place}open-problems/?view=parallel")
            turned(page)
            for row in page.locator("article > .row").all():
                here, there = (row.locator(f"> .{side}").bounding_box() for side in ("here", "there"))
                assert here
                assert there
                if beside:
                    assert abs(here["y"] - there["y"]) < 1
                    assert here["x"] + here["width"] <= there["x"]
                else:
                    assert here["y"] + here["height"] <= there["y"]
                assert max(here["width"], there["width"]) < 680
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@both_languages
def test_a_table_says_both_in_each_cell(tab: Tab, place: str) -> None:
    """Definitions and findings are there in both languages, what both say alike is there once."""
    with tab() as page:
        page.goto(f"{place}glossary/?view=parallel")
        turned(page)
        row = page.locator("#term-aclf")
        expect(row).to_contain_text("在慢性肝病基础上突然发生的肝衰竭")
        expect(row).to_contain_text("Sudden liver failure arising on top of a chronic liver disease")
        expect(row.locator(".there")).to_have_count(1)
        expect(row.locator(".there")).to_have_attribute("lang", TAGS[OTHER[place]])
        page.goto(f"{place}evidence/?view=parallel")
        row = turned(page).locator("#study-S28")
        expect(row).to_contain_text("肝动脉或门静脉")
        expect(row).to_contain_text("hepatic artery or portal vein")
        assert (row.text_content() or "").count("Salama H 2010") == 1


@both_languages
def test_the_other_sides_marks_and_links_work(tab: Tab, site: Path, place: str) -> None:
    """Its citations lead to its own reference list, its notes open, and each of its links leads to what is there."""
    with tab() as page:
        page.goto(f"{place}mechanisms/?view=parallel")
        there = turned(page).locator("[id='other-p-2.1-1']")
        there.locator(".note-mark").first.click()
        note = page.locator("#other-note-N1")
        expect(note).to_be_visible()
        expect(note).to_contain_text("2008")
        expect(page.locator("#note-N1")).to_be_hidden()
        page.keyboard.press("Escape")
        links = page.locator("article .there a[href]").evaluate_all("all => all.map(one => [one.pathname, one.origin])")
        for path, origin in links:
            assert path.startswith("/")
            if page.url.startswith(origin):
                assert (site / path.strip("/") / "index.html").is_file(), path
        there.locator("sup a").first.click()
        page.wait_for_url(f"**/{OTHER[place]}references/#ref-yan2008")


@both_languages
def test_the_view_is_remembered_and_the_address_says_it(tab: Tab, place: str) -> None:
    """It lasts over pages and visits until it is turned off, and goes with the switch of language."""
    with tab() as page:
        page.goto(f"{place}outlook/")
        control(page).click()
        turned(page)
        assert page.url.endswith(f"/{place}outlook/?view=parallel")
        page.goto(f"{place}introduction/")
        turned(page)
        assert page.url.endswith(f"/{place}introduction/?view=parallel")
        visit = page.context.new_page()
        visit.goto(f"{place}about/")
        turned(visit)
        with visit.expect_navigation():
            visit.keyboard.press("l")
        turned(visit)
        assert visit.url.endswith(f"/{OTHER[place]}about/?view=parallel")
        control(visit).click()
        expect(control(visit)).to_have_attribute("aria-pressed", "false")
        assert visit.url.endswith(f"/{OTHER[place]}about/")
        visit.goto(f"{place}outlook/")
        expect(control(visit)).to_have_attribute("aria-pressed", "false")
        expect(visit.locator("article .there")).to_have_count(0)


@both_languages
def test_the_reader_stays_at_the_same_place(tab: Tab, place: str) -> None:
    """Turning the view on or off, switching the language in it, and going back move nothing from under the reader."""
    top = "name => Math.round(document.getElementById(name).getBoundingClientRect().top)"
    name = "p-3.2-2"
    with tab(1400) as page:
        page.goto(f"{place}clinical-studies/#{name}")
        before = page.evaluate(top, name)
        control(page).evaluate("button => button.click()")
        turned(page)
        assert page.evaluate(top, name) == pytest.approx(before, abs=2)
        with page.expect_navigation():
            page.keyboard.press("l")
        turned(page)
        page.wait_for_timeout(200)
        assert page.evaluate(top, name) == pytest.approx(before, abs=2)
        page.go_back()
        turned(page)
        page.wait_for_timeout(200)
        assert page.evaluate(top, name) == pytest.approx(before, abs=2)
        control(page).evaluate("button => button.click()")
        assert page.evaluate(top, name) == pytest.approx(before, abs=2)


@both_languages
def test_pointing_at_one_side_shows_the_other(tab: Tab, place: str) -> None:
    with tab(1400) as page:
        page.goto(f"{place}open-problems/?view=parallel")
        row = turned(page).locator(".row", has=page.locator("[id='p-4.1-1']"))
        ground = "element => getComputedStyle(element).backgroundColor"
        plain = row.locator("> .there").evaluate(ground)
        row.locator("> .here").hover()
        assert row.locator("> .there").evaluate(ground) != plain
        row.locator("> .there").hover()
        assert row.locator("> .here").evaluate(ground) != plain
        page.mouse.move(0, 0)
        row.locator("> .here sup a").first.focus()
        assert row.locator("> .there").evaluate(ground) != plain


@both_languages
def test_the_keyboard_turns_it(tab: Tab, place: str) -> None:
    with tab() as page:
        page.goto(f"{place}outlook/")
        control(page).focus()
        page.keyboard.press("Enter")
        turned(page)
        page.keyboard.press("Space")
        expect(control(page)).to_have_attribute("aria-pressed", "false")
        expect(control(page)).to_be_focused()


@both_languages
def test_a_missing_counterpart_is_said_in_its_place(tab: Tab, place: str) -> None:
    """On either side a paragraph that the other has not is answered by words."""
    said = {"": "另一语言没有对应的文字", "en/": "No counterpart in the other language"}[place]
    with tab() as page:
        page.goto(f"{place}outlook/")
        page.evaluate("document.querySelector(\"[id='p-5-1']\").id = 'p-5-99'")
        control(page).click()
        turned(page)
        row = page.locator(".row", has=page.locator("[id='p-5-99']"))
        expect(row.locator("> .there")).to_have_text(said)
        row = page.locator(".row", has=page.locator("[id='other-p-5-1']"))
        expect(row.locator("> .here")).to_have_text(said)


@both_languages
def test_a_counterpart_that_cannot_be_had_is_said(tab: Tab, place: str) -> None:
    """The page stays as it is, and the next press tries again."""
    with tab() as page:
        page.goto(f"{place}outlook/")
        page.route(f"**/{OTHER[place]}outlook/", lambda route: route.fulfill(status=200, body="<p>no article"))
        control(page).click()
        expect(page.get_by_role("status").filter(has_text=re.compile("未能取得|could not be loaded"))).to_be_visible()
        expect(page.locator("html")).not_to_have_attribute("data-view", "parallel")
        page.unroute_all()
        control(page).click()
        turned(page)


@pytest.mark.parametrize("presses", [1, 2, 3, 4])
def test_a_second_press_takes_back_the_first(tab: Tab, presses: int) -> None:
    """Also while the first is on its way: the script comes late."""
    with tab() as page:
        page.goto("outlook/")
        held: list[Route] = []
        page.route("**/scripts/parallel.js", lambda route: held.append(route))
        for _ in range(presses):
            control(page).click()
        expect(control(page)).to_have_attribute("aria-pressed", "false")
        with page.expect_response("**/en/outlook/"):
            held[0].continue_()
        page.wait_for_timeout(300)
        expect(control(page)).to_have_attribute("aria-pressed", "true" if presses % 2 else "false")
        assert page.evaluate("document.documentElement.dataset.view ?? ''") == ("parallel" if presses % 2 else "")


@both_languages
def test_one_request_is_enough(tab: Tab, place: str) -> None:
    """Turning the view on asks for the feature's two files and the counterpart; turning it again for nothing."""
    with tab() as page:
        page.goto(f"{place}mechanisms/")
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.split("/", 3)[3]))
        for _ in range(3):
            control(page).click()
        turned(page)
        asked = [path for path in asked if not path.startswith("assets/")]  # The browser's own, for the icon.
        assert sorted(asked) == sorted(
            ["scripts/parallel.js", "stylesheets/parallel.css", f"{OTHER[place]}mechanisms/"]
        )


@both_languages
def test_without_scripts_there_is_no_control(tab: Tab, place: str) -> None:
    with tab(java_script_enabled=False) as page:
        page.goto(f"{place}mechanisms/?view=parallel")
        expect(page.locator(".page-tools")).to_be_hidden()
        expect(page.locator("[id='p-2.1-1']")).to_be_visible()


@both_languages
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext reads the PDF")
def test_paper_has_both_texts(tab: Tab, place: str, tmp_path: Path) -> None:
    """In print no word of either side is lost, and no furniture is added."""
    with tab() as page:
        page.goto(f"{place}open-problems/?view=parallel")
        turned(page)
        page.locator("article .tools").evaluate_all("all => all.forEach(one => one.remove())")
        texts = page.locator("article p[id]").evaluate_all(
            """all => all.map(one => {
                one.querySelectorAll("sup, button").forEach(mark => mark.remove());
                return one.textContent;
            })"""
        )
        page.pdf(path=tmp_path / "page.pdf", format="A4")
    command = ["pdftotext", str(tmp_path / "page.pdf"), "-"]
    printed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    assert len(texts) >= 10
    # Where a row goes on over the page the other side's lines come between, so words are counted and not sentences.
    wanted, found = (Counter(re.findall(WORD, re.sub(r"-\s*", "", text))) for text in (" ".join(texts), printed))
    assert wanted - found == Counter()
    assert not re.search("双语对照|Side by side|¶", printed)
