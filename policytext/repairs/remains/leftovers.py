"""Remarks on damage that remains after all rules.

A text that is wrong and called repaired is worse than one that says where it is wrong. So this looks
at what comes out and not at how it came about, and marks what sound text never has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from policytext.language.alphabet import has
from policytext.language.characters import HAN, PINYIN, count_han
from policytext.language.gbk import decoded
from policytext.language.lines import line_around
from policytext.language.numbers import SWALLOWED
from policytext.language.patterns import lazy
from policytext.language.readings import has_one_reading, read_as, toneless
from policytext.language.simplify import simplified_table
from policytext.repairs import escapes
from policytext.repairs.remains import lost, question_marks, rubbish, utf8_shapes
from policytext.repairs.spinner.glosses import (
    LEARNERS,
    PUT_IN,
    WHOLE,
    facts,
    is_about_readings,
    is_converted,
    is_known,
    is_usual,
    normal_reading,
)
from policytext.repairs.spinner.insertions import ANY_CLOSING, ANY_OPENING, READING
from policytext.repairs.transcoding import faint
from policytext.repairs.transcoding.byte_values import FOREIGN, is_everyday, strange
from policytext.repairs.transcoding.evidence import beyond_ascii, makes_sense
from policytext.repairs.transcoding.examples import but_examples
from policytext.repairs.transcoding.strays import ANY_STRAY
from policytext.resources import alternation, rows
from policytext.revision import Change, marks

BEFORE, BEHIND = 2, 3  # characters around two strange ones that are judged with them
RUBBISH = -1.5  # nats above chance for each, below which they are no Chinese
BEGUN = "the page begins in the middle of a character"
GLYPHS = "glyphs of a font that does not say what they are"
SPARSE = 0.5  # of the characters of their lines that have such readings; who writes for learners has more
LEAST = 3  # characters of toneless glosses left on a page that are no notes of its author
SCRIPTS, SIGNS = 3, 5  # scripts among so many letters in a row, which no writing has
SHORT, HEAD = 600, 300  # characters of an error page, and of those in which it says so

_MAY_BE_LEFT = lazy("cid:|[?#=%<\0]")  # in a text of ASCII
_REPLACED = lazy("\ufffd+", needs="\ufffd")
_NUL = lazy("\0+", needs="\0")  # which no text has, and each ASCII character of UTF-16 read as other bytes
_OBJECT = lazy(f"\ufffc(?<=[{HAN}].)(?=[{HAN}])")  # within a sentence: often a character shown as a picture
_LETTER = "\xc0-\xd6\xd8-\xf6\xf8-\xff"
_SIGN = "\x80-\x9f¢£¤¥¦¨¬\xad¯±´µ¶¸¼½¾ƒˆ‰‹˜›„†‡"  # that stand in no word of any language; š and ž do
_ANY = f"{_LETTER}{_SIGN}×·°»«¿¡¹²³ºª©®§“”‘’…—–•™€œŒšŠžŽŸ"
_OF_TWO = "[ÂÃ][\x80-\xbf€…“”‘’—–•™œŒšŠžŽŸ]"
_RUN = lazy(f'(?:{_OF_TWO}|[{_ANY}]|(?<=[{_LETTER}])"(?=[{_SIGN}]))+')
_MARK = "£[¡¨©¬º»¿]|¡[¢£¤¥°±²³¶·ª\xad]"  # of GBK: ！（）， ：；？ and 、。·ˉ“”〔〕《》…—
_BOTH = "(?=[\xc0-\xde]{0,3}[\xdf-\xff])(?=[\xdf-\xff]{0,3}[\xc0-\xde])"  # capitals and small ones
_ROW = f"(?<![A-Za-z]){_BOTH}[{_LETTER}]{{4}}(?![A-Za-z])"  # no word has so many and no other letters
_OF_NUMBERS = "×ªº¹²³°·±"  # which stand for what is not named too: ××××年
_BETWEEN = (  # êùÎª
    f"(?<![A-Za-z])(?=[{_LETTER}]{{0,3}}[{_OF_NUMBERS}])(?=[{_OF_NUMBERS}]{{0,3}}[{_LETTER}])"
    f"[{_LETTER}{_OF_NUMBERS}]{{4}}(?![A-Za-z])"
)
_ACCENTED = lazy(f"[{_LETTER}]")
_TORN_WORD = lazy(f"(?<![A-Za-z{_LETTER}])[{_LETTER}]{{3,}}(?=[{HAN}])")  # ÓÊÏ䣺, the last two valid UTF-8
_BYTES = lazy(f'[{_LETTER}]"?[{_SIGN}]|[{_SIGN}][{_LETTER}]|{_OF_TWO}|{_MARK}|{_ROW}|{_BETWEEN}')
_QUICK = lazy(f'[{_LETTER}{_SIGN}¡]["\xa0{_ANY}]')  # what all of them begin with
_EXTENDED = lazy("[\u0100-\u024f]")
_BESIDE = lazy(f"{_EXTENDED.pattern}(?<=[{HAN}].)[€‚„†‡‰‹][?]?")  # of other code pages: 一ă€?
# 0„2, three of the four bytes of a no-break space in GB 18030
# A character of GBK whose bytes are valid UTF-8, among others that were read back; none is Greek.
_OF_TWO_BYTES = "\u0180-\u02c6\u02cc-\u02d8\u02da-\u036f\u0450-\u07ff"
_SHOWN = lazy(f"[{_OF_TWO_BYTES}]")
_ALONE = lazy(
    f"(?<![{_OF_TWO_BYTES}])[{_OF_TWO_BYTES}](?:(?<=[{HAN}，。、；：].)(?=[{HAN}\\s，。、；：]|\\Z)|(?<![^\\s].)(?=[{HAN}]))"
)
_RULE = lazy("[\u2504-\u254f\u2551-\u259f]")  # in the code pages of consoles, but what draws tables: ─ │ ═
_BESIDE_RULE = lazy(f"(?<![A-Za-z])[{_LETTER}]{_RULE.pattern}|{_RULE.pattern}[{_LETTER}](?![A-Za-z])")
_THREE = lazy("[\x81‚ƒ„]")
_FOUR = lazy(rf"{_THREE.pattern}(?<=[0-9].)(?=[0-9])")
_SWALLOWED = lazy(SWALLOWED, needs=r"\?")
_GLYPHS = lazy(r"\(cid:\d+\)\s?(?:\(cid:\d+\)\s?)*")  # over lines, too
# Behind a character or where one is gone, or behind what half of one was read as: 黄顿Y(zī)
_GLOSS = lazy(
    rf"[{ANY_OPENING}](?=[ {PINYIN}])(?:(?<=[{HAN}，、；。].)|(?<=[^\x00-\x7f][@-~].)|(?<=\?[@-~].))"
    rf" ?({READING})[{ANY_CLOSING}]"
)
_INSIDE = lazy(f"(?<=[{HAN}][{HAN}])")  # a word: authors explain words of one character too
_HALF = lazy("[\uff66-\uff9d]")  # katakana of half width, which Chinese has no use for; ﾟ is typed for °
_HALVES = lazy("(?<![\uff61-\uff9f])[\uff61-\uff65\uff9e\uff9f]*[\uff66-\uff9d][\uff61-\uff9f]*")
FEWEST = 3  # of them: one or two are a name or a mark
_KANA = lazy("[\u3041-\u30ff]")
_FIRST = lazy(r"\s*[^\x00-\u2e7f]{1,12}[@-~](?![A-Za-z0-9])")
_PINYIN = lazy(f"[{PINYIN}]")
_LETTERS = lazy("[\u0370-\u1fff\u2c00-\u2dff\ua000-\ud7ff]+")  # of all scripts but a few
_HINT = lazy("[45]0[0-9]|page|URL|denied|网?页|出错|错误|不存在", re.IGNORECASE)  # to compile no list
READ_AS = (  # shown in, read back as, bytes skipped: where a page begins inside a character
    ("gb18030", "utf-8", 0),
    ("gb18030", "cp950", 0),
    ("cp950", "gb18030", 0),
    ("cp932", "gb18030", 0),
    ("gb18030", "gb18030", 1),
)
_ENCLOSED = lazy("[\u2460-\u249b\u3220-\u3229]")  # as likely as digits; of rare names by chance: 邰膂
_SAYS_SO = lazy(lambda: alternation(message for (message,) in rows("error_pages.tsv")), re.IGNORECASE)


@but_examples
def find(text: str) -> Sequence[Change]:
    r"""Marks on what is still damaged.

    >>> text = "元ç´，把\ufffd字，国鍙戝睍(cid:12)(cid:7)"
    >>> [text[change.start : change.end] for change in find(text)]
    ['ç´', '\ufffd', '鍙戝睍', '(cid:12)(cid:7)']
    >>> find("Où êtes-vous? «Élève» č. 5, 胸腺嘧啶、鳗鲡，重(chóng)庆，λ≥0")
    []
    """
    if text.isascii() and not _MAY_BE_LEFT.search(text) and not _is_error_page(text):
        return []
    found = [
        *lost.find(text),
        *marks(_REPLACED.finditer(text), "a character that could not be read"),
        *marks(_NUL.finditer(text), "misread: bytes shown one by one"),
        *marks(_OBJECT.finditer(text), "a picture stood here"),
        *marks(_SWALLOWED.finditer(text), "a character of the figure may be lost here"),
        *question_marks.find(text),
        *utf8_shapes.find(text),
        *marks(_bytes(text), "misread: bytes shown one by one"),
        *marks(escapes.unread(text), "escapes that make no sense"),
        *marks(
            (*_pairs(text), *_katakana(text), *faint.dates(text)),
            "misread: bytes taken for other characters",
        ),
        *_glosses(text),
        *marks(_begun(text), BEGUN),
        *marks(_glyphs(text), GLYPHS),
        *rubbish.find(text),
    ]
    if _is_error_page(text):
        found += marks([(0, len(text.rstrip()))], "an error page: the article is not there")
    return lost.disjoint(sorted(found))


def _bytes(text: str) -> Iterator[re.Match[str]]:
    """Bytes read one by one that no rule could put together."""
    if has(text, ANY_STRAY) and _QUICK.search(text):
        yield from (run for run in _RUN.finditer(text) if _BYTES.search(run[0]))
    for begun, pattern in ((_EXTENDED, _BESIDE), (_SHOWN, _ALONE), (_RULE, _BESIDE_RULE), (_THREE, _FOUR)):
        if has(text, begun):
            yield from pattern.finditer(text)
    if has(text, _ACCENTED):
        yield from (word for word in _TORN_WORD.finditer(text) if _is_torn(word))


def _is_torn(word: re.Match[str]) -> bool:
    """Do its bytes with those of the character behind it, which are valid UTF-8, make sense as GBK?"""
    read = decoded(word[0].encode("latin-1") + word.string[word.end()].encode(), "gb18030")
    return read is not None and makes_sense(read)


def _katakana(text: str) -> Iterator[re.Match[str]]:
    """Half-width katakana in a text without other kana: bytes read as Shift-JIS."""
    if has(text, _HALF) and len(_HALF.findall(text)) >= FEWEST and not _KANA.search(text):
        yield from _HALVES.finditer(text)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Two characters in a row that are rubbish, and make sense when they are read back.

    By themselves as UTF-8, which hardly any two are by chance; as another encoding, or one byte later, with
    those around.
    """
    at = 0
    while found := strange(text, at):
        low, at = found.start(), found.end()
        if text.startswith(text[low], low + 1):  # 呦呦, 鳏鳏: said twice
            continue
        around = text[max(0, low - BEFORE) : at + BEHIND]
        if is_misread(text[low : at + 1], READ_AS[:1]) or is_misread(around, READ_AS):
            end = at + 1
            while FOREIGN.match(text, end):
                end += 1
            yield low, end


