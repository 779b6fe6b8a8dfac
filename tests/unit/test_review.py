"""A review in memory: when it is read, and read again."""

from __future__ import annotations

from bireview.review import current_review, load_review


def write(folder, text):
    for language in ("zh", "en"):
        page = folder / "docs" / language / "index.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")


def test_a_build_is_of_one_state_of_the_files(tmp_path):
    """What changes meanwhile is seen by the next load, and by nobody before."""
    write(tmp_path, "# 一 {#one}\n")
    (tmp_path / "references.bib").write_text("", encoding="utf-8")
    first, _ = load_review(tmp_path)
    write(tmp_path, "# 一二三 {#three}\n")
    assert current_review(tmp_path) is first
    second, _ = load_review(tmp_path)
    assert second is not first
    assert current_review(tmp_path) is second
    assert second.page["zh", "index"].headings[0].id == "three"


def test_a_review_that_was_never_read_is_read(tmp_path):
    """Who asks first need not know that nobody has."""
    write(tmp_path, "# Liver {#liver}\n")
    assert current_review(tmp_path).page["en", "index"].title == "Liver"
