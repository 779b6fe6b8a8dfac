"""Tiny whole sites, built by the real command: what the strict build says, and what the pages hold.

Each folder of `sites/` has an `expected.yml`: the exit status, the problems (severity, place, rule) and, by page,
pieces of HTML that are there (`has`), pieces that are not (`lacks`), and words as a reader sees them (`text`).
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import yaml
from tests.building import build

from bireview.cli import main

SITES = sorted(path.parent for path in Path(__file__).parent.glob("sites/*/expected.yml"))
PROBLEM = re.compile(r"^(ERROR|WARNING) +- +(\S+?): .*\[([a-z-]+)\]$", re.MULTILINE)

pytestmark = pytest.mark.site


def words(html: str) -> str:
    """The text of a page as a reader sees it, white space folded, without the notes that open on demand."""
    html = re.sub(r"<aside.*?</aside>|<button.*?</button>|<script.*?</script>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@pytest.mark.parametrize("folder", SITES, ids=lambda folder: folder.name)
def test_a_whole_site_builds_or_fails_as_expected(folder: Path, tmp_path: Path) -> None:
    """The strict build passes for a review in order, and names every fault of one that is not."""
    expected = yaml.safe_load((folder / "expected.yml").read_text(encoding="utf-8"))
    status, output = build(folder, tmp_path)
    found = [f"{severity.lower()} {place} {rule}" for severity, place, rule in PROBLEM.findall(output)]
    assert sorted(found) == sorted(expected["problems"]), output
    assert status == expected["exit"], output
    assert "Traceback" not in output
    for name, facts in expected.get("html", {}).items():
        html = (tmp_path / name).read_text(encoding="utf-8")
        assert [piece for piece in facts.get("has", []) if piece not in html] == []
        assert [piece for piece in facts.get("lacks", []) if piece in html] == []
        assert [text for text in facts.get("text", []) if text not in words(html)] == []


@pytest.mark.parametrize("folder", SITES, ids=lambda folder: folder.name)
def test_the_command_finds_what_the_build_finds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`bireview check` reports the same problems as the build, but for those that only the parser can see."""
    expected = yaml.safe_load((folder / "expected.yml").read_text(encoding="utf-8"))
    wanted = [problem for problem in expected["problems"] if not problem.endswith("scan-mismatch")]
    assert main(["check", str(folder), "--strict"]) == int(bool(wanted))
    output = capsys.readouterr().out
    found = re.findall(r"^(error|warning): (\S+?): .*\[([a-z-]+)\]$", output, re.MULTILINE)
    assert sorted(" ".join(problem) for problem in found) == sorted(wanted)
