"""How this package was installed, so that a new project can install it likewise."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from bireview.site_files import REQUIREMENTS


def installation_files() -> dict[str, str]:
    """The exact versions to install, and where this package is if it came from this machine."""
    texts = {"requirements.txt": REQUIREMENTS.read_text(encoding="utf-8")}
    if source := local_source():
        # Not in the Makefile, which travels: the path means something on this machine only.
        texts["local.mk"] = f"BIREVIEW := {source.replace('$', '$$')}\n"
    return texts


def _origin() -> dict[str, object]:
    """From where pip installed this package, as it noted it (PEP 610); nothing when it came from an index."""
    try:
        text = metadata.distribution("bireview").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return {}
    found: dict[str, object] = json.loads(text) if text else {}
    return found


def requirement() -> str:
    """What pip is told in order to install this version: an address of its repository, or the version."""
    origin = _origin()
    control = origin.get("vcs_info")
    if isinstance(control, dict) and urlsplit(str(origin.get("url"))).scheme != "file":
        return f"bireview @ {control['vcs']}+{origin['url']}@{control['commit_id']}"
    try:
        return f"bireview=={metadata.version('bireview')}"
    except metadata.PackageNotFoundError:
        return "bireview"


def local_source() -> str:
    """The checkout or wheel on this machine from which this package was installed, or nothing."""
    address = urlsplit(str(_origin().get("url", "")))
    path = url2pathname(address.path) if address.scheme == "file" else ""
    return path if path and Path(path).exists() else ""
