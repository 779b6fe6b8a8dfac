"""The author guide: what it has from the code is up to date, it builds, and its examples give what it says they give.

An example is a code block after `<!-- example: KIND … -->`; most kinds are followed by a second block, what it gives.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import markdown
import pytest
import yaml
from tests.building import build

from bireview.bibliography.load import load_library
from bireview.bibliography.rich_text import text_of
from bireview.bibliography.styles import STYLES
from bireview.checks import inspect
from bireview.cli import main
from bireview.languages import LANGUAGES
from bireview.parity.quantities import compare_quantities, find_quantities
from bireview.problems import Problem, as_text
from bireview.project import load_project
from bireview.python_markdown import Rendering
from bireview.review import load_review
from bireview.search.tokens import tokens
from bireview.search.variants import simplified
from bireview.starter import Wish, starter_files
from bireview.theme import EXTENSIONS

REPOSITORY = Path(__file__).resolve().parent.parent
GUIDE = REPOSITORY / "guide"
PAGES = sorted(GUIDE.glob("docs/*/*.md"))
BLOCK = r"```[\w-]*\n(?P<{name}>.*?)^```$"
EXAMPLE = re.compile(
    rf"^<!-- example: (?P<kind>[\w-]+)(?: (?P<arguments>[^\n]+?))? -->$"
    rf"(?:\n{BLOCK.format(name='given')})?(?:\n+{BLOCK.format(name='result')})?",
    re.DOTALL | re.MULTILINE,
)
SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
SUBSCRIPT = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


@dataclass(frozen=True)
class Example:
    """One example of a page; `given` and `result` are the texts of its two blocks."""

    page: Path
    line: int
    kind: str
    arguments: tuple[str, ...]
    given: str
    result: str

    @property
    def language(self) -> str:
        return self.page.parent.name

    def __str__(self) -> str:
        return f"{self.page.parent.name}/{self.page.name}:{self.line}"


def examples(page: Path) -> Iterator[Example]:
    """The examples of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for found in EXAMPLE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        arguments = tuple(shlex.split(found["arguments"] or ""))
        given, result = (found[name] or "" for name in ("given", "result"))
        if found["kind"] not in GIVES:
            result = ""
        yield Example(page, line, found["kind"], arguments, given, result)


def lay_down(folder: Path, languages: str = "zh,en") -> Path:
    """A new review, as `bireview new` lays it down."""
    wish = Wish(languages=tuple(languages.split(",")), requirement="bireview", year=2026)
    for name, text in starter_files(wish).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def with_text(folder: Path, text: str) -> Path:
    """A new review whose introduction is a text, the same in both languages."""
    lay_down(folder)
    for name in ("zh", "en"):
        file = folder / f"docs/{name}/introduction.md"
        head = file.read_text(encoding="utf-8").partition("# 1 ")[0]
        title = "" if re.match(r"#\s", text) else "# 1 引言 {#introduction}\n\n"
        file.write_text(f"{head}{title}{text}", encoding="utf-8")
    return folder


def said(problems: list[Problem]) -> str:
    """Problems without their places, as the guide prints them."""
    return "".join(f"{p.severity}: {p.message} [{p.rule}]\n" + (f"    {p.hint}\n" if p.hint else "") for p in problems)


def counted(problems: list[Problem]) -> str:
    """The same, with the line that counts them, as `bireview check` ends."""
    return said(problems) + as_text(problems).splitlines()[-1]


def new_problems(folder: Path) -> list[Problem]:
    """What is wrong with a changed review, but for works that are now cited nowhere."""
    return [p for p in inspect(folder)[1] if p.rule != "uncited-reference"]


def text_example(example: Example, folder: Path) -> str:
    """What a reader sees: a line for each paragraph, raised and lowered figures as such characters."""
    review = load_review(with_text(folder, example.given))[0]
    page = review.page[example.language, "introduction"]
    rendering = Rendering(review, page)
    extensions = ["fenced_code", *EXTENSIONS]
    configs = {**{name: dict(options) for name, options in EXTENSIONS.items()}, "bireview": {"rendering": rendering}}
    body = (folder / page.file).read_text(encoding="utf-8").split("---\n", 2)[2]
    root = lxml.html.fragment_fromstring(
        markdown.markdown(body, extensions=extensions, extension_configs=configs), create_parent="main"
    )
    assert rendering.mismatch is None
    for extra in root.xpath("//h1|//aside|//*[contains(@class, 'tools') or @hidden]|//a[@class='permalink']|//section"):
        extra.drop_tree()
    for raised in root.xpath("//sup"):
        if raised.get("class") != "citation":
            raised.text = raised.text_content().translate(SUPERSCRIPT)
        elif not LANGUAGES[example.language].citation.opening:
            for number in raised.iter("a"):
                number.text = number.text_content().translate(SUPERSCRIPT)
    for lowered in root.xpath("//sub"):
        lowered.text = lowered.text_content().translate(SUBSCRIPT)
    lines = [" ".join(element.text_content().split()) for element in root.xpath("./*[starts-with(@id, 'p-')]")]
    return "".join(f"{line}\n" for line in lines)


