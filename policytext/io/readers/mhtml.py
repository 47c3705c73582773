"""Pages that browsers save as a single file (MHTML, RFC 2557), and mails (.eml), which are made alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.header import decode_header, make_header
from email.message import Message

from policytext.document import Document, Problem
from policytext.io.encoding import decode
from policytext.io.errors import Unreadable
from policytext.io.readers import html, text
from policytext.io.readers.account import accounted, words_of
from policytext.io.readers.decoding import decode_text
from policytext.io.readers.origin import CUT, Note, Origin
from policytext.language.patterns import lazy

_FRAME = "is a frame: its text is that of a page within it"
_MAIL = "a mail that was passed on"
_ANSWER = "holds an earlier mail below the one that answers it or passes it on: they are read as one"
_EARLIER = lazy(
    r"(?im)^[^\w\n]*(?:原始邮件|转发(?:的)?邮件(?:信息)?|original message|forwarded message)"
    r"[^\w\n]*$"
)
_ANSWERED = lazy(r"(?i)\A(?:\s*(?:回[复覆]|答复|转发|轉寄|re|fwd?)\s*[：:])+\s*")
_ATTACHED = "what is attached to this mail is not read ({})"


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The page itself, the first of the parts, or where this is a frame the page in it that has most text.

    `meta` has its address as `url`. Of a mail without a page it is the text. Raises Unreadable.
    """
    message = message_from_bytes(raw)
    parts = [
        (part, data) for part in message.walk() if isinstance(data := part.get_payload(decode=True), bytes)
    ]
    pages = [it for it in parts if it[0].get_content_type() == "text/html"]
    texts = [it for it in parts if it[0].get_content_type() == "text/plain" and not it[0].get_filename()]
    if not pages and not texts:
        raise Unreadable("no text: there is no page in this file")
    part, payload = (pages or texts)[0]
    if pages[1:] and not html.has_sentence(_page(part, payload, origin)):
        part, payload = max(pages, key=lambda it: html.own_text(_page(it[0], it[1], origin)))
        if part is not pages[0][0]:
            yield Note(origin.source, _FRAME)
    elif not pages:
        payload = "\n".join(_text(it[0], it[1], origin).strip() for it in texts).encode()
    url = _address(message) or _address(part)
    meta = {**origin.meta, **({"url": url} if url else {})}
    subject = "" if url else _ANSWERED.sub("", _subject(message))
    inner = replace(origin, declared=part.get_content_charset() if pages else "utf-8", meta=meta)
    for found in (html.read if pages else text.read)(payload, inner):
        if isinstance(found, Document):
            others = ((_part_of(one), words_of(_text(one, data, origin))) for one, data in (*pages, *texts))
            if _EARLIER.search(found.text):
                yield Note(origin.source, _ANSWER)
            yield from accounted(replace(found, title=found.title or subject), others, origin.source)
        else:
            yield found
    attached = [name for one, _ in parts if not url and (name := one.get_filename())]
    attached += [_MAIL for one in message.walk() if pages and one.get_content_type() == "message/rfc822"]
    if any(isinstance(it, CloseBoundaryNotFoundDefect) for part in message.walk() for it in part.defects):
        yield replace(origin.problem(CUT), id=origin.id)
    if attached:
        yield Note(origin.source, _ATTACHED.format(", ".join(attached)))


def _part_of(part: Message) -> str:
    return "another page in it" if part.get_content_type() == "text/html" else "a part in plain text"


def _subject(message: Message) -> str:
    """The subject of a mail, which may be in bytes as they are."""
    written = next((held for name, held in message.raw_items() if name.lower() == "subject"), "")
    raw = str(written).encode("ascii", "surrogateescape")
    try:
        return (
            str(make_header(decode_header(str(written)))).strip()
            if raw.isascii()
            else decode(raw).text.strip()
        )
    except (LookupError, ValueError):  # no encoding
        return ""


def _text(part: Message, payload: bytes, origin: Origin) -> str:
    return decode_text(payload, origin.settings.encoding, True, part.get_content_charset()).text


def _page(part: Message, payload: bytes, origin: Origin) -> Document:
    return html.read_html(_text(part, payload, origin))


def _address(part: Message) -> str:
    """The address of the page."""
    return str(part.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
