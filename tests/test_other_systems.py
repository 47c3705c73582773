"""What Windows has not, or does otherwise, seen from Linux: its parts are stood in for."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from policytext.cli import main
from policytext.io.errors import OutputError
from policytext.io.readers import find
from policytext.io.writers import terminal
from policytext.io.writers.resume import locked


def test_two_runs_that_are_resumed_at_once_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows locks bytes: one that is locked no other stream can lock again."""
    held: set[tuple[int, int]] = set()

    def locking(number: int, _mode: int, size: int) -> None:
        byte = os.fstat(number).st_ino, os.lseek(number, 0, os.SEEK_CUR)
        if size != 1 or byte in held:
            raise PermissionError
        held.add(byte)

    stand_in: Any = ModuleType("msvcrt")
    stand_in.locking, stand_in.LK_NBLCK = locking, 2
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", stand_in)
    with locked(tmp_path / "o.jsonl.part") as stream:
        stream.write(b"1\n")
        with (
            pytest.raises(OutputError, match="another run is writing it"),
            locked(tmp_path / "o.jsonl.part"),
        ):
            pass
        assert stream.tell() == 2


def test_a_signal_is_given_again_without_ending_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """There `os.kill` ends a process at once, and what is half written would stay."""
    monkeypatch.setattr(main, "os", SimpleNamespace(name="nt"))
    with pytest.raises(KeyboardInterrupt):
        main._give(signal.SIGINT)
        for _ in range(10_000):  # it comes between two steps
            pass


def test_colours_where_a_terminal_of_windows_takes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for environ, coloured in (({}, False), ({"WT_SESSION": "1"}, True), ({"FORCE_COLOR": "1"}, True)):
        monkeypatch.setattr(terminal, "os", SimpleNamespace(name="nt", environ=environ))
        assert terminal.in_colour(True) is coloured


def test_a_junction_is_a_link() -> None:
    """What leads to a folder above it would be read for ever."""
    entry: Any = SimpleNamespace(
        name="文档", is_symlink=lambda: False, is_junction=lambda: True, is_dir=lambda **_: True
    )
    assert find._left_out(entry) == ("link", "is a link to a folder")
