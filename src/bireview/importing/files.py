"""Writes the imported project: never over an existing file unless forced, each file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from bireview.languages import LANGUAGES


def conflicts(folder: Path, files: Mapping[str, str]) -> list[str]:
    """The files that exist already with other content."""
    found = []
    for name, text in files.items():
        path = folder / name
        if path.is_symlink() or path.exists():
            try:
                same = path.read_bytes() == text.encode()
            except OSError:
                same = False
            if not same:
                found.append(name)
    return found


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write all files: first each beside its place, then all are moved there, so that none is ever half written."""
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.import")
            waiting.append((beside, path))
            beside.write_bytes(text.encode())
        for beside, path in waiting:
            os.replace(beside, path)  # noqa: PTH105 - says what it does: the old file is replaced in one step
    finally:
        for beside, _ in waiting:
            beside.unlink(missing_ok=True)


def project_files(title: str, languages: Sequence[str], pages: Sequence[str]) -> dict[str, str]:
    """What a folder needs to be a project, beside pages and bibliography: `mkdocs.yml`.

    Args:
        title: The site's name, in the first language.
        languages: Folder names below `docs/`, the default language first.
        pages: The reading order, as file names.
    """
    rows = [
        {
            "locale": name,
            "name": LANGUAGES[name].name,
            **({"default": True} if index == 0 else {}),
            "build": True,
        }
        for index, name in enumerate(languages)
    ]
    config = {
        "site_name": title,
        "docs_dir": "docs",
        "use_directory_urls": True,
        "theme": {"name": "material", "language": languages[0], "font": False},
        "nav": list(pages),
        "plugins": [
            {
                "i18n": {
                    "docs_structure": "folder",
                    "fallback_to_default": False,
                    "reconfigure_material": True,
                    "languages": rows,
                }
            },
            "search",
        ],
        "markdown_extensions": [
            "attr_list",
            "def_list",
            "footnotes",
            "tables",
            {"toc": {"toc_depth": 3}},
            {"pymdownx.caret": {"insert": False}},
            {"pymdownx.tilde": {"delete": False}},
            "bireview",
        ],
    }
    return {"mkdocs.yml": yaml.safe_dump(config, allow_unicode=True, sort_keys=False)}
