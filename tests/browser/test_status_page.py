"""The translation board in a real browser: small and large, light and dark, with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bireview.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CONTRAST = """() => {
  const light = text => {
    const linear = n => n <= .03928 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4;
    const [r, g, b] = text.match(/[\\d.]+/g).map(n => linear(n / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  return Math.min(...[...document.querySelectorAll("a, p, td, h1, h2, .count, .when")].map(element => {
    const ink = light(getComputedStyle(element).color);
    return (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05);
  }));
}"""


@pytest.fixture(scope="module")
def page_file(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The board of the real review."""
    path = tmp_path_factory.mktemp("board") / "board.html"
    assert main(["status", "--format", "html", "--output", str(path), str(repository)]) == 0
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400])
def test_the_board_fits_and_can_be_read(scheme, width, page_file, chromium: Browser):
    """No page is wider than the screen, wide tables scroll by themselves, and words stand out from the ground."""
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) >= 4.5
    assert asked == [page_file.as_uri()]
    if width == 320:
        table = page.get_by_role("region", name="Pages")
        table.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("element => element.scrollLeft > 0", arg=table.element_handle())
    context.close()
