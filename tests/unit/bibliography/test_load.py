"""Reading .bib files: what is read, what is reported and where, and the review's own references.bib."""

import json
from pathlib import Path

import pybtex.errors
import pytest

from bireview.bibliography.load import load_library
from bireview.bibliography.model import Library, PartialDate, Person, Reference, Status, StatusKind
from bireview.problems import Problem

ROOT = Path(__file__).resolve().parents[3]
FACTS = ROOT.parent / "shared" / "content" / "references.json"


def load(text: str) -> tuple[Library, list[tuple[int, str]]]:
    """The library, and line and rule of each problem."""
    library, problems = load_library(text, "references.bib")
    assert all(p.location.file == "references.bib" for p in problems)
    return library, [(p.location.line, p.rule) for p in problems]


def only(fields: str, kind: str = "misc") -> Reference:
    """The one reference made of `fields`, which must be without a fault."""
    library, problems = load(f"@{kind}{{key,\n  title = {{T}},\n{fields}\n}}")
    assert problems == []
    return library["key"]


WHOLE = """\
% A comment with a {brace and an @sign.
@string{jcg = "J Clin " # {Gastroenterol}}
@preamble{"\\newcommand{\\noopsort}[1]{}"}
@comment{@misc{hidden, title = {Hidden}}}
% @misc{old,
%   title = {Old},
% }
@Article{Peng2011,
  Author  = "Peng, L and {van den Engel}, S and da Silva, LF and others",
  TITLE   = {{MSC}s in
             {Annals of Hepatology}: a "review"},
  journal = JCG,
  volume  = 54, number = {3}, pages = "820--828",
  year    = 2011, month = aug,
  doi     = {10.1002/hep.24434},
  note    = {as in
@misc{quoted, title = {Q}} here},
  x-tag   = {a # b},
}
@online(nhfpc2015,
  author = {{国家卫生和计划生育委员会}},
  title = {干细胞临床研究管理办法(试行)},
  url = {http://www.nhc.gov.cn/a_b%20c--d~e}, date = {2015-03-27}, urldate = {2023-01},
  langid = {chinese}
)
"""


def test_whole() -> None:
    """Strings, preambles, comments, quotes, nested braces and parentheses are all read as BibTeX means them."""
    library, problems = load(WHOLE)
    assert problems == []
    assert list(library) == ["Peng2011", "nhfpc2015"]
    peng, web = library.values()
    assert peng == Reference(
        key="Peng2011",
        type="article",
        line=8,
        position=1,
        authors=(Person("Peng", "L"), Person("van den Engel", "S"), Person("Silva", "LF", particle="da")),
        others_cut=True,
        title='MSCs in Annals of Hepatology: a "review"',
        title_protected=((0, 3), (8, 28)),
        journal="J Clin Gastroenterol",
        volume="54",
        number="3",
        pages="820-828",
        date=PartialDate(2011, 8),
        doi="10.1002/hep.24434",
        note="as in @miscquoted, title = Q here",
        fields={"x-tag": "a # b"},
    )
    assert (web.line, web.position, web.langid) == (20, 2, "zh")
    assert web.authors == (Person(literal="国家卫生和计划生育委员会"),)
    assert web.title == "干细胞临床研究管理办法(试行)"
    assert web.url == "http://www.nhc.gov.cn/a_b%20c--d~e"
    assert (web.date, web.urldate) == (PartialDate(2015, 3, 27), PartialDate(2023, 1))


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Chávez-Tapia, NC", [Person("Chávez-Tapia", "NC")]),
        ("Chávez-Tapia, N. C.", [Person("Chávez-Tapia", "N. C.")]),
        ("Norberto C. Chávez-Tapia", [Person("Chávez-Tapia", "Norberto C.")]),
        ("van den Engel, S", [Person("Engel", "S", particle="van den")]),
        ("Ludwig van Beethoven", [Person("Beethoven", "Ludwig", particle="van")]),
        ("King, Jr, Martin Luther", [Person("King", "Martin Luther", suffix="Jr")]),
        (r"Cal{\`\i}, B and G{\"o}del, K", [Person("Calì", "B"), Person("Gödel", "K")]),
        ("林, 沪 and 张, 政", [Person("林", "沪"), Person("张", "政")]),
        ("林，沪", [Person("林", "沪")]),
        ("欧阳 修", [Person("欧阳", "修")]),
        ("陈登原", [Person("陈登原")]),
        ("卡尔·马克思", [Person("卡尔·马克思")]),
        ("{Barnes and Noble, Inc.}", [Person(literal="Barnes and Noble, Inc.")]),
        ("{中华人民共和国卫生部；教育部}", [Person(literal="中华人民共和国卫生部；教育部")]),
        ("{World Health Organization} and Li, G", [Person(literal="World Health Organization"), Person("Li", "G")]),
    ],
)
def test_names(written: str, people: list[Person]) -> None:
    """Names are divided as BibTeX does it, and Chinese names as Chinese are; braces make a body of one."""
    assert list(only(f"author = {{{written}}}").authors) == people


