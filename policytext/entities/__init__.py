"""Entities of policy text, and the facts of a document's header."""

from __future__ import annotations

from policytext.document import Document
from policytext.entities.model import TYPES, Entity, EntityType, Header

__all__ = ["TYPES", "Entity", "EntityType", "Header", "entities", "header"]


def entities(document: str | Document, date: str | None = None) -> list[Entity]:
    """People, organisations, places, posts, dates, sums, documents, meetings, industries, programmes.

    Sorted by offset; no two of one type overlap, but for a DOC inside a DOC. Dates without a year
    are resolved against `date` (ISO 8601), or else against the document's own date.

    >>> [(e.type, e.normalized) for e in entities("2024年3月，粤府〔2024〕12号提出增长5%")]
    [('DATE', '2024-03'), ('DOCNO', '粤府〔2024〕12号'), ('PERCENT', '5')]
    """
    from policytext.entities.extract import extract

    return extract(document, date)


def header(document: str | Document) -> Header:
    """The facts of a document's head and foot: title, number, issuer, dates, place, genre, source.

    >>> page = "某市人民政府关于节水的通知\\n某府〔2024〕3号\\n各区：\\n略。\\n某市人民政府\\n2024年5月6日"
    >>> found = header(page)
    >>> found.doc_number, found.issuer, found.date_written, found.genre
    ('某府〔2024〕3号', '某市人民政府', '2024-05-06', '通知')
    """
    from policytext.entities.heading import find_header

    return find_header(Document.of(document))
