"""Templates of the theme are compiled once, and anew when their text changes."""

from __future__ import annotations

from jinja2 import DictLoader, Environment

from bireview.site_files import HOOKS, load_hook


def rendered(text: str) -> str:
    """A template in an environment of its own, as MkDocs makes one for each language."""
    environment = Environment(loader=DictLoader({"page.html": text}))  # noqa: S701 - nothing to escape
    load_hook(HOOKS / "keep_templates.py").on_env(environment, config=None, files=None)
    return environment.get_template("page.html").render()


def test_a_second_environment_compiles_nothing(monkeypatch):
    """The same text is taken as it was compiled; a changed one is compiled again."""
    assert rendered("肝 {{ 1 }}") == "肝 1"
    monkeypatch.setattr(Environment, "compile", lambda *_: 1 / 0)
    assert rendered("肝 {{ 1 }}") == "肝 1"
    monkeypatch.undo()
    assert rendered("liver {{ 2 }}") == "liver 2"
