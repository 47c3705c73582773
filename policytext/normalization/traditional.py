"""Simplified to Traditional, word by word, in the forms in general use.

OpenCC matches the longest phrase from the left, and so finds 被发 in 被发明. Here a phrase must begin and
end at borders of words (jieba's), and characters outside phrases are decided by their neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from heapq import merge
from itertools import accumulate
from typing import NamedTuple

from policytext.composition import replaced
from policytext.language.characters import ALL_HAN, is_han
from policytext.language.opencc import entries
from policytext.language.patterns import LazyPattern, lazy
from policytext.normalization.engine import Step, steps
from policytext.resources import rows

_PHRASES = ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt")
_RUN = lazy(f"[{ALL_HAN}]+")
_NAME = 3  # characters of a name at most
_GUESSED = 3  # of a guessed word that is a name: of 13 in news 11 are, of 18 shorter ones half


def traditional(text: str) -> str:
    """Simplified `text` in OpenCC's orthodox forms, of the same length.

    >>> from policytext.normalization.engine import convert
    >>> convert("按照规定制定，由机关征收，包括发动机", "s2t")
    '按照規定製定，由機關征收，包括髮動機'
    >>> traditional("按照规定制定，由机关征收，包括发动机，他在斯里兰卡走了八里")
    '按照規定制定，由機關徵收，包括發動機，他在斯里蘭卡走了八里'
    """
    by_words = ((start, end, "".join(_by_words(text[start:end]))) for start, end in _open_runs(text))
    return _beside(text, replaced(_by_character()(text), by_words))


def in_general_use(text: str) -> str:
    """Traditional `text` with the forms in general use instead of OpenCC's orthodox ones.

    >>> in_general_use("爲羣衆開放平臺")
    '為群眾開放平台'
    """
    return _usual()(text)


def in_words_of(place: str, text: str) -> str:
    """Simplified `text` in the forms and with the words of Taiwan (`tw`) or Hong Kong (`hk`).

    >>> in_words_of("tw", "少数组织改变量子比特的网络软件")
    '少數組織改變量子位元的網路軟體'
    """
    from policytext.language.segment import segment

    orthodox, words = traditional(text), segment(text)
    step = steps(f"s2{place}p")[-1]
    return "".join(_matched(orthodox, words, step, lambda word, at: step(orthodox[at : at + len(word)])))


@cache
def _phrases() -> Step:
    """OpenCC's phrases, some corrected; none changes its length."""
    known: dict[str, str] = {}
    for file in reversed(_PHRASES):
        known.update((key, values.split(" ", 1)[0]) for key, values in entries(file).items())
    known.update((word, form) for word, form, _ in rows("traditional_words.tsv"))
    return Step({key: value for key, value in known.items() if len(key) == len(value)})


@cache
def _by_character(guessed: bool = False) -> Step:
    """The form of each character outside phrases, and in words that jieba guessed."""
    first = {key: values.split(" ", 1)[0] for key, values in entries("STCharacters.txt").items()}
    choices = _choices("alone") + (_choices("guessed") if guessed else ())
    return Step(first | {choice.character: choice.form for choice in choices})


@cache
def _telling() -> Step:
    """The phrases that differ from a conversion by character."""
    alone = _by_character()
    return Step({phrase: form for phrase, form in _phrases().phrases.items() if alone(phrase) != form})


def _open_runs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of Chinese characters that contain such a phrase or a possible surname."""
    end = 0
    surnames = (found.start() for found in _surname().finditer(text))
    for at in merge((start for start, _ in _telling().spans(text)), surnames):
        if at >= end:
            low = at
            while low > end and is_han(text[low - 1]):
                low -= 1
            run = _RUN.match(text, low)
            end = run.end() if run else at + 1
            yield low, end


def _by_words(run: str) -> Iterator[str]:
    from policytext.language.segment import segment

    def alone(word: str, at: int) -> str:
        return _name(word, run, at) or _word(word)

    return _matched(run, segment(run), _phrases(), alone)


def _matched(
    text: str, words: Sequence[str], step: Step, alone: Callable[[str, int], str]
) -> Iterator[str]:
    """Convert the longest phrases of whole words, from the left, and other words by `alone`."""
    ends = list(accumulate(map(len, words)))
    borders = {end: place for place, end in enumerate(ends, 1)}
    i = at = 0
    while i < len(words):
        for length in step.lengths.get(text[at : at + 2], ()):
            if at + length in borders and text[at : at + length] in step.phrases:
                yield step.phrases[text[at : at + length]]
                i, at = borders[at + length], at + length
                break
        else:
            yield alone(words[i], at)
            i, at = i + 1, ends[i]


@lru_cache(1 << 14)
def _word(word: str) -> str:
    """Convert a single word: by halves that are words, or else by the phrases in it, longest first.

    >>> _word("分配制度"), _word("复印机")
    ('分配制度', '複印機')
    """
    from policytext.language.segment import is_known

    step = _phrases()
    for at in range(2, len(word) - 1):
        if is_known(word[:at]) and is_known(word[at:]):
            return "".join(step.phrases.get(half) or _word(half) for half in (word[:at], word[at:]))
    alone = _by_character(len(word) >= _GUESSED and not is_known(word))
    pieces: list[str] = []
    at = 0
    while at < len(word):
        known = (word[at : at + length] for length in step.lengths.get(word[at : at + 2], ()))
        part = next((part for part in known if part in step.phrases), word[at])
        pieces.append(step.phrases.get(part) or alone(part))
        at += len(part)
    return "".join(pieces)


def _name(word: str, run: str, at: int) -> str | None:
    """The word as a person's name, if its surname has a special form; else None."""
    from policytext.language.tagger import tag

    if word[0] not in _surnames() or not 1 < len(word) <= _NAME:
        return None
    if not _surname().match(run, at) or [part.tag for part in tag(word)] != ["nr"]:
        return None
    return _surnames()[word[0]] + _word(word[1:])


@cache
def _surnames() -> dict[str, str]:
    return {choice.character: choice.form for choice in _choices("surname")}


@cache
def _surname() -> LazyPattern:
    """Places where a surname with a special form may stand."""
    characters = "".join(_surnames())
    each = (f"{c.character}(?<!{c.before}.)(?!{c.behind})" for c in _choices("surname"))
    return lazy(f"(?=[{characters}])(?:{'|'.join(each)})".replace("HAN", ALL_HAN))


def _beside(text: str, converted: str) -> str:
    """`converted` with the characters that their neighbours decide."""
    chosen = {found.start(): form for pattern, form in _contexts() for found in pattern.finditer(text)}
    return replaced(converted, ((at, at + 1, form) for at, form in sorted(chosen.items())))


@cache
def _contexts() -> tuple[tuple[LazyPattern, str], ...]:
    ((sounds,),) = rows("transliteration.tsv")
    written = ((f"{c.character}(?<={c.before}.)(?={c.behind})", c.form) for c in _choices("beside"))
    return tuple(
        (lazy(pattern.replace("SOUNDS", sounds).replace("HAN", ALL_HAN)), form) for pattern, form in written
    )


class _Choice(NamedTuple):
    character: str
    form: str
    where: str
    before: str = ""
    behind: str = ""


@cache
def _choices(where: str) -> tuple[_Choice, ...]:
    return tuple(
        choice for row in rows("traditional_choices.tsv") if (choice := _Choice(*row)).where == where
    )


@cache
def _usual() -> Step:
    return Step(dict(rows("traditional_forms.tsv")))
