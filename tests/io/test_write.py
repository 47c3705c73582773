"""Writing documents: whole or not at all, never over an input, quiet when nobody listens."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from policytext.document import Document, Problem
from policytext.io.errors import OutputError
from policytext.io.write import open_documents, open_tables
from policytext.io.writers import temporary
from policytext.io.writers.files import Inputs, protecting, replacing, standard_output
from policytext.io.writers.folder import file_name
from policytext.io.writers.rejects import open_rejects
from policytext.io.writers.temporary import NewFile, scratch, sweep
from policytext.schema import Column, Table

A, B = Document("a", "一"), Document("b", "二\n", meta={"部门": "某局"})


def test_one_document_is_text_and_several_are_records() -> None:
    out = io.BytesIO()
    with open_documents(stdout=out) as write:
        write(A)
    assert out.getvalue().decode() == "一\n"
    out = io.BytesIO()
    with open_documents(stdout=out) as write:
        write(A)
        write(B)
        write(A)
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == ["a", "b", "a"]
    out = io.BytesIO()
    with open_documents(None, "jsonl", stdout=out) as write:
        write(A)
    assert json.loads(out.getvalue())["text"] == "一"


def test_the_format_follows_the_name(tmp_path: Path) -> None:
    for name in ("o.txt", "o.jsonl", "o.jsonl.gz", "folder"):
        with open_documents(tmp_path / name) as write:
            write(A)
            write(B)
    assert (tmp_path / "o.txt").read_bytes().decode() == "一\n\n二\n"
    assert len((tmp_path / "o.jsonl").read_bytes().splitlines()) == 2
    assert gzip.decompress((tmp_path / "o.jsonl.gz").read_bytes()) == (tmp_path / "o.jsonl").read_bytes()
    assert (tmp_path / "folder" / "a.txt").read_bytes().decode() == "一"
    assert (tmp_path / "folder" / "b.txt").read_bytes().decode() == "二\n"
    with (
        pytest.raises(OutputError, match=r"a folder or to \.jsonl \.ndjson \.txt"),
        open_documents(tmp_path / "o.doc"),
    ):
        pass


def test_files_in_a_folder_are_named_by_ids(tmp_path: Path) -> None:
    with open_documents(tmp_path) as write:
        for name in ("x/y.txt", "X/Y.txt", "../../up", "https://a.example/b?c=1", "con", "长" * 200):
            write(Document(name, name))
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.txt"))
    assert len(written) == 6
    assert {"x/y.txt", "X/Y~2.txt", "up.txt", "a.example/b_c=1.txt", "_con.txt"} < set(written)
    assert all(len(name.encode()) < 255 for name in written)
    assert file_name("///") == "_"


def test_other_encodings(tmp_path: Path) -> None:
    with open_documents(tmp_path / "o.txt", encoding="gbk") as write:
        write(Document("a", "通知\ud800"))
    assert (tmp_path / "o.txt").read_bytes() == "通知?".encode("gb18030")
    with (
        pytest.raises(OutputError, match="utf-8 or gb18030, not latin-1"),
        open_documents(encoding="latin-1"),
    ):
        pass


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_a_run_that_fails_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "o.jsonl"
    path.write_text("old", "utf-8")
    with pytest.raises(error), open_documents(path) as write:
        write(A)
        assert path.read_text("utf-8") == "old"
        raise error
    assert path.read_text("utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["o.jsonl"]


def test_a_link_is_followed_and_a_device_written_to(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", "utf-8")
    try:
        (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    except OSError:
        pytest.skip("no symbolic links here")
    with open_documents(tmp_path / "link.txt") as write:
        write(A)
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text("utf-8") == "一"
    with replacing(Path(os.devnull)) as part:
        assert part == Path(os.path.realpath(os.devnull))
    assert not Path(os.devnull).is_file()


def test_no_folder_to_write_in(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no folder"), open_documents(tmp_path / "no" / "o.txt"):
        pass


def test_inputs_are_never_overwritten(tmp_path: Path) -> None:
    inside = tmp_path / "a.txt"
    inside.write_text("一", "utf-8")
    for output, inputs in ((inside, [inside]), (inside, [tmp_path]), (tmp_path, [tmp_path])):
        with pytest.raises(OutputError, match="never overwritten"):
            Inputs(inputs).check(output)
    Inputs([tmp_path, "-"]).check(tmp_path / "b.txt")
    Inputs([tmp_path]).check(tmp_path / "tables")
    (tmp_path / "tables").mkdir()
    with pytest.raises(OutputError, match="never overwritten"):
        Inputs([tmp_path]).check(tmp_path / "tables")
    (tmp_path / "other.txt").hardlink_to(inside)  # replaced by name, so that the input keeps its content
    Inputs([inside]).check(tmp_path / "other.txt")
    with suppress(FileExistsError):  # it is there already where names have no case, on Windows and macOS
        (tmp_path / "A.TXT").hardlink_to(inside)
    with pytest.raises(OutputError, match="never overwritten"):
        Inputs([inside]).check(tmp_path / "A.TXT")


def test_no_record_overwrites_an_input_by_its_id(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("二", "utf-8")
    with protecting([tmp_path / "a.jsonl", tmp_path / "b.txt"]), open_documents(tmp_path) as write:
        write(Document("a", "一"))
        with pytest.raises(OutputError, match="never overwritten"):
            write(Document("b", "一"))
    assert (tmp_path / "b.txt").read_text("utf-8") == "二"
    assert (tmp_path / "a.txt").read_text("utf-8") == "一"


@pytest.mark.parametrize("named", [False, True])
def test_a_folder_that_goes_away_is_named(tmp_path: Path, named: bool) -> None:
    target = tmp_path / "tables" / "out.csv"
    target.parent.mkdir()
    with pytest.raises(FileNotFoundError) as raised, replacing(target, named=named):
        shutil.rmtree(target.parent)
    assert raised.value.filename == str(target)
    assert raised.value.strerror == f"there is no folder {target.parent} any more"


def test_a_reader_that_went_away_ends_quietly() -> None:
    class Closed(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.EPIPE, "Broken pipe")

    with open_documents(stdout=Closed()) as write:
        for _ in range(3):
            write(A)
    with pytest.raises(OSError, match="No space"), standard_output(io.BytesIO()):
        raise OSError(errno.ENOSPC, "No space")


def test_head_takes_what_it_wants() -> None:
    code = (
        "from policytext.document import Document\n"
        "from policytext.io.write import open_documents\n"
        "with open_documents() as write:\n"
        "    for n in range(100_000): write(Document(str(n), '正文'))\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout and run.stderr
    assert json.loads(run.stdout.readline())["id"] == "0"
    run.stdout.close()
    with run.stderr as errors:
        assert errors.read() == b""
    assert run.wait() == 0


def test_rejects_are_kept_only_where_there_are_any(tmp_path: Path) -> None:
    output, rejects = tmp_path / "o.jsonl", tmp_path / "o.rejects.jsonl"
    with open_rejects(output) as reject:
        reject(Problem("in.jsonl", "not JSON", 3, raw="{bad"))
        reject(Problem("a.txt", "is empty"))
    assert [json.loads(line) for line in rejects.read_text("utf-8").splitlines()] == [
        {"id": "", "source": "in.jsonl", "line": 3, "reason": "not JSON", "raw": "{bad"},
        {"id": "", "source": "a.txt", "line": None, "reason": "is empty"},
    ]
    with open_rejects(output):
        pass
    assert not rejects.exists()


def test_what_is_no_file_of_rejects_is_left_alone(tmp_path: Path) -> None:
    rejects = tmp_path / "o.rejects.jsonl"
    rejects.write_text('{"text": "x"}\n', "utf-8")
    with pytest.raises(OutputError, match="move it away"), open_rejects(tmp_path / "o.jsonl"):
        pass
    assert rejects.read_text("utf-8") == '{"text": "x"}\n'


@pytest.mark.skipif(os.name == "nt", reason="links and locks of POSIX")
def test_temporary_files_are_new_and_stale_ones_are_swept(tmp_path: Path) -> None:
    held = NewFile(tmp_path / "a.csv", named=True)
    stale = tmp_path / f".b.csv.policytext-{'0' * 16}.part"
    stale.touch()
    other = tmp_path / ".b.csv.4711.part"
    other.touch()
    link = tmp_path / f".c.csv.policytext-{'1' * 16}.part"
    link.symlink_to(other)
    sweep.cache_clear()
    with replacing(tmp_path / ("长" * 85), named=True) as part:
        assert part.parent == tmp_path
        assert not stale.exists()
    assert other.exists()
    assert link.is_symlink()
    assert held.path.exists()
    held.close()
    assert not held.path.exists()


def test_a_file_under_way_has_no_name(tmp_path: Path) -> None:
    new = NewFile(tmp_path / "b.csv")
    new.close()
    if new.path.parent == tmp_path:
        pytest.skip("the file system has no files without a name")
    (tmp_path / "a.csv").write_text("before", "utf-8")
    (tmp_path / "a.csv").chmod(0o640)
    with replacing(tmp_path / "a.csv") as part:
        part.write_text("after", "utf-8")
        assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
        assert (tmp_path / "a.csv").read_text("utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text("utf-8") == "after"
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("name", "format"), [("t.xlsx", "csv"), ("t.csv", "jsonl"), ("t.jsonl", "text")])
def test_a_name_that_says_another_format_is_not_written(tmp_path: Path, name: str, format: str) -> None:
    table = Table("terms", (Column("term", "string", ""),))
    with (
        pytest.raises(OutputError, match="leave --format out"),
        open_tables(tmp_path / name, [table], format),
    ):
        pass
    with pytest.raises(OutputError, match="leave --format out"), open_documents(tmp_path / name, format):
        pass
    assert not list(tmp_path.iterdir())


def test_a_file_that_excel_holds_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: NewFile, **__: object) -> None:
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    monkeypatch.setattr(NewFile, "put", held)
    monkeypatch.setattr("policytext.io.errors.WINDOWS", True)
    with pytest.raises(OutputError, match="close it in Excel"), replacing(tmp_path / "k.xlsx") as path:
        path.write_bytes(b"")
    assert not list(tmp_path.iterdir())


def test_folders_of_killed_runs_are_deleted_and_those_in_use_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "policytext-of-another").mkdir()
    stale = tmp_path / "policytext-stale"
    stale.mkdir()
    (stale / "in-use").touch()
    (stale / "counts.duckdb").write_bytes(b"1")
    with scratch() as folder:
        (folder / "counts.duckdb").write_bytes(b"1")
        with scratch() as other:
            names = {path.name for path in tmp_path.iterdir()}
            assert names == {"policytext-of-another", folder.name, other.name}
    assert [path.name for path in tmp_path.iterdir()] == ["policytext-of-another"]


def test_a_folder_that_another_run_sweeps_before_it_is_locked_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answers = iter((False, True))
    monkeypatch.setattr(temporary, "lock", lambda *_, **__: next(answers))
    with scratch() as folder:
        assert list(tmp_path.iterdir()) == [folder]
        assert next(answers, None) is None
