"""Characters that a PDF's fonts put in the place of others: radicals for Chinese characters, ligatures for letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

# Radicals that are characters of their own; those of U+2F00 have a decomposition in Unicode, these have none.
# Source: EquivalentUnifiedIdeograph.txt of the Unicode Character Database.
_RADICALS = dict(
    zip(
        "⺁⺂⺄⺅⺈⺊⺌⺍⺎⺐⺒⺓⺝⺟⺠⺧⺩⺪⺫⺬⺮⺶⺸⻁⻄⻅⻆⻇⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乛乙亻刀卜小小兀尢巳幺月母民牛王疋目示竹羊芈虎西见角角贝足车長长门雨青韦页风飞食飠马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟",
        strict=True,
    )
)
_STAND_IN = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufaff\ufb00-\ufb06]")
_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_NOTHING = re.compile("[\u200b\u2060\ufeff]")
_WAVE = re.compile("\u301c")
_KANA = re.compile("[\u3041-\u30fe]")
_HAN = re.compile("[\u3400-\u9fff]")


def mend_characters(text: str) -> tuple[str, Counter[tuple[str, str]]]:
    """The text with the characters that were meant, and how often each pair (found, written) was met.

    Spaces of other widths become spaces, and are not counted. A wave dash, which Chinese does not have, becomes the
    full-width tilde that ranges are written with.
    """
    counts: Counter[tuple[str, str]] = Counter()

    def meant(found: re.Match[str]) -> str:
        written = _RADICALS.get(found[0]) or unicodedata.normalize("NFKC", found[0])
        if written != found[0]:
            counts[found[0], written] += 1
        return written

    text = _NOTHING.sub("", _SPACE.sub(" ", _STAND_IN.sub(meant, text)))
    if _WAVE.search(text) and _HAN.search(text) and not _KANA.search(text):
        counts["\u301c", "～"] = len(_WAVE.findall(text))
        text = _WAVE.sub("～", text)
    return text, counts


def as_sentence(counts: Counter[tuple[str, str]]) -> str:
    """What was met, for a problem's message: the commonest first."""
    shown = [f"'{found}' for '{written}'" for (found, written), _ in sorted(counts.items(), key=lambda i: (-i[1], i))]
    more = f" and {len(shown) - 6} more" if len(shown) > 6 else ""
    return f"{counts.total()} characters stood for others ({', '.join(shown[:6])}{more})"
