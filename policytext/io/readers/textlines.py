"""The lines of a text as they are looked through for titles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from policytext.language.patterns import lazy
from policytext.pagefacts.title import LONGEST, tidy

HEADLINE = 60  # characters of a headline, or of a line on which a title goes on below
ADDRESSED = 400  # characters of those whom a document is for, behind its title perhaps
PROSE = 60  # characters in sentences of a document: what has fewer below its title is an item of a list
FORMULA = 15  # characters in sentences of a document that has a fact: 现将《节水办法》印发给你们。
NEAR = 4  # lines above and below a title in which its facts stand
CONTENTS = 200  # lines before the first article of a law: its chapters
NOT_WORD = lazy(r"[\W_的]+")
ENUMERATED = lazy(
    r"(?:第[一二三四五六七八九十百\d]{1,3}[篇件则份个][、:：.．\s]*"
    r"|[（(【\[]?[一二三四五六七八九十\d]{1,3}(?:[）)】\]][、\s]*|[、.．:：]\s*))(?=[^\d\s])"
)
_SEPARATOR = lazy(r"\W{0,2}([=\-*_#~—─━＝－])(?:\s?\1){3,}\W*(?:(?:RECORD )?\d+(?:\. row)?\W*)?")
FIRST = lazy(r"第\s*一\s*[条章](?![^\W\d_])")


class Lines(Sequence[str]):
    """The lines of a text that are not blank, each tidied when it is first asked for."""

    def __init__(self, text: str) -> None:
        self._raw = text.split("\n")
        self._filled = [n for n, line in enumerate(self._raw) if line and not line.isspace()]
        self._tidy: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._filled)

    def __getitem__(self, at: int) -> str:  # type: ignore[override]
        if at not in self._tidy:
            line = self._raw[self._filled[at]]
            self._tidy[at] = (tidy(line) if len(line) <= LONGEST else line.strip()) or " "
        return self._tidy[at]

    @cached_property
    def said(self) -> list[str]:
        """Each line without blanks, marks and 的: what it says, however it is written."""
        return [NOT_WORD.sub("", self._raw[number]) for number in self._filled]

    def between(self, start: int, end: int) -> list[str]:
        return [self[at] for at in range(max(0, start), min(end, len(self)))]

    @cached_property
    def lasts(self) -> str:
        """The last character of each line, which tidying leaves, and need not be done for."""
        return "".join(self._raw[number].rstrip()[-1] for number in self._filled)

    def place(self, at: int) -> tuple[int, int]:
        """The offset of a line in the text, and its number from 1."""
        number = self._filled[at]
        return self._offsets[number], number + 1

    @cached_property
    def _offsets(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self._raw), initial=0))

    def prose(self, start: int, end: int) -> int:
        """How many characters stand in lines with sentences, as far as it matters."""
        found = 0
        for at in range(start, min(end, len(self))):
            line = self._raw[self._filled[at]]
            is_teaser = line.rstrip().endswith("…")
            found += 0 if is_teaser or ("。" not in line and "，" not in line) else len(line)
            if found >= PROSE:
                break
        return found

    def articles(self, start: int, end: int) -> bool:
        """Do articles begin between these lines?"""
        return any(map(FIRST.match, self.between(start, min(end, start + CONTENTS))))

    def is_item(self, at: int) -> bool:
        return ENUMERATED.match(self[at]) is not None

    @cached_property
    def separators(self) -> int:
        """How many of the lines do nothing but separate."""
        return sum(1 for number in self._filled if may_separate(self._raw[number].strip()))


def may_separate(line: str) -> bool:
    return len(line) > NEAR and line[NEAR] == line[NEAR - 1] and _SEPARATOR.fullmatch(line) is not None
