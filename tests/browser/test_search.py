"""Facts about the search as a reader meets it: what is found, in which language, and what is seen of it."""

from __future__ import annotations

import gzip
import json
import re
import sys
from base64 import b64encode
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import expect

from bireview.review import load_review
from bireview.search.index import search_index
from bireview.search.tokens import RULES
from bireview.search.variants import simplified

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from corpus import write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

LANGUAGES = {"zh": "", "en": "en/"}
both_languages = pytest.mark.parametrize("place", LANGUAGES.values(), ids=LANGUAGES)
RESULT = "a.md-search-result__link"

POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; "
    "worker-src 'self'; connect-src 'self'"
)
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@contextmanager
def searching(browser: Browser, address: str, width: int = 1280) -> Iterator[Page]:
    """A tab with the search dialog open; no error may have been said at its end, but the theme's known one."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if width < 960:
        page.locator("label.md-header__button[for='__search']").click()
    page.locator("input[name='query']").click()
    try:
        yield page
    finally:
        context.close()
    assert not [error for error in errors if "404" not in error]


def search(page: Page, words: str) -> list[str]:
    """Put words into the box as an input method does, without a key; answers the results' addresses."""
    page.locator("input[name='query']").fill("")
    expect(page.locator(RESULT)).to_have_count(0)
    page.keyboard.insert_text(words)
    expect(page.locator(f"{RESULT}, .search-empty").first).to_be_visible()
    return addresses(page)


def addresses(page: Page) -> list[str]:
    """Results by page, the best of each first; a page's own line is left out where it is no result."""
    found = page.locator(RESULT).evaluate_all(
        """links => {
            const score = link => Number(link.querySelector("[data-md-score]").dataset.mdScore);
            const lists = [...document.querySelectorAll(".md-search-result__item")];
            const at = link => lists.indexOf(link.closest("li"));
            const order = (a, b) => at(a) - at(b) || score(b) - score(a);
            return links.filter(score).sort(order).map(link => link.href);
        }"""
    )
    paths = [urlsplit(url) for url in found]
    return [unquote(url.path.removeprefix("/") + (f"#{url.fragment}" if url.fragment else "")) for url in paths]


def test_tokens_are_the_same_in_the_browser(chromium: Browser, server: str, repository: Path) -> None:
    """The golden cases hold in JavaScript too."""
    cases = yaml.safe_load((repository / "tests/cases/search_tokens.yml").read_text(encoding="utf-8"))
    variants = "".join(f"{variant}{form}" for variant, form in simplified().items())
    page = chromium.new_page()
    page.goto(f"{server}404.html")
    page.add_script_tag(url="/scripts/search-engine.js")
    got = page.evaluate(
        """([rules, variants, texts]) => texts.map(bireviewSearch.tokenizer(rules, variants).tokens)""",
        [json.loads(json.dumps(RULES)), variants, [case["text"] for case in cases]],
    )
    page.close()
    wrong = {case["name"]: tokens for case, tokens in zip(cases, got, strict=True) if tokens != case["tokens"]}
    assert wrong == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("cirrhosis", "cirhosis", True),
        ("exosom", "exosmo", True),
        ("cell", "cells", True),
        ("cell", "bell", True),
        ("cell", "cell", True),
        ("cirrhosis", "cirosis", False),
        ("abcd", "badc", False),
        ("cell", "clel", True),
    ],
)
def test_one_typing_error(chromium: Browser, server: str, one: str, other: str, same: bool) -> None:
    """A letter too many, too few, another, or two that changed places."""
    page = chromium.new_page()
    page.goto(f"{server}404.html")
    page.add_script_tag(url="/scripts/search-engine.js")
    assert page.evaluate("([a, b]) => bireviewSearch.withinOneEdit(a, b)", [one, other]) is same
    assert page.evaluate("([a, b]) => bireviewSearch.withinOneEdit(b, a)", [one, other]) is same
    page.close()


# What is found

