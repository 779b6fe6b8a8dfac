"""Identifiers as people paste them, and as links."""

from collections.abc import Callable

import pytest

from bireview.bibliography.identifiers import (
    arxiv_url,
    cstr_url,
    doi_url,
    isbn_url,
    orcid_url,
    parse_arxiv,
    parse_cstr,
    parse_doi,
    parse_isbn,
    parse_orcid,
    parse_pmcid,
    parse_pmid,
    pmcid_url,
    pmid_url,
    pubmed_search_url,
)

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"

ACCEPTED = {
    "10.1002/hep.24434": "10.1002/hep.24434",
    "  10.1002/hep.24434\n": "10.1002/hep.24434",
    "https://doi.org/10.1002/hep.24434": "10.1002/hep.24434",
    "http://dx.doi.org/10.1002/hep.24434": "10.1002/hep.24434",
    "https://www.doi.org/10.1002/hep.24434": "10.1002/hep.24434",
    "doi.org/10.1002/hep.24434": "10.1002/hep.24434",
    "https://doi.org/10.1002/hep.24434?utm_source=x": "10.1002/hep.24434",
    "doi:10.1002/hep.24434": "10.1002/hep.24434",
    "DOI: 10.1002/hep.24434": "10.1002/hep.24434",
    "doi: https://doi.org/10.1002/hep.24434": "10.1002/hep.24434",
    "doi:doi.org/10.1002/hep.24434": "10.1002/hep.24434",
    "ＤＯＩ：https://doi.org/10.1002/hep.24434；": "10.1002/hep.24434",
    "【doi：10.3969/j.issn.1001-5256.2023.05.003】": "10.3969/j.issn.1001-5256.2023.05.003",
    "info:doi/10.1002/hep.24434": "10.1002/hep.24434",
    "https://onlinelibrary.wiley.com/doi/full/10.1002/hep.24434": "10.1002/hep.24434",
    "DOI：10.3969/j.issn.1001-5256.2023.05.003": "10.3969/j.issn.1001-5256.2023.05.003",
    "ＤＯＩ：１０．３９６９／ｊ．ｉｓｓｎ．１００１－５２５６": "10.3969/j.issn.1001-5256",
    "10.3969/j.issn.1001-5256.2023.05.003。": "10.3969/j.issn.1001-5256.2023.05.003",
    "10.3969/j.issn.1001–5256.2023.05.003": "10.3969/j.issn.1001-5256.2023.05.003",
    "10.1007/s11010\u2011017\u20142940\u22121": "10.1007/s11010-017-2940-1",
    "10.1007/s11010-017- 2940-1": "10.1007/s11010-017-2940-1",
    "10.1007/\ns11010-017-2940-1": "10.1007/s11010-017-2940-1",
    "10.1002/hep.24434.": "10.1002/hep.24434",
    "10.1002/hep.24434,": "10.1002/hep.24434",
    "(doi:10.1002/hep.24434)": "10.1002/hep.24434",
    "<https://doi.org/10.1002/hep.24434>": "10.1002/hep.24434",
    "10.1002/\u200bhep.24434": "10.1002/hep.24434",
    "10.1016/S0140-6736(08)61345-8": "10.1016/S0140-6736(08)61345-8",
    "10.1016/0168-8278(95)80226-6 ": "10.1016/0168-8278(95)80226-6",
    "10.1000.10/123456": "10.1000.10/123456",
    "10.1097/MEG.0b013e32832eb69a": "10.1097/MEG.0b013e32832eb69a",
    SICI: SICI,
    SICI.replace("<", "&lt;").replace(">", "&gt;"): SICI,
    doi_url(SICI): SICI,
    f"http://dx.doi.org/{SICI[:-1]}#": f"{SICI[:-1]}#",
    f"https://doi.org/{SICI}#abstract": SICI,
}

REJECTED = [
    "",
    "10.",
    "10/hep.24434",
    "10.1002",
    "10.1002/",
    "10.10/hep.24434",
    "11.1002/hep.24434",
    "hep.24434",
    "https://example.org/10.1002/hep.24434",
    "10.1002/hep.24434 accessed 2020",
    "10.1002/hep.24434. Accessed 2020",
    "see 10.1002/hep.24434",
    "10.3969/j.issn.1001-5256.2023.05.003。下载于2023年",
    "无",
    "PMID: 21608000",
]


