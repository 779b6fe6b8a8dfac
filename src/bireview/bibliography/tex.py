"""TeX as it occurs in bibliographies → plain Unicode, remembering which stretches braces protect."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ", "SS": "ẞ",
}  # fmt: skip
_SIGNS = {
    "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "dag": "†", "ddag": "‡", "dots": "…", "ldots": "…",
    "cdots": "⋯", "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textregistered": "®", "texttrademark": "™",
    "textbraceleft": "{", "textbraceright": "}",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textless": "<",
    "textgreater": ">", "textbar": "|", "textmu": "µ", "textdegree": "°", "degree": "°", "texteuro": "€",
    "euro": "€", "pm": "±", "times": "×", "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠",
    "ne": "≠", "lt": "<", "gt": ">", "approx": "≈", "sim": "∼", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "infty": "∞", "prime": "′", "circ": "∘", "varepsilon": "ε", "varphi": "φ",
    "vartheta": "ϑ", "quad": " ", "qquad": " ", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX",
}  # fmt: skip
_ESCAPED = {c: c for c in "&%$#_{}"} | {" ": " ", ",": " ", ";": " ", ":": " ", "\\": " "} | dict.fromkeys("-/!", "")

_WITH_ARGUMENT = frozenset({
    "textit", "textsl", "emph", "textbf", "textrm", "textsf", "texttt", "textsc", "textup", "textmd",
    "textnormal", "text", "mbox", "hbox", "mathrm", "mathit", "mathbf", "mathsf", "mathtt", "ensuremath",
    "NoCaseChange", "url", "path",
})  # fmt: skip
_SWITCHES = frozenset({
    "it", "em", "bf", "rm", "sf", "sl", "sc", "tt", "itshape", "bfseries", "rmfamily", "sffamily", "ttfamily",
    "scshape", "slshape", "upshape", "normalfont", "relax", "protect", "noopsort", "small",
})  # fmt: skip
_ITALIC = frozenset({"textit", "textsl", "emph", "mathit"})
_ITALIC_SWITCHES = frozenset({"it", "em", "sl", "itshape", "slshape"})
_SUPER = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")

_SPECIAL = re.compile(r"[\\{}$~]|--|``|''")
_PIECE = re.compile(r"\\[A-Za-z]+\s*|\\.|\\|[{}$~^_]|-{2,3}|``|''|[^\\{}$~^_`'-]+|.", re.DOTALL)
_DEEPEST = 60  # nested groups and accents; far beyond any real entry, and well within Python's stack
_PLAIN = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " "}


@dataclass(frozen=True)
class Plain:
    """Text without TeX; `protected` are the stretches in braces, as (start, end) offsets into `text`.

    `italic` are the stretches that TeX would set in italics, mathematics aside. `unknown` names the commands that
    were left standing because nothing is known about them.
    """

    text: str
    protected: tuple[tuple[int, int], ...] = ()
    italic: tuple[tuple[int, int], ...] = ()
    unknown: tuple[str, ...] = ()


def to_plain(source: str) -> Plain:
    r"""Turn a BibTeX value into Unicode (NFC), white space collapsed.

    Braces protect what they hold, except around a command (`{\"O}`), as in BibTeX's change.case$; mathematics is
    protected too. Dashes and quotes follow TeX's ligatures. Not an interpreter of TeX: a command it does not know
    stays as written and is named in the result. `%` starts no comment in a value, as in BibTeX.
    """
    source = " ".join(source.split())
    if not _SPECIAL.search(source):
        return Plain(unicodedata.normalize("NFC", source))
    reader = _Reader(source)
    reader.read_group(closing="")
    return reader.result()


class _Reader:
    """One pass over the pieces of a value; `out` is the text so far, in pieces that are NFC on their own."""

    def __init__(self, source: str) -> None:
        self.pieces: list[str] = _PIECE.findall(source)
        self.next = 0
        self.out: list[str] = []
        self.length = 0
        self.protected: list[tuple[int, int]] = []
        self.italic: list[tuple[int, int]] = []
        self.italic_from: int | None = None  # where a switch such as \it has begun, in the group being read
        self.unknown: list[str] = []
        self.depth = 0
        self.last_dollar = max((i for i, piece in enumerate(self.pieces) if piece == "$"), default=-1)

    def result(self) -> Plain:
        text = "".join(self.out)
        lead = len(text) - len(text.lstrip())
        text = text.strip()

        def stretches(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
            return _merged((max(a - lead, 0), min(b - lead, len(text))) for a, b in spans)

        return Plain(text, stretches(self.protected), stretches(self.italic), tuple(self.unknown))

    def emit(self, text: str) -> None:
        text = unicodedata.normalize("NFC", text)
        if text.startswith(" ") and self.out and self.out[-1].endswith(" "):
            text = text[1:]
        if text:
            self.out.append(text)
            self.length += len(text)

    def read_group(self, closing: str, math: bool = False) -> None:
        """Read up to the piece `closing`, or to the end; a switch to italics lasts that long."""
        outer, self.italic_from = self.italic_from, None
        while self.next < len(self.pieces):
            piece = self.pieces[self.next]
            self.next += 1
            if closing and piece == closing:
                break
            self.read_piece(piece, math)
        if self.italic_from is not None:
            self.italic.append((self.italic_from, self.length))
        self.italic_from = outer

    def read_piece(self, piece: str, math: bool) -> None:
        if self.depth >= _DEEPEST:
            self.emit(piece)
            return
        self.depth += 1
        self.dispatch(piece, math)
        self.depth -= 1

    def dispatch(self, piece: str, math: bool) -> None:
        if piece == "{":
            protects = not self.peek().startswith("\\") or self.peek() in ("\\&", "\\%", "\\$", "\\#", "\\_")
            self.read_protected("}", math, protects=protects)
        elif piece == "}":
            pass
        elif piece == "$" and self.next <= self.last_dollar:
            self.read_protected("$", math=True)
        elif math and piece in "^_":
            self.read_script(_SUPER if piece == "^" else _SUB)
        elif piece.startswith("\\"):
            self.read_command(piece, math)
        else:
            self.emit(_PLAIN.get(piece, piece))

    def read_protected(self, closing: str, math: bool = False, *, protects: bool = True) -> None:
        start = self.length
        self.read_group(closing, math)
        if protects and self.length > start:
            self.protected.append((start, self.length))

    def read_command(self, piece: str, math: bool) -> None:
        name = piece[1:].rstrip()
        if name in _ACCENTS and not (math and name in "'`"):
            self.read_accent(name)
        elif name in ("textsuperscript", "textsubscript"):
            self.read_script(_SUPER if name == "textsuperscript" else _SUB)
        elif name in _WITH_ARGUMENT:
            if self.peek() == "{":
                self.next += 1
                start = self.length
                self.read_protected("}", math or name == "ensuremath")
                if name in _ITALIC:
                    self.italic.append((start, self.length))
        elif name in _SWITCHES:
            if name in _ITALIC_SWITCHES and self.italic_from is None:
                self.italic_from = self.length
            self.drop_empty_group()
        elif (sign := _ESCAPED.get(name, _LETTERS.get(name, _SIGNS.get(name)) or _greek(name))) is not None:
            self.emit(sign)
            self.drop_empty_group()
        else:
            self.unknown.append("\\" + name)
            self.emit(piece)
            if self.peek() == "{":
                self.next += 1
                self.emit("{")
                self.read_group("}", math)
                self.emit("}")

    def read_accent(self, name: str) -> None:
        letter = self.argument().replace("ı", "i").replace("ȷ", "j")
        if letter:
            self.emit(unicodedata.normalize("NFC", letter[0] + _ACCENTS[name]) + letter[1:])
        else:  # \~{} and \^{} are the signs themselves
            self.emit(name)

    def read_script(self, table: dict[int, int]) -> None:
        text = self.argument()
        self.emit(text.translate(table) if all(ord(c) in table for c in text) else text)

    def argument(self) -> str:
        """The text of the group or of the one letter that comes next."""
        while self.peek().isspace():
            self.next += 1
        piece = self.peek()
        if piece and piece[0] not in "\\{}$" and len(piece) > 1:  # one letter of a longer run
            self.pieces[self.next] = piece.lstrip()[1:]
            return piece.lstrip()[:1]
        mark, length, protected, italic = len(self.out), self.length, len(self.protected), len(self.italic)
        self.next += bool(piece)
        if piece == "{":
            self.read_group("}", math=True)
        elif piece and piece != "}":
            self.read_piece(piece, math=False)
        text = "".join(self.out[mark:])
        del self.out[mark:], self.protected[protected:], self.italic[italic:]
        self.length = length
        return text

    def peek(self) -> str:
        return self.pieces[self.next] if self.next < len(self.pieces) else ""

    def drop_empty_group(self) -> None:
        if self.pieces[self.next : self.next + 2] == ["{", "}"]:
            self.next += 2


def _greek(name: str) -> str | None:
    r"""The letter behind `\beta`, `\textbeta` or `\Delta`."""
    bare = name.removeprefix("text")
    case = "CAPITAL" if bare[:1].isupper() else "SMALL"
    bare = {"lambda": "lamda"}.get(bare.lower(), bare.lower())
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {bare.upper()}")
    except KeyError:
        return None


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same stretches in order, those inside or against another joined with it."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)
