"""The state of a page whose GBK bytes were torn: later conversions, and its habits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from policytext.language.characters import HAN, PRIVATE_USE
from policytext.language.gbk import encoded
from policytext.language.patterns import lazy
from policytext.language.scripts import evidence
from policytext.language.simplify import simplified_table, traditional_forms
from policytext.repairs.spinner.glosses import converted, is_converted, spinner_glosses
from policytext.repairs.spinner.insertions import FOLDED_MARKS, MARKS
from policytext.repairs.spinner.page_model import Habits

_AROUND = 200  # characters before and behind a stretch, on its line, that tell how it was treated
_ENOUGH = 4  # characters that tell the script; two that agree do
# A folded mark; a comma before another mark is a spinner's.
_HALF = lazy(f"[{FOLDED_MARKS}!](?=[{HAN}“《])")
_PRIVATE = lazy(f"[{PRIVATE_USE}]")
_FULL = lazy("[，；：？！（）]")


class Page(NamedTuple):
    """A page as it is now.

    `folded`: NFKC was applied after the damage; `simplified`: it was converted to Simplified; `mixed`: some
    of its characters were converted, one way or the other;
    `glossed`: the characters its spinner glosses wherever they stand; `alphabet`: all it has;
    `has_private`: among them private use, so that nobody dropped it; `drops_private`: somebody may have;
    `habits`: how they follow one another, where that is to be heeded.
    Pages are put together from several sources, so of a stretch `near` knows the first two better.
    """

    text: str
    folded: bool
    simplified: bool
    glossed: frozenset[str]
    alphabet: frozenset[str]
    has_private: bool = False
    drops_private: bool = False
    mixed: bool = False
    habits: Habits | None = None

    @classmethod
    def of(cls, text: str) -> Page:
        """The page, with what its text shows about it.

        >>> Page.of("規模;應(yīng)用").folded, Page.of("规模；应用").simplified
        (True, True)
        """
        glossed = frozenset(gloss[0] for gloss in spinner_glosses(text))
        script = _is_simplified(text)
        page = cls(text, False, False, glossed, frozenset(text), _PRIVATE.search(text) is not None)
        return page._replace(
            folded=page._is_folded(text, unicodedata.is_normalized("NFKC", text)),
            simplified=converted().isdisjoint(text) if script is None else script,
        )

    def near(self, at: int) -> Page:
        """The page as it is around an offset, where that tells, and else as it mostly is.

        >>> page = Page.of("召開會議,研究產業規劃工作\\n您访问的链接即将离开本网站，是否继续？")
        >>> page.near(0)[1:3], page.near(20)[1:3]
        ((True, False), (False, True))
        """
        low = max(self.text.rfind("\n", 0, at) + 1, at - _AROUND)
        high = self.text.find("\n", at, at + _AROUND)
        here = self.text[low : high if high >= 0 else at + _AROUND]
        behind = self.text[at + 1 : at + 4].removeprefix(",")  # the mark that tore a character
        folded = self._is_folded(behind, self._is_folded(here, self.folded))
        simplified = _is_simplified(here)
        if simplified is None:
            simplified = _is_simplified(self.text[max(0, at - _AROUND) : at + _AROUND])
        return self._replace(
            folded=folded, simplified=self.simplified if simplified is None else simplified
        )

    def _is_folded(self, part: str, else_: bool) -> bool:
        half, full = len(_HALF.findall(part)), len(_FULL.findall(part))
        return half > full if half != full else else_

    def shown(self, character: str) -> str:
        """The character as this page shows it."""
        return _shown(character, self.folded, self.simplified)

    def bytes_of(self, text: str) -> tuple[bytes, ...]:
        """The GBK pairs, or the ASCII character, that this page shows as `text`."""
        return _sources(text, self.folded, self.simplified, self.mixed)

    def sources(self, at: int) -> Iterator[tuple[int, bytes]]:
        """The bytes that can stand behind the text at an offset, each with the offset behind them."""
        for width in range(1, 5 if self.folded else 2):
            if at + width <= len(self.text):
                for data in self.bytes_of(self.text[at : at + width]):
                    yield at + width, data

    def may_have(self, filling: str) -> bool:
        """Can it stand here? A character that only a page's own font shows, if the page has it."""
        return not any("\ue000" <= char <= "\uf8ff" and char not in self.alphabet for char in filling)

    def is_mark(self, at: int) -> bool:
        """Does punctuation stand here that spinners put a comma before?"""
        return any(data in _MARK_BYTES for _, data in self.sources(at))

    def liking(self, character: str, is_glossed: bool, is_taken: bool = False) -> float:
        """The evidence of the page for or against a filling, in nats to be added to the model's.

        Spinners gloss what conversion to Traditional changed, and that each time they find it (not
        where its first byte `is_taken` for another); and a page converted so has no character that
        conversion would have changed.
        """
        if is_glossed:
            return 0.0 if is_converted(character) else -6.0
        if not is_taken and self.shown(character) in self.glossed:
            return -6.0
        if self.simplified or self.mixed or character in self.alphabet:
            return 0.0
        if character not in traditional_forms().get(character, character):
            return -12.0
        simple = simplified_table().get(ord(character), character)
        if traditional_forms().get(simple, character)[0] == character:
            return -0.5
        return -1.0 if simple == character else -3.0  # 于, 后, 里 stay where conversion heeds no words


