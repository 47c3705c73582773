"""Long runs from the command line: shards, going on, and what a run tells of itself."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cases import read_cases
from commandline import Shell

SPUN = "推進(jìn)產(chǎn)業(yè)發(fā)展,，加快規(guī)模應(yīng)用。"
PROGRAM = Path(sys.executable).with_name("policytext")


def records(folder: Path, count: int = 300, other_ids: int = 1) -> None:
    """in.jsonl: records of which one is broken, and of which so many in a row have one id."""
    lines = [json.dumps({"id": f"x{n // other_ids}", "text": f"關于第{n}号文件"}) for n in range(count)]
    lines[40] = '{"id": '
    (folder / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_shards_hold_what_one_file_holds(shell: Shell, folder: Path) -> None:
    records(folder)
    whole = shell("policytext clean in.jsonl -o whole.jsonl")
    assert whole.returncode == 1
    for name, jobs in (("a/{:03d}.jsonl", "1"), ("b/part-{:05d}.parquet", "2")):
        done = shell(f"policytext clean in.jsonl -o '{name}' --shard-size 70 --jobs {jobs}")
        assert done.returncode == 1, done.stderr.decode()
        one = shell(f"policytext repair {Path(name).parent}")
        assert one.stdout == shell("policytext repair whole.jsonl").stdout
        restored = shell(f"policytext restore {Path(name).parent}")
        assert restored.stdout == shell("policytext restore whole.jsonl").stdout
    done = shell("policytext restore a -o 'o/{}.jsonl' --shard-size 100")
    assert done.returncode == 0, done.stderr.decode()
    assert shell("cat o/?.jsonl").stdout == shell("policytext restore whole.jsonl").stdout
    rejects = (folder / "a" / "rejects.jsonl").read_bytes()
    assert rejects == (folder / "whole.rejects.jsonl").read_bytes()
    assert len(list((folder / "b").glob("*.parquet"))) == 5
    again = shell("policytext clean in.jsonl -o 'a/{:03d}.jsonl' --shard-size 70 --resume")
    assert (again.returncode, b"there already" in again.stderr) == (1, True)
    assert b"what was left out is in a/rejects.jsonl" in again.stderr


@pytest.mark.parametrize(
    "command",
    ["metadata", "tokens", "kwic --term 通知 --pattern '[县市]'", "dfm --ngrams 1-2", "code", "inspect"],
)
def test_tables_go_to_shards_too(shell: Shell, folder: Path, command: str) -> None:
    lines = [
        json.dumps({"text": f"{SPUN}关于第{n}号文件的通知，设立专项资金。各县市落实。"}) for n in range(9)
    ]
    (folder / "in.jsonl").write_text("\n".join(lines), "utf-8")
    assert shell(f"policytext {command} in.jsonl -o whole.csv").returncode == 0
    done = shell(f"policytext {command} in.jsonl -o 't/{{:02d}}.csv' --shard-size 4")
    assert done.returncode == 0, done.stderr.decode()
    parts = [path.read_text("utf-8").splitlines() for path in sorted((folder / "t").glob("*.csv"))]
    assert len(parts) == 3
    rows = [parts[0][0], *(line for part in parts for line in part[1:])]
    assert len(rows) > 9
    assert "\n".join(rows) + "\n" == (folder / "whole.csv").read_text("utf-8")
    (folder / "t" / "manifest.json").unlink()
    again = shell(f"policytext {command} in.jsonl -o 't/{{:02d}}.csv' --shard-size 4 --resume")
    assert (again.returncode, b"is there already" in again.stderr) == (2, True)


@pytest.mark.parametrize(("command", "other", "words"), read_cases(__file__, "gone_on_with.json"))
def test_a_run_goes_on_with_the_options_and_files_it_was_begun_with(
    shell: Shell, folder: Path, command: str, other: str, words: str
) -> None:
    (folder / "terms.txt").write_text("通知", "utf-8")
    shards = "page.txt -o 't/{}.csv' --resume"
    assert shell(f"policytext {command} {shards}").returncode == 0
    same = shell(f"policytext {command} {shards} --jobs 2")
    assert (same.returncode, b"there already" in same.stderr) == (0, True)
    (folder / "terms.txt").write_text("通知\n意见", "utf-8")
    again = shell(f"policytext {other} {shards}")
    assert (again.returncode, words in again.stderr.decode()) == (2, True), again.stderr.decode()


def test_duplicates_are_marked_in_shards_that_can_be_gone_on_with(shell: Shell, folder: Path) -> None:
    lines = [json.dumps({"id": f"x{n}", "text": f"關于第{n % 7}号文件的通知"}) for n in range(60)]
    (folder / "in.jsonl").write_text("\n".join(lines), "utf-8")
    for drop in ("", "--drop"):
        assert shell(f"policytext dedupe in.jsonl {drop} -o whole{drop}.jsonl").returncode == 0
        command = f"policytext dedupe in.jsonl {drop} -o 'd{drop}/{{:02d}}.jsonl' --shard-size 3 --resume"
        assert shell(command).returncode == 0
        shards = folder / f"d{drop}"
        whole = (folder / f"whole{drop}.jsonl").read_bytes()
        assert b"".join(path.read_bytes() for path in sorted(shards.glob("??.jsonl"))) == whole
        manifest = json.loads((shards / "manifest.json").read_text("utf-8"))
        assert manifest["documents"] == len(whole.splitlines()) == (7 if drop else 60)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("jobs", [[], ["--jobs", "2"]])
def test_a_kill_at_any_moment_costs_no_document(folder: Path, jobs: list[str]) -> None:
    records(folder, 1_000, other_ids=7)
    command = [PROGRAM, "clean", "in.jsonl", "--shard-size", "40", "-q", *jobs]
    began = time.monotonic()
    subprocess.run([*command, "-o", "whole/{:03d}.jsonl.gz"], cwd=folder, capture_output=True, check=False)
    took = time.monotonic() - began
    rng = random.Random(5)
    for _ in range(3):
        process = subprocess.Popen(
            [*command, "-o", "shards/{:03d}.jsonl.gz", "--resume"], cwd=folder, stderr=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(0.2, took))
        process.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM]))
        process.wait(240)  # on a busy machine
    subprocess.run(
        [*command, "-o", "shards/{:03d}.jsonl.gz", "--resume"], cwd=folder, capture_output=True, check=False
    )
    whole = {path.name: path.read_bytes() for path in (folder / "whole").iterdir()}
    shards = {path.name: path.read_bytes() for path in (folder / "shards").iterdir()}
    assert whole == shards


def test_every_run_tells_what_it_did(shell: Shell, folder: Path) -> None:
    (folder / "pages" / "a.rar").write_bytes(b"Rar!")
    (folder / "pages" / "spun.txt").write_text(SPUN, "utf-8")
    (folder / "pages" / "empty.txt").write_bytes(b"")
    done = shell("policytext clean pages -o out.jsonl --stats stats.json")
    said = done.stderr.decode()
    assert "left out 1 file that it does not read (.rar 1)" in said
    documents = len((folder / "out.jsonl").read_text("utf-8").splitlines())
    assert f"{documents} documents, 1 problem (" in said
    assert "repaired" in said
    assert "damage undone: spinner in" in said
    steps = {step["name"]: step for step in json.loads((folder / "stats.json").read_text("utf-8"))}
    names = ("reader", "repair", "normalize", "strip", "writer")
    assert list(steps) == [f"policytext {name}" for name in names]
    reader, repair = steps["policytext reader"]["stats"], steps["policytext repair"]["stats"]
    assert (reader["documents"], reader["problems"], reader["left_out"]) == (documents, 1, 1)
    assert (reader["skipped_is empty"], reader["skipped_.rar"]) == (1, 1)
    read = [path for path in (folder / "pages").iterdir() if path.suffix != ".rar"]
    assert reader["bytes"] == sum(path.stat().st_size for path in read)
    assert repair["total"] == documents
    assert repair["removed_glosses"] >= 30
    assert steps["policytext repair"]["time_stats"]["total"] > 0
    quiet = shell("policytext clean pages -o out.jsonl -q")
    assert quiet.stderr.count(b"\n") == 1
