"""While a site is served, renders only those pages again whose text, or anything else that they show, has changed."""

from __future__ import annotations

import logging
from functools import partial
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from bireview.ingredients import ingredients
from bireview.python_markdown import Rendering
from bireview.theme import SELF_CONTAINED

RESULTS = ("content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors")
serving = False
complaints = CountHandler(level=logging.INFO)
names: frozenset[tuple[str, str]] = frozenset()  # of the files of the language that is being built, with addresses
kept: dict[str, tuple[object, dict[str, object]]] = {}  # for each page what was rendered, and the results


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether MkDocs serves: a build renders every page once."""
    global serving  # MkDocs says it only here.
    serving = command == "serve"
    logging.getLogger("mkdocs").addHandler(complaints)


@event_priority(-110)  # after i18n (-100), which gives each language its files
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Note which files there are: a page may link to any of them."""
    global names
    names = frozenset((file.src_uri, file.url) for file in files) if serving else names


@event_priority(-110)  # after all that changes a page's Markdown or says how it is rendered
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Stand in for the rendering, before which there is no other event."""
    rendering = config.mdx_configs.get("bireview", {}).get("rendering")
    if serving and rendering and set(config.markdown_extensions) <= SELF_CONTAINED:
        page.render = partial(_render, page, rendering)  # type: ignore[method-assign]


def _render(page: Page, rendering: Rendering, config: MkDocsConfig, files: Files) -> None:
    name, shown = page.file.src_uri, ingredients(rendering.review, rendering.page)
    options = (config.markdown_extensions, {**config.mdx_configs, "bireview": None}, config.validation)
    made_of, before = (shown, page.markdown, names, options), {**complaints.counts}
    if name not in kept or kept[name][0] != made_of:
        Page.render(page, config, files)
        if shown and not rendering.mismatch and complaints.counts == before:  # or it would be complained of once only
            kept[name] = (made_of, {result: getattr(page, result) for result in RESULTS})
        return
    vars(page).update(kept[name][1])
    links = {files.get_file_from_path(file.src_uri): row for file, row in (page.links_to_anchors or {}).items()}
    page.links_to_anchors = {file: row for file, row in links.items() if file}  # as of this build
