"""The MkDocs plugin `bireview`: every hook of this folder, for projects that have no such folder."""

from __future__ import annotations

from mkdocs.plugins import EVENTS, BasePlugin, CombinedEvent

from bireview.site_files import HOOKS, PLUGIN, load_hook

# None depends on another, but for what their priorities say; the order of names keeps it the same everywhere.
hooks = [load_hook(path) for path in sorted(HOOKS.glob("*.py")) if path != PLUGIN]


def combined(event: str) -> CombinedEvent[..., object]:
    """One method that stands for a function of each hook; a function takes no plugin as its first argument."""
    return CombinedEvent(*(staticmethod(getattr(hook, event)) for hook in hooks if hasattr(hook, event)))


BireviewPlugin = type("BireviewPlugin", (BasePlugin,), {name: combined(name) for name in (f"on_{e}" for e in EVENTS)})
