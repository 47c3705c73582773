"""How much a span looks like the name of a Chinese person: its characters, its words, its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Literal

from policytext.language.bodies import before_company, is_company
from policytext.language.characters import is_han
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.surnames import surnames
from policytext.recognition.aftername import COMRADE, DATED, DOES, acts, after, goes_on, says, then
from policytext.resources import rows, word_set

PERSONAL = ("nr", "nrfg", "nrt")  # jieba's tags of people
_OFFICE_ENDS = "部局厅署办"  # 宣传部, which jieba has for a person
_PREPOSITIONS, GOES = "为和之三一", "率赴任"  # which end names too: 李长和; what people do: 尹弘|率团
_OPENING, _CLOSING, _UNSEEN = "“《‘·", ("”", "》", "’", "·"), (-10.0, -10.0)  # below what the table has
_USUAL = (7.0, 8.0)  # nats below which a single given name, and a character of two, is usual
characters_of = partial(word_set, "name_characters_not.tsv")
"""Characters that speak against a name, by kind."""


@cache
def _characters() -> Mapping[str, tuple[float, float]]:
    """The log-probabilities of each character in the middle and at the end of a name."""
    table = {}
    for character, _, middle, last in rows("name_characters.tsv"):
        table[character] = tuple(max(-10.0, float(f)) if f != "-" else -10.0 for f in (middle, last))
    return table  # type: ignore[return-value]


@cache
def not_names(kind: Literal["person", "place", "body"] = "person") -> frozenset[str]:
    """Words that look like names of a kind and are none: those found by hand, and in laws."""
    kinds = {"person": ("tagged", "pieces")}.get(kind, (kind,))
    found = word_set("no_names_of_laws.tsv", kind) if kind != "body" else frozenset()
    return word_set("no_names.tsv", *kinds) | found


def looks_like_goods(word: str) -> bool:
    """Does a word that begins like a name end as goods do, or is it in the list of them: 罗非鱼, 蒲公英?

    Of two characters, those that are no names are in the dictionary: 王镇, 张果 are people, as is 刘果果.
    """
    ends = len(word) > 2 and word[-1] != word[-2] and word[-1] in characters_of("goods")
    return ends or word in word_set("no_names.tsv", "goods")


@cache
def syllables() -> str:
    """A character class of what foreign names are transliterated with."""
    ((characters,),) = rows("transliteration.tsv")
    return f"[{characters}]"


def is_foreign(name: str) -> bool:
    """Is a name transliterated: of such syllables only, and not like a Chinese one?

    >>> is_foreign("维尔纳"), is_foreign("王文涛"), is_foreign("罗马林")
    (True, False, False)
    """
    chinese = len(name) < 4 and surnames().get(name[0], 0) > 0
    return "·" in name or (not chinese and _SYLLABLES_ONLY.fullmatch(name) is not None)


_SYLLABLES_ONLY = lazy(lambda: f"{syllables()}{{2,8}}")


def is_state(text: str, at: int) -> bool:
    """Is what looks like a surname the short name of a state beside another's: 中|韩建交, 驻|韩美军?"""
    return text[at] == "韩" and text[max(0, at - 1) : at] in _BESIDE_STATE


_BESIDE_STATE = tuple("中日美朝驻")


def can_be_name(name: str) -> bool:
    """Does nothing in a name itself speak against it: no function word or 市 at its end, no form (张某)?"""
    party = name[-1] == "党" and is_known(name[:-1])  # 劳工|党, but 李建|党
    return (
        name not in not_names()
        and not party
        and all(map(is_han, name))
        and name[1:] not in characters_of("form")
        and name[-1] not in "省市县区副"
        and not (len(name) == 3 and _SAYS.match(name))
        and not name.endswith(_KINDS_OF_PLACES)
        and (name[-1] not in characters_of("function") or is_known(name))
        and not (len(name) > 2 and name[-1] in _OFFICE_ENDS)
    )


_SAYS = lazy(
    "唐宋元|宋元明|元明清|强调|明确|介绍|安排|任[命免用]|应邀|应对|谈到|谈及|论述|汇报|通报"
)  # 省长|强调|国有企业
_KINDS_OF_PLACES = ("乡镇", "街道", "社区", "村镇")  # 副县长|包乡镇责任分工


