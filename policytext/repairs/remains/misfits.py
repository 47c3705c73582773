"""Characters that do not fit where the line around them was misread and put right.

A byte that was lost, or a character that a program converted in between, leaves one wrong character in
a line that reads well: 管珋 for 管理. What fits neither what is before it nor what is behind it is remarked
on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from policytext.composition import placed
from policytext.document import Document, Edit, Remark
from policytext.language.characters import HAN, POINTS, is_han
from policytext.language.likelihood import CONTEXT, classes, model
from policytext.language.lines import line_around
from policytext.language.patterns import lazy
from policytext.repairs import numbering
from policytext.repairs.remains.leftovers import is_misread
from policytext.repairs.transcoding.byte_values import FOREIGN, SCATTERED, STRAY, TOO_SHORT, western_bytes
from policytext.repairs.transcoding.evidence import above_chance, weakest
from policytext.revision import before, runs

UNLIKELY = -4.0  # nats above chance after what is before it: of 600 lines put right one in 80 is marked
THEN = -2.0  # and of what is behind it
THEN_RARE = 4.0  # the same where it is a character that clean Chinese hardly ever has
APART = -8.0  # log-probability of a digit, and of what is behind the number, that both are in no sentence
KEPT = 3  # characters in a row, as many as what stands for some bytes, left as they were in a misread line
JOINED = 2.0  # nats above chance of each two of them, and those around, from which on they belong there
WITHIN = "，、；："
LABEL = 10  # characters of a line that ends in a semicolon, where a colon is as likely: 生效日期：
WORD = 12  # characters of a line that was too short to be read
MISFIT = "it does not fit here: likely still misread"
_SIGN = lazy(f"(?!○)[{SCATTERED}]")  # ○ is written for 〇
_PUT = lazy(f"(?<=[{HAN}])[*□↑↓←](?=[{HAN}])")  # by a program or a person for what could not be read
_LEFT = lazy(f"(?<![A-Za-z])[{STRAY}ŒœŠšŽžŸƒˆ˜]+(?![A-Za-z])| \u0307")
_RUN = lazy(f"[{HAN}Ａ-Ｚａ-ｚ]+")
_NUMBER = lazy(rf"(?<=[{HAN}][{HAN}])\(?[0-9]{{1,4}}\)?(?=[{HAN}（])")
_QUESTION = lazy(r"\?")
_UNCLOSED = lazy(
    r"第[編编章節节條条款]|〔(?:19|20)[0-9]{2}[^\s0-9〕\]］)）]"
    rf"|(?:(?:19|20)[0-9]{{2}}(?!年)|年[0-9]{{1,2}}(?!月))[{HAN}](?=[0-9]{{1,2}}[月日])"
)
# A semicolon before the first item of a list, a colon before a later one.
_HEAD = lazy(
    r"；(?=\n\s*+(?:[（(][一1]|一、|1[.．、]|①))|：(?=\n\s*+(?:[（(][二三四五2-5]|[二三四五]、|[2-5][.．、]|[②-⑤]))"
)
_KANA = lazy("[\u3041-\u3096\u30a1-\u30fa]")


def remarked(document: Document, step: str, misread: frozenset[str]) -> Document:
    """The document with remarks on misfits in lines that one of the rules `misread` changed.

    >>> edit = Edit("repair", ("read-as-chinese",), 0, 3, "鍥藉", "国")
    >>> document = Document("-", "国家有关规珋办理", edits=(edit,))
    >>> [remark.text for remark in remarked(document, "repair", frozenset(["read-as-chinese"])).remarks]
    ['珋']
    """
    edits = runs(document.edits)[-1] if document.edits else []
    rules = {edit.rules for edit in edits}  # few, and there may be thousands of edits
    if not edits or edits[0].step != step or misread.isdisjoint(chain.from_iterable(rules)):
        return document
    text = document.text
    changed = _lines(text, edits, misread)
    read = [span[:2] for span in placed(edits) if not misread.isdisjoint(span[2].rules)]
    found: dict[int, None] = {}  # in their order
    for low, high, is_open, is_guessed in changed:
        here = {*_letters(text, low, high), *_numbers(text, low, high), *_kept(text, low, high, read)}
        here.update(_references(text, low, high))
        if is_open:
            here.update(_misfits(text, low, high), _bytes(text, low, high))
            is_label = high - low <= LABEL and text[high - 1] == "；"
            here.update([high - 1] if is_guessed and (is_label or _HEAD.match(text, high - 1)) else [])
        found |= dict.fromkeys(sorted(here))
    found |= dict.fromkeys(_end(text, edits, misread))
    odd = (span for span in numbering.odd(text) if any(line[0] <= span[0] < line[1] for line in changed))
    found |= dict.fromkeys(sorted(at for span in odd for at in range(*span)))
    short = [(low, high, TOO_SHORT) for low, high in _short(text, {low for low, *_ in changed})]
    places = [*((at, at + 1, MISFIT) for at in found), *short]
    lows, highs = before(edits, [low for low, *_ in places]), before(edits, [high for _, high, _ in places])
    spans = (
        (start, end, text[low:high], note)
        for start, end, (low, high, note) in zip(lows, highs, places, strict=True)
    )
    known = {(remark.start, remark.end) for remark in document.remarks}
    remarks = [Remark(step, "lost-text", *span) for span in spans if span[:2] not in known]
    return replace(document, remarks=(*document.remarks, *remarks))


def _short(text: str, done: set[int]) -> Iterator[tuple[int, int]]:
    """The words by themselves that were left on a misread page, and look it; `done`: where others begin."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if 0 < len(line) <= WORD and start not in done and _looks_misread(text, start, end):
            yield start, end
        start = end + 1


