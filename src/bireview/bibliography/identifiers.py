"""Names that registries give to works: recognise them however they were pasted, and link them."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, unquote

# Full-width ASCII (U+FF01…FF5E) and the ideographic space, which Chinese input methods leave behind; dashes that
# typesetting puts for a hyphen, the soft hyphen of PDF text among them; marks that cannot be seen.
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\u00ad"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"), None)
_AS_TYPED = _WIDTH | _DASHES | _INVISIBLE

_LABEL = re.compile(r"(?:info:doi/|urn:doi:|doi\s*[:.]?\s*(?=10\.|https?:))", re.IGNORECASE)
_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:urn:)?(?:doi:)?", re.IGNORECASE)
_PUBLISHER = re.compile(r"https?://[^/\s]+/doi/(?:abs/|full/|pdf/|epdf/|pdfdirect/)?(?=10\.)", re.IGNORECASE)
_BROKEN_LINE = re.compile(r"(?<=[/-])\s+")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


def parse_doi(text: str) -> str | None:
    """The bare DOI in `text`, which holds nothing else; None when it holds no DOI or something besides.

    Accepts a DOI as people paste it: with `doi:` or a resolver's address before it, in full-width characters,
    with typographic dashes or a line break from a PDF, with a stop or bracket of the sentence around it.
    The case is kept, although two DOIs that differ only in case are the same.

    Source: DOI Handbook, "DOI Name Syntax": `10.` and a registrant's number, a slash, any suffix.
    """
    if re.search(r"&(?:lt|gt|amp|quot);", text):
        text = html.unescape(text)
    doi = text.translate(_AS_TYPED).strip().lstrip("(<[\"'“")
    if label := _LABEL.match(doi):
        doi = doi[label.end() :].lstrip()
    if address := _RESOLVER.match(doi) or _PUBLISHER.match(doi):
        doi = unquote(re.split(r"[?#]", doi[address.end() :], maxsplit=1)[0])
    doi = _without_sentence(_BROKEN_LINE.sub("", doi))
    return doi if _DOI.fullmatch(doi) else None


def _without_sentence(doi: str) -> str:
    """Cut the punctuation that follows a DOI in a sentence; a bracket stays when it was opened inside."""
    while doi:
        last = doi[-1]
        opening = _CLOSING.get(last)
        if last in ".,;:。、\"'”’` " or (opening and doi.count(last) > doi.count(opening)):
            doi = doi[:-1]
        else:
            break
    return doi


def doi_url(doi: str) -> str:
    """The address that resolves a bare DOI.

    Source: DOI Handbook, "DOI Name Encoding Rules for URL Presentation", mandatory and recommended rules;
    `/./` and `/../`, which browsers would resolve themselves, lose a slash to %2F as its note advises.
    """
    path = quote(doi, safe="/():;,=@!$&'*")
    return "https://doi.org/" + re.sub(r"/(\.\.?)/", r"/\1%2F", path)
