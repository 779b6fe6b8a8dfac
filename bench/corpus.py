# ruff: noqa: E501, S311 - sentences in two languages stand side by side; chance here is no secret
"""A review of any size, for measuring: the same arguments give the same files, in order and ready to build strictly.

    bench/corpus.py FOLDER --pages 100 --references 1000

Terms, figures, names and sentences are drawn from lists, so the text means nothing; but it has the shape of a review:
numbered sections, paragraphs of a few sentences with citations, glossary terms and figures, alike in both languages.
Every page has topics of its own, so that most words are rare and a few are everywhere. The site is set up as the
repository's, whose theme, hooks and plugins it uses.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = 10
"""Sections with a number of their own on a page of text."""
PART = 25
"""Pages in a part of the navigation; a corpus that is no longer than one has no parts."""
LANGUAGES = ("zh", "en")

TISSUES = (
    "肝 hepatic,肾 renal,心肌 myocardial,肺 pulmonary,脑 cerebral,胰腺 pancreatic,肠黏膜 intestinal,骨髓 marrow,皮肤 cutaneous,"
    "角膜 corneal,软骨 cartilage,血管 vascular,神经 neural,视网膜 retinal,胆管 biliary,脾 splenic,胃 gastric,甲状腺 thyroid,"
    "肌肉 muscular,滑膜 synovial,子宫 uterine,卵巢 ovarian,前列腺 prostatic,膀胱 vesical,气道 airway,淋巴 lymphatic,"
    "门静脉 portal,骨膜 periosteal,胸腺 thymic,肾上腺 adrenal,垂体 pituitary,耳蜗 cochlear,牙龈 gingival,脂肪 adipose,"
    "胎盘 placental,脐带 umbilical,腹膜 peritoneal,心包 pericardial,食管 oesophageal,结肠 colonic"
)
PROCESSES = (
    "纤维化 fibrosis,再生 regeneration,坏死 necrosis,凋亡 apoptosis,自噬 autophagy,炎症 inflammation,灌注损伤 reperfusion,"
    "衰老 senescence,水肿 oedema,增生 hyperplasia,萎缩 atrophy,钙化 calcification,缺血 ischaemia,溃疡 ulceration,"
    "血栓 thrombosis,硬化 sclerosis,肿瘤 neoplasia,感染 infection,移植 transplantation,归巢 homing,分化 differentiation,"
    "迁移 migration,增殖 proliferation,极化 polarisation,代谢 metabolism,重塑 remodelling,新生血管 angiogenesis,"
    "脱髓鞘 demyelination,免疫排斥 rejection,氧化应激 oxidation,衰竭 failure,出血 haemorrhage,穿孔 perforation,"
    "狭窄 stenosis,扩张 dilatation,粘连 adhesion,脂肪变性 steatosis,淤血 congestion,修复 repair,切除 resection"
)
ADJECTIVES = (
    "显著 marked,轻微 slight,持续 lasting,短暂 passing,可逆 reversible,剂量依赖 dose-dependent,意外 unexpected,"
    "一致 consistent,早期 early,晚期 late,局部 local,全身 systemic"
)
# What a sentence takes: {a} {b} terms, {f} {g} factors, {q} a quality, {n} {p} {w} figures, {who} an author with a mark.
SENTENCES = (
    (
        "{who}纳入{n}例{a}患者，随访{w}周时{f}水平下降{p}%，{b}的发生率低于对照组。",
        "{who} enrolled {n} patients with {a}; at {w} weeks of follow-up the level of {f} had fallen by {p}%, and {b} was "
        "less frequent than in the control group.",
    ),
    (
        "在{a}模型中，{f}通过下调{g}抑制{b}，这一作用{q}。",
        "In a model of {a}, {f} inhibited {b} by down-regulating {g}, an effect that was {q}.",
    ),
    (
        "{who}发现，{a}与{b}之间的联系取决于{f}的表达。",
        "{who} found that the link between {a} and {b} depends on the expression of {f}.",
    ),
    (
        "关于{a}的证据仍然有限，多数研究没有报告{b}，也没有说明随访时间。",
        "Evidence on {a} is still limited: most studies report no {b} and do not say how long they followed patients.",
    ),
    (
        "与单独处理相比，联合{f}和{g}使{a}评分改善{p}%。",
        "Compared with either treatment alone, {f} combined with {g} improved the score for {a} by {p}%.",
    ),
    (
        "{who}比较了两种给药途径，{w}周后{a}的程度没有差别。",
        "{who} compared two routes of administration; after {w} weeks the degree of {a} did not differ.",
    ),
    (
        "{a}的机制尚未阐明，可能涉及{f}信号通路和细胞外基质的沉积。",
        "How {a} comes about is not known; the {f} signalling pathway and deposition of extracellular matrix may be involved.",
    ),
    (
        "一项随机对照研究共分配{n}例受试者，主要终点为{a}，安全性终点为{b}。",
        "A randomised controlled trial assigned {n} subjects; the main endpoint was {a}, the safety endpoint {b}.",
    ),
    (
        "上述结果提示，{f}可作为{a}的标志物，但其特异性低于{g}。",
        "These results suggest {f} as a marker of {a}, although it is less specific than {g}.",
    ),
    (
        "{who}在体外培养中观察到{q}的{a}，而{b}不受影响。",
        "{who} saw {q} {a} in culture, while {b} was unaffected.",
    ),
    (
        "因此，治疗{a}时应当监测{b}，并在{w}周内复查。",
        "In treating {a}, therefore, {b} should be monitored and checked again within {w} weeks.",
    ),
    (
        "不良事件多为发热和乏力，仅{n}例出现{a}，均在停药后缓解。",
        "Adverse events were mostly fever and fatigue; {a} occurred in {n} patients and resolved when the drug was stopped.",
    ),
)
TITLES = (
    ("{a}的机制", "Mechanisms of {a}"),
    ("{a}与{b}", "{a} and {b}"),
    ("{a}的临床研究", "Clinical studies of {a}"),
    ("{f}在{a}中的作用", "{f} in {a}"),
    ("{a}治疗的安全性", "Safety of treatment for {a}"),
)
_FAMILIES = (
    "Abel Baker Chen Dietrich Evans Fournier Garcia Huang Ito Jensen Kim Lindqvist Moreau Nakamura Okafor Petrov "
    "Quinn Rossi Sato Tanaka Ueda Vasquez Wang Xu Yamada Zhang Andersson Bianchi Castillo Dubois"
)
FAMILIES = _FAMILIES.split()
ENDINGS = ("", "son", "ova", "berg", "etti", "mann", "ski", "oglu", "ides", "wala")
JOURNALS = ("J Hepatol", "Cell Transplant", "Stem Cells", "Gut", "Sci Rep", "Liver Int", "PLoS One", "Cytotherapy")


@dataclass(frozen=True)
class Term:
    """A concept, by language."""

    zh: str
    en: str


def _pairs(text: str) -> list[Term]:
    return [Term(*pair.split(" ", 1)) for pair in text.split(",")]


def all_terms() -> list[Term]:
    """Every tissue with every process: 1,600 terms, mixed in an order that is always the same."""
    terms = [
        Term(tissue.zh + process.zh, f"{tissue.en} {process.en}")
        for tissue in _pairs(TISSUES)
        for process in _pairs(PROCESSES)
    ]
    random.Random("terms").shuffle(terms)
    return terms


def author(number: int) -> str:
    """The family name of the first author of a work."""
    return FAMILIES[number % len(FAMILIES)] + ENDINGS[number // len(FAMILIES) % len(ENDINGS)]


def key(number: int) -> str:
    """The key of a work: `chen2012`, and after all names and years have been used `chen2012-2`."""
    rounds = number // (len(FAMILIES) * len(ENDINGS) * 35)
    return f"{author(number).lower()}{_year(number)}" + (f"-{rounds + 1}" if rounds else "")


def _year(number: int) -> int:
    return 1990 + number // (len(FAMILIES) * len(ENDINGS)) % 35


def write_corpus(folder: Path, pages: int, references: int, sections: int = SECTIONS) -> None:
    """Write a whole project. `pages` per language count the home page, the references and the glossary too."""
    if pages < 4:
        raise ValueError("a corpus has at least four pages: home, one of text, references, glossary")
    terms = all_terms()
    known = terms[: min(len(terms), 60 + pages)]
    slugs = [f"chapter-{number}" for number in range(1, pages - 2)]
    _write(folder / "mkdocs.yml", _config(slugs))
    _write(folder / "references.bib", "\n".join(_entries(references, terms)))
    _write(folder / "glossary.yml", "".join(_glossary(known)))
    _write(folder / "notes.yml", "[]\n")
    _write(folder / "studies.yml", "[]\n")
    for name, texts in _front(pages).items():
        for language, text in zip(LANGUAGES, texts, strict=True):
            _write(folder / "docs" / language / f"{name}.md", text)
    waiting = iter(range(references))
    # Every work is cited once, the rest of the marks repeat an earlier one.
    each, more = divmod(references, len(slugs))
    for number, slug in enumerate(slugs, 1):
        works = [next(waiting) for _ in range(each + (number <= more))]
        for language, text in zip(LANGUAGES, _chapter(number, works, terms, known, sections), strict=True):
            _write(folder / "docs" / language / f"{slug}.md", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


class _Loader(yaml.SafeLoader):
    """Reads MkDocs' `!ENV [NAME, default]` as the default."""


_Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])  # type: ignore[no-untyped-call]


def _config(slugs: Sequence[str]) -> str:
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader
    files = [f"{slug}.md" for slug in slugs]
    parts = [files[start : start + PART] for start in range(0, len(files), PART)]
    text = parts[0] if len(parts) == 1 else [{f"Part {n}": part} for n, part in enumerate(parts, 1)]
    config["nav"] = ["index.md", *text, "references.md", "glossary.md"]
    config.pop("watch", None)
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False)


def _front(pages: int) -> dict[str, tuple[str, str]]:
    record = (
        "article:\n  authors: [{{name: {name}}}]\n  affiliation: {place}\n  keywords: [{word}]\n  journal: J Hepatol\n"
        "  year: 2023\n  doi: 10.5555/corpus\n"
    )
    zh, en = record.format(name="甲", place="某所", word="综述"), record.format(name="A", place="A", word="review")
    return {
        "index": (
            _page("综述", f"{pages}页的综述。", "# 综述 {#title}\n\n## 目录 {#contents}\n\n::: {#contents}\n:::\n", zh),
            _page(
                "Review",
                f"{pages} pages.",
                "# Review {#title}\n\n## Contents {#contents}\n\n::: {#contents}\n:::\n",
                en,
            ),
        ),
        "references": (
            _page("参考文献", "全部文献。", "# 参考文献 {#references}\n\n::: {#references}\n:::\n"),
            _page("References", "All works.", "# References {#references}\n\n::: {#references}\n:::\n"),
        ),
        "glossary": (
            _page("术语表", "全部术语。", "# 术语表 {#glossary}\n\n::: {#glossary}\n:::\n"),
            _page("Glossary", "All terms.", "# Glossary {#glossary}\n\n::: {#glossary}\n:::\n"),
        ),
    }


