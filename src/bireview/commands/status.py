"""`bireview status`: the translation board."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import quote

from bireview.checks import inspect
from bireview.commands.arguments import Subparsers, UsageError, add_root
from bireview.files import replace_file
from bireview.history import read_history
from bireview.problems import Location
from bireview.status.board import take_stock
from bireview.status.data import as_json
from bireview.status.page import as_html
from bireview.status.text import SHOWN, as_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Register the command."""
    parser = subparsers.add_parser(
        "status",
        help="show how far the languages are in step: amounts, newer blocks, missing counterparts, notes, works",
        description="The translation board: pages, blocks, words and characters of each language; blocks that were "
        "changed on one side and not on the other, by the commits that git blames for their lines; counterparts that "
        "are missing; notes, works and terms to look after. What is not committed counts as one last commit. "
        "Exit status: 0; with --fail-stale 1 when a block is newer on one side or has no counterpart, 3 when that "
        "cannot be said for want of history; 2 wrong usage.",
    )
    add_root(parser)
    parser.add_argument("--format", choices=("text", "json", "html"), default="text", help="how to show it")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write it into a file")
    parser.add_argument("--all", action="store_true", help=f"text: show long lists whole, not the first {SHOWN} rows")
    parser.add_argument(
        "--site", default="", metavar="URL", help="html: lead to paragraphs on the site published there"
    )
    parser.add_argument(
        "--source",
        default="",
        metavar="URL",
        help="html: the address of a place in a file, with {file} and {line}; otherwise links lead to the files here",
    )
    parser.add_argument("--fail-stale", action="store_true", help="exit with 1 when the languages are not in step")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Show the board, or write it into a file."""
    for name in ("site", "source"):
        address = getattr(arguments, name)
        if address and not address.startswith(("https://", "http://")):
            raise UsageError(f"--{name} takes an address that begins with https://, not '{address}'")
    root, output = arguments.root, arguments.output
    review, problems = inspect(root)
    history = read_history(root, (page.file for pages in review.pages.values() for page in pages))
    board = take_stock(review, problems, history)
    if arguments.format == "json":
        text = as_json(board)
    elif arguments.format == "html":
        folder = output.parent if output else root

        def source(location: Location) -> str:
            return _source(location, arguments.source, root, folder)

        text = as_html(board, review, source, arguments.site)
    else:
        colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        text = as_text(board, colour=colour, shown=None if arguments.all else SHOWN)
    if output:
        try:
            replace_file(output, f"{text}\n".encode(errors="backslashreplace"))
        except OSError as error:
            raise UsageError(f"'{output}' cannot be written: {error.strerror}") from None
    else:
        print(text)
    if not arguments.fail_stale:
        return 0
    if board.newer or board.missing:
        return 1
    return 3 if board.unknown else 0


def _source(location: Location, template: str, root: Path, folder: Path) -> str:
    """The address of a place, by the template, else of the file as seen from the folder of the page."""
    if template:
        return template.replace("{file}", _quoted(location.file)).replace("{line}", str(location.line or 1))
    return _quoted(Path(os.path.relpath(root / location.file, folder)).as_posix())


def _quoted(path: str) -> str:
    """A path for an address; a name that is no text keeps its bytes."""
    return quote(path, errors="surrogateescape")