FOUND = (
    # (words, the section that comes first; both sites unless told)
    ("旁分泌", "mechanisms/#paracrine-action"),
    ("paracrine", "mechanisms/#paracrine-action"),
    ("autophagy", "mechanisms/#exosomes"),
    ("巨噬细胞极化", "mechanisms/#paracrine-action"),
    ("macrophage polarization", "mechanisms/#paracrine-action"),
    ("巨噬細胞極化", "mechanisms/#paracrine-action"),  # traditional
    ("ＭＭＰ", "mechanisms/#paracrine-action"),  # full-width
    ("７３．２％", "clinical-studies/#liver-failure"),
    ("73.2 %", "clinical-studies/#liver-failure"),
    ("219例", "clinical-studies/#viral-cirrhosis"),
    ("71个月", "clinical-studies/#viral-cirrhosis"),
    ("71 months", "clinical-studies/#viral-cirrhosis"),
    ("UCMSC 安全性", "clinical-studies/#viral-cirrhosis"),
    ("TGFb", "mechanisms/#paracrine-action"),
    ("TGF-β", "mechanisms/#paracrine-action"),
    ("TGF beta", "mechanisms/#paracrine-action"),
    ("macrophge", "mechanisms/#paracrine-action"),  # a typing error
    ("inflamasome", "mechanisms/#exosomes"),
    ("autopha", "mechanisms/#exosomes"),  # a beginning
    ("tumorigenicity", "open-problems/#safety"),
    ("tumourigenicity", "open-problems/#safety"),
    ("脐带 MSC 肝衰竭", "clinical-studies/#liver-failure"),  # two languages in one
    ("乙肝 失代偿", "clinical-studies/#viral-cirrhosis"),  # colloquial
    ("慢加急肝衰", "clinical-studies/#liver-failure"),
    ("CCl4", "mechanisms/#exosomes"),
    ("CCl₄", "mechanisms/#exosomes"),
    ("巨噬细胞极话", "mechanisms/#paracrine-action"),  # a wrong character
    ("缺血再灌注损商", "mechanisms/#exosomes"),
    ("致廇性", "open-problems/#safety"),
    ("原发性胆汁胆管炎", "clinical-studies/#other-causes"),  # a missing one
    ("失代偿代期乙型肝炎肝硬化", "clinical-studies/#viral-cirrhosis"),  # one too many
    ("染体色畸变", "open-problems/#safety"),  # two that changed places
)


@both_languages
def test_the_right_section_comes_first(chromium: Browser, server: str, place: str) -> None:
    """However a reader writes it, and in either language: the section in the page's language, and nothing twice."""
    wrong = {}
    with searching(chromium, server + place) as page:
        for words, section in FOUND:
            found = search(page, words)
            if found[:1] != [place + section] or len(set(found)) != len(found):
                wrong[words] = found[:3]
            assert all(address.startswith("en/") is bool(place) for address in found), words
    assert wrong == {}


THINGS = (
    ("Mohamadnejad 2013", "references/#ref-mohamadnejad2013"),
    ("10.1016/j.jcyt.2013.03.005", "references/#ref-"),
    ("Glennie Blood 2005", "references/#ref-glennie2005"),
    ("Salama", "evidence/#study-S27"),
    ("免疫原性", "glossary/#term-immunogenicity"),
    ("immunogenicity", "glossary/#term-immunogenicity"),
    ("裸鼠 血单核细胞", "notes/#note-C4"),
    ("j.bbrc.2008.04.058", "references/#ref-yan2008"),  # the end of a DOI
)


@both_languages
def test_everything_is_found(chromium: Browser, server: str, place: str) -> None:
    """Rows of the evidence table, terms, editorial notes and references are among the results."""
    with searching(chromium, server + place) as page:
        found = {words: search(page, words) for words, _ in THINGS}
    lost = {
        words: found[words][:5]
        for words, thing in THINGS
        if not any(address.startswith(place + thing) for address in found[words])
    }
    assert lost == {}


