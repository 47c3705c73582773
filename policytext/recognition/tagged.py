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

from policytext.language.characters import HAN, is_han
from policytext.language.patterns import lazy
from policytext.language.places import find_places, full_name, letters, names, of_letter, within
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition.across import is_surer, is_whole, replaces
from policytext.recognition.aftername import acts, untitled
from policytext.recognition.agencies import IN_OFFICE, up_to_act
from policytext.recognition.build import site_words
from policytext.recognition.candidates import BODY_BEFORE, is_formed, without_deed
from policytext.recognition.dotted import DOTS
from policytext.recognition.doubts import SHORT, is_common_verb, is_of_words, is_ruled_out, is_thing
from policytext.recognition.locations import past_stretch
from policytext.recognition.model import Entity, as_entity, covered, occurrences
from policytext.recognition.nameform import PERSONAL
from policytext.recognition.placecodes import home_among, is_named_near
from policytext.recognition.rosters import is_credited
from policytext.recognition.shapes import campus
from policytext.recognition.sites import is_of_all, site_end
from policytext.recognition.standing import is_district_of_taiwan, is_word_in
from policytext.recognition.villages import past_side
from policytext.resources import alternation, word_set

if TYPE_CHECKING:
    from policytext.language.nametagger.spans import Span

# How sure the tagger must be, by the type of what it finds; chosen, as those of `across`, in steps
# of .05 on sentences of data/names that it did not learn, so that policy_gold.dev does not fall.
ADDED = {"PER": 0.6, "LOC": 0.75, "ORG": 0.75}  # that a name stands where the rules find none
ENDED = 0.65  # the same of a body or place that ends with a word which only such have (医院, 街)
TITLED = 0.4  # that a name is a person's where a post, a title or a verb beside it says so
LETTERED = 0.5  # the same of places by their letters: 京津, 在|川
ALONE = 0.8  # that a name is a person's where no post, credit, title or verb is beside it
EASE = 0.2  # how much surer it counts in text that is not about administration
CERTAIN = 1.0  # that a name which words of the dictionary make up is a person's: in such text alone
_ADMINISTERS = lazy("政府|部门|单位|[加增]强|推[进动]|落实|治理|建设|发展|合作|服务|管理|配[齐足]")
_BLANKS = (" ", "\u3000", "\xa0", "\t")
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
        lettered = span.kind == "LOC" and _is_lettered(reading.text, span)
        enough = TITLED if titled else LETTERED if lettered else ENDED if ends else ADDED[span.kind]
        if span.sure <= enough or any(at in taken for at in offsets):
            return False
        if is_ruled_out(reading, span, about=about):
            return False
        if span.kind == "LOC" and is_word_in(reading, span.start, span.end, home):
            return False
        doubtful = span.kind == "PER" and (
            span.sure <= ALONE
            or (about and span.sure <= SHORT and _is_odd(reading.text, span))
            or is_thing(reading.text, span)
            or (span.sure <= CERTAIN and is_of_words(reading, span))
        )
        if doubtful and not titled:
            return False
        crossed = {standing[at] for at in offsets if at in standing}
        if not about and crossed and is_surer(reading, sure, crossed, edges):
            return True
        if len(crossed) > 1:
            return is_whole(sure, crossed)
        return all(replaces(reading, sure, entity, edges, about=about) for entity in crossed)

    whole = list(_untitled(reading, _dotted(reading.text, tagged)))
    whole = _as_elsewhere(reading.text, whole) if about else whole
    added = [_entity(reading, span, home) for span in whole if wins(span)]
    full = covered(added)
    kept = [entity for entity in found if full.isdisjoint(range(entity.start, entity.end))]
    full |= covered(kept) | set(taken)
    people = {e.text for e in added if e.type == "PER"}
    names = {name for name in people if name[-1] == "某" or (len(name) > _PAIR and is_formed(name))}
    again = occurrences(names, reading.text)
    free = (span for span in again if full.isdisjoint(range(*span)) and not reading.cuts(*span))
    added += [replace(as_entity(reading.text, *span, "PER"), found_by="tagger") for span in free]
    return sorted([*kept, *added], key=lambda e: (e.start, e.end))


def _is_lettered(text: str, span: Span) -> bool:
    """Is a tagged place two letters of provinces, states or continents (湘粤, 亚欧), or one behind 在?"""
    name = text[span.start : span.end]
    if len(name) == 1:
        return name in letters() and text[span.start - 1 : span.start] in _AT
    area = name.endswith("地区") and any(
        place.end == len(name) - 2 for place in find_places(name)
    )  # 台湾地区
    pair = not _SO_MANY.match(text, span.end) and all(letter in letters() for letter in name)
    return area or pair or name in _PAIRS


_AT = ("在", "驻", "赴", "来", "入", "援")
_SO_MANY = lazy("[两三四五六七八九十][省市地]")  # 赣浙|两省
_PAIRS = ("亚欧", "欧亚", "亚非", "亚太", "中美", "中俄", "中欧", "中日", "中韩", "日韩", "巴蜀", "青藏")


def _is_odd(text: str, span: Span) -> bool:
    """Is it not made as names are, nor one of the dictionary, nor in a column: 百瑞源, a company?"""
    name = text[span.start : span.end]
    if text[span.end : span.end + 1] in _BLANKS:  # 河长 亢德海 县人大常委会副主任
        return False
    return all(map(is_han, name)) and not is_known(name) and not is_formed(name)


_PAIR = 2  # characters of a name that other words have by chance: 王|明天


def _as_elsewhere(text: str, spans: Sequence[Span]) -> list[Span]:
    """The tagged spans, bodies and places as sure as where the text has the same name most surely."""
    surest: dict[tuple[str, str], float] = {}
    for span in spans:
        key = (text[span.start : span.end], span.kind)
        surest[key] = max(span.sure, surest.get(key, 0.0))
    return [
        span._replace(sure=surest[text[span.start : span.end], span.kind])
        if span.kind != "PER" and span.end - span.start > _PAIR
        else span
        for span in spans
    ]


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
        took = IN_OFFICE.match(text, span.start, span.end) or _STATE_AND.match(text, span.start, span.end)
        if took:
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
    capital = _CAPITAL.match(reading.text, span.start, span.end)  # 首都|北京, 环|塔里木盆地
    if capital and capital.end() - capital.start() < span.end - span.start:
        return capital.end()
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
_CAPITAL = lazy("(?:[首古故旧]都|省会|首府)(?=..市?\\Z)|环(?=.{2,}(?:沙漠|盆地|湖|海|山))")
_STATE_AND = lazy(  # 国家和|省人民政府, 净化能力和|市人民政府
    rf"(?:国家[和与及](?=[省市区县州]|自治区)|[{HAN}]{{2,12}}[和与及](?=(?:[省市区县州]|自治区)人民政府\Z))"
)
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
    if name[-1] == "某" and name[0] in surnames():
        return True
    beside = any(at in edges for at in (start, span.start, span.end)) or not set(DOTS).isdisjoint(name)
    return beside or is_credited(text, span.start) or acts(text, span.end)


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
