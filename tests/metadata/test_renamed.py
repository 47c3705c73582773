"""A text with its province, city, bureau and people renamed, or with blanks set, gives the same facts."""

from __future__ import annotations

import random
import re

import pytest

from policytext.document import Document
from policytext.language.places import full_name, names
from policytext.metadata.header import find_header

COUNT = 60  # pairs of cities: every province is among them
BUREAUS = ("科技局", "教育局", "水利局", "财政局", "卫生健康局", "农业农村局", "市场监管局")
CITIES = [
    code
    for code, name in names().items()
    if code.endswith("00") and not code.endswith("0000") and name.endswith("市") and code[:2] > "12"
]

NOTICE = (
    "{city}{bureau}关于做好节水工作的通知\n{city}水发〔2024〕5号\n各区{bureau}：\n"
    "按照{province}统一部署，现将有关事项通知如下。联系人：{person}。\n{city}{bureau}\n2024年3月5日"
)
REPORT = (
    "近日，市{bureau}党组书记、局长{person}主持召开全市节水工作会，传达学习省、市会议精神。\n"
    "会议要求，围绕{short}高质量发展，全市水利系统要抓好落实。\n"
    "会议强调，{short}要走在{province_short}前列，市委、市政府高度重视。"
)


def _filled(template: str, code: str, bureau: str, person: str) -> str:
    table = names()
    province = table[f"{code[:2]}0000"]
    return template.format(
        city=table[code],
        short=table[code].removesuffix("市"),
        province=province,
        province_short=province[:3] if province[:3] in ("内蒙古", "黑龙江") else province[:2],
        bureau=bureau,
        person=person,
    )


def _pairs() -> list[tuple[str, str, str]]:
    chooser = random.Random(7)
    return [
        (chooser.choice(CITIES), chooser.choice(BUREAUS), chooser.choice(("宋明", "李建国", "欧阳静")))
        for _ in range(COUNT)
    ]


@pytest.mark.parametrize(("code", "bureau", "person"), _pairs())
def test_a_notice_keeps_its_facts(code: str, bureau: str, person: str) -> None:
    found = find_header(Document.of(_filled(NOTICE, code, bureau, person)))
    city = names()[code]
    assert (found.title, found.issuer) == (f"{city}{bureau}关于做好节水工作的通知", f"{city}{bureau}")
    assert (found.place, found.adcode) == (full_name(code), code)
    assert (found.date_written, found.genre) == ("2024-03-05", "通知")


@pytest.mark.parametrize("bureau", BUREAUS)
def test_every_bureau_is_as_municipal_as_another(bureau: str) -> None:
    found = find_header(Document.of(_filled(REPORT, "441500", bureau, "宋明")))
    assert (found.place, found.genre, found.issuer) == ("广东省汕尾市", "报道", "")


SPACED = (
    "2026年{province}政府工作报告\n——2026年1月28日在{province}第十四届人民代表大会上\n省长 {person}\n",
    "2023年{city}国民经济和社会发展统计公报\n{city}统计局\n2024年3月20日\n2023年，全市生产总值120亿元。",
    "2025年重点工作任务分工方案\n到2025年，培育企业300家以上。（责任单位：市{bureau}）",
    "全市节水工作会议召开\n2018年9月14日，{city}{bureau}召开会议。会议由局长{person}主持。",
    "{city}{bureau}关于做好节水工作的批复\n〔2019〕粤水农字第3号\n各区{bureau}：\n略。",
)
_BESIDE = re.compile("(?<=[\u4e00-\u9fff〕])(?=[0-9])|(?<=[0-9])(?=[\u4e00-\u9fff])")


@pytest.mark.parametrize("template", [NOTICE, REPORT, *SPACED])
def test_blanks_beside_digits_change_no_fact(template: str) -> None:
    text = _filled(template, "441500", "教育局", "宋明")
    plain, spaced = (find_header(Document.of(page)) for page in (text, _BESIDE.sub(" ", text)))
    assert spaced.evidence == plain.evidence
    for fact in plain.evidence:
        assert getattr(spaced, fact).replace(" ", "") == getattr(plain, fact).replace(" ", ""), fact
