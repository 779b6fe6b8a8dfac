"""Writes the imported project: never over an existing file unless forced, each file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


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
