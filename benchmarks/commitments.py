"""Headings, targets and duties against excerpts of official documents labelled by reading.

    python -m benchmarks.commitments [--shared ../shared] [--errors]
    python -m benchmarks.commitments --marks [--errors]

Data: targets/targets.dev (its README has the conventions). A target is found where its number lies
inside a span that is given, a duty where a body is the same and the actions overlap, a heading where
it begins. What the labels call optional counts neither as missed nor as wrong. Number, bound, year
and change are shares of the targets found; the year where the text itself names the period. With --marks:
sentences of `marks/commitments.txt`, each read alone, where a duty is right if its bodies are the same.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.common import parser_of, records
from policytext.commitments.duties import duties
from policytext.commitments.model import Duty, Target
from policytext.commitments.targets import targets
from policytext.structure.outline import outline

MARKS = Path(__file__).parent / "marks" / "commitments.txt"


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--errors", action="store_true", help="print what was missed and what is wrong")
    parser.add_argument("--marks", action="store_true", help="sentences marked for policytext instead")
    options = parser.parse_args()
    if options.marks:
        of_marks(options.errors)
        return
    counts: Counter[str] = Counter()
    for gold in records(options.shared / "data" / "targets" / "targets.dev.jsonl"):
        for what, missed, wrong in (
            ("headings", *of_headings(gold, counts)),
            ("targets", *of_targets(gold, counts)),
            ("duties", *of_duties(gold, counts)),
        ):
            for text in missed if options.errors else ():
                print(f"{gold['id']} {what} missed: {text}")
            for text in wrong if options.errors else ():
                print(f"{gold['id']} {what} wrong: {text}")
    report(counts, "headings", "targets", "duties")
    for fact in ("number", "bound", "change", "year"):
        right, known = counts[fact], counts[f"{fact} known"]
        print(f"  {fact:<8}{right:>4} of {known} ({right / known:.3f})")


def report(counts: Counter[str], *kinds: str) -> None:
    for what in kinds:
        found, wanted, right, given = (counts[f"{what} {n}"] for n in ("found", "wanted", "right", "given"))
        print(f"{what:<10}{found:>4} of {wanted} found ({found / wanted:.3f})", end=", ")
        print(f"{right} of {given} right ({right / given:.3f})")


_ABOVE = "二、主要任务\n"


def of_marks(errors: bool) -> None:
    counts: Counter[str] = Counter()
    for line in MARKS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        sentence, _, named = line.partition("=>")
        wanted, text = _numbers(sentence.rstrip())
        text = _ABOVE + text  # a sentence of a plan
        wanted = [(start + len(_ABOVE), end + len(_ABOVE)) for start, end in wanted]
        found = targets(text, "2026-01-15", outline(text))
        missed = [text[slice(*at)] for at in wanted if not any(t.start <= at[0] < t.end for t in found)]
        wrong = [t.text for t in found if not any(t.start <= at[0] < t.end for at in wanted)]
        _count(counts, "targets", len(wanted), len(missed), len(found), len(found) - len(wrong))
        charged = {name.text for duty in duties(text) for name, _ in duty.bodies}
        bodies = {*filter(None, named.strip().split("、"))}
        _count(counts, "duties", len(bodies), len(bodies - charged), len(charged), len(charged & bodies))
        if errors and (missed or wrong or bodies != charged):
            print(text, *(f"  - {part}" for part in [*missed, *(bodies - charged)]), sep="\n")
            print(*(f"  + {part}\n" for part in [*wrong, *(charged - bodies)]), sep="", end="")
    report(counts, "targets", "duties")


def _numbers(marked: str) -> tuple[list[tuple[int, int]], str]:
    """Where the numbers in braces stand, and the text without the braces."""
    found, text = list[tuple[int, int]](), ""
    for index, part in enumerate(re.split("[{}]", marked)):
        if index % 2:
            found.append((len(text), len(text) + len(part)))
        text += part
    return found, text


def of_headings(gold: dict[str, Any], counts: Counter[str]) -> tuple[list[str], list[str]]:
    title = next((h["text"] for h in gold["headings"] if h["level"] == "doc_title"), "")
    starts = {heading.start for heading in outline(gold["text"], title)}
    labelled = {heading["start"] for heading in gold["headings"]}
    wanted = [heading for heading in gold["headings"] if not heading.get("optional")]
    missed = [heading["text"] for heading in wanted if heading["start"] not in starts]
    _count(counts, "headings", len(wanted), len(missed), len(starts), len(starts & labelled))
    return missed, [gold["text"][at : at + 20] for at in sorted(starts - labelled)]


def of_targets(gold: dict[str, Any], counts: Counter[str]) -> tuple[list[str], list[str]]:
    text = gold["text"]
    found = targets(text, gold["doc_date"], outline(text))

    def match(label: dict[str, Any]) -> Target | None:
        return next((t for t in found if t.start <= label["num_start"] and label["num_end"] <= t.end), None)

    wanted = [label for label in gold["targets"] if not label.get("optional")]
    missed = [label["surface"] for label in wanted if match(label) is None]
    wrong = [t.text for t in found if not any(match(label) is t for label in gold["targets"])]
    _count(counts, "targets", len(wanted), len(missed), len(found), len(found) - len(wrong))
    for label in gold["targets"]:
        if (target := match(label)) is not None:
            low = label["number"] if label["low"] is None else label["low"]
            counts["number"] += float(target.number.split("/")[0]) == low
            counts["bound"] += target.bound == label["bound"]
            counts["change"] += target.change == label["change"]
            counts.update(("number known", "bound known", "change known"))
            if not gold["context_before"]:
                counts["year"] += target.year[-4:] == label["year"][-4:]
                counts["year known"] += 1
    return missed, wrong


def of_duties(gold: dict[str, Any], counts: Counter[str]) -> tuple[list[str], list[str]]:
    found = duties(gold["text"])

    def same(label: dict[str, Any], duty: Duty) -> bool:
        bodies = {body["surface"] for body in label["bodies"]} & {name.text for name, _ in duty.bodies}
        return bool(bodies) and duty.start < label["action"]["end"] and label["action"]["start"] < duty.end

    wanted = [label for label in gold["duties"] if not label.get("optional")]
    missed = [label["action"]["surface"][:30] for label in wanted if not any(same(label, d) for d in found)]
    wrong = [d for d in found if not any(same(label, d) for label in gold["duties"])]
    _count(counts, "duties", len(wanted), len(missed), len(found), len(found) - len(wrong))
    return missed, [gold["text"][duty.start : duty.end][:30] for duty in wrong]


def _count(counts: Counter[str], what: str, wanted: int, missed: int, given: int, right: int) -> None:
    numbers = {"wanted": wanted, "found": wanted - missed, "given": given, "right": right}
    counts.update({f"{what} {name}": number for name, number in numbers.items()})


if __name__ == "__main__":
    main()
