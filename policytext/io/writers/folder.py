"""Documents as a folder of text files, one each."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from policytext.document import Document
from policytext.io.errors import OutputError
from policytext.io.writers.cells import SURROGATE
from policytext.io.writers.files import replacing
from policytext.io.writers.interfaces import Options, Write
from policytext.language.patterns import lazy

_UNSAFE = lazy(r'[<>:"\\|?*\x00-\x1f\x7f]')
_RESERVED = lazy(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)  # names of devices on Windows
_LONGEST = 180  # bytes of a file's name, of the 255 that file systems take


def documents(folder: Path, options: Options) -> Write:
    """Write one text file a document, in the folders of its id; equal names get a number."""
    taken: set[str] = set()

    def write(document: Document) -> None:
        name = base = file_name(document.id)
        n = 1
        while name.lower() in taken:
            n += 1
            name = f"{base}~{n}"
        taken.add(name.lower())
        path = folder / f"{name}.txt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{path.parent}: {error.strerror}") from None
        with replacing(path, lasting=False) as part:  # there may be a million of them
            part.write_bytes(document.text.encode(options.codec, "replace"))

    return write


def file_name(id: str) -> str:
    """A relative path from an id that is valid on every system, without `.txt`.

    >>> file_name("a/通知.txt"), file_name("https://gov.example/a.html?x=1"), file_name("../../etc")
    ('a/通知', 'gov.example/a.html_x=1', 'etc')
    """
    parts = [part for part in re.sub(r"^\w+://", "", id).split("/") if part.strip(". ")]
    safe = "/".join(_safe_part(part) for part in parts) or "_"
    return re.sub(r"(?:\.txt)?(?:\.gz|\.zst)?$", "", safe, count=1)


def _safe_part(part: str) -> str:
    name = SURROGATE.sub("_", _UNSAFE.sub("_", part)).strip(" .")
    if _RESERVED.match(name):
        name = f"_{name}"
    short = name.encode()[:_LONGEST].decode(errors="ignore")
    return name if short == name else f"{short}~{zlib.crc32(name.encode()):08x}"
