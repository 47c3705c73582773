"""Names that the rules find and those that the tagger finds, settled into one list.

The rules know bodies, posts, rosters and divisions; the tagger has read more kinds of text. What
both find stands. Where they cross, the tagger must be sure enough to win; what it alone finds is
added where it is sure enough and no table says that this is no name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from policytext.language.bodies import full_names
from policytext.language.characters import HAN
from policytext.language.patterns import late
from policytext.language.places import NO_PLACE_BEFORE, find_places, full_name, names, within
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.surnames import surnames
from policytext.recognition.agencies import consults, is_abroad, is_level
from policytext.recognition.build import (
    NO_BODIES,
    SORT,
    body_tails,
    is_deed,
    is_field,
    is_proper,
    own_start,
    site_words,
    tail_at,
    words_of,
)
from policytext.recognition.candidates import is_formed
from policytext.recognition.dotted import DOTS
from policytext.recognition.locations import is_quoted_rest
from policytext.recognition.model import Entity, covered
from policytext.recognition.nameform import (
    PERSONAL,
    acts,
    announces,
    characters_of,
    is_clause,
    is_of_works,
    not_names,
    untitled,
)
from policytext.recognition.regions import is_no_water
from policytext.recognition.rosters import is_credited
from policytext.recognition.shapes import campus
from policytext.recognition.sites import site_end
from policytext.recognition.standing import (
    home_of,
    is_district_of_taiwan,
    is_elsewhere,
    is_no_place,
    is_word_in,
)
from policytext.recognition.villages import is_kind_of_village
from policytext.resources import lists

if TYPE_CHECKING:
    from policytext.language.nametagger.spans import Span

# How sure the tagger must be, by the type of what it finds, or of what the rules found. Chosen in
# steps of .1 on uner_gsdsimp.dev, so that policy_gold.dev does not fall.
ADDED = {"PER": 0.5, "LOC": 0.7, "ORG": 0.7}  # that a name stands where the rules find none
INSTEAD = {"PER": 0.6, "LOC": 0.7, "ORG": 0.95}  # that another stands across the one they find
OFFICE = 0.85  # that a body of a bare level is one that the tables do not have
FORMED = 0.75  # that a name is a person that is not made as names are (织田信长)
ALONE = 0.7  # that a name is a person's where no post, credit, title or verb is beside it
CERTAIN = 0.95  # that a verb behind a place is one of the name of an institution there
SHOWN = 0.98  # that a word of the dictionary is a person with no word beside it that says so

_OF_A_LEVEL = re.compile("[各全本该省市县区乡镇]|自治区|街道")  # which of these are bodies the rules know
_NO_PERSON = re.compile(".+[府寺庙局厅村]|.{2,}[镇乡]")
_LIKE_A_PLACE = re.compile(".家|.{2,}[江河湖沟台岛峡谷]$")  # 唐家河, 吴淞江
_GOES_ON = re.compile("[局厅委部办院][要将应须]|^[我本]|总揽|各区县")  # 省能源局|要派驻工作组, 我厅
_PROPER = ("ns", "nz", "nr", "nt", "nrt", "nrfg", "x", "eng")  # jieba's tags of names, and of no word
_BLANKS = (" ", "\u3000", "\xa0", "\t")
_FULL = 3  # characters of a surname and two more
_CHINESE = ("nr", "nrfg")
"""jieba's tags of people; `nrt`, of foreign ones, is as often a river or a company."""
_NOT_IN_NAMES = frozenset({"v", "p", "c", "d", "uj", "ul", "x"})
"""jieba's tags of words that go on after a place's name and are no part of it."""


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
    home = home_of(
        (entity.normalized, entity.detail.endswith(entity.text)) for entity in found if entity.type == "LOC"
    )
    standing = {at: entity for entity in found for at in range(entity.start, entity.end)}

    def wins(span: Span) -> bool:
        offsets = range(span.start, span.end)
        if span.sure <= ADDED[span.kind] or any(at in taken for at in offsets) or _ruled_out(reading, span):
            return False
        if span.kind == "LOC" and is_word_in(reading, span.start, span.end, home):
            return False
        doubtful = span.kind == "PER" and (
            span.sure <= ALONE or _is_thing(reading.text, span) or _is_of_words(reading, span)
        )
        if doubtful and not _is_shown(reading.text, span, edges):
            return False
        crossed = {standing[at] for at in offsets if at in standing}
        if len(crossed) > 1:
            return _is_whole(span, crossed)
        return all(_replaces(reading, span, entity, edges) for entity in crossed)

    whole = _untitled(reading.text, _dotted(reading.text, tagged))
    added = [_entity(reading, span, home) for span in whole if wins(span)]
    full = covered(added)
    kept = [entity for entity in found if full.isdisjoint(range(entity.start, entity.end))]
    return sorted([*kept, *added], key=lambda e: (e.start, e.end))


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


