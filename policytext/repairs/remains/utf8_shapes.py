"""Text whose bytes are in the shape of UTF-8, some of which are lost: seen, said, and left alone.

Three bytes that may be a Chinese character follow one another in the letters of a code page by chance one
time in a hundred; read as Korean, Japanese or Big5, what is left of them makes sense as Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, product

from policytext.language.alphabet import has
from policytext.language.characters import COMPATIBILITY_HAN, HAN, POINTS, PRIVATE_USE
from policytext.language.likelihood import classes, model
from policytext.language.lines import lines_with
from policytext.language.patterns import LazyPattern, lazy
from policytext.repairs.transcoding.byte_values import is_everyday, lines, strange
from policytext.repairs.transcoding.code_pages import is_no_word, pages, stretches
from policytext.repairs.transcoding.evidence import CHANCE, beyond_ascii, commonness, makes_sense
from policytext.repairs.transcoding.in_pairs import read_by_each
from policytext.revision import Change, marks

LEAST = 3  # characters in the shape of UTF-8
SHARE = 0.5  # of the bytes beyond ASCII that they must make up
LEFT = 0.1  # characters that are left of it for each that is seen
# Nats above chance of each character of a phrase by itself, and how much more it is read back: of the names
# of 300 counties, GBK and Big5 read as each other, 85 of 110 that nothing else tells; of 330,000 words 41.
RARE, APART = -2.5, 3.0
NOTE = "misread: bytes of another encoding, some of which are lost"
_SHAPE = re.compile(rb"[\xe2-\xe9\xef][\x80-\xbf]{2}")
# Phrases of UTF-8 read as GBK, of each character of which a byte may be lost: of 560,000 words and names,
# as they are and in Traditional, 36 of two characters are so and one of three (閻洪臣).
_PHRASE = f"[^\x00-\x7f{POINTS}]"
_PHRASE_BYTES = bytes((*range(0x80, 0xC0), *range(0xE3, 0xEA), 0xEF))
_PHRASE_SHAPE = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{1,2}|\xef[\xbc\xbd][\x80-\xbf]?)+")  # no 锟斤拷
_NO_HAN = "\0-\u3006\u3008-\u33ff\ua000-\uffff\U00010000-\U0010ffff"
_HAN_PHRASE = lazy(f"(?<!{_PHRASE})[{HAN}]{{3,}}+(?!{_PHRASE})")
_HIGH = re.compile(rb"[\x80-\xff]")
_HANGUL = lazy("[\uac00-\ud7a3]")
# Syllables and characters in turn, with no blank: Korean has a word or two of these, and a particle.
_IN_TURN = lazy(
    f"(?<![\uac00-\ud7a3])(?:[\uac00-\ud7a3]++[{HAN}{COMPATIBILITY_HAN}]++){{3,}}[\uac00-\ud7a3]*"
)
_KATAKANA = lazy("[\uff61-\uff9f]")
_ROW = lazy(f"[^\x00-\x7f{POINTS}]{{6}}")  # and no list of fish: 鳙、鲢、鳜
_PRIVATE = lazy(f"[{PRIVATE_USE}]")
_AS_KOREAN = (("cp949", "utf-8"), ("cp949", "gb18030"))  # shown as, written in
_AS_PAIRS = (("cp932", "utf-8"), ("cp950", "utf-8"), ("euc_jp", "utf-8"), ("euc_jp", "gb18030"))


def find(text: str) -> Iterator[Change]:
    """Marks on such stretches and lines.

    >>> list(find("Россия и Китай, 2024; 대한민국"))
    []
    >>> text = "负责人：瑕冪嬭悕，鳗鲡、蝙蝠"  # 覃秋萍
    >>> [text[change.start : change.end] for change in find(text)]
    ['瑕冪嬭悕']
    >>> damaged = "关于印发规划的通知".encode().decode("cp1251", "ignore")
    >>> [change[:2] for change in find(damaged)] == [(0, len(damaged))]
    True
    """
    yield from marks(_found(text), NOTE)


def _found(text: str) -> Iterator[re.Match[str] | tuple[int, int]]:
    yield from (found for found in stretches(text) if _is_utf8(found[0]))
    if has(text, _HANGUL):
        yield from _IN_TURN.finditer(text)
        yield from (at for at in lines_with(text, _HANGUL) if _is_misread(text[slice(*at)], _AS_KOREAN))
    if not is_everyday(text):
        yield from _strange_phrases(text)
    for start, end in {
        *lines(strange, text),
        *(lines(_KATAKANA.search, text) if has(text, _KATAKANA) else ()),
    }:
        line = _PRIVATE.sub("", text[start:end])
        if _ROW.search(line) and _is_misread(line, _AS_PAIRS):
            yield start, end


@cache
def _phrases() -> LazyPattern:
    """Phrases all of whose bytes in GBK are such as the UTF-8 of Chinese has: of sound text, very few."""
    data = bytes(chain.from_iterable(product(_PHRASE_BYTES[1:], _PHRASE_BYTES)))
    of_such = f"[{data.decode('gb18030').translate(dict.fromkeys(map(ord, POINTS)))}\ud800-\udfff]"
    return lazy(f"{of_such}(?<!{_PHRASE}.){of_such}{{2,}}+(?!{_PHRASE})")


@cache
def _rare() -> LazyPattern:
    """A Chinese character that is so rare by itself."""
    usual = model().alone(CHANCE + RARE)
    read_so = (chr(code) for code, read in classes().items() if read in usual)
    return lazy(f"[^{_NO_HAN}{''.join(usual)}{''.join(read_so)}]")


def _strange_phrases(text: str) -> Iterator[re.Match[str]]:
    """Phrases in the shape of UTF-8, and those of rare characters that read back as everyday ones."""
    shaped = {
        phrase.start(): phrase
        for phrase in _phrases().finditer(text)
        if _PHRASE_SHAPE.fullmatch(phrase[0].encode("gb18030", "ignore"))
    }
    yield from shaped.values()
    for line in lines_with(text, _rare()):
        for phrase in _HAN_PHRASE.finditer(text, *line):
            if _rare().search(phrase[0]) and phrase.start() not in shaped and _is_rarer(phrase[0]):
                yield phrase


def _is_utf8(stretch: str) -> bool:
    if beyond_ascii(stretch) < 3 * LEAST or not is_no_word(stretch):
        return False
    for page, byte_of in pages().items():
        if page != "latin-1":
            data = stretch.translate(byte_of).encode("latin-1", "ignore")
            shaped = len(_SHAPE.findall(data))
            if shaped >= LEAST and 3 * shaped > SHARE * len(_HIGH.findall(data)):
                return True
    return False


def _is_rarer(phrase: str) -> bool:
    """Are its characters as rare as hardly any, and everyday ones where it is read back?"""
    nats = commonness(phrase) / len(phrase)
    is_sound = nats >= RARE or len({*phrase}) < len(phrase)  # 恍恍惚惚
    return not is_sound and any(
        commonness(read) > (nats + APART) * max(1, beyond_ascii(read)) for read in read_by_each(phrase)
    )


def _is_misread(line: str, ways: Iterable[tuple[str, str]]) -> bool:
    if makes_sense(line):
        return False
    for shown, own in ways:
        read = line.encode(shown, "ignore").decode(own, "ignore")
        if beyond_ascii(read) > LEFT * beyond_ascii(line) and makes_sense(read):
            return True
    return False
