"""How Arabic writes figures, units and number words; figures may be Latin or Arabic-Indic."""

from __future__ import annotations

from bireview.language import QuantityWords
from bireview.languages.word_lists import forms, words

_NUMBERS = {
    "2": "اثنان اثنين اثنتان اثنتين ضعف ضعفين",
    "3": "ثلاثة ثلاث",
    "4": "أربعة أربع",
    "5": "خمسة خمس",
    "6": "ستة ست",
    "7": "سبعة سبع",
    "8": "ثمانية ثماني ثمان",
    "9": "تسعة تسع",
    "10": "عشرة عشر",
    "100": "مئة مائة",
    "0.5": "نصف",
}

QUANTITIES = QuantityWords(
    # Only before a unit: many of these words are parts of others.
    numbers_before_units={**forms(_NUMBERS), "واحد": "1", "واحدة": "1"},
    multipliers=forms({"1000": "ألف آلاف", "1000000": "مليون ملايين", "1000000000": "مليار مليارات"}),
    units=forms(
        {
            "second": "ثانية ثوان ثواني ثوانٍ",
            "minute": "دقيقة دقائق",
            "hour": "ساعة ساعات",
            "day": "يوم يومًا يوما أيام",
            "week": "أسبوع أسبوعًا أسبوعا أسابيع",
            "month": "شهر شهرًا شهرا أشهر شهور",
            "year": "سنة سنوات عام عامًا عاما أعوام",
            "decade": "عقد عقود",
            "century": "قرن قرون",
            "percent": "٪ بالمئة بالمائة",
            "fold": "أضعاف ضعف ضعفًا",
            "kg": "كيلوغرام كغ كجم",
            "g": "غرام غرامًا غ جم",
            "mg": "ملغ مغ ملليغرام مليغرام",
            "μg": "مكغ ميكروغرام",
            "L": "لتر لترًا لترات ل",
            "mL": "مل ملليلتر مليلتر",
            "m": "متر مترًا أمتار",
            "cm": "سم سنتيمتر",
            "mm": "مم ملليمتر مليمتر",
            "μm": "ميكرومتر",
            "nm": "نانومتر",
            "U": "وحدة وحدات",
            "": (
                "مريض مريضًا مريضا مرضى حالة حالات مرة مرات شخص شخصًا أشخاص مشارك مشاركًا مشاركين خلية خلايا نقطة نقاط "
                "جرعة جرعات مجموعة مجموعات دراسة دراسات تجربة تجارب مركز مراكز دورة دورات وفاة وفيات"
            ),
        }
    ),
    per=frozenset({"لكل"}),
    ranges=frozenset({"إلى", "حتى"}),
    conjunctions=frozenset({"و", "أو", "مقابل", "مقارنة بـ"}),
    name_heads=words("العامل عامل النوع نوع الطور المرحلة البروتين المستقبل إنترلوكين"),
    pointer_heads=forms(
        {
            "section": "القسم §",
            "chapter": "الفصل",
            "figure": "الشكل",
            "table": "الجدول",
            "reference": "المرجع",
            "note": "الملاحظة",
        }
    ),
)
"""Arabic: `24 أسبوعًا`, `73.2%`, `٤٨ أسبوعًا`."""
