"""references.bib → Library. The only file of the engine that imports pybtex.

`scan` cuts the file into entries, pybtex reads what is inside one (values, @string macros, the parts of a name),
`record` makes references of it. pybtex's parser is used one entry at a time and one level below its own `Parser`,
whose strictness is a switch for the whole process and whose errors end the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# pybtex ships no type information.
from pybtex.bibtex.utils import split_name_list, split_tex_string  # type: ignore[import-untyped]
from pybtex.database import Entry as BibtexEntry  # type: ignore[import-untyped]
from pybtex.database import Person as BibtexPerson
from pybtex.database.input.bibtex import LowLevelParser, month_names  # type: ignore[import-untyped]
from pybtex.scanner import PrematureEOF, PybtexSyntaxError  # type: ignore[import-untyped]

from bireview.bibliography.model import Library, Person, Reference
from bireview.bibliography.record import (
    KNOWN_FIELDS,
    NAME_FIELDS,
    TWIN_LANGUAGES,
    Names,
    RawEntry,
    RawField,
    Report,
    make_reference,
)
from bireview.bibliography.scan import Chunk, Source, Stray
from bireview.bibliography.tex import to_plain
from bireview.problems import Location, Problem, in_order

_KEY = re.compile(r'\s*([^\s,{}"=]*[^\s,{}"=)])?\s*')
_INITIALS_LAST = re.compile(r"[^,{}]*[a-z][^,{}]* [A-Z]{1,3}")  # `Wang H`, as PubMed prints it
_FIELD_NAME = re.compile(r"[A-Za-z][\w+:./-]*")
_ET_AL = re.compile(r"(?:^|[\s,，])(?:et\.? al\.?|等)$", re.IGNORECASE)
_FIELD = re.compile(r"(?<=[,\n\s])([A-Za-z][\w+:./-]*)\s*=(?=\s*[\"{\w])")
_SWALLOWED = re.compile(rf"(?<=[,\n\s])((?:{'|'.join(sorted(KNOWN_FIELDS))}))\s*=(?=\s*[\"{{\w])", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HAN_NAME = re.compile(r"[\u3400-\u9fff]+ [\u3400-\u9fff·]+")
_HOLDS_NAMES = frozenset(NAME_FIELDS) | {f"{name}_{tag}" for name in NAME_FIELDS for tag in TWIN_LANGUAGES}
_COMMA_HINT = "Is there a comma after the field before, and are braces and quotes balanced?"
_AND_HINT = "Separate names with ' and ', and write each as 'Family, Given': Li, G and 林, 沪 and others."


@lru_cache(maxsize=2)
def load_library(text: str, file: str) -> tuple[Library, tuple[Problem, ...]]:
    """Read the text of a .bib file.

    Args:
        text: The whole file, decoded; a byte order mark and any line ends are fine.
        file: Its path as problems are to name it.

    Returns:
        Every entry that has a key, even when parts of it could not be read, and all problems in file order.
        Of entries with the same key the first is held; keys that differ in case only are reported and both held.
    """
    loading = _Loading(file)
    return loading.library(text), tuple(in_order(loading.problems))


def reference_from_pybtex(entry: BibtexEntry, position: int = 0) -> Reference:
    """The reference that an entry of pybtex stands for, from whatever database pybtex has read.

    Nothing is reported, because the entry no longer knows where it stood; what cannot be read is left out. pybtex has
    divided the names of authors and editors: two Chinese words without a comma are a given and a family name to it.
    """
    values = {name: str(value) for name, value in entry.fields.items()}
    values |= {role: " and ".join(map(str, people)) for role, people in entry.persons.items()}
    fields = [RawField(name.lower(), " ".join(value.split()), line=0) for name, value in values.items()]
    names = {field.name: _names(field, entry.key, _ignore) for field in fields if field.name in _HOLDS_NAMES}
    raw = RawEntry(entry.type.lower(), entry.key, line=0, position=position, fields=tuple(fields), names=names)
    return make_reference(raw, _ignore)


def _ignore(rule: str, line: int, message: str, hint: str = "") -> None:
    """Take a report and do nothing."""


class _Loading:
    """One run over one file: the macros defined so far and the problems found so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.parts = 0
        self.macros: dict[str, str] = dict(month_names)  # by lower-case name

    def report(self, rule: str, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(rule, Location(self.file, line), message, hint))

    def library(self, text: str) -> Library:
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        source = Source(_CONTROL.sub(" ", text))
        for found in _CONTROL.finditer(text):
            name = f"U+{ord(found[0]):04X}"
            self.report("bib-syntax", source.line(found.start()), f"control character {name}", "Delete it.")
        references = [make_reference(entry, self.report) for entry in self.entries(source)]
        if not self.parts and re.search(r"^\s*[^\s%]", text, re.MULTILINE) and not self.problems:
            hint = "An entry starts like this: @article{key,"
            self.report("bib-syntax", 1, "the file holds no BibTeX entry", hint)
        self.compare(references)
        return Library(references, self.file)

    def entries(self, source: Source) -> Iterator[RawEntry]:
        position = 0
        for part in source.chunks():
            self.parts += 1
            if isinstance(part, Stray):
                hint = "Is a brace missing or too many before it, or the @? A comment line starts with %."
                self.report("bib-syntax", part.line, f"text outside of any entry: '{_short(part.text)}'", hint)
                continue
            kind = part.type.lower()
            if kind == "comment":
                if not part.closed:
                    self.report("bib-syntax", part.line, "@comment is not closed", "Add its closing brace.")
            elif kind in ("string", "preamble"):
                _Body(source, part, self.macros, self.report).read_command(kind)
            else:
                position += 1
                if entry := _Body(source, part, self.macros, self.report).read_entry(kind, position):
                    yield entry

    def compare(self, references: list[Reference]) -> None:
        """Report keys and DOIs that come twice, at their second place."""
        taken = {reference.key.casefold() for reference in references}
        keys: dict[str, Reference] = {}
        dois: dict[str, Reference] = {}
        for reference in references:
            first = keys.setdefault(reference.key.casefold(), reference)
            if first is not reference:
                same = "" if first.key == reference.key else f" as '{first.key}'; BibTeX keys ignore case"
                free = next(
                    c for n in range(len(taken) + 1) if (c := _numbered(reference.key, n)).casefold() not in taken
                )
                self.report(
                    "duplicate-key",
                    reference.line,
                    f"key '{reference.key}' is already used in line {first.line}{same}",
                    f"If this is another work, call it '{free}'; if not, remove one of the two.",
                )
                if first.key == reference.key:
                    continue
            if not reference.doi:
                continue
            first = dois.setdefault(reference.doi.lower(), reference)
            if first is not reference:
                self.report(
                    "duplicate-doi",
                    reference.line,
                    f"'{reference.key}' has the DOI of '{first.key}' in line {first.line}: '{reference.doi}'",
                    "Merge the two entries, or correct the DOI.",
                )


