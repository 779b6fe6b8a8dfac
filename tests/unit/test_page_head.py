"""What stands under a chapter's title: its reading time, and on paper whose article it restates."""

import pytest

from bireview.page_head import put_page_head
from bireview.render import Fragments

HOME = """\
---
title: {title}
article:
  original_title: x
  authors: [{{name: {author}}}]
  affiliation: a
  keywords: [k]
  journal: J
  year: 2023
  doi: 10.1000/1
---
"""


@pytest.mark.parametrize(
    ("language", "said", "title", "author"),
    [("zh", "约需1分钟 · 3字", "肝病<综述>", "冯宇"), ("en", "About 1 min to read · 3 words", "A <review>", "Feng Y")],
)
def test_a_chapter_says_its_time_and_its_record(make_review, language, said, title, author):
    """Time for the screen; title, authors, DOI and address for paper; text is escaped."""
    review = make_review(
        {
            f"docs/{language}/index.md": HOME.format(title=title, author=author),
            f"docs/{language}/methods.md": "# 1 甲乙丙 {#m}\n" if language == "zh" else "# 1 One two three {#m}\n",
        }
    )
    page = review.page[language, "methods"]
    html = put_page_head("<h1>t</h1>\n<p>", page, Fragments(review, language, "methods"), "https://example.org/m/")
    assert html.startswith(f'<h1>t</h1>\n<p class="reading-time">{said}</p>')
    for words in (title.replace("<", "&lt;").replace(">", "&gt;"), author, "doi:10.1000/1", "https://example.org/m/"):
        assert words in html


def test_a_page_that_is_no_chapter_is_left_alone(make_review):
    review = make_review({"docs/en/index.md": "# Glossary {#glossary}\n"})
    page = review.page["en", "index"]
    assert put_page_head("<h1>Glossary</h1>", page, Fragments(review, "en", "index"), "") == "<h1>Glossary</h1>"


def test_without_a_record_there_is_only_the_time(make_review):
    review = make_review({"docs/zh/index.md": "# 首页 {#home}\n", "docs/zh/methods.md": "# 1 方法 {#m}\n"})
    html = put_page_head("<h1>方法</h1>", review.page["zh", "methods"], Fragments(review, "zh", "methods"), "")
    assert "reading-time" in html
    assert "print-record" not in html
