"""Gives every page of the finished site its Content-Security-Policy, and writes `_headers` for static hosts."""

from __future__ import annotations

import logging
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from bireview.security_policy import Inline, headers_file, with_policy

log = logging.getLogger("mkdocs.plugins.bireview")
serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether MkDocs serves: it then adds an inline script of its own to each page, with another text each."""
    global serving  # MkDocs says it only here.
    serving = command == "serve"


@event_priority(-110)  # after i18n (-100), which builds the other languages in this event
def on_post_build(config: MkDocsConfig) -> None:
    """Look at the pages as they were written, whichever hook or template wrote them."""
    if serving or config.plugins["i18n"].building:  # type: ignore[attr-defined] # MkDocs knows plugins as BasePlugin
        return
    site = Path(config.site_dir)
    found = []
    for file in sorted(site.rglob("*.html")):
        html, inline = with_policy(file.read_text(encoding="utf-8"))
        file.write_text(html, encoding="utf-8", newline="\n")
        found.append(inline)
        for line, what in inline.unallowed:
            log.error("%s:%d: the page's policy forbids %s", file.relative_to(site).as_posix(), line, what)
    files = (file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    text = headers_file(reduce(or_, found, Inline()), files)
    site.joinpath("_headers").write_text(text, encoding="utf-8", newline="\n")
