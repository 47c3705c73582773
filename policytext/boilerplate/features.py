"""What each line of a plain-text page looks like, by itself and beside its neighbours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from policytext.language.han import HAN
from policytext.language.simplify import simplified_table
from policytext.pagefacts import publication
from policytext.resources import rows

PROSE = 40  # characters from which a line with sentence punctuation is a paragraph
OPENING = 20  # characters in which a paragraph shows that it is a notice of the site
SHORT = 100  # a line longer than this is judged by its length and punctuation alone

_STOP = re.compile(r"[。！？!?；;…：:]")
_END = re.compile(r"[。！？!?；;：:…][”’」』）)》\"']*$")
_CUT_OFF = re.compile(r"(?:…+|\.{3,})[\s\[\]【】(（]*(?:详细|详情|全文|更多|阅读全文|查看)?[\])）】>»]*$")
_OUTLINE = re.compile(
    r"(?:第[一二三四五六七八九十百千零〇\d]{1,6}[编章节条款]|[（(][一二三四五六七八九十\d]{1,4}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．，,是要]|\d{1,3}[、.．)）](?!\d)|\d{1,2}(?:[.．]\d{1,2}){1,3}(?![\d%万亿元])"
    r"|附件|附[:：]|附录|——|[①-⑳])\s*[\w《“]"
)
_CALL = re.compile(r"[、（）()“”\w]{2,60}[:：]$")
_SEPARATOR = re.compile(
    r"[|｜│丨>＞»›·•/\\\-—\[\]【】×✕✖\s]{1,5}|\d{1,2}:\d\d(?::\d\d)?|[(（]\d+[)）]|[\d.]+[kKwWKW万]\+?\d*"
)
_OFFICIAL = re.compile(
    rf"{HAN}{{1,12}}[〔\[（(]\d{{4}}[〕\]）)]第?\d+号|[(（]?此件{HAN}{{2,12}}[)）]?|特此{HAN}{{2,6}}[。．.]?|抄送|主送"
    r"|[一二三四五六七八九十〇○零]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日|\d{4}年\d{1,2}月\d{1,2}日$"
    r"|.*(?:关于|關於).{4,}(?:通知|意见|批复|公告|通告|决定|办法|方案|函|报告|通报|令)$"
)
_DATE_ENDS = frozenset("0123456789日])）】")
_DATED = re.compile(
    r"[\[(（【]?(?:(?:19|20)?\d\d[-./年])?\d{1,2}[-./月]\d{1,2}日?[\])）】]?(?:\s?\d{1,2}:\d\d(?::\d\d)?)?$"
)
_NUMERIC_DATE = re.compile(
    r"\W?(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4}|\d{1,2}-\d{1,2})"
    r"(?:\d\d:\d\d(?::\d\d)?)?\W?"
)
_BULLET = re.compile(r"(?:[-•·*■◆▶●○▪◇☆★>»]|\[[^\]]{1,6}\]|【[^】]{1,6}】)\s*\S")
_CODE_BEGINS = frozenset("<{}/$#.fvdw")
_CODE = re.compile(
    r"</?[A-Za-z!]|<!--|[{}]|//|/\*|\$[.(]|function\b|var\s|document\.|window\.|[#.][A-Za-z][\w-]*\s*\{"
)
_GLOSS = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,6}[)）]")
_TRADITIONAL = re.compile("[們個來時對說國會產業開關點實現發東車長門問間應學習題體變讓還這過進達]")


class Line(NamedTuple):
    """One line that is not blank: `[start, end)` in the text, without its line break.

    `rule`: the rule that would take it, "" if nothing speaks against it. `strength`: how surely
    (3 a landmark, 2 furniture anywhere, 1 furniture beside furniture, 0 none). `weight`: how much
    it speaks for (positive) or against an article. `size`: characters without white space.
    """

    start: int
    end: int
    text: str
    size: int
    rule: str
    strength: int
    weight: float
    facts: Mapping[str, str] | None


class Look(NamedTuple):
    """A line by itself."""

    rule: str
    strength: int
    weight: float


def read(text: str) -> list[Line]:
    """The lines of a text that are not blank, judged.

    >>> [(line.text, line.rule) for line in read("当前位置：首页\\n一、总体要求\\n打印本页")]
    [('当前位置：首页', 'navigation'), ('一、总体要求', ''), ('打印本页', 'interaction')]
    """
    fold = looks_traditional(text)
    lines: list[Line] = []
    beside = False
    pending = ""  # a label whose value may stand on the next line
    end = -1
    for raw in text.split("\n"):
        start, end = end + 1, end + 1 + len(raw)
        shown = raw.strip()
        if not shown:
            continue
        told = _facts(shown, beside, pending, fold) if len(shown) <= publication.LONGEST else None
        if told is None:
            look = judge(shown, fold)
            pending = ""
        else:
            look = _told(shown, told, fold)
            pending = shown if shown[-1] in ":：" and not pending else ""
        if not look.strength and len(shown) <= 12 and lines and lines[-1].text[-1] in ">»›＞":
            look = Look("navigation", 1, -1.0)  # the next step of a breadcrumb
        if look.weight >= 1 and len(lines) > 1 and not lines[-2].strength and _is_menu_word(lines[-1]):
            lines[-1] = lines[-1]._replace(rule="", strength=0, weight=-0.2)  # a heading
        if told is not None and lines and _waits(lines[-1]):
            lines[-1] = lines[-1]._replace(rule="publication", strength=2, weight=-1.0, facts={})
        beside = told is not None or (beside and look.strength > 0)
        lines.append(Line(start, end, shown, len(shown), *look, told))
    return lines


def looks_traditional(text: str) -> bool:
    """Whether the first page of a text is in Traditional characters.

    >>> looks_traditional("會議強調，要發展產業"), looks_traditional("会议强调，要发展产业")
    (True, False)
    """
    return len(_TRADITIONAL.findall(text, 0, 4000)) > min(len(text), 4000) // 200 + 1


def _facts(shown: str, beside: bool, pending: str, fold: bool) -> Mapping[str, str] | None:
    """The line as a publication line, or as the value of the label on the line before."""
    if fold:
        shown = _GLOSS.sub("", shown)
    if pending and _may_be_value(shown, pending) and publication.facts(shown) is None:
        told = publication.facts(pending + shown, beside=True)
        if told is not None:
            return told
    return publication.facts(shown, beside)


def _waits(line: Line) -> bool:
    """Whether a line is a label that counts only now that a publication line follows."""
    return line.facts is None and line.text[-1] in ":：" and publication.facts(line.text, beside=True) == {}


def _is_menu_word(line: Line) -> bool:
    return line.rule == "navigation" and line.strength < 3


def _told(shown: str, told: Mapping[str, str], fold: bool) -> Look:
    """A publication line, or a row of buttons."""
    if not told:
        look = judge(shown, fold)
        if look.strength > 1:
            return look
        if shown[-1] not in ":：" and not shown[-1].isdigit():
            return Look("interaction", 2, -1.0)
    return Look("publication", 3 if "editors" in told else 2, -1.0)


def _may_be_value(shown: str, label: str) -> bool:
    """A headline is the value of 标题 only, not of a 来源 that was left empty."""
    if "标" in label or "号" in label or "號" in label:
        return True
    return len(shown) <= 30 and not is_official(shown) and not shown.endswith(("报告", "通知", "意见"))


def is_outline(shown: str) -> bool:
    """Whether a line begins like a heading or an item: 一、 （二） 第三条 附件 ——"""
    return _OUTLINE.match(shown) is not None


def is_official(shown: str) -> bool:
    """Whether a line is a document number, a date, a closing formula or the title of a document."""
    return len(shown) <= SHORT and _OFFICIAL.match(shown) is not None


@lru_cache(maxsize=1 << 14)
def judge(shown: str, fold: bool = False) -> Look:
    """A line by itself: what furniture it is, and how much it speaks for an article.

    >>> judge("版权所有：海州市人民政府 苏ICP备00000000号")[:2], judge("相关新闻")[:2]
    (('footer', 3), ('related', 3))
    """
    size = len(shown)
    if shown[0] in _CODE_BEGINS and _CODE.match(shown):
        return Look("navigation", 2, -2.0)
    sentence = shown[-1] in "。；，、"
    if not sentence and is_spam(shown, fold):
        return Look("spam", 3, -6.0)
    if not _OUTLINE.match(shown):
        rule, strength = "", 0
        if size <= SHORT and not sentence:
            rule, strength = _marked(shown, fold)
        elif size <= publication.LONGEST:
            rule, strength = _within(_key(shown, fold))
        if strength:
            return Look(rule, strength, (0.0, -1.0, -2.0, -3.0)[strength])
    return Look("", 0, _weight(shown, size))


def is_spam(shown: str, fold: bool = False) -> bool:
    """Whether a line is search words: several different ones, that cover a third of it.

    >>> is_spam("博彩网_百家乐_娱乐城开户送彩金"), is_spam("依法打击网络赌博、开设赌场等犯罪。")
    (True, False)
    """
    if len(shown) > 2000:
        shown = shown[:2000]
    if not _spam().search(shown):
        return False
    found = _spam().findall(_key(shown, fold))
    return len(set(found)) > 2 and 3 * sum(map(len, found)) >= len(shown)


def _key(shown: str, fold: bool) -> str:
    if fold:
        shown = _GLOSS.sub("", shown).translate(simplified_table())
    return "".join(shown.split())


def _marked(shown: str, fold: bool) -> tuple[str, int]:
    key = _key(shown, fold)
    match = (_whole().fullmatch(key) if len(key) <= 40 else None) or _start().match(key)
    if match:
        return _named(match)
    if _SEPARATOR.fullmatch(shown):
        return "navigation", 1
    if len(key) < len(shown) - 1 and _is_menu(shown, fold):
        return "navigation", 3
    if _NUMERIC_DATE.fullmatch(key):
        return "related", 1
    if key[-1] in _DATE_ENDS and len(key) > 8 and not _DATED.match(key) and _DATED.search(key, 4):
        return "related", 2 if _BULLET.match(shown) else 1
    return _within(key)


def _within(key: str) -> tuple[str, int]:
    if not _hints().search(key):
        return "", 0
    # a paragraph is furniture if it begins as such, not if a notice was pasted to its end
    limit = OPENING if len(key) >= PROSE and _STOP.search(key, 0, len(key) - 1) else len(key)
    found = (_named(match) for match in _inside().finditer(key) if match.start() < limit)
    return max(found, key=lambda named: named[1], default=("", 0))


def _is_menu(shown: str, fold: bool) -> bool:
    """Whether a line is a row of menu words: three or more that cover most of it."""
    key = _key(shown, fold)
    words = [match[0] for match in _menu().finditer(key)]
    return len(words) > 2 and sum(map(len, words)) > 0.7 * len(key)


def _named(match: re.Match[str]) -> tuple[str, int]:
    rule, _, strength = (match.lastgroup or "_0").partition("_")
    return rule, int(strength)


def _weight(shown: str, size: int) -> float:
    """How much a line without a marker speaks for an article."""
    stops = _END.search(shown[-4:]) is not None
    if size >= PROSE and (stops or _STOP.search(shown)):
        whole = 2 + min(size, 300) / 60
        return whole / 4 if _CUT_OFF.search(shown[-12:]) else whole
    if _OUTLINE.match(shown):
        return 1.5 if stops or not shown[0].isdigit() else 0.3  # hot lists number their items too
    if _CALL.fullmatch(shown):
        return 1.5
    if is_official(shown):
        return 1.0
    if stops and size > 8:
        return 1.0
    if "\t" in shown or (shown[0] == "|" == shown[-1] and size > 6):
        return 0.3  # a row of a table
    return -0.2


@cache
def _patterns(place: str) -> str:
    groups: dict[str, list[str]] = {}
    for rule, where, strength, pattern, *_ in rows("page_markers.tsv"):
        if where == place:
            groups.setdefault(f"{rule}_{strength}", []).append(pattern)
    ordered = sorted(groups.items(), key=lambda group: group[0][-1], reverse=True)  # the surest first
    return "|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in ordered)


@cache
def _hints() -> re.Pattern[str]:
    """Words of which a line has one if a `within` pattern is to be found in it."""
    hints = (hint for row in rows("page_markers.tsv") if row[1] == "within" for hint in row[4].split("|"))
    return re.compile(publication.any_of(hints))


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(_patterns("whole"))


@cache
def _start() -> re.Pattern[str]:
    return re.compile(_patterns("start"))


@cache
def _spam() -> re.Pattern[str]:
    return re.compile(publication.any_of(word for word, *_ in rows("spam_words.tsv")))


@cache
def _menu() -> re.Pattern[str]:
    patterns = [row[3] for row in rows("page_markers.tsv") if row[:2] == ["navigation", "whole"]]
    return re.compile(f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})[|｜·>»/-]*")


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(_patterns("within"))


def nearby(lines: Sequence[Line], reach: int = 4) -> list[float]:
    """Share of furniture among the lines within `reach` of each line."""
    marked = [0]
    for line in lines:
        marked.append(marked[-1] + (line.strength > 0))
    count = len(lines)
    return [
        (marked[min(i + reach + 1, count)] - marked[max(i - reach, 0)])
        / (min(i + reach + 1, count) - max(i - reach, 0))
        for i in range(count)
    ]
