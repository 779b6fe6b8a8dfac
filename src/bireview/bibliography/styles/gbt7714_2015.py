"""GB/T 7714—2015, 信息与文献 参考文献著录规则: half-width punctuation, surnames in capitals."""

from __future__ import annotations

from bireview.bibliography.styles.gbt7714 import Edition, gbt7714
from bireview.bibliography.styles.gbt7714_punctuation import narrow

GBT7714_2015 = gbt7714(
    Edition(
        comma=", ",
        colon=": ",
        opening="(",
        closing=")",
        until="-",
        text=narrow,
        capital_surnames=True,
        hyphenated_initials=False,
        volume="Vol. {}",
        preprint_mark="EB",
        picture_online_mark="Z",
        doi_is_online=False,
        cstr=False,
        accessed=frozenset(),
        dates_in_parentheses=True,
        repository_date=False,
        number_leads_standard=False,
        map_details=False,
        article_translator=False,
        names_missing=True,
    )
)
