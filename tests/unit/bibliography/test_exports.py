"""Export formats: what each writes for one field or entry, and that BibTeX loses nothing on the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bireview.bibliography.exports import EXPORTS
from bireview.bibliography.load import load_library
from bireview.bibliography.model import Person, Reference

ROOT = Path(__file__).resolve().parents[3]


def only(fields: str, kind: str = "article") -> Reference:
    """The one reference made of `fields`, whatever is missing from it."""
    library, _ = load_library(f"@{kind}{{key,\n{fields}\n}}", "references.bib")
    return library["key"]


def unplaced(reference: Reference) -> Reference:
    """A reference without its place in its file, which a copy cannot keep."""
    twin = unplaced(reference.twin) if reference.twin else None
    return replace(reference, line=0, position=0, twin=twin)


def there_and_back(references: list[Reference]) -> list[Reference]:
    library, _ = load_library(EXPORTS["bib"].write(references), "export.bib")
    return [unplaced(reference) for reference in library.values()]


def bibtex(reference: Reference) -> dict[str, str]:
    """The fields of one entry as they are written, without what ends a line."""
    first, *lines, last, after = EXPORTS["bib"].write([reference]).split("\n")
    assert (first, last, after) == (f"@{reference.type}{{{reference.key},", "}", "")
    return dict(line.strip().removesuffix(",").split(" = ", 1) for line in lines)


def ris(reference: Reference) -> list[str]:
    """The lines of one entry between its first and its last."""
    lines = EXPORTS["ris"].write([reference]).split("\r\n")
    assert lines[-3:] == ["ER  - ", "", ""]
    assert lines[0].startswith("TY  - ")
    return lines[:-3]


def csl(reference: Reference) -> dict[str, object]:
    [item] = json.loads(EXPORTS["json"].write([reference]))
    assert item.pop("id") == reference.key
    return dict(item)


# BibTeX


def test_the_reviews_references_come_back_as_they_were() -> None:
    """Reading what was written of references.bib gives equal references, each alone and all together."""
    library, _ = load_library((ROOT / "references.bib").read_text(encoding="utf-8"), "references.bib")
    originals = [unplaced(reference) for reference in library.values()]
    assert there_and_back(originals) == originals
    assert [there_and_back([reference]) for reference in originals] == [[reference] for reference in originals]
    assert EXPORTS["bib"].write(originals) == "\n".join(EXPORTS["bib"].write([reference]) for reference in originals)


@pytest.mark.parametrize("year", ["2015", "2025"])
def test_outside_entries_come_back_as_they_were(shared: Path, year: str) -> None:
    """So do the examples of GB/T 7714, with every type and many fields of their own."""
    file = shared / "oracles" / "gbt7714" / f"{year}-examples.bib"
    library, _ = load_library(file.read_text(encoding="utf-8"), file.name)
    originals = [unplaced(reference) for reference in library.values()]
    assert len(originals) > 200
    assert there_and_back(originals) == originals


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        # Names, as BibTeX divides them.
        ("author = {van den Engel, S and Smith, Jr., John}", {"author": "{van den Engel, S and Smith, Jr., John}"}),
        ("author = {{van den Engel}, S}", {"author": "{{van den Engel}, S}"}),
        ("author = {林, 沪 and 陈登原 and others}", {"author": "{林, 沪 and 陈登原 and others}"}),
        ("author = {林 沪}", {"author": "{林, 沪}"}),
        ("author = {{World Health and Care, Inc.}}", {"author": "{{World Health and Care, Inc.}}"}),
        ("author = {{Bell Labs},}", {"author": "{Bell Labs,}"}),
        ("editor = {Li, G and others}", {"editor": "{Li, G and others}"}),
        ("author = {others}", {"author": "{others}"}),
        # Capitals, italics, raised and lowered characters, and what TeX would take for a command.
        ("title = {In vivo {MSC}s of {\\textit{TP53}}}", {"title": "{In vivo {MSC}s of \\textit{{TP53}}}"}),
        ("title = {{\\it Homo sapiens} cells}", {"title": "{{\\itshape Homo sapiens} cells}"}),
        ("title = {H$_2$O and {$^{3}$H}}", {"title": "{H{{\\textsubscript{2}}}O and {{\\textsuperscript{3}H}}}"}),
        ("title = {a_b & 5% of ~x^2}", {"title": "{a\\_b \\& 5\\% of x\\textasciicircum{}2}"}),
        (
            "title = {\\{a\\} \\textbackslash{}b}",
            {"title": "{\\textbraceleft{}a\\textbraceright{} \\textbackslash{}b}"},
        ),
        ("title = {1-{}-2 `{}`x'{}'}", {"title": "{1-{}-2 `{}`x'{}'}"}),
        ("title = {治疗“肝硬化”：{MSC}的安全性}", {"title": "{治疗“肝硬化”：{MSC}的安全性}"}),
        # Dates, as classic BibTeX says them, or else as biblatex does.
        ("year = 2018", {"year": "{2018}"}),
        ("year = 2018, month = mar", {"year": "{2018}", "month": "mar"}),
        ("date = {2015-03-27}", {"year": "{2015}", "date": "{2015-03-27}"}),
        ("date = {2015-03-27/2015-04-01}", {"year": "{2015}", "date": "{2015-03-27/2015-04-01}"}),
        ("year = {c1988}", {"year": "{c1988}"}),
        ("year = {2018}, month = {Spring}", {"year": "{2018}", "date": "{2018}", "month": "{Spring}"}),
        # Numbers.
        ("number = {Suppl 2}", {"number": "{Suppl 2}"}),
        ("volume = {27 Suppl 2}, number = 3", {"volume": "{27}", "number": "{3 Suppl 2}"}),
        ("volume = {20}, number = {增刊1}", {"volume": "{20}", "number": "{增刊1}"}),
        ("pages = {146-149, 278--279}", {"pages": "{146--149, 278--279}"}),
        ("eid = {e1_2}", {"eid": "{e1\\_2}"}),
        # Identifiers and addresses are not escaped.
        ("doi = {10.1000/a_b<1>;2-0}", {"doi": "{10.1000/a_b<1>;2-0}"}),
        ("url = {http://a.b/c_d%20~e#f&g}", {"url": "{http://a.b/c_d%20~e#f&g}"}),
        ("langid = {chinese}, language = {中文}", {"langid": "{chinese}", "language": "{中文}"}),
        ("retracted = {2021-05-03, 10.1000/x}", {"retracted": "{2021-05-03, 10.1000/x}"}),
        ("corrected = {yes}", {"corrected": "{yes}"}),
        ("institution = {WHO}, x-tag = {a & b}", {"organization": "{WHO}", "x-tag": "{a \\& b}"}),
        # The record in the other language: only what it says otherwise.
        (
            "title = {Cells}, volume = 20, number = {Suppl 1}, title_zh = {细胞}, number_zh = {增刊1}, volume_zh = 20",
            {"title": "{Cells}", "volume": "{20}", "number": "{Suppl 1}", "title_zh": "{细胞}", "number_zh": "{增刊1}"},
        ),
        (
            "title = {细胞}, langid = {chinese}, year = 2018, title_en = {Cells}, year_en = 2019, month_en = jan",
            {
                "title": "{细胞}",
                "year": "{2018}",
                "langid": "{chinese}",
                "title_en": "{Cells}",
                "year_en": "{2019}",
                "month_en": "jan",
            },
        ),
    ],
)
def test_bibtex_says_each_thing_so_that_it_is_read_again(fields: str, written: dict[str, str]) -> None:
    """Each field is written in the form that BibTeX, biblatex and this program read alike."""
    reference = only(fields)
    assert bibtex(reference) == written
    assert there_and_back([reference]) == [unplaced(reference)]


# CSL-JSON


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            "author = {van den Engel, S and Smith, Jr., John and {WHO} and 陈登原 and 林, 沪 and others}",
            {
                "author": [
                    {"family": "Engel", "given": "S", "non-dropping-particle": "van den"},
                    {"family": "Smith", "given": "John", "suffix": "Jr."},
                    {"literal": "WHO"},
                    {"family": "陈登原"},
                    {"family": "林", "given": "沪"},
                    {"literal": "others"},
                ]
            },
        ),
        (
            "title = {In {MSCs}: {\\textit{P} < 0.05}, H$_2$O & 肝}",
            {
                "title": 'In <span class="nocase">MSCs</span>: <span class="nocase"><i>P</i></span>'
                ' < 0.05, H<span class="nocase"><sub>2</sub></span>O & 肝'
            },
        ),
        ("date = {2015-03-27}", {"issued": {"date-parts": [[2015, 3, 27]]}}),
        ("date = {2015-03/2015-04}", {"issued": {"date-parts": [[2015, 3], [2015, 4]]}}),
        ("urldate = {2023-01-05}", {"accessed": {"date-parts": [[2023, 1, 5]]}}),
        ("number = {Suppl 2}, volume = 20", {"volume": "20", "issue": "Suppl 2"}),
        ("eid = {e62363}", {"number": "e62363", "page": "e62363"}),
        ("eid = {e1}, pages = {1--9}", {"number": "e1", "page": "1-9"}),
        (
            "doi = {10.1000/x}, pmid = {21608000}, pmcid = {PMC3110001}, langid = {chinese}",
            {"DOI": "10.1000/x", "PMID": "21608000", "PMCID": "PMC3110001", "language": "zh"},
        ),
        (
            "title = {Cells}, title_zh = {细胞}, journal_zh = {肝脏}",
            {"title": "Cells", "original-title": "细胞", "custom": {"title_zh": "细胞", "journal_zh": "肝脏"}},
        ),
        (
            "note = {In English.}, retracted = {2021-05-03, 10.1000/x}",
            {"note": "Retracted 2021-05-03: https://doi.org/10.1000/x; In English.", "status": "retracted"},
        ),
        ("x-tag = {甲}, issn = {1234-5678}", {"ISSN": "1234-5678", "custom": {"x-tag": "甲"}}),
        ("entrysubtype = {newspaper}", {"type": "article-newspaper"}),
    ],
)
def test_csl_json_says_each_thing_in_its_field(fields: str, said: dict[str, object]) -> None:
    """Each field stands where CSL 1.0.2 has it, and what CSL has no field for is `custom`."""
    assert csl(only(fields)) == {"type": "article-journal", **said}


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("techreport", "number = 12, institution = {WHO}", {"type": "report", "number": "12", "publisher": "WHO"}),
        ("phdthesis", "school = {中山大学}", {"type": "thesis", "genre": "PhD thesis", "publisher": "中山大学"}),
        (
            "incollection",
            "booktitle = {Stem {Cells}}, series = {S}, number = 3",
            {
                "type": "chapter",
                "container-title": 'Stem <span class="nocase">Cells</span>',
                "collection-title": "S",
                "collection-number": "3",
            },
        ),
        ("preprint", "eprint = {2101.00001}", {"type": "article", "number": "arXiv:2101.00001"}),
        ("standard", "number = {GB/T 7714—2025}", {"type": "standard", "number": "GB/T 7714—2025"}),
        ("misc", "", {"type": "document"}),
    ],
)
def test_csl_json_knows_the_type(kind: str, fields: str, said: dict[str, object]) -> None:
    """Each type becomes CSL's nearest, and its number goes where that type has it."""
    assert csl(only(fields, kind)) == said


