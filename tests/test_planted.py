"""The real review with one fault planted in it: that fault is reported, with file and line, and nothing else.

Places are found in the planted text, not by the code: `"docs/zh/x.md @ words"` is the line on which the words stand,
`"docs/zh/x.md ^ words"` the first line of the paragraph they stand in, `"file: 1"` a line by number, 0 for the file.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bireview.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

MATERIAL = ("mkdocs.yml", "docs", "references.bib", "notes.yml", "glossary.yml", "studies.yml")
ZH, EN = "docs/zh/", "docs/en/"


@dataclass(frozen=True)
class Edit:
    """One change: `old` text becomes `new`; without `old`, `new` is added at the end; without `new`, the file goes.

    Spaces in `old` stand for any white space, so that it does not matter where a line breaks.
    """

    file: str
    old: str = ""
    new: str | bytes | None = None

    def apply(self, root: Path) -> None:
        """Change the file, which must hold `old` exactly once."""
        path = root / self.file
        path.parent.mkdir(exist_ok=True)
        if self.new is None:
            path.unlink()
        elif isinstance(self.new, bytes):
            path.write_bytes(self.new)
        elif not self.old:
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(text + self.new, encoding="utf-8")
        else:
            text = path.read_text(encoding="utf-8")
            places = list(flexible(self.old).finditer(text))
            assert len(places) == 1, f"{self.file} holds '{self.old}' {len(places)} times; the planted text must move"
            path.write_text(text[: places[0].start()] + self.new + text[places[0].end() :], encoding="utf-8")


@dataclass(frozen=True)
class Planted:
    """A fault: what is changed, and every problem that must be reported, as `rule`, place."""

    name: str
    edits: tuple[Edit, ...]
    expected: tuple[tuple[str, str], ...]
    says: str = ""
    """Words that a message or hint must hold."""


def flexible(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in words.split(" ")))


def line_of(root: Path, place: str) -> tuple[str, int]:
    """The file and line that a place means."""
    file, how, words = re.fullmatch(r"(\S+?)(:| @| \^) (.*)", place, re.DOTALL).groups()
    if how == ":":
        return file, int(words)
    text = (root / file).read_text(encoding="utf-8")
    found = list(flexible(words).finditer(text))
    assert len(found) == 1, f"{file} holds '{words}' {len(found)} times"
    start = found[0].start() if how == " @" else text.rindex("\n\n", 0, found[0].start()) + 2
    return file, text.count("\n", 0, start) + 1


@pytest.fixture
def review(repository: Path, tmp_path: Path) -> Path:
    """A copy of the repository's review."""
    for name in MATERIAL:
        source = repository / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return tmp_path


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[dict[str, object]]]]:
    """Runs `bireview check --format json`; returns the exit status and the problems."""

    def run(root: Path, *options: str) -> tuple[int, list[dict[str, object]]]:
        status = main(["check", str(root), "--format", "json", *options])
        return status, json.loads(capsys.readouterr().out)

    return run


def entry(key: str, doi: str, title: str = "肝细胞") -> str:
    """A complete entry for the end of references.bib."""
    return (
        f"\n@article{{{key},\n  author = {{Wang, L}},\n  title = {{{title}}},\n  journal = {{Hepatology}},\n"
        f"  year = {{2024}},\n  doi = {{{doi}}},\n}}\n"
    )


def page(title: str, identifier: str = "extra") -> str:
    return f"---\ntitle: {title}\ndescription: {title}\n---\n\n# {title} {{#{identifier}}}\n\n{title}\n"


def plant(name: str, *edits: tuple[str, str, str | bytes | None], then: Iterable[str] = (), says: str = "") -> Planted:
    """A row of the table; each of `then` reads `rule place`."""
    expected = tuple(tuple(line.split(" ", 1)) for line in then)
    return Planted(name, tuple(Edit(*edit) for edit in edits), expected, says)  # type: ignore[arg-type] # pairs


PANDURO = "[@panduro2018]"