@both_languages
@pytest.mark.parametrize(
    "words",
    ["20000007", "PMID 20000007", "PMID:20000007", "10.5555/corpus.7", "https://doi.org/10.5555/corpus.7"],
)
def test_an_identifier_finds_its_reference(
    chromium: Browser, server: str, tmp_path: Path, place: str, words: str
) -> None:
    """A PMID, which the review's own references do not have, and a DOI."""
    write_corpus(tmp_path, 5, 30)
    review, _ = load_review(tmp_path)
    index = search_index(review).files
    files = {name.removesuffix(".json"): json.loads(text) for name, text in index.items() if ".json" in name}
    page = chromium.new_page()
    page.goto(f"{server}404.html")
    page.add_script_tag(url="/scripts/search-engine.js")
    found = page.evaluate(
        """([files, words, language]) =>
            bireviewSearch.open(async name => files[name], language).search(words, language)
            .then(found => found.groups.flatMap(group => group.results.map(result => result.doi)))""",
        [files, words, "en" if place else "zh"],
    )
    page.close()
    assert found[0] == "10.5555/corpus.7"


# What is seen


@both_languages
@pytest.mark.parametrize("width", [1280, 390])
def test_a_result_says_what_matched(chromium: Browser, server: str, place: str, width: int) -> None:
    """The passage is marked; when the other language was typed, a line says what the term is here."""
    typed, here = ("旁分泌", "paracrine") if place else ("paracrine", "旁分泌")
    with searching(chromium, server + place, width) as page:
        search(page, typed)
        first = page.locator(RESULT, has=page.locator(".search-passage")).first
        expect(first.locator("h2")).to_have_text(re.compile(r"^2\.2 "))
        expect(first.locator("mark").first).to_contain_text(here, ignore_case=True)
        expect(first.locator(".search-through")).to_contain_text(re.compile(f"^{typed} → {here}"))
        search(page, here)
        expect(page.locator(RESULT, has=page.locator(".search-passage")).first.locator("mark").first).to_be_visible()
        expect(page.locator(".search-through")).to_have_count(0)


@both_languages
def test_the_other_languages_results_are_a_switch_away(chromium: Browser, server: str, place: str) -> None:
    """One press shows the same results in the other language, another one brings them back."""
    with searching(chromium, server + place) as page:
        search(page, "paracrine")
        switch = page.locator(".search-switch")
        switch.click()
        expect(page.locator(f"{RESULT}[href*='/en/mechanisms/']").first).to_be_visible(visible=not place)
        expect(switch).to_have_attribute("lang", "en" if place else "zh")  # It leads back now.
        page.keyboard.press("ArrowDown")
        expect(switch).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(f"{RESULT}[href*='/en/mechanisms/']").first).to_be_visible(visible=bool(place))


@both_languages
def test_a_reference_has_its_doi_as_a_link(chromium: Browser, server: str, place: str) -> None:
    """The link stands beside the result, not in it."""
    with searching(chromium, server + place) as page:
        search(page, "Glennie Blood 2005")
        doi = page.locator(".md-search-result .search-doi a").first
        expect(doi).to_have_attribute("href", re.compile(r"^https://doi\.org/10\."))
        assert not page.locator(f"{RESULT} a").count()


@both_languages
def test_nothing_found_says_what_to_do(chromium: Browser, server: str, place: str) -> None:
    """There are hints, and links to the contents and the glossary."""
    with searching(chromium, server + place) as page:
        assert search(page, "zzzqqqxx") == []
        expect(page.locator(".md-search-result__meta")).to_contain_text("zzzqqqxx")
        page.locator(".search-help a").last.click()
        expect(page).to_have_url(f"{server}{place}glossary/")


IN_VIEW = """() => [...document.querySelectorAll("article :is(p mark, .search-target)")].some(mark => {
    const box = mark.getClientRects()[0];
    return box.top > document.querySelector(".md-header").getBoundingClientRect().bottom && box.bottom < innerHeight;
})"""


MARKED = "() => [...document.querySelectorAll('article mark[data-md-highlight]')].map(m => m.textContent).join('')"


