"""`bireview fix`: what it shows, what it writes, and that a review says the same afterwards."""

from __future__ import annotations

import os
import random
import re
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING

import markdown
import pytest

from bireview.cli import main
from bireview.downloads import downloads
from bireview.fixes.alike import works
from bireview.fixes.bibtex import cut
from bireview.fixes.line_ends import TextFile, read_text_file
from bireview.python_markdown import Rendering
from bireview.review import load_review
from bireview.source import front_matter_length

if TYPE_CHECKING:
    from pathlib import Path

MATERIAL = ("mkdocs.yml", "docs", "references.bib", "notes.yml", "glossary.yml", "studies.yml")
EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.caret", "pymdownx.tilde"]


@pytest.fixture
def flagship(repository, tmp_path):
    """A copy of the real review."""
    root = tmp_path / "review"
    root.mkdir()
    for name in MATERIAL:
        source = repository / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    return root


@pytest.fixture
def small(repository, tmp_path):
    """A copy of a review of two pages."""
    return shutil.copytree(repository / "tests/sites/minimal", tmp_path / "small")


def html(root: Path) -> dict[str, str]:
    """Each page as the extension renders it."""
    review, _ = load_review(root)
    found = {}
    for pages in review.pages.values():
        for page in pages:
            text = (root / page.file).read_text(encoding="utf-8")
            rendering = Rendering(review, page)
            found[page.file] = markdown.markdown(
                text[front_matter_length(text) :],
                extensions=[*EXTENSIONS, "bireview"],
                extension_configs={"bireview": {"rendering": rendering}},
            )
            assert rendering.mismatch is None
    return found


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its content and its permissions."""
    return {str(p.relative_to(root)): (p.read_bytes(), p.stat().st_mode) for p in root.rglob("*") if p.is_file()}


def plant_numbers(root: Path) -> int:
    """Write every citation as an imported manuscript has it; the number of marks."""
    library = load_review(root)[0].library
    count = 0

    def number(found: re.Match[str]) -> str:
        nonlocal count
        keys = [key.strip(" @") for key in found[1].split(";")]
        if any(key not in library for key in keys):
            return found[0]
        count += 1
        return f"^[{','.join(str(library[key].position) for key in keys)}]^"

    for path in root.glob("docs/*/*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\[(@[^\[\]]+)\]", number, text), encoding="utf-8")
    return count


def test_the_real_review_has_nothing_to_mend(repository, capsys):
    assert main(["fix", str(repository)]) == 0
    assert capsys.readouterr().out == ""


def test_a_mended_review_says_the_same(flagship, capsys):
    """With numbered marks and its bibliography shuffled and pressed together: same works, numbers, pages, exports."""
    path = flagship / "references.bib"
    pieces = cut(path.read_text(encoding="utf-8"))
    entries = [piece.text for piece in pieces if piece.kind == "entry"]
    random.Random(3).shuffle(entries)  # noqa: S311 - the same order in each run
    short = [re.sub(r"\n +(\w+) += ", r" \1=", text) for text in entries]
    path.write_text(pieces[0].text + "\n".join(short) + "\n", encoding="utf-8")
    assert plant_numbers(flagship) > 120
    before, rendered, bibliography = load_review(flagship)[0], html(flagship), path.read_text(encoding="utf-8")
    assert not before.unread
    assert main(["fix", "--write", str(flagship)]) == 0
    out, aside = capsys.readouterr()
    assert aside == ""
    assert out.splitlines()[-1] == "changed references.bib"
    after = load_review(flagship)[0]
    assert works(path.read_text(encoding="utf-8")) == works(bibliography)
    assert after.numbering.numbers == before.numbering.numbers
    assert html(flagship) == rendered
    assert downloads(after) == downloads(before)
    assert "^[" not in "".join(p.read_text(encoding="utf-8") for p in flagship.glob("docs/*/*.md"))
    assert list(after.library) == list(after.numbering.numbers)
    once = snapshot(flagship)
    assert main(["fix", "--write", str(flagship)]) == 0
    assert snapshot(flagship) == once
    assert main(["check", "--strict", str(flagship)]) == 0


def test_it_comes_back_as_it_was(flagship, repository, capsys):
    """Numbers planted in the real review become the keys that stood there, to the byte."""
    plant_numbers(flagship)
    assert main(["fix", "--write", str(flagship)]) == 0
    for path in flagship.rglob("*.md"):
        original = (repository / path.relative_to(flagship)).read_bytes()
        assert path.read_bytes().replace("；".encode(), b";") == original.replace("；".encode(), b";"), path


def plant(small: Path) -> dict[str, bytes]:
    """Faults in the small review's files; what they hold after mending."""
    page = small / "docs/zh/index.md"
    text = page.read_text(encoding="utf-8")
    planted = text + "\n再引^[1]^。\n"
    page.write_text(planted, encoding="utf-8")
    (small / "docs/en/index.md").write_text(
        (small / "docs/en/index.md").read_text(encoding="utf-8") + "\nCited again.^[1]^\n", encoding="utf-8"
    )
    return {str(path.relative_to(small)): path.read_bytes() for path in small.rglob("docs/*/index.md")}


