"""SELF: 我省, 全市, 我局, 该局 — what a document calls its place, its issuer and the body last named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.language.patterns import lazy
from policytext.language.places import full_name
from policytext.recognition.model import Entity

_BODIES = {  # the last word of 我局, and how the name of such a body ends
    "局": "局", "厅": "厅", "部": "部", "署": "署", "司": "司", "处": "处", "委": "委|委员会",
    "行": "银行|行|支行|分行|总部", "会": "会", "院": "院", "办": "办|办公室|办公厅",
    "校": "大学|学院|学校",
    "公司": "公司", "集团": "集团|公司", "中心": "中心", "府": "政府",
}  # fmt: skip
_SELF = lazy(
    "(?P<place>[我全](?:省|自治区|市|州|盟|县|区|旗)(?![区域直级辖委])|本(?:省|自治区|市|州|县)(?![区域直级辖委]))"
    "|(?P<body>[我本](?:公司|集团|中心|[局厅部署司处委行会院办校府])(?![长员级部门议队企法政业分理计罚置面势动程为校案件公事托]))"
)
_THAT = lazy("该(?P<body>[局厅部署委办院校行])(?![长员级部门议队企法政业分理计罚置面势动程为案件事项区])")
_KINDS = {"行": "银行|机构", "校": "学校|高校|大学|学院", "院": "医院|法院|学院|检察院"}
"""What a text tells of between a body and 该校, and is then what is meant."""
_EACH = ("本行", "本公司", "本集团", "本院", "本校", "本中心", "本会")
"""What a rule for banks, companies or schools calls each of them, and not who issues it."""
_NO_SELF = lazy("自[我]|[基资成根日原样版文剧课书译]本|[周齐保安健完]全|[是]本")
_PROVINCE, _CITY = ("省", "自治区"), ("市", "州", "盟")


def self_references(
    text: str, issuers: Sequence[str], place: str, code: str, bodies: Sequence[Entity] = ()
) -> Iterator[Entity]:
    """Where a text says 我省, 全市, 我局; `place`, `code` and `issuers` are what its header says it is of.

    该局 is the last of the `bodies` in its paragraph that fits. `normalized` is the place's or the body's
    full name, "" where none fits; `detail` is LOC or ORG.

    >>> found = self_references("我局按全市要求", ["海州市财政局"], "江苏省连云港市", "320700")
    >>> [(entity.text, entity.normalized, entity.detail) for entity in found]
    [('我局', '海州市财政局', 'ORG'), ('全市', '江苏省连云港市', 'LOC')]
    """
    for match in _SELF.finditer(text):
        if _NO_SELF.match(text, match.start() - 1):
            continue
        if match["place"]:
            name = _place(match[0][1:], place, code)
        else:
            name = "" if match[0] in _EACH else _body(match[0][1:], issuers)
        kind = "LOC" if match["place"] else "ORG"
        yield Entity(*match.span(), match[0], "SELF", name, kind)
    for match in _THAT.finditer(text) if bodies else ():
        yield Entity(*match.span(), match[0], "SELF", _last(text, match, bodies), "ORG")


def _last(text: str, that: re.Match[str], bodies: Sequence[Entity]) -> str:
    """The body of the paragraph named last that 该局 can mean; "" where two are, or a kind of bodies."""
    word = that["body"]
    opens = text.rfind("\n", 0, that.start()) + 1
    named = [body for body in bodies if opens <= body.start < that.start()]
    fitting = [body for body in named if re.search(f"(?:{_BODIES[word]})$", body.normalized or body.text)]
    if not fitting:
        return ""
    last = fitting[-1]
    others = [body for body in fitting[:-1] if body.normalized != last.normalized]
    listed = others and _LISTED.fullmatch(text, others[-1].end, last.start)
    kind = word in _KINDS and re.search(_KINDS[word], text[last.end : that.start()])
    return "" if listed or kind else last.normalized


_LISTED = lazy("[、和与及]|以及|会同")


def _place(level: str, place: str, code: str) -> str:
    """The division of a level that a place is, or lies in."""
    if not code:
        return place if place.endswith(level) else ""
    province, city = f"{code[:2]}0000", f"{code[:4]}00"
    if level in _PROVINCE:
        return full_name(province) if full_name(province).endswith(level) else ""
    if level in _CITY:
        ways = [code, city, province]  # a city of a county's rank, a city, a municipality
        return next((full_name(way) for way in ways if full_name(way).endswith(level)), "")
    return full_name(code) if full_name(code).endswith(level) else ""


def _body(word: str, issuers: Sequence[str]) -> str:
    """The one issuer whose name ends as the word says."""
    fitting = [issuer for issuer in issuers if re.search(f"(?:{_BODIES[word]})$", issuer)]
    return fitting[0] if len(fitting) == 1 else ""
