"""Candidates: every run of up to six words in which no mark, function word, place or name stands."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytext.keyphrases.forms import (
    BOUND,
    BREAK,
    CONTENT,
    INNER,
    NAME_IN_MARKS,
    SHORT_IN_MARKS,
    Form,
    form,
)
from policytext.keyphrases.lexicon import TAILS, is_agency, terms, usage, wholes
from policytext.language.characters import HAN, LOOSE_HAN, NUMERALS
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.surnames import surnames

LONGEST = 6  # words of a phrase: one in a hundred that readers mark has more
CHARACTERS = range(2, 15)
NAME = 3  # characters of a person's name
PART = 4  # characters of the second part of a name in two
AGENCY = 5  # words of an agency's name
TOGETHER = 3  # times at least that a word stands beside the same word to be bound to it: 特定|目的, 代|收付
ALWAYS = 0.8  # of its places that it does so

_QUOTED = lazy(f"“({NAME_IN_MARKS})”")  # “双随机、一公开”, “人工智能+”
_SHORT = lazy(f"{SHORT_IN_MARKS}(?=[{HAN}]{{2}})")  # “三无”船舶: no name without what it is
_DOT = "·"
_GOVERNMENT, _MEETING, _NOMINAL = "政府", "会议", "名义"
_AFTER_VERBS = frozenset(("m", "ul", "uz", "ug"))  # tags of numbers; of 了, 着, 过, which follow verbs only
_NAMED_BY_NUMBER = lazy(  # numbers that are part of a name: 三年行动, 3年提升行动, 一张网
    rf"(?:[{NUMERALS}]{{1,2}}|[0-9０-９]{{1,2}})年(?:{LOOSE_HAN}{{2}}){{0,2}}?(?:行动|攻坚|规划|计划)"
    "|一(?:张网|网|件事|盘棋)"
)
_SOMETIMES = frozenset((_GOVERNMENT, _MEETING, _NOMINAL))  # words that are part of some terms
_APPOINTS = frozenset(("任命", "任免", "免去", "聘任", "聘请", "提名"))  # before a name
_COMMITTEES = frozenset(f"{level}委" for level in "省市县区州旗盟镇乡")  # begin bodies, and meetings
_DEPUTY = frozenset(("副", "代", "常务", "执行"))  # between a name and a post
_OF = frozenset("省市县区乡镇州旗级各我本民地方该府央")  # last characters before one that is a body
_LEVELS = frozenset("市县旗镇乡村")  # last characters of a place that the dictionary does not know: 青江|市
_WATERS = tuple("江河湖")  # last characters of rivers that divisions are called after
_BASINS = frozenset(
    ("干流", "支流", "流域", "上游", "中游", "下游", "水系", "源头")
)  # behind a river, no division
_SUFFIXES = ("n", "ng", "zg", "k")  # tags of 员, 器; 全, 软, 高 are prefixes
_IDIOMS = ("i", "l")  # tags of idioms and set phrases: before a verb they say how, 不遗余力|抓好


@dataclass(slots=True)
class Candidate:
    """A phrase of a text: its words, where it stands, and how often free on the left and on the right."""

    text: str
    words: Sequence[Form]
    starts: list[int]
    left: int
    right: int


def candidates(reading: Reading, masked: Sequence[tuple[int, int]] = ()) -> dict[str, Candidate]:
    """Every candidate of a text with its places outside the spans that are masked.

    >>> sorted(candidates(Reading("加快培育商业航天产业。")))
    ['产业', '商业', '商业航天', '商业航天产业', '航天', '航天产业']
    """
    table: dict[str, Candidate] = {}
    words = _joined(reading)
    forms = [form(word.text, word.tag) for word in words]
    roles = _roles(words, forms, reading)
    texts = [word.text for word in words]
    opens = [role >= CONTENT and not _is_suffix(words, roles, index) for index, role in enumerate(roles)]
    ends = [
        role == BOUND or (role == CONTENT and shape.is_long)
        for role, shape in zip(roles, forms, strict=True)
    ]
    free = [role == INNER or shape.tag == "v" for role, shape in zip(roles, forms, strict=True)]
    longest = CHARACTERS.stop
    for begin, stop in _runs(reading, words, forms, roles, masked):
        for first in range(begin, stop):
            if not opens[first]:
                continue
            text, start = "", words[first].start
            is_free = first == begin or free[first - 1]
            is_committee = texts[first] in _COMMITTEES
            for last in range(first, min(first + LONGEST, stop)):
                text += texts[last]
                if len(text) >= longest:
                    break
                if not ends[last] or len(text) < 2:
                    continue
                if is_committee and last > first and texts[last] != _MEETING:
                    continue  # 县委|农村工作领导小组
                is_free_behind = last + 1 == stop or free[last + 1]
                found = table.get(text)
                if found is None:
                    table[text] = Candidate(text, forms[first : last + 1], [start], is_free, is_free_behind)
                    continue
                found.starts.append(start)
                found.left += is_free
                found.right += is_free_behind
    return table


def _is_suffix(words: Sequence[Word], roles: Sequence[int], index: int) -> bool:
    """Is a word a noun of one character behind one that carries a phrase, and none to begin with?

    So 快递|员|工伤保险 has no 员工伤保险.
    """
    follows = index > 0 and roles[index - 1] >= CONTENT and words[index - 1].end == words[index].start
    return follows and len(words[index].text) == 1 and words[index].tag in _SUFFIXES


def _roles(words: Sequence[Word], forms: Sequence[Form], reading: Reading) -> list[int]:
    """The part that each word can take in a phrase here."""
    standing = [shape.role for shape in forms]
    roles = standing.copy()
    for index in _bound(words, forms):
        roles[index] = BOUND
    for index in _predicates(words, forms, reading.text):
        roles[index] = BREAK
    for index, word in enumerate(words):
        if word.text in _SOMETIMES and roles[index] == BREAK and _is_named(words, standing, index):
            roles[index] = CONTENT
        elif word.tag == "ns" and word.text.endswith(_WATERS) and _next(words, index) in _BASINS:
            roles[index] = CONTENT  # 嫩江|干流
    if reading.own.words or reading.own.stopwords:
        for index, word in enumerate(words):
            if word.text in reading.own.words:
                roles[index] = CONTENT
            elif word.text in reading.own.stopwords:
                roles[index] = BREAK
    return roles


def _runs(
    reading: Reading,
    words: Sequence[Word],
    forms: Sequence[Form],
    roles: Sequence[int],
    masked: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """Stretches of words that can stand in a phrase together: where each begins, and where it has ended."""
    outside = _outside(reading, words, forms, masked)
    first = 0  # of the stretch
    for index, role in enumerate(roles):
        if role != BREAK and index not in outside:
            continue
        if first < index and not (forms[index].is_office and words[index - 1].end == words[index].start):
            yield first, index
        first = index + 1
    if first < len(words):
        yield first, len(words)


def _outside(
    reading: Reading, words: Sequence[Word], forms: Sequence[Form], masked: Sequence[tuple[int, int]]
) -> set[int]:
    """The words that are in no phrase where they stand: masked, of a name, counted, in running English."""
    found = _people(words, forms) | _dotted(words) | _agencies(reading, words, forms)
    starts = [word.start for word in words]
    for begin, end in masked:
        found.update(range(bisect_left(starts, begin), bisect_left(starts, end)))
    for index, shape in enumerate(forms):
        for stop in shape.begins:
            if reading.text.startswith(stop, starts[index]):
                last = bisect_left(starts, starts[index] + len(stop)) - 1
                if words[last].end == starts[index] + len(stop):
                    found.update(range(index, last + 1))
        before = words[index - 1] if index and words[index - 1].end == starts[index] else None
        counted = before and before.tag == "m"  # 24|小时|值班, or what a guess glued: 8|次委务
        if (shape.is_unit and counted) or (shape.tag == "eng" and _is_english(words, index)):
            found.add(index)
        elif before and before.tag in ("ns", "nr") and shape.text in _LEVELS:
            found.update((index - 1, index))
        elif shape.tag in _IDIOMS and shape.text not in usage() and _is_verb(words, forms, index + 1):
            found.add(index)
    return found


def _next(words: Sequence[Word], index: int) -> str:
    """The word that stands right behind another, or ""."""
    return "".join(word.text for word in words[index + 1 : index + 2] if word.start == words[index].end)


def _is_verb(words: Sequence[Word], forms: Sequence[Form], index: int) -> bool:
    """Is the word a verb of any document, right behind the one before: 抓好, 推进?"""
    return bool(_next(words, index - 1)) and forms[index].role == INNER and forms[index].tag == "v"


def _is_named(words: Sequence[Word], roles: Sequence[int], index: int) -> bool:
    """Is it a 政府 of no place (数字政府), a 会议 with a name (农村工作会议), or 名义|利率?"""
    text, start, _, end = words[index]
    if text == _NOMINAL:
        return any(word.start == end and word.tag == "n" for word in words[index + 1 : index + 2])
    before = words[index - 1] if index else None
    if text == _GOVERNMENT:
        return not (before and before.text[-1] in _OF)
    return text == _MEETING and bool(before and before.end == start and roles[index - 1] != BREAK)


def _predicates(words: Sequence[Word], forms: Sequence[Form], text: str) -> Iterator[int]:
    """Verbs behind what they are said of, before a number or 了, 着, 过: 总量|突破|千亿元, 码头|开工|了.

    Not before what a number is part of the name of: 乡村建设|三年行动, 社会治理|一张网; nor where the same
    words stand elsewhere without a number: 污染防治, 污染防治|5项任务.
    """
    said: list[tuple[int, str]] = []
    for index, (_, start, tag, _) in enumerate(words):
        if tag not in _AFTER_VERBS or not index or _NAMED_BY_NUMBER.match(text, start):
            continue
        verb = words[index - 1]
        if tag != "m":
            yield index - 1
            continue
        is_said = index > 1 and forms[index - 2].role != BREAK and words[index - 2].end == verb.start
        if (
            is_said
            and verb.tag.startswith("v")
            and verb.end == start
            and not _ends_term(words, index, text)
        ):
            said.append((index - 1, text[words[index - 2].start : start]))
    before_numbers = Counter(pair for _, pair in said)
    always = {pair for pair, times in before_numbers.items() if text.count(pair) == times}
    yield from (at for at, pair in said if pair in always)


def _ends_term(words: Sequence[Word], index: int, text: str) -> bool:
    """Do the words before a number end with a term: 城镇|新增|就业|1254人, not 开工|建设|3座?"""
    start, before = words[index].start, words[max(0, index - LONGEST) : index - 1]
    return any(text[word.start : start] in terms() for word in before if not word.tag.startswith("v"))


def _bound(words: Sequence[Word], forms: Sequence[Form]) -> set[int]:
    """The words that by their tag are no part of a term, but nearly always stand beside the same word.

    So are those of terms that the dictionary does not know: 特定|目的|信托, 代|收付, 示范|应用, 开证|行.
    """
    counts = Counter([word.text for word in words])
    beside: Counter[tuple[str, int, str]] = Counter()
    pairs: list[tuple[int, tuple[str, int, str]]] = []
    for index in [index for index, shape in enumerate(forms) if shape.is_odd]:
        text, role = forms[index].text, forms[index].role
        if counts[text] < TOGETHER:
            continue
        for other in (index - 1, index + 1):
            if 0 <= other < len(forms) and forms[other].role >= (CONTENT if role == INNER else INNER):
                pair = (text, other - index, forms[other].text)
                beside[pair] += 1
                pairs.append((index, pair))
    return {
        index
        for index, pair in pairs
        if beside[pair] >= max(TOGETHER, ALWAYS * counts[pair[0]])
        or (len(pair[0]) == 1 and beside[pair] >= max(TOGETHER, ALWAYS * counts[pair[2]]))
    }


def _people(words: Sequence[Word], forms: Sequence[Form]) -> set[int]:
    """The words of people's names: beside a post, appointed, and the same name elsewhere."""
    found: set[int] = set()
    if not any(shape.is_post or shape.text in _APPOINTS for shape in forms):
        return found
    names: set[str] = set()
    end = reach = -1  # of the last post, and of the name after it
    for index, (text, start, _, after) in enumerate(words):
        if start == end and surnames().get(text[0]):
            reach = end + NAME
            names.add(text)
        if after <= reach:
            found.add(index)
        end = after if forms[index].is_post or text in _APPOINTS else end
        before = index - 1 - (words[index - 1].text in _DEPUTY)
        if forms[index].is_post and before >= 0 and words[before].tag == "nr":
            found.add(before)
            names.add(words[before].text)
    return found.union(i for i, word in enumerate(words) if word.tag == "nr" and word.text in names)


