"""DOI, the digital object identifier."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, unquote

from bireview.bibliography.identifiers.pasted import as_typed, without_sentence

_LABEL = re.compile(r"(?:info:doi/|urn:doi:|doi\s*[:.]?\s*(?=10\.|https?:|(?:dx\.|www\.)?doi\.org/))", re.IGNORECASE)
_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:urn:)?(?:doi:)?", re.IGNORECASE)
_PUBLISHER = re.compile(r"https?://[^/\s]+/doi/(?:abs/|full/|pdf/|epdf/|pdfdirect/)?(?=10\.)", re.IGNORECASE)
_BROKEN_LINE = re.compile(r"(?<=[/-])\s+")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")


def parse_doi(text: str) -> str | None:
    """The bare DOI in `text`, which holds nothing else; None when it holds no DOI or something besides.

    Accepts a DOI as people paste it: with `doi:` or a resolver's address before it, in full-width characters,
    with typographic dashes or a line break from a PDF, with a stop or bracket of the sentence around it.
    The case is kept, although two DOIs that differ only in case are the same.

    Source: DOI Handbook, "DOI Name Syntax": `10.` and a registrant's number, a slash, any suffix.
    """
    if re.search(r"&(?:lt|gt|amp|quot);", text):
        text = html.unescape(text)
    doi = as_typed(text)
    if label := _LABEL.match(doi):
        doi = doi[label.end() :].lstrip()
    if address := _RESOLVER.match(doi) or _PUBLISHER.match(doi):
        # Of an address, but for the check character of an item identifier (SICI), which may be `#` too.
        doi = unquote(re.split(r"\?|(?<!;2-)#", doi[address.end() :], maxsplit=1)[0])
    doi = without_sentence(_BROKEN_LINE.sub("", doi))
    return doi if _DOI.fullmatch(doi) else None


def doi_url(doi: str) -> str:
    """The address that resolves a bare DOI.

    Source: DOI Handbook, "DOI Name Encoding Rules for URL Presentation", mandatory and recommended rules;
    `/./` and `/../`, which browsers would resolve themselves, lose a slash to %2F as its note advises.
    """
    path = quote(doi, safe="/():;,=@!$&'*")
    return "https://doi.org/" + re.sub(r"/(\.\.?)/", r"/\1%2F", path)
