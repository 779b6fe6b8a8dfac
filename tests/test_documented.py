"""What authors are told: the list of rules, and the forms that they may write."""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

from bireview.article import REQUIRED as ARTICLE_FIELDS
from bireview.checks.front_matter import REQUIRED as PAGE_FIELDS
from bireview.cli import main
from bireview.commands import COMMANDS
from bireview.fixes import FIXES
from bireview.fixes.draft import SORTS
from bireview.problems import RULES
from bireview.render import GENERATORS

REGISTRIES = "only registries know, and `bireview doi --check` asks them: its own tests do so with stored answers"
MANUSCRIPTS = "only `bireview import` reports it, of a manuscript: tests/importing"
NOT_PLANTED = {
    "scan-mismatch": "only the parser sees it: tests/sites/read-differently and the tests of the extension",
    "unknown-doi": REGISTRIES,
    "doi-mismatch": REGISTRIES,
    "retracted-work": REGISTRIES,
    "import-citation": MANUSCRIPTS,
    "import-existing-file": MANUSCRIPTS,
    "import-front-matter": MANUSCRIPTS,
    "import-lost": MANUSCRIPTS,
    "import-manuscript": MANUSCRIPTS,
    "import-reference": MANUSCRIPTS,
    "import-unsure": MANUSCRIPTS,
}


@pytest.fixture(scope="module")
def guide() -> str:
    """The guide for authors."""
    return (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_rules_md_is_what_the_command_prints(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """RULES.md is written by `bireview rules > RULES.md` and not by hand."""
    assert main(["rules"]) == 0
    assert (repository / "RULES.md").read_text(encoding="utf-8") == capsys.readouterr().out


def test_rules_md_explains_each_rule_in_both_languages(repository: Path) -> None:
    """Each rule has a section of its own: its severity, a line of English and a line of Chinese."""
    sections = re.split(r"^## ", (repository / "RULES.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert [section.partition("\n")[0] for section in sections] == list(RULES)
    for section in sections:
        assert re.fullmatch(r"[a-z-]+\n\n\*(?:error|warning)\* · [^\n]+\.\n\n[^\n]*[\u4e00-\u9fff][^\n]*。\n*", section)


def test_every_rule_is_planted() -> None:
    """Each rule is provoked in the real review by test_planted.py, or it is said here why not."""
    spec = importlib.util.spec_from_file_location("planted", Path(__file__).with_name("test_planted.py"))
    assert spec is not None
    assert spec.loader is not None
    planted = importlib.util.module_from_spec(spec)
    # dataclasses look their module up while they are made.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "planted", planted)
        spec.loader.exec_module(planted)
    rules = {rule for row in planted.PLANTED for rule, _ in row.expected}
    assert rules | set(NOT_PLANTED) == set(RULES)
    assert not rules & set(NOT_PLANTED)


def commands() -> list[str]:
    """The names by which the subcommands are called."""
    subparsers = argparse.ArgumentParser().add_subparsers()
    for command in COMMANDS:
        command.add_parser(subparsers)
    return list(subparsers.choices)


@pytest.mark.parametrize("command", commands())
def test_the_guide_names_every_command(command: str, guide: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is explained, and says itself what it is for."""
    assert f"bireview {command}" in guide
    with pytest.raises(SystemExit):
        main(["--help"])
    assert re.search(rf"^    {command} +\S", capsys.readouterr().out, re.MULTILINE)


def test_the_guide_names_every_fix_and_field(guide: str, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `bireview fix` mends, the orders it knows, and the fields of the board as JSON."""
    assert main(["status", "--format", "json", str(repository)]) == 0
    board = json.loads(capsys.readouterr().out)
    rows = [
        board,
        *board["amounts"].values(),
        *board["pages"],
        *board["newer"],
        board["history"],
        board["bibliography"],
    ]
    named = {field for row in rows for field in row} | set(FIXES) | set(SORTS)
    assert [name for name in sorted(named) if f"`{name}`" not in guide and f"--sort {name}" not in guide] == []


@pytest.mark.parametrize(
    "form",
    [
        "[@key]",
        "[@a; @b",
        "[-@",
        "[!",
        "^[",
        "differs:",
        "::: {#",
        "RULES.md",
        "notes.yml",
        "glossary.yml",
        "studies.yml",
    ],
)
def test_the_guide_names_every_form(form: str, guide: str) -> None:
    """What an author can write in Markdown, and the data files, are explained in CONTRIBUTING.md."""
    assert form in guide


@pytest.mark.parametrize("field", [*PAGE_FIELDS, "article", *ARTICLE_FIELDS])
def test_the_guide_names_every_required_field(field: str, guide: str) -> None:
    """The front matter that a page or an article must have is named in CONTRIBUTING.md."""
    assert re.search(rf"\b{field}\b", guide)


@pytest.mark.parametrize("name", GENERATORS)
def test_the_guide_names_every_generated_part(name: str, guide: str) -> None:
    """Each name that `::: {#name}` can have is in CONTRIBUTING.md."""
    assert re.search(rf"#?\b{name}\b", guide)
