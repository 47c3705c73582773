"""Longest build: how far the words of a name go on, and which of them can end it.

A body's name is a head (a place, a body above it, 国家) and a run of nouns that ends in a word for a
kind of body: 工业和信息化部|装备|工业|司. The run is followed as far as it goes; the last such word wins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache, partial

from policytext.language.characters import HAN
from policytext.language.patterns import lazy, shapes
from policytext.language.places import common_words, find_places
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.recognition.agencies import begins_level, consults
from policytext.resources import column, lists, word_set

# How names of companies end, those with 股份有限公司 and the like too.
LIMITED = ("有限公司", "有限责任公司", "股份公司")
PLACE_TAGS = ("ns", "nr", "nz", "nrt")  # jieba's tags of names of places and people
LONGEST = 9  # words of a run; 中国国际贸易促进委员会机械行业分会 has six after its head
_NOUNS = ("n", "vn", "j", "b", "l", "i", "s", "a", "eng", "zg", "g", "k")  # jieba's tags
_JOINS = ("和", "与", "及", "暨", "·", "•")
_ZONES = "区园"  # after which a name does not go on with 和: …自主创新示范区|和
_SPECIFIC = 3  # characters of a last word that is no thing but a body: 管理中心, but 农村|中心
_ORDINAL = lazy("第?[一二三四五六七八九十]+")
_GOVERNMENT = ("自治区", "政府", "人民政府")  # with which another body begins: 自治区党委|自治区政府
_DIRECTIONS = "东西南北中"
SORT = lazy(".+[化型级类式性]|普通.*|特[殊色].+|[一二三四五六七八九十]是")
"""What sort of body it is, and no name: 智能化, 国际化, 普通本科."""
NO_BODIES = ("学校", "幼儿园", "工厂", "企业", "工作站", "服务站", "收购公司")
"""What makes no name behind a place: 北京市|学校 are all of them, in 上海|收购公司股份 one buys."""
_NATION = ("全国", "国家", "中央", "中国", "世界")  # with which a body of the nation begins
_PREPOSITIONS = frozenset("因对在向从由为至到与和把将经被给据受按跟报")
words_of = partial(word_set, "organisations.tsv")
"""The words of some kinds of what bodies' names are made of."""
PLACE_SHAPES = shapes("place_shapes.tsv")
"""The patterns of how places stand in text, by kind."""
site_words = partial(word_set, "sites.tsv")
"""The words of some kinds of what places' names end with."""


@cache
def longest_words(kind: str) -> tuple[str, ...]:
    """The same, the longest first."""
    return tuple(sorted(words_of(kind), key=len, reverse=True))


@cache
def body_tails() -> frozenset[str]:
    """Last words of bodies that stand by themselves: institutions and companies."""
    return words_of("institution", "company", "legal")


@cache
def part_tails() -> frozenset[str]:
    """Last words of bodies and of parts of a body."""
    return body_tails() | words_of("unit")


def is_proper(word: Word, tags: Collection[str]) -> bool:
    """Is it a word with one of jieba's `tags` of names and no common word so tagged (普及, 入口)?"""
    return word.tag in tags and word.text not in common_words()


def belongs(word: Word) -> bool:
    """Can the word be one of a name: a noun, an ordinal, a verb that names are made of?"""
    text = word.text
    if text in words_of("outside") or text.startswith("各") or not text.strip():
        return False
    begins = text[0] in "我你本该及等" or (text[0] == "首" and text[1:2] in _COUNTED)
    if (begins or text[-1] in _NO_END) and 1 < len(text) < 4 and not is_known(text):
        return False  # 我厅, 局要, 等市, 首票: jieba made them up
    if (word.tag == "ad" and text not in words_of("verb")) or is_deed(word):
        return False
    if word.tag.startswith(_NOUNS) or text in words_of("verb") or text in words_of("last"):
        return True
    if word.tag.startswith("m") and not _ORDINAL.fullmatch(text):
        return False
    made_up = word.tag[0] in "nvjszgk" and not is_known(text)
    return (
        made_up
        or (text != "部" and text.removesuffix("部") in _DIRECTIONS)
        or bool(_ORDINAL.fullmatch(text))
    )


_NO_END = frozenset("要将应须把被已")
# The characters of verbs with what comes of it: 筑牢, 配足, 建有.
_DOES, _DONE = "配筑抓压落做管扛织扎兜建夯守补", "牢齐足有成到强优实细"


_COUNTED = tuple("票单批个家台套次届条例座艘宗笔列架期支枚")  # 首票, not 首农


