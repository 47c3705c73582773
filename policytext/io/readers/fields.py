"""The roles of a record's fields, by the user's options or by usual names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from policytext.document import Document
from policytext.excel import CELL
from policytext.io.errors import Unreadable
from policytext.io.readers.fieldnames import (
    LONGEST_NAME,
    holds_text,
    key_of,
    names_text,
    shown,
    usual_fact,
    usual_key,
    usual_names,
)
from policytext.io.readers.fieldvalues import NOTHING, day_of, is_error, is_unknown, unset, word
from policytext.io.readers.jsontext import flattened
from policytext.io.readers.markup import as_markdown, as_page, is_markup, without_tags
from policytext.io.readers.origin import Note, Origin
from policytext.io.records import from_record, id_of, is_own, newlines
from policytext.language.patterns import lazy
from policytext.pagefacts.days import stated_part
from policytext.settings import Settings

FLAGS = {
    "text": "text_field",
    "title": "title_field",
    "date_published": "date_field",
    "doc_number": "number_field",
    "issuer": "issuer_field",
    "source_name": "source_field",
    "url": "url_field",
}
"""The roles of fields, with the setting that names the field of each."""

_URL = lazy(r"https?://\S+")
_NO_TEXT = lazy(r"https?://[!-~]+|[^\s。，；：]+\.(?:txt|html?|shtml|md|docx?|wps|pdf|ofd|json|xml)", re.I)
"""What stands in a field of text where a table lists files or pages: 正文/2024/001.txt."""
_STATUS = ("status", "status_code", "statusCode", "http_status")
_LONGEST_ADDRESS = 2000
_ADDRESS = lazy(r"\S+[./]\S*")
_ABOUT = frozenset({"meta", "metadata", "Metadata", "info", "元数据"})
"""Fields of a record with an object of its facts, as in corpora for language models, perhaps as JSON."""
_BARE = ("rendered", "#text", "_text", "_cdata", "__cdata", "value")
"""What holds the value of a field in an object: of WordPress, of programs that make JSON of XML."""
_SOURCE = "_source"  # the record in an answer of Elasticsearch, which may have pieces of its text besides
WITHIN = 3
"""Objects within objects that are taken to be around one record: its kind, its properties."""
_HEADINGS = (
    "heading",
    "subheading",
    "小标题",
    "标题",
    "title",
    "chapter",
    "section",
)  # of a part of a text
_WITHIN = ("articles", "clauses", "items", "children", "条款")  # the parts of a part
_SECTIONS = ("sections", "chapters", "pages", "parts", "blocks", "章节", "分页")
_NUMBERS = lazy("(?:页码?|段落?|行)(?:序?号)?|(?:page|para(?:graph)?|chunk)(?:no|num(?:ber)?|id|index)?")
"""Keys of fields that count the parts of a document."""
ALIKE = 2  # rows with the title of the one before from which they may be parts of one document
_MAY_BE = "rows {}, and may be paragraphs or pages of one document (--join-field makes one of them)"
_OF_PLACES = (
    {"doc_id", "start", "end"},
    {"doc_id", "type", "normalized"},
    {"文档编号", "起点", "终点"},
    {"文档编号", "类型", "规范值"},
)
"""Columns of the tables that this package writes of what it found in documents."""
_MARKDOWN = ("markdown", "md")  # keys of fields of text in Markdown
_NAMES = "--text-field names another"
LONGER = 2
"""Times as much text as in the field that is read from which another one of text is said: one beside it has
the title, or the words of the link."""
_OF_PAGES = lazy("网页|页面|列表|page|web|list", re.I)
"""How names begin that say of a page what others say of its document: 网页标题 beside 政策标题."""
_LATER = lazy(r"([2-9]|1\d)|[二三四五六七八九十续續中下]")
"""Suffixes of the names of fields that continue the text: 正文2, content_3, 正文（续）, 正文下."""
_FIRST = lazy(r"[1一上]\Z")
_FULL_CELL = 32_000
"""Characters from which a part was cut at the limit of a cell, inside a paragraph: Excel's is 32,767, and
programs that divide texts use a round number."""


class Roles(NamedTuple):
    """The names of the fields that hold the text, the title and facts; `facts` are (fact, field).

    `more` are those with what of the text was too long for its field: 正文2, 正文3; `beside` are texts of a
    second table, which has titles, too, all of it behind the text and the title of the first; `others` are
    other fields of text, of which the first counts where there is nothing in `text`.
    """

    text: str
    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    more: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def said(self, settings: Settings) -> str:
        """The message on roles that neither names nor the user made clear, and how to change them.

        >>> Roles("正文", "title", (("date_published", "日期"),)).said(Settings())
        "text is '正文', date_published is '日期' (--text-field, --date-field name others)"
        >>> Roles("text", facts=(("year", "年份"),)).said(Settings())
        "year is '年份'"
        >>> Roles("正文", more=("正文2", "正文3")).said(Settings())
        "text is '正文' to '正文3' (--text-field name others)"
        """
        taken = [("text", self.text), ("title", self.title), *self.facts]
        told = [(fact, name) for fact, name in taken if name not in ("", fact, _wanted(fact, settings))]
        if self.more and ("text", self.text) not in told:
            told.insert(0, ("text", self.text))
        if not told:
            return ""
        later = f" {'and' if len(self.more) == 1 else 'to'} '{self.more[-1]}'" if self.more else ""
        words = ", ".join(f"{fact} is '{name}'{later if fact == 'text' else ''}" for fact, name in told)
        flags = [f"--{FLAGS[fact].replace('_', '-')}" for fact, _ in told if fact in FLAGS]
        return f"{words} ({', '.join(flags)} name others)" if flags else words

    def missed(self, settings: Settings) -> str:
        """The fields that the user named but that do not exist."""
        taken = {"text", *(["title"] if self.title else []), *(fact for fact, _ in self.facts)}
        wanted = {
            name for fact, flag in FLAGS.items() if fact not in taken and (name := getattr(settings, flag))
        }
        return f"no field is called {' or '.join(sorted(wanted))}" if wanted else ""


@lru_cache(maxsize=1024)
def roles(names: tuple[str, ...], settings: Settings) -> Roles:
    """The roles of fields with these names. Unreadable if none has the text.

    >>> roles(("标题", "发布日期", "正文"), Settings())
    Roles(text='正文', title='标题', facts=(('date_published', '发布日期'),), more=(), beside=(), others=())
    >>> roles(("标题", "正文", "正文_2", "正文（3）"), Settings()).more
    ('正文_2', '正文（3）')
    """
    if any(own <= set(names) for own in _OF_PLACES) and _wanted("text", settings) is None:
        raise Unreadable("is what was found in documents, and holds none of them")
    found = {fact: _named(fact, names, settings) for fact in dict.fromkeys(usual_names().values())}
    text = found.pop("text")
    if not text:
        wanted = "" if settings.text_field == "text" else f" '{settings.text_field}'"
        raise Unreadable(f"no field{wanted} with text (fields: {shown(names)}); --text-field names it")
    title = found.pop("title")
    more = _more(text, names)
    titles = _more(title, names) if title else ()
    own = max(map(names.index, filter(None, (text, title))))
    beside = more if titles and own < min(map(names.index, (*more, *titles))) else ()
    is_wanted = _wanted("text", settings) is not None
    if set(beside) & set(more) or is_wanted:
        more = ()
    known = {text, *more, *beside}
    others = () if is_wanted else tuple(n for n in names if n not in known and usual_fact(n) == "text")
    facts = tuple((fact, name) for fact, name in found.items() if name)
    return Roles(text, title, facts, more, beside, others)


def _more(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The fields that go on with the text of the field `text`, in their order."""
    first = _FIRST.sub("", key_of(text))
    return tuple(
        n for n in names if key_of(n).startswith(first) and _LATER.fullmatch(key_of(n)[len(first) :])
    )