PLANTED = [
    # --- citations
    plant(
        "unknown key in Chinese",
        (ZH + "introduction.md", PANDURO, "[@panduro2081]"),
        then=[
            f"unknown-citation {ZH}introduction.md @ [@panduro2081]",
            f"citation-mismatch {EN}introduction.md @ {PANDURO}",
        ],
        says="Nearest key: 'panduro2018' (references.bib:",
    ),
    plant(
        "unknown key in English",
        (EN + "mechanisms.md", "[@yan2008]", "[@yann2008]"),
        then=[
            f"unknown-citation {EN}mechanisms.md @ [@yann2008]",
            f"citation-mismatch {EN}mechanisms.md @ [@yann2008]",
        ],
        says="Nearest key: 'yan2008' (references.bib:",
    ),
    plant(
        "unknown Chinese key in both languages",
        (ZH + "introduction.md", PANDURO, "[@潘杜罗2018]"),
        (EN + "introduction.md", PANDURO, "[@潘杜罗2018]"),
        then=[
            f"unknown-citation {ZH}introduction.md @ [@潘杜罗2018]",
            f"unknown-citation {EN}introduction.md @ [@潘杜罗2018]",
            "uncited-reference references.bib @ @article{panduro2018",
        ],
        says="citation '潘杜罗2018' is not in references.bib",
    ),
    plant(
        "number beyond the end in both languages",
        (ZH + "introduction.md", PANDURO, "^[1,64]^"),
        (EN + "introduction.md", PANDURO, "^[1,64]^"),
        then=[
            f"number-out-of-range {ZH}introduction.md @ ^[1,64]^",
            f"number-out-of-range {EN}introduction.md @ ^[1,64]^",
        ],
        says="names number 64, and references.bib has 62 entries",
    ),
    plant(
        "number zero in Chinese",
        (ZH + "introduction.md", PANDURO, "^[０]^"),
        then=[
            f"number-out-of-range {ZH}introduction.md @ ^[０]^",
            f"citation-mismatch {EN}introduction.md @ {PANDURO}",
        ],
    ),
    plant(
        "mark with an empty place in Chinese",
        (ZH + "introduction.md", PANDURO, "[@panduro2018；]"),
        then=[
            f"malformed-citation {ZH}introduction.md @ [@panduro2018；]",
            f"citation-mismatch {EN}introduction.md @ {PANDURO}",
        ],
        says="an empty place between semicolons",
    ),
    plant(
        "range that runs backwards in English",
        (EN + "introduction.md", PANDURO, "^[2-1]^"),
        then=[
            f"malformed-citation {EN}introduction.md @ ^[2-1]^",
            f"citation-mismatch {EN}introduction.md @ ^[2-1]^",
        ],
    ),
    plant(
        "citation swapped with its neighbour in English",
        (EN + "mesenchymal-stem-cells.md", "[@li2009]", "[@swapped]"),
        (EN + "mesenchymal-stem-cells.md", "[@razeghian2021]", "[@li2009]"),
        (EN + "mesenchymal-stem-cells.md", "[@swapped]", "[@razeghian2021]"),
        then=[f"citation-mismatch {EN}mesenchymal-stem-cells.md @ [@razeghian2021]"],
    ),
    plant(
        "citation dropped in English",
        (EN + "mesenchymal-stem-cells.md", "[@razeghian2021]", ""),
        then=[f"citation-mismatch {EN}mesenchymal-stem-cells.md ^ [@li2009]"],
        says="cites [li2009], its counterpart at docs/zh/mesenchymal-stem-cells.md:",
    ),
    plant(
        "citation dropped in Chinese",
        (ZH + "mesenchymal-stem-cells.md", "[@razeghian2021]", ""),
        then=[f"citation-mismatch {EN}mesenchymal-stem-cells.md @ [@razeghian2021]"],
    ),
    plant(
        "citation dropped in both languages",
        (ZH + "mesenchymal-stem-cells.md", "[@razeghian2021]", ""),
        (EN + "mesenchymal-stem-cells.md", "[@razeghian2021]", ""),
        then=["uncited-reference references.bib @ @article{razeghian2021"],
    ),
    plant(
        "citation moved to the next paragraph in Chinese",
        (ZH + "mechanisms.md", "[@corcione2006]", ""),
        (ZH + "mechanisms.md", "[@xuan2017]", "[@corcione2006][@xuan2017]"),
        then=[
            f"citation-mismatch {EN}mechanisms.md @ [@corcione2006]",
            f"citation-mismatch {EN}mechanisms.md @ [@xuan2017]",
        ],
    ),
    # --- the bibliography
    plant(
        "entry that nobody cites",
        ("references.bib", "", entry("new2024", "10.1002/hep.99999")),
        then=["uncited-reference references.bib @ @article{new2024,"],
    ),
    plant(
        "Chinese entry that nobody cites",
        ("references.bib", "", entry("王2024", "10.3969/j.issn.1001-5256.2024.01.001")),
        then=["uncited-reference references.bib @ @article{王2024,"],
        says="'王2024' is cited on no page",
    ),
    plant(
        "key used twice",
        ("references.bib", "", entry("panduro2018", "10.1002/hep.99999", "Another work")),
        then=["duplicate-key references.bib @ @article{panduro2018, author = {Wang"],
        says="key 'panduro2018' is already used in line",
    ),
    plant(
        "DOI of another entry",
        ("references.bib", "10.1002/pmic.200701195", "10.5604/01.3001.0012.0913"),
        then=["duplicate-doi references.bib @ @article{li2009"],
        says="'panduro2018'",
    ),
    plant(
        "DOI that is none",
        ("references.bib", "10.1002/pmic.200701195", "10,1002/pmic.200701195"),
        then=["malformed-doi references.bib @ 10,1002/pmic.200701195"],
    ),
    plant(
        "DOI in Chinese words",
        ("references.bib", "10.1002/pmic.200701195", "见原文"),
        then=["malformed-doi references.bib @ 见原文"],
    ),
    plant(
        "PMID with words around it",
        ("references.bib", "doi = {10.1002/pmic.200701195}", "pmid = {编号19053082}"),
        then=["malformed-identifier references.bib @ 编号19053082"],
    ),
    plant(
        "stray field between entries",
        ("references.bib", "@article{li2009", "  title = {这不是条目},\n}\n\n@article{li2009"),
        then=["bib-syntax references.bib @ title = {这不是条目}"],
    ),
    plant(
        "comma missing before a field",
        ("references.bib", "pages = {20--30},", "pages = {20--30}"),
        then=["bib-syntax references.bib @ doi = {10.1002/pmic.200701195}"],
    ),
    plant(
        "entry without a key",
        ("references.bib", "@article{panduro2018,", "@article{"),
        then=[
            "bib-syntax references.bib @ @article{ author = {Panduro",
            f"unknown-citation {ZH}introduction.md @ {PANDURO}",
            f"unknown-citation {EN}introduction.md @ {PANDURO}",
        ],
    ),
    plant(
        "year that is no year",
        ("references.bib", "journal = {Proteomics}, year = {2009}", "journal = {Proteomics},\n  year = {二〇〇九年}"),
        then=["bib-field references.bib @ year = {二〇〇九年}"],
    ),
    plant(
        "entry without a title",
        ("references.bib", "title = {Comparative proteomic", "abstract = {Comparative proteomic"),
        then=["bib-field references.bib @ @article{li2009"],
    ),
    # --- front matter
    plant(
        "colon in a Chinese title",
        (ZH + "outlook.md", "title: 展望", "title: 展望: 未来"),
        then=[f"front-matter-syntax {ZH}outlook.md: 2"],
    ),
    plant(
        "bracket in an English description",
        (EN + "outlook.md", "description: ", "description: [what "),
        then=[f"front-matter-syntax {EN}outlook.md: 4"],
    ),
    plant(
        "front matter that never ends",
        (EN + "outlook.md", "\n---\n\n#", "\n\n#"),
        then=[f"front-matter-syntax {EN}outlook.md: 1"],
    ),
    plant(
        "no title",
        (ZH + "outlook.md", "title: ", "titel: "),
        then=[f"front-matter-field {ZH}outlook.md: 1"],
        says="no 'title'",
    ),
    plant(
        "no description",
        (EN + "outlook.md", "description: ", "about: "),
        then=[f"front-matter-field {EN}outlook.md: 1"],
        says="no 'description'",
    ),
    plant(
        "description that is no text",
        (ZH + "outlook.md", "description: ", "description: [1]\nabout: "),
        then=[f"front-matter-field {ZH}outlook.md @ description: [1]"],
    ),
    plant(
        "article without a DOI",
        (EN + "index.md", "doi: 10.3969/", "doj: 10.3969/"),
        then=[f"front-matter-field {EN}index.md @ article:"],
        says="the article's record has no 'doi'",
    ),
    # --- pages, headings and blocks
    plant(
        "page in Chinese only",
        (ZH + "extra.md", "", page("附录")),
        then=[f"missing-counterpart {ZH}extra.md: 1"],
        says="Write docs/en/extra.md.",
    ),
    plant(
        "page in English only",
        (EN + "part/extra.md", "", page("Appendix")),
        then=[f"missing-counterpart {EN}part/extra.md: 1"],
        says="Write docs/zh/part/extra.md.",
    ),
    plant(
        "English page taken away",
        (EN + "outlook.md", "", None),
        then=[f"missing-counterpart {ZH}outlook.md: 1"],
    ),
    plant(
        "Chinese page taken away",
        (ZH + "outlook.md", "", None),
        then=[f"missing-counterpart {EN}outlook.md: 1"],
    ),
    plant(
        "two files of one Chinese page",
        (ZH + "outlook/index.md", "", page("展望")),
        then=[f"missing-counterpart {ZH}outlook/index.md: 1", f"page-address {ZH}outlook/index.md: 1"],
        says="the page has the address 'outlook/', and so has docs/zh/outlook.md",
    ),
    plant(
        "page in the folder of no language",
        ("docs/appendix.md", "", page("Appendix")),
        then=["page-address docs/appendix.md: 1"],
        says="Move it to docs/zh/appendix.md and docs/en/appendix.md.",
    ),
    plant(
        "page of the navigation that is not there",
        ("mkdocs.yml", "- outlook.md", "- outlook.md\n  - 附录.md"),
        then=["site-config mkdocs.yml @ - 附录.md"],
        says="the navigation names '附录.md', which no language has",
    ),
    plant(
        "heading dropped in English",
        (EN + "open-problems.md", "## 4.3 Cell quality cannot be guaranteed across sources {#cell-quality}", ""),
        then=[
            f"heading-mismatch {EN}open-problems.md @ {{#protocols}}",
            f"block-mismatch {EN}open-problems.md ^ First, a uniform system",
        ],
    ),
    plant(
        "heading without a number dropped in Chinese",
        (ZH + "about.md", "## 许可 {#licences}", ""),
        then=[
            f"heading-mismatch {EN}about.md @ {{#licences}}",
            f"block-mismatch {ZH}about.md ^ CC BY 4.0",
        ],
    ),
    plant(
        "heading of another level in English",
        (EN + "open-problems.md", "## 4.3 ", "### 4.3 "),
        then=[f"heading-mismatch {EN}open-problems.md @ {{#cell-quality}}"],
    ),
    plant(
        "heading of another number in Chinese",
        (ZH + "open-problems.md", "## 4.3 ", "## 4.5 "),
        then=[f"heading-mismatch {EN}open-problems.md @ {{#cell-quality}}"],
    ),
    plant(
        "heading added in Chinese",
        (ZH + "outlook.md", "", "\n## 5.1 小结 {#summary}\n"),
        then=[f"heading-mismatch {ZH}outlook.md @ {{#summary}}"],
        says="has no counterpart in docs/en/outlook.md",
    ),
    plant(
        "another id in English",
        (EN + "open-problems.md", "{#cell-quality}", "{#quality-of-cells}"),
        then=[f"heading-id {EN}open-problems.md @ {{#quality-of-cells}}"],
        says="stands against 'cell-quality'",
    ),
    plant(
        "id that is a number in both languages",
        (ZH + "open-problems.md", "{#cell-quality}", "{#4.3}"),
        (EN + "open-problems.md", "{#cell-quality}", "{#4.3}"),
        then=[f"heading-id {ZH}open-problems.md @ {{#4.3}}", f"heading-id {EN}open-problems.md @ {{#4.3}}"],
    ),
    plant(
        "heading without an id in Chinese",
        (ZH + "open-problems.md", " {#cell-quality}", ""),
        then=[f"heading-id {ZH}open-problems.md @ ## 4.3"],
    ),
    plant(
        "id that stands twice in English",
        (EN + "outlook.md", "", "\n## 5.1 Summary {#outlook}\n"),
        (ZH + "outlook.md", "", "\n## 5.1 小结 {#outlook}\n"),
        then=[f"heading-id {EN}outlook.md @ ## 5.1", f"heading-id {ZH}outlook.md @ ## 5.1"],
    ),
    plant(
        "paragraph split in Chinese",
        (ZH + "mesenchymal-stem-cells.md", "[@li2009]，", "[@li2009]。\n\n"),
        then=[f"block-mismatch {ZH}mesenchymal-stem-cells.md ^ [@razeghian2021]"],
        says="they part at block 3",
    ),
    plant(
        "paragraph split in English",
        (EN + "mesenchymal-stem-cells.md", "[@li2009]", "[@li2009]\n\n"),
        then=[f"block-mismatch {EN}mesenchymal-stem-cells.md ^ [@razeghian2021]"],
    ),
    plant(
        "list for a paragraph in English",
        (EN + "introduction.md", "{#introduction} ", "{#introduction}\n\n- "),
        then=[f"block-mismatch {EN}introduction.md ^ {PANDURO}"],
        says="has 1 paragraph in docs/zh/introduction.md and 1 list in docs/en/introduction.md",
    ),
    # --- figures
    plant(
        "percentage mistyped in Chinese",
        (ZH + "clinical-studies.md", "73.2%", "72.3%"),
        then=[f"number-mismatch {ZH}clinical-studies.md @ 72.3%", f"number-mismatch {EN}clinical-studies.md @ 73.2%"],
    ),
    plant(
        "percentage mistyped in English",
        (EN + "clinical-studies.md", "73.2%", "72.3%"),
        then=[f"number-mismatch {ZH}clinical-studies.md @ 73.2%", f"number-mismatch {EN}clinical-studies.md @ 72.3%"],
    ),
    plant(
        "weeks changed in Chinese",
        (ZH + "clinical-studies.md", "48周时", "24周时"),
        then=[
            f"number-mismatch {ZH}clinical-studies.md @ 24周时血清",
            f"number-mismatch {EN}clinical-studies.md @ 48 weeks serum",
        ],
    ),
    plant(
        "weeks changed in English",
        (EN + "clinical-studies.md", "at 48 weeks", "at 24 weeks"),
        then=[
            f"number-mismatch {ZH}clinical-studies.md @ 48周时",
            f"number-mismatch {EN}clinical-studies.md @ 24 weeks serum",
        ],
    ),
    plant(
        "exponent changed in Chinese",
        (ZH + "clinical-studies.md", "×10^5^", "×10^6^"),
        then=[
            f"number-mismatch {ZH}clinical-studies.md @ ×10^6^",
            f"number-mismatch {EN}clinical-studies.md @ (1–10) × 10^5^",
        ],
    ),
    # A number word needs no counterpart, so half a year is not missed; the figure in its place is.
    plant(
        "half a year become a quarter in Chinese",
        (ZH + "clinical-studies.md", "半年后", "3个月后"),
        then=[f"number-mismatch {ZH}clinical-studies.md @ 3个月后"],
    ),
    plant(
        "half a year become nine months in English",
        (EN + "clinical-studies.md", "Half a year", "9 months"),
        then=[f"number-mismatch {EN}clinical-studies.md @ 9 months"],
    ),
    plant(
        "a limit turned round in Chinese",
        (ZH + "open-problems.md", "低于5%", "超过5%"),
        then=[f"number-mismatch {ZH}open-problems.md @ 超过5%", f"number-mismatch {EN}open-problems.md @ below 5%"],
    ),
    plant(
        "a limit turned round in English",
        (EN + "open-problems.md", "below 5%", "above 5%"),
        then=[f"number-mismatch {ZH}open-problems.md @ 低于5%", f"number-mismatch {EN}open-problems.md @ above 5%"],
    ),
    # --- notes, terms and data
    plant(
        "note mark dropped in English",
        (EN + "mechanisms.md", "[!C10]", ""),
        then=[f"note-mismatch {EN}mechanisms.md ^ [@glennie2005]", "unplaced-note notes.yml @ - id: C10"],
    ),
    plant(
        "note mark dropped in both languages",
        (EN + "mechanisms.md", "[!C10]", ""),
        (ZH + "mechanisms.md", "[!C10]", ""),
        then=["unplaced-note notes.yml @ - id: C10", "unplaced-note notes.yml @ - id: C10"],
    ),
    plant(
        "unknown note mark in Chinese",
        (ZH + "mechanisms.md", "[!C10]", "[!C10][!X99]"),
        then=[f"unknown-note {ZH}mechanisms.md @ [!X99]", f"note-mismatch {EN}mechanisms.md @ [!C10]"],
        says="the note 'X99' is not in notes.yml",
    ),
    plant(
        "note mark moved to the next paragraph in both languages",
        (ZH + "mechanisms.md", "[!C10]", ""),
        (EN + "mechanisms.md", "[!C10]", ""),
        (ZH + "mechanisms.md", "[!C14]", "[!C10][!C14]"),
        (EN + "mechanisms.md", "[!C14]", "[!C10][!C14]"),
        then=["unplaced-note notes.yml @ - id: C10", "unplaced-note notes.yml @ - id: C10"],
        says="the note 'C10' belongs once at p-2.2-1, and in 'zh' stands at p-2.2-2",
    ),
    plant(
        "avoided term in Chinese",
        (ZH + "outlook.md", "", "\n间质干细胞\n"),
        (EN + "outlook.md", "", "\nMesenchymal stem cells\n"),
        then=[f"glossary-term {ZH}outlook.md @ 间质干细胞"],
        says="Write '间充质干细胞'",
    ),
    plant(
        "avoided term in English, over a line break",
        (ZH + "outlook.md", "", "\n原发性胆汁性胆管炎\n"),
        (EN + "outlook.md", "", "\nSome text on primary biliary\ncirrhosis\n"),
        then=[f"glossary-term {EN}outlook.md @ on primary biliary"],
        says="'primary biliary cirrhosis' is a form that the glossary avoids",
    ),
    plant(
        "avoided term in a Chinese heading",
        (ZH + "outlook.md", "", "\n## 5.1 间质干细胞 {#cells}\n"),
        (EN + "outlook.md", "", "\n## 5.1 Cells {#cells}\n"),
        then=[f"glossary-term {ZH}outlook.md @ {{#cells}}"],
    ),
    plant(
        "a Chinese paragraph that was not translated",
        (ZH + "outlook.md", "", "\n未来仍需更多研究来确定最佳方案。\n"),
        (EN + "outlook.md", "", "\n未来仍需更多研究来\n确定最佳方案。\n"),
        then=[f"untranslated-block {EN}outlook.md ^ 未来仍需更多研究来"],
        says="is word for word its counterpart at docs/zh/outlook.md",
    ),
    plant(
        "an English paragraph that was not translated, with a citation in it",
        (ZH + "outlook.md", "", "\nMore *work* is needed to say.[@panduro2018]\n"),
        (EN + "outlook.md", "", "\nMore work is needed to say.[@panduro2018]\n"),
        then=[f"untranslated-block {EN}outlook.md ^ More work is needed"],
    ),
    plant(
        "characters that cannot be shown",
        (ZH + "outlook.md", "", "\n甲\x00乙\uf0b7丙\n"),
        (EN + "outlook.md", "", "\nA was lo\ufffdt\x0c\n"),
        then=[
            f"unshown-character {ZH}outlook.md @ 甲",
            f"unshown-character {ZH}outlook.md @ 甲",
            f"unshown-character {EN}outlook.md @ A was lo",
            f"unshown-character {EN}outlook.md @ A was lo",
        ],
        says="U+FFFD stands where a character was lost",
    ),
    plant(
        "a style and a script within the text",
        (ZH + "outlook.md", "", '\n新的一段<b style="color: red">脏</b>\n'),
        (EN + "outlook.md", "", '\nA new paragraph\n<button type="button" onclick="go()">of text</button>\n'),
        then=[f"inline-code {ZH}outlook.md @ color: red", f"inline-code {EN}outlook.md @ onclick"],
        says="Give the element a class",
    ),
    plant(
        "spaces around Latin letters in Chinese",
        (ZH + "outlook.md", "", "\n用 `x y` 与[甲](notes.md)说 MSC，*P* 值\n"),
        (EN + "outlook.md", "", "\nWe say MSC with `x y` and [a](notes.md), the *P* value\n"),
        then=[f"han-latin-space {ZH}outlook.md @ 用 `x y`", f"han-latin-space {ZH}outlook.md @ 用 `x y`"],
        says="说 MSC",
    ),
    plant(
        "a space before a figure in a Chinese note",
        ("notes.yml", "所引论文发表于2008年", "所引论文发表于 2008年"),
        then=["han-latin-space notes.yml @ - id: N1"],
    ),
    plant(
        "notes.yml with a bare colon",
        ("notes.yml", "zh: 原综述把该研究的时间写作20世纪初。", "zh: 原综述: 20世纪初。"),
        then=["data-syntax notes.yml @ zh: 原综述: 20世纪初。"],
    ),
    plant(
        "glossary.yml that is no list",
        ("glossary.yml", "", b"a: b"),
        then=["data-syntax glossary.yml: 1"],
    ),
    plant(
        "note without a severity",
        ("notes.yml", "- id: C10 block: p-2.2-1 severity: ", "- id: C10\n  block: p-2.2-1\n  gravity: "),
        then=[
            "data-field notes.yml @ - id: C10",
            f"unknown-note {ZH}mechanisms.md @ [!C10]",
            f"unknown-note {EN}mechanisms.md @ [!C10]",
        ],
        says="entry 'C10': the field 'severity' is missing or empty",
    ),
    plant(
        "note on an unknown work",
        ("notes.yml", "works: [matsuura2019]", "works: [matsura2019]"),
        then=["data-field notes.yml @ - id: C55"],
        says="Nearest key: 'matsuura2019'",
    ),
    plant(
        "note whose text names an unknown work",
        ("notes.yml", "zh: 原综述把该研究的时间写作20世纪初。", "zh: 文献[-@没有]。"),
        then=["data-field notes.yml @ - id: N1"],
    ),
    plant(
        "note whose text holds a broken mark",
        ("notes.yml", "zh: 原综述把该研究的时间写作20世纪初。", "zh: 文献[@yan2008；]。"),
        then=["data-field notes.yml @ - id: N1"],
        says="an empty place between semicolons",
    ),
    plant(
        "term without its English name",
        ("glossary.yml", "en: umbilical cord mesenchymal stem cell", "eng: umbilical cord mesenchymal stem cell"),
        then=["data-field glossary.yml @ - id: uc-msc"],
        says="the field 'en' is missing or empty",
    ),
    plant(
        "term that stands twice",
        ("glossary.yml", "- id: uc-msc", "- id: esld"),
        then=["data-field glossary.yml @ - id: esld zh: 脐带间充质干细胞"],
        says="the id 'esld' stands already at line",
    ),
    plant(
        "study without an English text",
        ("studies.yml", "aetiology: {zh: HCV, en: HCV} cells: {zh: BM-MSC, en: BM-MSC}", "aetiology: {zh: HCV}"),
        then=["data-field studies.yml @ - id: S27"],
        says="'aetiology' has no text in en",
    ),
    plant(
        "study of an unknown work, in an unknown paragraph, with an unknown note",
        ("studies.yml", "work: salama2014", "work: 萨拉马2014\n  notes: [X99]"),
        ("studies.yml", "first_author: Salama H year: 2014 blocks: [p-3.1-1]", "blocks: [p-3.1-99]"),
        then=["data-field studies.yml @ - id: S27"] * 3,
        says="'S27': there is no paragraph 'p-3.1-99'",
    ),
    # --- files that cannot be read
    plant(
        "page in another encoding",
        (ZH + "outlook.md", "", "---\ntitle: x\ndescription: x\n---\n\n# 展望".encode("gb18030")),
        then=[f"unreadable-file {ZH}outlook.md: 6"],
    ),
    plant(
        "notes.yml in another encoding",
        ("notes.yml", "", "# note\n- id: 综述\n".encode("gb18030")),
        then=["unreadable-file notes.yml: 2"],
    ),
    plant(
        "references.bib in another encoding",
        ("references.bib", "", "\n\n@book{a, author={Müller, A}, title={肝}}".encode("latin-1", "replace")),
        then=["unreadable-file references.bib: 3"],
    ),
    plant(
        "no references.bib",
        ("references.bib", "", None),
        then=["unreadable-file references.bib: 0"],
        says="there is no file 'references.bib'",
    ),
]


