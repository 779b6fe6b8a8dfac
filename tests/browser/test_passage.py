"""Facts about the tools beside a paragraph and about citing a passage."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from tests.browser.spots import Tab

pytestmark = pytest.mark.browser

SELECT = """([id, from, to]) => {
    // Selects characters of a paragraph's own text, marks and tools not counted.
    const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT, node =>
        node.parentElement.closest(".tools, sup, button") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const range = document.createRange();
    let at = 0;
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (from >= at && from < at + node.length) range.setStart(node, from - at);
        if (to > at && to <= at + node.length) range.setEnd(node, to - at);
        at += node.length;
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return range.toString();
}"""


OWN_TEXT = """block => {
    const copy = block.cloneNode(true);
    copy.querySelectorAll(".tools, sup, button").forEach(silent => silent.remove());
    return copy.textContent;
}"""

# A whole paragraph's last full stop is not among the words.
WORD = 20


def opened(page: Page, name: str) -> Locator:
    """The dialog, opened with the pointer from beside a paragraph."""
    paragraph = page.locator(f"[id='{name}']")
    paragraph.hover()
    paragraph.locator("> .tools > .cite-passage").click()
    dialog = page.get_by_role("dialog").filter(has=page.locator(".passage-text"))
    expect(dialog).to_be_visible()
    return dialog


def value(dialog: Locator, name: str) -> str:
    return dialog.locator(f".passage-{name} > :is(a, span)").inner_text()


@pytest.mark.parametrize(
    ("place", "other", "quotation", "article", "this_page"),
    [
        (
            "",
            "/en/mechanisms/#p-2.2-1",
            r"“随着研究深入，人们逐渐认识到，.*改变肝脏局部微环境，比其转分化为HLC更为重要。这一机制.*”",
            r"冯宇，陈俊峰，林炳亮\. 间充质干细胞治疗终末期肝病的临床研究进展\[J/OL\]\. 临床肝胆病杂志，2023，39.*",
            r"2 间充质干细胞的作用机制：2\.2 ¶1\[EB/OL\]//.*：独立重述\. \[\d{4}-\d\d-\d\d\]\. http://\S+/mechanisms/#p-2\.2-1",
        ),
        (
            "en/",
            "/mechanisms/#p-2.2-1",
            r"“With further research it .* microenvironment of the liver\. This mechanism works .*”",
            r"Feng Y, Chen J, Lin B\. Clinical research advances .*\. J Clin Hepatol\. 2023;39\(5\):1010-8\..*",
            r".*restatement \[Internet\]\. 2 How mesenchymal stem cells act, 2\.2 ¶1; "
            r"\[cited \d{4} [A-Z][a-z]+ \d+\]\. Available from: http://\S+/en/mechanisms/#p-2\.2-1",
        ),
    ],
    ids=["zh", "en"],
)
def test_a_paragraph_can_be_cited(
    tab: Tab, place: str, other: str, quotation: str, article: str, this_page: str
) -> None:
    """The dialog has the words without citation marks, both references, and a link in each language; all are copied."""
    with tab(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{place}mechanisms/?x=1#p-2.2-1")
        dialog = opened(page, "p-2.2-1")
        assert re.fullmatch(quotation, value(dialog, "text"))
        assert re.fullmatch(article, value(dialog, "article"))
        assert re.fullmatch(this_page, value(dialog, "page"))
        assert re.fullmatch(rf"http://[\d.:]+/{place}mechanisms/#p-2\.2-1:~:text=\S+,\S+", value(dialog, "link"))
        assert value(dialog, "other").endswith(other)
        for name in ("text", "article", "page", "link", "other"):
            dialog.locator(f".passage-{name} button").click()
            expect(dialog.get_by_role("status")).not_to_be_empty()
            assert page.evaluate("navigator.clipboard.readText()") == value(dialog, name)
        dialog.locator("button").last.click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.split("\n\n") == [value(dialog, name) for name in ("text", "article", "page", "link", "other")]


@pytest.mark.parametrize("place", ["", "en/"], ids=["zh", "en"])
def test_the_keyboard_is_enough(tab: Tab, place: str) -> None:
    """Tab leads through a paragraph's tools, Enter opens the dialog, Esc closes it and leads back."""
    with tab() as page:
        page.goto(f"{place}mechanisms/")
        tools = page.locator("[id='p-2.2-1'] > .tools")
        tools.locator(".permalink").focus()
        for name in (".counterpart", ".cite-passage"):
            page.keyboard.press("Tab")
            expect(tools.locator(name)).to_be_focused()
            expect(tools.locator(name)).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name=re.compile("引用本段|Cite this passage"))
        expect(dialog).to_be_visible()
        assert dialog.evaluate("dialog => dialog.contains(document.activeElement)")
        page.keyboard.press("l")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(tools.locator(".cite-passage")).to_be_focused()
        assert "mechanisms" in page.url


