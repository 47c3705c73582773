"""What a line under a headline says without labels: who published, who wrote, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policytext.boilerplate.features import Line
from policytext.boilerplate.pieces import COUNT, in_pieces
from policytext.language.patterns import lazy
from policytext.pagefacts import labels, publication
from policytext.pagefacts.bylines import bare, is_publisher, outlet
from policytext.pagefacts.days import only_day
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.formulas import without_contents
from policytext.pagefacts.moments import is_account

OWN_BEGINS = ("（", "(", "—", "《", "“", "【")
"""How lines begin that are the document's."""

NEAR = 4  # lines right above an article, which are its own below contents too

_LABEL = lazy(r"[【\[](\w{2,8})[】\]]\s*[:：]\s*")


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
    is_known = is_account(text) or COUNT.fullmatch(text.replace(" ", ""))
    return {} if is_known else labelled(text) or in_pieces(text)


def labelled(text: str) -> Mapping[str, str] | None:
    """What a line with a label that only pages have says: 【文号】：…"""
    found = _LABEL.match(text)
    label = labels.labels().get(found[1]) if found else None
    if found is None or label is None or label.kind not in ("text", "count"):
        return None
    return publication.facts(f"{found[1]}：{text[found.end() :]}", beside=True)


def number_above(above: Sequence[str]) -> str:
    """The number on a line above an article, not that of another document in the contents of a gazette.

    >>> number_above(["目 录", "青江市人民政府令（第7号）", "青江市节水办法", "要闻", "公报", "第四号"])
    ''
    """
    own = without_contents(above)
    own += above[max(len(above) - NEAR, len(own)) :]
    return next(filter(None, (number_line(line.strip()) for line in own)), "")
