"""What several commands take or print alike: the project's folder, and problems."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bireview.problems import FORMATS, Problem, Severity

if TYPE_CHECKING:
    # The class has no public name, and takes an argument for the type checker only.
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Subparsers = object


class UsageError(ValueError):
    """A call that cannot be carried out as it stands; exit status 2."""


def add_root(parser: argparse.ArgumentParser) -> None:
    """Take the project's folder, the current one by default."""
    parser.add_argument("root", nargs="?", type=_folder, default=Path(), help="the folder with mkdocs.yml (here)")


def add_report(parser: argparse.ArgumentParser) -> None:
    """Take what `report` follows."""
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print the problems")
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")


def report(problems: Sequence[Problem], arguments: argparse.Namespace) -> int:
    """Print the problems; 1 if there is one that fails the command."""
    text = FORMATS[arguments.format](problems)
    if text:
        print(text)
    failing = {Severity.ERROR, Severity.WARNING} if arguments.strict else {Severity.ERROR}
    return int(any(problem.severity in failing for problem in problems))


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder '{text}'")
    return Path(text)
