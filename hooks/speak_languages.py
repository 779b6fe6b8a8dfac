"""Lets the theme speak the language that is being built, and the page for lost addresses all of them."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from bireview import theme
from bireview.languages import LANGUAGES
from bireview.review import current_review


@event_priority(-110)  # after i18n (-100), which has chosen the language and named the theme's after it
def on_config(config: MkDocsConfig) -> None:
    """Choose the theme's words and direction, and name the switches of the colour schemes."""
    language = LANGUAGES[config.plugins["i18n"].current_language]  # type: ignore[attr-defined] # MkDocs knows plugins as BasePlugin
    config.theme["language"], config.theme["direction"] = language.theme, language.direction
    config.extra["language_tag"] = language.tag
    # A palette of the project's own is left alone; ours is made anew for each language.
    if config.extra.get("own_palette", "palette" not in config.theme):
        config.extra["own_palette"] = True
        config.theme["palette"] = theme.palette(language)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Tell templates the languages of the site."""
    project = current_review(Path(config.config_file_path).parent).project
    env.globals["site_languages"] = theme.site_languages(project.languages)