def is_deed(word: Word) -> bool:
    """Is it a verb with its adverb (全面推广) or result (筑牢), which jieba may read as a noun?"""
    text = word.text
    if len(text) == 2:
        return text[-1] in _DONE and text[0] in _DOES and not is_known(text)
    verb = text[-2:] in words_of("governs")  # 新创建
    return (len(text) == 3 and verb) or (len(text) > 3 and text.startswith(longest_words("adverb")))


def _is_office(word: str) -> bool:
    """Is a word that ends in 局 or 处 an office: one for a field (教育局), or one that jieba made up?"""
    agencies = lists("agencies.tsv")
    if word.startswith(("各", "该", "本")) or word.endswith(agencies["no_office"]):  # 统揽全局
        return False
    if not is_known(word) or word[:-1] in agencies["field"]:
        return True
    if word[-1] == "办" and word[:-1] in agencies["desk"]:
        return True
    return word[-1] in "局厅司"


def _is_works(word: Word) -> bool:
    """Is the word one for works of a kind: 磷肥厂, 露天矿?"""
    return word.text[-1] in "厂矿" and len(word.text) > 2 and word.tag == "n"


@cache
def _form(tails: frozenset[str]) -> tuple[int, frozenset[str]]:
    """How long they are at most, and what they end with."""
    return max(map(len, tails)), frozenset(tail[-1] for tail in tails)


def last_characters(tails: frozenset[str]) -> frozenset[str]:
    """The last characters of `tails`, for a quick check before the full one."""
    return _form(tails)[1]


def after_governing(reading: Reading, start: int, end: int) -> int:
    """Where the first item of a list begins, behind the words that govern it: 提升|了|老君山."""
    words = [word for word in reading.words_in(start, end) if start < word.end < end]
    done = [word.end for word in words if word.tag in ("ul", "uz", "ug")]  # 了, 着, 过
    if done:
        return done[-1]
    governing = (
        word.end for word in reversed(words) if word.tag[0] in "vpcdumr" or word.text in words_of("outside")
    )
    return next(governing, start)


def own_start(word: Word) -> int:
    """Where a name begins whose first word this is: after a preposition that jieba joined to it."""
    joined = len(word.text) > 1 and word.text[0] in _PREPOSITIONS and not is_known(word.text)
    return word.start + joined


def tail_at(reading: Reading, start: int, word: Word, tails: frozenset[str]) -> str:
    """The longest of `tails` that ends with the word and starts no earlier than `start` ('': none)."""
    longest, ends = _form(tails)
    text, end = reading.text, word.end
    if text[end - 1 : end] not in ends:
        return ""
    for length in range(min(longest, end - start), 0, -1):
        tail = text[end - length : end]
        if tail in tails and (
            length > 1 or len(word.text) == 1 or _is_office(word.text) or _is_works(word)
        ):
            return tail
    return ""


def run(
    reading: Reading, start: int, tails: frozenset[str], stops: Collection[int]
) -> Iterator[tuple[int, str]]:
    """Where a run of words from `start` on can end as a name: each offset with its last word.

    The run breaks off at what is no word of a name, and where a post begins (`stops`).
    """
    index = reading.starting.get(start)
    if index is None:
        return
    words = _joined(reading.words[index : index + LONGEST], reading.text)
    ended = soft = False
    for step, word in enumerate(words):
        word, stopped = _up_to_stop(reading, word, stops)
        is_soft = word.text in words_of("soft")
        if word.text in _JOINS and step and not ended:
            if words[step - 1].text[-1] in _ZONES or not all(map(_can_join, words[step + 1 : step + 2])):
                return
        elif (
            not _may_stand(reading, words, step, tails)
            or _begins_another(words, step, ended)
            or ((ended or own_start(word) > word.start) and begins_level(reading.text, own_start(word)))
            or (ended and word.tag == "v" and _is_verb(word) and word.text not in tails)  # …公司|告上|法院
            or (step and any(consults(reading.text, at) for at in (word.start, word.end - 1)))
        ):
            return
        else:
            tail = tail_at(reading, start, word, tails)
            ended = ended or bool(tail)
            soft = soft or is_soft
            if tail and (not soft or len(tail) >= _SPECIFIC or tail in words_of("soft_tail")):
                yield word.end, tail
            elif not (is_soft or belongs(word)):
                return
        if stopped:
            return


def _can_join(word: Word) -> bool:
    """Can the word go on a name after 和: no level or nation, with which another begins, no bank alone?"""
    can = belongs(word) or word.text in words_of("soft")  # 信息与|智慧|医学研究院
    can = can and word.text not in words_of("company")
    return can and word.text not in words_of("anchor") and word.tag not in ("ns", "nt")


