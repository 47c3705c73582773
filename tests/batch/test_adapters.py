"""The adapters with the real libraries: `pip install datatrove datasets`; skipped where they are not."""

from __future__ import annotations

import gzip
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from policytext import Settings, clean, restore
from policytext.document import Document
from policytext.io.records import from_record

SPUN = "推進(jìn)產(chǎn)業(yè)發(fā)展,，加快規(guī)模應(yīng)用。"
TEXTS = [
    SPUN,
    "各区要抓好春季森林防火，压实责任。",
    "首页 > 要闻\n海州召开会议\n3月5日，会议召开。\n打印本页\n",
] * 4


def records(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "in.jsonl"
    lines = [
        json.dumps({"id": str(n), "text": text, "部门": "某局"}, ensure_ascii=False)
        for n, text in enumerate(TEXTS)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_step_of_datatrove(tmp_path: Path) -> None:
    pytest.importorskip("datatrove")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from policytext.batch.datatrove import TextStep

    source = records(tmp_path / "in")
    steps: list[Any] = [
        JsonlReader(str(source.parent)),
        TextStep("clean"),
        JsonlWriter(str(tmp_path / "out")),
    ]
    stats = LocalPipelineExecutor(steps, tasks=1, logging_dir=str(tmp_path / "log")).run()
    (written,) = (tmp_path / "out").glob("*.jsonl.gz")
    found = [json.loads(line) for line in gzip.decompress(written.read_bytes()).decode().splitlines()]
    assert [one["text"] for one in found] == [clean(text).text for text in TEXTS]
    assert found[0]["metadata"]["verdict"] == "repaired"
    assert found[0]["metadata"]["部门"] == "某局"
    edits = {"edits": found[0]["metadata"]["edits"], "verdict": "repaired", "text": found[0]["text"]}
    assert restore(from_record(edits, "0", "")).text == SPUN
    counted = {step["name"]: step["stats"] for step in json.loads(stats.to_json())}
    assert counted["🧹 - TEXT: policytext clean"]["verdict_repaired"] == 4
    assert counted["🧹 - TEXT: policytext clean"]["removed_glosses"]["total"] > 40


def test_what_cannot_be_done_is_dropped_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datatrove")
    from datatrove.data import Document as Page

    from policytext.batch.datatrove import TextStep

    def fails(document: Document, settings: Settings) -> Document:  # noqa: ARG001
        raise ValueError("no good")

    monkeypatch.setattr("policytext.pipeline.STEPS", {"repair": fails})
    step = TextStep("repair")
    assert list(step.run([Page(text="正文", id="1")])) == []
    assert step.stats.stats["dropped_ValueError: no good"].total == 1


def test_statistics_are_in_the_form_of_datatrove(tmp_path: Path) -> None:
    stats = pytest.importorskip("datatrove.utils.stats")
    from policytext.batch.stats import Stats
    from policytext.batch.work import Work, unchanged

    counted = Stats()
    work = Work(unchanged, ("repair", "normalize", "strip"))
    for text in TEXTS:
        counted.add(work(Document("a", text))[1])
    counted.write(tmp_path / "stats.json")
    read = stats.PipelineStats.from_json(json.loads((tmp_path / "stats.json").read_text("utf-8")))
    assert [step.name for step in read.stats] == [
        f"policytext {name}" for name in ("reader", "repair", "normalize", "strip", "writer")
    ]
    assert read.total_time > 0
    assert "glosses" in repr(read)


def test_columns_of_datasets_may_have_other_names() -> None:
    from policytext.batch.datasets import cleaned

    made = cleaned({"正文": [SPUN], "标题": ["通(tōng)知(zhī)"]}, text="正文", title="标题")
    assert made["正文"] == [clean(SPUN).text]
    assert (made["标题"], made["problem"], "text" in made) == (["通知"], [""], False)


def test_a_function_for_datasets(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    from policytext.batch.datasets import cleaned

    source = records(tmp_path / "in")
    pages = datasets.load_dataset(
        "json", data_files=str(source), split="train", cache_dir=str(tmp_path / "cache")
    )
    done = pages.map(cleaned, batched=True, batch_size=5, num_proc=2)
    assert done["text"][:] == [clean(text).text for text in TEXTS]
    assert done["verdict"][:3] == ["repaired", "clean", "clean"]
    assert set(done["部门"]) == {"某局"}
    edits = {"edits": json.loads(done[0]["edits"]), "verdict": "repaired", "text": done[0]["text"]}
    assert restore(from_record(edits, "0", "")).text == SPUN
    taiwan = pages.map(partial(cleaned, step="normalize", settings=Settings(to="taiwan")), batched=True)
    assert taiwan[1]["text"] == "各區要抓好春季森林防火，壓實責任。"
