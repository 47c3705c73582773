"""Names that a frame shows, whatever they look like: beside an office, in an appointment, in columns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.lines import line_around, lines_with
from policytext.language.patterns import LazyPattern, lazy, shapes
from policytext.language.places import is_place
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.sentences import items
from policytext.language.surnames import surnames
from policytext.recognition import grids
from policytext.recognition.aftername import goes_on, untitled
from policytext.recognition.agencies import begins_level
from policytext.recognition.candidates import fits, fits_long, is_formed, is_inside
from policytext.recognition.entries import MEMBER
from policytext.recognition.model import Entity
from policytext.recognition.nameform import (
    GOES,
    can_be_name,
    characters_of,
    is_common_word,
    looks_like_goods,
    not_names,
)
from policytext.resources import any_of

Span = tuple[int, int]
LEAST = 3  # names in a row that make a column of names
COMMON = 0.34  # of a row's names, at most this share can be words or places: 白云, 向阳

_BLANK = r"[ \u3000\t]"
_DOTTED = rf"[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}}?){{1,3}}"
_ITEM = rf"(?:[{HAN}]{{2,3}}(?<!等)|[{HAN}]{_BLANK}{{1,2}}[{HAN}])"
_NAME = rf"(?:{_DOTTED}|[{HAN}]{{2,4}}?|[{HAN}]{_BLANK}{{1,3}}[{HAN}])"
_PARTS = frozenset("处科室股队部组院所司局系团办会")  # what parts of bodies end with
frame_shapes = partial(shapes, "name_frames.tsv", BLANK=_BLANK, NAME=_NAME, ITEM=_ITEM, MEMBER=MEMBER)
_TITLES = lazy(lambda: any_of("posts.tsv", "beside"))
"""Words for posts that are posts only beside a name."""


class _Near(NamedTuple):
    """Where begins and ends what names can stand beside."""

    reading: Reading
    posts: frozenset[int]  # where they end
    bodies: Collection[int]  # where they end
    offices: Collection[int]  # where posts and bodies start
    named: Collection[int]  # where they and places start


class _Frame(NamedTuple):
    """A `shape` whose first group is a name or a list of them, if what is near is as it `holds`.

    `weak`: it shows little (see `candidates.fits`); `fit`: must all of a list look like names, or any?
    `ends`: what it ends with one of, before an office.
    """

    shape: LazyPattern
    holds: Callable[[_Near, re.Match[str]], bool] = lambda *_: True
    weak: bool = False
    fit: Callable[[Iterable[bool]], bool] = all
    ends: str = ""

    def matches(self, near: _Near) -> Iterator[re.Match[str]]:
        """Where the shape is, on the lines on which it can hold."""
        text, end = near.reading.text, 0
        if not self.ends:
            yield from self.shape.finditer(text)
        for office in sorted(near.offices) if self.ends else ():
            if office > end and text[office - 1] in self.ends:
                start, end = line_around(text, office)
                yield from self.shape.finditer(text, start, end)


def in_frames(
    reading: Reading, posts: Sequence[Entity], organisations: Sequence[Entity], places: Sequence[Entity]
) -> Iterator[Span]:
    """Names beside an office or its body, those who are appointed to one, and names in columns.

    >>> from policytext.recognition.posts import posts
    >>> text = "谷雨（局长）；任命向阳为局长\\n丁一　于 洋　马长生　尹力\\n黄 卫 副部长"
    >>> reading = Reading(text)
    >>> [text[start:end] for start, end in sorted({*in_frames(reading, posts(reading), [], [])})]
    ['谷雨', '向阳', '丁一', '于 洋', '马长生', '尹力', '黄 卫']
    """
    envoys = (place for place in places if reading.text.startswith("驻", place.end))  # 中国|驻冰岛大使
    offices = {entity.start for entity in (*posts, *organisations, *envoys)}
    near = _Near(
        reading,
        frozenset(post.end for post in posts),
        frozenset(body.end for body in organisations),
        offices,
        offices | {place.start for place in places},
    )
    for frame in _frames():
        for match in frame.matches(near):
            named = [
                (start, untitled(reading.text, start, end) or end)
                for start, end in items(reading.text, *match.span(1))
            ]
            fit = frame.fit(fits(reading, item, weak=frame.weak) for item in named)
            if frame.holds(near, match) and (fit or fits_long(reading, named[0])):
                yield from named
    yield from _beside_posts(reading, posts)
    yield from _amid(near, posts)
    yield from _in_rows(near)
    yield from _among_offices(near)
    yield from _sent_by(reading)
    yield from _in_tables(reading)
    yield from _columns(near)


@cache
def _frames() -> tuple[_Frame, ...]:
    shape = frame_shapes()
    return (
        _Frame(shape["bracketed"], _before_bracket),
        _Frame(shape["born"]),
        _Frame(shape["entry"], _before_entry),
        _Frame(shape["opens"], _before_line),
        _Frame(shape["opens"], _before_named, weak=True),
        _Frame(shape["of body"], _behind_part, weak=True),
        _Frame(shape["appointed"], _of_appointed, ends="去任选为的届"),
        _Frame(shape["made"], _before_post),
        *(_Frame(shape[f"to body {size}"], _to_body) for size in (2, 3, "apart")),
        _Frame(shape["addressed"], fit=any),
        _Frame(shape["contact"]),
        _Frame(shape["credited"], lambda _, match: _is_bare_name(re.sub(r"\s", "", match[1]))),
        _Frame(shape["phoned"], weak=True),
        _Frame(shape["titled"], lambda _, match: surnames().get(match[1][0]) == 2, weak=True),
        _Frame(shape["of unit"], weak=True),
        _Frame(shape["next to"]),
        _Frame(shape["gave"], _gives, weak=True),
    )


def _gives(near: _Near, match: re.Match[str]) -> bool:
    """Is it somebody who gives a sum, where a text tells of gifts: 雷法明五万元，|蓝念祖|三万元?"""
    text, at = near.reading.text, match.start()
    told = _GIFTS.search(text, max(0, at - _NEAR_GIFTS), at) and _SUMS.match(text, match.end())
    named = is_formed(match[1]) and surnames().get(match[1][0], 0) > (len(match[1]) < len("雷法明"))
    return bool(told) and named  # no 白云寺


_NEAR_GIFTS = 120  # characters of a list of givers before one
_GIFTS = lazy("捐|募|善款|赞助|乐助|资助|认领")
_SUMS = lazy(r"[^，、；。]*元(?:[，、；。]|$)")


def _of_appointed(near: _Near, match: re.Match[str]) -> bool:
    """Is a post behind it, and before 的 no mere word: 免去|白雪|的副局长职务, but 银行|的总裁说?"""
    start, end = match.span(1)
    bare = start == match.start() and match[0].endswith("的") and is_known(match[1])
    if bare and _DUTY.match(match.string, match.end()):  # 免去白桦的职务；|石英|的副局长职务
        strong = surnames().get(match[1][0]) == 2 or looks_like_goods(match[1])
        bare = not strong and is_common_word(near.reading, start, end)
    return not bare and match.end() in near.offices


_DUTY = lazy(rf"[{HAN}、]{{2,30}}(?:职务|任期|辞职)")
_PLACED = lazy(rf"[{HAN}]{{1,12}}(?:镇|乡|街道|村|社区|园区|公司|集团|厂|矿|中心|站|所)")  # 城关镇党委书记
_PART = lazy(rf"[{HAN}]{{2,14}}[处科室司局部办组]")  # 武 艺（调查统计处）


def _before_bracket(near: _Near, match: re.Match[str]) -> bool:
    office = match.start("office") in near.named or _PLACED.match(match["office"])
    part = " " in match[1] and _PART.fullmatch(match["office"])
    return bool((office and match.end("office") in near.posts) or part)


_CLAUSE = lazy(r"[^，。；：（(\n]*")


def _before_entry(near: _Near, match: re.Match[str]) -> bool:
    clause = _CLAUSE.match(near.reading.text, match.end())
    return match.end() in near.named and clause is not None and clause.end() in near.posts


def _before_post(near: _Near, match: re.Match[str]) -> bool:
    """Is there a post in the clause behind the verb: 选举|王伟|为协会第六届理事会会长?"""
    clause = _CLAUSE.match(near.reading.text, match.end())
    return clause is not None and not near.posts.isdisjoint(range(match.end(), clause.end() + 1))


def _before_line(near: _Near, match: re.Match[str]) -> bool:
    """Does the line hold an office and no more: 阿不都拉·买买提　国家民委副主任?"""
    rest = frame_shapes()["office"].match(near.reading.text, match.end())
    named = match[1][0] in surnames() and not _is_word(near.reading, match.span(1))
    likely = match.end() in near.named or named or match[1][1].isspace()
    return likely and rest is not None and rest.end("office") in near.posts


def _before_named(near: _Near, match: re.Match[str]) -> bool:
    title = _TITLES.match(near.reading.text, match.end())
    return (match.end() in near.named or title is not None) and match.start(1) not in near.named


def _behind_part(near: _Near, match: re.Match[str]) -> bool:
    """Is it somebody of a body or its part, by the surname or a blank: 国家标准委工业二部 孙 维?"""
    body = match.start() in near.bodies or near.reading.text[match.start() - 1] in _PARTS
    likely = surnames().get(match[1][0]) or match[1][1].isspace()
    return bool(body and likely and match.start(1) not in near.named)


def _to_body(near: _Near, match: re.Match[str]) -> bool:
    """Does a body begin behind a verb of appointment and the name: 核准王伟|平安银行董事?"""
    apart = match[1][1].isspace() and match.end() - 1 in near.offices  # 应　明|县档案馆
    body = apart or match.end() in near.offices or begins_level(near.reading.text, match.end())
    level = match[1][-1] in _LEVELS and begins_level(near.reading.text, match.end() - 1)  # 赵海|市公安局
    place = match[1][-1] in "市县区镇乡"  # 党内职务，|高县县委书记
    return body and not (level or place) and match[1][-1] not in characters_of("function")  # 向阳|为


_LEVELS = "省市县区州旗"


_SPACED = lazy(rf"[{HAN}][ \u3000]{{1,2}}[{HAN}](?![ \u3000][{HAN}](?:[ \u3000]|$))")  # 教授国 栋、


def _in_tables(reading: Reading) -> Iterator[Span]:
    """Names under 姓名, except words for what stands in such a column without being a name: 合计, 空缺."""
    for row in grids.rows(reading.text):
        surname = surnames().get(reading.text[row.name[0]], 0)
        if is_common_word(reading, *row.name):
            named = surname == 2
        else:
            named = (row.sure and row.name[1] - row.name[0] > 2) or fits(reading, row.name)
        if named:
            yield row.name


def _beside_posts(reading: Reading, posts: Sequence[Entity]) -> Iterator[Span]:
    """Two characters with a blank between beside a post: 党组成员过 程到会, 、鲜 路首席信息官."""
    text = reading.text
    for post in posts:
        found = [_SPACED.match(text, post.end)]
        if post.start > 3 and text[post.start - 4] in "、，：；\n":
            found.append(_SPACED.fullmatch(text, post.start - 3, post.start))
        for match in filter(None, found):
            closed = match.end() == post.start or goes_on(text, match.end())
            if closed:
                yield match.span()


def _amid(near: _Near, posts: Sequence[Entity]) -> Iterator[Span]:
    """Names between a body or its part and a title: 清华大学|雷大伟|教授, 医疗质量处|马旭东|处长."""
    reading = near.reading
    for post in posts:
        for start in range(max(1, post.start - 3), post.start - 1):
            name, before = reading.text[start : post.start], reading.text[start - 1]
            strength, deputy = surnames().get(name[0], 0), post.text.startswith("副")
            same = before == post.text[0] and not is_inside(reading, start)  # not 组|成|人员
            part = len(name) > 2 and before in _PARTS and (same or (strength == 2 and not deputy))
            title = start in near.bodies and not deputy
            likely = strength and name.isalpha() and name[-1] not in _PARTS  # 安监科
            named = likely and name not in not_names() and not is_common_word(reading, start, post.start)
            if (title or part) and named and fits(reading, (start, post.start)):
                yield start, post.start


def _among_offices(near: _Near) -> Iterator[Span]:
    """Words that are names between an office and the next (支队长|季明|、局长李强) or behind its colon."""
    reading, text = near.reading, near.reading.text
    for end in near.posts:
        signs = _SIGNS.match(text, end)  # 审判长　方圆
        start = signs.end() if signs else end + (text[end : end + 1] in ("：", ":"))
        for span in ((start, start + 2), (start, start + 3)):
            last, name = text[span[1] : span[1] + 1], text[slice(*span)]
            listed = start == end and last in _JOINS and span[1] + 1 in near.offices
            labelled = start > end and last in ("", "\n", " ", "\u3000") and span[1] <= len(text)
            if (listed or labelled) and _is_bare_name(name) and fits(reading, span):
                verb = reading.word(start).tag[0] in "vd"  # 书记|包片|、镇长包村
                if not verb or surnames()[name[0]] == 2:
                    yield span


_JOINS = ("、", "，", "和")
_SIGNS = lazy(rf"(?<=审判[长员]|书记员){_BLANK}+(?=[{HAN}]{{2,3}}{_BLANK}*$)", re.MULTILINE)


def _is_bare_name(name: str) -> bool:
    """Has it a surname, and is no part of a body: 党办, 宣传部?"""
    return surnames().get(name[:1], 0) > 0 and name[-1] not in _PARTS and can_be_name(name)


def _in_rows(near: _Near) -> Iterator[Span]:
    """Names between the office of the one before and a body of a level: 局长 周文|县财政局局长."""
    text = near.reading.text
    labels = [match.end() for match in _MEMBERS.finditer(text)]

    def in_row(at: int) -> bool:  # 成员：甲市政府秘书长|乙市水利局局长, with nothing between
        index = bisect_left(labels, at)
        return index > 0 and text.find("\n", labels[index - 1], at) < 0

    gaps = (match for end in near.posts if (match := _GAP.match(text, end)))
    rows = {gap.end() for gap in gaps if gap[0] not in ("", "、") or in_row(gap.end())}
    for start in rows.union(labels):
        if surnames().get(text[start : start + 1]) == 2:
            yield from (
                span
                for span in ((start, start + 2), (start, start + 3))
                if span[1] < len(text)
                and _WORD.fullmatch(text, *span)
                and text[span[1] - 1] not in GOES  # 王武|任县审计局局长
                and begins_level(text, span[1])
                and fits(near.reading, span, weak=True)
            )


_MEMBERS = lazy(rf"成{_BLANK}*员[：:]{_BLANK}*")
_GAP = lazy(rf"、|[：:]?{_BLANK}*")
_WORD = lazy(f"[{HAN}]+")

_SENDER = rf"[{HAN}]{{2,20}}?(?:[局委办厅部处科院镇乡](?!长)|中心|公司|集团|银行|街道|大学|学院|学校|医院)"
_SENT = rf"{_SENDER}[{HAN}]{{2,3}}(?:、[{HAN}]{{2,3}}(?![{HAN}]))*"
_DELEGATES = lazy(  # 列席：财政局赵敏、李勇，教育局钱坤
    rf"(?<![{HAN}、])(?:出席|参加|列席|请假)?{_SENT}(?:[、，,；;]{_SENT})+(?=[、，,。；;\n]|$|参加|出席|列席|等(?![村社地镇乡]))"
)
_DELEGATE = lazy(rf"(?P<body>{_SENDER})?(?P<name>[{HAN}]{{2,3}})(?=[、，,。；;\n]|$|参加|出席|列席|等)")


def _sent_by(reading: Reading) -> Iterator[Span]:
    """Names behind their bodies in a list of such pairs: 财政局|赵敏|、教育局|钱坤|."""
    for listed in _DELEGATES.finditer(reading.text):
        found = list(_DELEGATE.finditer(reading.text, *listed.span()))
        sent = sum(item["body"] is not None for item in found)
        whole = not any(is_inside(reading, item.start("name")) for item in found)  # 主管部|门批准
        if sent > 1 and whole and all(fits(reading, item.span("name"), weak=True) for item in found):
            yield from (item.span("name") for item in found)


_HEAD = lazy(
    rf"^[{HAN} \u3000]{{2,8}}[：:]|^{_BLANK}*[^\s、，。；]{{0,16}}"
    rf"(?:[奖功名励彰]|人员|个人|对象|名单|模范|标兵|能手|工作者)(?:[（(][^\s（）()]{{1,8}}[）)])?[：:]?{_BLANK}{{2,}}"
)
_SPLIT = lazy(rf"{_BLANK}+")
_PARTED = lazy(rf"{_BLANK}\S[^\n]*{_BLANK}")  # a line of several, quick to find


def _columns(near: _Near) -> Iterator[Span]:
    """The names of lines that hold nothing but names, apart by blanks: 丁一　于 洋　马长生."""
    reading = near.reading
    for start, end in lines_with(reading.text, _PARTED):
        line = reading.text[start:end]
        head = _HEAD.match(line)
        spans = _tokens(line, start, head.end() if head else 0)
        if len(spans) >= LEAST and all(
            span[0] not in near.named and (fits(reading, span) or fits_long(reading, span))
            for span in spans
        ):
            shown = head is not None and not head[0].rstrip().endswith(("：", ":"))  # 三等功　李  响
            plain = (span for span in spans if not (shown and span[1] - span[0] > len("李  ")))
            doubtful = sum(_is_word(reading, span) for span in plain)
            if doubtful <= COMMON * len(spans):
                yield from spans


def _tokens(line: str, at: int, head: int) -> list[Span]:
    """The words between blanks on a line, two single characters as one name; [] for other lines."""
    spans: list[Span] = []
    open_name: int | None = None
    begin = head
    for end in [*(match.span() for match in _SPLIT.finditer(line, head)), (len(line), len(line))]:
        token, start = line[begin : end[0]], begin
        begin = end[1]
        if not token:
            continue
        if len(token) == 1:
            if open_name is None:
                open_name = start
                continue
            spans.append((at + open_name, at + start + 1))
            open_name = None
            continue
        if open_name is not None or (len(token) > 4 and not re.fullmatch(_DOTTED, token)):
            return []
        spans.append((at + start, at + start + len(token)))
    return [] if open_name is not None else spans


def _is_word(reading: Reading, span: Span) -> bool:
    """Is a name of a row a word, or a place: 张家口, 方案?"""
    name = re.sub(r"\s", "", reading.text[slice(*span)])
    return is_place(name) or name in not_names() or is_common_word(reading, *span)
