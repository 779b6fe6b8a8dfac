"""Keeps the theme's templates as compiled, for all languages and later builds, and passes its icons over."""

from __future__ import annotations

import os
from contextlib import suppress

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.theme import Theme


class Loader(FileSystemLoader):
    """Lists no hidden folder: MkDocs looks at each of the theme's many thousand icons there, to leave it out."""

    def list_templates(self) -> list[str]:
        """The names of all other files of the theme, in order."""
        found: set[str] = set()
        for root in self.searchpath:
            for folder, folders, files in os.walk(root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                place = os.path.relpath(folder, root).replace(os.sep, "/")
                found.update(files if place == "." else (f"{place}/{name}" for name in files))
        return sorted(found)


@event_priority(100)  # before the plugins that ask the theme for a template
def on_config(config: MkDocsConfig) -> None:
    """MkDocs asks the theme for a new environment for each language."""
    theme = config.theme

    def get_env() -> Environment:
        environment = Theme.get_env(theme)
        environment.loader = Loader(theme.dirs)
        with suppress(OSError, RuntimeError):  # where no folder for passing files is this user's alone
            environment.bytecode_cache = FileSystemBytecodeCache(pattern="bireview-%s.cache")
        return environment

    theme.get_env = get_env  # type: ignore[method-assign] # there is no event before the files of the theme are listed