@pytest.mark.parametrize(
    ("written", "people", "others"),
    [
        ("Li, G; Wang, H", 1, False),
        ("林沪；张政；施明", 1, False),
        ("林沪、张政", 1, False),
        ("Li G", 1, False),
        ("Li, G, Wang, H, Xu, D", 1, False),
        ("Li, G and and Wang, H", 2, False),
        ("Li, G et al.", 1, True),
        ("林, 沪 and 等", 1, True),
    ],
)
def test_names_reported(written: str, people: int, others: bool) -> None:
    """A list of names not joined by "and" is reported at its line, and nothing of it is lost."""
    library, problems = load(f"@misc{{key, title = {{T}},\n author = {{{written}}}}}")
    assert problems == [(2, "bib-field")]
    key = library["key"]
    assert (len(key.authors), key.others_cut) == (people, others)
    assert "G" in str(key.authors) or "林" in str(key.authors)


@pytest.mark.parametrize(
    ("fields", "volume", "number", "supplement"),
    [
        ("volume = {27}, number = {Suppl 2}", "27", "", "Suppl 2"),
        ("volume = {27 Suppl 2}", "27", "", "Suppl 2"),
        ("volume = {27}, number = {4 (Suppl. 1)}", "27", "4", "Suppl. 1"),
        ("volume = {27}, number = {2_suppl}", "27", "2", "suppl"),
        ("volume = {20}, number = {增刊1}", "20", "", "增刊1"),
        ("volume = {20}, issue = {7}", "20", "7", ""),
        ("volume = 429, number = {1--2}", "429", "1-2", ""),
        ("number = {GB/T 25100—2010}", "", "GB/T 25100—2010", ""),
    ],
)
def test_supplement(fields: str, volume: str, number: str, supplement: str) -> None:
    """A supplement stands apart from volume and issue, wherever the entry puts it."""
    found = only(fields)
    assert (found.volume, found.number, found.supplement) == (volume, number, supplement)


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("539--540", "539-540"),
        ("539 – 540", "539-540"),
        ("505--512.e1", "505-512.e1"),
        ("539—540", "539-540"),
        ("146--149,278--279", "146-149, 278-279"),
        ("146-149，278-279", "146-149, 278-279"),
        ("序2--3", "序2-3"),
    ],
)
def test_pages(written: str, pages: str) -> None:
    """Page ranges are written one way, whatever dash and comma the file has."""
    assert only(f"pages = {{{written}}}").pages == pages


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("author = {Li, G}, editor = {Xu, D}, translator = {谢, 远涛}", "translators"),
        ("location = {北京}", "address"),
        ("organization = {WHO}", "institution"),
        ("journaltitle = {Hepatology}", "journal"),
        ("pmid = {21608000}", "pmid"),
        ("isbn = {978-7-5064-0000-8}", "isbn"),
        ("series = {A}", "series"),
    ],
)
def test_fields(field: str, line: str) -> None:
    """Fields are found under the names that BibTeX and biblatex give them."""
    found = only(field)
    assert getattr(found, line)
    assert found.fields == {}


