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
    records = [record for record in article_references(review) if tag.startswith(record.langid)]
    # A site that restates an article of a journal says so; a review that is published here speaks for itself.
    restated = [text_of(style(record)) for record in records if record.journal]
    words = {key.removeprefix("passage_"): text for key, text in labels.items() if key.startswith("passage")}
    reference, own = words.pop("reference"), words.pop("reference_own")
    if not restated:
        words["wording"] = ""
    content = {
        "article": restated[0] if restated else "",
        "direction": LANGUAGES[language].direction,
        "labels": {**words, "colon": labels["colon"]},
        "reference": (reference if restated else own).replace("{site}", site),
    }
    return f"passage/{tag}.json", json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
