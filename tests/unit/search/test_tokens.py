"""The golden cases of tests/cases/search_tokens.yml in Python, and facts about the elements of terms."""

from pathlib import Path

import pytest
import yaml

from bireview.search.tokens import elements, tokens
from bireview.search.variants import needed, simplified

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/search_tokens.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_golden_case(case):
    """A text becomes the tokens of the golden file."""
    assert tokens(case["text"], simplified()) == case["tokens"]


def test_elements_are_characters_and_stems():
    """The sequence in which names of terms are found has single Han characters."""
    assert elements("UC-MSC治疗 cells", simplified()) == ["uc", "msc", "治", "疗", "cell"]


def test_only_characters_that_occur_are_shipped():
    """The table for the browser leads to no character that the review does not have."""
    assert needed({"间", "x"}) == {"間": "间", "閒": "间"} or set(needed({"间"}).values()) == {"间"}
    assert needed(set()) == {}
