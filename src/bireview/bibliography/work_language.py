"""In which language a work is written, as far as its record tells."""

from __future__ import annotations

import re

from bireview.bibliography.model import Reference

_SCRIPTS = (
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30fa\u30fc-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)


def language_of(reference: Reference) -> str:
    """The language a reference is written in: what it says itself, or else what its script tells; `en` for Latin."""
    if reference.langid:
        return reference.langid
    names = (person.literal + person.family for person in (*reference.authors, *reference.editors)[:1])
    text = reference.title or "".join((reference.journal, *names, reference.publisher, reference.address))
    return next((language for language, script in _SCRIPTS if script.search(text)), "en")
