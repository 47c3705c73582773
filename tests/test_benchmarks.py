"""The command beside each figure of the readme is one that its benchmark takes."""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from benchmarks import figures

ROOT = Path(__file__).parent.parent
SHARED = ROOT / "nowhere"
NOT_HERE = {"the same", "readers' marks, not in this repository"}


@pytest.mark.parametrize("command", list(figures.commands(SHARED)), ids=" ".join)
def test_each_command_is_understood(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    parse = argparse.ArgumentParser.parse_args
    given = []

    def parsed_alone(self: argparse.ArgumentParser, *args: Any) -> None:
        given.append(parse(self, *args))
        sys.exit(0)

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", parsed_alone)
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as ended:
        import_module(command[0]).main()
    assert ended.value.code == 0
    assert getattr(given[0], "shared", SHARED) == SHARED


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_each_row_with_a_command_is_run(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    named = set(re.findall(r"`python -m (benchmarks\.[^`]+)`(?=[^|]*\|$)", text, re.M))
    run = {" ".join(command).partition(" --shared")[0] for command in figures.commands(SHARED)}
    assert named == run
    if readme == "README.md":
        table = text.partition("| command |\n|---|---|---|---|\n")[2].partition("\n\n")[0]
        others = {
            row.rstrip(" |").rpartition("| ")[2] for row in table.splitlines() if "`python" not in row
        }
        assert others <= NOT_HERE


def test_a_command_that_fails_is_named_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    given = [["benchmarks.startup", "--runs", "many"], ["benchmarks.startup", "--help"]]
    monkeypatch.setattr(figures, "commands", lambda _: given)
    monkeypatch.setattr(sys, "argv", ["figures"])
    with pytest.raises(SystemExit) as ended:
        figures.main()
    assert str(ended.value) == "failed: benchmarks.startup --runs many"
    assert "## python -m benchmarks.startup --help" in capfd.readouterr().out
