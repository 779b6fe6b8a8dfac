"""The Python-Markdown extension: citation marks, note marks, paragraph ids, links to terms and generated parts.

A host (the MkDocs hook, or any program) gives a `Review` and says which page is being rendered. Without one, the
extension reads a bibliography itself and numbers the text it is given: `markdown.markdown(text,
extensions=["bireview"], extension_configs={"bireview": {"bibliography": "references.bib", "language": "en"}})`.
Such a text gets no list of the works that it cites: its list is expected on a page `references/` beside it.

While a page is rendered, what the parser finds is compared with what `source` read from the file; a difference is
left in `mismatch`, because ids and numbers would then be put on the wrong paragraphs.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree  # noqa: N813 - the name that Python-Markdown uses
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import AutomailInlineProcessor, InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from bireview.bibliography.load import load_library
from bireview.citations.layout import set_numbers
from bireview.citations.marks import MARK, parse_mark
from bireview.citations.numbering import CitedWork, number_citations, resolve
from bireview.languages import LANGUAGES
from bireview.model import NUMBERED_KINDS, Block, Heading, Page
from bireview.problems import Location, Problem
from bireview.project import Project
from bireview.render import GENERATORS, Fragments, page_end
from bireview.review import Review, is_article
from bireview.source import DIFFERS, GENERATED, read_page
from bireview.term_links import TermLinker
from bireview.typography import foreign_language, keep_punctuation, print_addresses, set_emphasis

_KINDS = {
    "p": "paragraph",
    "ul": "list",
    "ol": "list",
    "table": "table",
    "blockquote": "quote",
    "dl": "definitions",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_ALIGNED = re.compile(r"text-align:\s*(left|center|right);?")


@dataclass
class Rendering:
    """One page being rendered: the review it belongs to, and what the parser has found so far."""

    review: Review
    page: Page
    mismatch: Problem | None = None
    """Where parser and checker parted."""
    works: list[tuple[CitedWork, ...]] = field(default_factory=list)
    """The works of each citation mark, in the order in which the parser met them."""
    notes: list[str] = field(default_factory=list)

    @cached_property
    def fragments(self) -> Fragments:
        """The page's view on the templates."""
        return Fragments(self.review, self.page.language, self.page.slug)