@lru_cache(1 << 12)
def is_misread(piece: str, readings: Sequence[tuple[str, str, int]] = READ_AS) -> bool:
    """Is it rubbish as it stands, and makes sense as one of these reads it back?"""
    if makes_sense(piece, RUBBISH):
        return False
    return any(
        _is_better(read := piece.encode(other, "ignore")[skipped:].decode(own, "ignore"), piece)
        and (own == "utf-8" or not _ENCLOSED.search(read))
        for other, own, skipped in readings
    )


def _is_better(read: str, piece: str) -> bool:
    return 3 * beyond_ascii(read) >= len(piece) and makes_sense(read)


def _begun(text: str) -> Iterator[tuple[int, int]]:
    """The page begins inside a character, and all is read one byte too early until an ASCII character."""
    found = _FIRST.match(text)
    if found and not makes_sense(found[0]):
        read = found[0].encode("gb18030", "ignore")[1:].decode("gb18030", "ignore")
        if _is_better(read, found[0]):
            yield found.span()


def _glosses(text: str) -> Iterator[Change]:
    """Readings of other characters than the one before them, and such as every reader knows."""
    if not has(text, _PINYIN):
        return
    untoned, known, others = [], [], []
    for found in _GLOSS.finditer(text):
        reading = normal_reading(found[1])
        is_its = text[found.start() - 1] in read_as(reading)
        if toneless(reading) == reading:
            untoned += [found] if is_its else []
        elif not is_its and read_as(reading):
            yield from marks([found], "the character before this reading is broken")
        elif is_usual(text[found.start() - 1 : found.end()]) or _is_plain(text[found.start() - 1]):
            known.append(found)
        else:
            others.append(found)
    if _need_none(text, others):
        yield from marks(others, PUT_IN)
    if not (known or untoned):
        return
    put_in = _put_in(text, known, untoned, bool(others) or is_about_readings(text))
    # who writes for learners glosses what conversion leaves, too
    if count_han(text) < LEARNERS or len(put_in) < WHOLE * count_han(text):
        yield from marks(put_in, PUT_IN)


