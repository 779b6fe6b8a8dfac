"""A draft made of a few files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bireview.fixes.draft import Draft
from bireview.project import load_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BIBLIOGRAPHY = """\
% Three works.

@article{li2009, author={Li, G}, title={Cells}, journal={Proteomics}, year={2009}}
@article{王2004, author={王, 某}, title={肝细胞}, journal={中华肝脏病杂志}, year={2004}, langid={chinese}}
@article{last1999, author={Last, A}, title={Last}, journal={J}, year={1999}}
"""


@pytest.fixture
def make_draft(tmp_path: Path, config: str) -> Callable[..., Draft]:
    """A function from files, by path, and an order to a draft; the bibliography has three works unless it is given."""

    def make(files: dict[str, str], sort: str = "none") -> Draft:
        texts = {"references.bib": BIBLIOGRAPHY, **files}
        for name, text in {"mkdocs.yml": config, **texts}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return Draft(load_project(tmp_path)[0], texts, sort)

    return make
