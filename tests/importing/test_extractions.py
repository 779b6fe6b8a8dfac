"""What real extractors and converters make of a page: mended where it is certain, and said where it is not.

The texts are short pieces of this repository's own review, as pdftotext, pdfminer, pypdf, pymupdf and pandoc gave them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bireview.bibliography.load import load_library
from bireview.importing.characters import mend_characters
from bireview.importing.grammar import closed_range, read_record, tidy
from bireview.importing.identifiers import mend_doi
from bireview.importing.inline import tex_to_text
from bireview.importing.joining import Joiner, vocabulary_of
from bireview.importing.manuscript import Before, import_manuscript, language_of
from bireview.importing.reading import Manuscript, read_manuscript
from bireview.importing.traced import Ledger, Traced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bireview.importing.manuscript import Import
    from bireview.review import Review

GBT = (
    "参考文献：\n"
    "[1] PANDURO A, TIRIBELLI C. Renovation of scope[J]. Ann Hepatol, 2018, 17(4): 539-540. "
    "DOI: 10.5604/01.3001.0912.\n"
    "[2] LI G, ZHANG XA, WANG H, et al. Comparative analysis[J]. Proteomics, 2009, 9(1): 20-30. "
    "DOI: 10.1002/pmic.200701195.\n"
    "[3] 林沪, 张政. 人脐带间充质干细胞的安全性[J]. 中华肝脏病杂志, 2012, 20(7): 487-491.\n"
)
VANCOUVER = (
    "References\n\n1. Panduro A, Tiribelli C. Renovation of scope. Ann Hepatol. 2018;17(4):539-540.\n"
    "2. Li G, Zhang XA. Comparative analysis. Proteomics. 2009;9(1):20-30.\n"
    "3. Lin H. Safety of cells. Chin J Hepatol. 2012;20(7):487-491.\n"
)


def said(done: Import, *rules: str) -> list[str]:
    """The messages of some rules' problems."""
    return [p.message for p in done.problems if p.rule in rules]


def body(done: Import, language: str) -> str:
    """All pages of the text, in reading order."""
    skip = ("index.md", "references.md")
    return "\n".join(t for f, t in done.files.items() if f.startswith(f"docs/{language}/") and not f.endswith(skip))


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("⾃我再⽣能⼒", "自我再生能力"),
        ("⻓⻆⻣⻅⻛", "长角骨见风"),
        ("diﬀerentiate into eﬃcient ﬁbres", "differentiate into efficient fibres"),
        ("1〜10个", "1～10个"),
        ("a\u00a0b", "a b"),
        ("これは1〜2", "これは1〜2"),
        ("TGF-β, ２０２３，①", "TGF-β, ２０２３，①"),
    ],
)
def test_characters_that_stand_for_others(found: str, meant: str) -> None:
    """Radicals and ligatures become what they stand for; nothing else is touched, and Japanese keeps its wave dash."""
    assert mend_characters(found)[0] == meant


def test_mended_characters_are_said(tmp_path: Path) -> None:
    """The reader of the report learns how many characters were replaced, and by what."""
    path = tmp_path / "a.txt"
    path.write_text("1 引⾔\n\n⽣命⽣⽣不息，这是正文的第一句话。\n", encoding="utf-8")
    manuscript, problems = read_manuscript(path)
    assert manuscript is not None
    assert manuscript.mended == {("⽣", "生"): 3, ("⾔", "言"): 1}
    assert [p.message.split(" (")[0] for p in problems] == ["4 characters stood for others"]
    done = import_manuscript(manuscript, "zh", "en", Before())
    assert '"found": "⽣"' in done.files["import-report.zh.json"]


def test_spaces_of_a_justified_line(import_text: Callable[..., Import], accounted: Callable) -> None:
    """Spaces between Chinese characters go, and beside Latin letters too where the manuscript has none there."""
    done = import_text(
        "1 引言\n\n"
        "迄今的研究显 示 ， 由 MSC 释 放 的 TGF-β 能 够 抑 制磷酸化[1]，周期停滞于G1期，T淋巴细胞增殖减少，"
        "HBV相关者亦然。"
        "另有BM-MSC一例，UC-MSC两例[2]，HLC三例[3]。在G0期与G1期，T细胞与B细胞、"
        "M1型与M2型巨噬细胞、CD4阳性与CD8阳性者各异。\n\n" + GBT
    )
    accounted(done)
    assert "显示，由MSC释放的TGF-β能够抑制磷酸化[@panduro2018]，周期" in body(done, "zh")


@pytest.mark.parametrize(
    ("text", "page", "problem"),
    [
        ("剂量为（1～10）×105个细胞/kg[1]。", "（1～10）×10^5^个细胞/kg", "'×105' was read as ×10^5^"),
        ("细胞数为105～109个[1]。", "细胞数为105～109个", "'105～109' may be 10^5^ to 10^9^"),
        ("尺寸为20×1024像素[1]。", "20×1024像素", ""),
        ("面积为3×10 mm[1]。", "3×10 mm", ""),
    ],
)
def test_exponents_that_came_down(text: str, page: str, problem: str, import_text: Callable[..., Import]) -> None:
    """×105 is a power of ten, and is said to be; a range of bare numbers is only said."""
    done = import_text(f"1 引言\n\n{text}其余从略[2-3]。\n\n{GBT}")
    assert page in body(done, "zh")
    assert [m[: len(problem)] for m in said(done, "import-unsure")] == ([problem] if problem else [])


