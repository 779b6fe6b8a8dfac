"""The whole check, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bireview.bibliography.load import load_library
from bireview.cli import main
from bireview.registries.check import check_dois
from bireview.registries.online import Registries

if TYPE_CHECKING:
    from .conftest import Played

BIBLIOGRAPHY = """\
@article{zhang2018, author = {Zhang, W}, title = {Umbilical cord cells in decompensated cirrhosis and fibrosis},
  journal = {J Ex}, year = 2018, doi = {10.5555/plain.1}}
@article{example2015, author = {Example, B}, title = {Exosomes in a mouse model}, journal = {J Ex}, year = 2015,
  doi = {10.5555/retracted.1}}
@dataset{ma2022, author = {Ma, L}, title = {Liver cell counts}, year = 2022, doi = {10.5555/data.1}}
@article{slip2001, author = {Slip, A}, title = {A DOI with a slip}, journal = {J Ex}, year = 2001,
  doi = {10.5555/nowhere}}
@article{林2017, author = {林, 沪}, title = {骨髓细胞与急性肝衰竭}, journal = {临床杂志}, year = 2017,
  doi = {10.5555/zh.1}}
@article{王2004, author = {王, 某}, title = {肝细胞}, journal = {中华肝脏病杂志}, year = 2004, langid = {chinese},
  doi = {10.3969/elsewhere}}
@article{none1999, author = {None, N}, title = {Without}, journal = {J Ex}, year = 1999}
"""
FOUND = [
    (3, "retracted-work"),
    (6, "unknown-doi"),
    (8, "doi-mismatch"),
]


@pytest.fixture
def known(played: Played, records: dict[str, Any]) -> Played:
    played.answer("/crossref/works/10.5555/plain.1", records["plain"])
    played.answer("/crossref/works/10.5555/retracted.1", records["retracted"])
    played.answer("/crossref/works/10.5555/zh.1", records["chinese"])
    played.answer("/datacite/dois/10.5555/data.1", records["dataset"])
    played.answer("/handles/10.3969/elsewhere", {"responseCode": 1})
    return played


def test_every_doi(known: Played, registries: Registries) -> None:
    """Each DOI of the file is looked up; what is wrong comes with file and line, what is only odd as a remark."""
    library, _ = load_library(BIBLIOGRAPHY, "references.bib")
    told: list[tuple[int, int]] = []
    outcome = check_dois(library, registries.look_up, lambda done, of: told.append((done, of)))
    assert [(p.location.line, p.rule) for p in outcome.problems] == FOUND
    assert all(p.location.file == "references.bib" for p in outcome.problems)
    assert [remark.split(":")[:2] for remark in outcome.remarks] == [["references.bib", "5"]]
    assert outcome.summary() == (
        "6 of 6 DOIs checked, 4 of them compared with their records; "
        "1 resolve, but are registered where this check does not ask."
    )
    assert told == [(n, 6) for n in range(6)]


def test_partly(known: Played, registries: Registries) -> None:
    """A registry that fails for one DOI leaves the others checked."""
    known.answer("/crossref/works/10.5555/retracted.1", (403, {}, ""))
    library, _ = load_library(BIBLIOGRAPHY, "references.bib")
    outcome = check_dois(library, registries.look_up)
    assert [(p.location.line, p.rule) for p in outcome.problems] == FOUND[1:]
    assert outcome.summary().startswith("5 of 6 DOIs checked")
    assert outcome.summary().endswith("1 not checked (Crossref answered 403).")


def test_twin_with_its_own_doi(registries: Registries) -> None:
    """A record in the other language that has a DOI of its own is looked up too; a shared one is looked up once."""
    text = "@misc{a, title = {A}, title_zh = {甲}, doi = {10.5555/a}, doi_zh = {10.5555/b}}\n"
    text += "@misc{c, title = {A}, title_zh = {甲}, doi = {10.5555/c}}"
    library, _ = load_library(text, "references.bib")
    messages = [problem.message for problem in check_dois(library, registries.look_up).problems]
    assert [message.rsplit("'")[-2] for message in messages] == ["10.5555/a", "10.5555/b", "10.5555/c"]


def test_nothing_to_check(registries: Registries) -> None:
    """A bibliography without DOIs is no fault."""
    library, _ = load_library("@misc{a, title = {A}}", "references.bib")
    assert check_dois(library, registries.look_up).summary() == "There is no DOI to check."


@pytest.fixture
def root(tmp_path: Path, played: Played, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with this bibliography, and an environment that names the played services."""
    config = "plugins:\n  - i18n:\n      languages:\n        - {locale: zh, default: true}\n        - {locale: en}\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / "references.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    for name in ("crossref", "datacite", "handles"):
        monkeypatch.setenv(f"BIREVIEW_{name.upper()}_URL", getattr(played.services, name))
    monkeypatch.setattr("bireview.commands.doi.Registries", partial(Registries, pause=0))
    return tmp_path