# The schema's names, of those that the exports could use: csl-data.json of CSL 1.0.2.
CSL_FIELDS = frozenset({
    "abstract", "accessed", "annote", "author", "call-number", "chapter-number", "collection-number",
    "collection-title", "container-title", "custom", "dimensions", "DOI", "edition", "editor", "event-place",
    "event-title", "genre", "id", "ISBN", "ISSN", "issue", "issued", "keyword", "language", "medium", "note",
    "number", "number-of-pages", "number-of-volumes", "original-title", "page", "PMCID", "PMID", "publisher",
    "publisher-place", "scale", "status", "title", "title-short", "translator", "type", "URL", "version", "volume",
})  # fmt: skip
CSL_TYPES = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "dataset", "document",
    "entry", "graphic", "legal_case", "legislation", "manuscript", "map", "motion_picture", "paper-conference",
    "patent", "performance", "periodical", "personal_communication", "report", "review", "software", "song",
    "standard", "thesis", "webpage",
})  # fmt: skip


def test_csl_json_keeps_to_the_schema(shared: Path) -> None:
    """Of many entries of every type, no item has a field, a type or a part of a name that the schema has not."""
    for file in sorted((shared / "oracles" / "gbt7714").glob("*.bib")):
        library, _ = load_library(file.read_text(encoding="utf-8"), file.name)
        for item in json.loads(EXPORTS["json"].write(library.values())):
            assert set(item) <= CSL_FIELDS
            assert item["type"] in CSL_TYPES
            for name in [*item.get("author", ()), *item.get("editor", ()), *item.get("translator", ())]:
                assert set(name) <= {"family", "given", "non-dropping-particle", "suffix", "literal"}
            for date in (item.get("issued"), item.get("accessed")):
                assert date is None or all(1 <= len(part) <= 3 for part in date["date-parts"])


