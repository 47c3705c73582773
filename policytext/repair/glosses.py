"""Readings in brackets that page spinners put behind characters."""

from __future__ import annotations

import re

from policytext.language.readings import read_as
from policytext.revision import Change

_GLOSS = re.compile(r"[(（]([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6})[)）]")


def find(text: str) -> list[Change]:
    """Every gloss of a page that has more of them than an author would write.

    >>> [text for text in find("推進(jìn)產(chǎn)業(yè)發(fā)展")][0]
    Change(start=2, end=7, after='', inferred=False, note='')
    """
    if ")" not in text and "）" not in text:
        return []
    found = []
    for gloss in _GLOSS.finditer(text):
        if gloss.start() and text[gloss.start() - 1] in read_as(gloss[1]):
            found.append(Change(gloss.start(), gloss.end(), ""))
    return found if len(found) > 2 else []
