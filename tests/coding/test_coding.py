"""Dictionary coding: what counts as a hit, what does not, and how codings are compared."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
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


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- a\n- b\n", "is no YAML of categories"),
        ("资金：\n  - 补助\n", "whose colon is : and not ："),
        ("a: [b\n", "line"),
        ("a: []\n", "a has no terms"),
        ("a: ['/(/']\n", "no regular expression"),
        ("a: [b]\n$first: [a]\n", "$first is none of"),
        ("a: [b]\n$last: [c]\n", "which is no category"),
    ],
)
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


INSTRUMENTS = {
    "供给型/人才培养": "引进一批海外高层次人才和创新团队。",
    "供给型/资金投入": "市财政设立专项资金，对企业给予一次性奖励50万元。",
    "供给型/技术支持": "支持企业开展关键核心技术攻关，建设重点实验室。",
    "供给型/基础设施": "加快建设算力中心和5G网络等基础设施。",
    "供给型/公共服务": "搭建中小企业公共服务平台，提供一站式服务。",
    "供给型/教育培训": "推进职业教育教材和课程更新。",
    "环境型/目标规划": "到2030年，全市海洋经济规模达到3000亿元。",
    "环境型/金融支持": "鼓励金融机构加大信用贷款投放，给予贷款贴息。",
    "环境型/税收优惠": "落实研发费用加计扣除政策。",
    "环境型/法规管制": "经营者不得销售未经检验的产品，违反者依法处罚。",
    "环境型/策略性措施": "培育壮大龙头企业和产业集群。",
    "环境型/知识产权": "加强知识产权保护和运用。",
    "环境型/组织领导": "成立工作领导小组，建立联席会议制度。",
    "需求型/政府采购": "加大政府采购对创新产品的支持，推行首购首用。",
    "需求型/贸易管制": "提升通关便利化水平，扩大优势产品出口。",
    "需求型/服务外包": "推行政府购买服务，委托专业机构运营。",
    "需求型/市场培育": "开展以旧换新活动，发放消费券。",
    "需求型/示范应用": "开展无人配送试点，开放应用场景。",
    "需求型/国际合作": "支持企业走出去，深化国际科技合作。",
}
IN_OTHER_WORDS = {
    "供给型/人才培养": ("选派一批农技骨干下乡，优先参加职称评审。", "为青年教师提供住房和津贴。"),
    "供给型/资金投入": ("从国有资本收益中提取三成用于技改。", "按照每亩40元标准兑付。"),
    "供给型/技术支持": ("组建创新联合体，承担重大专项。", "组织卡脖子难题联合攻坚。"),
    "供给型/基础设施": ("更新老旧供热管线。", "在园区新建一批冷链仓储。"),
    "供给型/公共服务": ("补贴发放免申即享，材料压减一半。", "推动检查结果互认。"),
    "供给型/教育培训": ("支持高校增设储能专业。", "举办企业主研修班。"),
    "环境型/目标规划": ("到2028年，空气优良天数比例稳定在90%以上。", "力争能耗强度累计下降12%。"),
    "环境型/金融支持": ("对暂时困难的企业不抽贷、不断贷，到期展期。",),
    "环境型/税收优惠": ("阶段性缓缴困难行业部分税费。",),
    "环境型/法规管制": ("对失信主体联合惩戒。", "严控高耗能项目盲目上马。"),
    "环境型/知识产权": ("打击地理标志侵权行为。",),
    "环境型/组织领导": ("把进展列入年度考评。", "通过报刊、短视频解读政策，营造良好氛围。"),
    "需求型/政府采购": ("预留采购份额面向小微企业。",),
    "需求型/服务外包": ("将公园养护交由专业机构管护。",),
    "需求型/市场培育": ("发放文旅惠民券。", "对居民换购节能空调给予支持，带动家电消费。"),
    "需求型/示范应用": ("打造一批零碳样板。",),
    "需求型/国际合作": ("与共建国家联合培育良种。",),
}
NOTHING = (
    "附件2：专项资金申报指南",
    "“十四五”期间，新建公路300公里。",
    "全市生产总值增长6.2%。",
    "本办法所称节水，是指减少用水的行为。",
    "（牵头单位：市工业和信息化局，责任单位：市财政局）",
    "请将本通知转发至辖区内各银行。",
    "为了规范河道管理，根据《某省河道条例》，制定本办法。",
    "（市财政局、市商务局、市统计局指导）",
    "海州市安全生产委员会办公室",
    "4.数据安全标准与检测认证（DS）。",
    "详见《关于发放消费券的通知》。",
)


@pytest.mark.parametrize("kind", INSTRUMENTS)
def test_each_kind_of_instrument_is_seen(kind: str) -> None:
    assert kind in {hit.category for hit in code(INSTRUMENTS[kind], instruments())}


@pytest.mark.parametrize("kind", IN_OTHER_WORDS)
def test_a_kind_is_seen_in_other_words(kind: str) -> None:
    for sentence in IN_OTHER_WORDS[kind]:
        assert kind in {hit.category for hit in code(sentence, instruments())}, sentence


def test_who_has_something_checked_by_others_buys_no_service() -> None:
    found = {hit.category for hit in code("委托第三方机构对申报材料进行审核。", instruments())}
    assert "需求型/服务外包" not in found


@pytest.mark.parametrize("sentence", NOTHING)
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
    assert sorted(paths) == sorted(INSTRUMENTS)


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
