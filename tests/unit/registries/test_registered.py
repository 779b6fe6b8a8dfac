"""Answers of Crossref and DataCite, read."""

from __future__ import annotations

from typing import Any

import pytest

from bireview.bibliography.model import PartialDate, Person, Status, StatusKind
from bireview.registries.registered import Registered, is_marked, record_from_crossref, record_from_datacite, unmarked

RETRACTED, CONCERN, CORRECTED = StatusKind


def test_crossref(records: dict[str, Any]) -> None:
    """Titles lose their markup, the first author comes first, and every year of publication is there."""
    title = "Umbilical cord cells in decompensated cirrhosis & fibrosis"
    assert record_from_crossref(records["plain"]) == Registered(
        "Crossref",
        "10.5555/plain.1",
        (title, f"{title}: a small trial"),
        (Person("Zhang", "Wei"), Person("Núñez", "Ana"), Person(literal="The Example Group")),
        (2018, 2019),
    )


UPDATES = {
    "plain": (),
    "retracted": (
        Status(RETRACTED, PartialDate(2019, 7, 26), "10.5555/notice.1"),
        Status(CORRECTED, PartialDate(2016, 1, 5), "10.5555/erratum.1"),
    ),
    "concern": (Status(CONCERN, PartialDate(2020, 3, 1), "10.5555/eoc.1"),),
    "corrected": (Status(CORRECTED, PartialDate(2015, 3, 1), "10.5555/corr.1"),),
    "related": (Status(RETRACTED, notice="10.5555/notice.2"),),
    "in_place": (Status(RETRACTED, PartialDate(2012, 2, 2), "10.5555/INPLACE.1"),),
    "reinstated": (),
    "notice": (),
}


@pytest.mark.parametrize("case", UPDATES)
def test_updates(case: str, records: dict[str, Any]) -> None:
    """What became of a work is found wherever Crossref has it, each notice once; a new version is no correction."""
    record = record_from_crossref(records[case])
    assert record
    assert record.updates == UPDATES[case]


def test_notice(records: dict[str, Any]) -> None:
    """A notice names the work that it is about."""
    record = record_from_crossref(records["notice"])
    assert record
    assert record.notices == (Status(RETRACTED, PartialDate(2019, 7, 26), "10.5555/retracted.1"),)


def test_datacite(records: dict[str, Any]) -> None:
    """Creators are people with parts, people with a comma, or bodies."""
    assert record_from_datacite(records["dataset"]) == Registered(
        "DataCite",
        "10.5555/data.1",
        ("Liver cell counts", "肝细胞计数"),
        (Person("Ma", "Lin"), Person("Roe", "Jane"), Person(literal="Liver Data, Inc.")),
        (2020, 2021),
    )
    withdrawn = record_from_datacite(records["withdrawn_dataset"])
    assert withdrawn
    assert withdrawn.updates == (Status(RETRACTED, PartialDate(2022, 5, 6)),)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        "Resource not found.",
        {},
        {"message": None},
        {"message": {"DOI": 3}},
        {"data": [1]},
        {"data": {"attributes": 1}},
    ],
)
def test_other_shapes(answer: object) -> None:
    """What is no record is none, whatever its shape."""
    assert record_from_crossref(answer) is None
    assert record_from_datacite(answer) is None


@pytest.mark.parametrize("broken", [None, 1, "x", [], [None], [1], {"a": 1}, [[]], [{"date-parts": 1}]])
@pytest.mark.parametrize("key", ["title", "author", "issued", "updated-by", "update-to", "relation", "subtitle"])
def test_broken_parts(key: str, broken: object) -> None:
    """A part of an unexpected shape is passed over; the rest of the record is read."""
    record = record_from_crossref({"message": {"DOI": "10.5555/x", key: broken}})
    assert record
    assert record.doi == "10.5555/x"


MARKED = {
    "RETRACTED ARTICLE: Cells": "Cells",
    "Retracted: Cells": "Cells",
    "WITHDRAWN: Cells": "Cells",
    "[Retracted] Cells": "Cells",
    "REMOVED: Cells": "Cells",
    "【撤稿】肝细胞": "肝细胞",
    "撤稿：肝细胞": "肝细胞",
    "Cells (Retracted)": "Cells",
    "Cells [Retracted Article]": "Cells",
    "肝细胞（已撤稿）": "肝细胞",
}
UNMARKED = [
    "Retracted articles in oncology: a survey",
    "Retraction Note: Cells",
    "撤稿论文的计量分析",
    "Withdrawn from care: patients with cirrhosis",
    "Cells retracted from tissue",
]


@pytest.mark.parametrize("title", MARKED)
def test_marked(title: str) -> None:
    """Publishers mark the titles of retracted works in several ways."""
    assert is_marked(title)
    assert unmarked(title) == MARKED[title]


@pytest.mark.parametrize("title", UNMARKED)
def test_unmarked(title: str) -> None:
    """A title about retractions is not the title of a retracted work."""
    assert not is_marked(title)
    assert unmarked(title) == title
