"""Candidates: every run of up to five words in which no mark, function word, place or name stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policytext.keyphrases.lexicon import (
    BODIES,
    TAILS,
    divisions,
    ends_agency,
    is_agency,
    is_office,
    posts,
    stops,
    units,
)
from policytext.language.characters import HAN
from policytext.language.patterns import late
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.surnames import surnames

LONGEST = 6  # words of a phrase: one in a hundred that readers mark has more
CHARACTERS = range(2, 15)
NAME = 3  # characters of a person's name
AGENCY = 5  # words of an agency's name

# Tags of what ends a phrase: marks, numbers, pronouns, prepositions, conjunctions, adverbs, particles, …
_BREAKS = re.compile("x|mq?|rz?|p|c|d[fg]?|u[dgjlvz]?|f|y|e|o|q|nrfg|nrt|ad|v[dgi]")
# Words of time and place that name something: 未来产业, 西部大开发, 事中事后监管, 银行间债券市场.
_NAMED = late("未来|[东西南北中]部|事[前中后]|间")
# What is longer, somebody said.
_NAME_IN_MARKS = f"(?=[{HAN}0-9A-Za-z+、]{{0,7}}[{HAN}]{{2}})[{HAN}0-9A-Za-z+、]{{3,9}}"
_WORD = late(f"[{HAN}]+|[A-Za-z][A-Za-z0-9+-]*|{_NAME_IN_MARKS}")
_QUOTED = late(f"“({_NAME_IN_MARKS})”")  # “双随机、一公开”, “人工智能+”
_ODD = late("[dfqkh]|zg|t")  # tags of words that end phrases, or are too short, unless they are bound
_BREAK, _INNER, _CONTENT, _BOUND = range(4)
TOGETHER = 3  # times at least that a word stands beside the same word to be bound to it: 特定|目的, 代|收付
ALWAYS = 0.8  # of its places that it does so
_GOVERNMENT, _MEETING = "政府", "会议"
_SOMETIMES = frozenset((_GOVERNMENT, _MEETING))  # words that are part of some terms
_UNITS = frozenset("次届项条月日年期章节款")  # what a guess glues to the word behind it
_OF = frozenset("省市县区乡镇州旗级各我本民地方该府央")  # last characters before one that is a body


@dataclass(slots=True)
class Candidate:
    """A phrase of a text: its words, where it stands, and how often free on the left and on the right."""

    text: str
    words: Sequence[Word]
    starts: list[int]
    left: int
    right: int


def candidates(reading: Reading, masked: Sequence[tuple[int, int]] = ()) -> dict[str, Candidate]:
    """Every candidate of a text with its places outside the spans that are masked.

    >>> sorted(candidates(Reading("加快培育商业航天产业。")))
    ['产业', '商业', '商业航天', '商业航天产业', '航天', '航天产业']
    """
    table: dict[str, Candidate] = {}
    head, longest = stops()["head"], CHARACTERS.stop
    every = _quoted_as_one(reading)
    roles = _roles(every, reading)
    texts = [word.text for word in every]
    ends = [
        role >= _CONTENT and (len(text) > 1 or role == _BOUND or text in head)
        for text, role in zip(texts, roles, strict=True)
    ]
    free = [role == _INNER or word.tag == "v" for word, role in zip(every, roles, strict=True)]
    for begin, stop in _runs(reading, every, roles, masked):
        for first in range(begin, stop):
            if roles[first] < _CONTENT:
                continue
            text, start = "", every[first].start
            is_free = first == begin or free[first - 1]
            for last in range(first, min(first + LONGEST, stop)):
                text += texts[last]
                size = len(text)
                if size >= longest:
                    break
                if size < 2 or not ends[last]:
                    continue
                is_free_behind = last + 1 == stop or free[last + 1]
                found = table.get(text)
                if found is None:
                    table[text] = Candidate(text, every[first : last + 1], [start], is_free, is_free_behind)
                    continue
                found.starts.append(start)
                found.left += is_free
                found.right += is_free_behind
    return table


def _roles(words: Sequence[Word], reading: Reading) -> list[int]:
    """The part that each word can take in a phrase."""
    standing = [_role(word.text, word.tag) for word in words]
    roles = standing.copy()
    for index in _bound(words, standing):
        roles[index] = _BOUND
    for index in [index for index, word in enumerate(words) if word.text in _SOMETIMES]:
        if roles[index] == _BREAK and _is_named(words, standing, index):
            roles[index] = _CONTENT
    if reading.own.words or reading.own.stopwords:
        for index, word in enumerate(words):
            if word.text in reading.own.words:
                roles[index] = _CONTENT
            elif word.text in reading.own.stopwords:
                roles[index] = _BREAK
    return roles


def _runs(
    reading: Reading, words: Sequence[Word], roles: Sequence[int], masked: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Stretches of words that can stand in a phrase together: where each begins, and where it has ended."""
    named = _people(words) | _agencies(reading)
    spans = iter([*masked, (len(reading.text), len(reading.text))])
    begin, end = next(spans)
    first = 0  # of the stretch
    for index, (text, start, tag, _) in enumerate(words):
        if roles[index] != _BREAK:
            while start >= end > begin:
                begin, end = next(spans)
            if not (
                start >= begin
                or start in named
                or (index and words[index - 1].tag == "m" and _is_counted(words, index))
                or (tag == "eng" and _is_english(words, index))
            ):
                continue
        if first < index and not (is_office(text) and words[index - 1].end == start):
            yield first, index
        first = index + 1
    if first < len(words):
        yield first, len(words)


