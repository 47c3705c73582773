"""Plain text: the page goes, the article stays, and what has no page around it is not touched."""

from __future__ import annotations

from typing import Any

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.boilerplate import RULES, strip
from policytext.document import Document
from policytext.revision import restore
from policytext.settings import Settings

wild = cases(__file__, "lines-in-the-wild.json")


def page(case: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of a case, each with the rule that must take it (= for a line that stays)."""
    return [(rule, line) for rule, _, line in (marked.partition("|") for marked in case["lines"])]


@wild
def test_the_article_is_what_stays(case: dict[str, Any]) -> None:
    text = "\n".join(line for _, line in page(case))
    stripped = strip(text)
    assert stripped.text == "\n".join(line for rule, line in page(case) if rule == "=")
    assert stripped.title == case["title"]
    assert stripped.meta == case["meta"]
    assert restore(stripped).text == text


@wild
def test_edits_name_the_rule_that_took_a_line(case: dict[str, Any]) -> None:
    stripped = strip("\n".join(line for _, line in page(case)))
    takers = {line: edit.rule for edit in stripped.edits for line in edit.before.split("\n") if line}
    for rule, line in page(case):
        if rule not in ("=", "repeated-title") and line:
            assert takers[line] == rule, line


@wild
def test_stripping_twice_is_stripping_once(case: dict[str, Any]) -> None:
    once = strip("\n".join(line for _, line in page(case))).text
    assert strip(once).text == once


@cases(__file__, "lines-negative.json")
def test_text_without_a_page_is_not_touched(case: dict[str, Any]) -> None:
    stripped = strip(case["text"])
    assert stripped.text == case["text"]
    assert not stripped.edits
    assert not stripped.meta


@pytest.mark.xfail(strict=True, reason="not solved")
@cases(__file__, "lines-known-failures.json")
def test_known_failures(case: dict[str, Any]) -> None:
    stripped = strip("\n".join(line for _, line in page(case)))
    assert stripped.text == "\n".join(line for rule, line in page(case) if rule == "=")


def test_page_without_an_article_stays_with_a_remark() -> None:
    menu = "网站首页\n新闻中心\n政务公开\n登录\n注册\n联系我们\n网站地图\n版权所有：海州市大数据局"
    stripped = strip(menu)
    assert stripped.text == menu
    assert [(remark.rule, remark.reason) for remark in stripped.remarks] == [
        ("no-article", "nothing looks like an article")
    ]
    assert not strip(menu, Settings(off=frozenset({"no-article"}))).remarks


def test_a_rule_that_is_off_takes_nothing() -> None:
    text = "会议召开，部署今年全市重点工作，要求各部门抓紧落实年度任务。\n责任编辑：李青\n打印本页"
    assert strip(text).text == text.partition("\n")[0]
    kept = strip(text, Settings(off=frozenset({"publication"}))).text
    assert kept.endswith("责任编辑：李青")


def test_facts_of_the_input_are_not_overwritten() -> None:
    document = Document(
        "1", "来源：海州日报\n会议召开，部署今年重点工作。", title="旧题", meta={"source_name": "旧"}
    )
    stripped = strip(document)
    assert (stripped.title, stripped.meta["source_name"]) == ("旧题", "旧")


def test_traditional_and_simplified_lose_the_same_lines() -> None:
    pair = (
        "会议强调，要抓紧落实年度重点任务，推动产业转型升级取得实效。\n相关新闻\n版权所有：海州市政府",
        "會議強調，要抓緊落實年度重點任務，推動產業轉型升級取得實效。\n相關新聞\n版權所有：海州市政府",
    )
    assert [strip(text).text.count("\n") for text in pair] == [0, 0]


def test_rule_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


LINES = st.sampled_from(
    [
        "",
        "首页",
        ">",
        "打印",
        "来源：海州日报",
        "2024-03-05",
        "一、总体要求",
        "相关阅读",
        "责任编辑：李青",
        "百家乐 娱乐城 棋牌",
    ]
) | st.text(max_size=60)


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_nothing_is_lost(text: str) -> None:
    stripped = strip(text)
    assert restore(stripped).text == text
    assert all(line in text for line in stripped.text.split("\n"))


def test_a_list_is_the_article_though_a_sentence_stands_in_the_footer() -> None:
    firms = [f"{number}.青江市第{number}节水有限公司" for number in range(1, 21)]
    page = ["首页", "公示公告", "2024年度节水企业名单", *firms, "上一篇：关于节水的通知", "下一篇：无"]
    page += ["青江市水利局始终坚持以人民为中心，欢迎您对本栏目提出宝贵意见。", "版权所有：青江市水利局"]
    assert all(firm in strip("\n".join(page)).text for firm in firms)
