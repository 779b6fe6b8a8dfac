"""Keeps MkDocs from ending in a traceback: without i18n in a message instead, and at a page that cannot be read not."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from bireview.project import load_project
from bireview.review import current_review


@event_priority(60)  # before all others, which ask i18n for the language that is being built
def on_config(config: MkDocsConfig) -> None:
    """Say what mkdocs.yml lacks."""
    if "i18n" not in config.plugins:
        _, problems = load_project(Path(config.config_file_path).parent)
        raise PluginError("\n".join(map(str, problems)))


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Take a page that cannot be read as empty: the report names it, and what else is wrong."""
    review = current_review(Path(config.config_file_path).parent)
    language, *path = PurePosixPath(page.file.src_uri).with_suffix("").parts
    slug = "/".join(path)
    # Pages that the review does not know (other suffixes, linked folders, other plugins) are for MkDocs to read.
    is_reported = review.project.page_file(language, slug) in review.unread and (language, slug) not in review.page
    return "" if is_reported else None
