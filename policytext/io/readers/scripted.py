"""The article of a page that a browser builds: a record of JSON in its scripts (Next.js, Vue)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

from policytext.io.readers.fieldnames import usual_fact
from policytext.io.readers.jsontext import CALL
from policytext.io.readers.markup import is_markup
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts.head import SHORTEST
from policytext.pagefacts.title import is_complete

LEAST = 40  # Chinese characters of an article's text: names in menus and slogans have fewer
SAME = 20  # Chinese characters that a text begins with where the page shows it too
DEEPEST = 12  # levels at which records are looked for: frameworks wrap them in five

_SCRIPT = lazy(r"<(?i:script)\b[^<>]*>")
_FIELD = lazy(
    r"\b(?:value|srcdoc|data-[\w-]{1,30})=\"([^\"]{100,})\""
    r"|<(?i:textarea)\b[^<>]*>((?:[^<]++|<(?!/?(?i:textarea)))*)</(?i:textarea)"
)
_SCRIPT_END = lazy(r"</(?i:script)")
_JOINED, _BREAK = lazy(r"[-_|｜—–]+"), "\n"  # a headline and the name of the site: 停水公告-某局
_OTHER = lazy(f"[^{HAN}]+")


def kept_markup(markup: str) -> tuple[str, str]:
    """The article that a page keeps, with its tags, in a field for its script to show, "" if none; and the
    page without such fields.

    >>> kept_markup(f'<input value="&lt;p&gt;{"各区要节水。" * 20}&lt;/p&gt;">')[0][:9]
    '<p>各区要节水。'
    """
    fields = (unescape(found[1] or found[2] or "") for found in _FIELD.finditer(markup))
    held = [field for field in fields if is_markup(field) and len(_OTHER.sub("", field)) >= LEAST]
    return max(held, key=len, default=""), _FIELD.sub("", markup)


def scripted_record(markup: str, shown: str, title: str, own_text: int = 0) -> dict[str, Any] | None:
    """The one record in a page's scripts with a title and a text; None where the page shows a text of them.

    It has the page's `title`; only where the page names and shows nothing of its own, as a site's frame
    does, one that has another title is taken, if it is the only one. A page that shows its title has a text
    of its own, of `own_text` characters: none that is shorter (a summary) is taken.

    >>> held = [{"title": f"关于{it}的通知", "content": f"各区要{it}。" * 20} for it in ["节水", "防火"]]
    >>> page = f"<script>window.__STATE__={json.dumps(held)};f()</script>"
    >>> scripted_record(page, "加载中", ""), scripted_record(page, "加载中", "关于防火的通知-某局")["title"]
    (None, '关于防火的通知')
    """
    known = _OTHER.sub("", shown)
    found: dict[str, dict[str, Any]] = {}
    for part in _SCRIPT.split(markup)[1:]:
        for record in _records(_value(_SCRIPT_END.split(part, 1)[0]), DEEPEST):
            text = _OTHER.sub("", _longest("text", record))
            if len(text) < LEAST:
                continue
            if text[:SAME] in known:
                return None
            found.setdefault(text, record)
    if title in shown.split(_BREAK):
        found = {text: record for text, record in found.items() if len(text) > own_text}
    told = [(_longest("title", record), record) for record in found.values()]
    own = [it for name, it in told if title.startswith(name) or (len(name) >= SHORTEST and name in title)]
    if not own and _names_something(f"{_JOINED.sub(_BREAK, title)}{_BREAK}{shown}"):
        return None
    records = own or list(found.values())
    return records[0] if len(records) == 1 else None


def _names_something(shown: str) -> bool:
    """Has a page a sentence, or titles of documents, of its own: a short notice, a list of notices?"""
    return "。" in shown or any(is_complete(line.strip()) for line in shown.split(_BREAK))


def _value(script: str) -> Any:
    """The first value of JSON in a script, None where it begins with none."""
    begun = CALL.match(script)
    try:
        return json.JSONDecoder().raw_decode(script, begun.end())[0] if begun else None
    except (ValueError, RecursionError):  # code
        return None


def _records(value: Any, levels: int) -> Iterator[dict[str, Any]]:
    """The objects in a value that have a text and a title."""
    if isinstance(value, dict) and _longest("text", value) and _longest("title", value):
        yield value
    elif levels and isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _records(inner, levels - 1)


def _longest(fact: str, record: dict[str, Any]) -> str:
    """The longest of the strings in fields that usually hold this."""
    fields = (held for name, held in record.items() if isinstance(held, str) and usual_fact(name) == fact)
    return max(fields, key=len, default="")