def test_raised_marks_that_came_down_are_said(import_text: Callable[..., Import]) -> None:
    """Bare figures at the end of words are not taken for citations, and not passed over either."""
    text = "1 Introduction\n\nThe liver fails.1 Cells help it,2 or so it seems in mice with injury.3\n\n"
    done = import_text(text + VANCOUVER, language="en")
    assert "The liver fails.1 Cells help it,2 or" in body(done, "en")
    [message] = said(done, "import-citation")
    assert message.startswith("0 of 3 references are cited")
    assert "'fails.1' (line 3), 'it,2' (line 3), 'injury.3' (line 3)" in message


@pytest.mark.parametrize("mark", ["^{}", "^{}^", "<sup>{}</sup>", "$^{{{}}}$", "^[{}]"])
def test_raised_marks_of_converters(mark: str, import_text: Callable[..., Import], accounted: Callable) -> None:
    """A caret without its end is a mark too; powers stay powers."""
    one, two = mark.format("1"), mark.format("2,3")
    text = f"1 Introduction\n\nThe liver fails.{one} About 10^5 cells, or 3 × 10^6, help it{two} in mice.\n\n"
    done = import_text(text + VANCOUVER, language="en")
    accounted(done)
    assert "fails.[@panduro2018] About 10^5^ cells, or 3 × 10^6^, help it[@li2009; @lin2012] in" in body(done, "en")
    assert not said(done, "import-citation")


def test_a_work_that_no_mark_leads_to(import_text: Callable[..., Import]) -> None:
    """A misread number is noticed: its work is cited nowhere, or another one too early."""
    done = import_text(f"1 引言\n\n肝脏衰竭者众[1]。细胞可助之[3]，此为通例。\n\n{GBT}")
    assert said(done, "import-citation") == [
        "no mark leads to reference 2",
        "reference 3 is cited for the first time after 1; the others are cited in order",
    ] or said(done, "import-citation") == ["no mark leads to reference 2"]


@pytest.mark.parametrize(
    ("number", "pages"),
    [("165178", ("165", "178")), ("505512.e1", ("505", "512")), ("18301838", ("1830", "1838")), ("721174", None),
     ("e62363", None), ("37", None), ("giad067", None), ("209100", None)],
)  # fmt: skip
def test_pages_without_their_hyphen(number: str, pages: object) -> None:
    """A hyphen that an extractor took from a line's end leaves a number that is two."""
    assert closed_range(number) == pages


def test_pages_without_their_hyphen_are_said(import_text: Callable[..., Import]) -> None:
    """The reference is read as it stands, with a problem at its line."""
    done = import_text(f"1 引言\n\n肝脏[1-3]。\n\n{GBT.replace('487-491', '487491')}")
    assert "may be the pages 487-491 without hyphen" in said(done, "import-reference")[0]


def test_two_columns_side_by_side_are_an_error(import_text: Callable[..., Import]) -> None:
    """An extraction that keeps the page's look cannot be imported, and the problem names the way out."""
    row = "肝脏兼具消化、解毒、内分泌等多项功能        控多种靶细胞内的信号通路，从而代替亲代细胞\n"
    done = import_text("1 引言\n\n" + row * 30 + GBT)
    assert any("two columns stand side by side" in m for m in said(done, "import-manuscript"))


def test_lines_in_turn_from_two_columns_are_an_error(import_text: Callable[..., Import]) -> None:
    """A reference list that runs backwards again and again tells that the columns were mixed."""
    rows = [f"[{n}] LI G. Title {n}[J]. Gut, 2009, {n}(1): 20-30.\n" for n in range(1, 11)]
    mixed = "".join(a + b for a, b in zip(rows[:5], rows[5:], strict=True))
    done = import_text(f"1 引言\n\n肝脏[1-10]。\n\n参考文献：\n{mixed}")
    assert any("two columns in turn" in m for m in said(done, "import-manuscript"))


def test_a_line_torn_at_its_mark(import_text: Callable[..., Import], accounted: Callable) -> None:
    """A raised mark that stands above its own line is put at its place, and that is said."""
    lines = ["干细胞是一群具有多向分化潜能的细胞，在体外给予适宜条件，可诱导其"] * 9
    text = "\n".join(
        ["1 引言", *lines, "[1]。另一研究组更进一步，以示踪", "其后才归巢至受损的肝脏", *lines, "其功能[2-3]。"]
    )
    done = import_text(f"{text}\n\n{GBT}")
    accounted(done)
    assert "其后才归巢至受损的肝脏[@panduro2018]。另一研究组" in body(done, "zh")
    assert any("stood above the beginning of its line" in m for m in said(done, "import-unsure"))


