"""What a line under a headline says without labels: who published, who wrote, and when.

A row of short pieces is known by what they are, a day, a number, names, counters, whatever its words.
"""

from __future__ import annotations

from collections.abc import Mapping

from policytext.boilerplate.features import STEP, Line
from policytext.boilerplate.markers import SURE, judge
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts import labels, publication
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.bylines import bare, is_publisher, outlet
from policytext.pagefacts.days import only_day
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.moments import is_account

OWN_BEGINS = ("（", "(", "—", "《", "“", "【")
"""How lines begin that are the document's."""

_PIECES = lazy(r"\s*[|｜丨│·•/]\s*|\s+(?!\d\d?[:：])")  # of a row, an hour with its day
_SLASHED = lazy(r"(\d)\s*/\s*(?=\d)")  # 2022/02/25
_TALLY = r"\d+(?:,\d{3})*\s?(?:万|次|人次?|条|个)?\+?"
_COUNTED = lazy(rf"(?<![{HAN}])([{HAN}]{{2,6}}[:：]?)\s+({_TALLY})(?![\d.,年月/:：-])")
_COUNT = lazy(rf"[{HAN}]{{2,6}}[:：]?{_TALLY}")
_FREE = lazy(r"\w+(?:[:：]\w{0,6})?")
_LABEL = lazy(r"[【\[](\w{2,8})[】\]]\s*[:：]\s*")
_COLON = lazy(r"([:：])\s+")
_SPAN = frozenset({"至", "到", "-", "—", "～", "~"})


def credit(line: Line) -> Mapping[str, str] | None:
    """What a line without a label says beside a headline: the day, who published, who wrote."""
    if line.strength > 1 or line.facts is not None or line.size > publication.LONGEST:
        return None
    text = line.text
    if text[0] in OWN_BEGINS and not _LABEL.match(text):
        return None
    if day := only_day(text):
        return {"date_published": day}
    if names := bare(text):  # surely: 时政, 公开 begin as names do
        return {"author": "、".join(names)}
    if "届" not in text and (named := outlet(text)):
        return {"source_name": named[0], **({"author": named[1]} if named[1] else {})}
    if "届" not in text and is_publisher(text):
        return {"source_name": text}
    told = publication.facts(text, beside=True) if "：" not in text and ":" not in text else None
    if told and "date_published" in told:
        return told
    is_known = is_account(text) or _COUNT.fullmatch(text.replace(" ", ""))
    return {} if is_known else labelled(text) or in_pieces(text)


def labelled(text: str) -> Mapping[str, str] | None:
    """What a line with a label that only pages have says: 【文号】：…"""
    found = _LABEL.match(text)
    label = labels.labels().get(found[1]) if found else None
    if found is None or label is None or label.kind not in ("text", "count"):
        return None
    return publication.facts(f"{found[1]}：{text[found.end() :]}", beside=True)


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
        elif len(piece) > STEP or not _FREE.fullmatch(piece):
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
    is_known = piece in publication.provinces() or is_account(piece) or _COUNT.fullmatch(piece)
    told = publication.facts(piece, beside=True)
    return {} if told is None and (is_known or judge(piece).strength >= SURE) else told
