"""The network: ask the registries for a DOI, one request at a time, and keep what they answer on disk."""

from __future__ import annotations

import hashlib
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from bireview.registries.registered import Registered, record_from_crossref, record_from_datacite

CACHE = Path(".cache", "bireview", "registries")
_DAY = 24 * 60 * 60
_AGE = {200: 7 * _DAY, 404: _DAY}  # how long an answer is good for: a retraction should not stay hidden for long
_LARGEST = 16 * 1024 * 1024  # bytes; Crossref's record of a work with thousands of references has a few
_LONGEST_WAIT = 60  # seconds
_ATTEMPTS = 3
_GIVE_UP = 2  # so many requests running without a connection, and no more are made


@dataclass(frozen=True)
class Services:
    """Where the registries answer; addresses without a slash at the end."""

    crossref: str = "https://api.crossref.org"
    datacite: str = "https://api.datacite.org"
    handles: str = "https://doi.org/api/handles"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Services:
        """The addresses that BIREVIEW_CROSSREF_URL, BIREVIEW_DATACITE_URL and BIREVIEW_HANDLES_URL name, if they do."""
        given = {name: environment.get(f"BIREVIEW_{name.upper()}_URL", "") for name in cls.__dataclass_fields__}
        wrong = [url for url in given.values() if url and not url.startswith(("https://", "http://"))]
        if wrong:
            raise ValueError(f"'{wrong[0]}' is not an http address")
        return cls(**{name: url.rstrip("/") for name, url in given.items() if url})


@dataclass(frozen=True)
class Unknown:
    """No registry has the DOI, and it resolves to nothing."""


@dataclass(frozen=True)
class Elsewhere:
    """The DOI resolves, but its registry is none of those that are asked."""


@dataclass(frozen=True)
class NotAsked:
    """Nothing is known, for `reason`; `no_network`: because no connection came about."""

    reason: str
    no_network: bool = False


Answer = Registered | Unknown | Elsewhere | NotAsked


class _NoAnswerError(Exception):
    """A request that came to nothing."""

    def __init__(self, reason: str, *, no_network: bool = False) -> None:
        super().__init__(reason)
        self.answer = NotAsked(reason, no_network)