@both_languages
@pytest.mark.parametrize(
    ("words", "section", "marked"),
    [
        ("CD34⁺", "clinical-studies/#viral-cirrhosis", "CD34"),
        ("CCl₄", "mechanisms/#exosomes", "CCl4"),
        ("10⁸", "clinical-studies/#liver-failure", "108"),
    ],
)
def test_marks_reach_over_raised_and_lowered_figures(
    chromium: Browser, server: str, place: str, words: str, section: str, marked: str
) -> None:
    """What a page writes with an element of its own is marked in the opened page as well."""
    with searching(chromium, server + place) as page:
        found = search(page, words)
        assert place + section in found[:3]
        page.locator(f"{RESULT}[href*='{section.split('#')[0]}'][href$='{section.split('#')[1]}']").first.click()
        expect(page).to_have_url(f"{server}{place}{section}")
        expect(page.locator("article mark[data-md-highlight]").first).to_be_visible()
        assert marked in page.evaluate(MARKED)


@both_languages
@pytest.mark.parametrize("words", ["exosomes NLRP3", "外泌体 自噬"])
def test_enter_waits_for_the_answer(chromium: Browser, server: str, place: str, words: str) -> None:
    """Pressed before the last letters are answered, it opens what they find, with the passage marked."""
    with searching(chromium, server + place) as page:
        page.keyboard.insert_text(words[:3])
        page.keyboard.insert_text(words[3:])
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{server}{place}mechanisms/#exosomes")
        page.wait_for_function(IN_VIEW)


@both_languages
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("words", ["exosomes NLRP3", "外泌体 自噬"])
def test_an_opened_result_shows_the_passage(chromium: Browser, server: str, place: str, width: int, words: str) -> None:
    """The match is in view and marked, also when it was typed in the other language; the address is clean."""
    with searching(chromium, server + place, width) as page:
        search(page, words)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{server}{place}mechanisms/#exosomes")
        page.wait_for_function(IN_VIEW)


@both_languages
def test_keyboard_and_screen_reader(chromium: Browser, server: str, place: str) -> None:
    """`/` opens the dialog, which has a name; counts are announced; arrows reach results; Escape closes."""
    with searching(chromium, server + place) as page:
        opened = page.locator("#__search")  # The theme follows the focus with a little delay.
        expect(opened).to_be_checked()
        page.keyboard.press("Escape")
        expect(opened).not_to_be_checked()
        page.wait_for_timeout(200)
        page.keyboard.press("/")
        expect(opened).to_be_checked()
        expect(page.get_by_role("dialog", name=re.compile("Search this review|搜索本综述"))).to_be_visible()
        page.keyboard.type("cirrhosis")
        expect(page.locator(".md-search-result[data-query='cirrhosis']")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text=re.compile(r"\d+"))).to_be_visible()
        page.keyboard.press("ArrowDown")  # The switch.
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"{RESULT}:focus")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"^{re.escape(server + place)}[a-z-]+/"))


@both_languages
def test_under_a_strict_policy(chromium: Browser, server: str, place: str) -> None:
    """Scripts, styles, worker and data come from the site itself; only the theme's inline scripts need their hashes."""

    def guard(route: Route) -> None:
        answer = route.fetch()
        hashes = {sha256(script.encode()).digest() for script in INLINE.findall(answer.text())}
        said = " ".join(f"'sha256-{b64encode(one).decode()}'" for one in sorted(hashes))
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": POLICY.format(hashes=said)}
        )

    context = chromium.new_context()
    context.route(lambda url: url.endswith("/"), guard)
    refused: list[str] = []
    context.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page = context.new_page()
    page.goto(server + place)
    before = len(refused)  # The theme's own.
    page.locator("input[name='query']").click()
    assert search(page, "旁分泌")[0] == f"{place}mechanisms/#paracrine-action"
    assert refused[before:] == []
    page.keyboard.press("Enter")
    expect(page.locator("mark[data-md-highlight]").first).to_be_in_viewport()
    context.close()


@both_languages
def test_a_copy_on_disk_is_searched_too(chromium: Browser, site: Path, place: str) -> None:
    """From `file:`, without a server."""
    page = chromium.new_page()
    page.goto((site / place / "index.html").as_uri())
    page.locator("input[name='query']").click()
    page.keyboard.insert_text("旁分泌")
    page.locator(RESULT, has=page.locator(".search-passage")).first.click()
    expect(page).to_have_url(re.compile(r"mechanisms/index\.html#paracrine-action$"))
    expect(page.locator("mark[data-md-highlight]").first).to_be_in_viewport()
    page.close()


