"""Damaged input for one reader without end, guided by which lines of ours it runs (libFuzzer).

    pip install atheris
    python benchmarks/fuzz.py KIND [-max_total_time=60] [-timeout=10] [FOLDER OF FINDINGS]

KIND is a kind of input (docs/formats.md), or `encoding`, or `inside-docx`, which damages the XML of a
Word document and leaves the archive whole. A reader may refuse (a Problem); whatever else is raised, hangs
or crashes is a finding, which libFuzzer writes to a file.
"""

from __future__ import annotations

import io
import sys
import zipfile
from importlib import import_module

import atheris  # type: ignore[import-not-found,unused-ignore]

with atheris.instrument_imports(include=["policytext"]):
    from policytext.document import Problem
    from policytext.io.compression import decompressed
    from policytext.io.encoding import decode
    from policytext.io.kinds import KINDS
    from policytext.io.readers.origin import Origin, Raw
    from policytext.io.readers.parts import parsed, parts
    from policytext.settings import Settings

    for known in KINDS.values():
        import_module(f"policytext.io.readers.{known.module}")

_W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
OF_OURS = ("AssertionError", "AttributeError", "IndexError", "KeyError", "RecursionError")


def read(data: bytes, kind: str) -> None:
    stream = decompressed(io.BufferedReader(io.BytesIO(data)))  # type: ignore[arg-type]
    for item in parts(stream, Origin("a", "a", Settings(max_size=1), kind)):
        for found in parsed(item) if isinstance(item, Raw) else (item,):
            if isinstance(found, Problem) and found.reason.startswith(OF_OURS):
                raise RuntimeError(found.reason)


def in_docx(data: bytes) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("word/document.xml", _W + data + b"</w:body></w:document>")
    read(raw.getvalue(), "docx")


def main() -> None:
    kind = sys.argv.pop(1)
    targets = {"encoding": lambda data: decode(data, html=True), "inside-docx": in_docx}
    if kind not in {*KINDS, *targets}:
        raise SystemExit(f"no kind is called {kind!r}: {' '.join([*KINDS, *targets])}")
    atheris.Setup(sys.argv, targets.get(kind) or (lambda data: read(data, kind)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
