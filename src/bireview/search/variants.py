"""Traditional characters → the simplified ones that a review is written in, from OpenCC's table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def simplified() -> Mapping[str, str]:
    """Each traditional character with its simplified form, where one character stands for one."""
    table = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8-sig")
    pairs = {}
    for line in table.splitlines():
        traditional, _, forms = line.partition("\t")
        form = forms.split(" ")[0].strip()
        if len(traditional) == 1 and len(form) == 1 and form != traditional:
            pairs[traditional] = form
    return pairs


def needed(characters: set[str]) -> Mapping[str, str]:
    """The part of the table by which one of `characters`, all simplified, can be typed."""
    return {variant: form for variant, form in simplified().items() if form in characters}
