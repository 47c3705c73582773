"""Records within records: objects around the one with the text, and texts in parts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from policytext.io.readers.fieldnames import holds_text, names_text, usual_fact

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
_WITHIN = ("lines", "paragraphs", "articles", "clauses", "items", "children", "条款")  # the parts of a part
_PAGE = frozenset({"page", "page_no", "page_num", "page_number", "pageNo", "pageNum", "页码"})
"""What numbers the pages of one document, which needs no title then."""
_SECTIONS = ("sections", "chapters", "pages", "parts", "blocks", "章节", "分页")


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
    """The field of a record with a title, or with numbered pages, in which its text
    stands in sections or pages; "" if it has none.

    What has facts besides its text is no section, but a document of its own.
    """
    named = "title" in map(usual_fact, record)
    return next(
        (
            name
            for name in _SECTIONS
            if _are_sections(parts := record.get(name), text_field)
            and (named or all(not _PAGE.isdisjoint(part) for part in parts or ()))
        ),
        "",
    )


def _are_sections(parts: Any, text_field: str, within: int = WITHIN) -> bool:
    return (
        within > 0
        and isinstance(parts, list)
        and parts != []
        and all(
            isinstance(part, dict)
            and {*map(usual_fact, part)} <= {"", "text"}
            and (
                names_text(tuple(part), text_field)
                or any(_are_sections(part.get(name), text_field, within - 1) for name in _WITHIN)
            )
            for part in parts
        )
    )


def whole_of(parts: Any) -> str | None:
    """The text of a list: strings, blocks of an editor, sections with headings; None if it has others.

    Strings with objects between them are a line that has links.

    >>> whole_of(["一、略", "二、略"]), whole_of(["见", {"type": "link", "text": "附表"}, "。"])
    ('一、略\\n二、略', '见附表。')
    >>> whole_of([{"heading": "总则", "paragraphs": ["第一条"]}, {"text": "略"}]), whole_of([7])
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
