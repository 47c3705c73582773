"""Words by themselves, wherever they stand: what part each can take in a phrase, and how much it says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from policytext.keyphrases import lexicon
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.language.tagger import tag as tagged

BREAK, INNER, CONTENT, BOUND = range(4)
"""The parts: what ends a phrase; what any document has, within phrases; what carries them; what by its tag
is no part of a term, but always stands beside the same word here."""

# Tags of what ends a phrase: marks, numbers, pronouns, prepositions, conjunctions, adverbs, particles, …
_BREAKS = lazy("x|mq?|rz?|p|c|d[fg]?|u[dgjlvz]?|f|y|e|o|q|nrfg|ad|v[dgi]")
# Words of time and place that name something: 未来产业, 西部大开发, 事中事后监管, 银行间债券市场.
_NAMED = lazy("未来|[东西南北中]部|事[前中后]|间")
# What is longer, somebody said.
NAME_IN_MARKS = f"(?=[{HAN}0-9A-Za-z+、]{{0,7}}[{HAN}]{{2}})[{HAN}0-9A-Za-z+、]{{3,9}}"
SHORT_IN_MARKS = f"“(?!十?[一二三四五]五)[{HAN}0-9]{{2,3}}”"  # “十五五”时期 is any
_WORD = lazy(f"{SHORT_IN_MARKS}[{HAN}]+|[{HAN}]+|[Ⅰ-Ⅻ]|[A-Za-z][A-Za-z0-9+-]*|{NAME_IN_MARKS}")
_ODD = lazy("[dfqkhmx]|zg|t|ad")  # tags of words that end phrases, or are too short, unless they are bound
# Characters that join and point: in a word that no dictionary has they show a guess (时所提, 及奖, 检查和).
_JOINING = lazy(".*[之其于被把将由所及因向按].|[及或由将被把对].*|.+[和与将]")
CLAUSE = 4  # characters of an adverb and its verb that are one word
_UNITS = frozenset("次届项条月日年期章节款批")  # what a guess glues to the word behind it


class Form(NamedTuple):
    """A word with its tag, and what is known of it wherever it stands."""

    text: str
    tag: str
    role: int
    is_odd: bool  # no part of a term by its tag, but may be bound to one
    is_long: bool  # enough to end a phrase; a single character is only if it heads terms
    is_unit: bool  # where a number stands before it
    begins: Sequence[str]  # stop words of several words that may begin with it
    is_post: bool
    is_office: bool  # ends the name of an agency, of which the words before it are part
    ends_agency: bool  # may, of one that is listed; 委 also where it is cut to the next word
    ends_body: bool  # 部门, 市委: the phrase that ends with it is one
    is_common: bool  # most official documents have it
    surprise: float  # how much it says in official text, in nats


@lru_cache(lexicon.WORDS)
def form(text: str, tag: str) -> Form:
    """The form of a word with this tag.

    >>> form("产业", "n").role == CONTENT, form("加快", "v").role == INNER, form("小时", "n").is_unit
    (True, True, True)
    """
    tag = "n" if text in lexicon.stops()["noun"] else tag
    role = _role(text, tag)
    stays = text in lexicon.stops()["break"] or (text[0] == "第" and text[-1] in _UNITS)  # 第一款|规定
    seen = lexicon.rate(lexicon.usage().get(text))
    binds = not stays and _ODD.fullmatch(tag) and _WORD.fullmatch(text)
    return Form(
        text,
        tag,
        role,
        role == INNER or (role == BREAK and bool(binds)),
        len(text) > 1 or text in lexicon.stops()["head"],
        text in lexicon.units()
        or text[0] == "年"  # 2025|年产值
        or (tag != "nz" and not is_known(text) and (text[0] in _UNITS or text[0] in lexicon.units())),
        lexicon.stopped().get(text, ()),
        text in lexicon.posts(),
        lexicon.is_office(text),
        text[0] == "委" or lexicon.ends_agency(text),
        text.endswith(tuple(lexicon.stops()["body"])),
        seen > lexicon.COMMON,
        -math.log(seen),
    )


def _role(text: str, tag: str) -> int:
    stop = lexicon.stops()
    if (
        text in stop["break"]
        or (_BREAKS.fullmatch(tag) and not _NAMED.fullmatch(text))
        or not _WORD.fullmatch(text)
        or (tag != "nz" and _JOINING.fullmatch(text) and not is_known(text))
        or text[0] == "每"  # 每半年, 每五年
        or text[-1] == "于"  # 来源于, 属于, 不低于
        or text.endswith("次会议")  # 四次会议
    ):
        return BREAK
    if (
        lexicon.is_agency(text)
        or lexicon.is_office(text)
        or (tag == "nt" and len(text) > 3 and text[-1] in lexicon.BODIES)
        or (tag == "ns" and text in lexicon.divisions())
        or (tag == "nr" and _is_name(text))
        or (tag == "nrt" and not is_known(text))
    ):
        return BREAK
    if text in stop["inner"] or text == "间":
        return INNER
    return BREAK if tag != "nz" and _is_clause(text) else CONTENT


def _is_clause(text: str) -> bool:
    """Is it one word of the dictionary, but an adverb and its verb: 全面|推行, 顺利|进行, 严格|执行?

    Not what is known as a part of a term only: 充分就业 of 高质量充分就业.
    """
    if len(text) != CLAUSE:
        return False
    adverb, verb = tagged(text[: CLAUSE // 2])[0], tagged(text[CLAUSE // 2 :])[0]
    if len(adverb.text) == 1 or not is_known(verb.text) or verb.tag != "v":
        return False
    says_how = adverb.tag in ("ad", "d") or adverb.text in lexicon.stops()["inner"]
    seen = lexicon.usage().get(text)
    return says_how and (seen is None or seen.left > 0)


def _is_name(text: str) -> bool:
    """Is a word that the tagger takes for a name one? It says so of 文明 and 高水平 too."""
    return bool(surnames().get(text[0])) and text[-1] not in lexicon.stops()["head"] and not is_known(text)
