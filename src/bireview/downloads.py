"""The files that a site offers to reference managers: the whole list, each reference, and the article itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bireview.article import article_reference, read_article
from bireview.bibliography.exports import EXPORTS
from bireview.bibliography.model import Reference
from bireview.languages import LANGUAGES
from bireview.review import Review

LIST = "references/references"
ARTICLE = "cite/article"
HOME = "index"
"""The page whose front matter records the article."""


def downloads(review: Review) -> dict[str, str]:
    """The text of every file, by its path from the site's root; the same files serve all languages."""
    works, articles = listed(review), article_references(review)
    files = {}
    for extension, export in EXPORTS.items():
        entries = {work.key: export.entry(work) for work in works}
        if entries:
            files[f"{LIST}.{extension}"] = export.join(entries.values())
        if articles:
            files[f"{ARTICLE}.{extension}"] = export.write(articles)
        files |= {f"{reference_path(key)}.{extension}": export.join([entry]) for key, entry in entries.items()}
    return files


def listed(review: Review) -> tuple[Reference, ...]:
    """The references of the list, in its order."""
    numbers = review.numbering.numbers
    return tuple(review.library[key] for key in sorted(numbers, key=lambda key: numbers[key]))


def reference_path(key: str) -> str:
    """Where the files of one reference are, without the extension.

    What not every file system or server takes in a name is written as `~` and its code: `DBLP:x/y` is `DBLP~3Ax~2Fy`.
    """
    name = "".join(c if c.isalnum() or c in "-_+." else "".join(f"~{b:02X}" for b in c.encode()) for c in key)
    if name.startswith(".") or f"references/{name}" == LIST:
        name = f"~{ord(name[0]):02X}{name[1:]}"
    return f"references/{name}"


def article_references(review: Review) -> tuple[Reference, ...]:
    """The article as a work to cite, once in each language that records it; the default language comes first.

    Two records and not one with a twin: programs other than this one read no twins, and whoever cites the article in
    the other language would have to type its record.
    """
    return tuple(_records(review))


def _records(review: Review) -> Iterator[Reference]:
    for language in review.project.languages:
        page = review.page.get((language, HOME))
        record: object = page.front.get("article") if page else None
        if page and isinstance(record, Mapping):
            article, _ = read_article(record)
            tag = LANGUAGES[language].tag.partition("-")[0]
            yield article_reference(article, title=str(page.front.get("title") or page.title), langid=tag)
