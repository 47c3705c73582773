"""Names of the columns that hold a document's text and title."""

from __future__ import annotations

TEXT_COLUMNS = ("text", "正文", "内容", "文本", "全文", "content", "body", "article")
TITLE_COLUMNS = ("title", "标题")
