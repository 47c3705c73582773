"""Bylines: the people, bodies and outlets that a publication line names."""

from __future__ import annotations

import re
from itertools import takewhile

from policytext.language.characters import LOOSE_HAN as HAN
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.surnames import surnames
from policytext.pagefacts.agency import is_agency, is_desk

_PERSON = rf"(?:{HAN}\s?{HAN}{{1,3}}|{HAN}{{2,10}}·(?:{HAN}|·){{2,12}}|[A-Za-z][\w.·-]{{1,19}})"
_SPACED_NAME = lazy(rf"(?<!{HAN})({HAN})\s+({HAN})(?!{HAN})")  # 赵 明, as wide as 王晓明
_PEOPLE = lazy(rf"{_PERSON}(?:[\s、,，/&]+{_PERSON}){{0,5}}")
_MEDIA = r"[\w·]{1,18}(?:网|网站|公众号|报|社|客户端|台|杂志|周刊|在线|频道|融媒|融媒体中心)"
_OUTLET = lazy(
    rf"(?:{_MEDIA}|[\w·]{{1,18}}(?:政府|局|厅|委|部|办|办公室|中心|发布|法院|检察院|协会|学会|高院|中院|委员会|管委会|大学|学院))"
    rf"|(?P<medium>{_MEDIA})\s+(?P<people>{_PEOPLE.pattern})"
)
# what is published, not who publishes: 成果发布
_ISSUED = (
    r"\w*(?:成果|标准|政策|新闻|信息|数据|报告|蓝皮书|白皮书|产品|指数|名单|榜单|结果|公告|文件|规划|方案"
    "|消息|预警|案例|需求|倡议|宣言|公开)"
)
SURE = 2  # strength of a surname that is hardly ever anything else: 党建 is nobody
_OFFICE = lazy(".[局部厅署委办处院所站社网报队室组区县乡]|..[科镇村]")
"""What ends no name of a person, though what is before it begins with a surname: 林业局, 财务科."""
_BETWEEN = lazy(r"[\s、,，/&]+")
_FOLLOWED = lazy(r"\s+(?:\w{2,6}[：:].*|A\+.{0,4}$)")  # by an unknown label, by sizes of letters


def people(text: str) -> str:
    """The names in a text that is names of people and nothing else, joined by 、, else nothing.

    >>> people("王晓明 赵 明"), people("王晓明/李华"), people("市水利局关于")
    ('王晓明、赵明', '王晓明、李华', '')
    """
    names = _PEOPLE.fullmatch(_SPACED_NAME.sub(r"\1\2", text))
    return "、".join(_BETWEEN.split(names[0])) if names else ""


def is_person(name: str) -> bool:
    """Can it be the name of one person, by its length, its surname and its end?

    >>> is_person("张弛"), is_person("市水利局"), is_person("林业局")
    (True, False, False)
    """
    return 1 < len(name) < 4 and name[0] in surnames() and not _OFFICE.search(name, len(name) - 3)


def bare(text: str) -> list[str]:
    """The people of whose names a text consists, two of them run together or not; [] if it may be else.

    >>> bare("王晓明李华"), bare("王晓明 李华"), bare("王晓明"), bare("党建"), bare("徐州")
    (['王晓明', '李华'], ['王晓明', '李华'], ['王晓明'], [], [])
    """
    names: list[str] = []
    for word in text.split():
        ways = [[word], *([word[:at], word[at:]] for at in (2, 3))]
        read = [way for way in ways if all(is_person(name) and surnames()[name[0]] == SURE for name in way)]
        if len(read) != 1 or any(find_places(word)):
            return []
        names += read[0]
    return names


def outlet(name: str) -> tuple[str, str] | None:
    """An outlet or body that can be a source without a label, and the people behind it, or None.

    >>> outlet("江城日报 王晓明 李华"), outlet("市水利局"), outlet("关于印发")
    (('江城日报', '王晓明、李华'), ('市水利局', ''), None)
    """
    found = _OUTLET.fullmatch(name)
    if found is None:
        return None
    return found["medium"] or name, "、".join((found["people"] or "").split())


def is_publisher(name: str) -> bool:
    """Can a name without a label say who published: is it a body, a section of one, an outlet?

    >>> [is_publisher(name) for name in ("青江市水利局", "企业处", "江城日报", "王晓明")]
    [True, True, True, False]
    """
    return is_agency(name) or is_desk(name) or outlet(name) is not None


def is_medium(name: str) -> bool:
    """Is it a short name of an outlet, and of no body?

    >>> is_medium("江城日报"), is_medium("江城发布"), is_medium("江城市水利局")
    (True, True, False)
    >>> is_medium("成果发布"), is_medium("节水标准发布")
    (False, False)
    """
    by_authority = rf"(?!{_ISSUED}发布$)[\w·]{{2,8}}发布"
    return len(name) <= 12 and re.fullmatch(rf"{_MEDIA}|{by_authority}", name) is not None


def authors(name: str) -> str:
    """The names of people joined by 、, with no gap in them: 赵 明 白惠; or a body's name.

    >>> authors("赵 明 白惠"), authors("市水利局 白惠"), authors("赵明")
    ('赵明、白惠', '市水利局', '赵明')
    """
    words = list(filter(None, _BETWEEN.split(_SPACED_NAME.sub(r"\1\2", name))))
    named = list(takewhile(is_person, words))
    behind = words[len(named) :]  # 参与评论 0
    return (
        "、".join(named)
        if named and not any(is_agency(word) or "·" in word for word in behind)
        else body(name)
    )


def body(name: str) -> str:
    """A name without what stands behind a body's or an outlet's and is neither: 市水利局 瀛椾綋锛."""
    name = _FOLLOWED.sub("", name)
    first, *others = name.split() or [""]
    known = [bool(is_agency(word) or _OUTLET.fullmatch(word)) for word in (first, *others)]
    return first if known[0] and not any(known[1:]) else name
