"""Classifying a line of a page by its markers: furniture of some kind, or part of an article.

The markers are in `resources/page_markers.tsv`, search words in `resources/spam_words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import category

from policytext.language.characters import GLOSS
from policytext.language.characters import LOOSE_HAN as HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.simplify import simplified_table
from policytext.pagefacts import publication
from policytext.pagefacts.agency import is_signature
from policytext.pagefacts.controls import are_controls, controls
from policytext.pagefacts.formulas import is_appointment, is_official, is_outline
from policytext.resources import alternation, rows

PARAGRAPH = 2.0  # weight of the shortest paragraph
SENTENCE = 1.0  # weight of a sentence, a heading, a formula
ROW = 0.3  # weight of a row of a table, a numbered item
SURE = 2  # strength of a line that is furniture wherever it stands
SECTION = 3  # strength of a heading that opens a list of other documents
PROSE = 40  # characters from which a line with sentence punctuation is a paragraph
LONG = 300  # characters from which a longer paragraph tells no more; it weighs PER_WEIGHT of them
PER_WEIGHT = 60
OPENING = 20  # characters in which a paragraph shows that it is a notice of the site
SPOKEN = 14  # characters from which a line that ends in another mark than 。 or ； is a sentence
MENU_WORDS = 3  # words that make a line a menu where they cover MENU_COVER of it
MENU_COVER = 0.7
LONGEST_WORD = 8  # characters of a menu's word
GLUED_WORDS = 4  # menu words that a copy ran together, which cover GLUED_COVER of a line
GLUED_COVER = 0.8
SIGNS = 3  # of a button without a word: ☰, ▼▼
NOTHING_ELSE = 0.99  # of a line that is three menu words and nothing else
SPAM_WORDS = 3  # different search words that make a line spam where they cover SPAM_COVER of it
SPAM_COVER = 0.33

CONTACT = lazy("(?:服务|客服|咨询|监督|举报|投诉)(?:热线|电话|邮箱)")
"""How lines begin that say whom to call, at the end of texts and in footers."""
_CONTACTS = lazy(
    r"[^。，；：:]{0,8}(?:地址|电话|邮编)[:：][^。，；]*(?:邮编|邮政编码|电话|传真|邮箱)[:：][^。，；]*"
)
_PAIRS = lazy(  # 状态：已结束　征集时间：2023-11-08 至 2023-12-08
    rf"(?:{HAN}{{2,8}}[：:]\s*[^\s：:，。；]{{1,30}}(?:(?:\s+(?:[至到—-]\s*)?[\d:：-]+)*\s+|$)){{2,}}"
)
_STOP = lazy(r"[。！？!?；;…：:]")
_END = lazy(r"[。！？!?；;：:…][”’」』）)》\"']*$")
_CUT_OFF = lazy(r"(?:…+|\.{3,})[\s\[\]【】(（]*(?:详细|详情|全文|更多|阅读全文|查看)?[\])）】>»]*$")
_CALL = lazy(r"[、，（）()“”\w]{2,60}[:：]$")
_SEPARATOR = lazy(
    r"[*＊=＝~～_:：]{3,}|[|｜│丨>＞»›·•/\\\-—\[\]【】×✕✖\s]{1,5}|\d{1,2}:\d\d(?::\d\d)?|[(（]\d+[)）]|[\d.]+[kKwWKW万]\+?\d*"
)
_DATE_ENDS = frozenset("0123456789日])）】")
_DATED = lazy(
    r"[\[(（【]?(?:(?:19|20)?\d\d[-./年])?\d{1,2}[-./月]\d{1,2}日?[\])）】]?(?:\s?\d{1,2}:\d\d(?::\d\d)?)?$"
)
_NUMERIC_DATE = lazy(
    r"\W?(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4}|\d{1,2}-\d{1,2})"
    r"(?:\d\d:\d\d(?::\d\d)?)?\W?"
)
_BULLET = lazy(r"(?:[-•·*■◆▶●○▪◇☆★>»]|\[[^\]]{1,6}\]|【[^】]{1,6}】)\s*\S")
_CODE_BEGINS = frozenset("<{}/$#.fvdw")
_CODE = lazy(
    r"</?[A-Za-z!]|<!--|[{}]|//|/\*|\$[.(]|function\b|var\s|document\.|window\.|[#.][A-Za-z][\w-]*\s*\{"
)
_MENU_ROW = lazy(r"(?:网站)?首\s?[页頁](?:[\s|｜/·]+\w{2,8}){2,14}")
_FROM_HOME = lazy(  # 首页组工动态干部工作, no headline begins so
    r"(?:网站|集团|人大|政协|法院|公司)?首页(?!.*(?:关于|印发|转发|《))[^\W\d_]{4,60}"
)
_BETWEEN = lazy(r"(?:[^\S\t]|[|｜/·])+")  # words of a menu, not cells of a table
_ARROWED = lazy(  # the document before, the next; 受理→ is a step
    r"[←«‹][^←→«»‹›]{2,60}[→»›]?|[^←→«»‹›]{2,60}(?:[»›]|\s→)"
)
_PIECES = lazy(r"\w+")
_BRACKETS = lazy(r"(?:[【\[〖［〔]\w{1,6}[】\]〗］〕]\s*){2,}")  # 〖打印〗〖关闭〗
_SUBJECT = lazy(  # a word of menus that heads a column of a table too
    "教育|科技|文化|旅游|体育|健康|医疗|环保|能源|农业|乡村|社会|经济|金融|人事|人才|汽车|房产|家居|国内|国际|政策|社区|服务|生活|电影|电视"
)
_GLUED = lazy("首页|主页|IPv6|无障碍|长者版")  # of a menu whose words a copy ran together
_TRANSLATED = lazy(rf"({HAN}{{2,8}})[A-Za-z]{{3,20}}")
_FRAME = "【】〖〗[]<>«»‹›＜＞▲▼△▽→←☆★·•☟☞"
_ABSTRACT = lazy(r"[\[【]?(?:内容)?(?:摘\s*要|提\s*要)[\]】]?\s*[：:\s]")
_GLOSS = lazy(GLOSS)
_NOTICE_WORDS = lazy(
    lambda: alternation(
        hint for row in rows("page_markers.tsv") if row[1] == "within" for hint in row[4].split("|")
    )
)
"""Words of which a line has one if a `within` pattern is to be found in it."""


class Look(NamedTuple):
    """A line by itself."""

    rule: str
    strength: int
    weight: float


UNMARKED = Look("", 0, 0.0)
PUBLISHED = Look("publication", 2, -1.0)
_SENTENCE = Look("", 0, SENTENCE)


@lru_cache(maxsize=1 << 14)
def judge(shown: str, fold: bool = False) -> Look:
    """A line by itself: what furniture it is, and how much it speaks for an article.

    `fold`: it may be Traditional.

    >>> judge("版权所有：海州市人民政府 苏ICP备00000000号")[:2], judge("相关新闻")[:2]
    (('footer', 3), ('related', 3))
    """
    size = len(shown)
    if shown[0] in _CODE_BEGINS and _CODE.match(shown):
        return furniture("navigation", 2)
    sentence = shown[-1] in "。；，、"
    if not sentence and is_spam(shown, fold):
        return furniture("spam", 3)
    if not is_outline(shown):
        rule, strength = "", 0
        if size <= publication.LONGEST:
            rule, strength = _in_sentence(shown, fold) if sentence else _marked(shown, fold)
        if sentence and strength == 2:
            strength = 1  # 扫一扫二维码，即可查看网点。 著作权归作者所有。 articles say so too
        if strength:
            return furniture(rule, strength)
    return Look("", 0, _weight(shown, size))


def spoken(shown: str) -> Look | None:
    """The class of a line that ends in 。 or ； without a notice of the site; None: `judge` decides."""
    if shown[0] in _CODE_BEGINS:
        return None
    size = len(shown)
    if size >= PROSE:
        return paragraph(size)
    return _SENTENCE if is_outline(shown) else None


@cache
def paragraph(size: int) -> Look:
    """A paragraph of so many characters that no marker speaks against."""
    return Look("", 0, PARAGRAPH + min(size, LONG) / PER_WEIGHT)


def may_hold_notice(shown: str, fold: bool) -> bool:
    """Has a line one of the words that every notice of a site contains (版权, 扫一扫, ICP)?"""
    return _NOTICE_WORDS.search(_key(shown, fold) if fold else shown) is not None


def furniture(rule: str, strength: int) -> Look:
    """A line that is furniture, and as surely speaks against an article."""
    return Look(rule, strength, -float(strength))


def is_spam(shown: str, fold: bool = False) -> bool:
    """Whether a line is search words: several different ones, one unmistakable, that cover a third of it.

    >>> is_spam("博彩网_百家乐_娱乐城开户送彩金"), is_spam("依法打击网络赌博、开设赌场等犯罪。")
    (True, False)
    >>> is_spam("亚洲 欧美 日韩")
    False
    """
    surely = _spam("strong").search
    if not surely(shown):
        return False
    found = _spam().findall(_key(shown, fold))
    words = {word.upper() for word in found}
    return (
        len(words) >= SPAM_WORDS
        and sum(map(len, found)) >= SPAM_COVER * len(shown)
        and any(map(surely, words))
    )


def is_abstract(shown: str) -> bool:
    """Is a line the abstract of a paper, below which its keywords stand?"""
    return _ABSTRACT.match(shown) is not None


def without_glosses(shown: str) -> str:
    """The line without the readings that spinners put behind characters: 發(fā)布."""
    return _GLOSS.sub("", shown)


def _key(shown: str, fold: bool) -> str:
    if fold:
        shown = without_glosses(shown).translate(simplified_table())
    return "".join(shown.split())


def _marked(shown: str, fold: bool) -> tuple[str, int]:
    key = _key(shown, fold)
    match = (_WHOLE.fullmatch(key) if len(key) <= PROSE else None) or _START.match(key)
    if match or (match := _bilingual(key) or _bracketed(key)):
        return _named(match)
    if _SEPARATOR.fullmatch(shown) or (len(key) <= SIGNS and all(category(sign) == "So" for sign in key)):
        return "navigation", 1
    if (
        _MENU_ROW.fullmatch(shown)
        or _is_row_of_words(shown)
        or (len(key) < len(shown) - 1 and _is_menu(key))
    ):
        return "navigation", 3
    if len(key) <= PROSE and (are_controls(key) or _are_bracketed(shown)):
        return "interaction", 2
    if len(key) <= PROSE and _is_glued_menu(key):
        return "navigation", 3 if _is_menu(key, cover=NOTHING_ELSE) else 2
    if _ARROWED.fullmatch(shown):
        return "related", 2
    if _NUMERIC_DATE.fullmatch(key):
        return "related", 1
    if key[-1:] in _DATE_ENDS and len(key) > 8 and not _DATED.match(key):
        dated = _DATED.search(key, 4)
        named = key[: dated.start()] if dated else ""
        if dated and named[-1] not in "：:" and not is_signature(named, dated[0]):  # 访谈时间：2024-03-05
            return "related", 2 if _BULLET.match(shown) else 1
    return _within(key)


def _bilingual(key: str) -> re.Match[str] | None:
    """The marker that a word of a page is whose translation stands behind it: 联系我们 Contact us."""
    words = _TRANSLATED.fullmatch(key) if key.isalpha() and not key.isascii() else None
    return _WHOLE.fullmatch(words[1]) if words else None


def _bracketed(key: str) -> re.Match[str] | None:
    """The marker that a word of a page is between brackets or signs of a button: 【附件下载】, <<返回."""
    inner = key.strip(_FRAME) if len(key) <= PROSE else key
    if not inner or inner == key:
        return None
    return _WHOLE.fullmatch(inner) or _START.match(inner)


def _in_sentence(shown: str, fold: bool) -> tuple[str, int]:
    key = _key(shown, fold)
    match = _START.match(key) if len(key) < PROSE else None
    return _named(match) if match else _within(key)


def _within(key: str) -> tuple[str, int]:
    if not _NOTICE_WORDS.search(key):
        return "", 0
    # a paragraph is furniture if it begins as such, not if a notice was pasted to its end
    limit = OPENING if len(key) >= PROSE and _STOP.search(key, 0, len(key) - 1) else len(key)
    found = (_named(match) for match in _INSIDE.finditer(key) if match.start() < limit)
    return max(found, key=lambda named: named[1], default=("", 0))


def _is_row_of_words(shown: str) -> bool:
    """Whether a line is words with blanks or bars between them, half of which or more menus have."""
    words = [word for word in _BETWEEN.split(shown) if word]
    if len(words) < MENU_WORDS or max(map(len, words)) > LONGEST_WORD:
        return False
    known = [word for word in words if _WHOLE.fullmatch(word)]
    return 2 * len(known) >= len(words) and not all(map(_SUBJECT.fullmatch, known))


def _is_menu(key: str, words: int = MENU_WORDS, cover: float = MENU_COVER) -> bool:
    """Whether a line is a row of so many menu words or more that cover most of it."""
    before = int((1 - cover) * len(key)) + 1  # characters in which the first must begin: mostly none does
    if not any(_MENU.match(key, at) for at in range(before)):
        return False
    found = [match[0] for match in _MENU.finditer(key)]
    return len(found) >= words and sum(map(len, found)) > cover * len(key)


def _are_bracketed(shown: str) -> bool:
    """Are these buttons in brackets, one known or many: 〖打印〗〖关闭〗, not 【单位】【日期】?"""
    words = _PIECES.findall(shown) if _BRACKETS.fullmatch(shown) else []
    is_known = any(len(word) > 1 and word.upper() in controls() for word in words)
    return is_known or len(words) > 2


def _is_glued_menu(key: str) -> bool:
    """Whether a line is menu words that a copy ran together."""
    if _FROM_HOME.fullmatch(key) or (_GLUED.search(key) and _is_menu(key, words=2)):
        return True
    return _is_menu(key, GLUED_WORDS, GLUED_COVER) or _is_menu(key, cover=NOTHING_ELSE)


def glued_words(head: str) -> Iterator[re.Match[str]]:
    """The rows of menu words in the head of a text that a copy ran together with what is around them."""
    return _GLUED_ROW.finditer(head)


def _named(match: re.Match[str]) -> tuple[str, int]:
    rule, _, strength = (match.lastgroup or "_0").partition("_")
    return rule, int(strength)


def _weight(shown: str, size: int) -> float:
    """How much a line without a marker speaks for an article; 0 says: ask the lines around it."""
    stops = _END.search(shown[-4:]) is not None
    if _CONTACTS.fullmatch(shown) or (size < LONG and _PAIRS.fullmatch(shown)):
        return 0.0
    if size >= PROSE and (stops or _STOP.search(shown)):
        return SENTENCE if _CUT_OFF.search(shown[-12:]) else paragraph(size).weight
    if is_outline(shown):
        return SENTENCE if stops or not shown[0].isdigit() else ROW  # hot lists number their items too
    stops = shown[-1] in "。；" or (stops and size >= SPOKEN)
    if stops or _CALL.fullmatch(shown) or is_official(shown) or is_appointment(shown):
        return SENTENCE
    return ROW if "\t" in shown or shown[0] == "|" == shown[-1] else 0.0


@cache
def _patterns(place: str) -> str:
    groups: dict[str, list[str]] = {}
    for rule, where, strength, pattern, *_ in rows("page_markers.tsv"):
        if where == place:
            groups.setdefault(f"{rule}_{strength}", []).append(pattern)
    ordered = sorted(groups.items(), key=lambda group: group[0][-1], reverse=True)  # the surest first
    return "|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in ordered)


_WHOLE = lazy(lambda: _patterns("whole"))
_START = lazy(lambda: _patterns("start"))
_INSIDE = lazy(lambda: _patterns("within"))


@cache
def _spam(strength: str = "") -> LazyPattern:
    """The search words, or those of one strength, in capitals and not."""
    words = [word for word, _, strong in rows("spam_words.tsv") if strong.startswith(strength)]
    return lazy(alternation({*map(str.upper, words), *map(str.lower, words), *words}))


def _menu() -> str:
    patterns = [row[3] for row in rows("page_markers.tsv") if row[:2] == ["navigation", "whole"]]
    return f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})[|｜·>»/-]*"


_MENU = lazy(_menu)
_GLUED_ROW = lazy(lambda: rf"(?:{_menu()}){{{GLUED_WORDS},}}(?=\S)")
