"""Positions in a document that indicate its subject, and spans that do not."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts.line_kinds import is_line

_HEAD = 25  # lines, within which an addressee stands
# Bodies, and no sentence that leads to the matter (为…，现将有关事项通知如下：).
_ADDRESSEE = lazy(
    r"(?![为根按经第（(一二三四五六七八九十0-9])(?:[^。；;]|[；;](?=各|[^，、。；;：:]{2,12}[行局厅委部会司院][，、：:]))"
    r"{2,300}(?<!如下)(?<!以下..)(?<!目标)[：:]"
)
_OFFICES = lazy("政府|各|局|厅|委|部|行|公司|单位")
# What a document cites and recites: numbers of others, national laws, the formula of guidance.
_RECITED = lazy(
    r"(?<=[（(》])[^（()）》〔〕\n]{1,10}[〔\[][12]\d{3}[〕\]]|《中华人民共和国[^》\n]{1,30}》"
    "|习近平新时代中国特色社会主义思想"
    "|以(?=[^，。；\n]{0,40}(?:主义|思想|理论|精神|观))[^。；\n]{4,90}?为(?:根本)?指[导引针]"
    "|(?<=贯彻)[^，。；\n]{2,50}?(?:[大会]|中央|讲话)[^，。；\n]{0,12}?精神"
)
_HEADING = lazy(
    r"(?:第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])"
)
_SENTENCE = lazy("[。；]")
_QUOTED = lazy("[“《]([^“”《》\\n]{2,20})[”》]")
_FIGURE = lazy(
    rf"(?<=[{HAN}]{{2}})(?:[（(][^（）()\n]{{1,8}}[）)])?(?:比上年|同比)?(?:增长|下降|上涨|为|达到?)?"
    r"[0-9][0-9.]*[万亿]*(?:[元人吨亩户头件辆%％]|公[顷里]|平方米|千瓦时)"
)
FIGURES = 50  # characters to a figure, at most, of a bulletin; reports of governments have 90
FEWEST = 8  # figures of a bulletin: a notice of two sentences has two and is none
SHORTEST_LEAD, LONGEST_LEAD = 30, 400  # characters
LONGEST_HEADING = 40  # characters; what is longer is a sentence with a number
LONGEST_TOPIC = 24  # characters of a first sentence that is the heading of its paragraph; longer ones tell
PARAGRAPH = 80  # characters of a paragraph that has one; in a shorter line the sentence is half of it


def masked(text: str) -> Iterator[tuple[int, int]]:
    """Spans that say nothing about the matter, by their beginnings.

    Lines of addressees, signatures, dates, document numbers, notes and records; and what is cited or
    recited: national laws, numbers of other documents, the formula of guidance.

    >>> list(masked("关于防汛的通知\\n各区人民政府：\\n请落实。\\n某市水利局\\n2024年5月6日"))
    [(8, 15), (21, 26), (27, 36)]
    """
    return heapq.merge(_lines(text), (match.span() for match in _RECITED.finditer(text)))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for number, line in enumerate(text.split("\n")):
        shown = line.strip()
        if shown and (
            (number < _HEAD and _ADDRESSEE.fullmatch(shown) and _OFFICES.search(shown))
            or is_line("aside", shown)
        ):
            yield start, start + len(line)
        start += len(line) + 1


def lead(text: str) -> int:
    """Where the passage ends that says what a document wants: the first that is no title or addressee.

    >>> lead("关于防汛的通知\\n各区人民政府：\\n" + "为做好今年的防汛工作，" * 4) == 60
    True
    """
    spans, start = dict(_lines(text)), 0
    for line in text.split("\n"):
        if len(line) >= SHORTEST_LEAD and start not in spans:
            return start + min(len(line), LONGEST_LEAD)
        start += len(line) + 1
    return 0


def quoted(text: str) -> frozenset[str]:
    """The texts in quotation marks and title marks.

    >>> sorted(quoted("落实《防汛条例》，办好“一网通办”。"))
    ['一网通办', '防汛条例']
    """
    return frozenset(_QUOTED.findall(text))


def headings(text: str) -> str:
    """The headings of a text, a line each: numbered ones, and first sentences that are one.

    A numbered heading ends with its first full stop; a paragraph whose first sentence is short says in
    it what it is about, as those of reports do (深化国际金融中心建设。……).

    >>> headings("一、健全机制。各地要落实。\\n（二）提振消费")
    '一、健全机制\\n（二）提振消费'
    >>> headings("持续改善营商环境。" + "落实各项惠企政策，" * 12)
    '持续改善营商环境'
    """
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(heading for line in lines if (heading := _heading(line)))


def _heading(line: str) -> str:
    """The heading that a line is or begins with; "" where it is none."""
    numbered = _HEADING.match(line)
    if not numbered and len(line) < PARAGRAPH:
        return ""
    first, *rest = _SENTENCE.split(line, 1)
    longest = LONGEST_HEADING if numbered else LONGEST_TOPIC
    return first if len(first) <= longest and (numbered or rest) else ""


def measured(text: str) -> frozenset[int]:
    """Where names of indicators end in a text of figures, as bulletins of statistics are; else nothing.

    >>> sorted(measured("生产总值12.3亿元。常住人口31万人。" * 4))[:2], measured("下达资金30万元。")
    ([4, 15], frozenset())
    """
    found = frozenset(match.start() for match in _FIGURE.finditer(text))
    return found if len(found) >= FEWEST and len(found) * FIGURES > len(text) else frozenset()