def _wanted(fact: str, settings: Settings) -> str | None:
    """The field that the user named for a fact."""
    wanted: str | None = getattr(settings, FLAGS[fact]) if fact in FLAGS else None
    return None if (fact, wanted) == ("text", "text") else wanted


def _named(fact: str, names: Sequence[str], settings: Settings) -> str:
    """The field of a fact; if the user named the field of the text, it must exist."""
    if wanted := _wanted(fact, settings):
        same = [name for name in names if name == wanted or name.lower() == wanted.lower()]
        return same[0] if same else ""
    if fact in names:
        return fact
    short = [name for name in reversed(names) if len(name) <= LONGEST_NAME]
    usual = [name for name, held in usual_names().items() if held == fact]
    for among in ([name for name in short if not _OF_PAGES.match(name)], short):
        keys = {form(name): name for form in (usual_key, key_of) for name in among}
        if found := next((keys[name] for name in usual if name in keys), ""):
            return found
    return ""


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
        joined = _whole_of(text)
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


def _whole_of(parts: Any) -> str | None:
    """The text of a list: strings, blocks of an editor, sections with headings; None if it has others.

    Strings with objects between them are a line that has links.

    >>> _whole_of(["一、略", "二、略"]), _whole_of(["见", {"type": "link", "text": "附表"}, "。"])
    ('一、略\\n二、略', '见附表。')
    >>> _whole_of([{"heading": "总则", "paragraphs": ["第一条"]}, {"text": "略"}]), _whole_of([7])
    ('总则\\n第一条\\n略', None)
    """
    lines = list(lines_of(parts))
    inline = isinstance(parts, list) and {str, dict} <= set(map(type, parts))
    return None if None in lines else ("" if inline else "\n").join(filter(None, lines))