def problem_example(example: Example, folder: Path) -> str:
    """What `bireview check` says of a text in the page's language; it stands, untranslated, in the other one too."""
    problems = [p for p in new_problems(with_text(folder, example.given)) if p.rule != "untranslated-block"]
    return counted([p for p in problems if p.location.file.startswith(f"docs/{example.language}/")])


def pair_example(example: Example, folder: Path) -> str:
    """What it says of two texts with a line `-- en` between them, the Chinese one first."""
    with_text(folder, "")
    for name, text in zip(("zh", "en"), example.given.split("-- en\n"), strict=True):
        file = folder / f"docs/{name}/introduction.md"
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return counted(new_problems(folder))


def entry_example(example: Example, folder: Path) -> str:
    """How each style prints an entry; its problems, if it has some."""
    del folder
    library, problems = load_library(example.given, "references.bib")
    if problems:
        return said(list(problems))
    names = example.arguments or tuple(STYLES)
    printed = ((name, work) for work in library.values() for name in names)
    return "".join(f"{name}: {text_of(STYLES[name](work))}\n" for name, work in printed)


def data_example(example: Example, folder: Path) -> str:
    """An entry of a data file is read without a problem; its ids and works are those of a new review."""
    (name,) = example.arguments
    lay_down(folder)
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{example.given}")
    allowed = {"unplaced-note"}
    return said([p for p in new_problems(folder) if p.rule not in allowed])


def front_example(example: Example, folder: Path) -> str:
    """Front matter of the home page is accepted."""
    lay_down(folder)
    file = folder / f"docs/{example.language}/index.md"
    body = file.read_text(encoding="utf-8").split("---\n", 2)[2]
    file.write_text(f"{example.given}{body}", encoding="utf-8")
    return said(new_problems(folder))


def config_example(example: Example, folder: Path) -> str:
    """Lines of mkdocs.yml take the place of its own, and are understood."""
    lay_down(folder)
    file = folder / "mkdocs.yml"
    own = yaml.load(file.read_text(encoding="utf-8"), TolerantLoader)  # noqa: S506 - a safe loader
    wanted = yaml.load(example.given, TolerantLoader)  # noqa: S506 - a safe loader
    assert isinstance(wanted, dict)
    file.write_text(yaml.safe_dump(own | wanted, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for row in next((p["i18n"] for p in wanted.get("plugins", []) if isinstance(p, dict) and "i18n" in p), {}).get(
        "languages", []
    ):
        (folder / "docs" / row["locale"]).mkdir(exist_ok=True)
    return said(list(load_project(folder)[1]))


class TolerantLoader(yaml.SafeLoader):
    """Reads `!ENV [NAME, default]` as the default."""


TolerantLoader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])


def figures_example(example: Example, folder: Path) -> str:
    """Each line is a pair, Chinese and English, with = where their figures agree and ≠ where they do not."""
    del folder
    for line in example.given.splitlines():
        zh, sign, en = re.split(r"\s+([=≠])\s+", line)
        missing = compare_quantities(
            find_quantities(zh, LANGUAGES["zh"].quantities), find_quantities(en, LANGUAGES["en"].quantities)
        )
        assert any(missing) is (sign == "≠"), line
    return ""


def query_example(example: Example, folder: Path) -> str:
    """Each line holds forms that the search takes for the same."""
    del folder
    for line in example.given.splitlines():
        first, *others = (set(tokens(form, simplified())) for form in line.split(" = "))
        assert all(first <= other or other <= first for other in others), line
        assert first
    return ""


