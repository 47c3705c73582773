"""INDUSTRY: industries by the names that statistics give them, and by how such names are built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial

from policytext.language.lexicon import Lexicon
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.segment import Word
from policytext.recognition.build import is_deed, words_of
from policytext.recognition.model import Entity, covered, longest_first
from policytext.recognition.sectors import place_of, sectors
from policytext.resources import alternation, lists, mapping, word_set

UNPLACED = "unplaced"
_WORDS = 3  # that a name has before 产业: 生物医学工程|产业; more are a description
_NOUNS = ("n", "nz", "j", "l")  # jieba's tags
_GOES_ON = lazy(
    "[园区链带化基]|创新(?=[带港中区聚集策])|协会|大脑|工人|强[镇县市]|(?<=工业)(?:主机|控制|软件|互联网|数据|设备|机器人|遗产|级|APP|检测)"
)  # 产业园
_NUMBERED = lazy("[一二三四五六七八九十两]大")  # 三大地标产业
_LATIN = lazy(r"[A-Za-z0-9.]")
_SUBMITTED = ("以下", "提交", "报送", "上传")
_LARGER = lazy("[扩加重巨更最较]大(?!模型)")  # 扩|大健康
_NO_INDUSTRY = lazy(  # 未来信息|港, 大数据|局, 创新药|物, 审核能|力, 5G|工厂
    "港(?!口)|谷|(?<=业)(?:态(?!势)|务(?!必))|(?<=[核风火水]电)[站厂场]|工作主管|主管部门|[局厅]"
    "|(?<=药)物|(?<=核能)力|(?<=5G)[ \u3000]?(?:工厂|基站|网络|用户)"
    "|(?<=经济)[区圈带体学]"
)
_table = partial(mapping, "industries.tsv")  # each with its place in the taxonomy
_LEXICON = Lexicon(_table)
_parts = partial(word_set, "industry_parts.tsv")
_COMBINATION = lazy(
    lambda: rf"(?:{alternation(_modifiers())}){{1,3}}(?:{alternation(_parts('head'))})",
    needs=lambda: alternation(_parts("head")),
)


def industries(reading: Reading, taken: Iterable[Entity] = ()) -> list[Entity]:
    """Industries with their place in a taxonomy, or `unplaced/` and the name.

    None lies inside what is `taken`, the names of bodies.

    >>> [industry.normalized for industry in industries(Reading("发展低空经济和集成电路、食用菌产业"))]
    ['未来产业/未来空间/低空经济', '战略性新兴产业/新一代信息技术产业/集成电路', 'unplaced/食用菌产业']
    """
    blocked = covered(taken)
    listed = list(_listed(reading.text))
    spans = [*listed, *_combined(reading.text), *_modified(reading.text, listed)]
    general = _parts("general")
    spans += [span for span in sectors(reading, spans) if reading.text[slice(*span)] not in general]
    known = {at for start, end in spans for at in range(start, end)}
    spans += [span for span in _by_tail(reading) if known.isdisjoint(range(*span))]
    return longest_first(
        Entity(start, end, reading.text[start:end], "INDUSTRY", place(reading.text[start:end]))
        for start, end in spans
        if blocked.isdisjoint(range(start, end))
    )


def place(name: str) -> str:
    """The place of an industry in the taxonomies: its own, or that of the longest name inside it.

    >>> place("新材料"), place("先进新材料产业")
    ('战略性新兴产业/新材料产业/新材料', '战略性新兴产业/新材料产业/先进新材料产业')
    """
    table = _table()
    if name in table:
        return table[name]
    inside = [name[start:end] for start, end in _LEXICON.find(name)]
    if not inside:
        return place_of(name) or f"{UNPLACED}/{name}"
    path = table[max(inside, key=len)].split("/")
    return "/".join([*(path[:-1] if len(path) > 2 else path), name])  # a class has two parts


def _listed(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _LEXICON.find(text):
        latin = _LATIN.match(text, start) and _LATIN.match(text[start - 1 : start] or " ")
        if text.endswith(_SUBMITTED, 0, start) or _LARGER.match(text, start - 1):  # 提交|电子材料
            continue
        general = text[start:end] in _parts("general")
        if latin or general or _NO_INDUSTRY.match(text, end):  # the 5G of 25G, 3.5GHz
            continue
        bare = text.startswith("产业", end - 2) and text[start : end - 2] in _table()  # 新材料|产业
        yield (start, end - 2 * bare)


_SHORT = 3  # characters of names that go on a modifier only by chance: 高端|服务业


def _modified(text: str, listed: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Industries of a list with words before them: 数字|文化产业, 绿色|化工|新材料."""
    for start, end in listed:
        name, first = text[start:end], start
        material = name.startswith("新材料")
        if not material and not (name.endswith("业") and len(name) > _SHORT):
            continue
        words = _plain_modifiers()
        for _ in range(2 if material else 1):
            if text.endswith(words, 0, first):
                first -= next(len(word) for word in words if text.endswith(word, 0, first))
        if first < start:
            yield first, end


