"""A stylesheet without comments and needless space."""

from __future__ import annotations

from collections.abc import Iterable

import tinycss2
from tinycss2.ast import AtRule, Comment, Declaration, Node, ParseError, QualifiedRule, WhitespaceToken

from bireview.stylesheets.rules import is_conditional, selectors_of


def short_styles(css: str) -> str:
    """All rules of a stylesheet, without comments and needless space."""
    return "".join(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def _rules(nodes: Iterable[Node]) -> list[str]:
    out = []
    for node in nodes:
        if isinstance(node, ParseError):
            raise ValueError(f"line {node.source_line}: {node.message}")
        if isinstance(node, QualifiedRule):
            out.append(f"{','.join(selectors_of(_short(node.prelude)))}{{{_declarations(node.content)}}}")
        elif is_conditional(node):
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            out.append(f"@{node.at_keyword}{_short(node.prelude)}{{{''.join(_rules(inner))}}}")
        elif isinstance(node, AtRule):
            out.append(node.serialize())
    return out


def _declarations(content: list[Node]) -> str:
    """What stands in a rule's braces: declarations, or as it is where there is more."""
    nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    if not all(isinstance(each, Declaration) for each in nodes):
        return str(tinycss2.serialize(content)).strip()
    return ";".join(f"{each.name}:{_short(each.value).strip()}{'!important' * each.important}" for each in nodes)


def _short(nodes: list[Node]) -> str:
    """A prelude or a value, with one space in the place of several and of a comment between two."""
    out = ""
    for node in nodes:
        if isinstance(node, WhitespaceToken):
            out += "" if out.endswith(" ") else " "
        elif not isinstance(node, Comment):
            out += node.serialize()
    return out