def import_example(example: Example, folder: Path) -> str:
    """What `bireview import` prints of a manuscript."""
    manuscript = folder / "manuscript.txt"
    manuscript.write_text(example.given, encoding="utf-8")
    command = [sys.executable, "-m", "bireview.cli", "import", "manuscript.txt", "--output", "my-review"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert f"{folder / 'my-review/docs' / example.arguments[0] / 'index.md'}" in map(
        str, (folder / "my-review").rglob("*.md")
    )
    return done.stdout + done.stderr


def python_example(example: Example, folder: Path) -> str:
    """What the last function of a program says of a new review, or of its first work."""
    names: dict[str, Any] = {"__name__": "example"}
    exec(example.given, names)  # noqa: S102 - our own guide's
    function = [value for value in names.values() if getattr(value, "__module__", "") == "example"][-1]
    lay_down(folder)
    review, _ = load_review(folder)
    work = review.library["li2009"]
    match example.arguments[0]:
        case "hook":
            config = SimpleNamespace(config_file_path=str(folder / "mkdocs.yml"), copyright="")
            function(config)
            return config.copyright
        case "style":
            return text_of(function(work))
        case "export":
            return str(function([work]))
    return counted(list(function(review)))


KINDS = {
    "text": text_example,
    "problem": problem_example,
    "pair": pair_example,
    "entry": entry_example,
    "data": data_example,
    "front": front_example,
    "config": config_example,
    "figures": figures_example,
    "queries": query_example,
    "import": import_example,
    "python": python_example,
}
GIVES = {"import", "python", "text", "problem", "pair", "entry", "run"}
"""The kinds whose second block is what they give."""
FOLLOWED = {"run", "append", "mend"}
"""The kinds that are steps, each after the one before."""
EXAMPLES = [example for page in PAGES for example in examples(page)]


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind not in FOLLOWED], ids=str)
def test_an_example_gives_what_the_guide_says(example: Example, tmp_path: Path) -> None:
    """The engine reads each example of the guide, and answers as printed below it."""
    assert KINDS[example.kind](example, tmp_path).strip() == example.result.strip()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_steps_of_the_first_review_lead_where_it_says(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its commands and edits, one after the other in an empty folder, print what the page shows."""
    monkeypatch.chdir(tmp_path)
    project = tmp_path / "my-review"
    made = {"make check": ["check"], "make test": ["check", "--strict"]}
    steps = list(examples(GUIDE / "docs" / language / "first-review.md"))
    assert len(steps) > 8
    for step in steps:
        if step.kind == "append":
            with (project / step.arguments[0]).open("a", encoding="utf-8") as file:
                file.write(f"\n{step.given}")
        elif step.kind == "mend":
            file = project / step.arguments[0]
            text = file.read_text(encoding="utf-8")
            assert step.arguments[1] in text
            file.write_text(text.replace(*step.arguments[1:]), encoding="utf-8")
        else:
            command = step.given.strip().replace("\\\n", " ")
            name, *arguments = made.get(command) or shlex.split(command.removeprefix("tool/bin/bireview "))
            if name == "check":
                monkeypatch.chdir(project)
            main([name, *arguments])
            printed = capsys.readouterr().out
            count = len([file for file in project.rglob("*") if file.is_file()])
            assert printed.replace(f"{count} files", "24 files") == step.result
            assert not (project / "local.mk").is_file() or count == 25 or name == "check"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_what_the_guide_has_from_the_code_is_up_to_date(page: Path) -> None:
    """Commands, rules, fields and lists are what tools/guide.py writes; run it when this fails."""
    spec = importlib.util.spec_from_file_location("guide", REPOSITORY / "tools" / "guide.py")
    assert spec is not None
    assert spec.loader is not None
    guide = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(guide)
    text = page.read_text(encoding="utf-8")
    assert guide.fill(text, guide.Words(page.parent.name)) == text


def test_the_guide_checks_clean(capsys: pytest.CaptureFixture[str]) -> None:
    """It is in order by its own rules, warnings included."""
    assert main(["check", "--strict", str(GUIDE)]) == 0, capsys.readouterr().out


@pytest.mark.site
def test_the_guide_builds_strictly(tmp_path: Path) -> None:
    """What `make guide` runs passes, and both languages have every page."""
    status, said = build(GUIDE, tmp_path)
    assert status == 0, said
    assert "WARNING" not in said
    home = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<title>(.*?)</title>", home) == ["bireview作者指南"]  # the name of page and site, once
    for page in PAGES:
        folder = tmp_path / ("" if page.parent.name == "zh" else "en") / ("" if page.stem == "index" else page.stem)
        html = (folder / "index.html").read_text(encoding="utf-8")
        assert 'rel="stylesheet"' in html
        assert '<p id="p-' in html
