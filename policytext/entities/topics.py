"""MEETING, PROGRAMME and INDUSTRY: meetings, named programmes and slogans, industries of a taxonomy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from policytext.entities.model import Entity
from policytext.entities.reading import Reading, longest_first
from policytext.language.segment import Word
from policytext.resources import rows

_MEETING_TAILS = (
    "会议", "大会", "全会", "发布会", "座谈会", "推进会", "学习会", "专题会", "论坛", "峰会", "博览会", "常务会", "研讨会", "动员会",
    "交流会", "恳谈会", "招商会", "调度会", "现场会", "工作会", "总结会", "表彰会", "联席会", "协商会", "听证会", "通气会", "两会", "第一会", "年会", "展会", "洽谈会", "推介会", "党组会", "常委会会议", "电视电话会议",
)  # fmt: skip
_GENERAL_MEETINGS = frozenset(
    "村民会议 村民代表会议 职工大会 职工代表大会 业主大会 首次业主大会 股东大会 主任会议 临时会议 村民小组会议 全国性会议 国际会议 "
    "居民会议 社员大会 重点展会 重大会议 有关会议 专题会议 工作会议 视频会议 国际展会 高端展会 选举大会 全体会议 董事会会议 理事会会议 技术会议 "
    "两次会议 重要会议 成员大会 债权人会议 部际联席会议 联席会议 代表大会 国际论坛 科学家论坛".split()
)
_MEETING_VERBS = frozenset(
    "推进 合作 发展 招商 交流 表彰 动员 座谈 培训 调度 促进 改革 建设 管理 学习 创新 投资 洽谈 服务 转型 开放 治理 保护 协作 电视 视频 常务 视听 联席".split()
)
_MEETING_STOP = frozenset(
    "召开 主持 主持召开 出席 出席会议 参加 举行 举办 学习 贯彻 落实 传达 传达学习 审议 研究 根据 按照 会议 会上 经 通过 近日 日前 组织 组织召开 召集 联合 精神 "
    "以 在 对 和 与 及 的 是 把 将 向 由 为 等 了 共 各 本次 这次 此次 该 有关 要 领导 书记 省长 市长 局长 强调 指出 开展 围绕 按 有 一次 多次 各类 各种 重要 今年 去年 一个 以来 上 中 前 后 以及 形式 通报 列入 提交 提请 报请 成立 作为 全程 认真".split()
)
_N = "[一二三四五六七八九十]+"
_CONGRESS = re.compile(
    rf"(?:党的|中国共产党)?(?:第?{_N}届(?:中央委员会)?(?:历次全会|{_N}[中次](?:、{_N}[中次])*(?:全体会议|全会))|(?:二十|十[一二三四五六七八九])大(?![以之上约型量城道小宗战产平强类万支特重]))"
    rf"|(?:第?{_N}届)?(?:全国|[一-鿿]{{2,8}}?[省市县区州])?第?(?:{_N}届)?(?:人民代表大会|人大|政协)(?:常务委员会|常委会)?(?:第)?{_N}次(?:全体)?会议"
)
_QUOTED = re.compile(r"[“\"「]([^”\"」“「\n。！？；，,]{2,24})[”\"」]([一-鿿]{0,12})")
_KINDS = "工程|行动计划|行动方案|行动|计划|战略|改革|监管|机制|制度|体系|模式|格局|规划|部署|发展战略|工作法|专项|政策|举措|任务|试点|方案|布局|产业链群|产业集群|倡议|目标|理念|战略性|发展格局|建设|整治|服务"
_AFTER_QUOTE = re.compile(rf"(?:[一-鿿]{{0,4}}?)(?:{_KINDS})")
_INNER = re.compile(
    r"\d|[+＋]|(?:工程|行动|计划|战略|机制|制度|模式|倡议|方案|战役|体系|格局|中心|走廊|通道|轴|带|区|圈|改革)$|^[一二两三四五六七八九十百千万双多全]|[制化]$|[一二两三四五六七八九十]"
)
_PLAN = re.compile(r"^(?:十[一二三四五六]?|[七八九])[·•]?五$")
_VERBS = r"(?:实施|启动|推进|推动|落实|开展|贯彻|执行|组织实施|深入实施|加快实施|全面实施|大力实施|持续实施|扎实推进)"
_NAMED = re.compile(
    rf"{_VERBS}([一-鿿A-Za-z0-9+·]{{2,20}}?(?:战略|工程|行动计划|行动|计划))(?![一-鿿]{{0,1}}[员方性])"
)
_NAMED_STOP = re.compile(r"[的了和与及在对为要将]|一批|若干|重大工程|重点工程|相关|有关|本|该|年度|各项")
_STRATEGY = re.compile(
    r"(?:科教兴国|人才强国|创新驱动发展|乡村振兴|区域协调发展|可持续发展|军民融合发展|就业优先|健康中国|制造强国|质量强国|网络强国|数字中国|交通强国|海洋强国|文化强国|教育强国|科技强国|新型城镇化|主体功能区|扩大内需|西部大开发)(?:战略|行动)|共建“一带一路”|“一带一路”(?:倡议)?"
)
_GENERAL_PROGRAMMES = frozenset(
    "国家战略 国家重大战略 建设工程 重大战略 重点工程 重大工程 专项行动 年度计划 发展战略 区域战略 工作计划 投资计划 建设计划 基础工程".split()
)


def meetings(reading: Reading) -> list[Entity]:
    """Meetings with a name: 国务院常务会议, 全省科技工作会议; not 会议 alone.

    >>> [m.text for m in meetings(Reading("省长主持召开省政府常务会议，会议指出，传达党的二十届三中全会精神"))]
    ['省政府常务会议', '党的二十届三中全会']
    """
    text, words = reading.text, reading.words
    found = [Entity(*m.span(), m[0], "MEETING", m[0]) for m in _CONGRESS.finditer(text)]
    for index, word in enumerate(words):
        if not word.text.endswith(_MEETING_TAILS) or word.text in _MEETING_STOP and word.text != "会议":
            continue
        first = index
        while first and index - first < 9 and _in_meeting(reading, first - 1):
            first -= 1
        while first < index and _is_verb(words[first]):
            first += 1
        name = text[words[first].start : word.end]
        if name in _GENERAL_MEETINGS or word.text.endswith("人民代表大会"):
            continue
        if len(name) >= 4 and name != word.text or len(word.text) > 4:
            start = words[first].start
            coordinated = re.search(r"(?:全国|国家|省|市|县|区)、\Z", text[max(0, start - 3) : start])
            start -= len(coordinated[0]) if coordinated else 0
            found.append(Entity(start, word.end, text[start : word.end], "MEETING", text[start : word.end]))
    return longest_first(found)


def _is_verb(word: Word) -> bool:
    """A verb that governs the name of a meeting (办好, 落实) and is no part of it."""
    return word.tag in ("v", "vd", "ad", "d", "vi", "c", "p") and word.text not in _MEETING_VERBS


def _in_meeting(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    return (
        word.text not in _MEETING_STOP
        and not word.text.endswith(_MEETING_TAILS)
        and word.tag[0] in "nvjbmstaqlzfi"
        and word.tag not in ("nr", "uj", "ul", "nrfg")
        and (word.tag != "v" or index + 1 < len(reading.words))
        and word.text.strip() != ""
    )


def programmes(text: str) -> list[Entity]:
    """Named programmes and slogans: “百千万工程”, “1310”, “7+28+N”, 换道领跑战略.

    >>> [(p.text, p.normalized) for p in programmes("落实“1310”部署，实施“百千万工程”，他说“很好”，推进海洋强市战略")]
    [('“1310”', '1310'), ('“百千万工程”', '百千万工程'), ('海洋强市战略', '海洋强市战略')]
    """
    found = []
    for match in _QUOTED.finditer(text):
        inner, after = match[1], _AFTER_QUOTE.match(match[2])
        if _PLAN.match(inner) or re.fullmatch(r"1[0-9]{2}|12[0-9]{3}", inner):
            continue
        if re.search(r"\d|[+＋]|(?:工程|行动|计划|战略|倡议)$", inner) or (after and len(inner) <= 14):
            kind = re.match(r"(?:[一-鿿]{0,2}?)(?:行动计划|工程|行动|计划|战略|倡议|改革)", match[2])
            end = match.end(1) + 1 + (kind.end() if kind else 0)
            name = re.sub('[“”"「」]', "", text[match.start() : end])
            found.append(Entity(match.start(), end, text[match.start() : end], "PROGRAMME", name))
    for match in _NAMED.finditer(text):
        name = match[1]
        if not _NAMED_STOP.search(name) and len(name) >= 4 and name not in _GENERAL_PROGRAMMES:
            found.append(Entity(match.start(1), match.end(1), name, "PROGRAMME", name))
    found += [Entity(*m.span(), m[0], "PROGRAMME", m[0]) for m in _STRATEGY.finditer(text)]
    return longest_first(found)


@cache
def _taxonomy() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = {term: path for term, path in rows("industries.tsv")}
    terms = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
    return re.compile(rf"(?:{terms})"), table


def industries(text: str) -> Iterator[Entity]:
    """Industries with their place in the taxonomy.

    >>> [(i.text, i.normalized) for i in industries("发展低空经济和集成电路")]
    [('低空经济', '未来产业/未来空间/低空经济'), ('集成电路', '战略性新兴产业/新一代信息技术产业/集成电路')]
    """
    pattern, table = _taxonomy()
    for match in pattern.finditer(text):
        yield Entity(*match.span(), match[0], "INDUSTRY", table[match[0]])
