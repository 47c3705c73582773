"""Samples of every kind, damaged at random: each gives documents, or a reason in one line."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

import pytest
from samples import SAMPLES

from policytext.document import Document, Problem
from policytext.io.compression import peekable
from policytext.io.readers.dispatch import parsed, parts
from policytext.io.readers.origin import Note, Origin, RawDocument
from policytext.settings import Settings

TRIES = 40
PIECES = [
    *(
        b"<",
        b">",
        b'"',
        b"\0",
        b"\xff\xfe",
        b"{",
        b"]",
        b"\\",
        b",",
        b"\n",
        b"\r",
        b"PK\3\4",
        b"9" * 12,
        b"-1",
    ),
    *(b"WARC/1.0\r\n", b"Content-Length: 5\r\n", b"\\u-5", b"\\'zz", b"NaN", b"1e999", b"&#x0;", b"<w:t>"),
]
PYTHON = re.compile(r"\b[A-Z]\w+(?:Error|Iteration)\b")  # an exception that no reader foresaw


def damaged(raw: bytes, generator: random.Random) -> bytes:
    broken = bytearray(raw)
    for _ in range(generator.randint(1, 6)):
        at = generator.randrange(len(broken) + 1)
        choice = generator.random()
        if choice < 0.3 and broken:
            broken[generator.randrange(len(broken))] = generator.randrange(256)
        elif choice < 0.6:
            del broken[at : at + generator.randint(1, 40)]
        else:
            broken[at:at] = generator.choice(PIECES)
    return bytes(broken)


def damaged_inside(raw: bytes, generator: random.Random) -> bytes:
    """A ZIP that is whole, some of its parts damaged."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(made, "w") as broken:
        for name in archive.namelist():
            part = archive.read(name)
            broken.writestr(name, damaged(part, generator) if generator.random() < 0.6 else part)
    return made.getvalue()


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind != "picture"])
def test_damage_is_said_in_words(kind: str) -> None:
    raw = SAMPLES[kind]()
    generator = random.Random(kind)
    damage: list[Callable[[bytes, random.Random], bytes]] = [damaged]
    damage += [damaged_inside] if raw.startswith(b"PK") else []
    for number in range(TRIES if kind != "workbook" else 6):  # a process each
        broken = damage[number % len(damage)](raw, generator)
        for part in parts(peekable(io.BytesIO(broken)), Origin("a", "a", Settings(), kind)):
            for item in parsed(part) if isinstance(part, RawDocument) else (part,):
                assert isinstance(item, Document | Problem | Note)
                said = str(item) if isinstance(item, Problem) else ""
                assert "\n" not in said
                assert not PYTHON.search(said.replace("TProtocolException", "")), said
