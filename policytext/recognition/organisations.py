"""ORG: bodies of every kind, each with the longest name that its words build."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from policytext.language.bodies import before_company, is_company
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.surnames import surnames
from policytext.recognition.aftername import COMRADE
from policytext.recognition.agencies import (
    IN_OFFICE,
    bare,
    each_office,
    is_no_one,
    local,
    national,
    up_to_act,
)
from policytext.recognition.build import LIMITED, site_words
from policytext.recognition.carried import carried
from policytext.recognition.counted import counted
from policytext.recognition.model import Entity, as_entity, covered, longest_first, occurrences
from policytext.recognition.ownnamed import own_named
from policytext.recognition.placed import extended, of_levels, of_places
from policytext.recognition.responsible import listed_behind, responsible
from policytext.recognition.shapes import body_shapes, campus, of_brands, shaped
from policytext.recognition.shortnames import beside, brands, companies, defined, of_place, trading
from policytext.recognition.ways import ON_STREET, is_station
from policytext.resources import alternation

_BRANCHES = ("分行", "支行", "分公司", "分院", "分会", "分局", "供电局", "分理处", "储蓄所")
_WHOSE = lazy(
    rf"(?:书记|[省市县区局厅处院校行镇乡村部会]长|主席|主任|经理|委员|同志)[{HAN}]{{2,3}}(?<!研究)所\Z"
    rf"|村[{HAN}]{{1,4}}村委会\Z"
)  # 县委副书记杨宗万|所写的小说, 前汪村|利用村委会
_GROUP = lazy(r"(?:(?<![第首同])一批|若干)\Z")  # 一批|国家工程中心, not 第一批|省财政厅
_FAMILY = lazy(r"\d家")  # 35|家村镇银行


def organisations(
    reading: Reading, places: Sequence[Entity], posts: Sequence[Entity] = (), taken: Sequence[Entity] = ()
) -> list[Entity]:
    """Agencies and their parts, companies, universities, institutes, associations, courts, the army.

    None begins or ends inside what is `taken` (numbers of documents), or inside a post.

    >>> from policytext.recognition.locations import locations
    >>> reading = Reading("工业和信息化部装备工业司会同广东省工信厅、汕头大学召开会议")
    >>> [org.text for org in organisations(reading, locations(reading))]
    ['工业和信息化部装备工业司', '广东省工信厅', '汕头大学']
    """
    places = [place for place in places if place.text[-1] != "号"]  # 花园路1号|市人大常委会
    ending = {place.end: place for place in places}
    stations = {place.end for place in places if place.text[-1] == "站"}
    stops = {post.start for post in posts}
    after = {post.end for post in posts}
    known = [span for span in national(reading, stops) if not _is_somebody(reading.text, *span, after)]
    spans = [extended(reading, *span, stops) for span in known]
    spans += of_brands(reading, known)
    bodies = [_up_to_group(reading.text, *span, stops) for span in local(reading, ending)]
    spans += [extended(reading, *span, stops) for span in bodies]
    spans += bare(reading, stops)
    spans += responsible(reading.text)
    itself = (match.span() for match in body_shapes()["itself"].finditer(reading.text))
    spans += ((ending[start].start if start in ending else start, end) for start, end in itself)
    spans += of_places(reading, places, stops)
    spans += of_levels(reading, stops)
    own = own_named(reading, {place.start for place in places}, {start for start, _ in spans}, stops)
    spans += [extended(reading, *span, stops) for span in own]
    spans += [
        *companies(reading),
        *trading(reading),
        *shaped(reading, places),
        *of_place(reading, places),
        *counted(reading, "bodies"),
    ]
    begun = {place.start for place in places} | {start for start, _ in known}
    spans = [(_behind_person(reading.text, start, end, after), end) for start, end in spans]
    spans = [piece for span in spans for piece in each_office(reading.text, *span)]
    blocked = covered(taken)
    blocked |= {at for post in posts for at in range(post.start + 1, post.end)}
    found = longest_first(
        as_entity(reading.text, *_led(reading.text, start, end), "ORG")
        for start, end in spans
        if start not in blocked
        and end - 1 not in blocked
        and reading.text[start] not in "各该个"
        and reading.text[start - 1 : start] != "某"  # 某|区法院
        and not _FAMILY.match(reading.text, start - 1)
        if not (end in stations or is_station(reading, start, end) or ON_STREET.match(reading.text, end))
        and not _is_open(reading.text, start, end)
        if not _WHOSE.search(reading.text, start, end)
        and "部门" not in reading.text[start : end - 2]
        and not reading.text.endswith("部门处", start, end)  # 文物行政部门|处五百元以上罚款
        if not is_no_one(reading.text, start, end)
        and (_is_named(reading, start, begun) or not _GROUP.search(reading.text, max(0, start - 5), start))
    )
    whole = list(_with_branches(_alone(reading.text, found)))
    found = [as_entity(reading.text, start, up_to_act(reading.text, end), "ORG") for start, end in whole]
    found += [as_entity(reading.text, *span, "ORG") for span in beside(reading, found)]
    found += [as_entity(reading.text, *span, "ORG") for span in campus(reading.text, found)]
    lists = sorted(body.end for body in found if body.text.endswith(_OF_LISTS))
    found += [as_entity(reading.text, *span, "ORG") for span in listed_behind(reading.text, lists)]
    found = longest_first(found)
    return longest_first(
        [
            *defined(reading.text, found),
            *found,
            *brands(reading, found),
            *(again for again in _again(reading, found) if again.end - 1 not in blocked),  # 公司|党委委员
            *carried(reading, found),
        ]
    )


_OF_LISTS = (*"局委办会院联", "政府", "中心", "大队", "公司")  # which a list of offices may begin with


def _is_somebody(text: str, start: int, end: int, posts: Collection[int]) -> bool:
    """Is what is a company elsewhere somebody here: 主席|包钢, 由|包钢|同志主持?"""
    named = start in posts or (start - 1 in posts and text[start - 1] in "：: \u3000")
    company = text[end : end + 1] in ("（", "(") or before_company(text, end)  # 董事长|马钢（集团）
    titled = (named and not company) or COMRADE.match(text, end)
    return bool(titled) and is_company(text[start:end])


def _behind_person(text: str, start: int, end: int, posts: Collection[int]) -> int:
    """Where a body begins without somebody between a post and it: 副政委|万建民和|军区总医院院长."""
    named = _PERSON_AND.match(text, start, end) if start in posts and surnames().get(text[start]) else None
    return named.end() if named else start


_PERSON_AND = lazy(rf"[{HAN}]{{2,3}}[和与及](?=[{HAN}]{{3}})")


def _up_to_group(text: str, start: int, end: int, stops: Collection[int]) -> tuple[int, int]:
    """A body without the Party group that a post is named after: 市人大常委会|党组成员."""
    at = text.find("党组", start, end)
    return start, at if at in stops else end


def _alone(text: str, found: Sequence[Entity]) -> list[Entity]:
    """The bodies, each company as it stands alone elsewhere.

    核准王伟|平安银行股份有限公司 is cut where the text addresses 平安银行股份有限公司.
    """
    free = {
        entity.text
        for entity in found
        if entity.text.endswith(LIMITED) and text[entity.start - 1 : entity.start] in _MARKS
    }
    if not free:
        return list(found)
    kept = []
    for entity in found:
        tails = [name for name in free if entity.text.endswith(name) and entity.text != name]
        start = entity.end - len(max(tails, key=len)) if tails else entity.start
        kept.append(as_entity(text, start, entity.end, "ORG"))
    return kept


def _is_open(text: str, start: int, end: int) -> bool:
    """Does a bracket close in the span that opens before it, or hold levels: 区县（|自治县）人民政府?"""
    if _LEVELS_IN.search(text, start, end):
        return True
    return text.count("）", start, end) + text.count(")", start, end) > (
        text.count("（", start, end) + text.count("(", start, end)
    )


_LEVELS_IN = lazy("[省市县区州旗][（(][省市县区州旗自治、]+[）)]")  # 县（市、区）人民政府
_MARKS = ("", "\n", "、", "，", "。", "：", "；", "（", "《")
_TOOK = lazy(
    rf"[{HAN}]{{2,3}}(?:同志|先生|女士)?(?:(?<![主责担出兼现信])任|担任|出任|履新|卸任|(?<![效功比税利速汇概频])率(?=[{HAN}]{{0,8}}团))(?=[{HAN}]{{2}})"
    rf"|(?<=任命|聘任|聘请|选举|推选|推举|补选|增选|提名)[{HAN}]{{2,3}}为(?=[{HAN}]{{2}})"
)  # 林立任|某大学, 选举任文|为协会会长
_VERB_AT_END = lazy(r"(?:(?<=[局厅委会府党])|(?<=机关)|(?<=公司)|(?<=动派))[处所]\Z")
"""管理局|处五百元以上罚款, 代表大会|所确定的任务: no body has such a part."""


def _is_named(reading: Reading, start: int, named: Collection[int]) -> bool:
    """Does a name begin there, and no kind of bodies: 一批|清华大学教授, not 一批|国家工程中心?"""
    first = reading.word(start)
    return start in named or (first.start == start and first.tag == "nt")


def _led(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with 中共 before it (中共广州市天河区委统战部), without somebody who takes a post there, the
    number of its house (花园路1号|市人大常委会), or the verb behind it."""
    if text[start] == "号" and text[start - 1 : start].isdigit():
        return start + 1, end
    start = led.end() if (led := IN_OFFICE.match(text, start, end)) else start
    start = side.end() if (side := _BOUND.match(text, start, end - 2)) else start
    if text.endswith(_BLOCS, start, end) and _AGAINST.search(text, max(0, start - 2), start):
        start -= 1  # 反|塔利班联盟
    end -= _VERB_AT_END.search(text, end - 1, end) is not None
    if told := _TOLD_AT_END.search(text, start + 2, end):
        end = told.start()
    if text.endswith(LIMITED, start, end):  # 柳林县成家庄镇|山西鸿泰煤业有限公司
        inside = (start + place.start for place in find_places(text[start:end]))
        start = next((at for at in inside if at > start and text[at - 1] in "县镇乡村"), start)
    took = _TOOK.match(text, start, end)
    if took and surnames().get(text[start]):
        return took.end(), end
    return (start - 2 if text.startswith("中共", max(0, start - 2)) and start > 1 else start), end


