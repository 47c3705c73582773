"""All entities of a text."""

from __future__ import annotations

from policytext.document import Document
from policytext.entities.agencies import organisations
from policytext.entities.dates import dates
from policytext.entities.heading import find_header
from policytext.entities.locations import locations
from policytext.entities.meetings import meetings
from policytext.entities.model import TYPES, Entity
from policytext.entities.people import people
from policytext.entities.posts import posts
from policytext.entities.programmes import industries, programmes
from policytext.entities.reading import Reading, longest_first
from policytext.entities.references import doc_numbers, titles
from policytext.entities.values import values


def extract(document: str | Document, date: str | None = None) -> list[Entity]:
    document = Document.of(document)
    text = document.text
    if date is None:
        date = _own_date(document)
    reading = Reading(text)
    places = locations(reading)
    agencies = organisations(reading, places)
    offices = posts(reading)
    dated = longest_first(dates(text, date))
    timed = {at for entity in dated for at in range(entity.start, entity.end)}
    numbered = longest_first(doc_numbers(text))
    timed |= {at for entity in numbered for at in range(entity.start, entity.end)}
    measured = longest_first(
        value for value in values(text) if timed.isdisjoint(range(value.start, value.end))
    )
    persons = people(reading, offices, agencies, places)
    inside = {at for name in (*agencies, *persons) for at in range(name.start, name.end)}
    found = [
        *persons,
        *agencies,
        *(place for place in places if place.start not in inside),
        *offices,
        *dated,
        *measured,
        *titles(text),
        *numbered,
        *meetings(reading),
        *industries(text),
        *programmes(text),
    ]
    return sorted(found, key=lambda e: (e.start, -e.end, TYPES.index(e.type)))


def _own_date(document: Document) -> str | None:
    header = find_header(document)
    return header.date_published or header.date_written or None