def _numbered(key: str, n: int) -> str:
    return key + (chr(ord("b") + n) if n < 25 else f"-{n}")


class _Body(LowLevelParser):  # type: ignore[misc]  # pybtex is untyped
    """What stands between the braces of one chunk; after an error it goes on with the next field."""

    def __init__(self, source: Source, chunk: Chunk, defined: dict[str, str], report: Report) -> None:
        """Stand behind the opening brace; `defined` are the @string macros so far, by lower-case name."""
        text = source.text[chunk.start : chunk.end]
        if not chunk.closed:  # close it, so that its last field can be read
            text += "}" if source.text[chunk.body - 1] == "{" else ")"
        super().__init__(text, macros={})
        self.source = source
        self.chunk = chunk
        self.defined = defined
        self.report = report
        self.pos = chunk.body - chunk.start
        self.lineno = source.line(chunk.body)
        self.closing = self.RBRACE if self.text[self.pos - 1] == "{" else self.RPAREN
        self.label = f"@{chunk.type}"
        self.found: list[tuple[RawField, int, int]] = []  # each with the offsets of its name and of its end
        self.open_field: tuple[str, int, int] | None = None  # name, line and offset while its value is being read
        self.current_fields: list[object] = []  # the base class appends to it; `found` says more
        self.errors = 0
        self.end_told = False  # whether the missing end has been reported, or what has hidden it

    def read_command(self, kind: str) -> None:
        """Read the body of @string or @preamble."""
        read = self.parse_string_body if kind == "string" else self.parse_preamble_body
        try:
            read(self.closing)
            if kind == "string":
                self.defined[self.current_field_name.lower()] = "".join(self.current_value)
            self.required([self.closing])
        except PybtexSyntaxError as error:
            self.complain(error)
        else:
            self.complain_of_open_end()

    def read_entry(self, kind: str, position: int) -> RawEntry | None:
        """Read the key and the fields; None when there is no key to cite the entry by."""
        key = self.read_key()
        if key is None:
            return None
        self.label = f"entry '{key}'"
        self.read_fields()
        fields: dict[str, RawField] = {}
        for field, _, _ in self.found:
            first = fields.setdefault(field.name, field)
            if first is not field:
                message = f"field '{field.name}' of '{key}' is given twice, first in line {first.line}"
                self.report("bib-field", field.line, message, "The first is used; remove one.")
        names = {field.name: _names(field, key, self.report) for field in fields.values() if field.name in _HOLDS_NAMES}
        return RawEntry(kind, key, self.chunk.line, position, tuple(fields.values()), names, self.errors > 0)

    def read_key(self) -> str | None:
        found = _KEY.match(self.text, self.pos)
        follows = self.text[found.end() : found.end() + 1] if found else ""
        if not found or not found[1] or follows == "=":
            self.fail(self.chunk.line, f"{self.label} has no key", "Write the key behind the brace: @article{li2009,")
            return None
        self.advance(found.end())
        if follows == ",":
            self.advance(found.end() + 1)
        elif follows not in ("}", ")", ""):
            self.fail(self.lineno, f"no comma after the key '{found[1]}'", "Put a comma after the key.")
        return found[1]

    def read_fields(self) -> None:
        """Read fields to the end of the chunk, taking up after each error at the next field."""
        resumed, closed = True, False
        while resumed:
            try:
                self.parse_entry_fields()
                self.required([self.closing])
            except PybtexSyntaxError as error:
                resumed = self.cut_swallowing_field() or (not closed and self.skip_error(error))
            else:
                resumed = (not self.chunk.closed and self.cut_swallowing_field()) or self.skip_early_close()
                closed = closed or self.chunk.closed
        self.complain_of_open_end()

    def cut_swallowing_field(self) -> bool:
        """When a field's value has run over the next field, cut it there: its own brace or quote is missing."""
        fields = [(f.name, f.line, start, end) for f, start, end in self.found]
        if self.open_field:
            fields.append((*self.open_field, len(self.text)))
        for name, line, start, end in fields if not self.chunk.closed else fields[-1:]:
            swallowed = _SWALLOWED.search(self.text, start + len(name), end)
            if not swallowed:
                continue
            self.found = [f for f in self.found if f[1] < start]
            self.keep(name, line, start, swallowed.start())
            self.end_told = True
            self.fail(
                line,
                f"field '{name}' of {self.label} is not closed before '{swallowed[1]}'",
                "A closing brace or quote is missing, or a quote is left open.",
            )
            self.advance(swallowed.start())
            return True
        return False

    def skip_error(self, error: PybtexSyntaxError) -> bool:
        """Report an error and go to the next thing that looks like a field, if there is one."""
        self.complain(error)
        broken, at = self.open_field, self.pos
        self.open_field = None
        while found := _FIELD.search(self.text, at):
            line_start = self.text.rfind("\n", 0, found.start()) + 1
            if not self.text[line_start : found.start()].lstrip().startswith("%"):
                break
            at = found.end()
        if broken:
            self.keep(*broken, found.start() if found else self.chunk.end - self.chunk.start)
        if found:
            self.advance(found.start())
        return found is not None

    def keep(self, name: str, line: int, start: int, end: int) -> None:
        """Hold what a field seems to say whose value cannot be read: the text from its name to `end`, bare."""
        value = re.sub(r'[{}"]', " ", self.text[start + len(name) : end]).strip(" \n\t=,")
        self.found.append((RawField(name, " ".join(value.split()), line), start, end))

    def skip_early_close(self) -> bool:
        """Take up fields that follow the brace which closed the entry."""
        found = _FIELD.search(self.text, self.pos)
        if not found:
            return False
        self.fail(
            self.lineno, f"{self.label} is closed before its field '{found[1]}'", "Remove the brace that is too many."
        )
        self.advance(found.start())
        return True

    def complain(self, error: PybtexSyntaxError) -> None:
        if isinstance(error, PrematureEOF) or self.pos > self.chunk.end - self.chunk.start:
            self.complain_of_open_end()
        else:
            rest = self.text[self.pos :].strip()
            wanted = "',' or '}' expected" if error.args[0] == "'}' expected" else error.args[0]
            before = f" before '{_short(rest)}'" if rest else ""
            hint = "A comment line stands between entries, not in one." if rest.startswith("%") else _COMMA_HINT
            self.fail(self.lineno, f"{self.label}: {wanted}{before}", hint)

    def complain_of_open_end(self) -> None:
        if not (self.chunk.closed or self.end_told):
            self.end_told = True
            self.fail(self.chunk.line, f"{self.label} is not closed", "Add its closing brace.")

    def fail(self, line: int, message: str, hint: str) -> None:
        self.errors += 1
        self.report("bib-syntax", line, message, hint)

    def advance(self, pos: int) -> None:
        self.pos = pos
        self.lineno = self.source.line(self.chunk.start + pos)

    def parse_field(self) -> None:
        """Read one field and remember where it stands."""
        self.eat_whitespace()
        line, start = self.lineno, self.pos
        name = _FIELD_NAME.match(self.text, start)
        self.open_field = (name[0].lower(), line, start) if name else None
        super().parse_field()
        if self.open_field and self.current_field_name:
            value = " ".join("".join(self.current_value).split())
            self.found.append((RawField(self.current_field_name.lower(), value, line), start, self.pos))
        self.open_field = None

    def substitute_macro(self, name: str) -> str:
        """The value of a macro; the name itself, reported, when no @string before defines it."""
        value = self.defined.get(name.lower())
        if value is None:
            hint = f'If it is text, put it in braces: {{{name}}}; if not, define it above: @string{{{name} = "…"}}'
            self.fail(self.lineno, f"{self.label}: '{name}' is not defined", hint)
        return name if value is None else value


