"""Places that a list shows: counties beside one that is sure, waters and hills, sights before 等景区."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from policytext.language.characters import HAN
from policytext.language.numbers import number
from policytext.language.patterns import lazy
from policytext.language.places import Place, find_places, is_place
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.sentences import items
from policytext.recognition.build import PLACE_SHAPES, after_governing, words_of
from policytext.resources import any_of

Span = tuple[int, int]

_WATER = "[河江溪湖渠沟]|水库|灌区|水道|运河|(?<!供)(?<!排)(?<!用)(?<!污)水(?=[、和及等，。；]|$)"
_PASS = "(?<![机攻难公相有把开])(?<!(?<!山)海)关"  # 雁门关, 山海关, but 机关, 黄埔海关
_HILL = f"(?:[山岭峰岛峪岩坳崖埂]|{_PASS})"
_HEIGHT = f"(?:[列群半]岛|雪山|{_HILL})"
_NO_TAIL = (
    rf"(?!{_WATER}|{_HEIGHT}|[列群]岛|支流|大?[桥峡]|[口镇乡村庄县市区路街站屯寨湾边上下岸]"
    "|水(?![质位系量情]))"
)
"""What a name goes on with behind a last word of a water or hill: 石门|水库, 鹰山|村."""
_SIGHTS = lazy(
    lambda: (
        rf"等(?:一批| ?\d{{1,4}} ?[余多]?[个处家座条])?{any_of('sites.tsv', 'sight')}"
        r"|等(?:乡镇?|镇|街道|村)(?![级长域委])"
        r"|等?(?P<count>(?<!\d)\d{1,3}|[两三四五六七八九十])[余多]?个?(?:公社|大?(?:江河|河流|海湾|支流|山脉|水库)|乡镇|[县区镇乡]|街道|社区"
        r"|(?<=个)(?:行政|自然)?村|(?<=个)[居村](?:民委员)?会)(?![级长]|(?<!个.)[委内政域区里道])"
        r"|(?<!\d)\d{1,4}[个家](?:国家)?[45]A级?(?:旅游)?景区"
    ),
    needs=lambda: (
        any_of("sites.tsv", "sight")
        + r"|景区|江河|海湾|山脉|等[乡镇街村]|[\d两三四五六七八九十余多]个?[县区镇乡村街社公居]"
    ),
)


def _list_behind(last: str, tails: str) -> str:
    """A pattern of the items behind a name that ends in one of the characters."""
    return rf"{last}(?:、(?:[{HAN}]{{1,4}}支流)?[{HAN}]{{1,5}}?(?:{tails}){_NO_TAIL})+"


_NATURE = lazy(
    f"{_list_behind('[河江溪湖渠沟库区道水]', _WATER)}|{_list_behind(_HILL, _HEIGHT)}"
    f"|{_list_behind('桥', '桥')}",
    needs="[河江溪湖渠沟库区道水山岭峰岛关峪岩坳崖埂桥]、",
)
_FIRST = lazy(rf"[{HAN}]{{1,10}}(?:{_WATER}|{_HEIGHT}|桥)$")  # the first item, with what stands before it
_FUNCTION = PLACE_SHAPES["no water"]


def beside_places(
    text: str, chains: Sequence[Sequence[Place]], sure: Sequence[Sequence[Place]]
) -> set[int]:
    """Which chains stand in a list beside one that is sure, in the same province: 迭部 in 迭部、玛曲4县.

    `sure` has of each chain those names that are places whatever stands beside them.
    """
    found: set[int] = set()
    for order in (range(1, len(chains)), range(len(chains) - 2, -1, -1)):
        step = order.step
        for index in order:
            here, beside = chains[index], chains[index - step]
            known = sure[index - step] or (index - step in found and beside)
            if sure[index] or len(here) > 1 or not known:
                continue
            first, second = (beside, here) if step > 0 else (here, beside)
            near = text[first[-1].end : second[0].start] in ("、", "和", "与", "及")
            provinces = {code[:2] for place in known for code in place.codes if code[0].isdigit()}
            if near and any(code[:2] in provinces for code in here[0].codes):
                found.add(index)
    return found


def in_runs(text: str, chains: Sequence[Sequence[Place]], fit: Collection[int]) -> set[int]:
    """Which chains, of those that are `fit`, stand in a list of three or more: 嘉善、青浦、吴江."""
    found: set[int] = set()
    run: list[int] = []
    for index in sorted(fit):
        goes_on = run == [] or (
            run[-1] == index - 1
            and text[chains[index - 1][-1].end : chains[index][0].start] in ("、", "和")
        )
        run = [*run, index] if goes_on else [index]
        found.update(run if len(run) >= _MANY else ())
    return found


def in_counted(text: str, chains: Sequence[Sequence[Place]]) -> set[int]:
    """Which chains stand in a list of counties of one province that calls them so: 进贤、新建|两地."""
    found: set[int] = set()
    for last, chain in enumerate(chains):
        count = _COUNT.match(text, chain[-1].end)
        if count is None:
            continue
        first = last
        while first and text[chains[first - 1][-1].end : chains[first][0].start] in ("、", "和"):
            first -= 1
        run = range(first, last + 1)
        if len(run) == 1 or (not count["of"] and number(count["number"] or "") != len(run)):
            continue
        provinces = [{code[:2] for code in chains[at][-1].codes if code[0].isdigit()} for at in run]
        if set.intersection(*provinces) and not any(text[chains[at][-1].end - 1] in "省国" for at in run):
            found.update(run)
    return found


_COUNT = lazy(
    r"(?P<of>等)?(?P<number>\d{1,2}|[两二三四五六七八九十])?个?"
    "(?:[县区市旗]|县市|县区|区县|地)(?![级域长委政府场内])"
)
_MANY = 3  # names of the table in a list that are hardly all something else


def listed_places(reading: Reading) -> Iterator[Span]:
    """Waters, hills and sights of a list of nothing else; one that two shapes show comes twice.

    >>> text = "支流有唐白河、蛮河、小清河，建成老君山、仓颉园等景区"
    >>> list(dict.fromkeys(text[start:end] for start, end in listed_places(Reading(text))))
    ['唐白河', '蛮河', '小清河', '老君山', '仓颉园']
    """
    text = reading.text
    for match in PLACE_SHAPES["chiefed"].finditer(text):
        if not (_FUNCTION.search(match[0]) or _ANY_WATER.match(match[0])):
            yield match.span()
    yield from _natural(reading)
    for match in _NATURE.finditer(text):
        at = match.start() + 1
        if first := _FIRST.search(text, max(0, at - 12), at):
            yield from _items(reading, first.start(), match.end(), own=False)
    for match in _SIGHTS.finditer(text):
        if listed := _LISTED.search(text, max(0, match.start() - 120), match.start()):
            counted = number(match["count"] or "") == listed[0].count("、") + 1  # 边城、吉卫、雅酉|3个镇
            yield from _items(reading, *listed.span(), own=True, sure=counted)


def _natural(reading: Reading) -> Iterator[Span]:
    """Ranges and basins by their last word, waters by what stands beside them: 支流呼玛河, 洙河以南."""
    text = reading.text
    for match in PLACE_SHAPES["relief"].finditer(text):
        start = after_governing(reading, *match.span())
        of = next(find_places(match["name"]), None)
        if of and of.start == 0 and of.codes[0].endswith("0000") and of.end + 2 <= len(match["name"]):
            start = match.start() + of.end  # 内蒙古|二连盆地
        if match.end("name") - start > 1 and reading.word(start).tag[0] not in "mrf":
            yield start, match.end()
    for match in PLACE_SHAPES["water"].finditer(text):
        start, end = match.span(match.lastgroup or 0)
        start = start if _is_short(reading, start, end) else _named_from(reading, start, end)
        if _can_be_name(reading, start, end, own=False, sure=False) and not _ANY_WATER.match(
            text, start, end
        ):
            yield start, end
    for match in _BASIN.finditer(text):
        start = _named_from(reading, match.start(), match.end("name"))
        whole = match.end("name") - start > len("大河")  # 饮马河, a common noun to jieba
        named = _can_be_name(reading, start, match.end("name"), own=False, sure=whole)
        if named and not _ANY_WATER.match(text, start, match.end("name")):
            yield start, match.end()


def _is_short(reading: Reading, start: int, end: int) -> bool:
    """Is it two characters and 河 behind a preposition, of which jieba makes no word: 对|洒渔河|沿线?"""
    led = reading.text[start - 1 : start] in ("对", "到", "向", "与", "由", "经")
    return led and end - start == len("洒渔河") and not is_known(reading.text[start + 1 : end])


_BASIN = lazy(  # 治理|饮马河流域, 做好|岚漪河|治理
    rf"(?P<name>[{HAN}]{{2,5}}[河江溪湖])(?:流域(?![面内各])|(?=(?:综合)?(?:整治|治理)|(?:水)?生态修复|清淤|疏浚))",
    needs="流域|整治|治理|生态修复|清淤|疏浚",
)
_ANY_WATER = lazy(
    "[每各其该本凡]|全部|所有|[相有]关|[大中小][一二]?型|(?:母亲|主要|重[点要]|跨界|行政|界|内|运|黑臭|中小|小微|城市|乡村|农村|[省市县乡镇村]级?)[河江溪湖渠]$|.*不?达标"
)
_LISTED = lazy(rf"[{HAN}]{{2,10}}(?:、[{HAN}]{{2,8}}){{1,12}}$")


def _items(reading: Reading, start: int, end: int, *, own: bool, sure: bool = False) -> Iterator[Span]:
    """The items of a list, without the words that govern its first, if all can be names (or `sure` are)."""
    text = reading.text
    listed = [(_past_main(text, low, high), high) for low, high in items(text, start, end)]
    first = after_governing if own else _named_from
    listed[0] = (first(reading, *listed[0]), listed[0][1])
    if side := _SIDE.match(reading.text, *listed[0]):  # 北部|绥阳、道真两县
        listed[0] = (side.end(), listed[0][1])
    held = _HELD.search(reading.text, max(0, listed[0][0] - _LIST), listed[0][0])
    named = [_can_be_name(reading, *item, own=own, sure=sure) for item in listed]
    if not all(named) and sum(named) >= max(_SURE - own, len(named) - 1):  # 府河、漕河、|瀑河|、唐河
        odd = listed[named.index(False)]
        sort = text[odd[0]] in _KINDS or (own and is_known(text[slice(*odd)]))  # 农家乐等景区
        named = [not sort and _can_be_name(reading, *odd, own=own, sure=True)]
    if not held and all(named):
        yield from listed


_SURE = 3  # names of a list beside which one more can be a word


def _past_main(text: str, start: int, end: int) -> int:
    """Where a water begins behind the one that it flows into: 赣江支流|寺下河."""
    main = text.rfind("支流", start, end)
    return start if main < 0 else main + 2


_LIST = 40  # characters from a post to a name of the list behind it
_HELD = lazy(
    lambda: rf"{any_of('posts.tsv', 'post', 'beside')}(?:[{HAN}]{{2,3}}、)*\Z"
)  # 教授|张国山、王金河


_SIDE = lazy("[东南西北中]部")


def _named_from(reading: Reading, start: int, end: int) -> int:
    """Where a water's name begins that ends here: its last word, with what that needs before it."""
    words = reading.words_in(start, end)
    index = len(words) - 1
    while index:
        before, whole = words[index - 1], len(words[index].text) > 1 and words[index].text not in _TAILS
        if whole and (end - words[index].start > 2 or len(before.text) > 1):
            break
        if before.tag[0] in "vpcdufmr" or before.start < start or before.text in _DONE:
            break
        index -= 1
    return words[index].start


