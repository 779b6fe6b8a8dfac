"""Asking the registries: order, courtesy, faults and the cache, over real connections."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bireview.registries.online import Elsewhere, NotAsked, Registries, Services, Unknown
from bireview.registries.registered import Registered

if TYPE_CHECKING:
    from .conftest import Played

DOI = "10.5555/plain.1"
CROSSREF = f"/crossref/works/{DOI}"


def reason(answer: object) -> str:
    assert isinstance(answer, NotAsked)
    return answer.reason


def test_crossref_first(played: Played, registries: Registries, records: dict[str, Any]) -> None:
    """What Crossref knows is asked of nobody else, under the project's name."""
    played.answer(CROSSREF, records["plain"])
    answer = registries.look_up(DOI)
    assert isinstance(answer, Registered)
    assert (answer.agency, played.asked) == ("Crossref", [CROSSREF])
    assert all(agent.startswith("bireview/") and "mailto" not in agent for agent in played.agents)


def test_contact(played: Played, registries: Registries) -> None:
    """An e-mail address is sent when there is one."""
    replace(registries, contact="a@example.org").look_up(DOI)
    assert all("mailto:a@example.org" in agent for agent in played.agents)


def test_then_datacite_then_handles(played: Played, registries: Registries, records: dict[str, Any]) -> None:
    """What Crossref does not know is asked of DataCite, and what neither knows of doi.org."""
    played.answer("/datacite/dois/10.5555/data.1", records["dataset"])
    played.answer("/handles/10.3969/j.issn.1001-5256", {"responseCode": 1, "handle": "10.3969/j.issn.1001-5256"})
    answer = registries.look_up("10.5555/data.1")
    assert isinstance(answer, Registered)
    assert answer.agency == "DataCite"
    assert registries.look_up("10.3969/j.issn.1001-5256") == Elsewhere()
    assert registries.look_up("10.5555/nowhere") == Unknown()
    assert played.asked[-3:] == [f"/{s}/10.5555/nowhere" for s in ("crossref/works", "datacite/dois", "handles")]


def test_odd_characters(played: Played, registries: Registries, records: dict[str, Any]) -> None:
    """A DOI reaches the registries whole, whatever characters it has."""
    doi = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID#SIM?968>3.0.CO;2-2%中"
    played.answer(f"/crossref/works/{doi}", records["plain"])
    assert isinstance(registries.look_up(doi), Registered)


def test_retry_after(played: Played, registries: Registries, records: dict[str, Any], slept: list[float]) -> None:
    """A busy registry is asked again when it wants, in seconds or at a time of day."""
    registries.clock = lambda: 1_700_000_000
    at = formatdate(1_700_000_030, usegmt=True)
    played.answer(CROSSREF, (429, {"Retry-After": "7"}, ""), (503, {"Retry-After": at}, ""), records["plain"])
    assert isinstance(registries.look_up(DOI), Registered)
    assert [wait for wait in slept if wait] == [7, 30]


@pytest.mark.parametrize(
    ("answer", "waits", "says"),
    [
        ((429, {"Retry-After": "3600"}, ""), [], "3600 s"),
        ((429, {}, ""), [2, 4], "Crossref answered 429, 3 times"),
        ((503, {"Retry-After": "soon"}, ""), [2, 4], "Crossref answered 503"),
        ((403, {}, "no"), [], "Crossref answered 403"),
        ((200, {}, "<html>Sign in to the network</html>"), [], "something else than a record"),
        ((200, {}, '{"message": {"DOI": "10.5555'), [], "something else than a record"),
        ((200, {}, '{"message": []}'), [], "something else than a record"),
    ],
)
def test_faults(
    played: Played,
    registries: Registries,
    slept: list[float],
    answer: tuple[int, dict[str, str], str],
    waits: list[float],
    says: str,
) -> None:
    """A fault means that nothing is known; it never means that the DOI does not exist."""
    played.answer(CROSSREF, answer)
    found = registries.look_up(DOI)
    assert says in reason(found)
    assert not (isinstance(found, NotAsked) and found.no_network)
    assert [wait for wait in slept if wait] == waits


