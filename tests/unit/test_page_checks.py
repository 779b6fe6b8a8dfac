"""What is said of pages: their addresses, the ids of their headings, and what their front matter lacks."""

import pytest

from bireview.checks import inspect

PAGE = "---\ntitle: T\ndescription: d\n---\n# 1 T {#t}\n\nx\n"


@pytest.fixture
def problems(make_review, tmp_path):
    """A function from files to the problems of a rule, as file and message."""

    def run(files, rule):
        make_review(files)
        return [(p.location.file, p.message, p.hint) for p in inspect(tmp_path)[1] if p.rule == rule]

    return run


@pytest.mark.parametrize(
    ("names", "address"),
    [
        (("methods.md", "methods/index.md"), "methods"),
        (("README.md", "index.md"), "."),
        (("方法/README.md", "方法/index.md"), "方法"),
    ],
)
def test_two_files_with_one_address_are_reported(problems, names, address):
    """MkDocs writes one over the other, and a strict build passes."""
    found = problems({f"docs/{language}/{name}": PAGE for language in ("zh", "en") for name in names}, "page-address")
    assert [(file, message) for file, message, _ in found] == [
        (f"docs/{language}/{second}", f"the page has the address '{address}/', and so has docs/{language}/{first}")
        for language in ("en", "zh")
        for first, second in [sorted(names)]
    ]


def test_pages_with_addresses_of_their_own_are_not_reported(problems):
    """A folder's own page, names in any script, spaces and capitals are all right."""
    names = ("index.md", "part/index.md", "part/a.md", "My Page.md", "方法.md", "ÜBER.md", "readme.md")
    assert problems({f"docs/{language}/{n}": PAGE for language in ("zh", "en") for n in names}, "page-address") == []


def test_a_page_in_the_folder_of_no_language_is_reported(problems):
    """It would be published without language and counterpart."""
    ((file, message, hint),) = problems({"docs/方法.md": PAGE}, "page-address")
    assert (file, message) == ("docs/方法.md", "'方法.md' is in the folder of no language")
    assert hint == "Move it to docs/zh/方法.md and docs/en/方法.md."


@pytest.mark.parametrize(
    ("identifier", "good"),
    [
        ("homing", True),
        ("part-2.b", True),
        ("Ab_c", True),
        ("方法", False),
        ("a/b?c", False),
        ("-a", False),
        ("2a", False),
    ],
)
def test_an_id_is_what_every_address_can_hold(problems, identifier, good):
    """Latin letters first, as the guide says."""
    page = PAGE.replace("{#t}", f"{{#{identifier}}}")
    found = problems({f"docs/{language}/index.md": page for language in ("zh", "en")}, "heading-id")
    assert len(found) == (0 if good else 2)


@pytest.mark.parametrize(
    ("record", "hint"),
    [
        ("authors: []\n  affiliation: 某院\n  keywords: [甲]", "Below `article:` write `authors:`"),
        ("authors: [李明]\n  keywords: [a]", "Below `article:` write `affiliation: …`."),
        ("authors: [李明]\n  affiliation: A\n  keywords: a, b", "Below `article:` write `keywords: [one, two]`."),
        ("authors: [{name: 李明, orcid: 1}]\n  affiliation: A\n  keywords: [a]", "Write it as 0000-0002-1825-0097"),
    ],
)
def test_what_the_record_lacks_is_said_with_where_to_write_it(problems, record, hint):
    """The hint names the field that is wrong, and not only the record."""
    page = PAGE.replace("description: d\n", f"description: d\narticle:\n  {record}\n")
    ((_, _, said),) = problems({"docs/en/index.md": page}, "front-matter-field")
    assert said.startswith(hint)


