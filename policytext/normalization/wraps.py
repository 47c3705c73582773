"""Line breaks inside sentences of a page that was broken at a fixed width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from policytext.language.characters import BLANKS, MARKS, NUMERALS
from policytext.language.patterns import lazy
from policytext.normalization.spacing import LIKELY
from policytext.revision import Change

_BLANK = rf"\t\r\f\v{BLANKS}"
_BREAKS, _BREAK = lazy("\n+"), lazy("\n")
_NARROW, _BROAD = 30, 120  # columns of a page whose lines were broken by width
_MARK = lazy(f"[{MARKS}]")
_SINGLE = 10  # of a page with an empty line between lines fewer breaks than one in so many are single
_MARGIN = 4  # columns by which a full line falls short where marks would have begun the next
_BESIDE = 12  # columns below those: lines broken by width are rarely so long
_CUT = 8  # of running text one break in two is inside a word; of lists, poems and addresses none
_UNFINISHED = 3  # full lines that end inside a sentence; two may be chance
_BROADER = 1  # lines that may be broader: the publication line of a page that was printed
_INDENTED = 4  # columns of an indent
_MANY = 20  # full lines of running text that show a width although others are broader: more than a list
_ENDS = frozenset("。！？；：…!?;:）)】〕》")
_BEGINS = lazy(
    f"[{_BLANK}]|第[{NUMERALS}百千零〇0-9]+[章节条编部款]|[{NUMERALS}]+[、是.．]|[（(][{NUMERALS}0-9]+[)）]"
    "|[0-9]+[.．、)）](?![0-9])|[①-⑳■●◆□○•▪*#|]|-(?![0-9])|附件|抄送|主题词"
    "|[0-9]{1,2}[.．][0-9]{1,2}(?:[.．][0-9]|$| (?![万亿千百个公平倍吨米元件人%％]))"  # 1.1.2
)
_LABELLED = lazy(rf"(?:[{NUMERALS}0-9]+[、.．])?[^\s{MARKS}“《]{{2,14}}[：:]")  # 供应商名称：…
_DAY = lazy(r"\s*[12]\d{3}年\d{1,2}月\d{1,2}日\s*")
_PAGE_NUMBER = lazy(r"[ \u3000—–-]*\d{1,3}[ \u3000—–-]*")


def hard_wraps(text: str) -> list[Change]:
    """Line breaks inside sentences of a page that was broken at a fixed width, or number of characters.

    The evidence is the whole page: either no line is wider than the full ones, or, if pages of several
    widths were combined, very many lines of running text have the same width. Far more lines must have this
    width than a slightly smaller one, most of them must end inside a sentence, some inside a word: those of
    lists do not. An empty line divides paragraphs, unless one follows every line.

    >>> lines = ["各地要因地制宜，建好渔场和深水", "网箱，管好渔港。会议要求，抓紧"]
    >>> lines += ["制定方案；按时报送，不得推诿责", "任。"]
    >>> [change.start for change in hard_wraps("\\n".join(lines))]
    [15, 31, 47]
    """
    open_ones = [line for line in text.split("\n") if line[-1:] not in _ENDS and len(line) >= _NARROW // 2]
    if sum(_MARK.search(line) is not None for line in open_ones) < _UNFINISHED:
        return []  # as most pages
    breaks = list(_BREAKS.finditer(text))
    if sum(len(found[0]) == 1 for found in breaks) * _SINGLE > len(breaks):
        breaks = list(_BREAK.finditer(text))
    ends = [(0, 0), *(found.span() for found in breaks), (len(text), len(text))]
    lines = [text[start:end].rstrip() for (_, start), (end, _) in pairwise(ends)]
    widths = list(map(_width, lines))
    full = max(
        _full(lines, widths),
        _full(lines, _as_indented(lines, widths)),
        _full(lines, [2 * len(line) for line in lines], margin=0),
        key=len,
    )
    joined = [
        (place, line, following)
        for place, (line, following) in enumerate(pairwise(lines))
        if place in full
        and _goes_on(following)
        and (line[-1:] not in _ENDS or line[-1:] + following[:1] == "》（")
        and not _is_row(line, following)
        and not _states_facts(line)
    ]
    if _CUT * sum(_is_cut(line, following) for _, line, following in joined) < len(joined):
        return []
    return [
        Change(*ends[place + 1], " " if _is_latin(line[-1:] + following[:1]) else "")
        for place, line, following in joined
    ]


def _is_row(line: str, following: str) -> bool:
    """Is a line a row of a form, below which another stands? What a speaker says goes on: 李青：…"""
    return bool(_LABELLED.match(line) and (_LABELLED.match(following) or not _goes_on(following)))


def _states_facts(line: str) -> bool:
    """Is a line the publication line of a page, which is whole? 发布时间：2024-03-05 来源：某县水利局"""
    from policytext.pagefacts import publication

    return bool(publication.facts(line))


def _is_cut(line: str, following: str) -> bool:
    """Does the break stand inside a word?"""
    from policytext.language.likelihood import model

    return model().score(following[0], line[-2:]) > LIKELY


def _is_latin(beside: str) -> bool:
    """Are the characters beside a break of words of Latin letters, which have a blank between them?"""
    return beside.isascii() and beside.isalnum() and not beside.isdigit()


def _goes_on(line: str) -> bool:
    """Can a line continue the line before it? Ideographic blanks within part the columns of a row."""
    return (
        line != ""
        and "\u3000" not in line
        and not (_BEGINS.match(line) or _PAGE_NUMBER.fullmatch(line) or _DAY.fullmatch(line))
    )


def _full(lines: Sequence[str], widths: Sequence[int], margin: int = _MARGIN) -> set[int]:
    """The lines that fill the width at which the page was broken; none without evidence of it."""

    def beside(edge: int) -> int:
        return sum(margin < edge - width <= _MARGIN + _BESIDE for width in widths)

    def filling(edge: int) -> set[int]:
        full = {place for place, width in enumerate(widths) if abs(edge - width) <= margin}
        return full if _is_broken(lines, full, beside(edge)) else set()

    edges = [edge for edge in sorted(widths)[-1 - _BROADER :] if _NARROW <= edge <= _BROAD]
    usual = Counter(width for width in widths if _NARROW <= width <= _BROAD).most_common(1)
    many = filling(usual[0][0]) if usual and len(lines) >= _MANY else set()
    full = filling(edges[-1]) if edges and edges[-1] == max(widths) else set()
    return full or max(*map(filling, edges[:1]), many if len(many) >= _MANY else set(), full, key=len)


def _is_broken(lines: Sequence[str], full: Collection[int], beside: int) -> bool:
    """Do most full lines end inside a sentence, are few lines slightly narrower, and is it no list?

    Lists are of names, without marks, or have the same marks in each line (电话：…，传真：…), or are forms.
    """
    unfinished = [
        lines[place]
        for place in full
        if lines[place][-1:] not in _ENDS
        and not _is_row(lines[place], "".join(lines[place + 1 : place + 2]))
    ]
    marks = Counter("".join(_MARK.findall(line, 0, len(line) - 1)) for line in unfinished)
    return (
        len(unfinished) >= _UNFINISHED
        and len(full) >= 2 * beside
        and 2 * len(unfinished) >= len(full)
        and 2 * marks[""] <= len(unfinished)
        and 3 * max(marks.values()) <= 2 * len(unfinished)
    )


def _as_indented(lines: Sequence[str], widths: Sequence[int]) -> list[int]:
    """Widths with the indents that an extraction took from the first lines of paragraphs."""
    usual = Counter(width for width in widths if width >= _NARROW).most_common(1)
    edge = max(widths) if max(widths) <= _BROAD else usual[0][0]

    def is_first(place: int) -> bool:
        before = lines[place - 1] if place else ""
        ended = before[-1:] in _ENDS or _BEGINS.match(before) or not _MARK.search(before)
        return bool(ended and _MARK.search(lines[place]))

    return [
        min(width + _INDENTED, edge) if _NARROW <= width < edge and is_first(place) else width
        for place, width in enumerate(widths)
    ]


def _width(line: str) -> int:
    """The width of a line in columns: two for a Chinese character, whose UTF-8 has three bytes."""
    return (len(line.encode(errors="surrogatepass")) + len(line)) // 2
