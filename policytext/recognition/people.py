"""PER: people, by surname, the look of the given name, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from policytext.language.characters import HAN, is_han
from policytext.language.patterns import lazy
from policytext.language.places import find_places, is_place
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition.aftername import (
    COMRADE,
    acts,
    announces,
    goes_on,
    is_of_works,
    says,
    then,
    untitled,
)
from policytext.recognition.agencies import IN_OFFICE
from policytext.recognition.buildings import is_building
from policytext.recognition.candidates import BODY_BEFORE, NOBODY, is_inside, is_part_of_name, without_deed
from policytext.recognition.counted import counted
from policytext.recognition.dotted import DOTS, dotted_names
from policytext.recognition.likeness import likeness
from policytext.recognition.model import Entity, as_entity, covered, longest_first, occurrences
from policytext.recognition.nameform import (
    GOES,
    PERSONAL,
    can_be_name,
    characters_of,
    has_standing,
    is_usual,
    not_names,
    syllables,
)
from policytext.recognition.rosters import announced, in_lines, listed
from policytext.recognition.spaced import spaced_names
from policytext.resources import alternation, column, lists

_SPACED = lazy(  # 王 晨, not 召 集 人：
    rf"[{HAN}][ \u3000]{{1,2}}[{HAN}](?![ \u3000]{{1,2}}[{HAN}][：:])"
    r"(?=[ \u3000\n，、。；（）()]|副|省|市|$)"
)
_PLACE = 3.0  # what a name that is a place's too must reach: 石河子 is no person, 张家川 hardly one
_TRANSLITERATED = lazy(lambda: f"{syllables()}{{3,7}}")
_SURNAME = lazy(lambda: alternation(surnames()))
_SYLLABLES = lazy(lambda: f"[{''.join(lists('dotted_names.tsv')['syllable'])}]{{4,8}}")
_ELEMENTS = lazy(lambda: rf"(?:{alternation(column('minority_names.tsv'))}){{1,3}}")
_OF_JAPAN = lazy(lambda: alternation(column("surnames_japanese.tsv")))


def people(
    reading: Reading,
    posts: Sequence[Entity],
    organisations: Sequence[Entity],
    places: Sequence[Entity],
    in_frames: Collection[tuple[int, int]],
) -> list[Entity]:
    """The people of a text; `in_frames` are the names that `frames.in_frames` has found.

    >>> from policytext.recognition.posts import posts
    >>> reading = Reading("市长李明华主持，副市长王小雨、陈志远出席，李明华讲话。")
    >>> [person.text for person in people(reading, posts(reading), [], [], ())]
    ['李明华', '王小雨', '陈志远', '李明华']
    """
    text = reading.text
    named = [place for place in places if len(place.text) > 2]
    divisions = covered([*organisations, *posts, *(place for place in named if place.normalized)])
    blocked = divisions | covered(named)
    doubtful = {place.start for place in places if len(place.text) == 2 and place.normalized}
    cued = announced(reading, posts)
    spans = {span for span in in_frames if span[0] not in divisions}  # 祁连山　县统计局局长
    by_surname = dict(_by_surname(reading, cued, blocked, doubtful))
    spans.update(by_surname.items())
    offices = [*posts, *organisations]
    spans.update(spaced_names(text, {e.end for e in offices} | cued, {e.start for e in offices}, blocked))
    spans.update(_by_cue(reading, cued, blocked, by_surname))
    spans.update(_by_elements(text, cued, blocked))
    held = covered(offices)
    spans.update(span for span in counted(reading, "people") if span[0] not in held)
    spans.update(listed(reading, spans, blocked))
    spans.update([*in_lines(text, spans)])
    spans.update(_foreigners(reading, cued, blocked))
    spans.update(_of_state(reading, posts, places))
    spans = {span for span in spans if span[0] in cued or not is_of_works(text, span[1])}
    spans = {(start, last) for start, end in spans if (last := untitled(text, start, end))}
    spans = {(start, end) for start, end in spans if not IN_OFFICE.match(text, start)}
    spans = {(start, _before_taking(text, start, end)) for start, end in spans}
    spans = {without_deed(reading, *span) for span in spans}
    spans -= {
        (start, end) for start, end in spans if text[end - 1] == "任" and (start, end - 1) in in_frames
    }
    spans.update(_again(reading, _forms(text[start:end] for start, end in spans), blocked))
    return longest_first(as_entity(text, start, end, "PER") for start, end in spans)


def _before_taking(text: str, start: int, end: int) -> int:
    """The end of a name before 现任, 拟任, 调任: 李明|现任副行长."""
    size = len("".join(text[start:end].split()))  # of 粟　现|任 one character would be left
    return end - (size >= _LONGER and text[end - 1] in _TAKING and text.startswith("任", end))


_TAKING = "现拟调转"  # with 任, a verb; what a name may end with (升, 先) is not among them
_LONGER = 3  # characters of a name that is one without its last too


def _by_surname(
    reading: Reading, cued: Collection[int], blocked: Collection[int], doubtful: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Spans from a surname on that look enough like a name, the best at each place."""
    text, starting = reading.text, reading.starting
    for match in _SURNAME.finditer(text):
        start, after = match.span()
        if start + 1 in cued and match[0][1:] in surnames():
            start += 1  # 局长|孙, not the surname 长孙
        here = start in cued
        surname = text[start:after]
        stands = not here and has_standing(text, start)
        if not here and start not in starting and (not stands or is_inside(reading, start)):
            continue
        free = here or stands or surnames()[surname]
        function = surname in characters_of("function") and not (here and surnames()[surname])  # 向|所有
        if start in blocked or not free or function:
            continue
        apart = stands and surnames()[surname] and _APART.match(text, start)
        if apart or (here and _is_spaced(text, start)):  # 签发：陆 军
            yield start, start + 3 + (text[start + 2] in _BLANKS)
            continue
        ends = [after + 1, after + 2]
        if text[start + 1 : start + 2] in _BLANKS and (spaced := _SPACED.match(text, start)):
            ends.append(spaced.end())
        scored = [
            (score, end)
            for end in ends
            if end <= len(text)
            and text[end - 1] not in " \u3000"
            and end - 1 not in blocked
            and (score := likeness(reading, start, end, surname, here)) is not None
        ]
        if scored:
            score, end = max(scored)
            called = here or has_standing(text, start) or bool(COMRADE.match(text, end))
            place = _is_place(text[start:end]) and not announces(text, end)
            if (
                not ((place or is_building(text, start, end)) and not called)
                and _can_follow(text, start, end)
                and (score > (0.0 if called or start not in doubtful else _PLACE))
            ):
                yield start, end


