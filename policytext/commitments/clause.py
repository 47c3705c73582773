"""The clause of a number: where it begins, what it is about, whether the number is a level or a change."""

from __future__ import annotations

import re
from typing import Literal

from policytext.commitments.cues import cue
from policytext.language.characters import NUMERALS
from policytext.language.patterns import late
from policytext.recognition.model import Entity

Change = Literal["level", "increase", "decrease"]

_OPENING = late(  # what stands before the subject of a clause and is no part of it
    rf"^(?:[\s\u3000—-]+|[和及与]|[{NUMERALS}]+[是要]|其中|同时|并且?|而且|力争|争取|确保|努力|到|至|提出|计划"
    r"|预期目标是?|主要目标[是为]?|(?:到|至)?(?:20|19)\d\d年(?:底|末)?(?:前|之前|以前)?|今年|明年|去年|全年"
    rf"|期间|时期|年均|(?:今后|未来)[{NUMERALS}\d]+年|[要将使把拟还也共])+"
)
_ENDING = late(  # the verb and its adverbs between subject and number
    "(?:分别|均|都|总体|平均|实际|预计|预期|基本|稳定|保持|控制|维持|继续|进一步|再|拟|要|将|力争|达到?|提高|提升"
    "|增长|增加|新增|上升|降低|下降|减少|压减|突破|超过|跃上|扩大|建成|实现|完成|安排|发行|为|是|在|到|至|约"
    "|不低于|不少于|不超过|不高于|目标|从[^，。；]{0,12}|按|由[^，。；]{1,12})*$"
)
_VERB = late("(?:新增|新建|安排|发行|建成|完成|实现|培育|打造|引进|培训)")
_TOGETHER = late("分别|[均都]|总体|合计")
_IN_TURN = late("分别")
_AND = late("[、和及与]")
_BASE = late("[从由][^，。；]{0,10}$")
_RISES = ("提高", "提升", "增加", "下降", "降", "扩大", "上升", "增长", "拓展")
_OTHER_YEAR = late("[比较](?:上|去)一?年")
_DURATION = late("(?:工作日|[日天年岁]|小时|个月)$")
_SHORTENED = late(
    "缩短|压缩|压减|减少|降|延长|提高|增加"
)  # 办理时限压缩到5个工作日 is an aim, 公示5个工作日 a norm
_ORDINAL = late("次(?=[^，。；]{0,4}(?:全会|会议))")  # 二十届三中全会, 十届十次全会
_COUNTED = late("[级口届]|方面|行动|工作|措施|任务|举措|工程|意见|制度|原则|条款")


def left_edge(text: str, low: int, high: int) -> int:
    """Where the clause of a number at `high` begins: behind the last mark before it, brackets aside.

    A 、 does not divide what one verb is about (花生种植、收获机械化率分别达到…).
    """
    depth = 0
    for at in range(high - 1, low - 1, -1):
        if text[at] in "）)":
            depth += 1
        elif text[at] in "（(":
            depth -= 1
        elif (
            depth == 0
            and text[at] in "，。；：、,;:！？"
            and not (text[at] == "、" and _TOGETHER.search(text, at, high))
        ):
            return at + 1
    return low


def subject(before: str) -> str:
    """What the words before a number are about; its verb where they name nothing else.

    >>> subject("力争城镇化率从47.5%提高到"), subject("今年要新增")
    ('城镇化率', '新增')
    """
    bare = _ENDING.sub("", _OPENING.sub("", before)).strip(" \u3000“”")
    verb = _VERB.search(before)
    return bare or (verb[0] if verb else "")


def in_turn(text: str, start: int, at: int, order: int, shared: str) -> str:
    """Of the subjects of `A和B分别增长5%和6%` that of the number at `at`, `order` numbers behind 分别."""
    if _IN_TURN.search(text, start, at) is None:
        return shared
    parts = _AND.split(shared)
    return parts[order] if len(parts) > 1 and order < len(parts) else shared


def change(before: str) -> Change | None:
    """Is a number behind these words a change, or the level that is reached? None where no verb says.

    >>> change("产值增长"), change("占比提高到"), change("能耗降低"), change("总量")
    ('increase', 'level', 'decrease', None)
    """
    kinds: tuple[Change, ...] = ("increase", "decrease")
    for kind in kinds:
        found = list(cue(kind).finditer(before))
        if found:
            return "level" if cue("reached").match(before, found[-1].end()) else kind
    return None


def is_side_number(text: str, left: int, value: Entity) -> bool:
    """Does a number only go with another, as its base, a difference to last year, a condition, a count?"""
    before, after = text[left : value.start], text[value.end : value.end + 6]
    if _OTHER_YEAR.search(before) or (_BASE.search(before[-12:]) and after.startswith(_RISES)):
        return True
    if _ORDINAL.search(text[value.start : value.end + 6]) or value.text.endswith("届"):
        return True
    if _DURATION.search(value.text) and not _SHORTENED.search(before):
        return True
    if _COUNTED.match(after.lstrip("“")) or re.search("“[^”]*$", before):
        return True
    return (
        after.startswith("的")
        and re.search("[超高低]于?过?$|[不未]超过$|以[上下]$", before + value.text) is not None
    )
