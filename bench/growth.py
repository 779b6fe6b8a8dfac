"""How builds grow: ours against the same site without us, and against other tools that know citations, in one run.

    bench/growth.py [--sizes 14:62 100:500 400:2500] [--rounds 1] [--tools NAME …] [--limit 150] [--venv DIR]

A size is pages per language and references; the texts come from `corpus.py`. The measure is the site that an author
would have without us: Material with static-i18n and its search, citations as plain numbers, reference list and glossary
as Markdown. Its search cuts Chinese into words by jieba where that is installed, as its manual asks for.

The other tools are installed into a virtual environment that is thrown away, or kept in `--venv`, from
`growth-requirements.txt`; what cannot be installed is left out, and said. Times are CPU seconds of the whole command
and of what it starts, the median of the rounds; the ratio is to the first row of the size. Memory is that of the
largest process. A build that takes longer than the limit is ended, and its tool not tried at larger sizes. Pandoc
makes one page at a time; of many pages it makes some, and the rest is reckoned (~).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from corpus import LANGUAGES, ROOT, write_corpus

SIZES = ("14:62", "100:500", "400:2500")
REQUIREMENTS = ROOT / "bench/growth-requirements.txt"
PANDOC_PAGES = 12
"""How many pages Pandoc is asked for; each reads the whole bibliography."""
MARK = re.compile(r"\[@([^\]]+)\]")
DIVISION = re.compile(r"^::: \{#(\w+)\}\n:::$", re.MULTILINE)
HEADING = re.compile(r"^(#+) (.*?) \{#([\w-]+)\}$")


@dataclass(frozen=True)
class Cost:
    """What one build took; CPU and wall in seconds, memory in MiB."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Tool:
    """A way to build the corpus: what it is written as, and the commands; `scale` is for what is left out of them."""

    name: str
    prepare: Callable[[Path, Path], None]
    commands: Callable[[Path], list[list[str]]]
    share: Callable[[Path], float] = lambda _: 1.0


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=SIZES, metavar="PAGES:REFERENCES")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--tools", nargs="+", help="only those whose name holds one of these words, and the first row")
    parser.add_argument("--limit", type=float, default=150, help="seconds that one build may take")
    parser.add_argument("--venv", type=Path, help="a virtual environment to make, or to use again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tools = all_tools(outside(options.venv or folder / "venv"))
        if options.tools:
            tools = [tools[0], *(tool for tool in tools[1:] if any(word in tool.name for word in options.tools))]
        slow: set[str] = set()
        for size in options.sizes:
            pages, references = map(int, size.split(":"))
            corpus = folder / size.replace(":", "-")
            write_corpus(corpus, pages, references)
            print(f"\n{pages} pages a language, {references} references, {options.rounds} round(s)")
            print(f"{'':<34}{'CPU s':>8}{'ratio':>8}{'wall s':>8}{'MiB':>7}", flush=True)
            measure_all(corpus, tools, options, slow)
            shutil.rmtree(corpus)


def measure_all(corpus: Path, tools: Sequence[Tool], options: argparse.Namespace, slow: set[str]) -> None:
    """Build with each tool in turn, so that a machine that slows down slows all of them."""
    base = 0.0
    for tool in tools:
        if tool.name in slow:
            print(f"{tool.name:<34}left out: it took too long before")
            continue
        work = corpus / "work"
        shutil.rmtree(work, ignore_errors=True)
        tool.prepare(corpus, work)
        costs = [run(tool.commands(work), work, options.limit) for _ in range(options.rounds)]
        done = [cost for cost in costs if isinstance(cost, Cost)]
        if len(done) < len(costs):
            slow.add(tool.name)
            print(f"{tool.name:<34}{next(cost for cost in costs if not isinstance(cost, Cost))}", flush=True)
            continue
        share = tool.share(work)
        cpu, wall = (statistics.median(values) / share for values in zip(*((c.cpu, c.wall) for c in done), strict=True))
        memory = max(cost.memory for cost in done)
        base = base or cpu
        about = "" if share == 1 else "~"
        print(f"{tool.name:<34}{about + f'{cpu:.1f}':>8}{cpu / base:>8.2f}{wall:>8.1f}{memory:>7.0f}", flush=True)


def run(commands: Sequence[Sequence[str]], folder: Path, limit: float) -> Cost | str:
    """The cost of some commands, or why there is none."""
    cpu = memory = 0.0
    start = time.monotonic()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"}
    for command in commands:
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=said, stderr=said, start_new_session=True
            )
            left = max(0.1, limit - (time.monotonic() - start))
            timer = threading.Timer(left, os.killpg, (process.pid, signal.SIGKILL))
            timer.start()
            # Counts what the command's own children took, and no earlier build.
            _, status, used = os.wait4(process.pid, 0)
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode == -signal.SIGKILL:
                return f"ended after {limit:.0f} s"
            if process.returncode:
                said.seek(0)
                last = said.read().decode(errors="replace").strip().splitlines()
                return f"failed: {last[-1] if last else process.returncode}"
            cpu += used.ru_utime + used.ru_stime
            memory = max(memory, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2))
    return Cost(cpu, time.monotonic() - start, memory)