def lines_of(part: Any) -> Iterator[str | None]:
    """The lines in a part of a text; None for what has none. What stands beside parts heads them."""
    if isinstance(part, list):
        for one in part:
            yield from lines_of(one)
    elif isinstance(part, dict):
        held = next((held for name, held in part.items() if usual_fact(name) == "text"), None)
        inner = (part[name] for name in (*_WITHIN, *_SECTIONS) if isinstance(part.get(name), list))
        yield from (one for name, one in part.items() if name in _HEADINGS and isinstance(one, str))
        yield from lines_of(held or next(inner, None))
    else:
        yield part if isinstance(part, str) else None


def with_facts(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of a record, and behind them those of the object in it for what the record itself has not.

    >>> with_facts({"text": "关于", "meta": '{"title": "通知"}'})
    {'title': '通知', 'text': '关于', 'meta': '{"title": "通知"}'}
    >>> list(with_facts({"标题": "通知", "正文": "关于", "meta": {"title": "某市政府网", "year": 2024}}))
    ['year', '标题', '正文', 'meta']
    """
    inner: dict[str, Any] = {}
    for name in () if _ABOUT.isdisjoint(record) else _ABOUT.intersection(record):
        held = record[name]
        if isinstance(held, str) and held.startswith("{"):
            with suppress(ValueError, RecursionError):
                held = json.loads(held)
        inner = held if isinstance(held, dict) else inner
    if not inner:
        return record
    known = {usual_fact(name) for name, held in record.items() if held} - {""}
    return {**{name: held for name, held in inner.items() if usual_fact(name) not in known}, **record}


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


def unwrapped(record: dict[str, Any], text_field: str, within: int = WITHIN) -> dict[str, Any]:
    """A record with the fields of an object in it that holds the text, as search engines wrap records, or
    with the text of its sections.

    >>> unwrapped({"_id": "x1", "_source": {"title": "通知", "content": "关于"}}, "text")
    {'_id': 'x1', 'title': '通知', 'content': '关于'}
    >>> unwrapped({"title": "通知", "pages": [{"page": 1, "text": "关于"}]}, "text")["text"]
    [{'page': 1, 'text': '关于'}]
    """
    objects = {name: held for name, held in record.items() if isinstance(held, dict)}
    alone = {name: held for name, held in record.items() if isinstance(held, list) and len(held) == 1}
    for name, held in (objects | alone).items():
        value = held[0] if isinstance(held, list) else held
        bare = (
            value.get(next((key for key in _BARE if key in value), "")) if isinstance(value, dict) else None
        )
        if isinstance(bare, str) and usual_fact(name) in ("text", "title"):
            record = {**record, name: bare}
    if holds_text(record, text_field):
        return record
    if name := sections(record, text_field):
        return {text_field if held == name else held: value for held, value in record.items()}
    named = [name for name, held in objects.items() if _is_around_text(held, text_field, within)]
    if _SOURCE in named or len(named) == 1:
        inner = _SOURCE if _SOURCE in named else named[0]
        merged = {**{name: held for name, held in record.items() if name != inner}, **objects[inner]}
        return unwrapped(merged, text_field, within - 1)
    return record


def _is_around_text(record: Mapping[str, Any], text_field: str, within: int) -> bool:
    inner = (held for held in record.values() if isinstance(held, dict))
    return within > 0 and (
        holds_text(record, text_field)
        or any(_is_around_text(held, text_field, within - 1) for held in inner)
    )


def sections(record: Mapping[str, Any], text_field: str) -> str:
    """The field of a record with a title in which its text stands in sections or pages; "" if it has none.

    What has facts besides its text is no section, but a document of its own.
    """
    if "title" not in map(usual_fact, record):
        return ""
    return next((name for name in _SECTIONS if _are_sections(record.get(name), text_field)), "")


def _are_sections(parts: Any, text_field: str) -> bool:
    return (
        isinstance(parts, list)
        and parts != []
        and all(
            isinstance(part, dict)
            and {*map(usual_fact, part)} <= {"", "text"}
            and (
                names_text(tuple(part), text_field)
                or any(_are_sections(part.get(name), text_field) for name in _WITHIN)
            )
            for part in parts
        )
    )


class RecordDocuments:
    """Makes the documents of the records of one input, and notes on how they were read, each once."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._said: set[str] = set()
        # the last document, its record, and how many before it have its title
        self._before: tuple[Document | None, Mapping[str, Any], int] = None, {}, 0
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
        if isinstance(record, dict) and not own:
            record = record if held else unwrapped(record, settings.text_field)
            facts = with_facts(record)
            held = held or roles(tuple(facts), settings)
        deep = flattened(record) if isinstance(record, dict) else []
        made = document(record, id, self._origin, held, line, facts)
        return made, list(self._notes(facts, held, deep, [*changed], self._parts(made, facts)))

    def _parts(self, made: Document, record: Mapping[str, Any]) -> str:
        """The message on rows that may be paragraphs or pages of one document."""
        before, held, alike = self._before
        same = before is not None and (made.title == before.title != "" or made.id == before.id)
        self._before = made, record, alike + 1 if same else 0
        if before is None or self._origin.settings.join_field is not None:
            return ""
        for name, number in record.items():
            if _NUMBERS.fullmatch(key_of(name)) and _is_next(number, held.get(name)):
                return _MAY_BE.format(f"are numbered by '{name}'")
        return _MAY_BE.format("have the same title or id") if alike + same == ALIKE else ""

    def _notes(
        self,
        record: Mapping[str, Any],
        held: Roles | None,
        deep: Sequence[str],
        changed: Sequence[str],
        parts: str,
    ) -> Iterator[Note]:
        settings = self._origin.settings
        told = [f"{number} is no number of JSON, and is now null" for number in sorted(set(changed))]
        told += [f"field '{name}' is nested too deeply, and is kept as text" for name in deep]
        told.append(parts)
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
