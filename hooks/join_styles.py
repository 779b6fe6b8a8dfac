"""Makes one stylesheet of those that each page loads, with only the part of the theme's that the site can use."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from bireview.stylesheets.links import stylesheets, with_one_stylesheet
from bireview.stylesheets.short import short_styles
from bireview.stylesheets.used import names_in, used_styles

THEME = "assets/stylesheets/"
serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether MkDocs serves: its pages keep the files that authors edit."""
    global serving
    serving = command == "serve"


@event_priority(-105)  # after i18n (-100), which builds the other languages in this event; before the policy
def on_post_build(config: MkDocsConfig) -> None:
    """Read what the pages and scripts say, write the stylesheet under the hash of its text, and link it."""
    if serving or config.plugins["i18n"].building:  # type: ignore[attr-defined] # MkDocs knows plugins as BasePlugin
        return
    site = Path(config.site_dir)
    pages = sorted(site.rglob("*.html"))
    scripts = sorted(site.glob("scripts/*.js"))
    styles = sorted(site.glob("stylesheets/*.css"))
    theme = sorted(site.glob("assets/javascripts/*.js"))
    names = names_in(
        pages=(file.read_text(encoding="utf-8") for file in pages),
        scripts=(file.read_text(encoding="utf-8") for file in scripts),
        styles=(file.read_text(encoding="utf-8") for file in styles),
        theme_scripts=(file.read_text(encoding="utf-8") for file in theme),
    )
    written: dict[tuple[str, ...], str] = {}
    for page in pages:
        html = page.read_text(encoding="utf-8")
        old = stylesheets(html)
        if not old.addresses or THEME not in old.addresses[0]:
            continue
        base = old.addresses[0].partition(THEME)[0]
        files = tuple(address.removeprefix(base) for address in old.addresses)
        if files not in written:
            texts = [site.joinpath(*PurePosixPath(name).parts).read_text(encoding="utf-8") for name in files]
            theirs = "".join(text for name, text in zip(files, texts, strict=True) if name.startswith(THEME))
            ours = "".join(text for name, text in zip(files, texts, strict=True) if not name.startswith(THEME))
            css = used_styles(theirs, names) + short_styles(ours)
            written[files] = f"{THEME}site.{hashlib.sha256(css.encode()).hexdigest()[:8]}.min.css"
            site.joinpath(written[files]).write_text(css, encoding="utf-8", newline="\n")
        page.write_text(with_one_stylesheet(html, old, base + written[files]), encoding="utf-8", newline="\n")
