"""What citing a passage needs: the article's reference and words, one file per language."""

import json

import pytest

from bireview.passage import passage_file

FRONT = """\
---
title: {title}
description: d
article:
  {{authors: [{author}], journal: {journal}, year: 2023, volume: "39", issue: "5", pages: 1010-1018, doi: 10.1000/x}}
---
# T {{#t}}
"""


@pytest.fixture
def review(make_review):
    """A home page with the article's record in each language."""
    return make_review(
        {
            "docs/zh/index.md": FRONT.format(title="题", author="冯宇", journal="肝脏"),
            "docs/en/index.md": FRONT.format(title="Title", author="FENG Yu", journal="Liver"),
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
def test_each_language_has_a_file(review, language, path, article, reference):
    """It holds the article's reference in the language's style, and a pattern for that of a page of the site."""
    name, text = passage_file(review, language, "站点")
    content = json.loads(text)
    assert name == path
    assert content["article"].startswith(article)
    assert content["reference"].endswith(reference)
    assert "站点" in content["reference"]
    assert all(content["labels"].values())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_review_of_no_article_still_has_its_words(make_review, language):
    """Where the home page has no record there is no reference, and citing goes on without it."""
    content = json.loads(passage_file(make_review({}), language, "S")[1])
    assert content["article"] == ""
    assert content["labels"]["copy"]
