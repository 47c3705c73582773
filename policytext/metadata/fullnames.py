"""One full name for each issuer: 国家发展改革委 is 国家发展和改革委员会, 省财政厅 may be 广东省财政厅."""

from __future__ import annotations

from collections.abc import Sequence

from policytext.language.patterns import lazy
from policytext.language.places import names as division_names
from policytext.pagefacts.agency import agencies, akin
from policytext.recognition.linking import full_name

_STATE = lazy("^中华人民共和国(?=.{3})")
_ORDER = lazy(r"(?P<signers>.{2,60}?)(?:令|公告|通告)(?=[第〔12])")
_LEVEL = lazy(r"(?:中共)?(?:自治区|[省市县区州])")


def full_issuers(issuers: Sequence[str], others: Sequence[str], code: str) -> list[str]:
    """The full names of issuers, one for a body whatever the document calls it.

    `others` are the names that stand elsewhere in the document (letterhead, signature), `code` is
    that of its place: a body of a bare level is of the division of that level.

    >>> full_issuers(["国家发展改革委", "财政部"], [], "")
    ['国家发展和改革委员会', '财政部']
    >>> full_issuers(["省发展改革委"], ["广东省发展和改革委员会"], "")
    ['广东省发展和改革委员会']
    >>> full_issuers(["市财政局"], [], "440100"), full_issuers(["区政府"], [], "330106")
    (['广州市财政局'], ['杭州市西湖区人民政府'])
    """
    homes = _homes(code)
    names = (_longest(_STATE.sub("", issuer), others) for issuer in issuers)
    return list(dict.fromkeys(full_name(name, homes, centre=not code) for name in names))


def full_bodies(names: Sequence[str]) -> list[str]:
    """The full names of bodies of which nothing else is known: 发改委 may be that of any division.

    >>> full_bodies(["国家发改委", "青江市发改委", "发改委"])
    ['国家发展和改革委员会', '青江市发展和改革委员会', '发改委']
    """
    return list(dict.fromkeys(full_name(name, {}, centre=False) for name in names))


def full_number(number: str) -> str:
    """The number of an order or announcement with the full names of its agencies: one key for one number.

    >>> full_number("国家发改委令第5号"), full_number("国办发〔2024〕3号")
    ('国家发展和改革委员会令第5号', '国办发〔2024〕3号')
    """
    match = _ORDER.match(number)
    signers = agencies(match["signers"]) if match else []
    if match is None or not signers:
        return number
    return "".join(full_issuers(signers, [], "")) + number[match.end("signers") :]


def _longest(name: str, others: Sequence[str]) -> str:
    """The longest name of a body in its document: that with its division, that which is not shortened."""
    kin = [
        bare
        for other in others
        if len(bare := _STATE.sub("", other)) > len(name)
        and akin(name, bare)
        and (bare[-1] == name[-1] or name[-1] in "委办" or _LEVEL.match(name))
    ]
    return max(kin, key=len, default=name)


def _homes(code: str) -> dict[str, str]:
    """The division of each level that the place of a document is, or lies in."""
    if not code:
        return {}
    table = division_names()
    province, city, own = (table.get(key, "") for key in (f"{code[:2]}0000", f"{code[:4]}00", code))
    divisions = [province, city or own, own if own in (province, city) else f"{city}{own}"]
    return {level: name for name in divisions for level in _LEVELS if name.endswith(level)}


_LEVELS = ("自治区", "省", "市", "州", "县", "区")
