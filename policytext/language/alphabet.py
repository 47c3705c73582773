"""The set of unusual characters of a text: one scan that makes most pattern searches needless.

Most rules look for a character that most texts do not have. Finding out which of these characters a text
has takes a third of the time of one search that finds nothing.
"""

from __future__ import annotations

from functools import lru_cache

from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy

ORDINARY = f"{HAN}，。、；：“”（）《》"
"""Part of a character class: what nearly every Chinese text has, so that its presence excludes nothing."""

_EXTRAORDINARY = lazy(rf"[^\x00-\x7f{ORDINARY}]")
_PIECE = 1 << 16  # characters of a text that are looked through together


@lru_cache(maxsize=2)
def alphabet(text: str) -> str:
    r"""The distinct characters of a text without the `ORDINARY` ones, in no particular order.

    Cached for the last texts, as many rules ask about one text.

    >>> "".join(sorted(alphabet("第一条 为了加强（WTO）\u200b建设，\u3000加强建设。")))
    ' OTW\u200b\u3000'
    """
    plain = text.encode("ascii", "ignore")
    others: set[str] = set()
    if len(plain) < len(text):
        for start in range(0, len(text), _PIECE):
            others.update(_EXTRAORDINARY.findall(text[start : start + _PIECE]))
    return "".join((*(chr(byte) for byte in range(0x80) if byte in plain), *others))


def has(text: str, characters: LazyPattern) -> bool:
    r"""Does a text contain one of these characters? They must not be `ORDINARY` ones.

    >>> has("国\u200b务院", lazy("[\u200b-\u200f]")), has("国务院", lazy("[\u200b-\u200f]"))
    (True, False)
    """
    return characters.search(alphabet(text)) is not None
