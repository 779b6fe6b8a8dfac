"""Running text in the project's syntax: citation marks, formulas, sub- and superscripts, and what must be escaped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bireview.importing.spacing import close_spaces
from bireview.importing.traced import ADDED, Ledger, Traced

_NUMBERS = r"[0-9０-９]{1,4}(?:\s*(?:--|[-‐‑–—－−~～,，、;；])\s*[0-9０-９]{1,4})*"
_MATH_FONT = r"(?:\\(?:mathrm|text|textrm|mathbf)\s*\{\s*)?"
_SPACED_NUMBER = r"[0-9](?:\s?[0-9]){0,3}"
_SIGN = r"(?:--|[-‐‑–—－−~～,，、;；]|\\sim|\\(?:mathrm|text)\s*\{\s*[-–,]\s*\})"
_SPACED_NUMBERS = rf"{_SPACED_NUMBER}(?:\s*{_SIGN}\s*{_SPACED_NUMBER})*"
"""Numbers in a formula, where some readers of pages put room between all characters."""
_PART_BEFORE = "".join(
    rf"(?<!{word}{space})"
    for word in ("[图表式]", *(rf"(?i:{name})" for name in ("fig", "figs", "figure", "figures", "table", "tables")))
    for space in ("", r"\s", r"\.", r"\.\s")
)
_PART = r"(?i:fig|tab|tbl|eq|sec|app|box|[ft]\d)"
"""How addresses of figures, tables and sections begin; a link to one is no mark."""
_MARK = re.compile(
    rf"[ \t\u3000]*(?:\$`?\s*(?:\{{\s*\}}\s*)?\^\s*\{{\s*{_MATH_FONT}(?P<math_open>(?:\\left\s*)?[\[［(（]|)\s*"
    rf"(?P<math>{_SPACED_NUMBERS})\s*(?:\\right\s*)?[\]］)）]?\s*\}}?\s*\}}\s*`?\$"
    rf"|\$\s*(?:\\left\s*)?\[\s*(?P<formula>{_SPACED_NUMBERS})\s*(?:\\right\s*)?\]\s*\$"
    rf"|(?:<sup>\s*)?(?<!!)(?=\[){_PART_BEFORE}\[\\?\[?(?P<link>{_NUMBERS})\\?\]?\]\(\#(?!{_PART})[^()\s]*\)(?:\s*</sup>)?"
    rf"|\[\s*(?P<raised>[⁰¹²³⁴-⁹]+(?:[,，⁻–-][⁰¹²³⁴-⁹]+)*)\s*\]"
    rf"|(?<![0-9])(?<!(?<![A-Za-z])[A-Za-z])(?<!(?<![A-Za-z])[cdkmnµμ]m)\^\s*\(\s*(?P<round_raised>{_NUMBERS})\s*\)\^?"
    rf"|\^\s*\{{?\s*[\[［〔]\s*(?P<caret>{_NUMBERS})\s*[\]］〕](?:\s*\}})?(?:\s*\^(?!\s*[\[{{［]))?"
    rf"|<sup>\s*(?P<sup_open>[\[［(（]?)\s*(?P<sup>{_NUMBERS})\s*[\]］)）]?\s*</sup>"
    rf"|(?<![!\w/])(?<!\]\()[\[［〔【]\s*(?P<plain>{_NUMBERS})\s*[\]］〕】](?![(:])|(?<=\w)[\[［〔【]\s*(?P<after>{_NUMBERS})"
    r"\s*[\]］〕】](?![(:])"
    r"|(?P<unicode>⁽?[⁰¹²³⁴-⁹]+(?:[,，⁻–-][⁰¹²³⁴-⁹]+)*⁾?)(?![⁺⁻])"
    rf"|\^(?P<pandoc>{_NUMBERS})(?:\^|(?![\d^}}+−%])))"
)
_ROUND = re.compile(rf"[ \t]*[(（](?P<round>{_NUMBERS})[)）](?!\s*(?:[×x%％]|\$|times))")
_GROUPS = ("math", "formula", "link", "raised", "round_raised", "caret", "sup", "plain", "after", "unicode", "pandoc")
_BRACKETED = ("plain", "formula", "link", "raised", "round_raised", "after", "caret", "math_open", "sup_open")
"""Groups of a mark that has brackets, and so is no exponent."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "0123456789+-=()n")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()")
_UNIT_BEFORE = re.compile(r"(?:[0-9]|(?<![A-Za-z])(?:[kcdmnµμ]?m|[smhLlgRrχxXyznNpPFtI]|kg|cm|mm)|χ)\Z")
_CODE = re.compile(r"(?<![\\`$])(`+)(?!`)(.+?)(?<!`)\1(?![`$])", re.DOTALL)
_FORMULA = re.compile(r"\$`(?P<pandoc>[^`$]+)`\$|\$(?P<tex>[^$\n]{1,200})\$")
_SCRIPTS = (
    (re.compile(r"<sup>(?P<text>[^<>]{1,40})</sup>"), "^"),
    (re.compile(r"<sub>(?P<text>[^<>]{1,40})</sub>"), "~"),
    (re.compile(r"(?<=[\w)）+])\^\{(?P<text>[^{}\s]{1,20})\}"), "^"),
    (re.compile(r"(?<=[\w)）])_\{(?P<text>[^{}\s]{1,20})\}"), "~"),
    (re.compile(r"(?<=[\w)）])\^(?P<text>[-−–+]?\d{1,3}|[+−-]{1,2}|\d[+−-])\^"), "^"),
    (re.compile(r"(?<=\d)\^(?P<text>[-−–]?\d{1,3})(?!\^|\d)"), "^"),
    (re.compile(r"(?<=[A-Za-z0-9])\^(?P<text>[+−-]{1,2}|\d[+−-])(?![\^\d])"), "^"),
    (re.compile(r"(?<![A-Za-z0-9_])(?P<base>(?:[A-Z][a-z]?\d*)+)_(?P<text>\d{1,3})(?![\d_])"), "~"),
    (re.compile(r"(?P<text>[⁰¹²³⁴-⁹⁺⁻⁼⁽⁾ⁿ]+)"), "^"),
    (re.compile(r"(?P<text>[₀-₎]+)"), "~"),
)
_TEX = {
    "times": "×", "pm": "±", "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠",
    "approx": "≈", "sim": "～", "to": "→", "rightarrow": "→", "leftarrow": "←", "uparrow": "↑",
    "downarrow": "↓", "infty": "∞",
    "degree": "°", "circ": "°", "prime": "′", "%": "%", "&": "&", "_": "_", "#": "#", ",": " ",
    ";": " ", " ": " ", "!": "",
    "quad": " ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "left": "", "right": "",
}  # fmt: skip
_FONT = re.compile(
    r"\\(?:mathrm|text|textrm|mathit|mathbf|mathsf|operatorname|rm|bf|it)\s*\{(?P<inner>(?:[^{}]|\{[^{}]*\})*)\}"
)
_TEXT_WORDS = re.compile(r"\\text(?:rm)?\s*\{[^{}]*[A-Za-z]{2} [A-Za-z]{2}")
_FALLEN_POWER = re.compile(r"(?<=[×xX✕]) ?10 ?(?P<power>[3-9]|1[0-2])(?![\d.^]|\s?[%％×])")
_WIDEST = 200


