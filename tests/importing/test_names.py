"""Names as reference lists print them, read into family, given, particle and suffix."""

from __future__ import annotations

import pytest

from bireview.importing.people import read_people


def told(text: str) -> list[str] | None:
    """`particle|family|given|suffix` of each person, or the name of a body."""
    found = read_people(text)
    return found and [p.literal or f"{p.particle}|{p.family}|{p.given}|{p.suffix}" for p in found[0]]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("ZHANG X A, LI H", ["|Zhang|XA|", "|Li|H|"]),
        ("ZHANG X Y Z, et al", ["|Zhang|XYZ|"]),
        ("Zhang, X. A., Li, H.", ["|Zhang|XA|", "|Li|H|"]),
        ("J. A. Smith, B. Jones", ["|Smith|JA|", "|Jones|B|"]),
        ("SMITH TP Jr, DOE J 3rd", ["|Smith|TP|Jr", "|Doe|J|3rd"]),
        ("SMITH T P JR", ["|Smith|TP|Jr"]),
        ("Smith J, Jr", ["|Smith|J|Jr"]),
        ("DE LA CRUZ J C", ["de la|Cruz|JC|"]),
        ("VAN DEN ENGEL-HOEK L", ["van den|Engel-Hoek|L|"]),
        ("WANG Xiaoming, LI Hong", ["|Wang|Xiaoming|", "|Li|Hong|"]),
        ("MCDONALD A B C", ["|McDonald|ABC|"]),
        ("SMITH J-P", ["|Smith|J-P|"]),
        ("GARCÍA LÓPEZ M", ["|García López|M|"]),
        ("Smith J, Jones K, ABC Study Group", ["|Smith|J|", "|Jones|K|", "ABC Study Group"]),
        ("Fluss R, for the REACT Investigators", ["|Fluss|R|", "REACT Investigators"]),
        ("UNION A, GROUP B", ["|Union|A|", "|Group|B|"]),
        ("欧阳晓晓, 李红, 等", ["|欧阳|晓晓|", "|李|红|"]),
        ("中华医学会肝病学分会", ["中华医学会肝病学分会"]),
    ],
)
def test_names(printed: str, read: list[str]) -> None:
    """Initials stand together or apart, names in capitals or not, suffixes and bodies at their places."""
    assert told(printed) == read


@pytest.mark.parametrize("text", ["Renovation of the scope, 2nd part (2018)", "肝脏的再生：一项研究"])
def test_what_is_no_list_of_names(text: str) -> None:
    """A title is not taken for names."""
    assert told(text) is None
