"""Settings are checked where they are set."""

from __future__ import annotations

from typing import Any

import pytest

from policytext.pipeline import RULES
from policytext.settings import Settings, SettingsError


@pytest.mark.parametrize(
    "values",
    [
        {"jobs": "many"}, {"jobs": 0}, {"jobs": 2.5}, {"jobs": True}, {"off": "glosses"}, {"off": [1]},
        {"off": {"glosses": True}}, {"text_field": 3}, {"vocabulary": "yes"}, {"encoding": 936},
        {"to": ["taiwan"]}, {"to": "latin"}, {"colour": "red"},
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_named_with_its_place(values: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=f"policytext.toml: .*{next(iter(values))}"):
        Settings().with_values(values, "policytext.toml")


def test_right_values() -> None:
    set_ = Settings().with_values({"jobs": "auto", "off": ["spaced"], "text-field": "body", "to": "keep"})
    assert set_ == Settings(jobs="auto", off=frozenset({"spaced"}), text_field="body", to="keep")


def test_each_rule_is_listed_once() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
