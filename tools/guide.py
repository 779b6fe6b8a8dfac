#!/usr/bin/env python3
"""Writes the parts of the author guide that the code knows: commands, rules, fields, languages, styles and the like.

Usage: tools/guide.py           writes them into guide/docs, and names the pages that changed

In a page such a part stands between `<!-- from the code: NAME -->` and `<!-- end -->`. What is said of them in Chinese,
and what the code has no sentence for, is in guide/words.yml; a word that lacks there is an error that names it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bireview.article import PUBLISHED
from bireview.article import REQUIRED as ARTICLE
from bireview.bibliography.exports import EXPORTS
from bireview.bibliography.load import load_library
from bireview.bibliography.record import KNOWN_FIELDS, TYPES
from bireview.bibliography.rich_text import text_of
from bireview.bibliography.styles import STYLES
from bireview.checks import CHECKS
from bireview.cli import make_parser
from bireview.fixes import FIXES
from bireview.languages import LANGUAGES
from bireview.problems import RULES, Severity
from bireview.render import GENERATORS
from bireview.theme import EXTENSIONS

GUIDE = Path(__file__).resolve().parent.parent / "guide"
PART = re.compile(r"(?P<start><!-- from the code: (?P<name>[\w-]+) -->\n).*?(?P<end><!-- end -->)", re.DOTALL)
FINDING = re.compile(r"has no (?P<field>\w+)$")


class MissingWordsError(Exception):
    """Something that the guide must say and guide/words.yml has no words for."""


class Words:
    """What guide/words.yml says in one language."""

    def __init__(self, language: str, file: Path = GUIDE / "words.yml") -> None:
        """Read the file; `language` is `zh` or `en`."""
        self.language = language
        self.data: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        self.chinese = {row["en"]: row["zh"] for row in self.data["sentences"]}

    def say(self, section: str, name: str) -> str:
        """The words for a name, in the language."""
        try:
            return str(self.data[section][name][self.language])
        except (KeyError, TypeError):
            raise MissingWordsError(f"words.yml: no '{self.language}' of '{name}' in '{section}'") from None

    def translate(self, text: str) -> str:
        """A sentence of the code, which speaks English."""
        if self.language == "en":
            return text[:1].upper() + text[1:]
        try:
            return str(self.chinese[text])
        except KeyError:
            raise MissingWordsError(f"words.yml: no Chinese in 'sentences' for: {text}") from None


def table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """A table in Markdown; a bar in a cell is escaped."""
    lines = [[cell.replace("|", "\\|") for cell in row] for row in (heads, *rows)]
    lines.insert(1, ["---"] * len(heads))
    return "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"


def code(text: str) -> str:
    """Text as code; what is empty stays empty."""
    return f"`{text}`" if text else ""


def _commands(words: Words) -> str:
    parts = []
    for name, parser in make_parser()[1].items():
        parts.append(f"## bireview {name} {{#{name}}}\n")
        parts.append(words.translate(_summary(name)).rstrip(".。") + ("。" if words.language == "zh" else ".") + "\n")
        if parser.description and parser.description != _summary(name):
            parts.append(words.translate(parser.description) + "\n")
        parser.formatter_class = _OneWidth
        usage = [line.removeprefix("usage: ").strip() for line in parser.format_usage().strip().split("\n")]
        parts.append("```text\n{}\n```\n".format("\n    ".join(usage)))
        options = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
        if options:
            heads = [words.say("heads", "option"), words.say("heads", "meaning")]
            parts.append(table(heads, (_option(action, words) for action in options)))
        if parser.epilog:
            parts.append(words.translate(parser.epilog) + "\n")
    return "\n".join(parts)


class _OneWidth(argparse.HelpFormatter):
    """Breaks lines alike in every terminal."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=90)


