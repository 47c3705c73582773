"""Straight quotes in Chinese text: each pair, and one whose other half is curly or on another line."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.alphabet import has
from policytext.language.characters import ALL_HAN, MARKS
from policytext.language.lines import lines_with
from policytext.language.patterns import lazy
from policytext.revision import Change

_HAN = lazy(f"[{ALL_HAN}]")
_CHINESE = lazy(f"[{ALL_HAN}{MARKS}]")
_LATIN = lazy("[A-Za-z]")
_STRAIGHT = lazy("[\"']")
_QUOTE = lazy('[“”"]')
# A term in straight quotes within a quotation; what joins two quotations is none: “甲"和"乙”.
_NESTED = lazy(f'“[^“”"]*("(?![和与及或等的是到向为而])[{ALL_HAN}A-Za-z0-9]{{2,8}}")[^“”"]*”')
_CODE_LINE = lazy(r"^\s*[\[{]|^\s*\"[^\"]*\" *: *[\"\d\[{tfn]|\": *\"|=\"|[{(\[]\"")


def find(text: str) -> list[Change]:
    """Straight quotes in pairs around or beside Chinese.

    >>> [change.after for change in find('落实"十四五"规划,"data" only')]
    ['“', '”']
    """
    if not has(text, _STRAIGHT):
        return []
    return [
        Change(start + place, start + place + 1, quote)
        for start, end in lines_with(text, _STRAIGHT)
        if not _CODE_LINE.search(line := text[start:end])
        for place, quote in sorted(_quotes_of_line(line))
    ]


def _quotes_of_line(line: str) -> Iterator[tuple[int, str]]:
    chinese = len(_HAN.findall(line)) > len(_LATIN.findall(line))
    for straight, opening, closing in (('"', "“", "”"), ("'", "‘", "’")):
        if straight == '"' and ("“" in line or "”" in line):
            yield from _beside_curly(line, chinese)
            continue
        places = [place for place, character in enumerate(line) if character == straight]
        if len(places) % 2:
            if straight == "'" or (lone := _lone_quote(line, places)) is None:
                continue
            place, opens = lone
            places.remove(place)
            yield place, opening if opens else closing
        for start, end in zip(places[::2], places[1::2], strict=True):
            inside = line[start + 1 : end]
            if straight == '"':
                beside = line[max(0, start - 1) : start] + line[end + 1 : end + 2]
                fits = chinese or _HAN.search(inside + beside)
            else:  # an apostrophe is more likely
                fits = _HAN.match(inside) and _CHINESE.match(inside[-1:])
            if fits:
                yield from ((start, opening), (end, closing))


def _beside_curly(line: str, chinese: bool) -> Iterator[tuple[int, str]]:
    """Straight quotes of a line with curly ones, each paired with the last open one.

    >>> list(_beside_curly('“甲"和"乙”', True)), list(_beside_curly('“甲"两化"乙”', True))
    ([(2, '”'), (4, '“')], [(2, '‘'), (5, '’')])
    """
    nested: dict[int, str] = {}
    for found in _NESTED.finditer(line):
        nested |= {found.start(1): "‘", found.end(1) - 1: "’"}
    yield from nested.items()
    opened: list[int] = []
    for match in _QUOTE.finditer(line):
        place = match.start()
        if place in nested:
            continue
        closes = match[0] == "”" or (match[0] == '"' and bool(opened))
        if not closes:
            opened.append(place)
        elif opened:
            start = opened.pop()
            beside = line[max(0, start - 1) : start] + line[place + 1 : place + 2]
            if chinese or _HAN.search(line[start + 1 : place] + beside):
                yield from ((at, curly) for at, curly in ((start, "“"), (place, "”")) if line[at] == '"')


def _lone_quote(line: str, places: list[int]) -> tuple[int, bool] | None:
    """The quote whose other half is on another line, and whether it opens; None if ambiguous."""
    first, last = places[0], places[-1]
    begins = not line[:first].strip() and _CHINESE.match(line[first + 1 :])
    follows_colon = line[last - 1 : last] in ("：", ":") and _HAN.match(line[last + 1 :])
    ends = not line[last + 1 :].strip() and _CHINESE.match(line[:last][-1:])
    found = (
        [(first, True)] * bool(begins) + [(last, True)] * bool(follows_colon) + [(last, False)] * bool(ends)
    )
    return found[0] if len(found) == 1 else None
