"""A text with its words, read once for every analysis of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from policytext.language.segment import Word, is_known
from policytext.language.tagger import tag
from policytext.language.user_words import NONE, OwnWords


class Reading:
    """A text, its tagged words, and where words begin and end; `own` words are always one."""

    def __init__(self, text: str, own: OwnWords = NONE) -> None:
        self.text = text
        self.own = own

    @cached_property
    def words(self) -> Sequence[Word]:
        if not self.own.words:
            return tag(self.text)
        words: list[Word] = []
        at = 0
        for piece, kind in self.own.pieces(self.text):
            words += (
                [Word.at(at, piece, kind)]
                if kind
                else (Word.at(at + word.start, word.text, word.tag) for word in tag(piece))
            )
            at += len(piece)
        return words

    @cached_property
    def starting(self) -> dict[int, int]:
        """The index of the word that starts at an offset."""
        return {word.start: index for index, word in enumerate(self.words)}

    @cached_property
    def ending(self) -> dict[int, int]:
        """The index of the word that ends at an offset."""
        return {word.end: index for index, word in enumerate(self.words)}

    @cached_property
    def _by_last(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self.words):
            found[word.text[-1]].append(index)
        return found

    def ending_with(self, characters: Iterable[str]) -> list[int]:
        """The indices of the words that end with one of some characters, in order.

        >>> reading = Reading("召开会议，实施工程")
        >>> [reading.words[index].text for index in reading.ending_with("程议")]
        ['会议', '工程']
        """
        return sorted(chain.from_iterable(self._by_last.get(last, ()) for last in set(characters)))

    def _at(self, offset: int) -> int:
        while offset not in self.starting:
            offset -= 1
        return self.starting[offset]

    def word(self, offset: int) -> Word:
        """The word that the character at an offset is part of."""
        return self.words[self._at(offset)]

    def word_from(self, offset: int) -> Word | None:
        """The word that starts at an offset."""
        return self.words[self.starting[offset]] if offset in self.starting else None

    def is_word(self, start: int, end: int) -> bool:
        """Is the span one word?"""
        return start in self.starting and self.word(start).end == end

    def is_new(self, start: int, end: int) -> bool:
        """Is the span one word, and of no dictionary?"""
        return self.is_word(start, end) and not is_known(self.text[start:end])

    def words_in(self, start: int, end: int) -> Sequence[Word]:
        """The words that have a character in `[start, end)`."""
        return self.words[self._at(start) : self._at(end - 1) + 1] if start < end else ()

    def is_whole(self, start: int, end: int) -> bool:
        """Are both ends of the span borders of words?"""
        return start in self.starting and end in self.ending

    def cuts(self, start: int, end: int) -> bool:
        """Does the span cut through a word of the dictionary: 应城市 in 适应|城市?"""
        edges = ((start, start in self.starting), (end - 1, end in self.ending))
        return any(not whole and is_known(self.word(at).text) for at, whole in edges)