def _is_counted(words: Sequence[Word], index: int) -> bool:
    """Is it the unit of the number before it, 24|小时|值班, or glued to it by a guess, 5|月生, 8|次委务?"""
    text, start, *_ = words[index]
    before = words[index - 1] if index else None
    unit = text in units() or (text[0] in _UNITS and not is_known(text))
    return bool(before and before.tag == "m" and before.end == start and unit)


def _is_named(words: Sequence[Word], roles: Sequence[int], index: int) -> bool:
    """Is it a 政府 of no place (数字政府), or a 会议 with a name (农村工作会议)?"""
    text, start, *_ = words[index]
    before = words[index - 1] if index else None
    if text == _GOVERNMENT:
        return not (before and before.text[-1] in _OF)
    return text == _MEETING and bool(before and before.end == start and roles[index - 1] != _BREAK)


def _bound(words: Sequence[Word], roles: Sequence[int]) -> set[int]:
    """The words that by their tag are no part of a term, but nearly always stand beside the same word.

    So are those of terms that the dictionary does not know: 特定|目的|信托, 代|收付, 示范|应用, 开证|行.
    """
    counts = Counter(word.text for word in words)
    odd = [
        index
        for index, role in enumerate(roles)
        if role < _CONTENT
        and counts[(word := words[index]).text] >= TOGETHER
        and _is_odd(word.text, word.tag)
    ]
    beside: Counter[tuple[str, int, str]] = Counter()
    pairs: list[tuple[int, tuple[str, int, str]]] = []
    for index in odd:
        text = words[index].text
        for other in (index - 1, index + 1):
            if 0 <= other < len(words) and roles[other] >= (_CONTENT if roles[index] == _INNER else _INNER):
                pair = (text, other - index, words[other].text)
                beside[pair] += 1
                pairs.append((index, pair))
    return {
        index
        for index, pair in pairs
        if beside[pair] >= max(TOGETHER, ALWAYS * counts[pair[0]])
        or (len(pair[0]) == 1 and beside[pair] >= max(TOGETHER, ALWAYS * counts[pair[2]]))
    }


@lru_cache(1 << 16)
def _is_odd(text: str, tag: str) -> bool:
    """Is it a word that is no part of a term, but may be bound to one?"""
    if text in stops()["break"]:
        return False
    return _role(text, tag) == _INNER or bool(_ODD.fullmatch(tag) and _WORD.fullmatch(text))


def _people(words: Sequence[Word]) -> set[int]:
    """Where the words of people's names start: what follows a post, and the same name elsewhere."""
    titles = posts()
    if titles.isdisjoint(word.text for word in words):
        return set()
    found: set[int] = set()
    names: set[str] = set()
    end = reach = -1  # of the last post, and of the name after it
    for text, start, _, _ in words:
        if start == end and surnames().get(text[0]):
            reach = end + NAME
            names.add(text)
        if start + len(text) <= reach:
            found.add(start)
        if text in titles:
            end = start + len(text)
    return found | {word.start for word in words if word.tag == "nr" and word.text in names}


def _agencies(reading: Reading) -> set[int]:
    """Where the words of agencies' names start: 农业|农村部, 住房|城乡|建设部."""
    found: set[int] = set()
    words = reading.words
    last = {text for text in {word.text for word in words} if text[0] == "委" or ends_agency(text)}
    for index, word in enumerate(words) if last else ():
        if word.text in last:
            end = word.end if word.text[-1] in TAILS else word.start + 1  # 发展|改革|委会|同
            for first in range(max(0, index - AGENCY + 1), index + 1):
                if is_agency(reading.text[words[first].start : end]):
                    found.update(part.start for part in words[first : index + 1])
                    break
    return found


def _quoted_as_one(reading: Reading) -> Sequence[Word]:
    """The words of a text, a name in quotation marks as one (tag `nz`): “一网通办”."""
    text, words = reading.text, reading.words
    joined: list[Word] = []
    done = 0  # the index of the first word that is not in `joined`
    for match in _QUOTED.finditer(text):
        first, last = reading.starting.get(match.start(1)), reading.ending.get(match.end(1))
        if first is not None and last is not None:
            joined += [*words[done:first], Word.at(match.start(1), match[1], "nz")]
            done = last + 1
    return [*joined, *words[done:]] if done else words


def is_inner(word: Word) -> bool:
    """Is it a word that any document has, which begins and ends phrases only if it is bound?"""
    return _role(word.text, word.tag) == _INNER


@lru_cache(1 << 16)
def _role(text: str, tag: str) -> int:
    stop = stops()
    if (
        text in stop["break"]
        or (_BREAKS.fullmatch(tag) and not _NAMED.fullmatch(text))
        or not _WORD.fullmatch(text)
    ):
        return _BREAK
    if (
        is_agency(text)
        or is_office(text)
        or (tag == "nt" and len(text) > 3 and text[-1] in BODIES)
        or (tag == "ns" and text in divisions())
        or (tag == "nr" and _is_name(text))
    ):
        return _BREAK
    return _INNER if text in stop["inner"] or text == "间" else _CONTENT


def _is_name(text: str) -> bool:
    """Is a word that the tagger takes for a name one? It says so of 文明 and 高水平 too."""
    return bool(surnames().get(text[0])) and text[-1] not in stops()["head"] and not is_known(text)


def _is_english(words: Sequence[Word], index: int) -> bool:
    """Does a Latin word stand in running English, or for a name that was left out (as 某某 is)?"""
    beside = (words[i] for i in (index - 2, index + 2) if 0 <= i < len(words))
    return len(set(words[index].text)) == 1 or any(word.tag == "eng" for word in beside)
