"""What MkDocs and its plugins must be told to build a review as it is meant: from mkdocs.yml, read as plain YAML.

Without some of it a site is built all the same, and wrong: with citations as they were typed, or one language over the
other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bireview.languages import LANGUAGES, spelled
from bireview.problems import Location, Problem
from bireview.project import CONFIG, plugin
from bireview.site_files import HOOKS
from bireview.yaml_lines import Document, YamlError, read_yaml


def check_settings(root: Path) -> Iterator[Problem]:
    """Report what is missing or amiss; of a file that cannot be read, `load_project` says so."""
    try:
        document = read_yaml((root / CONFIG).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YamlError):
        return
    config = document.value if isinstance(document.value, dict) else {}
    yield from _plugins(config, document)
    yield from _address(config, document)


def _problem(line: int, message: str, hint: str) -> Problem:
    return Problem("site-config", Location(CONFIG, line), message, hint)


def _plugins(config: dict[str, object], document: Document) -> Iterator[Problem]:
    hooks = config.get("hooks")
    ours = {file.name for file in HOOKS.glob("*.py")}
    alone = (
        {Path(str(hook)).name for hook in hooks if isinstance(hook, str)} & ours if isinstance(hooks, list) else set()
    )
    listed = plugin(config, document, "bireview")[1]
    if not listed and not alone:  # single hooks are a project's own affair
        yield _problem(
            document.line("plugins"),
            "the plugin 'bireview' is not listed",
            "Add `- bireview` at the end of `plugins:`; without it citations stay as they are typed.",
        )
    if listed and not any(plugin(config, document, name)[1] for name in ("search", "material/search")):
        yield _problem(
            document.line("plugins"),
            "the plugin 'search' is not listed",
            "Add `- search` to `plugins:`; without it the theme has no place for the search.",
        )
    options, line = plugin(config, document, "i18n")
    if not isinstance(options, dict):
        return
    structure = options.get("docs_structure", "suffix")  # the plugin's own default
    if structure != "folder":
        yield _problem(
            line,
            f"docs_structure is '{structure}', not 'folder'",
            "Write `docs_structure: folder`; a page has the same path in the folder of each language.",
        )
    rows = options.get("languages")
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    for name in (str(row.get("locale")) for row in rows):
        if name in LANGUAGES and name != spelled(name):
            yield _problem(line, f"the i18n plugin does not know '{name}'", f"Write {spelled(name)}.")
    defaults = [str(row.get("locale")) for row in rows if row.get("default")]
    if rows and len(defaults) != 1:
        yield _problem(
            line,
            f"{' and '.join(repr(name) for name in defaults) or 'no language'} "
            f"{'have' if defaults else 'has'} `default: true`",
            "Give it to one language: its pages stand at the root of the site.",
        )


def _address(config: dict[str, object], document: Document) -> Iterator[Problem]:
    value = config.get("site_url")
    if isinstance(value, list):  # `!ENV [SITE_URL, "https://…"]`: the last is what counts when the variable is not set
        value = value[-1] if len(value) > 1 else None
    if value and not is_address(str(value)) and not re.fullmatch("[A-Z][A-Z0-9_]*", str(value)):  # `!ENV SITE_URL`
        yield _problem(
            document.line("site_url"), f"'{value}' is no public address", "Write it as https://review.example/."
        )


def is_address(text: str) -> bool:
    """Whether a text can be the address of a site: http or https, a host, nothing that HTML would read otherwise."""
    return re.fullmatch(r"https?://[^\s/\"'<>\\]+(?:/[^\s\"'<>\\]*)?", text) is not None
