"""PROGRAMME: named programmes, works and slogans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.build import belongs, own_start
from policytext.recognition.model import Entity, longest_first
from policytext.resources import alternation, lists, lookahead, word_set

_QUOTED = lazy(rf"[“\"「]([^”\"」“「\n。！？；，,]{{2,24}})[”\"」]([{HAN}]{{0,12}})")
_CODED = lazy(r"\d|[+＋]|.(?:工程|行动|计划|战略|倡议)$")  # “1310”, “7+28+N”, “百千万工程”, not “计划”
_PART_OF_NAME = lazy(
    rf"(?:(?![和与及的了等为，])[{HAN}]){{0,8}}?(?:行动计划|工程|(?<!进)行动|计划|战略(?!布局)|倡议|改革)(?!态)"
)
_NO_NAME = lazy(
    r"1\d\d|\d+[-—].*|(?:12|9[56])\d{3}|\d{1,2}[·•.．]\d{1,2}"
)  # telephone numbers, days of events
_NO_CODE = lazy(
    r".*\d后|(\d)\1+|123(?:4(?:5(?:67?8?9?0?)?)?)?|谁.*"
)  # “90后”, “111111” of a password; but “123”工程
_PERIOD = lazy(r"(?:十[一二三四五六]?|[七八九])[·•]?五")  # plan periods
_FIELD = (
    "技术|师|机械|研究|质量|设计|硕士|造价|有限|股份|公司|集团|[局处系]|学院?|大学|勘察|监理|咨询|专业|课程"
)
"""What makes 工程 a field of those who work in it, and no work: 土木工程系, 第二工程有限公司."""
_TAIL = (
    rf"(?:战略行动|战略|工程(?!{_FIELD}|项目|化|(?:提升|建设|攻坚|推进|专项|改造|强基|质量|安全)[{HAN}]{{0,4}}?(?:行动|计划))"
    r"|行动计划|行动(?![者力自]|(?:提升|攻坚|升级|促进|推进|强基)计划)|计划(?![生单管经内外书]))(?![员方性])"
)
_OF_FIELD = lazy(_FIELD)
_TAUGHT = lazy("[船轮舰艇]|课程|学科|教材|专业|课题|教研室")  # “摩擦学与表面工程”课程群
_NO_PROGRAMME = lazy(
    r"[的了在对为要将等]|原计划|^[一二两三四五六七八九十]大(?:重[点大]|专项)?(?:工程|行动|计划|战略)$|^[本该各同]|^[省市县区]支持|^\d+[万多余]?[名个人户]|一批|若干|重大工程|重点工程|标志性工程|系列工程|相关|有关|年度|各项"
)
_AND = lazy("[和与]|(?<![普涉])及(?!时)")
_ENDS = ("战略", "工程", "行动", "计划")
_UP_TO = "到至—"
_WORDS = 7  # of the name of a work before 工程
_SHORTEST = 4  # characters of it, 工程 among them
_MORE = lazy(rf"(?:[、和]?“[^”\n]{{2,8}}”)+(?P<after>[{HAN}]{{0,12}})")  # “两重”|、“两新”政策
_MARKS = lazy('[“”"「」]')
_N = r"[一二三四五六七八九十\d]"
_HEADING = lazy(  # that is the name of a programme and no more: （三）建材工业数字转型行动
    rf"^[ \u3000\t]*(?:[（(]?{_N}{{1,3}}[）)、.．]|专栏[ \u3000]?{_N}{{1,2}})[ \u3000]*"
    rf"([{HAN}A-Za-z0-9+]{{4,24}}?{_TAIL})(?=。|：|\s+\d|$)",
    re.MULTILINE,
)
_words = partial(word_set, "programmes.tsv")
_VERBS = lazy(
    lambda: (
        rf"(?:[一二三四五六七八九十]是)?(?:(?:[{HAN}]{{0,2}}(?:{alternation(_words('verb', 'opening'))}))+"
        "(?:好|落实)?)?(?:我[国省市区县]|[一二三四五]期|新一期)?"
    )
)
_KIND = lazy(  # after a quoted name
    lambda: (
        rf"(?!进行|实行)(?:(?:(?![和与及的了等为在对将，])[{HAN}]){{0,8}}?(?:{alternation(_words('kind'))})"
        rf"|的?[{HAN}]{{0,3}}(?:{alternation(_words('idea'))}))"
    )
)
_GOVERNED = lazy(  # after a verb
    lambda: (
        rf"{lookahead(_words('verb', 'opening'))}(?:(?:{alternation(_words('verb'))})"
        rf"|(?<![{HAN}])(?:{alternation(_words('opening'))}))好?([{HAN}A-Za-z0-9+·—]{{2,20}}?{_TAIL})"
    )
)
_STRATEGY = lazy(
    lambda: (
        rf"(?:{alternation(_words('strategy'))})(?:战略|行动)"
        rf"|“(?:{alternation(_words('national'))})”(?:倡议|工程)?"
    )
)
_NEXT = lazy(rf"[、和及]([{HAN}]{{2,20}}?{_TAIL})")  # one after another


def programmes(reading: Reading, places: Sequence[Entity] = ()) -> list[Entity]:
    """Named programmes and slogans: “百千万工程”, “1310”, “7+28+N”, 换道领跑战略.

    >>> text = "落实“1310”部署，实施“百千万工程”，他说“很好”，推进海洋强市战略"
    >>> [programme.normalized for programme in programmes(Reading(text))]
    ['1310', '百千万工程', '海洋强市战略']
    """
    text = reading.text
    quoted = list(_quoted(text))
    found = longest_first([*quoted, *_governed(text)])
    found = longest_first([*found, *_works(reading, places), *_at_home(text, places)])
    found = longest_first([*found, *_beside(text, found)])
    return longest_first([*found, *_again(text, quoted)])


def _again(text: str, quoted: Iterable[Entity]) -> Iterator[Entity]:
    """Other places where a name stands in its quotation marks."""
    names = {entity.text for entity in quoted if entity.text.startswith("“")}
    for match in re.finditer(alternation(names), text) if names else ():
        yield _programme(text, *match.span())


def _works(reading: Reading, places: Iterable[Entity]) -> Iterator[Entity]:
    """Works and plans with a name: 雅下水电工程, 川西引水工程."""
    words, placed = reading.words, {place.start for place in places}
    ending = {place.end: place.start for place in places}
    for index in reading.ending_with("程划"):
        word = words[index]
        if not word.text.endswith(("工程", "计划")):  # 水电工程 is one word
            continue
        if word.text.endswith("工程") and _OF_FIELD.match(reading.text, word.end):
            continue
        first = index
        while first and index - first < _WORDS and belongs(words[first - 1]):
            first -= 1
        named = (w for w in words[first:index] if w.start in placed or not is_known(w.text))
        start = next((own_start(w) for w in named if len(w.text) > 1), None)
        before = reading.words[reading.word_at(start - 1)] if start else None
        if before and len(before.text) == 1 and before.tag in ("nr", "nz", "zg"):  # 乌|东德水电站工程
            start = before.start
        if start and reading.text[start - 1] in _UP_TO:  # 陇东|到山东特高压直流工程
            start = ending.get(start - 1, start)
        name = reading.text[start : word.end] if start is not None else ""
        if start is not None and len(name) > _SHORTEST and _can_be_name(name):
            yield _programme(reading.text, start, word.end)


def _can_be_name(name: str) -> bool:
    """Is it no general word for programmes, and one name only: 种业振兴和土壤改良|行动?"""
    general = lists("programmes.tsv")["general"]
    if name in general or len(name) < _SHORTEST or _NO_PROGRAMME.search(name):
        return False
    *before, last = _AND.split(name)
    several = name.endswith("战略") or last in general or len(last) < _SHORTEST
    return not before or not (several or any(part.endswith(_ENDS) for part in before))


def _programme(text: str, start: int, end: int) -> Entity:
    return Entity(start, end, text[start:end], "PROGRAMME", _MARKS.sub("", text[start:end]))


def _verb(name: str) -> str:
    """The verbs that a name begins with, and what goes before them: 深入|实施."""
    verb = _VERBS.match(name)
    return verb[0] if verb else ""


_HOME = lazy(r"(?:健康|平安|美丽|数字|法治|智慧|文明|诚信)$")


def _at_home(text: str, places: Iterable[Entity]) -> Iterator[Entity]:
    """The nation's programmes as a province calls them: 健康山西行动."""
    for place in places:
        slogan = _HOME.search(text, max(0, place.start - 2), place.start)
        if slogan and text.startswith("行动", place.end) and not text.startswith("行动方案", place.end):
            yield _programme(text, slogan.start(), place.end + 2)


