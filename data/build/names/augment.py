"""Labelled sentences with their names exchanged for others of the same kind."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from policytext.language.tagger import tag
from policytext.resources import rows

Span = tuple[int, int, str]


class Names:
    """Real and real-looking names to exchange others for."""

    def __init__(self, labelled: Iterable[tuple[str, str]], seed: int) -> None:
        self.random = random.Random(seed)
        self._pools: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name, kind in {*labelled, *_tables(), *_dictionary()}:
            for key in _keys(name, kind):
                self._pools[key].append(name)
        for pool in self._pools.values():
            pool.sort()

    def like(self, name: str, kind: str) -> str:
        """A name of this kind that looks like this one."""
        if kind == "PER" and 2 <= len(name) <= 3 and _is_chinese(name):
            return self._chinese()
        for key in _keys(name, kind):
            if len(self._pools[key]) > 20:
                return self.random.choice(self._pools[key])
        return name

    def _chinese(self) -> str:
        known, strengths, characters, middles, lasts = _parts()
        surname = self.random.choices(known, strengths)[0]
        (last,) = self.random.choices(characters, lasts)
        if self.random.random() < 0.25:
            return surname + last
        (middle,) = self.random.choices(characters, middles)
        return surname + middle + last

    def exchanged(self, text: str, spans: Sequence[Span], share: float) -> tuple[str, list[Span]]:
        """The text with about this share of its names exchanged, and where they stand now."""
        chosen: dict[tuple[str, str], str] = {}
        out, found, at, length = [], [], 0, 0
        for start, end, kind in sorted(spans):
            if start < at:
                continue
            name = text[start:end]
            new = chosen.setdefault(
                (name, kind), self.like(name, kind) if self.random.random() < share else name
            )
            out += [text[at:start], new]
            length += start - at
            found.append((length, length + len(new), kind))
            length += len(new)
            at = end
        return "".join([*out, text[at:]]), found


def _keys(name: str, kind: str) -> list[tuple[str, str]]:
    """What names are exchanged by, the nearest first."""
    if kind == "PER":
        return [(kind, "dotted" if "·" in name else "foreign" if len(name) > 3 else "short")]
    size = "long" if len(name) > 6 else "middle" if len(name) > 3 else "short"
    return [(kind, name[-2:] + size), (kind, name[-1:] + size), (kind, size)]


@cache
def _parts() -> tuple[list[str], list[float], list[str], list[float], list[float]]:
    """Surnames and characters of given names, with how often each is to be drawn."""
    surnames = [(row[0], int(row[1])) for row in rows("surnames.tsv")]
    weights = [(1 + 3 * strength) / (rank + 25) for rank, (_, strength) in enumerate(surnames)]
    table = [row for row in rows("name_characters.tsv") if len(row) > 3]
    chance = [[0.0 if cell == "-" else math.exp(float(cell)) for cell in row[1:4]] for row in table]
    return (
        [name for name, _ in surnames], weights, [row[0] for row in table],
        [c[1] for c in chance], [c[2] for c in chance],
    )  # fmt: skip


@cache
def _is_chinese(name: str) -> bool:
    known = {row[0] for row in rows("surnames.tsv")}
    return name[0] in known or name[:2] in known


def _tables() -> Iterable[tuple[str, str]]:
    for _, name, short in rows("places.tsv"):
        yield name, "LOC"
        if len(short) > 1:
            yield short, "LOC"
    for name, *_ in rows("foreign_cities.tsv"):
        yield name, "LOC"
    for _, name in rows("countries.tsv"):
        yield name, "LOC"
    for name, short in rows("national_bodies.tsv"):
        yield name, "ORG"
        yield from ((one, "ORG") for one in short.split("、") if one)
    for _, name, *_ in rows("central_enterprises.tsv"):
        yield name, "ORG"


def _dictionary() -> Iterable[tuple[str, str]]:
    """Names among the words of jieba's dictionary."""
    kinds = {"ns": "LOC", "nt": "ORG", "nrt": "PER"}
    for word, _, kind in dictionary():
        if kind in kinds and 2 <= len(word) <= 12:
            yield word, kinds[kind]


@cache
def dictionary() -> list[tuple[str, float, str]]:
    """The words of jieba's dictionary (MIT) with their frequency and tag."""
    import jieba

    path = Path(jieba.__file__).parent / "dict.txt"
    lines = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return [(word, 1.0 + float(count), tag) for word, count, tag in lines]


@cache
def _alike() -> dict[tuple[str, int], tuple[list[str], list[float]]]:
    """Words by tag and length, with their cumulated weights: rare ones are to be seen too."""
    found: dict[tuple[str, int], tuple[list[str], list[float]]] = {}
    for word, count, kind in dictionary():
        words, weights = found.setdefault((kind, len(word)), ([], []))
        words.append(word)
        weights.append((weights[-1] if weights else 0.0) + math.sqrt(count))
    return found


def varied(text: str, random: random.Random) -> str:
    """The text with some of its words exchanged for others of their tag and length (Tang et al. 2019)."""
    share = random.choice((0.05, 0.15, 0.3))
    out = []
    for word in tag(text):
        alike = _alike().get((word.tag, len(word.text)))
        if alike and len(alike[0]) > 50 and random.random() < share:
            out.append(random.choices(alike[0], cum_weights=alike[1])[0])
        else:
            out.append(word.text)
    return "".join(out)


def varied_around(text: str, spans: Sequence[Span], random: random.Random) -> tuple[str, list[Span]]:
    """The text with words outside its names exchanged, and where the names stand now."""
    out, found, at = "", [], 0
    for start, end, kind in sorted(spans):
        out += varied(text[at:start], random)
        length = len(out)
        out += text[start:end]
        found.append((length, len(out), kind))
        at = end
    return out + varied(text[at:], random), found
