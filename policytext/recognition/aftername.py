"""What stands behind the name of a person: a title, what people do, a day; and where the name ends."""

from __future__ import annotations

from functools import cache

from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.surnames import surnames
from policytext.resources import alternation, any_of, lists, word_set

DOES = lazy(
    f"作了?[{HAN}]{{0,16}}(?:汇报|报告|讲话|发言|说明|动员|部署|总结|点评|介绍|交流|表态|致辞|主旨)"
)
COMRADE = lazy("同志(?!们)")
DATED = lazy(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[月日](?!报)")  # 县长展云鹏|18日凌晨通报
_WORKS = lazy(
    lambda: (
        rf"(?:、[{HAN}]{{2,6}}){{0,9}}等?(?:\d+|[两二三四五六七八九十多]+)?[座处个条对口]?"
        rf"{any_of('sites.tsv', 'work', 'zone', 'mine', 'line')}"
    )
)
_TITLE_AT_END = lazy(
    lambda: (
        rf"(?:老?{any_of('name_cues.tsv', 'title')}|(?<=[{HAN}]{{2}})(?:"
        + alternation(
            ["思想", "理论", *(w for w in word_set("name_cues.tsv", "says", "then") if len(w) > 1)]
        )
        + "))$"  # 邓小平|理论
    )
)
"""A title, or a word that a sentence goes on with, at the end of what looks like a name: 博塔|介绍."""


@cache
def after(kind: str) -> LazyPattern:
    """A pattern of what stands behind a name, by the kind of its words in `name_cues.tsv`."""
    words = alternation(lists("name_cues.tsv")[kind])
    return lazy(rf"[ \u3000]*(?:{words}|[，、。；：\n）)（(》]|$)" if kind == "says" else words)


def says(text: str, at: int) -> bool:
    """Does what stands here go on after a person's name: what people do, or a mark?"""
    return bool(after("says").match(text, at) or DOES.match(text, at))


def goes_on(text: str, at: int) -> bool:
    """Does a sentence go on here behind an office and its holder: 总统梅德韦杰夫|当天, 主任张宝文|及?"""
    return says(text, at) or then(text, at)


def then(text: str, at: int) -> bool:
    """Does an adverb or a day stand here, that goes on after a subject: 则, 今天, 9日?"""
    return bool(DATED.match(text, at) or after("then").match(text, at))


def announces(text: str, at: int) -> bool:
    """Does a word for what people do, or are called, stand here, and no mere mark?"""
    said = after("says").match(text, at)
    return bool(said and said[0].strip().isalpha()) or bool(after("title").match(text, at))


def acts(text: str, at: int) -> bool:
    """Does a verb for what people do, or a title, stand here, of more than one character: 指出, 同志?"""
    said = after("says").match(text, at)
    verb = said is not None and len(said[0]) > 1 and said[0].isalpha() and not said[0].startswith("等")
    return verb or bool(DOES.match(text, at)) or bool(after("title").match(text, at))


def is_of_works(text: str, at: int) -> bool:
    """Does a list of works go on here: 唐家河|、安家庄等煤矿?"""
    return bool(_WORKS.match(text, at))


def untitled(text: str, start: int, end: int) -> int | None:
    """The end of a name without the title or the adverb it ends with, None where a surname is left.

    >>> untitled("李晓林先生", 0, 5), untitled("王先生", 0, 3), untitled("周立曾任", 0, 3)
    (3, None, 2)
    >>> untitled("王伟任主席", 0, 3), untitled("王伟任 主席", 0, 3), untitled("刘海荣正和村民", 0, 4)
    (2, 3, 3)
    """
    title = _TITLE_AT_END.search(text, start, end)
    if title is None:
        size = len("".join(text[start:end].split()))  # of 理 系 one character would be left
        adverb = text[end - 1] in "曾历即已" and text.startswith(_TAKING, end)
        verb = text[end - 1] == "任" and size > 2 and after("title").match(text, end)
        now = text[end - 1] in "正则家" and size > 3 and text[start : start + 2] not in surnames()
        came = text.startswith("来到", end - 1) and size > 2  # 徐望|来到
        came = came or (text[end - 1] == "在" and size > 3)
        came = came or (size > 2 and _CLAIMS.match(text, end - 1) is not None)
        return end - 1 if adverb or verb or now or came else end
    return title.start() if title.start() - start > 1 else None


_TAKING = ("任", "担任", "将", "经", "被", "当选", "辞去", "不再")  # 陈林已|担任
_CLAIMS = lazy(
    "称[，,：:“]|系|记[一二三特]等功|正在(?!会上)"
)  # 部长杜明聪|称，, 邓煜|系某院院长, 翟隽|正在斡旋
