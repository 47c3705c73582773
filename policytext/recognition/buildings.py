"""Buildings and sights whose names look like people's: 王公祠, 李家塔, 登上|望春楼."""

from __future__ import annotations

from policytext.language.patterns import lazy
from policytext.recognition.aftername import acts

_LAST = frozenset("祠庙寺殿庵墓")
"""What hardly any given name ends with."""
_OF_SOME = "殿庵"  # 王金殿|表示
_ALSO_OF_NAMES = frozenset("塔宫陵阁楼亭桥园洞观堂山岛")  # 李春亭, 孙中山: only where a place may stand
_BEFORE = lazy(
    "(?:修缮|修复|重修|重建|复建|改建|保护|[来走赶行]到|走进|走入|位于|坐落[于在]|参观|游览|登上|远眺|邻近|毗邻|靠近|途经"
    "|前往|[至抵距座])[了的“]?$"  # not 找|到, 交|到
)
_BEHIND = lazy(
    "”?(?:景区|公园|附近|旁边?[的，。]|[内上下里][的，。]|外墙|脚下|遗址|遗迹|一带|周边|片区|风景"
    "|(?:修缮|保护|维修)(?:工程|项目|工作|资金|单位|规划|范围|[后，。、])"  # not 李大山|维修管道
    "|对外开放|始建|建于|位于|坐落|[东南西北]侧|文化(?!程度|水平)|旅游|路(?![上过遇])|街|站(?![在出起立着])|段(?!位)"
    "|社区|村|小学(?!毕业|文化)|广场)"
)
_SOMEBODY = lazy(
    "一?家(?!庄|村)|手[中里]|身[上边旁]|本人|夫[妇妻]|老人|先生|女士|同志|故居|书法|作品|个?[画影]?展|[的后时等]"
)  # 来到|王金山|家中


def is_building(text: str, start: int, end: int) -> bool:
    """Does what looks like a person's name end as buildings do, and stand where one stands?

    >>> is_building("重修王公祠", 2, 5), is_building("来到望春楼参观", 2, 5), is_building("李春亭说", 0, 3)
    (True, True, False)
    """
    if end - start < _SHORTEST:
        return False
    last = text[end - 1]
    if last in _LAST:
        return last not in _OF_SOME or not (acts(text, end) or text.startswith("说", end))
    if last not in _ALSO_OF_NAMES:
        return False
    led = _BEFORE.search(text, max(0, start - 5), start) and not _SOMEBODY.match(text, end)
    return bool(led or _BEHIND.match(text, end))


_SHORTEST = 3  # characters of a name with an own part and a kind; of two (王寺) it may be anybody's
