"""Escapes that nobody read back."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from policytext.document import Verdict
from policytext.repairs import repair
from policytext.revision import restore

DAMAGED = [
    (r"\u5173\u4e8e\u5370\u53d1\u300a\u65b9\u6848\u300b\u7684\u901a\u77e5", "关于印发《方案》的通知"),
    (r"2026\u5e743\u67081\u65e5\uff0c\u5e02\u653f\u5e9c", "2026年3月1日，市政府"),
    (r"%u5173%u4E8E%u5370%u53D1", "关于印发"),
    ("&#20851;&#20110;&#x5370;&#x53D1;", "关于印发"),
    ("坚持&ldquo;两手抓&rdquo;&mdash;&mdash;抓落实", "坚持“两手抓”——抓落实"),
    ("坚持&amp;ldquo;两手抓&amp;amp;rdquo;", "坚持“两手抓”"),
    ("第一条&nbsp;为了加强管理", "第一条\u00a0为了加强管理"),
    ("研发&lt;投入&gt;增长", "研发<投入>增长"),
    ("深入贯彻落实#xff0c;扎实推进#x3002;2026#x5e74;", "深入贯彻落实，扎实推进。2026年"),
    ("%E5%85%B3%E4%BA%8E%E5%8D%B0%E5%8F%91%E6%96%B9%E6%A1%88", "关于印发方案"),
    ("%E7%AC%AC3%E6%9D%A1%20%E6%80%BB%E5%88%99", "第3条 总则"),
    (r"\u5404\u53bf(\u5e02)\u533a(\u4e00)\uff0c", "各县(市)区(一)，"),
    ("%E5%90%84%E5%8E%BF(%E5%B8%82)%E5%8C%BA", "各县(市)区"),
    ("每吨3克/%E7%AB%8B%E6%96%B9%E7%B1%B3", "每吨3克/立方米"),
    ("%25E6%25B0%25B4%25E5%2588%25A9.docx", "水利.docx"),  # encoded twice
    ("%E5%B1%80%E9%95%BF+%E9%9F%A6%E6%98%A5+5", "局长+韦春+5"),  # a blank of a form, or
    ("%E4%BA%92%E8%81%94%E7%BD%91+%E8%A1%8C%E5%8A%A8.docx", "互联网+行动.docx"),
    ("1%2BX%E8%AF%81%E4%B9%A6+%E5%88%B6%E5%BA%A6", "1+X证书 制度"),  # of a form beyond doubt
    (r"\\u6c34\\u5229\\u5c40", "水利局"),
    (r"加QQ\u7fa4(\u6c34\u5229\u5c40)", "加QQ群(水利局)"),
    (r"2027\u5e74\n\u6c34\u5229\u5c40", "2027年\n水利局"),
    ("u5173u4e8eu6625u8015u4fddu79cdu7684u901au77e52027u5e74", "关于春耕保种的通知2027年"),
    ("U+5173U+4E8EU+6625U+8015", "关于春耕"),
    ("u5173u4e8eu6625u8015\n型号：u5e74\nu529eu6cd5", "关于春耕\n型号：u5e74\n办法"),
    (r"栏目：\6C34\5229\8981\95FB", "栏目：水利要闻"),  # as style sheets have them
    ("&#27700&#21033&#23616印发&#26041案", "水利局印发方案"),
    (
        r'接口返回：{"msg": "\u6210\u529f", "d": {"n": "\u6c34\u5229"}}。',
        '接口返回：{"msg": "成功", "d": {"n": "水利"}}。',
    ),
    ("＆#27700;＆#21033;", "水利"),
    ("%E6%B0%B4%E5%88%A9\n甲县81%82%83%84%", "水利\n甲县81%82%83%84%"),
    ("&#229;&#133;&#179;&#228;&#186;&#142;发展", "关于发展"),
]
WHOLLY = [  # a program escaped all that is not ASCII
    ("%E6%94%BF%E5%BA%9C(f%C7%94)%C2%B7%E5%8E%BF", "政府(fǔ)·县"),
    (
        "#x6559;#x80b2;#xb7;#x79d1;#x6280;\n#x7b2c;#x4e8c;#x6761;#xa0;#x5404;#x53bf;",
        "教育·科技\n第二条\xa0各县",
    ),
    ("%C2%B7%C2%A2%C3%95%C2%B9%C2%B9%C3%A6%C2%BB%C2%AE", "发展规划"),
    (r"\u00b7\u00a2\u00d5\u00b9\u00b9\u00e6\u00bb\u00ae", "发展规划"),
    ("#xe5;#x8f;#x91;#xe5;#xb1;#x95;#xe8;#xa7;#x84;", "发展规"),
    ("2015%E5%B9%B4(%E8%AF%95%E8%A1%8C)%EF%BC%8C%E8%A7%81A(%E8%A1%A8)", "2015年(试行)，见A(表)"),
]
SOUND = [
    "caf%C3%A9, na#xef;ve; r\u00e9sum\u00e9",
    r"正则 [\u4e00-\u9fa5] 匹配汉字",
    r"D:\2024\5678\9012\报告",
    r"档案存放于E盘\5173\6134\5824\9632，或\\server\5E74\6587\4EF6",
    r'.a::before{content:"\6C34\5229\8981\95FB"}',
    'title = "\\u53d1\\u5c55"; print(title)',
    "见 http://example.cn/%E5%8F%91%E5%B1%95?q=%E8%A7%84%E5%88%92 。",
    "search?wd=%E5%8F%91%E5%B1%95",
    "增长5%E 而 100%、%EF 不是",
    "路径 /search/%E5%8F%91%E5%B1%95 上",
    "AT&T、R&D; a && b; x &lt; y",
    "issue #8220; and #21457; were closed",
    "&notanentity; &;",
    "HTML里写作 &#20013; 或 &#x4e2d;，JSON里写作 \\u4e2d，URL里写作 %E4%B8%AD。",
    'echo -e "\\u6c34\\u5229"',
    "Tau1234u5678、u2018年度、ucafe、U+4E00 和 U+9FA5",
]


@pytest.mark.parametrize(("before", "after"), [*DAMAGED, *WHOLLY])
def test_escapes_are_undone_and_recorded(before: str, after: str) -> None:
    repaired = repair(before)
    assert repaired.text == after
    assert repaired.verdict is Verdict.REPAIRED
    assert restore(repaired).text == before


@pytest.mark.parametrize("text", SOUND)
def test_code_addresses_and_numbers_stay(text: str) -> None:
    assert repair(text).text == text


def test_signs_among_headless_entities_come_with_them() -> None:
    assert repair("水质达到#x2161;#x7c7b;#x6807;#x51c6;。").text == "水质达到Ⅱ类标准。"


DUMPS = json.loads((Path(__file__).parent / "dump_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", DUMPS["undone"], ids=lambda case: case["why"])
def test_bytes_written_out_are_read(case: dict[str, str]) -> None:
    repaired = repair(case["before"])
    assert repaired.text == case["after"]
    assert repaired.verdict is Verdict.REPAIRED
    assert restore(repaired).text == case["before"]


@pytest.mark.parametrize("text", DUMPS["sound"])
def test_what_only_looks_like_bytes_stays(text: str) -> None:
    assert repair(text).text == text


def test_on_an_escaped_page_lines_with_code_are_read_too() -> None:
    """Of a page of an interface, whose examples stand in quotation marks or in an address."""
    prose, label = "水利数据共享平台接口说明", "查询语句："
    code = "SELECT a FROM t WHERE b = '1';\nhttp://a.cn/%E4%BC%A0\na.href=/q?x=%E4%BC%A0"
    for escape in ("\\u{:04x}", "&#{};"):
        escaped = ["".join(escape.format(ord(one)) for one in text) for text in (prose, label)]
        assert repair(f"{escaped[0]}\n{escaped[1]}{code}").text == f"{prose}\n{label}{code}"
    assert (
        repair(f"{quote(prose)}\nK=1.2{quote('，否则')}K=1\n{code}").text
        == f"{prose}\nK=1.2，否则K=1\n{code}"
    )


def test_escapes_behind_a_mail_address_are_read() -> None:
    assert repair("邮箱：a@b.gov.cn%EF%BC%8C%E4%BC%A0%E7%9C%9F").text == "邮箱：a@b.gov.cn，传真"
    assert repair("http://a@b.cn/%E4%BC%A0%E7%9C%9F").text == "http://a@b.cn/%E4%BC%A0%E7%9C%9F"
