"""What is seen on a terminal while a run goes on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from policytext.batch.stats import Stats
from policytext.batch.work import Measures
from policytext.cli import meter
from policytext.cli.meter import Meter
from policytext.cli.progress import Report


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_how_long_it_takes_yet_is_seen_while_it_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(meter, "TICK", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    source = tmp_path / "a.txt"
    source.write_bytes(b"x" * 1000)
    shown, stats = Meter(shown=True), Stats()
    shown._measure([str(source)])
    for done in (100, 500):
        shown.count(done - shown.read)
        stats.totals["documents"] = done
        shown.show(stats)
        assert f"{done} documents" in terminal.getvalue()
    assert "left" in terminal.getvalue()
    shown.end()
    assert not shown._bar


def test_a_second_pass_counts_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(meter, "TICK", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    second = Report(quiet=True, meter=Meter(shown=True, label="once more", documents=4))
    found = ([(word, Measures(1, 1, "", "", {}, {}))] for word in "甲乙丙丁")
    for number, _ in enumerate(second.follow(found, named=False), 1):
        assert f"once more: {number} document" in terminal.getvalue()
    second.meter.end()
    assert "documents/s" in terminal.getvalue() and "left" in terminal.getvalue()
    assert not second.meter._bar


def test_a_storage_that_does_not_answer_is_said_once_by_who_reads() -> None:
    pytest.importorskip("fsspec")
    shown = Meter(shown=True)
    shown._measure(["nosuch://bucket/a.jsonl"])
    assert shown._total is None
