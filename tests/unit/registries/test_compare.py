"""An entry beside its record."""

from __future__ import annotations

import pytest

from bireview.bibliography.model import PartialDate, Person, Reference, Status, StatusKind
from bireview.problems import Location
from bireview.registries.compare import compare, fold, year_remark
from bireview.registries.registered import Registered

TITLE = "Umbilical cord mesenchymal stem cells in decompensated liver cirrhosis"
中文题名 = "脐带间充质干细胞治疗失代偿期肝硬化的疗效"
RETRACTED, CONCERN, CORRECTED = StatusKind


def entry(title: str = TITLE, author: Person | None = None, year: int | None = 2018, **more: object) -> Reference:
    date = PartialDate(year) if year else None
    authors = (author,) if author else ()
    return Reference("zhang2018", "article", 7, 1, authors, title=title, date=date, doi="10.5555/A", **more)  # type: ignore[arg-type]  # test data


def record(
    *titles: str, authors: tuple[Person, ...] = (), years: tuple[int, ...] = (2018,), **more: object
) -> Registered:
    return Registered("Crossref", "10.5555/a", titles or (TITLE,), authors, years, **more)  # type: ignore[arg-type]  # test data


SAME_TITLES = [
    (TITLE, TITLE),
    (TITLE, "UMBILICAL CORD MESENCHYMAL STEM CELLS IN DECOMPENSATED LIVER CIRRHOSIS."),
    (TITLE, "Umbilical-cord mesenchymal stem‐cells in decompensated liver cirrhosis"),
    (TITLE, f"{TITLE}: a randomised trial"),
    (f"{TITLE}—a randomised trial", TITLE),
    (f"RETRACTED: {TITLE}", TITLE),
    ("TGF-β1 and tumour growth in fibrosis", "TGF-beta1 and tumor growth in fibrosis"),
    ("Étude de cellules hépatiques", "Etude de cellules hepatiques"),
    ("Cells & tissues of the liver", "Cells and Tissues of the Liver"),
    (中文题名, f"{中文题名}：一项随机对照试验"),
    (中文题名, "脐带间充质干细胞 治疗失代偿期肝硬化的疗效."),
    (中文题名, TITLE),  # nothing to compare
    ("", TITLE),
]
OTHER_TITLES = [
    (TITLE, "Bone marrow mesenchymal stem cells in acute liver failure"),
    (TITLE, "Umbilical cord"),
    ("Cells: a review", "Cells: mice and men"),
    (中文题名, "骨髓间充质干细胞治疗急性肝衰竭的研究进展"),
    ("肝：综述", "肝：小鼠实验"),
]


@pytest.mark.parametrize(("ours", "theirs"), SAME_TITLES)
def test_same_title(ours: str, theirs: str) -> None:
    """Case, accents, spaces, Greek letters, spelling, a subtitle and our mark of retraction make no other title."""
    assert compare(entry(ours), record(theirs), "references.bib") == []


@pytest.mark.parametrize(("ours", "theirs"), OTHER_TITLES)
def test_other_title(ours: str, theirs: str) -> None:
    """Another work's title is reported at the entry's line, with what the registry has."""
    (problem,) = compare(entry(ours), record(theirs), "references.bib")
    assert (problem.rule, problem.location) == ("doi-mismatch", Location("references.bib", 7))
    assert f"another title, '{theirs}'" in problem.message
    assert "https://doi.org/10.5555/a" in problem.hint


def test_any_title_will_do() -> None:
    """One of the registry's titles and one of the entry's two records agreeing is enough."""
    twin = entry(中文题名)
    assert compare(entry("Quite another translation of it", twin=twin), record(TITLE, 中文题名), "b") == []


SAME_AUTHORS = [
    (Person("Zhang", "W"), Person("Zhang", "Wei")),
    (Person("Zhang", "W"), Person("Wei", "Zhang")),  # the wrong way round, as often
    (Person("Chávez-Tapia", "NC"), Person("Chavez Tapia", "Norberto")),
    (Person("Müller", "A"), Person("Mueller", "A")),
    (Person("Engel", "S", "van den"), Person("van den Engel", "S")),
    (Person("van den Engel", "S"), Person("Engel", "S")),
    (Person("Løvås", "K"), Person("Lovas", "K")),
    (Person("García", "M"), Person("García López", "M")),
    (Person("Zhang", "W"), Person(literal="Wei Zhang")),
    (Person("林", "沪"), Person("林", "沪")),
    (Person("林沪"), Person("林", "沪")),
    (Person("林", "沪"), Person(literal="林沪")),
    (Person("林", "沪"), Person("Lin", "Hu")),  # nothing to compare
    (Person(literal="World Health Organization"), Person(literal="World Health Organisation")),
]
OTHER_AUTHORS = [
    (Person("Zhang", "W"), Person("Li", "W")),
    (Person("Wang", "L"), Person("Wan", "L")),
    (Person("林", "沪"), Person("王", "沪")),
    (Person(literal="World Health Organization"), Person("Smith", "J")),
]


