"""Lines → the parts of a manuscript: its fields (abstract, keywords, funding …), its sections, its reference list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bireview.importing.grammar import TYPE_MARK
from bireview.importing.headings import Found, find_heading, is_known
from bireview.importing.joining import LONGEST, Joiner, Layout, ends_sentence, goes_on, is_han
from bireview.importing.lines import Gap, Line, width
from bireview.importing.parts import Block, Field, Outline, Section
from bireview.importing.traced import Ledger, Traced, joined
from bireview.importing.words import BARE_DOI, DECLARATIONS, FIELD, FOOTNOTED, PLACE_WORDS, REFERENCES, SHORT
from bireview.importing.yaml_front import read_yaml_front

_ITEM = re.compile(
    r"[-*+]?\s*(?:[\[［〔【]\s*[0-9０-９]{1,4}\s*[\]］〕】]|\\?\[\d{1,4}\\?\]|[0-9０-９]{1,4}\s?[.．)）、](?!\d))"
)
_CAPTION = re.compile(r"[*_]*(?:图|表|附图|附表|Fig(?:ure)?\.?|Table)\s*\d+", re.IGNORECASE)
_LIST = re.compile(r"(?:[-*+•]|\d{1,2}[.)])\s+\S")
_MORE_FIELDS = re.compile(
    r"(?:(?<=[;；。.)）])\s*|(?<=\S)\s+(?=\*\*)|(?<=\S)\s{2,}|(?<=\S)[\u3000\s]+(?=[\u4e00-\u9fff]|DOI\s*[:：])|(?<=·)\s*)(?=\S)"
)
_DATE = re.compile(r"\d{4}\s*[-–/.年]\s*\d{1,2}\s*[-–/.月]\s*\d{1,2}\s*日?[;；。.]?")
_ENDS = {"received": _DATE, "accepted": _DATE, "doi": re.compile(r"10\.\d{4,9}/[!-~]+(?=\s)"),
         "corresponding": re.compile(r".*?[\w.-]+@[\w.-]+\w[)）]?(?=\s)")}  # fmt: skip


def divide(
    lines: Sequence[Line],
    layout: Layout,
    joiner: Joiner,
    ledger: Ledger,
    *,
    kind: str,
    unsure: Callable[[int, str, str], None],
) -> Outline:
    """Divide the lines that page furniture left."""
    reader = _Reader(layout, joiner, ledger, kind, unsure)
    if kind != "text":
        reader.outline.fields, lines = read_yaml_front(lines, ledger)
    start, end = _reference_range(lines, lambda line: bool(reader.field_at(line)))
    body = lines[:start]
    reader.read(body)
    if start < len(lines):
        heading = lines[start]
        found = REFERENCES.match(heading.text.text)
        if found:
            label, rest = heading.text[: found.end()], heading.text[found.end() :]
            ledger.aside(label, "the heading of the reference list, which the site writes itself")
            reader.outline.reference_heading = heading
            first = [replace(heading, text=rest)] if rest else []
            reader.outline.references = [*first, *lines[start + 1 : end]]
        else:
            reader.outline.references = list(lines[start:end])
        reader.mode = "back"
        reader.read(lines[end:])
    reader.finish()
    return reader.outline


def text_above_references(text: str) -> str:
    """The manuscript without its reference list, whose works may be in another language than the article."""
    lines = text.split("\n")
    firsts = [n for n, line in enumerate(lines) if REFERENCES.fullmatch(line.strip())]
    above = "\n".join(lines[: firsts[-1]]) if firsts else text
    return above if above.strip() else text


def _reference_range(lines: Sequence[Line], is_field: Callable[[Line], bool]) -> tuple[int, int]:
    """Where the reference list begins, with its heading, and where it ends."""
    start = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text.text
        found = REFERENCES.match(text)
        if found and (found.end() == len(text) or _ITEM.match(text[found.end() :])):
            start = index
            break
    else:
        firsts = [i for i, line in enumerate(lines) if re.match(r"[\[［]\s*[1１]\s*[\]］]\s*\S", line.text.text)]
        for index in reversed(firsts):
            rest = [line.text.text for line in lines[index + 1 :]]
            if any(re.match(r"[\[［]\s*[2２]\s*[\]］]", text) for text in rest):
                start = index
                break
    if start == len(lines):
        return start, start
    end = next(
        (i for i in range(start + 1, len(lines)) if is_field(lines[i]) and not BARE_DOI.match(lines[i].text.text)
         and not re.match(r"[\W_]*doi", lines[i].text.text, re.IGNORECASE)),
        len(lines),
    )  # fmt: skip
    later = next((i for i in range(start + 1, end) if lines[i].text.text.startswith("#")), end)
    return start, later


class _Reader:
    """Goes through the lines once; `mode` is front, body or back."""

    def __init__(
        self, layout: Layout, joiner: Joiner, ledger: Ledger, kind: str, unsure: Callable[[int, str, str], None]
    ) -> None:
        self.layout, self.joiner, self.ledger, self.kind, self.unsure = layout, joiner, ledger, kind, unsure
        self.outline = Outline()
        self.mode = "front"
        self.open: list[Line] = []
        """The lines of the paragraph or field that is being read."""
        self.text = Traced()
        self.label: tuple[str, str, Traced, int] | None = None
        self.last_number: tuple[int, ...] = ()
        self.interrupted: tuple[list[Line], Traced] | None = None
        self.han = True
        self.fence = False
        self.heading_line: Line | None = None
        """The line above, when it is a heading that may go on."""

    # Lines.

    def read(self, lines: Sequence[Line]) -> None:
        """Take the lines one after the other."""
        self.han = is_han("".join(line.text.text for line in lines)) if self.mode == "front" else self.han
        for index, line in enumerate(lines):
            following = lines[index + 1] if index + 1 < len(lines) else None
            first, *more = self.split_fields(line) if self.mode == "front" else (line,)
            self.take(first, following)
            for piece in more:
                self.take(replace(piece, gap=Gap.NONE), following)
        self.close()

    def take(self, line: Line, following: Line | None) -> None:
        text = line.text.text
        if self.kind != "text" and (text.startswith("```") or self.fence):
            self.verbatim(line, start=not self.fence)
            self.fence ^= text.startswith("```")
            return
        if self.field_at(line):
            self.take_field(line)
            return
        if self.label and self.goes_on_with_field(line):
            self.add(line)
            return
        if self.label:
            self.close()
        if self.goes_on_with_title(line):
            return
        begins = not self.text or ends_sentence(self.text.text) or bool(_CAPTION.match(self.text.text))
        if heading := self.heading(line, following, at_start=begins):
            self.close()
            self.mode = "body"
            self.open_section(heading, line)
            return
        if begins and self.is_lone_title(line, following):
            self.close()
            self.open_section(Found((), 0, Traced(), line.text, below=True), line)
            self.unsure(
                line.text.start, f"'{line.text.text}' was taken for a heading", "Make it a paragraph if it is none."
            )
            return
        at_start = self.can_begin(line)
        if self.mode == "front":
            if self.is_prose(line, following):
                self.mode = "body"
                self.outline.sections.append(Section(None, line.number))
            else:
                self.outline.loose.append(line)
                return
        if self.mode == "back":
            self.outline.loose.append(line)
            return
        if not self.outline.sections:
            self.outline.sections.append(Section(None, line.number))
        if self.kind != "text" and not self.is_paragraph(text):
            self.verbatim(line, start=line.gap is not Gap.NONE or not self.continues_lines())
            return
        if self.kind == "text" and text.startswith("|") and text.endswith("|"):
            self.verbatim(line, start=line.gap is not Gap.NONE or not self.continues_lines())
            return
        if self.kind != "text" and self.continues_lines() and line.gap is Gap.NONE:
            self.verbatim(line, start=False)
            return
        if self.open and at_start:
            self.close()
        self.add(line)

    # Fields.

    def field_at(self, line: Line) -> tuple[str, str, int] | None:
        """The field whose label a line begins with: its name, its label's language, and the label's length."""
        text = line.text.text
        found = FIELD.match(text)
        if found:
            group = next(name for name, value in found.groupdict().items() if name != "colon" and value)
            name, _, language = group.rpartition("_")
            is_whole = not found["colon"] and found.end() == len(text)
            if is_whole and self.mode == "front" and name not in ("abstract", "keywords", "funding", *DECLARATIONS):
                return None
            if name in ("authors", "editor") and is_whole:
                return None
            if self.mode == "body" and name in ("abstract", "keywords", "authors", "affiliation") and not is_whole:
                return None
            if self.mode == "body" and self.open and name in ("classification",) and not found["colon"]:
                return None
            return name, ("" if name in ("doi", "orcid") else language), found.end()
        if (found := BARE_DOI.match(text)) and self.mode != "body":
            return "doi", "", found.end()
        return None

    def take_field(self, line: Line) -> None:
        """Begin a field, keeping a paragraph that it interrupts; further labels on the line begin further fields."""
        if self.mode == "body" and self.open and not self.label:
            field_name = (self.field_at(line) or ("", "", 0))[0]
            if (field_name in FOOTNOTED and line.gap is not Gap.BLANK) or not ends_sentence(self.text.text):
                self.interrupted = (self.open, self.text)
                self.open, self.text = [], Traced()
        kept = self.interrupted is not None
        self.end_field(keep=kept)
        for piece in self.split_fields(line):
            named = self.field_at(piece)
            if named is None:
                self.add(piece, line)
                continue
            self.end_field(keep=kept)
            name, language, length = named
            self.label = (name, language, piece.text[:length], piece.number)
            if name in DECLARATIONS and self.mode == "body" and self.outline.sections:
                self.mode = "back" if not self.interrupted else self.mode
            if length == len(piece.text):
                self.open = [line]
                continue
            value = piece.text[length:]
            end = self.end_of(name, value.text)
            self.add(replace(piece, text=value[:end].strip()), line)
            if rest := value[end:].strip():
                self.close()
                self.take(replace(line, text=rest, gap=Gap.NONE), None)

    def end_field(self, *, keep: bool) -> None:
        """End what is open; a paragraph that waits for a field's end waits on for the next field."""
        if self.label or not keep:
            self.close()
        if keep and self.text:
            self.interrupted, self.open, self.text = (self.open, self.text), [], Traced()

    @staticmethod
    def end_of(name: str, value: str) -> int:
        """Where a field that has a form of its own ends, when running text follows it on the same line."""
        found = (ends := _ENDS.get(name)) and ends.match(value)
        return found.end() if found and re.search(r"[^\W\d_]{3}", value[found.end() :]) else len(value)

    def split_fields(self, line: Line) -> list[Line]:
        """A line with several labelled fields, cut before each label."""
        cuts = [0]
        for found in _MORE_FIELDS.finditer(line.text.text):
            rest = replace(line, text=line.text[found.end() :])
            named = self.field_at(rest)
            if named and re.search(r"[:：\]］】]", rest.text.text[: named[2]]):
                cuts.append(found.end())
        ends = [*cuts[1:], len(line.text)]
        pieces = [line.text[a:b].strip() for a, b in zip(cuts, ends, strict=True)]
        return [replace(line, text=piece) for piece in pieces if piece]

    def goes_on_with_field(self, line: Line) -> bool:
        """Whether an unlabelled line belongs to the field that is open."""
        assert self.label is not None  # noqa: S101 - asked only then
        name, language, _, _ = self.label
        text = line.text.text
        if not self.text:
            return self.heading(line, None, at_start=True) is None
        if len(self.text) > LONGEST:
            return False
        if self.interrupted and line.gap is not Gap.NONE:
            return False
        if self.heading(line, None, at_start=True) and ends_sentence(self.text.text):
            return False
        if name == "doi":
            whole = re.sub(r"\s", "", self.text.text)
            cut = not re.search(r"/\S*\d\Z", whole) or whole[-1] in "-/."
            rest = re.fullmatch(r"[\w.()/-]+(?:(?<=[./-]) [\w.()/-]+)*", text, re.ASCII)
            return bool(rest) and (cut or not text.isdecimal())
        if name == "abstract":
            if not ends_sentence(self.text.text):
                return True
            if self.turns(text, language):
                return False
            is_foreign = bool(language) and (language == "zh") != self.han
            if line.gap is Gap.PAGE or (line.gap is Gap.BLANK and is_foreign):
                # The article's text goes on in its own language, and its title in the other one is shorter.
                return line.width >= 0.72 * (self.layout.column or 60)
            return line.gap is Gap.NONE or not self.looks_new(line)
        so_far = self.text.text
        unclosed = len(re.findall(r"[(（]", so_far)) > len(re.findall(r"[)）]", so_far))
        if line.gap is not Gap.BLANK and (unclosed or so_far[-1] in "；;,，、（("):
            return True
        if name == "corresponding" and re.search(r"[)）]\Z|@[\w.-]+\Z", so_far):
            return False
        if name == "citation" and self.mode == "back":
            return line.gap is not Gap.BLANK or not ends_sentence(so_far) or bool(TYPE_MARK.search(text))
        if name == "funding" and line.gap is Gap.NONE and not re.search(r"[)）。.]\Z", so_far):
            return True
        if name != "citation" and self.turns(text, language):
            return False
        if line.gap is Gap.BLANK:
            return False
        previous = self.open[-1]
        full = previous.width >= 0.75 * self.layout.column if self.layout.column else not ends_sentence(self.text.text)
        if name in DECLARATIONS:
            return goes_on(previous, self.text.text, line, self.layout)[0]
        if name in SHORT:
            listed = name == "keywords" and re.match(r"[^.。]{1,60}[;；]", text) and not ends_sentence(text)
            if listed and re.search(r"[;；]", so_far):
                return True
            if name == "keywords" and not listed and line.width >= 0.72 * (self.layout.column or 60):
                return False
            if not self.layout.column or (self.layout.indented and line.indent):
                return False
            return line.gap is Gap.NONE and not ends_sentence(so_far) and self.layout.is_full(previous, line)
        if name in FOOTNOTED and self.is_prose(line, None) and re.search(r"[)）。.\d]\Z", self.text.text):
            return not re.match(r".{0,40}\d{5}", self.text.text[-60:]) and full and bool(re.search(r"\d{5}", text))
        return full

    def looks_new(self, line: Line) -> bool:
        """Whether a line after the abstract belongs to something else, such as the title in the other language."""
        return not ends_sentence(line.text.text) or self.layout.column > 0

    @staticmethod
    def turns(text: str, language: str) -> bool:
        """Whether a line is in another script than the field's label."""
        return bool(language) and is_han(text) != (language == "zh") and len(re.findall(r"[^\W\d_]", text)) > 3

    # Sections.

    def heading(self, line: Line, following: Line | None, *, at_start: bool) -> Found | None:
        wrapped = bool(self.layout.column) or self.is_cut_title(line, following)
        found = find_heading(line.text, self.last_number, at_start=at_start, wrapped=wrapped)
        if not found:
            return None
        if not found.number and not found.marks and self.mode == "front" and self.outline.sections:
            return None
        if self.mode == "front" and not found.marks and PLACE_WORDS.search(found.title.text):
            return None  # 1 Department of Medicine, …
        if self.mode == "front" and found.marks and not found.number and is_han(found.title.text) != self.han:
            return None  # The title in the other language.
        is_titled = self.outline.loose or any(f.name == "title" for f in self.outline.fields)
        if self.mode == "front" and found.marks == 1 and not (found.number or is_titled or is_known(found.title.text)):
            return None  # The title, which stands before everything.
        return found

    @staticmethod
    def is_cut_title(line: Line, following: Line | None) -> bool:
        """Whether a short line with a comma at its end stands right above another that ends no sentence."""
        if following is None or following.gap is Gap.BLANK or not re.search(r"[,，：:、]\Z", line.text.text):
            return False
        return max(line.width, following.width) < 60 and not ends_sentence(following.text.text)

    def goes_on_with_title(self, line: Line) -> bool:
        """Whether a line is the rest of the heading above it, which was too long for its line; then it is added."""
        above, self.heading_line = self.heading_line, None
        column = self.layout.column
        if above is not None and not column and self.is_cut_title(above, line):
            section = self.outline.sections[-1]
            if section.found:
                section.found = replace(section.found, title=self.joiner.join(section.found.title, line.text))
            return True
        if above is None or not column or line.gap is Gap.BLANK or (self.layout.indented and line.indent):
            return False
        first = re.match(r"[A-Za-z][\w-]*[,.;:)]?|.", line.text.text)
        # A heading is often set larger than the text.
        too_long = above.width + 1 + width(first[0] if first else "") > (column if self.layout.exact else 0.75 * column)
        # The title's rest is a short line; a line that begins with a capital is text, unless the heading had no room.
        capital = bool(re.match(r"[A-Z]", line.text.text)) and not self.layout.exact
        is_rest = bool(re.match(r"[a-z]{2}", line.text.text)) or (not capital and line.width < 0.75 * column)
        section = self.outline.sections[-1]
        if not (too_long and is_rest and section.found and len(section.found.title) < 150) or ends_sentence(
            line.text.text
        ):
            return False
        section.found = replace(section.found, title=self.joiner.join(section.found.title, line.text))
        self.heading_line = line
        return True

    def is_lone_title(self, line: Line, following: Line | None) -> bool:
        """Whether a short line between blank ones, right below a heading or a whole paragraph, is a heading itself."""
        text = line.text.text
        if self.mode != "body" or self.kind != "text" or following is None or not self.outline.sections:
            return False
        if line.gap is not Gap.BLANK or following.gap is not Gap.BLANK or _CAPTION.match(text) or text[0] in "|(（[［":
            return False
        short = line.width < min(0.7 * (self.layout.column or 90), 70)
        new = bool(re.match(r"[A-Z\u3400-\u9fff]", following.text.text)) and bool(re.match(r"[A-Z\u3400-\u9fff]", text))
        return short and new and not re.search(r"[^\w)）]\Z", text)

    def can_begin(self, line: Line) -> bool:
        """Whether a new paragraph can begin with this line; a guess is reported."""
        if not self.open or not self.text or len(self.text) > LONGEST:
            return True
        if _CAPTION.match(self.text.text) or (_CAPTION.match(line.text.text) and line.gap is not Gap.NONE):
            return True
        if self.kind == "docx" and line.gap is Gap.BLANK:
            return True
        joins, guess = goes_on(self.open[-1], self.text.text, line, self.layout)
        if guess:
            verdict = "one paragraph" if joins else "two paragraphs"
            self.unsure(
                line.text.start,
                f"a {'page' if line.gap is Gap.PAGE else 'line'} ends with a sentence before '{line.text.text[:20]}'; "
                f"this was taken for {verdict}",
                "Compare with the original.",
            )
        return not joins

    def open_section(self, found: Found, line: Line) -> None:
        if found.gap_before:
            wanted, number = (".".join(map(str, n)) for n in (found.gap_before, found.number))
            self.unsure(line.text.start, f"section {number} comes where {wanted} should", "Is a heading missing?")
        if found.number:
            self.last_number = found.number
        self.outline.sections.append(Section(found, line.number))
        self.open, self.text = [], Traced()
        self.heading_line = line
        if found.rest:
            self.outline.sections[-1].found = replace(found, rest=Traced())
            self.add(replace(line, text=found.rest))

    def is_prose(self, line: Line, following: Line | None) -> bool:
        """Whether a line of the front begins the article's text."""
        text = line.text.text
        if is_han(text) != self.han or text[0] in "(（[【*" or PLACE_WORDS.search(text[:60]):
            return False
        long = line.width >= (0.72 * self.layout.column if self.layout.column else 60)
        if not any(f.name in ("abstract", "keywords") for f in self.outline.fields) and not (
            self.label and self.label[0] in ("abstract", "keywords")
        ):
            return long and (ends_sentence(text) or line.width > 160)
        if any(f.name == "keywords" and is_han(f.text.text) == self.han for f in self.outline.fields):
            long = long or (line.width > 24 and following is not None and following.gap is Gap.PAGE)
        has_stop = bool(re.search(r"[。；，,;.]", text))
        continues = following is not None and (
            following.gap is Gap.NONE if self.layout.column else bool(re.match(r"[a-z,;]", following.text.text))
        )
        return long and (has_stop or continues)

    def is_paragraph(self, text: str) -> bool:
        return not (text[0] in "|>" or _LIST.match(text) or text.startswith(("<table", "</", "<t", ":::", "![")))

    def continues_lines(self) -> bool:
        blocks = self.outline.sections[-1].blocks if self.outline.sections else []
        return bool(blocks) and blocks[-1].kind == "lines" and not self.open

    def verbatim(self, line: Line, *, start: bool) -> None:
        """Keep a line as it stands: part of a table, a list or code."""
        if start or not self.continues_lines():
            self.close()
            if not self.outline.sections:
                self.outline.sections.append(Section(None, line.number))
            self.outline.sections[-1].blocks.append(Block("lines", line.text, line.number))
            return
        blocks = self.outline.sections[-1].blocks
        before = blocks[-1]
        indent = Traced.added("\n" + " " * (line.indent if self.fence else line.indent // 2 * 2))
        blocks[-1] = replace(before, text=joined((before.text, indent, line.text)))

    # Text.

    def add(self, line: Line, whole: Line | None = None) -> None:
        """Put a line, or what its label leaves of `whole`, to what is open."""
        self.text = self.joiner.join(self.text, line.text)
        self.open.append(whole or line)

    def close(self) -> None:
        """End the field or paragraph that is open."""
        if self.label:
            name, language, label, number = self.label
            self.outline.fields.append(Field(name, language, label, self.text.strip(), number))
            self.label = None
            self.open, self.text = [], Traced()
            if self.interrupted:
                self.open, self.text = self.interrupted
                self.interrupted = None
            return
        if self.text:
            self.outline.sections[-1].blocks.append(Block("paragraph", self.text.strip(), self.open[0].number))
        self.open, self.text = [], Traced()

    def finish(self) -> None:
        self.close()