def outside(venv: Path) -> Path | None:
    """The Python of the environment with the other tools, made first where it is not there."""
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = venv / "growth.ready"
    if ready.is_file() and ready.read_bytes() == REQUIREMENTS.read_bytes():
        return python
    print("installing what to compare with …", flush=True)
    commands = (
        [sys.executable, "-m", "venv", "--clear", str(venv)],
        [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(REQUIREMENTS)],
    )
    for command in commands:
        made = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if made.returncode:
            reason = made.stderr.strip().splitlines()[-1:] or [str(made.returncode)]
            print(f"the other tools cannot be installed, and are left out: {reason[0]}")
            return None
    shutil.copy(REQUIREMENTS, ready)
    return python


def all_tools(python: Path | None) -> list[Tool]:
    """The measure first; without the other tools it is the plain site whose search does not cut Chinese."""

    def mkdocs(interpreter: str | Path) -> Callable[[Path], list[list[str]]]:
        return lambda work: [[str(interpreter), "-m", "mkdocs", "build", "--quiet", "--site-dir", str(work / "site")]]

    tools = [
        Tool("plain, Chinese not cut", write_plain, mkdocs(sys.executable)),
        Tool("ours", write_ours, mkdocs(sys.executable)),
        Tool("ours without search", write_ours_without_search, mkdocs(sys.executable)),
    ]
    if python is None:
        return tools
    pandoc = "import pypandoc, subprocess, sys; sys.exit(subprocess.call([pypandoc.get_pandoc_path(), *sys.argv[1:]]))"

    def pages(work: Path) -> list[list[str]]:
        options = ["--citeproc", "--bibliography=references.bib", "--to=html", "--standalone"]
        found = sorted(work.rglob("*.md"))
        some = found[:: max(1, len(found) // PANDOC_PAGES)][:PANDOC_PAGES]
        command = [str(python), "-c", pandoc, *options]
        return [[*command, str(page), f"--output={page.with_suffix('.html')}"] for page in some]

    return [
        Tool("plain, Material with its search", write_plain, mkdocs(python)),
        *tools,
        Tool("mkdocs-bibtex", write_mkdocs_bibtex, mkdocs(python)),
        Tool(
            "Sphinx, sphinxcontrib-bibtex",
            write_sphinx,
            lambda work: [[str(python), "-m", "sphinx", "-q", "-b", "html", str(work), str(work / "site")]],
        ),
        Tool(
            "Pandoc --citeproc, page by page",
            write_pandoc,
            pages,
            lambda work: min(1.0, PANDOC_PAGES / len(list(work.rglob("*.md")))),
        ),
    ]


def write_ours(corpus: Path, work: Path) -> None:
    """The corpus as it is."""
    for name in ("mkdocs.yml", "references.bib", "glossary.yml", "notes.yml", "studies.yml"):
        work.mkdir(exist_ok=True)
        shutil.copy(corpus / name, work)
    shutil.copytree(corpus / "docs", work / "docs")


def write_ours_without_search(corpus: Path, work: Path) -> None:
    """The same with a plugin that is all our hooks but the one of the search."""
    write_ours(corpus, work)
    config = _config(corpus)
    config["plugins"] = [plugin for plugin in config["plugins"] if plugin not in ("search", "bireview")]
    config["plugins"].append("bireview")
    config["hooks"] = ["no_search.py"]
    work.joinpath("no_search.py").write_text(
        "def on_config(config):\n"
        "    for event, methods in config.plugins.events.items():\n"
        "        if event != 'config':\n"
        "            methods[:] = [m for m in methods if not m.__module__.endswith('write_search')]\n",
        encoding="utf-8",
    )
    _save(work, config)


def write_plain(corpus: Path, work: Path) -> None:
    """The site of an author without us: numbers typed by hand, lists written by hand."""
    keys = list(_entries(corpus))
    numbers = {key: number for number, key in enumerate(keys, 1)}
    glossary = yaml.safe_load((corpus / "glossary.yml").read_text(encoding="utf-8"))

    lists = {
        language: {
            "references": "\n".join(f"{numbers[key]}. {text}" for key, text in _entries(corpus).items()),
            "glossary": "\n\n".join(f"{term[language]}\n:   {term['definition'][language]}" for term in glossary),
        }
        for language in LANGUAGES
    }

    def page(text: str, language: str) -> str:
        text = MARK.sub(lambda found: f"^[{numbers[found[1]]}]^", text)
        return DIVISION.sub(lambda found: lists[language].get(found[1], ""), text)

    _write_pages(corpus, work, page)
    _save(work, _plain_config(corpus))


def write_mkdocs_bibtex(corpus: Path, work: Path) -> None:
    """The plain site with marks left as they are, each page with its own list and one page with all."""

    def page(text: str, _: str) -> str:
        return DIVISION.sub(lambda found: "\\full_bibliography" if found[1] == "references" else "", text)

    _write_pages(corpus, work, page)
    shutil.copy(corpus / "references.bib", work)
    config = _plain_config(corpus)
    config["plugins"].append({"bibtex": {"bib_file": "references.bib"}})
    config["markdown_extensions"].append("footnotes")
    _save(work, config)


def write_sphinx(corpus: Path, work: Path) -> None:
    """Both languages in one project, as reStructuredText."""
    for source in sorted((corpus / "docs").rglob("*.md")):
        lines = []
        for line in _body(source).splitlines():
            heading = HEADING.match(line)
            if heading:
                underline = "=-~^"[len(heading[1]) - 1] * (2 * len(heading[2]))
                lines += [f".. _{source.parent.name}-{heading[3]}:", "", heading[2], underline]
            else:
                lines.append(MARK.sub(r"\\ :cite:p:`\1`\\ ", line))
        text = DIVISION.sub("", "\n".join(lines))
        target = work / source.relative_to(corpus / "docs").with_suffix(".rst")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text + "\n", encoding="utf-8")
    shutil.copy(corpus / "references.bib", work)
    work.joinpath("index.rst").write_text(
        "Review\n======\n\n.. toctree::\n   :glob:\n\n   zh/*\n   en/*\n   list\n", encoding="utf-8"
    )
    work.joinpath("list.rst").write_text("References\n==========\n\n.. bibliography::\n", encoding="utf-8")
    work.joinpath("conf.py").write_text(
        "extensions = ['sphinxcontrib.bibtex']\nbibtex_bibfiles = ['references.bib']\n", encoding="utf-8"
    )


def write_pandoc(corpus: Path, work: Path) -> None:
    """Pages with marks; that of the references asks for all."""

    def page(text: str, _: str) -> str:
        nocite = "---\nnocite: '@*'\n---\n\n" if "{#references}\n:::" in text else ""
        return nocite + DIVISION.sub("", text)

    for source in sorted((corpus / "docs").rglob("*.md")):
        target = work / source.relative_to(corpus / "docs")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(_body(source), ""), encoding="utf-8")
    shutil.copy(corpus / "references.bib", work)


