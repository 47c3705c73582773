"""Results that workers add up are those that come one by one, whatever goes wrong."""

from __future__ import annotations

import json
import os
import signal
from functools import partial
from pathlib import Path

from commandline import Shell

from policytext.batch.folding import Folding
from policytext.batch.local import outcomes
from policytext.cli.progress import Report
from policytext.corpus.tally import Tally, summed
from policytext.corpus.terms import TermCounts, count_terms
from policytext.document import Document, Problem
from policytext.io.readers.origin import Note

TERMS = ("低空经济", "经济", "a.c")


def counted(parent: int, document: Document) -> Tally:
    if document.text == "crash" and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    if document.text == "raise":
        raise ValueError("no")
    return count_terms(document, TERMS, "year")


def corpus() -> list[Document | Problem]:
    texts = ["低空经济和经济", "", "a.c abc", "raise", "经济" * 50, "crash", "旅游"] * 6
    found: list[Document | Problem] = [
        Document(str(n), text, meta={"year": f"{2020 + n % 3}"}) for n, text in enumerate(texts)
    ]
    return [*found, Problem("x.txt", "is empty")]


def test_folded_results_are_those_of_each() -> None:
    work = Folding(partial(counted, os.getpid()), fold=summed)
    sound = [item for item in corpus() if isinstance(item, Problem) or item.text != "crash"]
    crashing = Document("crash", "crash", meta={"year": "2020"})
    reports = [Report(silent=True), Report(silent=True)]
    found = [
        TermCounts(TERMS, list(report.follow(outcomes(work, items, jobs))), "year")
        for report, items, jobs in zip(reports, (sound, [*sound, crashing]), (1, 2), strict=True)
    ]
    assert list(found[0].rows()) == list(found[1].rows())
    here, apart = (report.stats for report in reports)
    assert {**here.totals, "problems": here.totals["problems"] + 1} == apart.totals
    assert reports[1].problems == reports[0].problems + 1


def test_messages_come_along_in_their_order() -> None:
    work = Folding(partial(count_terms, terms=TERMS), fold=summed)
    note, torn = Note("a.jsonl", "NaN is now null"), Problem("a.jsonl", "not JSON", 2)
    *messages, (_, sums) = work.together([[note, work(Document("a", "经济"))], [torn], [note]])
    assert messages == [note, torn, note]
    assert sums.totals["documents"] == 1


def test_several_files_with_two_jobs(shell: Shell, folder: Path) -> None:
    records = [{"id": n % 7, "text": f"发展低空经济{n}", "year": 2020 + n % 4} for n in range(60)]
    for name in "abc":
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        (folder / f"{name}.jsonl").write_text("\n".join([*lines[:9], "", "torn", *lines[9:]]), "utf-8")
    said = []
    for jobs in (1, 2):
        shown = shell(f"policytext terms [abc].jsonl --term 经济 --by year --jobs {jobs} -o {jobs}.csv")
        said.append(shown.stderr.decode().partition("policytext: 180 documents")[0])
    assert said[0] == said[1]
    assert said[0].count("line 11: not JSON") == 3
    assert (folder / "1.csv").read_bytes() == (folder / "2.csv").read_bytes()
    assert (folder / "1.csv").read_text("utf-8-sig").splitlines()[1].split(",")[2:4] == ["45", "45"]


def test_ids_that_repeat_are_said(shell: Shell, folder: Path) -> None:
    (folder / "in.jsonl").write_text(
        "".join(f'{{"id": "{name}", "text": "发展低空经济"}}\n' for name in ("a", "b", "a", "a")), "utf-8"
    )
    said = "2 documents have the id of an earlier one: it does not tell them apart"
    for jobs in (1, 2):
        assert said in shell(f"policytext kwic in.jsonl --term 经济 --jobs {jobs}").stderr.decode()
    assert said not in shell("policytext terms in.jsonl --term 经济").stderr.decode()
