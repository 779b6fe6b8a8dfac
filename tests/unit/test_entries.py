"""Notes, terms and studies: what an entry must hold, and how a broken one is named."""

import pytest

from bireview.entries import Note, Study, Term, load_glossary, load_notes, load_studies
from bireview.problems import Location

BOTH = ("zh", "en")
NOTE = """\
- id: N1
  block: p-2.1-1
  severity: major
  works: [yan2008]
  basis: title
  text: {zh: 原综述如此说。, en: The review says so.}
  source: {zh: 标题不同。, en: The title differs.}
"""
TERM = """\
- id: esld
  zh: 终末期肝病
  en: end-stage liver disease
  abbreviation: ESLD
  section: abstract
  definition: {zh: 晚期。, en: Late stage.}
  avoid: {zh: [晚期肝病], en: [ELSD]}
"""
STUDY = """\
- id: S27
  work: salama2014
  blocks: [p-3.1-1]
  notes: [N1]
  disease: {zh: 肝衰竭, en: liver failure}
  outcomes:
    - measure: {zh: 白蛋白, en: albumin}
      direction: {zh: 上升, en: rose}
      figure: 54%
"""


def test_a_note_is_read_with_its_line():
    """A complete note holds both languages' texts and the line where it stands."""
    assert load_notes("# 注\n" + NOTE, "notes.yml", BOTH) == (
        (
            Note(
                "N1",
                "p-2.1-1",
                "major",
                ("yan2008",),
                "title",
                {"zh": "原综述如此说。", "en": "The review says so."},
                {"zh": "标题不同。", "en": "The title differs."},
                Location("notes.yml", 2),
            ),
        ),
        (),
    )


def test_a_term_is_read():
    """A complete term has a name and a definition in each language; what is omitted is empty."""
    assert load_glossary(TERM, "glossary.yml", BOTH) == (
        (
            Term(
                "esld",
                {"zh": "终末期肝病", "en": "end-stage liver disease"},
                "ESLD",
                "abstract",
                {"zh": "晚期。", "en": "Late stage."},
                {"zh": ("晚期肝病",), "en": ("ELSD",)},
                {},
                Location("glossary.yml", 1),
            ),
        ),
        (),
    )