_DONE = ("好", "完", "成")  # 建|好|长江
_TAILS = ("水库", "灌区", "水道", "运河", "半岛", "雪山")


_LONG = 5  # characters of what is no name in a list that counts what it names: 边城、吉卫2个镇
_KINDS = "干支斗农毛临围填治疏清大小高深江河湖老新登爬上下两三四五六七八九十多千万"  # 大河, 高山


def _can_be_name(reading: Reading, start: int, end: int, *, own: bool, sure: bool) -> bool:
    """Is it no run of common words only (`own`), or a short name of a water that is no word: 县河?"""
    name = reading.text[start:end]
    kind = len(name) == 2 and name[0] in _KINDS
    if (kind and not sure) or len(name) < 2 or _FUNCTION.search(name) or name in words_of("kind"):
        return False
    words = reading.words_in(start, end)
    if any(word.text in words_of("outside") for word in words):
        return False
    short = len(name) < 4 or (len(name) == 4 and any(len(word.text) == 1 for word in words))  # 旧|西|干渠
    named = any(word.tag in ("ns", "nr", "nz", "nrt") or not is_known(word.text) for word in words)
    named = named or is_place(name)
    if any(place.start and place.end - place.start > 2 for place in find_places(name)):  # 法治|黑龙江
        return False
    return named or (sure and len(name) < _LONG) or (not own and short and not is_known(name))