def test_by_default_nothing_is_written(small, capsys):
    """A dry run shows the difference and exits with 1; `--check` names the files alone."""
    plant(small)
    before = snapshot(small)
    assert main(["fix", str(small)]) == 1
    diff = capsys.readouterr().out
    assert "--- a/docs/zh/index.md\n+++ b/docs/zh/index.md\n@@ " in diff
    assert re.search(r"^-再引\^\[1\]\^。\n\+再引\[@\S+\]。$", diff, re.MULTILINE)
    assert main(["fix", "--check", str(small)]) == 1
    assert "would change docs/en/index.md\nwould change docs/zh/index.md\n" in capsys.readouterr().out
    assert snapshot(small) == before
    assert main(["fix", "--only", "titles", str(small)]) == 0


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_line_ends_byte_order_marks_and_permissions_stay(end, mark, small, capsys):
    """In pages as in the bibliography."""
    plant(small)
    files = [*small.glob("docs/*/*.md"), small / "references.bib"]
    for path in files:
        path.write_bytes(mark + path.read_bytes().replace(b"\n", end.encode()))
        path.chmod(0o640)
    old = load_review(small)[0]
    assert main(["fix", "--write", str(small)]) == 0
    for path in files:
        content = path.read_bytes()
        assert content.startswith(mark)
        assert set(re.findall(rb"\r\n|\n|\r", content)) <= {end.encode()}
        assert b"\xef\xbb\xbf" not in content[3:]
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "^[1]^" not in (small / "docs/zh/index.md").read_text(encoding="utf-8")
    assert load_review(small)[0].numbering.numbers == old.numbering.numbers
    assert list(small.rglob("*.new")) == []


def test_mixed_line_ends_stay_where_they_are():
    """A line keeps its own; a new one takes the commonest."""
    text = "甲\r\nb^[1]^\nc\r\n\rd"
    file = TextFile(text.encode(), re.sub("\r\n|\r", "\n", text))
    assert file.with_text("甲\nb[@k]\nnew\nc\n\nd") == "甲\r\nb[@k]\nnew\r\nc\r\n\rd".encode()


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [b"", b"\n"], ids=["no end of line at the end", "one"])
def test_the_difference_is_a_patch(end, last, small, capsys):
    """`git apply` makes of it what `--write` writes."""
    plant(small)
    for path in small.glob("docs/*/index.md"):
        path.write_bytes(path.read_bytes().rstrip(b"\n").replace(b"\n", end) + last)
    patched = shutil.copytree(small, small.parent / "patched")
    main(["fix", str(small)])
    diff = capsys.readouterr().out
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(small.parent)}
    subprocess.run(["git", "apply", "-"], cwd=patched, env=environment, input=diff.encode(), check=True)
    assert main(["fix", "--write", str(small)]) == 0
    assert {name: row[0] for name, row in snapshot(patched).items()} == {
        name: row[0] for name, row in snapshot(small).items()
    }


def test_a_link_leads_to_the_file_that_is_mended(small, capsys):
    """A link stays a link."""
    plant(small)
    path = small / "docs/zh/index.md"
    path.rename(small / "elsewhere.md")
    path.symlink_to("../../elsewhere.md")
    assert main(["fix", "--write", str(small)]) == 0
    assert path.is_symlink()
    assert "^[1]^" not in (small / "elsewhere.md").read_text(encoding="utf-8")


GARBAGE = {
    "empty": b"",
    "binary": bytes(range(256)) * 4,
    "half a character": "综述".encode()[:-1],
    "UTF-16": "title: 综述".encode("utf-16"),
    "opening brackets": b"@article{[{(`<!-- ^[[@[!" * 40,
    "open entries": b"@article{a,\n title = {x\n@misc(b, c={d\n" * 20,
    "numbers": b"^[1]^^[1-2]^(^[3]^:" * 40,
    "hashes": b"#\n##\n# {#}\n## {.a\n######## x\n" * 9,
    "a scalar": b"- 3\n- null\n- [x]\n- {id: [a], zh: {}}\n",
    "unclosed": b"---\ntitle: x\n```\n<div>\n<!-- differs: numbers",
    "carriage returns": "---\r\rtitle: 题\r---\r\r# 题\r\r- a^[1]^\r".encode(),
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
@pytest.mark.parametrize("name", ["references.bib", "notes.yml", "mkdocs.yml", "docs/zh/index.md", "docs/en/index.md"])
def test_no_file_makes_it_fall_over(name, garbage, small, capsys):
    """Whatever a file holds, there is an exit status; mended twice is mended once."""
    (small / name).write_bytes(garbage)
    assert main(["fix", str(small)]) in {0, 1}
    assert main(["fix", "--write", str(small)]) == 0
    once = snapshot(small)
    assert main(["fix", str(small)]) == 0
    assert snapshot(small) == once
    if read_text_file(small / name) is None:
        assert (small / name).read_bytes() == garbage
        assert f"note: {name}: left alone" in capsys.readouterr().err or name == "mkdocs.yml"


def test_a_folder_without_a_review_has_nothing_to_mend(tmp_path, capsys):
    assert main(["fix", str(tmp_path)]) == 0
    with pytest.raises(SystemExit) as stopped:
        main(["fix", str(tmp_path / "nowhere")])
    assert stopped.value.code == 2
    assert "there is no folder" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_file_that_cannot_be_written_is_told(small, capsys):
    """With exit status 1, and the file as it was."""
    plant(small)
    folder = small / "docs/zh"
    folder.chmod(0o500)
    try:
        assert main(["fix", "--write", str(small)]) == 1
    finally:
        folder.chmod(0o700)
    assert "docs/zh/index.md: cannot be written" in capsys.readouterr().err