def test_words_on_lines_of_their_own(import_text: Callable[..., Import], accounted: Callable) -> None:
    """A justified line that pymupdf gives word by word is one line; the heading above it keeps its own words."""
    lines = "The stem cells in common clinical use include many kinds of\n" * 12
    text = (
        f"1 Introduction\n{lines}The \nliver \nperforms \nseveral \nfunctions,\ndigestion among them.\n"
        f"2 \nThe \nfate \nof \ncells\nThe \nmechanisms \nremain \nunclear, \npartly\n{lines}"
        "mice [1-3].\n\n"
    )
    done = import_text(text + VANCOUVER, language="en")
    accounted(done)
    assert "The liver performs several functions, digestion among them." in body(done, "en")
    assert "# 2 The fate of cells {" in body(done, "en")
    assert "The mechanisms remain unclear, partly The stem" in body(done, "en")


@pytest.mark.parametrize("between", [" ", "\n通信作者：李四，Email：li@example.org\n"])
def test_a_footnote_in_a_paragraph(between: str, import_text: Callable[..., Import], accounted: Callable) -> None:
    """Dates at the head of a paragraph's second half end where they end, further fields too; the paragraph goes on."""
    text = (
        "# 题目\n\n张三，李四\n\n摘要：肝脏衰竭者众多。\n\n关键词：肝脏\n\n## 1 引言\n\n细胞可减轻肝脏的炎症损伤，\n\n"
        f"收稿日期：2023-03-13；录用日期：2023-04-13{between}又能刺激肝细胞再生[1-3]。\n\n"
    )
    done = import_text(text + GBT.replace("参考文献：\n", "## 参考文献\n\n").replace(".\n", ".\n\n"), kind="markdown")
    accounted(done)
    assert "减轻肝脏的炎症损伤，又能刺激肝细胞再生[" in body(done, "zh")
    assert "received: '2023-03-13'\n  accepted: '2023-04-13'" in done.files["docs/zh/index.md"]


def test_the_list_of_a_word_file(import_text: Callable[..., Import], accounted: Callable) -> None:
    r"""Pandoc escapes the brackets of GB/T 7714, `\[J\]`; the entries are read all the same, also several a line."""
    text = (
        "---\ntitle: Cells\n---\n\nLi Na, Wang Wei\n\n# **1 Introduction**\n\n"
        "Text<sup>1</sup> and<sup>2,3</sup> more.\n\n"
        "# References\n\n1.  PANDURO A. Renovation of scope\\[J\\]. Ann Hepatol, 2018, 17(4): 539-540. "
        "DOI: 10.5604/01.3001.0912. 2. LI G, ZHANG XA. Comparative analysis\\[J\\]. Proteomics, 2009, 9(1): 20-30.\n\n"
        "3.  LIN H. Safety\\[J\\]. Chin J Hepatol, 2012, 20(7): 487-491.\n"
    )
    done = import_text(text, kind="docx", language="en")
    accounted(done)
    library = load_library(done.files["references.bib"], "")[0]
    assert [(r.title, r.pages) for r in library.values()] == [
        ("Renovation of scope", "539-540"),
        ("Comparative analysis", "20-30"),
        ("Safety", "487-491"),
    ]
    assert done.titles["en"] == "Cells"
    assert "and[@li2009; @lin2012] more" in body(done, "en")
    assert not said(done, "import-lost", "import-reference", "import-citation")


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("stem cell（HLC）and CD34（+）cells，x：y", "stem cell (HLC) and CD34(+) cells, x: y"),
        ("人 脐 带 间 充 质 干细胞：综述", "人脐带间充质干细胞：综述"),
    ],
)
def test_signs_of_a_title(printed: str, title: str) -> None:
    """English titles have half-width signs, Chinese ones full-width signs, and no torn characters."""
    assert tidy(printed) == title


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\times 10^5", "×10^5^"),
        (r"( 1 \sim 1 0 ) \times 1 0 ^ { 5 }", "(1～10)×10^5^"),
        (r"\mathrm { C D 3 4 } ^ { + }", "CD34^+^"),
        (r"\mathrm{CD4^{+}CD25^{+}}", "CD4^+^CD25^+^"),
        (r"{ \mathrm { C C l } } _ { 4 }", "CCl~4~"),
        (r"\mathrm{T G F}\mathrm{-}\beta 1", "TGF-β1"),
        (r"P < 0 . 0 5", "P < 0.05"),
        (r"7 3 . 2 \%", "73.2%"),
        (r"37 ^\circ\mathrm{C}", "37°C"),
        (r"100\,000", "100 000"),
        (r"\text{log rank } P=0.03", "log rank P=0.03"),
        (r"\frac{a}{b}", None),
    ],
)
def test_simple_formulas(tex: str, text: str | None) -> None:
    """A formula that has a plain form gets it, also where a reader of pages put room between all its characters."""
    assert tex_to_text(tex) == text


@pytest.mark.parametrize(
    "mark",
    ["$^{[2-3]}$", "$^ { [ 2 - 3 ] }$", r"$^{\left[2,3\right]}$", "${}^{[2,3]}$", r"$^{\mathrm{[2-3]}}$",
     r"$^{[2\mathrm{-}3]}$", "$[2,3]$", r"$^{[2\sim3]}$"],
)  # fmt: skip
def test_marks_in_formulas(mark: str, import_text: Callable[..., Import], accounted: Callable) -> None:
    """However a formula writes a raised mark, it is one."""
    done = import_text(f"# 题目\n\n# 1 引言\n\n肝脏衰竭者众$^{{[1]}}$，细胞可助之{mark}。\n\n# {GBT}", kind="markdown")
    accounted(done)
    assert "众[@panduro2018]，细胞可助之[@li2009; @lin2012]。" in body(done, "zh")


