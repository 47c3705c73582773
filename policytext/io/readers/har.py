"""HAR: what a browser's tools save of the pages that it loaded (HTTP Archive 1.2), a document for each."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.decoding import decode_text
from policytext.io.readers.jsontext import parsed
from policytext.io.readers.members import left_out, origin_inside, page
from policytext.io.readers.origin import Origin, RawDocument
from policytext.io.readers.size_limit import read_all
from policytext.language.patterns import lazy

_CHARSET = lazy(r"(?i)charset=[\"']?([\w.:-]+)")


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | RawDocument]:
    """The pages that were answered with status 200; a document's id, source and url are its address."""
    origin = origin_inside(origin)
    value, _ = parsed(decode_text(read_all(stream, origin.settings), origin.settings.encoding).text)
    try:
        entries = list(value["log"]["entries"])
    except (KeyError, TypeError, IndexError):
        raise Unreadable("is no archive of a browser (HAR)") from None
    if not entries:
        raise Unreadable("has no page")
    for n, entry in enumerate(entries, 1):
        try:
            loaded = str(entry.get("startedDateTime", ""))
            yield _page(str(entry["request"]["url"]), entry["response"], loaded, origin)
        except (KeyError, TypeError, AttributeError, ValueError):
            yield origin.problem(f"entry {n} is no answer of a server")


def _page(url: str, answer: dict[str, Any], loaded: str, origin: Origin) -> RawDocument | Problem:
    status, content = answer["status"], answer["content"]
    if str(status) != "200":
        return left_out(origin, url, f"was answered with status {status}", f"status {status}")
    written, media = content.get("text"), str(content.get("mimeType", ""))
    if not written:
        return left_out(origin, url, "was saved without its content", "no content")
    declared = _CHARSET.search(media)
    packed = content.get("encoding") == "base64"
    data = b64decode(written) if packed else str(written).encode("utf-8", "surrogatepass")
    charset = (declared[1] if declared else None) if packed else "utf-8"
    kind = media.partition(";")[0].strip().lower()
    return page(origin, url, kind, data, charset=charset, meta={"crawled": loaded, "media_type": kind})