class BireviewExtension(Extension):
    """Registers the processors below; see the module's description for the options."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            # Not None: Python-Markdown reads an option whose default is None as a boolean.
            "rendering": ["", "a Rendering, given by a host that has read the whole review"],
            "bibliography": ["", "path of a .bib file, for use without a host"],
            "language": ["en", "folder name of a language, for use without a host"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's own name
        """Register the processors; their order is explained beside each priority."""
        md.registerExtension(self)
        self.rendering: Rendering | None = self.getConfig("rendering") or None
        if self.rendering is None:
            md.preprocessors.register(_ReadAlone(md, self), "bireview-alone", 100)
        # After `fenced_code_block` (25), whose text they may be, and before `html_block` (20), which would keep them.
        md.preprocessors.register(_Differs(md), "bireview-differs", 24)
        # Before `reference` (15) and `paragraph` (10), which would take the division for text.
        md.parser.blockprocessors.register(_Generated(md, self), "bireview-generated", 65)
        # After code (190), escapes (180), links (170–110) and HTML (90) have been put out of the way, and before
        # emphasis (60), so that a key may hold underscores.
        md.inlinePatterns.register(_Marks(MARK.pattern, md, self), "bireview-marks", 85)
        # Python-Markdown's own, but for the brackets: "<5%[@a]，>10%" holds a mark and no address.
        md.inlinePatterns.register(AutomailInlineProcessor(r"<([^<> !\[\]]+@[^@<> ]+)>", md), "automail", 110)
        # After `inline` (20) and `attr_list` (8), which sets heading ids; before `toc` (5), which reads them.
        md.treeprocessors.register(_Blocks(md, self), "bireview-blocks", 7)
        md.treeprocessors.register(_Alignment(md), "bireview-alignment", 6)
        # After `toc` (5), which would take numbers and permalinks for words of the title, and after MkDocs' own link
        # resolver (0), which knows source files only and would warn of addresses on the site.
        md.treeprocessors.register(_Links(md, self), "bireview-links", -10)
        # Last: it takes marks, permalinks and links as they will be, and its own links are addresses on the site too.
        md.treeprocessors.register(_PageEnd(md, self), "bireview-page-end", -20)

    def reset(self) -> None:
        """Forget what the last text contained."""
        if self.rendering is not None:
            self.rendering.works.clear()
            self.rendering.notes.clear()
            self.rendering.mismatch = None


def makeExtension(**kwargs: Any) -> BireviewExtension:  # noqa: N802 - Python-Markdown's own interface
    """Entry point by which Python-Markdown finds the extension under the name `bireview`."""
    return BireviewExtension(**kwargs)


def review_of_text(text: str, *, bibliography: str, language: str) -> Rendering:
    """A review that consists of one page; its references are expected on a page `references/` beside it."""
    path = Path(bibliography)
    library, _ = load_library(path.read_text(encoding="utf-8") if bibliography else "", path.name)
    page, _ = read_page(text, language=language, slug="index", file="")
    pages = {language: (page,)}
    project = Project(Path(), Path("docs"), (language,), ("index",))
    review = Review(project, pages, library, (), (), (), number_citations(pages, library))
    return Rendering(review, page)


class _Processor:
    """What every processor here needs: the extension, whose `rendering` is set when a page begins."""

    extension: BireviewExtension

    @property
    def rendering(self) -> Rendering:
        rendering = self.extension.rendering
        assert rendering is not None  # noqa: S101 - set by the host or by _ReadAlone, before anything else runs
        return rendering


class _ReadAlone(Preprocessor):
    """Without a host: take the text itself for the whole review."""

    def __init__(self, md: Markdown, extension: BireviewExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        self.extension.rendering = review_of_text(
            "\n".join(lines),
            bibliography=self.extension.getConfig("bibliography"),
            language=self.extension.getConfig("language"),
        )
        return lines


class _Differs(Preprocessor):
    """Takes out the comments by which authors speak to the checker."""

    def run(self, lines: list[str]) -> list[str]:
        return DIFFERS.sub("", "\n".join(lines)).split("\n")


class _Generated(BlockProcessor, _Processor):
    """Fills `::: {#references}` and its like."""

    def __init__(self, md: Markdown, extension: BireviewExtension) -> None:
        super().__init__(md.parser)
        self.md = md
        self.extension = extension

    def test(self, parent: etree.Element, block: str) -> bool:
        found = GENERATED.fullmatch(block.strip())
        return bool(found) and found["name"] in GENERATORS if found else False

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        found = GENERATED.fullmatch(blocks.pop(0).strip())
        if found:
            html = GENERATORS[found["name"]](self.rendering.fragments)
            etree.SubElement(parent, "p").text = self.md.htmlStash.store(html.strip())


class _Marks(InlineProcessor, _Processor):
    """Turns a mark into an element; numbers and ids, which depend on document order, are filled in by `_Links`."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, extension: BireviewExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the base class types the older, two-way signature
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        element = self._note(m["note"]) if m["note"] else self._citation(m)
        return (None, None, None) if element is None else (element, m.start(), m.end())

    def _note(self, identifier: str) -> etree.Element | None:
        note = self.rendering.review.note.get(identifier)
        if note is None:
            return None
        labels = self.rendering.fragments.labels
        self.rendering.notes.append(identifier)
        # A button and a popover open the note without any script.
        button = etree.Element(
            "button",
            {
                "type": "button",
                "class": "note-mark",
                "popovertarget": f"note-{identifier}",
                "data-note": identifier,
                "aria-label": f"{labels['note']} {identifier}",
            },
        )
        button.text = labels["note_mark"]
        return button

    def _citation(self, found: re.Match[str]) -> etree.Element | None:
        mark = parse_mark(found)
        works, unknown = resolve(mark, self.rendering.review.library)
        if mark.error or (unknown and not works):
            names = unknown or (found[0].strip("[]^"),)
            element = etree.Element("sup", {"class": "citation citation-unknown"})
            label = self.rendering.fragments.labels["unknown_citation"]
            element.text = "[" + "; ".join(label.format(key=name) for name in names) + "]"
            return element
        if mark.bare:
            # A link only in `_Links`, which knows its address: MkDocs' link resolver fails on one without.
            link = etree.Element("span", {"class": "reference-number", "data-key": works[0].key})
            link.text = str(self.rendering.review.numbering.numbers.get(works[0].key, "?"))
            return link
        self.rendering.works.append(works)
        element = etree.Element("sup", {"class": "citation", "data-mark": str(len(self.rendering.works) - 1)})
        if unknown:
            element.set("data-unknown", "; ".join(unknown))
        return element


