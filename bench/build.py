"""What the search costs a build: the whole build with it, against the same site with the theme's own search.

    bench/build.py [--pages 14] [--references 62] [--rounds 3]

The two are built in turn, and the times are CPU seconds, so that what else the machine does matters little;
read the ratio. The theme's search is set up as it comes, without a segmenter for Chinese.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from corpus import write_corpus

from bireview.review import load_review
from bireview.search.index import _search_files


def main() -> None:
    """Print medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=14)
    parser.add_argument("--references", type=int, default=62)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder, options.pages, options.references)
        config = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
        config["hooks"] = [hook for hook in config["hooks"] if not hook.endswith("write_search.py")]
        (folder / "theirs.yml").write_text(
            yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
        ours, theirs = [], []
        for _ in range(options.rounds):
            theirs.append(build(folder, "theirs.yml"))
            ours.append(build(folder, "mkdocs.yml"))
        review, _ = load_review(folder)
        index = []
        for _ in range(options.rounds + 1):
            start = time.process_time()
            _search_files(review)
            index.append(time.process_time() - start)
    whole, plain, made = statistics.median(ours), statistics.median(theirs), statistics.median(index[1:])
    print(f"{options.pages} pages a language, {options.references} references, {options.rounds} rounds, CPU seconds")
    print(f"with the theme's search {plain:.2f}, with ours {whole:.2f}, ratio {whole / plain:.2f}")
    share, cold = made / whole, index[0] / whole
    print(f"our index {made:.2f}, the first time {index[0]:.2f}: {share:.1%} of the build, {cold:.1%} the first time")


def build(folder: Path, config: str) -> float:
    """CPU seconds of one strict build."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", config, "-d", str(folder / "site")]
    before = os.times()
    subprocess.run(command, cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
