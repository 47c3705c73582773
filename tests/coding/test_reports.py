"""Hits, counts and agreement as a user of `policytext code` sees them."""

from __future__ import annotations

import csv
import io
from functools import partial
from pathlib import Path

import pytest
from commandline import Shell

from policytext.coding.dictionary import Hit, code, dictionary
from policytext.coding.reports import Counts, Unit, agreement_rows, units_of

BY = dictionary({"资金": ["专项资金", "补助"], "人才": ["引进人才"]})


def test_counts_are_of_sentences() -> None:
    counts = Counts()
    counts.add("2024", code("设立专项资金，给予补助。引进人才，给予补助。", BY))
    counts.add("2024", code("给予补助。", BY))
    counts.add("2025", code("略。", BY))
    assert [
        (r["group"], r["category"], r["sentences"], r["share"], r["documents"]) for r in counts.rows()
    ] == [("2024", "资金", 3, 1.0, 2), ("2024", "人才", 1, 0.3333, 1)]


def test_agreement_of_all_and_of_each() -> None:
    units = [
        Unit("设立专项资金。", ("资金",)),
        Unit("引进人才。", ("人才",)),
        Unit("补助农户。", ()),
        Unit("略。", ()),
    ]
    rows = {row["category"]: row for row in agreement_rows(units, partial(code, by=BY))}
    assert (rows["all"]["both"], rows["all"]["by_hand"]) == (3, 4)
    assert (rows["资金"]["by_hand"], rows["资金"]["by_dictionary"], rows["资金"]["both"]) == (1, 2, 1)
    assert rows["人才"]["kappa"] == 1.0


def test_units_without_a_code_or_a_text() -> None:
    assert units_of([{"text": "略。", "code": "none"}]) == [Unit("略。", ())]
    with pytest.raises(KeyError, match="codes or code or category"):
        units_of([{"text": "略。"}])


def coded(shell: Shell, options: str = "") -> list[dict[str, str]]:
    done = shell(f"policytext code a.jsonl --as-is {options}")
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def test_the_command(shell: Shell, folder: Path) -> None:
    (folder / "own.yaml").write_text("钱:\n  补: [补助, 奖励]\n", encoding="utf-8")
    (folder / "a.jsonl").write_text('{"text": "给予补助。不予奖励。", "year": 2024}\n', encoding="utf-8")
    (folder / "hand.csv").write_text("sentence,category\n给予补助。,钱/补\n略。,\n", encoding="utf-8")
    rows = coded(shell, "--dictionary own.yaml")
    assert [(row["category"], row["term"], row["sentence"]) for row in rows] == [
        ("钱/补", "补助", "给予补助。"),
        ("钱/补", "奖励", "不予奖励。"),
    ]
    counted = shell("policytext code a.jsonl --as-is --dictionary own.yaml --by year").stdout.decode()
    assert "2024,钱/补,2,1.0,1" in counted
    agreed = shell("policytext code a.jsonl --dictionary own.yaml --against hand.csv").stdout.decode()
    assert agreed.splitlines()[1].startswith("all,2,2,2,1.0")
    failed = shell("policytext code a.jsonl --dictionary none.yaml")
    assert (failed.returncode, failed.stderr.decode().count("\n")) == (2, 1)


def test_the_shipped_dictionary_says_by_what_it_coded(shell: Shell, folder: Path) -> None:
    text = "加强知识产权保护和运用。五年来，城乡面貌焕然一新。县财政给每个合作社补三万元。"
    (folder / "a.jsonl").write_text(f'{{"text": "{text}"}}\n', encoding="utf-8")
    rows = coded(shell)
    assert [(row["category"], row["found_by"], bool(row["term"])) for row in rows] == [
        ("环境型/知识产权", "term", True),
        ("供给型/资金投入", "model", False),
    ]
    assert all(0 < float(row["confidence"]) <= 1 for row in rows)
    alone = coded(shell, "--terms-only")
    assert {(row["found_by"], row["confidence"]) for row in alone} == {("term", "")}
    (folder / "own.yaml").write_text("钱: [补助]\n", encoding="utf-8")
    refused = shell("policytext code a.jsonl --terms-only --dictionary own.yaml")
    assert (refused.returncode, "has no model" in refused.stderr.decode()) == (2, True)


def test_codes_of_the_hand_may_be_short_and_unknown_ones_are_said(shell: Shell, folder: Path) -> None:
    (folder / "own.yaml").write_text("钱:\n  补: [补助]\n人: [人才]\n", encoding="utf-8")
    (folder / "a.jsonl").write_text('{"text": "略。"}\n', encoding="utf-8")
    (folder / "hand.csv").write_text("sentence,category\n给予补助。,补\n引进人才。,才\n", encoding="utf-8")
    done = shell("policytext code a.jsonl --dictionary own.yaml --against hand.csv")
    assert "才 is no category of the dictionary (1 sentences)" in done.stderr.decode()
    assert "钱/补,1,1,1,1.0,1.0" in done.stdout.decode()


def test_what_is_unsure_is_counted_apart() -> None:
    counts = Counts()
    counts.add("", [Hit(0, 5, "", (0, 5), "unsure", 0.3), Hit(5, 7, "资金", (5, 9), "term", 0.8)])
    assert [(row["category"], row["sentences"], row["share"]) for row in counts.rows()] == [
        ("资金", 1, 1.0),
        ("unsure", 1, None),
    ]
