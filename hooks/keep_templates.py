"""Keeps the theme's templates as compiled, for all languages and later builds, and passes its icons over."""

from __future__ import annotations

import os
from contextlib import suppress

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from jinja2.bccache import Bucket
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


class Compiled(FileSystemBytecodeCache):
    """Templates as compiled, in a folder that all projects of a user share."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Tell apart what a project's own hooks may set: Jinja looks only at the text, and would mix projects up."""
        options = (environment.trim_blocks, environment.lstrip_blocks, *sorted(environment.extensions))
        return super().get_bucket(environment, name, filename, f"{options}{source}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, unless the folder is full or may not be written: that costs the next build some time."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


@event_priority(100)  # before the plugins that ask the theme for a template
def on_config(config: MkDocsConfig) -> None:
    """MkDocs asks the theme for a new environment for each language."""
    theme = config.theme

    def get_env() -> Environment:
        environment = Theme.get_env(theme)
        environment.loader = Loader(theme.dirs)
        with suppress(OSError, RuntimeError):  # where no folder for passing files is this user's alone
            environment.bytecode_cache = Compiled(pattern="bireview-%s.cache")
        return environment

    theme.get_env = get_env  # type: ignore[method-assign] # there is no event before the files of the theme are listed
