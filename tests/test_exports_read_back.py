"""What the exports write, other programs read: pybtex, pandoc and citation-js find the same fields.

pandoc is taken from `pypandoc_binary` when that is installed, else from the PATH; citation-js from a folder of node
modules that `BIREVIEW_NODE_MODULES` names. They are large and not part of the test requirements: where they are
missing, their tests are skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pybtex.database import parse_string

from bireview.bibliography.exports import EXPORTS
from bireview.bibliography.load import load_library

if TYPE_CHECKING:
    from collections.abc import Callable

    from bireview.bibliography.model import PartialDate, Person, Reference

ROOT = Path(__file__).resolve().parent.parent

AWKWARD = r"""
@article{particle2016,
  author = {Saat, TC and van den Engel, S and {World Health Organization} and others},
  title = {{CD34(+)} cells \& {\textit{TP53}}: 5\% of {MSCs}, {H\textsubscript{2}O} and {Ca\textsuperscript{2+}}},
  journal = {J Cell \& Bio}, year = {2016}, month = mar, volume = {8}, number = {4}, eid = {e62363},
  doi = {10.1002/(SICI)1097-0258(19980815)17:15_16}, pmid = {21608000}, pmcid = {PMC3110001}, issn = {1234-5678},
  langid = {english}
}
@article{suffix2017, author = {King, Jr., ML}, title = {T}, journal = {Science}, year = {2017}, langid = {english}}
@article{增刊2012,
  author = {林, 沪 and 陈登原 and others}, title = {人脐带间充质干细胞治疗肝硬化腹水：{MSC}的安全性},
  journal = {中华肝脏病杂志}, year = {2012}, volume = {20}, number = {增刊1}, pages = {146--149, 278--279},
  langid = {chinese}
}
@article{twin2012,
  author = {Lin, H and Zhang, Z}, title = {Safety of mesenchymal cells}, journal = {Chin J Hepatol}, year = {2012},
  volume = {20}, number = {7 Suppl 2}, pages = {487--491}, doi = {10.3760/cma.j.issn.1007-3418.2012.07.002},
  langid = {english}, retracted = {2021-05-03, 10.1000/notice},
  author_zh = {林, 沪 and 张, 政}, title_zh = {间充质干细胞的安全性}, journal_zh = {中华肝脏病杂志}
}
@online{web2015,
  author = {{国家卫生和计划生育委员会}}, title = {干细胞临床研究管理办法(试行)}, date = {2015-03-27},
  url = {http://www.nhc.gov.cn/a_b%20c?d~e=f&g#h}, urldate = {2023-01-05}, langid = {chinese}
}
@incollection{chapter2009,
  author = {Li, G}, editor = {Wang, H and de la Cruz, M}, title = {Homing}, booktitle = {Handbook of Cells},
  publisher = {Springer}, address = {Berlin}, edition = {2}, year = {2009}, pages = {20--30}, langid = {english}
}
@inproceedings{talk2010,
  author = {Müller, J}, title = {Exosomes}, booktitle = {Proceedings of the Liver Meeting}, publisher = {Wiley},
  year = {2010}, pages = {5}, langid = {english}
}
@phdthesis{thesis2011, author = {王, 芳}, title = {肝细胞}, school = {中山大学}, year = {2011}, langid = {chinese}}
@techreport{report2012,
  author = {Li, G}, title = {Cells}, institution = {WHO}, number = {12}, year = {2012}, langid = {english}
}
@book{book2013, author = {Li, G}, title = {Livers}, publisher = {Elsevier}, address = {Oxford}, year = {2013}}
"""


@pytest.fixture(scope="module")
def references() -> list[Reference]:
    """The review's own references, and some that have everything that goes wrong elsewhere."""
    own, _ = load_library((ROOT / "references.bib").read_text(encoding="utf-8"), "references.bib")
    awkward, problems = load_library(AWKWARD, "awkward.bib")
    assert not problems
    return [*own.values(), *awkward.values()]


# What a reader should find, in its simplest form


def plain(text: str) -> str:
    """Text without tags, case, protection and the forms of dashes, quotes and raised characters."""
    text = unicodedata.normalize("NFKC", re.sub(r"</?(?:i|sup|sub|span)\b[^>]*>", "", str(text)))
    return re.sub("[‐-―−]", "-", text).translate(str.maketrans("“”‘’", "\"\"''")).casefold()


def folded(value: Any) -> Any:
    """A field's value, each text in it plain."""
    return [plain(part) for part in value] if isinstance(value, list) else plain(value)


def people(names: tuple[Person, ...], cut: bool) -> list[str]:
    """Each name as `family, given, suffix`."""
    found = [
        ", ".join(filter(None, (who.literal or f"{who.particle} {who.family}".strip(), who.given, who.suffix)))
        for who in names
    ]
    return [*found, *(["others"] if cut else [])]


def parts(date: PartialDate | None) -> list[int]:
    return [n for n in (date.year, date.month, date.day) if n] if date else []


def expected(reference: Reference) -> dict[str, Any]:
    """The fields every reader is asked for."""
    number = " ".join(filter(None, (reference.number, reference.supplement)))
    found = {
        "author": people(reference.authors, reference.others_cut),
        "editor": people(reference.editors, cut=False),
        "title": plain(reference.title),
        "container-title": reference.journal or reference.booktitle,
        "publisher": reference.publisher or reference.school or reference.institution,
        "publisher-place": reference.address,
        "edition": reference.edition,
        "issued": parts(reference.date),
        "accessed": parts(reference.urldate),
        "volume": reference.volume,
        "number" if reference.type == "techreport" else "issue": number,
        "page": reference.pages,
        "eid": reference.eid,
        "DOI": reference.doi,
        "URL": reference.url,
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "ISSN": reference.fields.get("issn", ""),
        "language": reference.langid,
        "type": TYPES[reference.type],
        "original-title": plain(reference.twin.title) if reference.twin else "",
    }
    return {name: value for name, value in found.items() if value}


TYPES = {
    "article": "article-journal",
    "online": "webpage",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "phdthesis": "thesis",
    "techreport": "report",
    "book": "book",
}
LANGUAGES = {"english": "en", "chinese": "zh"}


def simplified(item: dict[str, Any]) -> dict[str, Any]:
    """A reader's CSL item in the same form."""
    found = dict(item)
    for role in ("author", "editor"):
        found[role] = [name_of(name) for name in item.get(role, ())]
    for name in ("issued", "accessed"):
        found[name] = [int(n) for n in item.get(name, {}).get("date-parts", [[]])[0]]
    for name in ("volume", "issue", "number", "page", "edition"):
        found[name] = plain(item[name]) if name in item else ""
    found["eid"] = found["number"] or found["page"]
    found["title"] = plain(item["title"])
    language = item.get("language", "")
    found["language"] = LANGUAGES.get(language, language.split("-")[0])
    return found


def name_of(name: dict[str, str]) -> str:
    particle = name.get("non-dropping-particle") or name.get("dropping-particle", "")
    family = name.get("literal") or f"{particle} {name.get('family', '')}".strip()
    return ", ".join(filter(None, (family, name.get("given"), name.get("suffix"))))


def differences(
    references: list[Reference], items: list[dict[str, Any]], unread: set[str]
) -> dict[str, dict[str, Any]]:
    """What was read otherwise than it was written, by key.

    `unread` are fields, `type.field` or `key.field` that a reader is known to leave out or to understand otherwise.
    """
    assert len(items) == len(references)
    found = {}
    for reference, item in zip(references, items, strict=True):
        read = simplified(item)
        wrong = {
            name: (value, read.get(name))
            for name, value in expected(reference).items()
            if not unread & {name, f"{reference.type}.{name}", f"{reference.key}.{name}"}
            and folded(value) != folded(read.get(name))
        }
        if wrong:
            found[reference.key] = wrong
    return found


# pybtex


def test_pybtex_reads_the_bibtex(references: list[Reference]) -> None:
    """Pybtex finds every entry, in order, with its type, its people in parts, and every field."""
    database = parse_string(EXPORTS["bib"].write(references), "bibtex")
    assert list(database.entries) == [reference.key for reference in references]
    for reference in references:
        entry = database.entries[reference.key]
        assert entry.type == reference.type
        assert str(entry.fields["year"]) == str(reference.date.year if reference.date else "")
        for role, names in (("author", reference.authors), ("editor", reference.editors)):
            read = entry.persons.get(role, [])
            cut = role == "author" and reference.others_cut
            assert [str(who).replace("{", "").replace("}", "") for who in read] == [
                ", ".join(filter(None, (who.literal or f"{who.particle} {who.family}".strip(), who.suffix, who.given)))
                for who in names
            ] + (["others"] if cut else [])
        verbatim = {"doi": reference.doi, "url": reference.url, "pmid": reference.pmid, "volume": reference.volume}
        assert {name: entry.fields[name] for name in verbatim if name in entry.fields} == {
            name: value for name, value in verbatim.items() if value
        }


# pandoc


def find_pandoc() -> str | None:
    try:
        import pypandoc
    except ImportError:
        return shutil.which("pandoc")
    return str(pypandoc.get_pandoc_path())


@pytest.fixture(scope="module")
def pandoc() -> Callable[[str, str], list[dict[str, Any]]]:
    """A function from text and format to the items that pandoc reads."""
    program = find_pandoc()
    if program is None:
        pytest.skip("there is no pandoc: `pip install pypandoc_binary` brings one")

    def read(text: str, form: str) -> list[dict[str, Any]]:
        command = [program, "--from", form, "--to", "csljson"]
        answer = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
        assert answer.returncode == 0, answer.stderr.decode()
        items: list[dict[str, Any]] = json.loads(answer.stdout)
        return items

    return read


# By extension: pandoc's name of the format, and what pandoc does not read of it. Of RIS it takes the year alone of a
# date, has no web pages, and takes a suffix for the given name, as BibTeX orders them.
PANDOC: dict[str, tuple[str, set[str]]] = {
    "bib": ("biblatex", {"eid", "original-title"}),
    "ris": (
        "ris",
        {
            "issued", "accessed", "online.type", "PMID", "PMCID", "publisher-place", "techreport.number",
            "original-title", "suffix2017.author",
        },
    ),
    "json": ("csljson", set()),
}  # fmt: skip


@pytest.mark.parametrize("extension", PANDOC)
def test_pandoc_reads_the_same(
    references: list[Reference], pandoc: Callable[[str, str], list[dict[str, Any]]], extension: str
) -> None:
    """Pandoc finds the same fields in each format, but for those it does not read from that format."""
    form, unread = PANDOC[extension]
    items = pandoc(EXPORTS[extension].write(references), form)
    assert differences(references, items, unread) == {}


# citation-js

SCRIPT = """
const {Cite} = require("@citation-js/core");
for (const plugin of ["bibtex", "ris", "csl"]) require("@citation-js/plugin-" + plugin);
const [form] = process.argv.slice(1);
const text = require("fs").readFileSync(0, "utf8");
const cite = form === "json" ? new Cite(JSON.parse(text)) : new Cite(text, {forceType: form});
console.log(JSON.stringify(cite.data));
"""


@pytest.fixture(scope="module")
def citation_js() -> Callable[[str, str], list[dict[str, Any]]]:
    """A function from text and format to the items that citation-js reads."""
    node, modules = shutil.which("node"), os.environ.get("BIREVIEW_NODE_MODULES", "")
    if node is None or not Path(modules, "@citation-js", "core").is_dir():
        pytest.skip("there is no citation-js: BIREVIEW_NODE_MODULES names no folder that holds @citation-js")

    def read(text: str, form: str) -> list[dict[str, Any]]:
        environment = {**os.environ, "NODE_PATH": modules}
        command = [node, "-e", SCRIPT, "--", form]
        answer = subprocess.run(command, input=text.encode(), env=environment, capture_output=True, check=False)
        assert answer.returncode == 0, answer.stderr.decode()
        items: list[dict[str, Any]] = json.loads(answer.stdout)
        return items

    return read


# The same; citation-js looks for some things about web pages in other tags of RIS.
CITATION_JS: dict[str, tuple[str, set[str]]] = {
    "bib": ("@biblatex/text", {"original-title"}),
    "ris": ("@ris/file", {"PMID", "online.accessed", "online.original-title"}),
    "json": ("json", set()),
}


@pytest.mark.parametrize("extension", CITATION_JS)
def test_citation_js_reads_the_same(
    references: list[Reference], citation_js: Callable[[str, str], list[dict[str, Any]]], extension: str
) -> None:
    """Citation-js finds the same fields in each format, but for those it does not read from that format."""
    form, unread = CITATION_JS[extension]
    items = citation_js(EXPORTS[extension].write(references), form)
    assert differences(references, items, unread) == {}
