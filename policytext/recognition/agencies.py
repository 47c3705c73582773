"""Agencies: national bodies by name, and those of a level by their parts (市 + 科技 + 局)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from policytext.language.bodies import NATIONAL, full_names
from policytext.language.characters import HAN, is_han
from policytext.language.lexicon import Lexicon
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition.model import Entity
from policytext.resources import any_of, lists, word_set

TABLE = "agencies.tsv"
_EACH = lazy(
    "(?:各(?:省|市|县|区|州|旗|盟|自治区|自治州|直辖市|计划单列市|[、和及（）])+|设区的|每个?|试点|周边|有条件的|部分|一些|多数|少数|若干)\\Z"
)  # 各市、县人民政府, 试点|县图书馆
_UNITED = ("联合国家", "联合国务院")  # 教育部联合|国家能源局 names no 联合国
_CONSULTS = ("经商", "，商", "；商", "由商", "局商", "厅商", "委商", "部商", "办商")
IN_OFFICE = lazy("(?:[时现曾历拟原后]|(?<=同志|先生|女士)|(?<=[）)]))任(?![丘县])")
"""Before a body, and no part of it or of a name: 时任|海州集团, 王伟同志任|石桥镇人大主席."""
VERBS = frozenset("任由经送报受给请兼为对向")  # before a body, which jieba may join to its first character
_ABROAD = ("境外", "国外", "外国", "海外", "各国")  # 境外|央行
_JOINS = tuple("、和与及")
_SHORT = 2  # characters of names that are found by chance: 中建, 中化
_SURE_FROM = 5  # characters from which a name stands though the words around it are cut otherwise
_LOCAL = lazy(  # 省委台港澳办, 市委教育工委, 市禁毒委办, 省能投集团公司, 盟行署
    lambda: (
        rf"(?P<level>{any_of(TABLE, 'level')})(?:{_desks()}"
        rf"|委{any_of(TABLE, 'committee')}(?:工作)?{any_of(TABLE, 'of_committee')}|{any_of(TABLE, 'organ')}"
        rf"|{offices()})(?:(?<=集团)(?:控股|股份)?(?:有限(?:责任)?)?公司)?"
        rf"|(?<![社集军])(?P<league>盟)?{any_of(TABLE, 'itself')}(?!专员)"
    )
)
BODY_OF_LEVEL = lazy(
    lambda: rf"{any_of(TABLE, 'level')}(?:{any_of(TABLE, 'organ')}|{offices()}|{_desks()})"
)
"""A level with one of its bodies, which the dictionary may have as a word: 区委, 市政协."""
_COURT = rf"(?:(?<![{HAN}])|(?<=[为任]))(?:管委会|人民法院|人民检察院)"  # of the place that the text is of
_BARE = lazy(lambda: rf"(?:{any_of(TABLE, 'party')}|{offices()}|{_COURT})\Z")

_BODIES = Lexicon(full_names)
NATIONAL_BODIES = Lexicon(lambda: full_names(NATIONAL))
"""Finds the names of national bodies, full and short."""


def is_abroad(text: str, start: int) -> bool:
    """Is a body that begins there one of other states: 境外|央行?"""
    return text.endswith(_ABROAD, 0, start)


_AFTER = lazy(lambda: "|".join(f"(?<={word[0]}){word[1:]}" for word in lists(TABLE)["after"]))
"""Where an office's last character is the first of another word: 教育部门, 公安局势."""
_NO_NAME = lazy(lambda: any_of(TABLE, "no_name"))


def is_cut(text: str, end: int) -> bool:
    """Does a name that ends here end inside another word, or become none by what follows (政府采购)?"""
    return bool(_AFTER.match(text, end)) or (
        text.endswith("政府", 0, end) and bool(_NO_NAME.match(text, end))
    )


