"""The command `bireview`: check a review, import a manuscript, ask the registries about its DOIs, list the rules."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bireview.checks import inspect
from bireview.importing import command as importing
from bireview.problems import FORMATS, RULES, Problem, Severity
from bireview.registries.check import check_dois
from bireview.registries.online import CACHE, Registries, Services
from bireview.review import load_review


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns:
        The exit status: 0 good, 1 problems found, 2 wrong usage; 3 when `doi --check` found no errors but could not
        ask about every DOI, so that a scheduled run without network is not taken for a good one.
    """
    parser = argparse.ArgumentParser(prog="bireview", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="report what is wrong with a review, with file and line")
    check.add_argument("root", nargs="?", type=Path, default=Path(), help="the folder with mkdocs.yml (here)")
    check.add_argument("--format", choices=FORMATS, default="text", help="how to print the problems")
    check.add_argument("--strict", action="store_true", help="fail on warnings too")
    doi = commands.add_parser(
        "doi",
        help="ask the registries about the DOIs of the bibliography; needs the network",
        description="Look up every DOI of the bibliography at Crossref, else at DataCite, and compare title, year and "
        "first author; report DOIs that do not exist, retractions and corrections. Answers are kept for a week in "
        f"{CACHE.as_posix()}. Exit status: 0 good, 1 errors, 2 wrong usage, 3 not all DOIs could be asked about.",
        epilog="BIREVIEW_MAILTO: an e-mail address that is sent to the registries, which serve those who give one "
        "better. BIREVIEW_CROSSREF_URL, BIREVIEW_DATACITE_URL, BIREVIEW_HANDLES_URL: other addresses to ask.",
    )
    doi.add_argument("root", nargs="?", type=Path, default=Path(), help="the folder with mkdocs.yml (here)")
    doi.add_argument("--check", action="store_true", required=True, help="look the DOIs up and compare them")
    doi.add_argument("--format", choices=FORMATS, default="text", help="how to print the problems")
    doi.add_argument("--offline", action="store_true", help="take answers kept before, however old, and ask nobody")
    doi.add_argument("--strict", action="store_true", help="fail on warnings too")
    importing.add_parser(commands)
    commands.add_parser("rules", help="print every rule, its severity and what it means, as Markdown")
    options = parser.parse_args(arguments)
    if options.command == "rules":
        print(rules_page(), end="")
        return 0
    if options.command == "import":
        problems, done = importing.run(options)
        print(done, file=sys.stdout if options.format == "text" else sys.stderr)
        return _report(problems, argparse.Namespace(format=options.format, strict=False))
    if not options.root.is_dir():
        parser.error(f"there is no folder '{options.root}'")
    if options.command == "doi":
        try:
            services = Services.from_environment(os.environ)
        except ValueError as error:
            parser.error(str(error))
        return _check_dois(options, services)
    _, problems = inspect(options.root)
    return _report(problems, options)


def _check_dois(options: argparse.Namespace, services: Services) -> int:
    """Print what the registries say. What is no problem goes to standard error when programs read the output."""
    review, loaded = load_review(options.root)
    contact = os.environ.get("BIREVIEW_MAILTO", "")
    registries = Registries(options.root / CACHE, services, contact, options.offline)
    outcome = check_dois(review.library, registries.look_up, _progress)
    bibliography = review.project.bibliography
    unread = [p for p in loaded if p.rule == "unreadable-file" and p.location.file == bibliography]
    problems = [*unread, *outcome.problems]
    was_checked = outcome.dois > len(outcome.not_asked)
    # "0 errors" would be no news of what nobody was asked about.
    status = _report(problems, options) if problems or was_checked or options.format != "text" else 0
    aside = sys.stdout if options.format == "text" else sys.stderr
    print(*(f"note: {remark}" for remark in outcome.remarks), outcome.summary(), sep="\n", file=aside)
    return status or (3 if outcome.not_asked and not options.offline else 0)


def _progress(done: int, of: int) -> None:
    """Count on a terminal, since a long list takes a while."""
    if sys.stderr.isatty():
        print(f"\r{done + 1}/{of}", end="\r", file=sys.stderr, flush=True)


def _report(problems: Sequence[Problem], options: argparse.Namespace) -> int:
    """Print the problems; 1 if there is one that fails the command."""
    text = FORMATS[options.format](problems)
    if text:
        print(text)
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return int(any(problem.severity in failing for problem in problems))


def rules_page() -> str:
    """The list of rules in both languages, as it stands in RULES.md."""
    lines = [
        "# Rules · 规则",
        "",
        "What `bireview check` and the build report. Generated by `bireview rules`.",
        "",
        "`bireview check` 与构建时报告的问题。由 `bireview rules` 生成。",
    ]
    for rule in RULES.values():
        lines += ["", f"## {rule.id}", "", f"*{rule.severity}* · {rule.explanation}", "", rule.explanation_zh]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
