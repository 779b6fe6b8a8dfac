"""`bireview import`: turn a manuscript into a review."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bireview.commands.arguments import Subparsers, report
from bireview.commands.installed import installation_files, requirement
from bireview.importing.files import conflicts, write_files
from bireview.importing.manuscript import find_before, import_manuscript, language_of
from bireview.importing.reading import SUFFIXES, read_manuscript
from bireview.languages import LANGUAGES
from bireview.problems import FORMATS, Location, Problem, in_order
from bireview.starter import Wish, project_files

HELP = "turn a manuscript into a review: pages, references.bib and a report"
DESCRIPTION = (
    "Turn an author's manuscript into the project's form: numbered headings become pages and sections, citation "
    "numbers keys, the reference list references.bib. Every character is in a page, in the bibliography, or in "
    "import-report.LANGUAGE.json with the reason. Problems name the manuscript's file and line. Exit status: 0 done, "
    "perhaps with warnings; 1 something could not be placed, or nothing was written; 2 wrong usage."
)


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Register the command."""
    parser = subparsers.add_parser("import", help=HELP, description=DESCRIPTION)
    parser.add_argument("manuscript", type=Path, help=f"the file to import: {', '.join(SUFFIXES)}")
    parser.add_argument("--output", type=Path, required=True, help="the folder of the review, new or not")
    parser.add_argument("--language", choices=tuple(LANGUAGES), help="the manuscript's language (told from its text)")
    parser.add_argument("--other", choices=tuple(LANGUAGES), help="the review's other language (English, or Chinese)")
    parser.add_argument("--force", action="store_true", help="write over files that exist")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print the problems")
    parser.set_defaults(strict=False)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Import, print the problems, and say what was done; 1 if there are errors."""
    problems, done = _import(arguments)
    print(done, file=sys.stdout if arguments.format == "text" else sys.stderr)
    return report(problems, arguments)


def _import(options: argparse.Namespace) -> tuple[list[Problem], str]:
    """Write unless something is in the way. Returns the problems, and a line that says what was done."""
    manuscript, problems = read_manuscript(options.manuscript)
    if manuscript is None:
        return in_order(problems), "nothing was written"
    language = options.language or language_of(manuscript)
    folder: Path = options.output
    before = find_before(folder, language)
    other = before.language or options.other or _companion(language)
    done = import_manuscript(manuscript, language, other, before)
    files = dict(done.files)
    if not before.language:
        wish = Wish((language, other), requirement(), year=0, titles=done.titles)
        files |= project_files(wish, done.pages) | installation_files()
    found = [*problems, *done.problems]
    if folder.exists() and not folder.is_dir():
        found.append(Problem("import-existing-file", Location(folder.as_posix()), "the output is not a folder"))
        return in_order(found), "nothing was written"
    kept = {"references.bib"} if before.language else set()  # What is new is put below what is there.
    in_the_way = [name for name in conflicts(folder, files) if name not in kept]
    if in_the_way and not options.force:
        for name in in_the_way:
            found.append(
                Problem(
                    "import-existing-file",
                    Location((folder / name).as_posix()),
                    "the file exists, and says something else",
                    "Import into a new folder, or write over it with --force.",
                )
            )
        return in_order(found), "nothing was written"
    try:
        write_files(folder, files)
    except OSError as error:
        message = f"cannot write: {error.strerror}"
        found.append(Problem("import-existing-file", Location(str(error.filename or folder)), message))
        return in_order(found), "not everything was written"
    account = done.account
    return in_order(found), (
        f"{len(account.sections)} sections, {account.paragraphs} paragraphs, {account.citations} citation marks, "
        f"{len(account.imported)} references → {folder.as_posix()}"
    )


def _companion(language: str) -> str:
    """The first language that is not the same one in another script."""
    own = LANGUAGES[language].tag.partition("-")[0]
    return next(name for name in LANGUAGES if LANGUAGES[name].tag.partition("-")[0] != own)
