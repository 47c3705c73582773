"""Plain text: one document a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policytext.document import Document, Problem
from policytext.io.compression import bare_suffix
from policytext.io.readers.decoding import bad_bytes, decode_text, encoding_facts
from policytext.io.readers.jina import has_headings, is_jina, read_jina
from policytext.io.readers.origin import Origin
from policytext.io.records import newlines


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem]:
    """The text of a file; under a given encoding, bytes that are not in it are a Problem besides."""
    settings = origin.settings
    decoded = decode_text(raw, settings.encoding, declared=origin.declared)
    facts = {**origin.meta, **encoding_facts(decoded)}
    text = newlines(decoded.text)
    if is_jina(text) or (bare_suffix(origin.source) == ".md" and has_headings(text)):
        page = read_jina(text)
        yield replace(page, id=origin.id, source=origin.source, meta={**page.meta, **facts})
    else:
        yield Document(origin.id, text, origin.source, meta=facts)
    if settings.encoding and decoded.bad:
        yield Problem(origin.source, bad_bytes(decoded), id=origin.id)
