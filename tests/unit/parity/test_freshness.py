"""Which side of a pair was changed later, told by a real git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from bireview.history import read_history
from bireview.parity.freshness import State, compare_changes
from bireview.review import load_review

if TYPE_CHECKING:
    from pathlib import Path

ZH, EN = "docs/zh/index.md", "docs/en/index.md"
START = {
    "references.bib": "",
    ZH: "# 1 引言 {#intro}\n\n甲段。\n\n乙段。\n",
    EN: "# 1 Intro {#intro}\n\nFirst line.\nSecond line.\n\nThird line.\n",
}


class Repository:
    """A repository whose commits are one day apart, so that nothing depends on the clock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.day = 0
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        self.day += 1
        date = f"2024-03-{self.day:02}T12:00:00+0800"
        names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {**os.environ, **names, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        done = subprocess.run(["git", *arguments], cwd=self.root, env=environment, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())

    def commit(self, files: dict[str, str]) -> str:
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, config: str) -> Repository:
    """A repository with one commit."""
    made = Repository(tmp_path)
    made.commit({"mkdocs.yml": config, **START})
    return made


def compare(root: Path) -> dict[str, str]:
    """What is said of each pair: `in-step`, `unknown`, or the language that is newer."""
    review, _ = load_review(root)
    history = read_history(root, (page.file for pages in review.pages.values() for page in pages))
    pairs = compare_changes(review, history)
    return {p.name: p.later.language if p.state is State.NEWER else str(p.state) for p in pairs}


IN_STEP = {"intro": "in-step", "p-1-1": "in-step", "p-1-2": "in-step"}
CHANGES = {
    "a Chinese paragraph": ([{ZH: START[ZH].replace("甲段", "甲段改")}], {"p-1-1": "zh"}),
    "a line of an English one": ([{EN: START[EN].replace("Second", "Another")}], {"p-1-1": "en"}),
    "a heading": ([{EN: START[EN].replace("Intro", "Introduction")}], {"intro": "en"}),
    "both in one commit": (
        [{ZH: START[ZH].replace("甲段", "甲"), EN: START[EN].replace("First", "1st")}],
        {},
    ),
    "both, one after the other": (
        [{ZH: START[ZH].replace("甲段", "甲")}, {EN: START[EN].replace("First", "1st")}],
        {"p-1-1": "en"},
    ),
    "in one commit, where English only loses a line": (
        [{ZH: START[ZH].replace("甲段", "甲"), EN: START[EN].replace("Second line.\n", "")}],
        {},
    ),
    "in one commit, where English loses a line of another paragraph": (
        [{ZH: START[ZH].replace("乙段", "乙"), EN: START[EN].replace("Second line.\n", "")}],
        {"p-1-2": "zh"},
    ),
    "a paragraph on one side that none answers": ([{ZH: START[ZH] + "\n丙段。\n"}], {"p-1-1": None, "p-1-2": None}),
}


@pytest.mark.parametrize(("commits", "expected"), CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("committed", [True, False], ids=["committed", "not committed"])
def test_what_is_newer(commits, expected, committed, repository):
    """The later commit decides; what is not committed is later than all commits, and one change."""
    for files in commits[:-1]:
        repository.commit(files)
    repository.commit(commits[-1]) if committed else repository.write(commits[-1])
    wanted = {name: state for name, state in {**IN_STEP, **expected}.items() if state}
    assert compare(repository.root) == wanted


def test_the_order_of_commits_counts_and_not_their_dates(repository):
    """A commit with an older date, as after a rebase, is still the later one."""
    repository.commit({ZH: START[ZH].replace("甲段", "甲")})
    repository.day = 0
    repository.commit({EN: START[EN].replace("First", "1st")})
    assert compare(repository.root)["p-1-1"] == "en"


def test_a_page_moved_with_its_counterpart_is_in_step(repository):
    """Git follows a file that was renamed."""
    for name in ("zh", "en"):
        repository.git("mv", f"docs/{name}/index.md", f"docs/{name}/first.md")
    repository.git("commit", "-q", "-m", "x")
    assert compare(repository.root) == IN_STEP


def test_a_commit_that_changes_no_words_can_be_left_out(repository):
    """Commits in .git-blame-ignore-revs do not count; so a slip mended on one side asks nobody to follow."""
    commit = repository.commit({ZH: START[ZH].replace("甲段", "甲 段")})
    assert compare(repository.root)["p-1-1"] == "zh"
    repository.write({".git-blame-ignore-revs": f"# a space\n{commit}\n"})
    assert compare(repository.root) == IN_STEP


def test_a_review_in_a_folder_of_the_repository(repository, config):
    """The project need not be the root of the repository."""
    root = repository.root / "a" / "综述"
    shutil.copytree(repository.root / "docs", root / "docs")
    repository.commit({"a/综述/mkdocs.yml": config, "a/综述/references.bib": ""})
    path = root / EN
    path.write_text(path.read_text(encoding="utf-8").replace("Second line.\n", ""), encoding="utf-8")
    repository.commit({f"a/综述/{ZH}": START[ZH].replace("甲段", "甲")})
    assert compare(root) == IN_STEP


def test_a_shallow_clone_says_so(repository, tmp_path_factory):
    """What its first commit seems to have changed may be older; what came later is certain."""
    repository.commit({ZH: START[ZH].replace("甲段", "甲")})
    repository.commit({EN: START[EN].replace("Third", "3rd")})
    clone = tmp_path_factory.mktemp("clones") / "shallow"
    repository.git("clone", "-q", "--depth", "2", f"file://{repository.root}", str(clone))
    assert compare(clone) == {"intro": "unknown", "p-1-1": "unknown", "p-1-2": "en"}
    assert "shallow" in read_history(clone, []).reason


def test_without_git_nothing_is_known(repository, config, tmp_path_factory, monkeypatch):
    """No repository, no commit, no git: each is told, and no pair is called newer."""
    folder = tmp_path_factory.mktemp("plain")
    shutil.copytree(repository.root / "docs", folder / "docs")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    assert set(compare(folder).values()) == {"unknown"}
    assert read_history(folder, []).reason == "this is no git repository"
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    assert read_history(folder, []).reason == "nothing is committed yet"
    monkeypatch.setenv("PATH", str(folder))
    assert "git cannot be run" in read_history(folder, []).reason


def test_a_binary_file_and_one_that_git_never_saw(repository):
    """A page that is no text is no page; a new pair of pages is in step."""
    repository.write({"docs/zh/new.md": "# 2 新 {#new}\n\n文\n", "docs/en/new.md": "# 2 New {#new}\n\ntext\n"})
    (repository.root / "docs/zh/odd.md").write_bytes(bytes(range(256)))
    assert compare(repository.root) == {**IN_STEP, "new": "in-step", "p-2-1": "in-step"}


def test_line_ends_of_windows(repository):
    """CRLF in the repository and in the working tree."""
    repository.git("config", "core.autocrlf", "false")
    repository.commit({ZH: START[ZH].replace("\n", "\r\n"), EN: START[EN].replace("\n", "\r\n")})
    repository.commit({ZH: START[ZH].replace("乙段", "乙").replace("\n", "\r\n")})
    assert compare(repository.root) == {**IN_STEP, "p-1-2": "zh"}
