"""What the search costs a reader, in a real Chromium: bytes and times, at the review's size and at 1,000 sections.

    bench/search.py [--site NAME=DIR …] [--throttle 4] [--latency 40]

Without `--site` the review and a corpus of 100 pages of text with 1,000 references are built first, which takes a
minute. Times are milliseconds: `ready` from the focus of the empty box to the index being there; `first` from a first
query, pasted, to its results on the screen; `typing` from the last letter of the queries after it, typed letter by
letter. `first bytes` is all code and data of the search, compressed, up to the first result; `page bytes` what a page
that is not searched loads of it; `requests` how many there are up to the first result, and `later` for each query
after it, on average. `--throttle` slows the processor down, as Chromium's tools do, to stand for a phone; `--latency`
adds to each answer of the server, to stand for a network.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from corpus import queries, write_corpus
from served import ROOT, chromium, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LANGUAGES = {"zh": "", "en": "en/"}
PAGES, REFERENCES = 103, 1000
KEY_DELAY = 60
SEARCH = ("/search/", "/scripts/search", "/stylesheets/search.css")

WATCH = """() => {
  const state = window.searchTimes = {key: 0, drawn: 0, ready: 0};
  addEventListener("input", () => { state.key = performance.now(); }, true);
  const box = document.querySelector(".md-search-result");
  new MutationObserver(() => { state.drawn = performance.now(); }).observe(box, {attributeFilter: ["data-query"]});
}"""
COUNT = "fetch('/search/core.json').then(a => a.json()).then(core => core.entries.filter(e => e[1] === 0).length)"
FOCUS = "() => { const now = performance.now(); document.querySelector('.md-search__input').focus(); return now; }"
ASKED = "query => document.querySelector('.md-search-result').dataset.query === query"


def main() -> None:
    """Build what is not given, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", action="append", default=[], metavar="NAME=DIR", help="a built site to measure")
    parser.add_argument("--throttle", type=float, default=1, help="how many times slower the processor is made")
    parser.add_argument("--latency", type=float, default=0, help="milliseconds that each answer takes more")
    parser.add_argument("--rounds", type=int, default=5, help="fresh pages for `ready` and `first`")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sites = dict(site.split("=", 1) for site in options.site) or built(Path(folder))
        print(
            f"processor slowed {options.throttle:g} times, {options.latency:g} ms latency, {KEY_DELAY} ms between keys"
        )
        print(
            f"{'site':<12}{'lang':<6}{'sections':>9}{'page bytes':>12}{'first bytes':>13}{'requests':>10}{'later':>7}"
            f"{'ready':>8}{'first':>8}{'typing median':>15}{'p95':>7}{'n':>6}"
        )
        with chromium() as browser:
            for name, site in sites.items():
                for language, place in LANGUAGES.items():
                    print(f"{name:<12}{language:<6}" + measure(browser, Path(site), place, options), flush=True)


def built(folder: Path) -> dict[str, str]:
    """The review and the corpus, as sites."""
    write_corpus(folder / "corpus", PAGES, REFERENCES)
    for name, project in {"review": ROOT, "corpus": folder / "corpus"}.items():
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder / f"{name}-site")]
        subprocess.run(
            command, cwd=project, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True, capture_output=True
        )
    return {"review": str(folder / "review-site"), "corpus": str(folder / "corpus-site")}


def measure(browser: Browser, site: Path, place: str, options: argparse.Namespace) -> str:
    """One row of the table, after the names."""
    is_corpus = (site / "chapter-1").is_dir()
    words = queries() if is_corpus else review_queries(place)
    # The first query is a common one: it has many results.
    first_words = (("肝衰竭", "liver failure"), ("随机对照研究", "fibrosis"))[is_corpus][bool(place)]
    ready, first, typing, bare, loaded = [], [], [], 0, 0
    sections = requests = later = 0
    with serve(site, options.latency) as (address, log):
        for turn in range(options.rounds):
            # Without the pages' policy, under which the questions asked below could not be evaluated.
            context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 800})
            page = context.new_page()
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": options.throttle})
            log.clear()
            page.goto(address + place)
            page.wait_for_load_state("networkidle")
            bare = size(log)
            page.evaluate(WATCH)
            page.evaluate(
                "bireviewSearch.worker.addEventListener('message', ({data}) => {"
                " if (data.type === 'opened') searchTimes.ready = performance.now(); })"
            )
            start = page.evaluate(FOCUS)
            page.wait_for_function("searchTimes.ready > 0")
            ready.append(page.evaluate("searchTimes.ready") - start)
            first.append(answer(page, first_words, pasted=True))
            loaded, requests = size(log), len(searched(log))
            sections = page.evaluate(COUNT)
            log.clear()
            for query in words if turn == options.rounds - 1 else ():
                typing.append(answer(page, query))
            later = len(searched(log))
            context.close()
    p95 = sorted(typing)[int(0.95 * (len(typing) - 1))]
    return (
        f"{sections:>9}{bare:>12,}{loaded:>13,}{requests:>10}{later / len(words):>7.1f}{statistics.median(ready):>8.0f}"
        f"{statistics.median(first):>8.0f}{statistics.median(typing):>15.0f}{p95:>7.0f}{len(typing):>6}"
    )


def review_queries(place: str) -> list[str]:
    """Those of `queries.yml` that belong to a language."""
    rows = yaml.safe_load((ROOT / "bench/queries.yml").read_text(encoding="utf-8"))
    return [row["q"] for row in rows if ("en" if place else "zh") in row["site"]][::2]


def answer(page: Page, query: str, *, pasted: bool = False) -> float:
    """Milliseconds from the last letter of a query to its results on the screen."""
    page.locator(".md-search__input").fill("")
    page.wait_for_function(ASKED, arg="")
    if pasted:
        page.keyboard.insert_text(query)
    else:
        page.keyboard.type(query, delay=KEY_DELAY)
    page.wait_for_function(ASKED, arg=query)
    return float(page.evaluate("searchTimes.drawn - searchTimes.key"))


def size(log: list[tuple[str, int]]) -> int:
    """Compressed bytes of what belongs to the search."""
    return sum(searched(log).values())


def searched(log: list[tuple[str, int]]) -> dict[str, int]:
    """What belongs to the search, each file once."""
    return dict(row for row in log if row[0].startswith(SEARCH))


if __name__ == "__main__":
    main()
