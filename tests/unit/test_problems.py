"""How problems print, in which order, and what the list of rules promises."""

import json

import pytest

from bireview.problems import RULES, Location, Problem, Severity, as_github, as_json, as_text, in_order

UNKNOWN = Problem(
    "unknown-citation",
    Location("docs/zh/review.md", 41, 7),
    "citation 'smith2020' is not in references.bib",
    "Nearest key: 'smith2020a' (references.bib:112).",
)
UNCITED = Problem("uncited-reference", Location("references.bib", 9), "'王2004' is cited on no page")
WHOLE = Problem("unreadable-file", Location("docs/en/图.md"), "50%: 坏，of it\r\ncannot be read")


@pytest.mark.parametrize(
    ("location", "printed"),
    [
        (Location("docs/zh/引言.md", 41, 7), "docs/zh/引言.md:41:7"),
        (Location("docs/en/intro.md", 41), "docs/en/intro.md:41"),
        (Location("references.bib"), "references.bib"),
    ],
)
def test_a_location_prints_what_is_known_of_it(location, printed):
    """A place prints as file:line:column, and what is not known of it is left out."""
    assert str(location) == printed


def test_text_names_place_finding_rule_and_remedy():
    """The text form gives each problem with its severity, its hint indented below, and the counts last."""
    assert as_text([UNKNOWN, UNCITED, WHOLE]).split("\n") == [
        "error: docs/zh/review.md:41:7: citation 'smith2020' is not in references.bib [unknown-citation]",
        "    Nearest key: 'smith2020a' (references.bib:112).",
        "warning: references.bib:9: '王2004' is cited on no page [uncited-reference]",
        "error: docs/en/图.md: 50%: 坏，of it\r",
        "cannot be read [unreadable-file]",
        "2 error(s), 1 warning(s)",
    ]
    assert as_text([]) == "0 error(s), 0 warning(s)"


def test_json_gives_every_field_and_keeps_chinese_readable():
    """The JSON form is a list of flat objects; Chinese stands in it unescaped."""
    text = as_json([UNKNOWN, UNCITED])
    assert "王2004" in text
    assert json.loads(text) == [
        {
            "rule": "unknown-citation",
            "severity": "error",
            "file": "docs/zh/review.md",
            "line": 41,
            "column": 7,
            "message": "citation 'smith2020' is not in references.bib",
            "hint": "Nearest key: 'smith2020a' (references.bib:112).",
        },
        {
            "rule": "uncited-reference",
            "severity": "warning",
            "file": "references.bib",
            "line": 9,
            "column": 0,
            "message": "'王2004' is cited on no page",
            "hint": "",
        },
    ]
    assert json.loads(as_json([])) == []


@pytest.mark.parametrize(
    ("problem", "annotation"),
    [
        (
            UNKNOWN,
            "::error file=docs/zh/review.md,line=41,col=7,title=unknown-citation::citation 'smith2020' is not in "
            "references.bib Nearest key: 'smith2020a' (references.bib:112).",
        ),
        (UNCITED, "::warning file=references.bib,line=9,title=uncited-reference::'王2004' is cited on no page"),
        (WHOLE, "::error file=docs/en/图.md,title=unreadable-file::50%25: 坏，of it%0D%0Acannot be read"),
        (
            Problem("data-field", Location("数据, 50%:1.yml", 1), "a: b, c"),
            "::error file=数据%2C 50%25%3A1.yml,line=1,title=data-field::a: b, c",
        ),
    ],
)
def test_github_annotations_are_escaped(problem, annotation):
    """In an annotation %, CR and LF are escaped everywhere, colon and comma in the properties only."""
    assert as_github([problem]) == annotation


def test_no_problems_annotate_nothing():
    """A clean run prints no annotation, and one line for each problem otherwise."""
    assert as_github([]) == ""
    assert as_github([WHOLE, UNCITED]).count("\n") == 1


def test_problems_come_by_file_and_line_and_once_each():
    """The order is file, line, column, rule, text, however the checks found them, and nothing stands twice."""

    def at(file, line, column=0, rule="data-field", message="x"):
        return Problem(rule, Location(file, line, column), message)

    wanted = [
        at("a.md", 2),
        at("a.md", 10, 1, "data-syntax"),
        at("a.md", 10, 2, "bib-field", "甲"),
        at("a.md", 10, 2, "data-field", "y"),
        at("a.md", 10, 2, "data-field", "甲"),
        at("b.md", 1),
        at("综述.md", 1),
    ]
    assert in_order(reversed(wanted + wanted)) == wanted


def test_a_problem_belongs_to_a_known_rule():
    """A problem takes its severity from its rule, and a rule that does not exist is a programming error."""
    assert UNKNOWN.severity is Severity.ERROR
    assert UNCITED.severity is Severity.WARNING
    with pytest.raises(ValueError, match="no such rule: 引文"):
        Problem("引文", Location("a"), "x")


def test_every_rule_is_explained_in_both_languages():
    """Each rule is listed under its own id, in alphabetical order, with an English and a Chinese explanation."""
    assert list(RULES) == sorted(RULES)
    for name, rule in RULES.items():
        assert rule.id == name
        assert rule.explanation.endswith(".")
        assert rule.explanation_zh.endswith("。")
        assert any("\u4e00" <= character <= "\u9fff" for character in rule.explanation_zh)
