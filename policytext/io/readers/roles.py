"""The roles of a record's fields, by the user's options or by usual names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from policytext.io.errors import Unreadable
from policytext.io.readers.fieldnames import LONGEST_NAME, key_of, shown, usual_fact, usual_key, usual_names
from policytext.language.patterns import lazy
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
_OF_PLACES = (
    {"doc_id", "start", "end"},
    {"doc_id", "type", "normalized"},
    {"文档编号", "起点", "终点"},
    {"文档编号", "类型", "规范值"},
)
"""Columns of the tables that this package writes of what it found in documents."""
_OF_PAGES = lazy("网页|页面|列表|page|web|list", re.I)
"""How names begin that say of a page what others say of its document: 网页标题 beside 政策标题."""
_LATER = lazy(r"([2-9]|1\d)|[二三四五六七八九十续續中下]")
"""Suffixes of the names of fields that continue the text: 正文2, content_3, 正文（续）, 正文下."""
_FIRST = lazy(r"[1一上]\Z")


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
