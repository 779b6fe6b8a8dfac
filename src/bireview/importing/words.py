"""What manuscripts call their parts, as data: labels of fields, headings of sections, and a few word lists."""

from __future__ import annotations

import re
from collections.abc import Mapping

# By field: the label in each language. White space inside a Chinese label is what typesetting put there (摘　要).
LABELS: Mapping[str, Mapping[str, str]] = {
    "abstract": {"zh": r"摘要|内容提要", "en": r"abstract|summary"},
    "keywords": {"zh": r"关键词|关键字|主题词", "en": r"key\s?-?words?"},
    "funding": {
        "zh": r"基金项目|基金资助|资助项目|基金",
        "en": r"research funding|funding(?: sources?)?|fund(?:ing)? programs?|foundation items?|supported by"
        r"|financial support",
    },
    "doi": {"zh": "", "en": r"doi"},
    "received": {"zh": r"收稿日期|收稿", "en": r"received(?: date)?"},
    "accepted": {"zh": r"录用日期|接受日期|修回日期", "en": r"accepted(?: date)?"},
    "editor": {"zh": r"本文编辑|责任编辑|编辑", "en": r"(?:responsible |handling )?editor"},
    "citation": {"zh": r"引证本文|引用本文|引用格式", "en": r"cite this article(?: as)?|how to cite|citation"},
    "corresponding": {
        "zh": r"通信作者|通讯作者",
        "en": r"corresponding authors?|correspond(?:ence|ing)(?: to)?",
    },
    "authors": {"zh": r"作者|作者姓名", "en": r"authors?"},
    "affiliation": {"zh": r"作者单位|单位", "en": r"(?:author )?affiliations?"},
    "orcid": {"zh": "", "en": r"orcid(?: id)?"},
    "biography": {"zh": r"作者简介|第一作者", "en": r"(?:about the|first) authors?|biograph(?:y|ies)"},
    "classification": {
        "zh": r"中图分类号|分类号|文献标志码|文献标识码|文章编号|开放科学标识码(?:\(OSID\))?",
        "en": r"clc(?: number)?|document code|article id",
    },
    "conflict": {
        "zh": r"利益冲突(?:声明)?",
        "en": r"(?:declaration of )?(?:conflicts?|competing) (?:of )?interests?(?: statement)?|disclosures?",
    },
    "contributions": {"zh": r"作者贡献(?:声明)?", "en": r"(?:authors?['’]?s? )?contributions?|contributors"},
    "acknowledgements": {"zh": r"致谢", "en": r"acknowledge?ments?"},
}
DECLARATIONS = ("conflict", "contributions", "acknowledgements")
"""Fields whose text is printed as paragraphs."""
SHORT = frozenset({"keywords", "doi", "received", "accepted", "editor", "authors", "orcid", "classification"})
"""Fields that end with their line, unless the line is plainly cut."""
FOOTNOTED = frozenset(LABELS) - {"abstract", "keywords", "authors", "affiliation", *DECLARATIONS}
"""Fields that journals print at the foot of the first page, in the middle of a paragraph."""


def _spread(label: str) -> str:
    """A Chinese label with room between its characters."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"\\s*", label)


_OPEN, _CLOSE = r"[\[［【〔\*_\s]*", r"[\]］】〕\*_]*"
FIELD = re.compile(
    r"(?:#{1,6}\s+)?"
    + _OPEN
    + "(?:"
    + "|".join(
        f"(?P<{name}_{language}>{_spread(label)})"
        for name, by_language in LABELS.items()
        for language, label in by_language.items()
        if label
    )
    + ")"
    + _CLOSE
    + r"\s*(?P<colon>[:：][\*_]*|(?=[】\]］])|(?<=[】\]］])|(?<=\*\*)(?=\s)|\Z)\s*",
    re.IGNORECASE,
)
"""A field's label at the head of a line: a colon or bracket follows it, or it is the whole line."""
BARE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi\s*[:：]?\s*)(?=10\.)", re.IGNORECASE)

