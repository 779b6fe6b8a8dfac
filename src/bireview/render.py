"""Generated parts of pages, as HTML: reference list, notes, glossary, evidence table, contents, article record.

Templates are Jinja2 with autoescape and strict undefined, in an environment of the engine's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bireview.article import read_article
from bireview.bibliography.exports import EXPORTS
from bireview.bibliography.identifiers import doi_url
from bireview.bibliography.model import Reference
from bireview.bibliography.rich_text import html_of
from bireview.bibliography.styles import STYLES
from bireview.citations.marks import MARK, parse_mark
from bireview.citations.numbering import Place, resolve
from bireview.downloads import ARTICLE, LIST, article_references, listed, reference_path
from bireview.languages import LANGUAGES
from bireview.model import Block, Heading
from bireview.review import Review

_INLINE = re.compile(r"\^(?P<sup>[^^\s]+)\^|~(?P<sub>[^~\s]+)~|\*(?P<em>[^*]+)\*")


def relative_url(slug: str, target: str, anchor: str = "") -> str:
    """The address of page `target` as seen from page `slug`, both served as folders (`mechanisms/`)."""
    if slug == target:
        return f"#{anchor}" if anchor else "./"
    here, there = (re.sub(r"(?:^|/)index$", "", name) for name in (slug, target))  # A folder's index is the folder.
    up = "../" * (here.count("/") + 1) if here else ""
    path = f"{there}/" if there else ""
    return f"{up}{path}{f'#{anchor}' if anchor else ''}" or "./"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bireview"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["doi_url"] = doi_url
    return environment


class Fragments:
    """What the templates of one page see: the review, the page's language, and functions bound to both."""

    def __init__(self, review: Review, language: str, slug: str) -> None:
        """`language` is a folder name, `slug` the page on which the fragments will stand."""
        self.review = review
        self.language = language
        self.slug = slug
        self.labels = LANGUAGES[language].labels

    def render(self, name: str, **values: object) -> str:
        """Render `templates/NAME.html.j2`."""
        template = _environment().get_template(f"{name}.html.j2")
        return template.render(
            review=self.review,
            language=LANGUAGES[self.language],
            folder=self.language,
            labels=self.labels,
            numbers=self.review.numbering.numbers,
            url=self.url,
            file=self.file,
            exports=EXPORTS,
            inline=self.inline,
            say=self.say,
            parenthesis=self.parenthesis,
            place=self.place,
            section_name=self.section_name,
            elsewhere=self.elsewhere,
            anchor=self.anchor,
            **values,
        )

    def parenthesis(self, text: str) -> str:
        """Text in the brackets of the language, with the space before them where it has one."""
        return self.labels["parenthesis"].format(text=text)

    def url(self, target: str, anchor: str = "") -> str:
        """The address of another page of the same language."""
        return relative_url(self.slug, target, anchor)

    def elsewhere(self, language: str, anchor: str = "") -> str:
        """The address of the page's counterpart in another language."""
        default = self.review.project.languages[0]
        here, there = (self.slug if name == default else f"{name}/{self.slug}" for name in (self.language, language))
        return relative_url(here, there, anchor)

    def counterparts(self) -> tuple[Fragments, ...]:
        """What the templates see of the same page in every other language that has it."""
        others = (name for name in self.review.project.languages if name != self.language)
        return tuple(
            Fragments(self.review, name, self.slug) for name in others if (name, self.slug) in self.review.page
        )

    def tools(self, part: Block | Heading) -> str:
        """What stands beside a paragraph or a heading: the link to itself, and those to its counterparts."""
        anchor = part.anchor if isinstance(part, Block) else part.id
        name = self.labels["permalink_heading"]
        if isinstance(part, Block):
            name = self.labels["permalink"].format(place=self.place(part))
        return self.render("tools", own=anchor, label=name, links=list(self._links(part)))

    def page_tools(self) -> str:
        """What scripts offer for the whole page: the text side by side with its counterpart."""
        return self.render("page_tools", others=[other.language for other in self.counterparts()])

    def _links(self, part: Block | Heading) -> Iterator[tuple[str, str, str]]:
        """For every other language its tag, and address and name of what corresponds to a part of this page.

        Where nothing does, the link leads to the section or else to the page, and its name says so.
        """
        section = part.heading if isinstance(part, Block) else part
        for other in self.counterparts():
            page = self.review.page[other.language, self.slug]
            heading = next((heading for heading in page.headings if section and heading.id == section.id), None)
            anchor, name = heading.id if heading else "", other.labels["counterpart_missing"]
            if isinstance(part, Block):
                there, block = self.review.anchors.get((other.language, part.anchor), (None, part))
                if there is page:
                    anchor, name = part.anchor, other.labels["counterpart"].format(place=other.place(block))
            elif heading:
                name = other.labels["counterpart"].format(place=other.section_name(heading))
            yield LANGUAGES[other.language].tag, self.elsewhere(other.language, anchor), name

    def file(self, path: str) -> str:
        """The address of a file that all languages share, by its path from the site's root."""
        folder = "" if self.language == self.review.project.languages[0] else f"{self.language}/"
        page = relative_url("index", self.slug).removeprefix("./")
        return "../" * (folder + page).count("/") + quote(path)

    def section_name(self, heading: Heading | None) -> str:
        """How a section is called in a line of text: its number, else its title."""
        return "" if heading is None else heading.number or heading.title

    def place(self, block: Block) -> str:
        """Where a block is, for people: `2.2 ¶3`, or the section alone for what stands in a heading."""
        section = self.section_name(block.heading)
        return self.labels["place"].format(section=section, n=block.n) if block.n else section

    def anchor(self, anchor: str) -> tuple[str, str]:
        """The address and the name of a paragraph id, wherever in the review it is."""
        found = self.review.anchors.get((self.language, anchor))
        if found is None:
            return "", anchor
        page, block = found
        return self.url(page.slug, anchor), self.place(block)

    def inline(self, text: str) -> Markup:
        """Text of the data files: `^super^`, `~sub~`, `*emphasis*` and `[-@key]`, everything else as it stands."""
        out, position = [], 0
        for found in MARK.finditer(text):
            out.append(_emphasis(text[position : found.start()]))
            out.append(self._number(found))
            position = found.end()
        out.append(_emphasis(text[position:]))
        return Markup("").join(out)

    def _number(self, found: re.Match[str]) -> Markup:
        if found["note"]:
            return Markup('<a href="{}">{}</a>').format(self.url("notes", f"note-{found['note']}"), found["note"])
        mark = parse_mark(found)
        if mark.error:
            return escape(mark.text)
        works, unknown = resolve(mark, self.review.library)
        links = [
            Markup('<a class="reference-number" href="{}">{}</a>').format(
                self.url("references", f"ref-{work.key}"), self.review.numbering.numbers.get(work.key, "–")
            )
            for work in works
        ]
        return Markup(", ").join([*links, *unknown])

    def say(self, value: object) -> str:
        """A value of a data file in the page's language: a text, a number, or one text for each of several sections."""
        if isinstance(value, dict):
            return str(value.get(self.language, value.get("value", "")))
        if isinstance(value, list):
            parts = []
            for item in value:
                section = f"{item['section']} " if isinstance(item, dict) and item.get("section") else ""
                parts.append(section + self.say(item))
            return "; ".join(parts) if LANGUAGES[self.language].spaced else "；".join(parts)
        return str(value)


