"""Counts of entities, or of types of entity, in many documents, by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from policytext.analysis import Analysis
from policytext.corpus.comparison import use
from policytext.corpus.engine import Counts
from policytext.corpus.fields import grouping
from policytext.corpus.tally import Tally, tally
from policytext.document import Document
from policytext.recognition.model import Entity
from policytext.schema import Row, declared
from policytext.settings import Names
from policytext.tables.entities import of_types

Level = Literal["text", "type"]

ENTITY_COUNTS = declared("entity_counts")
_BY_NAME = ("PER", "ORG", "POST", "DOC", "DOCNO", "MEETING", "INDUSTRY", "PROGRAMME")
_BETWEEN = "\t"


def count_entities(
    document: Document,
    types: Collection[str],
    field: str | None = None,
    level: Level = "text",
    names: Names = "tagger",
) -> Tally:
    """The count of each entity of these types (or of each type) in a document.

    >>> count_entities(Document("a", "国办、国务院办公厅"), ["ORG"]).uses
    {'': {'ORG\\t国务院办公厅': (2, 1)}}
    """
    analysis = Analysis(document, names=names)
    found = of_types(analysis, types)
    keys = (entity.type + _BETWEEN + (called(entity) if level == "text" else "") for entity in found)
    return tally(grouping(analysis, field), len(document.text), Counter(keys))


def called(entity: Entity) -> str:
    """The name under which an entity is counted in a corpus: one for all its forms.

    >>> called(Entity(0, 2, "东莞", "LOC", "441900", "广东省东莞市"))
    '广东省东莞市'
    """
    if entity.type == "LOC":
        return entity.detail or entity.text
    return (entity.normalized if entity.type in _BY_NAME else "") or " ".join(entity.text.split())


def group_rows(counts: Counts, counted: Iterable[Tally]) -> Iterator[Row]:
    """Rows of `ENTITY_COUNTS`: every entity in every group that names it; `counts` is open for use."""
    for found in counted:
        found.add_to(counts)
    groups = counts.groups()
    for used in counts.uses():
        kind, _, name = used.term.partition(_BETWEEN)
        total = use(used.times, used.documents, groups[used.group])
        yield {"type": kind, "text": name or None, "group": used.group or None, **total}