_MARK_BYTES = frozenset(map(encoded, MARKS))


def _is_simplified(part: str) -> bool | None:
    """Which script is it? None where that cannot be told."""
    traditional, simplified = evidence(part)
    is_enough = simplified + traditional >= (_ENOUGH if simplified and traditional else 2)
    return simplified >= traditional if is_enough else None


def _shown(character: str, folded: bool, simplified: bool) -> str:
    if folded:
        character = unicodedata.normalize("NFKC", character)
    return character.translate(simplified_table()) if simplified else character


@lru_cache(1 << 12)
def _sources(shown: str, folded: bool, simplified: bool, mixed: bool) -> tuple[bytes, ...]:
    """The possible sources of a shown character: one ASCII character or a pair of bytes."""
    others = _changed(folded, simplified, mixed).get(shown, ())
    if len(shown) > 1 or shown < " " or _shown(shown, folded, simplified and not mixed) != shown:
        return others
    own = shown.encode("gb18030", "ignore")
    return (own, *others) if 0 < len(own) < 3 else others


@cache
def _changed(folded: bool, simplified: bool, mixed: bool) -> dict[str, tuple[bytes, ...]]:
    """The characters that such conversions produce, with the pairs of bytes of their sources."""
    if mixed:
        return _joined(_changed(folded, simplified, False), _conversions())
    trails = (*range(0x40, 0x7F), *range(0x80, 0xFF))
    other_than_han = (*range(0xA1, 0xAA), 0xFD, 0xFE)  # the rows that folding touches
    pairs = b"".join(bytes((lead, trail)) for lead in other_than_han for trail in trails)
    characters = dict.fromkeys(pairs.decode("gb18030"))
    if simplified:
        characters.update(dict.fromkeys(map(chr, simplified_table())))
    return _joined({}, ((character, _shown(character, folded, simplified)) for character in characters))


def _conversions() -> Iterator[tuple[str, str]]:
    """Characters, each with one that conversion to either script makes of it."""
    for simple, forms in traditional_forms().items():
        yield from ((form, simple) for form in forms)
        yield simple, forms[0]


def _joined(
    known: dict[str, tuple[bytes, ...]], shows: Iterable[tuple[str, str]]
) -> dict[str, tuple[bytes, ...]]:
    changed = dict(known)
    for character, shown in shows:
        if shown != character and len(pair := encoded(character)) < 3:  # in GBK
            changed[shown] = (*changed.get(shown, ()), pair)
    return changed