@pytest.mark.parametrize("pasted", ACCEPTED)
def test_accepted(pasted: str) -> None:
    """A DOI is recognised in every form in which people paste it, and its case is kept."""
    assert parse_doi(pasted) == ACCEPTED[pasted]


@pytest.mark.parametrize("text", REJECTED)
def test_rejected(text: str) -> None:
    """What is no DOI, or more than a DOI, is not taken for one."""
    assert parse_doi(text) is None


@pytest.mark.parametrize(
    ("doi", "path"),
    [
        ("10.1002/hep.24434", "10.1002/hep.24434"),
        ("10.1000/456#789", "10.1000/456%23789"),  # the DOI Handbook's own example
        ("10.1016/S0140-6736(08)61345-8", "10.1016/S0140-6736(08)61345-8"),
        (
            SICI,
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2",
        ),
        ('10.1000/a%b"c d?e', "10.1000/a%25b%22c%20d%3Fe"),
        ("10.1000/{a}^[b]`|\\+", "10.1000/%7Ba%7D%5E%5Bb%5D%60%7C%5C%2B"),
        ("10.1000/a/../b", "10.1000/a/..%2Fb"),
        ("10.1000/中", "10.1000/%E4%B8%AD"),
    ],
)
def test_address(doi: str, path: str) -> None:
    """A DOI's address is percent-encoded by the mandatory and recommended rules of the DOI Handbook."""
    assert doi_url(doi) == f"https://doi.org/{path}"


CHINAXIV = "32003.36.ChinaXiv.202303.00020.V1"

