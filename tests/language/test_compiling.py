"""Patterns of an earlier run are those that `re.compile` gives; a file that is wrong costs time only."""

from __future__ import annotations

import _imp
import marshal
import os
import re
import subprocess
import sys
from array import array
from pathlib import Path

import pytest

from policytext.analysis import Analysis
from policytext.document import Document
from policytext.language import beginnings, compiling
from policytext.language.compiling import compiled
from policytext.recognition.datepatterns import DATES

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
    (r"\d+年|(?:各?[省市]|全国)+?人", 0),
    (r"\w{2}(?<=市)", re.ASCII),
    ("^各[省市]", 0),
    (r"\A[0-9]+年|(?:\A第|x)条", 0),
    ("^各?[省市]", re.MULTILINE),
    ("(?:第?一|二*|)条|(?<=[第省])|x", 0),
    ("(?:|第)[一二]+", 0),
    ("(?=.)(?:第|[^一])一|𠀀+|(𠀀?)", 0),
    ("(?:(第)|[0-9])++(?(1)条|年)", 0),
    (r"(?i:ICP)备|(各)?\1省", 0),
    (r"(?>[各第])*\b[^市]", 0),
    (r"[\W\d]*年?市", 0),
    (r"(?m:^|(?<=\d))(?:第|各)?[一二]?[条市]|(?m:^[0-9]+)年", 0),
    (r"(?:[^\S\n]|市)+", 0),
    (r"[^\S\t]{2,}年?|[0-9]+月", re.ASCII),
    (r"(?:icp|[0-9]+年|\d+月|[^\S\n]+第)备?", re.IGNORECASE),
    (r"[0-9]+|(?:[a-e]|𐐀|µ)x?", re.IGNORECASE),
]
TEXTS = [
    "2025年3月，令各省市2026年度全国人民。第一条\n各市人民政府icp备12号\nICP备1号\n省第二条𠀀𠀀各各省年市",
    "市 第\t\n\u3000 2025年 第 \x1c\x85",
    "ICP备3ICP 𐐨Xμx",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("source", "flags"), SAME)
def test_it_finds_what_re_does(source: str, flags: int, text: str) -> None:
    ours, theirs = compiled(source, flags), re.compile(source, flags)
    assert (ours.pattern, ours.flags, ours.groups) == (theirs.pattern, theirs.flags, theirs.groups)
    assert ours.groupindex == theirs.groupindex
    for start in range(len(text) + 1):
        for end in (start + 5, len(text)):
            assert _found(ours, text, start, end) == _found(theirs, text, start, end)


@pytest.mark.parametrize("source", ["(?:k|[0-9]+s|[éi]|ß)x?", "(?:[a-z]|[à-þ]+|σ)x?", "(?:[ⅰ-ⅿ]|ά|ﬅ)+"])
def test_it_ignores_case_as_re_does(source: str) -> None:
    text = "".join(map(chr, range(0x20, 0xD800)))
    for flags in (re.IGNORECASE, re.IGNORECASE | re.ASCII):
        assert compiled(source, flags).findall(text) == re.compile(source, flags).findall(text)


def test_a_search_for_dates_passes_over_what_no_date_begins_with() -> None:
    """Trying so long a pattern at every character takes as long as all other rules together."""
    _, numbers, *_ = compiling._code(DATES.pattern, DATES.flags)
    assert array("I", numbers)[2] == beginnings._sre.SRE_INFO_CHARSET


def _found(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[object]:
    whole = pattern.match(text, start, end), pattern.fullmatch(text, start, end)
    found = [*whole, pattern.search(text, start, end), *pattern.finditer(text, start, end)]
    return [match and match.regs for match in found]


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


@pytest.mark.parametrize("what", ["]{7}", "\u4e00", sys.version[:6], sys.byteorder])
def test_a_file_in_which_a_bit_changed_or_of_another_python_is_not_believed(
    tmp_path: Path, what: str
) -> None:
    run(tmp_path, 12)
    (file,) = files(tmp_path)
    stamp, codes = found(file)
    if what in stamp:
        write(file, stamp.replace(what, "x" * len(what)), codes)
    else:
        data = bytearray(file.read_bytes())
        data[data.index(what.encode())] ^= 1
        file.write_bytes(data)
    assert run(tmp_path, 12) == 0


def test_the_part_of_a_run_that_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    run(tmp_path, 12)
    (file,) = files(tmp_path)
    file.unlink()
    as_in_a_container = "import os; os.getpid = lambda: 1"
    once = f"{as_in_a_container}; open({str(file)!r} + '.1', 'x').close()\n{RUN}"
    assert run(tmp_path, 12, once) == 0
    assert not files(tmp_path)
    assert (run(tmp_path, 12), run(tmp_path, 12)) == (0, 12)


def test_what_one_text_names_is_not_kept() -> None:
    text = "项目位于青梧路与白泽路交叉口，青梧路以东、白泽路以北。"
    assert any("青梧" in entity.text for entity in Analysis(Document(id="1", text=text)).entities)
    assert not any("青梧" in source for source, _ in compiling._new)


def test_what_older_sources_left_is_not_kept_for_ever(tmp_path: Path) -> None:
    run(tmp_path, 12)
    (file,) = files(tmp_path)
    stamp, codes = found(file)
    for number, size in enumerate((12 << 20, 3 << 20)):
        codes[f"left {number}", 0] = (0, bytes(size), 0, {}, ())
    write(file, stamp, codes)
    assert (run(tmp_path, 23), run(tmp_path, 34), run(tmp_path, 0)) == (14, 25, 36)
    codes["left last", 0] = (0, bytes(1 << 20), 0, {}, ())
    write(file, stamp, codes)
    assert (run(tmp_path, 23), run(tmp_path, 0)) == (15, 11)


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    run(tmp_path, 12)
    (file,) = files(tmp_path)
    file.unlink()
    file.mkdir()  # no file can take its place
    assert run(tmp_path, 12) == 0
    assert files(tmp_path) == [file]


def found(file: Path) -> tuple[str, compiling.Codes]:
    stamp, codes = marshal.loads(file.read_bytes()[8:])
    return stamp, codes


def write(file: Path, stamp: str, codes: compiling.Codes) -> None:
    data = marshal.dumps((stamp, codes))
    file.write_bytes(_imp.source_hash(0, data) + data)


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if ".patterns" in file.name]


def run(folder: Path, patterns: int, code: str = RUN, **environment: str) -> int:
    """How many patterns a run finds that prints the first ones of a row of so many."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    given |= {"PYTHONPYCACHEPREFIX": str(folder), **environment}
    command = [sys.executable, "-c", code.format(patterns=patterns)]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [f"[一-龥]{{{number}}}" for number in range(patterns)]
    return int(done.stderr)
