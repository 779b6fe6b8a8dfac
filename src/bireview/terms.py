"""Forms of words in running text: the pattern that finds them, and the terms of a glossary by the forms that name them.

What a reader may type for a term (`also`) names it too loosely to explain a text by (injection for infusion, hepatitis
B for its virus): only names and abbreviations count here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bireview.entries import Term
from bireview.language import Language

_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
"""A letter or figure of a script that separates words; Chinese words have no edges."""
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]$")


def forms_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Finds the longest of `forms` at each place, not within a longer word; a line may break between its words."""
    starts: dict[str, dict[str, list[str]]] = {"": {}, f"(?<!{_LETTER})": {}}
    letter, behind = re.compile(_LETTER), f"(?!{_LETTER})"

    def ends_in_letter(form: str) -> bool:
        return letter.match(form[-1]) is not None

    for form in sorted({" ".join(form.split()) for form in forms}, key=lambda form: (-len(form), form)):
        before = list(starts)[bool(letter.match(form))]
        starts[before].setdefault(form[0], []).append(form)

    def written(groups: Mapping[str, Sequence[str]]) -> str:
        # Neighbours share the edge behind them, and groups that have only one edge do: it takes longest to compile.
        whole: dict[bool, list[str]] = {True: [], False: []}
        for group in groups.values():
            runs = [(edge, "|".join(map(_written, run))) for edge, run in groupby(group, key=ends_in_letter)]
            if len(runs) == 1:
                whole[runs[0][0]].append(f"(?:{runs[0][1]})")
            else:
                whole[False].append(f"(?:{'|'.join(f'(?:{row}){behind}' if edge else row for edge, row in runs)})")
        rows = [f"(?:{'|'.join(whole[True])}){behind}"] if whole[True] else []
        return "|".join(rows + whole[False])

    # Grouped by the first character, so that most places of a text are passed over at once.
    either = [written(groups) for groups in starts.values()]
    return re.compile(
        "|".join(f"{before}(?:{forms})" for before, forms in zip(starts, either, strict=True) if forms) or "(?!)"
    )


def _written(form: str) -> str:
    return re.escape(form).replace("\\ ", r"\s+")


@dataclass(frozen=True)
class TermFinder:
    """The terms of one language; `ids` maps each form, its white space single, to its term."""

    ids: Mapping[str, str]
    pattern: re.Pattern[str]

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and term of each place where a term is named; a longer name hides those within it."""
        for found in self.pattern.finditer(text):
            yield found.start(), found.end(), self.ids[" ".join(found[0].split())]


def term_finder(glossary: Sequence[Term], folder: str, language: Language) -> TermFinder:
    """A finder for the names in the language with this folder's name; of two terms with one form the first has it."""
    ids: dict[str, str] = {}
    for term in glossary:
        for form in _forms(term.names[folder], term.abbreviation, language.plurals):
            ids.setdefault(form, term.id)
    return TermFinder(ids, forms_pattern(ids))


def _forms(name: str, abbreviation: str, plurals: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A name (or several, as in `preconditioning / pretreatment`) and an abbreviation, with plurals and capitals."""
    for part in re.split(r"\s+/\s+", name):
        for form in dict.fromkeys((part, _ASIDE.sub("", part))):
            for number in filter(None, (form, _plural(form, plurals))):
                spaced = " ".join(number.split())
                yield spaced
                yield spaced[0].upper() + spaced[1:]  # At the start of a sentence.
    if abbreviation:
        yield abbreviation
        if plural := _plural(abbreviation, plurals):
            yield plural


def _plural(form: str, plurals: Sequence[tuple[str, str]]) -> str:
    """The form by the first rule that fits its end, or nothing."""
    for pattern, replacement in plurals:
        changed, times = re.subn(pattern, replacement, form)
        if times:
            return changed
    return ""