@pytest.mark.parametrize(
    ("field", "name", "bare", "hint"),
    [
        ("pmid = {https://pubmed.ncbi.nlm.nih.gov/21608000/}", "pmid", "21608000", "Write 21608000"),
        ("isbn = {ISBN 978–92–95055–12–4}", "isbn", "978-92-95055-12-4", "Write 978-92-95055-12-4"),
        ("cstr = {CSTR：32003.36.a。}", "cstr", "32003.36.a", "Write 32003.36.a"),
        ("eprint = {arXiv:2101.00001v2}", "eprint", "2101.00001v2", "Write 2101.00001v2"),
        ("pmid = {PMC3110001}", "pmid", "", "Write it in the field 'pmcid'."),
        ("isbn = {10.1002/hep.24434}", "isbn", "", "Write it in the field 'doi'."),
        ("doi = {CSTR:32003.36.a}", "doi", "", "Write it in the field 'cstr'."),
    ],
)
def test_identifiers(field: str, name: str, bare: str, hint: str) -> None:
    """An identifier is held bare, and the hint is what to write; one of another kind is kept and sent to its field."""
    library, (problem,) = load_library(f"@misc{{key, title = {{T}},\n{field}}}", "references.bib")
    assert (getattr(library["key"], name), problem.hint) == (bare, hint)
    assert (name in library["key"].fields) is not bool(bare)


NOTICE = "10.1000/notice"
STATUS: dict[str, Status | None] = {
    "retracted = {2021-05-03, 10.1000/notice}": Status(StatusKind.RETRACTED, PartialDate(2021, 5, 3), NOTICE),
    "retracted = {2021-05，doi：10.1000/notice}": Status(StatusKind.RETRACTED, PartialDate(2021, 5), NOTICE),
    "retracted = 2021": Status(StatusKind.RETRACTED, PartialDate(2021)),
    "concern = {https://doi.org/10.1000/notice}": Status(StatusKind.CONCERN, notice=NOTICE),
    "corrected = {2021 10.1000/a;b,c}": Status(StatusKind.CORRECTED, PartialDate(2021), "10.1000/a;b,c"),
    "corrected = {yes}": Status(StatusKind.CORRECTED),
    "retracted = {是}": Status(StatusKind.RETRACTED),
    "corrected = 2019,\nretracted = 2021": Status(StatusKind.RETRACTED, PartialDate(2021)),
    "corrected = {}": None,
}


@pytest.mark.parametrize("fields", STATUS)
def test_status(fields: str) -> None:
    """What became of a work is the gravest that is said of it, with day and DOI of the notice as far as known."""
    assert only(fields).status == STATUS[fields]


@pytest.mark.parametrize("written", ["no", "撤稿", "2021-13-01", "2021-05-03, see there", "10.1000/a, 2021"])
def test_status_unreadable(written: str) -> None:
    """A status that cannot be read is reported and kept as written; it is not taken for "not retracted"."""
    library, (problem,) = load_library(f"@misc{{key, title = {{T}},\nretracted = {{{written}}}}}", "references.bib")
    assert (problem.rule, problem.location.line, library["key"].status) == ("bib-field", 2, None)
    assert library["key"].fields == {"retracted": written}


def test_twin_shares_status() -> None:
    """Both records of a work carry what became of it."""
    found = only("title_zh = {题},\nretracted = 2021")
    assert found.twin
    assert found.twin.status == found.status


def test_dates_kept_as_written() -> None:
    """A year in words of its own is read as a number, and its words are kept."""
    found = only("year = {1947（民国三十六年）}")
    assert (found.date, found.fields["year"]) == (PartialDate(1947), "1947（民国三十六年）")


def test_twin() -> None:
    """Fields that end in _zh make the Chinese record, which shares what has no language."""
    found = only(
        "author = {Lin, H and others}, journal = {Chin J Hepatol}, year = 2012, volume = 20, doi = {10.3760/x.1},"
        "langid = {english}, publisher = {P}, abstract = {A},"
        "author_zh = {林, 沪 and others}, title_zh = {{MSC}的安全性}, journal_zh = {中华肝脏病杂志}",
        "article",
    )
    twin = found.twin
    assert twin is not None
    assert (twin.key, twin.line, twin.position, twin.type) == (found.key, found.line, found.position, "article")
    assert (twin.authors, twin.others_cut) == ((Person("林", "沪"),), True)
    assert (twin.title, twin.title_protected) == ("MSC的安全性", ((0, 3),))
    assert (twin.journal, twin.volume, twin.date, twin.doi) == (
        "中华肝脏病杂志",
        "20",
        PartialDate(2012),
        "10.3760/x.1",
    )
    assert (found.langid, twin.langid, twin.publisher, twin.twin) == ("en", "zh", "", None)
    assert (found.fields, twin.fields) == ({"abstract": "A"}, {})


