"""What is told of the documents comes in their order, whoever is done first, on however many processes."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from commandline import Shell

from policytext.batch.folding import Folding
from policytext.batch.local import outcomes
from policytext.batch.work import Work
from policytext.cli.progress import Report
from policytext.document import Document
from policytext.io.pieces import Plan, items, scan
from policytext.io.read import read_parts
from policytext.io.readers.find import Source, find
from policytext.settings import Settings


@pytest.fixture
def odd(folder: Path) -> Path:
    """Files of records and pages of which there is something to say: of most records, or behind them."""
    made = folder / "odd"
    made.mkdir()
    notice = "关于促进低空经济发展的通知。各区要抓好落实，加快培育新质生产力。"
    records = [json.dumps({"正文": f"{notice}第{n}号"}, ensure_ascii=False) for n in range(40)]
    records[3:3] = ['{"正文": "慢慢来", "n": NaN}', "torn", '{"title": "nothing", "m": 1e400}']
    (made / "a.jsonl").write_text("\n".join(records), "utf-8")
    rows = ["政策标题,政策内容,发布时间", *(f"通知{n},{notice},2024-01-0{n}" for n in (1, 2, 3))]
    rows[2:2] = ["空的,,2024", rows[0]]
    (made / "b.csv").write_text("\n".join(rows), "utf-8")
    (made / "c.txt").touch()
    (made / "d.txt").write_text("\n".join(f"序号{n}\t通知\t{notice}" for n in range(9)), "utf-8")
    (made / "e.jsonl").write_text('{"content": "慢慢来"}\n', "utf-8")
    return made


class Heard(Report):
    """A report that keeps what it says."""

    def say(self, message: str, always: bool = False) -> None:  # noqa: ARG002
        self.conclusions.append(message)


def slowly(document: Document) -> int:
    """Who is at the documents at the beginning is done last."""
    time.sleep(0.1 if document.text == "慢慢来" else 0)
    return len(document.text)


@pytest.mark.parametrize("work", [Work(slowly), Folding(slowly, fold=sum)])
def test_whoever_is_done_first(odd: Path, work: Work[int]) -> None:
    said = []
    for jobs in (1, 2):
        heard = Heard()
        inputs = read_parts([str(odd)], apart=jobs == 2, named=False)
        assert sum(heard.follow(outcomes(work, inputs, jobs))) > 40
        said.append(heard.conclusions)
    assert said[0] == said[1]
    assert [line.rpartition("/")[2][:5] for line in said[0]] == sorted(
        line.rpartition("/")[2][:5] for line in said[0]
    )
    assert len(said[0]) > 6


def test_in_pieces(odd: Path) -> None:
    said = []
    plan = Plan(7, several=True)
    units = []
    for source in find([str(odd)]):
        units += plan.add(source, scan(source, Settings()) if isinstance(source, Source) else None)
    for parts in ([read_parts([str(odd)])], [items(unit, Settings()) for unit in [*units, *plan.rest()]]):
        heard = Heard()
        for part in parts:
            list(heard.follow(outcomes(Work(slowly), part)))
        said.append((heard.conclusions, heard.stats.items, heard.done))
    assert said[0] == said[1]


def test_a_note_is_no_item(odd: Path) -> None:
    heard = Heard()
    taken = list(heard.follow(outcomes(Work(slowly), read_parts([str(odd / "b.csv")]))))
    assert (len(taken), heard.stats.items) == (3, 4)
    assert heard.conclusions


@pytest.mark.parametrize(
    "command", ["clean", "entities", "keywords --corpus", "terms --term 经济", "dedupe", "strip --corpus"]
)
def test_commands(shell: Shell, odd: Path, command: str) -> None:
    assert odd
    said = [
        shell(f"policytext {command} odd -o {jobs}.{'csv' if ' ' in command else 'jsonl'} --jobs {jobs}")
        .stderr.decode()
        .replace(f"{jobs}.", "N.")
        .splitlines()
        for jobs in (1, 2)
    ]
    told = [[line for line in lines if "odd/" in line] for lines in said]
    assert told[0] == told[1]
    assert len(told[0]) == len(set(told[0])) > 6
