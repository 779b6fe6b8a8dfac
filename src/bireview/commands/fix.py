"""`bireview fix`: mend what can be mended safely."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from bireview.commands.arguments import Subparsers, add_root
from bireview.files import replace_file
from bireview.fixes import FIXES, mend
from bireview.fixes.draft import SORTS, Draft
from bireview.fixes.line_ends import TextFile, read_text_file, unified_diff
from bireview.project import Project, load_project


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Register the command."""
    parser = subparsers.add_parser(
        "fix",
        help="mend what can be mended safely, or show what would change",
        description="Show as a unified diff what can be mended safely, and change nothing; --write mends it. Numbered "
        "citation marks become keys; DOIs and other identifiers become bare; headings without an id get one, the same "
        "in every language; pages without a title get that of their heading; the bibliography gets one form and is "
        "sorted. What cannot be read, and why something was left alone, is told on standard error. Exit status: 0 "
        "nothing to mend, or mended; 1 something would change, or a file could not be written; 2 wrong usage.",
    )
    add_root(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="change the files, and name each")
    what.add_argument("--check", action="store_true", help="name the files that would change, without the diff")
    parser.add_argument(
        "--only",
        action="append",
        choices=tuple(FIXES),
        metavar="FIX",
        help=f"one of {', '.join(FIXES)}; may be given several times (all)",
    )
    parser.add_argument(
        "--sort",
        choices=SORTS,
        default="citation",
        help="order of the bibliography: by first citation (default), by key, or as it is",
    )
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Show or make the changes."""
    project, _ = load_project(arguments.root)
    files = _read(project)
    draft = Draft(project, {name: file.text for name, file in files.items()}, arguments.sort)
    mended, remarks = mend(draft, arguments.only or tuple(FIXES))
    changed = {name: files[name].with_text(text) for name, text in mended.texts.items() if text != files[name].text}
    for remark in remarks:
        print(f"note: {remark}", file=sys.stderr)
    if arguments.write:
        return _write(project, files, changed)
    for name, content in _bibliography_last(project, changed):
        print(f"would change {name}" if arguments.check else unified_diff(name, files[name].content, content), end="")
        if arguments.check:
            print()
    return int(bool(changed))


def _read(project: Project) -> Mapping[str, TextFile]:
    """The project's text files by path; what cannot be read is left out, and `bireview check` reports it."""
    names = [project.bibliography, project.notes, project.glossary, project.studies]
    for language in project.languages:
        names += [project.page_file(language, slug) for slug in project.slugs(language)]
    found = {}
    for name in names:
        file = read_text_file(project.root / name)
        if file:
            found[name] = file
        elif (project.root / name).exists():
            print(f"note: {name}: left alone, because it cannot be read as UTF-8 text", file=sys.stderr)
    return found


def _bibliography_last(project: Project, changed: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """By name, the bibliography last: should writing stop before, every mark still means what it meant."""
    return sorted(changed.items(), key=lambda item: (item[0] == project.bibliography, item[0]))


def _write(project: Project, files: Mapping[str, TextFile], changed: Mapping[str, bytes]) -> int:
    for name, content in _bibliography_last(project, changed):
        path = Path(project.root, name)
        try:
            if path.read_bytes() != files[name].content:
                print(f"{name}: not changed, because somebody else has just changed it", file=sys.stderr)
                return 1
            replace_file(path, content)
        except OSError as error:
            print(f"{name}: cannot be written: {error.strerror}", file=sys.stderr)
            return 1
        print(f"changed {name}")
    return 0
