"""PMID, a record of PubMed, and PMCID, a full text in PubMed Central."""

from __future__ import annotations

import re
from urllib.parse import quote

from bireview.bibliography.identifiers.pasted import as_typed, without_sentence

_SITE = r"(?:https?://)?(?:www\.)?"
_PMID = re.compile(
    rf"""(?: (?:pubmed\s*)? pmid \s*[:.]?\s* | pubmed (?:\s+id)? \s*[:.]?\s* | info:pmid/
      | {_SITE} (?: pubmed\.ncbi\.nlm\.nih\.gov/ (?:\?term=)? | ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/ (?:\?term=)?
                  | europepmc\.org/(?:article|abstract)/med/ )
    )? ([1-9]\d{{0,7}}) (?: /? (?:[?&\#]\S*)? )""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_PMCID = re.compile(
    rf"""(?: (?:pubmed\s*)? pmc(?:\s*id)? \s*[:.]?\s* (?:pmc)? | info:pmcid/ (?:pmc)? | pmc
      | {_SITE} (?: pmc\.ncbi\.nlm\.nih\.gov/articles/ | ncbi\.nlm\.nih\.gov/pmc/articles/
                  | europepmc\.org/(?:articles?|abstract)/(?:pmc/)? ) pmc
    ) ([1-9]\d{{0,8}}(?:\.\d{{1,2}})?) (?: /? (?:pdf/?\S*)? (?:[?&\#]\S*)? )""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)


def parse_pmid(text: str) -> str | None:
    """The digits of the PMID in `text`: `PMID: 21608000` and addresses of PubMed are fine; a PMCID is none."""
    found = _PMID.fullmatch(without_sentence(as_typed(text)))
    return found[1] if found else None


def parse_pmcid(text: str) -> str | None:
    """The PMCID in `text` as `PMC3110001`, with its version (`PMC3110001.2`) if it has one.

    A number needs `PMC` or `PMCID` before it, since a bare number is as likely a PMID.
    """
    found = _PMCID.fullmatch(without_sentence(as_typed(text)))
    return f"PMC{found[1]}" if found else None


def pmid_url(pmid: str) -> str:
    """The page of a bare PMID at PubMed."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid, safe='')}/"


def pubmed_search_url(doi: str) -> str:
    """PubMed's search for a DOI, which opens the record if there is one."""
    return f"https://pubmed.ncbi.nlm.nih.gov/?term={quote(f'{doi}[doi]', safe='/')}"


def pmcid_url(pmcid: str) -> str:
    """The page of a PMCID (with its `PMC`) at PubMed Central."""
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(pmcid, safe='')}/"
