"""Writes the search index, and puts our worker in the place of the theme's."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from bireview.languages import LANGUAGES
from bireview.review import current_review
from bireview.search.index import search_files, version
from bireview.search.theme import put_search_in

log = logging.getLogger("mkdocs.plugins.bireview")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Keep the theme's search plugin, without which its templates leave the search box out, and its index unwritten."""
    plugin = config.plugins.get("material/search") or config.plugins.get("search")
    if plugin is not None:
        for event in ("page_context", "post_build"):
            methods = config.plugins.events[event]
            methods[:] = [method for method in methods if getattr(method, "__self__", None) is not plugin]
        plugin.on_post_build = lambda **_: None  # i18n calls it too, and an empty index would be written over ours
    return config


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Name the worker in a page."""
    return _name_worker(output, page.url, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Name it in the page for addresses that are not there, too."""
    return _name_worker(output_content, template_name, config) if template_name == "404.html" else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files that the worker reads; they are the same in every language's build."""
    Path(config.site_dir, "search").mkdir(parents=True, exist_ok=True)
    for name, text in search_files(current_review(Path(config.config_file_path).parent)).items():
        Path(config.site_dir, "search", name).write_text(text, encoding="utf-8", newline="\n")


def _name_worker(html: str, url: str, config: MkDocsConfig) -> str:
    files = version(current_review(Path(config.config_file_path).parent))
    language = config.plugins["i18n"].current_language  # type: ignore[attr-defined] # MkDocs knows plugins as BasePlugin
    # The page for missing addresses is served at any depth.
    base = urlsplit(config.site_url or "/").path if url == "404.html" else get_relative_url(".", url)
    base = base.rstrip("/") + "/"
    address = f"{base}scripts/search-worker.js?language={language}&v={files}"
    words = LANGUAGES[language].labels
    html, missing = put_search_in(html, worker=address, scripts=f"{base}scripts/", words=words)
    for place in missing:
        log.error("the search cannot be put into '%s': the theme no longer has %s", url, place)
    return html
