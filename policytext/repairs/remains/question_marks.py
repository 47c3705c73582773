"""Question marks that stand for characters that were lost: 朱?基, 地下?网, 落实?放管服?改革.

A program that has no character for another writes `?` for it: of a name, a quotation mark, a dash. A
question may end in front of a character as well; which of the two it was is told by the words of
questions, and by whether another character would make better sense there than the end of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from policytext.language.characters import HAN
from policytext.language.likelihood import classes, model
from policytext.language.lines import line_around
from policytext.language.patterns import lazy
from policytext.revision import Change, marks

if TYPE_CHECKING:
    from policytext.language.likelihood_arrays import Integers

SENSE = 1.0  # nats by which a character must make more sense than a stop: true of 92% of lost ones
FOLDED = 4.0  # the same on a page whose full-width marks became ASCII: of 73%
PATIENCE = 50  # question marks in a row that are some, after which no more of a text are looked at
NOTE = "a question mark that stands for a lost character"
_STOPS = "？。，"
_CLAUSE = 24  # characters of a clause that are looked at for words of questions

_SINGLE = lazy(rf"\?(?<=[{HAN}].)(?=[{HAN}])")
# Where no question ends: behind a mark that divides clauses, or before one; between digits and their words.
_NEVER = lazy(  # quick to find nothing, as it begins with the mark
    rf"\?(?:(?<![^，、；：（“‘《〈【〔\n]\?)\?*(?=[{HAN}])|(?<=[{HAN}]\?)\?+(?=[{HAN}])"
    rf"|(?<=第\?)(?=[条章节款项届次号批])|(?<=[{HAN}]\?)(?=[。、])|(?<=：[{HAN}]\?)(?=\n|\Z)"
    rf"|(?<![^\n]\?)[@-~](?=[{HAN}])|(?<=[{HAN}]\?)(?:[\^`}}]|\{{(?![^{{}}\n]*\}}))(?=[{HAN}])"
    r"|(?<=[0-9]\?)(?=[0-9.]+[年月日时万亿千百元％%‰℃倍米亩吨户岁条项号]|[年月日]|[万亿]?元))"
)
_FIELD = lazy(rf"(?<=：)[{HAN}]{{1,6}}(\?{{2,}})(?=[0-9\s]|\Z)")  # behind its label
_NUMBER = lazy(rf"（(?<![^\n].)\?）(?=[{HAN}])")  # of a heading
_CODE = lazy(r"[=<>]=|&&|\|\||[;{}]\s*$|://|\?[^，。\s]{1,20}=")
_STOP = lazy(r"[，。；：！？“”…,;:!?\n]")
_ASKS = lazy(
    "[吗嗎么麼呢呀吧哪谁誰何怎几幾啥嘛否问問答岂豈哈]|什|多[少久长大远高]|[还還]是|哩|那[里裡个個一]|[难難]道|究竟|到底|[对對]不|(.)不\\1|有[没沒]有"
)
_ASKED = lazy("[吗嗎怎谁誰哪岂豈]|什[么麼]|如何|[为為]何|[难難]道|[是能可]否|[还還]是")  # before it
_ANSWERS = lazy("[你您唉哦好]|不?[错錯对對是]")  # what begins an answer, or turns to the reader
_SENTENCE = lazy(r"[。！？!?]|\n\n")
_HALF, _FULL = lazy(rf"(?<=[{HAN}]),(?=[{HAN}])"), "，"


def find(text: str) -> Iterator[Change]:
    """Marks on them.

    >>> text = "市委书记朱?基主持，落实?放管服?改革，第?条，同意吗?同意。"
    >>> [text[change.start - 1 : change.end + 1] for change in sorted(find(text))]
    ['朱?基', '实?放', '服?改', '第?条']
    >>> list(find("这项工作到此结束了?我们认为没有。是否年检?答：不需要。a?b:c"))
    []
    """
    if "?" not in text:
        return
    never = chain(_NEVER.finditer(text), _NUMBER.finditer(text))
    sure = {found.span() for found in never if not _asks(text, found.start())}
    sure |= {found.span(1) for found in _FIELD.finditer(text) if not _asks(text, found.start(1))}
    yield from marks(sure, NOTE)
    single = (found.start() for found in _SINGLE.finditer(text))
    places = [at for at in single if (at, at + 1) not in sure and not _asks(text, at)]
    if not places:
        return
    least = FOLDED if len(_HALF.findall(text)) > text.count(_FULL) else SENSE
    for start in range(0, len(places), PATIENCE):
        here = places[start : start + PATIENCE]
        lost = [
            at
            for at, nats in zip(here, _sense(text, here), strict=True)
            if nats > (FOLDED if _may_ask(text, at) else least)
        ]
        yield from marks(((at, at + 1) for at in lost), NOTE)
        if not lost:
            return


def _asks(text: str, at: int) -> bool:
    """Has the clause before it, or what follows, a word of questions? Or is it program text?"""
    clause = _STOP.split(text[max(0, at - _CLAUSE) : at])[-1]
    if len(clause) > 1 and clause[-2:] == text[at + 1 : at + 3]:  # 真的?真的
        return True
    if _ASKS.search(clause + " " + text[at + 1 : at + 3]):
        return True
    return _CODE.search(text[slice(*line_around(text, at))]) is not None


def _may_ask(text: str, at: int) -> bool:
    """Does the sentence ask something further before, or does what follows look like an answer?"""
    sentence = _SENTENCE.split(text[max(0, at - 3 * _CLAUSE) : at])[-1]
    return bool(_ASKED.search(sentence) or _ANSWERS.match(text, at + 1))


def _sense(text: str, places: Sequence[int]) -> list[float]:
    """How much more sense the best character makes in each place than the end of a sentence, in nats."""
    around = (text[max(0, at - 2) : at].rjust(2, "\0") + text[at + 1 : at + 3].ljust(2) for at in places)
    return [_sense_between(four.translate(classes())) for four in around]


@lru_cache(1 << 10)  # rules have several turns
def _sense_between(around: str) -> float:
    """The same between two characters and two, as the model reads them."""
    import numpy as np  # most texts can do without

    from policytext.language.likelihood_arrays import array_model

    logp, tried = array_model().logp, _tried()
    first, second, third, fourth = (np.full(len(tried), ord(character)) for character in around)
    nats = logp(first, second, tried) + logp(second, tried, third) + logp(tried, third, fourth)
    return float(nats[: -len(_STOPS)].max() - nats[-len(_STOPS) :].max())


@cache
def _tried() -> Integers:
    """The characters that may stand there, and then what ends a sentence."""
    import numpy as np

    han = lazy(f"[{HAN}]").match
    return np.array([*(ord(c) for c in model().characters() if han(c)), *map(ord, _STOPS)], np.int64)
