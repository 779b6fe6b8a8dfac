"""The author guide in a real browser: a site with much code and many tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.building import build, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def guide(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the guide."""
    folder = tmp_path_factory.mktemp("guide")
    status, said = build(repository / "guide", folder)
    assert status == 0, said
    with served(folder) as address:
        yield address


@pytest.mark.parametrize("place", ["two-languages/", "en/commands/"])
def test_code_stands_beside_its_counterpart(chromium: Browser, guide: str, place: str) -> None:
    """Side by side, no code block is said to have no counterpart, although the theme gives it an id on one side."""
    page = chromium.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.goto(f"{guide}{place}?view=parallel")
    expect(page.locator("html")).to_have_attribute("data-view", "parallel")
    assert page.locator(".row .there pre").count() == page.locator(".row .here pre").count() > 3
    expect(page.locator("article .missing")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("place", ["", "en/"])
def test_no_page_of_the_guide_is_wider_than_a_small_screen(
    chromium: Browser, guide: str, repository: Path, place: str
) -> None:
    """Code and tables scroll by themselves at 320 px."""
    page = chromium.new_context(viewport={"width": 320, "height": 700}).new_page()
    for file in sorted((repository / "guide/docs/zh").glob("*.md")):
        page.goto(f"{guide}{place}{'' if file.stem == 'index' else f'{file.stem}/'}")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, file.stem
    page.context.close()


@pytest.mark.parametrize("place", ["", "en/"])
def test_a_link_in_a_list_is_told_apart_by_more_than_colour(chromium: Browser, guide: str, place: str) -> None:
    """It is underlined, as one in a paragraph is."""
    page = chromium.new_context().new_page()
    page.goto(f"{guide}{place}")
    links = page.locator("#p-where-to-begin-1 li a:not([class])")
    assert links.count() == 6
    lines = links.evaluate_all("links => links.map(link => getComputedStyle(link).textDecorationLine)")
    assert set(lines) == {"underline"}
    page.context.close()
