"""Generated parts of pages, as HTML: reference list, notes, glossary, evidence table, contents, article record.

Templates are Jinja2 with autoescape and strict undefined, in an environment of the engine's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from bireview.article import read_article
from bireview.bibliography.exports import EXPORTS
from bireview.bibliography.identifiers import doi_url, pmid_url, pubmed_search_url
from bireview.bibliography.model import Library, Reference
from bireview.bibliography.rich_text import html_of
from bireview.bibliography.styles import STYLES
from bireview.citations.marks import MARK, parse_mark
from bireview.citations.numbering import Place, resolve
from bireview.downloads import ARTICLE, LIST, article_references, listed, reference_path
from bireview.entries import Term
from bireview.language import Language, direction_of
from bireview.languages import LANGUAGES
from bireview.model import Block, Heading
from bireview.parity.quantities.visible_text import visible_text
from bireview.review import Review, is_article
from bireview.typography import HAN

_INLINE = re.compile(r"\^(?P<sup>[^^\s]+)\^|~(?P<sub>[^~\s]+)~|\*(?P<em>[^*]+)\*")


def relative_url(slug: str, target: str, anchor: str = "") -> str:
    """The address of page `target` as seen from page `slug`, both served as folders (`mechanisms/`)."""
    if slug == target:
        return f"#{anchor}" if anchor else "./"
    path = _path(slug, target)
    return f"{path}#{anchor}" if anchor else path or "./"


@lru_cache(maxsize=1 << 16)
def _path(slug: str, target: str) -> str:
    here, there = (re.sub(r"(?:^|/)index$", "", name) for name in (slug, target))  # A folder's index is the folder.
    up = "../" * (here.count("/") + 1) if here else ""
    return f"{up}{there}/" if there else up


def language_tag(name: str) -> str:
    """The BCP 47 tag for a language's folder name; another name, such as a work's language, is a tag already."""
    return LANGUAGES[name].tag if name in LANGUAGES else name


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of the engine, with autoescape and strict undefined."""
    environment = Environment(
        loader=PackageLoader("bireview"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # or every fragment would begin with a look at its file
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["doi_url"] = doi_url
    return environment


@lru_cache(maxsize=1)
def _tools() -> Macro:
    """A macro and no template of its own: it is used for every paragraph, and needs nothing of the page."""
    macro: Macro = environment().get_template("tools.html.j2").module.tools  # type: ignore[attr-defined] # its own name
    return macro


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
        template = environment().get_template(f"{name}.html.j2")
        return template.render(
            review=self.review,
            language=LANGUAGES[self.language],
            folder=self.language,
            labels=self.labels,
            numbers=self.review.numbering.numbers,
            url=self.url,
            file=self.file,
            exports=EXPORTS,
            direction_of=direction_of,
            inline=self.inline,
            say=self.say,
            parenthesis=self.parenthesis,
            tag=language_tag,
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

    def has(self, target: str) -> bool:
        """Whether there is such a page beside this one; a text rendered on its own has none."""
        return target != self.slug and (self.language, target) in self.review.page

    def elsewhere(self, language: str, anchor: str = "") -> str:
        """The address of the page's counterpart in another language."""
        default = self.review.project.languages[0]
        here, there = (self.slug if name == default else f"{name}/{self.slug}" for name in (self.language, language))
        return relative_url(here, there, anchor)

    @cached_property
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
        return str(_tools()(anchor, name, list(self._links(part)))).strip()

    def page_tools(self) -> str:
        """What scripts offer for the whole page: the text side by side with its counterpart."""
        return self.render("page_tools", others=[other.language for other in self.counterparts])

    def _links(self, part: Block | Heading) -> Iterator[tuple[str, str, str]]:
        """For every other language its tag, and address and name of what corresponds to a part of this page.

        Where nothing does, the link leads to the section or else to the page, and its name says so.
        """
        section = part.heading if isinstance(part, Block) else part
        for other in self.counterparts:
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
            return self.labels["semicolon"].join(parts)
        return str(value)


def _emphasis(text: str) -> Markup:
    def tag(found: re.Match[str]) -> str:
        name = found.lastgroup or ""
        dotted = ' class="dotted"' if name == "em" and HAN.search(found[name]) else ""
        return f"<{name}{dotted}>{found[name]}</{name}>"

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


def page_end(fragments: Fragments, keys: Set[str], terms: Sequence[str]) -> str:
    """What stands after the text of a page: the works it cites, and what its cards say of the terms that it links."""
    review = fragments.review
    numbers, linked = review.numbering.numbers, frozenset(terms)
    return fragments.render(
        "page_end",
        works=[review.library[key] for key in sorted(keys & numbers.keys(), key=lambda key: numbers[key])],
        places=review.numbering.places.get(fragments.language, {}),
        printed=partial(_printed, fragments),
        notes={key: [note.id for note in review.notes_of.get(key, ())] for key in keys},
        pubmed=_pubmed,
        bibtex=lambda key: fragments.file(f"{reference_path(key)}.bib"),
        terms=[term for term in review.glossary if term.id in linked],
        others=_other_languages(fragments),
    )


def _pubmed(work: Reference) -> str:
    """Where PubMed has a work: by its PMID, else by its DOI, which PubMed looks up."""
    if work.pmid:
        return pmid_url(work.pmid)
    return pubmed_search_url(work.doi) if work.doi else ""


def _printed(fragments: Fragments, work: Reference) -> list[tuple[str, Markup]]:
    """A work in the style of the page's language, and its twin where that language prints both: (tag, HTML).

    An address that the work's own text links already is not linked again in its twin's.
    """
    review, language = fragments.review, fragments.language
    if not _last_printed or _last_printed[0][0] is not review.library:
        _last_printed[:] = [(review.library, {})]
    known, name = _last_printed[0][1], (language, review.project.style(language), work.key)
    if name not in known:
        known[name] = _print(fragments, work)
    return known[name]


_last_printed: list[tuple[Library, dict[tuple[str, str, str], list[tuple[str, Markup]]]]] = []
"""The last library with its works as they are printed in a language and style, in the list and on every page."""


def _print(fragments: Fragments, work: Reference) -> list[tuple[str, Markup]]:
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
    return fragments.render(
        "glossary",
        others=_other_languages(fragments),
        places={term.id: tuple(places.items()) for term, places in _term_places(fragments)},
        also=lambda term: "|".join(name for names in term.also.values() for name in names),
    )


def _other_languages(fragments: Fragments) -> list[tuple[str, Language, str]]:
    """Each language but the page's: its folder, itself, and what the page's language calls it."""
    own = LANGUAGES[fragments.language]
    others = [(name, LANGUAGES[name]) for name in fragments.review.project.languages if name != fragments.language]
    return [(name, other, own.name_of(name, other)) for name, other in others]


def _term_places(fragments: Fragments) -> Iterator[tuple[Term, dict[str, str]]]:
    """For each term the address and name of every section that uses it, at its first paragraph there.

    A term that no name finds (the text says it in other words) is in the section that the glossary names.
    """
    review, words = fragments.review, LANGUAGES[fragments.language].quantities
    places: dict[str, dict[str, str]] = {term.id: {} for term in review.glossary}
    sections: dict[str, tuple[str, Heading]] = {}
    for page in review.pages[fragments.language]:
        sections |= {heading.token: (fragments.url(page.slug, heading.id), heading) for heading in page.headings}
        seen = set()
        for block in page.blocks:
            if not (block.anchor and is_article(page, block.heading)):
                continue
            text = visible_text(block.text, words.decimal_mark).text.replace("^", "")
            for _, _, name in review.terms[fragments.language].find(text):
                if (name, block.heading) not in seen:
                    seen.add((name, block.heading))
                    address = fragments.url(page.slug, block.anchor)
                    places[name][address] = fragments.section_name(block.heading)
    for term in review.glossary:
        if not places[term.id] and term.section in sections:
            address, heading = sections[term.section]
            places[term.id][address] = fragments.section_name(heading)
        yield term, places[term.id]


def _evidence(fragments: Fragments) -> str:
    return fragments.render("evidence")


def _contents(fragments: Fragments) -> str:
    pages = [page for page in fragments.review.pages[fragments.language] if page.slug != fragments.slug]
    return fragments.render("contents", pages=pages)


def _article(fragments: Fragments) -> str:
    page = fragments.review.page[fragments.language, fragments.slug]
    others = [name for name in fragments.review.project.languages if name != fragments.language]
    # A name in Latin letters is still one of the page's language.
    latin = f"{LANGUAGES[fragments.language].tag.partition('-')[0]}-Latn"
    article, _ = read_article(page.front.get("article"))
    return fragments.render("article", other=LANGUAGES[others[0]] if others else None, latin=latin, article=article)


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
