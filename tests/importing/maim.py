"""Makes manuscripts of the repository's own review, as the extraction of a two-column PDF leaves them.

The truth is known, because it is the review: sections, paragraphs with their marks, works. A `Variant` says how the
text is maimed; the same variant and seed give the same manuscript.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from bireview.bibliography.model import Person, Reference
from bireview.review import Review

SLUGS = ("introduction", "mesenchymal-stem-cells", "mechanisms", "clinical-studies", "open-problems", "outlook")


@dataclass(frozen=True)
class Variant:
    """One way to maim: the language, how lines are set, how marks and formulas look, hyphens and DOIs."""

    language: str
    layout: str
    """`block`: a paragraph a line, blank lines between; `wrapped`: lines of `width`; `indented`, `airy`: likewise."""
    width: int = 44
    marks: str = "^[{}]"
    maths: str = r"$\times 10^{n}$"
    hyphens: str = "closed"
    """`closed`, `spread` (` - ` everywhere), `cut` (words are hyphenated at line ends)."""
    doi: str = "plain"
    """`plain`, `spaced`, `cut` over lines, `prefixed`, `wide`."""
    breaks: str = "head"
    """What stands at a page's end: `head`, `feed`, `rule`, `page`, `number`, `spread` (a head over many lines), `even`
    (a page number on every second page)."""
    lines_a_page: int = 38
    style: str = "gbt"
    range_dash: str = "-"
    seed: int = 0


@dataclass
class Truth:
    """What the import must give back."""

    headings: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[tuple[str, str]] = field(default_factory=list)
    """The number of the section, and the text with `[@key]` marks, white space folded."""
    works: list[Reference] = field(default_factory=list)


@dataclass
class Made:
    """A manuscript and its truth."""

    text: str
    truth: Truth
    abstracts: dict[str, str]


def make(review: Review, variant: Variant) -> Made:
    """Make a manuscript."""
    return _Maker(review, variant).make()


class _Maker:
    def __init__(self, review: Review, variant: Variant) -> None:
        self.review, self.v = review, variant
        self.random = random.Random(repr(variant))  # noqa: S311 - reproducible on purpose
        self.position = {key: n for n, key in enumerate(review.library, 1)}
        self.truth = Truth()
        self.pieces: list[tuple[str, str]] = []
        """Kind and text: heading, paragraph, line, reference."""

    def make(self) -> Made:
        zh = self.review.page["zh", "index"]
        en = self.review.page["en", "index"]
        abstracts = {name: self.section(page, "abstract") for name, page in (("zh", zh), ("en", en))}
        if self.v.language == "zh":
            self.front_zh(zh, en, abstracts)
        else:
            self.front_en(en, abstracts)
        for slug in SLUGS:
            page = self.review.page[self.v.language, slug]
            self.page(page)
        self.line("参考文献：" if self.v.language == "zh" else "References")
        for n, work in enumerate(self.review.library.values(), 1):
            self.truth.works.append(work)
            for line in self.reference(n, work):
                self.pieces.append(("reference", line))
        if self.v.language == "zh":
            self.line("收稿日期：2023-03-13；录用日期：2023-04-13")
            self.line("本文编辑：刘晓红")
            self.line(
                "引证本文：FENG Y, CHEN JF, LIN BL. Clinical research advances in mesenchymal stem cells for the "
                "treatment of end-stage liver disease[J]. J Clin Hepatol, 2023, 39(5): 1010-1018. "
                "冯宇, 陈俊峰, 林炳亮. 间充质干细胞治疗终末期肝病的临床研究进展[J]. 临床肝胆病杂志, 2023, 39(5): "
                "1010-1018."
            )
        return Made(self.laid_out(), self.truth, abstracts)

    def line(self, text: str) -> None:
        self.pieces.append(("line", text))

    # Text.

    @staticmethod
    def section(page, name: str) -> str:
        return " ".join(b.text for b in page.blocks if b.heading and b.heading.id == name).replace("\n", " ")

    def front_zh(self, zh, en, abstracts) -> None:
        article, english = zh.front["article"], en.front["article"]
        self.line(zh.front["title"])
        self.line("，".join(a["name"] for a in article["authors"]))
        self.line("中山大学附属第三医院感染性疾病科，广州 510630")
        self.line("通信作者：林炳亮，（ORCID：0000-0003-4069-6287）")
        self.pieces.append(("field", "摘要：" + abstracts["zh"]))
        self.line("关键词：" + "；".join(article["keywords"]))
        self.line("基金项目：" + "；".join(f"{f['name']}（{'，'.join(f['numbers'])}）" for f in article["funding"]))
        self.line(en.front["title"])
        self.line("FENG Yu，CHEN Junfeng，LIN Bingliang．")
        self.line(f"（{english['affiliation']}）")
        self.line("Corresponding author：LIN Bingliang，（ORCID：0000-0003-4069-6287）")
        self.pieces.append(("field", "Abstract：" + abstracts["en"]))
        self.line("Key words：" + "；".join(english["keywords"]))
        self.line(
            "Research funding：" + "；".join(f"{f['name']} ({', '.join(f['numbers'])})" for f in english["funding"])
        )
        self.line("DOI：10.3969/j.issn.1001-5256.2023.05.003")

    def front_en(self, en, abstracts) -> None:
        article = en.front["article"]
        self.line(en.front["title"])
        self.line(", ".join(a["name"] for a in article["authors"]))
        self.line(article["affiliation"])
        self.pieces.append(("field", "Abstract: " + abstracts["en"]))
        self.line("Keywords: " + "; ".join(article["keywords"]))

    def page(self, page) -> None:
        for heading in page.headings:
            if heading.number:
                self.truth.headings.append((heading.number, heading.title))
        seen = None
        for block in page.blocks:
            if block.heading is not seen:
                seen = block.heading
                for heading in page.headings:
                    if heading is seen or (heading.number and heading not in self.opened()):
                        self.open(heading)
                    if heading is seen:
                        break
            if block.kind == "paragraph":
                text = re.sub(r"\[![\w.-]+\]", "", " ".join(block.text.split("\n")))
                text = re.sub(r"\*([A-Za-z])\*", r"\1", text).replace("^+^", "+")
                self.truth.paragraphs.append((seen.number if seen else "", text))
                self.pieces.append(("paragraph", self.printed(text)))

    def opened(self) -> list:
        self._opened = getattr(self, "_opened", [])
        return self._opened

    def open(self, heading) -> None:
        if heading in self.opened():
            return
        self.opened().append(heading)
        if heading.number:
            self.pieces.append(("heading", f"{heading.number} {heading.title}"))

    def printed(self, text: str) -> str:
        """A paragraph as the PDF prints it: numbers for keys, TeX for formulas."""

        def mark(found: re.Match[str]) -> str:
            numbers = sorted(self.position[key] for key in re.findall(r"@([\w]+)", found[0]))
            runs = ",".join(map(str, numbers))
            if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
                runs = f"{numbers[0]}{self.v.range_dash}{numbers[-1]}"
            if self.v.marks == "unicode":
                return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] if c.isdigit() else {"-": "⁻", ",": ","}.get(c, c) for c in runs)
            if self.v.marks == "wide":
                return f"［{runs.translate(str.maketrans('0123456789,-', '０１２３４５６７８９，－'))}］"
            return self.v.marks.format(runs)

        text = re.sub(r"\[@[^\[\]]*\]", mark, text)
        if self.v.maths == "caret":
            text = re.sub(r"\^(\d+)\^", r"^\1", text)
        elif self.v.maths == "sup":
            text = re.sub(r"\^(\d+)\^", r"<sup>\1</sup>", text)
        elif self.v.maths == "room":
            text = re.sub(r" ?× ?10\^(\d+)\^", r"$\\times 1 0 ^ { \1 }$", text)
            text = re.sub(r"(?<![A-Za-z0-9$])10\^(\d+)\^", r"$1 0 ^ { \1 }$", text)
        else:
            text = re.sub(r" ?× ?10\^(\d+)\^", r"$\\times 10^\1$", text)
            text = re.sub(r"(?<![A-Za-z0-9$])10\^(\d+)\^", r"$10^{\1}$", text)
        text = text.replace("CCl~4~", "$CCl_4$" if "$" in self.v.maths else "CCl<sub>4</sub>")
        if self.v.hyphens == "spread":
            text = re.sub(r"(?<=[A-Za-z0-9α-ω])-(?=[A-Za-z0-9α-ω])", " - ", text)
        return text

    # References.

    def reference(self, n: int, work: Reference) -> list[str]:
        if self.v.style == "vancouver":
            return [f"{n}. {self.vancouver(work)}"]
        lines = [f"[{n}] {self.gbt(work)}"]
        if work.twin:
            lines.append(self.gbt(work.twin, twin_of=work))
        return lines

    def name(self, person: Person, capital: bool = True) -> str:
        if person.literal:
            return person.literal
        if re.search(r"[\u4e00-\u9fff]", person.family):
            return person.family + person.given
        family = person.family.upper() if capital else person.family
        particle = person.particle.upper() if person.particle.startswith("van") and capital else person.particle
        return f"{particle} {family} {person.given}".strip()

    def place(self, work: Reference, colon: str) -> str:
        issue = work.number or ""
        volume = work.volume + (f" {work.supplement}" if work.supplement else "")
        return f"{volume}{f'({issue})' if issue else ''}{colon}{work.pages or work.eid}"

    def gbt(self, work: Reference, twin_of: Reference | None = None) -> str:
        is_han = bool(re.search(r"[\u4e00-\u9fff]", work.title))
        names = [self.name(person) for person in work.authors]
        if work.others_cut:
            names.append("等" if is_han else "et al")
        title, place = work.title, self.place(work, ": ")
        if self.v.hyphens == "spread":
            title, place = (re.sub(r"(?<=[\w)])-(?=\w)", " - ", text) for text in (title, place))
        if work.type == "online":
            return f"{', '.join(names)}. {title}[EB/OL]. ({work.date}). {work.url}."
        text = f"{', '.join(names)}. {title}[J]. {work.journal}, {work.date.year}, {place}."
        return text + (f" {self.doi_text(work.doi)}" if work.doi else "")

    def vancouver(self, work: Reference) -> str:
        names = [self.name(person, capital=False) for person in work.authors]
        if work.others_cut:
            names.append("et al")
        stop = "" if work.title.endswith("?") else "."
        if work.type == "online":
            return (
                f"{', '.join(names)}. {work.title} [Internet]. 2015 Mar 27 [cited 2023 Mar 1]. "
                f"Available from: {work.url}"
            )
        text = f"{', '.join(names)}. {work.title}{stop} {work.journal}. {work.date.year};{self.place(work, ':')}."
        return text + (f" {self.doi_text(work.doi)}" if work.doi else "")

    def doi_text(self, doi: str) -> str:
        if self.v.doi == "spaced":
            at = [m.end() for m in re.finditer(r"[/.-]", doi)][1:]
            cut = self.random.choice(at) if at else len(doi)
            return f"DOI: {doi[:cut]} {doi[cut:]}."
        if self.v.doi == "prefixed":
            return f"https://doi.org/{doi}"
        if self.v.doi == "wide":
            return f"ＤＯＩ：{doi.replace('-', '–')}．"
        return f"DOI: {doi}."

    # The page.

    def laid_out(self) -> str:
        lines: list[tuple[str, str]] = []
        v = self.v
        for kind, text in self.pieces:
            if v.layout == "block":
                lines += [("text", piece) for piece in self.torn(kind, text)]
                lines.append(("blank", ""))
                continue
            first = "　　" if v.layout == "indented" and kind == "paragraph" else ""
            wrapped = self.wrapped(first + text, kind)
            lines += [("text", line) for line in wrapped]
            # Without indent or blank line, nobody can tell that a full line is a paragraph's last, nor a mark alone.
            last = re.sub(r"\A\W*[\d０-９,，－–-]+\W*\Z", "", wrapped[-1])
            is_full = v.layout == "wrapped" and kind == "paragraph" and not 0 < _width(last) <= 0.7 * v.width
            if v.layout == "airy" or is_full:
                lines.append(("blank", ""))
        return self.paged(lines)

    def torn(self, kind: str, text: str) -> list[str]:
        """A block in two, where a page ends inside it; inside a word, a sentence or a DOI."""
        chance = {"paragraph": 0.6, "reference": 0.3}.get(kind, 0)
        if len(text) < 60 or self.random.random() > chance:
            return [text]
        cut = self.random.randrange(20, len(text) - 20)
        if kind == "reference" and self.v.doi == "cut" and "DOI: " in text:
            start = text.index("DOI: ") + 5
            cut = start + 3 + text[start + 3 :].index("/") + 1
        cut = self.good_cut(text, cut)
        left, right = text[:cut], text[cut:]
        if self.v.hyphens == "cut" and re.search(r"[a-z]{4}\Z", left) and re.match(r"[a-z]{4}", right):
            left += "-"
        return [left.rstrip(), "\0page", right.lstrip()]

    def good_cut(self, text: str, cut: int) -> int:
        """Where a typesetter can part a line: not within a formula or a figure, nor just where a sentence ends."""
        spans = [
            m.span()
            for m in re.finditer(
                r"\$[^$]*\$|<[^>]*>[^<]*</[^>]*>|\^?[\[［][\d０-９,，\-－– ]*[\]］]|[⁰-⁹¹²³,⁻]+|[\d.]+", text
            )
        ]
        if self.v.hyphens != "cut" or self.v.language == "zh":
            spans += [m.span() for m in re.finditer(r"[A-Za-z][A-Za-z-]*", text)]
        for start, end in spans:
            if start < cut < end:
                cut = end
        while 0 < cut < len(text) and re.search(r"[。.？?!]\W*\Z|[。.]\^?[\[［].*\Z", text[:cut][-12:]):
            cut += 1
            if cut < len(text) and re.search(r"\w\Z", text[:cut]) and re.match(r"[A-Za-z0-9^\[$<⁰-⁹]", text[cut:]):
                continue
        for start, end in spans:
            if start < cut < end:
                cut = end
        return min(cut, len(text))

    def wrapped(self, text: str, kind: str) -> list[str]:
        """Lines of at most the width; Latin words whole, or hyphenated; DOIs after a slash or hyphen."""
        width = self.v.width
        atoms = self.atoms(text, kind)
        lines, line, used, in_address = [], "", 0, False
        for atom in atoms:
            size = _width(atom)
            in_address = bool(re.search(r"(?:DOI|ＤＯＩ|https?)\S*[:：]\s?\S*\Z", line)) or (
                in_address and " " not in atom
            )
            if used + size > width and line.strip():
                room = width - used
                halves = None if in_address else self.halves(atom, room)
                if halves:
                    lines.append((line + halves[0]).rstrip())
                    line, used = halves[1], _width(halves[1])
                    continue
                lines.append(line.rstrip())
                atom = atom.lstrip()
                line, used = atom, _width(atom)
                continue
            line, used = line + atom, used + size
        return [*lines, line.rstrip()] if line.strip() else lines

    def atoms(self, text: str, kind: str) -> list[str]:
        pattern = (
            r"\$[^$]*\$|<su[bp]>[^<]*</su[bp]>|\^?[\[［][\d０-９,，\-－– ]*[\]］]|10\.\d{4,}/\S*|https?://\S+|[^\S\n]+"
            r"|[A-Za-z0-9α-ωÀ-ÿ.,;:%()'’+/×=^⁰-⁹¹²³⁻~–-]+|."
        )
        atoms = []
        for atom in re.findall(pattern, text):
            if self.v.doi == "cut" and kind == "reference" and re.match(r"10\.|https?:", atom):
                atoms += re.findall(r"[^/.-]*[/.-]|[^/.-]+", atom)
            elif "-" in atom and re.fullmatch(r"[A-Za-z0-9.,;:()-]+", atom) and not re.search(r"\d-\d", atom):
                atoms += re.findall(r"[^-]*-|[^-]+", atom)
            elif re.match(r"[，。、；：！？）”]", atom) and atoms:
                atoms[-1] += atom
            else:
                atoms.append(atom)
        return [a for a in atoms if a]

    def halves(self, atom: str, room: int) -> tuple[str, str] | None:
        if self.v.hyphens != "cut" or room < 5 or not re.fullmatch(r"[a-z]{9,}[,.;]?", atom):
            return None
        cut = min(room - 1, len(atom.rstrip(",.;")) - 4)
        return (atom[:cut] + "-", atom[cut:]) if cut >= 4 else None

    def paged(self, lines: list[tuple[str, str]]) -> str:
        out: list[str] = []
        page, count = 1010, 0
        for kind, text in lines:
            if text == "\0page" or (self.v.layout != "block" and count >= self.v.lines_a_page and kind == "text"):
                out += self.furniture(page)
                page, count = page + 1, 0
            if text != "\0page":
                out.append(text)
                count += 1
        return "\n".join(out) + "\n"

    def furniture(self, page: int) -> list[str]:
        head = "临床肝胆病杂志第39卷第5期2023年5月  J Clin Hepatol, Vol.39 No.5, May.2023"
        if self.v.language == "en":
            head = "J Clin Hepatol, Vol. 39, No. 5, May 2023"
        blank = [""] if self.v.layout in ("block", "airy") else []
        return {
            "head": [*blank, str(page), *blank, head, *blank],
            "feed": [f"{page}", f"\f{head}"],
            "rule": [*blank, "---", *blank],
            "page": ["", f"=== Page {page - 1009} ===", ""],
            "number": [*blank, f"· {page} ·", *blank, f"FENG Yu, et al. Mesenchymal stem cells, {page}", *blank],
            "spread": [
                line
                for part in (
                    "第 39 卷 第 5 期",
                    "临床肝胆病杂志",
                    "2023 年 5 月",
                    "J Clin Hepatol",
                    "May 2023",
                    str(page),
                )
                for line in (part, *blank)
            ],
            "even": [*blank, head] if page % 2 else [*blank, "冯宇，等．间充质干细胞的进展", *blank, str(page), *blank],
        }[self.v.breaks]


def _width(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def variants() -> list[Variant]:
    """Ways to maim, in both languages."""
    rows = []
    marks = {"zh": ["^[{}]", "$^{{[{}]}}$", "<sup>[{}]</sup>", "wide", "[{}]", "^{{[{}]}}", "unicode"],
             "en": ["^[{}]", "[{}]", "<sup>{}</sup>", "unicode", "^[{}]^", "^{{[{}]}}", "({})"]}  # fmt: skip
    maths = [r"$\times 10^{n}$", "caret", "sup"]
    dois = ["plain", "spaced", "cut", "prefixed", "wide"]
    breaks = ["head", "feed", "rule", "page", "number"]
    layouts = ["block", "wrapped", "indented", "airy"]
    for language in ("zh", "en"):
        for n in range(28):
            rows.append(
                Variant(
                    language,
                    layouts[n % 4],
                    width=[44, 60, 76, 90][(n // 2) % 4],
                    marks=marks[language][n % 7],
                    maths=maths[n % 3],
                    hyphens=["closed", "spread", "cut"][(n // 3) % 3] if language == "zh" else ["closed", "cut"][n % 2],
                    doi=dois[n % 5],
                    breaks=breaks[(n // 4 + n) % 5],
                    lines_a_page=[38, 27, 51][n % 3],
                    style="vancouver" if language == "en" and n % 2 else "gbt",
                    range_dash=["-", " - ", "–"][n % 3] if marks[language][n % 7] not in ("unicode", "wide") else "-",
                    seed=n,
                )
            )
    # Page heads spread over lines or numbered on every second page, formulas and marks with room in them.
    marks_with_room = "$^ {{ [ {} ] }}$"
    for n, layout in enumerate(["block", "block", "wrapped", "airy"]):
        hyphens, head = ["closed", "spread"][n % 2], ["spread", "even"][n % 2]
        rows.append(Variant("zh", layout, 46, marks_with_room, "room", hyphens, dois[n], head, 40, seed=100 + n))
    # Lines and pages that end elsewhere.
    for n, width in enumerate([42, 47, 58, 61, 67, 73, 82, 93]):
        for language in ("zh", "en"):
            row = Variant(
                language, layouts[1 + n % 3], width, breaks=breaks[n % 5], lines_a_page=31 + 3 * n, seed=200 + n
            )
            rows.append(row)
    return rows


def load(repository: Path) -> Review:
    """The repository's review."""
    from bireview.review import load_review

    return load_review(repository)[0]
