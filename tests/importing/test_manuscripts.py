"""Manuscripts written by hand, and one made in Word's format: what stands where after the import."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pypandoc
import pytest
import yaml
from tests.building import build

from bireview.bibliography.load import load_library
from bireview.cli import main
from bireview.importing.manuscript import Before, import_manuscript, language_of
from bireview.importing.reading import decode, read_manuscript

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from bireview.importing.manuscript import Import
    from bireview.review import Review

MANUSCRIPTS = Path(__file__).parent / "manuscripts"


def import_file(path: Path) -> Import:
    """Import a file without writing anything."""
    manuscript, _ = read_manuscript(path)
    assert manuscript is not None
    language = language_of(manuscript)
    return import_manuscript(manuscript, language, "en" if language == "zh" else "zh", Before())


def rules(done: Import) -> list[tuple[str, int]]:
    """Rule and line of each problem that has a line."""
    return [(p.rule, p.location.line) for p in done.problems if p.location.line]


def front(done: Import, language: str) -> dict:
    """The article's record on a home page."""
    return yaml.safe_load(done.files[f"docs/{language}/index.md"].split("---")[1])["article"]


def test_a_vancouver_manuscript_in_english(accounted: Callable) -> None:
    """Numbers in round brackets, headings in capitals, a list cut over lines: articles, a book, a page of the web."""
    done = import_file(MANUSCRIPTS / "vancouver.txt")
    accounted(done)
    text = "".join(done.files[f"docs/en/{name}.md"] for name in ("introduction", "results", "discussion"))
    assert re.findall(r"(\S+)\[(@[^\]]*)\]", text) == [
        ("detergents", "@keller2019"),
        ("serum", "@berg2020; @li2018"),
        ("once", "@ono2017"),
        ("link", "@keller2019; @berg2020; @li2018"),
        ("weeks", "@bsg2021"),
        ("work", "@garcialopez2016"),
        ("small", "@berg2020; @bsg2021"),
        ("product", "@lehmann1998"),
        ("on", "@who2020"),
    ]
    assert "5 × 10^6^ bacteria" in text
    assert "for treatment." in done.files["docs/en/index.md"]
    library = load_library(done.files["references.bib"], "")[0]
    assert library["keller2019"].doi == "10.1016/j.jhep.2018.10.999"
    assert library["keller2019"].pmid == "30000001"
    assert library["keller2019"].pages == "215-227"
    assert library["berg2020"].title.endswith("does the pool change?")
    assert library["berg2020"].authors[0].particle == "van den"
    assert (library["li2018"].volume, library["li2018"].supplement, library["li2018"].pages) == (
        "9",
        "Suppl 1",
        "S12-S19",
    )
    assert (library["ono2017"].eid, library["ono2017"].doi) == ("e0170001", "10.1371/journal.pone.0170001")
    assert library["bsg2021"].authors[0].literal == "The BARRIER Study Group"
    assert library["lehmann1998"].type == "book"
    assert str(library["who2020"].urldate) == "2021-12-01"
    assert [a["name"] for a in front(done, "en")["authors"]] == ["Maria Keller", "Tom van den Berg", "Li Na"]
    assert "import-citation" not in {rule for rule, _ in rules(done)}


def test_a_chinese_manuscript_with_full_width_marks(accounted: Callable) -> None:
    """［1］, 一、, run-in headings, a table, GB/T 7714 in full-width punctuation; a number too high is an error."""
    done = import_file(MANUSCRIPTS / "zhongwen.txt")
    accounted(done)
    assert rules(done) == [("import-citation", 27)]
    assert front(done, "zh")["authors"][2] == {"name": "欧阳明", "latin": "OUYANG Ming"}
    assert front(done, "zh")["doi"] == "10.3969/j.issn.1001-0000.2022.05.001"
    intro = done.files["docs/zh/introduction.md"]
    assert "终末阶段[@zhang2020]。" in intro
    assert "参与其中[@smith2019; @ouyang2018]，菌群数可达1×10^8^ CFU/g。" in intro
    causes = done.files["docs/zh/fa-bing-ji-zhi.md"]
    assert "## 1.1 不是本程序的编号 {#" in causes
    assert "血氨（NH~3~）升高，H~2~O含量<5%。" in causes
    treatment = done.files["docs/zh/zhi-liao.md"]
    assert "## 2.1 益生菌 {#yi-sheng-jun}\n\n益生菌可降低血氨[@zhao2017]" in treatment
    assert "| 治疗[@zhao2017] | 10 | 8 |" in treatment
    assert "仍有争议［9］。" in treatment
    library = load_library(done.files["references.bib"], "")[0]
    assert [r.type for r in library.values()] == ["article", "article", "book", "phdthesis", "inproceedings"]
    assert library["zhang2020"].doi == "10.3760/cma.j.cn501113-20200101-00001"
    assert library["smith2019"].doi == "10.1136/gutjnl-2018-000001"
    assert library["ouyang2018"].authors[0].family == "欧阳"


