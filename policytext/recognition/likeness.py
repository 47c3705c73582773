"""How much a span looks like somebody's name: how it lies in the words, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from policytext.language.bodies import before_company, is_company
from policytext.language.characters import is_han
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.surnames import surnames
from policytext.recognition.aftername import COMRADE, DATED, DOES, acts, after, goes_on, says, then
from policytext.recognition.nameform import (
    GOES,
    PERSONAL,
    can_be_name,
    characters_of,
    has_standing,
    is_clause,
    is_common_word,
    is_state,
    is_usual,
    is_whole,
    look,
    looks_like_goods,
    syllables,
)
from policytext.resources import rows

_PREPOSITIONS = "为和之三一"  # which end names too: 李长和
_OPENING, _CLOSING = "“《‘·", ("”", "》", "’", "·")


@cache
def weights() -> Mapping[str, float]:
    """The weight of each piece of evidence, in nats."""
    return {evidence: float(weight) for evidence, weight, _ in rows("name_weights.tsv")}


def likeness(reading: Reading, start: int, end: int, surname: str, cued: bool) -> float | None:
    """How sure it is that the span is a name, above 0 for yes; None if it cannot be one.

    `cued`: a post or a credit (编辑, 记者) stands right before it.

    >>> reading = Reading("局长王伟民主持")
    >>> likeness(reading, 2, 5, "王", True) > 0, likeness(Reading("高度重视"), 0, 2, "高", False)
    (True, None)
    """
    text = reading.text
    name = text[start:end].replace(" ", "").replace("\u3000", "")
    given = name[len(surname) :]
    if not given or given in characters_of("form") or (not cued and is_state(text, start)):
        return None
    doubted = not cued
    if doubted and has_standing(text, start):
        cued = (surnames()[surname] > 0 or is_usual(given)) and not _goes_on_with_words(reading, start, end)
    if is_common_word(reading, start, end) and not _is_called(reading, start, end, surname, cued):
        return None
    if _begins_word(reading, start, end) or (len(name) > 2 and is_clause(reading, start, end)):
        return None
    if _runs_into_name(reading, start, end) or is_whole(text, start, end + 1):  # 李长|和。
        return None
    if not (can_be_name(name) or _ends_like_a_preposition(text, end, given)):
        return None
    if surname in characters_of("function") and any(p.official for p in find_places(given)):  # 向|沙特
        return None
    if (name[-1] == "作" and DOES.match(text, end - 1)) or _RANK.match(text, end - 1):
        return None
    if len(given) == 2 and name[-1] in GOES and not says(text, end) and end in reading.starting:
        return None
    strong = surnames()[surname] == 2
    evidence = [
        "strong" if strong else "weak",
        *_after_name(reading, end, given, cued),
        *_in_words(reading, start, end, name, strong, cued),
        *(["cued"] if cued else []),
        *(_against(text, start, end, name, strong, stands=cued) if doubted else []),
    ]
    table = weights()
    return table["base"] + table["look"] * look(given) + sum(table[piece] for piece in evidence)


_RANK = lazy(r"[上中少大][将校尉](?=[、，。；和及与）)（\n]|等|$)")  # 石晓|中将、, not 石晓中|将于明日
_CALLED, _OF_OTHERS = lazy("先生|女士|同志|[（(]"), lazy(r"[^，。；\n]{0,16}的")
_MADE = ("聘", "聘任", "聘请", "任命", "选举", "推选")
_ATTENDS = lazy(
    "指出|强调|表示|介绍|认为|提出|要求|主持|出席|(?:讲话|致辞|发言)(?!精神)|宣布|参加|通报|汇报|陪同|任(?![职期教务命])"
)
"""What people do who have a place's name: 局长|余江|通报; 总书记|江西|考察 says where."""