@pytest.mark.parametrize("place", ["", "en/"], ids=["zh", "en"])
def test_a_finger_is_enough(tab: Tab, place: str) -> None:
    """A tap on the sign opens the tools with their names and moves nothing; each is large enough to be hit."""
    with tab(390, has_touch=True, is_mobile=True) as page:
        page.goto(f"{place}mechanisms/")
        paragraph = page.locator("[id='p-2.1-1']")
        sign = paragraph.locator("> .tools > .permalink")
        sign.scroll_into_view_if_needed()
        before = page.evaluate("[scrollY, document.documentElement.scrollHeight]")
        sign.tap()
        for tool in paragraph.locator("> .tools > *").all():
            expect(tool).to_be_in_viewport(ratio=1)
            box = tool.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 24
        assert page.evaluate("[scrollY, document.documentElement.scrollHeight]") == before
        assert "#" not in page.url
        page.mouse.click(4, 400)  # beside the text, where no link is
        expect(paragraph.locator("> .tools.open")).to_have_count(0)
        sign.tap()
        paragraph.locator(".cite-passage").tap()
        expect(page.get_by_role("dialog").filter(has=page.locator(".passage-text"))).to_be_visible()


@pytest.mark.parametrize("place", ["", "en/"], ids=["zh", "en"])
def test_tools_are_neither_copied_nor_printed(tab: Tab, place: str) -> None:
    """They hold no text, and paper shows none of them."""
    with tab() as page:
        page.goto(f"{place}mechanisms/")
        assert "".join(page.locator("article .tools").all_text_contents()) == ""
        page.emulate_media(media="print")
        for tools in page.locator(".tools, .page-tools").all():
            expect(tools).to_be_hidden()


def highlighted(page: Page, link: str, selection: list[object]) -> tuple[list[int], list[int]]:
    """Where a link's highlight is on the screen, and where it should be: left, top, right and bottom, rounded."""
    page.goto("about:blank")
    page.goto(link, wait_until="load")
    page.add_style_tag(content="::target-text { background: rgb(255, 0, 255) !important; }")
    page.evaluate(SELECT, selection)
    expected = page.evaluate(
        """() => {
            const boxes = [...getSelection().getRangeAt(0).getClientRects()];
            getSelection().removeAllRanges();
            return [Math.min(...boxes.map(b => b.left)), Math.min(...boxes.map(b => b.top)),
                    Math.max(...boxes.map(b => b.right)), Math.max(...boxes.map(b => b.bottom))].map(Math.round);
        }"""
    )
    shot = page.screenshot()
    found = page.evaluate(
        """async data => {
            const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
            const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
            canvas.drawImage(image, 0, 0);
            const {data: pixels} = canvas.getImageData(0, 0, image.width, image.height);
            let [left, top, right, bottom] = [1e9, 1e9, -1, -1];
            for (let i = 0; i < pixels.length; i += 4) {
                if (pixels[i] !== 255 || pixels[i + 1] !== 0 || pixels[i + 2] !== 255) continue;
                const x = i / 4 % image.width, y = Math.floor(i / 4 / image.width);
                [left, top] = [Math.min(left, x), Math.min(top, y)];
                [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
            }
            return [left, top, right, bottom];
        }""",
        base64.b64encode(shot).decode(),
    )
    return found, expected


@pytest.mark.parametrize(
    ("address", "name", "words"),
    [
        # Whole paragraphs: their first and last words.
        ("mechanisms/", "p-2.2-2", ""),
        ("en/outlook/", "p-5-1", ""),
        # Words that stand on the page before, too.
        ("mechanisms/", "p-2.2-2", "TGF-β1"),
        ("en/mechanisms/", "p-2.2-2", "hepatic stellate cells"),
        # Within a sentence, over a citation mark, with signs that an address must not hold.
        ("mechanisms/", "p-2.3-1", "刀豆球蛋白A（Con-A"),
        ("en/mechanisms/", "p-2.2-1", "C-X-C chemokine receptor 4 (CXCR4"),
        ("mechanisms/", "p-2.1-1", "其后才归巢至受损的肝脏。Yu等将人UC-MSC移植给肝损伤小鼠"),
        ("en/mechanisms/", "p-2.1-1", "homed to the injured\nliver. When Yu et al. transplanted"),
    ],
)
def test_the_link_marks_the_words(tab: Tab, address: str, name: str, words: str) -> None:
    """A text fragment, opened in the browser, marks what was selected, from its first letter to its last."""
    with tab(height=1600, bypass_csp=True) as page:  # the colour that is looked for is the test's own
        page.goto(address)
        text = page.locator(f"[id='{name}']").evaluate(OWN_TEXT)
        start = text.rindex(words) if words else 0
        selection = [name, start, start + len(words or text)]
        if words:
            page.evaluate(SELECT, selection)
        dialog = opened(page, name)
        assert value(dialog, "text") == f"“{' '.join((words or text).split())}”"
        found, expected = highlighted(page, value(dialog, "link"), selection)
        assert found == pytest.approx(expected, abs=3 if words else WORD)