LINE = "干细胞是一群具有多向分化潜能的细胞，在体外给予适宜条件，可诱导其分化"


def test_a_line_that_is_full_only_with_its_stop(import_text: Callable[..., Import]) -> None:
    """A stop hangs out of a full line; a sentence that ends with the line goes on in the next, and that is said."""
    # 24 characters a line; the third ends with a sentence, its stop beyond the edge.
    lines = [
        LINE[:24],
        LINE[5:29],
        LINE[:24] + "。",
        LINE[3:27],
        LINE[8:32],
        LINE[2:26],
        LINE[6:30],
        LINE[:12] + "[1-3]。",
    ]
    done = import_text("\n".join(["1 引言", *lines, *lines]) + "\n" + GBT)
    [one, two] = [b for b in body(done, "zh").split("\n\n") if "[@" in b]
    assert one.count("@li2009") == two.count("@li2009") == 1
    assert sum("ends with a sentence" in m and "one paragraph" in m for m in said(done, "import-unsure")) == 2


def test_blank_lines_part_paragraphs(import_text: Callable[..., Import]) -> None:
    """Where blank lines stand between paragraphs, a full line that ends a sentence is no end, and no guess."""
    full = "The stem cells in common clinical use include many kinds of things.\n"
    short = "They are few [1-3].\n\n"
    done = import_text("1 Introduction\n\n" + (full * 3 + short) * 6 + VANCOUVER, language="en")
    assert body(done, "en").count("They are few[") == 6
    assert body(done, "en").count("\n\n") == 7
    assert not said(done, "import-unsure")


@pytest.mark.parametrize(
    ("left", "right", "written"),
    [
        ("Moh", "amadnejad等曾", "Mohamadnejad等曾"),  # the list has the name
        ("immu", "noreactive", "immunoreactive"),  # no word ends so, none begins so
        ("trac", "king", "tracking"),
        ("hepatic", "surgery", "hepatic surgery"),
        ("repeated", "cultures", "repeated cultures"),
    ],
)
def test_a_page_that_ends_in_a_word(
    left: str, right: str, written: str, import_text: Callable[..., Import], whole_review: Review
) -> None:
    """A word that a page cut without a hyphen is closed where the manuscript's own words tell, and that is said."""
    works = "\n".join(
        f"[{n}] MOHAMADNEJAD M. {work.title}[J]. J Hepatol, 2012, 20(7): {n}-{n + 1}."
        for n, work in enumerate(whole_review.library.values(), 1)
    )
    done = import_text(f"1 引言\n\n肝脏者众[1-62]，见于{left}\n\f{right}，另有所述。\n\n参考文献\n{works}\n")
    assert f"见于{written}，" in body(done, "zh")
    taken = [m for m in said(done, "import-unsure") if "a page ends between" in m]
    assert len(taken) == (left in ("immu", "repeated"))  # else the words themselves tell
    assert all(("one word" in m) == (" " not in written) for m in taken)


@pytest.mark.parametrize("order", ["above", "below"])
def test_records_in_two_languages(order: str, import_text: Callable[..., Import], accounted: Callable) -> None:
    """The record in the other language begins with a line, whether names, a body or an address stand before it."""
    latin = [
        "OUYANG XX, LI H. Effect of cells on fibrosis[J]. J Clin Hepatol, 2012, 20(7): 487-\n491.",
        "National Health Commission. Management measures[EB/OL]. (2015-03-\n27). http:\n//www.example.org/a/b.shtml.",
    ]
    han = [
        "欧阳晓晓, 李红. 细胞对纤维化的影响[J]. 临床肝胆病杂志, 2012, 20(7):\n487-491.",
        "国家卫生委员会. 管理办法[EB/OL]. (2015-03-27). http://www.example.org/\na/b.shtml.",
    ]
    pairs = [(a, b) if order == "below" else (b, a) for a, b in zip(latin, han, strict=True)]
    works = "".join(f"[{n}] {a}\n{b}\n" for n, (a, b) in enumerate(pairs, 1))
    done = import_text(f"1 引言\n\n肝脏衰竭者众[1-2]。\n\n参考文献\n{works}")
    accounted(done)
    assert not said(done, "import-reference")
    for work, title, other in zip(
        load_library(done.files["references.bib"], "")[0].values(),
        ("Effect of cells on fibrosis", "Management measures"),
        ("细胞对纤维化的影响", "管理办法"),
        strict=True,
    ):
        assert work.twin is not None
        assert {work.title, work.twin.title} == {title, other}
        assert work.pages == ("487-491" if work.type == "article" else "")
        assert work.url == ("" if work.type == "article" else "http://www.example.org/a/b.shtml")


@pytest.mark.parametrize(
    ("printed", "fields"),
    [
        ("Smith JA. Homing. In: Proceedings of a Conference. Berlin: Springer; 2015. p. 101-8.",
         ("inproceedings", "Homing", "Proceedings of a Conference", "Springer", "101-8")),
        ("Smith JA. Cells of the liver. In: The liver. Oxford: Blackwell; 2001. p. 3-9.",
         ("incollection", "Cells of the liver", "The liver", "Blackwell", "3-9")),
        ("SMITH JA. Homing[C]//Proceedings of a Conference．Berlin：Springer，2015：101－108．",
         ("inproceedings", "Homing", "Proceedings of a Conference", "Springer", "101-108")),
    ],
)  # fmt: skip
def test_a_part_of_a_book(printed: str, fields: tuple[str, ...]) -> None:
    """What stands in a volume is told from the volume, in both manners."""
    record = read_record(printed)
    assert record is not None
    assert (record.type, record.title, record.booktitle, record.publisher, record.pages) == fields