@pytest.mark.parametrize(
    ("tag", "family", "title"),
    [("ja", "鈴木", "肝臓の再生"), ("ar", "سوزوكي", "تجدد الكبد"), ("de", "Müller", "Die Leber")],
)
def test_twin_in_any_language(tag: str, family: str, title: str) -> None:
    """The record in the other language may be in any that a langid can name, not only in Chinese or English."""
    twin = only(f"author = {{Li, G}}, author_{tag} = {{{family}, A}}, title_{tag} = {{{title}}}").twin
    assert twin is not None
    assert (twin.langid, twin.title, twin.authors) == (tag, title, (Person(family, "A"),))


GOOD = "@misc{good,\n  title = {好}\n}\n"

# Each broken entry is followed by a good one; the number is the line to be named.
BROKEN = {
    "no closing brace of a field": ("@misc{a,\n  title = {A,\n  note = {N},\n  year = 2001\n}\n", 2),
    "no closing brace of the entry": ("@misc{a,\n  title = {A},\n  note = {N},\n  year = 2001\n\n", 1),
    "no closing quote": ('@misc{a,\n  title = "A,\n  note = "N",\n  year = 2001\n}\n', 2),
    "one brace too many": ("@misc{a,\n  title = {A}},\n  note = {N},\n  year = 2001\n}\n", 2),
    "no comma": ("@misc{a,\n  title = {A}\n  note = {N},\n  year = 2001\n}\n", 3),
    "no comma after the key": ("@misc{a\n  title = {A},\n  note = {N},\n  year = 2001\n}\n", 2),
    "no equals sign": ("@misc{a,\n  title = {A},\n  abstract {B},\n  note = {N},\n  year = 2001\n}\n", 3),
    "no value": ("@misc{a,\n  title = {A},\n  abstract = ,\n  note = {N},\n  year = 2001\n}\n", 3),
    "a macro nobody defined": ("@misc{a,\n  title = {A},\n  note = N,\n  year = 2001\n}\n", 3),
    "bare text": ("@misc{a,\n  title = {A},\n  abstract = 摘要,\n  note = {N},\n  year = 2001\n}\n", 3),
    "a comment inside": ("@misc{a,\n  title = {A},\n  % note = {M},\n  note = {N},\n  year = 2001\n}\n", 3),
    "a field name that is none": ("@misc{a,\n  title = {A},\n  注 = {B},\n  note = {N},\n  year = 2001\n}\n", 3),
    "a mistyped type": ("@msic{a,\n  title = {A},\n  note = {N},\n  year = 2001\n}\n", 1),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_entry(case: str) -> None:
    """A broken entry is reported at the broken line; its other fields and the entries around it are read."""
    text, line = BROKEN[case]
    library, problems = load(GOOD.replace("good", "before") + text + GOOD)
    assert problems == [(line + 3, "bib-syntax")]
    assert list(library) == ["before", "a", "good"]
    a = library["a"]
    assert (a.line, a.position, a.title, a.note, a.date) == (4, 2, "A", "N", PartialDate(2001))
    assert library["good"].title == "好"
    assert library["good"].line == 4 + text.count("\n")


@pytest.mark.parametrize("text", ["@misc{a,\n title = {A", "@misc{a, title = {A}", '@misc{a, title = "A'])
def test_cut_off(text: str) -> None:
    """A file that ends within an entry gives what it says so far."""
    library, problems = load(text)
    assert problems == [(1, "bib-syntax")]
    assert library["a"].title == "A"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n\n", []),
        ("% nothing yet\n", []),
        ("\ufeff", []),
        ("尊敬的编辑：\n附上文献。\n", [1]),
        ("Dear editor,\nfind the references attached.\n", [1]),
        ("<html>\n<body>x</body></html>", [1]),
        ("@", [1]),
        ("\n@{", [2]),
        ("\n@misc", [2]),
        ("misc{a,\n title = {A}\n}", [1]),
        ("@misc{, title = {A}}", [1]),
        ("@misc{title = {A}}", [1]),
        ("@misc{" + "{" * 3000, [1]),
        ("@misc{a, title = " + "{" * 300 + "}" * 300 + "}", [1]),
        ("}" * 3000, [1]),
        ("@string{a = }\n@string{b = {c}\n", [1, 2]),
        ("@comment{never closed\n", [1]),
    ],
)
def test_no_entry(text: str, lines: list[int]) -> None:
    """An empty file is no fault; a file that is no bibliography is one, and never a crash."""
    library, problems = load(text)
    assert [line for line, rule in problems if rule == "bib-syntax"] == lines
    assert all(not reference.title for reference in library.values())


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_bytes_of_other_systems(newline: str) -> None:
    """Line ends of any system and a byte order mark change neither text nor line numbers."""
    library, problems = load("\ufeff" + WHOLE.replace("\n", newline) + f"@misc{{a,{newline}year = x}}")
    assert problems == [(27, "bib-field"), (27, "bib-syntax")]
    assert library["Peng2011"].title == 'MSCs in Annals of Hepatology: a "review"'
    assert library["nhfpc2015"].line == 20