@pytest.mark.parametrize(
    ("here", "there", "token"),
    [
        ("## 2.1 归巢 {#homing}\n\n甲", "## 2.1 Homing {#home}\n\nx", "2.1"),
        ("## 方法 {#methods}\n\n甲", "## Methods {#methods}\n\n- x", "methods"),
    ],
)
def test_paragraphs_of_two_pages_have_ids_of_their_own(problems, here, there, token):
    """A number or id under which paragraphs stand on two pages is reported on the later one, in each language."""
    files = {f"docs/{language}/index.md": f"{PAGE}\n{here}\n" for language in ("zh", "en")}
    files |= {
        f"docs/{language}/methods.md": f"{PAGE}\n{there}\n".replace("# 1 T {#t}", "# 2 U {#u}")
        for language in ("zh", "en")
    }
    found = problems(files, "heading-id")
    assert [file for file, _, _ in found] == ["docs/en/methods.md", "docs/zh/methods.md"]
    assert found[0][1].startswith(f"the section '{token}' stands already at docs/en/index.md:9")
    bare = {name: text.replace("\n\n甲", "").replace("\n\n- x", "") for name, text in files.items()}
    assert problems({name: text.replace("\n\nx\n", "\n") for name, text in bare.items()}, "heading-id") == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('肝<b style="color: red">脏</b>', [(7, 'style="color: red"')]),
        ("肝 liver\n<i title='>' STYLE=color:red>脏</i>", [(8, "STYLE=color:red")]),
        ('<div>\n<button type="button" onclick="go()">按</button>\n</div>', [(8, 'onclick="go()"')]),
        ('一段 text\n{: .a style="top:0" onload=x }', [(8, 'style="top:0"'), (8, "onload=x")]),
        ("[链接](javascript:alert(1)) link", [(7, "javascript:")]),
        ('<a href=" javascript:go()">链接</a>', [(7, "javascript:")]),
        ('`<b style="x">` 代码 code `{: style="x" }`', []),
        ("```html\n<b style='x'>\n```", []),
        ('style="x" 字样 words, { onset = 3 }', []),
        ('<b class="style" title="onset=3 天">脏</b>', []),
        ("<!-- style='x' -->\n\n<table><tr><td>肝</td></tr></table>", []),
    ],
)
def test_styles_and_scripts_in_a_text_are_reported(make_review, tmp_path, language, text, found):
    """They are named with their line, in Markdown and in HTML; code, and the same words in running text, are not."""
    make_review({f"docs/{language}/index.md": PAGE.replace("x\n", f"{text}\n")})
    problems = [p for p in inspect(tmp_path)[1] if p.rule == "inline-code"]
    assert [(p.location.line, p.message) for p in problems] == [
        (line, f"{what} is not allowed in a page") for line, what in found
    ]


@pytest.mark.parametrize(
    ("zh", "en", "reported"),
    [
        ("干细胞可分化为多种细胞。", "干细胞可分化为多种细胞。[@li2009]", True),
        ("Stem cells can become many cells.", "Stem cells can become *many* cells.", True),
        ("Stem cells (MSCs) “can become many cells.”", "Stem cells (MSCs) “can become many cells.”", True),
        ("Stem cells can become many cells.", "Stem cells can become most cells.", False),
        (
            "- Stem cells can become many cells.\n- They home.",
            "- Stem cells can become many cells.\n- They home.",
            True,
        ),
        ("> Stem cells can become many cells.", "> Stem cells can become many cells.", False),
        # Names, addresses and formulas are the same in any language, and so is what an author says is.
        ("Zhao L, Chen W, Li G, Sun Y, Wu H", "Zhao L, Chen W, Li G, Sun Y, Wu H", False),
        ("张三、李四、王五、赵六、孙七、周八", "张三、李四、王五、赵六、孙七、周八", False),
        ("PMID: 123. DOI: 10.1/x.", "PMID: 123. DOI: 10.1/x.", False),
        ("$a = b \\cdot c$.", "$a = b \\cdot c$.", False),
        (
            "<!-- differs: nothing, the query -->\n(liver OR cell) AND (trial OR study) NOT rat.",
            "(liver OR cell) AND (trial OR study) NOT rat.",
            False,
        ),
    ],
)
def test_a_block_that_was_not_translated_is_reported(problems, zh, en, reported):
    """Both sides may have been copied to: the English text into the Chinese page, or the other way round."""
    pages = {f"docs/{name}/a.md": PAGE.replace("x\n", f"{text}\n") for name, text in (("zh", zh), ("en", en))}
    found = problems(pages, "untranslated-block")
    assert [(file, message) for file, message, _ in found] == (
        [("docs/en/a.md", "p-1-1 is word for word its counterpart at docs/zh/a.md:7")] if reported else []
    )
