"""The hooks that work on finished pages, and the one that tells the theme about languages; with small fakes."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import pytest

HOOKS = Path(__file__).parents[2] / "hooks"


def load(name):
    """A hook's module, loaded from its file as MkDocs does it."""
    spec = importlib.util.spec_from_file_location(name, HOOKS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def settings(site="", *, building=False, language="en", site_url="https://example.org/base/"):
    """As much of MkDocs' configuration as these hooks look at."""
    i18n = SimpleNamespace(building=building, current_language=language, build_languages=["zh", "en"])
    return SimpleNamespace(
        site_dir=str(site), plugins={"i18n": i18n}, site_url=site_url, extra=SimpleNamespace(alternate=["i18n's"])
    )


@pytest.fixture
def site(tmp_path):
    """A finished site of two pages, with a theme's stylesheet and ours."""
    head = '<head><meta charset="utf-8">{}</head><body class="used 中">'
    links = '<link rel="stylesheet" href="{0}assets/stylesheets/main.css"><link rel="stylesheet" href="{0}our.css">'
    for name, text in {
        "index.html": head.format(links.format("")),
        "en/index.html": head.format(links.format("../")),
        "assets/stylesheets/main.css": ".used{top:0}.unused{top:0}.made{top:0}",
        "assets/javascripts/bundle.js": "",
        "scripts/page.js": '"made"',
        "our.css": "/* 我们的 */\n.ours {\n  top: 0;\n  margin: 0  auto;\n}\n",
    }.items():
        tmp_path.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        tmp_path.joinpath(name).write_text(text, encoding="utf-8")
    return tmp_path


def test_every_page_gets_its_policy(site, caplog):
    """Pages are rewritten where they are, `_headers` is written beside them, and nothing is complained of."""
    load("write_policy").on_post_build(settings(site))
    for name in ("index.html", "en/index.html"):
        assert site.joinpath(name).read_text(encoding="utf-8").count("Content-Security-Policy") == 1
    assert "frame-ancestors 'none'" in site.joinpath("_headers").read_text(encoding="utf-8")
    assert caplog.records == []


def test_a_style_in_a_page_is_an_error(site, caplog):
    """It is logged with page and line, so that a strict build fails."""
    site.joinpath("en/index.html").write_text('<head>\n<p style="top: 0">', encoding="utf-8")
    load("write_policy").on_post_build(settings(site))
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("ERROR", 'en/index.html:2: the page\'s policy forbids <p style="top: 0">')
    ]


def test_pages_load_one_stylesheet_without_unused_rules(site):
    """Its name is the hash of its text; what a script may set is kept, and all of ours, without needless space."""
    load("join_styles").on_post_build(settings(site))
    (file,) = site.glob("assets/stylesheets/site.*.min.css")
    assert file.read_text(encoding="utf-8") == ".used{top:0}.made{top:0}.ours{top:0;margin:0 auto}"
    for name, up in (("index.html", ""), ("en/index.html", "../")):
        html = site.joinpath(name).read_text(encoding="utf-8")
        assert html.count("stylesheet") == 2  # in the link's rel and in the folder's name
        assert f'href="{up}assets/stylesheets/{file.name}"' in html


@pytest.mark.parametrize("hook", ["join_styles", "write_policy"])
@pytest.mark.parametrize("when", ["serving", "another language comes"])
def test_the_finished_site_is_awaited(site, hook, when):
    """While a server adds scripts of its own, and before the last language is built, pages are left alone."""
    module = load(hook)
    module.on_startup("serve" if when == "serving" else "build", dirty=False)
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    module.on_post_build(settings(site, building=when != "serving"))
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    ("language", "urls", "current"),
    [
        ("zh", {"zh": "mechanisms/", "en": "en/mechanisms/"}, "zh-Hans"),
        ("en", {"en": "en/mechanisms/", "zh": "mechanisms/"}, "en"),
    ],
)
def test_the_theme_is_told_every_language_and_the_default(language, urls, current):
    """Search engines get absolute addresses, the same on both pages, and the default; the header gets relative ones."""
    config = settings(language=language)
    files = {key: SimpleNamespace(url=url) for key, url in urls.items()}
    page = SimpleNamespace(file=SimpleNamespace(alternates=files))
    context = load("link_languages").on_page_context({}, page, config, None)
    assert [(link["lang"], link["link"]) for link in config.extra.alternate] == [
        ("zh-Hans", "https://example.org/base/mechanisms/"),
        ("en", "https://example.org/base/en/mechanisms/"),
        ("x-default", "https://example.org/base/mechanisms/"),
    ]
    assert [link.address for link in context["languages"]] == ["mechanisms/", "en/mechanisms/"]
    assert [link.tag for link in context["languages"] if link.current] == [current]


def test_the_home_page_is_the_sites_address():
    config = settings(language="zh")
    page = SimpleNamespace(file=SimpleNamespace(alternates={"zh": SimpleNamespace(url="./")}))
    load("link_languages").on_page_context({}, page, config, None)
    assert config.extra.alternate[0]["link"] == "https://example.org/base/"


def test_a_page_of_another_plugin_has_no_counterpart():
    config = settings()
    context = load("link_languages").on_page_context({}, SimpleNamespace(file=SimpleNamespace()), config, None)
    assert (config.extra.alternate, context["languages"]) == ([], ())


def test_the_page_for_lost_addresses_has_no_counterpart():
    config = settings()
    context = load("link_languages").on_template_context({}, "404.html", config)
    assert config.extra.alternate == []
    assert context["language_tags"]["zh"] == "zh-Hans"
