"""A stylesheet without what a site never says."""

import pytest

from bireview.stylesheets.links import stylesheets, with_one_stylesheet
from bireview.stylesheets.short import short_styles
from bireview.stylesheets.used import Names, names_in, used_styles

NAMES = Names(
    classes=frozenset({"a", "b", "--read", "--set", "ltr"}),
    elements=frozenset(
        {"a", "b", "p", "href", "id", "红", "teal", "dir", "ltr", "rtl", "data-md-color", "mdLevel", "role"}
    ),
)


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
        (
            '@charset "utf-8";@media print{@media (width){.a{top:0}}}',
            '@charset "utf-8";@media print{@media (width){.a{top:0}}}',
        ),
        ("@keyframes z{0%{top:0}}", "@keyframes z{0%{top:0}}"),
        (".a{--read:1;--unread:2;top:var(--read)}", ".a{--read:1;top:var(--read)}"),
        (".a{--one:var(--two)}.b{--two:1}", ""),
        (".a{--x:1}.b{top:var(--x)}", ".a{--x:1}.b{top:var(--x)}"),
        ("@media print{.a{--unread:1}.b{top:0}}", "@media print{.b{top:0}}"),
        (".a{--set:1}", ".a{--set:1}"),
        ("kbd,p kbd,.a>kbd{top:0}p:hover>a.b::after{top:0}", "p:hover>a.b::after{top:0}"),
        ("::before,*,:root,:not(kbd){top:0}", "::before,*,:root,:not(kbd){top:0}"),
        (
            "[data-md-color=teal],[data-md-color=红],[data-md-color=pink]{top:0}",
            "[data-md-color=teal],[data-md-color=红]{top:0}",
        ),
        ("[data-md-level],[data-md-other]{top:0}", "[data-md-level]{top:0}"),
        ('[href^="http"] .a,[href$=".pdf"]{top:0}', '[href^="http"] .a,[href$=".pdf"]{top:0}'),
        # A direction counts where a page has it; the theme's scripts only ask for it.
        ("[dir=ltr] .a,[dir=rtl] .a{top:0}", "[dir=ltr] .a{top:0}"),
        (
            ":root{--i:url(\"data:image/svg+xml,<svg d='a;b}c'/>\")}.a{mask:var(--i)}",
            ":root{--i:url(\"data:image/svg+xml,<svg d='a;b}c'/>\")}.a{mask:var(--i)}",
        ),
    ],
)
def test_what_a_site_does_not_say_is_left_out(css, kept):
    assert used_styles(css, NAMES) == kept


@pytest.mark.parametrize(
    ("css", "said"),
    [
        (".a{top:0}\n}", "line 2"),
        (".a{top:0}\n\n.b{top:0", "line 1"),
        (".a{top:0}\n肝", "line 1"),
        ("}.a{top:0}", "line 1"),
    ],
)
def test_a_broken_stylesheet_is_no_empty_one(css, said):
    """It is named with the line where what is wrong begins, or the one before."""
    with pytest.raises(ValueError, match=said):
        used_styles(css, NAMES)


def test_names_are_what_pages_are_made_of_and_what_scripts_say():
    """Prose and addresses name nothing; the theme's script gives classes of its own, our stylesheets properties."""
    names = names_in(
        pages=[
            '<p class="关键 one">two <b id=three>',
            "x < y four > z",
            '<i CLASS = \'twelve\'><a href="/thirteen" dir="ltr">',
            "<u title='肝 > liver' class=fourteen>",
            '<u title="肝 < liver" class=fifteen>',
            "<p title=\"the patient's\">it isn't <kbd data-after>肝</kbd>, isn't it",
        ],
        scripts=['box.className = "five-six"'],
        styles=[".ten { color: var(--eleven) }"],
        theme_scripts=['add("md-seven"), find(".eight"), set("--md-nine"), "focus-visible"'],
    )
    assert {
        "关键",
        "one",
        "three",
        "twelve",
        "fourteen",
        "fifteen",
        "five-six",
        "md-seven",
        "--md-nine",
        "focus-visible",
        "--eleven",
    } <= names.classes
    assert not {"two", "four", "eight", "ten", "thirteen"} & names.classes
    assert {"p", "b", "i", "class", "id", "href", "dir", "ltr", "eight", "kbd", "data-after"} <= names.elements
    assert not {"two", "four", "ten", "thirteen"} & names.elements


@pytest.mark.parametrize(
    ("page", "made"),
    [
        ("<p>annotate 注释</p>", set()),
        ('<p class="annotate">注释</p>', {"md-annotation__index"}),
        ('<script id="__config">{"features": ["content.code.copy"]}</script>', {"md-code__nav"}),
        ('<script id="__config">{"features": ["content.tooltips"]}</script>', {"md-tooltip2"}),
        ('<script id="__config">{"version": {"provider": "mike"}}</script>', {"md-version__list"}),
        ('<nav class="md-source">', {"md-source__fact"}),
    ],
)
def test_what_no_page_asks_for_is_not_made(page, made):
    """The theme's script can make tips, buttons and menus that only some settings or pages bring about."""
    script = '"md-annotation__index md-code__nav md-tooltip2 md-version__list md-source__fact md-search-result__item"'
    names = names_in(pages=[page], scripts=[], styles=[], theme_scripts=[script])
    assert {name for name in names.classes if name.startswith("md-") and name != "md-source"} == {
        "md-search-result__item",
        *made,
    }


@pytest.mark.parametrize(
    ("css", "short"),
    [
        (
            "/* 说明 */\n.z,\n.中 > p {\n  top: 0;\n  margin: 0  auto !important;\n}\n",
            ".z,.中 > p{top:0;margin:0 auto!important}",
        ),
        ('.z::before { content: "a  /* b */  。"; }', '.z::before{content:"a  /* b */  。"}'),
        (
            "@media screen and (max-width: 40em) { .z { --own:  1 } }",
            "@media screen and (max-width: 40em) {.z{--own:1}}",
        ),
        (".z { width: calc(100vw - 1rem); inset: auto /* x */ 0 }", ".z{width:calc(100vw - 1rem);inset:auto 0}"),
        (":is(.z, #y):not(kbd) { top: 0 }", ":is(.z, #y):not(kbd){top:0}"),
        (".z { top: 0; & p { top: 1px } }", ".z{top: 0; & p { top: 1px }}"),
    ],
)
def test_our_own_rules_are_all_kept_without_needless_space(css, short):
    assert short_styles(css) == short


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
