"""Readings of a spinner whose toned letter was misread afterwards: 觀(gu¨¡n), 場(ch菐ng), 黨(d鄋g).

Such a page was spun, and then its bytes were read in another encoding: of a reading all letters but the
toned one are ASCII and survive. The character before the bracket says which reading it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.characters import HAN, TONED
from policytext.language.patterns import lazy
from policytext.language.readings import first_reading
from policytext.language.simplify import traditional_forms
from policytext.revision import Change

MISREAD = lazy(
    rf"\((?<=[{HAN}].)([a-z]{{0,4}})(?![{TONED}]+[a-z]*\))([^\x00-\x7f]{{1,3}})([a-z]{{0,3}})\)"
)  # all letters of the middle toned: as it should be


def find(text: str) -> list[Change]:
    """The misread part of each reading, read as the character before it wants.

    >>> [change.after for change in find("觀(gu¨¡n)測廣場(ch菐ng)，黨(d鄋g)建")]
    ['ā', 'ǎ', 'ǎn']
    >>> find("重(chóng)庆、锂(Li)、值(a或b)、法(Größe)")
    []
    """
    return list(_misread(text)) if "(" in text else []


def _misread(text: str) -> Iterator[Change]:
    for found in MISREAD.finditer(text):
        before, _, behind = found.groups()
        if not (before or behind):
            continue
        character = text[found.start() - 1]
        for form in (character, *traditional_forms().get(character, "")):
            reading = first_reading(form)
            letters = reading[len(before) : len(reading) - len(behind)]
            if before + letters + behind == reading and letters[:1] in TONED and 0 < len(letters) <= 2:
                yield Change(*found.span(2), letters)
                break