def test_the_repositorys_own_review_has_no_problems(review, check):
    """What the faults are planted in is clean, so whatever is reported below comes from the planting."""
    assert check(review, "--strict") == (0, [])


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_a_planted_fault_is_reported_where_it_stands_and_nothing_else_is(planted, review, check):
    """Exactly the named problems come, at the lines of the planted text."""
    for edit in planted.edits:
        edit.apply(review)
    status, problems = check(review, "--strict")
    found = sorted((row["rule"], row["file"], row["line"]) for row in problems)
    assert found == sorted((rule, *line_of(review, place)) for rule, place in planted.expected)
    assert status == 1
    assert planted.says in json.dumps(problems, ensure_ascii=False)


# --- what authors may do


HARMLESS = [
    plant(
        "numbered mark for a key in both languages",
        (ZH + "introduction.md", PANDURO, "^[1]^"),
        (EN + "introduction.md", PANDURO, "^[1]^"),
    ),
    plant("numbered mark for a key in Chinese only", (ZH + "introduction.md", PANDURO, "^［１］^")),
    plant("locator in English only", (EN + "introduction.md", PANDURO, "[@panduro2018, p. 3]")),
    plant("bare number in Chinese only", (ZH + "introduction.md", PANDURO, "，见文献[-@li2009]" + PANDURO)),
    plant("comment in Chinese only", (ZH + "introduction.md", "\n\n肝脏", "\n\n<!-- 48周，[@li2009] -->\n\n肝脏")),
    plant("code in English only", (EN + "outlook.md", "", "\n```\n[@nobody] 48 weeks, edema\n```\n")),
    plant("half a year in other words", (ZH + "clinical-studies.md", "半年后", "6个月后")),
    plant(
        "page in a subfolder of both languages",
        (ZH + "part/extra.md", "", page("附录")),
        (EN + "part/extra.md", "", page("Appendix")),
    ),
]


