"""Items within a sentence: 一是由甲厅牵头建设机场；二是支持研发."""

from __future__ import annotations

from policytext.language.patterns import lazy

_NUMBER = "[一二三四五六七八九十]是|[(（][a-z][)）]|[①-⑳]"
INLINE = lazy(_NUMBER)
_NEXT = lazy(f"[；，]另?(?={_NUMBER})")


def end_of_item(text: str, low: int, start: int, end: int) -> int:
    """Where what begins at `start` ends: before the next item, if it stands in one of its sentence.

    >>> text = "一是由甲厅建设机场；二是支持研发"
    >>> text[3 : end_of_item(text, 0, 3, len(text))]
    '甲厅建设机场'
    >>> text = "甲厅要做两件事：一是建设机场；二是支持研发"
    >>> end_of_item(text, 0, 2, len(text)) == len(text)
    True
    """
    following = _NEXT.search(text, start, end) if INLINE.search(text, low, start) else None
    return following.start() if following else end
