"""Adds what citing a passage needs to the site, in each language's build."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from bireview.passage import passage_file
from bireview.review import current_review


@event_priority(-110)  # after i18n (-100), which would take it for an untranslated file
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Hand MkDocs the file's bytes; the site's name is the one of the language being built."""
    review = current_review(Path(config.config_file_path).parent)
    language: str = config.plugins["i18n"].current_language  # type: ignore[attr-defined] # MkDocs knows plugins as BasePlugin
    path, text = passage_file(review, language, config.site_name)
    files.append(File.generated(config, path, content=text.encode()))
    return files
