"""Evidence, from words and tables, against a name that the tagger finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import NO_PLACE_BEFORE, find_places, letters
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.surnames import surnames
from policytext.recognition.aftername import announces, is_of_works
from policytext.recognition.agencies import consults, each_office, is_abroad, is_cut, is_level, is_no_one
from policytext.recognition.build import (
    NO_BODIES,
    SORT,
    is_deed,
    is_field,
    is_proper,
    part_tails,
    site_words,
    words_of,
)
from policytext.recognition.buildings import is_building
from policytext.recognition.candidates import is_formed
from policytext.recognition.locations import is_quoted_rest
from policytext.recognition.nameform import (
    PERSONAL,
    characters_of,
    is_clause,
    is_state,
    looks_like_goods,
    not_names,
)
from policytext.recognition.ownnamed import is_kind
from policytext.recognition.regions import is_no_region
from policytext.recognition.standing import is_no_place
from policytext.recognition.villages import is_kind_of_village
from policytext.resources import any_of, lists, word_set

if TYPE_CHECKING:
    from policytext.language.nametagger.spans import Span

OFFICE = 0.85  # that a body of a bare level is one that the tables do not have
WORDED = 0.9  # that common words are a body in text about administration
FORMED = 0.75  # that a name is a person that is not made as names are (织田信长)
SHORT = 0.9  # the same of two characters, in text about administration whatever stands beside them
SHOWN = 0.98  # that a word of the dictionary is a person with no word beside it that says so
_SURE = {"nr": 0.85, "nrfg": 0.85, "nrt": 0.9, "ns": 0.9}  # the same where jieba has it for a name
_CUT = 0.95  # that a name ends within a word, behind a surname that hardly ever is anything else
_OF_A_LEVEL = lazy("[各全本该省县区乡镇]|市(?!场)|自治区|街道")  # which of these are bodies the rules know
_NO_PERSON = lazy(".+[府寺庙局厅村]|.{2,}[镇乡]")
_LIKE_A_PLACE = lazy(  # 唐家河, 吴淞江, but 唐家璇 is somebody
    ".家(?:.?[江河湖沟台岛峡谷岭坡坝湾口山塘桥店铺营窑界集堡])?$|.{2,}[江河湖沟台岛峡谷]$|.+[庄寨屯坪]$"
)
_GOES_ON = lazy("[局厅委部办院][要将应须]|^[我本]|[总统]揽|各区县|委办局$")  # 省能源局|要派驻工作组, 我厅
_PROPER = ("ns", "nz", "nr", "nt", "nrt", "nrfg", "x", "eng")  # jieba's tags of names, and of no word
_FULL = 3  # characters of a surname and two more
_CHINESE = ("nr", "nrfg")
"""jieba's tags of people; `nrt`, of foreign ones, is as often a river or a company."""
_NUMBERS = "一二两三四五六七八九十"
_LINE = lazy(  # 沈白|高铁, 凌绥|、台黑4条高速, 奕斯伟|二期
    lambda: (
        r"(?:、\w{2,4}){0,6}等?(?:\d+|[两二三四五六七八九十多]+)?[条座个段户家]?(?:在建|新建|国家级?|省级)?"
        rf"(?:{any_of('sites.tsv', 'line')}"
        "|通道|大道|快速路|线|段|[一二三四]期|融合|一体化|产业带|城市群|都市圈|项目|遗[址迹]|区域)"
    )
)


def is_common_verb(word: Word) -> bool:
    return word.tag in ("v", "vn") and len(word.text) > 1 and is_known(word.text)


def _is_office(reading: Reading, span: Span) -> bool:
    """Is it an office of a level for a field that no table has: 市文旅广体局?"""
    name = reading.text[span.start : span.end]
    return (
        span.sure > OFFICE
        and len(name) > 3
        and name.endswith(("局", "厅", "委", "办", "委员会", "中心"))
        and is_level(reading, span.start)
    )


_OF_EACH = lazy(rf"各[{HAN}、]{{0,6}}[省市县区州旗盟]\Z")  # 各设区市|发展改革委


