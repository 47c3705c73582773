"""The usual names of the fields of records, and the facts of documents that they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from policytext.language.characters import INVISIBLE
from policytext.language.patterns import lazy
from policytext.language.simplify import simplified_table
from policytext.pagefacts.labels import labels
from policytext.resources import mapping

_IGNORED = lazy(rf"[\s{INVISIBLE}_\-()（）【】\[\]*＊※★:：]+")
_REMARK = lazy(
    r"(?<=\w)\s*[（(](?!\d*[)）])"
    r"(?![^（()）]*(?:[链鏈鍊][接結结]|网址|網址|url|link|摘|概|[简簡][介要]|[節节][選选]|英|[译譯]|english|字[数數]))"
    r"[^（()）]*[)）]\s*\Z",
    re.I,
)
"""What a name is explained by: 发布日期（年/月/日）; 全文（链接） and 标题（英文） are something else."""
_IN_TWO_LANGUAGES = lazy("([a-z]+)([^ -~]+)|([^ -~]+)([a-z]+)")
_OF = lazy(
    r"\A(?:(?:政策|文件|法规|公告|通知|新闻|文章|公文|信息|稿件|正文|网页|页面|详情页?|段落)+"
    "|doc(?:ument)?|art(?:icle)?|news|info|policy|notice|html|post|page|detail|main|raw|clean|web"
    "|origin(?:al)?)(?=.)"
)
"""What a column is of, before its usual name: 政策标题, 政策文件名称, docContent."""
_FIRST = lazy(
    r"(?:[1一上]|raw|clean(?:ed)?|zh|cn|(?<!链接|网址|地址)文本|(?<!link|href)(?<!url)(?<!source)text)\Z"
)
"""What stands behind a name where others go on (正文上, 正文下), and what Octoparse puts behind each; the
text of a link is no address."""
_VAGUE = ("日期", "时间", "date", "time", "name", "id")
"""Names that are none behind such a word: 文件日期 may be that of signing or of publication."""
_OF_COLUMNS = lazy("date_.*|doc_number|issuer|source_name|title")
"""The facts of labels of pages that columns have too."""
LONGEST_NAME = 30
"""Most characters of a column's name: a sentence with commas is no header. Names in official tables have 20
at most. A table without a header has texts in their place, of which a message shows as many."""


def shown(names: Sequence[str]) -> str:
    """The names of fields in a message; texts that stand in their place are cut."""
    return ", ".join(
        name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in names if name
    )


def names_text(names: Sequence[str], text_field: str) -> bool:
    """Is one of these a name of the field of the text?

    >>> [names_text(["标题", name], "text") for name in ("政策 内容", "正文（1）", "内容简介")]
    [True, True, False]
    """
    return text_field in names or any(
        len(name) <= LONGEST_NAME and usual_fact(name) == "text" for name in names
    )


def holds_text(record: Mapping[str, Any], text_field: str) -> bool:
    """Has a record a field of text? One with an object in it that has such a field is around a record.

    >>> holds_text({"content": "关于"}, "text"), holds_text({"article": {"content": "关于"}}, "text")
    (True, False)
    """
    around = (
        name
        for name, held in record.items()
        if isinstance(held, dict) and names_text(tuple(held), text_field)
    )
    return names_text(tuple(record.keys() - set(around)), text_field)


@lru_cache(maxsize=4096)
def usual_fact(name: str) -> str:
    """The fact whose field usually has this name.

    >>> usual_fact("发布 日期"), usual_fact("通知一"), usual_fact("*政策文件名称：")
    ('date_published', '', 'title')
    >>> usual_fact("正文（必填）"), usual_fact("正文（链接）"), usual_fact("标题（英文）")
    ('text', 'url', '')
    """
    return usual_names().get(usual_key(name), "")


def usual_key(name: str) -> str:
    """The key of a name, or of the usual name that it ends with, or has in two languages, or as the first.

    >>> usual_key("网页标题"), usual_key("Title-题名"), usual_key("Text-题名"), usual_key("政策正文（1）")
    ('标题', '题名', 'text题名', '正文')
    >>> usual_key("政策文本"), usual_key("标题_文本"), usual_key("链接文本")
    ('文本', '标题', '链接文本')
    """
    key = key_of(_REMARK.sub("", name))
    if halves := _IN_TWO_LANGUAGES.fullmatch(key):
        same: str = halves[2] or halves[4]
        if usual_names().get(halves[1] or halves[3]) == usual_names().get(same, key):
            return same
    known = usual_names()
    for own in (key, _FIRST.sub("", key)):
        bare = own if own in known else _OF.sub("", own)
        if bare in known and (bare == own or bare not in _VAGUE):
            return bare
    return key


def key_of(name: str) -> str:
    """A name in the form for comparison: without blanks, in lower case and Simplified characters.

    >>> key_of("發布 日期"), key_of("Pub_Date")
    ('发布日期', 'pubdate')
    """
    key = _IGNORED.sub("", name).lower()
    return key if key.isascii() else key.translate(simplified_table())


def is_of_crawl(key: str) -> bool:
    """Is a field with this key known to say of its record when it was made, and not of the document?

    >>> is_of_crawl("入库时间"), is_of_crawl("createtime")
    (True, False)
    """
    return mapping("record_fields.tsv").get(key) == "-"


@cache
def usual_names() -> dict[str, str]:
    """The facts of usual names, by preference: those of columns, then labels of pages, weak ones last."""
    stated = sorted(labels().items(), key=lambda label: label[1].strength == "weak")
    of_labels = {key_of(name): label.key for name, label in stated if _OF_COLUMNS.fullmatch(label.key)}
    own = mapping("record_fields.tsv")
    return {name: fact for name, fact in {**own, **of_labels, **own}.items() if fact != "-"}
