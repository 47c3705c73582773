"""我省, 全市, 我局: resolved by what the header says; words that only look like them are none."""

from __future__ import annotations

import pytest

from policytext.analysis import Analysis
from policytext.recognition.selfreference import self_references

NOTICE = (
    "杭州市西湖区水利局关于节水的通知\n各镇街：\n我区缺水，全省、全市都要节水，我局负责。\n"
    "杭州市西湖区水利局\n2024年3月5日\n"
)


def test_a_notice_means_its_own_place_and_issuer() -> None:
    found = {entity.text: entity.normalized for entity in Analysis(NOTICE).self_references}
    assert found == {
        "我区": "浙江省杭州市西湖区",
        "全省": "浙江省",
        "全市": "浙江省杭州市",
        "我局": "杭州市西湖区水利局",
    }


@pytest.mark.parametrize(
    "text",
    [
        "全部完成",
        "基本办法",
        "本部门",
        "我部队",
        "健全市场",
        "全区域",
        "安全区",
        "本办法",
        "本行业",
        "本行政区",
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert not list(self_references(text, ["水利部"], "浙江省", "330000"))


def test_two_issuers_that_fit_leave_it_open() -> None:
    (found,) = self_references("我局负责", ["青江市水利局", "青江市财政局"], "青江市", "")
    assert found.normalized == ""


def test_what_a_rule_calls_each_bank_is_not_its_issuer() -> None:
    (found, own) = self_references("银行应当管理本行账户，我行负责检查", ["海州银行"], "", "")
    assert (found.normalized, own.normalized) == ("", "海州银行")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("海州市水利局公布名单，该局将复查。", "海州市水利局"),
        ("海州市水利局、海州市财政局公布名单，该局将复查。", ""),
        ("海州市水利局公布名单。\n该局将复查。", ""),
        ("海州大学与多所高校合作，该校将招生。", ""),
        ("海州大学公布名单，该校长期招生。", None),
    ],
)
def test_that_body_is_the_one_named_last_in_the_paragraph(text: str, named: str | None) -> None:
    found = [entity.normalized for entity in Analysis(text).self_references if entity.text[0] == "该"]
    assert found == ([] if named is None else [named])