@dataclass
class Inline:
    """How the running text of one manuscript is written.

    `keys` gives the key of each number of the reference list; `escape` is for plain text, where no character is meant
    as Markdown.
    """

    ledger: Ledger
    keys: Mapping[int, str]
    escape: bool
    problem: Callable[[str, int, str, str], None]
    """Takes a rule, an offset, a message and a hint."""
    style: str = "brackets"
    """What `mark_style` says of the whole text."""
    close: bool = False
    """Whether Latin letters stand beside Chinese characters without a space."""

    def write(self, text: Traced) -> Traced:
        """A paragraph in the project's syntax; what is not written as it stood is a change in the ledger."""
        if not self.escape and (code := _CODE.search(text.text)):
            before, after = text[: code.start()], text[code.end() :]
            return self.write(before) + text[code.start() : code.end()] + self.write(after)
        text = close_spaces(text, mixed=self.close)
        if not self.escape:
            text = text.sub(re.compile(r"\\(?=[\[\]])"), lambda _, piece: self.ledger.change(piece, "", "an escape"))
        text = text.sub(_MARK, self._mark)
        if self.style == "round":
            text = text.sub(_ROUND, self._mark)
        text = text.sub(_FORMULA, self._formula)
        for pattern, sign in _SCRIPTS:
            text = text.sub(pattern, partial(self._script, sign))
        text = text.sub(_FALLEN_POWER, self._raise)
        return self._escaped(text)

    # Citations.

    def _mark(self, found: re.Match[str], piece: Traced) -> Traced:
        kind = found.lastgroup or ""
        groups = found.groupdict()
        written = next((groups[n] for n in (*_GROUPS, "round") if groups.get(n)), "")
        bare = (kind in ("unicode", "pandoc") and "⁽" not in piece.text) or (
            kind in ("math", "sup") and not (groups.get("math_open") or groups.get("sup_open"))
        )
        numbers = read_numbers(_formula_numbers(written) if kind in ("math", "formula") else written)
        if numbers is None:
            self._complain(piece, "its numbers cannot be read")
            return piece
        if bare and not (self.style == "raised" and _can_be_raised(found, numbers, self.keys)):
            if self.style == "raised" and max(numbers) > max(self.keys) and _can_be_raised(found, numbers, numbers):
                self._complain(piece, f"the reference list has no number {', '.join(map(str, numbers))}")
            if self.style == "brackets" and _can_be_raised(found, numbers, self.keys):
                self.problem(
                    "import-unsure",
                    piece.start,
                    f"the raised figure '{piece.text.strip()}' may be a citation; the others have brackets",
                    "It stays raised; write [@key] in its place if it is one.",
                )
            return piece
        if kind in ("plain", "after", "round") and (not self.keys or min(numbers) > max(self.keys) * 3 + 20):
            return piece  # A year or a figure in brackets.
        missing = [n for n in numbers if n not in self.keys]
        if missing:
            self._complain(piece, f"the reference list has no number {', '.join(map(str, missing))}")
            return piece
        marks = f"[{'; '.join(f'@{self.keys[n]}' for n in numbers)}]"
        return self.ledger.change(piece, marks, "a citation")

    def _complain(self, piece: Traced, why: str) -> None:
        self.problem(
            "import-citation",
            piece.strip().start,
            f"the citation '{piece.text.strip()}' could not be resolved: {why}",
            "It stays in the text as it is; write [@key] in its place.",
        )

    # Formulas and scripts.

    def _formula(self, found: re.Match[str], piece: Traced) -> Traced:
        tex = found["pandoc"] or found["tex"]
        if not re.search(r"[\\^_{}=<>+]|\A\s*[A-Za-z]\s*\Z|\d", tex) or any(o == ADDED for o in piece.at):
            return piece
        plain = tex_to_text(tex)
        if plain is None:
            self.problem(
                "import-unsure",
                piece.start,
                f"the formula '{piece.text}' has no form in plain text",
                "It stands in the page as code; write it in words or with ^super^ and ~sub~.",
            )
            return self.ledger.change(piece, f"`{piece.text.replace('`', '')}`", "a formula")
        return self.ledger.change(piece, plain, "a formula")

    def _script(self, sign: str, found: re.Match[str], piece: Traced) -> Traced:
        if all(offset == ADDED for offset in piece.at):
            return piece
        start, end = (n - found.start() for n in found.span("text"))
        inner = piece[start:end]
        table = _SUPERSCRIPTS if sign == "^" else _SUBSCRIPTS
        plain = inner.text.translate(table).replace(" ", "")
        base = piece[: len(found["base"])] if "base" in found.re.groupindex else Traced()
        return base + self.ledger.change(piece[len(base) :], f"{sign}{plain}{sign}", "a sub- or superscript")

    def _raise(self, found: re.Match[str], piece: Traced) -> Traced:
        """×105, a power of ten whose exponent came down: nobody writes a hundred and five so."""
        base, power = piece[: len(piece) - len(found["power"])], piece[len(piece) - len(found["power"]) :]
        written = f"^{found['power']}^"
        self.problem(
            "import-unsure",
            piece.start,
            f"'×{piece.text}' was read as ×{base.text}{written}, an exponent that came down to the line",
            "Compare with the original.",
        )
        return base + self.ledger.change(power, written, "a sub- or superscript")

    # Markdown.

    def _escaped(self, text: Traced) -> Traced:
        """Put backslashes before what Markdown would take for markup; only before characters of the manuscript."""
        special = r"[*`\\~^]|<(?=[A-Za-z/!])|(?<!\w)_|_(?!\w)|\[(?=[@!^])" if self.escape else r"\[(?=[@!])"
        if not self.escape:
            text = text.sub(
                re.compile(r"~[^~\s]{1,20}~|(?P<lone>~)"),
                lambda found, piece: Traced.added("\\") + piece if found["lone"] and piece.at[0] != ADDED else piece,
            )
        text = text.sub(
            re.compile(special),
            lambda _, piece: piece if piece.at[0] == ADDED else Traced.added("\\") + piece,
        )
        if self.escape and (start := re.match(r"#{1,6}\s|[-+>|:=](?=\s|[-=]*\Z)|>|\|", text.text)):
            text = Traced.added("\\") + text if start else text
        if self.escape and (ordinal := re.match(r"\d+(?=[.)]\s)", text.text)):
            text = text[: ordinal.end()] + Traced.added("\\") + text[ordinal.end() :]
        return text


