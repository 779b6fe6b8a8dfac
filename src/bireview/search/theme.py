"""Puts the search into a page of the theme: text → text, each place with a name, so that a missing one is reported.

Written against Material for MkDocs 9.8.1: its `base.html` (`__config` and the bundle) and `partials/search.html`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

_PLACES = {
    "the address of the search worker in `__config` (base.html)": (
        r'("search": ")[^"]*assets/javascripts/workers/search\.[^"]*(")',
        r"\g<1>{worker}\g<2>",
    ),
    "the bundle's script tag (base.html)": (
        r'<script src="([^"]*assets/javascripts/bundle\.[^"]*)">',
        r'<script defer src="{scripts}search.js"></script><script defer src="{scripts}start.js" data-bundle="\g<1>"'
        r' data-keys="{shortcuts}">',
    ),
    "the search dialog (partials/search.html)": (
        r'(<div class="md-search" data-md-component="search" role="dialog")(?=>)',
        r'\g<1> aria-label="{label}" data-failed="{failed}"',
    ),
}


def put_search_in(html: str, *, worker: str, scripts: str, words: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """A page with our worker and scripts, and the dialog's name and message; and the places that the page has not.

    The bundle starts the worker as soon as it runs; `start.js` runs it when a reader needs it, and is deferred behind
    `search.js`, so that neither holds the page up. `scripts` is the address of their folder, with the slash; `words`
    are labels of the page's language.
    """
    values = {
        "worker": escape(worker, quote=True).replace("&amp;", r"\\u0026"),
        "scripts": escape(scripts),
        "shortcuts": escape(words["shortcuts"]),
        "label": escape(words["search"]),
        "failed": escape(words["search_failed"]),
    }
    missing = []
    for place, (pattern, replacement) in _PLACES.items():
        html, times = re.subn(pattern, replacement.format(**values), html, count=1)
        if not times:
            missing.append(place)
    return html, tuple(missing)
