"""Word 97 and WPS (.doc, .wps): what they often are in truth, or else by way of LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from policytext.document import Document, Problem
from policytext.io.errors import NotInstalled, Unreadable
from policytext.io.kinds import KINDS
from policytext.io.readers import docx
from policytext.io.readers.bounded import limit, too_large
from policytext.io.readers.origin import Origin
from policytext.io.readers.sniff import sniff

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 60  # where the user sets no limit: a document of a hundred pages takes ten


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem]:
    """The text of a file of this name: RTF, HTML or .docx under it as such, Word 97 converted.

    Raises Unreadable where LibreOffice is needed and is not installed, or fails.
    """
    kind = KINDS[sniff(raw)]
    if kind.name not in ("doc", "text") and kind.form == "page":
        yield from kind.page_reader()(raw, replace(origin, kind=kind.name))
    else:
        yield from docx.read(_converted(raw, origin), origin)


def _converted(raw: bytes, origin: Origin) -> bytes:
    """The document as .docx. LibreOffice gets a profile of its own, so that one that is open is no bar."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise NotInstalled("needs LibreOffice, which is not installed; or save it as .docx")
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "document.doc")
        source.write_bytes(raw)
        call = [program, f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}", "--headless"]
        call += ["--convert-to", "docx", "--outdir", scratch, str(source)]
        try:
            seconds = origin.settings.timeout or _SECONDS
            subprocess.run(call, capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds, check=True)
            made = source.with_suffix(".docx")
            if made.stat().st_size > limit(origin.settings):
                raise too_large(origin.settings)
            return made.read_bytes()
        except subprocess.TimeoutExpired:
            raise Unreadable(f"LibreOffice took over {seconds} seconds (--timeout allows more)") from None
        except (OSError, subprocess.CalledProcessError):
            raise Unreadable("no text: LibreOffice cannot read this document") from None
