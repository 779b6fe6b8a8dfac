"""A page without a title in its front matter gets that of its only first-level heading; nothing else is certain."""

from __future__ import annotations

import json
import re

from bireview.fixes.draft import Draft, Mended
from bireview.plain_text import plain_text
from bireview.source import front_matter_length, read_page

_PLAIN = re.compile(r"[^\W\d_](?:[\w ,()（），。、—–-]*[\w)）])?")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""What YAML takes for something else than a text."""


def fix(draft: Draft) -> Mended:
    """Titles for the pages that lack one."""
    texts: dict[str, str] = {}
    for pages in draft.pages.values():
        for page in pages:
            text = draft.texts[page.file]
            first = [heading for heading in page.headings if heading.level == 1]
            title = plain_text(first[0].title) if len(first) == 1 else ""
            if not title or "title" in page.front:
                continue
            value = title if _PLAIN.fullmatch(title) and title.lower() not in _WORDS else _quoted(title)
            length = front_matter_length(text)
            line = f"title: {value}\n"
            new = text.replace("\n", f"\n{line}", 1) if length else f"---\n{line}---\n\n{text}"
            again = read_page(new, language=page.language, slug=page.slug, file=page.file)[0]
            same = [(b.kind, b.text) for b in again.blocks] == [(b.kind, b.text) for b in page.blocks]
            if same and again.front == {"title": title, **page.front}:
                texts[page.file] = new
    return Mended(texts)


def _quoted(text: str) -> str:
    """A YAML text in double quotes, which is JSON's but for what needs no escape."""
    return json.dumps(text, ensure_ascii=False)
