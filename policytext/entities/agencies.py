"""ORG and POST: agencies by their parts, other organisations by their last word, and posts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from policytext.entities.model import Entity
from policytext.entities.reading import Reading, longest_first
from policytext.resources import rows

_LEVEL = r"(?:自治区|自治州|省|市|县|区|州|旗|镇|乡|街道|兵团|地区|盟)"
_ANCHORS = frozenset(
    "省 市 县 区 州 镇 乡 全国 国家 中国 中华 中央 中共 世界 国际 亚洲 联合国 解放军 武警".split()
)
_INSIDE = (
    "n",
    "vn",
    "j",
    "nz",
    "nt",
    "ns",
    "nr",
    "b",
    "s",
    "eng",
    "l",
    "an",
    "ng",
    "vg",
    "t",
    "f",
    "a",
    "zg",
    "i",
    "q",
)
_OUTSIDE = frozenset(
    "会议 会上 领导 同志 工作 情况 建设 加快 推进 支持 依托 包括 发挥 推动 组织 重点 相关 有关 其他 各级 各类 部分 多家 知名 著名 "
    "重大 重要 一流 高水平 国家级 龙头 大型 中小 国有 民营 外资 现有 下属 所属 附属 主管 上级 下级 企业 单位 部门 项目 平台 基础上 通报 "
    "代表 委员 记者 干部 群众 我国 我省 我市 本市 本省 同时 今年 去年 明年 目前 当前 近年 近年来 绿色 智能 卓越级 领航级 县级 以上 县级以上 省级以上 市级以上 地方 诚信 法治 城市 外国 上市 公立 商业 乡镇 级 省级 市级 县级 乡级 各级 城镇 农村 社区 中级 高级 高水平 专科 综合 三甲 定点 基层 民办 公办 职业 印发 系列 服务型 数字 廉洁 创新型 人民满意 首批 海外 境外 境内 股份制 新型 省部级 高校 科研院所 科研机构".split()
)


@cache
def _agency_pattern() -> re.Pattern[str]:
    table: dict[str, list[str]] = {}
    for kind, name in rows("agencies.tsv"):
        table.setdefault(kind, []).append(name)
    either = {
        kind: "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        for kind, names in table.items()
    }
    return re.compile(
        rf"(?P<fixed>{either['national']})"
        rf"|(?P<level>{_LEVEL})(?P<organ>{either['organ']})"
        rf"|(?P<dlevel>{_LEVEL})?(?P<field>{either['field']})(?P<kind>委员会|办公室|管理局|监督局|总局|厅|局|委|办|部)"
    )


@cache
def _tails() -> frozenset[str]:
    return frozenset(row[0] for row in rows("org_tails.tsv"))


def organisations(reading: Reading, places: Sequence[Entity]) -> list[Entity]:
    """Agencies, companies, universities, institutes, laboratories, associations.

    >>> from policytext.entities.locations import locations
    >>> reading = Reading("广东省工信厅联合省科技厅、汕头大学召开会议")
    >>> [org.text for org in organisations(reading, locations(reading))]
    ['广东省工信厅', '省科技厅', '汕头大学']
    """
    ending_place = {place.end: place for place in places}
    found = [*_agencies(reading, ending_place), *_by_tail(reading, ending_place)]
    return longest_first(found)


def _agencies(reading: Reading, ending_place: dict[int, Entity]) -> Iterator[Entity]:
    text = reading.text
    for match in _agency_pattern().finditer(text):
        start, end = match.span()
        if match["fixed"]:
            if start in reading.starting or start in ending_place or not text[start - 1 : start].strip():
                yield _org(text, start, end)
            continue
        level = match["level"] or match["dlevel"]
        if match["kind"] == "办" and text[end : end + 1] in "理公学事好法税厂":
            continue
        if match["kind"] == "部" and (
            level or match["field"] in ("民族", "林业", "统计", "审计") or text[end : end + 1] in "门分署长"
        ):
            if text[end : end + 1] in "门分署":
                continue
        if match["kind"] in ("委", "局", "厅") and text[end : end + 1] in (
            "托",
            "派",
            "任",
            "面",
            "势",
            "部",
        ):
            continue
        named = ending_place.get(start + len(level)) if level else ending_place.get(start)
        if level and named is None:
            named = ending_place.get(start)
        if named:
            start = named.start
        elif not level and match["kind"] not in ("部", "总局"):
            continue
        elif level and start and text[start - 1] in "超都城上":
            continue
        yield _org(text, start, end)


def _by_tail(reading: Reading, ending_place: dict[int, Entity]) -> Iterator[Entity]:
    words = reading.words
    starting_place = {place.start for place in ending_place.values()}
    for index, word in enumerate(words):
        tail = _tail(word.text)
        if not tail:
            continue
        first = index
        while first and index - first < 8 and _continues(words[first - 1].text, words[first - 1].tag):
            first -= 1
        inside = [w for w in words[first : index + 1]]
        named = len(word.text) > len(tail) + 1 and word.tag in ("nt", "nz", "ns", "n", "j", "nr", "l")
        anchor = next(
            (
                k
                for k, w in enumerate(inside[:-1])
                if w.start in starting_place
                or w.text in _ANCHORS
                or w.tag in ("nz", "nr", "nt", "ns", "eng")
                or w.text.startswith(("全国", "中国", "国家"))
            ),
            None,
        )
        if anchor is None and not (named and word.tag == "nt"):
            listed = (
                first == 0 or words[first - 1].text in "、，\n。；：" or not words[first - 1].text.strip()
            )
            followed = index + 1 == len(words) or words[index + 1].text in "、，。；等和与"
            if not (tail in _PROPER and len(inside) >= 3 and listed and followed):
                continue
            anchor = 0
        start = inside[anchor].start if anchor is not None else word.start
        end = word.end
        while start in ending_place and ending_place[start].start < start:
            start = ending_place[start].start
        if end - start >= 4 and not re.fullmatch(
            rf"(?:全国|国家|世界|国际|国家级|[省市县区]){re.escape(tail)}", reading.text[start:end]
        ):
            yield _org(reading.text, start, end)


_PROPER = frozenset("实验室 研究院 研究所 集团 公司 大学 学院 科学院".split())


def _tail(word: str) -> str:
    tails = _tails()
    return next((word[-n:] for n in (5, 4, 3, 2) if word[-n:] in tails), "")


def _continues(text: str, tag: str) -> bool:
    return tag.startswith(_INSIDE) and tag not in ("nrt",) and text not in _OUTSIDE and text.strip() != ""


def _org(text: str, start: int, end: int) -> Entity:
    return Entity(start, end, text[start:end], "ORG", re.sub(r"\s", "", text[start:end]))


@cache
def _post_pattern() -> re.Pattern[str]:
    posts = sorted((row[0] for row in rows("posts.tsv")), key=len, reverse=True)
    return re.compile(
        rf"(?:常务|第一|代理?|原|执行|名誉|候补)?(?:副)?(?:{'|'.join(map(re.escape, posts))})(?:[兼、](?={'|'.join(map(re.escape, posts))}))?"
    )


def posts(reading: Reading) -> list[Entity]:
    """Posts of officials: 省委书记, 副厅长, 党组书记.

    >>> [post.text for post in posts(Reading("市委常委、副市长陈某出席"))]
    ['市委常委', '副市长']
    """
    found = []
    for match in _post_pattern().finditer(reading.text):
        start, end = match.span()
        text = match[0].rstrip("、兼")
        end = start + len(text)
        if end in reading.ending or start in reading.starting:
            found.append(Entity(start, end, text, "POST", text))
    return longest_first(found)
