"""Pages that browsers save as a single file (MHTML, RFC 2557)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers import html
from policytext.io.readers.origin import Origin


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem]:
    """The page itself, the first of the parts; `meta` has its address as `url`. Raises Unreadable."""
    message = message_from_bytes(raw)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    payload = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(payload, bytes):
        raise Unreadable("no text: there is no page in this file")
    url = _address(message) or _address(page)
    meta = {**origin.meta, **({"url": url} if url else {})}
    yield from html.read(payload, replace(origin, declared=page.get_content_charset(), meta=meta))


def _address(part: Message) -> str:
    """The address of the page."""
    return str(part.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