def _joined(words: Sequence[Word], text: str) -> list[Word]:
    """The words, with a bracket of a company's name as one of them: 淮北|矿业|（集团）|公司."""
    joined: list[Word] = []
    for word in words:
        if joined and word.start < joined[-1].end:
            continue
        pattern = _OPENS.get(word.text[0])
        bracket = pattern and pattern.match(text, word.start)
        joined.append(Word.at(word.start, bracket[0], "n") if bracket else word)
    return joined


def _up_to_stop(reading: Reading, word: Word, stops: Collection[int]) -> tuple[Word, bool]:
    """The word up to where a post or a modal begins in it: 技术处|处长, 室|要, which jieba may join."""
    stop = next((at for at in range(word.start, word.end) if at in stops), None)
    if stop is None and len(word.text) > 1 and word.text[-1] in _NO_END and not is_known(word.text):
        stop = word.end - 1
    return (
        (word, False) if stop is None else (Word.at(word.start, reading.text[word.start : stop], "n"), True)
    )


def _begins_another(words: Sequence[Word], step: int, ended: bool) -> bool:
    """Does another body begin with the word: a division after a name's end, a place after a verb?"""
    before = words[step - 1] if step else None
    governed = before and words[step].tag == "ns" and (_is_verb(before) or before.text == "联合")
    word = words[step]
    national = word.text in _NATION or (
        word.tag == "nt" and len(word.text) > 3 and word.text not in body_tails()  # 再保险|登记|交易中心
    )
    governed = governed or (before and national and before.tag in ("v", "vn"))  # 装备工业司|组织|全国…
    return bool(governed) or (ended and (_is_division(word) or word.text in _GOVERNMENT))


def _is_verb(word: Word) -> bool:
    """Is it a verb that names are not made of?"""
    return word.tag in ("v", "vn") and word.text not in words_of("verb")


def _is_division(word: Word) -> bool:
    """Is it a division, with which another body begins: …保障局|广州市|财政局?"""
    return word.tag == "ns" and word.text[-1] in "省市县区州旗"


def _may_stand(reading: Reading, words: Sequence[Word], step: int, tails: frozenset[str]) -> bool:
    """Can the word be in a name, and is it none that has to be right before the last: 城乡建设|厅?"""
    if words[step].text not in words_of("last"):
        return words[step].text not in words_of("outside") or words[step].text in words_of("soft")
    return step + 1 < len(words) and bool(tail_at(reading, words[step].start, words[step + 1], tails))


_RURAL = "农村(?:商业银行|合作银行|信用(?:合作)?(?:联社|社))"  # 农村 alone is in no name
_BRACKET = lazy(
    rf"[（(](?:集团|[{HAN}]{{2,4}})[）)](?=有限|股份|公司|集团|控股|[{HAN}]{{1,6}}公司)"
    rf"|[（(][A-Za-z0-9]{{2,10}}[）)](?=[{HAN}])"  # 中国开放对象标识（OID）应用联盟
)
_OPENS = {"农": lazy(_RURAL), "（": _BRACKET, "(": _BRACKET}  # by what they begin with


def longest(
    reading: Reading, start: int, tails: frozenset[str], stops: Collection[int]
) -> tuple[int, str] | None:
    """The end and last word of the longest name whose run begins at `start`; None if there is none."""
    return max(run(reading, start, tails, stops), default=None)


_NO_BEGIN = (*"及并已未拟", "续建", *(f"宜{word}" for word in "对在由按以将采设选"))  # 宜对|库区, not 宜家


def is_own_name(word: Word) -> bool:
    """Is the word a name of something, not a kind of thing (大型, 病险)?"""
    if len(word.text) < 2 or not word.text.isalpha() or word.text in _no_names():
        return False
    if is_deed(word) or is_field(word.text):
        return False
    if word.text.endswith(("等", "的", "和", "进", "入")) or word.text.startswith(_NO_BEGIN):
        return False
    proper = is_proper(word, PLACE_TAGS) or not is_known(word.text)
    return proper or any(place.end == len(word.text) for place in find_places(word.text))


@cache
def _no_names() -> frozenset[str]:
    """Words that are no name of works: what governs them, what is no part of names, sorts of works."""
    sorts = word_set("industry_parts.tsv", "before") | site_words("sort")
    return words_of("outside", "governs") | sorts


def is_field(word: str) -> bool:
    """Does a word say what works are for or of what sort, and no name of theirs: 算力|枢纽?"""
    return bool(_NO_NAME.search(word)) or word in column("industries.tsv")


_NO_NAME = lazy(
    "[化型式级类性域]$|^[千万]兆|^[做抵靠驶通跨]|全自动|智能|无人|共享|养老|合作|交通|优化|内河|^港口|^物流|^码头"
    "|抽蓄|智算|算电|算力|数据|要素"
)  # 全自动|码头, 抵离|口岸, 数据|枢纽
