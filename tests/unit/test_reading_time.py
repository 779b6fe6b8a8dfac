"""Reading times: Chinese by the character, English by the word."""

import pytest

from bireview.reading_time import ReadingTime, reading_time


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "肝" * 255, ReadingTime(1, 255)),
        ("zh", "肝" * 256, ReadingTime(2, 256)),
        ("zh", "MSC可分化为HLC[@li2009]。", ReadingTime(1, 6)),  # four characters and two abbreviations
        ("zh", "肝" * 255 + " cell" * 228, ReadingTime(2, 483)),
        ("en", "cell " * 228, ReadingTime(1, 228)),
        ("en", "cell " * 229, ReadingTime(2, 229)),
        ("en", "TGF-β1 fell by 73.2% in the patient’s liver.[@li2009]", ReadingTime(1, 8)),
        ("en", "`code` and [a link](https://example.org/a/b)", ReadingTime(1, 4)),
        ("en", "", ReadingTime(1, 0)),
    ],
)
def test_the_text_of_a_page_is_counted(make_review, language, text, expected):
    """Marks and addresses count for nothing; minutes are rounded up and never nought."""
    review = make_review({f"docs/{language}/index.md": f"---\ntitle: t\ndescription: d\n---\n\n{text}\n"})
    assert reading_time(review.page[language, "index"]) == expected


def test_headings_count_and_generated_parts_do_not(make_review):
    text = "# 2 Two words {#two-words}\n\n::: {#references}\n:::\n"
    assert reading_time(make_review({"docs/en/index.md": text}).page["en", "index"]).amount == 2
