"""MEETING: meetings that have a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial

from policytext.language.characters import HAN
from policytext.language.patterns import lazy, shapes
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.surnames import surnames
from policytext.recognition.divisions import unknown_division
from policytext.recognition.model import Entity, as_entity, longest_first
from policytext.resources import any_of, lists, word_set

_N = "[一二三四五六七八九十]{1,4}"
meeting_shapes = partial(shapes, "meeting_shapes.tsv", NUM=_N)
_LEVELS = lazy(r"(?:全国|国家|省|市|县|区)、\Z")  # 省、市高质量发展大会
_SESSION = lazy(rf"(?:第(?:{_N}|\d+)届|(?<!\d)20\d\d)(?!年)[{HAN}]{{0,4}}\Z")  # 第七届中|阿博览会
_LONGEST = 9  # words, and characters before them
_YEAR = lazy(r"(?:(?:19|20)\d\d年(?:度)?)?(?:第[ \u3000]?\d{1,4}[ \u3000]?)?\Z")  # of a numbered meeting
_BY = lazy("[经由](?=[省市县区州全国])")  # 经|省安委会…会议审议, 由|市委全会
_WITH_CHINA = lazy("中[俄阿非欧德法日韩美英蒙哈乌老越缅柬泰马印巴埃拉东]")  # 中|俄博览会
_BODIES = ("会", "委", "局", "厅", "部", "院", "校", "组", "政府")
_OF_ALL = ("全国", "世界", "中国", "全省", "全市", "全县", "民主")  # whose meeting has its own name
_meeting = partial(as_entity, kind="MEETING", but=lazy(r"[“”\s]"))
_DAY = lazy(r"(?:\d{1,2}月)?\d{1,2}日(?!报)")  # 2024年1月5日|市政府第30次常务会议
_words = partial(word_set, "meetings.tsv")


def meetings(reading: Reading) -> list[Entity]:
    """Meetings with a name: 国务院常务会议, 全省科技工作会议; not 会议 alone.

    >>> text = "省长主持召开省政府常务会议，会议指出，传达党的二十届三中全会精神"
    >>> [meeting.text for meeting in meetings(Reading(text))]
    ['省政府常务会议', '党的二十届三中全会']
    """
    text, words = reading.text, reading.words
    found = [_numbered(text, match) for match in meeting_shapes()["numbered"].finditer(text)]
    found += [_meeting(text, *match.span()) for match in meeting_shapes()["usual"].finditer(text)]
    numbered = {meeting.end for meeting in found}
    for index in reading.ending_with(_last_characters()):
        word, last = words[index], _last(reading, index)
        if last is None or word.end in numbered or (word.text in _words("stop") and word.text != "会议"):
            continue
        first = _first(words, last)
        day = _DAY.match(text, words[first].start, word.end)
        start = day.end() if day else words[_behind_year(reading, first)].start
        start += _BY.match(text, start) is not None
        start -= start - 1 in reading.starting and _WITH_CHINA.match(text, start - 1) is not None
        name = text[start : word.end]
        named = (first < last and len(name) >= 4) or len(word.text) > 4
        if named and not _is_general(text, name, word.end):
            for led in (_LEVELS, _SESSION):
                if before := led.search(text, max(0, start - _LONGEST), start):
                    start = before.start()
            found.append(_meeting(text, start, word.end))
    return _with_their_session(text, longest_first(found))


def _with_their_session(text: str, found: Sequence[Entity]) -> list[Entity]:
    """The meetings, one with the place or year of its session as one: 中非合作论坛|北京峰会."""
    joined: list[Entity] = []
    for meeting in found:
        before = joined[-1] if joined else None
        if before and before.end == meeting.start and _is_session(meeting.text):
            meeting = _meeting(text, joined.pop().start, meeting.end)
        joined.append(meeting)
    return joined


def _is_session(name: str) -> bool:
    """Does it begin with a year, a number or a place?"""
    return bool(_OF_YEAR.match(name)) or any(place.start == 0 for place in find_places(name))


_OF_YEAR = lazy(r"20\d\d年|第[一二三四五六七八九十\d]{1,4}[届次]")


def _behind_year(reading: Reading, first: int) -> int:
    """The first word of the body whose meeting it is, a year or number between: 省安委会|2024年|第一次."""
    start = reading.words[first].start
    between = _YEAR.search(reading.text, max(0, start - len("2024年度第 1234 ")), start)
    body = reading.ending.get(between.start()) if between and between[0] else None
    named = body is not None and reading.words[body].text.endswith(_BODIES)
    if body is None or not named or reading.text.startswith(_OF_ALL, start):
        return first
    return _first(reading.words, body)


def _last(reading: Reading, index: int) -> int | None:
    """Where in the words the last word of a meeting's name begins: 推进|会; None if none ends here."""
    word = reading.words[index]
    if word.text.endswith(_tails()):
        return index
    if word.text not in _CUT:
        return None
    tail = next((t for t in _tails() if len(t) > 2 and reading.text.endswith(t, 0, word.end)), None)
    return reading.starting.get(word.end - len(tail)) if tail else None


_CUT = ("会", "会议")  # of 推进会, where jieba has no such word


@cache
def _last_characters() -> frozenset[str]:
    """The last characters of the last words of meetings' names."""
    return frozenset(word[-1] for word in (*_tails(), *_CUT))


