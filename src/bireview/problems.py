"""Problems are data: what is wrong, where, and what to do; and the list of rules they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is; both kinds fail a strict build, only errors fail `bireview check`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Location:
    """A place in a source file.

    `file` is relative to the project's folder, with forward slashes; `line` and `column` count from 1,
    and 0 stands for "the file as a whole".
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    def within(self, text: str, offset: int) -> Location:
        """The place of a character of a text that begins in the first column of this line."""
        before = text[:offset]
        return Location(self.file, self.line + before.count("\n"), offset - before.rfind("\n"))


@dataclass(frozen=True)
class Rule:
    """One kind of problem: a stable id, its severity, and an explanation for authors in both languages."""

    id: str
    severity: Severity
    explanation: str
    explanation_zh: str


@dataclass(frozen=True)
class Problem:
    """One finding. `message` quotes the offending text; `hint` says what to do, or is empty."""

    rule: str
    location: Location
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ValueError(f"no such rule: {self.rule}")

    @property
    def severity(self) -> Severity:
        """The severity of the problem's rule."""
        return RULES[self.rule].severity

    def __str__(self) -> str:
        text = f"{self.location}: {self.message} [{self.rule}]"
        return f"{text}\n    {self.hint}" if self.hint else text


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file, line, rule and text, so that a run always prints the same list."""
    return sorted(set(problems), key=lambda p: (p.location, p.rule, p.message, p.hint))


def as_text(problems: Sequence[Problem]) -> str:
    """For people: one problem per entry, its hint indented below, and a count as the last line."""
    errors = sum(p.severity is Severity.ERROR for p in problems)
    lines = [f"{p.severity}: {p}" for p in problems]
    lines.append(f"{errors} error(s), {len(problems) - errors} warning(s)")
    return "\n".join(lines)


def as_json(problems: Sequence[Problem]) -> str:
    """For programs: a JSON list of objects with rule, severity, file, line, column, message, hint."""
    rows = [
        {
            "rule": p.rule,
            "severity": p.severity.value,
            **asdict(p.location),
            "message": p.message,
            "hint": p.hint,
        }
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Annotations for GitHub Actions: `::error file=…,line=…,col=…,title=…::message`.

    Source: "Workflow commands for GitHub Actions"; `%`, CR and LF are escaped in the message, and
    `:` and `,` in the properties too.
    """

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    lines = []
    for p in problems:
        place = [f"file={prop(p.location.file)}"]
        if p.location.line:
            place.append(f"line={p.location.line}")
        if p.location.column:
            place.append(f"col={p.location.column}")
        text = f"{p.message} {p.hint}".strip()
        lines.append(f"::{p.severity} {','.join(place)},title={prop(p.rule)}::{data(text)}")
    return "\n".join(lines)


FORMATS = {"text": as_text, "json": as_json, "github": as_github}


def _rules(*rules: Rule) -> dict[str, Rule]:
    return {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}


_E, _W = Severity.ERROR, Severity.WARNING

