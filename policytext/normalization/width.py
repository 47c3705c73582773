"""Width of letters, digits and punctuation.

Crawlers that fold a page with NFKC turn `，：；！？（）` into ASCII. The rules here find the ASCII
marks that stand in Chinese text and leave those of numbers, times, ratios, addresses, Latin
sentences and code. NFKC itself is never applied: ㎡ ① Ⅲ ½ stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.language.alphabet import has
from policytext.language.characters import ALL_HAN, MARKS, SHARED_MARKS
from policytext.language.lines import line_around, lines_with
from policytext.language.numbers import SWALLOWED
from policytext.language.patterns import lazy
from policytext.revision import Change

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_SMALL = dict(zip("﹐﹑﹔﹕﹖﹗﹙﹚﹛﹜〝〞‧", "，、；：？！（）｛｝“”·", strict=True))
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WINDOW = 20  # characters on each side that tell a Latin sentence from a Chinese one

_UNITS = frozenset("%‰℃°㎡")

_HAN = lazy(f"[{ALL_HAN}]")
_CHINESE = lazy(f"[{ALL_HAN}{MARKS}]")
_LATIN = lazy("[A-Za-z]")
# One class at the start keeps the search fast; ％ and ．alone count only after an ASCII digit.
_FULLWIDTH = lazy(
    "[０-９Ａ-Ｚａ-ｚ％．](?:(?<=[0-9]％)|(?<=[0-9０-９]．)(?=[0-9０-９])"
    "|(?<![％．])(?:[０-９Ａ-Ｚａ-ｚ．－＿＠／＋＆]*[０-９Ａ-Ｚａ-ｚ])?％?)"
)
_WIDE = lazy("[０-９Ａ-Ｚａ-ｚ％．]")  # what both of these begin with
_ITEM_NUMBER = lazy(
    rf"^[ \u3000]*(?:附件?[：:]?[ \u3000]*)?(?P<at>[0-9０-９]{{1,2}})．"
    rf"(?:(?P<words>[0-9０-９][^\n]*[{ALL_HAN}]{{3}})|(?![0-9０-９]))",
    re.MULTILINE,
)
_THOUSANDS = lazy(
    "(?<![０-９，])[０-９]{1,3}(?:，[０-９]{3})+(?=[．％万亿千百元人户名家个件项吨亩套]|平方|公[里顷斤]|立方)"
)
_SMALL_FORM = lazy(f"[{''.join(_SMALL)}]")
# What Big5 and some decoders of GBK have for the dash of two: U+2015, or the line of drawn tables.
_DASH_BEFORE, _DASH_BEHIND = f"{ALL_HAN}）》”」", f"{ALL_HAN}（《“「"
_DASH = lazy(f"(?<=[{_DASH_BEFORE}])(?:――|──)(?=[{_DASH_BEHIND}])")
_DASHES = lazy("[―─]")
_MARK = lazy(r"[,;:?!]+")
# the type of a source in a list of references (GB/T 7714): there marks are ASCII, with a space behind
_FUNCTION = lazy(r"[A-Za-zΑ-ω_}]['′]?$")
_CLOSED_OR_CHINESE = lazy(f"[){ALL_HAN}]")
_REFERENCE = lazy(r"\[(?:[MCNJDRSPGAZ]|DB|CP|EB)(?:/OL|/CD)?\]")
_BRACKET = lazy(r"[()（）]")
_ASCII_BRACKET = lazy(r"[()]")
_SWALLOWED = lazy(SWALLOWED)
_ITEM = lazy(f"[0-9]{{1,2}}[.．、)）] ?[{ALL_HAN}]")  # of a list within a line
_WORD_BEFORE = lazy(r"[A-Za-z][A-Za-z0-9+-]*$|[0-9]+[A-Za-z][A-Za-z0-9+-]*$")
_WORD_AFTER = lazy(r"[A-Za-z0-9+-]*[A-Za-z][A-Za-z0-9+-]*(?![.@/A-Za-z0-9_])")
# Places in a molecule, of letters and digits: p,p'-滴滴涕, N,N-二甲基甲酰胺.
_PLACE = "(?:[0-9]{1,2}|[A-Za-zα-ω])['′]?"
_PLACE_BEFORE = lazy(f"(?<![A-Za-zα-ω0-9]){_PLACE}$")
_PLACES_AFTER = lazy(f"{_PLACE}(?:,{_PLACE})*-")
_ADDRESS = lazy(r"[A-Za-z0-9@:/._?&#=%~-]*[@/][A-Za-z0-9@:/._?&#=%~-]*$")
_ENTITY = lazy(r"&#?[A-Za-z0-9]{1,8}$")
_CALL = lazy(r"[{}=\\`]|^[\"']")


def fullwidth(text: str) -> list[Change]:
    """Full-width digits and letters, and the signs that join them.

    >>> [change.after for change in fullwidth("２０２４年增长５．２％，ＡＩ投资１，２３４万元")]
    ['2024', '5.2%', 'AI', '1', ',', '234']
    """
    if not has(text, _WIDE):
        return []
    marks = _item_marks(text) if "．" in text else set()
    found = []
    for match in _FULLWIDTH.finditer(text):
        start, end = match.span()
        for mark in sorted(marks.intersection(range(start, end))):
            found.append(Change(start, mark, text[start:mark].translate(_HALF)))
            start = mark + 1
        found.append(Change(start, end, text[start:end].translate(_HALF)))
    found = [change for change in found if change.start < change.end]
    grouped = [match.span() for match in _THOUSANDS.finditer(text)] if "，" in text else []
    commas = [at for start, end in grouped for at in range(start, end) if text[at] == "，"]
    return sorted([*found, *(Change(at, at + 1, ",") for at in commas)])


def _item_marks(text: str) -> set[int]:
    """The marks after numbers that belong to a list and are no decimal points, as the next item shows.

    >>> _item_marks("附件：1．8批次药品名单\\n2．不合格项目"), _item_marks("1．8亿元为中央资金")
    ({4}, set())
    >>> _item_marks("1．总则\\n2．投资\\n1．8亿元为中央资金\\n3．附则")  # a figure that begins a line
    set()
    """
    found = [*_ITEM_NUMBER.finditer(text)]
    numbers = [None, *(None if item["words"] else int(item["at"]) for item in found), None]
    return {
        item.end("at")
        for item, last, following in zip(found, numbers, numbers[2:], strict=False)
        if item["words"]
        and int(item["at"]) not in (last, following)
        and (last == int(item["at"]) - 1 or following == int(item["at"]) + 1)
    }


def small_forms(text: str) -> list[Change]:
    """Small, slanted and drawn forms of Chinese marks, which pages from Taiwan have: ﹔ 〝〞 ‧ ──.

    >>> [change.after for change in small_forms("甲﹔乙﹑丙")]
    ['；', '、']
    >>> [change.after for change in small_forms("前瞻基礎建設──數位建設，┌──┐")]
    ['——']
    """
    found = [Change(*match.span(), "——") for match in _DASH.finditer(text)] if has(text, _DASHES) else []
    if has(text, _SMALL_FORM):
        found += [Change(*match.span(), _SMALL[match[0]]) for match in _SMALL_FORM.finditer(text)]
    return sorted(found)


def punctuation(text: str) -> list[Change]:
    """ASCII `, ; : ? !` in place of Chinese marks.

    >>> [change.start for change in punctuation("8月23日,省长8:30到,预算1,234万元")]
    [5, 13]
    """
    changes: list[Change] = []
    for match in _MARK.finditer(text) if has(text, _MARK) else ():
        if _is_chinese(text, match, _left(text, match.start(), changes)):
            changes.append(Change(*match.span(), "".join(map(_FULL.__getitem__, match.group()))))
    return changes


def _left(text: str, place: int, changes: Sequence[Change]) -> str:
    """The line before a place, with the marks already changed there."""
    low = max(0, place - _WINDOW)
    left = text[low:place]
    for change in reversed(changes):
        if change.start < low:
            break
        left = f"{left[: change.start - low]}{change.after}{left[change.end - low :]}"
    return left.rpartition("\n")[2]


def _is_chinese(text: str, match: re.Match[str], left: str) -> bool:
    mark = match.group()
    if len(mark) > 1 and mark not in ("?!", "!?", "!!", "!!!"):
        return False  # a run of question marks is lost text
    right = text[match.end() : match.end() + _WINDOW].partition("\n")[0]
    near, far = left.rstrip()[-1:], right.lstrip()[:1]
    if _means_itself(text, match.start(), left, right):
        return False
    if _CHINESE.match(near) or (near in _UNITS and _HAN.search(left)):
        around = left if mark == ":" else left + right  # after a colon there may well stand an address
        spaced_latin = right[:1] == " " and _LATIN.match(far)
        return not (spaced_latin and len(_LATIN.findall(around)) > len(_HAN.findall(around)))
    if near != left[-1:] or not near or near in "\"'":
        return False
    if _CHINESE.match(right):
        inside = (mark == ";" and _ENTITY.search(left)) or (mark in ":?" and _ADDRESS.search(left))
        return not inside
    if mark in (",", ";") and _CHINESE.search(left) and not _ENTITY.search(left):
        listed = _WORD_BEFORE.search(left) and _WORD_AFTER.match(right) and not _ADDRESS.search(left)
        return bool(listed) or not right.strip() or bool(mark == ";" and _ITEM.match(right))
    return False


def _means_itself(text: str, place: int, left: str, right: str) -> bool:
    """Is a mark ASCII by right: in an address, a reference, a formula, a Western quotation, or a lost
    character?"""
    mark, near, far = text[place], left.rstrip()[-1:], right.lstrip()[:1]
    return (
        right.startswith(("//", "=", "["))
        or "\ufffd" in (near, far)
        or (right[:1] == " " and _in_reference(text, place))
        or (mark == "?" and (near in set("，、；：（《“‘") or far in set("，、。；：")))
        or (near in SHARED_MARKS and not _HAN.search(left + right))
        or (mark == "," and (_in_formula(left) or _is_of_molecule(left, right)))
        or (mark == "?" and _SWALLOWED.match(text, place) is not None)
    )


def _in_formula(left: str) -> bool:
    """Is it in the brackets of a function without Chinese, f(x,y), or between dollar signs?"""
    opened = left.rfind("(")
    if opened > 0 and _FUNCTION.search(left[:opened]) and not _CLOSED_OR_CHINESE.search(left, opened):
        return True
    return left.count("$") % 2 == 1 and not _HAN.search(left, left.rfind("$"))


def _is_of_molecule(left: str, right: str) -> bool:
    return _PLACES_AFTER.match(right) is not None and _PLACE_BEFORE.search(left) is not None


def _in_reference(text: str, place: int) -> bool:
    """Is it in a bibliographic reference: 导论[M]. 北京: 人民出版社, 2005?"""
    return _REFERENCE.search(text, *line_around(text, place)) is not None


def brackets(text: str) -> list[Change]:
    """Pairs of ASCII brackets in Chinese text; also one ASCII bracket that pairs with a Chinese one.

    >>> [change.start for change in brackets("地区生产总值(GDP)增长，(一)f(x)")]
    [6, 10, 14, 16]
    """
    if not has(text, _ASCII_BRACKET):
        return []
    places = [
        place
        for line in lines_with(text, _ASCII_BRACKET)
        for start, end in _pairs(text, *line)
        if "(" in (pair := text[start] + text[end]) or ")" in pair
        if pair != "()" or _brackets_chinese(text, start, end)
        for place in (start, end)
        if text[place] in "()"
    ]
    return [Change(place, place + 1, _FULL[text[place]]) for place in sorted(places)]


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Brackets of a line that open and close."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text, start, end):
        if match.group() in "(（":
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.start()


def _brackets_chinese(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 2) : start].rpartition("\n")[2]
    inside, after = text[start + 1 : end], text[end + 1 : end + 3]
    if before.endswith("]") or not inside:
        return False  # a link of Markdown, a call
    if _CHINESE.match(before[-1:]):
        return True
    if _HAN.search(inside):
        in_latin = _LATIN.search(before) and (before[-1:] == " " or _CALL.search(inside))
        return not (in_latin and not _CHINESE.match(after))
    return not before.strip() and bool(_CHINESE.match(after))
