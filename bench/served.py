"""A built site on a server that compresses, as hosts do, and a real Chromium to open it in."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".css": "text/css"}


@contextmanager
def serve(site: Path, latency: float = 0) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The site's address, and a list to which each request adds its path and compressed size.

    Each answer takes `latency` milliseconds more, to stand for a network.
    """
    log: list[tuple[str, int]] = []
    bodies: dict[Path, bytes] = {}  # Compressed once: a host takes no time for it.

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # As hosts do; else head and body are 40 ms apart.

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = site / path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file()
            if found and file not in bodies:
                bodies[file] = gzip.compress(file.read_bytes(), 6)
            body = bodies[file] if found else b""
            log.append((path, len(body)))
            time.sleep(latency / 1000)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
            if found:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            with suppress(ConnectionError):  # A browser may close while files come in the background.
                self.end_headers()
                self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        thread = threading.Thread(target=http.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_port}/", log
        finally:
            http.shutdown()
            thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: the one of `BIREVIEW_CHROMIUM`, or what `tools/chromium --find` finds."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("BIREVIEW_CHROMIUM")
    if path is None:
        command = ["sh", str(ROOT / "tools/chromium"), "--find"]
        environment = {**os.environ, "PYTHON": sys.executable, "CI": ""}
        path = subprocess.run(
            command, env=environment, capture_output=True, encoding="utf-8", check=False
        ).stdout.strip()
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or None, chromium_sandbox=not root)
        yield browser
        browser.close()
