"""What a page tells the stylesheet about its text."""

import xml.etree.ElementTree as etree  # noqa: N813 - the name that Python-Markdown uses

import pytest

from bireview.typography import foreign_language, keep_punctuation, print_addresses, set_emphasis


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("冯宇, 陈俊峰. 间充质干细胞[J]. 2023.", "en", "zh"),
        ("Feng Y, Chen JF. Clinical research advances. J Clin Hepatol.", "en", ""),
        ("FENG Y, CHEN JF. Clinical research advances in cells.", "zh", "en"),
        ("MSC可分化为hepatocyte-like cells（HLC）。", "zh", ""),
        ("82070612, 81901940", "zh", ""),
        ("CC BY 4.0", "zh", ""),
        ("", "zh", ""),
        ("", "en", ""),
    ],
)
def test_a_paragraph_in_another_language_is_known(text, language, foreign):
    assert foreign_language(text, language, ("zh", "en")) == foreign


def test_a_review_in_one_language_has_no_other():
    assert foreign_language("冯宇", "en", ("en",)) == ""


@pytest.mark.parametrize(
    ("html", "done"),
    [
        ("<p><em>P</em>=0.03</p>", "<p><em>P</em>=0.03</p>"),
        ("<p><em>显著</em>高</p>", '<p><em class="dotted">显著</em>高</p>'),
        ("<p><em><b>不</b>是</em></p>", '<p><em class="dotted"><b>不</b>是</em></p>'),
    ],
)
def test_emphasis_on_han_gets_dots(html, done):
    root = etree.fromstring(html)  # noqa: S314 - our own text
    set_emphasis(root)
    assert etree.tostring(root, encoding="unicode") == done


BUTTON = '<button class="note-mark">注</button>'


@pytest.mark.parametrize(
    ("html", "done"),
    [
        (f"<p>损伤{BUTTON}。又</p>", f'<p>损伤<span class="unbroken">{BUTTON}。</span>又</p>'),
        (f"<p>({BUTTON}), and</p>", f'<p>(<span class="unbroken">{BUTTON}),</span> and</p>'),
        (f"<p>甲{BUTTON}{BUTTON}。</p>", f'<p>甲{BUTTON}<span class="unbroken">{BUTTON}。</span></p>'),
        (f"<p>损伤{BUTTON}经</p>", f"<p>损伤{BUTTON}经</p>"),
        ("<p><button>Go</button>.</p>", "<p><button>Go</button>.</p>"),
    ],
)
def test_no_line_begins_with_the_stop_after_a_note(html, done):
    root = etree.fromstring(html)  # noqa: S314 - our own text
    keep_punctuation(root)
    assert etree.tostring(root, encoding="unicode") == done


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ('<p><a href="https://doi.org/10.1000/1">the original</a></p>', ["https://doi.org/10.1000/1"]),
        ('<p><a href="https://doi.org/10.1000/1">原文DOI：10.1000/1</a></p>', []),
        ('<p><a href="https://example.org/">example.org</a></p>', []),
        ('<p><a href="notes/">编者注</a><a href="#p-1-1"/></p>', []),
        (
            '<p><a href="https://example.org/">一</a><a href="https://example.org/">二</a></p>',
            ["https://example.org/"],
        ),
    ],
)
def test_an_address_is_printed_once_where_the_text_lacks_it(html, printed):
    root = etree.fromstring(html)  # noqa: S314 - our own text
    print_addresses(root)
    assert [link.get("data-address") for link in root.iter("a") if link.get("data-address")] == printed