def _quoted(text: str) -> Iterator[Entity]:
    for match in _QUOTED.finditer(text):
        name, after = match[1], match[2]
        more = _MORE.match(text, match.start(2))
        if _PERIOD.fullmatch(name) and after.startswith("规划"):
            yield _programme(text, match.start(), match.start(2) + 2)
        part = _PART_OF_NAME.match(after)
        if _NO_NAME.fullmatch(name) or _PERIOD.fullmatch(name) or (_NO_CODE.fullmatch(name) and not part):
            continue
        coded = _CODED.search(name) and not _is_way(name, after) and not _TAUGHT.match(after)
        if coded or (len(name) <= _LONG_QUOTE and _is_kind(more["after"] if more else after)):
            yield _programme(text, match.start(), match.start(2) + (part.end() if part else 0))


_LONG_QUOTE = 14  # characters of a name in quotation marks
_WAYS: tuple[str, ...] = ("模式", "方式", "路径", "机制", "生态", "场景", "融合")
_WAYS += ("治理", "协同", "应用", "团队", "平台", "服务")
_WITH = lazy(rf"(?!互联网|人工智能|数据|科技|标准地)[{HAN}]+(?:[+＋][{HAN}]+)+")  # “电商+产业带”
_GENERATION = lazy(r"\dG|\d+(?:个|强|条|小时|天|号)")  # “5G引领”, “3个95%”


