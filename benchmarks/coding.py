"""The coding of policy instruments against sentences coded by hand: by terms alone, and with the model.

    python -m benchmarks.coding [--shared ../shared] [--errors]

dev and once (coding/instruments.*, coded twice and once) were read while the dictionary was written, not by
the model. Unread are random: sixty sentences drawn at random from documents of which nothing else was seen,
and plain: sentences in plain words that avoid the set phrases of documents; both were marked before any
figure, and are used for nothing else (benchmarks/marks/instruments*.tsv). A type or a kind is right where
one that is given is among those of the coder, or where both give none. Kappa is between the surest code
and the coder's first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.common import parser_of, records
from benchmarks.texts.sentences import digest, marks, sentences
from policytext.coding.dictionary import Coder, code, instruments
from policytext.coding.instruments import code_instruments
from policytext.coding.reports import NONE, codes_of, cohen_kappa, krippendorff_alpha

MARKS = Path(__file__).parent / "marks"


class Coded(NamedTuple):
    """A sentence, its codes by hand, and whether it was drawn at random."""

    text: str
    codes: tuple[str, ...]
    at_random: bool = True


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--errors", action="store_true", help="print the sentences coded otherwise")
    options = parser.parse_args()
    data = options.shared / "data"
    coders: dict[str, Coder] = {
        "terms": partial(code, by=instruments()),
        "terms and model": code_instruments,
    }
    for name, coded in _sets(data):
        for how, coder in coders.items():
            found = [codes_of(coder(sentence.text)) for sentence in coded]
            print(f"{name:<7}{how:<16}{_figures(coded, found)}")
            for sentence, given in zip(coded, found, strict=True):
                if options.errors and not {*given} & {*sentence.codes}:
                    print(f"  {'+'.join(sentence.codes)} -> {'+'.join(given)}: {sentence.text}")


def _sets(data: Path) -> Iterator[tuple[str, Sequence[Coded]]]:
    for name in ("dev", "once"):
        rows = records(data / "coding" / f"instruments.{name}.jsonl")
        yield (
            name,
            [Coded(r["sentence"], tuple(r["codes"]) or (NONE,), r.get("draw") == "random") for r in rows],
        )
    unread = marks(MARKS / "instruments.tsv")
    found = [found.text for found in sentences(data) if digest(found.text) in unread]
    yield "random", [Coded(text, unread[digest(text)]) for text in found]
    yield "plain", [Coded(*row) for row in marks(MARKS / "instruments_plain.tsv").items()]


def _figures(coded: Sequence[Coded], found: Sequence[Sequence[str]]) -> str:
    """Shares that are right, of types and kinds, and the agreement."""
    pairs = [(sentence, given) for sentence, given in zip(coded, found, strict=True)]
    kinds = [bool({*given} & {*sentence.codes}) for sentence, given in pairs]
    types = [bool({*map(_type, given)} & {*map(_type, sentence.codes)}) for sentence, given in pairs]
    first = [sentence.codes[0] for sentence in coded], [given[0] for given in found]
    by_type = [[*map(_type, codes)] for codes in first]
    drawn = [right for right, sentence in zip(types, coded, strict=True) if sentence.at_random]
    parts = [
        f"{len(coded)} sentences: kind {sum(kinds) / len(kinds):.3f}, type {sum(types) / len(types):.3f}",
        f"type of those at random {sum(drawn) / len(drawn):.3f}" if drawn else "",
        f"kappa of types {cohen_kappa(*by_type):.3f}, of kinds {cohen_kappa(*first):.3f}",
        f"alpha of kinds {krippendorff_alpha(first):.3f}",
    ]
    return "; ".join(filter(None, parts))


def _type(path: str) -> str:
    return path.partition("/")[0]


if __name__ == "__main__":
    main()