def is_ruled_out(reading: Reading, span: Span, *, about: bool = True) -> bool:
    """Do the rules know that this is no name: a word that only looks like one, a body of no place?

    Where the text is `about` administration, common words make up no body, two odd characters nobody.
    """
    name = reading.text[span.start : span.end]
    if "\n" in name:
        return True
    if span.kind == "PER":
        return _is_no_person(reading, span, about)
    if "各" in name or not name[0].isalnum():  # 沿海各县, 省政府各厅委; ：
        return True
    return (
        _is_no_body(reading, span, name, about)
        if span.kind == "ORG"
        else _is_no_location(reading, span, name)
    )


def _common(reading: Reading, span: Span, proper: Sequence[str] = ()) -> list[bool]:
    """Is each word of the span one of the dictionary, and no proper name?"""
    words = reading.words_in(span.start, span.end)
    return [not is_proper(one, _PROPER) and one.tag not in proper and is_known(one.text) for one in words]


def _is_no_person(reading: Reading, span: Span, about: bool) -> bool:
    text, name = reading.text, reading.text[span.start : span.end]
    if sum(map(str.isalpha, name)) < 2 or is_state(text, span.start):  # 李|主席; · · alone
        return True
    if (
        span.start not in reading.starting and name[0] not in surnames() and name.isalpha()
    ):  # 苏尔坦加|济耶夫
        return True
    words = reading.words_in(span.start, span.end)
    common_word = len(words) == 1 and is_known(name) and not _is_somebody(reading, span, words[0])
    odd = span.sure <= FORMED and not is_formed(name)
    announced = announces(text, span.end)
    return (
        (not announced and (common_word or odd or bool(_LIKE_A_PLACE.match(name))))
        or ((not announced or text.startswith("等", span.end)) and looks_like_goods(name))  # 杜仲、黄菊|等
        or (about and span.sure <= SHORT and len(name) < _FULL and not is_formed(name))  # 剪角
        or bool(_PRIZE.match(text, span.end))
        or is_of_works(text, span.end)
        or is_clause(reading, span.start, span.end)
        or name in not_names()
        or is_building(text, span.start, span.end)
        or name[0] == "已"  # 已达成|一致意见
        or bool(_RATE.match(text, span.end))
        or (name[-1] == "地" and is_known(name[:-1]))  # 严肃地|说
        or (name[-1] == "音" and text[span.start - 1 : span.start] in _BRACKETS)  # 沈岩（申音）
        or bool(_NO_PERSON.fullmatch(name))
        or (_common(reading, span, _PROPER) == [True] and len(name) < 4)
    )


_BRACKETS = ("（", "(")
_RATE = lazy(r"率(?:分别|[达为超、，。]|[提增]|\d)")  # 普惠|率, but 尹弘|率团


def _is_somebody(reading: Reading, span: Span, word: Word) -> bool:
    """Is a word of the dictionary a person, by its tag and by how sure the tagger is: 林彪, 克林顿?

    Not where it may be a part of another name: 库尔特|计数法, “祖冲之|三号”.
    """
    full = len(word.text) >= _FULL and surnames().get(word.text[0]) == 2  # not 金秋, 银行卡
    if span.sure > SHOWN or (word.tag in _CHINESE and full):
        return True
    behind = reading.word_from(span.end)
    part = behind is not None and behind.tag[0] in "ng"
    part = part or reading.text[span.start - 1 : span.start] == "“"
    return span.sure > _SURE.get(word.tag, SHOWN) and not part and not any(find_places(word.text))


def _is_no_body(reading: Reading, span: Span, name: str, about: bool) -> bool:
    first = reading.words_in(span.start, span.end)[0]
    return (
        name in part_tails()  # 农民|日报社
        or name in word_set("agencies.tsv", "homonym")  # 提高|总装|能力
        or name in not_names("body")
        or (about and name.endswith("基金"))  # 国家自然科学基金
        or is_kind(reading, span.start, span.end)
        or any(consults(reading.text, at) for at in range(span.start + 2, span.end))  # 交通部商|国家物价局
        or len(each_office(reading.text, span.start, span.end)) > 1
        or name.startswith((*words_of("outside", "kind"),))
        or name.removeprefix("附属").removeprefix("国家").removeprefix("级")
        in words_of("kind")  # 一批|国家工程研究中心
        or is_abroad(reading.text, span.start)
        or bool(SORT.fullmatch(first.text) or is_deed(first))
        or bool(_GOES_ON.search(name))
        or is_cut(reading.text, span.end)  # 省级财政部|门
        or is_no_one(reading.text, span.start, span.end)
        or bool(_OF_EACH.search(reading.text, max(0, span.start - 10), span.start))
        or any(name[place.end :] in NO_BODIES for place in find_places(name))  # 北京市|学校
        or bool(_OF_A_LEVEL.match(name) and not _is_office(reading, span))
        or (about and (_is_common(reading, span) or _is_cut_off(reading, span)))
        or (name.endswith("中心") and name[:-2].endswith(_hubs()))  # 上海国际贸易中心
        or (first.tag in _OF_CLAUSES and _common(reading, span)[0] and _goes_on(reading, span))
    )


