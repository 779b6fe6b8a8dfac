"""Which languages a review has and in which order its pages are read, from mkdocs.yml."""

import pytest

from bireview.problems import Location
from bireview.project import load_project

I18N = (
    "plugins:\n  - search\n  - i18n:\n      languages:\n        - {locale: zh, default: true}\n        - locale: en\n"
)
ENGLISH_FIRST = I18N.replace("zh, default: true", "zh").replace("locale: en", "{locale: en, default: true}")


@pytest.fixture
def load(tmp_path):
    """A function from the text of mkdocs.yml and the files under docs/ to what `load_project` returns."""

    def run(config, *files):
        if config is not None:
            (tmp_path / "mkdocs.yml").write_bytes(config if isinstance(config, bytes) else config.encode())
        for file in files:
            path = tmp_path / "docs" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x", encoding="utf-8")
        return load_project(tmp_path)

    return run


@pytest.mark.parametrize(
    ("config", "languages"),
    [
        (I18N, ("zh", "en")),
        (ENGLISH_FIRST, ("en", "zh")),
        ("plugins:\n  i18n:\n    languages: [{locale: en}, {locale: zh, default: true}]\n", ("zh", "en")),
        ("plugins:\n  - i18n:\n      languages: [{locale: en, default: true}]\n", ("en",)),
    ],
    ids=["Chinese first", "English first", "plugins as a mapping", "English alone"],
)
def test_languages_come_from_the_i18n_plugin(load, config, languages):
    """The default language comes first, whichever stands first in the file."""
    project, problems = load(config)
    assert project.languages == languages
    assert problems == ()


@pytest.mark.parametrize(
    ("locales", "languages"),
    [
        ("{locale: ja, default: true}, {locale: de}", ("ja", "de")),
        ("{locale: en-GB}, {locale: zh-Hant, default: true}", ("zh-Hant", "en-GB")),
        ("{locale: ar, default: true}, {locale: en}, {locale: zh}", ("ar", "en", "zh")),
    ],
)
def test_any_known_languages_make_a_review(load, locales, languages):
    """Two of any kind, or three; a region or a script may be part of the name."""
    project, problems = load(f"plugins:\n  - i18n:\n      languages: [{locales}]\n")
    assert (project.languages, problems) == (languages, ())


def test_without_a_configuration_the_folders_tell_the_languages(load):
    """What cannot be read from mkdocs.yml is taken from docs/; where there is nothing, it is English."""
    assert load(None, "de/index.md", "ja/index.md", "assets/x.md")[0].languages == ("de", "ja")


@pytest.mark.parametrize(
    ("nav", "order"),
    [
        ("nav: [index.md, 引言.md]", ("index", "引言")),
        (
            "nav:\n  - 首页: index.md\n  - Results:\n      - results/a.md\n      - 甲: results/b.md\n",
            ("index", "results/a", "results/b"),
        ),
        ("nav: [index.md, index.md, https://例.example/, 引言.md]", ("index", "引言")),
        ("nav: [引言.md, index.md]", ("引言", "index")),
        ("", ()),
    ],
    ids=["flat", "nested, with titles", "repeated, and a link", "another order", "none"],
)
def test_the_navigation_is_the_reading_order(load, nav, order):
    """Pages are read in the order of the navigation, through all its levels, each once."""
    project, problems = load(I18N + nav, *(f"zh/{slug}.md" for slug in ("index", "引言", "results/a", "results/b")))
    assert project.reading_order == order
    assert problems == ()


def test_pages_outside_the_navigation_come_last_by_name(load):
    """What the navigation does not name is read after it, and what a language lacks is left out."""
    project, _ = load(I18N + "nav: [m.md, a.md]", "zh/a.md", "zh/m.md", "zh/z.md", "zh/b/乙.md", "en/m.md")
    assert project.slugs("zh") == ("m", "a", "b/乙", "z")
    assert project.slugs("en") == ("m",)
    assert project.page_file("zh", "b/乙") == "docs/zh/b/乙.md"


def test_a_docs_folder_of_another_name_is_followed(load, tmp_path):
    """The pages are where docs_dir says, be it below the project or anywhere else."""
    (tmp_path / "文" / "en").mkdir(parents=True)
    (tmp_path / "文" / "en" / "a.md").write_text("x", encoding="utf-8")
    project, _ = load(I18N + "docs_dir: 文")
    assert project.slugs("en") == ("a",)
    assert project.page_file("en", "a") == "文/en/a.md"
    outside, _ = load(f"{I18N}docs_dir: {tmp_path.parent}")
    assert outside.page_file("zh", "a") == f"{tmp_path.parent.as_posix()}/zh/a.md"


@pytest.mark.parametrize(
    ("config", "rule", "line", "words"),
    [
        (I18N + "nav:\n  - index.md\n  - 没有.md\n", "site-config", 9, "'没有.md'"),
        (I18N + "nav:\n  - Part:\n      - missing.md\n  - index.md\n", "site-config", 9, "'missing.md'"),
        (I18N + "        - locale: fr\n", "site-config", 3, "no language 'fr'"),
        ("plugins:\n  - search\nnav: [index.md]\n", "site-config", 1, "lists no languages"),
        ("site_name: 综述\n", "site-config", 1, "lists no languages"),
        ("site_name: x\nplugins:\n  - i18n:\n", "site-config", 3, "lists no languages"),
        ("plugins: [i18n\nnav: 甲", "site-config", 2, "not YAML"),
        (I18N + "extra:\n  reference_style:\n    zh: [nlm]\n", "site-config", 9, "is no reference style of a language"),
        (I18N + "extra:\n  reference_style: {en: {nlm: 1}}\n", "site-config", 8, "is no reference style of a language"),
        ("", "site-config", 1, "lists no languages"),
        ("- 一个列表", "site-config", 1, "lists no languages"),
        (b"\xff\xfe\x00", "unreadable-file", 0, "not UTF-8"),
        (None, "unreadable-file", 0, "cannot be read"),
    ],
    ids=[
        "page missing",
        "nested page missing",
        "unknown language",
        "no i18n",
        "no plugins",
        "i18n without options",
        "broken YAML",
        "a list of styles",
        "a mapping of styles",
        "empty",
        "a list",
        "binary",
        "no file",
    ],
)
def test_a_configuration_that_lacks_something_is_reported(load, config, rule, line, words):
    """What is wrong with mkdocs.yml is one problem with its line, and both languages are looked for all the same."""
    project, (problem,) = load(config, "zh/index.md", "en/index.md")
    assert (problem.rule, problem.location) == (rule, Location("mkdocs.yml", line))
    assert words in problem.message
    assert project.languages == ("zh", "en")
    assert set(project.slugs("zh")) == {"index"}
