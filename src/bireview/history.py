"""When each line of a file last changed, from git: a thin adapter that runs the command and reads what it prints."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

IGNORED = ".git-blame-ignore-revs"
"""Commits that changed no words, such as a new line width; git's own blame takes the same file by convention."""


@dataclass(frozen=True)
class Change:
    """The commit that gave a line its present form.

    `age` counts commits back from the newest (0): of two changes the one with the smaller age is the later. What is
    not committed has no commit, no date and the age -1.
    """

    age: int
    commit: str = ""
    date: str = ""
    """The day of the commit, in the committer's time zone."""
    certain: bool = True
    """False when history ends there because the clone is shallow: the line may be older."""


UNCOMMITTED = Change(-1)

_KNOWN = {
    "not a git repository": "this is no git repository",
    "ambiguous argument 'HEAD'": "nothing is committed yet",
    "bad revision 'HEAD'": "nothing is committed yet",
}
"""What git says, and what is meant."""


@dataclass(frozen=True)
class History:
    """What git knows of some files.

    `lines[file]` has a change for each line, and none for a file that git could not read. `reason` says why the whole
    or a part of the history is missing, and is empty when nothing is.
    """

    lines: Mapping[str, Sequence[Change]] = field(default_factory=dict)
    reason: str = ""
    root: Path | None = None
    commit: str = ""
    """The newest commit, and its day."""
    date: str = ""

    def texts(self, wanted: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """Files as they were at commits (`abc^` is the one before); what did not exist then is left out."""
        rows = sorted(row for row in set(wanted) if "\n" not in row[1])
        if self.root is None or not rows:
            return {}
        asked = "".join(f"{commit}:./{file}\n" for commit, file in rows)
        answer = _git(self.root, "cat-file", "--batch", data=os.fsencode(asked))
        found: dict[tuple[str, str], str] = {}
        at = 0
        for row in rows:
            end = answer.find(b"\n", at)
            header = answer[at:end].split(b" ")
            at = end + 1
            if header[-2:-1] == [b"blob"] and header[-1].isdigit():
                size = int(header[-1])
                found[row] = answer[at : at + size].decode("utf-8", "replace")
                at += size + 1
        return found


class _GitError(Exception):
    """Git is not there or refused; the text says why."""


def read_history(root: Path, files: Iterable[str]) -> History:
    """Ask git about `files`, given relative to `root`; their lines are those of the working tree.

    A file that was never committed counts as changed throughout. Without git, or outside of a repository, there is no
    history, and `reason` says so.
    """
    try:
        top = Path(os.fsdecode(_git(root, "rev-parse", "--show-toplevel").rstrip(b"\r\n")))
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        commits = _git(root, "rev-list", "--date-order", "HEAD").decode("ascii").split()
        date = _git(root, "show", "--no-patch", "--format=%cd", "--date=short", "HEAD").decode("ascii").strip()
    except _GitError as error:
        return History(reason=str(error))
    ages = {commit: age for age, commit in enumerate(commits)}
    options = [f"--ignore-revs-file={top / IGNORED}"] if (top / IGNORED).is_file() else []
    names = sorted(set(files))

    def blame(file: str) -> Sequence[Change]:
        try:
            return _read_blame(_git(root, "blame", "--porcelain", *options, "--", file), ages, shallow=shallow)
        except _GitError:
            try:
                text = (root / file).read_bytes()
            except OSError:
                return ()
            # Git refuses what it has never seen; an unreadable object would be refused too, and is rarer.
            return (UNCOMMITTED,) * (text.count(b"\n") + 1)

    with ThreadPoolExecutor(max_workers=min(8, os.cpu_count() or 1)) as pool:
        lines = dict(zip(names, pool.map(blame, names), strict=True))
    reason = "the clone is shallow: what changed before its first commit is not known" if shallow else ""
    return History(lines, reason, root, commits[0], date)


def _git(root: Path, *arguments: str, data: bytes = b"") -> bytes:
    # A person's own settings must not change what is reported.
    settings = ("core.quotePath=false", "blame.showRoot=false", "blame.ignoreRevsFile=")
    command = ["git", *(word for setting in settings for word in ("-c", setting)), *arguments]
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, cwd=root, env=environment, input=data, capture_output=True, check=False)  # noqa: S603 - no shell
    except OSError as error:
        raise _GitError(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise _GitError(next((said for words, said in _KNOWN.items() if words in told), f"git says: {told}"))
    return done.stdout


def _read_blame(porcelain: bytes, ages: Mapping[str, int], *, shallow: bool) -> Sequence[Change]:
    """The changes of a file's lines, in order.

    Source: git-blame(1), "The porcelain format": a header for each line, with the commit's data when it comes first;
    the line itself behind a tab.
    """
    changes: dict[str, Change] = {}
    lines: list[Change] = []
    commit, data = "", dict[str, str]()
    for raw in porcelain.split(b"\n"):
        if raw.startswith(b"\t"):
            if commit not in changes:
                changes[commit] = _change(commit, data, ages, shallow=shallow)
            lines.append(changes[commit])
            commit = ""
        elif raw:
            name, _, value = raw.decode("utf-8", "replace").partition(" ")
            if commit:
                data[name] = value
            else:
                commit, data = name, {}
    return lines


def _change(commit: str, data: Mapping[str, str], ages: Mapping[str, int], *, shallow: bool) -> Change:
    if not commit.strip("0"):
        return UNCOMMITTED
    return Change(
        ages.get(commit, len(ages)),
        commit,
        _day(data.get("committer-time", ""), data.get("committer-tz", "")),
        # Git marks the first commit that it can see; only in a shallow clone others lie before it.
        certain=not (shallow and "boundary" in data),
    )


def _day(time: str, zone: str) -> str:
    """`1700000000`, `+0800` → the day there."""
    try:
        offset = timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[3:]))
        return datetime.fromtimestamp(int(time), UTC).astimezone(timezone(offset)).date().isoformat()
    except (ValueError, IndexError, OverflowError):
        return ""
