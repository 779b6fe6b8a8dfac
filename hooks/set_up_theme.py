"""Gives a site the theme's files, stylesheets, scripts and Markdown extensions, so that mkdocs.yml can be short."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.theme import Theme

from bireview import theme
from bireview.project import load_project
from bireview.site_files import HOOKS, THEME

log = logging.getLogger("mkdocs.plugins.bireview")


@event_priority(50)  # before i18n (-100), which keeps what it finds to return to it
def on_config(config: MkDocsConfig) -> None:
    """Add what the project does not say itself; once, because every language is built with the same `config`."""
    if str(THEME) in config.theme.dirs:
        return
    # What a project has in a `custom_dir` of its own goes first.
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    config.extra_css[:0] = theme.STYLESHEETS
    for path in theme.MODULES:
        script = ExtraScriptValue(path)
        script.type = "module"
        config.extra_javascript.append(script)
    for name, options in theme.EXTENSIONS.items():
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
        config.mdx_configs[name] = {**options, **config.mdx_configs.get(name, {})}
    defaults = Theme(config.theme.name)
    for setting, value in theme.SETTINGS.items():
        if config.theme.get(setting) == defaults.get(setting):
            config.theme[setting] = value
    config.theme.static_templates.update(theme.TEMPLATES)
    project, _ = load_project(Path(config.config_file_path).parent)
    features = theme.features(len(project.slugs(project.languages[0])))
    config.theme["features"] = [*features, *config.theme.get("features", [])]
    config.extra.setdefault("generator", False)
    for hook in config.hooks:
        if (Path(config.config_file_path).parent / str(hook)).resolve().parent == HOOKS:
            log.error("the plugin 'bireview' calls '%s' already; take it out of `hooks:` in mkdocs.yml", hook)
    config.watch += [str(project.root / file) for file in project.data_files if (project.root / file).exists()]