# RIS


@pytest.mark.parametrize(
    ("kind", "fields", "lines"),
    [
        (
            "article",
            "author = {van den Engel, S and Smith, Jr., John and {World Health Organization} and 陈登原 and others}",
            [
                "AU  - van den Engel, S",
                "AU  - Smith, John, Jr.",
                "AU  - World Health Organization,",
                "AU  - 陈登原",
                "AU  - others",
            ],
        ),
        (
            "article",
            "title = {In {MSCs}: \\textit{P} \\& H$_2$O}, journal = {肝脏}, date = {2015-03-27}, urldate = {2023-01}",
            [
                "TI  - In MSCs: P & H₂O",
                "T2  - 肝脏",
                "PY  - 2015",
                "DA  - 2015/03/27/",
                "Y2  - 2023/01//",
            ],
        ),
        (
            "article",
            "volume = 8, number = {4 Suppl 2}, eid = {e62363}",
            ["VL  - 8", "IS  - 4 Suppl 2", "SP  - e62363", "C7  - e62363"],
        ),
        ("article", "pages = {20--30}", ["SP  - 20", "EP  - 30"]),
        ("article", "pages = {146--149, 278--279}", ["SP  - 146-149, 278-279"]),
        (
            "article",
            "doi = {10.1000/x}, url = {http://a.b/c_d}, pmid = {21608000}, pmcid = {PMC3110001}, langid = {chinese}",
            ["DO  - 10.1000/x", "UR  - http://a.b/c_d", "AN  - 21608000", "C2  - PMC3110001", "LA  - zh"],
        ),
        (
            "article",
            "title = {Cells}, title_zh = {细胞}, journal_zh = {肝脏}, concern = {10.1000/x}, keywords = {a; 乙}",
            [
                "TI  - Cells",
                "OP  - 细胞",
                "KW  - a",
                "KW  - 乙",
                "N1  - Expression of concern: https://doi.org/10.1000/x",
                "N1  - title_zh: 细胞; journal_zh: 肝脏",
            ],
        ),
        (
            "inproceedings",
            "editor = {Li, G and others}, booktitle = {Proc}, series = {S}",
            ["A2  - Li, G", "A2  - others", "T2  - Proc", "T3  - S", "C3  - Proc"],
        ),
        ("book", "editor = {Li, G}, translator = {王, 芳}, isbn = {9787111111111}", ["ED  - Li, G", "A4  - 王, 芳"]),
        ("techreport", "number = 12, institution = {WHO}", ["PB  - WHO", "SN  - 12"]),
        ("misc", "note = {甲}, x-tag = {乙}", ["N1  - 甲", "N1  - x-tag: 乙"]),
    ],
)
def test_ris_says_each_thing_in_its_tag(kind: str, fields: str, lines: list[str]) -> None:
    """Each field has its line, in a fixed order; what RIS has no tag for is a note."""
    _, _, *written = ris(only(fields, kind))
    assert [line for line in written if not line.endswith("9787111111111")] == lines


def test_ris_names_types_and_keys() -> None:
    """An entry begins with its type and key; the types are those of the specification."""
    kinds = {"article": "JOUR", "online": "ELEC", "phdthesis": "THES", "standard": "STAND", "heirloom": "GEN"}
    for kind, tag in kinds.items():
        assert ris(only("title = {肝}", kind))[:2] == [f"TY  - {tag}", "ID  - key"]


# All


@pytest.mark.parametrize("extension", EXPORTS)
def test_an_export_of_nothing_is_an_empty_file(extension: str) -> None:
    """No references make a file that is read as none."""
    assert EXPORTS[extension].write([]).strip() in ("", "[]")


def test_a_person_without_a_given_name_stays_whole() -> None:
    """A family name of several words does not fall apart where commas divide names."""
    work = Reference(key="k", type="book", line=1, position=1, authors=(Person(family="El Ansary"),))
    assert there_and_back([work]) == [unplaced(work)]
    assert "AU  - El Ansary," in ris(work)
