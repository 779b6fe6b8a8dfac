"""Sections and record → the pages' Markdown, and where each section went."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from bireview.importing.inline import Inline
from bireview.importing.parts import Section
from bireview.importing.record import Article, Front
from bireview.importing.slugs import slug_of
from bireview.importing.traced import Ledger, Traced, joined
from bireview.importing.words import INTRODUCTION

# The headings that the site writes itself, by language.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "abstract": "摘要", "keywords": "关键词", "contents": "目录", "references": "参考文献", "declarations": "声明",
        "conflict": "利益冲突", "contributions": "作者贡献", "acknowledgements": "致谢", "home": "首页",
        "all": "本文引用的全部文献。", "declared": "本文的声明。",
    },
    "en": {
        "abstract": "Abstract", "keywords": "Keywords", "contents": "Contents", "references": "References",
        "declarations": "Declarations", "conflict": "Conflict of interest", "contributions": "Author contributions",
        "acknowledgements": "Acknowledgements", "home": "Home", "all": "All works that the review cites.",
        "declared": "The declarations of the article.",
    },
}  # fmt: skip
_DECLARATION_IDS = {"conflict": "conflict-of-interest", "contributions": "author-contributions"}
_MARK = re.compile(r"\[-?@[^\[\]]*\]")


@dataclass(frozen=True)
class PlacedSection:
    """Where a section of the manuscript went; a manuscript in the other language puts its counterpart there too."""

    number: str
    slug: str
    id: str


@dataclass
class Pages:
    """The pages of one language: Markdown by slug, in reading order, and where each section went."""

    language: str
    files: dict[str, str] = field(default_factory=dict)
    sections: list[PlacedSection] = field(default_factory=list)


def words(language: str) -> Mapping[str, str]:
    """The words that the import itself writes in a language; English ones for a language that it does not know."""
    return _WORDS.get(language, _WORDS["en"])


def write_pages(
    sections: Sequence[Section], language: str, inline: Inline, ledger: Ledger, counterparts: Sequence[PlacedSection]
) -> Pages:
    """Write the sections of the text: each at the top level becomes a page."""
    pages = Pages(language)
    taken: set[str] = set()
    top = _levels(sections)
    body: list[str] = []
    slug = ""
    titles: dict[str, str] = {}
    firsts: dict[str, str] = {}
    for index, (section, level) in enumerate(zip(sections, top, strict=True)):
        number = section.found.number if section.found else ()
        title = _title(section, language, inline)
        place = _counterpart(number, index, sections, counterparts)
        identifier = place.id if place else slug_of(title.text, number, taken)
        if level == 1:
            slug = place.slug if place else identifier
            body = []
        destination = f"docs/{language}/{slug}.md"
        pages.sections.append(PlacedSection(".".join(map(str, number)), slug, identifier))
        if section.found:
            mark = section.found.mark.strip()
            if mark:
                ledger.change(mark, ".".join(map(str, number)), "a heading's number or mark")
            ledger.place(destination, title)
        shown = f"{'.'.join(map(str, number))} {title.text}".strip()
        body.append(f"{'#' * level} {shown} {{#{identifier}}}")
        for block in section.blocks:
            written = _block(block.kind, block.text, inline)
            ledger.place(destination, written)
            body.append(written.text)
            if block.kind == "paragraph":
                firsts.setdefault(slug, written.text)
        pages.files[slug] = "\n\n".join(body)
        if level == 1:
            titles[slug] = plain(title.text)
    for slug, text in pages.files.items():
        description = first_sentence(firsts.get(slug, "")) or titles[slug]
        front = _front_matter({"title": titles[slug], "description": description})
        pages.files[slug] = f"{front}\n\n{text}\n"
    return pages


def _levels(sections: Sequence[Section]) -> list[int]:
    """The depth of each section, 1 for a page: that of its number, or else of its marks."""
    marks = [s.found.marks for s in sections if s.found and s.found.marks]
    numbered = [s.found.marks - len(s.found.number) for s in sections if s.found and s.found.marks and s.found.number]
    top = numbered[0] + 1 if numbered else min(marks, default=1)
    levels: list[int] = []
    for section in sections:
        found = section.found
        if found and found.below:
            levels.append(min(2, (levels[-1] if levels else 0) + 1))
            continue
        level = (
            len(found.number)
            if found and found.number
            else max(found.marks - top + 1, 1)
            if found and found.marks
            else 1
        )
        levels.append(min(level, (levels[-1] if levels else 0) + 1, 6))
    return levels


def _title(section: Section, language: str, inline: Inline) -> Traced:
    if section.found is None:
        return Traced.added(INTRODUCTION.get(language, INTRODUCTION["en"]))
    return inline.write(section.found.title.strip())


def _counterpart(
    number: tuple[int, ...], index: int, sections: Sequence[Section], counterparts: Sequence[PlacedSection]
) -> PlacedSection | None:
    """The section of the other language's manuscript that has this number, or, without one, this place in a row."""
    if number:
        wanted = ".".join(map(str, number))
        return next((c for c in counterparts if c.number == wanted), None)
    nth = sum(not (s.found and s.found.number) for s in sections[:index])
    bare = [c for c in counterparts if not c.number]
    return bare[nth] if nth < len(bare) else None


