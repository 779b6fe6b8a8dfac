"""What the dialog for citing a passage is told: whose words they are, and in which direction they run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bireview.passage import passage_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from bireview.review import Review

FRONT = """\
---
title: 题
description: d
article:
  authors: [FENG Yu]
  affiliation: 中山
  keywords: [肝]
  year: 2023
"""
RESTATED = FRONT + "  journal: 临床肝胆病杂志\n  doi: 10.3969/j.issn.1001-5256.2023.05.003\n---\n# 题 {#title}\n"
OWN = FRONT + "---\n# 题 {#title}\n"


@pytest.mark.parametrize(
    ("language", "front", "restates", "words"),
    [
        ("zh", RESTATED, True, "独立重述"),
        ("en", RESTATED, True, "independent restatement"),
        ("zh", OWN, False, "独立重述"),
        ("en", OWN, False, "independent restatement"),
    ],
)
def test_only_a_restated_article_is_called_one(
    language: str, front: str, restates: bool, words: str, make_review: Callable[[dict[str, str]], Review]
) -> None:
    """A review of one's own is cited under its own name, and no reader is sent to an original."""
    review = make_review({"docs/zh/index.md": front, "docs/en/index.md": front})
    path, text = passage_file(review, language, "站 Site")
    content = json.loads(text)
    assert path == f"passage/{'zh-Hans' if language == 'zh' else 'en'}.json"
    assert (words in content["reference"]) is restates
    assert bool(content["article"]) is bool(content["labels"]["wording"]) is restates
    assert "站 Site" in content["reference"]
    assert "{title}" in content["reference"]
    assert content["labels"]["colon"] == ("：" if language == "zh" else ": ")


def test_the_direction_is_that_of_the_language(make_review: Callable[[dict[str, str]], Review]) -> None:
    """The dialog may open on a page of another direction, beside which the text stands."""
    config = "plugins:\n  - i18n:\n      languages: [{locale: ar, default: true}, {locale: en}]\n"
    review = make_review({"mkdocs.yml": config, "docs/ar/index.md": OWN, "docs/en/index.md": OWN})
    directions = {name: json.loads(passage_file(review, name, "x")[1])["direction"] for name in ("ar", "en")}
    assert directions == {"ar": "rtl", "en": "ltr"}


RECORD = """\
---
title: {title}
description: d
article:
  {{authors: [{author}], journal: {journal}, year: 2023, volume: "39", issue: "5", pages: 1010-1018, doi: 10.1000/x}}
---
# T {{#t}}
"""


@pytest.fixture
def review(make_review: Callable[[dict[str, str]], Review]) -> Review:
    """A home page with the article's record in each language."""
    return make_review(
        {
            "docs/zh/index.md": RECORD.format(title="题", author="冯宇", journal="肝脏"),
            "docs/en/index.md": RECORD.format(title="Title", author="FENG Yu", journal="Liver"),
        }
    )


@pytest.mark.parametrize(
    ("language", "path", "article", "reference"),
    [
        (
            "zh",
            "passage/zh-Hans.json",
            "冯宇. 题[J/OL]. 肝脏，2023，39（5）：1010-1018",
            "[EB/OL]//站点：独立重述. [{iso}]. {url}",
        ),
        (
            "en",
            "passage/en.json",
            "Feng Y. Title. Liver. 2023;39(5):1010-8",
            "[cited {year} {month} {day}]. Available from: {url}",
        ),
    ],
)
def test_each_language_has_a_file(review: Review, language: str, path: str, article: str, reference: str) -> None:
    """It holds the article's reference in the language's style, and a pattern for that of a page of the site."""
    name, text = passage_file(review, language, "站点")
    content = json.loads(text)
    assert name == path
    assert content["article"].startswith(article)
    assert content["reference"].endswith(reference)
    assert "站点" in content["reference"]
    assert all(content["labels"].values())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_review_of_no_article_still_has_its_words(
    make_review: Callable[[dict[str, str]], Review], language: str
) -> None:
    """Where the home page has no record there is no reference, and citing goes on without it."""
    content = json.loads(passage_file(make_review({}), language, "S")[1])
    assert content["article"] == ""
    assert content["labels"]["copy"]
