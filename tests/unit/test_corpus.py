"""The corpus for measuring is a review in order, and the same every time."""

import sys
from pathlib import Path

import pytest

from bireview.checks import inspect

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from corpus import write_corpus


@pytest.mark.parametrize(("pages", "references"), [(4, 3), (14, 62), (6, 400)])
def test_a_corpus_checks_clean(tmp_path, pages, references):
    """Every work is cited, both languages correspond, and there are as many pages as asked for."""
    write_corpus(tmp_path, pages, references)
    review, problems = inspect(tmp_path)
    assert problems == []
    assert {language: len(found) for language, found in review.pages.items()} == {"zh": pages, "en": pages}
    assert len(review.numbering.numbers) == references


def test_a_corpus_is_the_same_every_time(tmp_path):
    """The same arguments give the same bytes."""
    for name in ("one", "other"):
        write_corpus(tmp_path / name, 6, 40)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert all((tmp_path / "one" / path).read_bytes() == (tmp_path / "other" / path).read_bytes() for path in files)
    assert len(files) == 17
