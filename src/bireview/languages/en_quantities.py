"""How English writes figures, units and number words."""

from __future__ import annotations

from collections.abc import Iterator

from bireview.language import QuantityWords
from bireview.languages.word_lists import forms, words

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_IRREGULAR_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def _ordinal(cardinal: str) -> str:
    """`twenty-one` → `twenty-first`, `twenty` → `twentieth`."""
    tens, hyphen, last = cardinal.rpartition("-")
    if last in _IRREGULAR_ORDINALS:
        return f"{tens}{hyphen}{_IRREGULAR_ORDINALS[last]}"
    return f"{cardinal[:-1]}ieth" if cardinal.endswith("y") else f"{cardinal}th"


def _cardinals() -> Iterator[tuple[str, int]]:
    yield from zip(_ONES, range(1, 10), strict=True)
    yield from zip(_TEENS, range(10, 20), strict=True)
    for ten, value in zip(_TENS, range(20, 100, 10), strict=True):
        yield ten, value
        yield from ((f"{ten}-{one}", value + n) for n, one in enumerate(_ONES, 1))


_MONTHS = [
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
]

QUANTITIES = QuantityWords(
    numbers={
        **{word: str(value) for word, value in _cardinals()},
        **{_ordinal(word): str(value) for word, value in _cardinals()},
        "single": "1",
        "once": "1",
        "both": "2",
        "twice": "2",
        "thrice": "3",
        "double": "2",
        "doubled": "2",
        "twofold": "2",
        "threefold": "3",
        "fourfold": "4",
        "fivefold": "5",
        "half": "0.5",
        "dozen": "12",
        "hundred": "100",
        "zero": "0",
    },
    numbers_before_units={
        "a": "1",
        "an": "1",
        "half a": "0.5",
        "half an": "0.5",
        "half-a": "0.5",
        **{f"{word} and a half": f"{value}.5" for value, word in enumerate(_ONES, 1)},
        **{f"{word}-and-a-half": f"{value}.5" for value, word in enumerate(_ONES, 1)},
    },
    multipliers={"thousand": "1000", "million": "1000000", "billion": "1000000000"},
    units={
        **forms(
            {
                "second": "sec secs second seconds",
                "minute": "minute minutes mins",
                "hour": "hour hours hr hrs",
                "day": "day days",
                "week": "week weeks wk wks",
                "month": "month months mo mos",
                "year": "year years yr yrs aged",
                "decade": "decade decades",
                "century": "century centuries",
                "percent": "percent",
                "fold": "fold",
                "degree Celsius": "celsius",
                "kg": "kilogram kilograms kilogramme kilogrammes",
                "g": "gram grams gramme grammes",
                "mg": "milligram milligrams",
                "μg": "microgram micrograms",
                "ng": "nanogram nanograms",
                "L": "litre litres liter liters",
                "mL": "millilitre millilitres milliliter milliliters",
                "μL": "microlitre microlitres microliter microliters",
                "m": "metre metres meter meters",
                "cm": "centimetre centimetres centimeter centimeters",
                "mm": "millimetre millimetres millimeter millimeters",
                "μm": "micrometre micrometres micrometer micrometers",
                "nm": "nanometre nanometres nanometer nanometers",
                "U": "unit units",
                "": (
                    "patient patients case cases time times cell cells person persons people participant "
                    "participants subject subjects point points infusion infusions injection injections dose doses "
                    "group groups arm study studies trial trials centre centres center centers cycle cycles death "
                    "deaths"
                ),
            }
        ),
        "per cent": "percent",
        "percentage point": "percentage point",
        "percentage points": "percentage point",
        "degrees celsius": "degree Celsius",
        "international unit": "IU",
        "international units": "IU",
    },
    halves={"and a half": ""},
    months={form: month for month, names in enumerate(_MONTHS, 1) for form in names.split()},
    ordinals=frozenset({"st", "nd", "rd", "th"}),
    fillers=frozenset(
        {"consecutive", "successive", "further", "additional", "more", "full", "whole", "other", "or more", "different"}
    ),
    per=frozenset({"per"}),
    ranges=frozenset({"to", "through", "up to"}),
    conjunctions=frozenset(
        {"and", "or", "vs", "vs.", "versus", "against", "as against", "compared with", "rather than", "than"}
    ),
    name_heads=words(
        "antigen caspase caspases chromosome cyclin factor factors helper homolog homologue interleukin "
        "interleukins isoform keratin kinase kinases ligand molecule phase phases protein receptor receptors "
        "stage subtype type types"
    ),
    name_tails=frozenset({"protein"}),
    pointer_heads=forms(
        {
            "section": "section sections sect §",
            "chapter": "chapter chapters",
            "figure": "figure figures fig figs",
            "table": "table tables",
            "reference": "reference references ref refs",
            "note": "note notes",
        }
    ),
    less_than=frozenset(
        {
            *(f"{word} than" for word in ("less", "fewer", "lower", "smaller", "shorter", "younger")),
            *("below", "under", "within", "at most", "a maximum of", "less than or equal to"),
        }
    ),
    more_than=frozenset(
        {
            *(f"{word} than" for word in ("more", "greater", "higher", "larger", "longer", "older")),
            *("above", "beyond", "at least", "a minimum of", "greater than or equal to"),
            *("exceed", "exceeds", "exceeded", "exceeding"),
        }
    ),
    or_less=frozenset(
        {
            *(f"or {word}" for word in ("less", "fewer", "lower", "below", "under", "younger", "shorter")),
            *("and younger", "of age or younger", "of age and younger"),
        }
    ),
    or_more=frozenset(
        {
            *(f"or {word}" for word in ("more", "greater", "higher", "above", "over", "older", "longer")),
            *("and older", "of age or older", "of age and older"),
        }
    ),
    negations=frozenset(
        {
            *("no", "not", "never", "none", "nor", "neither", "cannot", "without"),
            *("not be", "never be", "cannot be", "not to", "fail to", "fails to", "failed to"),
            *(
                f"{verb}n{sign}t"
                for verb in ("are", "ca", "could", "did", "do", "does", "is", "should", "was", "were", "wo", "would")
                for sign in "'’"
            ),
        }
    ),
    doubts=words(
        "avoid avoided avoiding avoids barely few hardly infrequently little nobody nothing prevent prevented "
        "preventing prevents rarely scarcely seldom unable unless unlikely"
    ),
)
"""English: `24-week`, `week 24`, `half a year`, `27 March 2015`."""
