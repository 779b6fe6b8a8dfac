"""The golden cases of tests/cases/citations.yml, read by the checker and printed by the parser."""

import re
from html import unescape
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from bireview.bibliography.load import load_library
from bireview.citations.numbering import cited_keys
from bireview.source import read_page

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/citations.yml").read_text(encoding="utf-8"))
KEYS = [
    "adam2001",
    "brown2002",
    "chen2003",
    "chen2003b",
    "王2004",
    "diaz_2005",
    "evans-2006",
    "feng:2007",
    "gao2008",
    "hu2009",
]
BIBLIOGRAPHY = "\n".join(
    f"@article{{{key}, author={{A, B}}, title={{T{n}}}, journal={{J}}, year={{2001}}}}" for n, key in enumerate(KEYS)
)


@pytest.fixture(scope="module")
def bibliography(tmp_path_factory):
    path = tmp_path_factory.mktemp("bib") / "references.bib"
    path.write_text(BIBLIOGRAPHY, encoding="utf-8")
    return path


def render(case, bibliography):
    parser = Markdown(
        extensions=["attr_list", "def_list", "fenced_code", "footnotes", "tables", "pymdownx.caret", "bireview"],
        extension_configs={"bireview": {"bibliography": str(bibliography), "language": case.get("language", "en")}},
    )
    html = parser.convert(case["text"])
    return html, next(e for e in parser.registeredExtensions if hasattr(e, "rendering")).rendering


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_checker_finds_the_works_of_each_mark(case):
    """The checker, which reads the source, finds each mark's works and reports what it cannot read."""
    library, _ = load_library(BIBLIOGRAPHY, "references.bib")
    page, problems = read_page(case["text"], language=case.get("language", "en"), slug="x", file="x.md")
    marks = [placed.mark for placed in page.marks]
    assert [list(keys) for keys in cited_keys(marks, library) if keys] == case["cites"]
    assert [problem.rule for problem in problems] == ([case["problem"]] if "problem" in case else [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_page_links_the_works_of_each_mark(case, bibliography):
    """The parser prints each mark with a link for its works, and agrees with the checker on all of them."""
    html, rendering = render(case, bibliography)
    assert rendering.mismatch is None
    marks = re.findall(r'<sup class="citation"[^>]*>.*?</sup>', html)
    found = [
        set(" ".join(re.findall(r'data-cites?="([^"]*)"', mark)).split()) or {"?"}
        for mark in sorted(marks, key=html.index)
    ]
    assert found == [set(group) for group in case["cites"]]
    if "shows" in case:
        text = unescape(re.sub(r"<[^>]+>", "", html)).strip()
        assert text == case["shows"]


def test_half_of_the_cases_are_chinese():
    """Chinese and mixed text are the normal case, so they are tested as much as English."""
    chinese = [case for case in CASES if re.search(r"[\u3400-\u9fff]", case["text"])]
    assert len(CASES) >= 60
    assert len(chinese) * 2 >= len(CASES)
    assert len({case["name"] for case in CASES}) == len(CASES)
