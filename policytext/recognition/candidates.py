"""Can what a frame shows be a name: a column, an act of appointment, blanks, a title behind it?"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from policytext.language.characters import ALL_HAN, HAN
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.surnames import surnames
from policytext.language.tagger import tag
from policytext.recognition.build import words_of
from policytext.recognition.nameform import (
    PERSONAL,
    can_be_name,
    characters_of,
    is_clause,
    is_common_word,
    looks_like_goods,
    syllables,
)
from policytext.resources import word_set

Span = tuple[int, int]
_FOREIGN = lazy(lambda: f"{syllables()}{{3,8}}")


NOBODY = lazy("于[同次当翌今去本][年月日]|[河湖林田]长.{2}|.{1,2}后|年[一二三四五六七八九十]月")
"""于次年|任县长, 河长李明（副县长）, 解放后|任县长."""


def fits(reading: Reading, span: Span, *, weak: bool = False) -> bool:
    """Can what is framed be a name: dots, a surname and one or two characters, a word of no dictionary?

    No role (成员) is, and no beginning of a sentence. `weak`: the frame alone shows little (blanks, a
    title), so that neither a word of the dictionary is one, nor what speaks against a name in itself.

    >>> fits(Reading("向阳（局长）"), (0, 2)), fits(Reading("向阳 局长"), (0, 2), weak=True)
    (True, False)
    """
    name = re.sub(r"\s", "", reading.text[slice(*span)])
    if not _WRITTEN.fullmatch(name):  # 1 2 3 4, √ √ √ of a table
        return False
    if re.search("[·•・]", name):
        return True
    surname = _surname(name)
    sexed = _SEX.match(reading.text, span[1])  # 高新刚，男
    cell = _CELL.match(reading.text, span[1]) and not reading.text[: span[0]][-1:].strip(" \u3000\t\n")
    clause = len(surname) == 1 and not (sexed or cell) and is_clause(reading, *span)  # 单于飞 is somebody
    if name in _roles() or name[1:] in characters_of("form") or clause or NOBODY.fullmatch(name):
        return False
    formed = _has_form(name, surname) or (
        len(name) == 2 and span[1] - span[0] > 2 and not (weak or is_known(name))
    )  # 拉　毛　州政府副州长
    if weak:
        named = formed and surname not in characters_of("function") and can_be_name(name)
        return named and not is_common_word(reading, *span)
    if not surnames().get(surname, 1) and is_common_word(reading, *span):  # 空缺
        return False
    return formed or (len(name) == 3 and reading.is_new(*span))


_WRITTEN = lazy(rf"(?:[A-Z]?[{ALL_HAN}]*[·•・])*[{ALL_HAN}]+[×＊*]{{0,2}}")  # 刘𬭎, 王××, J·K·罗琳
_CELL = lazy(r"[ \u3000\t]+")  # 　|向北辰|　会计财务处
_SEX = lazy("[，（][男女][，,）]")


def is_formed(name: str) -> bool:
    """Is it made as names are: a surname and one or two characters, syllables of foreign names, dots?

    >>> is_formed("尉迟敏"), is_formed("冯德莱恩"), is_formed("秦丰种业"), is_formed("杨舍镇")
    (True, True, False, False)
    """
    bare = re.sub(r"\s", "", name)
    if re.search("[·•・．]", bare) or _FOREIGN.fullmatch(bare):
        return True
    thing = bare[-1] in characters_of("thing") or looks_like_goods(bare)
    return _has_form(bare, _surname(bare)) and not thing


def without_deed(reading: Reading, start: int, end: int) -> Span:
    """A name without what governs it (由|梅傲霜, 来电人|葛强), and the deed behind it (付水根|蹲, 苏雅|骑).

    >>> reading = Reading("付水根蹲在趸船上，行长由梅傲霜担任，马合木提到会")
    >>> [reading.text[slice(*without_deed(reading, *span))] for span in ((0, 4), (11, 15), (18, 22))]
    ['付水根', '梅傲霜', '马合木提']
    """
    text = reading.text
    led = _GOVERNS.match(text, start, end)
    if led and is_formed(text[led.end() : end]) and (led[0] != "人" or text[start - 1 : start] in _WHOSE):
        start = led.end()
    counted = _NUMBER.search(text, start + 2, end)  # 李四光|两人
    end = counted.start() if counted else end - bool(end - start > _PAIR and _COUNTS.match(text, end - 1))
    name = text[start:end]
    if not name.isalpha() or name[:2] in surnames() or surnames().get(name[:1], 0) < 1:
        return start, end
    long = len(name) in _TOO_LONG and not _FOREIGN.fullmatch(name) and is_formed(name[:3])
    if long and (name[3:] in _DEEDS or (name[4:] and [word.tag for word in tag(name[3:])] == ["v"])):
        return start, start + 3  # 孔令仪|上门
    return start, end - (len(name) == len("苏雅骑") and name[-1] in _DEEDS)


_GOVERNS = lazy(r"(?:由|人|拟?(?:续聘|聘任|聘请|任命|提名|推荐))(?=[^，]{2,3}\Z)")
_SO_MANY = "[两二三四五六七八九十](?:[人名位户]|同志)"
_NUMBER, _COUNTS = lazy(f"{_SO_MANY}$"), lazy(_SO_MANY)  # within the span, from its last character on
_PAIR = 2  # characters of the shortest name
_WHOSE = tuple("票电诉请告访信办手货养")  # 来电人, 计票人, which jieba cuts
_TOO_LONG = (4, 5)  # characters of a name of a single surname and a deed
_DEEDS = "种骑接互仍讲诬蹲拿抓捡抱挑拖搬送调把被因就便还都却再拾靠"  # with which no name ends


def _surname(name: str) -> str:
    """The surname that a name would have: two characters where they are one and more stands behind."""
    return name[:2] if len(name) > 2 and name[:2] in surnames() else name[:1]


def _has_form(name: str, surname: str) -> bool:
    """Do one or two characters stand behind a surname?"""
    return surname in surnames() and 1 <= len(name) - len(surname) <= 2


def is_part_of_name(word: Word) -> bool:
    """Is it a word for a name, none of the dictionary, or a single character that is no particle?"""
    if len(word.text) > 1:
        named = word.tag in (*PERSONAL, "ns") or (word.tag == "nz" and len(word.text) < _OF_IDEAS)
        return named or not is_known(word.text)
    return word.text not in characters_of("function") and word.tag[0] not in "pcum"


_OF_IDEAS = 5  # characters of words that jieba has for names, and of no name: 毛泽东思想


def is_long_name(reading: Reading, start: int, end: int) -> bool:
    """Is it a name of four characters or more in which no word of the dictionary is: 阿尔斯楞?"""
    other = reading.text[end - 1] in "省市县区"  # 广西荔浦县|的县委书记
    other = other or BODY_BEFORE.match(reading.text, start, end) is not None
    return end - start > 3 and not other and all(map(is_part_of_name, reading.words_in(start, end)))


BODY_BEFORE = lazy(rf"[{HAN}]{{2,8}}[局委厅办](?=[{HAN}]{{2,3}}\Z)")  # 住建局|王磊


def fits_long(reading: Reading, span: Span) -> bool:
    """Is it a name of four characters or more, and no part of a word?"""
    nobody = NOBODY.fullmatch(reading.text, *span)
    return not nobody and reading.is_whole(*span) and is_long_name(reading, *span)


def is_inside(reading: Reading, at: int) -> bool:
    """Is this the middle of a word of the dictionary: 由|于, 组|成?"""
    word = reading.word(at)
    return word.start < at and is_known(word.text)


@cache
def _roles() -> Collection[str]:
    """Words that stand before offices and are no names: 成员, 单位, 组长."""
    return word_set("posts.tsv", "post", "beside") | words_of("outside", "kind") | {"成员", "单位", "方面"}
