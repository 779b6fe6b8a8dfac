"""The figures of a passage and of its translation are compared by value and unit, however each writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from bireview.language import QuantityWords
from bireview.languages.en_quantities import QUANTITIES as EN
from bireview.languages.zh_hans_quantities import QUANTITIES as ZH
from bireview.parity.quantities import Kind, Quantity, compare_quantities, find_quantities

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "quantities.yml").read_text(encoding="utf-8"))


def texts(quantities: list[Quantity]) -> list[str]:
    return [quantity.text for quantity in quantities]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_pair(case: dict[str, Any]) -> None:
    """A pair agrees, or exactly the figures without a counterpart are reported, on the side where they stand."""
    missing_zh, missing_en = compare_quantities(find_quantities(case["zh"], ZH), find_quantities(case["en"], EN))
    assert texts(missing_zh) == [str(text) for text in case.get("missing_zh", [])]
    assert texts(missing_en) == [str(text) for text in case.get("missing_en", [])]
    assert bool(missing_zh or missing_en) is not case["agree"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_sides_are_treated_alike(case: dict[str, Any]) -> None:
    """Comparing English with Chinese reports what comparing Chinese with English does."""
    zh, en = find_quantities(case["zh"], ZH), find_quantities(case["en"], EN)
    assert compare_quantities(zh, en) == compare_quantities(en, zh)[::-1]


NAMES = """
ERK1/2; IL-10; IL‑10; 白细胞介素-10; CD34+; CD34^+^; CD4+CD25+; TGF-β1; p27kip1; let-7a-5p; miR-223; miR-17-92; MMP-9
MMP-9 and -14; B19; M2型; G0/G1期; G0 phase; NLRP3; MAP4K3; CCl4; CCl~4~; CCl₄; 3D培养; 3D culture; Th17
吲哚胺2,3-双加氧酶; indoleamine 2,3-dioxygenase; 鞘氨醇-1-磷酸; sphingosine-1-phosphate; 细胞角蛋白-18; cytokeratin-18
PGE2; 前列腺素E2; prostaglandin E2; EGF因子8; EGF factor 8; C-X-C chemokine receptor 4; caspase-3; interleukin-6
cyclin D1; α-SMA; type I collagen; H~2~O~2~; ^18^F-FDG; COVID-19; 5'-UTR; PD-1/PD-L1; 0000-0003-4069-6287; 1. item
`24 weeks`; [text](http://example.org/24); https://example.org/2023; doi:10.1002/pmic.200701195; text {#p-2.1-3}
[@yan2008, p. 3]; ^[38-39]^; [!C4]; [^4]; <!-- 5% -->; <span data-n="24">a</span>
"""


@pytest.mark.parametrize("name", re.split(r"[;\n] *", NAMES.strip()))
def test_names_are_no_quantities(name: str) -> None:
    """A figure in a name, a mark, code or an address is none; a name without words is so in both languages."""
    is_chinese = any(character >= "\u2e80" for character in name)
    if is_chinese or " " not in name:
        assert find_quantities(name, ZH) == ()
    if not is_chinese:
        assert find_quantities(name, EN) == ()


@pytest.mark.parametrize(
    ("text", "words", "values", "unit", "kind"),
    [
        ("24-week", EN, ["24"], "week", Kind.FIGURE),
        ("第24周", ZH, ["24"], "week", Kind.FIGURE),
        ("三周", ZH, ["3"], "week", Kind.WORD),
        ("twelve months", EN, ["12"], "month", Kind.WORD),
        ("半年", ZH, ["0.5"], "year", Kind.WORD),
        ("(1～10)×10^5^个细胞/kg", ZH, ["1E5", "1E6"], "/kg", Kind.FIGURE),
        ("1.5 × 10^8 cells", EN, ["150000000"], "", Kind.FIGURE),
        ("45 μmol/L", EN, ["45"], "μmol/L", Kind.FIGURE),
        ("20 percent", EN, ["20"], "percent", Kind.FIGURE),
        ("2015年3月27日", ZH, ["20150327"], "date", Kind.FIGURE),
        ("March 2015", EN, ["20150300"], "date", Kind.FIGURE),
        ("5-fluorouracil", EN, ["5"], "", Kind.WORD),
        ("第3.1节", ZH, ["3.1"], "section", Kind.POINTER),
        ("文献41", ZH, ["41"], "reference", Kind.POINTER),
        ("Table 2", EN, ["2"], "table", Kind.POINTER),
    ],
)
def test_what_is_read(text: str, words: QuantityWords, values: list[str], unit: str, kind: Kind) -> None:
    """Values are exact, units have one name in all languages, and only digits are certain."""
    (quantity,) = find_quantities(text, words)
    assert (quantity.values, quantity.unit, quantity.kind) == (tuple(map(Decimal, values)), unit, kind)


@pytest.mark.parametrize(
    ("source", "text", "offset"),
    [
        ("随访[@lin2017]**24**周。", "24**周", 14),
        ("The *P* value, [here](a.md), is **73.2%** now", "73.2%", 34),
        (r"dose $1\times10^{8}$ cells", r"1\times10^{8}$ cells", 6),
        (r"at $10^{5}$", "10^{5}", 4),
        ("约７３．２％", "７３．２％", 1),
    ],
)
def test_place(source: str, text: str, offset: int) -> None:
    """The text and offset of a quantity are those of the Markdown source, whatever markup stands before or in it."""
    (quantity,) = find_quantities(source, ZH if "周" in source or "约" in source else EN)
    assert (quantity.text, quantity.offset) == (text, offset)
    assert source.startswith(text, offset)


def test_language_without_words() -> None:
    """A language with an empty table still has its digits and international symbols compared."""
    found = find_quantities("73,2 % Ferrit, 24 h, 73.2%", QuantityWords())
    assert [(q.text, q.unit) for q in found] == [("73", ""), ("2 %", "percent"), ("24 h", "hour"), ("73.2%", "percent")]


@pytest.mark.parametrize(
    "piece",
    ["1,", "1-", "1.", "1 000 ", "[", "[@", "<!--", "`", "](", "<a", "10^5-", "1×10", "一", "two ", "~", "\\", "0-"],
)
@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_hostile_passages_are_read_to_the_end(piece: str, words: QuantityWords) -> None:
    """A passage made to provoke backtracking is read; with exponential time this test would never end."""
    text = (piece * 16_000)[:16_000]
    found = find_quantities(f"{text}\n\n73.2%", words)
    assert all(0 <= quantity.offset <= len(text) + 7 for quantity in found)
