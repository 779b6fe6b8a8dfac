"""`bireview check`: report what is wrong with a review."""

from __future__ import annotations

import argparse

from bireview.checks import inspect
from bireview.commands.arguments import Subparsers, add_report, add_root, report


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Register the command."""
    parser = subparsers.add_parser("check", help="report what is wrong with a review, with file and line")
    add_root(parser)
    add_report(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Run every check; 1 if there are errors."""
    _, problems = inspect(arguments.root)
    return report(problems, arguments)