def national(reading: Reading, stops: Collection[int]) -> Iterator[tuple[int, int]]:
    """National and international bodies, companies of the state: full and short names."""
    text = reading.text
    levels = set(lists(TABLE)["level"]) | set("各级级方")
    for start, end in _bodies(text, list(_BODIES.find(text))):
        if text[start - 1 : start] == "《" and text[start:end] in full_names("media.tsv"):
            continue  # a title, as every paper's is
        whole = start in reading.starting and (end in reading.ending or end in stops)
        if not whole and end - start > 2:
            whole = not reading.cuts(start, end) or (
                start in reading.starting
                and (end - start >= _SURE_FROM or _HELD.match(text, end) is not None)  # 水利部|长
            )
        whole = whole or (start in reading.starting and text.startswith("国家", end))  # 东盟|国家
        if end - start == _SHORT and text.startswith("中", start):  # 过程|中建|模
            whole = whole and not (text[start - 1 : start].isalpha() and text[start - 1] not in "和与由")
        own = text[start - 1 : start] not in levels or text[start:end] == full_names()[text[start:end]]
        word = reading.word(start)
        if text.startswith(_UNITED, start) and (inner := _BODIES.end(text, start + 2)):
            yield start + 2, inner
        elif word.start == start and word.end > end not in stops and word.tag == "nt":  # 社科院|经济研究所
            yield start, word.end
        elif whole and own and not is_cut(text, end) and not is_abroad(text, start):
            yield start, end


_HELD = lazy("代表|(?:(?<=部)|(?<=[法政试察]院))长(?![期江远年久级会])")


