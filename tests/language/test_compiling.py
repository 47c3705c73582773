"""Patterns of an earlier run are those that `re.compile` gives; a file that is wrong costs time only."""

from __future__ import annotations

import marshal
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from policytext.language.compiling import compiled

RUN = """
import sys
from policytext.language import compiling
for number in range({patterns}):
    print(compiling.compiled("[一-龥]{{%d}}" % number).pattern)
print(len(compiling._kept()), file=sys.stderr)
compiling.keep()
"""

SAME = [
    ("(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})?月|(令)", 0),
    ("[々〇㐀-鿿豈-\ufaff𠀀-\U000323af]+", 0),
    ("^icp备[0-9]+号$", re.IGNORECASE | re.MULTILINE),
    ("(?s:.*)市(?=人民政府)", 0),
]


@pytest.mark.parametrize(("source", "flags"), SAME)
def test_as_re_compiles_it(source: str, flags: int) -> None:
    ours, theirs = compiled(source, flags), re.compile(source, flags)
    assert ours == theirs  # of `re` says: pattern, flags and code
    assert (ours.groups, ours.groupindex) == (theirs.groups, theirs.groupindex)


def test_a_run_finds_what_the_last_one_compiled(tmp_path: Path) -> None:
    assert run(tmp_path, 12) == 0
    assert run(tmp_path, 14) == 12
    assert run(tmp_path, 2) == 12  # two more are compiled sooner than written


def test_nothing_is_written_where_python_writes_nothing(tmp_path: Path) -> None:
    run(tmp_path, 12, PYTHONDONTWRITEBYTECODE="1")
    assert not files(tmp_path)


@pytest.mark.parametrize("cut", [0, 3, 100, -1])
def test_a_damaged_file_is_written_anew(tmp_path: Path, cut: int) -> None:
    run(tmp_path, 12)
    (file,) = files(tmp_path)
    file.write_bytes(file.read_bytes()[:cut])
    assert run(tmp_path, 12) == 0
    assert run(tmp_path, 12) == 12


def test_a_file_of_another_python_is_not_read(tmp_path: Path) -> None:
    run(tmp_path, 12)
    (file,) = files(tmp_path)
    file.write_bytes(file.read_bytes().replace(sys.version[:6].encode(), b"2.7.18"[:6]))
    assert run(tmp_path, 12) == 0


def test_what_older_sources_left_is_not_kept_for_ever(tmp_path: Path) -> None:
    run(tmp_path, 12)
    (file,) = files(tmp_path)
    stamp, codes = marshal.loads(file.read_bytes())
    for number, size in enumerate((12 << 20, 3 << 20)):
        codes[f"left {number}", 0] = (0, bytes(size), 0, {}, ())
    file.write_bytes(marshal.dumps((stamp, codes)))
    assert (run(tmp_path, 23), run(tmp_path, 34), run(tmp_path, 0)) == (14, 25, 36)
    codes["left last", 0] = (0, bytes(1 << 20), 0, {}, ())
    file.write_bytes(marshal.dumps((stamp, codes)))
    assert (run(tmp_path, 23), run(tmp_path, 0)) == (15, 11)


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    run(tmp_path, 12)
    (file,) = files(tmp_path)
    file.unlink()
    file.mkdir()  # no file can take its place
    assert run(tmp_path, 12) == 0
    assert files(tmp_path) == [file]


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if ".patterns" in file.name]


def run(folder: Path, patterns: int, **environment: str) -> int:
    """How many patterns a run finds that prints the first ones of a row of so many."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    given |= {"PYTHONPYCACHEPREFIX": str(folder), **environment}
    command = [sys.executable, "-c", RUN.format(patterns=patterns)]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [f"[一-龥]{{{number}}}" for number in range(patterns)]
    return int(done.stderr)
