"""Names that registries give to works and people: recognise them however they were pasted, and link them.

One file per identifier. `parse_x` returns the bare identifier that a text holds, or None when it holds none or
something besides; `x_url` is the address that resolves it.
"""

from bireview.bibliography.identifiers.arxiv import arxiv_url, parse_arxiv
from bireview.bibliography.identifiers.cstr import cstr_url, parse_cstr
from bireview.bibliography.identifiers.doi import doi_url, parse_doi
from bireview.bibliography.identifiers.isbn import isbn_url, parse_isbn
from bireview.bibliography.identifiers.orcid import orcid_url, parse_orcid
from bireview.bibliography.identifiers.pubmed import (
    parse_pmcid,
    parse_pmid,
    pmcid_url,
    pmid_url,
    pubmed_search_url,
)

__all__ = [
    "arxiv_url",
    "cstr_url",
    "doi_url",
    "isbn_url",
    "orcid_url",
    "parse_arxiv",
    "parse_cstr",
    "parse_doi",
    "parse_isbn",
    "parse_orcid",
    "parse_pmcid",
    "parse_pmid",
    "pmcid_url",
    "pmid_url",
    "pubmed_search_url",
]
