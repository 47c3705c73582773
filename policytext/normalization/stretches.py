"""Stretches of a text by script, and stretches that are kept for the reader to check.

A page may combine several sources: a Traditional headline over Simplified text, a Simplified frame around
a Traditional notice, a quotation. The script is decided for each clause; names are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from policytext.language import scripts
from policytext.language.characters import ALL_HAN, MARKS
from policytext.language.patterns import lazy
from policytext.language.scripts import SIMPLIFIED, Script
from policytext.language.simplify import simplified_table
from policytext.language.surnames import surnames
from policytext.normalization.names import is_in_names, sure_surnames

_LINE = lazy(r"[^\n]+")
_CLAUSE = lazy(f"[^{MARKS}\n]+")
_HAN = lazy(f"[{ALL_HAN}]")
_SENTENCE = 6  # Chinese characters of a clause that is no name: most books and people have fewer
_WORDS = (2, 3, 4)  # characters of a word
_NAME = 3  # and of a name, which may be known too
_PROOF = 2  # Traditional characters in it: one may be a slip, or a variant in a name
# A text of both, character by character, was converted by halves. Below this share it quotes.
_HALF = 0.3
_HALF_PROOF = 20  # Traditional characters that show it


class Stretch(NamedTuple):
    """A span of a text and its variety; `quoted`: it is short, and of another variety than the text."""

    start: int
    end: int
    variety: str
    quoted: bool = False


def stretches(text: str, found: Script, to: str) -> Iterator[Stretch]:
    """The stretches of a text, recognised as `found`, that are not in Japanese or Korean.

    >>> text = "关于印发规划的通知，请认真执行。\\n關於推動產業發展的意見\\n楊聯陞的学生"
    >>> [(text[s.start : s.end], s.quoted) for s in stretches(text, scripts.recognise(text), "simplified")]
    [('關於推動產業發展的意見', False), ('楊聯陞的学生', True)]
    """
    whole = found.variety
    if to == "simplified" and whole == SIMPLIFIED and found.share >= _HALF:  # half converted?
        whole = scripts.TRADITIONAL if scripts.evidence(text)[0] >= _HALF_PROOF else whole
    is_pure = found.share == 0 or (found.share == 1 and not scripts.evidence(text)[1])
    is_whole = is_pure or (whole != SIMPLIFIED and to == "simplified")
    if is_whole and not scripts.has_foreign(text):
        yield Stretch(0, len(text), whole)
        return
    foreign = {*scripts.foreign_lines(text)}
    for line in (found.span() for found in _LINE.finditer(text)):
        if line not in foreign:
            if is_whole:
                yield Stretch(*line, whole)
            elif whole != SIMPLIFIED or to != "simplified" or _stand_out(text[slice(*line)]):
                yield from _of_line(text, *line, whole, to)


def _of_line(text: str, start: int, end: int, whole: str, to: str) -> Iterator[Stretch]:
    """The stretches of a line: clauses of the same script."""
    clauses = list(_clauses(text, start, end, whole == SIMPLIFIED))
    for is_traditional, group in groupby(clauses, lambda clause: clause.is_traditional):
        members = list(group)
        low, high = members[0].start, members[-1].end
        if is_traditional and (to != "simplified" or _is_sentence(members)):
            variety = scripts.recognise(text[low:high]).variety if whole == SIMPLIFIED else whole
            yield Stretch(low, high, scripts.TRADITIONAL if variety == SIMPLIFIED else variety)
        elif to == "simplified":
            for clause in members:
                standing_out = _stand_out(text[clause.start : clause.end])
                if not standing_out:
                    continue
                is_label = text[clause.end : clause.end + 1] == "："
                if (clause.is_mixed or is_label) and _is_of_words(
                    text[clause.start : clause.end], standing_out
                ):
                    yield Stretch(clause.start, clause.end, scripts.TRADITIONAL)
                elif not all(map(is_in_names, standing_out)):
                    yield Stretch(clause.start, clause.end, SIMPLIFIED, quoted=True)
        else:
            yield Stretch(low, high, SIMPLIFIED)


class _Clause(NamedTuple):
    start: int
    end: int
    size: int
    traditional: int
    is_traditional: bool
    is_mixed: bool = False


def _clauses(text: str, start: int, end: int, is_simplified: bool) -> Iterator[_Clause]:
    """The clauses of a line; one without evidence has the script of the clause before it.

    In a Simplified text a Traditional clause must have no Simplified character.
    """
    is_traditional = not is_simplified
    for found in _CLAUSE.finditer(text, start, end):
        traditional, simplified = scripts.evidence(found[0])
        if traditional or simplified:
            is_traditional = not simplified if is_simplified else traditional >= simplified
        size, is_mixed = len(_HAN.findall(found[0])), bool(traditional and simplified)
        yield _Clause(*found.span(), size, traditional, is_traditional, is_mixed)


def _is_sentence(clauses: list[_Clause]) -> bool:
    proof = sum(clause.traditional for clause in clauses)
    return proof >= _PROOF and max(clause.size for clause in clauses) >= _SENTENCE


def _is_of_words(clause: str, standing_out: frozenset[str]) -> bool:
    """Is each Traditional character part of a word and not of a name: 不断優化, but not 楊聯陞的学生?"""
    simplified = clause.translate(simplified_table())
    return all(_is_in_word(simplified, at) for at, one in enumerate(clause) if one in standing_out)


def _is_in_word(text: str, at: int) -> bool:
    from policytext.language.segment import is_known

    spans = ((low, low + size) for size in _WORDS for low in range(max(0, at - size + 1), at + 1))
    words = (text[low:high] for low, high in spans if high <= len(text))
    return any(not _may_be_name(word) and is_known(word) for word in words)


def _may_be_name(word: str) -> bool:
    """Does it begin with a surname (of two characters, with one that is no other word): 錢學森?"""
    return word[0] in (surnames() if len(word) == _NAME else sure_surnames()) and len(word) <= _NAME


def _stand_out(text: str) -> frozenset[str]:
    """Its characters that are only Traditional; Simplified text has some of them in names."""
    return scripts.only_traditional().intersection(text)