def _bodies(text: str, found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The names without those that are words here (浪潮): beside no other, and none longer in the text."""
    starts, ends = ({span[side] for span in found} for side in (0, 1))
    longer = {
        name
        for name in word_set(TABLE, "homonym")
        for start, end in found
        if text[start:end].startswith(name) and end - start > len(name)
    }
    for start, end in found:
        name = text[start:end]
        listed = (text[end : end + 1] in _JOINS and end + 1 in starts) or (
            text[start - 1 : start] in _JOINS and start - 1 in ends
        )
        if name not in word_set(TABLE, "homonym") or listed or name in longer:
            yield start, end


def offices() -> str:
    """A pattern of an office by its fields, one, two, or several in short: 财政局, 财政审计局, 文旅体局."""
    one = any_of(TABLE, "field")
    return f"(?:{one}(?:[和与]?{one})?|{any_of(TABLE, 'merged')}{{3,5}}){any_of(TABLE, 'office')}"


def _desks() -> str:
    """A pattern of what coordinating bodies and their offices are called in short: 双拥办, 防指."""
    return rf"{any_of(TABLE, 'desk')}办(?![{_ACTS}])|{any_of(TABLE, 'command')}指(?![挥导定标南示出引数])"


_ACTS = "理法好学事案公税医电水气照厂成结证班会社起完妥得件赛园院报展节实到企一二三四五六七八九十几大"
"""With which 办 is a verb: 创建|办证."""


_CONSULTING = ("", "\n", *"部委局厅办署院府行经由会，；、。")  # what stands before 商, a verb
_CENTRAL = ("国家", "香港", "澳门")


def consults(text: str, at: int) -> bool:
    """Does a body's name begin there, behind what another does with it: 区教育局会商|区财政局?"""
    before = text[at - 1 : at]
    verb = before in _TURNS or text.endswith(lists(TABLE)["consult"], 0, at)
    if before == "商" and text[at - 2 : at - 1] in _CONSULTING and text.startswith(_CENTRAL, at):
        return True  # 交通部商|国家物价局, not 招商|国家级新区
    known = BODY_OF_LEVEL.match(text, at) or _OFFICE_OF_LEVEL.match(text, at)
    return verb and (known is not None or _BODIES.end(text, at) > at + _SHORT)


_OFFICE_OF_LEVEL = lazy(f"[省市县区][{HAN}]{{2,6}}[局委办]")  # for a field that no table has: 县文旅体局


_NO_END = lazy(  # 中国人民银行|法》, 改造罪犯所|需经费, 湖北省法院|系统
    "(?:组织)?法[》〉第]|(?<=所)[需谓属]|(?<=法院|察院)系统"
)
_EVERY = lazy(
    r"(?:各[省市县区州旗]|\d ?[余多]?[个所座家][省市县区乡镇]?|[\d.][%％]的)\Z"
)  # 各区|人社局, 5|所县医院
_SO_MANY = lazy(rf" ?\d+[多余]?[个家所座](?![{HAN}])")  # 县图书馆|120个


def is_no_one(text: str, start: int, end: int) -> bool:
    """Is what stands there the name of no body by what is beside it: of a law, of each one, of a number?"""
    many = text[start - 1 : start] != "、" and _SO_MANY.match(text, end)  # but 招行、中行|13家
    if many or _NO_END.match(text, end):
        return True
    return any(_EVERY.search(text, max(0, at - 6), at) for at in (start, start + 1))


def each_office(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of offices of one division that stand in one another's wake: 青江市教育局|青江市财政局.

    >>> each_office("县水利局县财政局", 0, 8), each_office("国家税务总局青江市税务局", 0, 12)
    ([(0, 4), (4, 8)], [(0, 12)])
    """
    if act := _ACT.search(text, start + 3, end - 3):  # 水利局|责令|江口砂石公司
        behind = [] if "为" in text[act.end() : end] else each_office(text, act.end(), end)
        return [(start, act.start()), *behind]
    two = _TWO_OFFICES.match(text, start, end)
    if two is None:
        return [(start, end)]
    return [(start, two.start("second")), *each_office(text, two.start("second"), end)]


_ACT = lazy(
    "(?<=[局部会院署厅委府社司])(?:责令|核准|核销|公布|通令表彰|通令|罚(?![没款])|处罚|批复|批转|授予|通报表彰|表彰|吊销|撤销|注销|取缔"
    "|约谈|任命|聘请|提请|移送|判令|判决|裁定|命名|查封|督促(?!检查)|会见|接见|慰问|致函)(?!工作|办公|委员|中心|小组|[大中支]队|[局处科室])"
)
"""What a body does to another behind it, which no name has."""
_TWO_OFFICES = lazy(
    rf"(?P<of>[{HAN}]{{0,5}}?[省市县区州盟旗])[{HAN}]{{1,14}}?[局厅委办部](?P<second>(?P=of)(?![域级城辖区内])[{HAN}]{{2,14}}[局厅委办会])"
)


def begins_level(text: str, at: int) -> bool:
    """Does a body of a level begin there (区政府责令|区城管局), to which none is posted (驻|省财政厅)?"""
    return bool(BODY_OF_LEVEL.match(text, at)) and text[at - 1 : at] != "驻"


_TURNS = frozenset("报经商请送")  # verbs of one character before the body that a paper goes to


def bare(reading: Reading, stops: Collection[int]) -> Iterator[tuple[int, int]]:
    """Offices named by their field alone, right before a post: 公安厅|厅长, 组织部|部长."""
    for stop in stops:
        match = _BARE.search(reading.text, max(0, stop - _LONGEST), stop)
        if match and match.start() in reading.starting:
            yield match.span()
        else:
            yield from _units(reading.text, stop)


def _units(text: str, stop: int) -> Iterator[tuple[int, int]]:
    """The part of a body that its head's post follows: 调查统计处|处长, 聘任：\n张三为分析中心|主任."""
    before = max(0, stop - _LONGEST), stop
    if unit := _UNIT.search(text, *before):
        headed = text.startswith((f"{unit['of']}长", f"副{unit['of']}长"), stop)
        yield from [unit.span("unit")] * headed
    elif (house := _HOUSE.search(text, *before)) and house["name"][0] in surnames():
        yield house.span("house")


_UNIT = lazy(  # 鲍雪峰　调查统计处　处长
    rf"(?:(?<![{HAN}])|(?<=[任兼由原现]))(?P<unit>(?![各该本某副原现由]|有关|相关|所[属在]|[分主]管|[处科股]级)"
    rf"(?:(?![的和与及任兼])[{HAN}]){{1,12}}"
    r"(?P<of>[处科股]))[ \u3000\t]*\Z"
)
_HOUSE = lazy(  # 聘任：\n雷东升为|有机化学实验室|主任
    rf"(?:^|(?<=[\n；：]))(?P<name>[{HAN}][{HAN} \u3000]{{1,3}})(?:同志)?为(?P<house>(?![该本其各])"
    rf"(?:(?![的和与及为])[{HAN}]){{2,12}}(?:实验室|中心|研究所|教研室|编辑部))\Z"
)
_LONGEST = 20  # characters of an office's name, or fewer


def local(reading: Reading, ending: Mapping[int, Entity]) -> Iterator[tuple[int, int]]:
    """Organs of a level (省政府) and offices for a field (市科技局), with the place they are of."""
    text, at = reading.text, 0
    while match := _LOCAL.search(text, at):
        start, end = match.span()
        at = end
        if is_cut(text, end):
            at = start + 1
            continue
        level = match["level"] or match["league"] or ""
        if place := ending.get(start + len(level)) or ending.get(start):
            yield place.start, end
        elif is_level(reading, start):
            yield start, end


def is_level(reading: Reading, start: int) -> bool:
    """Is what starts here a level by itself (省科技厅), and not the end of a word (超市, 各省)?"""
    before, word = reading.text[start - 1 : start], reading.word(start)
    if reading.text.endswith((*_CONSULTS, *lists(TABLE)["consult"]), 0, start):  # 经商|市公安局
        return True
    joined = before == "和" and is_han(reading.text[start - 2 : start - 1])  # 县法院和|县检察院
    if word.start == start - 1 and (before in VERBS or joined):  # 任|市公安局
        return True
    if _LEVELS_ALONE.search(reading.text, max(0, start - 7), start):
        return False
    if reading.text.endswith("所在", 0, start) or (word.start < start and is_known(word.text)):  # 乡|镇
        return False
    here = reading.text[start]
    if is_han(before) and before not in _FREE and reading.text.startswith(_KINDS_TOO, start):
        return False  # 中西部|地区图书馆
    if (before in _TOGETHER and before != here) or (here == "区" and before in _OF_ZONES):
        return False  # 区|县政府, but 南开区|区委; 先行|区建设办公室
    if here == "区" and reading.text.endswith(_ZONES, 0, start):
        return False
    each = _EACH.search(reading.text, max(0, start - 24), start)
    return before not in word_set(TABLE, "no_level") and not each


_LEVELS_ALONE = lazy("(?:(?:^|[和及由各，。；（ ])[省市县区州旗镇乡]|的街道办事处)、\\Z")  # 市和区、|县政府
_KINDS_TOO = ("地区", "街道")  # levels that end what says which places are meant: 农村地区, 基层街道
_FREE = VERBS | frozenset("和与及在从的驻")  # what stands before such a level
_OF_ZONES = frozenset("导行范验作发税散聚集")  # before 区: 先导区, 先行区, 示范区
_ZONES = ("经开", "综保", "辖", "片", "园", "库")  # 经开|区法院 is not the court of the district
_TOGETHER = frozenset("省市县区")  # levels that stand together where no one body is meant: 区县政府


def up_to_act(text: str, end: int) -> int:
    """The end of a name without what several bodies do: 省司法厅|联合会签."""
    return end - len("联合会") * (_JOINTLY.match(text, end - len("联合会")) is not None)


_JOINTLY = lazy("(?<=[厅局委部院联社办])联合会(?:签(?![署订约名字])|[商审办同谈])")
