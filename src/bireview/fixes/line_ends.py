"""A text file's bytes ↔ its text with LF line ends; and the difference between two versions as a patch."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BOM = "\ufeff"
_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class TextFile:
    """A file as it is: `text` is its content without a byte order mark, all its line ends LF."""

    content: bytes
    text: str

    def with_text(self, text: str) -> bytes:
        """The content for another text, with the byte order mark and the line ends that the file has.

        Where it mixes line ends, each line that stays keeps its own, and a new one takes the commonest.
        """
        written = self.content.decode("utf-8")
        ends = [found[0] for found in _END.finditer(written)]
        common = Counter(ends).most_common(1)[0][0] if ends else "\n"
        mark = _BOM if written.startswith(_BOM) else ""
        if len(set(ends)) < 2:
            return (mark + text.replace("\n", common)).encode()
        old, new = self.text.split("\n"), text.split("\n")
        kept: dict[int, str] = {}
        for _, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            # Of lines that are replaced by more of them, the first are their successors.
            kept |= {j1 + k: ends[i1 + k] for k in range(min(i2 - i1, j2 - j1)) if i1 + k < len(ends)}
        lines = [line + kept.get(n, common) for n, line in enumerate(new[:-1])]
        return (mark + "".join(lines) + new[-1]).encode()


def read_text_file(path: Path) -> TextFile | None:
    """The file, or None when there is none that could be read as UTF-8."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return TextFile(content, _END.sub("\n", text.removeprefix(_BOM)))


def unified_diff(name: str, old: bytes, new: bytes) -> str:
    """The difference as `git apply` and `patch` take it, with the line ends that the file has."""
    before, after = (content.decode("utf-8").split("\n") for content in (old, new))
    rows = difflib.unified_diff(_ended(before), _ended(after), f"a/{name}", f"b/{name}")
    return "".join(_marked(rows))


def _ended(lines: list[str]) -> list[str]:
    """Lines with their LF; the last without one, and not at all when it is empty."""
    return [f"{line}\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]


def _marked(rows: Iterator[str]) -> Iterator[str]:
    for row in rows:
        yield row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n"
