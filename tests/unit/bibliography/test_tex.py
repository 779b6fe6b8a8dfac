r"""TeX in values: what becomes of it, and what braces protect."""

import pytest

from bireview.bibliography.tex import to_plain

PLAIN = {
    "人脐带间充质干细胞": "人脐带间充质干细胞",
    r"Ch\'avez-Tapia": "Chávez-Tapia",
    r"Ch{\'a}vez": "Chávez",
    r"Ch\'{a}vez": "Chávez",
    r"Cal\`\i": "Calì",
    r"na\"{\i}ve": "naïve",
    r"Erd\H{o}s, \v{S}, \c{c}, \k{a}, \r{a}": "Erdős, Š, ç, ą, å",
    r"G{\"o}del, M\"uller": "Gödel, Müller",
    "Cha\u0301vez": "Chávez",
    r"Stra{\ss}e, \AE, \o re, \L{}, \aa": "Straße, Æ, øre, Ł, å",
    r"TGF$\beta$1, TNF-$\alpha$, \textbeta, $\Delta$": "TGFβ1, TNF-α, β, Δ",
    r"$\beta$-catenin 与 Wnt": "β-catenin 与 Wnt",
    r"H$_2$O, 10$^{5}$, CD34\textsuperscript{+}": "H₂O, 10⁵, CD34⁺",
    r"\textit{in vitro}, \emph{b}, {\em c}, {\relax d}": "in vitro, b, c, d",
    "1620--1628": "1620–1628",
    "therapies---bridging": "therapies—bridging",
    "``conducting'' cells": "“conducting” cells",
    'as "conducting cells"': 'as "conducting cells"',
    r"Taylor \& Francis, 73.2\%, a\_b, \$5, \#1": "Taylor & Francis, 73.2%, a_b, $5, #1",
    "73.2% 的患者": "73.2% 的患者",
    "cost $5": "cost $5",
    "Don~Quijote  de\n  la Mancha": "Don Quijote de la Mancha",
    r"信息与文献\quad 元数据": "信息与文献 元数据",
    r"\~{}, \^{}, \{a\}, \textbackslash": "~, ^, {a}, \\",
    "a}b{c": "abc",
    "": "",
    "\\": "\\",
}


@pytest.mark.parametrize("source", PLAIN)
def test_plain(source: str) -> None:
    """Accents, letters, signs and simple commands become Unicode; plain text stays as it is."""
    assert to_plain(source).text == PLAIN[source]


@pytest.mark.parametrize(
    ("source", "protected"),
    [
        ("{DNA} and {Annals of {H}epatology}", ["DNA", "Annals of Hepatology"]),
        ("Human {MSC}s", ["MSC"]),
        ("人{MSC}移植", ["MSC"]),
        (r"{\'E}tude de l'{\'E}tat", []),
        (r"{{\'E}tat}", ["État"]),
        (r"{Taylor \& Francis}", ["Taylor & Francis"]),
        (r"{\textit{E. coli}}", ["E. coli"]),
        (r"the $\beta$ chain", ["β"]),
        ("none", []),
        ("{}", []),
        ("  {A} b", ["A"]),
    ],
)
def test_protected(source: str, protected: list[str]) -> None:
    """Braces protect what they hold, unless they stand around an accent; offsets count in the plain text."""
    plain = to_plain(source)
    assert [plain.text[start:end] for start, end in plain.protected] == protected


@pytest.mark.parametrize(
    ("source", "italic"),
    [
        (r"\textit{P} values of \emph{in vivo} work", ["P", "in vivo"]),
        (r"{\it H. pylori} and {\em E. coli}", ["H. pylori", "E. coli"]),
        (r"{\itshape a {b} c} d", ["a b c"]),
        (r"\textit{a\emph{b}c}", ["abc"]),
        (r"干细胞与\textit{Foxp3}基因", ["Foxp3"]),
        (r"  \textit{\'E. coli}", ["É. coli"]),
        (r"\'{\textit{e}} \textbf{b} {c} $d$", []),
        (r"\textit{} x \textit", []),
        ("none", []),
    ],
)
def test_italic(source: str, italic: list[str]) -> None:
    """What TeX sets in italics is remembered, to the end of its braces; offsets count in the plain text."""
    plain = to_plain(source)
    assert [plain.text[start:end] for start, end in plain.italic] == italic


def test_unknown_command() -> None:
    """A command that nobody knows stays in the text and is named."""
    plain = to_plain(r"a \macro{b} c")
    assert (plain.text, plain.unknown) == (r"a \macro{b} c", (r"\macro",))


@pytest.mark.parametrize("source", ["{" * 5000, "\\'" * 5000, "$" * 5001, "\\textit{" * 3000, "}" * 9, r"\'", "{\\"])
def test_hostile(source: str) -> None:
    """No nesting and no cut-off end brings the conversion down."""
    assert isinstance(to_plain(source).text, str)
