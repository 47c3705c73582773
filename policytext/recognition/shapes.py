"""Bodies whose names have a shape of their own, whatever their words are: committees of a term, missions,
firms of a profession, companies after a place, offices of towns, laboratories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from policytext.language.bodies import COMPANIES, ENTERPRISES, full_names
from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.recognition.agencies import BODY_OF_LEVEL, is_level, national_names
from policytext.recognition.build import belongs, body_tails, longest, words_of
from policytext.recognition.model import Entity
from policytext.resources import alternation, any_of, lists, rows

Span = tuple[int, int]

_TERM = "(?:第?[一二三四五六七八九十]{1,4}届)?"
_DIVISION = rf"[{HAN}]{{1,10}}?[省市县区州盟旗]"
_COMMITTEE = lazy(  # 政协第十三届河北省委员会, 中共平安县第九届委员会, 民盟青海省委
    rf"政协{_TERM}{_DIVISION}{_TERM}委员会"
    rf"|(?:中国共产党|中共){_DIVISION}{_TERM}(?:委员会|纪律检查委员会)"
    rf"|(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)(?:中央(?:委员会)?|{_DIVISION}委(?:员会)?)",
    needs="政协|中国共产党|中共|民[革盟建进]|农工党|致公党|九三学社|台盟",
)
_OF_TERM = lazy("第[一二三四五六七八九十]{1,4}届(?:人民代表大会|人大)(?:常务委员会|常委会)")
_SESSION = lazy("第?[一二三四五六七八九十]{1,4}次")
_MISSION = lazy(rf"驻[{HAN}]{{1,8}}?(?:大使馆|使馆|总领事馆|领事馆|总领馆|代表处|办事处)")
_FORCE = "(?:陆军|海军|空军|火箭军|武警|战略支援部队|联勤保障部队)"
_ARMY = lazy(  # 陆军第78集团军某旅, 新疆军区某边防团, 北部战区空军某部, 61495部队基建营房处
    rf"(?:中国人民)?(?:解放军|武警(?:部队)?)?第?\d{{4,6}}部队(?:[{HAN}]{{2,6}}?(?:[处科连团室]|营(?!房)))?"
    rf"|(?:中国人民解放军)?(?:[东南西北中]部战区{_FORCE}?|{_FORCE}|(?:[{HAN}]{{2,3}}省|省|新疆|西藏|内蒙古)军区)"
    rf"(?:第?(?:\d+|[一二三四五六七八九十]+)集团军|[{HAN}]{{2}}舰队)?"
    r"(?:(?:某|第\d+)(?:合成|边防|防空|特战|工化|炮兵|航空兵|导弹|通信|陆航|海防|机步|驱逐舰|潜艇|雷达|运输|后勤|装备)?"
    r"(?:支队|基地|中队|大队|[军师旅团营连站部]))?(?![校长事])",
    needs="部战区|[陆海空]军|火箭军|武警|部队|军区",
)
_UNIT = lazy(r"集团军|舰队|[某第]|\d部队")
_SCHOOL = lazy(  # 黄石|二中, 下陆区|铜都小学, 鄞州|二院
    r"第?[一二三四五六七八九十]{1,2}院(?![士校区系子落内所长一二两三四五六七八九十多])|"
    r"(?:第?[一二三四五六七八九十]{1,3}|\d{1,3})中(?!等[职专教收偏规]|全会|[央心国学期旬间部层小共型高院])"
    "|第[一二三四五六七八九十〇零百]{1,4}中学校"
    rf"|(?<=[区县市镇乡])(?!部分|所有|多所|农村|乡村|公办|民办|各)[{HAN}]{{2,4}}?(?<![中大])(?:小学|中学)(?![生校阶])"
)
_AFFILIATED = lazy(
    rf"(?<![{HAN}])(?:第[一二三四五六]附属医院|第[一二三四五六]临床医学院|[一二三四五六]附院)(?!校)|"
    rf"附属(?:第[一二三四五六七八九十]{{1,3}}|(?!公立|机构|直属|中小)[{HAN}]{{2,9}}?)(?:医院|中学|小学|学校)"
    rf"(?:(?:(?![和与及等对到在为的将由联建])[{HAN}]){{2,4}}(?:医院|分院))?",
    needs="附属|附院|临床医学院",
)
_PROFESSION = "(?:律师|会计师|税务师|资产评估|专利代理)事务所"
_FIRM = lazy(rf"[{HAN}]{{0,8}}?(?:[（(][{HAN}]{{2,5}}[）)])?{_PROFESSION}")
_CAMPUS = lazy(rf"[（(](?P<place>[{HAN}]{{2,3}})[）)]")
_GROUNDS = lazy(rf"(?P<name>[{HAN}]{{2,5}}?)(?:校区|院区|分校)(?!域)")
_TOWN = lazy(
    rf"(?<![{HAN}])(?![各该本全每两某]|[建设成]立|撤销|恢复)(?:[{HAN}]{{2,3}}?(?:镇|乡|街道))(?:党委|党工委|党政办|纪委|人大|政府|人民政府|办事处|办)(?![事理公好])",
    needs="[镇乡道](?:党|纪委|人大|政府|人民政府|办)",
)
_CORPS = lazy(  # 新疆兵团四师七十一团, 兵团第八师
    rf"(?:新疆(?:生产建设)?|(?<![{HAN}]))兵团第?[一二三四五六七八九十]{{1,3}}师(?:第?[一二三四五六七八九十]{{1,5}}团)?(?![市长])",
    needs="兵团第?[一二三四五六七八九十]",
)
_NUMBERED = lazy(  # 中铁二院, 中建三局, 中交四航局, 中铁济南局
    rf"中(?:铁|建|交)[{HAN}]{{2,3}}局(?![势部面限])|"
    r"中(?:铁|建|交|冶|核|煤|水|电建|电科|化学)(?:第)?(?:[一二三四五六七八九十]{1,2}|\d{1,2})"
    r"(?:局|院|公司|航局|航院|公局|冶|所|勘院)(?:集团(?:有限公司)?)?(?![属级长])"
)
_RURAL = lazy(  # 曲周汇达农村商业银行
    rf"(?:(?<![{HAN}])|(?<=[时现]任))[{HAN}]{{3,8}}?(?:农村商业银行|农商银行|农村信用(?:合作)?联社|村镇银行)(?:股份有限公司)?",
    needs="农村(?:商业银行|信用)|农商银行|村镇银行",
)
_THOUGHT = lazy(  # 习近平文化思想研究中心重庆市协同研究基地
    rf"习近平[{HAN}]{{2,12}}思想研究(?:中心|院|会|所)(?:[{HAN}]{{2,6}}(?:研究)?(?:基地|分中心))?"
)
_BLOC = lazy(  # bodies of groups of states: 金砖国家工业能力中国中心
    r"(?:金砖国家|上合组织|上海合作组织|中国[—－-](?:东盟|上合组织|中东欧国家|阿拉伯国家|中亚))"
    rf"(?:(?![的了和与及在等对为])[{HAN}]){{2,14}}?(?:中国中心|中心|联盟|研究院|实验室|学院|秘书处)(?![城地作])"
)
_BANK = lazy(  # 人民银行济南分行营管部
    rf"(?=[中人工农建交国])(?:(?:中国)?(?:人民|工商|农业|建设)|中国|交通|国家开发)银行(?![各总当其该所分省市县地]|地市)[{HAN}]{{2,6}}?"
    r"(?:分行|支行|营业管理部|营管部)(?:营业管理部|营管部)?",
    needs="[分支]行|营业管理部|营管部",
)
_GROUP = lazy(  # 市推进新型工业化领导小组
    r"(?:第[一二三四五六七八九十]{1,2}次(?=全国))?(?:全国|省|市|县|区|州|自治区|自治州|旗)"
    rf"[{HAN}]{{2,22}}?(?:(?:领导小组|协调小组|工作专班)(?:办公室)?|联席会议办公室)",
    needs="领导小组|协调小组|工作专班|联席会议",
)
_TASK = lazy(
    rf"[{HAN}]{{2,22}}?(?:(?:领导小组|协调小组|专项小组|工作专班|工作委员会)(?:办公室)?|联席会议办公室)"
)  # 天河区|…专项小组
_SLOGAN = lazy(r"(?:健康|平安|美丽|数字|法治|智慧|文明)\Z")  # 数字|山东|建设专项小组
_NO_GROUP = lazy(
    "要求|责成|督促|协助|配合|依托|积极|充分|发挥|成立|设立|组建|调整|建立|健全|加强|担任|组长|[的了在等由被把将]|各级|以及"
)
_WITHIN = 18  # characters between a place and the legal form of a company named after it
_MEDIA = lazy(  # 浙江在线|11月28日讯, 据|新华网|报道
    rf"(?:(?<![{HAN}])|(?<=[据由]))(?![据本我该各多某])(?:(?:(?!通过|登[录陆])[{HAN}]){{2,6}}?"
    r"(?:新闻网|(?<!互联)(?<![官外内])网|在线|日报|晚报|晨报|时报|都市报|(?<!报)全媒体|(?<!报)融媒)|(?:澎湃|央视|封面|红星|极目|界面)新闻"
    rf"|[{HAN}]{{2,3}}?(?<![本报合行销版作用志公])社)"  # 彭博社|记者
    r"(?=讯|记者|报道|消息|注意到|(?<=新闻)了解|了解到|获悉|\d{1,2}月\d{1,2}日[讯电])",
    needs=r"[网线报体媒闻社](?:讯|记者|报道|消息|注意到|了解|获悉|\d{1,2}月)",
)
_KABUSHIKI = lazy(  # 旭化成株式会社, 株式会社东芝
    rf"(?:(?<![{HAN}A-Za-zァ-ヶー])|(?<=[和与及]))[{HAN}A-Za-zァ-ヶー]{{1,10}}?株式会社"
    rf"|株式会社[{HAN}ァ-ヶー]{{2,8}}(?=[、，。；）)]|$)",
    needs="株式会社",
)
_OF_COUNTY = lazy(  # 泉州市|晋江|生态环境局: of a city, in a county
    rf"(?:[{HAN}]{{2,3}}省)?[{HAN}]{{2,4}}市(?P<county>[{HAN}]{{2,3}})(?:生态环境|自然资源)局(?![长面势部限])",
    needs="(?:生态环境|自然资源)局",
)
_FUNCTION = lazy("[的了在等和与及或对向由被把将为让使给]|按照")
_PARENT = lazy(lambda: f"(?:{'|'.join(parent for parent, *_ in rows('branches.tsv'))})$")
"""Any body that has branches, at the end of a stretch."""
_LEGAL = lazy(lambda: rf"[{HAN}A-Za-z0-9（）()•·]{{2,{_WITHIN}}}?(?:{alternation(words_of('legal'))})")
_BRANCH = lazy(lambda: rf"{any_of('company_words.tsv', 'parent')}[{HAN}]{{2,12}}?(?:分公司|公司|局)")
"""国网清溪县供电公司, 中国移动芜湖分公司."""


def shaped(reading: Reading, places: Sequence[Entity]) -> Iterator[Span]:
    """The bodies that their shape shows.

    >>> from policytext.recognition.locations import locations
    >>> text = "九三学社四川省委、塞尔维亚驻华使馆、四川明炬（广元）律师事务所、青溪镇党委"
    >>> reading = Reading(text)
    >>> [text[start:end] for start, end in shaped(reading, locations(reading))]
    ['九三学社四川省委', '青溪镇党委', '塞尔维亚驻华使馆', '四川明炬（广元）律师事务所']
    """
    text = reading.text
    for match in (
        *_COMMITTEE.finditer(text),
        *_TOWN.finditer(text),
        *_BRANCH.finditer(text),
        *_NUMBERED.finditer(text),
        *_CORPS.finditer(text),
        *_THOUGHT.finditer(text),
        *_BLOC.finditer(text),
        *_BANK.finditer(text),
        *_AFFILIATED.finditer(text),
        *_MEDIA.finditer(text),
        *_KABUSHIKI.finditer(text),
    ):
        session = _SESSION.match(text, match.end()) and not match[0].startswith("政协第")
        if not session and not _FUNCTION.search(match[0].removesuffix("在线")):
            yield match.span()
    yield from _groups(reading)
    yield from _departments(text)
    yield from _banks(text)
    for match in _ARMY.finditer(text):
        if _UNIT.search(match[0]) and not _FUNCTION.search(match[0]):
            yield match.span()
    for place in places:
        yield from _in_place(text, place)
        yield from _school(text, place)
        for pattern in (_OF_TERM, _MISSION, _FIRM):
            named = pattern.match(text, place.end)
            if named and not _FUNCTION.search(named[0][:-2]) and not _SESSION.match(text, named.end()):
                yield place.start, named.end()
        if (task := _TASK.match(text, place.end)) and not _NO_GROUP.search(task[0]):
            slogan = _SLOGAN.search(text, max(0, place.start - 2), place.start)
            yield slogan.start() if slogan else place.start, task.end()
        if end := _company(reading, place.end):
            yield place.start, end
    yield from _laboratories(reading)
    yield from _firms_of_posts(text)


def _school(text: str, place: Entity) -> Iterator[Span]:
    """A school by its number or own name behind its place: 黄石|二中, 下陆区|铜都小学."""
    school = _SCHOOL.match(text, place.end)
    if school and not _FUNCTION.search(school[0]):
        yield place.start, school.end()


def _departments(text: str) -> Iterator[Span]:
    """Departments of national bodies, whatever their names are made of: 商务部|市场运行和消费促进司."""
    for start, end in national_names().find(text):
        department = _DEPARTMENT.match(text, end) if text[end - 1] in "部委局署行" else None
        if department and not _NO_DEPARTMENT.search(department[0]):
            yield start, department.end()


_DEPARTMENT = lazy(
    rf"[{HAN}]{{1,14}}?(?:(?<![公上官打])司(?![长法机令仪空徒员事职库局])|(?<![总布格结全大])局(?![长面势部限]))(?:[一二三四五六七八九十]处)?"
)
_NO_DEPARTMENT = lazy(
    r"\A[和及与]|[的了在等由把被将从就让使请给省县州旗]|(?<!城)市(?![场政])|(?<![地社])区(?!划)|会同|联合|印发|发[布文出]|召开|通[知报]|要求|公[布告]|派出|批[复准]|同意|国家|"
    "有关|相关|负责|[各该某副]|主任|书记|长(?![江城期远])|(?<!基)本|部|委|署"
)


def _in_place(text: str, place: Entity) -> Iterator[Span]:
    """The branch of a national body in a place (国家税务总局|苏州市|税务局), or of a city's in a county."""
    if (bureau := _OF_COUNTY.match(text, place.start)) and not _FUNCTION.search(bureau["county"]):
        yield bureau.span()
    first = max(0, place.start - _LONGEST_PARENT)
    if not _PARENT.search(text, first, place.start):
        return
    for parent, branch in _branches():
        before, after = parent.search(text, first, place.start), branch.match(text, place.end)
        if before and after:
            yield before.start(), after.end()