def test_labels_in_full_width_brackets(import_text: Callable[..., Import], accounted: Callable) -> None:
    """［摘要］ is a label as [摘要] and 【摘要】 are; a column of the journal and the DOI share a line."""
    text = (
        "·专家论坛· DOI：10.3969/j.issn.1001-5256.2023.05.003\n\n肝脏的再生\n\n张三１，李四１\n\n"
        "（１．某大学附属医院，广州 510630）\n\n［摘要］肝脏衰竭者众多。\n\n［关键词］肝脏；再生\n\n"
        "［中图分类号］R575.3\u3000［文献标志码］A\n\n１\u3000引言\n\n肝脏［１－３］。\n\n［参考文献］\n"
    )
    done = import_text(text + GBT.removeprefix("参考文献：\n"))
    accounted(done)
    home = done.files["docs/zh/index.md"]
    for piece in (
        "title: 肝脏的再生\n",
        "type: 专家论坛\n",
        "doi: 10.3969/j.issn.1001-5256.2023.05.003\n",
        "affiliation: 某大学附属医院，广州 510630\n",
        "  - 再生\n",
        "{#abstract}\n\n肝脏衰竭者众多。",
    ):
        assert piece in home
    assert "# 1 引言 {#introduction}\n\n肝脏[@panduro2018; @li2009; @lin2012]。" in body(done, "zh")


@pytest.mark.parametrize(("heading", "language"), [("参考文献", "zh"), ("References", "en")])
def test_the_language_is_that_of_the_text(heading: str, language: str) -> None:
    """A short text with a long list of works in another language is not taken for one in that language."""
    text = {"zh": "1 引言\n\n肝脏衰竭者众多[1]。", "en": "1 Introduction\n\nThe liver fails in many [1]."}[language]
    han = "[1] 林沪, 张政. 人脐带间充质干细胞的安全性[J]. 中华肝脏病杂志, 2012, 20(7): 487-491.\n"
    works = {"zh": VANCOUVER.partition("\n")[2], "en": han}[language]
    assert language_of(Manuscript("m.txt", f"{text}\n\n{heading}\n\n{works * 9}", "text", "utf-8")) == language


HEADS = {
    "spread over lines": ["第 39 卷 第 5 期", "临床肝胆病杂志", "2023 年 5 月", "J Clin Hepatol", "May 2023", "{}"],
    "a number on every second page": ["冯宇，等．间充质干细胞的研究进展", "{}"],
    "no number at all": ["冯宇，等．间充质干细胞的研究进展"],
    "in English": ["Feng et al. Stem cells of the liver", "Page {} of 9"],
}


@pytest.mark.parametrize("name", HEADS)
def test_running_heads(name: str, import_text: Callable[..., Import], accounted: Callable) -> None:
    """What stands on page after page is set aside, however it is spread; what it cut is whole again, also a DOI."""
    parts = ["甲" * 40, "乙" * 40, "丙" * 40, "丁" * 40, "戊" * 40]
    text = "1 引言\n\n" + "肝脏的正文，其一段也。\n\n" * 10
    for n, part in enumerate(parts):
        head = "\n\n".join(line.format(1012 + 2 * n) for line in HEADS[name])
        text += f"{part}第{n}段之首\n\n{head}\n\n乃其末也。\n\n" + f"{part}之后另有一段[1-3]。\n\n" * 3
    head = "\n\n".join(line.format(1022) for line in HEADS[name])
    works = GBT.replace("10.1002/pmic.200701195", f"10. 1002/ hep\n\n{head}\n\np. 29189")
    done = import_text(text + works)
    accounted(done)
    page = body(done, "zh").split("---\n")[2]
    assert page.count("段之首乃其末也。") == 5
    assert not [word for word in ("冯宇", "年", "Feng", "May") if word in page]
    assert load_library(done.files["references.bib"], "")[0]["li2009"].doi == "10.1002/hepp.29189"


@pytest.mark.parametrize(
    ("left", "right", "written"),
    [
        ("（m", "iRNA）", "（miRNA）"),
        ("而Li", "n等则", "而Lin等则"),
        ("抗凋亡Bc", "l-2的", "抗凋亡Bcl-2的"),
        ("个/k", "g，", "个/kg，"),
    ],
)
def test_a_letter_alone(left: str, right: str, written: str, import_text: Callable[..., Import]) -> None:
    """A single small letter at a page's end or beginning belongs to the word on the other side."""
    done = import_text(f"1 引言\n\n肝脏衰竭者众，见于{left}\n\f{right}另有所述[1-3]。\n\n{GBT}")
    assert written in body(done, "zh")