def _dotted(words: Sequence[Word]) -> set[int]:
    """The words of names in two parts: 艾尔肯|·|吐|尼亚|孜."""
    found: set[int] = set()
    for dot in [index for index, word in enumerate(words) if word.text == _DOT and index]:
        first = dot - 1 - (len(words[dot - 1].text) == 1 and dot > 1)
        if not words[first].tag.startswith("nr"):
            continue
        found.update(range(first, dot))
        last, end = dot + 1, words[dot].end + PART
        while last < len(words) and words[last].end <= end and words[last].tag != "x":
            found.add(last)
            last += 1
    return found


def _agencies(reading: Reading, words: Sequence[Word], forms: Sequence[Form]) -> set[int]:
    """The words of agencies' names: 农业|农村部, 住房|城乡|建设部."""
    found: set[int] = set()
    for index in [index for index, shape in enumerate(forms) if shape.ends_agency]:
        word = words[index]
        end = word.end if word.text[-1] in TAILS else word.start + 1  # 发展|改革|委会|同
        for first in range(max(0, index - AGENCY + 1), index + 1):
            name = reading.text[words[first].start : end]
            if is_agency(name) or (name[0] in _OF and is_agency(name[1:])):  # 市经|信委
                found.update(range(first, index + 1))
                break
    return found