def _write_pages(corpus: Path, work: Path, page: Callable[[str, str], str]) -> None:
    for language in LANGUAGES:
        for source in sorted((corpus / "docs" / language).rglob("*.md")):
            target = work / source.relative_to(corpus)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page(_body(source), language), encoding="utf-8")


def _body(source: Path) -> str:
    """A page without its front matter."""
    return source.read_text(encoding="utf-8").partition("\n---\n")[2].lstrip("\n")


def _entries(corpus: Path) -> dict[str, str]:
    """Each reference by its key, as a line of text."""
    return dict(_read_entries((corpus / "references.bib").read_text(encoding="utf-8")))


def _read_entries(text: str) -> Iterator[tuple[str, str]]:
    for entry in re.finditer(r"@article\{(?P<key>[^,]+),\n(?P<fields>.*?)\n\}", text, re.DOTALL):
        row = dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry["fields"], re.MULTILINE))
        yield (
            entry["key"],
            f"{row['author'].replace(' and ', ', ')}. {row['title']}. {row['journal']}. {row['year']};{row['volume']}:"
            f"{row['pages']}. <https://doi.org/{row['doi']}>",
        )


def _config(corpus: Path) -> dict[str, list[object]]:
    config = yaml.safe_load((corpus / "mkdocs.yml").read_text(encoding="utf-8"))
    assert isinstance(config, dict)  # noqa: S101 - the corpus writes it
    return config


def _plain_config(corpus: Path) -> dict[str, list[object]]:
    config: dict[str, object] = dict(_config(corpus))
    config["plugins"] = [
        {
            "i18n": {
                "docs_structure": "folder",
                "languages": [
                    {"locale": "zh", "name": "中文", "default": True},
                    {"locale": "en", "name": "English"},
                ],
            }
        },
        "search",
    ]
    config["markdown_extensions"] = ["attr_list", "def_list", "tables", {"toc": {"toc_depth": 3}}, "pymdownx.caret"]
    for name in ("extra", "validation", "hooks"):
        config.pop(name, None)
    return config  # type: ignore[return-value] # its lists are what is added to


def _save(work: Path, config: object) -> None:
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
    work.joinpath("mkdocs.yml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
