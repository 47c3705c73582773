"""However a run is ended, it says so in one line and leaves neither half an output nor a worker."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")

PATIENCE = 240
"""Seconds that a process may take which works for a third of one: a busy machine has taken over 60."""
PROGRAM = Path(sys.executable).with_name("policytext")
ENDINGS = [("SIGINT", "interrupted"), ("SIGTERM", "ended by SIGTERM"), ("SIGHUP", "ended by SIGHUP")]


def write(process: subprocess.Popen[bytes], records: int = 5_000) -> None:
    """Give the process something to do, and leave it waiting for more.

    As many records as by default are more than a pipe holds: the process has begun to read.
    """
    assert process.stdin is not None
    process.stdin.write(b'{"text": "\xe5\x85\xb3\xe4\xba\x8e"}\n' * records)
    process.stdin.flush()


@pytest.mark.parametrize("jobs", [[], ["--jobs", "2"]])
@pytest.mark.parametrize(("sent", "message"), ENDINGS)
def test_a_signal_leaves_no_half_written_output(
    folder: Path, sent: str, message: str, jobs: list[str]
) -> None:
    process = subprocess.Popen(
        [PROGRAM, "clean", "-", "-o", "out.jsonl", *jobs],
        cwd=folder,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    write(process)
    process.send_signal(getattr(signal, sent))
    _, said = process.communicate()
    assert (process.returncode, said.decode()) == (128 + getattr(signal, sent), f"policytext: {message}\n")
    assert not [path.name for path in folder.iterdir() if path.name.startswith((".out", "out"))]


AT_ONCE = """
import os, signal, sys
from policytext.__main__ import main

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("policytext.cli"):
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
main()
"""


def test_an_interrupt_before_anything_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE], capture_output=True, check=False, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (130, b"policytext: interrupted\n")


AT_END = """
import os
from policytext.__main__ import main

class Late:
    def __del__(self):
        kill(getpid(), 2)

kill, getpid, late = os.kill, os.getpid, Late()
os.late = late
main()
"""


def test_an_interrupt_when_all_is_done_changes_nothing() -> None:
    call = [sys.executable, "-c", AT_END, "--version"]
    done = subprocess.run(call, capture_output=True, timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (0, b"")


AT_START = """
import os, signal, sys
from policytext.cli.main import main

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

module = sys.argv[1]
sys.meta_path.insert(0, Finder())
sys.argv[1:] = ["clean", "-", "-o", "out.jsonl"]
main()
"""


@pytest.mark.parametrize("module", ["typer", "policytext.cli.clean", "policytext.pipeline"])
def test_an_interrupt_while_a_module_is_loaded(folder: Path, module: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", AT_START, module], cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    write(process, records=100)
    assert process.wait(PATIENCE) == 130
    assert process.communicate()[1] == b"policytext: interrupted\n"
    assert not [path.name for path in folder.iterdir() if path.name.startswith((".out", "out"))]


LOST = """
import os, signal, sys
from policytext.cli import app
from policytext.cli.main import main

class Loud:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)

def run(prog_name):
    Loud()
    while True:
        pass

app.app = run
main()
"""


def test_an_interrupt_in_a_finalizer_is_not_lost() -> None:
    done = subprocess.run([sys.executable, "-c", LOST], capture_output=True, timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (130, b"policytext: interrupted\n")


IGNORING = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
os.execv(sys.argv[1], sys.argv[1:])
"""


def test_a_run_under_nohup_outlives_its_terminal(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", IGNORING, PROGRAM, "clean", "-", "-o", "out.jsonl"],
        cwd=folder,
        stdin=subprocess.PIPE,
    )
    write(process)
    process.send_signal(signal.SIGHUP)
    process.communicate()
    assert process.returncode == 0
    assert (folder / "out.jsonl").exists()


def test_what_a_run_left_is_gone_on_with_in_the_same_way_only(folder: Path) -> None:
    command = [PROGRAM, "repair", "-", "-o", "out.jsonl", "--resume"]
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    write(process)
    part = folder / "out.jsonl.part"
    while process.poll() is None and not (part.exists() and part.stat().st_size):
        time.sleep(0.02)
    beside = subprocess.run(command, cwd=folder, input=b"", capture_output=True, check=False)
    assert (beside.returncode, beside.stderr.count(b"\n")) == (2, 1)
    assert b"another run is writing it" in beside.stderr
    process.send_signal(signal.SIGTERM)
    process.communicate()
    left = part.read_bytes()
    other = subprocess.run(
        [*command, "--rule", "glosses=off"], cwd=folder, capture_output=True, check=False
    )
    assert (other.returncode, other.stderr.count(b"\n")) == (2, 1)
    assert b"remove out.jsonl.part to begin anew" in other.stderr
    assert part.read_bytes() == left
    lines = b'{"text": "\xe5\x85\xb3\xe4\xba\x8e"}\n' * 5_000
    done = subprocess.run(command, cwd=folder, input=lines, capture_output=True, check=True)
    there = len(left.splitlines())
    assert (
        f"goes on behind {there:,} documents, which the figures at the end leave out"
        in done.stderr.decode()
    )