def _emphasis(text: str) -> Markup:
    def tag(found: re.Match[str]) -> str:
        name = found.lastgroup or ""
        return f"<{name}>{found[name]}</{name}>"

    return Markup(_INLINE.sub(tag, str(escape(text))))  # noqa: S704 - escaped just before


def _references(fragments: Fragments) -> str:
    review = fragments.review
    places: Mapping[str, tuple[Place, ...]] = review.numbering.places.get(fragments.language, {})
    return fragments.render(
        "references",
        works=listed(review),
        places=places,
        printed=partial(_printed, fragments),
        # A text rendered on its own has no site with files beside it.
        whole=LIST if (fragments.language, "references") in review.page else "",
        export_path=reference_path,
    )


def _printed(fragments: Fragments, work: Reference) -> list[tuple[str, Markup]]:
    """A work in the style of the page's language, and its twin where that language prints both: (tag, HTML).

    An address that the work's own text links already is not linked again in its twin's.
    """
    style = STYLES[fragments.review.project.style(fragments.language)]
    texts = [(work.langid, style(work))]
    if work.twin and LANGUAGES[fragments.language].twins:
        linked = {run.url for run in texts[0][1]}
        twin = (replace(run, url="") if run.url in linked else run for run in style(work.twin))
        texts.append((work.twin.langid, tuple(twin)))
    return [(tag, html_of(runs)) for tag, runs in texts]


def _notes(fragments: Fragments) -> str:
    return fragments.render("notes")


def _glossary(fragments: Fragments) -> str:
    others = [language for language in fragments.review.project.languages if language != fragments.language]
    sections = {
        heading.token: (page, heading)
        for page in fragments.review.pages[fragments.language]
        for heading in page.headings
    }
    return fragments.render("glossary", others=others, sections=sections)


def _evidence(fragments: Fragments) -> str:
    return fragments.render("evidence")


def _contents(fragments: Fragments) -> str:
    pages = [page for page in fragments.review.pages[fragments.language] if page.slug != fragments.slug]
    return fragments.render("contents", pages=pages)


def _article(fragments: Fragments) -> str:
    page = fragments.review.page[fragments.language, fragments.slug]
    others = [name for name in fragments.review.project.languages if name != fragments.language]
    other = LANGUAGES[others[0] if others else fragments.language]
    return fragments.render("article", other=other, article=read_article(page.front.get("article"))[0])


def _cite_downloads(fragments: Fragments) -> str:
    if not article_references(fragments.review):
        return ""
    return fragments.render("cite_downloads", path=ARTICLE)


GENERATORS: Mapping[str, Callable[[Fragments], str]] = {
    "article": _article,
    "cite-downloads": _cite_downloads,
    "contents": _contents,
    "evidence": _evidence,
    "glossary": _glossary,
    "notes": _notes,
    "references": _references,
}
"""What `::: {#name}` can stand for."""
