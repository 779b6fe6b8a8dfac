"""What the engine costs, as shares of one run: reading, checking, and rendering with and without it.

Run by `make bench`. Times are CPU seconds, the median of several rounds, with the parts taken in turn so that a
machine that slows down slows all of them; read the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown

from bireview.checks import CHECKS
from bireview.python_markdown import Rendering
from bireview.review import Review, _load, load_review
from bireview.source import front_matter_length

ROOT = Path(__file__).resolve().parent.parent
EXTENSIONS = ["attr_list", "def_list", "footnotes", "tables", "toc", "pymdownx.caret", "pymdownx.tilde"]


def main() -> None:
    """Print a table of parts, CPU seconds and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    review, _ = load_review(ROOT)
    texts = {
        (page.language, page.slug): body((ROOT / page.file).read_text(encoding="utf-8"))
        for pages in review.pages.values()
        for page in pages
    }
    parts: dict[str, Callable[[], object]] = {
        "read the review": read,
        "check it": lambda: [problem for check in CHECKS for problem in check(review)],
        "Markdown without bireview": lambda: render(texts, None),
        "Markdown with bireview": lambda: render(texts, review),
    }
    times: dict[str, list[float]] = {name: [] for name in parts}
    for _ in range(rounds):
        for name, part in parts.items():
            start = time.process_time()
            part()
            times[name].append(time.process_time() - start)
    base = statistics.median(times["Markdown without bireview"])
    print(f"{len(texts)} pages, {len(review.library)} references, {rounds} rounds")
    print(f"{'part':<28}{'CPU s':>8}{'ratio to plain Markdown':>26}")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:<28}{median:>8.3f}{median / base:>26.2f}")


def read() -> object:
    """Read every file of the review anew."""
    _load.cache_clear()
    return load_review(ROOT)


def body(text: str) -> str:
    """A page without its front matter."""
    return text[front_matter_length(text) :]


def render(texts: dict[tuple[str, str], str], review: Review | None) -> None:
    """Turn every page into HTML, as MkDocs does: a new parser for each page."""
    for place, text in texts.items():
        if review is None:
            Markdown(extensions=EXTENSIONS).convert(text)
        else:
            options = {"bireview": {"rendering": Rendering(review, review.page[place])}}
            Markdown(extensions=[*EXTENSIONS, "bireview"], extension_configs=options).convert(text)


if __name__ == "__main__":
    main()
