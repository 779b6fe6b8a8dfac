"""How Chinese in traditional characters writes figures, units, counters and number words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields

from bireview.language import QuantityWords
from bireview.languages.zh_hans_quantities import QUANTITIES as SIMPLIFIED

# The characters of the simplified words that are others here; units of length and mass have names of their own.
_CHARACTERS = str.maketrans(
    "两单双万亿钟个龄岁纪温摄氏国际单级项组种只条轮剂针临数对与及节图献类经阶体细疗程开点编于满长过内没并从"
    "应该会无难鲜断稳适创状进发复随机较",
    "兩單雙萬億鐘個齡歲紀溫攝氏國際單級項組種隻條輪劑針臨數對與及節圖獻類經階體細療程開點編於滿長過內沒並從"
    "應該會無難鮮斷穩適創狀進發復隨機較",
)
_UNITS = {
    "週": "week",
    "個週": "week",
    "公釐": "mm",
    "毫公尺": "mm",
    "公分": "cm",
    "公尺": "m",
    "微米": "μm",
    "奈米": "nm",
    "公克": "g",
    "毫克": "mg",
    "奈克": "ng",
    "公升": "L",
    "毫升": "mL",
    "毫米汞柱": "mmHg",
    "個百分點": "percentage point",
    "位患者": "",
    "筆": "",
}


def _converted(value: object) -> object:
    """Every word of a table in traditional characters, beside those that are the same."""
    if isinstance(value, str):
        return value.translate(_CHARACTERS)
    if isinstance(value, Mapping):
        return {_converted(key): item for key, item in value.items()}
    if isinstance(value, frozenset):
        return frozenset(map(_converted, value))
    if isinstance(value, Iterable):
        return tuple(map(_converted, value))
    return value


_WORDS = {field.name: _converted(getattr(SIMPLIFIED, field.name)) for field in fields(SIMPLIFIED)}
_WORDS["units"] = {**SIMPLIFIED.units, **_WORDS["units"], **_UNITS}  # type: ignore[dict-item] # a mapping before, too

QUANTITIES = QuantityWords(**_WORDS)  # type: ignore[arg-type] # the fields of another of its kind
"""Traditional Chinese: `24週`, `第24週`, `半年`, `2015年3月27日`."""
