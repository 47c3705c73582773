"""Towns and villages: behind their county, in lists, where somebody goes; and kinds of them, no names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.build import PLACE_SHAPES, PLACE_TAGS, after_governing, is_proper
from policytext.recognition.model import Entity, Site, occurrences
from policytext.resources import lists

_TOWN = ("镇", "乡", "街道", "苏木")
_BEFORE = lazy(rf"[{HAN}]{{1,16}}\Z")  # a name with what governs it
_STEM = range(2, 7)  # characters of a name before its last word
_OF_TOWN = 4  # the same of a town, or fewer
"""What says of what sort a town, village or farm is: 文明村, 城中村, 国有林场."""
_NO_NAME = lazy(
    "^[其村]|[的与为对将把在了及或各等每全由任]|以村|帮[镇村]|(?<![祥永民泰顺安康仁义太共中元政])和(?![平顺美睦])|乡.|农村"
)
_FUNCTION = lazy("[各该本全等的和与及在对由到至从为县市区辖共下有是内所原新建]")
SIDE = PLACE_SHAPES["side"]
_HONOURED = "[镇乡村](?=院士|同志|教授|先生|女士|研究员|老师|博士)"
_PERSON = lazy(
    f"[{HAN}]{{2}}{_HONOURED}|(?<=记者)[{HAN}]{{2}}[镇乡村]", needs=f"{_HONOURED}|记者"
)  # 叶志镇|院士, 记者|罗雪村


_TRANSLITERATED = lazy(lambda: f"[{''.join(lists('dotted_names.tsv')['syllable'])}]+")
_APPOINTED = lazy(
    rf"[{HAN}]*(?:(?<![责信主])任(?![命务期])|为)(?=(?![{HAN}]*(?:[为各]|所[在属辖]))[{HAN}]{{2,4}}(?<![乡地])\Z)"
)
"""王伟同志任|平安镇|党委书记, but 责任主体为|各镇|人民政府, 属地乡镇, 事发地乡镇."""
_OFFICE = lazy("党[委工]|人大|纪[委检]|(?:人民)?政府|副?[镇乡]长|办事处|武装部|政协")


def settlements(reading: Reading, places: Sequence[Entity]) -> Iterator[Site]:
    """Towns and villages, with their county where it stands before, and where they are named again.

    >>> from policytext.recognition.locations import locations
    >>> text = "县长到西河营镇调研，走访安平县大屯镇五家子村、英台村，建设文明村"
    >>> [place.text for place in locations(Reading(text))]
    ['西河营镇', '安平县大屯镇五家子村', '英台村']
    """
    text = reading.text
    counties = {place.start: place.end for place in places if place.text[-1] in "省市县区旗州盟"}
    short = (place for place in places if place.normalized.isdigit())  # 卢氏|官道口镇
    ended = {place.end: place.start for place in short if not place.normalized.endswith("0000")}
    ended |= {end: start for start, end in counties.items()}
    people = {person[0] for person in _PERSON.finditer(text)}
    start, end, town_end, names = 0, -1, -1, set[str]()
    for tail in PLACE_SHAPES["town"].finditer(text):
        run = _BEFORE.search(text, max(0, tail.end() - 18, town_end), tail.start())
        if run is None:
            continue
        went = office = None
        if town_end == run.start() and tail[0] not in _TOWN:  # 大屯镇|五家子村
            own = town_end
        elif (county := _county_end(reading, tail, ended)) and county >= run.start():
            start, own = ended[county], county
        else:
            span = run.start(), tail.start()
            office = _APPOINTED.search(text, *span) if _OFFICE.match(text, tail.end()) else None
            went = (
                PLACE_SHAPES["goes"].search(text, *span)
                or PLACE_SHAPES["set"].search(text, *span)
                or office
            )
            start = _start(reading, run.start(), went, tail, end)
            own = counties.get(start, start)
        led = own == town_end or own in ended or (went is not None and tail[0] in "镇乡")
        led = led or _goes_on(text, end, own) or office is not None
        led = led or (
            not text[own - 1 : own].isalnum() and PLACE_SHAPES["bound"].match(text, tail.end()) is not None
        )
        if (office or _is_name(reading, own, tail, led=led)) and text[own : tail.end()] not in people:
            group = PLACE_SHAPES["group"].match(text, tail.end()) if tail[0] in ("村", "社区") else None
            yield start, group.end() if group else tail.end(), ""
            names.add(text[own : tail.end()])
            end = tail.end()
            town_end = tail.end() if tail[0] in _TOWN else -1
    yield from _own_items(reading)
    yield from ((*span, "") for span in occurrences(names, text))


def _start(reading: Reading, begin: int, went: re.Match[str] | None, tail: re.Match[str], end: int) -> int:
    """Where a name starts in a run of characters: behind a verb (`went`), or in a list at its `end`."""
    text = reading.text
    side = SIDE.match(text, begin)
    begin = side.end() if side else begin
    start = went.end() if went else after_governing(reading, begin, tail.end())
    listed = _goes_on(text, end, begin) and tail.start() - begin in _STEM
    alone = start == begin + 1 and PLACE_SHAPES["alone"].match(text, begin)  # 、|谢家园二小区, 断|龙山镇
    return begin if listed or alone else start


def _goes_on(text: str, end: int, at: int) -> bool:
    """Does a list go on at a place, behind a name that ended at `end`?"""
    return at == end + 1 and text[end] == "、"


def _own_items(reading: Reading) -> Iterator[Site]:
    """A town with a village that are an item of their own, whatever words they are made of."""
    for match in PLACE_SHAPES["town and village"].finditer(reading.text):
        first = reading.word(match.start())
        parts = match["town"], match["own"].removeprefix("国营")  # 沿江镇|国营渔场 is the only one there
        named = not any(_NO_NAME.search(part) or is_kind_of_village(part) for part in parts)
        if named and first.tag[0] not in "vdp":
            yield *match.span(), ""


def _county_end(reading: Reading, tail: re.Match[str], ended: Collection[int]) -> int | None:
    """Where the county ends right before a town's name: 石门县|维新镇, whatever word of two characters."""
    text = reading.text
    sizes = range(2, 9) if text[tail.start() - 1] == "族" else _STEM  # 向海蒙古族|乡
    for size in sizes if tail[0] in (*_TOWN, "村") else ():
        at = tail.start() - size
        if at in ended and (
            size == _STEM[0]
            or (
                size == _STEM[1]
                and tail[0] in ("镇", "村", "苏木")
                and not _FUNCTION.search(text, at, tail.start())
            )
            or after_governing(reading, at, tail.end()) == at
            or (tail[0] in _TOWN and _COUNTED.match(text, at, tail.start()))
            or _TRANSLITERATED.fullmatch(text, at, tail.start())
            or (
                tail[0] in _TOWN
                and text.endswith(_OF_MINORITIES, 0, at)
                and _is_new(reading, at, tail.start())
            )
        ):
            return at
    return None


