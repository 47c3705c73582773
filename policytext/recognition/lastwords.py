"""Names that their last word shows, whatever they are made of: 厦门市|突发事件预警信息发布中心."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from policytext.language.bodies import full_names
from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy, shapes
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.recognition.agencies import begins_level, consults, offices
from policytext.recognition.build import PLACE_TAGS, is_deed, words_of
from policytext.resources import alternation

_LOOSE = ("p", "c", "d", "r", "u", "y", "f", "x", "m", "e", "o")
"""jieba's tags of words that no name has in it: prepositions, adverbs, pronouns, particles, numbers."""
_JOINS = frozenset("和与")


@cache
def _named() -> LazyPattern:
    sure = {word for word in words_of("institution") if len(word) > 2 or word in words_of("soft_tail")}
    tails = alternation({*sure, *words_of("legal"), "工会"} - words_of("kind"))
    bureau = "(?<!(?<![财民邮行])政)(?<!(?<!安)全)"  # 财政局, but no 大政局, 全局
    bureau += "(?<![布格结大时战棋开变新定残当饭骗僵终破胜败分总])局(?![长面势部限])"
    centre = "(?<!科学)(?<!医学)(?<!会议)(?<!会展)中心(?![城地镇区线])"
    return lazy(rf"(?:(?![各该本某])[{HAN}]){{2,16}}?(?P<tail>(?:{tails})(?![罚伍员])|{centre}|{bureau})")


def named_end(reading: Reading, start: int, stops: Collection[int]) -> tuple[int, str] | None:
    """The end and last word of what goes on a place, a level or 中国 as a body's name."""
    return _end(reading, start, _named(), stops)


def part_end(reading: Reading, start: int, stops: Collection[int]) -> int | None:
    """The end of a section that goes on a body's name: 县财政局|预算股, 市公安局|出入境管理科."""
    found = _end(reading, start, shapes("body_shapes.tsv")["section"], stops, _JOINS | words_of("soft"))
    another = found and any(
        reading.text[at : found[0]] in full_names()  # 国务院批转|教育部
        or (_OFFICE.fullmatch(reading.text, at, found[0]) and _is_verb(reading.word(at - 1)))
        for at in range(start + 1, found[0])
    )
    return found[0] if found and not another else None


_OFFICE = lazy(offices)  # 县财政局拨付|教育局


def _end(
    reading: Reading, start: int, pattern: LazyPattern, stops: Collection[int], joins: Collection[str] = ()
) -> tuple[int, str] | None:
    match = pattern.match(reading.text, start)
    if match is None or reading.cuts(start, match.end()):
        return None
    last = match.start("tail")
    begun = any(
        begins_level(reading.text, at) or consults(reading.text, at) for at in range(start + 1, last)
    )
    if begun or any(place.official for place in find_places(reading.text[start:last])):
        return None
    if any(at in stops for at in range(start, match.end())):  # 市公安局|政治部主任
        return None
    words = reading.words_in(start, last)
    first = words[0] if words else None
    if first and (first.text in _JOINS or (not joins and _is_verb(first))):
        return None
    if first and first.end >= match.end() and first.tag in PLACE_TAGS:  # 中新社|莫斯科
        return None
    sound = (
        word.text in joins or _is_sound(word, last=bool(joins) or at >= len(words) - 2)
        for at, word in enumerate(words)
    )
    return (match.end(), match["tail"]) if all(sound) else None


def _is_verb(word: Word) -> bool:
    """Is it a verb that names are not made of: 国家|鼓励|档案馆, 上海|建设|科技创新中心?"""
    verb = word.tag == "v" and is_known(word.text) and word.text not in words_of("verb")
    return verb or word.text in words_of("governs", "founds")


def _is_sound(word: Word, *, last: bool) -> bool:
    """Can the word be in a name; a verb that names are not made of only as one of the `last` two?"""
    text = word.text
    if text in words_of("outside", "adverb") or is_deed(word):
        return False
    if word.tag.startswith(_LOOSE):
        return text in words_of("verb") or not is_known(text)
    return not _is_verb(word) or (
        last and text not in words_of("governs", "founds") - words_of("last", "verb")
    )
