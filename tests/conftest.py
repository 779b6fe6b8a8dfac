"""What tests share: the repository, the real site built once, and a server for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.building import build, served

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository's folder."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The outside cases beside the repository; what needs them is skipped elsewhere, but never in CI."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        reason = f"the outside cases are not here: no folder {folder}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site, built once by the real command."""
    folder = tmp_path_factory.mktemp("site")
    status, said = build(REPOSITORY, folder)
    if status:
        pytest.fail(f"mkdocs build --strict failed ({status}):\n{said}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of a server for the real site."""
    with served(site) as address:
        yield address
