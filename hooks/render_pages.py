"""Hands the review to the Markdown extension for each page, and takes its complaint if it read the page otherwise."""

from __future__ import annotations

import logging
import re
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from bireview.page_head import put_page_head
from bireview.python_markdown import Rendering
from bireview.review import current_review

log = logging.getLogger("mkdocs.plugins.bireview")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say which page of the review comes next; MkDocs makes a new Markdown parser for each page."""
    review = current_review(Path(config.config_file_path).parent)
    language, *path = PurePosixPath(page.file.src_uri).with_suffix("").parts
    known = review.page.get((language, "/".join(path)))
    config.mdx_configs["bireview"] = {"rendering": Rendering(review, known)} if known else {}
    if known and known.headings and known.headings[0].number:
        # The navigation shows the article's own numbers.
        page.title = f"{known.headings[0].number} {known.title}"
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Report a page that the parser read otherwise than the checker; say its reading time; tell MkDocs its ids."""
    rendering = config.mdx_configs["bireview"].get("rendering")
    if rendering and rendering.mismatch and rendering.page.file not in rendering.review.unread:
        log.error("%s", rendering.mismatch)
    if rendering:
        html = put_page_head(html, rendering.page, rendering.fragments, page.canonical_url or "")
    if page.present_anchor_ids is not None:
        # MkDocs looks for ids before generated parts are in their place, and would warn of links to them.
        page.present_anchor_ids |= set(re.findall(r'<[^<>]* id="([^"]+)"', html))
    return html
