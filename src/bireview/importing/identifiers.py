"""DOIs, addresses and other identifiers in the text of a reference, however the PDF has left them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bireview.bibliography.dates import parse_date, parse_month
from bireview.bibliography.identifiers import parse_doi

_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_DOI_LABEL = (
    r"(?:[\[［]?\s*(?:https?\s*[:：]\s*//\s*)?(?:dx\s*\.\s*)?"
    r"d\s?o\s?i\s*(?:\.\s*org\s*/|[:：.]|(?=\s*10))\s*(?:doi\s*[:：]\s*)?)"
)
_DOI = re.compile(
    rf"{_DOI_LABEL}\s*(?P<doi>(?:10|１０)\s*[.．]\s*\d.*)|(?P<bare>(?<![\d.])10\s?\.\s?\d{{4,9}}\s?/\s?\S.*)",
    re.IGNORECASE,
)
# What can follow a DOI in a reference: other identifiers, dates in brackets, a Chinese record, a sentence, an address.
_AFTER_DOI = re.compile(
    r"\s*(?:[,;，；]?\s*(?:PMC?I?D\b|CSTR\b|Epub\b|eCollection\b|https?://|Available\b|Accessed\b|Retrieved\b)"
    r"|[\[［]|[\u3400-\u9fff]|\(in Chinese\)|[.。;；]\s+(?=[A-Z][a-z]{2,}))"
)
_URL = re.compile(r"(?:https?|ftp)\s?:\s?//\s?(?P<rest>\S.*)", re.IGNORECASE)
_AFTER_URL = re.compile(
    r"\s+(?=[A-Z][a-z]{2,}\b|[\[(（]|DOI)|[\u3400-\u9fff\u3000-\u303f]|[.。]?\s*\Z|[.。;；]\s+(?=[A-Z])"
)
_PMID = re.compile(r"[;；]?\s*\bPMID\s*[:：]?\s*(\d{1,8})[.。;；]?", re.IGNORECASE)
_PMCID = re.compile(r"[;；]?\s*\b(?:PMCID\s*[:：]?\s*)?(PMC\d{3,9})[.。;；]?", re.IGNORECASE)
_DAY = r"(\d{4}\s*[-–/.年]\s*\d{1,2}\s*[-–/.月]\s*\d{1,2})\s*日?"
_ACCESSED = re.compile(
    rf"[\[［]\s*(?:cited|accessed|引用日期[:：]?)?\s*{_DAY}\s*[\]］]"
    rf"|\b(?:accessed|retrieved|cited)(?: on)?[:：]?\s*{_DAY}",
    re.I,
)
_CITED = re.compile(r"[\[［]\s*(?:cited|accessed)\s+(\d{4}\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2})\s*[\]］]", re.IGNORECASE)
_PUBLISHED = re.compile(rf"[(（]\s*{_DAY}\s*[)）]")


# Where hyphens stand in the DOIs of some publishers: an ISSN; Wiley; Springer Nature; Elsevier; the Chinese Medical
# Association.
_FORMS = (
    (re.compile(r"(?<=issn\.)(\d{4})(\d{3}[\dx])(?!\d)", re.IGNORECASE), r"\1-\2"),
    (re.compile(r"(?<=/j\.)(\d{4})(\d{3}[\dx])(?=\.(?:19|20)\d\d\.)", re.IGNORECASE), r"\1-\2"),
    (re.compile(r"(?<=/s)(\d{5})-?(0\d\d)-?(\d{4,5})-?([\dx])\Z", re.IGNORECASE), r"\1-\2-\3-\4"),
    (re.compile(r"(?<=/S)(\d{4})-?(\d{3}[\dX])(\(\d\d\)\d{5})-?([\dX])\Z", re.IGNORECASE), r"\1-\2\3-\4"),
    (re.compile(r"(?<=\.cn)(\d{6})-?((?:19|20)\d{6})-?(\d{5})\Z"), r"\1-\2-\3"),
)


@dataclass(frozen=True)
class Found:
    """What a reference's text said of identifiers and days; `rest` is the text without them."""

    rest: str
    doi: str = ""
    printed_doi: str = ""
    """The DOI as it stood in the text."""
    url: str = ""
    pmid: str = ""
    pmcid: str = ""
    accessed: str = ""
    published: str = ""
    unread: str = ""
    """What claims to be a DOI and is none."""
    unmended: str = ""
    """The DOI before hyphens were put into it, if they were."""


def mend_doi(doi: str) -> str:
    """A DOI with the hyphens that its publisher's form has, and that a line's end may have taken."""
    for pattern, form in _FORMS:
        doi = pattern.sub(form, doi)
    return doi


def take_identifiers(text: str) -> Found:
    """Take DOI, PMID, PMCID, address and days out of a reference's text."""
    doi = printed = url = unread = ""
    text = text.translate(_NARROW)
    accessed = published = ""
    pmid, text = _take(_PMID, text)
    pmcid, text = _take(_PMCID, text)
    accessed, text = _take(_ACCESSED, text)
    cited, text = _take(_CITED, text)
    if found := _DOI.search(text):
        group = "doi" if found["doi"] else "bare"
        tail = found[group]
        stop = _AFTER_DOI.search(tail)
        printed = tail[: stop.start()] if stop else tail
        after = tail[stop.start() :] if stop else ""
        doi = parse_doi(re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed))) or ""
        unread = "" if doi else found[0][: len(found[0]) - len(after)]
        text = f"{text[: found.start()].rstrip()} {after.lstrip(' .。')}".strip()
        if after.startswith(("]", "］")):
            text = text[:-1]
    if found := _URL.search(text):
        stop = _AFTER_URL.search(found[0])
        printed_url = found[0][: stop.start()] if stop else found[0]
        address = re.sub(r"\s+", "", printed_url).rstrip(".,;。，；")
        if re.match(r"https?://(?:dx\.)?doi\.org/10\.", address, re.IGNORECASE) and parse_doi(address):
            doi = doi or parse_doi(address) or ""
        else:
            url = address
        before = re.sub(
            r"(?:Available (?:from|at)|Retrieved from|URL|网址|可获取)\s*[:：]?\s*\Z",
            "",
            text[: found.start()],
            flags=re.I,
        )
        text = (
            f"{before.rstrip()} {text[found.end() :] if not stop else found[0][stop.start() :].lstrip(' .。')}".strip()
        )
    published, text = _take(_PUBLISHED, text)
    mended = mend_doi(doi)
    return Found(
        text,
        mended,
        printed.strip(),
        url,
        pmid,
        pmcid,
        _iso(accessed) or _in_words(cited),
        _iso(published),
        unread.strip(),
        doi if mended != doi else "",
    )


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    if not found:
        return "", text
    value = next(group for group in found.groups() if group)
    return value, f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()


def _iso(day: str) -> str:
    """2015年3月27日, 2015/3/27 → 2015-03-27; '' when there is no such day."""
    parts = re.findall(r"\d+", day)
    written = "-".join([parts[0], *(f"{int(p):02}" for p in parts[1:])]) if parts else ""
    return written if written and parse_date(written) else ""


def _in_words(day: str) -> str:
    """2023 Mar 1 → 2023-03-01; '' when there is no such day."""
    year, _, rest = day.replace(".", "").partition(" ")
    month = parse_month(rest.strip()) if rest else None
    written = f"{year}-{month[0]:02}-{month[1]:02}" if month and month[1] else ""
    return written if written and parse_date(written) else ""