def _summary(name: str) -> str:
    """What `bireview --help` says of a command."""
    parser = make_parser()[0]
    (subparsers,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    (found,) = (action.help for action in subparsers._choices_actions if action.dest == name)
    return str(found)


def _option(action: argparse.Action, words: Words) -> tuple[str, str]:
    name = action.option_strings[-1] if action.option_strings else action.dest
    value = "" if action.nargs == 0 or not action.option_strings else f" {action.metavar or action.dest.upper()}"
    text = words.translate(str(action.help).replace("%(default)s", str(action.default)))
    if action.choices and action.metavar is None:
        text += words.say("heads", "choices").format(names=", ".join(map(code, action.choices)))
    return code(name + value), text


def _rules(words: Words) -> str:
    parts = []
    for rule in RULES.values():
        severity = words.say("heads", rule.severity)
        explanation = rule.explanation_zh if words.language == "zh" else rule.explanation
        colon = LANGUAGES[words.language].labels["colon"]
        parts.append(f"## {rule.id} {{#{rule.id}}}\n\n**{severity}**{colon}{explanation}\n")
    return "\n".join(parts)


def _counts(words: Words) -> str:
    errors = sum(rule.severity is Severity.ERROR for rule in RULES.values())
    text = words.say("heads", "counts")
    return text.format(rules=len(RULES), errors=errors, warnings=len(RULES) - errors, checks=len(CHECKS)) + "\n"


def _named(section: str, names: Iterator[str] | Sequence[str], head: str) -> Callable[[Words], str]:
    def write(words: Words) -> str:
        heads = [words.say("heads", head), words.say("heads", "meaning")]
        return table(heads, ((code(name), words.say(section, name)) for name in names))

    return write


def _article(words: Words) -> str:
    required = {name: words.say("heads", "required") for name in ARTICLE}
    required |= {name: words.say("heads", "published") for name in PUBLISHED}
    heads = [words.say("heads", name) for name in ("field", "meaning", "needed")]
    fields = words.data["article"]
    return table(heads, ((code(name), words.say("article", name), required.get(name, "")) for name in fields))


def required_fields(kind: str) -> tuple[str, ...]:
    """What the engine says that an empty entry of a type lacks."""
    _, problems = load_library(f"@{kind}{{key,\n}}\n", "references.bib")
    found = (FINDING.search(problem.message) for problem in problems if problem.rule == "bib-field")
    return tuple(sorted(match["field"] for match in found if match))


def _types(words: Words) -> str:
    kinds = defaultdict(list)
    for kind in sorted(TYPES):
        kinds[required_fields(kind)].append(code(kind))
    heads = [words.say("heads", "types"), words.say("heads", "required")]
    rows = sorted(kinds.items(), key=lambda item: (-len(item[0]), item))
    return table(heads, ((", ".join(names), ", ".join(map(code, fields))) for fields, names in rows))


def _languages(words: Words) -> str:
    heads = [words.say("heads", name) for name in ("folder", "language", "tag", "direction", "style", "marks")]

    def row(name: str) -> Sequence[str]:
        language = LANGUAGES[name]
        marks = language.citation
        joined = f"3{marks.range_dash}4" if marks.range_from == 2 else f"3{marks.separator}4"
        sample = f"{marks.opening}1{marks.separator}{joined}{marks.closing}"
        direction = words.say("heads", language.direction)
        return code(name), language.name, code(language.tag), direction, code(language.reference_style), code(sample)

    return table(heads, (row(name) for name in LANGUAGES))


def _styles(words: Words) -> str:
    library, _ = load_library((GUIDE / "examples.bib").read_text(encoding="utf-8"), "examples.bib")
    parts = []
    for name, style in STYLES.items():
        lines = "\n".join(text_of(style(work)) for work in library.values())
        parts.append(f"`{name}`{LANGUAGES[words.language].labels['colon'].rstrip()}\n\n```text\n{lines}\n```\n")
    return "\n".join(parts)


def _style_entries(_: Words) -> str:
    return f"```bibtex\n{(GUIDE / 'examples.bib').read_text(encoding='utf-8').strip()}\n```\n"


def _exports(words: Words) -> str:
    heads = [words.say("heads", name) for name in ("ending", "format", "media")]
    return table(heads, ((code(f".{end}"), export.name, code(export.media_type)) for end, export in EXPORTS.items()))


def _labels(words: Words) -> str:
    heads = [words.say("heads", "key"), LANGUAGES["zh"].name, LANGUAGES["en"].name]
    zh, en = LANGUAGES["zh"].labels, LANGUAGES["en"].labels
    return table(heads, ((code(key), code(zh[key]), code(en[key])) for key in sorted(en)))


PARTS: Mapping[str, Callable[[Words], str]] = {
    "article-fields": _article,
    "commands": _commands,
    "counts": _counts,
    "entry-fields": _named("fields", sorted(KNOWN_FIELDS), "field"),
    "entry-types": _types,
    "exports": _exports,
    "extensions": _named("extensions", list(EXTENSIONS), "extension"),
    "fixes": _named("fixes", list(FIXES), "fix"),
    "generated-parts": _named("generated", list(GENERATORS), "part"),
    "labels": _labels,
    "languages": _languages,
    "rules": _rules,
    "style-entries": _style_entries,
    "styles": _styles,
}
"""What the guide has from the code; each is a function from the words of a language to Markdown."""


def fill(text: str, words: Words) -> str:
    """A page with its parts written anew; the name of one that nobody writes is a `KeyError`."""
    return PART.sub(lambda found: f"{found['start']}\n{PARTS[found['name']](words)}\n{found['end']}", text)


def main() -> int:
    """Write the pages that are not up to date."""
    for language in ("zh", "en"):
        words = Words(language)
        for file in sorted((GUIDE / "docs" / language).rglob("*.md")):
            text = file.read_text(encoding="utf-8")
            try:
                filled = fill(text, words)
            except MissingWordsError as missing:
                print(f"{file.relative_to(GUIDE)}: {missing}", file=sys.stderr)
                return 1
            if filled != text:
                file.write_text(filled, encoding="utf-8", newline="\n")
                print(f"changed {file.relative_to(GUIDE)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