def _untitled(text: str, tagged: Iterable[Span]) -> Iterator[Span]:
    """The tagged spans, people without their titles; no surname alone: 王|先生."""
    for span in tagged:
        end = untitled(text, span.start, span.end) if span.kind == "PER" else span.end
        if end:  # a word is no name with a title: 体格检查
            yield span if is_known(text[span.start : span.end]) else span._replace(end=end)


_DOT = late(rf"[{HAN}]{{0,3}}[{DOTS}][{HAN}]{{0,3}}")


def _is_shown(text: str, span: Span, edges: Collection[int]) -> bool:
    """Does anything beside a tagged person say that it is one: a post, a credit (记者), a title, a verb?"""
    name = text[span.start : span.end]
    start = span.start
    while text[start - 1 : start] in _BLANKS:  # 主席　尚福林
        start -= 1
    beside = any(at in edges for at in (start, span.start, span.end)) or not name.isalpha()
    return beside or is_credited(text, span.start) or acts(text, span.end)


_LINE = re.compile(  # 沈白|高铁, 凌绥|、台黑4条高速, 奕斯伟|二期
    r"(?:、\w{2,4}){0,6}等?(?:\d+|[两二三四五六七八九十多]+)?[条座个段户家]?(?:在建|新建|国家级?|省级)?"
    r"(?:高铁|高速|铁路|公路|城际|航线|通道|大道|快速路|线|段|[一二三四]期|融合|一体化|产业带|城市群|都市圈|项目|遗[址迹]|区域)"
)
_PRIZE = late(  # 诺贝尔|贡献奖, 伯尔尼|公约, 阿拉伯|数字
    rf"(?:(?![获得夺摘评授颁])[{HAN}]){{0,4}}奖(?![励金惩])|公约|定理|数[字码]"
)
_FIRMS = re.compile(r"(?:、\w{2,6}){0,9}等[^，。；、]{0,8}(?:企业|企|集团|公司|龙头|品牌|商|项目|工程)")
_OF_FIRMS = re.compile("(?:民企|央企|国企|车企|企业|公司|集团|品牌)$")


def _is_thing(text: str, span: Span) -> bool:
    """Is a tagged person a road or line by its ends, a company in a list, a prize, in quotation marks?"""
    quoted = text[span.start - 1 : span.start] == "“" and text[span.end : span.end + 1] == "”"
    follows = _LINE.match(text, span.end) or _FIRMS.match(text, span.end)
    weak = surnames().get(text[span.start], 0) < 2 and text[span.end - 1] in characters_of("thing")
    return (
        quoted or weak or bool(follows) or bool(_OF_FIRMS.search(text, max(0, span.start - 4), span.start))
    )


def _is_of_words(reading: Reading, span: Span) -> bool:
    """Is a tagged person a run of words of the dictionary (水|行政, 平台|内), or cut out of one (公共场所)?

    A surname that hardly ever is anything else, and a word behind it, are somebody: 丁|海军.
    """
    words = reading.words_in(span.start, span.end)
    name = reading.text[span.start : span.end]
    weak = not surnames().get(name[0]) and len(name) > 2 and is_known(name[1:])  # 原|执业
    if weak or reading.cuts(span.start, span.end):
        return True
    common = all(word.tag not in _PROPER and is_known(word.text) for word in words)
    return common and surnames().get(words[0].text, 0) < 2 - (words[0].tag in PERSONAL)


