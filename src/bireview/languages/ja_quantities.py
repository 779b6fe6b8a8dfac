"""How Japanese writes figures, units, counters and number words."""

from __future__ import annotations

from bireview.language import QuantityWords
from bireview.languages.word_lists import forms, words

_DIGITS = "一二三四五六七八九"
_KANJI = {
    (_DIGITS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones - 1] if ones else ""): str(
        tens * 10 + ones
    )
    for tens in range(10)
    for ones in range(10)
    if tens or ones
}

QUANTITIES = QuantityWords(
    numbers={"半数": "0.5", "倍増": "2", "半分": "0.5"},
    numbers_before_units={**_KANJI, "半": "0.5", "百": "100", "数百": "100", "零": "0", "両": "2"},
    multipliers={"万": "10000", "百万": "1000000", "億": "100000000", "千": "1000"},
    units=forms(
        {
            "second": "秒 秒間",
            "minute": "分 分間",
            "hour": "時間",
            "day": "日 日間 日目 日齢",
            "week": "週 週間 週目 週齢",
            "month": "か月 ヶ月 ヵ月 カ月 ケ月 箇月 か月間 ヶ月間 カ月間 月齢",
            "year": "年 年間 年目 歳",
            "decade": "十年",
            "century": "世紀",
            "calendar decade": "年代",
            "percent": "パーセント",
            "percentage point": "ポイント パーセントポイント",
            "fold": "倍",
            "kg": "キログラム",
            "g": "グラム",
            "mg": "ミリグラム",
            "μg": "マイクログラム",
            "ng": "ナノグラム",
            "L": "リットル",
            "mL": "ミリリットル",
            "m": "メートル",
            "cm": "センチメートル",
            "mm": "ミリメートル",
            "μm": "マイクロメートル",
            "nm": "ナノメートル",
            "U": "単位",
            "IU": "国際単位",
            "degree Celsius": "度",
            "": "例 名 人 回 個 つ 件 群 編 種 種類 匹 頭 本 株 型 期 級 代 項目 サイクル クール 施設 研究 細胞",
        }
    ),
    halves={"半": "数年月日分"},
    date_marks=("年", "月", "日"),
    fillers=frozenset({"余り", "以上の", "の"}),
    per=frozenset({"毎"}),
    ranges=frozenset({"から", "より", "至"}),
    conjunctions=frozenset({"と", "および", "及び", "または", "又は", "対", "や"}),
    name_heads=words("因子 受容体 分子 キナーゼ インターロイキン ケラチン 抗原 型 染色体"),
    name_tails=frozenset({"型", "期", "号"}),
    pointer_heads=forms({"figure": "図", "table": "表", "reference": "文献", "note": "注", "section": "§"}),
    pointer_tails=forms({"section": "節", "chapter": "章"}),
    more_than=frozenset({"少なくとも"}),
    # No verbs: what denies them comes after them (を超えることはなかった).
    or_less=words("以下 未満 以内"),
    or_more=words("以上 超"),
)
"""Japanese: `24週間`, `3か月`, `半年`, `2015年3月27日`."""
