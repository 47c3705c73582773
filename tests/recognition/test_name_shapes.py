"""Each shape of a name, date, value or list of offices in a table matches its example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pytest

from policytext.language.patterns import LazyPattern
from policytext.language.patterns import shapes as shapes_of
from policytext.metadata import dates as days
from policytext.recognition import careers, datepatterns, frames, meetings, programmes, shapes, values
from policytext.recognition.build import PLACE_SHAPES
from policytext.resources import rows

TABLES = {
    "career_shapes.tsv": careers.career_shapes,
    "programme_shapes.tsv": programmes.programme_shapes,
    "day_phrases.tsv": days.day_phrases,
    "date_shapes.tsv": datepatterns.date_shapes,
    "body_shapes.tsv": shapes.body_shapes,
    "place_shapes.tsv": lambda: PLACE_SHAPES,
    "relation_shapes.tsv": partial(shapes_of, "relation_shapes.tsv"),
    "meeting_shapes.tsv": meetings.meeting_shapes,
    "value_shapes.tsv": values.value_shapes,
    "name_frames.tsv": frames.frame_shapes,
}


@pytest.mark.parametrize(
    ("read", "kind", "example"),
    [(read, row[0], row[-1]) for name, read in TABLES.items() for row in rows(name)],
)
def test_each_shape_by_its_example(
    read: Callable[[], Mapping[str, LazyPattern]], kind: str, example: str
) -> None:
    assert [*read()[kind].finditer(example)]  # where what it needs stands
