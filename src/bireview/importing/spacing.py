"""White space in Chinese text that lines, pages or a justified setting left there."""

from __future__ import annotations

import re

from bireview.importing.traced import Traced

_HAN = r"\u3400-\u9fff"
_SIGN = r"，。；：、！？（）【】《》〈〉“”‘’～"
_BETWEEN = re.compile(rf"(?<=[{_HAN}{_SIGN}])[ \t\u3000]+(?=[{_HAN}{_SIGN}])")
_AT_SIGN = re.compile(r"(?<=[，。；：、！？（）【】《》])[ \t]+(?=\S)|(?<=\S)[ \t]+(?=[，。；：、！？（）【】《》])")
_MIXED = re.compile(rf"(?<=[{_HAN}])[ \t]+(?=[A-Za-z0-9α-ω])|(?<=[A-Za-z0-9α-ω])[ \t]+(?=[{_HAN}])")
_CLOSE = re.compile(rf"(?<=[{_HAN}])(?=[A-Za-z0-9α-ω])|(?<=[A-Za-z0-9α-ω])(?=[{_HAN}])")


def close_spaces(text: Traced, *, mixed: bool) -> Traced:
    """Take the spaces away between Chinese characters and at full-width signs; `mixed`: beside Latin letters too."""

    def nothing(_: re.Match[str], __: Traced) -> Traced:
        return Traced()

    for pattern in (_BETWEEN, _AT_SIGN, *((_MIXED,) if mixed else ())):
        text = text.sub(pattern, nothing)
    return text


def close_spaces_of(text: str) -> str:
    """The same for text whose places need not be known."""
    return _AT_SIGN.sub("", _BETWEEN.sub("", text))


def is_close(text: str) -> bool:
    """Whether a manuscript sets Latin letters beside Chinese characters without a space, all in all."""
    return len(_CLOSE.findall(text)) > 4 * len(_MIXED.findall(text))
