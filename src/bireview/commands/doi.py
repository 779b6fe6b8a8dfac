"""`bireview doi --check`: ask the registries about the DOIs of the bibliography."""

from __future__ import annotations

import argparse
import os
import sys

from bireview.commands.arguments import Subparsers, UsageError, add_report, add_root, report
from bireview.registries.check import check_dois
from bireview.registries.online import CACHE, Registries, Services
from bireview.review import load_review


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Register the command."""
    parser = subparsers.add_parser(
        "doi",
        help="ask the registries about the DOIs of the bibliography; needs the network",
        description="Look up every DOI of the bibliography at Crossref, else at DataCite, and compare title, year and "
        "first author; report DOIs that do not exist, retractions and corrections. Answers are kept for a week in "
        f"{CACHE.as_posix()}. Exit status: 0 good, 1 errors, 2 wrong usage, 3 not all DOIs could be asked about.",
        epilog="BIREVIEW_MAILTO: an e-mail address that is sent to the registries, which serve those who give one "
        "better. BIREVIEW_CROSSREF_URL, BIREVIEW_DATACITE_URL, BIREVIEW_HANDLES_URL: other addresses to ask.",
    )
    add_root(parser)
    parser.add_argument("--check", action="store_true", required=True, help="look the DOIs up and compare them")
    parser.add_argument("--offline", action="store_true", help="take answers kept before, however old, and ask nobody")
    add_report(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Print what the registries say. What is no problem goes to standard error when programs read the output.

    Returns:
        0 good, 1 problems found; 3 when none was found but not every DOI could be asked about, so that a scheduled
        run without network is not taken for a good one.
    """
    try:
        services = Services.from_environment(os.environ)
    except ValueError as error:
        raise UsageError(str(error)) from None
    review, loaded = load_review(arguments.root)
    contact = os.environ.get("BIREVIEW_MAILTO", "")
    registries = Registries(arguments.root / CACHE, services, contact, arguments.offline)
    outcome = check_dois(review.library, registries.look_up, _progress)
    bibliography = review.project.bibliography
    unread = [p for p in loaded if p.rule == "unreadable-file" and p.location.file == bibliography]
    problems = [*unread, *outcome.problems]
    was_checked = outcome.dois > len(outcome.not_asked)
    # "0 errors" would be no news of what nobody was asked about.
    status = report(problems, arguments) if problems or was_checked or arguments.format != "text" else 0
    aside = sys.stdout if arguments.format == "text" else sys.stderr
    print(*(f"note: {remark}" for remark in outcome.remarks), outcome.summary(), sep="\n", file=aside)
    return status or (3 if outcome.not_asked and not arguments.offline else 0)


def _progress(done: int, of: int) -> None:
    """Count on a terminal, since a long list takes a while."""
    if sys.stderr.isatty():
        print(f"\r{done + 1}/{of}", end="\r", file=sys.stderr, flush=True)
