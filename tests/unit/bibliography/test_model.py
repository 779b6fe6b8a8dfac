"""The library as a mapping, and what stands in it."""

import dataclasses

import pytest

from bireview.bibliography.model import Library, PartialDate, Person, Reference


def reference(key: str, position: int) -> Reference:
    return Reference(key=key, type="article", line=10 * position, position=position)


LIBRARY = Library([reference("yan2008", 1), reference("Li2009", 3), reference("林2012", 4)], "references.bib")


def test_order() -> None:
    """A library gives its keys in file order and knows its file."""
    assert list(LIBRARY) == ["yan2008", "Li2009", "林2012"]
    assert (len(LIBRARY), LIBRARY.file) == (3, "references.bib")


@pytest.mark.parametrize(("key", "known"), [("Li2009", True), ("林2012", True), ("li2009", False), ("", False)])
def test_keys(key: str, known: bool) -> None:
    """Keys are looked up with their case."""
    assert (key in LIBRARY) is known
    assert (LIBRARY.get(key) is not None) is known


@pytest.mark.parametrize(
    ("position", "key"), [(1, "yan2008"), (2, None), (3, "Li2009"), (4, "林2012"), (0, None), (5, None), (-1, None)]
)
def test_positions(position: int, key: str | None) -> None:
    """A position counts the file's entries, those that could not be read included."""
    found = LIBRARY.at(position)
    assert (found and found.key) == key


def test_first_of_two() -> None:
    """Of two references with one key the library holds the first, and the second's position is empty."""
    library = Library([reference("a", 1), reference("a", 2)])
    assert library["a"].position == 1
    assert library.at(2) is None


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [("yan2009", "yan2008"), ("LI2009", "Li2009"), ("林2021", "林2012"), ("zzz", None), ("", None)],
)
def test_nearest(mistyped: str, meant: str | None) -> None:
    """A mistyped key leads to the nearest one, whatever its case; a strange one leads nowhere."""
    found = LIBRARY.nearest(mistyped)
    assert (found and found.key) == meant


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (PartialDate(2015), "2015"),
        (PartialDate(2015, 3), "2015-03"),
        (PartialDate(2015, 3, 27), "2015-03-27"),
        (PartialDate(868), "0868"),
    ],
)
def test_dates(date: PartialDate, text: str) -> None:
    """A date prints in ISO 8601 as precisely as it is known."""
    assert str(date) == text


def test_frozen() -> None:
    """References and people cannot be changed, and can be put in sets."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        reference("a", 1).title = "x"  # type: ignore[misc]  # the point of the test
    assert len({reference("a", 1), reference("a", 1), Person("林", "沪"), Person("林", "沪")}) == 2
