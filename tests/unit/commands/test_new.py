"""`bireview new`: what it asks, what it takes from options, what it writes, and what it refuses."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import yaml

from bireview.cli import main
from bireview.commands import installed
from bireview.languages import LANGUAGES
from bireview.starter import Wish, starter_files, words_of


class Terminal(io.StringIO):
    """A terminal on which the given lines are typed."""

    def isatty(self) -> bool:
        return True


def shape(value: object) -> object:
    """The keys of nested mappings and the lengths of lists, without the words."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return len(value) if isinstance(value, list) else type(value)


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_example_is_complete_in_every_language(name: str) -> None:
    """Each language has every word of the example, and none of the text is that of another."""
    words, english = words_of(name), words_of("en")
    assert shape(words) == shape(english)
    if name != "en":
        same = [key for key, text in words["text"].items() if text == english["text"][key]]
        assert same == []


def test_a_region_takes_the_words_of_its_language() -> None:
    """en-GB begins with the English example, zh-TW with the one in traditional characters."""
    assert words_of("en-GB") is words_of("en")
    assert words_of("zh-TW") is words_of("zh-Hant")


def test_options_say_everything(tmp_path: Path) -> None:
    """Titles, authors, styles and address given as options are what the files hold."""
    folder = tmp_path / "a"
    arguments = [
        "--languages",
        "en, zh",
        "--title",
        "en=Bile: a {review}",
        "--title",
        "zh=胆汁：综述",
        "--author",
        "Li A",
    ]
    arguments += ["--author", "zh=王五", "--style", "en=gbt7714-2015", "--site-url", "https://bile.example/"]
    assert main(["new", str(folder), *arguments]) == 0
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    config = yaml.safe_load(text.replace("!ENV", ""))
    assert config["site_name"] == "Bile: a {review}"
    assert config["site_url"] == ["SITE_URL", "https://bile.example/"]
    assert config["extra"]["reference_style"] == {"en": "gbt7714-2015", "zh": "gbt7714-2025"}
    rows = config["plugins"][0]["i18n"]["languages"]
    assert [(row["locale"], row.get("default"), row.get("site_name")) for row in rows] == [
        ("en", True, None),
        ("zh", None, "胆汁：综述"),
    ]
    home = (folder / "docs/zh/index.md").read_text(encoding="utf-8")
    front = yaml.safe_load(home.split("---\n")[1])
    assert front["title"] == "胆汁：综述"
    assert front["article"]["authors"] == ["Li A", "王五"]
    english = (folder / "docs/en/index.md").read_text(encoding="utf-8")
    assert r"# Bile: a \{review\} {#title}" in english
    assert yaml.safe_load(english.split("---\n")[1])["article"]["authors"] == ["Li A"]
    assert main(["check", str(folder), "--strict"]) == 0


def test_on_a_terminal_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Languages, then title, authors and style of each; an empty answer takes what is proposed."""
    answers = ["zh,en", "一篇综述", "王五；李四", "", "", "", "gbt7714-2015"]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join([*answers, ""])))
    assert main(["new", str(tmp_path / "a")]) == 0
    front = yaml.safe_load((tmp_path / "a/docs/zh/index.md").read_text(encoding="utf-8").split("---\n")[1])
    assert (front["title"], front["article"]["authors"]) == ("一篇综述", ["王五", "李四"])
    assert "en: gbt7714-2015" in (tmp_path / "a/mkdocs.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--languages", "zh,xx"], "no language 'xx'"),
        (["--languages", ","], "no languages were named"),
        (["--title", "fr=Titre"], "does not name one of zh, en"),
        (["--title", "标题"], "does not name one of zh, en"),
        (["--style", "zh=chicago"], "no reference style 'chicago'"),
        (["--languages", "EN,zh"], "the language 'EN' is written en"),
        (["--languages", "zh,en-gb"], "the language 'en-gb' is written en-GB"),
        (["--author", "fr=Auteur"], "'--author fr=Auteur' names nobody, or none of zh, en"),
        (["--author", "zh="], "'--author zh=' names nobody"),
        (["--title", "zh=甲", "--title", "zh=乙"], "'zh' has '甲' already"),
        (["--site-url", "review.example"], "'--site-url review.example' is no public address"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(
    options: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what is wrong and what there is; nothing is written."""
    with pytest.raises(SystemExit) as stopped:
        main(["new", str(tmp_path / "a"), "--yes", *options])
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_all_wishes_that_cannot_be_met_are_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has to call again and again to learn of the next one."""
    wrong = ["--title", "标题", "--style", "en=apa", "--author", "fr=A", "--site-url", "x"]
    with pytest.raises(SystemExit):
        main(["new", str(tmp_path / "a"), "--yes", *wrong])
    said = capsys.readouterr().err
    assert [words in said for words in ("--title 标题", "'apa'", "--author fr=A", "--site-url x")] == [True] * 4
    assert "usage:" not in said


def test_a_wrong_answer_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip costs one question, not those that were answered before it."""
    answers = ["zh,xx", "zh，en", "一篇综述", "", "apa", "nlm", "", "", ""]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join([*answers, ""])))
    assert main(["new", str(tmp_path / "a")]) == 0
    said = capsys.readouterr().out
    assert "no language 'xx'" in said
    assert "no reference style 'apa'" in said
    assert "zh: nlm" in (tmp_path / "a/mkdocs.yml").read_text(encoding="utf-8")
    assert "一篇综述" in (tmp_path / "a/docs/zh/index.md").read_text(encoding="utf-8")


