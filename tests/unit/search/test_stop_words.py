"""The stop words are whole published lists, and the index takes what it can meet."""

import re
from importlib.resources import files

from bireview.search.stop_words import ENGLISH, chinese, stop_words


def test_the_english_list_is_the_one_of_the_themes_search():
    """Word for word what the installed theme's worker leaves out."""
    folder = files("material").joinpath("templates/assets/javascripts/workers")
    (worker,) = [file for file in folder.iterdir() if re.fullmatch(r"search[.].*[.]min[.]js", file.name)]
    found = re.search(r"generateStopWordFilter\(\[([^]]*)]\)", worker.read_text(encoding="utf-8"))
    assert found
    assert found[1].replace('"', "").split(",") == ENGLISH


def test_the_chinese_list_has_words_and_no_single_characters():
    """A character such as 致 is no stop word: it is part of 致瘤性."""
    assert {"什么", "哪些", "为什么"} <= set(chinese())
    assert min(map(len, chinese())) == 2


def test_a_stop_word_is_taken_when_the_index_knows_it():
    """All pairs of a Chinese one, the word itself of an English one."""
    assert stop_words({"which", "为什", "什么"}) == ["which", "为什么", "什么"]
    assert stop_words({"为什"}) == []
