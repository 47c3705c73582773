"""Escapes that nobody read back."""

from __future__ import annotations

from urllib.parse import quote

from policytext.repairs import repair


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