def _is_way(name: str, after: str) -> bool:
    """Is it a way to do something (“电商+产业带”模式), or a number of things (“13条政策”)?"""
    joined = _WITH.fullmatch(name) and not after.startswith(_ENDS)
    way = name[0].isalpha() and after.startswith(_WAYS)
    return bool(joined or _GENERATION.search(name)) or way


def _is_kind(after: str) -> bool:
    """Is what follows a quoted name a word for a programme: 行动, 政策?"""
    return bool(_KIND.match(after) or _POLICY.match(after))


_POLICY = lazy("(?:等国家|等)?政策(?![取举工措清])")


def _governed(text: str) -> Iterator[Entity]:
    for match in chain(_HEADING.finditer(text), _GOVERNED.finditer(text)):
        start = match.start(1) + len(_verb(match[1]))  # 启动|实施…行动计划
        if _can_be_name(text[start : match.end(1)]):
            yield _programme(text, start, match.end(1))
    for match in _DONE.finditer(text):
        if _can_be_name(match[1]) and not _verb(match[1]):
            yield _programme(text, *match.span(1))
    for match in _LISTED.finditer(text):
        for item in _ITEM.finditer(text, *match.span()):
            lead = _LEAD.match(item[0])
            start = item.start() + (lead.end() if lead else 0)
            name = text[start : item.end()]
            if name.endswith(_ENDS) and _can_be_name(name) and not _verb(name):
                yield _programme(text, start, item.end())
    for match in chain(_CALLED.finditer(text), _STRATEGY.finditer(text)):
        yield _programme(text, *match.span(match.lastindex or 0))


_DONE = lazy(  # 国有企业改革深化提升行动|圆满收官
    rf"(?:^|(?<=[。；，\s]))([{HAN}]{{4,20}}?(?:行动|计划))"
    "(?=圆满|收官|完成|成效|启动|深入|全面|扎实|有序|取得|任务|顺利)",
    needs="(?:行动|计划)(?:圆满|收官|完成|成效|启动|深入|全面|扎实|有序|取得|任务|顺利)",
)
_LISTED = lazy(  # 师德涵养行动、书香校园行动和体育固本行动 alone
    rf"(?:^|(?<=[：:，。；\s]))[{HAN}]{{4,18}}(?:行动|工程|计划)"
    rf"(?:[、和][{HAN}]{{4,18}}(?:行动|工程|计划))+(?=[。；，\n等]|$)",
    needs="(?:行动|工程|计划)[、和]",
)
_ITEM = lazy("[^、]+")
_LEAD = lazy("(?:全面|统筹)?(?:建成|力争|加快|支持|推动|抓好|开工|新建|完善|做好|加强|强化)(?:建设)?")
_CALLED = lazy(rf"实施(“[{HAN}·、+]{{4,14}}”)(?![{HAN}]{{0,4}}(?:模式|机制|管理|办法|服务|监管|制度))")


def _beside(text: str, found: Iterable[Entity]) -> Iterator[Entity]:
    """Programmes joined to one: 实施“火种”计划|和重大科技攻关揭榜挂帅工程."""
    for programme in found:
        end = programme.end
        while (match := _NEXT.match(text, end)) and _can_be_name(match[1]):
            yield _programme(text, *match.span(1))
            end = match.end(1)