@cache
def _branches() -> list[tuple[LazyPattern, LazyPattern]]:
    return [
        (lazy(f"(?:{parent})$"), lazy(branch.replace("HAN", f"[{HAN}]")))
        for parent, branch, _ in rows("branches.tsv")
    ]


_LONGEST_PARENT = 12  # characters of a body that has branches


def _banks(text: str) -> Iterator[Span]:
    """Rural banks by a place and a name: 曲周汇达农村商业银行."""
    for match in _RURAL.finditer(text):
        place = next(find_places(match[0]), None)
        if place and place.start == 0 and not _FUNCTION.search(match[0]):
            yield match.span()


def _groups(reading: Reading) -> Iterator[Span]:
    """Groups of a level for a task: 市推进新型工业化领导小组."""
    text = reading.text
    for match in _GROUP.finditer(text):
        levelled = is_level(reading, match.start()) and not BODY_OF_LEVEL.match(text, match.start())
        if levelled and not _NO_GROUP.search(match[0]):
            yield match.span()


def campus(text: str, found: Sequence[Entity]) -> Iterator[Span]:
    """Schools and hospitals with a campus: 中国地质大学（武汉）, 沧江医学院杏林校区."""
    for entity in found:
        grounds = _GROUNDS.match(text, entity.end) if _has_grounds(entity.text) else None
        if grounds and not _NEW.search(grounds["name"]):
            yield entity.start, grounds.end()
        match = _CAMPUS.match(text, entity.end) if entity.text.endswith(_SEATED) else None
        if match and (match["place"] in _PARTS or any(p.start == 0 for p in find_places(match["place"]))):
            yield entity.start, match.end()


