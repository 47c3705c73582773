"""Where in a document phrases say what it is about, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.patterns import late

_HEAD = 25  # lines, within which an addressee stands
_ADDRESSEE = late(r".{2,300}[：:]")
_OFFICES = late("政府|各|局|厅|委|部|行|公司|单位")
_DATE = late(r"[（(]?.{0,12}(?:[12]\d{3}|[一二][〇○零九].{2})年.{1,3}月.{1,3}日.{0,8}[）)]?")
_NUMBER = late(r".{1,12}[〔\[（(][12]\d{3}[〕\]）)].{1,8}号.{0,8}|.{1,8}发明电")
_NOTE = late(r"[（(][^（）()]{2,40}[）)]")
_SIGNATURE = late(r".{2,24}(?:厅|局|部|委|院|署|委员会|政府|办公室|总行|分行)")
_HEADING = late(
    r"(?:第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])"
)
_SENTENCE = late("[。；]")
LONGEST_HEADING = 40  # characters; what is longer is a sentence with a number


def masked(text: str) -> Iterator[tuple[int, int]]:
    """Lines that say nothing about the matter: addressees, signatures, dates, document numbers, notes.

    >>> list(masked("关于防汛的通知\\n各区人民政府：\\n请落实。\\n某市水利局\\n2024年5月6日"))
    [(8, 15), (21, 26), (27, 36)]
    """
    start = 0
    for number, line in enumerate(text.split("\n")):
        shown = line.strip()
        if shown and (
            (number < _HEAD and _ADDRESSEE.fullmatch(shown) and _OFFICES.search(shown))
            or any(kind.fullmatch(shown) for kind in (_DATE, _NUMBER, _NOTE, _SIGNATURE))
        ):
            yield start, start + len(line)
        start += len(line) + 1


def headings(text: str) -> str:
    """The numbered headings of a text, a line each, up to their first full stop.

    >>> headings("一、健全机制。各地要落实。\\n（二）提振消费")
    '一、健全机制\\n（二）提振消费'
    """
    starts = (
        _SENTENCE.split(shown)[0] for line in text.split("\n") if _HEADING.match(shown := line.strip())
    )
    return "\n".join(heading for heading in starts if len(heading) <= LONGEST_HEADING)