def _is_spaced(text: str, start: int) -> bool:
    """Do two characters with a blank between, and no function word, stand alone behind a label?"""
    match = _SPACED.match(text, start)
    colon = text[max(0, start - 4) : start].rstrip(_BLANKS).endswith(("：", ":"))
    return bool(match and colon and match[0][-1] not in characters_of("function") - {"和"})


_BLANKS = " \u3000"
_APART = lazy(rf"[{HAN}][{_BLANKS}][{HAN}](?![{_BLANKS}：:])")  # 护士|辛　悦|忙前忙后


def _by_cue(
    reading: Reading, cued: Collection[int], blocked: Collection[int], found: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Names right after a post or credit that no surname shows; those `found` before an adverb stand."""
    text = reading.text
    for start in cued:
        closed = start in found and then(text, found[start])  # 主任黄信敬|则, no longer name
        last = None if start in blocked or closed else _unlisted(reading, start)
        if last and _can_follow(text, start, last) and not NOBODY.fullmatch(text, start, last):
            yield start, last


def _can_follow(text: str, start: int, end: int) -> bool:
    """Is it after 由 only a name that does what people do: 由王伟|担任, not 由银行卡|收单机构?"""
    return text[start - 1 : start] != "由" or acts(text, end) or text.startswith("任", end)


def _is_place(name: str) -> bool:
    """Is it the name of a place too (安康), or made as those of villages are (唐家河, 李洼村)?"""
    return name[1:2] == "家" or name[-1] in "村寨" or (len(name) == 2 and is_place(name))


def _unlisted(reading: Reading, start: int) -> int | None:
    """The end of a name right after a post whose surname no list has: 副县长义劲中受到处分."""
    word = reading.word_from(start)
    if word is None or word.tag[0] in "rpcu" or reading.text[start] in "兼暨率0123456789":
        return None  # 不由|我|分说, 局长|兼河长办|主任, 市长|5万元
    if len(word.text) == 1 and surnames().get(word.text, 0) == 0 and word.tag[0] in "ngavjmqftb":
        end = start + 3  # 局长|字荣华|到医院看望
        usual = is_usual(reading.text[start + 1 : end]) and not reading.cuts(start, end)
        if usual and says(reading.text, end):
            return end
    if is_known(word.text) or len(word.text) > 3 or word.text[0] in surnames():
        return _long_name(reading, start)
    end = word.end
    for end in (word.end, word.end + 1):
        name = reading.text[start:end]
        clause = name[-1] in "后时前"  # 记者|看房时，
        if 2 <= len(name) <= 3 and not clause and can_be_name(name) and says(reading.text, end):
            return end
    return _long_name(reading, start)


_LONG = range(4, 7)  # characters of a name of the Yi, Tibetans, Mongols, Uighurs, written without a dot


def _long_name(reading: Reading, start: int) -> int | None:
    """The end of a long name between a post and what its holder does: 州长|阿石拉者|讲话.

    No word of the dictionary is in it but for names of people and places.
    """
    text = reading.text
    for end in range(start + 1, min(start + _LONG[-1], len(text)) + 1):
        closed = announces(text, end) or (text[end : end + 1] in _CLOSES and _is_new(reading, start, end))
        if end - start in _LONG and end in reading.ending and closed:
            inside = reading.words_in(start, end)
            free = characters_of("function").isdisjoint(text[start + 1 : end])  # 李小华|为副|主任
            free = free and "任" not in text[start + 2 : end]  # 郗永红|任副|主任
            free = free and not (text[end - 1] in GOES and surnames().get(text[start]) == 2)  # 李惠南|率
            return (
                end if free and all(map(is_part_of_name, inside)) and can_be_name(text[start:end]) else None
            )
        if says(text, end) and end in reading.ending:
            return None
    return None


_CLOSES = "、，（"


def _is_new(reading: Reading, start: int, end: int) -> bool:
    """Is no word of the dictionary in the span but single characters: 达久|木甲, but not 黄强|巡馆?"""
    words = reading.words_in(start, end)
    new = all(len(word.text) == 1 or not is_known(word.text) for word in words)
    strong = surnames().get(reading.text[start]) == 2 or BODY_BEFORE.match(reading.text, start, end)
    return new and (len(words) == 1 or (len(words) < end - start and not strong))


def _by_elements(text: str, cued: Collection[int], blocked: Collection[int]) -> Iterator[tuple[int, int]]:
    """Names made of the words of Tibetan and Mongolian names: 嘎玛泽登; a single one only after a post."""
    for match in _ELEMENTS.finditer(text):
        start, end = match.span()
        several = len(match[0]) > 3 and not any(find_places(match[0]))
        told = start in cued or has_standing(text, start)
        if start not in blocked and (several or told):
            if told and not says(text, end):
                end = _told_end(text, start, end)
            yield start, end + bool(_TAIL.match(text, end))


def _told_end(text: str, start: int, end: int) -> int:
    """Where a name of elements ends before what its holder does: 才让太|主持, 扎西东|主持."""
    if announces(text, end - 1) and end - 1 > start + 1:
        return end - 1
    closed = _CLOSED.match(text, end)
    more = text[end : end + 1]
    said = more and is_han(more) and announces(text, end + 1)
    said = said and more not in _ADVERBS and more not in characters_of("function")
    return end + bool(closed or said)


_ADVERBS = "再后曾常仍时前则笑"  # 扎西|后强调


_CLOSED = lazy(rf"[{HAN}](?=[、，。；\s]|$)")  # 才让|太，
_TAIL = lazy("措(?!施)|[加江吉](?=说|表示|介绍|告诉|带|主持|指出|[，、。])")  # 旦正|加说


def _transliterated_whole(reading: Reading, start: int) -> int | None:
    """The end of a long foreign name after a post, of the syllables of 新华社: 州长苏尔坦加济耶夫|出席."""
    match = _SYLLABLES.match(reading.text, start)
    for end in range(start + 4, match.end() + 1) if match else ():
        if goes_on(reading.text, end):
            return end if all(map(is_part_of_name, reading.words_in(start, end))) else None
    return None


_ANY_DOTTED = lazy(
    rf"[{HAN}]{{1,6}}(?:[{DOTS}][{HAN}]{{2,7}}?){{1,3}}"
    r"(?=[、，。；：\n ）)]|[在主出讲指率说表会访]|同志|先生|女士|$)"
)


def _foreigners(
    reading: Reading, cued: Collection[int], blocked: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Foreign names and names of Xinjiang: with dots, or made of words that jieba takes for names."""
    text, transliterated = reading.text, _TRANSLITERATED
    for start in cued:
        match = transliterated.match(reading.text, start)
        if match and start not in blocked and goes_on(reading.text, match.end()):  # 主席冯德莱恩出席
            yield match.span()
    for start in cued:
        if start not in blocked and (end := _transliterated_whole(reading, start)):
            yield start, end
    dotted = {start: end for start, end in dotted_names(reading, cued) if start not in blocked}
    yield from dotted.items()
    for start in cued:
        match = _ANY_DOTTED.match(text, start)
        if match and start not in blocked and start not in dotted:
            yield match.span()
    yield from _japanese(reading, cued, blocked)
    for word in reading.words:
        if (
            word.tag in PERSONAL
            and word.start not in blocked
            and transliterated.fullmatch(word.text)
            and is_known(word.text)
            and word.text not in not_names()
            and word.text[-1] not in "人河山"
            and not any(find_places(word.text))
            and (word.start in cued or announces(text, word.end) or has_standing(text, word.start))
        ):
            yield word.start, word.end


def _of_state(
    reading: Reading, posts: Sequence[Entity], places: Sequence[Entity]
) -> Iterator[tuple[int, int]]:
    """The name of two characters behind a post of another state: 俄罗斯总统|普京, 越南国家主席|苏林."""
    abroad = {place.end for place in places if place.normalized.isalpha() and place.normalized != "CN"}
    for start in (post.end for post in posts if post.start in abroad):
        word = reading.word(start)
        named = not is_known(word.text) or word.tag in (*PERSONAL, "ns", "nz")
        named = named and not any(find_places(word.text))  # 法国总统|北京|致辞
        if (word.start, len(word.text)) == (start, 2) and named and goes_on(reading.text, word.end):
            yield word.start, word.end


def _japanese(
    reading: Reading, cued: Collection[int], blocked: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Names of Japan behind a post or in a list, where the text speaks of it: 会长|宇都宫德马."""
    text = reading.text
    for start in cued:
        office = _JAPANESE_OFFICE.search(text, max(0, start - 16), start)
        sizes = range(3, 6) if office and start not in blocked else ()
        wholes = (start + size for size in sizes if start + size in reading.ending)
        end = next((end for end in wholes if goes_on(text, end)), None)
        if end and all(map(is_part_of_name, reading.words_in(start, end))):
            yield start, end
    for match in _OF_JAPAN.finditer(text) if _JAPAN.search(text) else ():
        start = match.start()
        if start not in blocked and (start in cued or text[start - 1 : start] in ("、", "和")):
            ends = range(match.end() + 1, match.end() + 4)
            end = next((end for end in ends if goes_on(text, end)), None)
            if end and all(map(is_han, text[start:end])):
                yield start, end


_JAPANESE_OFFICE = lazy(rf"(?:日本|株式会社)(?:(?![和与及])[{HAN}])*$")  # 日本驻华大使|金杉宪二
_JAPAN = lazy("日本|日[方中]|东京|大阪")


def _forms(names: Iterable[str]) -> set[str]:
    """The names, and the last part of a foreign one: 沙夫卡特·拉希莫夫 is 拉希莫夫 later."""
    whole = {form for name in names for form in (name, re.sub(r"\s", "", name))}
    last = (re.split(f"[{DOTS}]", name)[-1] for name in whole)
    return whole | {name for name in last if len(name) > 1}


def _again(reading: Reading, names: Collection[str], blocked: Collection[int]) -> Iterator[tuple[int, int]]:
    """Other places where a name stands; one of two characters where it is read whole and is no word."""
    for start, end in occurrences(names, reading.text):
        said = not is_known(reading.text[start:end]) or acts(reading.text, end)
        free = start not in blocked or COMRADE.match(reading.text, end)
        if free and (end - start > 2 or (reading.is_whole(start, end) and said)):
            yield start, end
