"""Whether a name that the tagger finds stands across those that rules find there."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from policytext.language.bodies import full_names
from policytext.language.characters import is_han
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition.aftername import acts
from policytext.recognition.agencies import consults
from policytext.recognition.build import part_tails, site_words
from policytext.recognition.dotted import DOTS
from policytext.recognition.model import Entity
from policytext.recognition.nameform import has_standing
from policytext.recognition.regions import is_abroad
from policytext.recognition.rosters import is_credited
from policytext.resources import word_set

if TYPE_CHECKING:
    from policytext.language.nametagger.spans import Span

# How sure the tagger must be, by the type of what the rules found.
INSTEAD = {"PER": 0.6, "LOC": 0.85, "ORG": 0.7}  # that another stands across the one they find
NAMED = 0.85  # that a person's name is longer or shorter than the rules have it, beside a post too
OPEN = {
    "PER": 0.9,
    "LOC": 0.9,
    "ORG": 0.95,
}  # that it goes on beyond a place and does not end as such names do
BEYOND = 0.65  # that one stands across theirs in text that is not about administration
OTHERWISE = {"PER": 0.95, "LOC": 0.75, "ORG": 0.9}  # the same where they have another kind
_NOT_IN_NAMES = frozenset({"v", "p", "c", "d", "uj", "ul", "x"})
"""jieba's tags of words that go on after a place's name and are no part of it."""


def is_surer(reading: Reading, span: Span, crossed: Collection[Entity], edges: Collection[int]) -> bool:
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


def is_whole(span: Span, crossed: Collection[Entity]) -> bool:
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


def _is_loose(reading: Reading, span: Span, entity: Entity, *, about: bool) -> bool:
    """Does a name go on beyond what rules know and not end as such names do: 国务院|广播电视, 娄底|硅钢?

    Nor is a place with a trade alone a company: 西安|航空, 沈阳|化工|新材料.
    """
    text = reading.text
    if entity.type == "ORG" and entity.text in full_names():
        if text.startswith("部门", entity.end):
            return True
        return span.start < entity.start or not text.endswith(_tails(span.kind), span.start, span.end)
    further = about and entity.type == "LOC" and span.start == entity.start and entity.end < span.end
    if further and span.kind == "ORG" and text.endswith(_trades(), entity.end, span.end):
        words, behind = reading.words_in(entity.end, span.end), reading.word_from(span.end)
        goes_on = len(words) > 1 or (behind is not None and behind.tag == "n")
        return goes_on and all(is_known(word.text) and word.tag not in ("nr", "nz") for word in words)
    headed = text.startswith(_HEADS, span.end)  # 南京市文教|局长
    return (
        further
        and not headed
        and span.sure <= OPEN[span.kind]
        and not text.endswith(_tails(span.kind), span.start, span.end)
    )


def replaces(
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
    if span.kind != "PER" and _is_loose(reading, span, entity, about=about):
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


@cache
def _tails(kind: str) -> tuple[str, ...]:
    """Words that such names end with."""
    if kind == "LOC":
        return tuple(
            site_words("work", "zone", "nature", "line", "mine")
            | set("街路巷镇乡村山河湖岛区州县市旗盟省国站港桥寺庙塔线沟坝屯陵洲")
        )
    return (*part_tails(), *_trades(), *_SHORT_ENDS)


@cache
def _trades() -> tuple[str, ...]:
    return tuple(word_set("company_words.tsv", "trade") - part_tails())


_HEADS = ("局长", "厅长", "院长", "校长")
_SHORT_ENDS = ("农大", "师大", "医大", "科大", "工大", "锂业", "铜业", "铝业", "钢铁", "足", "队")
