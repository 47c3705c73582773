"""Names that the rules find and those that the tagger finds, settled into one list.

The rules know bodies, posts, rosters and divisions; the tagger has read more kinds of text. What
both find stands. Where they cross, the tagger must be sure enough to win; what it alone finds is
added where it is sure enough and no table says that this is no name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from policytext.language.bodies import full_names
from policytext.language.characters import HAN, is_han
from policytext.language.patterns import lazy
from policytext.language.places import find_places, full_name, letters, names, of_letter, within
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition.aftername import acts, untitled
from policytext.recognition.agencies import IN_OFFICE, consults, up_to_act
from policytext.recognition.build import site_words
from policytext.recognition.candidates import BODY_BEFORE, is_formed, without_deed
from policytext.recognition.dotted import DOTS
from policytext.recognition.doubts import body_tails, is_common_verb, is_of_words, is_ruled_out, is_thing
from policytext.recognition.locations import past_stretch
from policytext.recognition.model import Entity, as_entity, covered, occurrences
from policytext.recognition.nameform import PERSONAL, has_standing
from policytext.recognition.placecodes import home_among, is_named_near
from policytext.recognition.regions import is_abroad
from policytext.recognition.rosters import is_credited
from policytext.recognition.shapes import campus
from policytext.recognition.sites import is_of_all, site_end
from policytext.recognition.standing import is_district_of_taiwan, is_word_in
from policytext.recognition.villages import past_side
from policytext.resources import alternation, word_set

if TYPE_CHECKING:
    from policytext.language.nametagger.spans import Span

# How sure the tagger must be, by the type of what it finds, or of what the rules found; chosen in
# steps of .05 on sentences of data/names that it did not learn, so that policy_gold.dev does not fall.
ADDED = {"PER": 0.6, "LOC": 0.75, "ORG": 0.75}  # that a name stands where the rules find none
ENDED = 0.65  # the same of a body or place that ends with a word which only such have (医院, 街)
TITLED = 0.4  # that a name is a person's where a post, a title or a verb beside it says so
ALONE = 0.8  # that a name is a person's where no post, credit, title or verb is beside it
INSTEAD = {"PER": 0.6, "LOC": 0.85, "ORG": 0.7}  # that another stands across the one they find
NAMED = 0.85  # that a person's name is longer or shorter than the rules have it, beside a post too
OPEN = 0.9  # that it goes on beyond a place and does not end as such names do
EASE = 0.2  # how much surer it counts in text that is not about administration
CERTAIN = 1.0  # that a name which words of the dictionary make up is a person's: in such text alone
BEYOND = 0.65  # that a name stands in such text also across what they find
OTHERWISE = {"PER": 0.95, "LOC": 0.75, "ORG": 0.9}  # the same where they have another kind
_ADMINISTERS = lazy("政府|部门|单位|[加增]强|推[进动]|落实|治理|建设|发展|合作|服务|管理|配[齐足]")
_BLANKS = (" ", "\u3000", "\xa0", "\t")
_NOT_IN_NAMES = frozenset({"v", "p", "c", "d", "uj", "ul", "x"})
"""jieba's tags of words that go on after a place's name and are no part of it."""
_LINE = lazy(lambda: rf"(?:{alternation(site_words('line'))})(?!建设集团|公司|局|发展|增长)")


def settled(
    reading: Reading,
    found: Sequence[Entity],
    tagged: Sequence[Span],
    edges: Collection[int],
    taken: Collection[int],
) -> list[Entity]:
    """The names `found` by the rules and those `tagged`; none of the latter in offsets that are `taken`.

    A person that begins or ends at one of the `edges` is sure: beside a post, or in a frame.

    >>> from policytext.language.nametagger.spans import Span
    >>> tagged = [Span(0, 3, "PER", 0.99)]
    >>> [(e.text, e.found_by) for e in settled(Reading("李明华去安平县"), [], tagged, (), ())]
    [('李明华', 'tagger')]
    """
    home = home_among(entity for entity in found if entity.type == "LOC")
    known = {e.text for e in found if e.type == "PER" and not {e.start, e.end}.isdisjoint(edges)}
    edges = {*edges, *(e.start for e in found if e.text in known)}  # named again
    about = any(entity.type == "ORG" for entity in found) or bool(_ADMINISTERS.search(reading.text))
    standing = {at: entity for entity in found for at in range(entity.start, entity.end)}

    def wins(sure: Span) -> bool:
        offsets = range(sure.start, sure.end)
        span = sure if about else sure._replace(sure=sure.sure + EASE)
        titled = span.kind == "PER" and _is_shown(reading.text, span, edges)
        ends = reading.text.endswith(_ends(span.kind), span.start, span.end)
        enough = TITLED if titled else ENDED if ends else ADDED[span.kind]
        if span.sure <= enough or any(at in taken for at in offsets):
            return False
        if is_ruled_out(reading, span, about=about):
            return False
        if span.kind == "LOC" and is_word_in(reading, span.start, span.end, home):
            return False
        doubtful = span.kind == "PER" and (
            span.sure <= ALONE
            or is_thing(reading.text, span)
            or (span.sure <= CERTAIN and is_of_words(reading, span))
        )
        if doubtful and not titled:
            return False
        crossed = {standing[at] for at in offsets if at in standing}
        if not about and crossed and _is_surer(reading, sure, crossed, edges):
            return True
        if len(crossed) > 1:
            return _is_whole(sure, crossed)
        return all(_replaces(reading, sure, entity, edges, about=about) for entity in crossed)

    whole = _untitled(reading, _dotted(reading.text, tagged))
    added = [_entity(reading, span, home) for span in whole if wins(span)]
    full = covered(added)
    kept = [entity for entity in found if full.isdisjoint(range(entity.start, entity.end))]
    full |= covered(kept) | set(taken)
    names = {e.text for e in added if e.type == "PER" and len(e.text) > _PAIR and is_formed(e.text)}
    again = occurrences(names, reading.text)
    free = (span for span in again if full.isdisjoint(range(*span)) and not reading.cuts(*span))
    added += [replace(as_entity(reading.text, *span, "PER"), found_by="tagger") for span in free]
    return sorted([*kept, *added], key=lambda e: (e.start, e.end))


_PAIR = 2  # characters of a name that other words have by chance: 王|明天


def _dotted(text: str, tagged: Sequence[Span]) -> Iterator[Span]:
    """The tagged spans, people that a dot divides as one: 布茹玛|汗·毛勒朵."""
    last: Span | None = None
    for span in tagged:
        if last and last.kind == span.kind == "PER" and _DOT.fullmatch(text, last.end, span.start):
            last = last._replace(end=span.end)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _untitled(reading: Reading, tagged: Iterable[Span]) -> Iterator[Span]:
    """The tagged spans: people without titles, no surname alone (王|先生); places without their side.

    Blanks at their ends are no part of them: 河北省、 |山西省.
    """
    text = reading.text
    for span in tagged:
        if not (name := text[span.start : span.end].lstrip()):
            continue
        start = span.end - len(name)
        span = span._replace(start=start, end=start + len(name.rstrip()))
        span = _without_act(text, span)
        if span.kind == "ORG" and text.endswith(_zones(), span.start, span.end):  # 东侨经济技术开发区
            span = span._replace(kind="LOC")
        led = span.kind == "LOC" and _LED.fullmatch(text, max(0, span.start - 1), span.end)
        if led and _TAKES_PART.match(text, span.end):  # 于|海涛|出席会议
            span = span._replace(kind="PER")
        if took := IN_OFFICE.match(text, span.start, span.end):
            span = span._replace(start=took.end())
        if span.kind == "LOC":
            if is_of_all(text, span.start, span.end):
                continue
            counted = _COUNTED.search(text, span.start + 2, span.end)  # 尼勒克|三县
            last = counted.start() if counted else span.end
            first = _place_start(reading, span)
            span = span._replace(start=past_side(text, first, last), end=last)
        if span.kind == "PER":
            span = _person(reading, span)
        if span.end > span.start:  # of 隆重举行 nothing is left
            yield span


def _place_start(reading: Reading, span: Span) -> int:
    """Where the name of a tagged place starts: behind whose it is or a verb (其|蒙泉镇, 规划|文汇街)."""
    word = reading.words_in(span.start, span.end)[0]
    behind = next(find_places(reading.text[span.start + 1 : span.end]), None)
    own = (
        reading.text[span.start] in _LEVELS and behind is not None and behind.official and not behind.start
    )
    if own or (reading.text[span.start] in _WHOSE and span.end - span.start > _PAIR):  # 你省|青江县
        return span.start + 1
    led = is_common_verb(word) and span.end - word.end > _PAIR
    return word.end if led and reading.text.endswith(_ends("LOC"), word.end, span.end) else span.start


def _without_act(text: str, span: Span) -> Span:
    """A tagged name without what is done there or with others: 大会堂|隆重举行, 省税务局|联合会签."""
    held = _HELD.search(text, span.start, span.end)
    return span._replace(end=up_to_act(text, held.start() if held else span.end))


def _person(reading: Reading, span: Span) -> Span:
    """A tagged person without deed or title beside the name; a word with a title is none: 体格检查."""
    text = reading.text
    last = span.end + bool(_OF_NAME.match(text, span.end))
    start, last = without_deed(reading, _name_start(reading, span), last)
    end = untitled(text, start, last) or start
    return span._replace(start=start, end=last if end > start and is_known(text[start:last]) else end)


def _name_start(reading: Reading, span: Span) -> int:
    """Where the name of a tagged person starts: behind a body or preposition, before a surname like 于."""
    text = reading.text
    for ahead in (BODY_BEFORE, _WITH):
        if before := ahead.match(text, span.start, span.end):
            return before.end()
    words = reading.words_in(span.start, span.end)
    takes_part = bool(_TAKES_PART.match(text, span.end))
    led = _LED.fullmatch(text, max(0, span.start - 1), span.end)
    if led and (takes_part or (led[0][0] == "于" and acts(text, span.end))):
        return led.start()
    led_by = [words[0].tag == "p", *(word.tag in PERSONAL for word in words[1:])] if words else []
    if led_by == [True, True] and not takes_part:
        return words[1].start  # 向|雷锋
    return span.start


_COUNTED = lazy("[两三四五六七八九十](?:[省市州县区旗镇乡村处地]|专区)\\Z")
_OF_NAME = lazy("之(?=先生|女士|同志)")  # 令狐冲|之先生
_LEVELS = "省市区县"
_WHOSE = "其该此"  # 其|蒙泉镇
_WITH = lazy(rf"以(?=[{HAN}]{{3}}\Z)")  # 以|田国伟|同志为总书记
_LED = lazy(rf"(?:^|(?<=[。；，\s]))[于向][{HAN}]{{2}}", re.MULTILINE)  # 于|海涛|出席会议, but 向|雷锋|学习
_TAKES_PART = lazy("(?:同志)?(?:[现拟兼担历]?任|出席|主持|参加|陪同|带队)")
_HELD = lazy("(?:隆重|成功|正式|顺利|如期)?(?:举行|召开|开幕|举办)$")
_DOT = lazy(rf"[{HAN}]{{0,3}}[{DOTS}][{HAN}]{{0,3}}")


def _is_shown(text: str, span: Span, edges: Collection[int]) -> bool:
    """Does anything beside a tagged person say that it is one: a post, a credit (记者), a title, a verb?"""
    name = text[span.start : span.end]
    start = span.start
    while text[start - 1 : start] in _BLANKS:  # 主席　尚福林
        start -= 1
    beside = any(at in edges for at in (start, span.start, span.end)) or not set(DOTS).isdisjoint(name)
    return beside or is_credited(text, span.start) or acts(text, span.end)


def _is_surer(reading: Reading, span: Span, crossed: Collection[Entity], edges: Collection[int]) -> bool:
    """Is a name, in text that is not about administration, surer than those across it that rules find?

    A person is where the rules go on with the verb (杨裕|扮), a longer name where they have a part
    (美国|舰队), another kind where they have a word by its table alone. A place that is a part of
    theirs is none: they know what ends places (贺兰山|东麓), and which stand apart (武汉|东湖).
    """
    posted = any(e.type == "PER" and not {e.start, e.end}.isdisjoint(edges) for e in crossed)
    if posted or span.sure <= BEYOND:
        return False
    start, end = min(e.start for e in crossed), max(e.end for e in crossed)
    kinds = {entity.type for entity in crossed}
    if (start, end) == (span.start, span.end):
        return kinds != {span.kind} and span.sure > OTHERWISE[span.kind]
    if span.start <= start and end <= span.end:
        side = reading.text[end : span.end] in _SIDES
        return span.kind != "LOC" or (not side and span.sure > INSTEAD["LOC"])
    return span.kind == "PER" and (span.start == start or "PER" in kinds) and not acts(reading.text, end)


def _is_whole(span: Span, crossed: Collection[Entity]) -> bool:
    """Is a tagged person or body what the rules have for two: 泽仁|邓珠, 中国科学院|大连化学物理研究所?"""
    kinds = [entity.type for entity in sorted(crossed, key=lambda e: e.start)]
    letter = any(len(e.text) == 1 for e in crossed)  # 驻|鄂|人民解放军
    of_place = span.kind == "ORG" and kinds == ["LOC", "ORG"] and not letter  # 香港|证监会
    inside = span.kind != "LOC" or any(map(is_abroad, crossed))  # 日本|北海道
    alike = of_place or (inside and all(kind == span.kind for kind in kinds))
    ends = (min(e.start for e in crossed), max(e.end for e in crossed))
    behind = [entity for entity in crossed if entity.start > ends[0]]
    joined = any(  # 青溪县|山西某煤业有限公司, but 中国科学院|大连化学物理研究所
        p.start == 0 and (p.official or e.text.endswith("公司"))
        for e in behind
        for p in find_places(e.text)
    )
    national = [e.text for e in crossed if e.text in full_names()]
    joined = joined or (len(national) > 1 and _OWNERS.isdisjoint(national))
    whole = not joined and span.end - span.start == sum(e.end - e.start for e in crossed)
    return alike and whole and span.sure > INSTEAD[span.kind] and ends == (span.start, span.end)


_OWNERS = frozenset({"新疆生产建设兵团", "国务院", "中共中央"})  # 国务院|宗教局 is one body


def _is_loose(text: str, span: Span, entity: Entity, *, about: bool) -> bool:
    """Does a name go on beyond what rules know and not end as such names do: 国务院|广播电视, 娄底|硅钢?"""
    if entity.type == "ORG" and entity.text in full_names():
        if text.startswith("部门", entity.end):
            return True
        return span.start < entity.start or not text.endswith(_tails(span.kind), span.start, span.end)
    further = about and entity.type == "LOC" and span.start == entity.start and entity.end < span.end
    return further and span.sure <= OPEN and not text.endswith(_tails(span.kind), span.start, span.end)


def _replaces(
    reading: Reading, span: Span, entity: Entity, edges: Collection[int], *, about: bool = True
) -> bool:
    """Is the tagged name to stand instead of the one across it that a rule finds?

    Not where that has the same span, or is a person at the `edges` of a post or with dots;
    nor where the tagged name is a part of it (日本 in 日本政府), or goes on with a verb (安庆市|建设机场).
    """
    sure = entity.start in edges or entity.end in edges or not set(DOTS).isdisjoint(entity.text)
    credited = span.kind != "PER" and is_credited(reading.text, entity.start)  # 被执行人牛|保国
    if span.kind == "PER" and span.sure > NAMED and _is_named(reading, span, entity):
        return True
    if entity.type == "PER" and (sure or credited):
        return False
    if span.sure <= INSTEAD[entity.type]:
        return False
    if entity.start <= span.start and span.end <= entity.end:
        if has_standing(reading.text, entity.start):  # 公诉人|满家驹
            return False
        return entity.type == "PER" and span.start > entity.start
    if span.start < entity.start and consults(reading.text, entity.start):  # 商|市发展改革委
        return False
    if span.kind != "PER" and _is_loose(reading.text, span, entity, about=about):
        return False
    if entity.start != span.start:
        if entity.type == "LOC" and entity.normalized and span.end < entity.end:  # …州|霍城县
            return False
        return not reading.cuts(span.start, span.end)  # 经|商市公安局
    return not reading.cuts(span.start, span.end) and _goes_on(reading, entity.end, span.end)


def _goes_on(reading: Reading, start: int, end: int) -> bool:
    """Are the words behind a name part of it: no side (罗汉寺路|东), no verb (安庆市|建设机场)?"""
    if reading.text[start:end] in _SIDES or reading.text.startswith(_MEETS, start):  # 发展改革委|会同
        return False
    words = (word for word in reading.words_in(start, end) if word.end <= end and word.text not in _KEPT)
    tags = [word.tag for word in words]
    worked = tags[:1] == ["vn"] and not reading.text.endswith("委员会", 0, end)  # 联合国|调查…委员会
    return not worked and _NOT_IN_NAMES.isdisjoint(tags)


_SIDES = frozenset("东南西北段")
_MEETS = ("会同", "会商", "会见", "会议")
_FULL = 3  # characters of a surname and two more
_KEPT = ("立", "市立", "县立", "省立", "州立", "国立", "特别")  # 嘉义市|立民生国民中学


def _is_named(reading: Reading, span: Span, entity: Entity) -> bool:
    """Is a person, surely tagged, more of a name than the rules have, or less by what follows?

    巴塞洛|缪, 玛利亚|·安东妮娅; 杜聿明|后.
    """
    name = reading.text[span.start : span.end]
    longer = span.end > entity.end and all(is_han(c) or c in DOTS for c in name)
    if not set(DOTS).isdisjoint(name):
        return longer or (span.start < entity.start and span.end == entity.end)
    full = len(entity.text) == _FULL and surnames().get(name[0]) == 2  # 李明华|强
    if entity.type != "PER" or span.start != entity.start or full or acts(reading.text, entity.end):
        return False  # 孙伟|作汇报, 王明年|教授
    if longer and name[-1] in "摄文图":  # 记者戴冰|摄
        return False
    known = is_known(name) and reading.is_word(span.start, span.end)
    return longer or (known and span.end == entity.end - 1)


def _entity(reading: Reading, span: Span, home: str) -> Entity:
    text = reading.text
    if span.kind == "LOC" and text[span.end : span.end + 1] in _TEMPLE:
        span = span._replace(end=span.end + 1)
    elif span.kind == "LOC" and (line := _LINE.match(text, span.end)):
        span = span._replace(end=line.end())  # 平庆|铁路
    elif span.kind == "LOC" and (end := site_end(reading, span.end)):  # 南港|工业区
        span = span._replace(end=end)
    if span.kind == "LOC":
        span = span._replace(end=past_stretch(text, span.start, span.end))
    if span.kind == "LOC" and text[span.end - 1] in "江河湖海水湾溪错":
        span = span._replace(
            end=next((span.end + len(t) for t in _BASIN if text.startswith(t, span.end)), span.end)
        )
    if span.kind == "ORG":  # 积水潭医院|回龙观院区
        whole = Entity(span.start, span.end, text[span.start : span.end], "ORG")
        span = span._replace(end=next((end for _, end in campus(text, [whole])), span.end))
    name = text[span.start : span.end].rstrip()
    normalized, detail = re.sub(r"\s", "", name), ""
    if span.kind == "LOC":
        normalized = of_letter(name, text) if name in letters() else _code(name)
        county = normalized.isdigit() and not normalized.endswith("00") and name != names()[normalized]
        if county and normalized[:2] != home and not is_named_near(text, normalized):
            normalized = ""
        detail = full_name(normalized) if normalized else ""
    end = span.start + len(name)
    return Entity(span.start, end, name, span.kind, normalized, detail, found_by="tagger")


@cache
def _ends(kind: str) -> tuple[str, ...]:
    """Last words that only names of this kind have."""
    bodies = tuple(word for word in word_set("organisations.tsv", "institution") if len(word) > 1)
    return {"LOC": tuple("街路巷镇乡村"), "ORG": bodies}.get(kind, ())


@cache
def _tails(kind: str) -> tuple[str, ...]:
    """Words that such names end with."""
    if kind == "LOC":
        return tuple(
            site_words("work", "zone", "nature", "line", "mine")
            | set("街路巷镇乡村山河湖岛区州县市旗盟省国站港桥寺庙塔线沟坝屯陵洲")
        )
    return tuple(body_tails() | word_set("company_words.tsv", "trade"))


@cache
def _zones() -> tuple[str, ...]:
    """Endings of zones and works that no body has."""
    return tuple(
        word for word in site_words("zone", "work") if len(word) > _SURE and word[-1] in "区堂站库"
    )


_SURE = 2  # characters of the last word of a zone that bodies have too: 园区
_BASIN = ("流域", "上游", "中游", "下游", "沿岸", "入海口", "湿地")  # 石羊河|流域
_TEMPLE = tuple("寺庙塔祠窟")  # 炳灵|寺


def _code(name: str) -> str:
    """The code of a place that divisions alone make up (广东省东莞市), where it can be only one."""
    places = list(find_places(name))
    edges = [0, *(place.end for place in places)]
    if (
        not places
        or edges[-1] != len(name)
        or any(p.start != e for p, e in zip(places, edges, strict=False))
    ):
        return ""
    inside = [c for c in places[-1].codes if all(any(within(c, up) for up in p.codes) for p in places[:-1])]
    lone = len(places) == 1 and not places[0].official and all(map(is_district_of_taiwan, inside))  # 南港
    return inside[0] if len(inside) == 1 and not lone else ""
