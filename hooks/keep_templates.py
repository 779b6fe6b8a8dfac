"""Compiles the theme's templates once for all languages, and once for all builds of a server."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files


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


compiled = Compiled()


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """MkDocs makes a new environment for each language; it uses no template before this event."""
    env.bytecode_cache = compiled
