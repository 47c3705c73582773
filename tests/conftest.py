"""What tests share: the sample pages, and a folder in which the examples of the help texts make sense."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import Shell, call_here, plain_call
from hypothesis import settings

# What was started in the background ignores these, and hands that on to the processes that tests start.
for _name, _default in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    if hasattr(signal, _name) and signal.getsignal(getattr(signal, _name)) == signal.SIG_IGN:
        signal.signal(getattr(signal, _name), _default)

os.environ["LANGUAGE"] = "en"  # a run speaks the language of its user

# Tests start interpreters by the hundred; where none may keep what it compiled, each compiles all modules.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("same-every-time", deadline=None, derandomize=True)
settings.load_profile("same-every-time")

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "samples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with page.txt, page.html, pages/, own.yaml and cleaned.jsonl, as the examples name them."""
    shutil.copy(SAMPLES / "readout.txt", tmp_path / "page.txt")
    shutil.copy(SAMPLES / "plan.html", tmp_path / "page.html")
    shutil.copytree(SAMPLES, tmp_path / "pages")
    (tmp_path / "own.yaml").write_text("资金: [专项资金, 补助*]\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def shell(folder: Path) -> Shell:
    """Runs a line of shell in `folder` under pipefail, with this environment's policytext first.

    A line that is a call of policytext alone is run in this process, which has all loaded; `apart` in one
    of its own.
    """

    def run(line: str, stdin: bytes = b"", *, apart: bool = False) -> subprocess.CompletedProcess[bytes]:
        arguments = None if apart else plain_call(line)
        if arguments is not None:
            return call_here(arguments, folder, stdin, {"NO_COLOR": "1"})
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "NO_COLOR": "1"}
        environment.pop("PYTHONUNBUFFERED", None)  # output is buffered as users have it
        return subprocess.run(
            ["bash", "-c", f"set -o pipefail; {line}"],
            input=stdin,
            capture_output=True,
            cwd=folder,
            env=environment,
            check=False,
        )

    return run
