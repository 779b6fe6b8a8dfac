"""A small review in files, for the tests that need one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bireview.review import load_review

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bireview.review import Review

CONFIG = """\
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: zh, default: true}
        - {locale: en}
  - bireview
nav: [index.md, methods.md]
"""
BIBLIOGRAPHY = """\
@article{li2009, author={Li, G and 王, 芳}, title={Cells}, journal={Proteomics}, year={2009}, doi={10.1002/pmic.1}}
@article{wang2013, author={Wang, L}, title={Bile <i>ducts</i>}, journal={Hepatology}, year={2013}}
@article{王2004, author={王, 某}, title={肝细胞}, journal={中华肝脏病杂志}, year={2004}, langid={chinese}}
@article{last1999, author={Last, A}, title={Uncited}, journal={J}, year={1999}}
"""


@pytest.fixture(scope="session")
def config() -> str:
    """The mkdocs.yml of a small review in Chinese and English."""
    return CONFIG


@pytest.fixture
def make_review(tmp_path: Path) -> Callable[[dict[str, str]], Review]:
    """A function that writes files, by path, beside a small mkdocs.yml and bibliography, and loads the review."""

    def make(files: dict[str, str]) -> Review:
        for name, text in {"mkdocs.yml": CONFIG, "references.bib": BIBLIOGRAPHY, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return load_review(tmp_path)[0]

    return make
