"""Adds the files for reference managers to the site, once for all languages."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from bireview.downloads import downloads
from bireview.review import current_review


@event_priority(-110)  # after i18n (-100), which would take them for untranslated files
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Hand MkDocs each file's bytes in the default language's build; text would have its line ends changed."""
    if config.plugins["i18n"].is_default_language_build:  # type: ignore[attr-defined] # MkDocs knows plugins as BasePlugin
        review = current_review(Path(config.config_file_path).parent)
        for path, text in downloads(review).items():
            files.append(File.generated(config, path, content=text.encode()))
    return files