def _looks_misread(text: str, start: int, end: int) -> bool:
    """Is a line of a word rubbish, or is it half of a character, as a line or page ends inside one?"""
    if end - start > 1:
        line = text[start:end].rstrip(POINTS)
        seen = [character for character in line if character > "\x7f"]
        return is_misread(line) or (bool(seen) and all(map(FOREIGN.match, seen)))  # 鈥 8 鈥
    character, is_end = text[start], start == 0 or end == len(text)
    is_letter = character > "\x7f" and character.isalpha()
    return is_letter and (is_end or FOREIGN.match(character) is not None)


def _is_open(edit: Edit) -> bool:
    """Was it read back, and not by all the bytes of it?"""
    if edit.rules == ("code-pages",):  # of which none is lost
        return False
    try:
        data = western_bytes(edit.before)
    except UnicodeEncodeError:
        return True
    return data not in (edit.after.encode(errors="replace"), edit.after.encode("gb18030", "replace"))


def _end(text: str, edits: Sequence[Edit], misread: frozenset[str]) -> Iterator[int]:
    """A mark that a text ends in and that was filled in: a field may be cut at any within a sentence.

    And the last byte of a full stop does not get lost where bytes are read one by one: ‚.
    """
    for start, end, edit in deque(placed(edits), maxlen=1):
        is_read = edit.inferred and not misread.isdisjoint(edit.rules)
        cut = WITHIN + "。" * ("read-as-latin" in edit.rules)
        if is_read and start < end == len(text.rstrip()) and text[end - 1] in cut:
            yield end - 1


class _Line(NamedTuple):
    """Start and end of a line that was read back; were bytes lost there, some guessed?"""

    start: int
    end: int
    is_open: bool
    is_guessed: bool


def _lines(text: str, edits: Sequence[Edit], misread: frozenset[str]) -> list[_Line]:
    """The lines that one of the rules changed."""
    lines: list[_Line] = []
    for start, end, edit in placed(edits):
        if misread.isdisjoint(edit.rules):
            continue
        if lines and end <= lines[-1].end:
            low, high, is_open, is_guessed = lines.pop()
        else:
            low, high = line_around(text, start, end)
            low, is_open, is_guessed = max(lines[-1].end if lines else 0, low), False, False
        is_open, is_guessed = is_open or _is_open(edit), is_guessed or edit.inferred
        lines.append(_Line(low, high, is_open, is_guessed))
    return lines


