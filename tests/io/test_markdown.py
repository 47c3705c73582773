"""Files of Markdown: their marks go, and what only looks like one is text."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import zstandard

from policytext.document import Document
from policytext.io.documents import read
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


@pytest.mark.parametrize(
    ("name", "written", "text"),
    [
        ("a.md", "# 关于节水的通知\n各**区**：", "关于节水的通知\n各区："),
        ("A.MD.gz", "# 关于节水的通知\n各**区**：", "关于节水的通知\n各区："),
        ("a.md.zst", "# 关于节水的通知\n各**区**：", "关于节水的通知\n各区："),
        ("a.txt", "# 关于节水的通知\n各**区**：", "# 关于节水的通知\n各**区**："),
        ("a.md", "各**区**：\n```\n# 注释\n```", "各**区**：\n```\n# 注释\n```"),
    ],
)
def test_a_file_named_as_markdown_that_has_headings(
    tmp_path: Path, name: str, written: str, text: str
) -> None:
    raw = written.encode()
    if name.endswith(".gz"):
        raw = gzip.compress(raw)
    elif name.endswith(".zst"):
        raw = zstandard.ZstdCompressor().compress(raw)
    (tmp_path / name).write_bytes(raw)
    (document,) = read(tmp_path / name)
    assert isinstance(document, Document)
    assert document.text == text


@pytest.mark.parametrize(
    ("written", "title", "text"),
    [
        ("---\ntitle: >-\n  关于节水的通知\n---\n各区：\n", "关于节水的通知", "各区：\n"),
        ("---\ntitle: 关于节水的通知\n---\n", "", "---\ntitle: 关于节水的通知\n---\n"),
    ],
)
def test_front_matter_loses_nothing(written: str, title: str, text: str, tmp_path: Path) -> None:
    """A title on the lines below its name; front matter with nothing below it is the text."""
    file = tmp_path / "a.txt"
    file.write_text(written, encoding="utf-8")
    [document] = read([file])
    assert isinstance(document, Document)
    assert (document.title, document.text) == (title, text)