# Where the agencies have worked examples, they are here: 978-92-95055-12-4 and 0-306-40615-2 (ISBN Users' Manual and
# its earlier editions), 0000-0002-1825-0097, 0000-0001-5109-3700 and 0000-0002-1694-233X (ORCID), 0706.0001,
# 1501.00001, hep-th/9901001 and math.GT/0309136 (arXiv's help pages).
PASTED: dict[Callable[[str], str | None], dict[str, str]] = {
    parse_pmid: {
        "21608000": "21608000",
        " 21608000\n": "21608000",
        "PMID: 21608000": "21608000",
        "PMID 21608000.": "21608000",
        "pmid:21608000": "21608000",
        "PMID：21608000。": "21608000",
        "ＰＭＩＤ：２１６０８０００；": "21608000",
        "[PMID: 21608000]": "21608000",
        "【PMID：21608000】": "21608000",
        "PubMed PMID: 21608000;": "21608000",
        "PubMed ID 21608000": "21608000",
        "info:pmid/21608000": "21608000",
        "https://pubmed.ncbi.nlm.nih.gov/21608000/": "21608000",
        "https://pubmed.ncbi.nlm.nih.gov/21608000/?from=search": "21608000",
        "https://pubmed.ncbi.nlm.nih.gov/?term=21608000": "21608000",
        "http://www.ncbi.nlm.nih.gov/pubmed/21608000": "21608000",
        "https://europepmc.org/article/MED/21608000": "21608000",
        "2160\u200b8000": "21608000",
        "1": "1",
    },
    parse_pmcid: {
        "PMC3110001": "PMC3110001",
        "pmc3110001": "PMC3110001",
        "PMCID: PMC3110001": "PMC3110001",
        "PMCID：PMC3110001。": "PMC3110001",
        "PMCID: 3110001": "PMC3110001",
        "ＰＭＣ３１１０００１": "PMC3110001",
        "PubMed PMCID: PMC3110001.": "PMC3110001",
        "PMC3110001.2": "PMC3110001.2",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3110001/": "PMC3110001",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3110001/pdf/nihms1.pdf": "PMC3110001",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC3110001/#S2": "PMC3110001",
        "https://europepmc.org/article/PMC/PMC3110001": "PMC3110001",
        "https://europepmc.org/articles/PMC3110001": "PMC3110001",
    },
    parse_arxiv: {
        "0706.0001": "0706.0001",
        "1501.00001": "1501.00001",
        "arXiv:1501.00001v1": "1501.00001v1",
        "arXiv: 0706.0001V2": "0706.0001v2",
        "arXiv：2101.00001。": "2101.00001",
        "ａｒＸｉｖ：２１０１．００００１": "2101.00001",
        "（arXiv：2101.00001）": "2101.00001",
        "arXiv preprint arXiv:2101.00001": "2101.00001",
        "arXiv:2101.00001v2 [q-bio.TO] 3 Jan 2021": "2101.00001v2",
        "arXiv:hep-th/9901001v1 [hep-th]": "hep-th/9901001v1",
        "https://arxiv.org/abs/2101.00001v3": "2101.00001v3",
        "http://arxiv.org/pdf/2101.00001v3.pdf": "2101.00001v3",
        "https://arxiv.org/pdf/2101.00001?download=1": "2101.00001",
        "https://export.arxiv.org/abs/math/0309136": "math/0309136",
        "https://doi.org/10.48550/arXiv.2101.00001": "2101.00001",
        "doi：10.48550/arXiv.2101.00001": "2101.00001",
        "math.gt/0309136": "math.GT/0309136",
        "MATH.GT/0309136v1": "math.GT/0309136v1",
        "cond\u2010mat/9605085": "cond-mat/9605085",
        "q-bio/0703001": "q-bio/0703001",
    },
    parse_isbn: {
        "978-92-95055-12-4": "978-92-95055-12-4",
        "ISBN 978-92-95055-12-4": "978-92-95055-12-4",
        "ISBN：978–92–95055–12–4。": "978-92-95055-12-4",
        "ISBN-13: 978-92-95055-12-4": "978-92-95055-12-4",
        "９７８－９２－９５０５５－１２－４": "978-92-95055-12-4",
        "978 92 95055 12 4": "978-92-95055-12-4",
        "978-92- 95055-12-4": "978-92-95055-12-4",
        "9789295055124": "9789295055124",
        "978-9295055124": "9789295055124",
        "urn:isbn:9789295055124": "9789295055124",
        "https://www.worldcat.org/isbn/9789295055124": "9789295055124",
        "979-10-90636-07-1": "979-10-90636-07-1",
        "0-306-40615-2": "0-306-40615-2",
        "ISBN-10: 0306406152": "0306406152",
        "0 8044 2957 x": "0-8044-2957-X",
        "ISBN 7-5067-2900-8": "7-5067-2900-8",
    },
    parse_cstr: {
        CHINAXIV: CHINAXIV,
        f"CSTR:{CHINAXIV}": CHINAXIV,
        f"cstr: {CHINAXIV}.": CHINAXIV,
        f"CSTR：{CHINAXIV}。": CHINAXIV,
        "ＣＳＴＲ：３２００３．３６．ChinaXiv．202303．00020．V1": CHINAXIV,
        f"https://cstr.cn/{CHINAXIV}": CHINAXIV,
        f"https://www.cstr.cn/CSTR:{CHINAXIV}": CHINAXIV,
        f"https://cstr.cn/CSTR%3A{CHINAXIV}?from=x": CHINAXIV,
        f"CSTR: https://cstr.cn/{CHINAXIV}/": CHINAXIV,
        f"cstr.cn/{CHINAXIV}": CHINAXIV,
        "CSTR:16389.09.A08V-0001": "16389.09.A08V-0001",
        "16389.09.A08V\u20130001": "16389.09.A08V-0001",
        "31253.11.sciencedb.01234；": "31253.11.sciencedb.01234",
    },
    parse_orcid: {
        "0000-0002-1825-0097": "0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1825-0097": "0000-0002-1825-0097",
        "http://www.orcid.org/0000-0001-5109-3700/": "0000-0001-5109-3700",
        "orcid.org/0000-0002-1694-233x": "0000-0002-1694-233X",
        "ORCID: 0000-0002-1694-233X": "0000-0002-1694-233X",
        "ORCID iD 0000-0002-1694-233X.": "0000-0002-1694-233X",
        "ORCID：0000–0002–1825–0097。": "0000-0002-1825-0097",
        "ＯＲＣＩＤ：００００－０００２－１８２５－００９７": "0000-0002-1825-0097",
        "0000 0002 1825 0097": "0000-0002-1825-0097",
        "0000000218250097": "0000-0002-1825-0097",
        "(https://orcid.org/0000-0002-1825-0097)": "0000-0002-1825-0097",
    },
}

