"""Fields and loose lines of the front → the article's record in each language, for the home page's front matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from bireview.bibliography.identifiers import parse_doi, parse_orcid
from bireview.importing.grammar import Record, closed_range, read_record
from bireview.importing.identifiers import take_identifiers
from bireview.importing.joining import Joiner, is_han
from bireview.importing.lines import Furniture, Gap, Line
from bireview.importing.parts import Field, Outline
from bireview.importing.record import Article, Author, Front
from bireview.importing.references import divide_record
from bireview.importing.traced import Ledger, Traced
from bireview.importing.words import DECLARATIONS, PLACE_WORDS

_MARKS = re.compile(
    r"\^?\{?[\[［(（]?[\d¹²³⁴-⁹]+(?:[,，]\s?[\d¹²³⁴-⁹]+)*(?:[,，](?=[*＊]))?[\]］)）]?\}?\^?|</?sup>|[*＊†‡△▲#]|\$|\\"
)
_LATIN_NAME = re.compile(r"[A-Z][\w'’.\-]*(?: [A-Za-z][\w'’.\-]*){0,3}")
_HAN_NAME = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff·\s\u3000]{1,6}")
_LONGEST = 600
"""Characters of a title or an affiliation to which a further line is put."""
_TOO_LONG = 300
"""Characters of a field that is no abstract."""
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_HEAD_HAN = re.compile(
    r"(?P<journal>[\u4e00-\u9fff]{2,20})\s*(?:(?P<year0>\d{4})年\d{1,2}月)?\s*第\s*(?P<volume>\d+)\s*卷\s*第\s*(?P<issue>\d+)\s*期"
    r"(?:\s*(?P<year>\d{4})\s*年)?"
)
_HEAD_LATIN = re.compile(
    r"(?P<journal>[A-Z][A-Za-z .&()]+?)\s*[,，.]?\s*(?:(?P<year0>\d{4})\s*[,，;]\s*)?Vol\.?\s*"
    r"(?P<volume>\d+)\s*[,，.]?\s*"
    r"No\.?\s*"
    r"(?P<issue>\d+)(?:.*?\b(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)


def read_article(
    outline: Outline,
    furniture: Furniture,
    language: str,
    other: str,
    ledger: Ledger,
    joiner: Joiner,
    problem: Callable[[str, int, str, str], None],
) -> Article:
    """Read the fields and the loose lines; what no field holds is left aside, and reported."""
    reader = _Reader(Article({language: Front(), other: Front()}), language, other, ledger, joiner, problem)
    titles = [item for item in outline.fields if item.name == "title"]
    for item in titles:
        reader.field(item)
    reader.loose(outline.loose)
    for item in outline.fields:
        if item not in titles:
            reader.field(item)
    reader.heads(furniture)
    reader.pair()
    return reader.article


class _Reader:
    def __init__(
        self,
        article: Article,
        language: str,
        other: str,
        ledger: Ledger,
        joiner: Joiner,
        problem: Callable[[str, int, str, str], None],
    ) -> None:
        self.article, self.language, self.other = article, language, other
        self.ledger, self.joiner, self.problem = ledger, joiner, problem
        self.corresponding: list[str] = []
        self.orcid = ""

    def language_of(self, text: str) -> str:
        """The one of the two languages that a text is in."""
        if {self.language, self.other} != {"zh", "en"}:
            return self.language
        return "zh" if is_han(text) else "en"

    # Lines without a label: title, authors, affiliation, in this order, once for each language.

    def loose(self, lines: Sequence[Line]) -> None:
        open_title: tuple[str, Line] | None = None
        in_affiliation = placed = ""
        for line in lines:
            bare = re.sub(r"\A(?:#{1,6}\s+)?(?:\*\*)?|\*\*\Z", "", line.text.text).strip()
            language = self.language_of(bare)
            front = self.article.front(language)
            into = f"docs/{language}/index.md"
            above = front.title if open_title and open_title[0] == language and not front.authors else ""
            if above and self._is_column(above, bare) and len(self._names(bare, language) or ()) < 2:
                # 专家论坛: the column stands above the title.
                front.type, front.title = front.title.strip("·•. "), bare
                self.ledger.read(line.text, f"{into}: title")
                open_title = (language, line)
                continue
            divided = re.match(r"(?P<names>[^(（]+?)[.．]?\s*(?P<place>[(（].*)\Z", bare)
            if divided and not front.authors and PLACE_WORDS.search(divided["place"]):
                names = self._names(divided["names"], language)
                if names and front.title:
                    front.authors = [Author(name) for name in names]
                    front.affiliation = self._glue(front.affiliation, divided["place"])
                    self.ledger.read(line.text, f"{into}: authors, affiliation")
                    continue
            if placed and self._ends_place(self.article.front(placed).affiliation, bare, line.gap):
                # Town and postcode, which the line of the place had no room for.
                place = self.article.front(placed)
                place.affiliation = f"{place.affiliation} {bare}"
                self.ledger.read(line.text, f"docs/{placed}/index.md: affiliation")
                continue
            placed = ""
            if in_affiliation and line.gap is not Gap.BLANK and len(front.affiliation) < _LONGEST:
                front = self.article.front(in_affiliation)
                front.affiliation = self._glue(front.affiliation, bare)
                in_affiliation = "" if re.search(r"[)）]\W*\Z", bare) else in_affiliation
                self.ledger.read(line.text, f"docs/{in_affiliation or language}/index.md: affiliation")
            elif PLACE_WORDS.search(bare) and (front.authors or bare[0] in "(（" or re.match(r"\d", bare)):
                front.affiliation = self._glue(front.affiliation, bare)
                self.ledger.read(line.text, f"{into}: affiliation")
                placed = language
                in_affiliation = language if bare[0] in "(（" and not re.search(r"[)）]\W*\Z", bare) else ""
            elif names := self._names(bare, language) if not front.authors and front.title else None:
                front.authors = [Author(name) for name in names]
                self.ledger.read(line.text, f"{into}: authors")
            elif not front.title:
                front.title = bare
                self.ledger.read(line.text, f"{into}: title")
                open_title = (language, line)
                continue
            elif (
                open_title
                and open_title[0] == language
                and (line.gap is Gap.NONE or (line.gap is Gap.PAGE and not bare[0].isupper()))
                and not front.authors
                and len(front.title) < _LONGEST
            ):
                front.title = self._glue(front.title, bare)
                self.ledger.read(line.text, f"{into}: title")
                continue
            elif orcid := _ORCID.search(bare):
                self.orcid = self.orcid or orcid[0]
                self.ledger.read(line.text, f"{into}: orcid")
            else:
                self.ledger.aside(line.text, "no part of the article's record is known that this could be")
                self.problem(
                    "import-front-matter", line.text.start, f"'{bare[:60]}' was left aside", "Place it by hand."
                )
            open_title = None

    @staticmethod
    def _ends_place(place: str, text: str, gap: Gap) -> bool:
        """Whether a line ends the affiliation above it: a postcode, or after a comma a town with one, or a land."""
        if not re.search(r"[^\W\d_]", text):
            return gap is Gap.NONE
        is_town = re.search(r"(?<!\d)\d{5,6}(?!\d)", text) or re.fullmatch(r"[A-Z][A-Za-z .]{1,24}", text)
        return gap is not Gap.BLANK and place[-1:] in {",", "，"} and bool(is_town)

    @staticmethod
    def _is_column(first: str, second: str) -> bool:
        """Whether the line above a title is the name of a column of the journal: 综述, 专家论坛."""
        letters = re.sub(r"[\W_]", "", first)
        return is_han(first) and len(letters) <= 6 and len(second) > len(letters)

    def _glue(self, left: str, right: str) -> str:
        return self.joiner.join(Traced.added(left), Traced.added(right)).text if left else right

    def _names(self, text: str, language: str) -> list[str] | None:
        """The names that a line lists, without the marks of affiliations; None when it is no list of names."""
        text = _MARKS.sub(" ", text).strip(" .．。,，;；")
        has_commas = bool(re.search(r"[,，、;；]", text))
        parts = re.split(r"[,，、;；]|\s(?:and|&)\s", text) if has_commas or language != "zh" else text.split()
        names = [" ".join(part.split()) for part in parts if part.strip()]
        pattern = _HAN_NAME if language == "zh" else _LATIN_NAME
        if not names or any(not pattern.fullmatch(name) for name in names):
            return None
        if language == "zh":
            return [name.replace(" ", "") for name in names]
        return names if len(names) > 1 or re.search(r"\b[A-Z]{2,}\b", names[0]) or len(names[0].split()) < 4 else None

    # Fields.

    def field(self, item: Field) -> None:
        text = item.text.text
        language = self.language_of(text) if item.language != "zh" else "zh"
        if item.language == "en" and self.language_of(text) == "zh" and {"zh", "en"} == {self.language, self.other}:
            language = "zh"
        front = self.article.front(language)
        into = f"docs/{language}/index.md: {item.name}"
        if item.name == "abstract":
            self.ledger.aside(item.label, "a label, which the site writes itself")
            front.abstract.append(item.text)
            return
        if item.name in DECLARATIONS:
            self.ledger.aside(item.label, "a label, which the site writes itself")
            front.declarations.append((item.name, item.text))
            return
        if item.name in ("biography", "classification") or not text:
            self.ledger.aside(item.label, "a field that the article's record does not have")
            self.ledger.aside(item.text, "a field that the article's record does not have")
            if orcid := _ORCID.search(text):
                self.orcid = self.orcid or orcid[0]
            return
        if item.name != "citation" and len(text) > _TOO_LONG and re.search(r"[。.] ?[\w（(].*[。.]", text):
            message = (
                f"the field '{item.label.text.strip(' :：*')}' holds what looks like running text: '…{text[-40:]}'"
            )
            self.problem("import-front-matter", item.label.start, message, "Put that where it belongs.")
        self.ledger.read(item.label, into)
        self.ledger.read(item.text, into)
        reader = getattr(self, f"_{item.name}", None)
        if reader is None:
            setattr(front, item.name, text.strip(" .。"))
        else:
            reader(front, text, item)

    def _title(self, front: Front, text: str, _: Field) -> None:
        front.title = front.title or text

    def _authors(self, front: Front, text: str, item: Field) -> None:
        names = self._names(text, self.language_of(text))
        if names:
            front.authors = [Author(name) for name in names]
        else:
            self._unread(item, "authors")

    def _affiliation(self, front: Front, text: str, _: Field) -> None:
        front.affiliation = self._glue(front.affiliation, text)

    def _keywords(self, front: Front, text: str, _: Field) -> None:
        pattern = r"[;；]" if re.search(r"[;；]", text) else r"[,，、]|\s{2,}|\u3000"
        front.keywords = [word.strip(" .。*") for word in re.split(pattern, text) if word.strip(" .。*")]

    def _funding(self, front: Front, text: str, _: Field) -> None:
        for part in re.split(r"[;；](?![^(（]*[)）])", text):
            found = re.fullmatch(r"\s*(?P<name>.+?)\s*[(（](?P<numbers>[^()（）]*)[)）][.。]?\s*", part)
            if found:
                numbers = [n.strip() for n in re.split(r"[,，、;；]|\s(?:and)\s", found["numbers"]) if n.strip()]
                numbers = [re.sub(r"^(?:No\.?|Grant|编号)\s*[:：]?\s*", "", n) for n in numbers]
                front.funding.append((found["name"], numbers))
            elif part.strip(" .。"):
                front.funding.append((part.strip(" .。"), []))

    def _doi(self, _front: Front, text: str, item: Field) -> None:
        doi = parse_doi(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))) or take_identifiers(f"DOI: {text}").doi
        if doi:
            self.article.shared.doi = self.article.shared.doi or doi
        else:
            self._unread(item, "a DOI")

    def _date(self, text: str, item: Field) -> str:
        parts = re.findall(r"\d+", text)
        if len(parts) >= 3 and len(parts[0]) == 4:
            return f"{parts[0]}-{int(parts[1]):02}-{int(parts[2]):02}"
        self._unread(item, "a day")
        return ""

    def _received(self, _front: Front, text: str, item: Field) -> None:
        self.article.shared.received = self.article.shared.received or self._date(text, item)

    def _accepted(self, _front: Front, text: str, item: Field) -> None:
        self.article.shared.accepted = self.article.shared.accepted or self._date(text, item)

    def _corresponding(self, _front: Front, text: str, _: Field) -> None:
        self.corresponding.append(text)
        if orcid := _ORCID.search(text):
            self.orcid = self.orcid or orcid[0]

    def _orcid(self, _front: Front, text: str, item: Field) -> None:
        found = _ORCID.search(text)
        if found:
            self.orcid = found[0]
        else:
            self._unread(item, "an ORCID")

    def _citation(self, _front: Front, text: str, item: Field) -> None:
        records = [read_record(part) for part in divide_record(text) if part]
        if not any(records):
            self._unread(item, "a reference")
        for record in filter(None, records):
            self._take_record(record)

    def _take_record(self, record: Record) -> None:
        language = self.language_of(record.title)
        front, shared = self.article.front(language), self.article.shared
        front.title = front.title or record.title
        front.journal = front.journal or record.journal
        shared.year, shared.volume = shared.year or record.year, shared.volume or record.volume
        shared.issue = shared.issue or record.issue
        shared.pages = shared.pages or record.pages or (record.eid if not closed_range(record.eid) else "")
        shared.doi = shared.doi or record.ids.doi

    def _unread(self, item: Field, what: str) -> None:
        message = f"'{item.text.text[:60]}' could not be read as {what}"
        self.problem("import-front-matter", item.label.start, message, "It stands in the report; fill it in.")

    # What running heads and the other language know.

    def heads(self, furniture: Furniture) -> None:
        shared = self.article.shared
        for head in furniture.heads:
            for pattern, language in ((_HEAD_HAN, "zh"), (_HEAD_LATIN, "en")):
                found = pattern.search(head)
                if not found or language not in (self.language, self.other):
                    continue
                front = self.article.front(language)
                journal = re.sub(r"^\W*\d*\s*", "", found["journal"]).strip(" ,.")
                front.journal = front.journal or journal
                shared.volume = shared.volume or found["volume"]
                shared.issue = shared.issue or found["issue"]
                shared.year = shared.year or found["year"] or found["year0"] or ""
        numbers = sorted(furniture.page_numbers)
        if not shared.pages and len(numbers) > 2 and numbers[0] > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
            shared.pages = f"{numbers[0]}-{numbers[-1]}"
        if not shared.year and (found := re.match(r"\d{4}", shared.accepted or shared.received)):
            shared.year = found[0]

    def pair(self) -> None:
        """Give Chinese names their Latin form, and the corresponding author the mark and the ORCID."""
        fronts = self.article.by_language
        han, latin = fronts.get("zh"), fronts.get("en")
        if han and latin and len(han.authors) == len(latin.authors):
            for one, two in zip(han.authors, latin.authors, strict=True):
                one.latin = two.name
        text = " ".join(self.corresponding)
        orcid = parse_orcid(self.orcid) or ""
        for front in fronts.values():
            front.affiliation = front.affiliation.strip("(（)）. 。")
            if not re.search(r"(?<!\d)[2２]\s?[.．、 ]", front.affiliation):
                front.affiliation = re.sub(r"\A[1１]\s?[.．、]?\s?(?=[^\W\d])", "", front.affiliation)
            chosen = [a for a in front.authors if a.name in text or (a.latin and a.latin in text)]
            for author in chosen:
                author.corresponding = True
                author.orcid = orcid
            if orcid and not chosen and len(front.authors) == 1:
                front.authors[0].orcid = orcid
