"""How lines of official documents begin and end: outline numbers, document numbers, closing formulas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from policytext.language.patterns import lazy
from policytext.pagefacts.line_kinds import is_line

NOTE_LINES = 6  # that a copy broke a note into at most
LONGEST = 100  # a line longer than this is no formula

_CONTENTS = frozenset({"目录", "本期目录", "目次"})
_YEAR = lazy(r"[\d〇○零一二三四五六七八九]{4}\s*年")
_PASSED = lazy("通过|通過|修订|修訂|修正|公布|发布|發布|批准|施行")


def is_outline(shown: str) -> bool:
    """Whether a line begins like a heading or an item: 一、 （二） 第三条 附件 ——"""
    return is_line("outline", shown)


def is_official(shown: str) -> bool:
    """Whether a line is a document number, a date, a closing formula or the title of a document."""
    return len(shown) <= LONGEST and is_line("official", shown)


def is_appointment(shown: str) -> bool:
    """Whether a line appoints somebody to a post or takes it away.

    >>> is_appointment("陈立言为市教育局副局长（试用期一年）"), is_appointment("免去李青的市水利局局长职务")
    (True, True)
    >>> is_appointment("李青为青年点赞")
    False
    """
    return len(shown) <= LONGEST and is_line("appointment", shown)


def is_page_number(shown: str) -> bool:
    """Whether a line is the number of a printed page: — 2 —, 第 2 页 共 5 页.

    >>> is_page_number("— 2 —"), is_page_number("第 2 页 共 5 页"), is_page_number("2")
    (True, True, False)
    """
    if shown[:1].isalpha() and (shown[0] != "第" or shown[1:2].isalpha()):  # as most lines begin
        return False
    return len(shown) <= LONGEST and is_line("page number", shown)


def is_day(shown: str) -> bool:
    """Whether a line is the day under a signature, with what was added to it in brackets.

    >>> is_day("二〇二四年三月五日"), is_day("2024年3月5日（来源：海州日报）"), is_day("2024年3月5日 09:30")
    (True, True, False)
    """
    return "日" in shown and len(shown) <= LONGEST and is_line("day", shown)


def is_history(shown: str) -> bool:
    """Whether a line begins to tell when a law was passed, amended, made public.

    >>> is_history("2019年3月1日海州市人民代表大会常务委员会通过"), is_history("2019年3月1日，我局公布名单")
    (True, False)
    """
    return is_line("history", shown)


def note_lines(lines: Sequence[str]) -> frozenset[int]:
    """Which lines are notes on a law's history, each on one line or broken over several.

    >>> sorted(note_lines(["节水条例", "（2019年3月1日海州市人民代表大会", "常务委员会第三次会议通过）"]))
    [1, 2]
    """
    found: set[int] = set()
    for at, line in enumerate(lines):
        begun = line.lstrip()[:4]
        if begun.startswith(("（", "(")) and not {"）", ")"} & {*begun}:  # no （一）
            parts = [part.strip() for part in lines[at : at + NOTE_LINES]]
            size = next((n for n, part in enumerate(parts, start=1) if part.endswith(("）", ")"))), 0)
            found.update(range(at, at + size) if size and is_note("".join(parts[:size])) else ())
    return frozenset(found)


def note_above(lines: Sequence[str]) -> int:
    """How many of these lines, at their end, are the note on a law's history that they end with."""
    near = lines[-NOTE_LINES:]
    notes = note_lines(near)
    return sum(1 for _ in takewhile(notes.__contains__, range(len(near) - 1, -1, -1)))


def is_note(shown: str) -> bool:
    """Whether a line is the note under the headline of a law: when it was passed, amended, made public.

    >>> is_note("（2019年3月1日海州市人民代表大会常务委员会通过）"), is_note("（发布时间：2019年3月1日）")
    (True, False)
    """
    shown = shown.strip()
    in_brackets = shown.startswith(("（", "(")) and shown.endswith(("）", ")"))
    is_labelled = "：" in shown or ":" in shown  # of a publication line, an hour
    return (
        in_brackets
        and not is_labelled
        and _YEAR.search(shown) is not None
        and _PASSED.search(shown) is not None
    )


def without_contents(above: Sequence[str]) -> list[str]:
    """The lines above a document down to the contents of a gazette, which name others too.

    >>> without_contents(["青江市人民政府公报", "目 录", "青江市人民政府令（第7号）"])
    ['青江市人民政府公报']
    """
    return [*takewhile(lambda line: "".join(line.split()) not in _CONTENTS, above)]
