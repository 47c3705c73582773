"""Word 97 and WPS (.doc, .wps): read as other formats, if they are these, or else with LibreOffice."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from policytext.document import Document, Problem
from policytext.io.errors import NotInstalled, Unreadable
from policytext.io.kinds import KINDS, OLE, WORD_97
from policytext.io.readers import docx
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.package import LOCKED
from policytext.io.readers.size_limit import limit, too_large
from policytext.io.readers.sniff import sniff

_PROGRAMS = ("soffice", "libreoffice")
_FOLDERS = [  # where it is installed on Windows and macOS, which do not put it on the path
    *(f"{os.environ.get(name, '')}/LibreOffice/program" for name in ("ProgramFiles", "ProgramFiles(x86)")),
    "/Applications/LibreOffice.app/Contents/MacOS",
]
_SECONDS = 60  # where the user sets no limit: a document of a hundred pages takes ten
_SHARE = 0.9  # of the document's time, so that LibreOffice is ended before who waits for it is
# How the stream of a document of Word begins (MS-DOC 2.5.1, FibBase): of 97 and later, or of 95.
_BEGINNING = re.compile(rb"(?:\xec|(?P<old>\xdc))\xa5.{9}(?P<flags>.)", re.S)
_SECTOR, _ENCRYPTED = 512, 0x01
_CONVERTING = Lock()


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The text of a file of this name: RTF, HTML, .docx and plain text as such, Word 97 converted.

    Raises Unreadable if LibreOffice is needed and not installed, or fails.
    """
    if raw.startswith(OLE):
        yield from docx.read(_converted(raw, origin), origin)
    else:
        kind = KINDS[sniff(raw)]
        kind = kind if kind.form == "page" else KINDS["text"]
        yield from kind.page_reader()(raw, replace(origin, kind=kind.name))


def _converted(raw: bytes, origin: Origin) -> bytes:
    """The document as .docx."""
    sectors = (_BEGINNING.match(raw, at) for at in range(_SECTOR, len(raw), _SECTOR))
    begun = next(filter(None, sectors), None)
    if LOCKED in raw or (begun and begun["flags"][0] & _ENCRYPTED):
        raise Unreadable("is locked with a password")
    if WORD_97 not in raw:  # LibreOffice would take what it does not know for text
        raise Unreadable("no text: this is no Word document, or a damaged one")
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), *_FOLDERS])
    program = next(filter(None, (shutil.which(name, path=places) for name in _PROGRAMS)), None)
    if program is None:
        raise NotInstalled("needs LibreOffice, which is not installed; or save it as .docx")
    seconds = _SHARE * (origin.settings.timeout or _SECONDS)
    with _CONVERTING, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        source = Path(scratch, "document.doc")
        source.write_bytes(raw)
        form = "MS Word 95" if begun and begun["old"] else "MS Word 97"
        call = [program, f"-env:UserInstallation={Path(_profile(os.getpid()).name).as_uri()}", "--headless"]
        call += ["--norestore", f"--infilter={form}", "--convert-to", "docx", "--outdir", scratch]
        try:
            _run([*call, str(source)], seconds)
            made = source.with_suffix(".docx")
            if made.stat().st_size > limit(origin.settings):
                raise too_large(origin.settings)
            return made.read_bytes()
        except subprocess.TimeoutExpired:
            raise Unreadable(f"LibreOffice took over {seconds:g} seconds (--timeout allows more)") from None
        except (OSError, subprocess.CalledProcessError):
            raise Unreadable("no text: LibreOffice cannot read this document") from None


@lru_cache(1)
def _profile(_process: int) -> tempfile.TemporaryDirectory[str]:
    """A LibreOffice profile of this process, so that a running LibreOffice does not interfere.

    It is kept, because creating it takes longer than converting a document.
    """
    return tempfile.TemporaryDirectory(prefix="policytext-office-", ignore_cleanup_errors=True)


def _run(call: list[str], seconds: float) -> None:
    """Run a program with child processes, and end them all on a timeout or when this process ends."""
    nowhere = subprocess.DEVNULL
    own = sys.platform != "win32"
    with subprocess.Popen(
        call, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=own
    ) as run:
        try:
            code = run.wait(seconds)
        except BaseException:
            _end(run.pid)
            _profile.cache_clear()  # what it left there may bar the next
            raise
    if code:
        _profile.cache_clear()
        raise subprocess.CalledProcessError(code, call)


def _end(process: int) -> None:
    """End a program and its child processes."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process)], capture_output=True, check=False)
    else:
        os.killpg(process, signal.SIGKILL)
