"""`bireview status`: the board in its three forms, and the exit status."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from lxml import html as lxml_html

from bireview.cli import main

SAYS = "basis: title, text: {zh: 甲, en: a}, source: {zh: 甲, en: a}"
FILES = {
    "references.bib": "@misc{a, title={A}, doi={10.1000/a}}\n@misc{b, title={<b> & 书}}\n@misc{c, title={C},\n"
    "  title_zh={丙}, author_zh={王, 某}, doi_zh={10.1000/c}}\n",
    "notes.yml": f"- {{id: N1, block: p-1-1, severity: major, {SAYS}}}\n"
    f"- {{id: N2, block: p-9-9, severity: minor, {SAYS}}}\n",
    "glossary.yml": "- {id: cell, zh: 细胞, en: stem cell, definition: {zh: 甲, en: a}}\n"
    "- {id: liver, zh: 肝, en: liver, definition: {zh: 甲, en: a}}\n",
    "studies.yml": "- {id: S1, blocks: [p-1-1]}\n- {id: S2, work: a}\n",
    "docs/zh/index.md": "---\ntitle: 题<1>\n---\n\n# 1 引言 {#intro}\n\n细胞甲[@a][!N1]。\n\n"
    "## 1.1 丙 {#third}\n\n一\n\n二\n",
    "docs/en/index.md": "# 1 Intro {#intro}\n\nOf stem cells.[@a][!N1]\n\n## 1.1 C {#third}\n\none\n",
    "docs/zh/methods.md": "# 2 法 {#m}\n\n肝\n\n## 只有中文 {#zh-only}\n",
    "docs/en/methods.md": "# 2 M {#m}\n\nLivers\n",
    "docs/en/extra.md": "# Extra {#extra}\n",
}


@pytest.fixture
def root(tmp_path, config):
    """A review with something of everything, in a repository of its own, with a change that is not committed."""
    root = tmp_path / "综述 & co"
    for name, text in {"mkdocs.yml": config, **FILES}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "-q"], cwd=root, check=True)
    subprocess.run([*git, "add", "-A"], cwd=root, check=True)
    subprocess.run([*git, "commit", "-q", "-m", "x"], cwd=root, check=True)
    path = root / "docs/zh/methods.md"
    path.write_text(path.read_text(encoding="utf-8").replace("肝", "肝脏"), encoding="utf-8")
    return root


def board(root, capsys):
    """The board as JSON."""
    assert main(["status", "--format", "json", str(root)]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_board_as_json(root, capsys):
    """Everything that the text and the page show, in the documented shape."""
    found = board(root, capsys)
    assert found["format"] == 1
    assert found["languages"] == ["zh", "en"]
    assert found["amounts"]["zh"] == {"pages": 2, "blocks": 4, "words": None, "han": 15, "characters": 16}
    assert found["amounts"]["en"] == {"pages": 3, "blocks": 3, "words": 9, "han": 0, "characters": 33}
    assert [page["slug"] for page in found["pages"]] == ["index", "methods", "extra"]
    first = found["pages"][0]
    assert first["titles"] == {"zh": "题<1>", "en": "Intro"}
    assert first["notes"] == {"major": 1, "minor": 0}
    assert (first["pairs"], first["newer"], first["unknown"], first["missing"]) == (3, {"zh": 0, "en": 0}, 0, 1)
    commit = found["history"]["commit"]
    assert found["history"] == {"complete": True, "reason": "", "commit": commit, "date": found["history"]["date"]}
    assert found["newer"] == [
        {
            "page": "methods",
            "id": "p-2-1",
            "newer": {"language": "zh", "file": "docs/zh/methods.md", "line": 3, "commit": None, "date": None},
            "older": {
                "language": "en",
                "file": "docs/en/methods.md",
                "line": 3,
                "commit": commit,
                "date": found["history"]["date"],
            },
        }
    ]
    assert [tuple(row.values()) for row in found["missing"]] == [
        ("page", "zh", "extra", "extra", "docs/en/extra.md", 0, 1, 0),
        ("blocks", "en", "index", "1.1", "docs/zh/index.md", 11, 2, 1),
        ("heading", "en", "methods", "zh-only", "docs/zh/methods.md", 5, 1, 0),
    ]
    assert [(row["id"], row["severity"], row["page"], row["line"]) for row in found["notes"]] == [
        ("N1", "major", "index", 1),
        ("N2", "minor", None, 2),
    ]
    assert found["bibliography"] == {
        "file": "references.bib",
        "works": 3,
        "uncited": [{"key": "b", "line": 2}, {"key": "c", "line": 3}],
        "without_doi": [{"key": "b", "line": 2}],
    }
    assert found["unused_terms"] == []
    assert [row["id"] for row in found["studies_without_blocks"]] == ["S2"]
    assert found["problems"]["error"] > 0


def test_a_term_counts_as_used_as_the_search_would_find_it(root, capsys):
    """Plural and other names count; a part of a word does not, and each language is asked by itself."""
    (root / "glossary.yml").write_text(
        "- {id: one, zh: 法, en: intr, definition: {zh: 甲, en: a}}\n"
        "- {id: two, zh: 肾, en: kidney, also: {zh: [肝]}, definition: {zh: 甲, en: a}}\n"
        "- {id: three, zh: 肺, en: Stem-cell, definition: {zh: 甲, en: a}}\n",
        encoding="utf-8",
    )
    rows = {row["id"]: row["languages"] for row in board(root, capsys)["unused_terms"]}
    assert rows == {"one": ["en"], "two": ["en"], "three": ["zh"]}


def test_the_board_as_text(root, capsys):
    """Columns are aligned, Chinese characters counted as two; long lists are cut unless all is asked for."""
    assert main(["status", str(root)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert re.search(r"^zh +2 +4 +– +15 +16$", out, re.MULTILINE)
    assert "newer in zh (not committed) than docs/en/methods.md:3 (" in out
    assert "docs/zh/index.md:11  en: section '1.1' has 1 of 2 blocks" in out
    assert "notes.yml:2  N2 minor at p-9-9, which is nowhere" in out
    many = "".join(f"@misc{{k{n}, title={{T}}}}\n" for n in range(30))
    (root / "references.bib").write_text(many, encoding="utf-8")
    assert main(["status", str(root)]) == 0
    assert "… and 10 more (--all lists them)" in capsys.readouterr().out
    assert main(["status", "--all", str(root)]) == 0
    assert "k29" in capsys.readouterr().out


@pytest.mark.parametrize(("colour", "plain"), [("1", True), (None, False)])
def test_colour_only_on_a_terminal_and_where_it_is_wanted(colour, plain, root, capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if colour:
        monkeypatch.setenv("NO_COLOR", colour)
    main(["status", str(root)])
    assert ("\x1b[" not in capsys.readouterr().out) is plain


def test_the_board_as_a_page(root, capsys, tmp_path):
    """Well-formed, escaped, without a script or anything from elsewhere; its links lead to files that are there."""
    output = tmp_path / "out" / "board.html"
    output.parent.mkdir()
    assert main(["status", "--format", "html", "--output", str(output), str(root)]) == 0
    assert capsys.readouterr().out == ""
    text = output.read_text(encoding="utf-8")
    page = lxml_html.fromstring(text)
    assert "<b> & 书" in page.text_content()
    assert "题<1>" in page.text_content()
    assert not page.xpath("//script | //link | //img | //iframe | //@src | //@style")
    assert "http" not in text
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in page.xpath("//a/@href"):
        if link.startswith("#"):
            assert link[1:] in ids
        else:
            assert (output.parent / link.replace("%20", " ").replace("%26", "&")).exists() or "%" in link
    assert all(cell.get("scope") for cell in page.xpath("//th"))
    assert len(page.xpath("//h1")) == 1
    assert {region.get("aria-labelledby") for region in page.xpath("//*[@role='region']")} <= set(ids)


def test_the_page_leads_where_it_is_told(root, capsys):
    """Lines of files in a repository on the web, and paragraphs of the published site."""
    options = ["--source", "https://example.org/blob/main/{file}#L{line}", "--site", "https://example.org/r/"]
    assert main(["status", "--format", "html", *options, str(root)]) == 0
    links = lxml_html.fromstring(capsys.readouterr().out).xpath("//a/@href")
    assert "https://example.org/blob/main/docs/zh/methods.md#L3" in links
    assert "https://example.org/r/methods/#p-2-1" in links
    assert "https://example.org/r/en/methods/#p-2-1" in links


@pytest.mark.parametrize("format_", ["text", "json", "html"])
def test_the_same_state_gives_the_same_bytes(format_, root, capsys):
    main(["status", "--format", format_, str(root)])
    first = capsys.readouterr().out
    main(["status", "--format", format_, str(root)])
    assert capsys.readouterr().out == first


def test_the_exit_status(root, capsys, monkeypatch):
    """0 unless asked; 1 when something is newer or missing, 3 when that cannot be known, 2 for a wrong call."""
    assert main(["status", str(root)]) == 0
    assert main(["status", "--fail-stale", str(root)]) == 1
    for name in ("docs/zh/index.md", "docs/zh/methods.md", "docs/en/extra.md", "docs/en/methods.md"):
        (root / name).unlink()
    shutil.copy(root / "docs/en/index.md", root / "docs/zh/index.md")
    assert main(["status", "--fail-stale", str(root)]) == 1
    (root / "docs/en/index.md").write_text(
        (root / "docs/zh/index.md").read_text(encoding="utf-8") + "x", encoding="utf-8"
    )
    shutil.rmtree(root / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    assert main(["status", "--fail-stale", str(root)]) == 3
    assert "no history: this is no git repository" in capsys.readouterr().out
    for wrong in (["--site", "javascript:x"], ["--source", "x"], ["--output", str(root)], ["--format", "csv"]):
        with pytest.raises(SystemExit) as stopped:
            main(["status", "--format", "html", *wrong, str(root)])
        assert stopped.value.code == 2
        assert "Traceback" not in capsys.readouterr().err


GARBAGE = [
    b"",
    bytes(range(256)),
    "综述".encode("utf-16"),
    b"- 3\n- null\n",
    b"@a{b{{",
    b"---\ntitle: [\n---\n# x {#}\n[@",
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_no_file_makes_it_fall_over(garbage, root, capsys):
    """Whatever the files hold, there is a board in every form."""
    for name in ("mkdocs.yml", *FILES):
        (root / name).write_bytes(garbage)
        for format_ in ("text", "json", "html"):
            assert main(["status", "--format", format_, str(root)]) == 0


def test_a_name_that_is_no_text_and_a_reader_that_leaves(root):
    """Neither a file name in another encoding nor `| head` ends in a traceback."""
    path = os.fsencode(root / "docs/zh") + b"/\xff.md"
    with open(path, "wb") as file:  # noqa: PTH123 - such a name is no text
        file.write("# 甲\n\n^[1]^\n".encode())
    command = [sys.executable, "-m", "bireview.cli"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for call in (["status"], ["status", "--format", "html"], ["status", "--format", "json"], ["fix"], ["check"]):
        done = subprocess.run([*command, *call, str(root)], env=environment, capture_output=True, check=False)
        assert done.returncode in {0, 1}
        assert b"Traceback" not in done.stderr
    reader = subprocess.Popen(
        [*command, "status", str(root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert reader.stdout
    assert reader.stderr
    reader.stdout.close()
    assert reader.stderr.read() == b""
    reader.stderr.close()
    assert reader.wait() == 1


def test_an_empty_folder_has_an_empty_board(tmp_path, capsys):
    assert main(["status", str(tmp_path)]) == 0
    assert re.search("^en +0 +0 +0 +0 +0$", capsys.readouterr().out, re.MULTILINE)