def _is_whole(span: Span, crossed: Collection[Entity]) -> bool:
    """Is a tagged person or body what the rules have for two: 泽仁|邓珠, 中国科学院|大连化学物理研究所?"""
    kinds = [entity.type for entity in sorted(crossed, key=lambda e: e.start)]
    of_place = span.kind == "ORG" and kinds == ["LOC", "ORG"]  # 香港|证监会
    alike = of_place or (span.kind != "LOC" and all(kind == span.kind for kind in kinds))
    ends = (min(e.start for e in crossed), max(e.end for e in crossed))
    joined = any(
        p.start == 0 and p.official for e in crossed if e.start > ends[0] for p in find_places(e.text)
    )
    national = [e.text for e in crossed if e.text in full_names()]
    joined = joined or (len(national) > 1 and _OWNERS.isdisjoint(national))
    whole = not joined and span.end - span.start == sum(e.end - e.start for e in crossed)
    return alike and whole and span.sure > INSTEAD[span.kind] and ends == (span.start, span.end)


_OWNERS = frozenset({"新疆生产建设兵团", "国务院", "中共中央"})  # 国务院|宗教局 is one body


def _replaces(reading: Reading, span: Span, entity: Entity, edges: Collection[int]) -> bool:
    """Is the tagged name to stand instead of the one across it that a rule finds?

    Not where that has the same span, or is a person at the `edges` of a post or with dots;
    nor where the tagged name is a part of it (日本 in 日本政府), or goes on with a verb (安庆市|建设机场).
    """
    sure = entity.start in edges or entity.end in edges or not set(DOTS).isdisjoint(entity.text)
    if entity.type == "PER" and sure:
        return False
    if span.sure <= INSTEAD[entity.type]:
        return False
    if entity.start <= span.start and span.end <= entity.end:
        return entity.type == "PER" and span.start > entity.start
    if span.start < entity.start and consults(reading.text, entity.start):  # 商|市发展改革委
        return False
    if entity.start != span.start:
        return not reading.cuts(span.start, span.end)  # 经|商市公安局
    beyond = [word.tag for word in reading.words_in(entity.end, span.end)]
    if entity.type == "LOC" and _is_institution(reading, entity.end, span):  # 海南|警察学院
        return True
    return beyond[0] != "vn" and _NOT_IN_NAMES.isdisjoint(beyond)


def _is_institution(reading: Reading, start: int, span: Span) -> bool:
    """Is the tagged name all but certain, and that of an institution by its last word?"""
    words = reading.words_in(start, span.end)
    tail = tail_at(reading, start, words[-1], body_tails())
    deeds = any(word.text in words_of("governs") | words_of("outside") for word in words)
    return span.kind == "ORG" and span.sure > CERTAIN and bool(tail) and not deeds


def _is_verb(word: Word) -> bool:
    return word.tag in ("v", "vn") and len(word.text) > 1 and is_known(word.text)


def _is_office(reading: Reading, span: Span) -> bool:
    """Is it an office of a level for a field that no table has: 市文旅广体局?"""
    name = reading.text[span.start : span.end]
    return (
        span.sure > OFFICE
        and len(name) > 3
        and name.endswith(("局", "厅", "委", "办", "委员会", "中心"))
        and is_level(reading, span.start)
        and not name.startswith(("各", "全", "本", "该"))
    )