def test_cells_of_a_table_are_no_running_heads(import_text: Callable[..., Import]) -> None:
    """The same words again and again, a few lines apart, are a table whose cells came line by line."""
    rows = "".join(f"移植组\n\n{n}例患者\n\n" for n in range(20, 29))
    done = import_text(f"1 引言\n\n肝脏衰竭者众[1-3]。\n\n{rows}{GBT}")
    assert body(done, "zh").count("移植组") == 9


@pytest.mark.parametrize(
    ("lost", "whole"),
    [
        ("10.1007/s11010-0172940-1", "10.1007/s11010-017-2940-1"),
        ("10.1038/s41419-02205303-9", "10.1038/s41419-022-05303-9"),
        ("10.3760/cma.j.issn.10073418.2012.07.002", "10.3760/cma.j.issn.1007-3418.2012.07.002"),
        ("10.1111/j.15720241.2008.01993.x", "10.1111/j.1572-0241.2008.01993.x"),
        ("10.1016/S24681253(19)303341", "10.1016/S2468-1253(19)30334-1"),
        ("10.3760/cma.j.cn50111320200101-00001", "10.3760/cma.j.cn501113-20200101-00001"),
    ],
)
def test_hyphens_of_a_doi(lost: str, whole: str, whole_review: Review) -> None:
    """A publisher's form of DOI tells where its hyphens stood; a DOI that has them stays, as all of this review do."""
    assert mend_doi(lost) == whole
    assert mend_doi(whole) == whole
    assert all(mend_doi(work.doi) == work.doi for work in whole_review.library.values())


def test_hyphens_that_the_manuscript_tells(import_text: Callable[..., Import], accounted: Callable) -> None:
    """Where no line ends with a hyphen, words get theirs back by their like, and pages by their number; this is said.

    What is as usual without one (preclinical), or has no like, stays as it is.
    """
    body_lines = "移植BM-MSC与UC-MSC者，肝衰竭acute-on-chronic者，及marrow-derived细胞\n" * 60
    titles = [
        "Bone marrowderived cells",
        "Acute-onchronic failure and virusrelated disease",
        "Preclinical unseenword data",
    ]
    works = "".join(
        f"[{n}] LI G. {title} of A-type\nkind[J]. Gut, 2009, 9(1): {pages}. DOI: 10.1136/gut.{n}.\n"
        for n, (title, pages) in enumerate(zip(titles, ("20092016", "721174", "645653"), strict=True), 1)
    )
    works = f"参考文献\n{works}"
    done = import_text(f"1 引言\n{body_lines}又及BMMSC者pre-clinical所见[1-3]。\n{works}", language="zh")
    accounted(done)
    assert "又及BM-MSC者" in body(done, "zh")
    library = list(load_library(done.files["references.bib"], "")[0].values())
    assert [(r.title.partition(" of ")[0], r.pages, r.eid) for r in library] == [
        ("Bone marrow-derived cells", "2009-2016", ""),
        ("Acute-on-chronic failure and virusrelated disease", "", "721174"),
        ("Preclinical unseenword data", "645-653", ""),
    ]
    [message] = [m for m in said(done, "import-unsure") if "were put back" in m]
    assert "BM-MSC (line 62), marrow-derived (line 64), 2009-2016 (line 65), Acute-on-chronic (line 66)" in message


@pytest.mark.parametrize(
    ("mark", "kind"),
    [("[2−3]", "text"), ("⁽²⁻³⁾", "text"), ("[²⁻³]", "text"), ("^(2,3)", "text"), ("［２－３］", "text"),
     ("[2,3](#b2)", "markdown"), ("[[2-3]](#b2)", "markdown"), ("<sup>[[2,3]](#b2)</sup>", "markdown")],
)  # fmt: skip
def test_marks_in_brackets(mark: str, kind: str, import_text: Callable[..., Import], accounted: Callable) -> None:
    """Minus signs, raised and round brackets, and links into the list are marks; x^(2) is an exponent."""
    done = import_text(f"1 引言\n\n肝脏衰竭者众[1]，细胞可助之{mark}，x^(2)亦然。\n\n{GBT}", kind=kind)
    accounted(done)
    assert re.search(r"助之(?:<sup>)?\[@li2009; @lin2012\](?:</sup>)?，x", body(done, "zh"))
    assert body(done, "zh").count("@") == 3


@pytest.mark.parametrize(
    "text",
    ["见图[2](#f2)", "见图 [2](#b)", "Figs. [2](#Fig2) and [3](#Fig3)", "Table [2](#t)", "面积5cm^(2)者", "3 mm^(3)"],
)  # fmt: skip
def test_links_to_figures_and_units_are_no_marks(text: str, import_text: Callable[..., Import]) -> None:
    """They stay, and do not decide how the manuscript cites: here by raised figures."""
    done = import_text(f"1 引言\n\n肝脏衰竭者众¹，{text}，细胞³可助之。\n\n{GBT}", kind="markdown", language="zh")
    assert re.findall(r"@\w+", body(done, "zh")) == ["@panduro2018", "@lin2012"]


def test_a_raised_figure_among_brackets_is_said(import_text: Callable[..., Import]) -> None:
    """Where marks have brackets, a bare raised figure stays, and is said unless it is a unit's or a power's."""
    done = import_text(f"1 引言\n\n肝脏衰竭者众[1]，细胞²可助之[3]，面积5 cm²，数10²个，R²为0.9。\n\n{GBT}")
    assert [m[:22] for m in said(done, "import-unsure") if "raised" in m] == ["the raised figure '²' m"[:22]]


