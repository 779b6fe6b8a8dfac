"""The review to maim, and one import of a text."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bireview.importing.manuscript import Before, import_manuscript, language_of
from bireview.importing.reading import Manuscript
from bireview.review import load_review

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from bireview.importing.manuscript import Import
    from bireview.review import Review


def load_maim() -> ModuleType:
    """The generator beside this file."""
    spec = importlib.util.spec_from_file_location("maim", Path(__file__).with_name("maim.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["maim"] = module  # dataclasses look their module up while they are made
    spec.loader.exec_module(module)
    return module


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test with the argument `variant` every way to maim."""
    if "variant" in metafunc.fixturenames:
        rows = load_maim().variants()
        names = [f"{n}-{v.language}-{v.layout}-{v.hyphens}-{v.style}" for n, v in enumerate(rows)]
        metafunc.parametrize("variant", rows, ids=names)


@pytest.fixture(scope="session")
def maim() -> ModuleType:
    """The generator of maimed manuscripts."""
    return load_maim()


@pytest.fixture(scope="session")
def whole_review(repository: Path) -> Review:
    """The repository's own review, the truth that manuscripts are made of."""
    return load_review(repository)[0]


@pytest.fixture
def import_text() -> Callable[..., Import]:
    """A function that imports a text as if it stood in a file."""

    def run(text: str, kind: str = "text", language: str = "", file: str = "manuscript.txt") -> Import:
        manuscript = Manuscript(file, text, kind, "utf-8")
        language = language or language_of(manuscript)
        return import_manuscript(manuscript, language, "en" if language == "zh" else "zh", Before())

    return run


@pytest.fixture
def accounted() -> Callable[[Import], None]:
    """A function that proves an import's account.

    Every character but white space has exactly one fate; what was placed is in the file that is named, character for
    character; what was changed, read or left aside is in the report.
    """

    def prove(done: Import) -> None:
        ledger = done.account.ledger
        source = ledger.source
        fates = [0] * len(source)
        files = {name: folded(text) for name, text in done.files.items()}
        for placed in ledger.placed:
            for character, offset in zip(placed.text.text, placed.text.at, strict=True):
                if offset >= 0:
                    assert source[offset] == character
                    fates[offset] += 1
            assert folded(placed.text.text) in files[placed.destination]
        report = json.loads(next(text for name, text in done.files.items() if name.endswith(".json")))
        for kind, rows in (("changed", ledger.changes), ("read", ledger.reads), ("left_aside", ledger.asides)):
            told = [folded(row["found" if kind == "changed" else "text"]) for row in report[kind]]
            assert told == [folded(row.found if kind == "changed" else row.text) for row in rows]
            for row, said in zip(rows, told, strict=True):
                kept = [offset for offset in row.at if offset >= 0]
                # What stood there is what the report says; a piece that lines cut may have been joined by our signs.
                assert set(folded("".join(source[o] for o in kept))) <= set(said)
                for offset in kept:
                    fates[offset] += 1
        wrong = [
            (ledger.line(n), source[n], fate) for n, fate in enumerate(fates) if fate != 1 and not source[n].isspace()
        ]
        assert wrong == []

    return prove


def folded(text: str) -> str:
    """Without white space."""
    return "".join(text.split())
