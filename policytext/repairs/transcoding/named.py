"""Fillings within names, which a language model cannot tell: 黄丽娜 for 黄丽娟, 郭都区 for 郫都区.

It says what most people are called. So what it fills in is a guess where no word and no known place has it,
and what stands around is a name: before the last character of a place's, behind a surname.
"""

from __future__ import annotations

from itertools import product

from policytext.language.characters import is_han
from policytext.language.places import is_place
from policytext.language.segment import is_known
from policytext.language.simplify import simplified_table
from policytext.language.surnames import surnames

LONGEST = 4  # characters of a word that is looked for around the filling
NEAR = 2  # characters between which and the filling a name lies
_PLACES = frozenset("县区市旗乡镇村州街")  # what ends the names of places, and who before a surname
_TITLES = frozenset("长任人记员")


def is_guess(line: str, at: int) -> bool:
    """Is the character at an offset part of a name, and of no word?

    >>> line = "主任黄丽娜到郭都区主持会议"
    >>> [line[at] for at in range(len(line)) if is_guess(line, at)]
    ['丽', '娜', '郭', '都']
    """
    read = line[max(0, at - LONGEST) : at + LONGEST].translate(simplified_table())
    at = min(at, LONGEST)
    return is_han(read[at : at + 1] or " ") and _is_in_name(read, at) and not _is_of_word(read, at)


def _is_in_name(read: str, at: int) -> bool:
    if not _PLACES.isdisjoint(read[at + 1 : at + 1 + NEAR]):
        return True
    behind = (place for place in range(max(0, at - NEAR), at) if surnames().get(read[place], 0))
    return any(not place or not is_han(read[place - 1]) or read[place - 1] in _TITLES for place in behind)


def _is_of_word(read: str, at: int) -> bool:
    sizes = product(range(2, LONGEST + 1), range(LONGEST))
    words = (
        read[at - skipped : at - skipped + size]
        for size, skipped in sizes
        if skipped < size and skipped <= at
    )
    return any(
        len(word) > 1 and (is_place(word) or (is_known(word) and not _is_person(word))) for word in words
    )


def _is_person(word: str) -> bool:
    """Is it one of the names of persons in jieba's dictionary, which has 王丽娜 and not 王丽娟?"""
    from policytext.language.tagger import tag  # where a name was filled in, and few are

    return word[0] in surnames() and [part.tag for part in tag(word)] == ["nr"]
