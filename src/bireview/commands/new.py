"""`bireview new`: lay down a small complete review, to be replaced by the author's own."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bireview.bibliography.styles import STYLES
from bireview.commands.arguments import Subparsers, UsageError
from bireview.commands.installed import installation_files, requirement
from bireview.languages import LANGUAGES, spelled
from bireview.site_settings import is_address
from bireview.starter import Wish, starter_files, words_of

DEFAULT_LANGUAGES = "zh,en"


Ask = Callable[..., str]
"""As `_ask`: a question, its default, and what says what is wrong with an answer."""


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Register the command."""
    parser = subparsers.add_parser(
        "new",
        help="start a review in a new folder",
        description="Lay down a small complete review that builds and checks clean, to be replaced by your own. On a "
        "terminal it asks for what no option gives.",
        epilog="Languages: " + ", ".join(f"{name} ({LANGUAGES[name].name})" for name in LANGUAGES) + "; a region or "
        "script may follow, as in en-GB or zh-TW.",
    )
    parser.add_argument("directory", type=Path, help="the folder to make; it must be new or empty")
    parser.add_argument(
        "--languages",
        metavar="A,B",
        help=f"languages, parted by commas, the default one first ({DEFAULT_LANGUAGES})",
    )
    parser.add_argument(
        "--title", action="append", default=[], metavar="LANGUAGE=TEXT", help="the title in a language; may be repeated"
    )
    parser.add_argument(
        "--author",
        action="append",
        default=[],
        metavar="[LANGUAGE=]NAME",
        help="an author, in every language or in one; may be repeated",
    )
    parser.add_argument(
        "--style",
        action="append",
        default=[],
        metavar="LANGUAGE=STYLE",
        help=f"how a language prints references: {', '.join(STYLES)}; may be repeated",
    )
    parser.add_argument("--site-url", default=Wish.site_url, help="the public address (%(default)s)")
    parser.add_argument("--yes", action="store_true", help="ask nothing; what is missing is the example's")
    parser.add_argument(
        "--into-existing",
        action="store_true",
        help="also into a folder that has files; those that are there stay as they are",
    )
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Write the files, say which, and say what to do next."""
    folder: Path = arguments.directory
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"'{folder}' is a file; name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not arguments.into_existing:
        raise UsageError(f"'{folder}' is not empty; name a new folder, or add --into-existing to keep what is there")
    try:
        wish = _wish(arguments, None if arguments.yes or not sys.stdin.isatty() else _ask)
    except EOFError:
        print()
        raise UsageError("the input ended before everything was answered; nothing was written") from None
    except KeyboardInterrupt:
        raise KeyboardInterrupt("nothing was written") from None
    texts = starter_files(wish)
    texts |= installation_files()
    try:
        kept = _write(folder, texts)
    except OSError as error:
        raise UsageError(f"'{error.filename}' cannot be written: {error.strerror}") from None
    for name in kept:
        print(f"kept: {name}")
    print(f"{folder}: {len(texts) - len(kept)} files, in {', '.join(LANGUAGES[name].name for name in wish.languages)}")
    print(f"Next: cd {shlex.quote(str(folder))} && make serve")
    return 0


def _write(folder: Path, texts: dict[str, str]) -> list[str]:
    """Write what is not there yet; the names of the files that are."""
    kept = []
    for name, text in sorted(texts.items()):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with file.open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
        except FileExistsError:
            kept.append(name)
    return kept


def _wish(arguments: argparse.Namespace, ask: Ask | None) -> Wish:
    """What the options say, and what is asked where they are silent.

    Raises:
        UsageError: options that cannot be met; all of them in one text.
    """
    if arguments.languages is None and ask:
        known = ", ".join(LANGUAGES)
        languages = _names(ask(f"Languages, the default one first ({known})", DEFAULT_LANGUAGES, _wrong_languages))
    else:
        languages = _names(arguments.languages if arguments.languages is not None else DEFAULT_LANGUAGES)
        if wrong := _wrong_languages(",".join(languages)):
            raise UsageError(wrong)
    complaints: list[str] = []
    titles = _by_language(arguments.title, "--title", languages, complaints)
    styles = _by_language(arguments.style, "--style", languages, complaints)
    complaints += [f"{wrong} ({language})" for language, style in styles.items() if (wrong := _wrong_style(style))]
    authors = _authors(arguments.author, languages, complaints)
    if not is_address(arguments.site_url):
        complaints.append(f"'--site-url {arguments.site_url}' is no public address: write https://review.example/")
    if complaints:
        raise UsageError("\n".join(complaints))
    for language in languages if ask else ():
        assert ask  # noqa: S101 - for the type checker, which does not see that the loop is then empty
        spoken, words = LANGUAGES[language], words_of(language)
        if language not in titles:
            titles[language] = ask(f"Title ({spoken.name})", words["title"])
        if language not in authors:
            names = ask(f"Authors, parted by semicolons ({spoken.name})", words["author"])
            authors[language] = tuple(part.strip() for part in names.replace("；", ";").split(";") if part.strip())
        if language not in styles:
            question = f"Reference style ({spoken.name}; {', '.join(STYLES)})"
            styles[language] = ask(question, spoken.reference_style, _wrong_style)
    return Wish(languages, requirement(), _year(), titles, authors, styles, arguments.site_url)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in re.split("[,，、]", text) if name.strip()))


def _wrong_languages(text: str) -> str:
    """What is wrong with a list of languages; empty when nothing is."""
    wrong = []
    for name in _names(text):
        usual = spelled(name)
        if usual not in LANGUAGES:
            wrong.append(f"there is no language '{name}'; there are {', '.join(LANGUAGES)}")
        elif usual != name:
            wrong.append(f"the language '{name}' is written {usual}")
    return "\n".join(wrong) if _names(text) else "no languages were named; name two, such as zh,en"


def _wrong_style(style: str) -> str:
    return "" if style in STYLES else f"there is no reference style '{style}'; there are {', '.join(STYLES)}"


def _authors(options: Sequence[str], languages: Sequence[str], complaints: list[str]) -> dict[str, tuple[str, ...]]:
    """Names by language, in the order of the options; one without a language stands in each."""
    authors: dict[str, tuple[str, ...]] = {}
    for text in options:
        name, found, rest = text.partition("=")
        named = rest.strip() if found else text.strip()
        if (found and name not in languages) or not named:
            complaints.append(
                f"'--author {text}' names nobody, or none of {', '.join(languages)}: write en=NAME or NAME"
            )
        for language in (name,) if found else languages:
            authors[language] = (*authors.get(language, ()), named)
    return authors


def _by_language(
    options: Sequence[str], option: str, languages: Sequence[str], complaints: list[str]
) -> dict[str, str]:
    texts: dict[str, str] = {}
    for text in options:
        name, found, rest = text.partition("=")
        if not found or name not in languages or not rest.strip():
            complaints.append(f"'{option} {text}' does not name one of {', '.join(languages)}: write {option} en=…")
        elif name in texts:
            complaints.append(f"'{option} {text}': '{name}' has '{texts[name]}' already")
        else:
            texts[name] = rest.strip()
    return texts


def _ask(question: str, default: str, wrong: Callable[[str], str] = lambda _: "") -> str:
    """Ask until the answer will do, so that one slip does not cost the answers before it."""
    while True:
        answer = input(f"{question} [{default}]: ").strip() or default
        complaint = wrong(answer)
        if not complaint:
            return answer
        print(complaint)


def _year() -> int:
    """The current year, or that of the date that builds are given for reproducing them."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.datetime.now(datetime.UTC)
    return (datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch.isdecimal() else now).year
