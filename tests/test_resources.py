"""Every table that ships says where it comes from, and the two readmes say the same."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TABLES = sorted(
    entry.name for entry in files("policytext.resources").iterdir() if entry.name.endswith(".tsv")
)
LICENCE = re.compile(r"MIT|Apache-2\.0|Unicode License|official documents")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_names_its_source_and_licence(name: str) -> None:
    first = (files("policytext.resources") / name).read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("# ")
    assert LICENCE.search(first)


def test_the_readmes_show_the_same() -> None:
    shown = []
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = re.findall(r"```\w+\n(.*?)```", text, re.S)
        shown.append([re.sub(r"\s*#.*", "", block) for block in blocks])
        shown.append(re.findall(r"`(policytext [a-z]+)`", text))
    assert shown[:2] == shown[2:]
