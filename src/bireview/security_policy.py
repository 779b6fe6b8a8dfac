"""The Content-Security-Policy of built pages: HTML → the strictest policy under which the page still works.

What a page runs or styles inline is allowed by its hash, so the policy follows the theme. What no hash can allow
(`style="…"`, `on…="…"`, `javascript:`) is reported instead.
Source: W3C, Content Security Policy Level 3; the hash is of the element's text, 8.4.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's stylesheet draws its icons from data: addresses
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""Each directive with its sources when nothing is inline; whatever is not named falls back to nothing at all."""

_EXECUTED = re.compile(r"|module|importmap|speculationrules|(?:text|application)/(?:x-)?(?:java|ecma)script")
_ELEMENT = re.compile(
    r"<(?P<tag>script|style)(?P<attributes>(?:\s(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)?)>(?P<text>.*?)</(?P=tag)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"\stype\s*=\s*[\"']?(?P<type>[^\"'\s>]*)", re.IGNORECASE)
_UNUSUAL = tuple(
    map(
        re.compile,
        (
            # What may not be allowed: a style or handler of an element, an address that may begin with `javascript:`.
            r"style(?<=[\s/\"']style)\s*=",
            r"on(?<=[\s/\"']on)\w+\s*=",
            r"=\s*[\"']?\s*(?:[a-z]{0,10}&|javascript)",
            # What a simple pattern could misread: a tag within an attribute's value, comments and other declarations.
            r"=\s*(?:\"[^\"<>]*<|'[^'<>]*<)",
            r"<(?:!(?!doctype)|\?)",
        ),
    )
)
"""In a page without any of these, in small letters, `_ELEMENT` finds the scripts and styles that the parser below would
find. Each begins with what it looks for, so that a page is passed over fast."""

_PLACES = (re.compile(r"<meta\s+charset\s*=[^>]*>", re.IGNORECASE), re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE))
_MARK = '<meta http-equiv="Content-Security-Policy"'
_PRESENT = re.compile(r'\s*<meta http-equiv="Content-Security-Policy" content="[^"]*">')
_HASHED_FILE = re.compile(r"\.[0-9a-f]{8}\.(?:min\.)?(?:css|js)$")

_FEATURES = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True)
class Inline:
    """What stands in a page itself: hashes as sources of a policy, and what no hash allows, with its line."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    unallowed: tuple[tuple[int, str], ...] = ()

    def __or__(self, other: Inline) -> Inline:
        return Inline(self.scripts | other.scripts, self.styles | other.styles, self.unallowed + other.unallowed)


def inline_parts(html: str) -> Inline:
    """Find the scripts and styles that a page holds itself; data blocks such as JSON are none."""
    small = html.lower()
    if not any(pattern.search(small) for pattern in _UNUSUAL):
        hashes: dict[str, set[str]] = {"script": set(), "style": set()}
        for found in _ELEMENT.finditer(html):
            tag, attributes = (found["tag"] or "").lower(), found["attributes"] or ""
            kind = _TYPE.search(attributes)
            if tag == "style" or (
                tag == "script" and not _SOURCE.search(attributes) and _is_executed(kind["type"] if kind else "")
            ):
                hashes[tag].add(_hash(found["text"]))
        return Inline(frozenset(hashes["script"]), frozenset(hashes["style"]))
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Inline(frozenset(reader.hashes["script"]), frozenset(reader.hashes["style"]), tuple(reader.unallowed))


def policy(inline: Inline) -> str:
    """The policy as one line, for a page or for several together."""
    hashes = {"script-src": inline.scripts, "style-src": inline.styles}
    return "; ".join(" ".join((name, sources, *sorted(hashes.get(name, ())))) for name, sources in DIRECTIVES.items())


def with_policy(html: str) -> tuple[str, Inline]:
    """A page with its policy as the first thing after its charset, and what it holds inline.

    A policy that the page has from before is replaced, so doing it twice changes nothing.
    """
    if _MARK in html:
        html = _PRESENT.sub("", html)
    inline = inline_parts(html)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(inline), quote=False)}">'
    for place in _PLACES:
        html, times = place.subn(lambda found: f"{found[0]}\n      {meta}", html, count=1)
        if times:
            break
    return html, inline


def headers_file(inline: Inline, files: Iterable[str]) -> str:
    """The file `_headers` that static hosts such as Netlify and Cloudflare Pages read.

    Args:
        inline: What all pages hold inline together; a header counts for every page.
        files: The site's files by path from its root. Those with a hash in their name never change.
    """
    lines = ["/*", f"  Content-Security-Policy: {policy(inline)}; frame-ancestors 'none'"]
    lines += [f"  {name}: {value}" for name, value in _HEADERS.items()]
    for file in sorted(files):
        if _HASHED_FILE.search(file):
            lines += [f"/{file}", "  Cache-Control: public, max-age=31536000, immutable"]
    return "\n".join(lines) + "\n"


def _is_executed(kind: str) -> bool:
    """Whether a browser runs a script of this type."""
    return _EXECUTED.fullmatch(kind.strip().lower()) is not None


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Reader(HTMLParser):
    """Reads any page, but takes longer for it than MkDocs does to write one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hashes: dict[str, set[str]] = {"script": set(), "style": set()}
        self.unallowed: list[tuple[int, str]] = []
        self._inside = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name == "style" or name.startswith("on") or address.startswith("javascript:"):
                self.unallowed.append((self.getpos()[0], f'<{tag} {name}="{value or ""}">'))
        executed = _is_executed(values.get("type") or "")
        if tag == "style" or (tag == "script" and "src" not in values and executed):
            self._inside, self._text = tag, []

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self.hashes[tag].add(_hash("".join(self._text)))
            self._inside = ""
