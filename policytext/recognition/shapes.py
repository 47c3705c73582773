"""Bodies whose names have a shape of their own, whatever their words are: committees of a term, missions,
firms of a profession, companies after a place, offices of towns, laboratories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain, pairwise

from policytext.language.bodies import COMPANIES, ENTERPRISES, full_names
from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy, shapes
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.recognition.agencies import BODY_OF_LEVEL, is_level
from policytext.recognition.build import belongs, body_tails, longest, words_of
from policytext.recognition.model import Entity
from policytext.resources import alternation, any_of, lists, rows

Span = tuple[int, int]

body_shapes = partial(shapes, "body_shapes.tsv")

_SESSION = lazy("第?[一二三四五六七八九十]{1,4}次")
_UNIT = lazy(r"集团军|舰队|[某第]|\d部队")
_CAMPUS = lazy(rf"[（(](?P<place>[{HAN}]{{2,3}})[）)]")
_GROUNDS = lazy(rf"(?P<name>[{HAN}]{{2,5}}?)(?:校区|院区|分校|(?<![关联体派])系)(?![域统列数])")
_INSTITUTE = lazy(r"(?<=集团)(?P<name>第?\d{3})(?:研究)?[所厂]")  # 中国船舶重工集团|719所
_SLOGAN = lazy(r"(?:健康|平安|美丽|数字|法治|智慧|文明)\Z")  # 数字|山东|建设专项小组
_NO_GROUP = lazy(
    "要求|责成|督促|协助|配合|依托|积极|充分|发挥|成立|设立|组建|调整|建立|健全|加强|担任|组长|[的了在等由被把将]|各级|以及"
)
_WITHIN = 18  # characters between a place and the legal form of a company named after it
_FUNCTION = lazy("[的了在等和与及或对向由被把将为让使给]|按照")
_JOINED = lazy(rf"[与和][{HAN}]{{2,6}}学院$")  # 数学|与统计学院
_PARENT = lazy(lambda: f"(?:{'|'.join(parent for parent, *_ in rows('branches.tsv'))})$")
"""Any body that has branches, at the end of a stretch."""
_LEGAL = lazy(lambda: rf"[{HAN}A-Za-z0-9（）()•·]{{2,{_WITHIN}}}?(?:{alternation(words_of('legal'))})")
_BRANCH = lazy(
    lambda: (
        rf"{any_of('company_words.tsv', 'parent')}[{HAN}]{{2,12}}?(?:分公司|公司|局)"
        rf"(?:[{HAN}]{{2,8}}?(?:供电|分)公司)?"
    )
)
"""国网清溪县供电公司, 中国移动芜湖分公司."""


def shaped(reading: Reading, places: Sequence[Entity]) -> Iterator[Span]:
    """The bodies that their shape shows.

    >>> from policytext.recognition.locations import locations
    >>> text = "九三学社四川省委、塞尔维亚驻华使馆、四川明炬（广元）律师事务所、青溪镇党委"
    >>> reading = Reading(text)
    >>> [text[start:end] for start, end in shaped(reading, locations(reading))]
    ['九三学社四川省委', '青溪镇党委', '塞尔维亚驻华使馆', '四川明炬（广元）律师事务所']
    """
    text = reading.text
    free = (shape for kind, shape in body_shapes().items() if kind.startswith("free"))
    for match in chain.from_iterable(shape.finditer(text) for shape in (*free, _BRANCH)):
        session = _SESSION.match(text, match.end()) and not match[0].startswith("政协第")
        session = session and not match[0].endswith("委会")  # 民进某省委会
        name = _JOINED.sub("学院", match[0]).removesuffix("在线")
        if not session and not _FUNCTION.search(name):
            yield match.span()
    yield from _offices(reading)
    yield from _banks(text)
    yield from _groups(reading)
    for match in body_shapes()["army"].finditer(text):
        if _UNIT.search(match[0]) and not _FUNCTION.search(match[0]):
            yield match.span()
    for place in places:
        yield from _in_place(text, place)
        named = body_shapes()["behind"].match(text, place.end)
        if named and not _FUNCTION.search(named[0].replace("使馆", "")[:-2]):
            yield place.start, named.end()
        if (task := body_shapes()["group behind"].match(text, place.end)) and not _NO_GROUP.search(task[0]):
            slogan = _SLOGAN.search(text, max(0, place.start - 2), place.start)
            yield slogan.start() if slogan else place.start, task.end()
        if end := _company(reading, place.end):
            yield place.start, end
    yield from _laboratories(reading)
    yield from _firms_of_posts(text)


def _offices(reading: Reading) -> Iterator[Span]:
    """Police stations and firms of lawyers by a name of their own: 马店|派出所, but 居住地|派出所."""
    for match in body_shapes()["office"].finditer(reading.text):
        words, firm = reading.words_in(*match.span("name")), match[0].endswith("事务所")
        loose = any(
            word.tag[0] in ("pcdrumf" if firm else "vpcdrumf") or word.text in words_of("outside")
            for word in words
        )
        plain = all(is_known(word.text) and len(word.text) > 1 and word.tag[0] in "nv" for word in words)
        plain = plain or all(word.tag[0] == "v" for word in words)  # 拟变更|会计师事务所
        if not (loose or (plain and firm)):
            yield match.span()


def _in_place(text: str, place: Entity) -> Iterator[Span]:
    """The branch of a national body in a place (国家税务总局|苏州市|税务局), or of a city's in a county."""
    if (bureau := body_shapes()["in county"].match(text, place.start)) and not _FUNCTION.search(
        bureau["county"]
    ):
        yield bureau.span()
    first = max(0, place.start - _LONGEST_PARENT)
    if not _PARENT.search(text, first, place.start):
        return
    for parent, branch in _branches():
        before, after = parent.search(text, first, place.start), branch.match(text, place.end)
        if before and after:
            yield before.start(), after.end()


