"""Who may import whom, as ARCHITECTURE.md says it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def ladder(repository: Path) -> dict[str, int]:
    """The line on which each part of the engine stands, counted from the top."""
    text = repository.joinpath("ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.partition("## Who may import whom")[2]
    lines = re.findall(r"```\n(.*?)```", section, re.DOTALL)[0].splitlines()
    names = [name for line in lines for name in line.split()]
    assert [name for name in names if names.count(name) > 1] == []
    return {name: number for number, line in enumerate(lines) for name in line.split()}


def parts(module: str) -> list[str]:
    """`bibliography/styles/nlm`, `bibliography/styles`, `bibliography`: the most exact name first."""
    names = module.split("/")
    return ["/".join(names[:length]) for length in range(len(names), 0, -1)]


def imports(engine: Path) -> Iterator[tuple[str, str]]:
    """Pairs of modules of the engine: one that imports, and what it imports."""
    modules = {
        file.relative_to(engine).with_suffix("").as_posix().removesuffix("/__init__"): file
        for file in engine.rglob("*.py")
    }
    for module, file in sorted(modules.items()):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bireview"):
                package = "/".join((node.module or "").split(".")[1:])
                for alias in node.names:
                    name = f"{package}/{alias.name}".strip("/")
                    yield module, name if name in modules else package


def place(ladder: dict[str, int], module: str) -> tuple[str, int] | None:
    """Where a module stands in the ladder, by the most exact name that it has there."""
    return next(((name, ladder[name]) for name in parts(module) if name in ladder), None)


def test_every_module_has_its_place(repository: Path, ladder: dict[str, int]) -> None:
    engine = repository / "src/bireview"
    modules = [file.relative_to(engine).with_suffix("").as_posix() for file in engine.rglob("*.py")]
    assert [name for name in modules if not name.endswith("__init__") and place(ladder, name) is None] == []


def test_every_name_is_a_module(repository: Path, ladder: dict[str, int]) -> None:
    engine = repository / "src/bireview"
    assert [n for n in ladder if not (engine / n).is_dir() and not (engine / f"{n}.py").is_file()] == []


def test_imports_point_downwards(repository: Path, ladder: dict[str, int]) -> None:
    """A part imports what stands below it or on its line, never what stands above."""
    upwards = []
    for module, imported in imports(repository / "src/bireview"):
        above, below = place(ladder, module), place(ladder, imported)
        if above and below and above[1] > below[1]:
            upwards.append(f"{module} imports {imported}")
    assert upwards == []


def test_the_engine_knows_no_mkdocs(repository: Path) -> None:
    """Neither MkDocs nor a hook; and pybtex in the two modules that are its adapters."""
    found: dict[str, set[str]] = {"mkdocs": set(), "pybtex": set(), "hooks": set()}
    engine = repository / "src/bireview"
    for file in engine.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                if (package := name.partition(".")[0]) in found:
                    found[package].add(file.relative_to(engine).as_posix())
    assert found == {"mkdocs": set(), "hooks": set(), "pybtex": {"bibliography/load.py", "pybtex_styles.py"}}