def test_a_markdown_manuscript(accounted: Callable) -> None:
    """Links and code stay, lists and tables have their marks, a formula without plain form is code, and is said."""
    done = import_file(MANUSCRIPTS / "markdown.md")
    accounted(done)
    text = done.files["docs/en/iron-does.md"]
    for piece in (
        "radicals[@berg2015; @cho2010] and `code [1]` stays",
        "- First point[@thing].\n- Second point, H~2~O~2~ and 10^5^ cells.",
        "| A[@cho2010]  | 1 mg |",
        r"A formula `$\frac{a}{b}$` is not plain, α≤5 is.",
    ):
        assert piece in text
    assert "[the registry](https://example.org/registry)" in done.files["docs/en/introduction.md"]
    assert rules(done) == [("import-unsure", 26), ("import-citation", 30), ("import-reference", 36)]


def test_a_word_manuscript(tmp_path: Path, accounted: Callable) -> None:
    """Superscript citations, formulas, italics and a table come through from .docx."""
    source = (
        "---\ntitle: Iron in Word\n---\n\n# 1 First\n\nIron is common^\\[1\\]^ and known^1,2^ at 10^5^ cells, "
        "$\\times 10^6$ and H~2~O, *P* < 0.05.\n\n中文也在其中^\\[1-2\\]^。\n\n| a | b |\n|---|---|\n"
        "| x^\\[2\\]^ | 5 |\n\n"
        "# References\n\n1. Berg A. Iron. Blood. 2015;125(1):1-9.\n2. Cho B. Hepcidin. Nature. 2010;464:12-15.\n"
    )
    path = tmp_path / "iron.docx"
    pypandoc.convert_text(source, "docx", "markdown", outputfile=str(path))
    done = import_file(path)
    accounted(done)
    text = done.files["docs/en/first.md"]
    assert "Iron is common[@berg2015] and known" in text
    assert "10^5^ cells" in text
    assert "×10^6^ and H~2~O, *P* \\< 0.05." in text
    assert "中文也在其中[@berg2015; @cho2010]。" in text
    assert "x[@cho2010]" in text
    assert done.files["import-manuscript.en.md"].count("Iron is common") == 1
    assert "title: Iron in Word" in done.files["docs/en/index.md"]


