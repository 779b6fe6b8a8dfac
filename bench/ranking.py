"""How well the search ranks: queries with judgements, put to the built site's index in a real Chromium.

    bench/ranking.py SITE [--queries FILE] [--show] [--robust]

The engine is asked directly, without the dialog; a query has the rank of the first section listed for it, in the order
in which a reader sees the results. `--robust` does it again with each weight 30 % lower and higher, one at a time.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml
from served import chromium, serve

ROOT = Path(__file__).resolve().parent.parent
SLUGS = {"intro": "introduction", "1": "mesenchymal-stem-cells", "2": "mechanisms", "3": "clinical-studies"}
SLUGS |= {"4": "open-problems", "5": "outlook", "refs": "references"}

ASK = """async ([language, queries, weights]) => {
  const load = async name => (await fetch(`/search/${name}.json`)).json();
  Object.assign(bireviewSearch.WEIGHTS, weights);
  const index = bireviewSearch.open(load, language), answers = [];
  const plain = row => row.location.replace(/[?][^#]*/, "");
  for (const query of queries) {
    const found = await index.search(query, language);
    answers.push(bireviewSearch.items(found).flatMap(rows =>
      rows.filter(row => row.score > 0).sort((a, b) => b.score - a.score).map(plain)));
  }
  return answers;
}"""


def main() -> None:
    """Print success by kind of query, or by weight."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--queries", type=Path, default=ROOT / "bench/queries.yml")
    parser.add_argument("--show", action="store_true", help="list the queries whose best section is not first")
    parser.add_argument("--robust", action="store_true", help="also with each weight 30 %% lower and higher")
    options = parser.parse_args()
    queries = yaml.safe_load(options.queries.read_text(encoding="utf-8"))
    with serve(options.site) as (address, _), chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}404.html")
        page.add_script_tag(url="/scripts/search-engine.js")
        weights = page.evaluate("structuredClone(bireviewSearch.WEIGHTS)")
        rows = ask(page, queries, weights)
        report(rows, show=options.show)
        if options.robust:
            print(f"\n{'weight':<14}{'value':>8}{'-30 %':>8}{'+30 %':>8}   success at 1 over all")
            for name, value in flat(weights):
                some = [success(ask(page, queries, changed(weights, name, value * factor))) for factor in (0.7, 1.3)]
                print(f"{name:<14}{value:>8.2f}{some[0]:>8.3f}{some[1]:>8.3f}")


def ask(page: Any, queries: list[dict[str, Any]], weights: dict[str, Any]) -> list[dict[str, Any]]:
    """Each query on each of its sites with its rank, 0 where the section is not listed."""
    rows = []
    for language in ("zh", "en"):
        asked = [query for query in queries if language in query["site"]]
        answers = page.evaluate(ASK, [language, [query["q"] for query in asked], weights])
        for query, answer in zip(asked, answers, strict=True):
            wanted = [address(language, section) for section in query["sections"]]
            ranks = [place for place, found in enumerate(answer, 1) if any(fits(found, want) for want in wanted)]
            han = any("\u4e00" <= character <= "\u9fff" for character in query["q"])
            rows.append(
                {
                    **query,
                    "language": language,
                    "across": han != (language == "zh"),
                    "rank": ranks[0] if ranks else 0,
                    "found": answer,
                }
            )
    return rows


def address(language: str, section: str) -> str:
    """Where a section is; a chapter's own number means its page up to the first numbered heading."""
    base = "" if language == "zh" else "en/"
    if section == "abstract":
        return f"{base}#abstract"
    if "." in section:
        return f"{base}{SLUGS[section[0]]}/#{IDS[section]}"
    return f"{base}{SLUGS[section]}/" + ("*" if section == "refs" else "")


def fits(found: str, wanted: str) -> bool:
    """Whether an address is the one wanted; `*` stands for any place on the page."""
    return found.split("#")[0] == wanted[:-1] if wanted.endswith("*") else found == wanted


def _ids() -> dict[str, str]:
    ids = {}
    for path in sorted((ROOT / "docs/en").glob("*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("## ") and line[3:4].isdigit():
                ids[line.split()[1]] = line.rsplit("{#", 1)[1].rstrip("}")
    return ids


IDS = _ids()


def success(rows: list[dict[str, Any]]) -> float:
    """The share of queries whose section comes first."""
    return sum(row["rank"] == 1 for row in rows) / len(rows)


def report(rows: list[dict[str, Any]], *, show: bool) -> None:
    """A table by kind, same language and across."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row.get("what") or row.get("kind", "")].append(row)
        groups["across languages" if row["across"] else "same language"].append(row)
        groups["all"].append(row)
    print(f"{'queries':<18}{'n':>5}{'first':>8}{'in 5':>8}{'MRR':>8}{'nothing':>9}{'results':>9}")
    for name, some in groups.items():
        five = sum(0 < row["rank"] <= 5 for row in some) / len(some)
        mean = sum(1 / row["rank"] for row in some if row["rank"]) / len(some)
        nothing = sum(not row["found"] for row in some) / len(some)
        many = sum(len(row["found"]) for row in some) / len(some)
        print(f"{name:<18}{len(some):>5}{success(some):>8.3f}{five:>8.3f}{mean:>8.3f}{nothing:>9.3f}{many:>9.1f}")
    for row in rows if show else ():
        if row["rank"] != 1:
            print(
                json.dumps(
                    [row["language"], row["q"], row["sections"], row["rank"], row["found"][:3]], ensure_ascii=False
                )
            )


def flat(weights: dict[str, Any]) -> list[tuple[str, float]]:
    """Each weight with its value; those of a list by their place: `kind.1`."""
    rows: list[tuple[str, float]] = []
    for name, value in weights.items():
        if isinstance(value, list):
            rows += [(f"{name}.{place}", one) for place, one in enumerate(value)]
        else:
            rows.append((name, value))
    return rows


def changed(weights: dict[str, Any], name: str, value: float) -> dict[str, Any]:
    """The weights with one of them changed."""
    first, _, place = name.partition(".")
    if not place:
        return {**weights, first: value}
    return {**weights, first: [value if n == int(place) else old for n, old in enumerate(weights[first])]}


if __name__ == "__main__":
    main()
