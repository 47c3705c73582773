"""What a document says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Header:
    """The facts of a document's head, as far as they were found; dates in ISO 8601.

    `evidence` says for each fact where it stood: `heading`, `number line`, `signature`, `meta`, ….
    """

    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    date_written: str = ""
    date_published: str = ""
    place: str = ""
    adcode: str = ""
    genre: str = ""
    source_name: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