def _joined(reading: Reading) -> Sequence[Word]:
    """The words of a text, names in quotation marks and terms that jieba cuts as one each (tag `nz`)."""
    text, words = reading.text, reading.words
    joined: list[Word] = []
    done = 0  # the index of the first word that is not in `joined`
    quoted = [match.span(1) for match in _QUOTED.finditer(text)]
    for match in _SHORT.finditer(text):
        noun = words[reading.starting[match.end()]] if match.end() in reading.starting else None
        if noun and noun.tag == "n" and form(noun.text, "n").role == CONTENT:
            quoted.append((match.start(), noun.end))
    for start, end in sorted([*quoted, *wholes().find(text)]):
        first = last = reading.starting.get(start, -1)
        if first < done:
            continue
        while words[last].end < end:
            last += 1
        over = words[last]
        if over.end > end == over.start + 1 and over.tag != "d" and is_known(over.text):
            continue  # 数据|集成, 智能|体育, and no 数据集, 智能体
        if first < last or words[last].end > end:
            joined += [*words[done:first], Word.at(start, text[start:end], "nz")]
            if words[last].end > end:  # 居民消费|价格比
                joined.append(Word.at(end, text[end : words[last].end], "x"))
            done = last + 1
    return [*joined, *words[done:]] if done else words


def _is_english(words: Sequence[Word], index: int) -> bool:
    """Does a Latin word stand in running English, or for a name that was left out (as 某某 is)?"""
    beside = (words[i] for i in (index - 2, index + 2) if 0 <= i < len(words))
    return len(set(words[index].text)) == 1 or any(word.tag == "eng" for word in beside)
