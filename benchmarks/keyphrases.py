"""Keyphrases of policy documents against readers' marks and titles, beside jieba's TF-IDF.

    python -m benchmarks.keyphrases [--shared ../shared] [--errors]

Marks: keywords/policy_keyphrases.dev (the rules were written while reading these fifteen), and
marks/keyphrases.jsonl beside this file, seven excerpts drawn at random: what a reader would name was
marked before any output on them was seen, what is bad among the first ten of several rankings. Only
the phrases and the places of the texts are kept here. must: share of the phrases any reader would
name that are among the first ten; useful: share of the first ten that are must or good; bad: share
that a reader struck out.

Titles: documents of metadata/govcn.dev without their titles. words: share of the first ten that
stand in the title, which jieba's two-character words do easily (国务院, 工作, 建设); phrases: share
that stand there and have four characters or more; covered: share of the title's characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jieba.analyse

from benchmarks.common import parser_of, records
from policytext.analysis import keywords

TOP = 10
PHRASE = 4  # characters
Extract = Callable[[str], list[str]]


def ours(text: str) -> list[str]:
    return [found.keyword for found in keywords(text, TOP)]


def theirs(text: str) -> list[str]:
    return list(jieba.analyse.extract_tags(text, TOP))


@cache
def texts(path: Path, sheet: str = "") -> dict[str, str]:
    """The texts of a file by id or title, or by the row of a sheet."""
    if sheet:
        from python_calamine import CalamineWorkbook

        table = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
        return {str(number): str(row[-1]) for number, row in enumerate(table, 1)}
    return {
        record.get("id") or record["title"]: record.get("text") or record.get("content", "")
        for record in records(path)
    }


def excerpt(mark: dict[str, Any], data: Path) -> str:
    """The text that was marked."""
    found = texts(data / mark["file"], mark.get("sheet", ""))
    return found[str(mark.get("row", mark.get("id")))][mark["start"] : mark["end"]]


def against_marks(cases: Iterable[tuple[str, dict[str, Any]]], extract: Extract, errors: bool) -> str:
    shares = []
    for text, mark in cases:
        found = extract(text)
        must, good, bad = (set(mark[kind]) for kind in ("must", "good", "bad"))
        judged = must | good | bad
        shares.append(
            (
                len(must & set(found)) / len(must),
                sum(phrase in must | good for phrase in found) / TOP,
                sum(phrase in bad for phrase in found) / TOP,
                sum(phrase not in judged for phrase in found) / TOP,
            )
        )
        if errors:
            print("  missed:", *(must - set(found)), "| bad:", *(p for p in found if p in bad))
    means = (sum(column) / len(shares) for column in zip(*shares, strict=True))
    return "must {:.3f}  useful {:.3f}  bad {:.3f}  unjudged {:.3f}".format(*means)


def untitled(record: dict[str, Any]) -> tuple[str, str]:
    """Title without blanks, and text without the lines that make the title up."""
    title = re.sub(r"\s", "", record["title"])
    lines = record["text"].split("\n")
    kept = [line for line in lines if not (shown := re.sub(r"\s", "", line)) or shown not in title]
    return title, "\n".join(kept).replace(title, "")


def against_titles(cases: Sequence[tuple[str, str]], extract: Extract) -> str:
    words = phrases = covered = 0.0
    for title, text in cases:
        inside = [phrase for phrase in extract(text) if phrase in title]
        places = {
            place
            for phrase in inside
            for match in re.finditer(re.escape(phrase), title)
            for place in range(*match.span())
        }
        words += len(inside) / TOP
        phrases += sum(len(phrase) >= PHRASE for phrase in inside) / TOP
        covered += len(places) / len(title)
    shares = (share / len(cases) for share in (words, phrases, covered))
    return "words {:.3f}  phrases {:.3f}  covered {:.3f}".format(*shares)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--errors", action="store_true", help="print what was missed and what is bad")
    options = parser.parse_args()
    data = options.shared / "data"
    dev = [(mark["text"], mark) for mark in records(data / "keywords" / "policy_keyphrases.dev.jsonl")]
    own = Path(__file__).parent / "marks" / "keyphrases.jsonl"
    fresh = [(excerpt(mark, data), mark) for mark in records(own)]
    titled = [untitled(record) for record in records(data / "metadata" / "govcn.dev.jsonl")]
    for name, extract in (("policytext", ours), ("jieba TF-IDF", theirs)):
        print(f"{name:<14}dev    {against_marks(dev, extract, options.errors and extract is ours)}")
        print(f"{name:<14}fresh  {against_marks(fresh, extract, options.errors and extract is ours)}")
        print(f"{name:<14}titles {against_titles(titled, extract)}")


if __name__ == "__main__":
    main()