def _is_called(reading: Reading, start: int, end: int, surname: str, cued: bool) -> bool:
    """Does what stands around it say that a word of the dictionary is somebody: 余江|同志, 院士|钟南山?"""
    text, name = reading.text, reading.text[start:end]
    if COMRADE.match(text, end):
        return True
    if cued and _ATTENDS.match(text, end) and _is_small_place(name):
        return True
    if cued and is_company(name) and goes_on(text, end) and not before_company(text, end):  # 主席|包钢
        return True
    placed = cued and reading.word(start).tag == "ns" and len(name) == 3 and surnames()[surname] > 0
    return placed and all(place.start for place in find_places(name))


def _is_small_place(name: str) -> bool:
    """Is it the name of a county, and of no province or large city: 局长|余江, but 市委书记|成都?"""
    codes = [code for place in find_places(name) for code in place.codes]
    return bool(codes) and not any(code.endswith("00") for code in codes)


def _begins_word(reading: Reading, start: int, end: int) -> bool:
    """Does it begin with a word of the dictionary and end inside it or the next: 应立|即, 应当立|即?"""
    word = reading.word_from(start)
    if word is None or word.tag in PERSONAL or not is_known(word.text):
        return False
    return word.end > end or (1 < len(word.text) < end - start and reading.cuts(start, end))


def _runs_into_name(reading: Reading, start: int, end: int) -> bool:
    """Is it a verb and the beginning of somebody or some place, or an adverb: 来到|刘楼家中, 严肃|地说?"""
    text, word = reading.text, reading.word(start)
    if end - start != len("来到刘") or not is_known(text[start : end - 1]):
        return False
    if text[end - 1] == "地":
        return True
    noun = word.end == end - 1 and word.tag[0] in "nm"  # 黄金|刘, 文明|程 may be somebody
    return not noun and surnames().get(text[end - 1]) == 2 and not goes_on(text, end)


def _ends_like_a_preposition(text: str, end: int, given: str) -> bool:
    """Is it a name like 孙有为 before what its bearer does, of more than one character: 孙有为|提出?"""
    if len(given) != 2 or given[-1] not in _PREPOSITIONS:
        return False
    if given[-1] in "之三一":
        return says(text, end)
    start = end - len(given) - 1
    if is_whole(text, start, end):
        return True
    others = given[-1] == "和" and (is_known(text[start : end - 1]) or _OF_OTHERS.match(text, end))
    made = given[-1] == "为" and text.endswith(_MADE, 0, start) and not _CALLED.match(text, end)
    if others or made:  # 召集|和主持, 李强|和出席会议的同志; 解聘王伟|为教授, but 聘任来有为|先生
        return False
    said = after("says").match(text, end)
    verb = said is not None and len(said[0]) > 1 and said[0].isalpha() and said[0] != "代表"
    return verb or bool(after("title").match(text, end) or DATED.match(text, end))  # 雷大为|教授


def _after_name(reading: Reading, end: int, given: str, cued: bool) -> Iterator[str]:
    """The evidence of the text after a name."""
    text = reading.text
    if after("title").match(text, end):
        yield "title"
    if (then if cued else DATED.match)(text, end):
        yield "says"
        return
    followed = after("says").match(text, end)
    if followed and followed[0] == "任" and text[end - 1] in "担兼出就拟现":  # 局长古力|担任
        followed = None
    if followed:
        if followed[0] in _PREPOSITIONS and len(given) == 1 and DATED.match(text, end + 1):
            yield "leftover" if cued else "leftover_free"  # 大使李长|和|9日
        announces = followed[0].strip().isalpha()
        yield "says" if announces or cued or len(given) > 1 else "mark"
        if cued and announces and len(given) == 2 and not _cuts(reading, end):
            yield "framed"
        return
    if cued and _cuts(reading, end):
        yield "broken"
    if len(given) == 1 and (
        (goes_on if cued else says)(text, end + 1) or after("title").match(text, end + 1)
    ):
        yield "leftover" if cued else "leftover_free"


def _cuts(reading: Reading, end: int) -> bool:
    """Does a name that ends here cut through a word of the dictionary: 受|到?"""
    return end not in reading.ending and is_known(reading.word(end - 1).text)


