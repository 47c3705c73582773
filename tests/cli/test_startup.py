"""What is not needed is not loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = {"jieba", "rjieba", "numpy", "pandas", "rich", "opencc", "charset_normalizer", "lxml", "tempfile"}


def loaded(line: str, folder: Path) -> set[str]:
    """The modules that a call of the command line leaves loaded."""
    program = (
        "import sys; from policytext.cli.app import app; "
        f"app({line.split()!r}, standalone_mode=False); print('\\n', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=folder, check=True)
    return set(done.stdout.decode().splitlines()[-1].split())


def test_clean_loads_nothing_heavy(folder: Path) -> None:
    assert not loaded("clean page.txt", folder) & HEAVY


def test_help_loads_nothing_heavy(folder: Path) -> None:
    assert not loaded("clean --help", folder) & {*HEAVY, "resiliparse"}


def test_only_the_command_looks_for_cycles_less_often_and_not_at_its_end() -> None:
    command = "import gc, sys; sys.argv = ['policytext', '--version']; from policytext.cli.main import main"
    ended = "print(gc.get_threshold()[0], gc.get_freeze_count() > 0)"
    program = f"{command}\ntry: main()\nexcept SystemExit: {ended}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split()[-2:] == [b"50000", b"True"]
    library = "import gc; before = gc.get_threshold(); from policytext import clean; clean('關於'); "
    subprocess.run([sys.executable, "-c", f"{library}assert gc.get_threshold() == before"], check=True)