FOREIGN: dict[Callable[[str], str | None], list[str]] = {
    parse_pmid: [
        "", "0", "012345", "123456789", "21608000 21608001", "PMC3110001", "PMCID: PMC3110001", "10.1002/hep.24434",
        "PMID: 见下", "见PMID 21608000", "https://example.org/21608000", "21608000; PMCID: PMC3110001", "²¹",
    ],
    parse_pmcid: [
        "", "3110001", "PMC", "PMC0123", "PMID: 21608000", "PMC3110001, PMC3110002", "PMC3110001的全文", "PMCX1",
        "https://example.org/PMC3110001",
    ],
    parse_arxiv: [
        "", "arXiv", "2101.0001", "1412.00001", "1501.0001", "0703.0001", "2113.00001", "2100.00001", "0706.0000",
        "2101.00001v0", "2101.00001 v2 修订", "见arXiv：2101.00001", "math/0704001", "math/9013001", "math.GTX/0309136",
        "309136", "hep-th/990100", "10.1002/hep.24434", "https://example.org/abs/2101.00001",
    ],
    parse_isbn: [
        "", "ISBN", "978-92-95055-12-5", "9789295055125", "0-306-40615-3", "0306406153", "979-0-2600-0043-8",
        "977-92-95055-12-4", "978-92-95055-12", "97892950551244", "978-92-95055-12-4（平装）", "978--92-95055-12-4",
        "978-92-95055-12-4, 978-92-95055-12-4", "ISSN 1001-5256", "X306406152", "书号不详",
    ],
    parse_cstr: [
        "", "CSTR:", "CSTR", "32003.36", "32003.36.", "3200.36.ChinaXiv.1", "32003.3.ChinaXiv", "CN.32003.36.a",
        f"{CHINAXIV} 下载", f"见{CHINAXIV}", "32003.36.预印本", f"https://example.org/{CHINAXIV}", "10.1002/hep.24434",
    ],
    parse_orcid: [
        "", "ORCID", "0000-0002-1825-0098", "0000-0002-1694-2330", "0000-0000-0000-0000", "0000-0002-1825",
        "0000-0002-1825-00970", "0000-0002-18250-097", "https://example.org/0000-0002-1825-0097",
        "0000-0002-1825-0097（通信作者）", "无",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("parse", "pasted", "bare"), [(parse, *row) for parse, rows in PASTED.items() for row in rows.items()]
)
def test_pasted(parse: Callable[[str], str | None], pasted: str, bare: str) -> None:
    """An identifier is recognised in every form in which people paste it, and what comes out is recognised again."""
    assert parse(pasted) == bare
    assert parse(bare) == bare


@pytest.mark.parametrize(("parse", "text"), [(parse, text) for parse, texts in FOREIGN.items() for text in texts])
def test_foreign(parse: Callable[[str], str | None], text: str) -> None:
    """What is another identifier, has a wrong check digit, or holds more than an identifier, is not taken for one."""
    assert parse(text) is None


@pytest.mark.parametrize(
    ("address", "expected", "parse"),
    [
        (pmid_url("21608000"), "https://pubmed.ncbi.nlm.nih.gov/21608000/", parse_pmid),
        (pubmed_search_url("10.1/x<z>"), "https://pubmed.ncbi.nlm.nih.gov/?term=10.1/x%3Cz%3E%5Bdoi%5D", None),
        (pmcid_url("PMC3110001"), "https://pmc.ncbi.nlm.nih.gov/articles/PMC3110001/", parse_pmcid),
        (arxiv_url("math.GT/0309136v1"), "https://arxiv.org/abs/math.GT/0309136v1", parse_arxiv),
        (isbn_url("0-8044-2957-X"), "https://www.worldcat.org/isbn/080442957X", None),
        (cstr_url(CHINAXIV), f"https://cstr.cn/{CHINAXIV}", parse_cstr),
        (orcid_url("0000-0002-1694-233X"), "https://orcid.org/0000-0002-1694-233X", parse_orcid),
    ],
)
def test_addresses(address: str, expected: str, parse: Callable[[str], str | None] | None) -> None:
    """An identifier's address is the one that its registry gives, and is recognised when it is pasted back."""
    assert address == expected
    assert parse is None or parse(address)


@pytest.mark.parametrize("url", [pmid_url, pmcid_url, arxiv_url, cstr_url])
def test_addresses_are_safe(url: Callable[[str], str]) -> None:
    """Whatever text is given, the address holds no character that could end an attribute or begin another part."""
    assert not set('"<> ?#中') & set(url('"<> ?#中'))