@dataclass(frozen=True)
class _Response:
    status: int
    body: str

    def json(self) -> object:
        """The body read as JSON; None when it is not JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass
class Registries:
    """Crossref, then DataCite for what Crossref does not know, then doi.org for what neither knows."""

    cache: Path
    """A folder, made when there is something to keep."""
    services: Services = field(default_factory=Services)
    contact: str = ""
    """An e-mail address for the registries, which serve those who give one better."""
    offline: bool = False
    """Take what the cache has, however old, and ask nobody."""
    timeout: float = 15
    """Seconds for connecting, and for each piece of an answer."""
    pause: float = 0.25
    """Seconds between two requests."""
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time
    failures: list[_NoAnswerError] = field(default_factory=list, init=False, repr=False)
    """The requests since the last answer for which no connection came about."""

    def look_up(self, doi: str) -> Answer:
        """What the registries know of a bare DOI. Whatever goes wrong is an answer, not an exception."""
        asked = (
            ("Crossref", f"{self.services.crossref}/works/{quote(doi, safe='')}", record_from_crossref),
            ("DataCite", f"{self.services.datacite}/dois/{quote(doi, safe='')}", record_from_datacite),
        )
        try:
            for name, address, read in asked:
                response = self.get(name, address)
                if response.status == 404:
                    continue
                return read(response.json()) or NotAsked(f"{name} answered with something else than a record")
            return self.resolve(doi)
        except _NoAnswerError as error:
            return error.answer

    def resolve(self, doi: str) -> Unknown | Elsewhere | NotAsked:
        """Whether doi.org knows the DOI. Source: DOI Handbook, proxy server REST API: 1 is success, 100 not found."""
        answer = self.get("doi.org", f"{self.services.handles}/{quote(doi, safe='/')}").json()
        code = answer.get("responseCode") if isinstance(answer, dict) else None
        if code in (1, 200):
            return Elsewhere()
        return Unknown() if code == 100 else NotAsked("doi.org answered with something else than a record")

    def get(self, name: str, address: str) -> _Response:
        """The answer to a request, from the cache if it is fresh; only answers that are 200 or 404 come back."""
        kept = self.cache / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.json"
        if found := self.read(kept, address):
            return found
        if self.offline:
            raise _NoAnswerError("not in the cache")
        if len(self.failures) >= _GIVE_UP:
            raise self.failures[-1]
        try:
            response = self.ask(name, address)
        except _NoAnswerError as error:
            self.failures = [*self.failures, error] if error.answer.no_network else []
            raise
        self.failures = []
        if response.status == 404 or response.json() is not None:
            self.keep(kept, address, response)
        return response

    def ask(self, name: str, address: str) -> _Response:
        """Ask, and ask again when the service is busy: as late as it wants, or not at all if that is too late."""
        for attempt in range(1, _ATTEMPTS + 1):
            self.sleep(self.pause)
            status, wish, body = self.request(name, address)
            if status in (200, 404):
                return _Response(status, body)
            if status not in (429, 500, 502, 503, 504):
                raise _NoAnswerError(f"{name} answered {status}")
            wait = self.wanted_wait(wish) or 2.0**attempt
            if wait > _LONGEST_WAIT:
                raise _NoAnswerError(f"{name} is busy and wants to be left alone for {wait:.0f} s")
            if attempt < _ATTEMPTS:
                self.sleep(wait)
        raise _NoAnswerError(f"{name} answered {status}, {_ATTEMPTS} times")

    def request(self, name: str, address: str) -> tuple[int, str, str]:
        """Status, Retry-After and body of one answer."""
        reach = f"; mailto:{self.contact}" if self.contact else ""
        agent = f"bireview/{version('bireview')} (checks the DOIs of a bibliography{reach})"
        headers = {"User-Agent": agent, "Accept": "application/json"}
        request = urllib.request.Request(address, headers=headers)  # noqa: S310  # Services takes http and https only
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                return answer.status, "", answer.read(_LARGEST).decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers.get("Retry-After", ""), error.read(_LARGEST).decode("utf-8", "replace")
        except TimeoutError:
            raise _NoAnswerError(f"{name} did not answer within {self.timeout:g} s", no_network=True) from None
        except urllib.error.URLError as error:
            reason = "it did not answer in time" if isinstance(error.reason, TimeoutError) else error.reason
            raise _NoAnswerError(f"{name} cannot be reached: {reason}", no_network=True) from None
        except (OSError, http.client.HTTPException) as error:
            raise _NoAnswerError(f"{name} broke off: {error or type(error).__name__}", no_network=True) from None

    def wanted_wait(self, header: str) -> float:
        """Seconds that a Retry-After asks for, given as a number or as a date; 0 when it cannot be read."""
        if header.strip().isdecimal():
            return float(header)
        try:
            day = parsedate_to_datetime(header)
        except ValueError:
            return 0
        day = day if day.tzinfo else day.replace(tzinfo=UTC)
        return max(0.0, (day - datetime.fromtimestamp(self.clock(), UTC)).total_seconds())

    def read(self, kept: Path, address: str) -> _Response | None:
        """An answer kept before; None when there is none that can be read or it is too old."""
        try:
            entry = json.loads(kept.read_text(encoding="utf-8"))
            response, age = _Response(int(entry["status"]), str(entry["body"])), self.clock() - float(entry["time"])
            good = entry["address"] == address and (self.offline or 0 <= age <= _AGE[response.status])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return response if good else None

    def keep(self, kept: Path, address: str, response: _Response) -> None:
        """Write an answer down; a cache that cannot be written is done without."""
        entry = {"address": address, "time": self.clock(), "status": response.status, "body": response.body}
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            fresh = kept.with_suffix(".new")
            fresh.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
            fresh.replace(kept)
        except OSError:
            return
