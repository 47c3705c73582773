"""The title of a page's text by its judged lines: what is furniture stands over it, and is none of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from policytext.pagefacts.heading import read_heading
from policytext.pagefacts.ranking import NO_CLUES, Clues
from policytext.pagefacts.title import tidy
from policytext.pagefacts.titlelines import head_of


class JudgedLine(Protocol):
    """A line, how surely it is furniture, and what it tells as a publication line."""

    @property
    def text(self) -> str: ...
    @property
    def strength(self) -> int: ...
    @property
    def is_published(self) -> bool: ...


def headline(lines: Sequence[JudgedLine], clues: Clues = NO_CLUES, furniture: Collection[int] = ()) -> str:
    """The title that the first lines of a text are or state, "" where nothing bears one out.

    Only their place betrays `furniture`.

    >>> from policytext.boilerplate.features import read
    >>> headline(read("海州市人民政府关于做好\\n春季防火工作的通知\\n各县人民政府：\\n现通知如下。"))
    '海州市人民政府关于做好春季防火工作的通知'
    >>> headline(read("第一条　为了规范管理，制定本办法。"))
    ''
    """
    judged = (
        (line.text, not line.is_published and (line.strength > 1 or number in furniture))
        for number, line in enumerate(lines)
    )
    head, apart = head_of(judged)
    heading = read_heading(head, clues._replace(apart=apart))
    stated = tidy(heading.stated.get("title", ""))
    return stated or (heading.title if heading.sure else heading.announced)
