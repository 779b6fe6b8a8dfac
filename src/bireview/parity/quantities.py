"""Figures in running text, and which of them a translation has lost.

What counts as a quantity, and when two agree:

- A figure in digits is certain and must have a counterpart. A number word (`twice`, 三周) may be that counterpart
  but needs none itself: Chinese and English use such words for grammar too. A bare 1 needs none either, because the
  other language may say `a`, `another` or `weekly`; a changed 1 is still found, on the side where it became a 2.
- Repeated figures count, their order does not. A year is 12 months, a week 7 days, and a multiple (20-fold, 20倍) is a
  plain number, because English `20 times` does not say which it means. Otherwise units must agree.
- A range and its two ends said one by one agree (`between 13 and 75 months`, 13～75个月), as do `<5%` and `below 5%`;
  but `<` and `>` do not.
- The number of a section, figure, table or reference is compared only when both sides give one, and as a set.
- A figure that belongs to a name (IL-10, ERK1/2, 3D, G1期, 2,3-dioxygenase), an identifier, a link address, code or a
  list marker is no quantity. Doubtful ones (`5-fluorouracil`) count as number words.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cache

from bireview.language import QuantityWords


class Kind(Enum):
    """How firmly a quantity is stated."""

    FIGURE = "figure"
    """In digits: its counterpart must be found."""
    WORD = "word"
    """In words, or doubtful: it may be a counterpart, and needs none."""
    POINTER = "pointer"
    """The number of a part of a document: compared only with other pointers of its unit."""


@dataclass(frozen=True)
class Quantity:
    """One figure, or one range, as found in a block.

    `values` holds one exact number, or the two ends of a range in the order written. The value of a date (unit
    `date`) is its eight digits, YYYYMMDD, with zeros for a part that is not given.
    `relation` is the sign before it (`<`, `>`, `≤`, `≥`, `=`) or ''.
    `text` and `offset` (in characters) are its place in the Markdown source, unit included.
    """

    values: tuple[Decimal, ...]
    unit: str
    kind: Kind
    relation: str
    text: str
    offset: int

    @property
    def certain(self) -> bool:
        """Whether it is written in digits and is surely a quantity."""
        return self.kind is Kind.FIGURE


Quantities = tuple[Quantity, ...]


def find_quantities(text: str, words: QuantityWords) -> Quantities:
    """The quantities in the Markdown source of one block, in order of their place."""
    plain = _plain(text)
    found = []
    for atom in _linked(plain.text, _reader(words).atoms(plain.text), words):
        start, end = plain.span(atom.start, atom.end)
        if text[end : end + 1] == "}" and "{" in text[start:end]:  # The end of 10^{5}.
            end += 1
        found.append(Quantity(atom.values, atom.unit or "", atom.kind, atom.relation, text[start:end], start))
    return tuple(found)


def compare_quantities(a: Quantities, b: Quantities) -> tuple[list[Quantity], list[Quantity]]:
    """What either side states without a counterpart on the other: (of `a`, of `b`), in order of place."""
    buckets: dict[_Key, tuple[list[Quantity], list[Quantity]]] = defaultdict(lambda: ([], []))
    for side, quantities in enumerate((a, b)):
        for quantity in quantities:
            if quantity.kind is not Kind.POINTER:
                buckets[_key(quantity)][side].append(quantity)
    left: tuple[list[Quantity], list[Quantity]] = ([], [])
    for of_a, of_b in buckets.values():
        for rest, unpaired in zip(left, _unpaired(of_a, of_b), strict=True):
            rest.extend(unpaired)
    _pair_ranges_with_ends(left[0], left[1])
    _pair_ranges_with_ends(left[1], left[0])
    pointers = _unpaired_pointers(a, b)
    missing = [
        sorted([q for q in rest if _needs_counterpart(q)] + more, key=lambda q: q.offset)
        for rest, more in zip(left, pointers, strict=True)
    ]
    return missing[0], missing[1]


# --- Comparing -------------------------------------------------------------------------------------------------------

_Key = tuple[str, tuple[Decimal, ...]]

_CONVERSIONS = {
    "year": ("month", 12),
    "decade": ("month", 120),
    "week": ("day", 7),
    "fold": ("", 1),
}


def _key(quantity: Quantity) -> _Key:
    """What two quantities must share to be the same: the unit they are measured in, and the values in it."""
    unit, factor = _CONVERSIONS.get(quantity.unit, (quantity.unit, 1))
    return unit, tuple(value * factor for value in quantity.values) if factor != 1 else quantity.values


def _needs_counterpart(quantity: Quantity) -> bool:
    is_bare_one = quantity.values == (Decimal(1),) and not quantity.unit and not quantity.relation
    return quantity.kind is Kind.FIGURE and not is_bare_one


def _unpaired(a: Sequence[Quantity], b: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """What remains of equal quantities after pairing: first figures with the same relation, then any that agree."""
    rest_a, rest_b = list(a), list(b)
    for agrees in (_both_figures_same_relation, _both_figures, _relations_agree):
        alone = []
        for one in rest_a:
            place = next((i for i, other in enumerate(rest_b) if agrees(one, other)), None)
            if place is None:
                alone.append(one)
            else:
                del rest_b[place]
        rest_a = alone
    return rest_a, rest_b


def _relations_agree(one: Quantity, other: Quantity) -> bool:
    return one.relation == other.relation or not (one.relation and other.relation)


def _both_figures(one: Quantity, other: Quantity) -> bool:
    return one.kind is other.kind is Kind.FIGURE and _relations_agree(one, other)


def _both_figures_same_relation(one: Quantity, other: Quantity) -> bool:
    return one.kind is other.kind is Kind.FIGURE and one.relation == other.relation


def _pair_ranges_with_ends(ranges: list[Quantity], singles: list[Quantity]) -> None:
    """Take out each range of one side whose two ends stand separately on the other side, together with these."""
    if not any(len(q.values) == 2 for q in ranges):
        return
    free: dict[_Key, list[Quantity]] = defaultdict(list)
    for quantity in singles:
        free[_key(quantity)].append(quantity)
    used = set()
    for quantity in [q for q in ranges if len(q.values) == 2]:
        unit, (low, high) = _key(quantity)
        lows, highs = free[unit, (low,)], free[unit, (high,)]
        if lows and highs and low != high:
            used |= {id(quantity), id(lows.pop(0)), id(highs.pop(0))}
    ranges[:] = [q for q in ranges if id(q) not in used]
    singles[:] = [q for q in singles if id(q) not in used]


def _unpaired_pointers(a: Quantities, b: Quantities) -> tuple[list[Quantity], list[Quantity]]:
    """Pointers to parts (`section`, `figure`) that only one side has, for each kind of part that both sides name."""
    sides = [[q for q in side if q.kind is Kind.POINTER] for side in (a, b)]
    known = [{(q.unit, value) for q in side for value in q.values} for side in sides]
    common = {unit for unit, _ in known[0]} & {unit for unit, _ in known[1]}

    def lacking(here: int, there: int) -> list[Quantity]:
        return [
            q
            for q in sides[here]
            if q.unit in common and any((q.unit, value) not in known[there] for value in q.values)
        ]

    return lacking(0, 1), lacking(1, 0)


# --- From Markdown to plain figures ----------------------------------------------------------------------------------

_VOID = "\ufffc"
"""Stands where something was taken out, so that what stood before and after it do not touch."""

_FULL_WIDTH = re.compile("[０-９]")
_TO_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")

# Each alternative begins with a literal, so that the engine skips to the next character that can begin markup.
_MARKUP = re.compile(
    r"""
      \^\[[^\[\]]*+\]\^                             # ^[38-39]^
    | \[[!^][^\[\]]*+\]                             # [!C4], [^4]
    | \[[^\[\]@]*+@[^\[\]]*+\]                      # [@key], [see @key, p. 3]
    | \[
    | @(?<![\w.]@)\w[\w:.\#$%&+?~/-]*+              # @key
    | `+[^`]*+`+
    | <!--(?:[^-]|-(?!->))*+(?:-->)?
    | <https?://[!-;=?-~]++>?
    | </?[A-Za-z][^<>]*+>
    | http(?:s?+)://[!-;=?-~]++
    | 10\.(?<![\d.]10\.)\d{4,9}/[!-;=?-~]++         # DOI
    | \]\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+(?:\s++"[^"]*+")?\s*+\)
    | \]\[[^\[\]]*+\]
    | \] | !\[ | \$ | ==++ | \*++ | \}
    | _(?<!\w_)_*+ | _++(?!\w)
    | ~~(?<!\d~~) | ~~(?!\d)
    | ~(?<=[A-Za-z)]~)[\w+-]{1,6}~                  # CCl~4~
    | \{[:.\#][^{}]*+\}
    | \{
    | \\(?:times|cdot|sim|leq?|geq?|lt|gt|pm)(?![A-Za-z])
    | \\(?:text|mathrm|mathit|mathbf)\{
    | \\[!-/:-@\[-`{-~\ ]
    | &\#?\w{2,8};
    """,
    re.VERBOSE,
)
_TEX = {
    "times": "×",
    "cdot": "×",
    "sim": "~",
    "pm": "±",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "lt": "<",
    "gt": ">",
}
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|del|em|i|ins|mark|s|small|span|strong|su[bp]|u)\b")


def _replacement(mark: re.Match[str]) -> str:
    """What a piece of markup is read as."""
    markup = mark[0]
    match markup[0]:
        case "`" | "@" | "h" | "1" | "^":
            return _VOID
        case "[":
            return _VOID if len(markup) > 1 else ""
        case "<":
            if markup.startswith("<sup"):
                return "^"
            return "" if _INLINE_TAG.match(markup) else _VOID
        case "~":
            return markup.strip("~")
        case "&":
            return html.unescape(markup)
        case "\\":
            if markup[1] in ",;:! ":
                return "\u2009"
            return _TEX.get(markup[1:], "") if markup[1].isalpha() else markup[1]
        case "*":
            before, after = mark.string[mark.start() - 1 : mark.start()], mark.string[mark.end() : mark.end() + 2]
            return "×" if markup == "*" and before.isdigit() and after == "10" else ""
        case _:
            return ""


@dataclass(frozen=True)
class _Plain:
    """The text without markup. Piece i starts at `starts[i]` and came from `sources[i]` to `ends[i]` of the Markdown.

    `ends[i]` is -1 for a piece taken over as it was.
    """

    text: str
    starts: list[int]
    sources: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain text stands in the Markdown, without the markup that may follow it."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1, first) - 1
        begin = self.sources[first] + (start - self.starts[first] if self.ends[first] < 0 else 0)
        return begin, self.ends[last] if self.ends[last] >= 0 else self.sources[last] + end - self.starts[last]


def _plain(markdown: str) -> _Plain:
    if _FULL_WIDTH.search(markdown):
        markdown = markdown.translate(_TO_HALF_WIDTH)
    pieces: list[str] = []
    starts, sources, ends = [0], [0], [-1]
    length = last = 0

    def add(piece: str, source: int, end: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            starts.append(length)
            sources.append(source)
            ends.append(end)
            length += len(piece)

    for mark in _MARKUP.finditer(markdown):
        add(markdown[last : mark.start()], last, -1)
        last = mark.end()
        add(_replacement(mark), mark.start(), last)
    add(markdown[last:], last, -1)
    return _Plain("".join(pieces), starts, sources, ends)


# --- Single figures --------------------------------------------------------------------------------------------------

_OWN_NAMES = "kg g mg ng pg L mL dL m cm mm nm U IU mol mmol nmol pmol mmHg kPa Gy Hz kHz MHz rpm kDa bp kb"
_SYMBOLS = {
    "%": "percent",
    "％": "percent",
    "‰": "per mille",
    "℃": "degree Celsius",
    "°C": "degree Celsius",
    "h": "hour",
    "min": "minute",
    "s": "second",
    "d": "day",
    "ml": "mL",
    "dl": "dL",
    "l": "L",
    **dict.fromkeys(("μL", "µL", "uL", "μl", "µl"), "μL"),
    **dict.fromkeys(("μg", "µg", "ug"), "μg"),
    **dict.fromkeys(("μm", "µm"), "μm"),
    **dict.fromkeys(("μmol", "µmol", "umol"), "μmol"),
    **dict.fromkeys(("m²", "m^2", "m^2^", "m2"), "m²"),
    **dict.fromkeys(("cm²", "cm^2", "cm^2^", "cm2"), "cm²"),
    **dict.fromkeys(("×g", "× g"), "×g"),
    **{symbol: symbol for symbol in _OWN_NAMES.split()},
}
"""Unit symbols of all languages; unlike words, their case counts (3 d, but 3D culture)."""

_TIME = {"minute", "hour", "day", "week", "month", "year"}
"""A rate per unit of time loses it: Chinese says 每周 before the figure, where no comparison can rely on it."""

_DASH = "-‐‑–—~～〜∼"
_HYPHENS = "-‐‑–"
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RELATIONS = {
    "<": "<",
    "＜": "<",
    ">": ">",
    "＞": ">",
    "=": "=",
    "＝": "=",
    "≤": "≤",
    "≦": "≤",
    "⩽": "≤",
    "≥": "≥",
    "≧": "≥",
    "⩾": "≥",
}

_NUMBER = re.compile(
    r"""
      (?P<identifier>\d++(?:-\d++){3,})                                     # 0000-0003-4069-6287
    | (?P<y>[12]\d{3})(?P<separator>[-/.])(?P<m>\d\d?)(?P=separator)(?P<d>\d\d?)(?![\d.-])
    | (?P<locant>\d{1,2}(?:,\d{1,2}){1,6}+[-‐‑](?=[^\W\d_]|\())                 # 2,3-dioxygenase
    | (?P<dotted>\d++(?:\.\d++){2,})                                        # version 1.2.3
    | (?P<decade>[12]\d{2}0)['’]?s\b
    | (?P<number>(?:\d{1,3}(?:,\d{3}){1,6}+(?!\d)|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,6}+(?!\d)|\d++)(?:\.\d++)?)
      (?P<times>\s?[×xX✕·⋅∙]\s?10(?=\^|[⁰¹²³⁴-⁹⁻⁺]))?
      (?:\^(?P<exponent>[-−+]?\d{1,3})\^?|(?P<superscript>[⁻⁺]?[⁰¹²³⁴-⁹]{1,3}))?
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d++")
_LAST_WORD = re.compile(r"[A-Za-z]+\Z")
_ITEM_MARKER = re.compile(r"[.)、](?:\s|$)")


@dataclass
class _Atom:
    """A figure before it is joined with its neighbours. `unit` is None when nothing says what it measures."""

    start: int
    end: int
    values: tuple[Decimal, ...] = ()
    unit: str | None = None
    kind: Kind = Kind.FIGURE
    relation: str = ""
    is_name: bool = False
    unit_before: bool = False
    """Whether the unit stands before the figure: week 24."""
    scale: int | None = None
    """The power of ten, when one is written."""
    is_power: bool = False
    """Whether it is a power of ten alone, which may multiply a range before it: (1-10) × 10^5."""


def _is_letter(character: str) -> bool:
    """Whether it is a letter of an alphabet (Latin, Greek), as in names such as TGF-β1."""
    return character.isalpha() and character < "\u2e80"


def _is_ideograph(character: str) -> bool:
    return character.isalpha() and character >= "\u2e80"


def _alternatives(words: Iterable[str], before_letters: str = "") -> str:
    """A pattern for any of the words, the longest first; words that end in a Latin letter end there."""
    escaped = {word: re.escape(word).replace(r"\ ", r"\s+") for word in words}
    latin = [escaped[w] for w in sorted(escaped, key=lambda w: (-len(w), w)) if w[-1].isascii() and w[-1].isalnum()]
    other = [
        escaped[w] for w in sorted(escaped, key=lambda w: (-len(w), w)) if not (w[-1].isascii() and w[-1].isalnum())
    ]
    parts = [f"(?:{'|'.join(latin)}){before_letters}"] if latin else []
    return "|".join(parts + other) or r"(?!)"


_WORD_END = r"(?![A-Za-zÀ-ɏͰ-Ͽ\d])"


def _prefix_tree(words: Iterable[str], at_start: bool = True) -> str:
    """A pattern for any of the words that starts with literals only.

    The regular expression engine can then skip to the next possible first letter, and gives up after one letter
    inside a word; a plain list of a hundred words costs twenty times as much.
    """
    branches: dict[str, list[str]] = {}
    for word in words:
        branches.setdefault(word[:1], []).append(word[1:])
    parts = []
    for first, rests in sorted(branches.items(), reverse=True):
        if not first:
            parts.append("")
            continue
        latin_start = at_start and first.isascii()
        guard = rf"(?<![A-Za-z]{first})(?<!-{first})" if latin_start else ""
        end = _WORD_END if first.isascii() and first.isalpha() and rests == [""] else ""
        parts.append(re.escape(first) + guard + (_prefix_tree(rests, False) if rests != [""] else "") + end)
    parts.sort(key=lambda part: part == "")
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


class _Reader:
    """The patterns of one language, compiled once."""

    def __init__(self, words: QuantityWords) -> None:
        self.words = words
        self.numbers = {**words.numbers_before_units, **words.numbers}
        spoken = [form for word in self.numbers for form in {word, word[:1].upper() + word[1:]}]
        self.word = re.compile(_prefix_tree(spoken) + r"(?![a-z])" if spoken else r"(?!)")
        fillers = _alternatives(words.fillers, r"(?=\s)")
        per = _alternatives(words.per, _WORD_END)
        multipliers = _alternatives(words.multipliers, _WORD_END)

        def unit(name: str) -> str:
            symbols = _alternatives(_SYMBOLS, _WORD_END)
            return rf"(?P<{name}>(?i:{_alternatives(words.units, _WORD_END)})|{symbols})"

        self.after = re.compile(
            rf"(?:[{_HYPHENS}]|\s{{0,8}})(?P<multiplier>(?i:{multipliers}))?"
            rf"(?:(?:[{_HYPHENS}]|\s{{0,8}})(?:(?i:{fillers})\s{{0,8}})?{unit('unit')})?"
            rf"(?:(?:\s?[/／]\s?|\s?(?i:{per})\s?){unit('denominator')})?"
        )
        self.pointer_after = re.compile(rf"\s?(?P<pointer>(?i:{_alternatives(words.pointer_tails, _WORD_END)}))")
        self.name_tail = re.compile(rf"\s?(?i:{_alternatives(words.name_tails, _WORD_END)})")
        self.name_heads = tuple(sorted(words.name_heads))
        self.pointer_heads = tuple(sorted(words.pointer_heads, key=lambda word: (-len(word), word)))
        self.date = self.date_pattern(words.date_marks)
        months = _alternatives(sorted(words.months), _WORD_END)
        ordinals = _alternatives(words.ordinals, _WORD_END)
        self.ordinal = re.compile(ordinals)
        self.month_after = re.compile(rf"\s(?P<month>(?i:{months}))\.?,?(?:\s+(?P<year>[12]\d{{3}})(?!\d))?")
        self.day_and_year = re.compile(rf"(?P<day>\d\d?)(?:{ordinals})?(?:,?\s+(?P<year>[12]\d{{3}}))?(?![\d%])")

    @staticmethod
    def date_pattern(marks: tuple[str, str, str] | None) -> re.Pattern[str]:
        """Dates such as 2015年3月27日, 2015年3月, 3月27日 and 3月."""
        if marks is None:
            return re.compile(r"(?!)")
        year, month, day = map(re.escape, marks)
        return re.compile(
            rf"(?:(?P<year>[12]\d{{3}})\s?{year}\s?)?(?P<month>\d\d?)\s?{month}(?:\s?(?P<day>\d\d?)\s?{day})?"
        )

    def atoms(self, text: str) -> list[_Atom]:
        """All figures and number words of a plain text, names included, in order."""
        found = list(self.figures(text))
        taken = iter([*found, _Atom(len(text), len(text))])
        ahead = next(taken)
        for match in self.word.finditer(text):
            while ahead.end <= match.start():
                if ahead.start == len(text):
                    break
                ahead = next(taken)
            if ahead.start >= match.end() and (atom := self.spoken(text, match)):
                found.append(atom)
        return sorted(found, key=lambda atom: atom.start)

    def spoken(self, text: str, match: re.Match[str]) -> _Atom | None:
        """The quantity of a number word, or None when it does not mean a number here."""
        word = match[0].lower()
        after = self.after.match(text, match.end())
        unit = self.unit_name(after)
        end = match.end() if after is None or unit is None else after.end()
        if unit is None and word not in self.words.numbers:
            return None
        factor = Decimal(self.words.multipliers[after["multiplier"].lower()]) if after and after["multiplier"] else 1
        return _Atom(match.start(), end, (Decimal(self.numbers[word]) * factor,), unit, Kind.WORD)

    def figures(self, text: str) -> Iterator[_Atom]:
        """All figures in digits."""
        position = 0
        before = _Atom(-1, -1)
        while digits := _DIGITS.search(text, position):
            match = _NUMBER.match(text, digits.start())
            if match is None:  # Not possible: any digit is a number.
                return
            before = self.figure(text, match, before)
            yield before
            position = max(before.end, digits.end() if before.is_name else 0)

    def figure(self, text: str, match: re.Match[str], before: _Atom) -> _Atom:
        """The atom at a number, given the atom before it."""
        start = match.start()
        if self.in_name(text, match, before):
            is_whole = match["identifier"] or match["dotted"] or match["locant"]
            digits = None if is_whole else _DIGITS.match(text, start)
            return _Atom(start, digits.end() if digits else match.end(), is_name=True)
        if date := self.dated(text, match):
            return date
        if match["decade"]:
            return _Atom(start, match.end(), (Decimal(match["decade"]),), "calendar decade")
        atom = _Atom(start, match.end(), (_value(match),))
        if match["times"] or match["exponent"] or match["superscript"]:
            atom.scale = _exponent(match)
            atom.is_power = match["times"] is None and match["number"] == "10"
        self.look_behind(text, atom, before)
        self.look_ahead(text, atom)
        if not atom.unit and not atom.is_name:
            self.look_for_words_before(text, start, atom, before)
        return atom

    def in_name(self, text: str, match: re.Match[str], before: _Atom) -> bool:
        """Whether a number is a part of a name, by what it touches; or a list marker or an identifier."""
        if match["locant"] or match["dotted"] or match["identifier"]:
            return True
        start = match.start()
        last, last_but_one = text[start - 1 : start] if start else "", text[start - 2 : start - 1] if start > 1 else ""
        if _is_letter(last) or last == "^":
            return True
        if (
            before.end >= 0
            and before.is_name
            and text[before.end : start] in {"/", "-", "–", "/-", ",", "+", "′,", "',"}
        ):
            return True
        if last and last in _HYPHENS and before.end != start - 1:
            if _is_letter(last_but_one):
                word = _LAST_WORD.search(text[max(0, start - 25) : start - 1])
                return not (word and (word[0].lower() in self.words.units or (match["number"] and _is_year(match))))
            if last_but_one in {")", "）", "+", "*"}:
                return True
            after = self.after.match(text, match.end())
            if _is_ideograph(last_but_one):
                return self.unit_name(after) is None
            if before.is_name and start - before.end < 9 and self.unit_name(after) is None:
                return True
        following = text[match.end() : match.end() + 2]
        if following[:1] in {"'", "′", "’"} and following[1:] != "s":
            return True
        line_start = (
            text.rfind("\n", max(0, start - 9), start) + 1 if start < 9 or "\n" in text[start - 9 : start] else -1
        )
        return line_start >= 0 and not text[line_start:start].strip() and bool(_ITEM_MARKER.match(text, match.end()))

    def dated(self, text: str, match: re.Match[str]) -> _Atom | None:
        """The date that begins at a number, or whose month stands before it; None when there is none."""
        start = match.start()
        if match["y"]:
            return _date(start, match.end(), match["y"], int(match["m"]), match["d"])
        if (marked := self.date.match(text, start)) and (marked["year"] or marked["day"]):
            return _date(start, marked.end(), marked["year"], int(marked["month"]), marked["day"])
        if not self.words.months:
            return None
        follows_space = start > 0 and text[start - 1].isspace()
        month = _LAST_WORD.search(text[max(0, start - 12) : start].rstrip(" \u00a0\n.,")) if follows_space else None
        if month and month[0][0].isupper() and month[0].lower() in self.words.months:
            begin = text.rindex(month[0], 0, start)
            number = self.words.months[month[0].lower()]
            if _is_year(match):
                return _date(begin, match.end(), match["number"], number, None)
            if day := self.day_and_year.match(text, start):
                return _date(begin, day.end(), day["year"], number, day["day"])
        end = match.end()
        if ordinal := self.ordinal.match(text, end):
            end = ordinal.end()
        may_be_month = text[end : end + 1].isspace() and text[end + 1 : end + 2].isupper()
        if may_be_month and (after := self.month_after.match(text, end)) and after["month"][0].isupper():
            return _date(start, after.end(), after["year"], self.words.months[after["month"].lower()], match["number"])
        return None

    def look_behind(self, text: str, atom: _Atom, before: _Atom) -> None:
        """Read the relation, the sign and a leading decimal point before a figure."""
        start = atom.start
        digits = text[start : atom.end]
        if text[start - 1 : start] == "." and text[max(0, start - 2)] in ". <>=≤≥＜＞＝(（" and digits.isdecimal():
            atom.values = (Decimal(f"0.{digits}"),)  # P<.05
            start -= 1
        sign = text[start - 1 : start]
        follows_figure = before.end >= 0 and not text[before.end : max(start - 1, before.end)].strip()
        touched = text[start - 2 : start - 1] if start > 1 else ""
        if (sign == "−" or (sign == "-" and not _is_letter(touched))) and not follows_figure:
            atom.values = (-atom.values[0],)
            start -= 1
        atom.start = start
        head = text[max(0, start - 4) : start].rstrip()
        relation = _RELATIONS.get(head[-1:], "")
        if relation == "=" and _RELATIONS.get(head[-2:-1]) in {"<", ">"}:
            relation = {"<": "≤", ">": "≥"}[_RELATIONS[head[-2]]]
        atom.relation = relation

    def look_ahead(self, text: str, atom: _Atom) -> None:
        """Read the unit after a figure, or find that it begins a name."""
        end = atom.end
        if ordinal := self.ordinal.match(text, end):
            end = atom.end = ordinal.end()
        if pointer := self.pointer_after.match(text, end):
            atom.unit, atom.kind = self.words.pointer_tails[pointer["pointer"].lower()], Kind.POINTER
            atom.end = pointer.end()
            return
        after = self.after.match(text, end)
        unit = self.unit_name(after)
        if after and after["multiplier"]:
            atom.values = (atom.values[0] * Decimal(self.words.multipliers[after["multiplier"].lower()]),)
            atom.end = after.end("multiplier")
        if after and unit is not None:
            is_year = unit == "year" and text[atom.start : end].isdigit() and 1000 <= atom.values[0] < 3000
            atom.unit = "" if is_year else unit
            atom.end = after.end()
            return
        if atom.end != end:
            return
        following = text[end : end + 2]
        is_counted = text[atom.start - 1 : atom.start] == "第"  # 第5期 is an issue, 2期 a phase.
        if (self.name_tail.match(text, end) and not is_counted) or _is_letter(following[:1]):
            atom.is_name = True
        elif following[:1] and following[0] in _HYPHENS[:3] and following[1:]:
            if _is_ideograph(following[1]):
                atom.is_name = True
            elif _is_letter(following[1]):
                atom.kind = Kind.WORD
        elif (month := self.date.match(text, end - len(text[atom.start : end]))) and month["month"]:
            atom.unit, atom.kind, atom.end = "month", Kind.WORD, month.end()

    def look_for_words_before(self, text: str, start: int, atom: _Atom, before: _Atom) -> None:
        """Read a unit, a pointer or the head of a name before a figure without a unit: week 24, 文献41, factor 8."""
        tail = text[max(0, start - 24, before.end) : start].rstrip(" \u00a0\n")
        if not tail or tail[-1] in ",;:，；：、":
            return
        lowered = tail.rstrip("-‐‑.[").rstrip(" ").lower()
        word = _LAST_WORD.search(lowered)
        if (head := _ending(lowered, self.name_heads)) and _is_whole(word, head) and tail[-1] not in ".-":
            number = atom.values[0]
            if 0 <= number < 1000 and number == int(number) and atom.scale is None:
                atom.is_name = atom.unit is None
                # "T helper 17 cells" is a name, "at this stage 20 patients" is none.
                atom.kind = Kind.WORD if head.isascii() else atom.kind
        elif atom.unit is not None:
            return
        elif (head := _ending(lowered, self.pointer_heads)) and _is_whole(word, head):
            atom.unit, atom.kind, atom.unit_before = self.words.pointer_heads[head], Kind.POINTER, True
        elif tail[-1] != "." and word and self.words.units.get(word[0]):
            atom.unit, atom.unit_before = self.words.units[word[0]], True
        elif tail[-1] in _HYPHENS and word:
            atom.kind = Kind.WORD

    def unit_name(self, after: re.Match[str] | None) -> str | None:
        """The common name of the unit found after a figure, `/kg` and `mg/kg` included; None when there is none."""
        if after is None or not (after["unit"] or after["denominator"]):
            return None
        unit = self.common_name(after["unit"]) if after["unit"] else ""
        denominator = self.common_name(after["denominator"]) if after["denominator"] else ""
        return f"{unit}/{denominator}" if denominator and denominator not in _TIME else unit

    def common_name(self, unit: str) -> str:
        """The unit's name across languages, from a symbol or a word of this language."""
        if unit in _SYMBOLS:
            return _SYMBOLS[unit]
        return self.words.units[" ".join(unit.lower().split())]


@cache
def _reader(words: QuantityWords) -> _Reader:
    return _Reader(words)


def _ending(text: str, words: Sequence[str]) -> str:
    """The word that a text ends with, or ''."""
    return next((word for word in words if text.endswith(word)), "") if text.endswith(tuple(words)) else ""


def _is_whole(word: re.Match[str] | None, head: str) -> bool:
    """Whether a head found at the end of a text is its whole last word; Chinese words have no such edge."""
    return word is None or not head.isascii() or word[0] == head


def _is_year(match: re.Match[str]) -> bool:
    number = match["number"]
    return bool(number) and len(number) == 4 and number.isdigit() and number[0] in "12" and match["exponent"] is None


def _exponent(match: re.Match[str]) -> int:
    return int((match["exponent"] or (match["superscript"] or "0").translate(_SUPERSCRIPT)).replace("−", "-"))


def _value(match: re.Match[str]) -> Decimal:
    """The exact value of a number: 1,010 and 1 010 → 1010; 1.5 × 10^8 → 150000000; 2^3 → 8."""
    written = match["number"]
    number = Decimal(written if written.isdecimal() else re.sub(r"[\s,]", "", written))
    if match.end() == match.end("number"):
        return number
    exponent = _exponent(match)
    if match["times"]:
        return number.scaleb(exponent)
    if number == 10 and exponent:
        return number.scaleb(exponent - 1)
    return number**exponent if exponent and 0 < number < 1000 else number


def _date(start: int, end: int, year: str | None, month: int, day: str | None) -> _Atom | None:
    if not (1 <= month <= 12 and (day is None or (day.isdigit() and 1 <= int(day) <= 31))):
        return None
    return _Atom(start, end, (Decimal(int(year or 0) * 10000 + month * 100 + int(day or 0)),), "date")


# --- Joining neighbours ----------------------------------------------------------------------------------------------

_POWER_GAP = re.compile(r"\s*(?:[a-z%％]*)\s*[)）]\s*[×xX✕·⋅∙]\s*\Z")


def _linked(text: str, atoms: Sequence[_Atom], words: QuantityWords) -> list[_Atom]:
    """Join the ends of ranges, and let figures that are listed together share a unit."""
    joined: list[_Atom] = []
    for atom in atoms:
        before = joined[-1] if joined else None
        link = _link(text, before, atom, words) if before else ""
        if before is None or before.is_name or atom.is_name:
            if before and before.is_name and link and atom.unit is None and not atom.is_name:
                atom.kind = Kind.WORD  # IL-4 and 13
            joined.append(atom)
        elif link == "power" and atom.is_power:
            _multiply(text, before, atom)
        elif link == "range" and len(before.values) == len(atom.values) == 1 and _same_unit(before, atom):
            joined[-1] = _range(before, atom)
        else:
            joined.append(atom)
    _share_units(text, joined, words)
    decades = _with_centuries(joined)
    return [atom for atom in decades if not atom.is_name]


def _link(text: str, before: _Atom, atom: _Atom, words: QuantityWords) -> str:
    """How two figures are joined by the text between them: `range`, `power`, `list`, `comma` or ''."""
    gap = text[before.end : atom.start]
    if len(gap) > 24:
        return ""
    between = gap.strip().lower()
    if between and ((all(c in _DASH for c in between) and len(between) <= 2) or between in words.ranges):
        return "range"
    if between in {"、", "±", "/", "+/-", "-,"} or between.lstrip("-‐‑,，、 ") in words.conjunctions:
        return "list"
    if between in {",", "，"}:
        return "comma"
    return "power" if between and _POWER_GAP.match(between) else ""


def _multiply(text: str, ends: _Atom, power: _Atom) -> None:
    """(1-10) × 10^5 cells/kg: the power and the unit after it belong to everything in the parentheses."""
    scale = power.scale or 0
    ends.values = tuple(value.scaleb(scale) for value in ends.values)
    ends.unit, ends.end = power.unit, power.end
    if text[ends.start - 1 : ends.start] in {"(", "（"}:
        ends.start -= 1


def _same_unit(one: _Atom, other: _Atom) -> bool:
    return one.unit is None or other.unit is None or one.unit == other.unit


def _range(low: _Atom, high: _Atom) -> _Atom:
    """One atom of two ends; in `1-10 × 10^5` the power belongs to both."""
    first = low.values[0]
    if low.scale is None and high.scale is not None and not high.is_power:
        first = first.scaleb(high.scale)
    kinds = {low.kind, high.kind}
    kind = Kind.POINTER if Kind.POINTER in kinds else Kind.WORD if Kind.WORD in kinds else Kind.FIGURE
    unit = low.unit if high.unit is None else high.unit
    return replace(low, end=high.end, values=(first, high.values[0]), unit=unit, kind=kind)


def _share_units(text: str, atoms: Sequence[_Atom], words: QuantityWords) -> None:
    """Give bare figures of an enumeration its unit: 71 and 94 months, 2、4、8周, weeks 4, 8 and 24.

    Commas alone do not make an enumeration of two (`At week 24, 20 of 39`), and a figure with a relation (P = 0.04)
    belongs to none.
    """
    chain: list[_Atom] = []
    links: list[str] = []
    for atom in [*atoms, _Atom(len(text) + 99, len(text) + 99)]:
        link = _link(text, chain[-1], atom, words) if chain and not atom.is_name else ""
        if link in {"list", "comma"}:
            chain.append(atom)
            links.append(link)
            continue
        if "list" in links or len(links) > 1:
            _share_unit(chain)
        chain, links = [] if atom.is_name else [atom], []


def _share_unit(chain: Sequence[_Atom]) -> None:
    following: tuple[str, Kind] | None = None
    for atom in reversed(chain):
        if atom.unit:
            following = None if atom.unit_before or atom.unit == "date" else (atom.unit, atom.kind)
        elif atom.unit is not None or atom.relation:
            following = None
        elif following and not _looks_like_year(atom):
            atom.unit = following[0]
            atom.kind = Kind.POINTER if following[1] is Kind.POINTER else atom.kind
    leading: tuple[str, Kind] | None = None
    for atom in chain:
        if atom.unit is not None:
            leading = (atom.unit, atom.kind) if atom.unit_before else None
        elif leading and not _looks_like_year(atom):
            atom.unit = leading[0]
            atom.kind = Kind.POINTER if leading[1] is Kind.POINTER else atom.kind


def _looks_like_year(atom: _Atom) -> bool:
    value = atom.values[0]
    return 1000 <= value < 3000 and value == int(value)


def _with_centuries(atoms: Sequence[_Atom]) -> list[_Atom]:
    """20世纪90年代 is the 1990s."""
    joined: list[_Atom] = []
    for atom in atoms:
        before = joined[-1] if joined else None
        if before and before.unit == "century" and atom.unit == "calendar decade" and before.end == atom.start:
            decade = (before.values[0] - 1) * 100 + atom.values[0]
            joined[-1] = replace(before, end=atom.end, values=(decade,), unit=atom.unit)
        else:
            joined.append(atom)
    return joined