def _is_common(reading: Reading, span: Span) -> bool:
    """Are words of the dictionary all of it, two (邮政|机构) or with no end of a body (国家|应急|新闻)?

    Not of an office (市场|监管局), nor, where the tagger is sure, of 住房|公积金|管理中心: 日间|照料|中心.
    """
    common, name = _common(reading, span), reading.text[span.start : span.end]
    two = len(common) == len("邮政") or len(name) < _FULL
    ends = name.endswith(tuple(part_tails())) and span.sure > WORDED
    return all(common) and name[-1] not in "局厅委署" and (two or (len(common) > 1 and not ends))


def _is_cut_off(reading: Reading, span: Span) -> bool:
    """Does the name end within a word, also one that jieba made up: 四川社保科|创, 信银金|投?"""
    behind = reading.word_from(span.end)
    last = reading.words_in(span.start, span.end)[-1].text
    stray = behind is not None and len(behind.text) == 1 and behind.tag[0] in "nv" and not is_known(last)
    return stray or span.end not in reading.ending or reading.cuts(span.start, span.end)


@cache
def _hubs() -> tuple[str, ...]:
    return ("农村", *(f"国际{word}" for word in words_of("hub")))


_OF_CLAUSES = ("v", "a", "ad", "d")


def _goes_on(reading: Reading, span: Span) -> bool:
    """Is the first word a verb, or what stands before the verb that follows: 配齐|配足|幼儿园?"""
    words = reading.words_in(span.start, span.end)
    return words[0].tag == "v" or (len(words) > 1 and words[1].tag == "v" and len(words[1].text) > 1)


def _is_no_location(reading: Reading, span: Span, name: str) -> bool:
    words = reading.words_in(span.start, span.end)
    return (
        is_no_place(name)
        or any(zone.endswith(name) for zone in site_words("zone"))  # 各自|贸试验区
        or is_kind_of_village(name)
        or is_quoted_rest(reading.text, span.start, span.end)
        or (len(name) == 2 and name[0] in _NUMBERS and not any(find_places(name)))  # 三港
        or (reading.cuts(span.start, span.end) and not reading.text.endswith(_CAPITALS, 0, span.start))
        or bool(NO_PLACE_BEFORE.match(reading.text, span.end))
        or words[0].text in lists("industry_parts.tsv")["modifier"]  # 智慧|口岸
        or words[0].text in words_of("outside")  # 蓄能|电站
        or (len(words) < 3 and name.endswith("国家"))  # 郑州|国家中心城市
        or name.endswith(("州县", "市县", "区县", "省市"))  # 涉藏州县
        or bool(_NO_PLACE.match(name))
        or (len(name) == 1 and not _is_letter(reading, span, name))
        or words[0].tag in "il"  # 大江南北
        or (len(name) < 4 and not any(find_places(name)) and bool(_IN_LINES.match(reading.text, span.end)))
        or bool(_STATES.fullmatch(name) and _SO_MANY.match(reading.text, span.end))
        or (
            len(words) > 1
            and words[-1].text in _ends_of_sites()
            and all(word.text in _sorts() for word in words[:-1])
        )
        or bool(_FIRM.match(reading.text, span.end) and not any(find_places(name)))  # 黄鹤楼|酒业
        or is_no_region(reading.text, span.start, span.end)
        or (
            len(words) == 2 and words[1].text in site_words("work") and is_field(words[0].text)
        )  # 算力|枢纽
        or (len(words) > 1 and is_common_verb(words[0]) and not any(find_places(name)))  # 优化|城市
        or (name == "中国" and reading.text.startswith(("特色", "式"), span.end))
        or (all(_common(reading, span)) and all(len(word.text) > 1 for word in words))
    )


