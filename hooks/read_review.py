"""Reads the review at the beginning of each language's build; the other hooks ask for what was read."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from bireview.review import load_review


@event_priority(-110)  # after i18n (-100), as all that depends on the language
def on_config(config: MkDocsConfig) -> None:
    """Look at the files, so that a served site shows what has changed since its last build."""
    load_review(Path(config.config_file_path).parent)