_TOLD_AT_END = lazy(r"被[列评授认确]?\Z")  # 沙钢集团|被列为
_BOUND = lazy(rf"(?<![{HAN}])[东西南北][至抵临靠邻]|第三人(?=中)")  # 北至|红草中学, 第三人|中铁十七局
_BLOCS = ("联盟", "同盟", "阵线", "组织", "协会")
_AGAINST = lazy(rf"(?:^|(?<![{HAN}])|(?<=[与和及由对向、]))反\Z")


def _with_branches(found: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """The spans, a company and its branch in a place as one: …银行股份有限公司|广东省分行."""
    spans = [(entity.start, entity.end, entity.text) for entity in found]
    index = 0
    while index < len(spans):
        start, end, text = spans[index]
        following = spans[index + 1] if index + 1 < len(spans) else None
        if following and following[0] == end and _goes_on(text, following[2]):
            end, index = following[1], index + 1
        yield start, end
        index += 1


def _goes_on(text: str, following: str) -> bool:
    """Is what follows a body's name without a break a branch or part of it?"""
    if following.endswith(_BRANCHES):
        return True
    return text.endswith(_HOUSES) and len(following) <= _SHORT and following.endswith(("部", "办"))


_HOUSES = ("银行", "公司", "集团", "大学", "学院")  # 北江银行|科技部 is no ministry
_SHORT = 5  # characters of the name of a part of them


def _again(reading: Reading, found: Iterable[Entity]) -> Iterator[Entity]:
    """Other places where a long name stands, or what it is without its place or owner."""
    names = {entity.text for entity in found if len(entity.text) > 5}
    names |= {own[1] for entity in found if (own := _OWN.fullmatch(entity.text))}
    return (as_entity(reading.text, *span, "ORG") for span in occurrences(names, reading.text))


_OWN = lazy(  # what has its place or owner before it: 上峡乡|大河沟煤矿, 亳州市|安泰堂药业有限公司
    lambda: (
        rf".*(?:公司|大学|[省市县区旗镇乡])([{HAN}]{{2,5}}(?:{alternation(site_words('mine'))})"
        rf"|[{HAN}]{{4,16}}(?:{alternation(LIMITED)})|(?<=大学)[{HAN}]{{2,12}}学院)"
    )
)