def test_an_interruption_is_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+C at a question ends the command in a line; nothing is written."""

    def interrupt(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupt)
    monkeypatch.setattr("sys.stdin", Terminal(""))
    with pytest.raises(SystemExit) as stopped:
        main(["new", str(tmp_path / "a")])
    assert stopped.value.code == 130
    assert "interrupted; nothing was written" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_an_input_that_ends_is_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who leaves the questions half answered is told that nothing was written."""
    monkeypatch.setattr("sys.stdin", Terminal("zh,en\n"))
    with pytest.raises(SystemExit):
        main(["new", str(tmp_path / "a")])
    assert "nothing was written" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_folder_with_files_is_refused_unless_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is there is never overwritten, not even when told to go on."""
    (tmp_path / "mkdocs.yml").write_text("我的", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["new", str(tmp_path), "--yes"])
    assert "is not empty" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == [tmp_path / "mkdocs.yml"]
    assert main(["new", str(tmp_path), "--yes", "--into-existing"]) == 0
    assert "kept: mkdocs.yml" in capsys.readouterr().out
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == "我的"
    assert (tmp_path / "references.bib").is_file()


def test_a_file_in_the_way_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is a file, or lies below one, is no folder."""
    (tmp_path / "a").write_text("x", encoding="utf-8")
    for name in ("a", "a/b"):
        with pytest.raises(SystemExit):
            main(["new", str(tmp_path / name), "--yes"])
        assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("origin", "wanted", "local"),
    [
        ({}, r"bireview==[\d.]+", ""),
        ({"url": "file:" + "///nowhere/bireview", "dir_info": {}}, r"bireview==[\d.]+", ""),
        (
            {"url": "https://git.example/b.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            r"bireview @ git\+https://git\.example/b\.git@abc",
            "",
        ),
    ],
    ids=["from an index", "from a folder that has gone", "from a repository"],
)
def test_a_review_asks_for_the_package_it_came_from(
    origin: dict[str, object], wanted: str, local: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Makefile names a version or a commit; a path of this machine stays out of it."""
    monkeypatch.setattr(installed, "_origin", lambda: origin)
    assert re.fullmatch(wanted, installed.requirement())
    assert installed.local_source() == local


def test_a_checkout_is_named_beside_the_makefile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on this machine only goes into local.mk, which git ignores."""
    monkeypatch.setattr(installed, "_origin", lambda: {"url": tmp_path.as_uri(), "dir_info": {"editable": True}})
    assert main(["new", str(tmp_path / "a"), "--yes"]) == 0
    assert (tmp_path / "a/local.mk").read_text(encoding="utf-8") == f"BIREVIEW := {tmp_path}\n"
    assert "/local.mk" in (tmp_path / "a/.gitignore").read_text(encoding="utf-8")
    assert str(tmp_path) not in (tmp_path / "a/Makefile").read_text(encoding="utf-8")


def test_the_same_wish_gives_the_same_files() -> None:
    """Nothing depends on the clock or on chance once the year is given."""
    wish = Wish(("zh", "en"), "bireview==1", 2026)
    assert starter_files(wish) == starter_files(wish)
    assert all(text.endswith("\n") and not text.endswith("\n\n") for text in starter_files(wish).values())
