"""Every table that ships says where it comes from, and says each thing once."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from itertools import takewhile

import pytest

RESOURCES = files("policytext.resources")
TABLES = sorted(entry.name for entry in RESOURCES.iterdir() if entry.name.endswith(".tsv"))
LICENCE = re.compile(r"MIT|BSD-3-Clause|Apache-2\.0|Unicode License|official documents")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_names_its_source_and_licence(name: str) -> None:
    lines = (RESOURCES / name).read_text(encoding="utf-8").splitlines()
    top = list(takewhile(lambda line: line.startswith("#"), lines))
    assert top
    assert LICENCE.search(" ".join(top))


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name: str) -> None:
    lines = (RESOURCES / name).read_text(encoding="utf-8").splitlines()
    rows = Counter(line for line in lines if line and not line.startswith("#"))
    assert [row for row, count in rows.items() if count > 1] == []
