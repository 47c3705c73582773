"""All entities of a text."""

from __future__ import annotations

from policytext.language.reading import Reading
from policytext.recognition.agencies import organisations
from policytext.recognition.dates import dates
from policytext.recognition.locations import locations
from policytext.recognition.meetings import meetings
from policytext.recognition.model import TYPES, Entity, longest_first
from policytext.recognition.people import people
from policytext.recognition.posts import posts
from policytext.recognition.programmes import industries, programmes
from policytext.recognition.references import doc_numbers, titles
from policytext.recognition.values import values


def extract(reading: Reading, date: str | None = None) -> list[Entity]:
    """Every entity of a text, sorted by offset; dates without a year are resolved against `date`."""
    text = reading.text
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
