"""How Chinese (simplified) writes figures, units, counters and number words."""

from __future__ import annotations

from bireview.language import QuantityWords
from bireview.languages.word_lists import forms, words

_DIGITS = "一二三四五六七八九"


def _numeral(value: int) -> str:
    """The Chinese numeral of a number from 1 to 99: 10 → 十, 24 → 二十四."""
    tens, ones = divmod(value, 10)
    return (_DIGITS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones - 1] if ones else "")


QUANTITIES = QuantityWords(
    numbers={"一半": "0.5", "半数": "0.5", "翻倍": "2"},
    numbers_before_units={
        **{_numeral(value): str(value) for value in range(1, 100)},
        "两": "2",
        "半": "0.5",
        "百": "100",
        "一百": "100",
        "零": "0",
        "单": "1",
        "双": "2",
    },
    multipliers={"万": "10000", "百万": "1000000", "千万": "10000000", "亿": "100000000"},
    units=forms(
        {
            "second": "秒 秒钟",
            "minute": "分钟",
            "hour": "小时 个小时",
            "day": "天 日",
            "week": "周 星期 个星期 个周",
            "month": "个月 月龄 个月龄",
            "year": "年 岁 周岁 周年",
            "century": "世纪 个世纪",
            "calendar decade": "年代",
            "percentage point": "个百分点",
            "fold": "倍",
            "degree Celsius": "摄氏度",
            "kg": "千克 公斤",
            "g": "克",
            "mg": "毫克",
            "μg": "微克",
            "ng": "纳克",
            "L": "升",
            "mL": "毫升",
            "μL": "微升",
            "m": "米",
            "cm": "厘米",
            "mm": "毫米",
            "μm": "微米",
            "nm": "纳米",
            "U": "单位",
            "IU": "国际单位",
            "mmHg": "毫米汞柱",
            "": (
                "例 名 位 人 人次 次 个 个细胞 个干细胞 细胞 项 组 篇 种 只 条 批 支 轮 级 代 "
                "株 家 类 周期 个周期 疗程 个疗程 剂 针 臂"
            ),
        }
    ),
    halves={"半": "数年月天日周个小星定径胱衰乳导"},
    date_marks=("年", "月", "日"),
    fillers=frozenset({"余", "多", "整", "来"}),
    per=frozenset({"每"}),
    ranges=frozenset({"至", "到"}),
    conjunctions=frozenset({"和", "与", "及", "以及", "或", "对", "比", "而", "和第", "与第", "及第"}),
    name_heads=words("因子 受体 分子 激酶 介素 角蛋白 周期蛋白 天冬酶 t细胞 抗原 配体 亚型 同源物 染色体 阶段"),
    name_tails=frozenset({"型", "期", "号"}),
    pointer_heads=forms({"figure": "图", "table": "表", "reference": "文献", "note": "注", "section": "§"}),
    pointer_tails=forms({"section": "节", "chapter": "章"}),
    less_than=words("低于 小于 少于 短于 不足 不到 未满 不满 至多 最多 小于等于 小于或等于"),
    more_than=words("高于 大于 多于 长于 超过 超过了 超出 至少 逾 大于等于 大于或等于"),
    or_less=words("以下 及以下 或以下 以内 之内"),
    or_more=words("以上 及以上 或以上"),
    negations=words(
        "不 未 没有 没 并不 并未 并非 从不 从未 不应 不应该 不得 不能 不可 不宜 不会 不要 不允许 未能 未曾 切勿 勿"
    ),
    doubts=words("无 非 否 莫 难 少有 很少 极少 较少 鲜 罕 避免 防止 禁止"),
    no_doubts=words(
        "不良 不同 不足 不明 不全 不适 不稳定 不断 不孕 未治疗 未经治疗 无病 无进展 无复发 无事件 无移植物 无症状 "
        "无细胞 无血清 无菌 无创 难治 非酒精 非肝 非小细胞 非移植 非治疗 非随机"
    ),
)
"""Simplified Chinese: `24周`, `第24周`, `半年`, `2015年3月27日`."""
