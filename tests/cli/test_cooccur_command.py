"""What `cooccur` says of a corpus too large for its keyphrases to be asked of every document."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from policytext.cli.app import app


def test_keyphrases_by_a_part_and_pairs_by_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.csv"
    text = "低空经济和海洋牧场。商业航天和海洋牧场。"
    path.write_text("\n".join(json.dumps({"text": text}) for _ in range(6)), encoding="utf-8")
    pairs = {}
    for most in (6, 3):
        monkeypatch.setattr("policytext.corpus.phrases.SAMPLE", most)
        done = CliRunner().invoke(app, ["cooccur", str(path), "--as-is", "-o", str(out)])
        assert done.exit_code == 0
        assert ("chosen by 3 documents, evenly; they are counted in all 6" in done.stderr) == (most == 3)
        with out.open(encoding="utf-8") as file:
            pairs[most] = [(row["term"], row["other"], row["count"]) for row in csv.DictReader(file)]
    assert pairs[6] == pairs[3]
    assert pairs[3][0][2] == "6"
