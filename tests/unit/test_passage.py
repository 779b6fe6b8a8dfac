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
