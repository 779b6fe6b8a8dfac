"""What citing a passage needs: the article's reference and words in one language, as a file that scripts fetch."""

from __future__ import annotations

import json

from bireview.bibliography.rich_text import text_of
from bireview.bibliography.styles import STYLES
from bireview.downloads import article_references
from bireview.languages import LANGUAGES
from bireview.review import Review


def passage_file(review: Review, language: str, site: str) -> tuple[str, str]:
    """Path from the site's root and text of a language's file; `site` is what the site is called in it.

    `reference` is a format with the fields title, place, url, iso, year, month and day, for a page of this site.
    """
    tag = LANGUAGES[language].tag
    labels = LANGUAGES[language].labels
    style = STYLES[review.project.style(language)]
    article = [text_of(style(record)) for record in article_references(review) if tag.startswith(record.langid)]
    words = {key: label for key, label in labels.items() if key.startswith("passage") and key != "passage_reference"}
    content = {
        "article": article[0] if article else "",
        "labels": {key.removeprefix("passage_"): label for key, label in words.items()},
        "reference": labels["passage_reference"].replace("{site}", site),
    }
    return f"passage/{tag}.json", json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
