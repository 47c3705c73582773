"""ORG: bodies of every kind, each with the longest name that its words build."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from policytext.language.bodies import before_company, full_names, is_company
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.surnames import surnames
from policytext.recognition.aftername import COMRADE
from policytext.recognition.agencies import (
    BODY_OF_LEVEL,
    IN_OFFICE,
    VERBS,
    bare,
    begins_level,
    each_office,
    is_cut,
    is_level,
    is_no_one,
    local,
    national,
    up_to_act,
)
from policytext.recognition.build import (
    LIMITED,
    NO_BODIES,
    body_tails,
    last_characters,
    longest,
    longest_words,
    part_tails,
    site_words,
    words_of,
)
from policytext.recognition.carried import carried
from policytext.recognition.counted import counted
from policytext.recognition.lastwords import named_end, part_end
from policytext.recognition.model import Entity, as_entity, covered, longest_first, occurrences
from policytext.recognition.ownnamed import COUNTED, own_named
from policytext.recognition.responsible import listed_behind, responsible
from policytext.recognition.shapes import body_shapes, campus, of_brands, shaped
from policytext.recognition.shortnames import beside, brands, companies, defined, of_place, trading
from policytext.recognition.standing import is_no_place
from policytext.recognition.ways import ON_STREET, is_station
from policytext.resources import alternation

_LEVELS = frozenset({"省", "市", "县", "区", "州", "自治区", "自治州"})
_ANOTHER = (*"局厅委办", "政府", "办公厅", "办公室")
_JOINED = lazy("中共.*委.*政府|.*党委政府")  # 中共宜宾市委|宜宾市人民政府, 自治区党委|政府
_NO_PART = ("政府", "人民政府", "中心")  # 国务院|政府特殊津贴, 市委|中心工作
_REGIONAL = ("监管局", "监察局", "管理局", "特派办")
_BRANCHES = ("分行", "支行", "分公司", "分院", "分会", "分局", "供电局", "分理处", "储蓄所")
_INSIDE = lazy(
    "(?<=[上青珠北临沿渤东南黄大])海委|(?<=江)淮委"
)  # 上|海委办局: the river commissions' short names
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
    spans = [_extended(reading, *span, stops) for span in known]
    spans += of_brands(reading, known)
    bodies = [_up_to_group(reading.text, *span, stops) for span in local(reading, ending)]
    spans += [_extended(reading, *span, stops) for span in bodies]
    spans += bare(reading, stops)
    spans += responsible(reading.text)
    itself = (match.span() for match in body_shapes()["itself"].finditer(reading.text))
    spans += ((ending[start].start if start in ending else start, end) for start, end in itself)
    spans += _of_places(reading, places, stops)
    spans += _of_levels(reading, stops)
    own = own_named(reading, {place.start for place in places}, {start for start, _ in spans}, stops)
    spans += [_extended(reading, *span, stops) for span in own]
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
        if not (_INSIDE.match(reading.text, start) or _WHOSE.search(reading.text, start, end))
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
_BOUND = lazy(rf"(?<![{HAN}])[东西南北][至抵临靠邻]")  # 北至|红草中学
_BLOCS = ("联盟", "同盟", "阵线", "组织", "协会")
_AGAINST = lazy(rf"(?:^|(?<![{HAN}])|(?<=[与和及由对向、]))反\Z")


def _extended(reading: Reading, start: int, end: int, stops: Collection[int]) -> tuple[int, int]:
    """A body with its part, and the part's own: 教育部|教材局, 县公安局|交警大队|车管所."""
    start, end = _with_part(reading, start, end, stops)
    further = body_shapes()["part"].match(reading.text, end)
    return start, further.end() if further else end


def _with_part(reading: Reading, start: int, end: int, stops: Collection[int]) -> tuple[int, int]:
    if whole := body_shapes()["part"].match(reading.text, end):
        return start, whole.end()
    part = longest(reading, end, part_tails(), stops)
    if part is None and (section := part_end(reading, end, stops)):
        return start, section
    if part is None or is_cut(reading.text, part[0]) or reading.text[end : part[0]] in _NO_PART:
        return start, end
    if BODY_OF_LEVEL.match(reading.text, end):  # 市委|市政府
        return start, end
    if BODY_OF_LEVEL.match(reading.text, start) and any(
        begins_level(reading.text, at)
        for word in reading.words_in(end, part[0])
        for at in (word.start, word.end - 1)
        if at > end
    ):
        return start, end  # 县审计局审计|县财政局
    rest = reading.text[end : part[0]]
    known = full_names().get(rest, "")
    other = known == rest or (len(rest) > len("文物局") and known not in ("", f"国家{rest}"))
    if other and reading.text[start:end] in full_names():
        return start, end  # 中国银行业监督管理委员会|国家旅游局
    place = next((p for p in find_places(rest) if p.official or p.start == 0), None)
    if place and is_no_place(rest[place.start : place.end]):  # 合作|交流办公室
        place = None
    another = place is not None and place.start == 0 and part[1].endswith(_ANOTHER)
    another = another and not reading.text.endswith(_REGIONAL, 0, part[0])  # 财政部广东监管局
    governed = place is not None and place.start > 0  # 国家消防救援局|调派昭通市消防救援支队
    return (start, end) if another or governed else (start, part[0])


