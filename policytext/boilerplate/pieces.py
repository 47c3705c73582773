"""Rows of short pieces under headlines, known by what the pieces are: a day, a number, names, counters."""

from __future__ import annotations

from collections.abc import Mapping

from policytext.boilerplate.markers import SURE, judge
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts import publication
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.bylines import is_publisher
from policytext.pagefacts.days import only_day
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.moments import is_account

WORDS = 3  # of a row over a headline that is a menu
PIECE = 12  # characters of a piece of a row that is of no kind known

_PIECES = lazy(r"\s*[|｜丨│·•/]\s*|\s+(?!\d\d?[:：])")  # of a row, an hour with its day
_SLASHED = lazy(r"(\d)\s*/\s*(?=\d)")  # 2022/02/25
_TALLY = r"[【\[(（]?\d+(?:,\d{3})*[】\])）]?\s?(?:万|次|人次?|条|个)?\+?"
_COUNTED = lazy(rf"(?<![{HAN}])([{HAN}]{{2,6}}[:：]?)\s+({_TALLY})(?![\d.,年月/:：-])")
COUNT = lazy(rf"[{HAN}]{{2,6}}[:：]?{_TALLY}")
_FREE = lazy(r"\w+(?:[:：]\w{0,6})?")
_COLON = lazy(r"([:：])\s+")
_LABELLED = lazy(rf"[{HAN}]{{3,6}}[:：]")  # no 日期：, which forms and minutes have
_VALUED = lazy(r"[:：]\s*\S")
_BARS = lazy(r"[\s|｜丨│/·]+")
_SPAN = frozenset({"至", "到", "-", "—", "～", "~"})


def in_pieces(text: str) -> Mapping[str, str] | None:
    """What a row of short pieces says that are a day, a number, counters, names; None if it is no such row.

    >>> in_pieces("2024年3月5日 · 人事 · 评论(0)"), in_pieces("青交警队 2021.10.11 阅读 23019 转发 512")
    ({'date_published': '2024-03-05'}, {'date_published': '2021-10-11'})
    >>> in_pieces("2019-12-23　青民发〔2019〕4号"), in_pieces("征集时间：2023-11-08 至 2023-12-08 人数：12")
    ({'doc_number': '青民发〔2019〕4号', 'date_published': '2019-12-23'}, None)
    """
    pieces = _pieces(text) if len(text) <= publication.LONGEST else []
    told: dict[str, str] = {}
    sure = free = 0
    if len(pieces) == 2 and "年" in pieces[-1] and agencies(pieces[0]):
        return None  # a signature
    for piece in pieces if len(pieces) > 1 and _SPAN.isdisjoint(pieces) else ():
        day = only_day(piece)
        stated = {"date_published": day} if day else _stated(piece)
        if stated is not None:
            sure += not day
            told = {**stated, **told}
        elif len(piece) > PIECE or not _FREE.fullmatch(piece):
            return None
        else:
            free += 1
    return told if "date_published" in told and sure >= max(free, 1) else None


def _pieces(text: str) -> list[str]:
    joined = _SLASHED.sub(r"\1-", _COUNTED.sub(r"\1\2", _COLON.sub(r"\1", text)))
    return [piece for piece in _PIECES.split(joined) if piece]


def _stated(piece: str) -> Mapping[str, str] | None:
    """What a piece of a row says that is no day, None where it is of no kind known."""
    if number := number_line(piece):
        return {"doc_number": number}
    if is_publisher(piece):
        return {"source_name": piece}
    told = publication.facts(piece, beside=True)
    is_place = piece in publication.provinces() or piece.startswith(("发表于", "发布于"))
    is_count = COUNT.fullmatch(piece) is not None
    is_known = is_place or is_count or is_account(piece) or judge(piece).strength >= SURE
    return {} if told is None and is_known else told


def labelled_day(text: str) -> bool:
    """Does a row of labels and values state the day of a page: 发布时间：2023-02-21　阅读：9?"""
    if len(text) > publication.LONGEST or not _VALUED.search(text):
        return False
    stated = (publication.facts(piece) for piece in _pieces(text) if _LABELLED.match(piece))
    return any("date_published" in (told or ()) for told in stated)


def is_credit(text: str) -> bool:
    """Does a row say who published and count who read, without a day: 青江中学　德育处　浏览：867?"""
    pieces = _pieces(text) if len(text) <= publication.LONGEST else []
    known = [_stated(piece) is not None or len(piece) <= PIECE for piece in pieces]
    return len(pieces) > 1 and all(known) and any(map(COUNT.fullmatch, pieces))


def is_row(text: str, least: int = WORDS) -> bool:
    """Is a line short words of a menu with blanks or bars between them?

    >>> is_row("要闻 审查调查 监督曝光"), is_row("执纪审查 | 党纪法规库 | 案例"), is_row("水利局 财政局")
    (True, True, False)
    >>> is_row("特 此 通 知")
    False
    """
    words = [word for word in _BARS.split(text) if word]
    is_spread = all(len(word) == 1 for word in words)  # 特 此 通 知
    return (
        len(words) >= least
        and not is_spread
        and all(word.isalnum() and len(word) <= PIECE for word in words)
    )