def test_control_character() -> None:
    """A NUL byte is reported at its line and does not reach the page."""
    library, problems = load("@misc{a,\n title = {A\x00B}}")
    assert problems == [(2, "bib-syntax")]
    assert library["a"].title == "A B"


THREE = [GOOD.replace("good", key) for key in ("a", "b", "c")]


@pytest.mark.parametrize("at", [i for i, c in enumerate("".join(THREE)) if c in "{}@,="])
def test_one_slip_costs_one_entry(at: int) -> None:
    """Whichever one sign of a file is missing, it is reported, and the other entries are read unchanged."""
    text = "".join(THREE)
    library, problems = load(text[:at] + text[at + 1 :])
    assert problems
    hit = next(n for n in range(3) if at < sum(map(len, THREE[: n + 1])))
    for n, key in enumerate("abc"):
        if n != hit:
            assert library[key].title == "好"


# The lines of the problems that `@misc{a, title = {A}, …` on line 1 must give.
FIELDS: dict[str, list[tuple[int, str]]] = {
    "@misc{a,\n title = {A}}": [],
    "@misc{a,\n note = {N}}": [(1, "bib-field")],
    "@article{a,\n title = {A}}": [(1, "bib-field")] * 3,
    "@article{a,\n title = {A}, author = {Li, G}, journal = {J}, year = 2001}": [],
    "@article{a,\n title = {A}, author = {Li, G}, journal = {J}, pubstate = {inpress}}": [],
    "@book{a,\n title = {A}, editor = {林, 沪}, year = 2001}": [],
    "@book{a,\n title = {A}, organization = {国家卫生健康委员会}, year = 2001}": [],
    "@incollection{a,\n title = {A}, author = {Li, G}, year = 2001}": [(1, "bib-field")],
    "@online{a,\n title = {A}, year = 2001}": [(1, "bib-field")],
    "@online{a,\n title = {A}, urldate = {2023-01-02}, url = {http://a.cn}}": [],
    "@misc{a, title = {A},\n year = {20l8}}": [(2, "bib-field")],
    "@misc{a, title = {A},\n year = {2018年}}": [(2, "bib-field")],
    "@misc{a, title = {A},\n date = {2015-02-30}}": [(2, "bib-field")],
    "@misc{a, title = {A}, date = {2015-02},\n year = 2016}": [(2, "bib-field")],
    "@misc{a, title = {A}, year = 2016,\n month = {13}}": [(2, "bib-field")],
    "@misc{a, title = {A},\n urldate = {yesterday}}": [(2, "bib-field")],
    "@misc{a, title = {A},\n title = {B}}": [(2, "bib-field")],
    "@misc{a,\n title = {A \\macro B}}": [(2, "bib-field")],
    "@misc{a, title = {A}, author = {Li, G},\n title_zh = {甲}}": [(2, "bib-field")],
    "@misc{a, title = {A},\n journal_zh = {刊}}": [(2, "bib-field")],
    "@misc{a, title = {A},\n title_zh = {甲},\n title_en = {B}}": [(3, "bib-field")],
    "@misc{a, title = {A},\n doi = {10.1002/x}}": [],
    "@misc{a, title = {A},\n doi = {10.1002/a\\_b}}": [],
    "@misc{a, title = {A},\n doi = {https://doi.org/10.1002/x}}": [(2, "malformed-doi")],
    "@misc{a, title = {A},\n doi = {DOI：10.1002/x。}}": [(2, "malformed-doi")],
    "@misc{a, title = {A},\n doi = {10.1002–x}}": [(2, "malformed-doi")],
    "@misc{a, title = {A},\n pmid = {PMID：21608000}}": [(2, "malformed-identifier")],
    "@misc{a, title = {A},\n pmcid = {21608000}}": [(2, "malformed-identifier")],
    "@misc{a, title = {A},\n isbn = {978-92-95055-12-5}}": [(2, "malformed-identifier")],
    "@misc{a, title = {A},\n cstr = {https://cstr.cn/32003.36.a}}": [(2, "malformed-identifier")],
    "@misc{a, title = {A},\n eprint = {2101.0001},\n eprinttype = {arXiv}}": [(2, "malformed-identifier")],
    "@misc{a, title = {A},\n eprint = {arXiv:2101.00001}}": [(2, "malformed-identifier")],
    "@misc{a, title = {A},\n eprint = {2101.00001v2}}": [],
    "@misc{a, title = {A},\n eprint = {10.1101/2020.01.01},\n eprinttype = {bioRxiv}}": [],
    "@misc{a, title = {A},\n retracted = {2021-05-03, 10.1000/notice}}": [],
    "@misc{a, title = {A},\n corrected = {2021年5月}}": [(2, "bib-field")],
    "@misc{a, title = {A}}\n@misc{a, title = {B}}": [(2, "duplicate-key")],
    "@misc{a, title = {A}}\n@misc{A, title = {B}}": [(2, "duplicate-key")],
    "@misc{a, title = {A}, doi = {10.1002/Xy}}\n\n@misc{b, title = {B}, doi = {10.1002/xY}}": [(3, "duplicate-doi")],
    "@misc{a, title = {A}, doi = {10.1002/x}}\n@misc{b, title = {B}, doi = {10.1002/xy}}": [],
}


