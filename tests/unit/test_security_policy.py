"""A page's policy allows what the page holds, and nothing else."""

import pytest

from bireview.security_policy import Inline, headers_file, inline_parts, policy, with_policy

# Hashes from `printf %s 'TEXT' | openssl dgst -sha256 -binary | base64`; the first is the example of the CSP standard.
ALERT = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
HAN = "'sha256-/A0NGd7aaUfinZ/PvWQz5bmi0qctEDQxaRZRuuK0R8I='"


@pytest.mark.parametrize(
    ("html", "scripts", "styles"),
    [
        ("<script>alert('Hello, world.');</script>", {ALERT}, set()),
        ("<SCRIPT type=module>alert('Hello, world.');</SCRIPT>", {ALERT}, set()),
        ("<script src='x.js'></script><p>没有内联脚本</p>", set(), set()),
        ('<script type="application/json">{"甲": 1}</script>', set(), set()),
        ('<script type="application/ld+json">{}</script>', set(), set()),
        ("<style>p{content:'中'}</style>", set(), {HAN}),
        ("<!-- <script>alert('Hello, world.');</script> -->", set(), set()),
    ],
)
def test_inline_scripts_and_styles_are_hashed(html, scripts, styles):
    """Executed scripts and styles count; data, comments and files do not."""
    found = inline_parts(html)
    assert (found.scripts, found.styles) == (scripts, styles)
    assert found.unallowed == ()


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p>\n<td style="text-align: right">一</td>', ((2, '<td style="text-align: right">'),)),
        ('<button onclick="go()">Go</button>', ((1, '<button onclick="go()">'),)),
        ('<a href=" JavaScript:void(0)">回</a>', ((1, '<a href=" JavaScript:void(0)">'),)),
        ('<a href="https://example.org/?on=1" data-style="x">once</a>', ()),
    ],
)
def test_what_no_hash_allows_is_told_with_its_line(html, found):
    assert inline_parts(html).unallowed == found


def test_the_policy_starts_from_nothing():
    """Without inline parts a page gets its own files, and data: images; every directive stands once."""
    directives = dict(part.split(" ", 1) for part in policy(Inline()).split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == directives["connect-src"] == "'self'"
    assert directives["base-uri"] == "'none'"
    assert "unsafe" not in policy(Inline(frozenset({ALERT})))
    assert f"script-src 'self' {ALERT};" in policy(Inline(frozenset({ALERT})))


@pytest.mark.parametrize(
    ("html", "before"),
    [
        ('<html><head>\n<meta charset="utf-8"><script src="a.js"></script></head>', '<meta charset="utf-8">\n'),
        ("<html><head><title>页</title></head>", "<head>\n"),
    ],
)
def test_the_policy_comes_first_and_once(html, before):
    """It follows the charset, before anything it rules, and doing it again changes nothing."""
    done, _ = with_policy(html)
    assert done.index("Content-Security-Policy") < done.index("<script" if "<script" in html else "<title")
    assert before in done
    assert with_policy(done)[0] == done
    assert with_policy("<p>no head</p>")[0] == "<p>no head</p>"


def test_a_changed_page_gets_a_new_policy():
    """A policy that stands there already is not kept."""
    done, _ = with_policy("<head><meta charset=utf-8></head>")
    changed, inline = with_policy(done.replace("</head>", "<script>alert('Hello, world.');</script></head>"))
    assert inline.scripts == {ALERT}
    assert changed.count("http-equiv") == 1
    assert ALERT in changed


def test_headers_forbid_framing_and_keep_hashed_files():
    """The file for hosts holds the same policy and frame-ancestors, and lets only files with a hash live long."""
    text = headers_file(Inline(), ["scripts/page.js", "assets/stylesheets/site.0a1b2c3d.min.css", "index.html"])
    assert f"  Content-Security-Policy: {policy(Inline())}; frame-ancestors 'none'\n" in text
    assert text.startswith("/*\n")
    assert [line for line in text.splitlines() if line.startswith("/")] == [
        "/*",
        "/assets/stylesheets/site.0a1b2c3d.min.css",
    ]
    assert text.endswith("immutable\n")
    for name in ("X-Content-Type-Options: nosniff", "Referrer-Policy:", "Permissions-Policy:"):
        assert name in text


@pytest.mark.parametrize(
    ("html", "scripts", "lines"),
    [
        ("<!-- <script>alert('Hello, world.');</script> -->", set(), ()),
        ("<p title='<script>'>中<script>alert('Hello, world.');</script>", {ALERT}, ()),
        ("<p title=\"<!--\"><script>alert('Hello, world.');</script>", {ALERT}, ()),
        ("<script>alert('Hello, world.');</script><b/onclick=x>肝", {ALERT}, (1,)),
        ("<p>\n<a href='&#106;avascript:x'>肝</a>", set(), (2,)),
        ("<p>on = style = 中</p><script>alert('Hello, world.');</script>", {ALERT}, ()),
    ],
)
def test_unusual_pages_are_read_by_the_parser(html, scripts, lines):
    """What the pattern for usual pages would misread is found, or left, as a browser would."""
    found = inline_parts(html)
    assert found.scripts == scripts
    assert tuple(line for line, _ in found.unallowed) == lines
