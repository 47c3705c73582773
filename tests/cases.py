"""Cases of tests, which are data: files of JSON beside the tests, as CONTRIBUTING.md describes a case."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

LONGEST = 24  # characters of a text that names a case without a name


def read_cases(test: str, name: str) -> Any:
    """What is in a file beside a test, of which `test` is the `__file__`."""
    return json.loads(Path(test).with_name(name).read_text(encoding="utf-8"))


def cases(test: str, *names: str) -> pytest.MarkDecorator:
    """Runs a test with each `case` of these files. One with a reason under `xfail` must fail."""
    return pytest.mark.parametrize(
        "case", _params(case for name in names for case in read_cases(test, name))
    )


def _params(found: Iterable[Any]) -> list[Any]:
    return [
        pytest.param(
            case,
            id=_name(case),
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for case in found
    ]


def _name(case: Any) -> str | None:
    if isinstance(case, str):
        return case[:LONGEST]
    return case.get("name") or case.get("why") or case.get("text", case.get("input", ""))[:LONGEST] or None
