"""Templates of the theme are compiled once, and anew when their text changes; its icons are not looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from bireview.site_files import HOOKS, load_hook


@pytest.fixture
def config(tmp_path) -> MkDocsConfig:
    """A configuration whose theme is Material with a folder of the author's before it."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "肝 liver", "docs_dir": str(tmp_path), "site_dir": str(tmp_path / "site")})
    config.theme = Theme("material", custom_dir=str(tmp_path))
    config.use_directory_urls = True
    return config


def rendered(config: MkDocsConfig, text: str) -> str:
    """A template of the author's in a new environment, as MkDocs makes one for each language."""
    load_hook(HOOKS / "keep_templates.py").on_config(config)
    Path(config.docs_dir, "own.html").write_text(text, encoding="utf-8")
    return config.theme.get_env().get_template("own.html").render()


def test_a_second_environment_compiles_nothing(config, monkeypatch):
    """The same text is taken as it was compiled; a changed one is compiled again."""
    assert rendered(config, "肝 {{ 1 }}") == "肝 1"
    monkeypatch.setattr(Environment, "compile", lambda *_: 1 / 0)
    assert rendered(config, "肝 {{ 1 }}") == "肝 1"
    monkeypatch.undo()
    assert rendered(config, "liver {{ 2 }}") == "liver 2"


def test_a_template_is_compiled_as_the_project_wants_it(config):
    """What another project has kept of the same text does not decide how this one's hooks have blocks trimmed."""
    text = "肝{% if true %}\n脏{% endif %}"
    assert rendered(config, text) == "肝\n脏"
    environment = config.theme.get_env()
    environment.trim_blocks = True
    assert environment.get_template("own.html").render() == "肝脏"


def test_a_folder_that_cannot_be_written_stops_no_build(config, tmp_path):
    """Nothing is kept there, and the page is rendered all the same."""
    assert rendered(config, "liver") == "liver"
    environment = config.theme.get_env()
    environment.bytecode_cache.directory = str(tmp_path / "gone")
    assert environment.get_template("own.html").render() == "liver"


def test_the_site_gets_the_same_files_of_the_theme(config, tmp_path):
    """What MkDocs itself would find, from the author's folder and from Material's."""
    for name in (".hidden/icon.svg", "scripts/own.js", "scripts/.hidden.js", "own.css", ".icons/own/liver.svg"):
        tmp_path.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        tmp_path.joinpath(name).write_text("", encoding="utf-8")

    def found() -> list[str]:
        files = Files([])
        files.add_files_from_theme(config.theme.get_env(), config)
        return [file.src_uri for file in files]

    theirs = found()
    load_hook(HOOKS / "keep_templates.py").on_config(config)
    assert found() == theirs
    assert {"own.css", "scripts/own.js"} < set(theirs)