def _first(words: Sequence[Word], index: int) -> int:
    """The index of the first word of a name that ends at `index`.

    What stands in quotation marks belongs to the name, and so does a number before a dot (2025·论坛).
    """
    first, bracketed = index, 0
    while first and index - first - bracketed < _LONGEST:
        before = words[first - 1]
        if before.text == "”" and (opening := _opening(words, first - 1)) is not None:
            first = opening
        elif (
            before.text == "）"
            and (opening := _opening(words, first - 1, "（"))
            and words[opening + 1].tag != "m"
        ):  # 中国（太原）煤炭交易大会
            first, bracketed = opening, bracketed + first - opening
        elif before.text == "·" or _belongs(before):
            first -= 1
        elif (
            before.text in ("和", "与")
            and first > 1
            and words[first].text not in _OF_ALL
            and _is_noun(words[first])
            and _is_noun(words[first - 2])
            and not words[first - 2].text.endswith(_tails())
        ):
            first -= 2
        else:
            break
    governed = [at + 1 for at in range(first, index) if _takes_it(words, at, index)]
    first = max([first, *governed])  # 成功承办|全国城市更新工作推进会
    while first < index and _is_before(words[first]):
        first += 1
    return first


def _is_noun(word: Word) -> bool:
    """Can the word stand beside 和 in a name: 工业|和|信息化?"""
    return word.tag in ("n", "vn", "j", "l") and word.text not in _words("stop")


def _opening(words: Sequence[Word], closing: int, mark: str = "“") -> int | None:
    """The index of the mark that opens what is closed here; None where it is too far."""
    for index in range(closing - 1, max(-1, closing - _LONGEST - 1), -1):
        if words[index].text == mark:
            return index
    return None


def _takes_it(words: Sequence[Word], at: int, last: int) -> bool:
    """Is it a verb whose object is the meeting (承办|博览会, 推进|全省…), not its kind (普查|启动|大会)?"""
    word, after = words[at], words[at + 1].text
    governed = word.text in _words("governs") or (after in _words("level") and word.tag[0] in "vj")
    compound = after in ("证券", "票据", "债券")  # 资产支持证券|持有人大会
    return governed and not compound and not (word.text == "启动" and at + 1 == last)


def _is_before(word: Word) -> bool:
    """Is it a word before a name, and none of it: a verb (办好), a time (目前), a stray mark?"""
    if word.text == "“":
        return False
    return _governs(word) or not word.text.isalnum() or (word.tag == "t" and not word.text[0].isdigit())


def _is_general(text: str, name: str, end: int) -> bool:
    """Is it a kind of meeting, a parliament, or the first part of another name (会议中心)?"""
    other = text.startswith(lists("meetings.tsv")["after"], end) and not text.startswith(_MEMBERS, end)
    other = other or any(form.match(name) for form in (_COUNTED, _SORT, _PLAIN))
    return other or _OWN.sub("", name) in _words("general") or name.endswith("人民代表大会")


_MEMBERS = ("成员单位", "成员国")  # 部际联席会议|成员单位, and 部务会议|成员, a post


def _sort() -> str:
    """What sort of meeting it is: |专业性展会, 大模型领域|高水平博览会; not 世界知名大学校长论坛."""
    sort = any_of("meetings.tsv", "sort")
    return rf"(?!第|首届|\d)(?:{sort}|.*{sort}(?:国际|学术)?(?:[{HAN}]{{2,3}})?\Z)"


_SORT = lazy(_sort)
_OWN = lazy("^经?[本该]")  # 经|本|村民小组会议
_COUNTED = lazy(  # 当|次全体会议, 每年召开|2次专题会议, 议员每2年会选举
    rf"(?:\d+|{_N})?次|(?:\d+|{_N})[个场]|.*每"
)
_PLAIN = lazy(lambda: rf"(?:{any_of('meetings.tsv', 'plain')})+{any_of('meetings.tsv', 'tail')}\Z")


def _numbered(text: str, match: re.Match[str]) -> Entity:
    """A congress or session, from the name of its place (or the level alone) on."""
    start = match.start()
    if where := match["where"] or match["of"]:
        places = [place.start for place in find_places(where) if place.end == len(where)]
        at = held.end() if (held := _HELD_IN.match(where)) else 0
        if not places and len(unknown_division(text[start + at : match.end()])) == len(where) - at:
            places = [at]
        start += places[0] if places else len(where) - 1
        if where.endswith("自治区") and not places:
            start -= 2
    return _meeting(text, start, match.end())


_HELD_IN = lazy("日?[在于]")  # 1月9日在|青江市第六届人民代表大会第五次会议


@cache
def _tails() -> tuple[str, ...]:
    return lists("meetings.tsv")["tail"]


def _belongs(word: Word) -> bool:
    if word.text in ("—", "——", "–"):  # 中国—东盟博览会
        return True
    return (
        word.text not in _words("stop")
        and word.text != "暨"  # of two meetings held as one
        and not word.text.endswith(_tails())
        and word.tag[0] in "nvjbmstaqlzfi"
        and (word.tag not in ("nr", "nrfg") or _is_no_person(word.text))
    )


def _is_no_person(word: str) -> bool:
    """Is a word that jieba has for a person none: 北斗, 博鳌, 双拥?"""
    return is_known(word) and surnames().get(word[0], 0) < 2


def _governs(word: Word) -> bool:
    """Is it a verb before the name (办好, 落实), and no part of it?"""
    return word.tag in ("v", "vd", "ad", "vi") and word.text not in _words("verb")
