"""Full names of bodies: never one that a body of that day did not have."""

from __future__ import annotations

from typing import Any

from cases import cases

from policytext.analysis import entities


def full(text: str, date: str | None = None) -> dict[str, str]:
    return {entity.text: entity.normalized for entity in entities(text, date) if entity.type == "ORG"}


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("1996-05-01", "国家计划委员会"),
        ("2001-05-01", "国家发展计划委员会"),
        ("1998", "国家计委"),
        (None, "国家计委"),
    ],
)
def test_a_short_name_that_outlived_its_body(date: str | None, name: str) -> None:
    assert full("现将国家计委的报告转发给你们。", date)["国家计委"] == name


def test_a_name_for_several_bodies_is_none_of_them() -> None:
    text = "财政部、审计署（以下统称各监管部门）负责。各监管部门要做好监管。"
    assert "各监管部门" not in full(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "岚江市财政局、团市委、团市委宣传部通知。",
            {
                "岚江市财政局": "岚江市财政局",
                "团市委": "共青团岚江市委",
                "团市委宣传部": "共青团岚江市委宣传部",
            },
        ),
        (
            "黄石市2027年工作要点\n按照省政府要求，市财政局牵头。",
            {"省政府": "湖北省人民政府", "市财政局": "黄石市财政局"},
        ),
        (
            "《临沂市促进预制菜产业发展若干措施》解读\n按照省政府要求，市财政局牵头，临沂市农业农村局负责。",
            {
                "省政府": "山东省人民政府",
                "市财政局": "临沂市财政局",
                "临沂市农业农村局": "临沂市农业农村局",
            },
        ),
        (
            "《厦门市倍增计划》政策解读\n经市政府同意，由市工信局负责。",
            {"市政府": "厦门市人民政府", "市工信局": "厦门市工信局"},
        ),
        (
            "辽宁省、江苏省、四川省人民政府：\n上述城市所在省人民政府要调整规章，省政府负责。",
            {"四川省人民政府": "四川省人民政府", "省政府": "省政府"},
        ),
        (
            "各区、市教育局、市场监管局：\n青岛市教育局、青岛市卫生健康委员会通知，市政府负责。",
            {
                "市场监管局": "市场监管局",
                "青岛市教育局": "青岛市教育局",
                "青岛市卫生健康委员会": "青岛市卫生健康委员会",
                "市政府": "青岛市人民政府",
            },
        ),
        (
            "关于推广黄石市经验的通知\n按照省政府要求，市财政局牵头。",
            {"省政府": "省政府", "市财政局": "市财政局"},
        ),
    ],
)
def test_the_place_that_a_text_begins_with(text: str, names: dict[str, str]) -> None:
    assert full(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "云南省市场监督管理局通报，报省市场监管局、省人社厅，由市城管局处理。",
            {"省市场监管局": "云南省市场监督管理局", "省人社厅": "云南省人社厅", "市城管局": "市城管局"},
        ),
        (
            "江门市发展和改革委员会、江门市公安交通管理局通知，由市发改委、市公安局牵头。",
            {"市发改委": "江门市发展和改革委员会", "市公安局": "江门市公安局"},
        ),
        (
            "中共青海省委第五巡视组向某县委反馈，省委第二巡视组、中央第八巡视组、省委参加。",
            {
                "中共青海省委第五巡视组": "中共青海省委第五巡视组",
                "省委第二巡视组": "中共青海省委第二巡视组",
                "中央第八巡视组": "中央第八巡视组",
                "省委": "中共青海省委",
            },
        ),
    ],
)
def test_offices_of_the_document_by_their_short_names(text: str, names: dict[str, str]) -> None:
    assert names.items() <= full(text).items()


def test_ministries_of_other_states_are_theirs() -> None:
    text = (
        "农业农村部与乌兹别克斯坦共和国农业部、法兰西共和国外交部签署，地址：花园路1号市人大常委会办公厅。"
    )
    assert full(text) == {
        "农业农村部": "农业农村部",
        "乌兹别克斯坦共和国农业部": "乌兹别克斯坦共和国农业部",
        "法兰西共和国外交部": "法兰西共和国外交部",
        "市人大常委会办公厅": "市人大常委会办公厅",
    }


def test_a_clause_is_no_item_of_a_list_of_companies() -> None:
    text = "上海银行、浦发银行、交通银行上海市分行要设立不少于30家科技特色支行。"
    assert list(full(text)) == ["上海银行", "浦发银行", "交通银行上海市分行"]


def test_a_company_does_not_say_of_which_city_the_offices_are() -> None:
    text = "在凌海市大有经济区锦州康泰润滑油添加剂股份有限公司调研时，要求市发改委每月通报进展。"
    assert {"市发改委"} == {e.normalized for e in entities(text) if e.text == "市发改委"}
