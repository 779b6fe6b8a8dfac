"""How the numbers of one mark are grouped, by the custom of each language."""

import pytest

from bireview.citations.layout import set_numbers
from bireview.citations.numbering import CitedWork
from bireview.languages import LANGUAGES

NUMBERS = {"a": 1, "b": 2, "c": 3, "王2004": 4, "e": 7, "f": 8, "g": 38, "h": 39}


@pytest.mark.parametrize(
    ("keys", "chinese", "english"),
    [
        ("a", [["a"]], [["a"]]),
        ("a b", [["a", "b"]], [["a"], ["b"]]),
        ("g h", [["g", "h"]], [["g"], ["h"]]),
        ("a b c", [["a", "b", "c"]], [["a", "b", "c"]]),
        ("王2004 c b a", [["a", "b", "c", "王2004"]], [["a", "b", "c", "王2004"]]),
        ("a c", [["a"], ["c"]], [["a"], ["c"]]),
        ("h a 王2004 c g", [["a"], ["c", "王2004"], ["g", "h"]], [["a"], ["c"], ["王2004"], ["g"], ["h"]]),
        ("e a b c", [["a", "b", "c"], ["e"]], [["a", "b", "c"], ["e"]]),
        ("", [], []),
    ],
)
def test_consecutive_numbers_join_as_the_language_does_it(keys, chinese, english):
    """Chinese joins two consecutive numbers, English three; the order is that of the numbers, not of the mark."""
    works = [CitedWork(key) for key in keys.split()]
    for folder, expected in (("zh", chinese), ("en", english)):
        parts = set_numbers(works, NUMBERS, LANGUAGES[folder].citation.range_from)
        assert [[work.key for work in part.works] for part in parts] == expected


@pytest.mark.parametrize(
    ("locators", "groups"),
    [
        ({"a": "p. 3"}, [["a"], ["b", "c"]]),
        ({"b": "第3页"}, [["a"], ["b"], ["c"]]),
        ({"c": "表1"}, [["a", "b"], ["c"]]),
        ({"a": "p. 3", "c": "图2"}, [["a"], ["b"], ["c"]]),
    ],
)
def test_a_work_with_a_locator_stands_alone(locators, groups):
    """A page or table belongs to one number, so that number joins no range."""
    works = [CitedWork(key, locators.get(key, "")) for key in "abc"]
    assert [[work.key for work in part.works] for part in set_numbers(works, NUMBERS, 2)] == groups