def _has_grounds(name: str) -> bool:
    return name.endswith(_SCHOOLS) or ("医" in name and name.endswith("中心"))


_SEATED = ("大学", "学院", "研究院", "研究中心", "创新中心", "实验室")  # 先进计算研究院|（无锡）
_SCHOOLS = ("大学", "学院", "学校", "医院", "中学", "小学")
_NEW = lazy("[的新老各多等和与]|建设|扩建|启用")  # 西藏职业技术学院|新校区
_PARTS = ("华东", "华北")  # 中国石油大学（华东）: no division


def _company(reading: Reading, start: int) -> int | None:
    """The end of a company's name that goes on the place before `start`: 云南曲靖|呈钢钢铁（集团）有限公司.

    None where a verb governs what follows: 深圳|引进|…有限公司.
    """
    match = _LEGAL.match(reading.text, start)
    if match is None or _FUNCTION.search(match[0]):
        return None
    words = reading.words_in(start, match.end())
    first = words[0]
    verb = first.tag in ("v", "vn", "p", "d") and len(first.text) > 1 and is_known(first.text)
    loose = any(word.text in words_of("outside") - words_of("soft") for word in words)
    plain = _BRACKETED.sub("", match[0])
    loose = loose or any(place.official for place in find_places(plain))
    return None if loose or (verb and first.text not in words_of("verb")) else match.end()


