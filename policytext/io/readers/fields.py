"""The documents of records, and what is to be said of how their fields were understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from policytext.document import Document
from policytext.excel import CELL
from policytext.io.errors import Unreadable
from policytext.io.readers.account import LEAST, left_out, strings, words_of
from policytext.io.readers.fieldnames import is_of_crawl, key_of, usual_fact
from policytext.io.readers.fieldvalues import NOTHING, day_of, is_error, is_unknown, unset, word
from policytext.io.readers.jsontext import flattened
from policytext.io.readers.markup import as_markdown, as_page, is_markup, without_tags
from policytext.io.readers.nested import unwrapped, whole_of, with_facts
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.roles import Roles, roles
from policytext.io.records import from_record, id_of, is_own, newlines
from policytext.language.patterns import lazy
from policytext.pagefacts.days import stated_part
from policytext.pagefacts.title import is_complete

_URL = lazy(r"https?://\S+")
_NO_TEXT = lazy(r"https?://[!-~]+|[^\s。，；：]+\.(?:txt|html?|shtml|md|docx?|wps|pdf|ofd|json|xml)", re.I)
"""What stands in a field of text where a table lists files or pages: 正文/2024/001.txt."""
_PAGE = lazy(r"[^/\s]*//[^/\s]+/.*[^/\s]/?")
"""An address that has more than a site's name."""
_STATUS = ("status", "status_code", "statusCode", "http_status")
_LONGEST_ADDRESS = 2000
_ADDRESS = lazy(r"\S+[./]\S*")
_NUMBERS = lazy("(?:页码?|段落?|行)(?:序?号)?|(?:page|para(?:graph)?|chunk)(?:no|num(?:ber)?|id|index)?")
"""Keys of fields that count the parts of a document."""
ALIKE = 2  # rows with the title of the one before from which they may be parts of one document
_MAY_BE = "rows {}, and may be paragraphs or pages of one document (--join-field makes one of them)"
_SEQUENCE = lazy("seq(?:uence|no|num)?|sort(?:no|order)?|order(?:no|num)?|顺序号?|次序|节次|条序")
"""Keys of fields that count within something, whose id the row has then."""
_FILE = lazy(r"[^/\s]+\.(?:txt|docx?|wps|pdf|ofd|html?|md)", re.I)
_OF_TIME = lazy(
    r"(?!.*(?:update|modif|crawl|fetch|spider|spot|scrape|采集|抓取|爬取|更新|修改|当前)).*(?:time|date|日期|时间|日\Z)"
)
_ABOUT = lazy("abstract|summary|digest|desc|intro|snippet|excerpt|answer|摘要|简介|概[要述]|导[语读]")
"""Keys of fields that are known to say of a text what is in it."""
_BESIDE = (
    "'{}' has sentences too, which are kept, and are no part of the text (--text-field reads them instead)"
)
_NO_DAY = "'{}' has days, which are not taken for those of publication (--date-field takes them)"
_NO_TITLE = "the title in the object '{}' is not taken for that of the document ({})"
_MARKDOWN = ("markdown", "md")  # keys of fields of text in Markdown
_NAMES = "--text-field names another"
LONGER = 2
"""Times as much text as in the field that is read from which another one of text is said: one beside it has
the title, or the words of the link."""
_FULL_CELL = 32_000
"""Characters from which a part was cut at the limit of a cell, inside a paragraph: Excel's is 32,767, and
programs that divide texts use a round number."""


