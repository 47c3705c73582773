"""What reading gives, taken apart: documents, their texts, and what was wrong."""

from __future__ import annotations

import io
from collections.abc import Iterable
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
