"""Word segmentation with jieba's results, by rjieba, which is faster.

rjieba differs from jieba only where Chinese characters meet Latin letters and digits, so each run
of Chinese characters is cut on its own and what lies between is kept whole (`5G`, `2.5%`).
Neither touches jieba's cache, a marshalled file of a fixed name in the shared temporary folder
that any user of the machine could plant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from policytext.language.characters import ALL_HAN
from policytext.language.patterns import lazy

_RUNS = lazy(rf"([{ALL_HAN}]+)|[A-Za-z0-9]+(?:[._+&#-][A-Za-z0-9]+)*[%‰]?|\s+|.", re.DOTALL)


class Word(NamedTuple):
    """A word with its offset and its part of speech in jieba's tag set (`x`: not a word).

    `end` is stored, as it is read ten times for each word.
    """

    text: str
    start: int
    tag: str
    end: int

    @classmethod
    def at(cls, start: int, text: str, tag: str) -> Word:
        """A word that begins at an offset."""
        return cls(text, start, tag, start + len(text))


def segment(text: str) -> list[str]:
    """The words of a text, in order; together they are the text again.

    >>> segment("推动商业航天和5G应用。")
    ['推动', '商业', '航天', '和', '5G', '应用', '。']
    """
    cut = _cutter()
    words: list[str] = []
    for run, chinese in runs(text):
        words += cut(run) if chinese else (run,)
    return words


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces: runs of Chinese characters (True), and everything else (False)."""
    return ((match[0], match[1] is not None) for match in _RUNS.finditer(text))


@cache
def _cutter() -> Callable[[str], list[str]]:
    try:
        import rjieba
    except ImportError:  # no wheel for this platform: the same words, slower
        return jieba_tokenizer().lcut  # type: ignore[no-any-return]
    return rjieba.cut


@cache
def jieba_tokenizer():  # type: ignore[no-untyped-def]
    """A jieba tokenizer that is silent and neither reads nor writes a cache file."""
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def is_known(word: str) -> bool:
    """Is it a word of jieba's dictionary, not one that its model guessed?

    >>> is_known("省长"), is_known("\\ud800")
    (True, False)
    """
    try:
        return _known()(word)
    except UnicodeEncodeError:  # half of a pair of surrogates
        return False


@cache
def _known() -> Callable[[str], bool]:
    try:
        import rjieba
    except ImportError:
        frequencies = jieba_tokenizer().FREQ
        return lambda word: bool(frequencies.get(word))
    return rjieba.has_word