def document(
    record: Any,
    id: str,
    origin: Origin,
    held: Roles | None = None,
    line: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Document:
    """The document of a record: its text, its title, and in `meta` every other field and recognised facts.

    Facts get standard names (`date_published` as YYYY-MM-DD) in addition to the original fields; under
    such a name nothing is kept that only stands for nothing (nan, 1970-01-01). A field
    `source` of foreign records is no path, and stays in `meta`. Text in HTML is read as a page. A record
    of this package is restored unchanged. `facts` are those of `with_facts`. Unreadable without text.
    """
    if not isinstance(record, dict):
        raise Unreadable(f"not an object ({type(record).__name__})")
    if origin.settings.text_field == "text" and is_own(record):
        return replace(from_record(record, id, origin.source), line=line)
    facts = with_facts(record) if facts is None else facts
    if refused := next((code for name in _STATUS if is_error(code := record.get(name))), None):
        raise Unreadable(f"was answered with status {refused}")
    held = held or roles(tuple(facts), origin.settings)
    rest = dict(record)
    field, text = _text_of(record, held)
    for name in (field, *held.more):
        rest.pop(name, None)
    title = word(facts.get(held.title))
    if title is not None:
        rest.pop(held.title, None)
    meta = {**origin.meta, **rest}
    for fact, _ in held.facts:
        if (stated := meta.get(fact)) and _is_none(fact, stated):
            del meta[fact]
    meta |= {fact: value for fact, value in _facts(facts, held) if fact not in meta}
    name, title = id_of(meta) or id, without_tags(title or "")
    made = Document(name, newlines(text), origin.source, title, meta, line=line)
    return as_markdown(made) if key_of(field) in _MARKDOWN else as_page(made)


def _text_of(record: Mapping[str, Any], held: Roles) -> tuple[str, str]:
    """The field that has the text of a record, and the text with its continuations. Unreadable if none has
    it."""
    name = held.text
    if held.others and _is_empty(record.get(name)):
        name = next((other for other in held.others if not _is_empty(record.get(other))), name)
    text = record.get(name)
    if text is None or NOTHING.fullmatch(str(text)):
        raise Unreadable(f"record has no text in field '{held.text}'")
    if isinstance(text, list):  # as crawlers find paragraphs
        joined = whole_of(text)
        text = text if joined is None else joined
    if not isinstance(text, str):
        raise Unreadable(f"field '{name}' is not a string ({type(text).__name__})")
    if _NO_TEXT.fullmatch(text.strip()[:_LONGEST_ADDRESS]):
        raise Unreadable(f"field '{name}' has an address or the name of a file, and no text")
    return name, _whole(text, [record.get(other) for other in held.more])


def _is_none(fact: str, stated: Any) -> bool:
    """Does a field of a fact say that there is none? A first id is 0."""
    if fact == "id":
        return isinstance(stated, str) and NOTHING.fullmatch(stated) is not None
    return is_unknown(stated) or (fact.startswith("date_") and unset(stated))


def _is_empty(text: Any) -> bool:
    """Is there no text in a field, or only its address?"""
    if not isinstance(text, str):
        return not text
    begun = text[:_LONGEST_ADDRESS].strip()
    return not begun or unset(begun) or _URL.fullmatch(begun) is not None


def _whole(text: str, more: Sequence[Any]) -> str:
    """A text and its continuations: directly after a full cell, else on a new line.

    >>> _whole("一、目标", [None, "nan", "二、措施"])
    '一、目标\\n二、措施'
    >>> len(_whole("字" * 32_767, ["字"]))
    32768
    """
    for part in more:
        if isinstance(part, str) and part.strip() and not NOTHING.fullmatch(part):
            text += part if len(text) >= _FULL_CELL or not text else f"\n{part}"
    return text


class RecordDocuments:
    """Makes the documents of the records of one input, and notes on how they were read, each once.

    Not `in_order`: records may be read elsewhere, so that nothing is said of those behind one another.
    """

    def __init__(self, origin: Origin, in_order: bool = True) -> None:
        self._origin, self._in_order = origin, in_order
        self._said: set[str] = set()
        # the last document, its record, and how many before it have its title
        self._before: tuple[Document | None, Mapping[str, Any], int] = None, {}, 0
        self.may_be = ""  # what makes the last row look like a part of a document
        self._looked_at: set[str] = set()  # fields of which all is said
        self._roles: Roles | None = None  # those of the record before

    def document(
        self,
        record: Any,
        id: str,
        changed: Sequence[str] = (),
        held: Roles | None = None,
        line: int | None = None,
    ) -> tuple[Document, list[Note]]:
        """The document of a record; `changed` are numbers in it that JSON does not allow."""
        settings = self._origin.settings
        own = isinstance(record, dict) and settings.text_field == "text" and is_own(record)
        facts: Mapping[str, Any] = {}
        deep = flattened(record) if isinstance(record, dict) else []
        if isinstance(record, dict) and not own:
            record = record if held else unwrapped(record, settings.text_field)
            facts = with_facts(record)
            held = held or roles(tuple(facts), settings)
        made = document(record, id, self._origin, held, line, facts)
        self.may_be = self._parts(made, facts)
        told = [f"field '{name}' is nested too deeply, and is kept as text" for name in deep]
        told += [f"{number} is no number of JSON, and is now null" for number in sorted(set(changed))]
        told += [self.may_be, *(self._beside(facts, held, made) if held else ())]
        return made, list(self._notes(facts, held, told))

    def _beside(self, record: Mapping[str, Any], held: Roles, made: Document) -> Iterator[str]:
        """Notes on what the record has besides its text: sentences, a title in an object, days."""
        has_day = any(fact.startswith("date_") or fact == "year" for fact, _ in held.facts)
        for name, value in record.items():
            if name in self._looked_at or name in (held.text, *held.more):
                continue
            if isinstance(value, dict) and not made.title and (inner := _title_in(value)):
                yield _NO_TITLE.format(name, inner)
            elif not has_day and _is_of_time(name):
                if day_of(word(value) or "")[0]:
                    self._looked_at.add(name)
                    yield _NO_DAY.format(name)
            elif isinstance(value, list | dict) or (isinstance(value, str) and len(value) >= LEAST):
                texts = [text for _, text in strings(value) if "。" in text]
                if (
                    texts
                    and not _ABOUT.search(key_of(name))
                    and left_out(((name, words_of(text)) for text in texts), [made.text])
                ):
                    self._looked_at.add(name)
                    yield _BESIDE.format(name)

    def _parts(self, made: Document, record: Mapping[str, Any]) -> str:
        """The message on rows that may be paragraphs or pages of one document."""
        before, held, alike = self._before
        is_file = not record and before is not None and made.source != before.source  # each was a file here
        same = (
            before is not None
            and not is_file
            and (
                made.title == before.title
                if made.title
                else made.id == before.id or any(_of_document(*it, held) for it in record.items())
            )
        )
        self._before = made, record, alike + 1 if same else 0
        if before is None or not self._in_order or self._origin.settings.join_field is not None:
            return ""
        if "" != made.title != before.title != "":  # numbers of rows, or of the pages of a site's list
            return ""
        for name, number in record.items():
            key = key_of(name)
            if (
                _NUMBERS.fullmatch(key) or (_SEQUENCE.fullmatch(key) and _within_one(record, held))
            ) and _is_next(number, held.get(name)):
                return _MAY_BE.format(f"are numbered by '{name}'")
        return _MAY_BE.format("have the same title or id") if alike + same == ALIKE else ""

    def _notes(self, record: Mapping[str, Any], held: Roles | None, told: list[str]) -> Iterator[Note]:
        settings = self._origin.settings
        if held:
            told += _of_days(record, held)
            filled = _as_filled(record, held)
            if filled != self._roles:
                told += [filled.said(settings), held.missed(settings)]
                told += [
                    f"'{name}' is of another table beside this one, and no document" for name in held.beside
                ]
            self._roles = filled
            told += _longer(record, held)
            if isinstance(text := record.get(held.text), str) and len(text) == CELL and not held.more:
                told.append(
                    f"'{held.text}' has texts of {CELL:,} characters, the most that a cell of Excel holds: "
                    "they may be cut"
                )
        for words in told:
            if words and words not in self._said:
                self._said.add(words)
                yield Note(self._origin.source, words)


@lru_cache(maxsize=1024)
def _is_of_time(name: str) -> bool:
    """May a field have the day of a document, and not of its crawl?

    >>> [_is_of_time(name) for name in ("create_time", "公告日", "update_time", "入库时间")]
    [True, True, False, False]
    """
    return _OF_TIME.match(key_of(name)) is not None and not is_of_crawl(key_of(name))


def _of_document(name: str, value: Any, before: Mapping[str, Any]) -> bool:
    """Has a field the title, the file or the address of a document, and the row before the same?"""
    return (
        isinstance(value, str)
        and value == before.get(name)
        and (
            is_complete(value)
            or _FILE.fullmatch(value) is not None
            or (usual_fact(name) == "url" and _PAGE.fullmatch(value) is not None)
        )
    )


def _within_one(record: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Has a row the id of something that the row before is of, too?"""
    return any(
        key_of(name).endswith(("id", "编号")) and it == before.get(name) and word(it)
        for name, it in record.items()
    )


def _title_in(record: Mapping[str, Any]) -> str:
    """The field of an object that has the title of a document, "" if none has."""
    named = (name for name, it in record.items() if isinstance(it, str) and usual_fact(name) == "title")
    return next((name for name in named if is_complete(record[name])), "")


def _is_next(number: Any, before: Any) -> bool:
    written = str(number).strip(), str(before).strip()
    return all(map(str.isdecimal, written)) and int(written[0]) == int(written[1]) + 1


def _longer(record: Mapping[str, Any], held: Roles) -> Iterator[str]:
    """Notes on other fields of text that are read, or that have more of it than the one that is."""
    text = record.get(held.text)
    for name in held.others:
        if isinstance(other := record.get(name), str) and not _is_empty(other):
            if _is_empty(text):
                yield f"where nothing is in '{held.text}', text is '{name}'"
                return
            if isinstance(text, str) and len(other) > LONGER * len(text) and not is_markup(other):
                yield f"'{name}' has more text than '{held.text}', which is read ({_NAMES})"


def _as_filled(record: Mapping[str, Any], held: Roles) -> Roles:
    """The roles of fields in this record: a field named as source may have an address.

    >>> held = Roles("text", facts=(("source_name", "来源"),))
    >>> _as_filled({"来源": "https://gov.example/1"}, held).facts
    (('url', '来源'),)
    """
    if not any(fact == "source_name" for fact, _ in held.facts):
        return held
    facts = [
        ("url" if fact == "source_name" and _URL.fullmatch(str(record.get(name)).strip()) else fact, name)
        for fact, name in held.facts
    ]
    return held._replace(facts=tuple(facts))


def _facts(record: Mapping[str, Any], held: Roles) -> Iterator[tuple[str, str]]:
    for fact, name in _as_filled(record, held).facts:
        written = word(record.get(name)) or ""
        if fact.startswith("date_"):
            day, _ = day_of(written)
            dated = fact in ("date_written", "date_published")
            if not day and dated and (part := stated_part(written)):
                yield "year", part[:4]
            written = day
        if fact == "url" and not _ADDRESS.fullmatch(written):
            continue
        if written and (fact == "id" or not is_unknown(written)):
            yield fact, written


def _of_days(record: Mapping[str, Any], held: Roles) -> Iterator[str]:
    """Notes on the title and the facts of this record that cannot be read, and on how days are written."""
    for fact, name in (("title", held.title), *held.facts):
        written = word(record.get(name))
        if written is None:
            yield f"'{name}' has lists or objects, which are kept, but give no {fact}"
        elif fact.startswith("date_"):
            yield day_of(written)[1].format(name)
