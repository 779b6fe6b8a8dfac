"""The part of a stylesheet that a site can use: rules for names that no page and no script ever says are left out.

A theme's stylesheet serves every site; ours says a fraction of its names. A name is used when it is a class or an id
in a page or stands anywhere in a script, whatever it means there, so nothing that a script may set is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

_WORD = re.compile(r"[\w-]+")
_NAMED = [
    # Each begins with the name, and not with either of two or a small or capital letter: that is much faster.
    re.compile(rf"{name}\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s<>\"']+)")
    for word in ("class", "id")
    for name in (word, word.title(), word.upper())
]
_THEMES_OWN = re.compile(r"(?<![\w-])(?:(?:--)?md-[\w-]*|(?:js|focus-visible)(?![\w-]))")
_FUNCTION = re.compile(r":(?:not|is|where|has|matches)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NAME = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_DECLARED = re.compile(r"[{;]\s*--[\w-]+\s*:")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_LINK = re.compile(r'<link rel="stylesheet" href="(?P<address>[^"]+)">')
_CONDITIONAL = {"media", "supports", "layer", "container"}


def names_in(*, pages: Iterable[str], scripts: Iterable[str], theme_scripts: Iterable[str]) -> frozenset[str]:
    """What may be a class, an id or a custom property: the classes and ids of pages, and words anywhere in scripts.

    Of the theme's scripts only the theme's own names count: the others, such as `highlight`, are what it looks for in
    pages and never makes.
    """
    values: set[str] = set()
    for page in pages:
        for pattern in _NAMED:
            values.update(pattern.findall(page))
    ours = {word for text in (*values, *scripts) for word in _WORD.findall(text)}
    theirs = {word for text in theme_scripts for word in _THEMES_OWN.findall(text)}
    return frozenset(ours | theirs)


def used_styles(css: str, names: Set[str]) -> str:
    """The rules of a stylesheet whose classes and ids are all among the names, and the custom properties they need.

    A selector is kept when in doubt: what stands in `:not(…)` and its like is not looked at. Rules keep their order.
    """
    rules = _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), names)
    # Only what declares custom properties is looked at again, until nothing more goes.
    declaring = [index for index, rule in enumerate(rules) if _DECLARED.search(rule)]
    while True:
        read = set(_READ.findall("".join(rules))) | names
        smaller = [_without_unread(rules[index], read) for index in declaring]
        if smaller == [rules[index] for index in declaring]:
            return "".join(rules)
        for index, rule in zip(declaring, smaller, strict=True):
            rules[index] = rule


def _rules(nodes: Iterable[Node], names: Set[str]) -> list[str]:
    out = []
    for node in nodes:
        if isinstance(node, ParseError):
            raise ValueError(f"line {node.source_line}: {node.message}")
        if isinstance(node, QualifiedRule):
            selectors = [each for each in _selectors(tinycss2.serialize(node.prelude)) if _is_used(each, names)]
            if selectors:
                out.append(f"{','.join(selectors)}{{{tinycss2.serialize(node.content).strip()}}}")
        elif isinstance(node, AtRule) and node.lower_at_keyword in _CONDITIONAL and node.content is not None:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            if kept := "".join(_rules(inner, names)):
                out.append(f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{kept}}}")
        elif isinstance(node, AtRule):
            out.append(node.serialize())
    return out


def _selectors(prelude: str) -> list[str]:
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


def _is_used(selector: str, names: Set[str]) -> bool:
    if "\\" in selector:
        return True
    return all(name in names for name in _NAME.findall(_QUOTED.sub("", _FUNCTION.sub("", selector))))


def _without_unread(rule: str, read: Set[str]) -> str:
    """A rule without the custom properties that nothing reads; nothing, when none of its declarations is left."""
    if all(name in read for name in re.findall(r"[{;]\s*(--[\w-]+)\s*:", rule)):
        return rule
    node = tinycss2.parse_one_rule(rule)
    if isinstance(node, AtRule) and node.lower_at_keyword in _CONDITIONAL and node.content is not None:
        inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        kept = "".join(_without_unread(each.serialize(), read) for each in inner)
        return f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{kept}}}" if kept else ""
    if not isinstance(node, QualifiedRule):
        return rule
    declarations = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    if not all(isinstance(each, Declaration) for each in declarations):
        return rule
    wanted = [each for each in declarations if not each.name.startswith("--") or each.name in read]
    if len(wanted) == len(declarations):
        return rule
    body = ";".join(each.serialize().strip() for each in wanted)
    return f"{tinycss2.serialize(node.prelude)}{{{body}}}" if body else ""


@dataclass(frozen=True)
class Stylesheets:
    """The stylesheets that a page loads before it shows: their links as written, and their addresses."""

    links: tuple[str, ...]
    addresses: tuple[str, ...]


def stylesheets(html: str) -> Stylesheets:
    """Find a page's stylesheets; those for other media, such as print, do not delay it and are left alone."""
    found = list(_LINK.finditer(html))
    return Stylesheets(tuple(link[0] for link in found), tuple(link["address"] for link in found))


def with_one_stylesheet(html: str, old: Stylesheets, address: str) -> str:
    """A page that loads one stylesheet in the place of several."""
    for index, link in enumerate(old.links):
        html = html.replace(link, f'<link rel="stylesheet" href="{address}">' if index == 0 else "", 1)
    return html