@pytest.mark.parametrize("planted", HARMLESS, ids=lambda planted: planted.name)
def test_what_is_no_fault_is_not_reported(planted, review, check):
    """Two ways to say the same are no difference, and what stands in code or comments is not checked."""
    for edit in planted.edits:
        edit.apply(review)
    assert check(review, "--strict") == (0, [])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_differs_silences_the_number_check_for_its_paragraph_only(language, review, check):
    """`<!-- differs: numbers, why -->` before a paragraph of either language leaves other checks and paragraphs on."""
    file = f"docs/{language}/clinical-studies.md"
    mark = "[@lin2017]"
    text = (review / file).read_text(encoding="utf-8")
    start = text.rindex("\n\n", 0, text.index(mark)) + 2
    comment = "<!-- differs: numbers, 英文版按原文更正 -->\n"
    (review / file).write_text(text[:start] + comment + text[start:], encoding="utf-8")
    Edit(ZH + "clinical-studies.md", "73.2%", "72.3%").apply(review)
    assert check(review, "--strict") == (0, [])

    Edit(ZH + "clinical-studies.md", "48周时", "24周时").apply(review)
    Edit(EN + "clinical-studies.md", mark, "").apply(review)
    _, problems = check(review)
    assert sorted((row["rule"], row["file"]) for row in problems) == [
        ("citation-mismatch", EN + "clinical-studies.md"),
        ("number-mismatch", EN + "clinical-studies.md"),
        ("number-mismatch", ZH + "clinical-studies.md"),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("check_name", "edit"),
    [
        ("citations", Edit(EN + "mechanisms.md", "[@corcione2006]", "")),
        ("terms", Edit(ZH + "mechanisms.md", "[@corcione2006]", "，即间质干细胞[@corcione2006]")),
    ],
)
def test_differs_silences_the_check_that_it_names(check_name, edit, language, review, check):
    """Citations may differ by either language's comment; a term is excused by the comment in its own language."""
    file = f"docs/{language}/mechanisms.md"
    text = (review / file).read_text(encoding="utf-8")
    start = text.rindex("\n\n", 0, text.index("[@corcione2006]")) + 2
    (review / file).write_text(f"{text[:start]}<!-- differs: {check_name}, 因 -->\n{text[start:]}", encoding="utf-8")
    edit.apply(review)
    excused = check_name == "citations" or language == "zh"
    assert check(review, "--strict")[0] == (0 if excused else 1)