def _need_none(text: str, others: list[re.Match[str]]) -> bool:
    """Are several toned readings the usual ones of characters that everybody reads, and of no others?"""
    glosses = {text[found.start() - 1 : found.end()] for found in others}
    plain = [gloss for gloss in glosses if is_known(gloss[0]) and facts(gloss).is_first]
    if len(plain) < LEAST or 2 * len(plain) <= len(glosses) or is_about_readings(text):
        return False
    lines = {line_around(text, found.start()) for found in others}
    return len(others) < SPARSE * sum(count_han(text[slice(*line)]) for line in lines)


def _is_plain(character: str) -> bool:
    """Is it the Traditional form of a character that everybody reads, and only so?"""
    is_everyones = is_everyday(character.translate(simplified_table()))
    return is_everyones and is_converted(character) and has_one_reading(character)


def _put_in(
    text: str, known: list[re.Match[str]], untoned: list[re.Match[str]], has_notes: bool
) -> list[re.Match[str]]:
    """Those that no author wrote, of readings that every reader knows and of such without tones.

    `has_notes`: the text has true notes besides, or is about readings; then those of one character within
    words are its author's, if it has several readings.
    """
    if has_notes:
        known = [found for found in known if _INSIDE.match(text, found.start())]
        glossed = {text[found.start() - 1] for found in known}
        known = known if len(glossed) > 1 or any(map(has_one_reading, glossed)) else []
    if len({text[found.start() - 1] for found in untoned}) >= LEAST:
        return sorted([*known, *untoned], key=re.Match.start)
    is_spun = len(untoned) > 1 or any(map(is_converted, set(text)))
    return sorted([*known, *untoned], key=re.Match.start) if is_spun and not has_notes else known


def _glyphs(text: str) -> Iterator[re.Match[str]]:
    """Numbers of glyphs, and letters of several scripts in a row: the font does not say what it shows."""
    yield from _GLYPHS.finditer(text)
    for found in _LETTERS.finditer(text) if has(text, _LETTERS) else ():
        if len(found[0]) >= SIGNS and len(rubbish.scripts(found[0])) >= SCRIPTS:
            yield found


def _is_error_page(text: str) -> bool:
    return len(text) < SHORT and bool(_HINT.search(text)) and _SAYS_SO.search(text, 0, HEAD) is not None
