"""The engine's styles through pybtex's own interface and commands, as another program would use them."""

import re
import subprocess
import sys

import pybtex
import pytest
from pybtex.database import Entry, Person, parse_string
from pybtex.plugin import enumerate_plugin_names, find_plugin

from bireview.bibliography.load import load_library, reference_from_pybtex
from bireview.bibliography.rich_text import text_of
from bireview.bibliography.styles import STYLES

BIB = r"""
@article{zhang2012, author = {Zhang, Z and van den Engel, S and others},
  title = {The \textit{Foxp3} Gene in {B} Cells \& More},
  journal = {J Test}, year = 2012, volume = 27, number = {Suppl 2}, pages = {112--120}, doi = {10.1000/a<b>_c}}
@book{陈2000, author = {陈登原}, title = {国史旧闻}, address = {北京}, publisher = {中华书局}, year = 2000}
@online{who2020, author = {{World Health Organization}}, title = {Hepatitis}, date = {2020-02-03},
  urldate = {2021-01-02}, url = {https://example.org/a_b%20c?d=1&e="2"}}
"""
NLM = [
    "Zhang Z, van den Engel S, et al. The Foxp3 gene in B cells & more. J Test. 2012;27 Suppl 2:112-20. "
    "doi:10.1000/a<b>_c.",
    "陈登原. 国史旧闻. 北京: 中华书局; 2000. Chinese.",
    "World Health Organization. Hepatitis [Internet]. 2020 Feb 3 [cited 2021 Jan 2]. "
    'Available from: https://example.org/a_b%20c?d=1&e="2"',
]


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "works.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


def formatted(bib, backend, style="nlm", **options):
    return pybtex.format_from_file(
        str(bib), style=style, output_backend=backend, bib_encoding="utf-8", output_encoding="utf-8", **options
    )


def run(*arguments, folder):
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done


def test_text(bib):
    """As text, entries are numbered in the order of the file."""
    assert formatted(bib, "text").splitlines() == [f"[{n}] {text}" for n, text in enumerate(NLM, 1)]


def test_order_of_citation(bib):
    """Entries come in the order in which they are cited, and only those."""
    lines = formatted(bib, "text", citations=["who2020", "zhang2012"]).splitlines()
    assert lines == [f"[1] {NLM[2]}", f"[2] {NLM[0]}"]


def test_html(bib):
    """In HTML, italics and links are marked up and everything else is escaped, inside addresses too."""
    html = formatted(bib, "html")
    assert "The <em>Foxp3</em> gene in B cells &amp; more." in html
    assert '<a href="https://doi.org/10.1000/a%3Cb%3E_c">10.1000/a&lt;b&gt;_c</a>.' in html
    assert "<dd>陈登原. 国史旧闻. 北京: 中华书局; 2000. Chinese.</dd>" in html
    assert re.findall(r'href="([^"]*)"', html)[1].endswith("e=%222%22")


def test_latex(bib):
    """In LaTeX, italics, links and special characters are in its own terms."""
    latex = formatted(bib, "latex")
    assert r"The \emph{Foxp3} gene in B cells \& more." in latex
    assert r"\href{https://doi.org/10.1000/a%3Cb%3E_c}{10.1000/a<b>\_c}" in latex
    assert "\\bibitem[2]{陈2000}\n陈登原. 国史旧闻. 北京: 中华书局; 2000. Chinese." in latex


def test_markdown(bib):
    """In Markdown, italics and links are marked up."""
    markdown = formatted(bib, "markdown")
    assert "*Foxp3*" in markdown
    assert "(https://doi.org/10.1000/a%3Cb%3E_c)" in markdown


def test_format_command(bib, tmp_path):
    """`pybtex-format --style nlm` writes the list."""
    options = ["--style", "nlm", "--output-backend", "text", "--encoding", "utf-8"]
    run("pybtex.database.format", *options, bib.name, "works.txt", folder=tmp_path)
    assert (tmp_path / "works.txt").read_text(encoding="utf-8").splitlines()[1] == f"[2] {NLM[1]}"


def test_pybtex_command(bib, tmp_path):
    r"""`pybtex` finds the style that a LaTeX document names with \bibliographystyle."""
    aux = "\\relax\n\\bibstyle{nlm}\n\\citation{who2020}\n\\citation{zhang2012}\n\\bibdata{works}\n"
    (tmp_path / "paper.aux").write_text(aux, encoding="utf-8")
    run("pybtex", "--style-language", "python", "--encoding", "utf-8", "paper.aux", folder=tmp_path)
    assert re.findall(r"\\bibitem\[(\d)\]{(\w+)}", (tmp_path / "paper.bbl").read_text(encoding="utf-8")) == [
        ("1", "who2020"),
        ("2", "zhang2012"),
    ]


def test_all_styles_are_registered():
    """Every style of the engine is a formatting style of pybtex, by the same name."""
    assert set(STYLES) <= set(enumerate_plugin_names("pybtex.style.formatting"))
    assert {find_plugin("pybtex.style.formatting", name).name for name in STYLES} == set(STYLES)


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize("backend", ["text", "html", "latex", "markdown"])
def test_every_style_runs(bib, style, backend):
    """Every style prints every entry in every output format."""
    assert "国史旧闻" in formatted(bib, backend, style)


def test_pybtex_reads_the_review_as_the_engine_does(repository):
    """An entry that pybtex has read is printed as one that the engine has read, its other language included."""
    text = (repository / "references.bib").read_text(encoding="utf-8")
    library, _ = load_library(text, "references.bib")
    entries = parse_string(text, "bibtex").entries
    assert list(entries) == list(library)
    for key, entry in entries.items():
        reference = reference_from_pybtex(entry)
        assert reference.twin is None or reference.twin.title == library[key].twin.title
        for style in STYLES.values():
            assert style(reference) == style(library[key])


def test_entry_made_by_a_program():
    """An entry need not come from a file."""
    entry = Entry("Article", {"Title": "Cells", "journal": "J", "year": "2001", "volume": "3"})
    entry.add_person(Person(first="Ana", last="Ruiz", lineage="Jr"), "author")
    entry.key = "ruiz"
    assert text_of(STYLES["nlm"](reference_from_pybtex(entry))) == "Ruiz A Jr. Cells. J. 2001;3."