# --- the command


FIVE = (
    Edit(ZH + "introduction.md", PANDURO, "[@panduro2081]"),
    Edit(EN + "outlook.md", "title: ", "titel: "),
    Edit("references.bib", "", entry("王2024", "10.1002/hep.99999")),
    Edit("mkdocs.yml", "- outlook.md", "- outlook.md\n  - 附录.md"),
    Edit("notes.yml", "works: [matsuura2019]", "works: [matsura2019]"),
)


def test_all_problems_of_a_run_come_at_once(review, check):
    """Five faults in five files are reported together, by file and line, each with its own severity."""
    for edit in FIVE:
        edit.apply(review)
    status, problems = check(review)
    assert status == 1
    assert [(row["severity"], row["rule"], row["file"]) for row in problems] == [
        ("error", "citation-mismatch", "docs/en/introduction.md"),
        ("error", "front-matter-field", "docs/en/outlook.md"),
        ("error", "unknown-citation", "docs/zh/introduction.md"),
        ("error", "site-config", "mkdocs.yml"),
        ("error", "data-field", "notes.yml"),
        ("warning", "uncited-reference", "references.bib"),
    ]


def test_every_format_tells_the_same_problems(review, capsys):
    """Text, JSON and GitHub annotations name the same rules at the same places."""
    for edit in FIVE:
        edit.apply(review)
    main(["check", str(review), "--format", "json"])
    rows = [(row["rule"], row["file"], row["line"]) for row in json.loads(capsys.readouterr().out)]
    assert len(rows) == 6
    main(["check", str(review), "--format", "text"])
    text = capsys.readouterr().out
    places = re.findall(r"^(?:error|warning): ([^:\n]+):(\d+)(?::\d+)?: .* \[([\w-]+)\]$", text, re.MULTILINE)
    assert [(rule, file, int(line)) for file, line, rule in places] == rows
    assert text.endswith("\n5 error(s), 1 warning(s)\n")
    main(["check", str(review), "--format", "github"])
    annotations = capsys.readouterr().out
    places = re.findall(
        r"^::(?:error|warning) file=([^,]+),line=(\d+)(?:,col=\d+)?,title=([\w-]+)::.+$", annotations, re.M
    )
    assert [(rule, file, int(line)) for file, line, rule in places] == rows


