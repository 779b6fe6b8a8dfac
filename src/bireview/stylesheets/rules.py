"""What is told from a rule's beginning: its selectors, and whether it holds other rules under a condition."""

from __future__ import annotations

from tinycss2.ast import AtRule, Node

CONDITIONAL = ("@media", "@supports", "@layer", "@container")
"""How rules begin that hold others."""


def selectors_of(prelude: str) -> list[str]:
    """The selectors of a list; a comma within brackets or quotes separates none."""
    parts, depth, quote, start = [], 0, "", 0
    for index, character in enumerate(prelude):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "," and not depth:
            parts.append(prelude[start:index].strip())
            start = index + 1
    return [*parts, prelude[start:].strip()]


def is_conditional(node: Node) -> bool:
    """Whether a parsed rule holds others."""
    return isinstance(node, AtRule) and node.content is not None and f"@{node.lower_at_keyword}".startswith(CONDITIONAL)