REFERENCES = re.compile(
    r"(?:#{1,6}\s+)?[\[［【〔*_\s]*(?:\d+\.?\s+)?"
    r"(?:参\s*考\s*文\s*献|主要参考文献|引用文献|references?(?:\s+cited|\s+list)?|bibliography|literature\s+cited"
    r"|works\s+cited)[\]］】〕*_\s]*[:：]?[*_]*\s*",
    re.IGNORECASE,
)

INTRODUCTION = {"zh": "引言", "en": "Introduction"}
# Headings that stand without a number, with the ids they get.
KNOWN_HEADINGS: Mapping[str, str] = {
    "引言": "introduction", "前言": "introduction", "绪论": "introduction", "背景": "background",
    "方法": "methods", "资料与方法": "methods", "材料与方法": "methods", "结果": "results", "讨论": "discussion",
    "结论": "conclusions", "结语": "conclusions", "小结": "conclusions", "总结": "conclusions", "展望": "outlook",
    "总结与展望": "outlook", "结论与展望": "outlook", "问题与展望": "outlook", "附录": "appendix",
    "introduction": "introduction", "background": "background", "methods": "methods",
    "materials and methods": "methods", "patients and methods": "methods", "results": "results",
    "discussion": "discussion", "conclusion": "conclusions", "conclusions": "conclusions", "outlook": "outlook",
    "perspectives": "outlook", "future directions": "outlook", "future perspectives": "outlook",
    "limitations": "limitations", "summary and outlook": "outlook", "appendix": "appendix",
}  # fmt: skip

PLACE_WORDS = re.compile(
    r"大学|医院|学院|研究所|研究院|科学院|实验室|中心"
    r"|(?:University|Hospital|Department|Institute|College|School of|Laborator"
    r"|Academy|Cent(?:er|re)\b|Faculty|Division)",
)
COMPOUND_TAILS = frozenset({
    "based", "derived", "dependent", "related", "induced", "mediated", "associated", "specific", "free", "term",
    "like", "up", "down", "type", "wide", "stage", "cell", "positive", "negative", "treated", "controlled", "line",
    "blind", "label", "scale", "throughput", "effective", "binding", "containing", "secreting", "stimulating",
    "inducing", "forming", "producing", "limiting", "regulated", "expressing", "activated", "chronic", "transplant",
    "fold", "year", "month", "week", "day", "old", "risk", "rich", "poor", "grade", "quality", "known", "called",
    "to", "of", "the", "in",
})  # fmt: skip
"""Words that follow a hyphen of their own, not one that a typesetter put at a line's end."""
COMPOUND_HEADS = frozenset({
    "non", "self", "well", "cross", "long", "short", "high", "low", "half", "double", "single", "large", "small",
    "alpha", "beta", "gamma", "delta", "kappa", "one", "two", "three", "four", "five", "six", "seven", "eight",
    "nine", "ten",
})  # fmt: skip
"""Words that precede such a hyphen."""
PREFIXES = frozenset(["anti", "post", "pro", "peri", "pre", "extra", "intra", "ultra", "multi", "semi", "co"])
"""Beginnings that have such a hyphen as often as not."""
SURNAMES_OF_TWO = frozenset({
    "欧阳", "司马", "诸葛", "上官", "皇甫", "令狐", "东方", "尉迟", "公孙",
    "夏侯", "慕容", "司徒", "长孙", "宇文", "端木", "澹台",
    "呼延", "独孤",
    "南宫", "西门", "赫连",
})  # fmt: skip
BODIES = re.compile(
    r"委员会|卫生部|学会|协会|分会|[部局署院]$|大学|研究所|研究院|中心|编写组|协作组|"
    r"\b(?:Organi[sz]ation|Commission|Ministry|Committee|Association|Society|Agency|Institutes?|Cent(?:er|re)s?|Group|"
    r"Council|Administration|University|Department|Network|Consortium|Investigators|Foundation|Federation|Union)\b"
)
