"""Words of a language, written with spaces between them."""

from __future__ import annotations

from collections.abc import Mapping


def words(text: str) -> frozenset[str]:
    """`"type types"` → `{"type", "types"}`."""
    return frozenset(text.split())


def forms(names: Mapping[str, str]) -> dict[str, str]:
    """`{"week": "week weeks wk"}` → `{"week": "week", "weeks": "week", "wk": "week"}`."""
    return {word: name for name, text in names.items() for word in text.split()}