def test_a_study_keeps_its_fields():
    """A study's own fields are taken apart from those that the table prints."""
    assert load_studies(STUDY, "studies.yml", BOTH) == (
        (
            Study(
                "S27",
                "salama2014",
                ("p-3.1-1",),
                ("N1",),
                {
                    "disease": {"zh": "肝衰竭", "en": "liver failure"},
                    "outcomes": [
                        {
                            "measure": {"zh": "白蛋白", "en": "albumin"},
                            "direction": {"zh": "上升", "en": "rose"},
                            "figure": "54%",
                        }
                    ],
                },
                Location("studies.yml", 1),
            ),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("load", "good", "old", "new", "message"),
    [
        (load_notes, NOTE, "  block: p-2.1-1\n", "", "entry 'N1': the field 'block' is missing or empty"),
        (load_notes, NOTE, "id: N1", "id:", "entry 1: the field 'id' is missing or empty"),
        (
            load_notes,
            NOTE,
            "basis: title",
            "basis: 标题",
            "entry 'N1': basis '标题' is none of title, abstract, arithmetic",
        ),
        (load_notes, NOTE, "major", "大", "entry 'N1': severity '大' is neither major nor minor"),
        (load_notes, NOTE, "zh: 原综述如此说。, ", "", "entry 'N1': the field 'text' needs a text in zh and en"),
        (load_notes, NOTE, ", en: The title differs.", "", "entry 'N1': the field 'source' needs a text in zh and en"),
        (load_notes, NOTE, "[yan2008]", "yan2008", "entry 'N1': the field 'works' is not a list"),
        (load_notes, NOTE, "[yan2008]", "[yan2008, '']", "entry 'N1': the field 'works' has an empty item"),
        (load_glossary, TERM, "  zh: 终末期肝病\n", "", "entry 'esld': the field 'zh' is missing or empty"),
        (
            load_glossary,
            TERM,
            "en: end-stage liver disease",
            "en: true",
            "entry 'esld': the field 'en' is missing or empty",
        ),
        (
            load_glossary,
            TERM,
            ", en: Late stage.",
            "",
            "entry 'esld': the field 'definition' needs a text in zh and en",
        ),
        (
            load_glossary,
            TERM,
            "avoid: {zh: [晚期肝病], en: [ELSD]}",
            "avoid: [晚期肝病]",
            "entry 'esld': the field 'avoid' is not a mapping of languages to lists",
        ),
        (load_glossary, TERM, "[晚期肝病]", "晚期肝病", "entry 'esld': the field 'avoid' is not a list"),
        (load_glossary, TERM, "[ELSD]", "['']", "entry 'esld': the field 'avoid' has an empty item"),
        (load_studies, STUDY, "id: S27", "id: ''", "entry 1: the field 'id' is missing or empty"),
        (
            load_studies,
            STUDY,
            "{zh: 白蛋白, en: albumin}",
            "{zh: 白蛋白}",
            "entry 'S27': 'outcomes.measure' has no text in en",
        ),
        (
            load_studies,
            STUDY,
            "{zh: 肝衰竭, en: liver failure}",
            "{zh: '', en: liver failure}",
            "entry 'S27': 'disease' has no text in zh",
        ),
        (
            load_studies,
            STUDY,
            "direction: {zh: 上升, en: rose}",
            "direction: 上升",
            "entry 'S27': an outcome has no 'direction'",
        ),
        (load_studies, STUDY, "[p-3.1-1]", "p-3.1-1", "entry 'S27': the field 'blocks' is not a list"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named_and_left_out(load, good, old, new, message):
    """The message names the entry and the field, the place is the entry's line; the entries around it stay."""
    assert old in good
    after = good.replace("id: N1", "id: 后").replace("id: esld", "id: 后").replace("id: S27", "id: 后")
    entries, (problem,) = load("# 第一行\n" + good.replace(old, new, 1) + after, "数据.yml", BOTH)
    assert [entry.id for entry in entries] == ["后"]
    assert (problem.rule, problem.location, problem.message) == ("data-field", Location("数据.yml", 2), message)


@pytest.mark.parametrize(("load", "good"), [(load_notes, NOTE), (load_glossary, TERM), (load_studies, STUDY)])
def test_an_id_stands_once(load, good):
    """The second entry with an id is reported at its line and left out."""
    entries, (problem,) = load(good + good, "x.yml", BOTH)
    assert len(entries) == 1
    assert (problem.rule, problem.location.line) == ("data-field", good.count("\n") + 1)
    assert problem.message.endswith("stands already at line 1")


@pytest.mark.parametrize("load", [load_notes, load_glossary, load_studies])
@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("- id: x\n  zh: 冒号: 在此", "data-syntax", 2),
        ("id: 不是列表", "data-syntax", 1),
        ("只是文字", "data-syntax", 1),
        ("- 不是映射", "data-field", 1),
        ("- id: [甲]\n- [x]", "data-field", 1),
    ],
)
def test_a_file_of_another_shape_is_reported(load, text, rule, line):
    """A file that is not YAML, or no list of entries, is a problem with its line and gives no entries."""
    entries, problems = load(text, "x.yml", BOTH)
    assert entries == ()
    assert (problems[0].rule, problems[0].location) == (rule, Location("x.yml", line))


@pytest.mark.parametrize("load", [load_notes, load_glossary, load_studies])
@pytest.mark.parametrize("text", ["", "# 还没有\n", "[]"])
def test_an_empty_file_is_no_problem(load, text):
    """A review without notes, terms or studies is a review."""
    assert load(text, "x.yml", BOTH) == ((), ())


@pytest.mark.parametrize(
    ("languages", "value", "lacking"),
    [
        (("ja", "de"), "{ja: 肝疾患, de: Leberkrankheit}", ""),
        (("ja", "de"), "{ja: 肝疾患}", "no text in de"),
        (("ar", "en", "zh-Hant"), "{en: liver disease, zh-Hant: 肝病}", "no text in ar"),
        (("zh",), "{zh: 肝病}", ""),
    ],
)
def test_a_text_is_wanted_in_the_languages_of_the_review(languages, value, lacking):
    """Whichever they are, a study's text that has one of them has all of them."""
    studies, problems = load_studies(f"- id: S1\n  disease: {value}\n", "studies.yml", languages)
    assert [problem.message for problem in problems] == ([f"entry 'S1': 'disease' has {lacking}"] if lacking else [])
    assert len(studies) == (0 if lacking else 1)


@pytest.mark.parametrize(
    ("load", "text", "messages"),
    [
        (
            load_notes,
            "- id: N1\n  severity: 大\n  basis: 标题\n  text: {zh: 甲}\n",
            [
                "the field 'block' is missing or empty",
                "severity '大' is neither major nor minor",
                "basis '标题' is none of title, abstract, arithmetic",
                "the field 'text' needs a text in zh and en",
                "the field 'source' needs a text in zh and en",
            ],
        ),
        (
            load_glossary,
            "- id: x\n  zh: 甲\n",
            ["the field 'en' is", "the field 'definition' needs a text in zh and en"],
        ),
        (
            load_studies,
            "- blocks: p-1-1\n  disease: {zh: 甲}\n  year: {fr: 乙}\n  outcomes: 升高\n  safety: good\n",
            [
                "'disease' has no text in en",
                "'year' has no text in zh and en",
                "the field 'outcomes' is not a list of mappings",
                "the field 'safety' is not a list of mappings",
                "the field 'id' is missing or empty",
                "the field 'blocks' is not a list",
            ],
        ),
    ],
)
def test_all_that_is_wrong_with_an_entry_is_said_at_once(load, text, messages):
    """With what to do about each, so that one run is enough."""
    entries, problems = load(text, "x.yml", BOTH)
    assert entries == ()
    assert len(problems) == len(messages)
    assert all(words in problem.message for words, problem in zip(messages, problems, strict=True))
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize(
    ("load", "good", "old", "new", "meant"),
    [
        (load_glossary, TERM, "avoid:", "avoids:", "avoid"),
        (load_glossary, TERM, "abbreviation", "abreviation", "abbreviation"),
        (load_notes, NOTE, "works:", "work:", "works"),
    ],
)
def test_a_field_that_is_called_nearly_right_is_reported(load, good, old, new, meant):
    """What nothing reads would be lost without a word; other fields of an author's own may stand there."""
    _, (problem,) = load(good.replace(old, new), "x.yml", BOTH)
    assert f"there is no field '{new.rstrip(':')}'" in problem.message
    assert meant in problem.hint
    assert load(good + "  备注: 自己看\n  todo: x\n", "x.yml", BOTH)[1] == ()
