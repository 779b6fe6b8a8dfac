"""The MkDocs hooks, with small fakes: what they take from MkDocs, what they hand on, what they log."""

from __future__ import annotations

import importlib.util
import logging
from pathlib import Path
from types import SimpleNamespace

import pytest

from bireview.problems import Location, Problem

SITES = Path(__file__).parents[1] / "sites"
HOOKS = Path(__file__).parents[2] / "hooks"
MISMATCH = Problem("scan-mismatch", Location("docs/zh/index.md", 7), "the parser sees 3 甲", "Mend it.")


def load(name):
    """A hook's module, loaded from its file as MkDocs does it."""
    spec = importlib.util.spec_from_file_location(name, HOOKS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def config(site, *, default=True):
    """As much of MkDocs' configuration as the hooks look at."""
    i18n = SimpleNamespace(is_default_language_build=default)
    return SimpleNamespace(config_file_path=str(SITES / site / "mkdocs.yml"), plugins={"i18n": i18n}, mdx_configs={})


def page(path):
    return SimpleNamespace(file=SimpleNamespace(src_uri=path), title="?", present_anchor_ids=None, canonical_url=None)


@pytest.mark.parametrize(
    ("site", "default", "levels"),
    [
        ("minimal", True, []),
        ("broken-citation", True, ["ERROR"] * 4 + ["WARNING"]),
        ("broken-citation", False, []),
    ],
)
def test_problems_are_logged_once_a_build_by_their_severity(site, default, levels, caplog):
    """The build of the default language logs every problem, the other one none; the files pass through."""
    files = object()
    with caplog.at_level(logging.INFO):
        assert load("report_problems").on_files(files, config(site, default=default)) is files
    assert [record.levelname for record in caplog.records] == levels
    assert {record.name for record in caplog.records} <= {"mkdocs.plugins.bireview"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_of_the_review_is_handed_to_the_extension(language):
    """The Markdown passes unchanged; the extension learns which page it will render."""
    settings = config("minimal")
    text = load("render_pages").on_page_markdown("文", page(f"{language}/index.md"), settings, None)
    rendering = settings.mdx_configs["bireview"]["rendering"]
    assert text == "文"
    assert (rendering.page.language, rendering.page.slug) == (language, "index")
    assert rendering.review.page[language, "index"] is rendering.page


def test_a_page_of_no_language_is_left_to_the_extension_alone():
    """What another plugin adds belongs to no review, and gets none."""
    settings = config("minimal")
    load("render_pages").on_page_markdown("x", page("tags.md"), settings, None)
    assert settings.mdx_configs["bireview"] == {}


def test_a_page_whose_front_matter_is_broken_is_reported_once(caplog):
    """MkDocs prints broken front matter as text; that the parser then sees more is no news."""
    settings, hook = config("broken-front-matter"), load("render_pages")
    hook.on_page_markdown("x", page("zh/index.md"), settings, None)
    settings.mdx_configs["bireview"]["rendering"].mismatch = MISMATCH
    hook.on_page_content("<p>", page("zh/index.md"), settings, None)
    assert caplog.records == []


@pytest.mark.parametrize(("mismatch", "levels"), [(None, []), (MISMATCH, ["ERROR"])])
def test_a_page_read_differently_is_logged_as_an_error(mismatch, levels, caplog):
    """After a page is rendered its mismatch, if any, is reported with its place and what to do."""
    settings, hook = config("minimal"), load("render_pages")
    hook.on_page_markdown("x", page("zh/index.md"), settings, None)
    settings.mdx_configs["bireview"]["rendering"].mismatch = mismatch
    assert hook.on_page_content("<p>", page("zh/index.md"), settings, None) == "<p>"
    assert [record.levelname for record in caplog.records] == levels
    for record in caplog.records:
        assert record.getMessage() == "docs/zh/index.md:7: the parser sees 3 甲 [scan-mismatch]\n    Mend it."


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ('<ol><li id="ref-li2009">x</li></ol>', {"top", "ref-li2009"}),
        ('<p title="a" id="p-甲-1">', {"top", "p-甲-1"}),
        ("<code>&lt;p id=&quot;x&quot;&gt;</code>", {"top"}),
    ],
)
def test_links_may_lead_to_generated_parts(html, ids):
    """MkDocs learns the ids of references, notes and terms, and so does not warn of links to them."""
    settings, hook, shown = config("minimal"), load("render_pages"), page("zh/index.md")
    shown.present_anchor_ids = {"top"}
    hook.on_page_markdown("x", shown, settings, None)
    hook.on_page_content(html, shown, settings, None)
    assert shown.present_anchor_ids == ids


