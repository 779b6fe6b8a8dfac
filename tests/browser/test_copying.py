"""Facts about copying and downloading references in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

both_languages = pytest.mark.parametrize(
    ("place", "said"), [("", "已复制BibTeX"), ("en/", "BibTeX copied")], ids=["zh", "en"]
)


@both_languages
def test_bibtex_is_copied_and_said_so(chromium: Browser, server: str, place: str, said: str) -> None:
    """The button puts the file's text on the clipboard, and a polite status says so."""
    context = chromium.new_context(base_url=server, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{place}references/")
    item = page.locator("#ref-li2009")
    item.locator("summary").press("Enter")
    item.locator("button[data-copy]").press("Enter")
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@article{li2009,")
    context.close()


@both_languages
def test_a_link_downloads_its_file(chromium: Browser, server: str, place: str, said: str) -> None:
    """No script of the theme takes the link for one to the page's counterpart in the other language."""
    context = chromium.new_context(base_url=server)
    page = context.new_page()
    page.goto(f"{place}references/")
    page.wait_for_load_state("networkidle")
    item = page.locator("#ref-li2009")
    item.locator("summary").click()
    with page.expect_download() as download:
        item.get_by_role("link", name="RIS").click()
    assert download.value.suggested_filename == "li2009.ris"
    context.close()


def test_without_scripts_there_are_links_and_no_button(chromium: Browser, server: str) -> None:
    """Downloads work without JavaScript; the button that would need it is not shown."""
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("references/")
    item = page.locator("#ref-li2009")
    item.locator("summary").click()
    expect(item.get_by_role("link", name="RIS")).to_be_visible()
    expect(item.locator("button[data-copy]")).to_be_hidden()
    context.close()
