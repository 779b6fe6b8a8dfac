"""A served site after an edit is the site that a fresh start would show, and only what the edit touches is rendered.

A new review is edited step by step while one process builds it again and again, and another that keeps nothing
does, too; at the end a third one builds it, which has seen none of the steps.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bireview.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Builder = Callable[[Path], dict[str, Any]]

pytestmark = pytest.mark.site

GENERATED = {
    f"{language}/{name}.md" for language in ("zh", "en") for name in ("index", "references", "glossary", "notes")
}
"""Pages with lists of what stands on other pages: they are rendered each time."""
INTRODUCTION = {"zh/introduction.md", "en/introduction.md"}
FINDINGS = {"zh/findings.md", "en/findings.md"}
ABOUT = {"zh/about.md", "en/about.md"}
ALL = INTRODUCTION | FINDINGS | ABOUT


@dataclass(frozen=True)
class Step:
    """An edit of some files (each `old` once there, or a whole new file), and the pages that it touches."""

    what: str
    touched: set[str]
    edits: tuple[tuple[str, str, str], ...]


STEPS = (
    Step("nothing", set(), ()),
    Step("a word", FINDINGS, (("docs/zh/findings.md", "比较了来自", "比较过来自"),)),
    Step("a word of the other language", INTRODUCTION, (("docs/en/introduction.md", "Every page", "Each page"),)),
    Step(
        "a paragraph before others, with one more citation of a work that another page cites",
        INTRODUCTION | FINDINGS,
        (
            ("docs/zh/introduction.md", "\n每个页面", "\n新的一段[@li2009]。\n\n每个页面"),
            ("docs/en/introduction.md", "\nEach page", "\nA new paragraph.[@li2009]\n\nEach page"),
        ),
    ),
    Step(
        "a section's number, which links from other pages name",
        INTRODUCTION | FINDINGS,
        (
            ("docs/zh/findings.md", "## 2.1 细胞", "## 2.4 细胞"),
            ("docs/en/findings.md", "## 2.1 Sources", "## 2.4 Sources"),
        ),
    ),
    Step(
        "the order of first citations, which is that of the numbers",
        ALL,
        (
            ("docs/zh/introduction.md", "新的一段[@li2009]", "新的一段[@yan2008]"),
            ("docs/en/introduction.md", "A new paragraph.[@li2009]", "A new paragraph.[@yan2008]"),
        ),
    ),
    Step("an author", ALL, (("references.bib", "Yan, L and", "Yan, Q and"),)),
    Step("a definition", ALL, (("glossary.yml", "一种结缔组织细胞", "结缔组织的一种细胞"),)),
    Step("a term", ALL, (("glossary.yml", 'en: "mesenchymal stem cell"', 'en: "human tissue"'),)),
    Step("a note", ALL, (("notes.yml", "The text speaks of", "The text names"),)),
    Step("a style", ALL, (("mkdocs.yml", "en: nlm", "en: gbt7714-2025"),)),
    Step(
        "an option of a Markdown extension",
        ALL,
        (("mkdocs.yml", "\nnav:", "\nmarkdown_extensions: [toc: {toc_depth: 1}]\nnav:"),),
    ),
    Step(
        "a new page",
        ALL | {"zh/methods.md", "en/methods.md"},
        (("docs/zh/methods.md", "", "# 方法 {#methods}\n"), ("docs/en/methods.md", "", "# Methods {#methods}\n")),
    ),
)


@contextmanager
def builder(project: Path, *options: str) -> Iterator[Builder]:
    """A process that builds a project into a folder as often as it is asked."""
    command = [sys.executable, str(Path(__file__).with_name("rebuild.py")), str(project), *options]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environment
    ) as process:
        assert process.stdin
        assert process.stdout
        requests, answers = process.stdin, process.stdout

        def build(folder: Path) -> dict[str, Any]:
            requests.write(f"{folder}\n")
            requests.flush()
            answer: dict[str, Any] = json.loads(answers.readline())
            return answer

        yield build
        requests.close()
        assert process.wait(30) == 0


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def edit(project: Path, name: str, old: str, new: str) -> None:
    file = project / name
    text = file.read_text(encoding="utf-8") if old else ""
    assert not old or text.count(old) == 1, (name, old)
    file.write_text(text.replace(old, new) if old else new, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "review"
    assert main(["new", str(folder), "--yes", "--languages", "zh,en"]) == 0
    return folder


def test_a_served_site_is_what_a_fresh_start_shows(project: Path, tmp_path: Path) -> None:
    """Every file agrees after every step, and no page is rendered that the step leaves as it was."""
    live, whole, fresh = tmp_path / "live", tmp_path / "whole", tmp_path / "fresh"
    with builder(project) as rebuild, builder(project, "forget") as build:
        assert set(rebuild(live)["rendered"]) == ALL | GENERATED
        for step in STEPS:
            for change in step.edits:
                edit(project, *change)
            answer = rebuild(live)
            build(whole)
            theirs, ours = files(whole), files(live)
            assert set(ours) == set(theirs), step.what
            assert [name for name in ours if ours[name] != theirs[name]] == [], step.what
            assert set(answer["rendered"]) == step.touched | GENERATED, step.what
    with builder(project) as start:
        start(fresh)
    assert files(fresh) == files(live)


def test_a_complaint_is_made_as_long_as_there_is_cause(project: Path, tmp_path: Path) -> None:
    """MkDocs names a link that leads nowhere after every rebuild, and no longer when it is mended."""
    with builder(project) as rebuild:
        rebuild(tmp_path / "live")
        edit(project, "docs/zh/introduction.md", "一条引文", "[一条引文](missing.md)")
        for _ in range(2):
            assert ["missing.md" in text for text in rebuild(tmp_path / "live")["said"]] == [True]
        edit(project, "docs/zh/introduction.md", "[一条引文](missing.md)", "一条引文")
        assert rebuild(tmp_path / "live")["said"] == []
