"""How much a span looks like the name of a Chinese person: its characters, its words, its neighbours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from policytext.language.characters import HAN, is_han
from policytext.language.patterns import late
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.resources import either, lists, rows

PERSONAL = ("nr", "nrfg", "nrt")  # jieba's tags of people
_DOES = late(
    f"作了?[{HAN}]{{0,4}}(?:汇报|报告|讲话|发言|说明|动员|部署|总结|点评|介绍|交流|表态|致辞|主旨)"
)
_FRAMED = 2.0  # a post before and what people do after a name of three characters
_TITLED = 3.0  # what they are called after a name: 曾培炎副总理
_LEFT_OVER = 4.0  # 省长李殿|勋主持: a single character would be left over before what people do
_UNSEEN = (-10.0, -10.0)


@cache
def surnames() -> Mapping[str, int]:
    """Surnames, 2 where hardly anything else, 1 where often a word or part of one."""
    return {name: int(strength) for name, strength in rows("surnames.tsv")}


@cache
def characters_of(kind: str) -> frozenset[str]:
    """Characters that speak against a name, by kind (see `name_characters_not.tsv`)."""
    return frozenset(lists("name_characters_not.tsv")[kind])


@cache
def _after(kind: str) -> re.Pattern[str]:
    words = either(lists("name_cues.tsv")[kind])
    return re.compile(rf"[ \u3000]*(?:{words}|[，、。；：\n）)（(》]|$)" if kind == "says" else words)


@cache
def _characters() -> Mapping[str, tuple[float, float]]:
    """Of each character the log-probability in the middle and at the end of a name."""
    table = {}
    for character, _, middle, last in rows("name_characters.tsv"):
        table[character] = tuple(max(-10.0, float(f)) if f != "-" else -10.0 for f in (middle, last))
    return table  # type: ignore[return-value]


@cache
def not_names() -> frozenset[str]:
    """Words that look like names of people and are none."""
    found = (row[1] for row in rows("not_names.tsv") if row[0] == "PER")
    return frozenset(found) | {row[0] for row in rows("names_not.tsv")}


def says(text: str, at: int) -> bool:
    """Does what stands here go on after a person's name: what people do, or a mark?"""
    return bool(_after("says").match(text, at))


def can_be_name(name: str) -> bool:
    """Does nothing in a name itself speak against it: no function word at its end, no form (张某)?"""
    return (
        name not in not_names()
        and is_han(name)
        and name[1:] not in characters_of("form")
        and (name[-1] not in characters_of("function") or is_known(name))
    )


def likeness(reading: Reading, start: int, end: int, surname: str, cued: bool) -> float | None:
    """How sure it is that the span is a name, above 0 for yes; None if it cannot be one.

    `cued`: a post or a credit (编辑, 记者) stands right before it.
    """
    text = reading.text
    name = re.sub(r"[ \u3000]", "", text[start:end])
    given = name[len(surname) :]
    if not given or not all(map(is_han, given)):
        return None
    if (
        name in not_names()
        or given in characters_of("form")
        or (given[-1] in characters_of("function") and not is_known(name))
    ):
        return None
    if name[-1] == "作" and _DOES.match(text, end - 1):
        return None
    strength = surnames()[surname]
    score = 0.8 * _look(given) - 2.5 + (1.0 if strength == 2 else -0.5)
    score += _fit(reading, start, end, name, strength, cued)
    if _after("title").match(text, end):
        score += _TITLED
    if followed := _after("says").match(text, end):
        announces = followed[0].strip().isalpha()  # a verb; a mark says little of two characters
        score += 1.5 if announces or cued or len(name) > 2 else 0.5
        score += _FRAMED if cued and announces and len(given) == 2 and not _cuts(reading, end) else 0.0
    elif cued and end not in reading.ending:
        score -= 2.0
    if len(given) == 1 and not followed and says(text, end + 1):
        score -= _LEFT_OVER if cued else _LEFT_OVER / 2
    return score + 4.0 if cued else score - _doubt(text, start, end, name, strength)


def _cuts(reading: Reading, end: int) -> bool:
    """Does a name that ends here cut through a word of the dictionary: 受|到?"""
    return end not in reading.ending and is_known(reading.words[reading.word_at(end - 1)].text)


def _reads_over(text: str, end: int, word_end: int) -> bool:
    """Does a word take in the end of a name and the first character of what follows: 周立|民主|持?"""
    says = _after("says").match(text, end)
    return says is not None and says[0].isalpha() and len(says[0]) > 1 and word_end < says.end()


def _doubt(text: str, start: int, end: int, name: str, strength: int) -> float:
    """What speaks against a name that nothing announces."""
    quoted = (
        text[max(0, start - 1) : start] in "“《‘·"
        and start > 0
        and text[end : end + 1] in ("”", "》", "’", "·")
    )
    return (
        (1.5 if strength == 1 else 0.0)
        + (0.7 if len(name) == 2 else 0.0)
        + (2.5 if name[-1] in characters_of("thing") else 0.0)
        + (3.0 if quoted else 0.0)
        + (4.0 if set(name) <= characters_of("letter") else 0.0)
        + (2.5 if _after("facility").match(text, end) else 0.0)
    )


def _look(given: str) -> float:
    """How usual the characters of a given name are in their places, about 0 for usual ones."""
    table = _characters()
    if len(given) == 1:
        return table.get(given, _UNSEEN)[1] + 7.0
    return (table.get(given[0], _UNSEEN)[0] + table.get(given[1], _UNSEEN)[1]) / 2 + 8.0


def _fit(reading: Reading, start: int, end: int, name: str, strength: int, cued: bool) -> float:
    """How the span lies in the words: a person's name of its own, single characters, or across words."""
    words = reading.words[reading.word_at(start) : reading.word_at(end - 1) + 1]
    word = words[0]
    starts, ends = word.start == start, words[-1].end == end
    if cued and starts and len(name) > 2 and not ends and _reads_over(reading.text, end, words[-1].end):
        return 0.0
    if (
        len(words) == 1
        and starts
        and (ends or (word.end == end + 1 and word.text[-1] in characters_of("function")))
    ):
        if word.tag in PERSONAL:
            return (2.5 if strength == 2 else 0.5) + (1.5 if len(name) > 2 else 0.0)
        if len(name) > 2 and strength == 2 and (word.tag == "nz" or not is_known(word.text)):
            return 2.5
        return -1.0 if cued else -4.0
    if len(words) == 1 and starts and word.tag in PERSONAL and strength == 2 and is_known(name):
        return 2.0  # 邓小平 in 邓小平理论
    if not starts or not ends:
        return -2.0 if cued else -4.0
    if any(len(w.text) > 1 for w in words):
        familiar = word.tag in PERSONAL or word.text == name[:-1]
        return -0.5 if cued else -1.0 if strength == 2 and familiar else -2.5
    return 0.0