@pytest.mark.parametrize(
    "headings",
    [
        "1.引言\n\n甲。\n\n1.1旁分泌，调节免疫\n\n乙[1-3]。",
        "1 引言\n\n甲。\n\n1.1 旁分泌，\n调节免疫\n\n乙[1-3]。",
        "１　引言\n\n甲。\n\n１．１　旁分泌，调节免疫　　乙[1-3]。",
        "1、引言\n\n甲。\n\n1.1  旁分泌，调节免疫  乙[1-3]。",
    ],
)
def test_headings(headings: str, import_text: Callable[..., Import], accounted: Callable) -> None:
    """Without a space behind the number, over two lines, and on the line of their text."""
    done = import_text(f"{headings}\n\n{GBT}")
    accounted(done)
    page = body(done, "zh")
    assert "\n# 1 引言 {#introduction}\n\n甲。\n\n## 1.1 旁分泌，调节免疫 {#" in page
    assert "}\n\n乙[@panduro2018; @li2009; @lin2012]。\n" in page


@pytest.mark.parametrize("kind", ["text", "markdown"])
@pytest.mark.parametrize(
    ("above", "title"),
    [("", "本章小结"), ("", "Clinical relevance"), ("脐带来源的细胞与骨髓来源的细胞", "临床应用")],
)
def test_a_title_that_comes_again_is_no_running_head(
    above: str, title: str, kind: str, import_text: Callable[..., Import], accounted: Callable
) -> None:
    """Nothing is cut where it stands, as text is by a page's head: it stays, and the paragraphs stay apart."""
    paragraph = "间充质干细胞可以分化为多种细胞，并能调节免疫，因此常用于肝病的研究与治疗[1-3]。\n\n"
    parts = "".join(
        f"{n} 其{'甲乙丙丁'[n - 1]}\n\n{paragraph * 6}{above}\n\n{title}\n\n{paragraph}" for n in range(1, 5)
    )
    done = import_text(f"{parts}{GBT}", kind=kind, language="zh")
    accounted(done)
    pages = "".join(text for name, text in done.files.items() if name.startswith("docs/zh/"))
    assert pages.count(title) == 4
    assert pages.count("的研究与治疗[@") == 28
    assert not re.search(r"。\S*间充质", pages)


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize("cells", ["随访周数 2 4 6 8 病例数", "Week 12 13 15 Patients", "分级 1 好 2 中 3 差"])
def test_figures_of_a_table_are_no_page_numbers(
    cells: str, gap: str, import_text: Callable[..., Import], accounted: Callable
) -> None:
    """Cells on lines of their own may count up as pages do, but no text stands between them."""
    text = "间充质干细胞可以分化为多种细胞，并能调节免疫[1-3]。\n\n"
    done = import_text(f"1 引言\n\n{text}{gap.join(cells.split())}\n\n{text}{GBT}", language="zh")
    accounted(done)
    assert re.sub(r"\s|\\", "", cells) in re.sub(r"\s|\\", "", body(done, "zh"))


def test_a_paragraph_that_begins_like_a_heading_is_said(import_text: Callable[..., Import]) -> None:
    """A heading that was not found does not vanish into its paragraph without a word."""
    done = import_text(f"1 引言\n\n甲。\n\n1.1 旁分泌之调节免疫也。乙[1-3]。\n\n{GBT}")
    assert [m for m in said(done, "import-unsure") if "as a heading does" in m] == [
        "a paragraph begins with '1.1 旁分泌之调节免疫也', as a heading does"
    ]


@pytest.mark.parametrize("cut", ["487 -|491", "487-|491", "487|- 491", "487|-491", "|487-491"])
def test_a_range_cut_by_a_page(cut: str, import_text: Callable[..., Import], accounted: Callable) -> None:
    """Half of a range on a line of its own is no page number, as the page has one."""
    pages = [f"甲之{n}也[1-3]。\n\n{1000 + n}\n\n" for n in range(4)]
    works = GBT.replace(" 487-491", "\n" + cut.replace("|", "\n\n1004\n\n"))
    done = import_text(f"1 引言\n\n{''.join(pages)}{works}")
    accounted(done)
    assert list(load_library(done.files["references.bib"], "")[0].values())[2].pages == "487-491"


def test_a_range_cut_before_its_hyphen(import_text: Callable[..., Import], accounted: Callable) -> None:
    """A line of the list that begins with `- 491` is no item of a list."""
    done = import_text(f"1 引言\n\n甲[1-3]。\n\n{GBT.replace('487-491', '487' + chr(10) + '- 491')}")
    accounted(done)
    assert list(load_library(done.files["references.bib"], "")[0].values())[2].pages == "487-491"


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("exosomes attenuate", "D-GalN-induced apoptosis", "exosomes attenuate D-GalN-induced apoptosis"),
        ("they were attenu", "ated", "they were attenuated"),
        ("listed in Pub", "Med", "listed in PubMed"),
        ("bone marrow-derived CD", "34+ cells", "bone marrow-derived CD34+ cells"),
        ("after phase", "2 trials", "after phase 2 trials"),
        ('MSC as "', 'conducting cells" of repair', 'MSC as "conducting cells" of repair'),
        ('MSC as "conducting cells', '" of repair', 'MSC as "conducting cells" of repair'),
        ("called cells", '"conducting" at times', 'called cells "conducting" at times'),
    ],
)
def test_what_stands_where_two_lines_meet(left: str, right: str, whole: str) -> None:
    """A word is closed that the manuscript has elsewhere, as it stands there; a quotation mark keeps to its word."""
    ledger = Ledger(f"{left}\n{right}")
    words = vocabulary_of(["It was attenuated (see PubMed) by CD34 cells."])
    joiner = Joiner(ledger, words, spaced=True, unsure=lambda *said: pytest.fail(str(said)))
    pieces = Traced.of(ledger.source, 0, len(left)), Traced.of(ledger.source, len(left) + 1, len(ledger.source))
    assert joiner.join(*pieces).text == whole