def of_brands(reading: Reading, known: Iterable[Span]) -> Iterator[Span]:
    """Companies and their parts that begin with the short name of one that is known: 万华|化学有限公司."""
    text = reading.text
    for start, end in known:
        if text[start:end] in full_names(COMPANIES, ENTERPRISES):
            place = _BRACKETED.match(text, end)
            part = longest(reading, place.end(), body_tails() | {"中心"}, ()) if place else None
            if legal := _company(reading, end):
                yield start, legal
            elif part:  # 华为|（济南）|创新中心
                yield start, part[0]


_BRACKETED = lazy(rf"[（(][{HAN}]{{2,5}}[）)]")


def _laboratories(reading: Reading) -> Iterator[Span]:
    """State laboratories, which are named after their field: 小麦育种|全国重点实验室."""
    for match in _LABORATORY.finditer(reading.text):
        index = reading.starting.get(match.start())
        first = index or 0
        while first and _is_field(reading.words[first - 1]) and reading.words[first].start:
            first -= 1
        start = reading.words[first].start
        governed = first > 0 and reading.words[first - 1].text in words_of("governs")
        free = governed or reading.text[start - 1 : start] in _BEFORE_FIELD
        if index and index - first > 1 and free:
            yield start, match.end()


_LABORATORY = lazy("(?:国家|全国|国家级|省级?|教育部)重点实验室(?![建体])")
_BEFORE_FIELD = ("", *"、，。；：了和及与\n“")


def _is_field(word: Word) -> bool:
    return (belongs(word) or word.tag.startswith("v")) and word.text not in words_of("governs")


@cache
def _brand() -> LazyPattern:
    words = lists("company_words.tsv")
    post = alternation(words["post"])
    name = rf"[{HAN}]{{2,4}}(?:{alternation(words['trade'])})"
    free = r"(?:^|(?<=[，、。；：和与\n \u3000]))"
    return lazy(rf"{free}({name})(?={post})", re.MULTILINE, needs=post)


def _firms_of_posts(text: str) -> Iterator[Span]:
    """Companies by a name and their trade right before a post that only companies have: 秦丰种业|总经理."""
    return (match.span(1) for match in _brand().finditer(text))