def _block(kind: str, text: Traced, inline: Inline) -> Traced:
    if kind == "paragraph":
        return inline.write(text)
    if text.text.startswith("```"):
        return text
    pieces, start = [], 0
    for end in [*(m.start() for m in re.finditer("\n", text.text)), len(text)]:
        line = text[start:end]
        lead = len(line.text) - len(line.text.lstrip("\n "))
        escape, inline.escape = inline.escape, False
        pieces += [line[:lead], inline.write(line[lead:])]
        inline.escape = escape
        start = end
    return joined(pieces)


def plain(text: str) -> str:
    """Text without citation marks, emphasis and escapes, for titles and descriptions."""
    text = re.sub(
        r"\\(?=[\\`*_{}\[\]()#+.!<>~^|-])|[\^~](?=[^\s^~]{1,20}[\^~])|(?<=[^\s^~])[\^~]", "", _MARK.sub("", text)
    )
    return re.sub(r"\*\*|__|\*(?=\S)|(?<=\S)\*", "", text).strip()


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph, for search engines, cut where it is long."""
    text = plain(text)
    sentence = re.match(r".{10,}?(?:[。！？]|(?<!\bal)(?<!\bvs)[.!?](?=\s|\Z))|.+", text, re.DOTALL)
    shown = sentence[0] if sentence else ""
    return shown if len(shown) <= 200 else f"{shown[:199].rstrip()}…"


def write_home(article: Article, language: str, inline: Inline, ledger: Ledger) -> str:
    """The home page: record, abstract, keywords, contents."""
    front = article.front(language)
    other = next((f.title for name, f in article.by_language.items() if name != language), "")
    labels = words(language)
    destination = f"docs/{language}/index.md"
    title = front.title or other
    abstract = [inline.write(text) for text in front.abstract]
    for text in abstract:
        ledger.place(destination, text)
    description = (first_sentence(abstract[0].text) if abstract else "") or title
    record = _record(article, front, other)
    parts = [
        _front_matter({"title": plain(title), "description": description[:200], "article": record}),
        f"# {_escape_title(title, inline)} {{#title}}",
        "::: {#article}\n:::",
    ]
    if abstract:
        parts += [f"## {labels['abstract']} {{#abstract}}", *(text.text for text in abstract)]
    if front.keywords:
        separator = "；" if language == "zh" else "; "
        parts += [f"## {labels['keywords']} {{#keywords}}", separator.join(front.keywords)]
    parts += [f"## {labels['contents']} {{#contents}}", "::: {#contents}\n:::"]
    return "\n\n".join(parts) + "\n"


def _escape_title(title: str, inline: Inline) -> str:
    return re.sub(r"([*_`\\<])", r"\\\1", title) if inline.escape else title


def _record(article: Article, front: Front, other_title: str) -> dict[str, object]:
    shared = article.shared
    authors = []
    for author in front.authors:
        row: dict[str, object] = {"name": author.name}
        if author.latin and author.latin != author.name:
            row["latin"] = author.latin
        if author.orcid:
            row["orcid"] = author.orcid
        if author.corresponding:
            row["corresponding"] = True
        authors.append(row)
    record: dict[str, object] = {
        "type": front.type,
        "original_title": other_title,
        "authors": authors,
        "affiliation": front.affiliation,
        "keywords": list(front.keywords),
        "journal": front.journal,
        "year": int(shared.year) if shared.year else "",
        "volume": shared.volume,
        "issue": shared.issue,
        "pages": shared.pages,
        "doi": shared.doi,
        "received": shared.received,
        "accepted": shared.accepted,
        "funding": [{"name": name, "numbers": numbers} for name, numbers in front.funding],
        "editor": front.editor,
    }
    return {name: value for name, value in record.items() if value}


def write_references_page(language: str) -> str:
    """The page on which the site prints the reference list."""
    labels = words(language)
    front = _front_matter({"title": labels["references"], "description": labels["all"], "hide": ["toc"]})
    return f"{front}\n\n# {labels['references']} {{#references}}\n\n::: {{#references}}\n:::\n"


def write_declarations(front: Front, language: str, inline: Inline, ledger: Ledger) -> str:
    """The page of declarations, '' when the article makes none."""
    if not front.declarations:
        return ""
    labels = words(language)
    parts = [
        _front_matter({"title": labels["declarations"], "description": labels["declared"]}),
        f"# {labels['declarations']} {{#declarations}}",
    ]
    for name, text in front.declarations:
        written = inline.write(text)
        ledger.place(f"docs/{language}/declarations.md", written)
        parts += [f"## {labels[name]} {{#{_DECLARATION_IDS.get(name, name)}}}", written.text]
    return "\n\n".join(parts) + "\n"


def _front_matter(fields: Mapping[str, object]) -> str:
    text = yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---"
