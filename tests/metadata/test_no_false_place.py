"""A county's short name is no place without more: 会同, 公安, 平安 and 资源 are words."""

from __future__ import annotations

import pytest

from policytext import entities
from policytext.document import Document
from policytext.language.segment import is_known
from policytext.metadata.header import find_header
from policytext.metadata.place import find_place
from policytext.resources import rows

PLACES = list(rows("places.tsv"))
UPPER = {short for code, _, short in PLACES if code.endswith("00")}  # 南昌 is a county, and a city
WORDS = sorted({short for code, name, short in PLACES if short != name and not code.endswith("00")} - UPPER)
TITLES = (
    "关于推进{}建设工作的通知",
    "教育部{}有关部门部署校园安全工作",
    "中外经贸{}不断拓展",
    "{}部关于修改程序规定的决定",
)
NATIONAL = ("中国人民银行", "国家发展改革委", "公安部", "国务院办公厅", "最高人民法院", "中共中央")


def test_short_names_of_counties_are_no_places() -> None:
    placed = [
        text
        for short in WORDS
        if is_known(short)
        for title in TITLES
        if find_header(Document.of(text := f"{title.format(short)}\n各单位：\n要做好{short}工作。")).place
    ]
    assert placed == []


@pytest.mark.parametrize("issuer", NATIONAL)
def test_national_bodies_have_no_place_whomever_they_address(issuer: str) -> None:
    text = (
        f"{issuer}关于节水的通知\n上海总部，新疆生产建设兵团，广东省水利厅，深圳市中心支行：\n"
        "广东省、上海市要先行先试，我省、我市有关部门要落实。"
    )
    assert find_header(Document.of(text)).place == ""


@pytest.mark.parametrize(
    "text",
    [
        "黄山毛峰制作技艺",
        "公布雨花石产地",
        "学习新安全生产法",
        "下达资金安排",
        "珠江口西岸",
        "合作市场监管",
    ],
)
def test_words_across_names_are_no_places(text: str) -> None:
    assert find_header(Document.of(f"{text}\n有关情况如下。")).place == ""


@pytest.mark.parametrize(
    ("said", "place", "is_sure"),
    [
        ("我省各级政府应当落实责任。《广东省节水条例》同时施行。", "广东省", True),
        ("本市各级政府应当落实责任。根据《广东省节水条例》制定本办法。", "广东省", False),
        ("我县各部门应当落实责任。根据《广东省节水条例》制定本办法。", "广东省", False),
        ("我县、全县要落实省委省政府要求，贯彻《广东省节水条例》。", "广东省", False),
        ("我市代表团赴浙江省杭州市考察。在杭州市，代表团看了节水工程，我市要学习。", "浙江省杭州市", False),
        ("本市各部门应当落实责任。重庆市水利局负责。", "重庆市", True),
        ("本市规划应当保证日照间距，不得影响日照。", "山东省日照市", False),
        ("本市与台湾地区开展交流，吸引台湾学生来本市。", "", True),
        ("本市苏州河两岸，苏州河沿线。", "", True),
    ],
)
def test_a_place_is_sure_if_named_as_one_of_the_level_that_the_text_speaks_of(
    said: str, place: str, is_sure: bool
) -> None:
    found = find_header(Document.of(f"第一条　为了节约用水，制定本办法。\n{said}"))
    assert (found.place, "place" not in found.unsure) == (place, is_sure)


@pytest.mark.parametrize(
    "issuer",
    [
        "国家市场监督管理总局",
        "国家社区服务协会",
        "世界城市日事务协调中心",
        "中部战区总医院",
        "合作区管委会",
        "前海合作区管理局",
        "华东地区民航管理局",
        "自贸区管委会",
        "青川灾区重建委员会",
    ],
)
def test_what_only_begins_like_a_division_is_none(issuer: str) -> None:
    assert find_place([issuer], "", "") == ("", "", "")


def test_a_division_that_no_table_has_is_a_place() -> None:
    assert find_place(["桐岭市教育局"], "", "")[0] == "桐岭市"


@pytest.mark.parametrize("name", ["桐岭市", "桐岭"])
def test_a_division_is_no_short_name_of_a_company_in_it(name: str) -> None:
    text = f"{name}发生事故，依法对桐岭市顺达物流有限责任公司处以罚款，{name}已报告。"
    assert "ORG" not in {entity.type for entity in entities(text) if entity.text == name}