def _misfits(text: str, low: int, high: int) -> Iterator[int]:
    line = text[low:high]
    places = [at for at, character in enumerate(line) if character > "\x7f"]
    nats, times = above_chance(line), Counter(line)
    for number, (at, likely) in enumerate(zip(places, nats, strict=True)):
        character = line[at]
        behind = line[at + 1 : at + 2]
        if _SIGN.match(character):
            one_kana = _KANA.match(character) and len(_KANA.findall(line)) == 1
            if one_kana or (at and is_han(line[at - 1]) and behind and is_han(behind)):
                yield low + at
        elif is_han(character):
            is_rare = FOREIGN.match(character) is not None
            if times[character] > 1 and not is_rare:
                continue
            if likely > UNLIKELY and not (is_rare and low + at == 0):
                continue
            then = THEN_RARE if is_rare else THEN
            if not behind or (is_han(behind) and nats[number + 1] <= then):
                yield low + at


def _kept(text: str, low: int, high: int, read: Sequence[tuple[int, int]]) -> Iterator[int]:
    """A few characters left as they were between others that were read back, which do not belong there."""
    here = read[bisect_left(read, (low, low)) : bisect_left(read, (high + 1, 0))]
    ends, starts = [low, *(end for _, end in here)], [*(start for start, _ in here), high]
    gaps = [gap for gap in zip(ends, starts, strict=True) if gap[0] < gap[1]]
    left = [[run.span() for run in _RUN.finditer(text, *gap)] for gap in gaps]
    if sum(last - first for first, last in chain.from_iterable(left)) > sum(end - at for at, end in here):
        return
    single = ((gap, found[0]) for gap, found in zip(gaps, left, strict=True) if len(found) == 1)
    for (first, last), (start, end) in single:
        is_label = (first == low and end < last) or (last == high and start > first)
        around = text[max(low, start - CONTEXT) : min(high, end + CONTEXT)]
        if not is_label and end - start <= KEPT and weakest(around, CONTEXT) < JOINED:
            yield from range(start, end)


def _numbers(text: str, low: int, high: int) -> Iterator[int]:
    """Digits among Chinese that count nothing: bytes of GB 18030, others of which are gone, or folded."""
    for found in _NUMBER.finditer(text, low, high):
        start, end = found.span()
        around = text[start - CONTEXT : end + 1].translate(classes())
        likely = model().logp
        if likely(around[:2], around[2]) < APART and likely(around[-3:-1], around[-1]) < APART:
            yield from range(start, end)


def _references(text: str, low: int, high: int) -> Iterator[int]:
    """Misfits in the number of a heading, of a document, in a date: 第章, 〔2014。21号, 2025烂2月.

    And a sign by itself within a sentence, which somebody put for what could not be read.
    """
    yield from (found.end() - 1 for found in _UNCLOSED.finditer(text, low, high))
    if len(put := [found.start() for found in _PUT.finditer(text, low, high)]) == 1:
        yield from put


def _letters(text: str, low: int, high: int) -> Iterator[int]:
    """Letters and signs that bytes are shown as, and that are in no word."""
    for found in _LEFT.finditer(text, low, high):
        yield from range(*found.span())


def _bytes(text: str, low: int, high: int) -> Iterator[int]:
    """Question marks beside characters that nobody would write, beside signs, or beside each other."""
    for found in _QUESTION.finditer(text, low, high):
        at = found.start()
        around = text[max(low, at - 1) : at] + text[at + 1 : min(at + 2, high)]
        if "?" in around or FOREIGN.search(around) or _SIGN.search(around):
            yield at