def _goes_on_with_words(reading: Reading, start: int, end: int) -> bool:
    """Does a word begin here that is nobody (学生|成长中), or a foreign name go on (导演|麦克|纽华尔)?

    Of two characters, what the dictionary has for a name is a word too: 农民|李子种植, 患者|康复后.
    """
    word = reading.word(start)
    known = len(word.text) > 1 and word.tag not in PERSONAL and is_known(word.text)
    known = known or (is_known(reading.text[start : start + 2]) and not acts(reading.text, end))
    return known or bool(_PART_OF_FOREIGN.match(reading.text, start) and not says(reading.text, end))


_PART_OF_FOREIGN = lazy(lambda: f"{syllables()}{{4}}")


def _against(text: str, start: int, end: int, name: str, strong: bool, *, stands: bool) -> Iterator[str]:
    """The evidence against a name that no post announces; `stands`: a word for what somebody is does."""
    if not strong:
        yield "doubt_weak"
    if end - start == 2:
        yield "doubt_short"
    if looks_like_goods(name) and not (stands or _is_told_of(text, start, end)):  # 农民|李大麦
        yield "goods"
    elif name[-1] in characters_of("thing", "goods"):
        yield "thing"
    if text[end : end + 1] in _CLOSING and start and text[start - 1] in _OPENING:
        yield "quoted"
    if set(name) <= characters_of("letter"):
        yield "letters"
    if after("facility").match(text, end):
        yield "facility"


def _is_told_of(text: str, start: int, end: int) -> bool:
    """Is a word for a thing called or quoted as somebody is: 他叫|王朝, 石英|先生, 据|王朝|介绍?"""
    called = _CALLED_SO.search(text, max(0, start - 3), start) or after("title").match(text, end)
    return bool(called) or (text[start - 1 : start] == "据" and says(text, end))


_CALLED_SO = lazy("[他她我名]叫$|获得者$|好人：$")


def _in_words(reading: Reading, start: int, end: int, name: str, strong: bool, cued: bool) -> Iterator[str]:
    """How the span lies in the words: a person's name of its own, single characters, or across words."""
    words = reading.words_in(start, end)
    word = words[0]
    starts, ends = word.start == start, words[-1].end == end
    joined = word.end == end + 1 and word.text[-1] in characters_of("function")
    if cued and starts and end - start < 4 and _is_cut(reading, word):  # 史宝|银, which jieba guesses at
        if end == word.end + 1:
            yield "person_long"
        return
    if len(words) == 1 and starts and (ends or joined):
        yield from _as_word(word, name, strong, cued)
    elif len(words) == 1 and starts and word.tag in PERSONAL and strong and is_known(name):
        if not cued and looks_like_goods(word.text):  # 罗汉|果
            return
        yield "in_word"
    elif not starts or not ends:
        if not cued:
            yield "across"
        elif not starts or is_known(words[-1].text):  # 金体|乾弃 is a guess of jieba's
            yield "across_cued"
    elif any(len(w.text) > 1 for w in words):
        familiar = strong and (word.tag in PERSONAL or word.text == name[:-1])
        yield "joined_cued" if cued else "joined_familiar" if familiar else "joined"


def _is_cut(reading: Reading, word: Word) -> bool:
    """Is a word of two characters followed by a third one of a name: 史宝|银, 黄忠|林?"""
    if len(word.text) != 2 or says(reading.text, word.end):
        return False
    after = reading.word_from(word.end)
    if after is None or len(after.text) != 1 or not is_han(after.text):
        return False
    return after.tag in _OF_NAMES and after.text not in characters_of("function")


_OF_NAMES = ("n", "ng", "g", "j", "a", "ag", "vg", "nr", "ns", "nz", "x")
"""jieba's tags of single characters that can be the last of a name, and are no adverb or preposition."""


def _as_word(word: Word, name: str, strong: bool, cued: bool) -> Iterator[str]:
    """The evidence of the word at the span."""
    if word.tag in PERSONAL:
        yield "person_strong" if strong else "person_weak"
        if len(name) > 2:
            yield "person_long"
    elif len(name) > 2 and strong and (word.tag in ("nz", "ns", "t") or not is_known(word.text)):
        yield "guessed"
    else:
        yield "word_cued" if cued else "word"