@pytest.mark.parametrize(
    ("edits", "options", "status"),
    [
        ((), (), 0),
        ((), ("--strict",), 0),
        ((Edit("references.bib", "", entry("王2024", "10.1002/hep.99999")),), (), 0),
        ((Edit("references.bib", "", entry("new2024", "10.1002/hep.99999")),), ("--strict",), 1),
        ((Edit(EN + "outlook.md", "title: ", "titel: "),), (), 1),
        ((Edit(ZH + "outlook.md", "title: ", "titel: "),), ("--strict",), 1),
    ],
)
def test_the_exit_status_tells_errors_and_in_strict_runs_warnings(edits, options, status, review, check):
    """0 for a clean review, 1 for an error; a warning alone fails only with --strict."""
    for edit in edits:
        edit.apply(review)
    assert check(review, *options)[0] == status


@pytest.mark.parametrize(
    "arguments", [[], ["build"], ["check", "--format", "xml"], ["check", "没有的文件夹"], ["check", "no-folder"]]
)
def test_wrong_usage_exits_with_2_and_a_word(arguments, capsys):
    """A command, format or folder that does not exist is said on standard error."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: bireview")


# --- no input breaks the checker

FILES = ("mkdocs.yml", "references.bib", "notes.yml", "glossary.yml", "studies.yml", ZH + "index.md", EN + "index.md")
GARBAGE = {
    "empty": b"",
    "binary": bytes(range(256)) * 4,
    "control characters": b"a: \x00\x07 \xe7\xbb\xbc\n---\n\x00",
    "half a character": "综述".encode()[:-1],
    "UTF-16": "title: 综述\n- id: x".encode("utf-16"),
    "opening brackets": b"@article{[{(`<!-- ^[[@[!" * 40,
    "rules": b"---\n" * 50,
    "a scalar": b"- 3\n- null\n- [x]\n- {id: [a], zh: {}}\n",
    "unclosed": b"---\ntitle: x\n```\n<div>\n<!-- differs: numbers",
    "carriage returns": "---\r\rtitle: 题\r---\r\r# 题\r\r- a[@b；]\r".encode(),
}


@pytest.fixture
def small(repository, tmp_path):
    """A copy of a review of two pages."""
    return shutil.copytree(repository / "tests/sites/minimal", tmp_path / "small")


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
@pytest.mark.parametrize("file", FILES)
def test_no_file_makes_the_checker_fall_over(file, garbage, small, check):
    """Whatever a file holds, the run ends with a status and a list of problems, never with a traceback."""
    (small / file).write_bytes(garbage)
    status, problems = check(small)
    assert status in {0, 1}
    assert (status == 1) is any(row["severity"] == "error" for row in problems)


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_all_files_broken_at_once_are_reported(garbage, small, check):
    """A review of which nothing can be read is a list of problems too."""
    for file in FILES:
        (small / file).write_bytes(garbage)
    assert check(small)[0] == 1


@pytest.mark.parametrize("name", ["references.bib", "notes.yml", "docs/zh/文.md"])
def test_a_folder_in_the_place_of_a_file_is_reported(name, small, check):
    """A folder called like a file cannot be read, and is named."""
    (small / name).unlink(missing_ok=True)
    (small / name).mkdir()
    status, problems = check(small)
    assert status == 1
    assert ("unreadable-file", name) in {(row["rule"], row["file"]) for row in problems}


def test_a_folder_without_a_review_is_reported(tmp_path, check):
    """An empty folder lacks its mkdocs.yml and its bibliography; that is all that can be said."""
    status, problems = check(tmp_path)
    assert status == 1
    assert [(row["rule"], row["file"]) for row in problems] == [
        ("unreadable-file", "mkdocs.yml"),
        ("unreadable-file", "references.bib"),
    ]