def _ruled_out(reading: Reading, span: Span) -> bool:
    """Do the rules know that this is no name: a word that only looks like one, a body of no place?"""
    name = reading.text[span.start : span.end]
    words = reading.words_in(span.start, span.end)
    proper = [is_proper(word, _PROPER) or (span.kind == "PER" and word.tag in _PROPER) for word in words]
    common = [not own and is_known(word.text) for own, word in zip(proper, words, strict=True)]
    if "各" in name and span.kind != "PER":  # 沿海各县, 省政府各厅委
        return True
    if span.kind == "PER" and len(name.strip()) < 2:  # 李|主席; line separators alone
        return True
    if span.kind == "PER":
        common_word = len(words) == 1 and is_known(name) and span.sure <= SHOWN
        common_word = common_word and (
            words[0].tag not in _CHINESE
            or len(name) < _FULL  # 金秋
            or surnames().get(name[0], 0) < 2  # 银行卡, which jieba has as a person
        )
        odd = span.sure <= FORMED and not is_formed(name)
        if not announces(reading.text, span.end) and (common_word or odd or _LIKE_A_PLACE.match(name)):
            return True
        if (
            _PRIZE.match(reading.text, span.end)
            or is_of_works(reading.text, span.end)
            or is_clause(reading, span.start, span.end)
        ):
            return True
        return (
            name in not_names() or bool(_NO_PERSON.fullmatch(name)) or (common == [True] and len(name) < 4)
        )
    if span.kind == "ORG":
        return (
            name.startswith(_no_names())
            or is_abroad(reading.text, span.start)
            or bool(SORT.fullmatch(words[0].text) or is_deed(words[0]))
            or bool(_GOES_ON.search(name))
            or any(name[place.end :] in NO_BODIES for place in find_places(name))  # 北京市|学校
            or bool(_OF_A_LEVEL.match(name) and not _is_office(reading, span))
            or (common[0] and words[0].tag == "v")
        )
    return (
        is_no_place(name)
        or is_kind_of_village(name)
        or is_quoted_rest(reading.text, span.start, span.end)
        or is_no_water(reading.text, span.start, span.end)
        or (len(name) == 2 and name[0] in _NUMBERS and not any(find_places(name)))  # 三港
        or _is_rest(reading, span)
        or reading.cuts(span.start, span.end)
        or bool(NO_PLACE_BEFORE.match(reading.text, span.end))
        or words[0].text in lists("industry_parts.tsv")["modifier"]  # 智慧|口岸
        or words[0].text in words_of("outside")  # 蓄能|电站
        or (len(words) < 3 and name.endswith("国家"))  # 郑州|国家中心城市
        or bool(_NO_PLACE.match(name))
        or (
            len(words) == 2 and words[1].text in site_words("work") and is_field(words[0].text)
        )  # 算力|枢纽
        or (len(words) > 1 and _is_verb(words[0]) and not any(find_places(name)))  # 优化|城市
        or (name == "中国" and reading.text.startswith(("特色", "式"), span.end))
        or (all(common) and all(len(word.text) > 1 for word in words))
    )


def _is_rest(reading: Reading, span: Span) -> bool:
    """Is a name of two characters the rest of a longer word, and no preposition before it: 自|贸港?"""
    word = reading.words[reading.word_at(span.start)]
    inside = word.start < span.start and word.end == span.end == span.start + 2
    return inside and own_start(word) != span.start  # 对|岳阳


_NO_PLACE = re.compile("同[亚非欧美]|非[遗美]|各自|上马$|融湾$|大京郊|自治[州县旗]$")  # 加强|同亚非国家


@cache
def _no_names() -> tuple[str, ...]:
    """What no name of a body begins with: words around names, and kinds of bodies."""
    return (*words_of("outside"), *words_of("kind"))


def _entity(reading: Reading, span: Span, home: str) -> Entity:
    text = reading.text
    if span.kind == "LOC" and text[span.end : span.end + 1] in _TEMPLE:
        span = span._replace(end=span.end + 1)
    elif span.kind == "LOC" and (line := _RAILWAY.match(text, span.end)):
        span = span._replace(end=line.end())  # 平庆|铁路
    elif span.kind == "LOC" and (end := site_end(reading, span.end)):  # 南港|工业区
        span = span._replace(end=end)
    if span.kind == "LOC" and text[span.end - 1] in "江河湖海水":
        span = span._replace(
            end=next((span.end + len(t) for t in _BASIN if text.startswith(t, span.end)), span.end)
        )
    if span.kind == "ORG":  # 积水潭医院|回龙观院区
        whole = Entity(span.start, span.end, text[span.start : span.end], "ORG")
        span = span._replace(end=next((end for _, end in campus(text, [whole])), span.end))
    name = text[span.start : span.end].rstrip()
    normalized, detail = re.sub(r"\s", "", name), ""
    if span.kind == "LOC":
        normalized = _code(name)
        elsewhere = name != names().get(normalized) and is_elsewhere(text, name, (normalized,), home)
        normalized = "" if elsewhere else normalized
        detail = full_name(normalized) if normalized else ""
    end = span.start + len(name)
    return Entity(span.start, end, name, span.kind, normalized, detail, found_by="tagger")


_RAILWAY = re.compile("(?:铁路|高铁|高速公路|高速(?!发展|增长))(?!建设集团|公司|局)")
_NUMBERS = "一二两三四五六七八九十"
_BASIN = ("流域", "上游", "中游", "下游", "沿岸", "入海口")  # 石羊河|流域
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