def test_handles_fault(played: Played, registries: Registries) -> None:
    """A 404 without doi.org's own code is a fault too: something in between may have sent it."""
    played.answer(f"/handles/{DOI}", (404, {}, "<html>404</html>"))
    assert "doi.org" in reason(registries.look_up(DOI))


def test_time_limit(played: Played, registries: Registries) -> None:
    """A registry that does not answer is not waited for."""
    played.delays[CROSSREF] = 1.5
    assert "0.5 s" in reason(registries.look_up(DOI))


def test_no_network(tmp_path: Path) -> None:
    """Where nobody answers, two requests are made and no more."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    slept: list[float] = []
    nobody = Services(*[f"http://127.0.0.1:{port}"] * 3)
    registries = Registries(tmp_path, nobody, sleep=slept.append)
    answers = [registries.look_up(f"10.5555/{n}") for n in range(5)]
    assert [isinstance(a, NotAsked) and a.no_network for a in answers] == [True] * 5
    assert (len(slept), list(tmp_path.iterdir())) == (2, [])


def test_cache(played: Played, registries: Registries, records: dict[str, Any]) -> None:
    """An answer is asked for once a week, "not found" once a day; offline, an old answer will do."""
    now = 1_700_000_000.0
    day = 86_400
    registries.clock = lambda: now
    played.answer(CROSSREF, records["plain"])
    first = registries.look_up(DOI)
    assert registries.look_up("10.5555/none") == Unknown()
    asked = len(played.asked)
    assert (registries.look_up(DOI), registries.look_up("10.5555/none")) == (first, Unknown())
    assert len(played.asked) == asked
    now += 2 * day
    assert (registries.look_up(DOI), registries.look_up("10.5555/none")) == (first, Unknown())
    assert len(played.asked) == asked + 3
    now += 30 * day
    registries.offline = True
    assert registries.look_up(DOI) == first
    assert reason(registries.look_up("10.5555/new")) == "not in the cache"
    registries.offline = False
    assert registries.look_up(DOI) == first
    assert len(played.asked) == asked + 4


def test_faults_are_not_kept(played: Played, registries: Registries, records: dict[str, Any]) -> None:
    """What was no record is asked for again."""
    played.answer(CROSSREF, (200, {}, "<html>"), (500, {}, ""), records["plain"])
    reason(registries.look_up(DOI))
    assert isinstance(registries.look_up(DOI), Registered)


@pytest.mark.parametrize("broken", ["", "{", "[]", "{}", '{"address": 1, "time": "x", "status": 200, "body": ""}'])
def test_broken_cache(played: Played, registries: Registries, records: dict[str, Any], broken: str) -> None:
    """A cache file that cannot be read is passed over and written anew."""
    played.answer(CROSSREF, records["plain"])
    registries.look_up(DOI)
    (kept,) = registries.cache.iterdir()
    kept.write_text(broken, encoding="utf-8")
    assert isinstance(registries.look_up(DOI), Registered)
    assert json.loads(kept.read_text(encoding="utf-8"))["address"].endswith("plain.1")


def test_cache_cannot_be_written(played: Played, registries: Registries, records: dict[str, Any]) -> None:
    """Where nothing can be kept, the check goes on without."""
    played.answer(CROSSREF, records["plain"])
    registries.cache.write_text("a file where the folder should be", encoding="utf-8")
    assert isinstance(registries.look_up(DOI), Registered)


def test_services_from_environment() -> None:
    """Addresses can be set one by one; what is no http address is refused."""
    found = Services.from_environment({"BIREVIEW_CROSSREF_URL": "http://127.0.0.1:1/", "BIREVIEW_DATACITE_URL": ""})
    assert found == Services(crossref="http://127.0.0.1:1")
    with pytest.raises(ValueError, match="file:"):
        Services.from_environment({"BIREVIEW_HANDLES_URL": "file:x"})
