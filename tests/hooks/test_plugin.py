"""The plugin `bireview`: it is the hooks of hooks/, and a short mkdocs.yml is enough for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from tests.building import build

from bireview import theme
from bireview.languages import LANGUAGES
from bireview.site_files import HOOKS, PLUGIN, THEME, MkDocsPlugin, load_hook

SHORT = """\
site_name: 综述
theme: {name: material}
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: ar, name: العربية, default: true}
        - {locale: zh-Hant, name: 繁體中文}
  - search
  - bireview
"""


def configured(folder: Path, text: str) -> MkDocsConfig:
    """The configuration as it is after all plugins have seen it, of a project with one page in each language."""
    for language in ("ar", "zh-Hant"):
        (folder / "docs" / language).mkdir(parents=True, exist_ok=True)
        (folder / "docs" / language / "index.md").write_text("# x {#x}\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    (folder / "references.bib").write_text("", encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    return config.plugins.on_config(config)


@pytest.mark.parametrize(
    "path", [path for path in sorted(HOOKS.glob("*.py")) if path != PLUGIN], ids=lambda path: path.stem
)
def test_every_function_of_every_hook_is_called(path: Path) -> None:
    """A hook that is put into the folder works without being listed anywhere."""
    hook = load_hook(path)
    events = [name for name in dir(hook) if name.startswith("on_")]
    assert events
    for event in events:
        assert getattr(hook, event) in getattr(MkDocsPlugin(), event).methods


def test_a_short_configuration_gets_everything(tmp_path: Path) -> None:
    """Theme files, stylesheet, module, extensions and the first language's words and direction."""
    config = configured(tmp_path, SHORT)
    material = next(place for place, name in enumerate(config.theme.dirs) if "material" in name)
    assert config.theme.dirs.index(str(THEME)) < material
    assert list(config.extra_css) == list(theme.STYLESHEETS)
    assert [(str(script), script.type) for script in config.extra_javascript] == [("scripts/page.js", "module")]
    assert set(theme.EXTENSIONS) <= set(config.markdown_extensions)
    assert config.mdx_configs["toc"]["toc_depth"] == 3
    assert (config.theme["language"], config.theme["direction"], config.theme["font"]) == ("ar", "rtl", False)
    assert config.extra["language_tag"] == "ar"
    assert config.theme["palette"][0]["toggle"]["name"] == LANGUAGES["ar"].labels["scheme_dark"]
    assert config.watch == [str(tmp_path / "references.bib")]


def test_the_second_language_changes_words_and_nothing_twice(tmp_path: Path) -> None:
    """i18n sends the same configuration round again: its language is the next one, and no file is listed twice."""
    config = configured(tmp_path, SHORT)
    config.plugins["i18n"].current_language = "zh-Hant"
    config = config.plugins.on_config(config)
    assert config.theme.dirs.count(str(THEME)) == 1
    assert len(config.extra_css) == len(config.extra_javascript) == 1
    assert config.theme["features"] == list(theme.FEATURES)
    assert (config.theme["language"], config.theme["direction"]) == ("zh-Hant", "ltr")
    assert config.theme["palette"][0]["toggle"]["name"] == "切換到深色"


def test_what_the_project_says_itself_stays(tmp_path: Path) -> None:
    """Its palette, favicon, features, extension options, stylesheets and theme files come before ours."""
    (tmp_path / "mine").mkdir()
    own = (
        "{name: material, custom_dir: mine, favicon: mine.svg, features: [content.tabs.link], palette: {scheme: slate}}"
    )
    text = SHORT.replace("{name: material}", own)
    text += "extra_css: [mine.css]\nmarkdown_extensions: [{toc: {toc_depth: 2}}]\n"
    config = configured(tmp_path, text)
    assert config.theme.dirs.index(str(tmp_path / "mine")) < config.theme.dirs.index(str(THEME))
    assert config.theme["palette"] == {"scheme": "slate"}
    assert config.theme["favicon"] == "mine.svg"
    assert config.theme["features"][-1] == "content.tabs.link"
    assert list(config.extra_css) == [*theme.STYLESHEETS, "mine.css"]
    assert config.mdx_configs["toc"]["toc_depth"] == 2


def test_a_hook_is_not_called_twice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Listing one of these files under `hooks:` besides the plugin is an error; a project's own hook is none."""
    (tmp_path / "own.py").write_text("def on_nav(nav, **_): return nav\n", encoding="utf-8")
    configured(tmp_path, f"{SHORT}hooks: [own.py, {HOOKS / 'write_exports.py'}]\n")
    found = [record for record in caplog.records if record.name == "mkdocs.plugins.bireview"]
    assert [record.levelname for record in found] == ["ERROR"]
    assert "write_exports.py" in found[0].getMessage()


@pytest.mark.parametrize("plugins", ["[bireview]", "[search, bireview]"])
def test_without_i18n_there_is_a_message_and_no_traceback(tmp_path: Path, plugins: str) -> None:
    """What mkdocs.yml lacks is said with file, line and what to write, before anything asks for a language."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"site_name: 综述\ntheme: material\nplugins: {plugins}\n", encoding="utf-8")
    status, said = build(tmp_path, tmp_path / "site")
    assert status == 1
    assert "mkdocs.yml:3: the i18n plugin lists no languages [site-config]" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("content", ["标题".encode("gbk"), "Title".encode("utf-16")], ids=["GBK", "UTF-16"])
def test_a_page_that_cannot_be_read_ends_no_build_before_the_report(tmp_path: Path, content: bytes) -> None:
    """It is named with its line, and so is what is wrong elsewhere; MkDocs would say neither."""
    configured(tmp_path, SHORT)
    (tmp_path / "docs/zh-Hant/index.md").write_bytes(content)
    (tmp_path / "docs/ar/gone.md").symlink_to("nowhere.md")
    (tmp_path / "docs/ar/index.md").write_text("# أ {#a}\n\n[@nobody]\n", encoding="utf-8")
    status, said = build(tmp_path, tmp_path / "site")
    assert status == 1
    assert "docs/zh-Hant/index.md:1: the file is not UTF-8 text [unreadable-file]" in said
    assert "there is no file 'docs/ar/gone.md' [unreadable-file]" in said
    assert "[unknown-citation]" in said
    assert "Traceback" not in said


def test_a_page_that_the_review_does_not_know_keeps_its_text(tmp_path: Path) -> None:
    """MkDocs reads more suffixes, and follows links to folders; such a page is none that cannot be read."""
    configured(tmp_path, SHORT)
    (tmp_path / "elsewhere").mkdir()
    for language in ("ar", "zh-Hant"):
        (tmp_path / "docs" / language / "more.markdown").write_text("# 甲\n\nmore 文字\n", encoding="utf-8")
        (tmp_path / "docs" / language / "part").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/linked.md").write_text("# 乙\n\nlinked 文字\n", encoding="utf-8")
    build(tmp_path, tmp_path / "site")
    for place, text in (("more", "more 文字"), ("zh-Hant/part/linked", "linked 文字")):
        assert text in (tmp_path / "site" / place / "index.html").read_text(encoding="utf-8")
