"""Chinese whose bytes were read as another multi-byte encoding: it looks Chinese, and is rubbish."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from policytext.composition import alike, replaced
from policytext.language.alphabet import has
from policytext.language.characters import HAN, MARKS, PRIVATE_USE
from policytext.language.lines import line_around
from policytext.language.patterns import lazy
from policytext.language.places import is_place
from policytext.language.segment import is_known
from policytext.language.simplify import simplified_table
from policytext.language.surnames import surnames
from policytext.repairs.transcoding import faint
from policytext.repairs.transcoding.byte_values import (
    TOO_SHORT,
    is_everyday,
    lines,
    patiently,
    strange,
    windows_gbk_bytes,
)
from policytext.repairs.transcoding.evidence import (
    better_than_chance,
    beyond_ascii,
    commonness,
    gain,
    is_common,
    makes_sense,
)
from policytext.repairs.transcoding.examples import but_examples
from policytext.revision import Change

ENOUGH = 12.0  # nats that a reading must win over leaving the line alone
USUAL = 2.0  # the same on a page that has such lines
SENSE = 0.5  # nats above chance that each character of what comes out must be
RUBBISH = -1.0  # nats a character by itself, below which a line is no Chinese
ESTABLISHED = 12  # characters of a page so read back, beside which a word is likely another of them
# Nats that it is worth that a whole field is a word now, and was none: of 1,500 words 1,094 come back
# without, 1,186 with 8, 1,197 with this; of 4,000 rare ones none changes even with 16.
WORD = 16.0
EACH = 2.0  # nats that it must win for each character besides
FIELD = 4  # characters of a text that may be a name and nothing else, whose everyday characters show little
SHAPED = 4  # characters whose bytes are UTF-8 by chance once in a billion times: names need make no sense


class Reading(NamedTuple):
    """Bytes were written in encoding `own` and read as `other`."""

    own: str
    other: str

    def of(self, text: str) -> str:
        """The text before that, of a text after; a UnicodeError where it cannot have been so."""
        if self.other == WINDOWS:
            return windows_gbk_bytes(text).decode(self.own)
        return text.encode(self.other).decode(self.own)


WINDOWS = "cp936"
READINGS = (
    Reading("utf-8", "gb18030"),
    Reading("utf-8", WINDOWS),
    Reading("cp950", "gb18030"),
    Reading("gb18030", "cp950"),
    Reading("gb18030", "big5hkscs"),
    Reading("gb18030", "cp932"),
    Reading("gb18030", "cp949"),
    Reading("cp950", "cp932"),
    Reading("cp950", "cp949"),
    Reading("utf-8", "cp932"),
    Reading("utf-8", "cp950"),
    Reading("utf-8", "euc_jp"),
    Reading("gb18030", "euc_jp"),
)
BIG5 = READINGS[2]
# Characters of Big5, one of which is private use in GBK: all but one in thirty such have some.
MANY = 12
THINNED = "characters are missing: a program dropped what they were misread as"
KOREAN = frozenset(reading for reading in READINGS if reading.other == "cp949")
_PRIVATE = lazy(f"[{PRIVATE_USE}]")
_PHRASE = lazy(f"[^\0-\x7f{MARKS}\u3000]+")
_HAN = lazy(f"[{HAN}]")
_BOPOMOFO = lazy("[ㄅ-ㄩ]")  # the full-width punctuation of GBK, read as Big5
_READING = lazy(r"(?<=[(（\[【])˙?[ㄅ-ㄩ]{1,3}[ˊˇˋ˙]?(?=[)）\]】])")  # but these are readings: 街(ㄐㄧㄝ)
_HANGUL = lazy("[\uac00-\ud7a3]")  # what most of GBK is, read as EUC-KR
_BEYOND_ASCII = lazy(r"[^\x00-\x7f]")
_WRITTEN = lazy(f"[{HAN}{PRIVATE_USE}\u3041-\u312f\uac00-\ud7a3\uff61-\uff9f]")  # what no mark or sign is
_TELLING = lazy(  # kana alone are Japanese, but る7ら is 月7日; Ы?? is a word with bytes lost
    f"[{HAN}{PRIVATE_USE}\u3105-\u312f\uac00-\ud7a3\uff61-\uff9f]|[\u3041-\u30ff][0-9]{{1,2}}[\u3041-\u30ff]"
    r"|[\u0370-\u04ff\u2460-\u24ff]\?\?"
)
_MAY_BE_LOST = lazy(r"[^\x00-\x7f]|\?")


@but_examples
def find(text: str) -> Sequence[Change]:
    """Undo UTF-8 read as GBK (once or twice), GBK and Big5 read as each other or as Shift-JIS or EUC-KR.

    >>> find("鍙戝睍瑙勫垝\\n鳗鲡养殖")
    [Change(start=0, end=6, after='发展规划', inferred=False, note='')]
    """
    page = _Page(text, {}, Counter())
    done = page.done
    page.read(lines(strange, text), ENOUGH)
    if has(text, _BOPOMOFO):
        page.read(lines(_BOPOMOFO.search, text), ENOUGH)
    if has(text, _HANGUL):
        page.read(lines(_HANGUL.search, text), ENOUGH)
    if len(text) <= FIELD or not is_everyday(text):
        page.read(lines(faint.search, text), ENOUGH)
        page.read(faint.short_lines(text), ENOUGH)
    if any(done.values()):  # where some lines were, others may have been too that show it less
        page.read(lines((_MAY_BE_LOST if page.known else _BEYOND_ASCII).search, text), USUAL)
        page.mark()
        page.read_short()
    changes = [change for start in sorted(done) for change in done[start]]
    thinned = (change for change in changes if _is_thinned(text, change))
    changes += [change._replace(after=None, note=THINNED) for change in thinned]
    doubtful = {change for change in changes if _may_be_person(text, change)}
    if not doubtful or (page.known and len(doubtful) < len(changes)):
        return changes
    shown = {reading for change in changes if change not in doubtful for reading in _of(text, change)}
    return [
        change
        if change not in doubtful or not shown.isdisjoint(_of(text, change))
        else Change(change.start, change.end, None, note=TOO_SHORT)
        for change in changes
    ]


def _is_thinned(text: str, change: Change) -> bool:
    """Is it Big5 that was read as GBK, and has nothing that is private use there?"""
    before = text[change.start : change.end]
    if change.after is None or len(before) < MANY or _PRIVATE.search(before):
        return False
    return _try(before, BIG5) == change.after


class _Page(NamedTuple):
    """A text, the changes `done` to its lines by their offsets, and what pairs it is `known` to mistake."""

    text: str
    done: dict[int, Sequence[Change]]
    known: Counter[Any]

    def read(self, places: Iterable[tuple[int, int]], enough: float) -> None:
        """Read the lines back of which nothing was read so far."""
        telling = (place for place in places if self.known or _TELLING.search(self.text, *place))
        left = ((start, end) for start, end in telling if not self.done.get(start))
        for start, _, found in patiently(left, partial(self._changes, enough)):
            self.done[start] = found

    def mark(self) -> None:
        """Mark the lines that look misread and could not be read."""
        if self.known:
            from policytext.repairs.transcoding import pairs_as_pairs

            left = [
                (start, end)
                for start, end in lines(_MAY_BE_LOST.search, self.text)
                if not self.done.get(start)
            ]
            for change in pairs_as_pairs.marks(
                [(self.text[start:end], start) for start, end in left], self.known
            ):
                self.done[change.start] = [change]

    def read_short(self) -> None:
        """Read lines of a word or two as the page around them was read back; or mark them."""
        reading, size = self._established()
        for start, end in lines(_HAN.search, self.text):
            if self.done.get(start):
                continue
            line = self.text[start:end]
            read = _try(line, reading) if size >= ESTABLISHED else None
            won = gain(line, read) if read and read != line else 0.0
            if read and won > USUAL and makes_sense(read, SENSE):
                self.done[start] = [Change(start, end, read)]
            elif won > 0:
                self.done[start] = [Change(start, end, None, note=TOO_SHORT)]

    def _established(self) -> tuple[Reading, int]:
        """How most of the page was read back, and how many characters of it."""
        explained = Counter[Reading]()
        for changes in self.done.values():
            if len(changes) == 1 and (after := changes[0].after):  # no byte was lost there
                before = self.text[changes[0].start : changes[0].end]
                for reading in READINGS:
                    explained[reading] += beyond_ascii(before) if _try(before, reading) == after else 0
        if explained.total():
            return explained.most_common(1)[0]
        for crossing, size in self.known.most_common(1):
            return Reading(crossing.own, crossing.other), size
        return READINGS[0], 0

    def _changes(self, enough: float, places: Sequence[tuple[int, int]]) -> list[list[Change]]:
        """The changes of each line."""
        from policytext.repairs.transcoding import pairs_as_pairs, utf8_as_gbk  # most pages can do without

        lines = [(self.text[start:end], start) for start, end in places]
        done = pairs_as_pairs.changes(lines, self.known)
        lossy = []
        for number, (line, start) in enumerate(lines):
            if not done[number]:
                after = read_again(line, enough=enough)
                if after is not None:
                    done[number] = [Change(start, start + len(line), after)]
                else:
                    lossy.append(number)
        found = utf8_as_gbk.changes([lines[number] for number in lossy], enough)
        for number, changes in zip(lossy, found, strict=True):
            done[number] = changes
        return done


@lru_cache(1 << 8)  # rules have several turns, and of most lines nothing has changed
def read_again(line: str, rounds: int = 2, enough: float = ENOUGH) -> str | None:
    """The line as it was before it was misread, if one of the readings makes good Chinese of it."""
    best, after = 0.0, None
    if len(line) < 2 or not _WRITTEN.search(line):  # one character shows nothing, nor do ①② or ㎡
        return None
    rubbish = commonness(line) < RUBBISH * beyond_ascii(line)
    written = [
        phrase
        for phrase in _PHRASE.finditer(line)
        if _WRITTEN.search(phrase[0]) and not _READING.match(line, phrase.start())
    ]
    doubtful = [phrase for phrase in written if len(phrase[0]) > 1 and not makes_sense(phrase[0])]
    for reading in READINGS:
        whole = None if reading in KOREAN else _try(line, reading)
        is_whole = whole is not None or reading.own == "utf-8"
        read = whole if is_whole else _by_phrase(line, reading, written if reading in KOREAN else doubtful)
        if read is None or read == line:
            continue
        if rounds > 1 and reading.own == "utf-8" and (strange(read) or not makes_sense(read, SENSE)):
            read = read_again(read, rounds - 1, enough) or read
        if rubbish and is_common(read):
            alike = [_try(line, other) for other in READINGS if other.own == reading.own != "utf-8"]
            return max([read, *filter(None, alike)], key=better_than_chance)  # 区 or 遣, by the code page
        won = gain(line, read) - enough - EACH * (beyond_ascii(read) if is_whole else _changed(line, read))
        if won + WORD <= best:  # the dictionary takes a second to load: most runs do without it
            continue
        is_word = _is_word(read) and not _is_word(line)
        is_word &= _surname(line) <= 0 or not is_everyday(line.translate(simplified_table()))
        won += WORD * is_word
        if won > best and (is_word or makes_sense(read, SENSE) or _is_shaped(line, read, reading)):
            best, after = won, read
    return after


def _is_shaped(line: str, read: str, reading: Reading) -> bool:
    """Is it, sense or not, by its bytes UTF-8 that was read as GBK, and not once more?"""
    is_gbk = reading in READINGS[:2]
    return is_gbk and beyond_ascii(read) >= SHAPED and beyond_ascii(line) > SHAPED and not strange(read)


def _is_word(line: str) -> bool:
    """Is it a word of more than one character, or the name of a place, and nothing else?"""
    simplified = line.translate(simplified_table())
    return len(line) > 1 and line.isalnum() and (is_known(simplified) or is_place(simplified))


def _may_be_person(text: str, change: Change) -> bool:
    """Is its line a person's name as likely? UTF-8, which gets shorter when read, is none by chance."""
    start, end = span = change.start, change.end
    is_as_long = change.after is not None and 0 < len(change.after) == end - start
    return is_as_long and _surname(text[start:end]) >= 0 and line_around(text, start, end) == span


