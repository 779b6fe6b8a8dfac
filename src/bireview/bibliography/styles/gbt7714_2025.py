"""GB/T 7714—2025, 信息与文献 参考文献著录规则: full-width punctuation, surnames as written."""

from __future__ import annotations

from bireview.bibliography.styles.gbt7714 import Edition, gbt7714
from bireview.bibliography.styles.gbt7714_punctuation import widen

GBT7714_2025 = gbt7714(
    Edition(
        comma="，",
        colon="：",
        opening="（",
        closing="）",
        until="—",
        text=widen,
        capital_surnames=False,
        hyphenated_initials=True,
        volume="v.{}",
        preprint_mark="PP",
        picture_online_mark="EB",
        doi_is_online=True,
        cstr=True,
        accessed=frozenset({"EB", "PP", "DS", "DB", "CP"}),
        dates_in_parentheses=False,
        repository_date=True,
        number_leads_standard=True,
        map_details=True,
        article_translator=True,
        names_missing=False,
    )
)
