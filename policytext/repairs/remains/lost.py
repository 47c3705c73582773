"""Text of which nothing is left but marks for what could not be read: seen, said, and left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policytext.language.alphabet import has
from policytext.language.patterns import lazy
from policytext.revision import Change, marks

# 锟斤拷 is what two U+FFFD in UTF-8 look like as GBK; among them stand the few bytes that survived. As Big5
# and so on it is the others; debuggers fill memory with the bytes of 烫 and 屯.
_REPLACED_TWICE = lazy(r"(?:锟[^\n锟“”‘’「」，。、：；（）]{0,4})+")
_REPLACED_ELSEWHERE = lazy(r"(?:锟斤拷|嚙[踝範]蕭?|占쏙옙|пїЅ|ďż˝|∩┐╜|О©╫|я┐╜|ÔøΩ|烫{5,}|屯{5,})+")
_LETTER, _HAN = lazy("[쏙їż┐©ø]"), ("锟斤拷", "嚙", "烫烫", "屯屯")  # one of which it has
_OF_GB18030 = lazy("(?:[\x84„]?1¤7)+", needs="1¤7")  # U+FFFD in GB 18030, its four bytes read one by one
_QUESTIONS = lazy(r"^(?:[^\n?]|\?(?!\?\?))*\?{3}[^\n]*$", re.MULTILINE, needs=r"\?\?\?")
SHARE = 0.5  # of a line's characters other than blanks, above which its question marks are not ones

NOTE = "the bytes of these characters are gone"


def find(text: str) -> list[Change]:
    """Marks on what was replaced by 锟斤拷 or question marks.

    >>> [(c.start, c.end, c.after) for c in find("协 锟斤拷 委 员 锟斤拷\\n??????????\\n为什么???")]
    [(2, 7, None), (10, 13, None), (14, 24, None)]
    """
    return disjoint(sorted(marks(_found(text), NOTE), key=lambda change: (change.start, -change.end)))


def disjoint(found: Iterable[Change]) -> list[Change]:
    """The marks, which are in order, without those that overlap an earlier one."""
    kept: list[Change] = []
    for change in found:
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept


def _found(text: str) -> Iterator[re.Match[str] | tuple[int, int]]:
    if has(text, _LETTER) or any(sign in text for sign in _HAN):
        yield from _REPLACED_ELSEWHERE.finditer(text)
    yield from _OF_GB18030.finditer(text)
    for found in _REPLACED_TWICE.finditer(text) if text.count("锟") > 1 else ():
        if found[0].count("锟") > 1 or "斤拷" in found[0]:
            yield found.start(), found.start() + len(found[0].rstrip())
    for line in _QUESTIONS.finditer(text):
        if line[0].count("?") > SHARE * len("".join(line[0].split())):
            yield line
