"""A stylesheet without what a site never says."""

import pytest

from bireview.used_styles import names_in, stylesheets, used_styles, with_one_stylesheet

NAMES = frozenset({"a", "b", "--read", "--set"})


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{color:red}.z{color:red}", ".a{color:red}"),
        (".a,.z,p>.b{top:0}", ".a,p>.b{top:0}"),
        ("p{top:0}", "p{top:0}"),
        (".a .z{top:0}#z{top:0}", ""),
        (".a:not(.z),.a:is(.y,.z){top:0}", ".a:not(.z),.a:is(.y,.z){top:0}"),
        ('[href=".z,.y"].a{top:0}', '[href=".z,.y"].a{top:0}'),
        (r".a\:b{top:0}", r".a\:b{top:0}"),
        ('/* 说明 */.a{content:"。"}', '.a{content:"。"}'),
        ("@media print{.a{top:0}.z{top:0}}@media screen{.z{top:0}}", "@media print{.a{top:0}}"),
        ("@supports (top:0){@media print{.z{top:0}}}", ""),
        ("@keyframes z{0%{top:0}}", "@keyframes z{0%{top:0}}"),
        (".a{--read:1;--unread:2;top:var(--read)}", ".a{--read:1;top:var(--read)}"),
        (".a{--one:var(--two)}.b{--two:1}", ""),
        (".a{--x:1}.b{top:var(--x)}", ".a{--x:1}.b{top:var(--x)}"),
        ("@media print{.a{--unread:1}.b{top:0}}", "@media print{.b{top:0}}"),
        (".a{--set:1}", ".a{--set:1}"),
        (
            ":root{--i:url(\"data:image/svg+xml,<svg d='a;b}c'/>\")}.a{mask:var(--i)}",
            ":root{--i:url(\"data:image/svg+xml,<svg d='a;b}c'/>\")}.a{mask:var(--i)}",
        ),
    ],
)
def test_what_a_site_does_not_say_is_left_out(css, kept):
    assert used_styles(css, NAMES) == kept


def test_a_broken_stylesheet_is_no_empty_one():
    with pytest.raises(ValueError, match="line 2"):
        used_styles(".a{top:0}\n}", NAMES)


def test_names_are_classes_ids_and_what_scripts_say():
    """Prose and addresses name nothing; of the theme's script only the theme's own names count."""
    names = names_in(
        pages=['<p class="关键 one">two <b id=three>', "x < y four > z", "<i CLASS = 'ten'><a href=\"eleven\">"],
        scripts=['box.className = "five-six"'],
        theme_scripts=['add("md-seven"), find(".eight"), set("--md-nine"), "focus-visible"'],
    )
    assert {"关键", "one", "three", "ten", "five-six", "md-seven", "--md-nine", "focus-visible"} <= names
    assert not {"two", "four", "eight", "eleven"} & names


def test_several_stylesheets_become_one():
    """The first link is replaced and the others go; one for paper stays."""
    html = (
        '<link rel="stylesheet" href="../a.css">\n<link rel="stylesheet" href="../b.css">\n'
        '<link rel="stylesheet" href="../p.css" media="print">'
    )
    found = stylesheets(html)
    assert found.addresses == ("../a.css", "../b.css")
    assert with_one_stylesheet(html, found, "../c.css") == (
        '<link rel="stylesheet" href="../c.css">\n\n<link rel="stylesheet" href="../p.css" media="print">'
    )
