"""The package as an author installs it: the wheel alone, away from this repository, starts reviews and builds them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.site

PAIRS = ["zh,en", "en,zh-Hant", "ja,de", "ar,en"]
MORE = ["zh-TW,en-GB,de", "ja"]


@pytest.fixture(scope="module")
def installed(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed; everything else comes from the environment of the tests."""
    wheels, target = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("installed")
    # pip is given the wheel and not the checkout: what it builds, it builds in an environment that it fetches.
    call(["-m", "hatchling", "build", "--target", "wheel", "--directory", str(wheels)], repository)
    (wheel,) = wheels.glob("*.whl")
    options = ["--quiet", "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check"]
    call(["-m", "pip", "install", *options, "--target", str(target), str(wheel)], wheels)
    return target


def call(arguments: list[str], folder: Path, path: Path | None = None) -> str:
    """Run Python in a folder, with `path` before all other packages; returns what was printed, and fails loudly."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "1000"}
    if path:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    """Neither the engine nor the hooks come from the checkout when the wheel is installed."""
    hook = "s.MkDocsPlugin.on_files.methods[0].__code__.co_filename"
    code = f"import bireview.site_files as s; print(s.HOOKS, s.THEME, {hook})"
    files = call(["-c", code], tmp_path, installed).split()
    assert [Path(file).is_relative_to(installed) for file in files] == [True] * 3


@pytest.mark.parametrize("languages", [*PAIRS, *MORE])
def test_a_new_review_checks_clean_and_builds_strictly(languages: str, installed: Path, tmp_path: Path) -> None:
    """`bireview new` lays down a project that passes at once what its `make test` runs."""
    said = call(["-m", "bireview.cli", "new", "综述 review", "--languages", languages], tmp_path, installed)
    folder = tmp_path / "综述 review"
    assert "make serve" in said
    assert call(["-m", "bireview.cli", "check", "--strict"], folder, installed) == "0 error(s), 0 warning(s)\n"
    log = call(["-m", "mkdocs", "build", "--strict", "--site-dir", "site"], folder, installed)
    assert "WARNING" not in log
    for place in ("", *(f"{other}/" for other in languages.split(",")[1:])):
        home = (folder / "site" / place / "index.html").read_text(encoding="utf-8")
        assert "scripts/page.js" in home
        findings = (folder / "site" / place / "findings" / "index.html").read_text(encoding="utf-8")
        assert '<p id="p-2.1-1">' in findings
        assert 'data-cite="li2009"' in findings
        assert 'popovertarget="note-N1"' in findings
    assert (folder / "site" / "references" / "li2009.bib").is_file()
    # What the author has is content and configuration: no code, and nothing of the theme.
    assert {file.suffix for file in folder.rglob("*") if "site" not in file.parts and file.is_file()} <= {
        "",
        ".bib",
        ".md",
        ".mk",
        ".txt",
        ".yml",
    }