def _of(text: str, change: Change) -> list[Reading]:
    """The readings that make a change: UTF-8 that became 发展 says nothing of a name that may be Big5."""
    before = text[change.start : change.end]
    return [reading for reading in READINGS if change.after and _try(before, reading) == change.after]


def _surname(line: str) -> int:
    """How surely it begins with a surname, if it is as short as a name: 舒耋 is 滴道 in other bytes."""
    return surnames().get(line[0].translate(simplified_table()), -1) if len(line) < FIELD else -1


def read_by_each(text: str) -> Iterator[str]:
    """The possible originals of a text, one for each reading that can read all of it.

    >>> next(read_by_each("鍙戝睍"))
    '发展'
    """
    return filter(None, (_try(text, reading) for reading in READINGS))


def _try(text: str, reading: Reading) -> str | None:
    try:
        return reading.of(text)
    except UnicodeError:
        return None


def _by_phrase(line: str, reading: Reading, phrases: Sequence[re.Match[str]]) -> str:
    """Each of these phrases for itself, as part of a line may be sound; marks are the same bytes in all.

    What is read must make sense without the sound part; else it is Korean, and the line is left as it is.
    """
    made = [
        (*phrase.span(), after) for phrase in phrases if (after := _phrase(phrase[0], reading)) != phrase[0]
    ]
    read = [after for *_, after in made]
    is_enough = reading not in KOREAN or beyond_ascii("".join(read)) > FIELD or any(map(_is_word, read))
    return replaced(line, made) if is_enough and makes_sense("\n".join(read), SENSE) else line


def _changed(line: str, read: str) -> int:
    """How many characters of what is read do not stand at an end of the line as they are."""
    return max(1, len(read) - alike(line, read) - alike(line[::-1], read[::-1]))


def _phrase(phrase: str, reading: Reading) -> str:
    read = _try(phrase, reading)
    if read is None:
        return phrase
    return read if _HANGUL.search(phrase) or gain(phrase, read) > 0 else phrase
