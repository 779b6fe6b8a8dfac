"""Builds a project again and again in one process, as `mkdocs serve` does: a folder a line in, the rendered pages out.

Run as a program, by the tests of a server: PROJECT, and `forget` for a server that does everything each time.
Standard input names the folder of each build; a line of JSON answers it with the pages that were rendered and what was
said of them.
"""

from __future__ import annotations

import json
import logging
import sys

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from bireview.site_files import HOOKS, load_hook


def main(project: str, *, forget: bool) -> None:
    """Build until the input ends."""
    rendered: list[str] = []
    said: list[str] = []
    render = Page.render

    def noted(self: Page, config: MkDocsConfig, files: Files) -> None:
        rendered.append(self.file.src_uri)
        render(self, config, files)

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    Page.render = noted  # type: ignore[method-assign]
    logging.getLogger("mkdocs").addHandler(Listener(logging.WARNING))
    for index, line in enumerate(sys.stdin):
        folder = line.strip()
        config = load_config(f"{project}/mkdocs.yml", site_dir=folder)
        if index == 0:
            config.plugins.on_startup(command="serve", dirty=False)
        if forget:
            load_hook(HOOKS / "keep_pages.py").kept.clear()
            load_hook(HOOKS / "write_search.py").known = None
        build(config, serve_url="http://127.0.0.1:8000/")
        print(json.dumps({"rendered": sorted(rendered), "said": said}), flush=True)
        rendered.clear()
        said.clear()


if __name__ == "__main__":
    main(sys.argv[1], forget=sys.argv[2:] == ["forget"])
