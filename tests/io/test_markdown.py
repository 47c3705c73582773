"""Files of Markdown: their marks go, and what only looks like one is text."""

from __future__ import annotations

import pytest

from policytext.io.readers.jina import read_jina

HEAD = "Title: 关于节水的通知\n\nURL Source: https://a.example/\n\nMarkdown Content:\n"


def test_numbers_of_a_list_are_its_authors_unless_a_browser_counted_them() -> None:
    lines = "# 关于节水的通知\n\n1.  各区要落实定额。\n> 2.  各县要落实计划。\n"
    lines += "\n*   加强巡查\n+ 加强宣传\n- 加强考核\n"
    items = "加强巡查\n加强宣传\n加强考核"
    assert read_jina(lines).text == f"关于节水的通知\n1.  各区要落实定额。\n2.  各县要落实计划。\n{items}"
    assert read_jina(HEAD + lines).text == f"关于节水的通知\n各区要落实定额。\n各县要落实计划。\n{items}"


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_code_is_kept_as_it_is(fence: str) -> None:
    code = "# 1. 首次运行\n* [不是链接](a.htm) **x**\n```x\n---"
    page = read_jina(f"# 使用说明\n{fence}sh\n{code}\n{fence}\n## 二、[其他](b.htm)\n")
    assert page.text == f"使用说明\n{code}\n二、其他"
    assert page.title == "使用说明"
    assert [block.box.tag for block in page.layout] == ["h1", "pre", "pre", "pre", "pre", "h2"]
