"""Identifiers in their bare form: `https://doi.org/10.1000/x` → `10.1000/x`, in the bibliography and on the home page.

In the bibliography that is DOI, PMID, PMCID, ISBN, CSTR and arXiv; in a page's front matter the DOI of the article and
the ORCIDs of its authors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy

from bireview.bibliography.identifiers import (
    parse_arxiv,
    parse_cstr,
    parse_doi,
    parse_isbn,
    parse_orcid,
    parse_pmcid,
    parse_pmid,
)
from bireview.bibliography.record import TWIN_LANGUAGES
from bireview.fixes.alike import works
from bireview.fixes.bibtex import Piece, cut
from bireview.fixes.draft import Draft, Mended
from bireview.source import front_matter_length
from bireview.yaml_lines import Document, Path, YamlError, read_yaml

Parse = Callable[[str], str | None]
_PARSERS: Mapping[str, Parse] = {
    "doi": parse_doi,
    "pmid": parse_pmid,
    "pmcid": parse_pmcid,
    "isbn": parse_isbn,
    "cstr": parse_cstr,
    "eprint": parse_arxiv,
}
_BY_FIELD = {
    f"{name}{ending}": parse
    for name, parse in _PARSERS.items()
    for ending in ("", *(f"_{tag}" for tag in TWIN_LANGUAGES))
}
_ESCAPED = re.compile(r"\\([_%&#~$])")


def fix(draft: Draft) -> Mended:
    """Bare identifiers; what is none stays, and `bireview check` reports it."""
    texts: dict[str, str] = {}
    file = draft.project.bibliography
    if file in draft.texts:
        texts[file] = _mend_bibliography(draft.texts[file])
    for pages in draft.pages.values():
        for page in pages:
            if "article" in page.front:
                texts[page.file] = _mend_front_matter(draft.texts[page.file])
    return Mended({file: text for file, text in texts.items() if text != draft.texts[file]})


def _mend_bibliography(text: str) -> str:
    pieces = cut(text)
    new = "".join(piece.with_values(_bare_values(piece)).text for piece in pieces)
    if new == text or works(new) == works(text):
        return new
    # An identifier that is not what its field seems to hold, such as that of another archive, stays.
    macros = "".join(piece.text + "\n" for piece in pieces if piece.kind == "command")
    return "".join(_mend_entry(piece, macros).text for piece in pieces)


def _mend_entry(piece: Piece, macros: str) -> Piece:
    for index, value in _bare_values(piece).items():
        mended = piece.with_values({index: value})
        if works(macros + mended.text) == works(macros + piece.text):
            piece = mended
    return piece


def _bare_values(piece: Piece) -> dict[int, str]:
    """The values that are not bare, made so, by the place of their field."""
    found: dict[int, str] = {}
    for index, field in enumerate(piece.fields):
        parse = _BY_FIELD.get(field.name.lower())
        new = _bare(field.value, parse) if parse else field.value
        if new != field.value:
            found[index] = new
    return found


def _bare(value: str, parse: Parse) -> str:
    """A value in braces or quotes with its identifier bare; escapes that it has are written again."""
    inner = value[1:-1]
    if value[0] + value[-1:] not in ("{}", '""') or re.search(r'[{}"]', inner):
        return value
    written = _ESCAPED.sub(r"\1", inner).strip()
    found = parse(written)
    if not found or found == written or re.search(r'[{}"\\]', found):
        return value
    for escaped in {match[1] for match in _ESCAPED.finditer(inner)}:
        found = found.replace(escaped, f"\\{escaped}")
    return value[0] + found + value[-1]


def _mend_front_matter(text: str) -> str:
    head = text[: front_matter_length(text)]
    lines = head.split("\n")
    yaml = "\n".join(lines[1:-2])
    try:
        document = read_yaml(yaml, first_line=2)
    except YamlError:
        return text
    value = document.value
    for path, found in _identifiers(document):
        written = _at(value, path)
        line = document.line(*path) - 1
        name = re.escape(str(path[-1]))
        new, count = re.subn(
            rf"(?<![\w-])({name}[\"']?:[ \t]+)([\"']?){re.escape(written)}\2(?=[ \t]*(?:[,}}]|$|[ \t]#))",
            lambda match, found=found: f"{match[1]}{match[2]}{found}{match[2]}",  # type: ignore[misc] # bound per turn
            lines[line],
        )
        changed = [*lines[:line], new, *lines[line + 1 :]]
        wanted = _with(value, path, found)
        try:
            if count == 1 and read_yaml("\n".join(changed[1:-2])).value == wanted:
                lines, value = changed, wanted
        except YamlError:
            continue
    return "\n".join(lines) + text[len(head) :]


def _identifiers(document: Document) -> Iterator[tuple[Path, str]]:
    """Where the article's record has an identifier that is not bare, and the bare one."""
    root = document.value
    article = root.get("article") if isinstance(root, dict) else None
    if not isinstance(article, dict):
        return
    authors = article.get("authors")
    places: list[tuple[Path, object, Parse]] = [(("article", "doi"), article.get("doi"), parse_doi)]
    for index, author in enumerate(authors if isinstance(authors, list) else []):
        if isinstance(author, dict):
            places.append((("article", "authors", index, "orcid"), author.get("orcid"), parse_orcid))
    for path, written, parse in places:
        found = parse(written) if isinstance(written, str) else None
        if found and found != written:
            yield path, found


def _at(value: object, path: Path) -> str:
    for step in path:
        value = value[step]  # type: ignore[index] # the path was found in this value
    return str(value)


def _with(value: object, path: Path, new: str) -> object:
    copy = deepcopy(value)
    inner = copy
    for step in path[:-1]:
        inner = inner[step]  # type: ignore[index] # the path was found in this value
    inner[path[-1]] = new  # type: ignore[index]
    return copy
