"""Nothing that stands in a document, an id or a file's name moves the cursor of who looks at it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")

PROGRAM = Path(sys.executable).with_name("policytext")
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2066\r"
SENT = re.compile("\x1b\\]|\x1b\\[2J|\x07|[\x80-\x9f\u202a-\u202e\u2066-\u2069]")
RECORD = {
    "id": f"a{EVIL}b",
    "title": f"关于{EVIL}印发",
    "text": f"推進(jìn){EVIL}產(chǎn)業(yè)發(fā)展{EVIL}的通知。\n国发〔2024〕1号{EVIL}。\n",
}


@pytest.mark.parametrize(
    "command",
    [
        "clean records.jsonl",
        "repair records.jsonl --explain",
        "normalize records.jsonl",
        "clean records.jsonl more.jsonl",
        "inspect records.jsonl",
        "inspect records.jsonl --diff",
        "diff records.jsonl more.jsonl --as-is",
        "metadata records.jsonl --format csv --as-is",
        "entities records.jsonl --as-is",
        "keywords records.jsonl --as-is --format jsonl",
        f"clean gone{EVIL}.txt",
        f"clean records.jsonl --text-field none{EVIL}",
        f"clean records.jsonl -o no{EVIL}/out.jsonl",
    ],
)
def test_controls_are_shown_and_not_sent(tmp_path: Path, command: str) -> None:
    (tmp_path / "records.jsonl").write_text(json.dumps(RECORD) + "\n", "utf-8")
    (tmp_path / "more.jsonl").write_text(json.dumps({**RECORD, "text": f"关于{EVIL}"}) + "\n", "utf-8")
    assert not SENT.findall(on_terminal([*command.split(" ")], tmp_path))


def on_terminal(arguments: list[str], folder: Path) -> str:
    """What a terminal gets from a call of the command line."""
    ours, theirs = os.openpty()
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "xterm"}
    process = subprocess.Popen(
        [PROGRAM, *arguments], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    got = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not more:
            break
        got += more
    os.close(ours)
    process.wait()
    assert got
    return got.decode()