HOSTILE = {
    "empty": b"",
    "blank": b" \n\f\n",
    "binary": bytes(range(256)) * 40,
    "no references": "1 甲\n\n正文一句。\n\n2 乙\n\n又一句[1]。\n".encode(),
    "only references": b"References\n[1] A B. C[J]. D, 2020, 1(2): 3-4.\n",
    "out of order": b"1 One\n\nText[2].\n\nReferences\n[2] Smith A. C[J]. D, 2020, 1(2): 3-4.\n"
    b"[1] Smith B. E[J]. D, 2021, 1: 5-6.\n"
    b"[1] Smith C. F[J]. D, 2021, 1: 5-6.\n[9] ???\n",
    "crlf and bom": b"\xef\xbb\xbf1 One\r\n\r\nText[1].\r\n\r\nReferences\r\n1. Li A. T. J. 2020;1:2-3.\r\n",
    "gb18030": "1 标题\n\n肝脏的正文一句话[1]。\n\n参考文献\n[1] 张三. 题名[J]. 刊名, 2020, 1(2): 3-4.\n".encode(
        "gb18030"
    ),
    "utf-16": "1 标题\n\n正文一句[1]。\n".encode("utf-16"),
    "latin": "1 Über\n\nTexte fran\xe7ais \xe9t\xe9 caf\xe9[1].\n".encode("cp1252"),
    "one huge line": ("肝" * 300_000 + "[1]。").encode(),
    "many short lines": b"word\n" * 8_000,
    "brackets": b"[" * 20_000 + b"^" * 20_000 + b"$" * 20_000,
    "yaml never ends": b"---\ntitle: x\n\n# 1 A\n\ntext\n",
    "fence never ends": b"# 1 A\n\n```\ncode [1]\n",
    "markup": b"1 A\n\n<script>x</script> [@key] ::: {#references} {{ x }} ^[^1] [!N1]\n\n# not a heading\n",
}


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
@pytest.mark.parametrize("name", HOSTILE)
def test_no_manuscript_is_too_bad(
    name: str, suffix: str, tmp_path: Path, accounted: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the bytes, the command ends with problems and a status, no traceback, and loses nothing."""
    path = tmp_path / f"bad{suffix}"
    path.write_bytes(HOSTILE[name])
    status = main(["import", str(path), "--output", str(tmp_path / "out"), "--format", "json"])
    problems = json.loads(capsys.readouterr().out)
    assert status == int(any(p["severity"] == "error" for p in problems))
    manuscript, _ = read_manuscript(path)
    if manuscript is None:
        assert [p["rule"] for p in problems] == ["import-manuscript"]
        assert not (tmp_path / "out").exists()
    else:
        accounted(import_file(path))
        assert "import-lost" not in {p["rule"] for p in problems}


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("肝脏".encode(), "utf-8"),
        ("肝脏的正文".encode("gb18030"), "gb18030"),
        ("été à la carte, café crème".encode("cp1252"), "cp1252"),
        (b"\xff\xfe" + "肝".encode("utf-16-le"), "utf-16-le"),
        ("肝脏的正文\n".encode("utf-16-le"), "utf-16-le"),
        ("The liver\n".encode("utf-16-be"), "utf-16-be"),
        ("肝脏的正文，其二".encode()[:-1], "utf-8"),
        ("肝脏的正文，其二".encode("gb18030")[:-1], "gb18030"),
        (b"a\0b", None),
        (bytes(range(256)) * 4, None),
    ],
)
def test_the_encoding_is_told(raw: bytes, encoding: str | None) -> None:
    """UTF-8 by itself, GB18030 when it gives Chinese, else Windows-1252; binary files are no text."""
    found = decode(raw)
    assert (found[1] if found else None) == encoding


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    """What cannot be read is a sign of its own, with the line of the first."""
    path = tmp_path / "cut.txt"
    path.write_bytes("1 引言\n\n正文一句。".encode() + b"\xe8\x82" + b"\n")
    manuscript, problems = read_manuscript(path)
    assert manuscript is not None
    assert manuscript.text == "1 引言\n\n正文一句。\ufffd\n"
    assert [(p.location.line, p.message.partition(";")[0]) for p in problems] == [
        (3, "1 characters cannot be read as utf-8")
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\x85", "\u2028", "\u2029"])
def test_line_ends(end: str) -> None:
    """Every sign that ends a line somewhere ends one here."""
    assert decode(f"1 引言{end}正文。{end}".encode()) == ("1 引言\n正文。\n", "utf-8")


def made(maim: ModuleType, review: Review, language: str, tmp_path: Path) -> Path:
    """A manuscript with its paragraphs on a line each."""
    variant = next(
        v for v in maim.variants() if v.language == language and v.layout == "block" and v.hyphens == "closed"
    )
    path = tmp_path / f"{language}.txt"
    path.write_text(maim.make(review, variant).text, encoding="utf-8")
    return path


def test_an_imported_review_lacks_only_its_translation(
    maim: ModuleType, whole_review: Review, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`bireview check` finds missing counterparts and nothing else; the other language's manuscript fills them."""
    out = str(tmp_path / "review")
    assert main(["import", str(made(maim, whole_review, "zh", tmp_path)), "--output", out]) == 0
    capsys.readouterr()
    assert main(["check", out, "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert {p["rule"] for p in problems} == {"missing-counterpart"}
    assert len(problems) == 6
    bibliography = Path(out, "references.bib").read_bytes()
    assert main(["import", str(made(maim, whole_review, "en", tmp_path)), "--output", out, "--language", "en"]) == 0
    assert Path(out, "references.bib").read_bytes() == bibliography
    capsys.readouterr()
    assert main(["check", out, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_nothing_is_overwritten_without_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that says something else stops the whole import; --force writes over it."""
    page = tmp_path / "out/docs/zh/zhi-liao.md"
    page.parent.mkdir(parents=True)
    page.write_text("mine", encoding="utf-8")
    command = ["import", str(MANUSCRIPTS / "zhongwen.txt"), "--output", str(tmp_path / "out")]
    assert main(command) == 1
    assert "[import-existing-file]" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8") == "mine"
    assert [p.name for p in (tmp_path / "out").rglob("*") if p.is_file()] == ["zhi-liao.md"]
    assert main([*command, "--force"]) == 1  # The citation beyond the list stays an error.
    assert "益生菌" in page.read_text(encoding="utf-8")


@pytest.mark.site
def test_an_imported_review_builds(maim: ModuleType, whole_review: Review, repository: Path, tmp_path: Path) -> None:
    """The strict build of a review imported in both languages passes as it stands."""
    out = tmp_path / "review"
    for language in ("zh", "en"):
        assert main(["import", str(made(maim, whole_review, language, tmp_path)), "--output", str(out)]) == 0
    status, output = build(out, tmp_path / "site")
    assert status == 0, output
    html = (tmp_path / "site/introduction/index.html").read_text(encoding="utf-8")
    assert 'data-cite="panduro2018"' in html


def test_the_site_is_called_as_the_manuscript_in_both_languages(tmp_path: Path) -> None:
    """The project's configuration has the manuscript's titles, so that no name of the example is left."""
    main(["import", str(MANUSCRIPTS / "zhongwen.txt"), "--output", str(tmp_path / "out")])
    config = (tmp_path / "out/mkdocs.yml").read_text(encoding="utf-8")
    assert 'site_name: "肠道菌群与肝硬化"' in config
    assert 'site_name: "Gut microbiota and liver cirrhosis"' in config
