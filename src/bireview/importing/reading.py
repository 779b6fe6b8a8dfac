"""A manuscript's bytes → its text: Word through pandoc, plain text and Markdown by their encoding."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from bireview.importing.characters import as_sentence, mend_characters
from bireview.problems import Location, Problem

SUFFIXES = (".txt", ".md", ".markdown", ".docx")
_HAN = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
_UNREAD = "\ufffd"
_COMMON = re.compile(r"[ -~\n，。的]")
_LINE_END = re.compile("\r\n?|[\v\x85\u2028\u2029]")
_MARKED = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True)
class Manuscript:
    """The text as it is to be imported, with plain line feeds. `kind` is `text`, `markdown` or `docx`.

    Of a Word file it is the Markdown that pandoc makes of it, and lines are those of that Markdown.
    """

    file: str
    text: str
    kind: str
    encoding: str
    mended: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Characters of the file that stood for others, as pairs of what was found and what is in `text`."""


def read_manuscript(path: Path) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Read a manuscript; None when it cannot be imported at all, and the problem says why."""
    file = path.as_posix()

    def refuse(message: str, hint: str) -> tuple[None, tuple[Problem, ...]]:
        return None, (Problem("import-manuscript", Location(file), message, hint),)

    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        return refuse(
            f"'{suffix or path.name}' is no format that can be imported", f"Save it as {', '.join(SUFFIXES)}."
        )
    try:
        raw = path.read_bytes()
    except OSError as error:
        return refuse(f"the file cannot be read: {error.strerror}", "Check its path and permissions.")
    if suffix == ".docx":
        try:
            text = _from_word(path)
        except _UnconvertedError as error:
            return refuse(str(error), error.hint)
        manuscript = Manuscript(file, text, "docx", "utf-8")
        problems: tuple[Problem, ...] = ()
    else:
        kind = "text" if suffix == ".txt" else "markdown"
        decoded = decode(raw)
        if decoded is None:
            return refuse("the file is not text", "Save the manuscript as UTF-8 text, Markdown or .docx.")
        text, encoding = decoded
        manuscript, problems = Manuscript(file, text, kind, encoding), _encoding_problems(file, text, encoding)
    if not manuscript.text.strip():
        return refuse("the file holds no text", "Was the right file saved?")
    text, mended = mend_characters(manuscript.text)
    if mended:
        hint = "A PDF's fonts do this; look whether the text reads as it should."
        problems += (Problem("import-unsure", Location(file), f"{as_sentence(mended)}, and were written so", hint),)
    return replace(manuscript, text=text, mended=mended), problems


def decode(raw: bytes) -> tuple[str, str] | None:
    """The text, with line feeds and without byte order mark, and the encoding's name; None for what is no text.

    UTF-8 proves itself. Of the rest, GB18030 is taken when it gives Chinese, and Windows-1252 otherwise. Of a file that
    was cut or damaged, what cannot be read is U+FFFD, when that is little.
    """
    for mark, name in _MARKED:
        if raw.startswith(mark):
            try:
                return _plain(raw[len(mark) :].decode(name)), name
            except UnicodeDecodeError:
                return None
    if b"\0" in raw:
        return _decode_wide(raw)
    for name, errors in (("utf-8", "strict"), ("gb18030", "strict"), ("utf-8", "replace"), ("gb18030", "replace"),
                         ("cp1252", "strict")):  # fmt: skip
        try:
            text = raw.decode(name, errors)
        except UnicodeDecodeError:
            continue
        other = [c for c in text if ord(c) > 0x7F]
        if name == "gb18030" and sum(bool(_HAN.match(c)) for c in other) < 0.6 * len(other):
            continue
        if errors == "replace" and text.count(_UNREAD) > len(other) / 8:
            continue
        return (_plain(text), name) if _is_text(text) else None
    return None


def _decode_wide(raw: bytes) -> tuple[str, str] | None:
    """UTF-16 whose mark was left out: of the two byte orders that which gives more of the commonest signs."""
    best: tuple[str, str] | None = None
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if _is_text(text) and (best is None or len(_COMMON.findall(text)) > len(_COMMON.findall(best[0]))):
            best = (text, name)
    return best and (_plain(best[0]), best[1])


def _is_text(text: str) -> bool:
    """Whether hardly a character is a control or stands for nothing."""
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") and c not in "\t\n\r\f\v\x85" for c in text)
    return odd <= len(text) / 100


def _plain(text: str) -> str:
    return _LINE_END.sub("\n", text.removeprefix("\ufeff"))


def _encoding_problems(file: str, text: str, encoding: str) -> tuple[Problem, ...]:
    problems: tuple[Problem, ...] = ()
    if encoding != "utf-8":
        message = f"the file is not UTF-8; it was read as {encoding}"
        problems = (Problem("import-unsure", Location(file), message, "Look whether its characters came out right."),)
    if _UNREAD in text:
        line = text.count("\n", 0, text.index(_UNREAD)) + 1
        message = f"{text.count(_UNREAD)} characters cannot be read as {encoding}; they are '{_UNREAD}'"
        problems += (Problem("import-unsure", Location(file, line), message, "Is the file damaged, or cut?"),)
    return problems


class _UnconvertedError(Exception):
    """A Word file that pandoc did not convert."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _from_word(path: Path) -> str:
    try:
        import pypandoc  # type: ignore[import-untyped]  # it ships no type information
    except ImportError:
        raise _UnconvertedError(
            "Word files are read through pandoc, which is not here", "Install it: pip install 'bireview[import]'"
        ) from None
    try:
        # Pandoc's own Markdown for superscripts, formulas and pipe tables; a title's metadata stays at the head.
        text = pypandoc.convert_file(
            str(path), "gfm+tex_math_dollars", format="docx", extra_args=["--wrap=none", "--standalone"]
        )
    except (RuntimeError, OSError) as error:
        reason = str(error).strip().splitlines()[-1:] or ["no reason given"]
        raise _UnconvertedError(
            f"pandoc cannot read the file: {reason[0]}", "Open it in Word and save it again."
        ) from None
    return re.sub(r"(?<!\\)\\\n", "\n", _plain(str(text)))  # A line break within a paragraph.