def _is_name(reading: Reading, start: int, tail: re.Match[str], *, led: bool) -> bool:
    """Is it a name and the last word of a town or village? Behind its county (`led`) it can be a word."""
    size, name = tail.start() - start, reading.text[start : tail.end()]
    of_people = name[-2:-1] == "族"
    long = led and reading.text.endswith(_OF_MINORITIES, 0, start)  # 察布查尔锡伯自治县|孙扎齐牛录镇
    if (size not in _STEM or (tail[0] in _TOWN and size > _OF_TOWN and not long)) and not of_people:
        return False
    estate = led and name.endswith("新村") and len(name) in (3, 4)  # 立新村, 富民新村, but 移民新村
    walled = reading.text[start - 1] in "县旗市区" and name.endswith("城乡") and len(name) > len("城乡")
    if not walled and is_kind_of_village(f"{name[:-2]}村" if estate else name):
        return False
    if reading.text[start - 1 : start].isdigit():  # 35|家村镇银行
        return False
    words = reading.words_in(start, tail.end())
    joined = led and size == _STEM[0] and name[0] not in "和与及"  # 沁源县|王和镇
    if (_NO_NAME.search(name) and not joined) or (is_known(name) and words[0].tag not in PLACE_TAGS):
        return False
    if not led and words[-1].start == tail.start() and words[-1].tag == "ns":  # 高铁|镇江
        return False
    if not led and reading.cuts(start, tail.end()) and tail.start() not in reading.ending:  # 大湾镇|海开村
        return False
    stem = reading.words_in(start, tail.start())
    counted = words[0].tag == "m" and not _MILES.match(name)
    if not led and size >= _STEM[1] and (name[size - 1] in _MOVES or counted):
        return False
    return led or any(is_proper(w, PLACE_TAGS) or not is_known(w.text) or len(w.text) == 1 for w in stem)


def _is_new(reading: Reading, start: int, end: int) -> bool:
    """Is no word of the dictionary in it but single characters: 孙扎齐牛录?"""
    return not any(len(word.text) > 1 and is_known(word.text) for word in reading.words_in(start, end))


_OF_MINORITIES = ("自治县", "自治旗", "旗")
_COUNTED = lazy(rf"[一二三四五六七八九十百]{{1,2}}[家里道间棵顶][{HAN}]{{1,2}}\Z")  # 五十家子|镇
_MILES = lazy("[一二三四五六七八九十百]+里(?!长|外|内)")  # 二十里铺
_MOVES = "回从还到进出过往离"  # 羊群|回村, 架子车|从镇东头, 人早日|还乡


def past_side(text: str, start: int, end: int) -> int:
    """Where a place `[start, end)` begins behind the side on which it lies: 东至|酉水河."""
    side = SIDE.match(text, start)
    return side.end() if side and side.end() + 1 < end else start


def is_kind_of_village(name: str) -> bool:
    """Does a name say what sort of village, farm or ditch it is: 文明村, 城中村, 家庭农场, 支渠?"""
    estate = name.endswith("新村") and len(name) in (4, 5) and not is_known(name[:-2])  # 沁园新村
    return not estate and bool(PLACE_SHAPES["kind of village"].search(name))
