"""What authors are told: the list of rules, and the forms that they may write."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

import bireview.render
from bireview.article import PUBLISHED, Article, Author
from bireview.article import REQUIRED as ARTICLE_FIELDS
from bireview.bibliography.exports import EXPORTS
from bireview.bibliography.record import KNOWN_FIELDS, TYPES
from bireview.bibliography.styles import STYLES
from bireview.checks.front_matter import REQUIRED as PAGE_FIELDS
from bireview.cli import main, make_parser
from bireview.entries import Note, Study, Term
from bireview.fixes import FIXES
from bireview.fixes.draft import SORTS
from bireview.languages import LANGUAGES
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


@pytest.fixture(scope="module", params=["zh", "en"])
def guide(request: pytest.FixtureRequest) -> str:
    """The guide for authors, in each language."""
    pages = sorted((Path(__file__).parents[1] / "guide" / "docs" / request.param).glob("*.md"))
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


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


@pytest.mark.parametrize("command", list(make_parser()[1]))
def test_the_guide_names_every_command(command: str, guide: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is explained, and says itself what it is for."""
    assert f"bireview {command}" in guide
    with pytest.raises(SystemExit):
        main(["--help"])
    assert re.search(rf"^    {command} +\S", capsys.readouterr().out, re.MULTILINE)


def test_the_guide_names_every_option(guide: str) -> None:
    """Each option of each command, in its section of the page of commands."""
    for name, parser in make_parser()[1].items():
        section = guide.partition(f"## bireview {name} {{#{name}}}\n")[2].partition("\n## ")[0]
        options = {option for action in parser._actions for option in action.option_strings if option[1] == "-"}
        assert [option for option in sorted(options - {"--help"}) if not re.search(rf"`{option}[` ]", section)] == []


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


def test_the_guide_explains_every_rule(guide: str) -> None:
    """Each has a section of its own under its name."""
    assert [rule for rule in RULES if f"\n## {rule} {{#{rule}}}\n" not in guide] == []


@pytest.mark.parametrize(
    "form",
    [
        "[@key]",
        "[@a; @b",
        "[@key, p. 3]",
        "[-@",
        "[!",
        "^[",
        "10^5^",
        "CCl~4~",
        "differs: numbers",
        "::: {#",
        "hide: [toc]",
        "_headers",
        "SITE_URL",
        "reference_style",
        "references.bib",
        "notes.yml",
        "glossary.yml",
        "studies.yml",
    ],
)
def test_the_guide_names_every_form(form: str, guide: str) -> None:
    """What an author can write in Markdown and in the settings, and the data files, are explained."""
    assert form in guide


def test_the_guide_names_every_field_of_the_front_matter(guide: str) -> None:
    """What a page must have, and all that the record of the article can hold."""
    fields = {
        *PAGE_FIELDS,
        "article",
        *ARTICLE_FIELDS,
        *PUBLISHED,
        *(field.name for field in dataclasses.fields(Article)),
    }
    fields |= {field.name for field in dataclasses.fields(Author)}
    assert [field for field in sorted(fields) if not re.search(rf"`{field}`|^ *(?:- )?{field}:", guide, re.M)] == []


def test_the_guide_names_every_field_of_the_data_files(guide: str) -> None:
    """Notes and terms by their classes, studies by what the evidence table prints; `names` are those of languages."""
    fields = {field.name for entry in (Note, Term, Study) for field in dataclasses.fields(entry)}
    template = (Path(bireview.render.__file__).parent / "templates" / "evidence.html.j2").read_text(encoding="utf-8")
    fields |= set(re.findall(r"\bget\('(\w+)'", template)) - {"names", "location", "fields"}
    fields -= {"names", "location", "fields"}
    assert [field for field in sorted(fields) if f"`{field}`" not in guide] == []


def test_the_guide_names_every_field_of_an_entry(guide: str) -> None:
    """Those of the bibliography that are read, and the types that are known."""
    assert [name for name in sorted({*KNOWN_FIELDS, *TYPES}) if f"`{name}`" not in guide] == []


@pytest.mark.parametrize("name", [*GENERATORS, *LANGUAGES, *STYLES, *(f".{ending}" for ending in EXPORTS)])
def test_the_guide_names_what_there_is_to_choose(name: str, guide: str) -> None:
    """Each name that `::: {#name}` can have, each language, reference style and export."""
    assert f"`{name}`" in guide
