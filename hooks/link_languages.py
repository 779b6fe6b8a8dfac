"""Tells the theme's templates in which languages a page exists: search engines absolutely, the header relatively."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bireview.alternates import alternates
from bireview.languages import LANGUAGES


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Runs after i18n (50), whose links are relative and whose codes are the folders' names."""
    i18n: Any = config.plugins["i18n"]
    files: dict[str, File] = getattr(page.file, "alternates", {})  # i18n's own kind of file has them
    addresses = {folder: files[folder].url for folder in i18n.build_languages if folder in files}
    links = alternates(addresses, i18n.current_language)
    site = config.site_url or "/"
    absolute = [{"lang": link.tag, "link": site + link.address.removeprefix("./")} for link in links]
    _tell_theme(config, absolute + [{**link, "lang": "x-default"} for link in absolute[:1]])
    context["languages"] = links
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """A page for lost addresses has no counterpart; the sitemap names languages as the pages do."""
    if template_name == "404.html":
        _tell_theme(config, [])
    i18n: Any = config.plugins["i18n"]
    context["language_tags"] = {folder: LANGUAGES[folder].tag for folder in i18n.build_languages}
    return context


def _tell_theme(config: MkDocsConfig, links: list[dict[str, str]]) -> None:
    # i18n sets the attribute, which templates find before the item of that name.
    config.extra.alternate = links  # type: ignore[attr-defined]
