"""What a site of a review asks of its theme: settings, stylesheets, scripts and Markdown extensions, as data.

A host puts them where it keeps such things, after what the project says itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bireview.language import Language
from bireview.languages import LANGUAGES

SETTINGS: Mapping[str, object] = {
    "font": False,  # nothing from third parties
    "favicon": "assets/favicon.svg",
    "icon": {"logo": "material/book-open-page-variant-outline"},
}
"""Settings of the theme in the place of its own defaults."""
TEMPLATES = ("robots.txt",)
"""Files of the theme that MkDocs fills, besides those it knows."""
FEATURES = ("navigation.footer", "navigation.top", "toc.follow")
STYLESHEETS = ("stylesheets/review.css",)
MODULES = ("scripts/page.js",)
"""The ES modules of every page."""
EXTENSIONS: Mapping[str, Mapping[str, object]] = {
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "tables": {},
    "toc": {"toc_depth": 3},
    "pymdownx.caret": {"insert": False},  # 10^5^; without inserted text, so that ^^ stays free
    "pymdownx.details": {},
    "pymdownx.tilde": {"delete": False},  # CCl~4~
    "bireview": {},  # registers itself between code and emphasis; the order in this list does not matter to it
}
"""Markdown extensions and their options."""
SELF_CONTAINED = frozenset({*EXTENSIONS, "abbr", "fenced_code", "md_in_html", "sane_lists"})
"""Those and others under which a page depends on nothing but its text and the review."""

MANY_PAGES = 50
"""From so many on, a page's navigation shows what lies in other sections only when it is opened there: written whole
into every page, it would make the site grow with the square of its pages."""


def features(pages: int) -> tuple[str, ...]:
    """The theme's features for a site of so many pages in each language."""
    return (*FEATURES, "navigation.prune") if pages >= MANY_PAGES else FEATURES


def palette(language: Language) -> list[dict[str, object]]:
    """A light and a dark scheme, after the reader's system, with a switch that is named in the page's language."""
    schemes = (("light", "default", "night", "dark"), ("dark", "slate", "sunny", "light"))
    return [
        {
            "media": f"(prefers-color-scheme: {preferred})",
            "scheme": scheme,
            "primary": "teal",
            "accent": "teal",
            "toggle": {"icon": f"material/weather-{icon}", "name": language.labels[f"scheme_{other}"]},
        }
        for preferred, scheme, icon, other in schemes
    ]


@dataclass(frozen=True)
class SiteLanguage:
    """A language of a site as templates that speak all of them see it; `home` is the address of its home page."""

    tag: str
    direction: str
    labels: Mapping[str, str]
    home: str


def site_languages(names: tuple[str, ...]) -> tuple[SiteLanguage, ...]:
    """The languages of a site, the default one first."""
    return tuple(
        SiteLanguage(language.tag, language.direction, language.labels, f"{name}/index.html" if index else "index.html")
        for index, name in enumerate(names)
        for language in [LANGUAGES[name]]
    )