@pytest.mark.parametrize("text", FIELDS)
def test_fields_checked(text: str) -> None:
    """What an entry lacks, or says unreadably or twice, is reported at the line of the field or of the entry."""
    assert load(text)[1] == FIELDS[text]


def test_duplicate_key_names_both_places() -> None:
    """A key's second place is reported, with the line of the first, which is the one used."""
    library, problems = load_library("@misc{a, title={A}}\n@misc{b, title={B}}\n@misc{a, title={C}}", "r.bib")
    assert str(problems[0]) == (
        "r.bib:3: key 'a' is already used in line 1 [duplicate-key]\n"
        "    If this is another work, call it 'ab'; if not, remove one of the two."
    )
    assert (library["a"].title, len(library), library.at(2)) == ("A", 2, library["b"])


@pytest.mark.parametrize(
    ("written", "doi", "said"),
    [
        ("https://dx.doi.org/10.1002/hep.24434", "10.1002/hep.24434", "Write 10.1002/hep.24434"),
        ("10.3760/cma.j.issn.1007–3418。", "10.3760/cma.j.issn.1007-3418", "Write 10.3760/cma.j.issn.1007-3418"),
        ("见正文", "", "A DOI starts with 10."),
    ],
)
def test_doi_hint(written: str, doi: str, said: str) -> None:
    """A DOI that is not bare is used in its clean form, and the hint shows that form; what was written is quoted."""
    library, (problem,) = load_library(f"@misc{{a, title={{A}}, doi={{{written}}}}}", "r.bib")
    assert library["a"].doi == doi
    assert problem.hint.startswith(said)
    assert written in problem.message
    assert library["a"].fields == ({} if doi else {"doi": written})


