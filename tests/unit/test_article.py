"""The record of the article, from the home page's front matter."""

import pytest

from bireview.article import Article, Author, article_reference, read_article

RECORD = {
    "authors": [
        "FENG Yu",
        {"name": "林炳亮", "latin": "LIN Bingliang", "orcid": "0000-0003-4069-6287", "corresponding": True},
    ],
    "affiliation": "中山大学附属第三医院",
    "keywords": ["干细胞", "Therapeutics"],
    "journal": "临床肝胆病杂志",
    "year": 2023,
    "volume": "39",
    "doi": "10.3969/j.issn.1001-5256.2023.05.003",
}


def test_a_complete_record_is_read():
    """Names stand as printed, numbers become text, and what is not given is empty."""
    article, complaints = read_article(RECORD)
    assert complaints == ()
    assert article == Article(
        authors=(Author("FENG Yu"), Author("林炳亮", "LIN Bingliang", "0000-0003-4069-6287", True)),
        affiliation="中山大学附属第三医院",
        keywords=("干细胞", "Therapeutics"),
        journal="临床肝胆病杂志",
        year="2023",
        volume="39",
        doi="10.3969/j.issn.1001-5256.2023.05.003",
    )


@pytest.mark.parametrize(
    ("change", "complaints"),
    [
        ({"authors": None}, ("the article's record has no 'authors'",)),
        ({"affiliation": ""}, ("the article's record has no 'affiliation'",)),
        ({"keywords": []}, ("the article's record has no 'keywords'",)),
        (
            {"journal": "", "year": None},
            ("the article's record has no 'journal'", "the article's record has no 'year'"),
        ),
        ({"doi": ""}, ("the article's record has no 'doi'",)),
        ({"volume": "", "pages": None}, ()),
        ({"keywords": "干细胞, 治疗学"}, ("'keywords' is not a list",)),
        ({"authors": "冯宇, CHEN Junfeng"}, ("'authors' is not a list",)),
        ({"authors": ["冯宇", {"latin": "CHEN Junfeng"}]}, ("author 2 has no 'name'",)),
        (
            {"authors": [{"name": "林炳亮", "orcid": "0000-0003-4069-6288"}]},
            ("'orcid' of author 1 is no bare ORCID, or has a mistake: '0000-0003-4069-6288'",),
        ),
        (
            {"authors": ["冯宇", {"name": "Li A", "orcid": "https://orcid.org/0000-0003-4069-6287"}]},
            ("'orcid' of author 2 is no bare ORCID, or has a mistake: 'https://orcid.org/0000-0003-4069-6287'",),
        ),
        ({"doi": "https://doi.org/10.1000/182"}, ("'doi' is no bare DOI: 'https://doi.org/10.1000/182'",)),
        ({"doi": "见官网"}, ("'doi' is no bare DOI: '见官网'",)),
        ({"authors": [None, {"name": 2023}]}, ("author 1 has no 'name'", "author 2 has no 'name'")),
    ],
)
def test_what_a_record_lacks_is_said_in_words(change, complaints):
    """A missing field, a list that is none and an author without a name are each named."""
    assert read_article({**RECORD, **change})[1] == complaints


@pytest.mark.parametrize("title", ["新しい総説", "مراجعة جديدة"])
def test_a_review_of_ones_own_needs_no_journal(title):
    """Without journal and DOI the record is that of a text published here, and is exported as such."""
    own = {name: value for name, value in RECORD.items() if name not in ("journal", "doi", "volume")}
    article, complaints = read_article(own)
    assert complaints == ()
    work = article_reference(article, title=title, langid="ja")
    assert (work.type, work.title, work.journal, work.doi) == ("online", title, "", "")
    assert article_reference(read_article(RECORD)[0], title=title, langid="ja").type == "article"


@pytest.mark.parametrize("value", [None, "一篇文章", ["FENG Yu"], 2023])
def test_a_record_that_is_no_mapping_is_refused(value):
    """A text, a list or a number where the record should be is one complaint, and the record is empty."""
    assert read_article(value) == (Article(), ("'article' is not a mapping of fields",))


@pytest.mark.parametrize("value", [True, False, "true", "是", 1, None])
def test_only_true_makes_an_author_corresponding(value):
    """`corresponding: true` says who answers letters; any other value does not."""
    article, _ = read_article({**RECORD, "authors": [{"name": "林炳亮", "corresponding": value}]})
    assert article.authors[0].corresponding is (value is True)
