"""Remarks on unreadable sequences, which no text contains.

Pages that were damaged twice, or in ways that leave nothing to go by: `?0?1`, 盲赂颅氓, (zh菐ng) behind a
character that is not read so, 6芦6.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from policytext.language.alphabet import has
from policytext.language.characters import COMPATIBILITY_HAN, HAN, POINTS, TONED, is_han
from policytext.language.lines import lines_with
from policytext.language.patterns import lazy
from policytext.language.readings import read_as
from policytext.repairs.spinner.misread_readings import MISREAD
from policytext.repairs.transcoding.byte_values import FOREIGN, STRAY, is_everyday, lines, strange
from policytext.repairs.transcoding.evidence import above_chance, beyond_ascii, makes_sense
from policytext.repairs.transcoding.strays import ANY_STRAY
from policytext.revision import Change, marks

ROW, FEWEST = 16, 8  # characters in a row that are judged together, and of a phrase that has fewer
NONSENSE = -2.0  # nats above chance for each, below which they are rubbish; of 240,000 lines none has less
READINGS = 3  # readings behind question marks, from which on these are lost characters
BEFORE_HAN = 3  # characters of Korean on a line right before Chinese ones
NOTE = "misread: nothing can be read here"

# Two bytes that another encoding has no character for: of the second one its ASCII is left.
# And of one that has Korean for all others: ?샒?씅?뿈.
_HALVES = lazy(
    r"(?:\?[\uac00-\ud7a3]){3,}|\?[0-9A-Za-z](?:(?<=[^\x00-\x7f]..)(?:\?[0-9A-Za-z])+|[^\x00-\x7f]?(?:\?[0-9A-Za-z][^\x00-\x7f]?){3,})|(?:\?[0-9]){2,}"
)
_BEHIND_LOST = lazy(r"\?\([a-zü\u0100-\u01dc\xe0-\xfa]{1,6}\)|\([a-z]{0,4}\?[a-z]{0,3}\)")
# A reading, itself misread perhaps, whose bracket went with a byte: ?l¨®ng)
_UNOPENED = lazy(rf"\?[a-z]{{0,3}}(?![a-z]?[²³µ°])[{TONED}{STRAY}]{{1,2}}[a-z]{{0,3}}\)")
_IN_UNITS = f"{TONED}²³µ°"  # 面积(km²), which are no readings
# The first bytes of characters in UTF-8, ä å æ ç è é as Latin-1, in UTF-8 read as GBK.
# GBK read as UTF-8, what is invalid dropped or as "?": two bytes make a letter, each of another script.
_PAIR = lazy("[\u0100-\u07ff]{2,}")
# Letters of Greek, Cyrillic, Hebrew and so on beside those of Latin-1: in no word, nor in a formula.
_WESTERN = "[\xc0-\xd6\xd8-\xf6\xf8-\xff]"
# And of Korean, but for particles (Beyoncé는), beside two.
_BESIDE = lazy(
    rf"[\u0370-\u07ff](?={_WESTERN})|(?<={_WESTERN})[\u0370-\u07ff]|[\uac00-\ud7a3](?={_WESTERN}{{2}})"
)
_BETWEEN_LOST = lazy(r"(?<=[?\ufffd])[\u0180-\u07ff]{1,2}(?=[?\ufffd])")
_AROUND = lazy(r"[\u0080-\u07ff?\ufffd]+")
# Big5 read as GBK: of many pairs the second byte is ASCII, and is left where the first made no character.
_PAIRS = f"{HAN}\u3041-\u30ff\ufe30-\ufe6f～"
_SPLIT = lazy(f"(?<![{_PAIRS}])[{_PAIRS}]++(?:[@-~]{{1,2}}[{_PAIRS}]++){{2,}}[@-~]?")
_ASCII_LETTER = lazy("[@-~]")
_SINGLE = lazy(f"[@-~](?<=[{_PAIRS}].)[@-~]?[{_PAIRS}]")  # quick to find nothing
_HEADS = lazy("[盲氓忙莽猫茅][^\n]*[盲氓忙莽猫茅]")
_OFTEN = "氓忙茅"
_PHRASE = lazy(f"[^\0-\x1f{POINTS}《》“”]+")
_MAY_HAVE = lazy("[\u0180-\u07ff\uac00-\ud7a3]")
# GBK read as Korean, which writes its own behind Chinese words, before them only in names: 김철수金哲洙.
_BEFORE_HAN = lazy(f"[\uac00-\ud7a3](?=[{HAN}])")
_KOREAN = lazy(f"[\uac00-\ud7a3{HAN}{COMPATIBILITY_HAN}]+")


def find(text: str) -> list[Change]:
    """Marks on rubbish.

    >>> text = "第一条?0?7?0?5，盲赂颅氓鈥郝矫ぢ郝，规疾(zh菐ng)"
    >>> [text[change.start : change.end] for change in find(text)]
    ['?0?7?0?5', '盲赂颅氓鈥郝矫ぢ郝', '(zh菐ng)']
    >>> find("重(chóng)庆，《蝙蝠侠》、峥嵘、胸腺嘧啶，是吗?1.是?2.否?")
    []
    """
    return sorted(marks(_found(text), NOTE))


def _found(text: str) -> Iterator[re.Match[str] | tuple[int, int]]:
    if "?" in text:
        yield from _HALVES.finditer(text)
        yield from _UNOPENED.finditer(text)
        behind = [*_BEHIND_LOST.finditer(text)]
        yield from behind if len(behind) >= READINGS else []
    if text.isascii():
        return
    if "(" in text:
        yield from (found for found in MISREAD.finditer(text) if _is_broken(found))
    if has(text, _MAY_HAVE):
        yield from _mixed(text)
        yield from _korean(text)
    for line in lines_with(text, _SINGLE) if has(text, _ASCII_LETTER) else ():
        for found in _SPLIT.finditer(text, *line):
            if beyond_ascii(found[0]) >= FEWEST and not makes_sense(found[0], NONSENSE):
                yield found
    may_be_heads = any(head in text for head in _OFTEN)
    for start, end in lines(_suspicious if may_be_heads else strange, text):
        yield from _senseless(text, start, end)


def _korean(text: str) -> Iterator[re.Match[str]]:
    """Names and other words that say nothing of themselves, but whose bytes are everyday characters."""
    for line in lines_with(text, _BEFORE_HAN):
        found = [run for run in _KOREAN.finditer(text, *line) if _reads_as_chinese(run[0])]
        if sum(len(_BEFORE_HAN.findall(run[0])) for run in found) >= BEFORE_HAN:
            yield from (run for run in found if _BEFORE_HAN.search(run[0]))


def _reads_as_chinese(run: str) -> bool:
    return is_everyday(run.encode("cp949", "replace").decode("gbk", "replace"))


def _mixed(text: str) -> Iterator[tuple[int, int]]:
    """Letters of several scripts next to each other, or single ones between lost characters."""
    places = [found.start() for found in _PAIR.finditer(text) if len(scripts(found[0])) > 1]
    places += [found.start() for found in _BETWEEN_LOST.finditer(text)]
    places += [found.start() for found in _BESIDE.finditer(text)]
    done = 0
    for place in sorted(places):
        if place >= done:
            start = place
            while start > done and _AROUND.match(text, start - 1):
                start -= 1
            around = _AROUND.match(text, place)
            done = around.end() if around else place + 1
            yield start, done


def scripts(letters: str) -> set[str]:
    """The scripts of letters but Latin, which phonetic notation has beside Greek."""
    names = {unicodedata.name(letter, "?").partition(" ")[0] for letter in letters if letter.isalpha()}
    return names - {"LATIN", "MODIFIER", "COMBINING", "?"}


def _suspicious(text: str, at: int) -> re.Match[str] | None:
    """The next place that may be rubbish: two rare characters, or two that begin what was UTF-8."""
    both = (strange(text, at), _HEADS.search(text, at))
    return min(filter(None, both), key=re.Match.start, default=None)


def _senseless(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The parts of a line in which so many characters in a row make less sense than any text."""
    for phrase in _PHRASE.finditer(text, low, high):
        every = [at for at in range(*phrase.span()) if text[at] > "\x7f"]
        judged = zip(every, above_chance(phrase[0]), strict=True)
        han = [(at, nats) for at, nats in judged if is_han(text[at])]
        size = min(ROW, len(han))
        if size < FEWEST:
            continue
        sums = [0.0, *accumulate(nats for _, nats in han)]
        rows = [n for n in range(len(han) - size + 1) if sums[n + size] - sums[n] < NONSENSE * size]
        if rows:
            yield han[rows[0]][0], han[rows[-1] + size - 1][0] + 1


def _is_broken(reading: re.Match[str]) -> bool:
    before, misread, behind = reading.groups()
    if not (before or behind):
        return False
    if any(FOREIGN.match(one) or (ANY_STRAY.match(one) and one not in _IN_UNITS) for one in misread):
        return True
    # (xu見n): what is left is of a reading
    return len(before + behind) > 1 and any(
        read_as(before + letters + behind) for tone in TONED for letters in (tone, tone + "n")
    )
