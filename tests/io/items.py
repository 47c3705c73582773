"""What reading gives, taken apart: documents, their texts, and what was wrong."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from policytext.document import Document, Problem
from policytext.io.read import read
from policytext.settings import Settings


def of_stdin(raw: bytes, **settings: Any) -> list[Document | Problem]:
    return list(read(stdin=io.BytesIO(raw), settings=Settings(**settings)))


def documents_of(items: Iterable[object]) -> list[Document]:
    return [item for item in items if isinstance(item, Document)]


def texts_of(items: Iterable[object]) -> list[str]:
    return [document.text for document in documents_of(items)]


def problems_of(items: Iterable[object]) -> list[str]:
    return [str(item) for item in items if isinstance(item, Problem)]


def reading(
    path: Path, content: str | bytes | None = None, **settings: Any
) -> tuple[list[Document], list[str], list[str]]:
    """The documents of a file (with this content, if there is any), what is wrong, and what was said."""
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    said: list[str] = []
    items = list(read([path], Settings(**settings), note=said.append))
    wrong = [problem.removeprefix(str(path)) for problem in problems_of(items)]
    return documents_of(items), wrong, [words.removeprefix(f"{path}: ") for words in said]


def one_of(raw: bytes) -> Document | Problem:
    (item,) = read(stdin=io.BytesIO(raw))
    return item


def text_of(raw: bytes) -> str:
    item = one_of(raw)
    assert isinstance(item, Document), item
    return item.text
