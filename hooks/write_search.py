"""Writes the search index, and puts our worker in the place of the theme's."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from bireview.languages import LANGUAGES
from bireview.review import current_review
from bireview.search.index import Counts, SearchIndex, search_index
from bireview.search.theme import put_search_in

log = logging.getLogger("mkdocs.plugins.bireview")
known: Counts | None = None


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """While a site is served, only what an edit changes is read again."""
    global known  # MkDocs says it only here.
    known = Counts() if command == "serve" else None


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Name the worker in a page."""
    return _name_worker(output, page.url, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Name it in the page for addresses that are not there, too."""
    return _name_worker(output_content, template_name, config) if template_name == "404.html" else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files that the worker reads; they are the same in every language's build."""
    Path(config.site_dir, "search").mkdir(parents=True, exist_ok=True)
    for name, text in _index(config).files.items():
        Path(config.site_dir, "search", name).write_text(text, encoding="utf-8", newline="\n")


def _index(config: MkDocsConfig) -> SearchIndex:
    return search_index(current_review(Path(config.config_file_path).parent), known)


def _name_worker(html: str, url: str, config: MkDocsConfig) -> str:
    language = config.plugins["i18n"].current_language  # type: ignore[attr-defined] # MkDocs knows plugins as BasePlugin
    # The page for missing addresses is served at any depth.
    base = urlsplit(config.site_url or "/").path if url == "404.html" else get_relative_url(".", url)
    base = base.rstrip("/") + "/"
    address = f"{base}scripts/search-worker.js?language={language}&v={_index(config).version}"
    words = LANGUAGES[language].labels
    html, missing = put_search_in(html, worker=address, scripts=f"{base}scripts/", words=words)
    for place in missing:
        log.error("the search cannot be put into '%s': the theme no longer has %s", url, place)
    return html
