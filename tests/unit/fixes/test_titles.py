"""A page's title can be taken from its only first-level heading, and from nothing else."""

from __future__ import annotations

import pytest

from bireview.fixes import titles

TITLES = {
    "no front matter": ("# 2 机制 {#m}\n\n文", "---\ntitle: 机制\n---\n\n# 2 机制 {#m}\n\n文"),
    "other fields": ("---\ndescription: d\n---\n\n# Aims", "---\ntitle: Aims\ndescription: d\n---\n\n# Aims"),
    "a colon": ("# A: b", '---\ntitle: "A: b"\n---\n\n# A: b'),
    "a word of YAML": ("# No", '---\ntitle: "No"\n---\n\n# No'),
    "markup": ("# *细胞*[@a]与10^5^", "---\ntitle: 细胞与10⁵\n---\n\n# *细胞*[@a]与10^5^"),
}


@pytest.mark.parametrize(("old", "new"), TITLES.values(), ids=TITLES)
def test_a_missing_title_is_taken_from_the_heading(old, new, make_draft):
    assert titles.fix(make_draft({"docs/zh/index.md": old})).texts == {"docs/zh/index.md": new}


@pytest.mark.parametrize(
    "text", ["---\ntitle: 题\n---\n\n# 甲", "---\ntitle:\n---\n\n# 甲", "# A\n\n# B", "## 甲", "", "---\n[\n---\n\n# A"]
)
def test_what_is_not_certain_stays(text, make_draft):
    """A title that is there, even empty; two headings; none; front matter that is broken."""
    assert titles.fix(make_draft({"docs/en/index.md": text})).texts == {}