def _parting(message: str, read: Sequence[Location], index: int, page: Page) -> Problem:
    """What parser and checker read differently, at what the checker read there, or at the end of it."""
    here = read[index] if index < len(read) else None
    return Problem(
        "scan-mismatch",
        here or Location(page.file),
        f"{message}; they part {'here' if here else 'at the end'}",
        "Give HTML, lists and code there a blank line before and after them, or write plain Markdown.",
    )


class _Blocks(Treeprocessor, _Processor):
    """Gives paragraphs their ids and notes, and headings a name without marks for the table of contents."""

    def __init__(self, md: Markdown, extension: BireviewExtension) -> None:
        super().__init__(md)
        self.md: Markdown = md
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        rendering = self.rendering
        self._compare_marks(root)
        blocks = [block for block in rendering.page.blocks if block.kind in NUMBERED_KINDS]
        elements = list(self._elements(root))
        # Headings count too: a paragraph's id names its section.
        read: list[Heading | Block] = [*rendering.page.headings, *blocks]
        read.sort(key=lambda part: part.location.line)
        found = [_KINDS.get(element.tag, element.tag) for element in self._elements(root, headings=True)]
        expected = [part.kind if isinstance(part, Block) else f"h{part.level}" for part in read]
        if found != expected:
            first = next((i for i, pair in enumerate(zip(found, expected, strict=False)) if pair[0] != pair[1]), None)
            index = min(len(found), len(expected)) if first is None else first
            rendering.mismatch = rendering.mismatch or _parting(
                f"the parser sees {len(found)} blocks and headings and the checker {len(expected)}",
                [part.location for part in read],
                index,
                rendering.page,
            )
        for element in root.iter():
            if element.tag in _HEADINGS and element.find(".//sup[@data-mark]") is not None:
                element.set("data-toc-label", "".join(_words(element)).strip())
        for element, block in zip(elements, blocks, strict=False):
            self._block(root, element, block)

    def _elements(self, root: etree.Element, *, headings: bool = False) -> Iterator[etree.Element]:
        """Top-level elements that are numbered blocks; a paragraph that only holds stashed HTML is none."""
        for element in root:
            if headings and element.tag in _HEADINGS:
                yield element
            if element.tag not in _KINDS:
                continue
            if element.tag == "p" and not len(element):
                stashed = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
                if stashed and self._is_block(int(stashed[1])):
                    continue
            yield element

    def _is_block(self, index: int) -> bool:
        html = self.md.htmlStash.rawHtmlBlocks[index]
        if not isinstance(html, str):
            return True
        tag = re.match(r"\s*<(?:/?([A-Za-z][\w-]*)|!--)", html)
        return bool(tag) and (tag[1] is None or self.md.is_block_level(tag[1].lower())) if tag else False

    def _compare_marks(self, root: etree.Element) -> None:
        rendering = self.rendering
        seen = [rendering.works[int(sup.get("data-mark", "0"))] for sup in root.iter("sup") if sup.get("data-mark")]
        library = rendering.review.library
        expected = [
            works
            for placed in rendering.page.marks
            if not placed.mark.bare and (works := resolve(placed.mark, library)[0])
        ]
        if seen != expected:
            index = next(
                (i for i, pair in enumerate(zip(seen, expected, strict=False)) if pair[0] != pair[1]),
                min(len(seen), len(expected)),
            )
            rendering.mismatch = _parting(
                f"the parser sees {len(seen)} citation marks and the checker {len(expected)}",
                [placed.location for placed in rendering.page.marks if not placed.mark.bare],
                index,
                rendering.page,
            )

    def _block(self, root: etree.Element, element: etree.Element, block: Block) -> None:
        """Set the id, add the links beside the block, and put the notes that are marked in it after it."""
        fragments = self.rendering.fragments
        tools = fragments.tools(block)
        position = list(root).index(element)
        if element.tag == "p":
            review, page = self.rendering.review, self.rendering.page
            foreign = foreign_language("".join(element.itertext()), page.language, review.project.languages)
            if foreign:
                element.set("lang", LANGUAGES[foreign].tag)
            element.set("id", block.anchor)
            _append_html(self.md, element, tools)
        else:
            wrapper = etree.Element("div", {"class": "block", "id": block.anchor})
            root.remove(element)
            root.insert(position, wrapper)
            wrapper.append(element)
            _append_html(self.md, wrapper, tools)
        for button in element.iter("button"):
            target = button.get("popovertarget", "")
            note = self.rendering.review.note.get(target.removeprefix("note-"))
            if button.get("class") == "note-mark" and note:
                position += 1
                html = etree.Element("p")
                html.text = self.md.htmlStash.store(fragments.render("note", note=note).strip())
                root.insert(position, html)


