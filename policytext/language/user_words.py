"""A user's lexicon, whose words are never split, and stop words, which are left out."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from contextlib import suppress
from errno import EILSEQ
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from policytext.resources import alternation

TAG = "nz"  # of a word of the lexicon that has none: another proper noun


class OwnWords(NamedTuple):
    """Words with their tags, and stop words.

    >>> own = OwnWords({"低空经济": "n"})
    >>> list(own.pieces("发展低空经济。"))
    [('发展', ''), ('低空经济', 'n'), ('。', '')]
    """

    words: Mapping[str, str] = {}
    stopwords: frozenset[str] = frozenset()

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces: words of the lexicon with their tags, the longest first, and the rest."""
        at = 0
        for found in _pattern(tuple(self.words)).finditer(text) if self.words else ():
            if found.start() > at:
                yield text[at : found.start()], ""
            yield found[0], self.words[found[0]]
            at = found.end()
        if at < len(text):
            yield text[at:], ""


NONE = OwnWords()


@lru_cache(4)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternation(words))


@lru_cache(4)
def own_words(lexicon: str = "", stopwords: str = "") -> OwnWords:
    """The words of two files, either of which may be "": no file.

    The lexicon has jieba's form, a word a line with, if need be, its frequency and its tag behind it,
    the stop words one a line; blank lines and those that begin with # are passed over.
    Raises OSError.
    """
    words: dict[str, str] = {}
    for parts in _lines(lexicon):
        tags = [part for part in parts[1:] if not part.isdecimal()]
        words[parts[0]] = tags[0] if tags else TAG
    return OwnWords(words, frozenset(" ".join(parts) for parts in _lines(stopwords)))


def own_text(path: Path) -> str:
    """The text of a file that the user wrote: UTF-8, the Unicode of Windows' editor, or GB 18030.

    GBK and GB 2312 are parts of GB 18030, in which Chinese Windows saves "ANSI"; hardly a Chinese text
    in it is valid UTF-8, so that UTF-8 is tried first. Raises OSError, of what is in none of these too.
    """
    content = path.read_bytes()
    is_utf16 = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for codec in ("utf-16",) if is_utf16 else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(codec)
    raise OSError(EILSEQ, "is neither UTF-8 nor GB 18030 (GBK)", str(path))


def _lines(path: str) -> Iterator[list[str]]:
    if path:
        for line in own_text(Path(path)).splitlines():
            if (parts := line.split()) and not line.startswith("#"):
                yield parts


class Cut(NamedTuple):
    """How words are segmented: the files of a user's lexicon and stop words; cheap to send to workers."""

    lexicon: str = ""
    stopwords: str = ""

    @property
    def own(self) -> OwnWords:
        return own_words(self.lexicon, self.stopwords)


PLAIN = Cut()