def test_lines_set_alike_within_sentences_are_no_running_heads(import_text: Callable[..., Import]) -> None:
    """A narrow column has the same words on a line again and again, also where a page ends."""
    line = "through the hepatic artery in patients with"
    pages = [
        f"Others infused autologous stem cells number {n}\n{line}\n{1010 + n}\n\fJ Clin Hepatol, Vol. 39, No. 5\n"
        "liver failure, in whom bilirubin then fell by\nsome per cent within weeks of infusion[1].\n"
        for n in range(4)
    ]
    done = import_text("1 Introduction\n\n" + "".join(pages) + "Two more[2-3].\n\n" + VANCOUVER)
    assert done.files["docs/en/introduction.md"].split("---")[2].count(line) == 4


@pytest.mark.parametrize("page", ["", "1010\n\f第39卷第5期 Vol.39 No.5\n"], ids=["page", "pages"])
def test_an_abstract_goes_on_where_a_sentence_ends(page: str, import_text: Callable[..., Import]) -> None:
    """At the top of the next page; the title in the other language may do so, too."""
    english = (
        "Clinical research advances in mesenchymal stem\n" + page + "cells for liver disease\nFENG Yu, CHEN Junfeng\n"
        "Abstract: End-stage liver disease runs a dangerous\ncourse, and transplantation is its one known cure.\n"
        + page
        + "Mesenchymal stem cells have very broad prospects in\nit, which many studies have shown by now.\n"
        "Key words: Stem Cells; Therapeutics\n"
    )
    text = (
        "肝脏兼具消化、解毒、内分泌等多项功能，自我再生能力也\n十分强大，各型肝病终末期均可危及生命，病情十分凶险。\n"
    )
    chinese = "间充质干细胞的进展\n冯宇，陈俊峰\n摘要：终末期肝病病情凶险，预后不良，可用干细胞治疗。\n关键词：干细胞\n"
    done = import_text(f"{chinese}{english}1 引言\n{text * 6}一项研究[1]，两项研究[2-3]。\n{GBT}", language="zh")
    home = done.files["docs/en/index.md"]
    assert "title: Clinical research advances in mesenchymal stem cells for liver disease" in home
    assert "its one known cure. Mesenchymal stem cells have very broad prospects in it, which many studies" in home
    assert not [m for m in said(done, "import-front-matter") if "was left aside" in m]


@pytest.mark.parametrize("end", ["Guangzhou 510630, China", "China", "510630"])
def test_an_affiliation_goes_on_below(end: str, import_text: Callable[..., Import]) -> None:
    """Town, postcode and land had no room on its line."""
    front = f"Stem cells in liver disease\nFENG Yu, CHEN Junfeng\nDepartment of Medicine, Some University,\n{end}\n"
    prose = "The liver digests, detoxifies and secretes, and it regenerates well; but late disease is fatal.\n\n"
    done = import_text(f"{front}Abstract: Short.\nKeywords: liver\n\n1 Introduction\n\n{prose}One[1-3].\n\n{VANCOUVER}")
    assert f"affiliation: Department of Medicine, Some University, {end}" in done.files["docs/en/index.md"].replace(
        "'", ""
    )
    assert not [m for m in said(done, "import-front-matter") if "was left aside" in m]


def test_a_page_ends_with_a_sentence_where_paragraphs_are_indented(import_text: Callable[..., Import]) -> None:
    """What follows without an indent goes on, which is said; a mark that ends a paragraph stays with it."""
    line = "肝脏兼具消化、解毒、内分泌等多项功能，自我再生能力十分强大，\n"
    paragraph = f"　　{line[:28]}\n{line}{line}{line}"
    text = (
        f"{paragraph}各型肝病终末期均可危及生命。\n---\n一项研究用干细胞治疗，患者的肝功能得到改善，疗效至今良好，见下\n"
        f"［1］。\n　　另一项研究［2］选用的则是脐带来源的干细胞，经外周静脉输注，\n{line}{line}疗效良好［3］。\n"
    )
    done = import_text(f"1 引言\n{paragraph}疗效良好。\n{text}{GBT}")
    assert "均可危及生命。一项研究用干细胞" in body(done, "zh")
    assert "疗效至今良好，见下[@panduro2018]。\n\n另一项研究[@li2009]选用" in body(done, "zh")
    assert [m for m in said(done, "import-unsure") if m.startswith("a page ends with a sentence")]
