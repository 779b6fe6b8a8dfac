"""Years, months and dates as bibliographies write them."""

import pytest

from bireview.bibliography.dates import parse_date, parse_month, parse_year

# The forms of GB/T 7714 are those of its own examples.
YEARS: dict[str, int | None] = {
    "2018": 2018,
    "２０１８": 2018,
    "[1936]": 1936,
    "c1988": 1988,
    "1995印刷": 1995,
    "1947（民国三十六年）": 1947,
    "1957-1990": 1957,
    "1957--1990": 1957,
    "1984-": 1984,
    "20l8": None,
    "18": None,
    "0000": None,
    "2018年": None,
    "20188": None,
    "in press": None,
    "待发表": None,
    "": None,
}


@pytest.mark.parametrize("text", YEARS)
def test_years(text: str) -> None:
    """A year is four digits, or one of the forms that GB/T 7714 knows; nothing else."""
    assert parse_year(text) == YEARS[text]


DATES: dict[str, str | None] = {
    "2015-03-27": "2015-03-27",
    "2015-3": "2015-03",
    "2015": "2015",
    "2015-03-27/2015-04-01": "2015-03-27",
    "1984/": "1984",
    "1936~": "1936",
    "2016-02-29": "2016-02-29",
    "2015-02-29": None,
    "2015-13": None,
    "2015-00": None,
    "27.03.2015": None,
    "2015年3月27日": None,
    "March 2015": None,
    "": None,
}


@pytest.mark.parametrize("text", DATES)
def test_dates(text: str) -> None:
    """A date is ISO 8601 and stands in the calendar; of a range the first day counts."""
    found = parse_date(text)
    assert (str(found) if found else None) == DATES[text]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("3", (3, None)),
        ("March", (3, None)),
        ("Mar.", (3, None)),
        ("sept", (9, None)),
        ("3月", (3, None)),
        ("March 27", (3, 27)),
        ("May-June", (5, None)),
        ("13", None),
        ("0", None),
        ("m", None),
        ("Smarch", None),
        ("三月", None),
    ],
)
def test_months(text: str, month: tuple[int, int | None] | None) -> None:
    """A month is a number or an English name, whole or cut; a day may follow."""
    assert parse_month(text) == month
