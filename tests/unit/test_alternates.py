"""The languages of a page, as search engines and the header are told."""

from bireview.alternates import alternates


def test_each_language_has_its_tag_and_its_own_words():
    """Tags are BCP 47, names are in the language itself, and the label holds the name that is seen."""
    zh, en = alternates({"zh": "mechanisms/", "en": "en/mechanisms/"}, "en")
    assert (zh.tag, zh.name, zh.address, zh.current) == ("zh-Hans", "中文", "mechanisms/", False)
    assert (en.tag, en.name, en.address, en.current) == ("en", "English", "en/mechanisms/", True)
    assert zh.name in zh.label
    assert en.name in en.label
    assert alternates({"en": "en/"}, "en")[0].current
