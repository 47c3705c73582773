"""Repair of a damaged page's other fields: source, site, names of files, spacing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from policytext.document import Document

NAMES = (
    "source_name",
    "issuer",
    "doc_number",
    "title_number",
    "author",
    "site_name",
    "column",
    "keywords",
    "description",
)
BESIDE = 600  # characters of the text that show what was done to all of them

Repair = Callable[[Document], Document]


def with_repaired_facts(document: Document, read: Document, repaired: Repair) -> Document:
    """The document with the facts of its `meta` repaired where its text, as it was `read`, had to be.

    `repaired` is what was done to the text. A fact in which something is lost even so is empty: the
    page's own lines may say it whole. Names of files are as they can be read, for their links.

    >>> from policytext.repairs import repair
    >>> page = Document("a", "¹ØÓÚ½ÚË®µÄÍ¨Öª", meta={"source_name": "Ä³ÊÐË®Àû¾Ö", "url": "x"})
    >>> with_repaired_facts(page, page, repair).meta
    {'source_name': '某市水利局', 'url': 'x'}
    """
    said = [*dict.fromkeys(fact for fact in _said(read) if not fact.isascii() and "\n" not in fact)]
    known = _read(said, read.text[:BESIDE], repaired) if said else {}
    if not known:
        return document
    meta = dict(read.meta)
    for name in NAMES:
        if isinstance(meta.get(name), str):
            meta[name] = known.get(meta[name], meta[name])
    if files := meta.get("attachments"):
        meta["attachments"] = [{**file, "name": known.get(file["name"]) or file["name"]} for file in files]
    layout = tuple(
        block._replace(spaced=known[block.spaced]) if known.get(block.spaced) else block
        for block in read.layout
    )
    return replace(document, meta={**document.meta, **meta}, layout=layout)


def _said(page: Document) -> list[str]:
    """The strings of a page beside its text: facts, names of files, lines as their elements space them."""
    facts = [page.meta[name] for name in NAMES if isinstance(page.meta.get(name), str)]
    files: list[Mapping[str, Any]] = page.meta.get("attachments") or []
    spaced = [block.spaced for block in page.layout if block.spaced]
    return [*facts, *(file["name"] for file in files), *spaced]


def _read(said: list[str], beside: str, repaired: Repair) -> dict[str, str]:
    """Those of these lines that change, repaired with the text beside them, "" where something is lost."""
    found = repaired(Document("", "\n".join([*said, beside])))
    lines = found.text.split("\n")
    if len(lines) != len(said) + 1 + beside.count("\n"):  # lines were joined
        return {}
    known, at = {}, 0
    for fact, line in zip(said, lines, strict=False):
        lost = any(at <= remark.start <= at + len(line) for remark in found.remarks)
        at += len(line) + 1
        if lost or line != fact:
            known[fact] = "" if lost else line
    return known
