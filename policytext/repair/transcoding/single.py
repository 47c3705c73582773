"""Chinese whose bytes were read one by one, as Latin-1 or Windows-1252."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytext.repair.transcoding.codes import HAN, SPECIALS, western_bytes
from policytext.repair.transcoding.evidence import better_than_chance
from policytext.revision import Change

ENOUGH = 5.0  # nats above chance from which a reading is believed by itself
ESTABLISHED = 20  # characters of a page believed, from which weaker evidence for the same reading will do
WEAK = -2.0  # nats a character

_HIGH = rf"\x80-\xff{SPECIALS}"
_STRAY = "[\x80-\x9f\xa1-\xa6\xa8-\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff]"  # hardly ever in clean Chinese
_REGION = re.compile(rf"[{_HIGH}][{_HIGH}@-~]*{_STRAY}[{_HIGH}@-~]*|{_STRAY}[{_HIGH}@-~]+")

_FOLLOWING = rf"[\x80-\xbf{SPECIALS}]"
_UTF8 = re.compile(
    rf"(?:[\xc2-\xdf]{_FOLLOWING}|[\xe0-\xef]{_FOLLOWING}{{2}}|[\xf0-\xf4]{_FOLLOWING}{{3}})+"
)
# What three bytes of UTF-8 may turn out to be: punctuation, symbols, Chinese, full-width forms.
_CHINESE = re.compile(
    f"[\u2010-\u2027\u2030-\u205e\u2100-\u2bff\u3000-\u33ff{HAN}\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
)
_BESIDE = re.compile(f"[{HAN}\u3000-\u303f\uff00-\uffef]")


class _Reading(NamedTuple):
    """A region of the text read in another encoding, and how far that is above chance, in nats."""

    evidence: float
    codec: str
    changes: list[Change]
    size: int


def find(text: str) -> Sequence[Change]:
    """Undo UTF-8, GBK and Big5 read as Latin-1 or Windows-1252, UTF-8 several times over.

    >>> find("见å…³äºŽ，·¢Õ¹ºÍ¸Ä¸ï")
    [Change(start=1, end=7, after='关于', ...), Change(start=8, end=18, after='发展和改革', ...)]
    >>> find("MARQUÉ… SELKÄ\\xa0EDELLÄ\\xa0MAAHAN Élève, où êtes-vous? Đặng, Ägäis, «ÀÉÍÓÚ»")
    []
    """
    regions = [best for found in _REGION.finditer(text) if (best := _best(text, *found.span()))]
    known: Counter[str] = Counter()
    for region in regions:
        if region.evidence > ENOUGH:
            known[region.codec] += region.size
    return [
        change
        for region in regions
        if region.evidence > ENOUGH
        or (known[region.codec] >= ESTABLISHED and region.evidence > WEAK * region.size)
        for change in region.changes
    ]


def _best(text: str, start: int, end: int) -> _Reading | None:
    """The best reading of the bytes between two offsets, if there is one at all."""
    return max(_readings(text, start, end), default=None)


def _readings(text: str, start: int, end: int) -> Iterator[_Reading]:
    region = text[start:end]
    changes = [
        Change(start + found.start(), start + found.end(), after)
        for found in _UTF8.finditer(region)
        if (after := _utf8(found[0])) is not None
        and (_CHINESE.search(after) or _BESIDE.search(_around(text, start + found.start(), start + found.end())))
    ]
    if changes:
        ...
'''