def _of_places(
    reading: Reading, places: Sequence[Entity], stops: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Bodies named after a place: 大同市杏儿沟煤矿, 香港天文台, 天河区科技工业和信息化局."""
    for place in places:
        if _COUNTED.match(reading.text, place.end):  # 京、津、|冀|三地消费者协会
            continue
        division = reading.text[place.end - 1] in "省市县区州旗"
        abroad = place.normalized.isalpha() and place.normalized != "CN"  # 哈萨克斯坦|国家经济部
        tails = _tails_after(division=division, abroad=abroad)
        part = longest(reading, place.end, tails, stops) or named_end(reading, place.end, stops)
        if part and _is_name(reading.text, place.end, *part):
            owners = longest_words("owner")  # 北航|重庆科创中心
            owner = next((o for o in owners if reading.text.endswith(o, 0, place.start)), "")
            start = place.start - len(owner)
            yield _extended(reading, start, part[0], stops)


_COUNTED = lazy("[两二三四五六七八九十][省市县区地国]")


@cache
def _tails_after(*, division: bool, abroad: bool) -> frozenset[str]:
    """Last words of bodies that are named after a place."""
    tails = part_tails() if division or abroad else body_tails()
    return tails | (words_of("state") if abroad else _CENTRE | _OF_ZONES)


def _of_levels(reading: Reading, stops: Collection[int]) -> Iterator[tuple[int, int]]:
    """Bodies of a level alone, and those of the nation: 省气象台, 国家自然科学基金委员会."""
    ending = reading.ending_with(word[-1] for word in words_of("anchor") | _LEVELS)
    for index in reading.ending_with(last_characters(words_of("institution"))):
        word = reading.words[index]
        whole = word.text[0] in _LEVELS and word.text[1:] in words_of("institution")  # 市图书馆
        if whole and len(word.text) > 2 and is_level(reading, word.start):
            yield word.start, word.end
    for word in (_level_alone(reading.words[index]) for index in ending):
        if word.text in words_of("anchor") and (word.text not in _LEVELS or is_level(reading, word.start)):
            part = longest(reading, word.end, body_tails(), stops)
            if part is None and word.text not in _REGIONS:
                part = named_end(reading, word.end, stops)
                part = (
                    None if part and part[1] == "局" and word.text not in _LEVELS else part
                )  # 国家|开好局
            joined = part and _JOINED.match(reading.text, word.start, part[0])
            kind = part and reading.text[word.start : part[0]] in words_of("kind")  # 等领域|省实验室
            if part and not joined and not kind and _is_name(reading.text, word.end, *part):
                yield _extended(reading, word.start, part[0], stops)


def _level_alone(word: Word) -> Word:
    """The level of a word that a verb before it is joined to: 任|省, in 任省参事室副主任."""
    joined = len(word.text) > 1 and word.text[0] in VERBS and word.text[1:] in _LEVELS
    return Word.at(word.start + 1, word.text[1:], "n") if joined and not is_known(word.text) else word


def _is_name(text: str, start: int, end: int, tail: str) -> bool:
    """Is what follows a place or level (from `start`) the name of one body, and no kind of bodies?"""
    rest = text[start:end]
    general = rest in words_of("kind") and len(rest) > len(tail)
    general = general or rest in NO_BODIES or rest in _NO_PART  # 成都市|中心
    hub = (
        _EVENT.match(text, end)
        or (rest.endswith("中心") and rest[:-2].endswith(longest_words("hub")))
        or rest.endswith("一流大学")  # 中国特色世界一流大学
        or _SEVERAL.match(rest)
        or (tail in _CENTRE and _ROLE.match(text, end))
    )
    return not (general or hub or is_cut(text, end) or COUNTED.match(text, end))


_REGIONS = ("国际", "世界", "全国", "亚洲")  # 国际|技术转移中心 is a kind
_CENTRE = frozenset({"中心"})
_OF_ZONES = frozenset({"党工委", "工委"})
_EVENT = lazy("大会|博览会|展览会|交易会|论坛|峰会|大赛|(?:行政)?主管(?:部门|机关)")  # 国际矿业|大会
_SEVERAL = lazy(r"第?[一二两三四五六七八九十\d]+[大个]")  # 青岛|两大区域科技创新中心
_ROLE = lazy("城市|城区|城镇|地位|作用|功能|枢纽")  # 徐州区域中心|城市


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