def test_command(known: Played, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints problems, remarks and how far it went, fails on errors, and keeps the answers."""
    assert main(["doi", "--check", str(root)]) == 1
    printed = capsys.readouterr().out
    assert (
        "error: references.bib:6: no registry knows the DOI of 'slip2001': '10.5555/nowhere' [unknown-doi]" in printed
    )
    assert "Add a field: retracted = {2019-07-26, 10.5555/notice.1}" in printed
    assert "note: references.bib:5: 'ma2022' has the year 2022, DataCite 2020 or 2021" in printed
    assert printed.endswith("does not ask.\n")
    asked = len(known.asked)
    assert main(["doi", "--check", "--offline", "--format", "json", str(root)]) == 1
    out, aside = capsys.readouterr()
    assert [(row["line"], row["rule"]) for row in json.loads(out)] == FOUND
    assert "6 of 6 DOIs checked" in aside
    assert len(known.asked) == asked
    assert main(["doi", "--check", "--format", "github", str(root)]) == 1
    assert "::warning file=references.bib,line=3,title=retracted-work::" in capsys.readouterr().out


def test_command_warnings(known: Played, root: Path) -> None:
    """Warnings fail the command only when they are to."""
    (root / "references.bib").write_text(
        BIBLIOGRAPHY.replace("10.5555/nowhere", "10.3969/elsewhere.2"), encoding="utf-8"
    )
    known.answer("/handles/10.3969/elsewhere.2", {"responseCode": 1})
    assert main(["doi", "--check", str(root)]) == 0
    assert main(["doi", "--check", "--strict", str(root)]) == 1


def test_command_without_network(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without network the command says that nothing was checked, and its status tells that from a good one."""
    for name in ("CROSSREF", "DATACITE", "HANDLES"):
        monkeypatch.setenv(f"BIREVIEW_{name}_URL", "http://127.0.0.1:9")  # the discard port: nobody listens
    assert main(["doi", "--check", str(root)]) == 3
    assert capsys.readouterr().out.startswith("Nothing was checked: no network (Crossref cannot be reached: ")
    assert main(["doi", "--check", "--offline", str(root)]) == 0
    assert capsys.readouterr().out == "Nothing was checked: no answer (not in the cache).\n"


@pytest.mark.parametrize("arguments", [["doi"], ["doi", "--check", "no such folder"]])
def test_command_usage(arguments: list[str]) -> None:
    """The command must be told what to do, and where."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_command_refuses_other_addresses(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only http addresses are asked."""
    monkeypatch.setenv("BIREVIEW_CROSSREF_URL", "file:x")
    with pytest.raises(SystemExit) as stopped:
        main(["doi", "--check", str(root)])
    assert stopped.value.code == 2


def test_never_in_the_build() -> None:
    """Nothing that builds the site loads what asks the network."""
    loaded = "import sys, bireview.checks, bireview.python_markdown, bireview.render; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", loaded], capture_output=True, encoding="utf-8", check=True).stdout
    assert "bireview.checks" in names.split()
    assert not [name for name in names.split() if name.startswith("bireview.registries")]
