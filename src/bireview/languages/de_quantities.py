"""How German writes figures, units and number words."""

from __future__ import annotations

from bireview.language import QuantityWords
from bireview.languages.word_lists import forms, words

_ONES = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_TEENS = [
    "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
]  # fmt: skip
_NUMBERS = {
    "eins": 1,
    **{word: value for value, word in enumerate(_ONES[1:], 2)},
    **{
        word: value
        for value, word in enumerate(["zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn"], 10)
    },
    **{word: value for value, word in enumerate(["siebzehn", "achtzehn", "neunzehn"], 17)},
}
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_NUMBERS |= {ten: value for value, ten in zip(range(20, 100, 10), _TENS, strict=True)}
_NUMBERS |= {
    f"{one}und{ten}": value + n
    for value, ten in zip(range(20, 100, 10), _TENS, strict=True)
    for n, one in enumerate(_ONES, 1)
}
_MONTHS = [
    "januar jänner jan", "februar feb", "märz mär", "april apr", "mai", "juni jun", "juli jul", "august aug",
    "september sept sep", "oktober okt", "november nov", "dezember dez",
]  # fmt: skip

QUANTITIES = QuantityWords(
    decimal_mark=",",
    numbers={
        **{word: str(value) for word, value in _NUMBERS.items()},
        **forms({"1": "einmal", "2": "zweimal beide beiden doppelt zweifach", "3": "dreimal dreifach"}),
        **forms({"4": "viermal vierfach", "0.5": "hälfte", "12": "dutzend", "100": "hundert", "0": "null"}),
    },
    numbers_before_units=forms(
        {"1": "ein eine einen einem einer eines", "0.5": "halbe halben halbes", "1.5": "anderthalb"}
    ),
    multipliers=forms(
        {"1000": "tausend", "1000000": "million millionen mio", "1000000000": "milliarde milliarden mrd"}
    ),
    units={
        **forms(
            {
                "second": "sekunde sekunden sek",
                "minute": "minute minuten",
                "hour": "stunde stunden std",
                "day": "tag tage tagen tages",
                "week": "woche wochen",
                "month": "monat monate monaten monats",
                "year": "jahr jahre jahren jahres",
                "decade": "jahrzehnt jahrzehnte jahrzehnten",
                "century": "jahrhundert jahrhunderts jahrhunderte",
                "percent": "prozent",
                "percentage point": "prozentpunkt prozentpunkte prozentpunkten",
                "fold": "fach fache fachen faches",
                "kg": "kilogramm",
                "g": "gramm",
                "mg": "milligramm",
                "μg": "mikrogramm",
                "ng": "nanogramm",
                "L": "liter litern",
                "mL": "milliliter millilitern",
                "μL": "mikroliter",
                "m": "meter metern",
                "cm": "zentimeter zentimetern",
                "mm": "millimeter millimetern",
                "μm": "mikrometer mikrometern",
                "nm": "nanometer nanometern",
                "U": "einheit einheiten",
                "": (
                    "patient patienten patientin patientinnen fall fälle fällen mal person personen probanden "
                    "teilnehmer teilnehmern zelle zellen punkt punkte punkten infusion infusionen injektion "
                    "injektionen dosis dosen gruppe gruppen arm arme studie studien zentrum zentren zyklus zyklen"
                ),
            }
        ),
        "grad celsius": "degree Celsius",
        "internationale einheiten": "IU",
    },
    months={form: month for month, names in enumerate(_MONTHS, 1) for form in names.split()},
    ordinals=frozenset({"."}),
    fillers=words("aufeinanderfolgende aufeinanderfolgenden weitere weiteren volle vollen"),
    per=frozenset({"pro", "je"}),
    ranges=frozenset({"bis", "bis zu"}),
    conjunctions=frozenset({"und", "oder", "versus", "vs", "vs.", "gegenüber", "gegen", "als", "im vergleich zu"}),
    name_heads=words("faktor interleukin typ phase stadium protein rezeptor kinase chromosom antigen"),
    pointer_heads=forms(
        {
            "section": "abschnitt abschnitte abschnitten §",
            "chapter": "kapitel",
            "figure": "abbildung abbildungen abb",
            "table": "tabelle tabellen tab",
            "reference": "literaturangabe literatur lit",
            "note": "anmerkung anmerkungen anm",
        }
    ),
    less_than=frozenset({"weniger als", "niedriger als", "kleiner als", "kürzer als", "jünger als", "höchstens"}),
    more_than=frozenset({"mehr als", "höher als", "größer als", "länger als", "älter als", "mindestens"}),
    or_less=frozenset({"oder weniger", "oder jünger", "oder kürzer"}),
    or_more=frozenset({"oder mehr", "oder älter", "oder länger", "und mehr"}),
    negations=frozenset({"nicht", "kein", "keine", "nie", "weder", "noch nicht"}),
    doubts=frozenset(
        {"keiner", "keinen", "keinem", "keines", "niemals", "nirgends", "noch", "ohne", "selten", "kaum", "wenige"}
    ),
)
"""German: `24 Wochen`, `73,2 %`, `1.010`, `27. März 2015`."""
