"""The subcommands of `bireview`. A new one is one module here, with these two functions, and one line in `COMMANDS`.

`add_parser(subparsers)` says how it is called; `run(arguments)` does it and returns the exit status.
What is wrong with the call itself is a `UsageError`.
"""

from __future__ import annotations

import argparse
from typing import Protocol

from bireview.commands import check, doi, fix, importing, new, rules, status
from bireview.commands.arguments import Subparsers


class Command(Protocol):
    """What a module of this folder offers."""

    def add_parser(self, subparsers: Subparsers, /) -> argparse.ArgumentParser:
        """Register name, help and options; the parser that takes them."""

    def run(self, arguments: argparse.Namespace, /) -> int:
        """Do it, and return the exit status."""


COMMANDS: tuple[Command, ...] = (
    new,
    importing,
    check,
    fix,
    status,
    doi,
    rules,
)
"""In the order in which `bireview --help` lists them."""
