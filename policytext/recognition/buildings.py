"""Buildings and sights whose names look like people's: 王公祠, 李家塔, 登上|望春楼."""

from __future__ import annotations

from policytext.recognition.aftername import acts
from policytext.recognition.build import PLACE_SHAPES

_LAST = frozenset("祠庙寺殿庵墓")
"""What hardly any given name ends with."""
_OF_SOME = "殿庵"  # 王金殿|表示
_ALSO_OF_NAMES = frozenset("塔宫陵阁楼亭桥园洞观堂山岛")  # 李春亭, 孙中山: only where a place may stand


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
    led = PLACE_SHAPES["before building"].search(text, max(0, start - 5), start)
    somebody = PLACE_SHAPES["no building"].match(text, end)
    return bool((led and not somebody) or PLACE_SHAPES["behind building"].match(text, end))


_SHORTEST = 3  # characters of a name with an own part and a kind; of two (王寺) it may be anybody's
