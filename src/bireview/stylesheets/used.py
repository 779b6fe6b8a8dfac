"""The part of a stylesheet that a site can use: rules for names that no page and no script ever says are left out.

A theme's stylesheet serves every site; ours says a fraction of its names. A name is used when it is a class or an id
in a page or stands anywhere in a script, whatever it means there, so nothing that a script may set is lost. What is
kept is written without comments and needless space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import Declaration, QualifiedRule

from bireview.stylesheets.rules import CONDITIONAL, is_conditional, selectors_of

_WORD = re.compile(r"[\w-]+")
_NAMED = [
    # Each begins with the name, and not with either of two or a small or capital letter: that is much faster.
    re.compile(rf"{name}\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s<>\"']+)")
    for word in ("class", "id", "dir")
    for name in (word, word.title(), word.upper())
]
# Of a value a selector asks only when it is a short word; most are addresses and labels.
_VALUE = re.compile(r"=\s*[\"']([\w-]{1,29})[\"']")
_THEMES_OWN = re.compile(r"(?:--)?md-|js$|focus-visible$")
_FUNCTION = re.compile(r":(?:not|is|where|has|matches)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NAME = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_ATTRIBUTE = re.compile(r"\[([\w-]+)(?:(~?=)[\"']?([\w-]+)[\"']?)?[^\]]*\]")
_ELEMENT = re.compile(r"(?:^|[\s>+~])([A-Za-z][\w-]*)")
_PSEUDO = re.compile(r"::?[\w-]+(?:\([^()]*\))?")
_DECLARED = re.compile(r"[{;]\s*--[\w-]+\s*:")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_COMMENT = re.compile(r"""/\*.*?\*/|(?P<quoted>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", re.DOTALL)
_SIGN = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]""", re.DOTALL)

_MADE = {
    "md-annotation": ("annotate",),
    "md-annotation-list": ("annotate",),
    "md-code": ('"content.code.',),
    "md-source": ("md-source",),
    "md-status": ("md-status",),
    "md-tag": ("md-tag",),
    "md-tag-icon": ("md-tag",),
    "md-tags": ("md-tag",),
    "md-tooltip": ("annotate",),
    "md-tooltip2": ('"content.tooltips"', '"content.footnote.tooltips"'),
    "md-version": ('"provider":',),
}
"""What the theme's scripts make only for pages that ask for it: by a name, or by a setting among the page's own."""


@dataclass(frozen=True)
class Names:
    """What a site says: what may be a class, an id or a custom property, and what may be an element or an attribute."""

    classes: frozenset[str]
    elements: frozenset[str]


def names_in(
    *, pages: Iterable[str], scripts: Iterable[str], styles: Iterable[str], theme_scripts: Iterable[str]
) -> Names:
    """The classes, ids, elements and attributes of pages, words anywhere in scripts, our stylesheets' own properties.

    Of the theme's scripts only the theme's own names count as classes: the others, such as `highlight`, are what it
    looks for in pages and never makes. Nor does it make what no page asks for (`_MADE`).
    """
    values: set[str] = set()
    words: set[str] = set()
    shapes: set[str] = set()
    settings: set[str] = set()
    last: set[str] = set()
    asked = {sign for signs in _MADE.values() for sign in signs if sign.startswith('"')}
    for page in pages:
        tags = {part.partition(">")[0] for part in page.split("<")}
        new = tags - last  # most of a page's tags are those of the page before
        last = tags
        # A bracket within a value may have cut it in two: then the whole page counts, its prose too.
        cut = any(tag.count('"') % 2 or tag.count("'") % 2 for tag in new)
        text = page if cut else "<".join(new)
        for pattern in _NAMED:
            values.update(pattern.findall(text))
        words.update(_WORD.findall(page) if cut else _VALUE.findall(text))
        shapes.update(() if cut else _QUOTED.sub(" ", text).split("<"))
        settings.update(sign for sign in asked - settings if sign in page)
    words |= _words(shape for shape in shapes if shape[:1].isalpha())
    ours = _words((*values, *scripts))
    ours |= {word for word in _words(styles) if word.startswith("--")}
    theirs = _words(theme_scripts)
    missing = {block for block, signs in _MADE.items() if not any(sign in ours | settings for sign in signs)}
    made = {word for word in theirs if _THEMES_OWN.match(word) and re.split("__|--", word)[0] not in missing}
    return Names(frozenset(ours | made), frozenset(ours | theirs | words))


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text)}


def used_styles(css: str, names: Names) -> str:
    """The rules of a stylesheet whose selectors name only what the site says, and the custom properties they need.

    A selector is kept when in doubt: what stands in `:not(…)` and its like is not looked at. Rules keep their order.
    """
    rules = list(_used(_COMMENT.sub(lambda found: found["quoted"] or "", css), names))
    # Only what declares custom properties is looked at again, until nothing more goes.
    declaring = [index for index, rule in enumerate(rules) if _DECLARED.search(rule)]
    while True:
        read = set(_READ.findall("".join(rules))) | names.classes
        smaller = [_without_unread(rules[index], read) for index in declaring]
        if smaller == [rules[index] for index in declaring]:
            return "".join(rules)
        for index, rule in zip(declaring, smaller, strict=True):
            rules[index] = rule


def _used(css: str, names: Names) -> Iterator[str]:
    """The used rules, cut out by their braces: to parse all the others takes longer than to build several pages."""
    start = opened = depth = 0
    for sign in _SIGN.finditer(css):
        if sign[0] == "{":
            opened = opened if depth else sign.start()
            depth += 1
        elif sign[0] == "}":
            depth -= 1
            if depth == 0:
                prelude, content = css[start:opened].strip(), css[opened + 1 : sign.start()]
                if prelude.startswith(CONDITIONAL):
                    content = "".join(_used(content, names))
                    selectors = [prelude] if content else []
                elif prelude.startswith("@"):
                    selectors = [prelude]
                else:
                    selectors = [each for each in selectors_of(prelude) if _is_used(each, names)]
                if selectors:
                    yield f"{','.join(selectors)}{{{content}}}"
                start = sign.end()
        elif depth == 0 and sign[0] == ";":
            yield css[start : sign.end()].strip()
            start = sign.end()
        if depth < 0:
            raise ValueError(f"line {css.count(chr(10), 0, sign.start()) + 1}: a brace that nothing opens")
    if depth or css[start:].strip():
        raise ValueError(f"line {css.count(chr(10), 0, start) + 1}: a rule that does not end")


def _is_used(selector: str, names: Names) -> bool:
    if "\\" in selector:
        return True
    plain = _FUNCTION.sub("", selector)
    if not all(name in names.classes for name in _NAME.findall(_QUOTED.sub("", plain))):
        return False
    for name, equals, value in _ATTRIBUTE.findall(plain):
        # A script may write `data-md-x` as `mdX`.
        short = re.sub(r"-(\w)", lambda found: found[1].upper(), name.removeprefix("data-"))
        # The theme's scripts ask for a direction and set none.
        values = names.classes if name == "dir" else names.elements
        if not {name, short} & names.elements or (equals and value not in values):
            return False
    bare = _PSEUDO.sub("", re.sub(r"\[[^\]]*\]", "", _QUOTED.sub("", plain)))
    return all(name in names.elements for name in _ELEMENT.findall(bare))


def _without_unread(rule: str, read: Set[str]) -> str:
    """A rule without the custom properties that nothing reads; nothing, when none of its declarations is left."""
    if all(name in read for name in re.findall(r"[{;]\s*(--[\w-]+)\s*:", rule)):
        return rule
    node = tinycss2.parse_one_rule(rule)
    if is_conditional(node):
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