@pytest.mark.parametrize(("site", "title"), [("minimal", "1 引言"), ("broken-citation", "?")])
def test_the_navigation_shows_the_articles_numbers(site, title):
    """A page whose first heading has a section number is called by number and title; others keep their name."""
    shown = page("zh/index.md")
    load("render_pages").on_page_markdown("x", shown, config(site), None)
    assert shown.title == title


@pytest.mark.parametrize("path", sorted(HOOKS.glob("*.py")), ids=lambda path: path.stem)
def test_a_hook_is_small_and_named_after_no_library(path):
    """A hook unpacks, calls and reports; its name hides no module, because its folder comes first on the path."""
    assert path.read_text(encoding="utf-8").count("\n") <= 60
    assert importlib.util.find_spec(path.stem) is None


def searched(**plugins):
    """As much of the configuration as the search hook looks at."""
    i18n = SimpleNamespace(current_language="en")
    return SimpleNamespace(
        config_file_path=str(SITES / "minimal" / "mkdocs.yml"),
        plugins={"i18n": i18n, **plugins},
        site_url="https://example.org/base/",
    )


@pytest.mark.parametrize(("url", "base"), [("en/index/", "../../"), ("en/", "../"), ("404.html", "/base/")])
def test_the_search_worker_is_named_from_any_depth(url, base, caplog):
    """A page names worker and script relative to itself, the page for lost addresses from the site's root."""
    html = (
        '<div class="md-search" data-md-component="search" role="dialog">'
        '"search": "x/assets/javascripts/workers/search.1.js"'
        '<script src="x/assets/javascripts/bundle.1.js"></script>'
    )
    hook = load("write_search")
    write = hook.on_post_template if url == "404.html" else hook.on_post_page
    place = {"template_name": url} if url == "404.html" else {"page": SimpleNamespace(url=url)}
    html = write(html, config=searched(), **place)
    assert f'"search": "{base}scripts/search-worker.js?language=en' in html
    assert f'<script defer src="{base}scripts/search.js"></script>' in html
    assert f'src="{base}scripts/start.js" data-bundle="x/assets/javascripts/bundle.1.js" data-keys="' in html
    assert not caplog.records


def test_a_theme_without_the_places_is_an_error(caplog):
    """A strict build fails, and the message names what is missing."""
    load("write_search").on_post_page("<p>", page=SimpleNamespace(url="en/"), config=searched())
    assert [record.levelname for record in caplog.records] == ["ERROR"] * 3
    assert "search worker" in caplog.text


def test_the_themes_own_index_is_not_made():
    """Its plugin stays, because the theme's templates ask for it, and no longer reads pages."""

    class Plugin:
        def on_page_context(self):
            pass

    plugin, other = Plugin(), Plugin()

    class Plugins(dict):
        events = {"page_context": [plugin.on_page_context, other.on_page_context], "post_build": []}  # noqa: RUF012

    settings = searched()
    settings.plugins = Plugins({"material/search": plugin})
    load("drop_theme_index").on_config(settings)
    assert Plugins.events["page_context"] == [other.on_page_context]
    assert "material/search" in settings.plugins
