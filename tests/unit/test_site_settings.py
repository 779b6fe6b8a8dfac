"""What a site's settings lack that would make MkDocs build another site than the one that was meant."""

import pytest

from bireview.problems import Location
from bireview.site_settings import check_settings, is_address

GOOD = """\
site_url: !ENV [SITE_URL, "https://review.example/"]
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: zh, default: true}
        - {locale: en-GB}
  - search
  - bireview
"""


@pytest.fixture
def check(tmp_path):
    """A function from the text of mkdocs.yml to its problems."""

    def run(config):
        (tmp_path / "mkdocs.yml").write_bytes(config.encode())
        return list(check_settings(tmp_path))

    return run


@pytest.mark.parametrize(
    "config",
    [
        GOOD,
        GOOD.replace("  - bireview\n", "  - bireview: {}\n"),
        GOOD.replace("zh, default: true", "zh").replace("en-GB", "de_AT, default: true"),
        GOOD.replace('!ENV [SITE_URL, "https://review.example/"]', "!ENV SITE_URL"),
        GOOD.replace('!ENV [SITE_URL, "https://review.example/"]', "https://例.example/肝/"),
        "plugins: [i18n",
    ],
    ids=["as new", "with options", "the second is the default", "from the environment", "Chinese address", "not YAML"],
)
def test_good_settings_are_not_reported(check, config):
    """Nor is what cannot be read: another part says so."""
    assert check(config) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("  - bireview\n", "", 2, "the plugin 'bireview' is not listed"),
        ("  - search\n", "", 2, "the plugin 'search' is not listed"),
        ("      docs_structure: folder\n", "", 3, "docs_structure is 'suffix', not 'folder'"),
        ("structure: folder", "structure: suffix", 3, "docs_structure is 'suffix', not 'folder'"),
        ("en-GB}", "en, default: true}", 3, "'zh' and 'en' have `default: true`"),
        (", default: true", "", 3, "no language has `default: true`"),
        ("en-GB", "en-gb", 3, "the i18n plugin does not know 'en-gb'"),
        ("{locale: zh,", "{locale: zh_hant,", 3, "the i18n plugin does not know 'zh_hant'"),
        ("https://review", "review", 1, "'review.example/' is no public address"),
        ("https://review.example/", "https://评.example/ x", 1, "'https://评.example/ x' is no public address"),
    ],
)
def test_settings_that_build_another_site_are_reported(check, old, new, line, message):
    """One problem each, with its line and what to write."""
    assert old in GOOD
    (problem,) = check(GOOD.replace(old, new))
    assert (problem.rule, problem.location, problem.message) == ("site-config", Location("mkdocs.yml", line), message)
    assert problem.hint


def test_all_that_is_wrong_is_said_at_once(check):
    """A file from elsewhere lacks everything."""
    said = [
        problem.message for problem in check("site_url: 评\nplugins:\n  - i18n:\n      languages: [{locale: zh}]\n")
    ]
    assert len(said) == 4


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://review.example/", True),
        ("http://127.0.0.1:8000", True),
        ("https://评.example/肝/?a=b", True),
        ("review.example", False),
        ("ftp://review.example/", False),
        ("https://", False),
        ('https://x.example/"', False),
        ("https://x.example/a b", False),
    ],
)
def test_an_address_begins_with_http(text, good):
    """It also holds no blanks, quotes or angle brackets, of which HTML would make something else."""
    assert is_address(text) is good