ON_EVERY_PAGE = {"/scripts/search.js", "/scripts/search-worker.js", "/search/search_index.json"}
EVERY_PAGE, LIMIT = 1_500, 60_000


@both_languages
def test_little_is_fetched_before_the_first_result(chromium: Browser, server: str, site: Path, place: str) -> None:
    """Next to nothing until the box is used; then code, styles and data together stay under 60 kB compressed."""
    context = chromium.new_context()
    asked: set[str] = set()
    context.on("request", lambda request: asked.add(urlsplit(request.url).path))

    def fetched() -> set[str]:
        return {path for path in asked if re.match(r"/search/|/scripts/search|/stylesheets/search", path)}

    def size(files: set[str]) -> int:
        return sum(len(gzip.compress((site / path[1:]).read_bytes(), 6)) for path in files)

    page = context.new_page()
    page.goto(server + place)
    page.wait_for_load_state("networkidle")
    assert fetched() == ON_EVERY_PAGE
    assert size({path for path in fetched() if path.startswith("/scripts/")}) <= EVERY_PAGE
    page.locator("input[name='query']").click()
    search(page, "liver failure" if place else "肝衰竭")
    files = fetched()
    context.close()
    assert {"/search/core.json", "/scripts/search-engine.js", "/stylesheets/search.css"} <= files
    assert size(files) <= LIMIT, sorted(files)


@both_languages
def test_texts_of_both_languages_are_asked_for_together(chromium: Browser, server: str, place: str) -> None:
    """Where only the translation matched, its text does not wait for that of the page's language, nor the other way."""
    with searching(chromium, server + place) as page:
        held: list[Route] = []
        asked: set[str] = set()

        def hold(route: Route) -> None:
            held.append(route)
            asked.update(re.findall("texts-[a-z]+", route.request.url))
            while held and len(asked) == 2:
                held.pop().continue_()

        page.context.route("**/search/texts-*", hold)
        search(page, "随机对照" if place else "how many patients")
        expect(page.locator(f"{RESULT} .search-passage[lang] mark").first).to_be_visible()
        page.context.unroute("**/search/texts-*")


@both_languages
def test_later_queries_find_their_files_there(chromium: Browser, server: str, site: Path, place: str) -> None:
    """A second after the first result the rest follows: all postings, and the texts of the page's language."""
    wanted = {
        path.name
        for name in ("postings", "texts-en" if place else "texts-zh")
        for path in site.glob(f"search/{name}-*")
    }
    with searching(chromium, server + place) as page:
        page.context.on("request", lambda request: wanted.discard(urlsplit(request.url).path.rpartition("/")[2]))
        with page.context.expect_event("request", lambda _: not wanted):
            search(page, "liver failure" if place else "肝衰竭")
    assert not wanted


@both_languages
def test_a_pointer_on_its_way_to_the_box_fetches_the_search(chromium: Browser, server: str, place: str) -> None:
    """The index is there by the time the box is used."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(server + place)
    with page.expect_response(re.compile("/search/core[.]json")):
        page.locator(".md-search__form").hover()
    assert not page.locator("#__search").is_checked()
    context.close()


@both_languages
def test_what_cannot_be_loaded_is_said(chromium: Browser, server: str, place: str) -> None:
    """A lost connection is not passed off as nothing found; typing again tries again."""
    context = chromium.new_context()
    context.route("**/search/core.json*", lambda route: route.abort())
    page = context.new_page()
    page.goto(server + place)
    page.locator("input[name='query']").click()
    page.keyboard.insert_text("MSC")
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile("could not be loaded|未能载入"))
    context.unroute("**/search/core.json*")
    page.keyboard.insert_text(" ")
    page.keyboard.insert_text("exosome")
    expect(page.locator(RESULT).first).to_be_visible()
    context.close()
