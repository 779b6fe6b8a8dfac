"""The links by which a page loads its stylesheets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINK = re.compile(r'<link rel="stylesheet" href="(?P<address>[^"]+)">')


@dataclass(frozen=True)
class Stylesheets:
    """The stylesheets that a page loads before it shows: their links as written, and their addresses."""

    links: tuple[str, ...]
    addresses: tuple[str, ...]


def stylesheets(html: str) -> Stylesheets:
    """Find a page's stylesheets; those for other media, such as print, do not delay it and are left alone."""
    found = list(_LINK.finditer(html))
    return Stylesheets(tuple(link[0] for link in found), tuple(link["address"] for link in found))


def with_one_stylesheet(html: str, old: Stylesheets, address: str) -> str:
    """A page that loads one stylesheet in the place of several."""
    for index, link in enumerate(old.links):
        html = html.replace(link, f'<link rel="stylesheet" href="{address}">' if index == 0 else "", 1)
    return html