def test_no_traces(capfd: pytest.CaptureFixture[str]) -> None:
    """Reading a broken file prints nothing and leaves pybtex's global switches alone."""
    before = (pybtex.errors.strict, pybtex.errors.error_code, pybtex.errors.captured_errors)
    load(BROKEN["no closing brace of a field"][0] + "@misc{b, author = {a, b, c, d, e}, title = nobody}")
    assert (pybtex.errors.strict, pybtex.errors.error_code, pybtex.errors.captured_errors) == before
    assert capfd.readouterr() == ("", "")


def test_macros_stay_in_their_file() -> None:
    """A macro defined in one file is unknown in the next."""
    assert load("@string{x = {X}}\n@misc{a, title = x}")[1] == []
    assert load("@misc{a, title = x}")[1] == [(1, "bib-syntax")]


# The review's own bibliography.


def review() -> tuple[Library, tuple[Problem, ...]]:
    return load_library((ROOT / "references.bib").read_text(encoding="utf-8"), "references.bib")


def test_references_bib() -> None:
    """The review's bibliography has 62 entries and no problem, and every entry knows its line."""
    library, problems = review()
    assert problems == ()
    assert len(library) == 62
    lines = (ROOT / "references.bib").read_text(encoding="utf-8").split("\n")
    for reference in library.values():
        assert lines[reference.line - 1] == f"@{reference.type}{{{reference.key},"
    assert [key for key, reference in library.items() if reference.twin] == ["lin2012", "nhfpc2015"]
    assert all(reference.langid == "en" and not reference.fields for reference in library.values())


def test_references_bib_protects_names() -> None:
    """Sentence case would leave acronyms and names in the review's titles alone."""
    library, _ = review()
    for key, words in {
        "panduro2018": ["Annals of Hepatology"],
        "sheng2021": ["CD47", "Hedgehog/SMO/GLI1"],
        "rong2019": ["Wnt/β-catenin"],
        "pai2008": ["CD34+"],
        "du2017": ["hiPSC-MSCs"],
        "li2009": [],
    }.items():
        found = library[key]
        assert [found.title[start:end] for start, end in found.title_protected] == words


def facts_of(reference: Reference, *, twin: bool = False) -> dict[str, object]:
    """A reference in the words of the facts file."""
    facts: dict[str, object] = {
        "type_code": {"article": "J", "online": "EB/OL"}[reference.type],
        "authors": [
            {"literal": p.literal}
            if p.literal
            else {"family": f"{p.particle} {p.family}".strip(), "given": f"{p.given}{p.suffix}"}
            for p in reference.authors
        ],
        "et_al": reference.others_cut,
        "title": reference.title,
        "journal": reference.journal or None,
        "year": reference.date.year if reference.date else None,
        "volume": reference.volume or None,
        "issue": reference.number or None,
        "supplement": reference.supplement or None,
        "pages": reference.pages or None,
        "article_number": reference.eid or None,
        "doi": reference.doi or None,
        "url": reference.url or None,
        "publish_date": str(reference.date) if reference.date and reference.date.day else None,
        "access_date": str(reference.urldate) if reference.urldate else None,
    }
    if twin:
        facts["lang"] = reference.langid
    return facts


@pytest.mark.skipif(not FACTS.exists(), reason="the facts file shared/content/references.json is not beside this clone")
def test_references_bib_says_the_facts() -> None:
    """Every field of all 62 entries and of both twins says what the facts file says."""
    library, _ = review()
    works = json.loads(FACTS.read_text(encoding="utf-8"))
    assert [work["number"] for work in works] == list(range(1, 63))

    def stripped(authors: list[dict[str, str]]) -> list[dict[str, str]]:
        return [{part: text for part, text in author.items() if part != "printed"} for author in authors]

    for work in works:
        found = library.at(work["number"])
        assert found is not None
        facts = facts_of(found)
        assert facts == {name: work[name] for name in facts} | {"authors": stripped(work["authors"])}
        assert (found.twin is None) == (work["twin"] is None)
        if found.twin:
            told = work["twin"] | {"authors": stripped(work["twin"]["authors"])}
            facts = facts_of(found.twin, twin=True)
            assert {name: facts[name] for name in told} == told
            assert {name for name in facts if facts[name] and name not in told} <= {"year"}
