"""Kinds of pages that people bring, each made up: what comes out of them, and what is said of it."""

from __future__ import annotations

from typing import Any

from cases import cases

from policytext.boilerplate import strip
from policytext.document import Document
from policytext.io.readers.html import read_html
from policytext.io.readers.jina import read_jina
from policytext.revision import restore

JINA = """Title: 北塘区开展春季义诊

URL Source: https://www.beitang.example/a/1.html

Markdown Content:
[长者模式](javascript:;)[繁体](javascript:void(0);)

*   [**首页**](https://www.beitang.example/)
*   [**政务公开**](https://www.beitang.example/zwgk/)

# 当前位置：[首页](https://www.beitang.example/)>[动态](https://www.beitang.example/dt/)

# 北塘区开展春季义诊

发布时间：**2024-04-09 10:11**信息来源：**区卫健局**浏览次数：**-**

**A+**大**A+**中**A+**小

四月以来，北塘区组织医疗队深入**十二个**村庄开展义诊，为老人测量血压，发放药品。

![图](https://www.beitang.example/1.jpg)

下一步，区卫健局将把义诊常态化，每月第一周轮流进村，请群众留意通知。

[打印](javascript:window.print();)[关闭](javascript:void(0);)

主办：北塘区人民政府 备案序号：[苏ICP备00000000号](https://beian.example/)
"""


@cases(__file__, "kinds.json")
def test_what_comes_out(case: dict[str, Any]) -> None:
    page = read_html(case["html"])
    document = Document("page", page.text, "", page.title, page.meta, layout=page.layout)
    stripped = strip(document)
    assert stripped.text == case["text"]
    assert [remark.reason for remark in stripped.remarks] == case.get("remarks", [])
    assert stripped.verdict == case.get("verdict")
    assert stripped.title == case.get("title", stripped.title)
    assert {name: stripped.meta.get(name) for name in case.get("meta", {})} == case.get("meta", {})
    assert (
        "subtitle" not in stripped.meta or "subtitle" in case.get("meta", {}) or case["html"].count("<h2>")
    )
    assert restore(stripped).text == page.text


def test_markdown_that_jina_reader_wrote() -> None:
    page = read_jina(JINA)
    document = strip(Document("page", page.text, "", page.title, page.meta, layout=page.layout))
    assert document.text.split("\n") == [
        "四月以来，北塘区组织医疗队深入十二个村庄开展义诊，为老人测量血压，发放药品。",
        "下一步，区卫健局将把义诊常态化，每月第一周轮流进村，请群众留意通知。",
    ]
    assert document.title == "北塘区开展春季义诊"
    assert document.meta["url"] == "https://www.beitang.example/a/1.html"
    assert (document.meta["date_published"], document.meta["source_name"]) == ("2024-04-09", "区卫健局")


def test_an_export_of_a_database_of_laws() -> None:
    head = ["【法宝引证码】 CLI.13.0000001", "原文链接：https://laws.example/1.html"]
    title = "北塘市民政局印发《养老服务补贴办法》的通知"
    text = [
        "北民发〔2020〕11号",
        "各区民政局：",
        "现将《养老服务补贴办法》印发给你们，请认真贯彻执行，并及时报告执行中的问题。",
    ]
    stripped = strip("\n".join([*head, title, title, *text]))
    assert stripped.text.split("\n") == [title, *text]
    assert stripped.title == title
