"""Calls of the command line, in this process where no other is needed: it has its modules loaded."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from unittest.mock import patch

Shell = Callable[..., "subprocess.CompletedProcess[bytes]"]
"""The type of the fixture that runs a line of shell."""

PROGRAM = Path(sys.executable).with_name("policytext")
_OF_THE_SHELL = re.compile(r"[|&;<>$`\\*?~#\n]|(?<!')\[|--jobs (?!1\b)|--engine|--debug")
"""What takes a shell, or a process of its own: workers, tracebacks."""


def plain_call(line: str) -> list[str] | None:
    """The arguments of a line that calls policytext and nothing else, or None."""
    if not line.startswith("policytext ") or _OF_THE_SHELL.search(line):
        return None
    return shlex.split(line)[1:]


def call_here(
    arguments: list[str],
    folder: Path,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    *,
    together: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """What a call of policytext in `folder` prints, made in this process; `together` as stdout."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        streams = (io.BytesIO(stdin), out, out if together else err)
        code = _called(arguments, folder, streams, environment or {})
        printed = []
        for stream in (out, err):
            stream.seek(0)
            printed.append(stream.read())
    return subprocess.CompletedProcess(arguments, code, *printed)


def call_on_terminal(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> bytes:
    """What a terminal gets of a call of policytext in `folder`, made in this process (POSIX)."""
    ours, theirs = os.openpty()
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.extend(_read_on(ours)))
    reader.start()
    streams = [open(os.dup(theirs), mode, buffering=0) for mode in ("rb", "wb", "wb")]  # noqa: PTH123, SIM115
    try:
        _called(arguments, folder, streams, environment)
    finally:
        for stream in streams:
            stream.close()
        os.close(theirs)
        reader.join()
        os.close(ours)
    return b"".join(got)


def _read_on(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # Linux: the other end is closed
            return
        if not more:
            return
        yield more


def _called(arguments: list[str], folder: Path, streams: Any, environment: Mapping[str, str]) -> int:
    from policytext.cli import messages
    from policytext.cli.app import app

    language = patch.object(messages, "_spoken", [])  # which the call sets, for itself alone
    with _standing_in(folder), patch.dict(os.environ, environment), _speaking(*streams), language:
        try:
            app(arguments, prog_name="policytext")
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 0
        except Exception:
            traceback.print_exc()
            return 1
    return 0


@contextmanager
def _standing_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def _speaking(stdin: BinaryIO, stdout: BinaryIO, stderr: BinaryIO) -> Iterator[None]:
    """Standard streams that are these, as policytext.cli.main sets them up."""
    how: Any = {"encoding": "utf-8", "errors": "backslashreplace", "newline": "\n", "write_through": True}
    out, err = io.TextIOWrapper(stdout, **how), io.TextIOWrapper(stderr, **how)
    with patch.multiple(sys, stdin=io.TextIOWrapper(stdin), stdout=out, stderr=err):
        try:
            yield
        finally:
            for text in (out, err):
                text.flush()
                text.detach()
