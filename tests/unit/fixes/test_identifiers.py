"""Identifiers become bare; what is none, or another archive's, stays."""

from __future__ import annotations

import pytest

from bireview.fixes import identifiers

BARE = {
    "address": ("doi = {https://doi.org/10.1002/hep.24434}", "doi = {10.1002/hep.24434}"),
    "label in quotes": ('doi="DOI: 10.1002/hep.24434"', 'doi="10.1002/hep.24434"'),
    "full width": ("doi = {doi：10.1002/hep.24434。}", "doi = {10.1002/hep.24434}"),
    "escaped": (r"doi = {https://doi.org/10.1000/a\_b}", r"doi = {10.1000/a\_b}"),
    "PMID": ("pmid = {PMID: 21608000}", "pmid = {21608000}"),
    "PMCID": ("pmcid = {https://pmc.ncbi.nlm.nih.gov/articles/PMC3110001/}", "pmcid = {PMC3110001}"),
    "ISBN": ("isbn = {ISBN 978-0-306-40615-7}", "isbn = {978-0-306-40615-7}"),
    "arXiv": ("eprint = {arXiv:2101.00001}, archiveprefix={arXiv}", "eprint = {2101.00001}, archiveprefix={arXiv}"),
    "a Chinese record": (
        "doi_zh = {https://doi.org/10.3969/j.1}, title_zh={题}",
        "doi_zh = {10.3969/j.1}, title_zh={题}",
    ),
    "capitals": ("DOI = {https://doi.org/10.1002/HEP}", "DOI = {10.1002/HEP}"),
}
KEPT = {
    "bare": "doi = {10.1002/hep.24434}",
    "none": "doi = {see the journal}",
    "joined": 'doi = "https://doi.org/" # "10.1002/x"',
    "nested": "doi = {{https://doi.org/10.1002/x}}",
    "another archive": "eprint = {arXiv:2101.00001}, eprinttype={hdl}",
    "an address": "url = {https://doi.org/10.1002/x}",
    "a wrong check digit": "isbn = {ISBN 978-0-306-40615-8}",
}


def entry(fields: str) -> str:
    head = "% 文献 https://doi.org/10.1/x\n@string{h = {H}}\n"
    return f"{head}@misc{{a,title={{A}},  {fields} }}\n@comment{{doi={{x}}}}\n"


@pytest.mark.parametrize(("old", "new"), BARE.values(), ids=BARE)
def test_an_identifier_becomes_bare(old, new, make_draft):
    """Only the value changes; the entry is not put in form."""
    assert identifiers.fix(make_draft({"references.bib": entry(old)})).texts == {"references.bib": entry(new)}


@pytest.mark.parametrize("fields", KEPT.values(), ids=KEPT)
def test_what_is_not_certain_stays(fields, make_draft):
    """What is bare, what is none, and what would mean something else."""
    assert identifiers.fix(make_draft({"references.bib": entry(fields)})).texts == {}


PAGE = """\
---
title: 题
article:
  doi: {doi}   # the article's own
  authors:
    - name: 林炳亮
      orcid: {orcid}
    - {{name: FENG Yu, orcid: {orcid}}}
---

正文 doi: https://doi.org/10.1/x
"""


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_the_home_page_gets_bare_identifiers(quote, make_draft):
    """The article's DOI and its authors' ORCIDs, however they are quoted; comments and text stay."""
    old = PAGE.format(
        doi=f"{quote}https://doi.org/10.3969/j.issn.1001{quote}",
        orcid=f"{quote}https://orcid.org/0000-0003-4069-6287{quote}",
    )
    new = PAGE.format(doi=f"{quote}10.3969/j.issn.1001{quote}", orcid=f"{quote}0000-0003-4069-6287{quote}")
    draft = make_draft({"docs/zh/index.md": old, "docs/en/index.md": new})
    assert identifiers.fix(draft).texts == {"docs/zh/index.md": new}


@pytest.mark.parametrize(
    "front",
    [
        "article:\n  doi: |\n    https://doi.org/10.1000/x",
        "article: {doi: [https://doi.org/10.1000/x]}",
        "doi: https://doi.org/10.1000/x",
        "article:\n  authors: 林\n  doi: 5",
        "article:\n  authors: [{name: a, orcid: 0000-0003-4069-6288}]",
        "article: [",
    ],
)
def test_other_front_matter_stays(front, make_draft):
    """Block texts, lists, other fields, iDs whose check digit is wrong, broken YAML."""
    assert identifiers.fix(make_draft({"docs/zh/index.md": f"---\n{front}\n---\n"})).texts == {}
