"""The command `bireview`: look after a review. Each subcommand is a module of `commands/`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper

from bireview.commands import COMMANDS
from bireview.commands.arguments import UsageError


def make_parser() -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """The parser of the command line, and those of its subcommands by their names, in the order of `--help`."""
    parser = argparse.ArgumentParser(prog="bireview", description="Look after a review in two languages.")
    subparsers = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        added = command.add_parser(subparsers)
        added.set_defaults(parser=added, run=command.run)
    return parser, subparsers.choices


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns:
        The exit status: 0 good, 1 problems found, 2 wrong usage, 130 interrupted; what else a command returns, its
        help says.
    """
    options = make_parser()[0].parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # The name of a file need not be text, nor need a terminal know every character.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except UsageError as error:
        # Without the usage, which says nothing of what is wrong here.
        options.parser.exit(2, f"{options.parser.prog}: error: {error}\n")
    except KeyboardInterrupt as error:
        # The shell's convention for a program that Ctrl+C ended: 128 and the number of the signal.
        options.parser.exit(130, f"\n{options.parser.prog}: {'; '.join(filter(None, ('interrupted', str(error))))}\n")
    except BrokenPipeError:
        # Whoever read the output has seen enough (`| head`); at its end Python would try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
