"""Logs what is wrong with the review, once a build; a strict build fails on it."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from bireview.checks import inspect
from bireview.problems import Severity

log = logging.getLogger("mkdocs.plugins.bireview")
LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Check the whole review when the default language is built, which i18n does first."""
    if config.plugins["i18n"].is_default_language_build:  # type: ignore[attr-defined] # MkDocs knows plugins as BasePlugin
        _, problems = inspect(Path(config.config_file_path).parent)
        for problem in problems:
            log.log(LEVELS[problem.severity], "%s", problem)
    return files
