"""The agents of a clause: the names at its beginning, up to the verb."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from policytext.commitments.cues import cue, words
from policytext.commitments.duty.bodies import BRACKETS, Name, endings, names
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.tagger import tag

LONGEST = 160
"""Code points of the longest list of names that a verb follows; the longest seen has 140."""

OFTEN = (
    r"(?:每(?:[年月日天季周旬]度?|半[年月]|学[期年]|[\d一二两三]+(?:天|个?小时|个月|周|年))|按[年月季周日]度?(?![计均]))"
    r"(?:[上下]午)?(?:\d{1,2}[时点]前)?(?:至少)?"
)
DAY = r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[底末]|[上中下]旬)?"
UNTIL = rf"(?:{DAY}(?:[至到—-]{DAY})?|20\d\d年[底末]?|年[底末内])(?:之?前|以前)"
"""How often something is to be done, and by when: who does it then has it to do."""

BREAK = lazy("[，。；：]")
_NO_LIST = lazy("[，。；：]|(?<!自)由")


_NO_END = lazy("社会|(?<=非)银行|[^派究务护易出政理]所")  # 社会|组织, 所|在地
_PHRASE = lazy("[对将向在于把被按据]|.{12}")  # no name goes on with these
_MEMBERS = lazy("(?:参[加与]|组成)的")  # 由家长代表|参加的委员会
WHEN = lazy(rf"(?:{OFTEN}|{UNTIL}){{1,2}}")
_NO_VERB = lazy(r"[\d每的，；。：、)）]|$")  # 各县每年|10万元
_NOUNS_TOO = lazy("建设|改革|创新|协同|联动|科学|发展|研究|规范|保障|精准")  # 各部门|协同机制
_VERBS = ("v", "vd", "vn", "p", "d")  # tags of what a predicate begins with


class Agent(NamedTuple):
    """Names, and where what they do begins."""

    names: Sequence[Name]
    end: int


_HOW = lazy(lambda: f"(?:(?![，,各主])(?:{words('adverb').pattern}))+")
_ENDING = lazy(lambda: rf"(?:{endings()}|{words('party').pattern})(?:{BRACKETS}|等(?:有关)?(?:部门|单位))?")


@cache
def doing(kind: str) -> LazyPattern:
    """A pattern of the verbs of a kind, an adverb before them."""
    return lazy(f"(?:{words('adverb').pattern}|{OFTEN}|{UNTIL})?(?:{words(kind).pattern})")


def agent(
    text: str, start: int, end: int, does: LazyPattern, *, any_verb: bool, parties: bool = False
) -> Agent | None:
    """The names at `start`, up to where a verb of `does` follows, or the last place where any verb does.

    So 市|发展改革委|制定 is no 市 that does 发展, and 市水务局|会同市财政局|制定 is the 水务局. `parties`:
    those count who are no office but whom a rule binds (存款人).

    >>> found = agent("市发展改革委会同市财政局制定办法", 0, 16, doing("by"), any_verb=True)
    >>> [name.text for name in found.names], found.end
    (['市发展改革委'], 6)
    """
    best: Agent | None = None
    for ends in _ENDING.finditer(text, start, min(end, start + LONGEST)):
        at = ends.end()
        phrase = best and "、" not in text[best.end : at] and _PHRASE.search(text, best.end, at)
        if _NO_LIST.search(text, start, at) or phrase or (best and _MEMBERS.match(text, best.end, at)):
            break
        weak = best and words("weak").match(text, at - 2, at)  # 县公安局|查处违规调运行|为
        if weak or _NO_END.match(text, at - 2, at) or words("goes_on").match(text, at, end):
            continue
        done = does.match(text, at, end)
        if not done and not (any_verb and _is_verb(text, ends.start(), at, end)):
            continue
        listed = names(text, start, at, parties)
        if listed:
            best = Agent(listed, at)
        if done and listed:
            break
    return best


def _is_verb(text: str, ending: int, at: int, end: int) -> bool:
    """Does a verb begin at `at`, behind a name that ends with a word of its own (社|会事业 is none)?"""
    if words("nothing_done").match(text, at, end) or words("weak").match(text, at - 2, at):
        return False
    if often := WHEN.match(text, at, end):
        return not _NO_VERB.match(text, often.end(), end)
    how = _HOW.match(text, at, end)
    behind = how.end() if how else at
    if cue("call").match(text, behind, end) and not _NOUNS_TOO.match(text, behind, end):
        return True
    low = max(0, ending - 6)
    said = tag(text[low : min(end, behind + 6)])
    return any(word.tag in _VERBS for word in said if word.start + low in (at, behind))
