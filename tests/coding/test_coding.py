"""Dictionary coding: what counts as a hit, what does not, and how codings are compared."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.coding.dictionary import DictionaryError, code, dictionary, instruments, read_dictionary
from policytext.coding.reports import cohen_kappa, krippendorff_alpha


def codes(text: str, content: dict[str, Any]) -> list[tuple[str, str]]:
    return [(hit.category, text[hit.start : hit.end]) for hit in code(text, dictionary(content))]


def test_terms_wildcards_and_patterns() -> None:
    content = {"人": {"引": ["引进*人才"], "训": ["/培训.{0,4}教师/"]}, "钱": ["专项资金", "奖?"]}
    text = "引进高层次人才，培训乡村教师，设立专项资金和奖补。"
    assert codes(text, content) == [
        ("人/引", "引进高层次人才"),
        ("人/训", "培训乡村教师"),
        ("钱", "专项资金"),
        ("钱", "奖补"),
    ]


def test_the_longer_term_counts_and_ignored_words_are_no_evidence() -> None:
    content = {
        "采购": ["政府采购"],
        "贸易": ["政府采购协定"],
        "产权": ["知识产权"],
        "$ignore": ["自主知识产权"],
    }
    assert codes("加入政府采购协定，发展自主知识产权产品。", content) == [("贸易", "政府采购协定")]


def test_rules_are_by_sentence() -> None:
    content = {"资金": ["补助"], "策略": ["发展"], "$last": ["策略"], "$none": ["/^去年/"]}
    text = "去年补助农户。发展产业，给予补助。发展旅游。"
    assert codes(text, content) == [("资金", "补助"), ("策略", "发展")]
    assert [hit.sentence for hit in code(text, dictionary(content))] == [(7, 17), (17, 22)]


def test_quantedas_form_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("税:\n  - 减税\n  - 费: [降费, 免费*]\n经济: [增长]\n", encoding="utf-8")
    assert [category.path for category in read_dictionary(path).categories] == ["税/费", "税", "经济"]


@pytest.mark.parametrize(("content", "message"), read_cases(__file__, "dictionary_errors.json").items())
def test_a_dictionary_that_cannot_be_used_is_said_to_be(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"own\.yaml") as error:
        read_dictionary(path)
    assert message in str(error.value)


@given(st.text("减税降费补助。；\n，", max_size=60))
def test_hits_lie_apart_inside_their_sentence(text: str) -> None:
    found = code(text, dictionary({"税": ["减税", "税降"], "费": ["降费"], "助": ["补助", "助*"]}))
    for hit in found:
        assert hit.sentence[0] <= hit.start < hit.end <= hit.sentence[1]
    assert all(a.end <= b.start for a, b in pairwise(found))


CASES = read_cases(__file__, "instrument_cases.json")


@pytest.mark.parametrize("kind", CASES["kinds"])
def test_each_kind_of_instrument_is_seen(kind: str) -> None:
    for sentence in (CASES["kinds"][kind], *CASES["in other words"].get(kind, ())):
        assert kind in {hit.category for hit in code(sentence, instruments())}, sentence


def test_who_has_something_checked_by_others_buys_no_service() -> None:
    found = {hit.category for hit in code("委托第三方机构对申报材料进行审核。", instruments())}
    assert "需求型/服务外包" not in found


@pytest.mark.parametrize("sentence", CASES["nothing"])
def test_what_is_no_instrument_is_coded_as_none(sentence: str) -> None:
    assert code(f"略。\n{sentence}", instruments()) == []


def test_what_firms_buy_is_no_service_that_the_state_buys() -> None:
    found = {hit.category for hit in code("支持中小企业购买检测服务。", instruments())}
    assert "需求型/市场培育" in found
    assert "需求型/服务外包" not in found


def test_a_heading_that_names_a_measure_is_coded() -> None:
    assert code("4.制定数据安全标准。", instruments())


def test_the_dictionary_has_three_types_and_nineteen_kinds() -> None:
    paths = [category.path for category in instruments().categories]
    assert sorted(paths) == sorted(CASES["kinds"])


def test_agreement() -> None:
    assert cohen_kappa("aabb", "aabb") == krippendorff_alpha(["aabb", "aabb"]) == 1.0
    assert abs(cohen_kappa("ab" * 50, "aabb" * 25)) < 0.01
    # Krippendorff 2011, section C: four coders of twelve units, some of them left out
    table = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    coded = [[None if code is None else str(code) for code in row] for row in table]
    assert krippendorff_alpha(coded) == pytest.approx(0.743, abs=0.001)
    with pytest.raises(ValueError, match="same units"):
        cohen_kappa("ab", "a")
