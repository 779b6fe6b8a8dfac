"""Facts about the repository itself: its commands, its lock, its licences, and what no file may name."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from pathlib import Path

REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+?))? \\$", re.MULTILINE)
PINNED = {"mkdocs": "1.6.1", "mkdocs-material": "9.8.1", "mkdocs-static-i18n": "1.3.1", "pybtex": "0.26.1"}

FOREIGN = {
    "a home folder": r"/(?:root|home/\w+|Users/\w+)/",
    "an index address": r"(?:index.url|find.links)[ =:\"']+\S*/|https?://\S+/simple\b|file:///\w",
    "a download address": r"https?://\S+/packages/[0-9a-f]{2}/|\"resolved\": \"https?:",
    "a registry's host": r"\b(?:pypi|pythonhosted|npmjs|deb\.debian)\.(?:org|com)\b",
}


def git(repository: Path, *arguments: str) -> list[str]:
    """The lines git prints, or none where there is no git repository (an unpacked archive)."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    answer = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)
    return answer.stdout.splitlines()


@pytest.fixture(scope="module")
def files(repository: Path) -> list[str]:
    """What git tracks or would track, so that a new file is looked at before it is committed."""
    names = git(repository, "ls-files", "--cached", "--others", "--exclude-standard")
    if not names:
        pytest.skip("not a git repository")
    return sorted({name for name in names if (repository / name).is_file()})


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


def locked(repository: Path, name: str) -> dict[str, set[str]]:
    """Versions by package; more than one where a marker chooses."""
    versions: dict[str, set[str]] = {}
    for pin in PIN.finditer((repository / name).read_text(encoding="utf-8")):
        versions.setdefault(canonicalize_name(pin["name"]), set()).add(pin["version"])
    return versions


def targets(repository: Path) -> list[str]:
    """What `make help` lists."""
    command = ["make", "--no-print-directory", "help"]
    listed = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=True).stdout
    return re.findall(r"^  make (\w+)", listed, re.MULTILINE)


def test_make_without_a_target_lists_the_commands(repository: Path) -> None:
    bare = subprocess.run(["make"], cwd=repository, capture_output=True, encoding="utf-8", check=True)
    assert "make serve" in bare.stdout
    assert set(targets(repository)) >= {"serve", "site", "test", "check", "bench", "lock", "clean", "help"}


def test_the_readme_knows_every_command(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    assert [name for name in targets(repository) if not re.search(rf"\bmake {name}\b", readme)] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_a_command_that_is_written_about_exists(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    written = re.findall(r"^\s*(?:\$ )?make (\w+)|`make (\w+)", text, re.MULTILINE)
    assert {first or second for first, second in written} <= set(targets(repository))


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_one_version_with_hashes(repository: Path, name: str) -> None:
    """A requirement is a pin, its hashes, and comments; an option or an address would be none of these."""
    text = (repository / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    pins = [line for line in lines if PIN.match(line)]
    hashes = [line for line in lines if re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line)]
    assert pins
    assert sorted(pins + hashes) == sorted(lines)
    assert re.search(r"\\\n(?!    --hash)", text) is None, "a pin without a hash"


def test_the_lock_satisfies_pyproject(repository: Path, project: dict[str, Any]) -> None:
    site = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["site"]]
    site += project["build-system"]["requires"] + project["dependency-groups"]["build"]
    everything = site + [wanted for group in project["dependency-groups"].values() for wanted in group]
    for name, wanted in zip(REQUIREMENTS, (site, everything), strict=True):
        versions = locked(repository, name)
        for requirement in map(Requirement, wanted):
            found = versions.get(canonicalize_name(requirement.name), set())
            assert found, f"{name} lacks {requirement}"
            unfit = {version for version in found if version not in requirement.specifier}
            assert not unfit, f"{name} has {unfit}, pyproject.toml wants {requirement}"


def test_people_and_tests_get_the_same_versions(repository: Path) -> None:
    site, everything = (locked(repository, name) for name in REQUIREMENTS)
    assert {name: everything.get(name) for name in site} == site
    assert {name: site[name] for name in PINNED} == {name: {version} for name, version in PINNED.items()}
    assert all(version.startswith("3.11") for version in site["markdown"])


def test_no_file_names_this_machine_or_a_registry(repository: Path, files: list[str]) -> None:
    here = re.escape(f"{repository.parent}/") if len(repository.parts) > 2 else "(?!)"
    foreign = {**FOREIGN, "this machine": here}
    found = []
    for name in files:
        data = (repository / name).read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
            found += [f"{name}:{number}: {what}" for what, rule in foreign.items() if re.search(rule, line)]
    assert found == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("cd /ro" + "ot/bireview", "a home folder"),
        ("/Us" + "ers/li/综述", "a home folder"),
        ("--index-" + "url https://mirror.example/", "an index address"),
        ("https://mirror.example/sim" + "ple/mkdocs", "an index address"),
        ("从 https://files.python" + "hosted.org 下载", "a registry's host"),
        ('"resolved": ' + '"https://mirror.example/x.tgz"', "a download address"),
        ("see https://doi.org/10.1000/182 and docs/zh/review.md", None),
        ("simple packages are at home in /en/", None),
    ],
)
def test_foreign_names_are_recognised(line: str, what: str | None) -> None:
    assert [name for name, rule in FOREIGN.items() if re.search(rule, line)] == ([what] if what else [])


def test_text_files_end_lines_as_unix_does(repository: Path, files: list[str]) -> None:
    text = {name: (repository / name).read_bytes() for name in files}
    assert [name for name, data in text.items() if b"\0" not in data and b"\r\n" in data] == []


def test_code_and_content_have_their_licences(repository: Path, project: dict[str, Any]) -> None:
    code = (repository / "LICENSE").read_text(encoding="utf-8")
    content = (repository / "LICENSE-CONTENT").read_text(encoding="utf-8")
    assert project["project"]["license"] == "MIT"
    assert code.startswith("MIT License")
    assert "The bireview authors" in code
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in content
    for covered in ("docs/", "references.bib", "glossary.yml", "studies.yml", "notes.yml"):
        assert covered in content
        assert (repository / covered).exists()


def test_commit_hooks_fetch_nothing(repository: Path) -> None:
    text = (repository / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"repo: (\S+)", text) == ["local"]
    assert set(re.findall(r"language: (\S+)", text)) == {"system"}
    assert all(entry.startswith(".venv/bin/") for entry in re.findall(r"entry: (\S+)", text))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
@pytest.mark.parametrize("name", [".ci/run", "tools/chromium"])
def test_scripts_can_be_run(repository: Path, name: str) -> None:
    assert os.access(repository / name, os.X_OK)