class _Alignment(Treeprocessor):
    """Aligns the cells of a table (`---:`) by a class: pages may hold no `style`, which is how `tables` says it."""

    def run(self, root: etree.Element) -> None:
        for cell in chain(root.iter("th"), root.iter("td")):
            if found := _ALIGNED.fullmatch(cell.get("style", "")):
                del cell.attrib["style"]
                cell.set("class", f"{cell.get('class', '')} align-{found[1]}".strip())


def _append_html(md: Markdown, element: etree.Element, html: str) -> None:
    """Put HTML at the end of an element; MkDocs' link resolver, which knows source files only, does not see it."""
    stashed = md.htmlStash.store(html.strip())
    if len(element):
        element[-1].tail = (element[-1].tail or "") + stashed
    else:
        element.text = (element.text or "") + stashed


def _words(element: etree.Element) -> Iterator[str]:
    """The text of a heading without its citation marks and notes."""
    if element.tag == "button" or (element.tag == "sup" and element.get("data-mark")):
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _words(child)
        if child.tail:
            yield child.tail


class _Links(Treeprocessor, _Processor):
    """Fills citation marks with their numbers, sets the type, and adds what is offered beside headings and for all."""

    def __init__(self, md: Markdown, extension: BireviewExtension) -> None:
        super().__init__(md)
        self.md: Markdown = md
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        fragments = self.rendering.fragments
        page = self.rendering.page
        headings = {heading.id: heading for heading in page.headings}
        before = self.rendering.review.numbering.before
        counts = Counter(before.get(page.language, {}).get(page.slug, {}))
        set_emphasis(root)
        keep_punctuation(root)
        print_addresses(root)
        for element in list(root.iter()):
            if element.tag == "sup" and element.get("data-mark"):
                self._number(element, counts)
            elif element.tag == "span" and element.get("data-key"):
                element.tag = "a"
                element.set("href", fragments.url("references", f"ref-{element.attrib.pop('data-key')}"))
            elif element.tag in _HEADINGS - {"h1"} and element.get("id") in headings:
                _append_html(self.md, element, fragments.tools(headings[element.attrib["id"]]))
        title = next((element for element in root if element.tag == "h1"), None)
        if title is not None:
            html = etree.Element("p")
            html.text = self.md.htmlStash.store(fragments.page_tools().strip())
            root.insert(list(root).index(title) + 1, html)

    def _number(self, sup: etree.Element, counts: Counter[str]) -> None:
        """Fill a mark: numbers as links, an id for each work it cites, all its works where a range hides some."""
        rendering = self.rendering
        works = rendering.works[int(sup.attrib.pop("data-mark"))]
        unknown = sup.attrib.pop("data-unknown", "")
        numbers = rendering.review.numbering.numbers
        labels = rendering.fragments.labels
        style = LANGUAGES[rendering.page.language].citation
        if any(work.key not in numbers for work in works):
            # A mark that only the parser sees; the mismatch has been noted.
            sup.text = f"{style.opening}{'; '.join(labels['unknown_citation'].format(key=w.key) for w in works)}"
            sup.text += style.closing
            return
        ids = {}
        for work in works:
            counts[work.key] += 1
            ids[work.key] = f"cite-{work.key}-{counts[work.key]}"
        parts = set_numbers(works, numbers, style.range_from)
        ordered = [work for part in parts for work in part.works]
        sup.set("id", ids[ordered[0].key])
        if LANGUAGES[rendering.page.language].direction == "rtl":
            sup.set("dir", "ltr")  # Or a range would be shown with its ends exchanged.
        if len(works) > 1:
            sup.set("data-cites", " ".join(work.key for work in ordered))
        last: etree.Element | None = None

        def write(text: str) -> None:
            if last is None:
                sup.text = (sup.text or "") + text
            else:
                last.tail = (last.tail or "") + text

        def link(work: CitedWork) -> etree.Element:
            number = str(numbers[work.key])
            attributes = {
                "href": rendering.fragments.url("references", f"ref-{work.key}"),
                "data-cite": work.key,
                "aria-label": labels["citation"].format(number=number),
            }
            if ids[work.key] != sup.get("id"):
                attributes["id"] = ids[work.key]
            element = etree.SubElement(sup, "a", attributes)
            element.text = number
            return element

        write(style.opening)
        for index, part in enumerate(parts):
            if index:
                write(style.separator)
            last = link(part.works[0])
            if len(part.works) > 1:
                for hidden in part.works[1:-1]:
                    last = etree.SubElement(sup, "span", {"id": ids[hidden.key]})
                write(style.range_dash)
                last = link(part.works[-1])
            if part.works[0].locator:
                write(style.locator.format(text=part.works[0].locator))
        if unknown:
            write(f"{style.separator} {labels['unknown_citation'].format(key=unknown)}")
        write(style.closing)


class _PageEnd(Treeprocessor, _Processor):
    """Links the terms of a page and puts after its text the works that it cites and what is said of its terms."""

    def __init__(self, md: Markdown, extension: BireviewExtension) -> None:
        super().__init__(md)
        self.md: Markdown = md
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        rendering = self.rendering
        page, fragments = rendering.page, rendering.fragments
        terms: tuple[str, ...] = ()
        if rendering.review.glossary and fragments.has("glossary"):
            texts = {block.anchor for block in page.blocks if block.anchor and is_article(page, block.heading)}
            linker = TermLinker(
                rendering.review.terms[page.language],
                lambda term: fragments.url("glossary", f"term-{term}"),
                self.md.htmlStash.rawHtmlBlocks,
            )
            terms = linker.link(root, lambda element: element.get("id") in texts)
        keys = {work.key for works in rendering.works for work in works}
        html = page_end(fragments, keys if fragments.has("references") else set(), terms).strip()
        if html:
            etree.SubElement(root, "p").text = self.md.htmlStash.store(html)
