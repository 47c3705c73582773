"""What an entity type needs: a finder, a line that says what its values are, and a case that shows it."""

import json
import re
from pathlib import Path

import pytest

from policytext.analysis import entities
from policytext.recognition import model
from policytext.recognition.extract import FINDERS
from policytext.recognition.model import RELATIONS, TYPES

HERE = Path(__file__).parent


def test_every_type_has_a_finder() -> None:
    assert set(FINDERS) == set(TYPES), "recognition/extract.py: FINDERS"


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_says_what_its_values_are(kind: str) -> None:
    rows = re.findall(r"^    \| ([A-Z, ]+) \|", model.Entity.__doc__ or "", re.MULTILINE)
    assert kind in {name for row in rows for name in row.split(", ")}, "recognition/model.py: Entity"


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_a_case(kind: str) -> None:
    cases = [case for name in ("spans", "values") for case in _cases(name)]
    assert any(span[0] == kind for case in cases for span in case["expected"]), "tests/recognition/*.json"


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_has_a_case(relation: str) -> None:
    found = [case for case in _cases("relations") for row in case.get("expected", ()) if row[0] == relation]
    assert found, "tests/recognition/relations.json"


def test_types_can_be_asked_for_alone() -> None:
    from policytext.language.reading import Reading
    from policytext.recognition.extract import extract

    text = "广东省科技厅厅长王伟民2025年3月投资1.5亿元，增长5.4%。"
    everything = entities(text)
    for kind in TYPES:
        assert extract(Reading(text), None, [kind]) == [e for e in everything if e.type == kind]


def _cases(name: str) -> list[dict[str, list[list[str]]]]:
    cases: list[dict[str, list[list[str]]]] = json.loads(
        (HERE / f"{name}.json").read_text(encoding="utf-8")
    )
    return cases
