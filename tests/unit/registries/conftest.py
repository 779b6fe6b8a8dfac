"""Crossref, DataCite and doi.org, played by one real server on this machine."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from bireview.registries.online import Registries, Services

DATA = Path(__file__).with_name("records.json")


@dataclass
class Played:
    """What the server answers, by path without its percent-encoding, and what it was asked."""

    address: str = ""
    answers: dict[str, list[tuple[int, dict[str, str], str]]] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    @property
    def services(self) -> Services:
        return Services(f"{self.address}/crossref", f"{self.address}/datacite", f"{self.address}/handles")

    def answer(self, path: str, *answers: tuple[int, dict[str, str], str] | object) -> None:
        """Give these answers in turn, the last one for ever; what is no tuple is sent as JSON with status 200."""
        self.answers[path] = [a if isinstance(a, tuple) else (200, {}, json.dumps(a)) for a in answers]

    def next_answer(self, path: str) -> tuple[int, dict[str, str], str]:
        """Crossref says a sentence when it has nothing, DataCite a list of errors, doi.org the code 100."""
        if path in self.answers:
            waiting = self.answers[path]
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]
        service, _, doi = path.removeprefix("/").partition("/")
        bodies = {
            "crossref": "Resource not found.",
            "datacite": '{"errors": [{"status": "404", "title": "The resource is not here."}]}',
            "handles": json.dumps({"responseCode": 100, "handle": doi}),
        }
        return 404, {}, bodies[service]


@pytest.fixture(scope="session")
def _server() -> Iterator[tuple[ThreadingHTTPServer, list[Played]]]:
    current: list[Played] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server calls
            played, path = current[0], unquote(self.path)
            played.asked.append(path)
            played.agents.add(self.headers["User-Agent"])
            time.sleep(played.delays.get(path, 0))
            status, headers, body = played.next_answer(path)
            data = body.encode()
            try:
                self.send_response(status)
                for name, value in {"Content-Length": str(len(data)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)
            except OSError:  # the client did not wait
                return

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server, current
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def played(_server: tuple[ThreadingHTTPServer, list[Played]]) -> Played:
    """A server that knows nothing yet."""
    server, current = _server
    current[:] = [Played(f"http://127.0.0.1:{server.server_port}")]
    return current[0]


@pytest.fixture
def slept() -> list[float]:
    """The seconds that the registries' client would have slept."""
    return []


@pytest.fixture
def registries(played: Played, slept: list[float], tmp_path: Path) -> Registries:
    """A client of the played services that never really sleeps."""
    return Registries(tmp_path / "cache", played.services, pause=0, timeout=0.5, sleep=slept.append)


@pytest.fixture(scope="session")
def records() -> dict[str, Any]:
    """Answers in the shape of the two services, by a name of the case; works and people are invented."""
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found
