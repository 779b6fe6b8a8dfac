"""Lines → paragraphs: which lines belong together, and what stands where two of them meet."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from bireview.importing.lines import Gap, Line, width
from bireview.importing.traced import Ledger, Traced
from bireview.importing.words import COMPOUND_HEADS, COMPOUND_TAILS, PREFIXES, REFERENCES

WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…"
_WIDE = re.compile(f"[{WIDE}]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+\d+(?![A-Za-z\d-])|[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*")
_LAST_WORD = re.compile(r"(?:(?![\u3400-\u9fff])[^\W_])+\Z")
_FIRST_WORD = re.compile(r"(?:(?![\u3400-\u9fff])[^\W_])+")
_OPENED = re.compile(r"""(?:\A|[\s(（])["']\Z""")
_CLOSES = re.compile(r"""["'](?=[\s,.;:)\]]|\Z)""")
_HYPHEN = re.compile(r"(?<=[^\W_])[-‐\u00ad]\Z")
_ADDRESS = re.compile(r"(?:\bdoi\s*[:：]?\s*|\b10\s*[.．]\s*\d{4,9}/|https?://|doi\.org/)\S*\Z", re.IGNORECASE)
_SPREAD_DOI = re.compile(r"\b10 ?[.．] ?\d{4,9} ?/ ?(?!.*\b10 ?[.．] ?\d{4,9} ?/)", re.DOTALL)
_ROOM = re.compile(r"(?<![./()_ -])\s+(?![./()_-])")
_AFTER_ADDRESS = re.compile(r"[A-Z][a-z]{2,} |[A-Z][a-z]{3,}\Z|\[|\(|PMC?I?D|[\u3400-\u9fff]")
_FIRST_ATOM = re.compile(rf"[A-Za-z0-9(\[][^\s{WIDE}-]*-?|.[，。；：、）！？]*")
_SENTENCE_END = re.compile(
    r"[。！？!?.…](?:[\"”’』」）)\s]|\\?[\[［(（]\s*[\d,，\-–—－~\s]+\\?[\]］)）]|\^|[{}$]|<sup>[^<]*</sup>|[⁰¹²³⁴-⁹⁻,]"
    r"|\^\d[\d,\-–]*\^?|(?<=[A-Za-z)%][.?!])\d{1,3}(?:[,–-]\d{1,3})*\Z)*\Z"
)
_ENDINGS = re.compile(
    r"(?:s|ed|er|or|ing|ly|al|ar|ary|ory|ic|ive|ness|ity|ities|able|ible|ful|less|ment|at|iti|ion|is|iz|ise|ize|ism|ist|"
    r"ous|ant|ent|ance|ence|ancy|ency|age|ship|like|wise|y|ies|es|d|r)+"
)
"""What the rest of a known word is made of."""
_STOP = re.compile(r"[，。；：、！？）】》”]\Z")
_SMALL = re.compile(r"[\[［]\d[\d,–-]*[\]］]")
_TAIL = 240
"""How much of a text's end tells how it goes on."""
LONGEST = 20_000
"""Characters of the longest paragraph that lines are joined to."""
# A citation mark; no paragraph begins with one.
_RAISED = re.compile(r"\^\s*[\[{［]|\^(?=\W)|\{\s*[\[［]|\}|<sup>|\$\s*\^|[⁰¹²³⁴-⁹]|[\[［][\d,，\s-]+[\]］]")
_NO_END = re.compile(r"(?:\bet al|\be\.g|\bi\.e|\bvs|\bFig|\bNo|\bVol|\bDr|\bca|\bcf|\b[A-Z])\.\Z")


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a sentence, citation marks and closing quotes aside."""
    tail = text[-_TAIL:]
    found = _SENTENCE_END.search(tail)
    return bool(found) and not _NO_END.search(tail[: found.start() + 1] if found else tail)


@dataclass(frozen=True)
class Layout:
    """How a manuscript's lines are set: wrapped at `column` columns, or (0) one paragraph, or piece of it, a line."""

    column: int
    indented: bool
    """Whether paragraphs begin with an indent."""
    exact: bool = False
    """Whether lines end only where the next word has no room, so that a line that ends before ends its paragraph."""
    em: float = 0
    """The width of a full line in the type's own measure, where letters differ in width."""
    airy: bool = False
    """Whether blank lines part paragraphs, so that none begins right below another."""

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether a line ends because the word that the next one begins with had no room on it."""
        first = _FIRST_ATOM.match(following.text.text)
        gap = not _WIDE.match(line.text.text[-1])
        room = self.column - line.width - gap - width(first[0] if first else "")
        if self.exact:
            return room < 0
        rest = self.em - em_width(line.text.text) - 0.5 * gap - em_width(first[0] if first else "")
        return rest < 0.05 * self.em

    def is_doubtful(self, line: Line, *, full: bool) -> bool:
        """Whether a line that ends a sentence is so full that its width cannot tell whether it ends the paragraph."""
        return full if self.exact else em_width(line.text.text) > 0.8 * self.em


def layout_of(lines: Sequence[Line]) -> Layout:
    """Tell wrapped lines from paragraphs on a line each."""
    lines = _body(lines)
    widths = sorted(line.width for line in lines if line.width > 16)
    if len(widths) < 8:
        return Layout(0, indented=False)
    column = _commonest(widths)
    full = sum(0.8 * column <= w <= 1.06 * column for w in widths)
    if full < 0.4 * len(widths) or column > 150:
        return Layout(0, indented=False)
    indents = sum(2 <= line.indent <= 8 for line in lines)
    grid = _grid_of(lines, column)
    exact = grid > 0
    column = grid or column
    ems = sorted(em_width(line.text.text) for line in lines if 0.87 * column <= line.width <= 1.06 * column)
    em = 0 if exact else ems[int(len(ems) * 0.9)]
    return Layout(column, 0.02 * len(lines) < indents < 0.5 * len(lines), exact, em, _is_airy(lines, column))


def _grid_of(lines: Sequence[Line], column: int) -> int:
    """The width that lines were wrapped at, if all that end within a sentence are full at it, else 0.

    A full line is no wider, but for a stop that hangs out, and has no room for the word that begins the next one.
    """
    pairs = [
        (line, following)
        for line, following in pairwise(lines)
        if following.gap is Gap.NONE
        and 0.6 * column < line.width < 1.15 * column  # A title block may be set wider.
        and not ends_sentence(line.text.text)
        and not re.match(r"#|\d{1,2}(?:\.\d{1,2})*\.?\s", line.text.text)
    ]
    # Letters of their own width and justified lines give ragged ends, of which no width is true.
    best = max(
        range(column - 4, column + 1),
        key=lambda width: sum(_fits(line, following, width) for line, following in pairs),
    )
    fitting = sum(_fits(line, following, best) for line, following in pairs)
    return best if len(pairs) > 4 and fitting > 0.95 * len(pairs) else 0


def _fits(line: Line, following: Line, column: int) -> bool:
    first = _FIRST_ATOM.match(following.text.text)
    gap = not _WIDE.match(line.text.text[-1])
    hanging = 2 if _STOP.search(line.text.text) else 0
    return line.width <= column + hanging and line.width + gap + width(first[0] if first else "") > column


def _is_airy(lines: Sequence[Line], column: int) -> bool:
    """Whether blank lines part the paragraphs: below nearly every short line that ends a sentence stands one."""
    gaps = [
        following.gap
        for line, following in pairwise(lines)
        if line.width < 0.75 * column and ends_sentence(line.text.text) and len(line.text) > 8
    ]
    return len(gaps) > 4 and sum(gap is not Gap.NONE for gap in gaps) > 0.9 * len(gaps)


def em_width(text: str) -> float:
    """About how wide a text is set, in ems: letters by what they commonly measure, raised marks smaller."""
    marks = sum(len(found) for found in _SMALL.findall(text))
    wide = len(_WIDE.findall(text))
    capital = sum(c.isupper() for c in text)
    thin = sum(c in "iljtfr.,;:()[]'-| " for c in text)
    other = len(text) - wide - capital - thin
    return wide + 0.68 * capital + 0.3 * thin + 0.53 * other - 0.2 * marks


def _body(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines that are set as the article's text is: in its script, and above the reference list."""
    ends = [i for i, line in enumerate(lines) if (m := REFERENCES.match(line.text.text)) and m.end() == len(line.text)]
    above = lines[: ends[-1]] if ends and ends[-1] > 8 else lines
    han = [line for line in above if is_han(line.text.text)]
    return han if len(han) > 0.5 * len(above) else above


def _commonest(widths: Sequence[int]) -> int:
    """The width of a full line of most of the text, of some widths in order; a title block may be set wider."""
    best, most = widths[-1], 0
    for last, top in enumerate(widths):
        within = last + 1 - bisect_left(widths, 0.87 * top)
        if within >= most:
            best, most = top, within
    inside = [w for w in widths if 0.87 * best <= w <= best]
    return inside[int(len(inside) * 0.93)]


def vocabulary_of(texts: Iterable[str]) -> Counter[str]:
    """The words of the manuscript that no line end can have cut, in lower case; hyphenated ones and their parts."""
    words: Counter[str] = Counter()
    for text in texts:
        end = len(text.rstrip("-‐\u00ad "))
        found = [m[0].lower() for m in _WORD.finditer(text) if m.start() and m.end() < end]
        words.update(found)
        words.update(part for word in found if "-" in word for part in word.split("-"))
    return words


@dataclass(frozen=True)
class _Shapes:
    """The three letters that a manuscript's words end with, begin with, and have inside."""

    ends: frozenset[str]
    starts: frozenset[str]
    inside: frozenset[str]
    enough: bool
    """Whether there are words enough to tell what none is like."""

    @classmethod
    def of(cls, words: Iterable[str]) -> _Shapes:
        long = [word for word in words if len(word) > 2]
        inside = frozenset(word[n : n + 3] for word in long for n in range(len(word) - 2))
        return cls(frozenset(word[-3:] for word in long), frozenset(word[:3] for word in long), inside, len(long) > 300)

    def is_one(self, one: str, two: str) -> bool:
        """Whether two unknown words are the halves of one.

        No word ends like the first, none begins like the second, and some have inside what stands where they meet.
        """
        meeting = {one[-2:] + two[:1], one[-1:] + two[:2]}
        return self.enough and one[-3:] not in self.ends and two[:3] not in self.starts and bool(meeting & self.inside)


@dataclass
class Joiner:
    """Joins pieces of text that lines or pages parted."""

    ledger: Ledger
    vocabulary: Counter[str]
    spaced: bool
    """Whether the manuscript's language puts spaces between words."""
    unsure: Callable[[int, str, str], None]
    """Takes what a person should look at: an offset, what was done, what to do."""
    whole: bool = False
    """Whether the manuscript has a paragraph a line, so that pieces meet only where a page ended."""
    closed_words: list[tuple[int, str]] = field(default_factory=list)
    """Words that were cut by a hyphen at a line's end and closed although the manuscript has them nowhere else."""

    def join(self, left: Traced, right: Traced) -> Traced:
        """The two pieces, with what belongs between them."""
        if not left or not right:
            return left + right
        a, b = left.text[-1], right.text[0]
        if _is_address(left.text[-_TAIL:]) and not _AFTER_ADDRESS.match(right.text):
            return left + right
        if _HYPHEN.search(left.text[-2:]) and b.isalnum() and not _WIDE.match(b):
            return self._at_hyphen(left, right)
        if a in "/([（【“‘-–—" or b in ")]）】，。；：、,.;:!?！？%％/”’-–—" or _WIDE.match(a) or _WIDE.match(b):
            return left + right
        if _OPENED.search(left.text[-2:]) or (_CLOSES.match(right.text) and left.text.count(b) % 2):
            return left + right
        if _RAISED.match(right.text) or re.match(r"'s(?![^\W_])", right.text):
            return left + right
        return left + (Traced.added(" ") if self._parts_words(left, right) else Traced()) + right

    def _parts_words(self, left: Traced, right: Traced) -> bool:
        """Whether two words meet here, rather than the halves of one."""
        last, first = _LAST_WORD.search(left.text[-_TAIL:]), _FIRST_WORD.match(right.text)
        if not last or not first:
            return True
        one, two = last[0].lower(), first[0].lower()
        if one.isdecimal() and two.isdecimal():
            return self.spaced
        if first[0][0].isupper() and (len(first[0]) < 3 if last[0][-1].islower() else first[0][1:].islower()):
            return True  # attenuate D-GalN and ACS Omega, though there are `attenuated` and `acsomega`
        alone = _is_letter(one, last[0]) and not re.search(r"['’.-].\Z", left.text[-2:])
        if alone or (_is_letter(two, first[0]) and re.match(r".[-\u3400-\u9fff]", right.text)):
            return False  # m/iRNA, Li/n等
        if one + two in self.vocabulary:
            return one in self.vocabulary and two in self.vocabulary
        unknown = last[0].isalpha() and first[0].islower() and one not in self.vocabulary and len(one) > 2
        if not self.whole or not unknown:
            return True
        is_one = two not in self.vocabulary and self._shapes.is_one(one, two)
        verdict = "one word" if is_one else "two words"
        self.unsure(
            right.start,
            f"a page ends between '{last[0]}' and '{first[0]}'; they were taken for {verdict}",
            "Put a space between them if they are two." if is_one else "Put them together if they are one.",
        )
        return not is_one

    @cached_property
    def _shapes(self) -> _Shapes:
        return _Shapes.of(self.vocabulary)

    def _at_hyphen(self, left: Traced, right: Traced) -> Traced:
        head, hyphen = left[:-1], left[len(left) - 1 :]
        last, first = _LAST_WORD.search(head.text[-_TAIL:]), _FIRST_WORD.match(right.text)
        one, two = (last[0] if last else ""), (first[0] if first else "")
        if len(one) > 1 and one.isupper() and two.isupper() and self.vocabulary[(one + two).lower()]:
            return head + self.ledger.change(hyphen, "", "a hyphen at the end of a line") + right  # MCDON-/ALD
        if hyphen.text != "\u00ad" and (not two[:1].islower() or not one.isalpha() or not one[1:].islower()):
            return left + right
        closed = self.vocabulary[(one + two).lower()]
        whole = re.search(r"[^\W_]+(?:-[^\W_]+)*\Z", head.text[-_TAIL:])
        tail = re.match(r"[^\W_]+(?:-[^\W_]+)*", right.text)
        written = f"{whole[0] if whole else one}-{tail[0] if tail else two}".lower()
        kept = self.vocabulary[written] + self.vocabulary[f"{one}-{two}".lower()]
        if (
            hyphen.text != "\u00ad"
            and not closed
            and (kept or two.lower() in COMPOUND_TAILS or one.lower() in COMPOUND_HEADS)
        ):
            return left + right
        if hyphen.text != "\u00ad" and closed < kept:
            return left + right
        if not closed and hyphen.text != "\u00ad":
            in_chain = len(one) < 4 and whole is not None and "-" in whole[0]  # head-to-head
            chained = in_chain or (tail is not None and "-" in tail[0])
            if chained or (self.vocabulary[two.lower()] and (one.lower() in PREFIXES or self.vocabulary[one.lower()])):
                return left + right
            if self.vocabulary[one.lower()] and len(one) > 6 and not _ENDINGS.fullmatch(two.lower()):
                self.unsure(
                    hyphen.start,
                    f"'{one}-{two}' was cut at the end of a line; its hyphen was kept",
                    "Take it out if it belongs to the line.",
                )
                return left + right  # hepatocyte-markers, but effect-iveness
            if not self.vocabulary[one.lower()]:
                self.closed_words.append((hyphen.start, one + two))
            else:
                self.unsure(
                    hyphen.start,
                    f"'{one}-{two}' was cut at the end of a line; it was written '{one}{two}'",
                    "Put the hyphen back if it belongs to the word.",
                )
        return head + self.ledger.change(hyphen, "", "a hyphen at the end of a line") + right


def _is_address(text: str) -> bool:
    """Whether a text ends within an address or a DOI, also one with room at its signs: `10. 1016 / j. jhep`."""
    if _ADDRESS.search(text):
        return True
    spread = _SPREAD_DOI.search(text)
    return spread is not None and not _ROOM.search(text, spread.end())


def _is_letter(word: str, printed: str) -> bool:
    """Whether a word is a single small letter, which no word of running text is but `a`."""
    return len(word) == 1 and printed.islower() and word.isascii() and word != "a"


def goes_on(previous: Line, text: str, line: Line, layout: Layout) -> tuple[bool, bool]:
    """Whether `line` goes on with the paragraph of which `text` is what there is so far, `previous` its last line.

    Returns:
        The answer, and whether it is a guess: at the end of a page that is the end of a sentence.
    """
    if not ends_sentence(text) or _RAISED.match(line.text.text) or re.match(r"[a-z]{2,} ", line.text.text):
        return True, False
    if not layout.column:
        return False, line.gap is Gap.PAGE
    starts = layout.indented and 2 <= line.indent <= 8
    if line.gap is Gap.BLANK or starts:
        return False, False
    if layout.airy and line.gap is Gap.NONE:
        return True, False
    full = layout.is_full(previous, line)
    if line.gap is Gap.PAGE:
        return full or layout.indented, full != layout.indented
    return full or layout.indented, not layout.indented and layout.is_doubtful(previous, full=full)


def is_han(text: str) -> bool:
    """Whether a text is mostly written in Chinese characters."""
    letters = [c for c in text if c.isalpha()]
    han = sum(bool(_HAN.match(c)) for c in letters)
    return han * 4 > len(letters)  # A Chinese character says as much as a few Latin letters.
