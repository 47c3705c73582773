"""Whether a word can be the name of a Chinese person: its characters, and words that only look like one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import Literal

from policytext.language.characters import is_han
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.surnames import surnames
from policytext.resources import rows, word_set

PERSONAL = ("nr", "nrfg", "nrt")  # jieba's tags of people
_OFFICE_ENDS = "部局厅署办"  # 宣传部, which jieba has for a person
GOES = "率赴任"  # what people do, with which names end too: 尹弘|率团
_UNSEEN = (-10.0, -10.0)  # below what the table has
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


def is_whole(text: str, start: int, end: int) -> bool:
    """Is it a name like 钱有为 or 李长和 where a sentence ends, so that its end is no preposition?"""
    ends = text[end - 1 : end] in ("为", "和") and end - start == len("钱有为")
    if not ends or text[start + 1 : end] in word_set("no_names.tsv", "end"):
        return False
    least = 1 if text[start - 1 : start] == "、" else _STRONG  # 王伟、|钱有为
    return surnames().get(text[start], 0) >= least and bool(_NO_OBJECT.match(text, end))


_NO_OBJECT = lazy(r"[，。；、）)]|(?<=为)(?:\n|\Z)")
"""Before which no preposition can stand: 李明、钱有为|。, 副组长李长和|。"""
_STRONG = 2  # a surname that is hardly anything else


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
    return made and free and look(name[1:]) > _USUAL_NAME


_USUAL_NAME = 0.6  # nats above which a given name is as usual as 恩来, 兴国
_LANDFORMS = "山河江湖海岛城镇县区州港路前时"


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
        usual = surnames().get(first.text) != 0 and look(given) >= _USUAL_IN_CLAUSES
        return clause and not usual and (len(second.text) > 1 or second.tag == "p")
    strong = surnames().get(first.text[0]) == 2  # 何其|莘 is somebody
    begins = (first.tag[0] in "tdcrfp" and not strong) or reading.text[end - 1] in _ENDS_CLAUSE
    goes = surnames().get(first.text[0]) and reading.text[end : end + 1] in GOES  # 单向前|赴
    return begins and is_known(first.text) and not goes


_ENDS_CLAUSE = "后时前须应可需均系其者"  # 简介|须, 理由书|均
_USUAL_IN_CLAUSES = 0.3  # nats of a given name that speaks against a clause: 曾|立新, not 曾|发出
_CLAUSES = {"d": "vrmpdt", "p": "vrnm", "f": "vrmtpn", "n": "vrmt", "v": "vrd", "b": "n"}
"""By the first letter of jieba's tag of a single character, those of words that it makes a clause with."""


def has_standing(text: str, at: int) -> bool:
    """Does a word for what somebody is stand before this: 农民|李大麦, 患者|段小兰?"""
    words = word_set("name_cues.tsv", "standing")
    return any(text[max(0, at - length) : at] in words for length in (2, 3, 4))


def look(given: str) -> float:
    """How usual the characters of a given name are in their places, about 0 for usual ones."""
    table = _characters()
    single, pair = _USUAL
    if len(given) == 1:
        return table.get(given, _UNSEEN)[1] + single
    return (table.get(given[0], _UNSEEN)[0] + table.get(given[1], _UNSEEN)[1]) / 2 + pair


def is_usual(given: str) -> bool:
    """Is it a given name of two characters as usual as 荣华, 建国?"""
    return len(given) == 2 and look(given) > _USUAL_NAME
