"""Entries → the files that a browser fetches: what is common, postings and texts, cut so that little is enough.

Nothing here depends on a clock or on the order of a set: the same review gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import isqrt

from bireview.languages import LANGUAGES
from bireview.review import Review
from bireview.search.entries import collect_entries, page_address
from bireview.search.stop_words import stop_words
from bireview.search.tokens import RULES, elements, fold, read, runs
from bireview.search.variants import needed, simplified

POSTINGS_SIZE = 6_000
"""About how many characters of postings one file holds at least; a query fetches the files of its tokens."""
TEXTS_SIZE = 4_500
"""About how many bytes of text one file holds at least; a list of results fetches the files of its passages."""
FILE_GROWTH = 16
"""How many times the root of all there is a file of a large review holds."""
HAN = "\u3000"
"""Tokens from here on are Han characters."""
_HEAD = re.compile(r"[a-z]{5,}(?: [a-z]+)*")
KINDS = ("section", "evidence", "term", "note", "reference")


class _Postings:
    """Where each token stands, and how often.

    Of each passage twice the distance from the one before; odd when the next figure is how often it stands there.
    """

    def __init__(self) -> None:
        self.packed: dict[str, list[int]] = {}
        self._last: dict[str, int] = {}

    def add(self, passage: int, counts: Mapping[str, int]) -> None:
        """Add a passage, which comes after all before it."""
        packed, last = self.packed, self._last
        for token, times in counts.items():
            distance = 2 * (passage - last.get(token, 0))
            last[token] = passage
            row = packed.get(token)
            if row is None:
                row = packed[token] = []
            if times > 1:
                row += (distance + 1, times)
            else:
                row.append(distance)


@dataclass(frozen=True)
class _Concept:
    """A term of the glossary with the forms by which it is known, as sequences of elements."""

    forms: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]


@dataclass(frozen=True)
class SearchIndex:
    """What a browser fetches."""

    files: Mapping[str, str]
    """Texts by file name: `core.json`, `titles-zh.json`, `postings-0.json`, `texts-zh-0.json`."""
    version: str
    """A short name for the content of the files, so that a browser never mixes two builds."""


class Counts:
    """How often each token stands in each text of the review that was indexed last.

    For a server, which makes the index again after every edit: only new texts are read. A build would only pay for it
    in memory.
    """

    def __init__(self) -> None:
        self.concepts: Sequence[_Concept] = ()
        self.by_text: Mapping[str, Mapping[str, int]] = {}


_last: list[tuple[Review, SearchIndex]] = []
"""The review that was indexed last, and its index: every page of a build asks for the same."""


def search_index(review: Review, known: Counts | None = None) -> SearchIndex:
    """The index of a review, made once as long as it is the same one; `known` is used, and brought up to date."""
    if not _last or _last[0][0] is not review:
        files = _search_files(review, known)
        digest = sha256()
        for name, text in files.items():
            digest.update(f"{name}\n{text}\n".encode())
        _last[:] = [(review, SearchIndex(files, digest.hexdigest()[:10]))]
    return _last[0][1]


def _search_files(review: Review, known: Counts | None) -> Mapping[str, str]:
    """The files by name.

    A passage has one number for all languages; in postings it is `number × languages + language`.
    """
    entries = collect_entries(review)
    languages = review.project.languages
    variants = simplified()
    concepts = _concepts(review, variants)
    finder = _Finder(concepts)
    before = known.by_text if known and known.concepts == concepts else {}
    read_now: dict[str, Mapping[str, int]] = {}
    postings = _Postings()
    texts: dict[str, list[str | tuple[str, str]]] = {language: [] for language in languages}
    lengths: list[int] = []
    anchors: list[str] = []
    rows: list[list[object]] = []
    slugs = list(dict.fromkeys(entry.slug for entry in entries))
    for entry in entries:
        first = len(anchors)
        for position, passage in enumerate(entry.passages):
            number = len(anchors)
            anchors.append(passage.anchor if passage.anchor != entry.anchor else "")
            for index, language in enumerate(languages):
                text = passage.texts.get(language, "")
                shown = text if position else ""
                texts[language].append((shown, entry.doi) if entry.doi and position else shown)
                if entry.kind == "reference" and position:
                    # The same work in another style is no other text.
                    text = f"{text} {entry.hidden}" if index == 0 else ""
                elif entry.hidden and position == 1:
                    text = f"{text} {entry.hidden}"
                if not text:
                    lengths.append(0)
                    continue
                counts = before.get(text) or _count(text, variants, finder)
                if known:
                    read_now[text] = counts
                lengths.append(sum(counts.values()))
                postings.add(number * len(languages) + index, counts)
        row = [slugs.index(entry.slug), KINDS.index(entry.kind), entry.anchor, first]
        rows.append([*row, entry.number] if entry.number else row)
    if known:
        known.concepts, known.by_text = concepts, read_now
    shards = _cut_postings(postings.packed)
    core = {
        "languages": languages,
        "tags": {language: LANGUAGES[language].tag for language in languages},
        "rules": RULES,
        "pages": [
            [page_address(review, name, slug) if (name, slug) in review.page else None for name in languages]
            for slug in slugs
        ],
        "entries": rows,
        "anchors": anchors,
        "lengths": lengths,
        "concepts": [sorted(concept.forms) for concept in concepts],
        "heads": _heads(concepts, variants),
        "idle": " ".join(stop_words(postings.packed)),
        "shards": [next(iter(shard)) for shard in shards],
    }
    characters = set("".join(postings.packed))
    core["variants"] = "".join(f"{variant}{form}" for variant, form in needed(characters).items())
    files: dict[str, object] = {}
    for language in languages:
        chunks = _cut_texts(texts[language])
        core[f"texts-{language}"] = [start for start, _ in chunks]
        files |= {f"texts-{language}-{n}": chunk for n, (_, chunk) in enumerate(chunks)}
        files[f"titles-{language}"] = {
            "titles": [entry.titles.get(language, "") for entry in entries],
            "pages": [_page_title(review, language, slug) for slug in slugs],
            "terms": [concept.names[language] for concept in concepts],
            "labels": _labels(language, languages),
        }
    files |= {f"postings-{n}": shard for n, shard in enumerate(shards)}
    files["core"] = core
    files["words"] = " ".join(sorted(word for word in postings.packed if not word.startswith("#") and word < HAN))
    files["pairs"] = _pairs(postings.packed)
    # What the theme asks for; the worker reads the rest.
    files["search_index"] = {"config": {"lang": list(languages), "separator": "\\s+"}, "docs": []}
    written = {
        name: json.dumps(value, ensure_ascii=False, separators=(",", ":")) for name, value in sorted(files.items())
    }
    # From `file:` a page can read scripts only: the theme's file, and all of ours in one.
    empty = written["search_index"]
    whole = ",".join(f'"{name}":{text}' for name, text in written.items() if name != "search_index")
    return {
        **{f"{name}.json": text for name, text in written.items()},
        "search_index.js": f"var __index = {empty};\n",
        "offline.js": f"globalThis.bireviewSearchFiles = {{{whole}}};\n",
    }


def _count(text: str, variants: Mapping[str, str], finder: _Finder) -> Mapping[str, int]:
    """How often each token stands in a text, terms among them."""
    found, sequence = read(text, variants)
    counts = Counter(found)
    counts.update(finder.find(sequence))
    return counts


def _labels(language: str, languages: Sequence[str]) -> Mapping[str, object]:
    """What the dialog says; `switch` has one text for each of the other languages, in that language."""
    words = LANGUAGES[language].labels
    return {
        **{name: words[f"search_{name}"] for name in ("one", "other", "none", "hint")},
        "switch": [LANGUAGES[name].labels["search_switch"] for name in languages if name != language],
    }


def _pairs(tokens: Iterable[str]) -> Mapping[str, str]:
    """Each Han character with those that follow it somewhere, for typing errors."""
    pairs: dict[str, str] = {}
    for token in sorted(tokens):
        if len(token) == 2 and token[0] >= HAN and token[1] >= HAN:
            pairs[token[0]] = pairs.get(token[0], "") + token[1]
    return pairs


def _page_title(review: Review, language: str, slug: str) -> str:
    page = review.page.get((language, slug))
    if page is None:
        return slug
    number = page.headings[0].number if page.headings else ""
    return f"{number} {page.title}".strip()


def _cut_postings(packed: Mapping[str, Sequence[int]]) -> list[dict[str, Sequence[int]]]:
    """Tokens in order, so that the ones with a common beginning stand together."""
    tokens = sorted(packed)
    sizes = [len(token) + 6 + 3 * len(packed[token]) for token in tokens]
    return [{token: packed[token] for token in tokens[start:end]} for start, end in _cut(sizes, POSTINGS_SIZE)]


def _cut_texts(texts: Sequence[str | tuple[str, str]]) -> list[tuple[int, Sequence[str | tuple[str, str]]]]:
    """With the number of the first passage of each file; a passage with a DOI is the pair of the two."""
    sizes = [len("".join(text).encode("utf-8")) for text in texts]
    return [(start, texts[start:end]) for start, end in _cut(sizes, TEXTS_SIZE)]


def _cut(sizes: Sequence[int], least: int) -> Iterator[tuple[int, int]]:
    """What goes into each file: twice the files, each twice as large, hold four times as much."""
    most = max(least, FILE_GROWTH * isqrt(sum(sizes)))
    start, size = 0, 0
    for end, more in enumerate(sizes, 1):
        size += more
        if size > most or end == len(sizes):
            yield start, end
            start, size = end, 0


def _concepts(review: Review, variants: Mapping[str, str]) -> list[_Concept]:
    concepts = []
    for term in review.glossary:
        names = [*term.names.values(), term.abbreviation, *(name for row in term.also.values() for name in row)]
        forms: dict[str, tuple[str, ...]] = {}
        for name in filter(None, names):
            parts = tuple(elements(name, variants))
            forms[" ".join(parts)] = parts
            # UC-MSC is also typed UCMSC.
            pieces = list(runs(fold(name, variants)))
            if len(pieces) == 1 and len(parts) > 1 and not pieces[0].is_han:
                joined = pieces[0].whole or "".join(pieces[0].parts)
                forms[joined] = (joined,)
        concepts.append(_Concept({key: form for key, form in forms.items() if form}, term.names))
    return concepts


def _heads(concepts: Sequence[_Concept], variants: Mapping[str, str]) -> Mapping[str, int]:
    """Beginnings of names by which readers mean terms, and the terms: `paracrine` of `paracrine signalling`.

    They are whole words, begin the name of no other term, and name none themselves. A colloquial name has none:
    `patient` does not mean `autologous` because of `patient's own cells`.
    """
    forms = {form for concept in concepts for form in concept.forms}
    heads: dict[str, set[int]] = {}
    for number, concept in enumerate(concepts):
        for name in concept.names.values():
            parts = elements(name, variants)
            for end in range(1, len(parts)):
                head = " ".join(parts[:end])
                if head not in forms and _HEAD.fullmatch(head):
                    heads.setdefault(head, set()).add(number)
    return {head: min(numbers) for head, numbers in sorted(heads.items()) if len(numbers) == 1}


class _Finder:
    """Finds every term in a sequence of elements, those within others too; answers tokens `#0`, `#1` …."""

    def __init__(self, concepts: Sequence[_Concept]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for number, concept in enumerate(concepts):
            for form in concept.forms.values():
                self.by_first.setdefault(form[0], []).append((form, f"#{number}"))

    def find(self, sequence: Sequence[str]) -> Iterator[str]:
        """Each place where a form stands gives its term once."""
        for position in [place for place, element in enumerate(sequence) if element in self.by_first]:
            seen = set()
            for form, token in self.by_first[sequence[position]]:
                if token not in seen and tuple(sequence[position : position + len(form)]) == form:
                    seen.add(token)
                    yield token