def mark_style(text: str, keys: Mapping[int, str]) -> str:
    """How a text cites: by numbers in `brackets`, bare `raised` figures, or in `round` brackets; '' for not at all."""
    counts = {"brackets": 0, "raised": 0, "round": 0}
    for found in _MARK.finditer(text):
        written = next((found[name] for name in _GROUPS if found[name]), "")
        numbers = read_numbers(_formula_numbers(written) if found["math"] or found["formula"] else written) or []
        is_bracketed = any(found[name] for name in _BRACKETED) or "⁽" in found[0]
        if is_bracketed and all(n in keys for n in numbers):
            counts["brackets"] += 1
        elif not is_bracketed and _can_be_raised(found, numbers, keys):
            counts["raised"] += 1
    counts["round"] = sum(all(n in keys for n in read_numbers(f["round"]) or [0]) for f in _ROUND.finditer(text))
    if counts["brackets"]:
        return "brackets"
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= (max(3, len(keys) // 2) if best == "round" else 1) else ""


def _can_be_raised(found: re.Match[str], numbers: Sequence[int], keys: Container[int]) -> bool:
    """Whether raised figures without brackets are a citation and no exponent."""
    before = found.string[max(found.start() - 8, 0) : found.start()]
    if _UNIT_BEFORE.search(before) or not numbers or any(n not in keys for n in numbers):
        return False
    return found[0][:1] in " \t" or bool(re.search(r"[^\d\s×·=<>≤≥+\-−/^~～]\Z", before))


def _formula_numbers(text: str) -> str:
    r"""`3 8 \mathrm{-} 3 9` → `38-39`."""
    return re.sub(r"\\(?:mathrm|text)|[{}\s]", "", re.sub(r"\\sim(?![a-z])", "-", text))


def read_numbers(text: str) -> list[int] | None:
    """`1,3-5` → 1, 3, 4, 5, also in full-width and raised figures; None for a range that runs backwards."""
    text = unicodedata.normalize("NFKC", text).translate(_SUPERSCRIPTS).strip("()")
    numbers: list[int] = []
    for part in re.split(r"[,，、;；]", text):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        if not ends or len(ends) > 2 or ends[-1] < ends[0] or ends[-1] - ends[0] > _WIDEST or 0 in ends:
            return None
        numbers.extend(range(ends[0], ends[-1] + 1))
    return list(dict.fromkeys(numbers))


def tex_to_text(tex: str) -> str | None:
    r"""Simple TeX as text with `^super^` and `~sub~`: `\times 10^5` → `×10^5^`; None for what is not simple."""
    text = tex.strip()
    text = text if _TEXT_WORDS.search(text) else _close_formula(text)
    while (plain := _FONT.sub(_unfonted, text)) != text:
        text = plain
    text = re.sub(r"\s*\^\s*(?:\{\s*(\\(?:circ|prime))\s*\}|(\\(?:circ|prime)))", lambda m: m[1] or m[2], text)
    text = re.sub(r"\\([A-Za-z]+|[^A-Za-z])\s?", lambda m: _TEX.get(m[1], m[0]), text)
    text = re.sub(r"\{([^{}]*)\}", lambda m: m[0] if m.start() and text[m.start() - 1] in "^_" else m[1], text)
    text = re.sub(r"\s*\^\s*(?:\{([^{}]*)\}|([^\s{}\\]))", lambda m: _raised(m[1] or m[2], "^"), text)
    text = re.sub(r"\s*_\s*(?:\{([^{}]*)\}|([^\s{}\\]))", lambda m: _raised(m[1] or m[2], "~"), text)
    if re.search(r"[\\{}]", text):
        return None
    return re.sub(r"\s*([×≤≥≈±～])\s*|\s+", lambda m: m[1] or " ", text).strip()


def _unfonted(found: re.Match[str]) -> str:
    """What a font command holds, not run together with the name of a command before it."""
    return (" " if re.search(r"\\[A-Za-z]+\Z", found.string[: found.start()]) else "") + found["inner"]


def _close_formula(tex: str) -> str:
    r"""A formula without the spaces that mean nothing in one: `1 0 ^ { 5 }` → `10^{5}`; those beside = and < stay."""
    tex = re.sub(r"(?<!\\)\s*([{}^_()\[\]])\s*", r"\1", tex)
    tex = re.sub(r"(?<=\d)\s*\.\s*(?=\d)", ".", tex)
    tex = re.sub(r"(?<=\d)\s+(?=\d|\\?%)", "", tex)
    # Letters one by one, which are a word: `C D 3 4`.
    return re.sub(r"(?<![A-Za-z\\])[A-Z](?: [A-Za-z0-9])+(?![A-Za-z])", lambda m: m[0].replace(" ", ""), tex)


def _raised(text: str, sign: str) -> str:
    return sign + re.sub(r"\s", "", text) + sign