def _page(title: str, description: str, text: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ndescription: {description}\n{more}---\n\n{text}"


def _glossary(terms: Sequence[Term]) -> Iterator[str]:
    for term in terms:
        identifier = term.en.replace(" ", "-")
        yield (
            f"- id: {identifier}\n  zh: {term.zh}\n  en: {term.en}\n"
            f"  definition: {{zh: {term.zh}是一种组织变化。, en: A change of tissue called {term.en}.}}\n"
        )


def _entries(references: int, terms: Sequence[Term]) -> Iterator[str]:
    for number in range(references):
        chance = random.Random(f"work {number}")
        first = chance.randint(1, 900)
        title = f"{chance.choice(terms).en} and {chance.choice(terms).en} after {_factor(chance)} blockade"
        pmid = f"  pmid = {{{20_000_000 + number}}},\n" if number % 2 else ""
        yield (
            f"@article{{{key(number)},\n"
            f"  author = {{{author(number)}, {chance.choice('ABCDEFGHJKLM')} and {author(number * 7 + 3)}, B and others}},\n"
            f"  title = {{{title[0].upper()}{title[1:]}}},\n  journal = {{{chance.choice(JOURNALS)}}},\n"
            f"  year = {{{_year(number)}}},\n  volume = {{{chance.randint(1, 90)}}},\n"
            f"  pages = {{{first}--{first + chance.randint(2, 15)}}},\n{pmid}"
            f"  doi = {{10.5555/corpus.{number}}},\n  langid = {{english}},\n}}\n"
        )


def _chapter(
    number: int, works: list[int], terms: Sequence[Term], known: Sequence[Term], sections: int
) -> tuple[str, str]:
    """A page in both languages."""
    chance = random.Random(f"chapter {number}")
    topics = [*chance.sample(list(terms), 8), *chance.sample(list(known), 4)]
    cited = works or [0]
    texts: tuple[list[str], list[str]] = ([], [])
    for place in range(sections):
        head = f"{number}.{place}" if place else str(number)
        names = _sentence(chance, TITLES[place % len(TITLES)], topics, "")
        marks = works[len(works) * place // sections : len(works) * (place + 1) // sections]
        for text, name in zip(texts, names, strict=True):
            text.append(f"{'##' if place else '#'} {head} {name[0].upper()}{name[1:]} {{#section-{number}-{place}}}")
        for _ in range(2):
            forms = [chance.choice(SENTENCES) for _ in range(4)]
            whom = [_mark(chance, marks, cited) if "{who}" in form[0] else "" for form in forms]
            sentences = [_sentence(chance, form, topics, who) for form, who in zip(forms, whom, strict=True)]
            for text, row, gap in zip(texts, zip(*sentences, strict=True), ("", " "), strict=True):
                text.append(gap.join(sentence[0].upper() + sentence[1:] for sentence in row))
        if marks:
            rest = "".join(f"[@{key(work)}]" for work in marks)
            texts[0].append(f"其他研究也支持这些结论{rest}。")
            texts[1].append(f"Other studies support this.{rest}")
    title = [text[0].removeprefix(f"# {number} ").split(" {#")[0] for text in texts]
    zh = _page(title[0], f"第{number}章。", "\n\n".join(texts[0]) + "\n")
    return zh, _page(title[1], f"Chapter {number}.", "\n\n".join(texts[1]) + "\n")


def _mark(chance: random.Random, marks: list[int], cited: Sequence[int]) -> str:
    """A work to be named: the next that this section has to cite, or one of the page's again."""
    work = marks.pop() if marks else chance.choice(cited)
    return f"{author(work)} {key(work)}"


def _sentence(chance: random.Random, forms: tuple[str, str], topics: Sequence[Term], who: str) -> tuple[str, str]:
    a, b = chance.sample(list(topics), 2)
    quality = chance.choice(_pairs(ADJECTIVES))
    values: dict[str, object] = {"f": _factor(chance), "g": _factor(chance)}
    values |= {"n": chance.randint(8, 480), "p": chance.randint(3, 88), "w": chance.choice((4, 8, 12, 24, 48, 96))}
    name, _, work = who.partition(" ")
    marks = (f"{name}等[@{work}]", f"{name} et al.[@{work}]")
    zh = forms[0].format(a=a.zh, b=b.zh, q=quality.zh, who=marks[0], **values)
    en = forms[1].format(a=a.en, b=b.en, q=quality.en, who=marks[1], **values)
    return zh, en


def _factor(chance: random.Random) -> str:
    name = chance.choice(("IL-{}", "miR-{}", "CXCL{}", "TGF-β{}", "MMP-{}", "CD{}", "NLRP{}", "Bcl-{}"))
    return name.format(chance.randint(1, 40 if name != "miR-{}" else 400))


def queries() -> list[str]:
    """What a reader might type into the search of such a site: terms, two terms, factors, authors, DOIs, PMIDs."""
    chance = random.Random("queries")
    terms = all_terms()
    found = []
    for number in range(12):
        one, other = chance.sample(terms, 2)
        found += [one.zh, one.en, f"{other.en} {_factor(chance)}", f"{author(number * 5)} {_year(number * 5)}"]
    return [*found, "10.5555/corpus.77", "20000077", "随机对照研究", "adverse events", "信号通路", "fibrosis"]


def main() -> None:
    """Write a corpus into the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=100, help="per language, all counted")
    parser.add_argument("--references", type=int, default=1000)
    parser.add_argument("--sections", type=int, default=SECTIONS, help="of a page of text")
    options = parser.parse_args()
    if options.folder.exists() and not re.search(r"^nav:$", _read(options.folder / "mkdocs.yml"), re.MULTILINE):
        parser.error(f"{options.folder} is there and is no corpus")
    write_corpus(options.folder, options.pages, options.references, options.sections)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    main()
