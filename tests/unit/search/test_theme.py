"""The search is put into the theme's own pages, and what the theme no longer has is named."""

from importlib.resources import files

from bireview.search.theme import put_search_in

PAGE = (
    '<div class="md-search" data-md-component="search" role="dialog">\n'
    '{"search": "../assets/javascripts/workers/search.a7633da7.min.js", "tags": null}\n'
    '<script src="../assets/javascripts/bundle.a5f9d56c.min.js"></script>'
)
WORDS = {"shortcuts": "单键 keys", "search": 'Search "this"', "search_failed": "Not loaded"}
VALUES = {"worker": "../w.js?language=en&v=1", "scripts": "../s/", "words": WORDS}


def test_a_page_gets_worker_script_and_name():
    """The worker replaces the theme's, the bundle waits behind the script, the dialog has a name and a message."""
    html, missing = put_search_in(PAGE, **VALUES)
    assert missing == ()
    assert '"search": "../w.js?language=en\\u0026v=1"' in html
    bundle = "../assets/javascripts/bundle.a5f9d56c.min.js"
    assert '<script defer src="../s/search.js"></script><script defer src="../s/start.js"' in html
    assert f'data-bundle="{bundle}" data-keys="单键 keys"></script>' in html
    assert 'role="dialog" aria-label="Search &quot;this&quot;" data-failed="Not loaded">' in html


def test_what_is_missing_is_named():
    """Each place that a page does not have is told, and the rest is still done."""
    html, missing = put_search_in(PAGE.replace("workers/", "w/").replace(' role="dialog"', ""), **VALUES)
    assert [place.split(" (")[1] for place in missing] == ["base.html)", "partials/search.html)"]
    assert "search.js" in html


def test_the_installed_theme_still_has_the_places():
    """Templates of the theme hold what the patterns look for."""
    templates = files("material").joinpath("templates")
    base = templates.joinpath("base.html").read_text(encoding="utf-8")
    assert '"search": "assets/javascripts/workers/search.' in base
    assert "assets/javascripts/bundle." in base
    partial = templates.joinpath("partials/search.html").read_text(encoding="utf-8")
    assert '<div class="md-search" data-md-component="search" role="dialog">' in partial
