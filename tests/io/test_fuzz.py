"""Readers of damaged bytes refuse them or read what is left; they never fail otherwise.

Bounded here; `python -m benchmarks.fuzz KIND` goes on, guided by what the code does.
"""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import SAMPLES

from policytext.document import Document, Problem
from policytext.io.compression import decompressed
from policytext.io.kinds import KINDS
from policytext.io.readers.dispatch import parsed, parts
from policytext.io.readers.origin import Note, Origin, RawDocument
from policytext.settings import Settings

JUNK = (b"\0", b"\xff\xfe", b"\r", b'"', b"<", b">", b"&", b"{", b"]" * 9, b"[" * 2000, b"1e999", b"NaN")
SLIPS = ("AssertionError", "AttributeError", "IndexError", "KeyError", "RecursionError")  # of ours
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.sampled_from(JUNK), st.binary(max_size=6))),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with pieces cut out and others put in."""
    for place, cut, put in changes:
        at = int(place * len(data))
        data = data[:at] + put + data[at + cut :]
    return data


def damaged_inside(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """A ZIP archive whose largest member is damaged, and the archive whole: the parser is what is tried."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as other:
        largest = max(archive.infolist(), key=lambda info: info.file_size)
        for info in archive.infolist():
            content = archive.read(info)
            other.writestr(info.filename, damaged(content, changes) if info is largest else content)
    return out.getvalue()


def read(data: bytes, kind: str) -> list[Document | Problem | Note]:
    origin = Origin("a", "a", Settings(max_size=1), kind)
    found: list[Document | Problem | Note] = []
    for item in parts(decompressed(io.BufferedReader(io.BytesIO(data))), origin):
        found += parsed(item) if isinstance(item, RawDocument) else [item]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_damage_costs_an_error_at_most(kind: str) -> None:
    whole = SAMPLES[kind]()

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(CHANGES, st.integers(0, 2))
    def check(changes: list[tuple[float, int, bytes]], how: int) -> None:
        if how == 1 and zipfile.is_zipfile(io.BytesIO(whole)):
            data = damaged_inside(whole, changes)
        else:
            data = damaged(gzip.compress(whole, mtime=0) if how == 2 else whole, changes)
        for item in read(data, kind):
            assert not (isinstance(item, Problem) and item.reason.startswith(SLIPS)), item

    check()
