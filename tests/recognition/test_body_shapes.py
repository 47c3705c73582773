"""Each shape of bodies' names matches its example."""

from __future__ import annotations

import pytest

from policytext.recognition.shapes import shapes
from policytext.resources import rows


@pytest.mark.parametrize(("kind", "example"), [(row[0], row[3]) for row in rows("body_shapes.tsv")])
def test_each_shape_by_its_example(kind: str, example: str) -> None:
    shape = shapes()[kind]
    assert shape.search(example)
    assert shape.needs is None or [*shape.finditer(example)]  # what it needs stands there
