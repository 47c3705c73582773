"""People, organisations and places in the sentences of `data/names/held`, which no tagger learns from.

    python -m benchmarks.written [--every 1] [--systems rules together lac jieba]
    python -m benchmarks.written --nameless [--errors]

Exact spans, by kind of text: F1 of each type, precision and recall of all. A span that lies over a stretch
that is marked as doubtful counts neither way. With --nameless the sentences without a name, and how many
names each system finds there: all of them are wrong.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

from benchmarks.common import parser_of
from benchmarks.names import NAMES, SYSTEMS, Span
from data.build.names.written import Sentence, sentences

FOLDER = Path(__file__).parents[1] / "data/names/held"


def counted(one: Sentence, found: set[Span]) -> set[Span]:
    """What is found that counts: of the types that are marked, over no doubtful stretch."""
    doubtful = {at for start, end in one.doubtful for at in range(start, end)}
    return {s for s in found if s[2] in NAMES and doubtful.isdisjoint(range(s[0], s[1]))}


def counts(one: Sentence, found: set[Span]) -> Counter[tuple[str, str]]:
    """How many names of each type are right, given and marked in a sentence."""
    given, marked = counted(one, found), set(one.spans)
    of = {"right": given & marked, "given": given, "marked": marked}
    return Counter((kind, span[2]) for kind, spans in of.items() for span in spans)


def shares(total: Counter[tuple[str, str]], *types: str) -> tuple[float, float, float]:
    """F1, precision and recall of some types."""
    right, given, marked = (
        sum(total[kind, name] for name in types) for kind in ("right", "given", "marked")
    )
    return 2 * right / max(1, given + marked), right / max(1, given), right / max(1, marked)


def main() -> None:
    parser = parser_of(__doc__, shared=False)
    parser.add_argument("--every", type=int, default=1, help="one sentence of so many")
    parser.add_argument("--systems", nargs="+", default=["rules", "together", "jieba"], choices=SYSTEMS)
    parser.add_argument("--nameless", action="store_true", help="sentences without a name alone")
    parser.add_argument("--errors", action="store_true", help="print what is found in those")
    options = parser.parse_args()
    for path in sorted(FOLDER.glob("*.txt")):
        lines = (
            one for one in sentences([path]) if not options.nameless or not (one.spans or one.doubtful)
        )
        drawn = list(islice(lines, 0, None, options.every))
        for name in options.systems:
            if options.nameless:
                _found(path.stem, name, drawn, errors=options.errors)
                continue
            total = sum((counts(one, SYSTEMS[name](one.text)) for one in drawn), Counter[tuple[str, str]]())
            of_all, precision, recall = shares(total, *NAMES)
            types = " ".join(f"{name} {shares(total, name)[0]:.3f}" for name in NAMES)
            print(f"{path.stem:9} {name:9} {types} all {of_all:.3f} P {precision:.3f} R {recall:.3f}")


def _found(kind: str, system: str, drawn: list[Sentence], *, errors: bool) -> None:
    """Print how many names a system finds in sentences that have none; which they are, for `errors`."""
    found = [(one, span) for one in drawn for span in sorted(counted(one, SYSTEMS[system](one.text)))]
    print(f"{kind:9} {system:9} {len(found)} names in {len(drawn)} sentences without any")
    for one, (start, end, name) in found if errors else ():
        before, after = one.text[max(0, start - 10) : start], one.text[end : end + 10]
        print(f"  {name} {before}[{one.text[start:end]}]{after}")


if __name__ == "__main__":
    main()
