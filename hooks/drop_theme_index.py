"""Keeps the theme's search plugin, without which its templates leave the search box out, from indexing the pages."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    """Take its methods from the events of a build; ours writes the index."""
    plugin = config.plugins.get("material/search") or config.plugins.get("search")
    if plugin is not None:
        for event in ("page_context", "post_build"):
            methods = config.plugins.events[event]
            methods[:] = [method for method in methods if getattr(method, "__self__", None) is not plugin]
        plugin.on_post_build = lambda **_: None  # i18n calls it too, and an empty index would be written over ours
