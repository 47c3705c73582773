"""The clause of a number: where it begins, what it is about, whether the number is a level or a change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policytext.commitments.cues import cue
from policytext.commitments.model import Change
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.sentences import begun
from policytext.language.tagger import tag
from policytext.recognition.model import Entity

_YEARLY = lazy("年[均度]?$")
_VERB = lazy("(?:新增|新建|安排|发行|建成|完成|实现|培育|打造|引进|培训|建设|投产|形成)")
_BLANKS = " \u3000"
_MADE = 2  # code points before a capacity that say that it is to be built: 新增|, 投产|
_NAMED_BEFORE = 10  # code points before a number that say which things it describes: 面积不少于|
_NUMBERS = lazy("[0-9.]+(?P<unit>[万亿]?[^0-9，。；、]{1,4})(?:、[0-9.]+(?P=unit))+")
_DIGIT = lazy(r"\d")
_TOGETHER = lazy("分别|[均都]|总体|合计|等")
_MARK, _AND = lazy("、"), lazy("[、和及与]")
_MARK_OR_AND = lazy("(?<=..)[、和及与]")
_MARKS = lazy("[，；]")
_STANDS = lazy("突破|达到|[跃站迈]上|(?:控制|保持|稳定|维持)在|[超达]$|超过$")
_OF_MEASURES = "值额量率数比度价税入出费重口耗资润模积距P"  # what names of measures end with
_CLASSIFIER = lazy("[个家项座户]")
_PIECES = lazy(r"[0-9][0-9.]*[万千]?[多余]?[个家项座户名所处条台套件款种类场辆支只门]")
_LONGEST_NAME = 12  # code points of a name in a list of things that one number counts
_AHEAD, _BEHIND = 300, 40  # code points before and behind a number in which stands what it is


def left_edge(text: str, low: int, high: int) -> int:
    """Where the clause of a number at `high` begins: behind the last mark before it, brackets aside.

    A 、 does not divide what one verb is about (花生种植、收获机械化率分别达到…), nor the places where
    it is done (在甲县、乙县建设…).
    """
    depth = 0
    for at in range(high - 1, low - 1, -1):
        if text[at] in "）)":
            depth += 1
        elif text[at] in "（(":
            depth -= 1
        elif (
            depth == 0
            and text[at] in "，。；：、,;:！？\t|"
            and not (text[at] == "、" and _is_shared(text, low, at, high))
        ):
            return at + 1
    return low


def _is_shared(text: str, low: int, at: int, high: int) -> bool:
    """Is what stands on both sides of a 、 at `at` told of together?"""
    if _TOGETHER.search(text, at, high) or cue("in_places").search(text, low, at):
        return True
    return bool(_PIECES.match(text, high)) and _is_list(
        text[begun(text, at, "，。；：、", low) : at], text[at + 1 : high]
    )


def _is_list(one: str, other: str) -> bool:
    """Are two names objects of the verb before the first: 新认证绿色食品、有机农产品|50个?

    >>> _is_list("新认证绿色食品", "有机农产品"), _is_list("加强监管", "建成冷库")
    (True, False)
    """
    if not 2 < len(other) < _LONGEST_NAME or _DIGIT.search(one + other) or other[-1] in _OF_MEASURES:
        return False
    first, second = tag(_OPENING.sub("", one))[:3], tag(other)[:1]
    does = any(word.tag[0] == "v" for word in first) or bool(first and cue("deed").fullmatch(first[0].text))
    return does and len(first) > 1 and not (second[0].tag[0] in "va" or _STANDS.search(other))


def left_of_pairs(text: str, low: int, at: int) -> int | None:
    """Where the subjects begin of as many numbers of one unit from `at` on; None if they are not as many.

    >>> left_of_pairs("今年，人次、花费增长5%、7%", 0, 10), left_of_pairs("甲、乙、丙增长5%、7%", 0, 7)
    (3, None)
    """
    numbers = _NUMBERS.match(text, at)
    left = begun(text, at, "，。；：", low)
    words = text[left:at]
    if not numbers or _DIGIT.search(words) or words.count("、") != numbers[0].count("、"):
        return None
    return left


def subject(before: str) -> str:
    """The subject in the words before a number, or the verb if there is none.

    >>> subject("力争城镇化率从47.5%提高到"), subject("今年要新增"), subject("于2024年6月底前建成充电桩")
    ('城镇化率', '新增', '建成充电桩')
    """
    bare = _ENDING.sub("", _OPENING.sub("", before)).strip(" \u3000")
    bare = bare if bare.count("“") == bare.count("”") else bare.strip("“”")
    bare = _YEARLY.sub("", bare) if f"{bare}均" in before else bare
    verb = _VERB.search(before)
    names = "" if _AND.fullmatch(bare) else bare  # 2026年、2027年分别达到 names years alone
    return names or (verb[0] if verb else "")


_OPENING = lazy(lambda: f"^(?:{cue('opening').pattern})+")
_ENDING = lazy(lambda: f"(?:{cue('ending').pattern})*$")


def in_turn(shared: str, order: int, count: int) -> str:
    """The subject, in `A和B分别增长5%和6%` with `count` numbers, of the number at index `order`.

    >>> in_turn("软件和信息服务、电子制造规模", 1, 2), in_turn("氨和氮", 0, 1)
    ('电子制造规模', '氨和氮')
    """
    for mark in (_MARK, _AND):
        parts = mark.split(shared)
        if len(parts) == count > 1 and all(parts):
            return _whole(parts, order)
    return shared


def earlier(text: str, start: int, end: int) -> str:
    """The subject of the last of the clauses `[start, end)` that has one, for a later clause without.

    >>> text = "物价上涨幅度比去年有明显回落，力争控制在3%左右"
    >>> earlier(text, 0, 15), earlier("再生镍产量翻一番，", 0, 9), earlier("加强监管，", 0, 5)
    ('物价上涨幅度', '再生镍产量', '')
    """
    named = map(_measured, reversed(_MARKS.split(text[start:end])))
    return next(filter(None, named), "")


@lru_cache(1 << 10)  # each number of a sentence without a subject asks for the clauses before it
def _measured(clause: str) -> str:
    measure = cue("measure").match(_OPENING.sub("", clause))
    return measure["what"] if measure else ""


def year_in_turn(text: str, start: int, value: Entity, measured: Sequence[Entity]) -> str:
    """The year of a number of `2026年、2027年分别达到5亿元、6亿元`; nothing where no years are listed.

    `start` is where the sentence begins, `measured` are its numbers in order.
    """
    listed = [*cue("years_in_turn").finditer(text, start, value.start)]
    if not listed:
        return ""
    years = re.findall(r"\d{4}", listed[-1]["years"])
    order = sum(listed[-1].end() <= other.start < value.start for other in measured)
    return years[order] if order < len(years) else ""


def _whole(parts: Sequence[str], order: int) -> str:
    """One of parallel subjects, with what all of them share.

    >>> _whole(["花生种植", "收获机械化率"], 0), _whole(["城镇", "农村居民收入"], 0)
    ('花生种植机械化率', '城镇居民收入')
    >>> _whole(["通讯器材", "新能源汽车零售额"], 0), _whole(["进口", "出口总额"], 0)
    ('通讯器材零售额', '进口总额')
    >>> _whole(["绥化市", "黑河市大豆面积"], 0), _whole(["东部", "西部地区入学率"], 0)
    ('绥化市大豆面积', '东部入学率')
    """
    areas = [_area(part) for part in parts]
    if areas[-1] and all(end == len(part) for end, part in zip(areas[:-1], parts[:-1], strict=True)):
        return parts[order] + parts[-1][areas[-1] :] if order < len(parts) - 1 else parts[-1]
    words = [tag(part) for part in parts]
    sides = [*(found[-1] for found in words[:-1]), words[-1][0]]  # those that differ
    shared = "".join(word.text for word in words[-1][1:])
    if not (shared.endswith(tuple(_OF_MEASURES)) and all(word.tag.startswith("v") for word in sides)):
        return parts[order] + _measure(parts) if order < len(parts) - 1 else parts[-1]
    return "".join(word.text for word in words[0][:-1]) + sides[order].text + shared


def _measure(parts: Sequence[str]) -> str:
    """The measure of parallel subjects, which is named only with the last: 产量 of 水稻、玉米产量."""
    found = cue("measured").search(parts[-1])
    other = any(part[-1] in _OF_MEASURES for part in parts[:-1])  # 地区生产总值、居民收入
    return found[0] if found and found.start() and not other else ""


def _area(part: str) -> int:
    """Where the place ends that a subject begins with, 0 if it begins with none."""
    if area := cue("area").match(part):
        return area.end()
    return max((place.end for place in find_places(part) if place.start == 0), default=0)


def counted(text: str, at: int, share: bool = False) -> str:
    """The thing that a number in front of it counts, or, if it is a share, is a share of.

    >>> counted("建成6个文化站，", 4), counted("覆盖率25%以上", 6), counted("90%的县达标", 3, share=True)
    ('文化站', '', '县')
    """
    if levels := cue("of_levels").match(text, at):
        return levels["level"] + levels["thing"]
    found = cue("shared").match(text, at) if share else cue("thing").match(text, at)
    return _things(_REACHES.split(found["thing"])[0]) if found else ""


def _things(named: str) -> str:
    """Several things that one number counts, up to the first that somebody does something with.

    >>> _things("场景、产品等国家、行业标准"), _things("公园和开展绿化行动")
    ('场景、产品等国家、行业标准', '公园')
    """
    for mark in _MARK_OR_AND.finditer(named):
        behind = named[mark.end() :]
        if "的" not in behind and (word := next(iter(tag(behind)), None)) and word.tag == "v":
            return named[: mark.start()]
    return named


def sized(text: str, at: int, said: str) -> str:
    """What has the size that ends at `at`, with the name of the size; "" where nothing is said to have it.

    >>> sized("设立总规模20亿元的产业基金，", 9, "设立总规模"), sized("投资20亿元，", 6, "投资")
    ('产业基金总规模', '')
    >>> sized("建设炼油规模80万吨的项目，", 10, "建设炼油规模")
    ''
    """
    size = _SIZE.search(said)
    if size and size.start() and not is_action(said[: size.start()]):
        return ""  # a size of a name of its own
    found = cue("sized").match(text, at) if size else None
    return found["thing"] + size[0] if found and size else ""


_SIZE = lazy(lambda: f"(?:{cue('size').pattern})$")


def at_level(level: str, about: str) -> str:
    """What a number of another level counts: 省级|3个 behind 创建国家级园区1个.

    >>> at_level("省级", "创建市级以上园区"), at_level("省级", "创建国家产业园"), at_level("省级", "园区")
    ('创建省级园区', '创建省级产业园', '园区')
    """
    return _LEVEL.sub(level, about, 1) if _LEVEL.search(about) else about.replace("国家", level, 1)


_LEVEL = lazy(lambda: f"(?:{cue('level').pattern})(?:及?以上)?")


def paid_for(text: str, at: int, verb: str) -> str:
    """What a sum in front of it is spent on or raised by, where the words before it are a verb alone.

    >>> text = "发行1500亿元长期建设国债，动用3亿元准备金支持稳岗"
    >>> paid_for(text, 8, "发行"), paid_for(text, 20, "动用"), paid_for(text, 8, "财政支出")
    ('长期建设国债', '准备金', '')
    """
    if not is_action(verb) or len(tag(verb)) > 1:
        return ""
    thing = counted(text, at)
    return "" if change(thing) else _SPENT.split(thing)[0]


_SPENT = lazy("(?<=.)(?:支持|用于|扶持|推动|带动|保障|鼓励|助力)")  # 失业保险基金|支持稳岗
_REACHES = lazy("(?<=.)(?:不?超过|达到|不低于|突破|实现)")  # 重点企业|实现全流程覆盖


def changed(text: str, at: int) -> tuple[str, Change | None]:
    """The thing that changes by the rate in front of it, and how; ("", None) where none is named.

    >>> changed("按5%的幅度压减一般性支出。", 3)
    ('一般性支出', 'decrease')
    """
    found = cue("by_rate").match(text, at)
    return (found["thing"], change(found[0])) if found else ("", None)


def is_action(words: str) -> bool:
    """Do the words before a number end with a verb, of which what it counts is the object?

    >>> is_action("加快建设"), is_action("新建"), is_action("覆盖率")
    (True, True, False)
    """
    last = tag(words)[-1] if words else None
    return bool(last and (last.tag.startswith("v") or cue("deed").fullmatch(last.text)))


def is_measure(words: str) -> bool:
    """Do words end with the name of a measure?

    >>> is_measure("建筑面积"), is_measure("社区")
    (True, False)
    """
    return bool(words) and (words[-1] in _OF_MEASURES or cue("measure").fullmatch(words) is not None)


def has_verb(words: str) -> bool:
    """Does anybody do anything in the words before a number?

    >>> has_verb("建成标准厂房"), has_verb("培育企业"), has_verb("上海、重庆")
    (True, True, False)
    """
    said = tag(words)
    begins = any(word.tag.startswith("v") for word in said[:1])
    return begins or is_action(words) or any(word.tag == "v" for word in said)


def change(before: str) -> Change | None:
    """Is a number behind these words a change, or the level that is reached? None where no verb says.

    The verb next to the number says it.

    >>> change("产值增长"), change("占比提高到"), change("能耗降低"), change("突破"), change("总量")
    ('increase', 'level', 'decrease', 'level', None)
    """
    if before.endswith("的"):  # 新增贷款的|70%
        return None
    kinds: tuple[Change, ...] = ("increase", "decrease")
    verbs = [(verb.end(), kind) for kind in kinds for verb in cue(kind).finditer(before)]
    if not verbs:
        return "level" if _STANDS.search(before) else None
    end, kind = max(verbs)
    return "level" if cue("reached").match(before, end) else kind


def is_side_number(text: str, left: int, value: Entity) -> bool:
    """Does a number only go with another, as its base, a difference to last year, a condition, a count?

    >>> from policytext.recognition.values import values
    >>> def told(text): return is_side_number(text, 0, next(iter(values(text))))
    >>> told("建成冷库20座"), told("覆盖8个乡镇"), told("一次性补助20万元")
    (False, True, True)
    """
    if cue("side").search(_shown(text, left, value)):
        return True
    if value.type != "MONEY":
        return False
    before = text[left : value.start].rstrip(_BLANKS)
    over = cue("over").match(text, value.end)  # 8万元以上|现金支取业务
    classified = not before and _CLASSIFIER.fullmatch(text[value.start - 1 : value.start])  # 3家|50亿元企业
    return bool(classified or (over and not (change(before) or is_action(before))))


def _shown(text: str, left: int, value: Entity) -> str:
    """A number and what stands around it, from `left` on, as the rows of `side` and `attribute` see it."""
    letter = "R" if value.type == "QUANTITY" and value.detail.startswith("%") else value.type[0]
    behind = text[value.end : value.end + _BEHIND].lstrip(_BLANKS)
    left = max(left, value.start - _AHEAD)
    return f"{text[left : value.start].rstrip(_BLANKS)}【{letter}{value.text}】{behind}"


def end_of_places(text: str, value: Entity, following: int) -> int:
    """Where the places end that a number counts for the next (8个区|30个城中村, 在6个市|建成20个), or 0."""
    places = cue("divisions").match(text, value.end) if value.type == "QUANTITY" else None
    within = places and (places.end() == following or text[value.start - 1 : value.start] == "在")
    return places.end() if places and within else 0


def is_attribute(text: str, value: Entity) -> bool:
    """Does a number only say which things are meant: 百亿级企业, 750千伏工程, 2000万元以上的项目300个?

    >>> from policytext.recognition.values import values
    >>> def told(text): return is_attribute(text, next(iter(values(text))))
    >>> told("发展3000吨以上货船"), told("粮食产量3000吨以上")
    (True, False)
    """
    of_works = _is_capacity(text, value) and cue("works").match(text, value.end)
    return bool(
        of_works or cue("attribute").search(_shown(text, max(0, value.start - _NAMED_BEFORE), value))
    )


def _is_capacity(text: str, value: Entity) -> bool:
    """Is it what works can make: 某公司|30万吨乙烯, but 建成100万千瓦, 装机规模1000万千瓦?"""
    if not cue("capacity").fullmatch(value.detail):
        return False
    low = max(0, value.start - _LISTED_BEFORE)
    before = text[begun(text, value.start, "，。；：\n", low) : value.start]
    listed = _NEXT_OF_LIST.search(before)
    words = before[: listed.start()] if listed else before
    near = words[-_MADE:]
    return not (change(near) or _VERB.search(near) or _MEASURE_OF.search(words))


_LISTED_BEFORE = 60  # code points before a number in which a list begins that it goes on
_NEXT_OF_LIST = lazy(r"(?:\d[\d.]*[^，。；、\d]{1,14}、)+$")  # 建设|100万千瓦风电、200兆瓦光伏项目
_MEASURE_OF = lazy(f"(?:[{_OF_MEASURES}]|规模|能力|产能|装机|达到?|突破|超过?|[至到在为])$")
