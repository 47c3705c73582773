"""What comes out wrong without a word: every family of damage, pairs of them, and what happens afterwards.

    python -m benchmarks.silent --shared ../shared --count 2000

A text that is left damaged and marked is acceptable; one that is wrong and called `repaired` or `clean` is
not. Short texts (a sentence to a paragraph or two) of documents held back from all training are damaged by
one family of `damage/`, or by two, and then by one of `texts/afterwards.py`. Exact: the
text came back, but for script, width, quotes and blanks, which what came afterwards changed. Doubted: it
came back, and the verdict is `partial`. Marked: it did not, and the verdict is `partial` or
`unreadable`. Silent: it did not, and nothing says so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.common import parser_of, records
from benchmarks.texts.afterwards import AFTERWARDS, alike
from damage import FAMILIES
from data.build.corpus import LAWS, NOTICES, REPORTS, held_back, policy_texts
from policytext.document import Verdict
from policytext.repairs import repair

OTHERS = ("metadata/pbc.dev.jsonl", "corpora/government_work_reports.jsonl")
FEWEST, MOST = 30, 400  # characters of a text


class Try(NamedTuple):
    """One text, what was done to it, and what became of it: "exact", "doubted", "marked" or "silent"."""

    number: int
    families: tuple[str, ...]
    afterwards: str
    answer: str
    damaged: str
    got: str
    outcome: str


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--count", type=int, default=2000, help="texts to damage")
    parser.add_argument("--first", type=int, default=0, help="number of the first: go on where a run ended")
    parser.add_argument("--families", default="", help="regular expression of the first family's names")
    parser.add_argument("--afterwards", default="", help="regular expression of what happens afterwards")
    parser.add_argument(
        "--second", type=float, default=0.25, help="share of texts that two families damage"
    )
    parser.add_argument("--show", type=int, default=0, help="how many of the silent ones to print")
    options = parser.parse_args()
    texts = sentences(options.shared)
    done = [
        tried
        for number in range(options.first, options.first + options.count)
        if (tried := one(texts, number, options.families, options.afterwards, options.second))
    ]
    report("family", done, lambda tried: tried.families[0] if len(tried.families) == 1 else "two families")
    report("afterwards", done, lambda tried: tried.afterwards)
    report("", done, lambda _: "all")
    for tried in [tried for tried in done if tried.outcome == "silent"][: options.show]:
        show(tried)


def sentences(shared: Path) -> list[str]:
    """Documents that nothing was trained on."""
    found = [
        text
        for name in (LAWS, REPORTS, NOTICES)
        for document, text in policy_texts(shared, name)
        if held_back(document)
    ]
    for name in OTHERS:
        for record in records(shared / "data" / name):
            text = record.get("text") or record["content"]
            if repair(text[:3000]).text == text[:3000]:
                found.append(text)
    return [text for text in found if len(text) > 2 * MOST]


def one(texts: list[str], number: int, families: str, afterwards: str, second: float) -> Try | None:
    """The text of a number, damaged and repaired; None where nothing happened to it."""
    random = Random(number)
    document = random.choice(texts)
    at = random.randrange(len(document) - MOST)
    at = max(document.rfind(mark, 0, at) for mark in "。\n") + 1
    text = document[at : at + random.randint(FEWEST, MOST)].strip()
    chosen = [random.choice([name for name in FAMILIES if re.search(families, name)])]
    if random.random() < second:
        chosen.append(random.choice(list(FAMILIES)))
    after = random.choice([name for name in AFTERWARDS if re.search(afterwards, name)])
    damaged = answer = text
    for name in chosen:
        before, damaged = damaged, FAMILIES[name].damage(damaged, random)
        answer = answer if damaged == before else FAMILIES[name].answer(answer)
    damaged = AFTERWARDS[after](damaged, answer, random)
    if alike(damaged) == alike(answer):
        return None
    repaired = repair(damaged)
    outcome = "silent"
    if is_right(repaired.text, answer, after):
        outcome = "exact" if repaired.verdict in (Verdict.CLEAN, Verdict.REPAIRED) else "doubted"
    elif repaired.verdict in (Verdict.PARTIAL, Verdict.UNREADABLE):
        outcome = "marked"
    return Try(number, tuple(chosen), after, answer, damaged, repaired.text, outcome)


def is_right(got: str, answer: str, after: str) -> bool:
    got, answer = alike(got), alike(answer)
    if after in ("cut", "begun"):  # whatever else is left of the answer
        return got in answer
    return got == answer


def report(title: str, done: list[Try], names: Callable[[Try], str]) -> None:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for tried in done:
        groups[names(tried)][tried.outcome] += 1
    print(f"\n{title:32}{'texts':>7}{'exact':>8}{'doubted':>9}{'marked':>8}{'silent':>8}")
    for name in sorted(groups):
        count = groups[name]
        total = sum(count.values())
        shares = [count[outcome] / total for outcome in ("exact", "doubted", "marked", "silent")]
        print(f"{name:32}{total:7}{shares[0]:8.1%}{shares[1]:9.1%}{shares[2]:8.1%}{shares[3]:8.1%}")


def show(tried: Try) -> None:
    from difflib import SequenceMatcher

    got, answer = alike(tried.got), alike(tried.answer)
    print(f"\n{tried.number} {'+'.join(tried.families)} then {tried.afterwards}")
    print("  damaged:", repr(tried.damaged[:300]))
    codes = SequenceMatcher(None, answer, got, autojunk=False).get_opcodes()
    for tag, a, b, c, d in [code for code in codes if code[0] != "equal"][:6]:
        print(f"  {tag}: {answer[max(0, a - 8) : a]}[{answer[a:b]}]{answer[b : b + 5]} -> [{got[c:d]}]")


if __name__ == "__main__":
    main()
