"""A real Chromium for the tests in this folder, all of which are marked `browser`.

`BIREVIEW_CHROMIUM` names it: a path, nothing for Playwright's own, or `none`; `make test` sets it. Where it
is not set, `tools/chromium --find` looks.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
FINDER = HERE.parent.parent / "tools" / "chromium"
MISSING = "no Chromium: `make test` gets one, or says why not"

# The theme looks for a sitemap beside each alternate of a page, where there is none.
KNOWN = re.compile(r"status of 404 .*/sitemap\.xml$")

# Without these Chromium asks for things outside, which a closed network refuses many at a time.
QUIET = [
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@cache
def find_chromium() -> str:
    """The browser's path, an empty string for Playwright's own, or `none`."""
    named = os.environ.get("BIREVIEW_CHROMIUM")
    if named is not None:
        return named
    environment = {**os.environ, "PYTHON": sys.executable, "CI": ""}
    finder = ["sh", str(FINDER), "--find"]
    found = subprocess.run(finder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return found.stdout.strip() if found.returncode == 0 else "none"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running headless Chromium; tests open contexts of their own in it."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox does not start for root.
    with sync_playwright() as playwright:
        expect.set_options(30_000)  # as long as Playwright waits elsewhere: a slow machine is no fault of the site
        browser = playwright.chromium.launch(
            executable_path=find_chromium() or None, chromium_sandbox=not root, args=QUIET
        )
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser, server: str) -> Callable[..., AbstractContextManager[Page]]:
    """Opens a tab of a fresh profile, of a width and with options of Playwright, for a `with`.

    At its end there must have been no request to elsewhere and nothing on the console but what is known.
    """

    @contextmanager
    def opened(width: int = 1280, height: int = 800, **options: Any) -> Iterator[Page]:
        context = chromium.new_context(viewport={"width": width, "height": height}, base_url=server, **options)
        requests: list[str] = []
        said: list[str] = []
        context.on("request", lambda request: requests.append(request.url))
        context.on("console", lambda message: said.append(f"{message.text} {message.location.get('url')}"))
        context.on("weberror", lambda error: said.append(str(error.error)))
        try:
            yield context.new_page()
        finally:
            context.close()
        assert not [url for url in requests if not url.startswith((server, "data:", "blob:"))]
        assert not [words for words in said if not KNOWN.search(words)]

    return opened


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


def pytest_runtest_setup() -> None:
    """Skip this folder's tests where there is no Chromium; in CI that is a failure."""
    if find_chromium() == "none":
        pytest.fail(MISSING, pytrace=False) if os.environ.get("CI") == "true" else pytest.skip(MISSING)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not run."""
    skipped = [report for report in terminalreporter.getreports("skipped") if MISSING in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS SKIPPED", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} browser tests did not run: {MISSING}")
