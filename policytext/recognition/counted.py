"""Lists that say how many they name, and of what: 旺堆、央金、洛桑顿珠三户, 皮央、东嘎两处.

The number beside the list is what makes names of items that nothing else shows: a list of three with
三人 behind it names people, whatever the dictionary has their names for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal

from policytext.language.characters import HAN
from policytext.language.numbers import number
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition.build import (
    after_governing,
    body_tails,
    is_deed,
    is_own_name,
    is_proper,
    words_of,
)
from policytext.recognition.candidates import is_formed, is_long_name
from policytext.recognition.nameform import PERSONAL, can_be_name, characters_of, is_common_word
from policytext.resources import word_set

Span = tuple[int, int]
Kind = Literal["people", "places", "bodies"]

_COUNT = lazy(
    rf"(?<=[{HAN}])(?P<number>\d{{1,2}}|[两二三四五六七八九]|十[一二三四五六]?)(?:"
    "(?P<people>名(?![第额单义录牌次])|位(?![于置列居数次])|人(?![大民员次口类份均力才工])|同志|兄弟|姐妹|兄妹|烈士|户(?!企业|商户|单位|公司|纳税|均|籍|口|主|型|用|外|部|数|市场))"
    "|(?P<places>地(?![级区块方段类点理质层形])|国(?![务家际有土内])|站(?![点长式])|港(?![口币元])|处(?![以罚理级室长分置])"
    "|座(?![谈位])|专?区(?![域间别划委长政])|县(?![委长政级])|[乡镇](?![村长政委级])|乡镇|市县|县市|旗(?![帜长委]))"
    "|(?P<bodies>家(?![庭长属具电园乡国人])|户(?=企业|商户|单位|公司|纳税)|所(?=学校|中学|小学|高校|大学|医院|院校)))"
)
_LIST = lazy(rf"[{HAN}·]{{2,24}}(?:、[{HAN}·]{{2,16}}){{1,15}}\Z", needs="、")
_LONGEST = 160  # characters of a list
_LAST_TWO = lazy(rf"[{HAN}·]+(?P<join>[和与及])[{HAN}·]+")
_NO_ITEM = lazy("[的了在将把被让使给至]|以及|等.{0,4}$")  # 布基纳法索等西非|五国
_AT = lazy("[东西南北上下左右前后里外中]{2}|.{0,2}(?:场所|地段|地块|设施|部位|环节|项目)$")


def counted(reading: Reading, kind: Kind) -> Iterator[Span]:
    """The names of lists that count them, of one kind.

    >>> text = "平和芦溪、南靖书洋两地修缮土楼，马上飞、安全有两名学员没有报到"
    >>> [text[start:end] for start, end in counted(Reading(text), "places")]
    ['平和芦溪', '南靖书洋']
    >>> [text[start:end] for start, end in counted(Reading(text), "people")]
    ['马上飞', '安全有']
    """
    text = reading.text
    for count in _COUNT.finditer(text):
        if count[kind] is None or not (
            found := _LIST.search(text, max(0, count.start() - _LONGEST), count.start())
        ):
            continue
        items = _parts(text, *found.span(), number(count["number"]))
        if items and not any(_NO_ITEM.search(text, *item) for item in items[1:]):
            yield from _NAMED[kind](reading, items)


def _parts(text: str, start: int, end: int, wanted: Decimal | None) -> list[Span]:
    """The items of a list, if they are as many as it says; the last two may have 和 between them."""
    items: list[Span] = []
    for item in text[start:end].split("、"):
        items.append((start, start + len(item)))
        start += len(item) + 1
    if len(items) + 1 == wanted and (join := _LAST_TWO.match(text, *items[-1])):
        items[-1:] = [(items[-1][0], join.start("join")), (join.end("join"), end)]
    return items if len(items) == wanted else []


def _people(reading: Reading, items: Sequence[Span]) -> Iterator[Span]:
    """People: most have the form of names, one is no word, and none is what people are."""
    text = reading.text
    others = [(start, end) for start, end in items[1:]]
    first = (_behind_of(text, *items[0]), items[0][1])
    if first[1] - first[0] <= _SHORT and not _follows(text, first[0]):
        others.insert(0, first)
    names = [text[slice(*item)] for item in others]
    if any(map(_is_role, names)) or any(len(name) > _LONG for name in names if "·" not in name):
        return
    formed = [is_formed(name) or name[:1] in surnames() for name in names]
    new = [
        is_formed(name)
        and surnames().get(name[:1], 0) > 0
        and not is_common_word(reading, *item)
        and can_be_name(name)
        for name, item in zip(names, others, strict=True)
    ]
    long = [is_long_name(reading, *item) for item in others]
    if any(map(any, zip(new, long, strict=True))) and sum(formed) + sum(long) + 1 >= len(names):
        yield from others


def _behind_of(text: str, start: int, end: int) -> int:
    """Where an item begins behind the last particle in it: 首批入住的|旺堆."""
    at = max(text.rfind(particle, start, end - 1) for particle in "的由将请对给")
    return at + 1 if at >= start else start


_SHORT = 4  # characters of a first item that can be a name as a whole
_LONG = 6  # characters of a name without a dot


def _follows(text: str, at: int) -> bool:
    """Does the run of characters begin behind a digit or a letter, as a part of a word?"""
    return text[at - 1 : at].isalnum()


def _is_role(name: str) -> bool:
    """Is it a post, what people are, or a kind of body: 经理, 教师, 司机?"""
    roles = word_set("posts.tsv", "post", "beside") | word_set("name_cues.tsv", "standing")
    return name in roles or name in words_of("kind", "outside") or (is_known(name) and name[-1] in _DOERS)


_DOERS = "员工师长手人者民生主方"


def _places(reading: Reading, items: Sequence[Span]) -> Iterator[Span]:
    """Places: each has a name in it, or none is a word of the dictionary but for a place."""
    text = reading.text
    first = after_governing(reading, *items[0])
    side = _SIDE.match(text, first)  # 北部|绥阳、道真两县
    listed = [(side.end() if side else first, items[0][1]), *items[1:]]
    if listed[0][1] - listed[0][0] > _WHOLE:
        listed = listed[1:]
    if all(_is_place(reading, *item) for item in listed):
        yield from (item for item in listed if not _is_division(text, *item))


_SIDE = lazy("[东南西北中]部|下游|上游|中游|沿线|周边")
_WHOLE = 9  # characters of a place in a list: longer, a first item has more than a name


@cache
def body_ends() -> tuple[str, ...]:
    """What bodies and short names of companies end with."""
    return (*body_tails(), *word_set("company_words.tsv", "trade"), "委", "府", "队", "局")


def _is_division(text: str, start: int, end: int) -> bool:
    """Is it the name of a division only, which the tables have?"""
    place = next(find_places(text[start:end]), None)
    return place is not None and (place.start, place.end) == (0, end - start)


def _is_place(reading: Reading, start: int, end: int) -> bool:
    name = reading.text[start:end]
    if not 2 <= len(name) <= _WHOLE or _AT.match(name) or name in words_of("kind", "outside"):
        return False
    if any(place.start == 0 for place in find_places(name)):
        return True
    words = reading.words_in(start, end)
    if any(is_deed(word) or word.text in words_of("outside") for word in words):
        return False
    whole = len(words) == 1 and is_known(name)
    named = any(is_proper(word, (*PERSONAL, "ns", "nz")) or not is_known(word.text) for word in words)
    odd = len(name) < _PLAIN and any(len(word.text) == 1 for word in words)
    free = characters_of("function").isdisjoint(name[1:-1])
    return free and (named or (odd and not whole))


_TWO = 2  # bodies of a list beside which one more is a body too
_PLAIN = 4  # characters from which a place that no table has is not made of common words: 小湾, 思永


def _bodies(reading: Reading, items: Sequence[Span]) -> Iterator[Span]:
    """Bodies: each begins with a place or has a name in it, and is no kind of bodies."""
    listed = [(after_governing(reading, *items[0]), items[0][1]), *items[1:]]
    own = [_is_body(reading, *item) for item in listed]
    named = all(own) or (sum(own) >= _TWO and sum(own) + 1 == len(own))
    odd = [item for item, named_so in zip(listed, own, strict=True) if not named_so]
    ends = all(reading.text.endswith(body_ends(), *item) for item in odd)  # 盐湖|股份 beside two
    if named and ends and not any(reading.text[slice(*item)] in words_of("kind", "bare") for item in odd):
        yield from listed


def _is_body(reading: Reading, start: int, end: int) -> bool:
    name = reading.text[start:end]
    if len(name) < _PLAIN or name in words_of("kind", "bare", "outside"):
        return False
    words = reading.words_in(start, end)
    return words[0].start == start and any(is_own_name(word) for word in words)


_NAMED = {"people": _people, "places": _places, "bodies": _bodies}
