"""Read YAML with the line of every value, so that a message can name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml
from yaml.reader import Reader, ReaderError

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and 0-based positions in lists."""


@dataclass(frozen=True)
class Document:
    """A YAML value and the 1-based line on which each part of it starts; `lines[()]` is the whole."""

    value: object
    lines: Mapping[Path, int]

    def line(self, *path: str | int) -> int:
        """The line of the value at `path`, or of the nearest part around it that exists."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 0)


_QUOTE = "Put a text that holds a colon, a quote or a bracket between quotation marks."
_HINTS = (
    ("stands twice", "Take one of the two out, or give it the name that was meant."),
    ("cannot start any token", "Indent with spaces, never with tabs; put a text that begins with @, % or ` in quotes."),
    ("node content", "Close the bracket or brace, or put the text between quotation marks."),
    ("expected ',' or", "Close the bracket or brace, or put the text between quotation marks."),
    ("end of stream", "Close the quotation mark."),
    ("expected key", "Indent the fields of an entry alike."),
    ("expected ':'", "Indent the lines of a text alike, and the fields of an entry too."),
    ("expected '-'", "Indent the items of a list alike."),
    ("another document", "Take out the line of three hyphens."),
)
"""What to do by words of the parser's reason."""


class YamlError(ValueError):
    """The text is not YAML; `line` counts from 1 and `reason` is the parser's own words."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason

    @property
    def hint(self) -> str:
        """What to do, for an author who may not know YAML."""
        return next((hint for words, hint in _HINTS if words in self.reason), _QUOTE)


# The parser in C, where PyYAML was built with it, reads the review's data ten times as fast.
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc, valid-type] # chosen at run time
    """Plain values only: dates stay text, unknown tags (`!ENV`, `!!python/name`) are read as their plain value."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _plain(loader: _Loader, _suffix: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


_Loader.add_multi_constructor("!", _plain)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _plain)


def read_yaml(text: str, *, first_line: int = 1) -> Document:
    """Parse one document; `first_line` is the line of the file on which `text` starts.

    Raises:
        YamlError: the text is not YAML, repeats a key, or holds more than one document.
    """
    loader = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        lines: dict[Path, int] = {(): first_line}
        if node:
            lines |= {path: line + first_line for path, line in _walk(node, ())}
        value = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError((mark.line if mark else 0) + first_line, error.problem or str(error)) from None
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError) as error:
        # The parser counts the place of a character that YAML forbids in characters or in bytes: look for it.
        found = Reader.NON_PRINTABLE.search(text) if isinstance(error, ReaderError) else None
        line = text.count("\n", 0, found.start()) if found else 0
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise YamlError(line + first_line, reason) from None
    finally:
        if loader:
            loader.dispose()
    return Document(value, lines)


def _walk(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    yield path, node.start_mark.line
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, child in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.MarkedYAMLError(problem=f"the key '{name}' stands twice", problem_mark=key.start_mark)
            seen.add(name)
            # A mapping's value is reported at its key's line, where an author looks for it.
            for inner, line in _walk(child, (*path, name)):
                yield inner, key.start_mark.line if inner == (*path, name) else line
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield from _walk(child, (*path, index))
