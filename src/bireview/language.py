"""What differs between the languages of a review, as data; each language is one file in `languages/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CitationStyle:
    """How the numbers of one citation mark are printed.

    `range_from` is the length from which consecutive numbers are joined (2: `[38-39]`; 3: `38,39` but `5–7`).
    """

    opening: str
    closing: str
    separator: str
    range_dash: str
    range_from: int
    locator: str
    """A format with the field `text`, printed after the number that has a locator."""


@dataclass(frozen=True, eq=False)  # Compared by identity: tables cannot be hashed, and patterns are kept for each.
class QuantityWords:
    """How figures are written in running text, for comparing them between languages.

    Every key is lower case. Units of one dimension share their name across languages (`week`, `percent`);
    a counter (patients, 例, 次) is a word that may follow a figure without changing what it measures.
    Symbols that are the same in every language (%, kg, mL) are not listed. A language that leaves a field
    empty still has its digits compared.
    """

    decimal_mark: str = "."
    """What parts the whole from its fraction; where it is a comma, thousands are parted by full stops: 1.234,5."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Number words that mean a number wherever they stand, and their value as decimal text: twelve → 12."""
    numbers_before_units: Mapping[str, str] = field(default_factory=dict)
    """Words that are a number only directly before a unit or a counter: 一 → 1, a → 1, half a → 0.5."""
    multipliers: Mapping[str, str] = field(default_factory=dict)
    """Words after a figure that multiply it: 万 → 10000, million → 1000000."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Unit words and the unit's common name: 周, week, weeks → week. A counter's common name is ''."""
    halves: Mapping[str, str] = field(default_factory=dict)
    """Words after a unit that add half of it (1年半, a year and a half), and the characters that would make another
    word of it if they followed: 半 is none in 半数."""
    months: Mapping[str, int] = field(default_factory=dict)
    """Names of the months of the year, for dates; in the text they begin with a capital."""
    date_marks: tuple[str, str, str] | None = None
    """What follows the year, the month and the day of a date, when the language has such marks: 年, 月, 日."""
    ordinals: frozenset[str] = frozenset()
    """What is written directly after a figure to make it an ordinal: st, nd, rd, th."""
    fillers: frozenset[str] = frozenset()
    """Words that may stand between a figure and its unit: consecutive, 余."""
    per: frozenset[str] = frozenset()
    """Words that mean "for each" before a unit: per, 每."""
    ranges: frozenset[str] = frozenset()
    """Words that join the two ends of a range: to, 至."""
    conjunctions: frozenset[str] = frozenset()
    """Words that join figures which may share one unit: 71 and 94 months, 71和94个月."""
    name_heads: frozenset[str] = frozenset()
    """Words after which a bare whole number belongs to a name: factor 8, 因子8."""
    name_tails: frozenset[str] = frozenset()
    """Words that make a name of the figure before them: 1型."""
    pointer_heads: Mapping[str, str] = field(default_factory=dict)
    """Words before the number of a part of a document, and the part's common name: section, 文献 → reference."""
    pointer_tails: Mapping[str, str] = field(default_factory=dict)
    """The same for words that follow the number: 节 → section."""
    less_than: frozenset[str] = frozenset()
    """Words directly before a figure that put a value below it: below, 不到. A word that means more is left out."""
    more_than: frozenset[str] = frozenset()
    """The same for above it: at least, 超过."""
    or_less: frozenset[str] = frozenset()
    """The same for words after a figure and its unit: or fewer, 以下."""
    or_more: frozenset[str] = frozenset()
    """The same for above it: or older, 以上."""
    negations: frozenset[str] = frozenset()
    """Words directly before those before a figure that turn them into their opposite: no more than, 不应超过."""
    doubts: frozenset[str] = frozenset()
    """Words that may do so from anywhere in the clause, as negations may: rarely, 难以."""
    no_doubts: frozenset[str] = frozenset()
    """Words that begin with one of these and deny nothing: 不良."""


@dataclass(frozen=True)
class Language:
    """One language: its BCP 47 tag, its name in itself, and everything that is printed or read differently."""

    tag: str
    name: str
    spaced: bool
    """Whether words are separated by spaces, so that a line break in the source stands for one."""
    citation: CitationStyle
    quantities: QuantityWords
    labels: Mapping[str, str]
    """Interface words by key; the same keys in every language (a test compares them)."""
    list_separator: str
    reference_style: str
    """The name of the style of the reference list, unless the project chooses another."""
    twins: bool
    """Whether a work with a record in another language is printed in both."""
    theme: str
    """The language file of Material for MkDocs that speaks it."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What this language calls others, by their folder names: `{"en": "英文"}`."""
    direction: str = "ltr"
    """`rtl` for a language that is written from right to left."""
    also: tuple[str, ...] = ()
    """Other tags that mean it and do not begin with its own: zh-TW is zh-Hant."""
    plurals: tuple[tuple[str, str], ...] = ()
    """How a noun's plural is written, as patterns for its end and what replaces it; the first that fits counts."""

    def name_of(self, folder: str, other: Language) -> str:
        """What this language calls another one, or what that calls itself."""
        return self.names.get(folder, other.name)


_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction_of(tag: str) -> str:
    """The direction of a language of which only the tag is known, such as that of a cited work."""
    return "rtl" if tag.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
