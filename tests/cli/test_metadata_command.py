"""policytext metadata: facts, their evidence, citations, and days as of when a page was fetched."""

from __future__ import annotations

import json
from pathlib import Path

from commandline import Shell

NOTICE = (
    "青江市水利局关于节水的通知\n青水发〔2024〕3号\n各县水利局：\n"
    "根据《青江市节水条例》，现通知如下。\n青江市水利局\n2024年3月5日\n"
)
LAW = "青江市节水条例\n（2020年1月2日青江市人民代表大会常务委员会通过）\n第一条 为了节水，制定本条例。\n"
REPORT = "2月29日，某市水利局召开节水工作会议。会议强调，要坚持节水优先，全面推进节水型社会建设。\n"


def rows(shell: Shell, line: str) -> list[dict[str, str]]:
    done = shell(f"{line} --format jsonl --quiet")
    assert done.returncode == 0
    return [json.loads(row) for row in done.stdout.decode().splitlines()]


def test_evidence_is_a_row_for_each_fact(shell: Shell, folder: Path) -> None:
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (row,) = rows(shell, "policytext metadata notice.txt")
    assert (row["doc_number"], row["date_written"]) == ("青水发〔2024〕3号", "2024-03-05")
    assert "evidence" not in row
    facts = rows(shell, "policytext metadata notice.txt --evidence")
    assert {fact["fact"]: fact["evidence"] for fact in facts}["date_written"] == "signature"


def test_a_table_for_the_eyes_fits_eighty_columns(shell: Shell, folder: Path) -> None:
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    drawn = shell("policytext metadata notice.txt --format table").stdout.decode()
    assert max(len(line) for line in drawn.splitlines()) <= 80


def test_a_day_as_of_when_the_page_was_fetched(shell: Shell, folder: Path) -> None:
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (alone,) = rows(shell, "policytext metadata report.txt")
    assert alone.get("date_written") is None
    (dated,) = rows(shell, "policytext metadata report.txt --as-of 2025-09-20")
    assert dated["date_written"] == "2024-02-29"
    done = shell("policytext metadata report.txt --as-of 2025-02-30")
    assert done.returncode == 2
    assert "--as-of" in done.stderr.decode()


def test_citations_name_the_cited_document_of_the_corpus(shell: Shell, folder: Path) -> None:
    (folder / "corpus").mkdir()
    (folder / "corpus" / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "corpus" / "law.txt").write_text(LAW, encoding="utf-8")
    (edge,) = rows(shell, "policytext metadata corpus --citations")
    assert (edge["doc_id"], edge["relation"], edge["cited_id"]) == ("notice.txt", "依据", "law.txt")
    assert shell("policytext metadata corpus --citations -o edges.graphml").returncode == 0
    graph = (folder / "edges.graphml").read_text(encoding="utf-8")
    assert '<edge source="notice.txt" target="law.txt"' in graph
