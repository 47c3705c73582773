"""What is known of a page whose GBK bytes were torn: how it was treated since, and its habits."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from policytext.language.gbk import encoded
from policytext.language.simplify import simplified_table, traditional_forms
from policytext.repair.glosses import is_converted, spinner_glosses
from policytext.repair.punctuation import MARKS

_FEW = 0.02  # share of Traditional characters that a page converted to Simplified may still show


class Page(NamedTuple):
    """A page as it is now.

    `folded`: NFKC was applied after the damage; `simplified`: it was converted to Simplified;
    `glossed`: the characters its spinner glosses wherever they stand; `alphabet`: all it has.
    """

    text: str
    folded: bool
    simplified: bool
    glossed: frozenset[str]
    alphabet: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Page:
        """The page, with what its text shows about it.

        >>> Page.of("規模;應(yīng)用").folded, Page.of("规模；应用").simplified
        (True, True)
        """
        alphabet = frozenset(text)
        traditional = sum(map(is_converted, alphabet))
        return cls(
            text,
            unicodedata.is_normalized("NFKC", text),
            traditional <= _FEW * len(alphabet),
            frozenset(gloss[0] for gloss in spinner_glosses(text)),
            alphabet,
        )

    def shown(self, character: str) -> str:
        """The character as this page shows it."""
        return _shown(character, self.folded, self.simplified)

    def bytes_of(self, text: str) -> tuple[bytes, ...]:
        """The GBK pairs, or the ASCII character, that this page shows as `text`."""
        return _sources(self.folded, self.simplified).get(text, ())

    def sources(self, at: int) -> Iterator[tuple[int, bytes]]:
        """The bytes that can stand behind the text at an offset, each with the offset behind them."""
        for width in range(1, 5 if self.folded else 2):
            if at + width <= len(self.text):
                for data in self.bytes_of(self.text[at : at + width]):
                    yield at + width, data

    def is_mark(self, at: int) -> bool:
        """Does punctuation stand here that spinners put a comma before?"""
        return any(data in _MARK_BYTES for _, data in self.sources(at))

    def liking(self, character: str, is_glossed: bool) -> float:
        """What the page says for or against a filling, in nats to add to the model's.

        Spinners gloss what conversion to Traditional changed, and that each time; and a page
        converted so has no character that conversion would have changed.
        """
        if is_glossed:
            return 0.0 if is_converted(character) else -6.0
        if self.shown(character) in self.glossed:
            return -6.0
        if self.simplified or character in self.alphabet:
            return 0.0
        if character not in traditional_forms().get(character, character):
            return -12.0
        simple = simplified_table().get(ord(character), character)
        return -0.5 if traditional_forms().get(simple, character)[0] == character else -3.0


_MARK_BYTES = frozenset(map(encoded, MARKS))


def _shown(character: str, folded: bool, simplified: bool) -> str:
    if folded:
        character = unicodedata.normalize("NFKC", character)
    return character.translate(simplified_table()) if simplified else character


@cache
def _sources(folded: bool, simplified: bool) -> dict[str, tuple[bytes, ...]]:
    """What a page so treated shows, to the bytes it may have been: one ASCII character or a pair."""
    sources: dict[str, list[bytes]] = defaultdict(list)
    for code in range(0x20, 0x80):
        sources[chr(code)].append(bytes((code,)))
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            data = bytes((lead, trail))
            sources[_shown(data.decode("gb18030"), folded, simplified)].append(data)
    return {shown: tuple(found) for shown, found in sources.items()}
