"""Names that a strong frame shows, whatever they look like: before an office in brackets, in an act of
appointment, in columns of names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import is_place
from policytext.language.reading import Reading
from policytext.language.sentences import items
from policytext.language.surnames import surnames
from policytext.recognition import grids
from policytext.recognition.agencies import begins_level
from policytext.recognition.candidates import fits, fits_long, is_inside
from policytext.recognition.entries import MEMBER
from policytext.recognition.model import Entity
from policytext.recognition.nameform import characters_of, goes_on, is_common_word, not_names

Span = tuple[int, int]
LEAST = 3  # names in a row that make a column of names
COMMON = 0.34  # of a row's names, at most this share can be words or places: 白云, 向阳

_BLANK = r"[ \u3000\t]"
_DOTTED = rf"[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}}?){{1,3}}"
_ITEM = rf"(?:[{HAN}]{{2,3}}|[{HAN}]{_BLANK}{{1,2}}[{HAN}])"
_NAME = rf"(?:{_DOTTED}|[{HAN}]{{2,4}}?|[{HAN}]{_BLANK}{{1,3}}[{HAN}])"
_BRACKETED = lazy(
    rf"(?:^|(?<=[：:、，；。）) \u3000\t]))({_NAME}){_BLANK}?[（(](?:现任|原任?|时任)?([^（）()\n]{{2,48}})"
    r"[）)]",
    re.MULTILINE,
)
_APPOINTED = lazy(
    rf"(?:(?:任命|聘任|聘请|委任|提名|推荐|推举|推选|选举|免去|免除|接受|批准|同意|由)(?!任命|免去|接受|产生)|^|(?<=[：:；，。、]))({_NAME}(?:、{_ITEM}){{0,9}}|(?!批准|任命|免去|决定|提名|同意|接受|聘任|推荐)[{HAN}]{{5,8}})(?:等?(?:\d{{1,3}}|[两二三四五六七八九十]+)[余多]?[位名人])?"
    r"(?:同志|先生|女士)?(?:[（(][^（）()\n]{1,12}[）)])?(?:同志)?(?:辞去(?!职)|(?:挂职)?[担出]?任(?=\w)(?!命)|兼任|当选为?|为|的)",
    re.MULTILINE,
)
_BORN = lazy(  # 占 珺，女，汉族，1981年9月出生; 才让东智，男，藏族; 被告人阿西木呷，男
    rf"(?:^|(?<=[：。；\n])|(?<=被告人)|(?<=上诉人)|(?<=申请人)|(?<=当事人)|(?<=嫌疑人))\d{{0,2}}[.．、]?{_BLANK}*({_NAME}|[{HAN}]{{4,8}}){_BLANK}?(?:，|（)(?:男|女|{MEMBER})[，,）]",
    re.MULTILINE,
    needs=f"[，（](?:男|女|{MEMBER})[，,）]",
)
_BEFORE_OFFICE = lazy(
    rf"(?:^|[：:]){_BLANK}*({_NAME}){_BLANK}+(?=[^\n]{{2,}})(?![{HAN}][：:])", re.MULTILINE
)
_REST = lazy(
    rf"(?P<office>[^\n]*?){_BLANK}*(?:[（(][^（）()\n]{{1,12}}[）)])?$", re.MULTILINE
)  # …局长（退休）
_SPACED = lazy(rf"[{HAN}][ \u3000]{{1,2}}[{HAN}](?![ \u3000][{HAN}](?:[ \u3000]|$))")  # 教授国 栋、
_NEXT_TO = lazy(rf"列({_NAME})(?:同志)?之[后前]")  # 任副局长（列张三之后）
_REMOVED = lazy(rf"(?:免去|免除)({_NAME})(?:同志)?(?=[{HAN}、]{{2,40}}职务)")
_NAMED = lazy(  # 核准王伟|平安银行董事, 免去李松岭|市政府秘书长
    rf"(?:核准|同意|批准|提名|聘任|任命|免去|免除)({_NAME})(?:同志)?(?=[{HAN}])"
)
_ITEMED = lazy(  # 6.水清，临江化工园区管委会主任; 甘露，女，某公司安全员
    rf"^{_BLANK}*(?:[（(]?\d{{1,3}}[）)]?[.．、]?{_BLANK}*)?({_NAME})[，,](?:(?:男|女)，)?(?:[{HAN}]{{1,5}}族，)?(?=[{HAN}])",
    re.MULTILINE,
)
_CLAUSE = lazy(r"[^，。；：（(\n]*")
_PLACED = lazy(rf"[{HAN}]{{1,12}}(?:镇|乡|街道|村|社区|园区|公司|集团|厂|矿|中心|站|所)")  # 城关镇党委书记
_ADDRESSED = lazy(rf"^{_BLANK}*({_ITEM}(?:、{_ITEM}){{0,9}})(?=(?:委员|代表)[：:])", re.MULTILINE)
_CONTACT = lazy(  # 联系人：江南　电话
    rf"(?:联系人|联络员|经办人)[：:]{_BLANK}*({_ITEM})(?={_BLANK}*(?:[，,；;（(]|电话|联系|手机|\d|$))",
    re.MULTILINE,
)
_PHONED = lazy(  # 杨　佩：021-20897491
    rf"(?:^|(?<=[\s\d：:；;，,、。）)]))({_ITEM}){_BLANK}*[：:]{_BLANK}*"
    r"(?=(?:0\d{2,3}[-—－ ]?)?\d{7,8}(?!\d)|1\d{10}(?!\d))",
    re.MULTILINE,
    needs=rf"[：:]{_BLANK}*\d{{3}}",
)
_PART = lazy(rf"[{HAN}]{{2,14}}[处科室司局部办组]")  # 武 艺（调查统计处）
_HEAD = lazy(rf"^[{HAN} \u3000]{{2,8}}[：:]")
_SPLIT = lazy(rf"{_BLANK}+")


def in_frames(
    reading: Reading, posts: Sequence[Entity], organisations: Sequence[Entity], places: Sequence[Entity]
) -> Iterator[Span]:
    """Names before an office in brackets, those who are appointed to one, and names in columns.

    >>> from policytext.recognition.posts import posts
    >>> text = "谷雨（局长）；任命向阳为局长\\n丁一　于 洋　马长生　尹力"
    >>> reading = Reading(text)
    >>> [text[start:end] for start, end in sorted(in_frames(reading, posts(reading), [], []))]
    ['谷雨', '向阳', '丁一', '于 洋', '马长生', '尹力']
    """
    text = reading.text
    ends = frozenset(post.end for post in posts)
    starts = {entity.start for entity in (*posts, *organisations, *places)}
    for match in _BRACKETED.finditer(text):
        office = match.start(2) in starts or _PLACED.match(match[2])
        part = " " in match[1] and _PART.fullmatch(match[2])
        if ((office and match.end(2) in ends) or part) and fits(reading, match.span(1)):
            yield match.span(1)
    for match in _BORN.finditer(text):
        if fits(reading, match.span(1)) or fits_long(reading, match.span(1)):
            yield match.span(1)
    yield from _at_line_starts(reading, starts, ends)
    offices = starts - {place.start for place in places} | {e.start for e in (*posts, *organisations)}
    for pattern in (_APPOINTED, _REMOVED):
        for match in pattern.finditer(text):
            named = items(text, *match.span(1))
            fit = all(fits(reading, item) for item in named) or fits_long(reading, named[0])
            if fit and (match.end() in offices or match[0].endswith("同志")):
                yield from named
    yield from _beside_posts(reading, posts)
    yield from _amid(reading, posts, organisations)
    yield from _before_body(reading, organisations)
    yield from _in_rows(reading, ends, organisations)
    yield from _written_to(reading)
    yield from _in_tables(reading)
    yield from _columns(reading, starts)


def _at_line_starts(reading: Reading, starts: Collection[int], ends: Collection[int]) -> Iterator[Span]:
    """Names at the start of a line or its item before an office or its body."""
    text = reading.text
    for match in _ITEMED.finditer(text):
        office = match.end() in starts and _CLAUSE.match(text, match.end()).end() in ends  # type: ignore[union-attr]
        if office and fits(reading, match.span(1)):
            yield match.span(1)
    for match in _BEFORE_OFFICE.finditer(text):  # 阿不都拉·买买提　国家民委副主任
        rest = _REST.match(text, match.end())
        closed = rest is not None and rest.end("office") in ends
        named = match[1][0] in surnames() and not _is_word(reading, match.span(1))
        likely = match.end() in starts or named or match[1][1].isspace()
        if likely and closed and fits(reading, match.span(1)):
            yield match.span(1)


def _written_to(reading: Reading) -> Iterator[Span]:
    """Those whom a reply addresses, and those whom to ask: 联系人：江南　电话."""
    for match in _ADDRESSED.finditer(reading.text):
        yield from _addressed(reading, match)
    for pattern in (_CONTACT, _NEXT_TO):
        for match in pattern.finditer(reading.text):
            if fits(reading, match.span(1)):
                yield match.span(1)
    for match in _PHONED.finditer(reading.text):
        if fits(reading, match.span(1)) and match[1][-1] not in characters_of("thing"):
            yield match.span(1)


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


def _addressed(reading: Reading, match: re.Match[str]) -> Iterator[Span]:
    """Those whom a reply addresses, if one of them has a surname: 高 山、流水委员：."""
    listed = items(reading.text, *match.span(1))
    if any(fits(reading, item) for item in listed):
        yield from listed


def _beside_posts(reading: Reading, posts: Sequence[Entity]) -> Iterator[Span]:
    """Two characters with a blank between beside a post: 党组成员过 程到会, 、鲜 路首席信息官."""
    text = reading.text
    for post in posts:
        found = [_SPACED.match(text, post.end)]
        if post.start > 3 and text[post.start - 4] in "、，：；\n":
            found.append(_SPACED.fullmatch(text, post.start - 3, post.start))
        for match in filter(None, found):
            closed = match.end() == post.start or goes_on(text, match.end())
            likely = surnames().get(match[0][0], 0) > 1 or match[0][-1] == "和"  # 雍 和|陪同
            plain = match[0][0] if likely else match[0]
            if closed and characters_of("function").isdisjoint(plain):
                yield match.span()


def _amid(reading: Reading, posts: Sequence[Entity], organisations: Sequence[Entity]) -> Iterator[Span]:
    """Names between a body and a title (清华大学|雷大伟|教授), not parts of the body (安监科)."""
    bodies = {body.end for body in organisations}
    for post in posts:
        start = next((post.start - n for n in (2, 3) if post.start - n in bodies), None)
        part = reading.text[max(0, post.start - 4) : post.start]  # 医疗质量处|马旭东|处长
        of_part = len(part) == 4 and part[0] in _ENDS_PARTS and surnames().get(part[1], 0)
        same = of_part and part[0] in post.text and not is_inside(reading, post.start - 3)  # not 组成|人员
        if start is None and (of_part == 2 or same):
            start = post.start - 3
        if start is None or reading.text[post.start - 1] in _ENDS_PARTS:
            continue
        if post.text.startswith("副") and not same:
            continue
        span = (start, post.start)
        name = reading.text[slice(*span)]
        named = name.isalpha() and surnames().get(name[0]) and fits(reading, span)
        if named and name not in not_names() and not is_common_word(reading, *span):
            yield span


_ENDS_PARTS = frozenset("处科室股队部组院所司局系团")


def _in_rows(reading: Reading, ends: frozenset[int], organisations: Sequence[Entity]) -> Iterator[Span]:
    """Names between the office of another one and their own body: 党组成员|修济刚|地震局|副局长."""
    for body in organisations:
        start = next((body.start - n for n in (2, 3) if body.start - n in ends), None)
        clause = _CLAUSE.match(reading.text, body.end)
        if start is None or clause is None or ends.isdisjoint(range(body.end, clause.end() + 1)):
            continue
        name = reading.text[start : body.start]
        named = name.isalpha() and fits(reading, (start, body.start))
        if named and name not in not_names() and characters_of("function").isdisjoint(name):
            yield start, body.start


def _before_body(reading: Reading, organisations: Sequence[Entity]) -> Iterator[Span]:
    """Names between a verb of appointment and a body: 核准王伟|平安银行董事."""
    bodies = {body.start for body in organisations}
    for match in _NAMED.finditer(reading.text):
        start = match.start(1)
        ends = (at for at in (start + 2, start + 3) if at in bodies or begins_level(reading.text, at))
        end = next(ends, None)
        whole = end is not None and reading.text[end - 1] not in characters_of("function")  # 向阳|为
        if end and whole and fits(reading, (start, end)):
            yield start, end


def _columns(reading: Reading, starts: Collection[int]) -> Iterator[Span]:
    """The names of lines that hold nothing but names, apart by blanks: 丁一　于 洋　马长生."""
    at = 0
    for line in reading.text.split("\n"):
        head = _HEAD.match(line)
        spans = _tokens(line, at, head.end() if head else 0)
        at += len(line) + 1
        if len(spans) >= LEAST and all(
            span[0] not in starts and (fits(reading, span) or fits_long(reading, span)) for span in spans
        ):
            doubtful = sum(_is_word(reading, span) for span in spans)
            if doubtful <= COMMON * len(spans):
                yield from spans


def _tokens(line: str, at: int, head: int) -> list[Span]:
    """What blanks set apart on a line, two single characters as one name; [] where something else is."""
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