@pytest.mark.parametrize(("ours", "theirs"), SAME_AUTHORS)
def test_same_author(ours: Person, theirs: Person) -> None:
    """Accents, particles, initials, order of the parts and script make no other author."""
    assert compare(entry(author=ours), record(authors=(theirs, Person("Other", "O"))), "b") == []


@pytest.mark.parametrize(("ours", "theirs"), OTHER_AUTHORS)
def test_other_author(ours: Person, theirs: Person) -> None:
    """Another family name is another author."""
    (problem,) = compare(entry(author=ours), record(authors=(theirs,)), "b")
    assert problem.rule == "doi-mismatch"
    assert f"another first author, '{theirs.family}' and not '{ours.family or ours.literal}'" in problem.message


def test_first_author_only() -> None:
    """An author who is somewhere in the list is not the first; a body may stand anywhere in it."""
    people = (Person("Li", "G"), Person("Zhang", "W"), Person(literal="Liver Group"))
    assert compare(entry(author=Person("Zhang", "W")), record(authors=people), "b")
    assert compare(entry(author=Person(literal="Liver Group")), record(authors=people), "b") == []
    assert compare(entry(author=Person("Li", "G")), record(authors=people[::-1][:1] + people), "b") == []


@pytest.mark.parametrize(
    ("year", "years", "mismatch", "remark"),
    [
        (2018, (2018, 2019), False, False),
        (2019, (2018, 2019), False, False),
        (2020, (2018, 2019), False, True),
        (2017, (2018,), False, True),
        (2021, (2018, 2019), True, False),
        (2018, (), False, False),
        (None, (2018,), False, False),
    ],
)
def test_years(year: int | None, years: tuple[int, ...], mismatch: bool, remark: bool) -> None:
    """A year beside those of the registry is worth a word; one further off is another year."""
    ours, theirs = entry(year=year), record(years=years)
    assert bool(compare(ours, theirs, "b")) is mismatch
    assert bool(year_remark(ours, theirs)) is remark


def test_all_at_once() -> None:
    """All differences of an entry stand in one problem, since they have one cause."""
    (problem,) = compare(
        entry(author=Person("Li", "G")), record("Quite other cells", authors=(Person("Ma"),), years=(1999,)), "b"
    )
    assert [part in problem.message for part in ("another title", "another year", "another first author")] == [True] * 3


RETRACTION = Status(RETRACTED, PartialDate(2019, 7, 26), "10.5555/notice")
CORRECTION = Status(CORRECTED, PartialDate(2016), "10.5555/erratum")


@pytest.mark.parametrize(
    ("marked", "updates", "field"),
    [
        (None, (RETRACTION, CORRECTION), "retracted = {2019-07-26, 10.5555/notice}"),
        (None, (CORRECTION,), "corrected = {2016, 10.5555/erratum}"),
        (None, (CORRECTION, Status(CORRECTED, PartialDate(2017), "10.5555/e2")), "corrected = {2017, 10.5555/e2}"),
        (None, (Status(CONCERN, notice="10.5555/eoc"),), "concern = {10.5555/eoc}"),
        (None, (Status(RETRACTED),), "retracted = {yes}"),
        (CORRECTION, (RETRACTION, CORRECTION), "retracted = {2019-07-26, 10.5555/notice}"),
        (Status(RETRACTED), (RETRACTION, CORRECTION), ""),
        (CORRECTION, (CORRECTION,), ""),
        (RETRACTION, (), ""),
    ],
)
def test_retracted(marked: Status | None, updates: tuple[Status, ...], field: str) -> None:
    """What became of a work is reported, with the field to write, until the entry says it."""
    problems = compare(entry(status=marked), record(updates=updates), "b")
    assert [p.rule for p in problems] == (["retracted-work"] if field else [])
    assert all(p.hint.startswith(f"Add a field: {field},") for p in problems)


def test_notice_instead_of_work() -> None:
    """A DOI that is the notice's and not the work's is reported with the work's; a notice may be cited as one."""
    notice = record(f"Retraction Note: {TITLE}", notices=(Status(RETRACTED, notice="10.5555/work"),))
    (problem,) = compare(entry(), notice, "b")
    assert (problem.rule, "doi = {10.5555/work}" in problem.hint) == ("doi-mismatch", True)
    assert compare(entry(f"Retraction note: {TITLE}"), notice, "b") == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("TGF-β1 & “Æsir”", "tgfbeta1andaesir"),
        ("Straße ø Ł", "strasseol"),
        ("ＡＢＣ　肝 细胞", "abc肝细胞"),
        ("x²", "x2"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Folding leaves letters and digits."""
    assert fold(text) == folded