def _names(field: RawField, key: str, report: Report) -> Names:
    """The names in a field; what cannot be divided into parts is kept whole."""

    def complain(message: str) -> None:
        report("bib-field", field.line, f"field '{field.name}' of '{key}': {message}", _AND_HINT)

    parts = split_name_list(field.value)
    others = bool(parts) and parts[-1].lower() == "others"
    people = []
    for part in parts[:-1] if others else parts:
        name = part.strip()
        if not name.strip("{}, ") or name.lower().startswith("and ") or name.lower().endswith(" and"):
            complain(f"a name is missing around 'and' in '{field.value}'")
            name = re.sub(r"^and\b|\band$", "", name, flags=re.IGNORECASE).strip()
            if not name.strip("{}, "):
                continue
        if found := _ET_AL.search(name):
            complain(f"'{found[0].strip()}' in '{name}'; the list is cut with 'and others'")
            others, name = True, name[: found.start()].strip(" ,，")
            if not name:
                continue
        person = _person(name)
        if person is None or (not person.literal and re.search("[;；、]", name)):
            complain(f"'{name}' does not look like one name")
        elif _INITIALS_LAST.fullmatch(name):
            complain(f"'{name}' means the given name {person.given} and the family name {person.family}")
        people.append(person or Person(literal=to_plain(name).text))
    return Names(tuple(people), others)


def _person(name: str) -> Person | None:
    """The parts of one name, as BibTeX divides it; None when it has too many commas.

    A name in braces is one literal. Of two Han words the first is the family name, although no comma says so.
    """
    if name.startswith("{") and name.find("}", 0) == name.rfind("}") == len(name) - 1 and not name.startswith("{\\"):
        return Person(literal=to_plain(name).text)
    if _HAN_NAME.fullmatch(name):
        name = name.replace(" ", ", ", 1)
    name = name.replace("，", ", ")
    if len(split_tex_string(name, ",")) > 3:
        return None
    parts = BibtexPerson(name)

    def text(*lists: list[str]) -> str:
        return to_plain(" ".join(word for words in lists for word in words)).text

    return Person(
        family=text(parts.last_names),
        given=text(parts.first_names, parts.middle_names),
        particle=text(parts.prelast_names),
        suffix=text(parts.lineage_names),
    )


def _short(text: str) -> str:
    """The beginning of `text`, on one line, for a message."""
    line = text.split("\n", 1)[0].strip()
    return line if len(line) <= 40 else line[:39] + "…"
