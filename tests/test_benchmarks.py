"""The command beside each figure is one that its benchmark takes, and all pages have the same figures."""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from pathlib import Path
from runpy import run_module
from typing import Any

import pytest

from benchmarks import figures

ROOT = Path(__file__).parent.parent
SHARED = ROOT / "nowhere"
PAGES = ("docs/figures.md", "docs/zh/figures.md")
NOT_HERE = {"the same", "同上", "readers' marks, not in this repository", "读者标注，不在本仓库"}


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


def test_all_that_measure_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    run_module("benchmarks")
    listed = re.findall(r"^python -m benchmarks\.(\w+) +\S.{20,}$", capsys.readouterr().out, re.MULTILINE)
    there = {path.stem for path in (ROOT / "benchmarks").glob("[!_]*.py")} - {"common"}
    assert {*listed} == there


def rows_of(page: str) -> list[list[str]]:
    """The cells of every row of figures on a page."""
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
    rows = [[*map(str.strip, line.split("|")[1:-1])] for line in lines if line.startswith("| ")]
    first = next(at for at, row in enumerate(rows) if "98–100%" in row[1])
    return [row for row in rows[first:] if row[1] != "policytext"]


def numbers(cells: list[str]) -> list[float]:
    return sorted(
        float(found) for found in re.findall(r"[0-9]*\.?[0-9]+", " ".join(cells).replace(",000", "000"))
    )


@pytest.mark.parametrize("page", PAGES)
def test_each_row_names_what_shows_it(page: str) -> None:
    commands = [row[-1] for row in rows_of(page) if row[-1] not in NOT_HERE]
    named = {re.sub("`.*", "", command.removeprefix("`python -m ")) for command in commands}
    assert named == {" ".join(command).partition(" --shared")[0] for command in figures.commands(SHARED)}


def test_both_languages_and_the_readmes_have_the_same_figures() -> None:
    english, chinese = ([numbers(row[:-1]) for row in rows_of(page)] for page in PAGES)
    assert english == chinese
    readme, other = ([numbers(row) for row in rows_of(name)] for name in ("README.md", "README.zh-CN.md"))
    assert readme == other
    assert all(any({*few} <= {*row} for row in english) for few in readme)


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