def is_common_word(reading: Reading, start: int, end: int) -> bool:
    """Is the span one word of the dictionary that it does not have for a person: 管理, 安排?"""
    word = reading.word(start)
    whole = reading.is_word(start, end)
    return whole and word.tag not in PERSONAL and is_known(word.text) and not is_mistagged(word)


def is_mistagged(word: Word) -> bool:
    """Is it somebody whom the dictionary has as a time or a place: 周恩来, 黄兴国?"""
    name = word.text
    tagged = word.tag in ("t", "nz") or (word.tag == "ns" and name[-1] == "国")  # 苏格兰 is a place
    made = len(name) == 3 and tagged and surnames().get(name[0]) == 2
    free = name[-1] not in _LANDFORMS and all(place.start for place in find_places(name))
    return made and free and _look(name[1:]) > _USUAL_NAME


_USUAL_NAME = 0.6  # nats above which a given name is as usual as 恩来, 兴国
_LANDFORMS = "山河江湖海岛城镇县区州港路前时"


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
    if _runs_into_name(reading, start, end):
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
    return table["base"] + table["look"] * _look(given) + sum(table[piece] for piece in evidence)


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


def is_clause(reading: Reading, start: int, end: int) -> bool:
    """Does a sentence go on in a span that begins like a name: 曾|对此, 向|招行, 闻讯|后, 后来|日?"""
    words = reading.words_in(start, end)
    first = words[0]
    if first.start != start or len(words) < 2 or first.tag in PERSONAL:
        return False
    if len(first.text) == 1:
        second = words[1]
        clause = second.tag[0] in _CLAUSES.get(first.tag[0], "") and is_known(second.text)
        given = reading.text[start + 1 : end]
        usual = surnames().get(first.text) != 0 and _look(given) >= _USUAL_IN_CLAUSES
        return clause and not usual and (len(second.text) > 1 or second.tag == "p")
    strong = surnames().get(first.text[0]) == 2  # 何其|莘 is somebody
    begins = (first.tag[0] in "tdcrfp" and not strong) or reading.text[end - 1] in _ENDS_CLAUSE
    goes = surnames().get(first.text[0]) and reading.text[end : end + 1] in GOES  # 单向前|赴
    return begins and is_known(first.text) and not goes


_ENDS_CLAUSE = "后时前须应可需均系其者"  # 简介|须, 理由书|均
_USUAL_IN_CLAUSES = 0.3  # nats of a given name that speaks against a clause: 曾|立新, not 曾|发出
_CLAUSES = {"d": "vrmpdt", "p": "vrnm", "f": "vrmtpn", "n": "vrmt", "v": "vrd", "b": "n"}
"""By the first letter of jieba's tag of a single character, those of words that it makes a clause with."""


def _ends_like_a_preposition(text: str, end: int, given: str) -> bool:
    """Is it a name like 孙有为 before what its bearer does, of more than one character: 孙有为|提出?"""
    if len(given) != 2 or given[-1] not in _PREPOSITIONS:
        return False
    if given[-1] in "之三一":
        return says(text, end)
    start = end - len(given) - 1
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


def has_standing(text: str, at: int) -> bool:
    """Does a word for what somebody is stand before this: 农民|李大麦, 患者|段小兰?"""
    words = word_set("name_cues.tsv", "standing")
    return any(text[max(0, at - length) : at] in words for length in (2, 3, 4))


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


def _look(given: str) -> float:
    """How usual the characters of a given name are in their places, about 0 for usual ones."""
    table = _characters()
    single, pair = _USUAL
    if len(given) == 1:
        return table.get(given, _UNSEEN)[1] + single
    return (table.get(given[0], _UNSEEN)[0] + table.get(given[1], _UNSEEN)[1]) / 2 + pair


def is_usual(given: str) -> bool:
    """Is it a given name of two characters as usual as 荣华, 建国?"""
    return len(given) == 2 and _look(given) > _USUAL_NAME


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