_CAPITALS = ("首都", "省会")  # 首都|北京 is one word to the dictionary


def _is_letter(reading: Reading, span: Span, name: str) -> bool:
    """Is it the one-character name of a province or state: 在|川, 对|俄; not 和|美|乡村?"""
    beautiful = name == "美" and reading.text[span.end : span.end + 1] in ("乡", "丽")
    return (name in letters() or bool(_STATES.match(name))) and not beautiful


_IN_LINES = lazy(  # 桑龙|、城龙、醴娄等7条高速
    rf"(?:(?:、[{HAN}]{{2,4}})+?等?|等)\d*[条个]?(?:在建|新建)?(?:高铁|高速|铁路|公路|新线|线)"
)
_STATES, _SO_MANY = (
    lazy("[中美英法德日俄韩朝印意加澳越泰缅蒙]+"),
    lazy("[两三四五六七八九十]国"),
)  # 英法德|三国
_FIRM = lazy("[酒药乳铝铜糖置]业|股份|集团")


@cache
def _ends_of_sites() -> frozenset[str]:
    """Last words of places, which alone or with what sort they are name none: 滨海|湿地."""
    return site_words("work", "zone", "nature", "sight", "alone")


@cache
def _sorts() -> frozenset[str]:
    return frozenset({"国际", *site_words("sort", "rank"), *lists("industry_parts.tsv")["modifier"]})


_NO_PLACE = lazy(
    "同[亚非欧美]|非[遗美]|各自|上马$|融湾$|大京郊|自治[州县旗]$|.[两三四五]国$|山野岭$|海河海$|[港澳]人治"
    "|周[边围]|滨海(?:酒店|宾馆)|(?:来源|原产|缔约|成员|东道|目的|进口|出口)国$"
    "|不[^丹]|.{2,3}地方$|(?:.|[东西南北]+)大通道$"
    "|中华人民共和国.|.*铁路(?![大桥街新站小村])."
)  # 加强|同亚非国家, 深|山野岭, 铁|海河海|联运, 川大通道, 中华人民共和国澳门|法, 青藏铁路格拉|段


_PRIZE = lazy(  # 诺贝尔|生理学或医学奖, 伯尔尼|公约, 阿拉伯|数字
    rf"(?:(?![获得夺摘评授颁])[{HAN}]){{0,8}}奖(?![励金惩])|公约|定理|数[字码]"
)
_FIRMS = lazy(r"(?:、\w{2,6}){0,9}等[^，。；、]{0,8}(?:企业|企|集团|公司|龙头|品牌|商|项目|工程)")
_OF_FIRMS = lazy("(?:民企|央企|国企|车企|企业|公司|集团|品牌)$")


def is_thing(text: str, span: Span) -> bool:
    """Is a tagged person a road or line by its ends, a company in a list, a prize, in quotation marks?"""
    quoted = text[span.start - 1 : span.start] == "“" and text[span.end : span.end + 1] == "”"
    follows = _LINE.match(text, span.end) or _FIRMS.match(text, span.end)
    ends = characters_of("thing", "goods")
    weak = surnames().get(text[span.start], 0) < 2 and text[span.end - 1] in ends
    return (
        quoted or weak or bool(follows) or bool(_OF_FIRMS.search(text, max(0, span.start - 4), span.start))
    )


def is_of_words(reading: Reading, span: Span) -> bool:
    """Is a tagged person a run of words of the dictionary (水|行政, 平台|内), or cut out of one (公共场所)?

    A surname that hardly ever is anything else, and a word behind it, are somebody: 丁|海军.
    """
    words = reading.words_in(span.start, span.end)
    name = reading.text[span.start : span.end]
    weak = not surnames().get(name[0]) and len(name) > 2 and is_known(name[1:])  # 原|执业
    weak = weak and not (words[0].text == name and words[0].tag in PERSONAL)  # 勃|拉姆斯
    cut_off = words[0].start == span.start and len(words) > 1 and surnames().get(name[0]) == 2
    if cut_off and span.sure > _CUT:  # 吴念|真的, but 毛泽东|思想 is one word
        return False
    if weak or reading.cuts(span.start, span.end):
        return True
    common = all(word.tag not in _PROPER and is_known(word.text) for word in words)
    return common and surnames().get(words[0].text, 0) < 2 - (words[0].tag in PERSONAL)