@cache
def _plain_modifiers() -> tuple[str, ...]:
    """Words that industries are described with, the longest first; none that names one itself."""
    words = {*_parts("modifier"), "化工"} - _table().keys() - {"工业"}
    return tuple(sorted(words, key=len, reverse=True))


def _combined(text: str) -> Iterator[tuple[int, int]]:
    """Names made of words that names of industries are made of: 新能源|智能|汽车, 先进|装备."""
    for match in _COMBINATION.finditer(text):
        if match[0] not in _parts("general") and not _NO_INDUSTRY.match(text, match.end()):
            yield match.span()


def _modifiers() -> frozenset[str]:
    return _parts("modifier").union(_table())


def _by_tail(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names that end with a word for industry: 食用菌产业, 乙烯工业."""
    tails, words = lists("industry_parts.tsv")["tail"], reading.words
    beside = words_of("outside", "anchor") | _parts("before")  # before a name, and none of it: 全国, 重大
    for index in reading.ending_with("业"):
        word = words[index]
        goes_on = _GOES_ON.match(reading.text, word.end) or _NO_INDUSTRY.match(reading.text, word.end)
        if goes_on or not word.text.endswith(tails):
            continue
        first = index
        while first and index - first < _WORDS and words[first - 1].tag in _NOUNS:
            before = words[first - 1]
            if before.text in tails or before.text in beside or is_deed(before):
                break
            first -= 1
        result = _RESULT.match(reading.text, words[first].start)  # 做|优文旅
        start = result.end() if result else words[first].start
        name = reading.text[start : word.end]
        made = first > 0 and _RESULT.match(reading.text, words[first - 1].start)  # 做|强|牦牛产业
        described = first > 0 and not made and _describes(words[first - 1])
        if (
            len(name) > 3
            and not _NUMBERED.match(name)
            and not _OF_VILLAGE.match(name)
            and not described
            and name not in _parts("general")
            and not _is_vague(name)
        ):
            yield start, word.end


_OF_VILLAGE = lazy(".+(?<!农)[村镇](?:特色)?产业")  # 塘家村|产业
_RESULT = lazy("(?<=[做建育办])[优强大精实细好](?!质)")


def _describes(word: Word) -> bool:
    """Does the word say of what sort an industry is, and names none: 重大|技术装备产业?"""
    return word.text in words_of("outside") and (
        word.tag in ("a", "ad", "b", "n") or word.text in ("相关", "有关")
    )


def _is_vague(name: str) -> bool:
    """Is the name one that says nothing of what the industry makes: 重点特色产业?"""
    return name.endswith(_vague())


@cache
def _vague() -> tuple[str, ...]:
    return tuple(general for general in _parts("general") if len(general) > 2)
