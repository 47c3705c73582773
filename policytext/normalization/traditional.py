"""Simplified to Traditional, better than OpenCC's longest match and in the forms in general use."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from policytext.normalization.engine import BORDER, Step
from policytext.resources import rows

# OpenCC's orthodox forms, and those that the mainland's table of standard characters (2013) or both
# Taiwan and Hong Kong use.
_ORTHODOX = "爲僞喫癡祕竈脣衆踊鉢鍼裏羣峯牀啓麪纔臺週佈鑑巖"
_USUAL = "為偽吃痴秘灶唇眾踴缽針裡群峰床啟麵才台周布鑒岩"
# A name in transcription: 里 between characters that transcribe foreign sounds is not 裡.
_SOUNDS = (
    "阿埃艾安奥巴贝比伯布查达德迪多厄恩尔菲弗戈格哈赫霍基加卡凯科克拉莱兰雷利卢鲁伦罗洛马迈曼梅米莫姆纳内尼诺帕皮普奇恰乔萨塞桑沙舍什斯索塔泰坦特"
    "图托瓦韦沃西锡希夏谢雅亚扬耶伊尤约泽扎兹"
)
_TRANSCRIBED = re.compile(f"(?<=[{_SOUNDS}])里(?=[{_SOUNDS}·])|(?<=·)里")


def traditional(text: str, convert: Callable[[str], str]) -> str:
    """Simplified `text` by an OpenCC conversion, common words kept whole.

    >>> from policytext.normalization.engine import converter
    >>> converter("s2t")("按照规定制定，由机关征收，包括发动机")
    '按照規定製定，由機關征收，包括髮動機'
    >>> traditional("按照规定制定，由机关征收，包括发动机", converter("s2t"))
    '按照規定制定，由機關徵收，包括發動機'
    """
    if BORDER in text:
        return convert(text)
    converted = convert(_crossings()(text)).replace(BORDER, "")
    if len(converted) == len(text):
        for match in _TRANSCRIBED.finditer(text):
            converted = f"{converted[: match.start()]}里{converted[match.end() :]}"
    return converted


def in_general_use(text: str) -> str:
    """Traditional `text` with the forms in general use instead of OpenCC's orthodox ones.

    >>> in_general_use("爲羣衆開放平臺")
    '為群眾開放平台'
    """
    for orthodox, usual in zip(_ORTHODOX, _USUAL, strict=True):
        text = text.replace(orthodox, usual)
    return text


@cache
def _crossings() -> Step:
    """Puts a border after each common word whose end would be read as a phrase with what follows."""
    table = rows("script_crossings.tsv")
    return Step(
        {word + rest: f"{word}{BORDER}{rest}" for word, rests in table for rest in rests.split(" ")}
    )
