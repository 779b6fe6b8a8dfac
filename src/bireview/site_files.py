"""The files that make a site of a review, and the MkDocs plugin that is made of them.

They are not part of the engine: the hooks import MkDocs, and the rest is for the theme. As installed they lie in
`site/` beside this file; in a checkout they are at the top, where an author of the engine looks for them.
"""

from __future__ import annotations

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

_INSTALLED = Path(__file__).parent / "site"
SITE_FILES = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[2]
"""The folder with `hooks/`, `overrides/` and `requirements.txt`."""
HOOKS = SITE_FILES / "hooks"
THEME = SITE_FILES / "overrides"
REQUIREMENTS = SITE_FILES / "requirements.txt"
"""The exact versions with which this version of the engine was tested."""
PLUGIN = HOOKS / "bireview_plugin.py"


@cache
def load_hook(path: Path) -> ModuleType:
    """Run a hook's file, once; its folder is on no search path, so that its name hides no library."""
    spec = spec_from_file_location(f"bireview_hooks.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no module in {path}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def __getattr__(name: str) -> object:
    """The entry point `bireview` of MkDocs' plugins is `MkDocsPlugin`: only who asks for it needs MkDocs."""
    if name == "MkDocsPlugin":
        return load_hook(PLUGIN).BireviewPlugin
    raise AttributeError(name)