@cache
def _branches() -> list[tuple[LazyPattern, LazyPattern]]:
    return [
        (lazy(f"(?:{parent})$"), lazy(branch.replace("HAN", f"[{HAN}]")))
        for parent, branch, _ in rows("branches.tsv")
    ]


_LONGEST_PARENT = 12  # characters of a body that has branches


def _banks(text: str) -> Iterator[Span]:
    """Rural banks by a place and a name: 曲周汇达农村商业银行."""
    for match in body_shapes()["rural bank"].finditer(text):
        place = next(find_places(match[0]), None)
        if place and place.start == 0 and not _FUNCTION.search(match[0]):
            yield match.span()


def _groups(reading: Reading) -> Iterator[Span]:
    """Groups of a level for a task: 市推进新型工业化领导小组."""
    text = reading.text
    for match in body_shapes()["group of level"].finditer(text):
        levelled = is_level(reading, match.start()) and not BODY_OF_LEVEL.match(text, match.start())
        if levelled and not _NO_GROUP.search(match[0]):
            yield match.span()


def campus(text: str, found: Sequence[Entity]) -> Iterator[Span]:
    """Schools and hospitals with a campus: 中国地质大学（武汉）, 沧江医学院杏林校区."""
    for entity in found:
        grounds = (_GROUNDS if _has_grounds(entity.text) else _INSTITUTE).match(text, entity.end)
        if grounds and not _NEW.search(grounds["name"]):
            yield entity.start, grounds.end()
        match = _CAMPUS.match(text, entity.end) if entity.text.endswith(_SEATED) else None
        if match and (match["place"] in _PARTS or any(p.start == 0 for p in find_places(match["place"]))):
            yield entity.start, match.end()


def _has_grounds(name: str) -> bool:
    return name.endswith(_SCHOOLS) or ("医" in name and name.endswith("中心"))


_SEATED = ("大学", "学院", "研究院", "研究中心", "创新中心", "实验室")  # 先进计算研究院|（无锡）
_SCHOOLS = ("大学", "学院", "学校", "医院", "中学", "小学")
_NEW = lazy("[的新老各多等和与]|建设|扩建|启用")  # 西藏职业技术学院|新校区
_PARTS = ("华东", "华北")  # 中国石油大学（华东）: no division


def _company(reading: Reading, start: int) -> int | None:
    """The end of a company's name that goes on the place before `start`: 云南曲靖|呈钢钢铁（集团）有限公司.

    None where a verb governs what follows: 深圳|引进|…有限公司.
    """
    match = _LEGAL.match(reading.text, start)
    if match is None or _FUNCTION.search(match[0]):
        return None
    words = reading.words_in(start, match.end())
    first = words[0]
    verb = first.tag in ("v", "vn", "p", "d") and len(first.text) > 1 and is_known(first.text)
    loose = any(word.text in words_of("outside") - words_of("soft") for word in words)
    loose = loose or any(  # 省国资委|宣布|…有限公司
        word.tag == "v" and is_known(word.text) and word.text not in words_of("verb") and before.tag == "nt"
        for before, word in pairwise(words)
    )
    plain = _BRACKETED.sub("", match[0])
    loose = loose or any(place.official for place in find_places(plain))
    return None if loose or (verb and first.text not in words_of("verb", "anchor")) else match.end()


def of_brands(reading: Reading, known: Iterable[Span]) -> Iterator[Span]:
    """Parts of a known company that have their place in brackets: 华为（济南）创新中心."""
    for start, end in known:
        place = _BRACKETED.match(reading.text, end)
        ours = place and reading.text[start:end] in full_names(COMPANIES, ENTERPRISES)
        if place and ours and (part := longest(reading, place.end(), body_tails() | {"中心"}, ())):
            yield start, part[0]


_BRACKETED = lazy(rf"[（(][{HAN}]{{2,5}}[）)]")


def _laboratories(reading: Reading) -> Iterator[Span]:
    """State laboratories, which are named after their field: 小麦育种|全国重点实验室."""
    for match in _LABORATORY.finditer(reading.text):
        index = reading.starting.get(match.start())
        first = index or 0
        while first and _is_field(reading.words[first - 1]) and reading.words[first].start:
            first -= 1
        start = reading.words[first].start
        governed = first > 0 and reading.words[first - 1].text in words_of("governs")
        free = governed or reading.text[start - 1 : start] in _BEFORE_FIELD
        if index and index - first > 1 and free:
            yield start, match.end()


_LABORATORY = lazy("(?:国家|全国|国家级|省级?|教育部)重点实验室(?![建体])")
_BEFORE_FIELD = ("", *"、，。；：了和及与\n“")


def _is_field(word: Word) -> bool:
    return (belongs(word) or word.tag.startswith("v")) and word.text not in words_of("governs")


@cache
def _brand() -> LazyPattern:
    words = lists("company_words.tsv")
    post = alternation(words["post"])
    name = rf"[{HAN}]{{2,4}}(?:{alternation(words['trade'])})"
    free = r"(?:^|(?<=[，、。；：和与\n \u3000]))"
    return lazy(rf"{free}({name})(?={post})", re.MULTILINE, needs=post)


def _firms_of_posts(text: str) -> Iterator[Span]:
    """Companies by a name and their trade right before a post that only companies have: 秦丰种业|总经理."""
    return (match.span(1) for match in _brand().finditer(text))
