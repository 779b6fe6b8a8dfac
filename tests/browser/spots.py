"""What tests in a browser say of a reader: the tab, and where on a page they are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from playwright.sync_api import Locator, Page

    Tab = Callable[..., AbstractContextManager[Page]]
    """The fixture `tab`: opens a tab of a fresh profile for a `with`."""


def path_and_anchor(page: Page) -> str:
    """The page's address from the site's root: `en/mechanisms/#paracrine`."""
    url = urlsplit(page.url)
    return url.path.removeprefix("/") + (f"#{url.fragment}" if url.fragment else "")


def expect_in_view(target: Locator) -> None:
    """The first line of a target is on the screen and not under the header."""
    expect(target).to_be_in_viewport()
    covered = target.evaluate(
        """target => {
            const header = document.querySelector(".md-header").getBoundingClientRect();
            const box = target.getClientRects()[0];
            return box.top < header.bottom - 1 || box.top > innerHeight - 16;
        }"""
    )
    assert not covered, "under the header or below the fold"
