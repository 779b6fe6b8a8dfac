"""Compiles the theme's templates once for all languages and builds of a server, and passes its icons over."""

from __future__ import annotations

import os
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.theme import Theme


class Compiled(BytecodeCache):
    """Templates in memory; one whose text has changed is compiled anew."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from the same text."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what Jinja has just compiled."""
        if bucket.code is not None:
            self.codes[bucket.key, bucket.checksum] = bucket.code


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


compiled = Compiled()


@event_priority(100)  # before the plugins that ask the theme for a template
def on_config(config: MkDocsConfig) -> None:
    """MkDocs asks the theme for a new environment for each language."""
    theme = config.theme

    def get_env() -> Environment:
        environment = Theme.get_env(theme)
        environment.loader = Loader(theme.dirs)
        environment.bytecode_cache = compiled
        return environment

    theme.get_env = get_env  # type: ignore[method-assign] # there is no event before the files of the theme are listed