RULES = _rules(
    Rule(
        "bib-syntax",
        _E,
        "The .bib file is not valid BibTeX at this line. Entries after the broken one are still read.",
        "文献库在该行不符合BibTeX语法；其后的条目仍会读取。",
    ),
    Rule(
        "bib-field",
        _E,
        "A bibliography entry lacks a field that its type needs, or a field cannot be read (a year that is no year, "
        "for example).",
        "文献条目缺少其类型必需的字段，或字段无法识别（例如年份不是年份）。",
    ),
    Rule(
        "duplicate-key",
        _E,
        "Two entries of the bibliography have the same key. The first one is used; give the other a key of its own.",
        "文献库中有两个条目使用同一个键；采用先出现的条目，请给另一条换键。",
    ),
    Rule(
        "duplicate-doi",
        _E,
        "Two entries have the same DOI, so one work would be numbered twice. Merge them.",
        "两个条目的DOI相同，同一文献会被编号两次；请合并。",
    ),
    Rule(
        "malformed-doi",
        _E,
        "A DOI starts with 10., a registrant number, a slash and a suffix. Write the bare name, without https://doi.org/.",
        "DOI应以“10.注册号/”开头，后接后缀；请只写DOI本身，不带网址前缀。",
    ),
    Rule(
        "malformed-identifier",
        _E,
        "A PMID, PMCID, ISBN, CSTR or arXiv identifier is not one, its check digit is wrong, or something stands "
        "around it. Write the bare identifier, without label and address.",
        "PMID、PMCID、ISBN、CSTR或arXiv标识符格式不对、校验码有误，或夹带了其他文字；请只写标识符本身，不带标签和网址。",
    ),
    Rule(
        "unknown-doi",
        _E,
        "No registry knows this DOI, so the link leads nowhere. Compare it with the publisher's page. Found by "
        "`bireview doi --check` only, which asks Crossref, DataCite and doi.org.",
        "没有登记机构认识该DOI，链接无法打开；请与出版者页面核对。"
        "仅由`bireview doi --check`联网查询Crossref、DataCite与doi.org时检查。",
    ),
    Rule(
        "doi-mismatch",
        _W,
        "The registry has another title, year or first author under this DOI than the entry. One of the two is wrong, "
        "or the DOI is that of another work or of a notice. Found by `bireview doi --check` only.",
        "登记机构记录的题名、年份或第一作者与条目不同：条目有误，或DOI属于另一文献或更正、撤稿声明。"
        "仅由`bireview doi --check`检查。",
    ),
    Rule(
        "retracted-work",
        _W,
        "The work has been retracted or corrected, or its publisher has expressed concern, and the entry does not say "
        "so. Add the field that the hint gives, and reconsider what the review says of the work. Found by "
        "`bireview doi --check` only.",
        "该文献已被撤稿、更正或被出版者表示关注，而条目未注明；请加上提示所给的字段，并重新考虑综述中的相关表述。"
        "仅由`bireview doi --check`检查。",
    ),
    Rule(
        "unknown-citation",
        _E,
        "A citation mark names a key that is not in the bibliography. The page shows the key with a question mark.",
        "引文标记中的键不在文献库中；页面会显示该键并加问号。",
    ),
    Rule(
        "number-out-of-range",
        _E,
        "A numbered mark such as `^[64]^` counts positions in the bibliography file, which has fewer entries.",
        "数字引文（如`^[64]^`）按文献库中的位置解析，而文献库没有那么多条目。",
    ),
    Rule(
        "malformed-citation",
        _E,
        "A citation mark could not be read: an empty place between semicolons, a range that runs backwards, "
        "or a key with characters that keys cannot have.",
        "引文标记无法识别：分号之间为空、区间倒置，或键中含有不允许的字符。",
    ),
    Rule(
        "uncited-reference",
        _W,
        "An entry of the bibliography is cited nowhere. Cite it, or move it out of the file.",
        "文献库中的条目没有被引用；请引用它，或把它移出文件。",
    ),
    Rule(
        "front-matter-syntax",
        _E,
        "The block between the two `---` lines at the head of a page is not valid YAML, or is not a mapping.",
        "页首两行`---`之间的内容不是有效的YAML映射。",
    ),
    Rule(
        "front-matter-field",
        _E,
        "The page's front matter lacks a field that every page needs, or the field is empty or of the wrong kind.",
        "页面的前置信息缺少必需字段，或字段为空、类型不对。",
    ),
    Rule(
        "missing-counterpart",
        _E,
        "The page exists in one language only. Add the file with the same path under the other language's folder.",
        "该页面只有一种语言的版本；请在另一语言的文件夹中添加同路径的文件。",
    ),
    Rule(
        "page-address",
        _E,
        "Two files of one language would be the same page (`methods.md` and `methods/index.md`, `README.md` and "
        "`index.md`), or a file lies in the folder of no language.",
        "同一语言的两个文件会成为同一页面（`methods.md`与`methods/index.md`、`README.md`与`index.md`），或文件不在任何语言的文件夹中。",
    ),
    Rule(
        "heading-mismatch",
        _E,
        "The headings of the two versions of a page differ in number, level or section number.",
        "同一页面两种语言的标题在数目、级别或节号上不一致。",
    ),
    Rule(
        "heading-id",
        _E,
        "A heading needs an id of its own, `{#like-this}`: Latin letters, digits and hyphens, not a number, used once "
        "on its page, and the same in both languages. Under a section number, or an id without one, paragraphs stand "
        "on one page only, because their ids are made of it.",
        "标题须有自己的标识`{#like-this}`：用拉丁字母、数字和连字符，不能是数字，在页内不重复，且两种语言相同。"
        "段落的标识由节号（无节号时由标题的标识）得来，所以同一节号（或标识）下的段落只能在一页上。",
    ),
    Rule(
        "block-mismatch",
        _E,
        "A section has a different number or kind of blocks (paragraphs, lists, tables) in the two languages, "
        "so their paragraphs cannot be paired.",
        "某节在两种语言中的段落、列表或表格在数目或类型上不同，无法逐段对应。",
    ),
    Rule(
        "untranslated-block",
        _W,
        "A paragraph, list or table is word for word the same in two languages: it was copied to be translated. If it "
        "is the same on purpose, put `<!-- differs: nothing, and why -->` on the line before either of the two.",
        "某段、列表或表格在两种语言中逐字相同：应是复制后尚未翻译。若确属有意，"
        "请在其中任一处之前一行写`<!-- differs: nothing, 理由 -->`。",
    ),
    Rule(
        "citation-mismatch",
        _E,
        "A paragraph and its counterpart do not cite the same works in the same order.",
        "某段与其对应段所引文献或引用顺序不一致。",
    ),
    Rule(
        "note-mismatch",
        _E,
        "A paragraph and its counterpart do not carry the same editorial note marks.",
        "某段与其对应段的编者注标记不一致。",
    ),
    Rule(
        "number-mismatch",
        _E,
        "A figure with its unit stands in one language and not in the other, or is a limit from below in one and from "
        "above in the other (`below 5%`, `超过5%`). If they differ on purpose, put "
        "`<!-- differs: numbers, and why -->` on the line before either paragraph.",
        "某个数值（连同单位）只出现在一种语言中，或在一种语言中为上限、在另一种语言中为下限"
        "（`超过5%`、`below 5%`）；若确属有意，"
        "请在任一段之前一行写`<!-- differs: numbers, 理由 -->`。",
    ),
    Rule(
        "glossary-term",
        _W,
        "A form that the glossary lists under `avoid` is used; write the preferred term, "
        "so that one concept has one name.",
        "使用了术语表`avoid`所列的写法；请改用首选术语，使一个概念只有一个名称。",
    ),
    Rule(
        "han-latin-space",
        _W,
        "A space was typed between Han and Latin characters or figures. The stylesheet makes that gap, and a typed one "
        "doubles it. If it must stay, put `<!-- differs: spacing, and why -->` on the line before.",
        "汉字与西文、数字之间键入了空格；该处间隙由样式表产生，键入的空格会使其加倍。"
        "若确需保留，请在该段之前一行写`<!-- differs: spacing, 理由 -->`。",
    ),
    Rule(
        "inline-code",
        _E,
        "A tag or a list of attributes holds a style or a script of its own (`style=`, `onclick=`, `javascript:`). The "
        "policy of the finished pages forbids browsers to follow it. Give the element a class, and the class a rule in "
        "a stylesheet that `extra_css` in mkdocs.yml names.",
        "标签或属性列表中写有样式或脚本（`style=`、`onclick=`、`javascript:`）；成品页面的安全策略禁止浏览器执行。"
        "请给元素加类名，再在mkdocs.yml的`extra_css`所列样式表中写该类的规则。",
    ),
    Rule(
        "unshown-character",
        _E,
        "The text holds a control character, one that only the font of another document knows (U+E000 to U+F8FF), or "
        "the sign that stands where a character was lost (U+FFFD). They come with copying and with a wrong encoding, "
        "and readers see nothing or a box.",
        "正文中有控制字符、只有原文件字体才有的字符（U+E000～U+F8FF），或代表丢失字符的符号（U+FFFD）；"
        "多因复制或编码不符而来，读者看到的是空白或方框。",
    ),
    Rule(
        "unknown-note",
        _E,
        "A note mark `[!id]` names a note that is not in notes.yml.",
        "编者注标记`[!id]`所指的注不在notes.yml中。",
    ),
    Rule(
        "unplaced-note",
        _E,
        "A note of notes.yml is not attached at the paragraph it belongs to, or is attached more than once.",
        "notes.yml中的某条注没有挂在其所属段落，或挂了不止一次。",
    ),
    Rule(
        "data-syntax",
        _E,
        "A data file (notes.yml, glossary.yml, studies.yml) is not valid YAML or not of the expected shape.",
        "数据文件（notes.yml、glossary.yml、studies.yml）不是有效的YAML，或结构不符。",
    ),
    Rule(
        "data-field",
        _E,
        "An entry of a data file lacks a field, repeats an id, or names a work or paragraph that does not exist.",
        "数据文件的条目缺少字段、标识重复，或指向不存在的文献或段落。",
    ),
    Rule(
        "unreadable-file",
        _E,
        "A file cannot be read, or is not UTF-8 text. Save it as UTF-8.",
        "文件无法读取，或不是UTF-8文本；请存为UTF-8。",
    ),
    Rule(
        "site-config",
        _E,
        "mkdocs.yml lacks something the engine needs: the languages of the i18n plugin, or a page of the navigation.",
        "mkdocs.yml缺少所需内容：i18n插件的语言，或导航中的某个页面。",
    ),
    Rule(
        "scan-mismatch",
        _E,
        "The page was read differently by the checker and by the Markdown parser, so its paragraphs or marks cannot be "
        "trusted. Simplify the construct at that place (mixed HTML and Markdown is the usual cause), and report it.",
        "检查程序与Markdown解析器对该页的理解不一致，段落或引文不可靠；请简化该处写法（常见原因是HTML与Markdown混用）并报告。",
    ),
    Rule(
        "import-manuscript",
        _E,
        "The manuscript cannot be imported: it cannot be read, is empty, is no text, or holds no article.",
        "稿件无法导入：文件无法读取、为空、不是文本，或其中没有文章。",
    ),
    Rule(
        "import-citation",
        _E,
        "A citation mark of the manuscript names a number that its reference list does not have. It stays in the text "
        "as it is.",
        "稿件中的引文标记所指编号不在其参考文献表中；该标记原样留在正文里。",
    ),
    Rule(
        "import-reference",
        _W,
        "An entry of the manuscript's reference list could not be read in full, or its number is missing, repeated or "
        "out of order. Compare it with references.bib.",
        "稿件参考文献表中的某条未能完整识别，或其编号缺失、重复、次序有误；请与references.bib对照。",
    ),
    Rule(
        "import-front-matter",
        _W,
        "Part of the manuscript's front (title, authors, affiliation, funding, dates) was not understood or is "
        "missing.",
        "稿件前置部分（题名、作者、单位、基金、日期）有内容未能识别，或有缺项。",
    ),
    Rule(
        "import-unsure",
        _W,
        "The import had to guess: whether a paragraph goes on across a page, whether a hyphen belongs to a word, how a "
        "formula reads, which encoding the file has.",
        "导入时作了猜测：段落是否跨页、连字符是否属于该词、公式如何表示、文件是何编码；请核对。",
    ),
    Rule(
        "import-lost",
        _E,
        "The import found no place for part of the manuscript. It stands in the report; place it by hand.",
        "稿件中有一部分未能放入任何文件，只记在报告中；请手工放置。",
    ),
    Rule(
        "import-existing-file",
        _E,
        "The import would write over a file that exists, or cannot write it. Nothing is overwritten without `--force`.",
        "导入会覆盖已有文件，或文件无法写入；不加`--force`不覆盖任何文件。",
    ),
)
