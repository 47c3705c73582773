"""A page that was copied as one line: `" ".join(text.split())` is how many crawlers save one."""

from __future__ import annotations

from itertools import pairwise

from policytext.language.characters import LOOSE_HAN as HAN
from policytext.language.patterns import lazy
from policytext.pagefacts.agency import is_agency, is_short
from policytext.pagefacts.title import spread_kinds

LINES = 2  # lines that a page copied as one has at most
FEW = 8  # lines that a page copied on a few has at most, each of `DENSE` pieces and more
DENSE = 4
PIECES = 5  # pieces between blanks from which it may be one
LENGTH = 120  # characters from which it may be one

_HOUR = lazy(r"\d{1,2}[:：时]\d\d(?:[:：]\d\d)?")
_DAY = lazy(r"\d{4}年|\d{1,2}月\d{1,2}日")
_COUNT = lazy(r"[数量次率气击览读][：:]\s*\d+次?$")
_YEAR_ENDS = lazy(r"(?:[12]\d{3}|^)[〕\]）)】]$")
_SERIAL = lazy(r"第?\d{1,5}号")  # 某府发[2000] 851号
_ISSUER = lazy(r"^\w*(?:机关|机构|单位|部门)：")  # 发文机关：财政部 商务部
_STEPS = frozenset({">", "»", "›", "＞", "->", "-->", ">>", "→"})
_LEADS_TO_DAY = frozenset({"发布于", "发表于", "更新于", "编辑于"})
_SIZES = lazy(r"(?:(?<!\w)|(?<=[：:]))(?:大\s+中\s+小|小\s+中\s+大)(?!\w)")  # buttons
_ABOUT = lazy("关于|印发|转发|批转")
_SERIES = lazy(
    r"(?:公告|通告|令)(?:[〔\[（(]?(?:19|20)\d\d.{1,2})?第?\d+号.*"
)  # 财政部 税务总局公告2024年第31号
_BLANK = lazy(r"[ \t\u3000\xa0]+")
_APART = lazy(r"(?<=[^\x00-\xff])[ \t\u3000\xa0]+(?=[^\x00-\xff])")  # blanks of a copy; a PDF has 3 月 5 日
_NUMBER = lazy(
    rf"(?:第[零〇一二三四五六七八九十百\d]+[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{{1,2}}(?:[.．]\d{{1,2}})*[.．、]?|{HAN}"
    r"|附件|索引?号?|标|主题?|发文)"
)


def unfolded(text: str, known: bool = False) -> str:
    """The text with line feeds for the blanks between its pieces, where it is a page on one line.

    It is as long as before, so offsets hold. Other texts stay as they are. `known`: it is such a page, or
    what is left of one.

    >>> page = f"首页 > 要闻 海州召开会议 时间：2024-03-05 09:30 会议强调，{'要抓落实。' * 20} 打印 关闭"
    >>> [piece[:9] for piece in unfolded(page).split(chr(10))]
    ['首页 > 要闻', '海州召开会议', '时间：2024-0', '会议强调，要抓落实', '打印', '关闭']
    """
    count = text.strip("\n").count("\n")
    if count >= FEW or (len(text) < LENGTH and not known):
        return text
    gaps = list(_BLANK.finditer(text))
    if count >= LINES and len(_APART.findall(text)) < DENSE * (count + 1):
        return text
    if len(gaps) < PIECES - 1 and not known:
        return text
    edges = [0, *(at for gap in gaps for at in gap.span()), len(text)]
    pieces = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    made = [pieces[0]]
    kinds = sorted((*spread_kinds(text), *(sizes.span() for sizes in _SIZES.finditer(text))))
    for gap, (before, after) in zip(gaps, pairwise(pieces), strict=True):
        if kinds and kinds[0][1] < gap.start():
            kinds.pop(0)
        inside = bool(kinds) and kinds[0][0] <= gap.start() < kinds[0][1]
        ends = bool(kinds) and kinds[0][1] == gap.start()
        is_break = ends or (not inside and _is_break(before.rpartition("\n")[2], after.partition("\n")[0]))
        made += ["\n" * len(gap[0]) if is_break else gap[0], after]
    return "".join(made)


def _is_break(before: str, after: str) -> bool:
    """Do two pieces part lines? Not a number and its heading, a day and its hour, steps, joint issuers.

    >>> _is_break("印发财政部", "水利部关于节水的通知"), _is_break("发文机关：", "财政部")
    (False, False)
    """
    if before == "号" and after[:1] == "《":  # 第 287 号 《某办法》已经…
        return True
    if not before or not after or after[0] == "号" or _NUMBER.fullmatch(before) or {before, after} & _STEPS:
        return False
    if (
        after[0] in ":：〕］"
        or before[-1] in "〔［"
        or any(before.rfind(opening) > before.rfind(closing) for opening, closing in ("“”", "（）"))
    ):  # “护农时 保春耕”
        return False
    is_day = before in _LEADS_TO_DAY and after[0].isdigit()
    if is_day or before[-1] + after[0] == "首页" or (_YEAR_ENDS.search(before) and _SERIAL.match(after)):
        return False
    before = _ISSUER.sub("", before)
    if not before:
        return False
    first, second = _ABOUT.split(before)[-1], _SERIES.sub("", _ABOUT.split(after)[0])
    if is_agency(first) and is_agency(second) and not is_short(first, second):
        return False
    if before[-1] == "日" and (_HOUR.match(after) or after.startswith("星期")):
        return False
    ends = _HOUR.fullmatch(before) and "月" in after[:3]  # 2024-03-05 09:30 3月4日，…
    if ends or (_COUNT.search(before) and _DAY.match(after)):  # 点击数：302 2024年，…
        return True
    return not (before[-1].isascii() and after[0].isascii() and (before[-1] + after[0]).isalnum())
