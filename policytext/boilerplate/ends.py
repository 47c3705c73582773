"""What sites paste to the end of an article's last line: （责任编辑：李青）, 返回首页，查看更多."""

from __future__ import annotations

import re

from policytext.boilerplate.rules import PUBLICATION, RELATED
from policytext.document import Document
from policytext.pagefacts import publication
from policytext.revision import Change, revise
from policytext.settings import Settings

_CREDIT = re.compile(r"\s*[（(\[【]([^（）()\[\]【】]{3,80})[）)\]】]\s*$")
_RETURN = re.compile(r"返回\w{2,6}[，,]查看更多\s*$")


def without_pasted_end(document: Document, settings: Settings) -> tuple[Document, dict[str, str]]:
    """The document without them, and what the credits tell; a line that is nothing else is `strip`'s.

    >>> pasted = Document.of("会议强调，要抓好落实。（责任编辑：李青）")
    >>> document, told = without_pasted_end(pasted, Settings())
    >>> document.text, told
    ('会议强调，要抓好落实。', {'editors': '李青'})
    """
    told: dict[str, str] = {}
    for rule, pattern in ((RELATED.name, _RETURN), (PUBLICATION.name, _CREDIT)):
        begin = document.text.rstrip().rfind("\n") + 1
        match = pattern.search(document.text, begin)
        if rule in settings.off or match is None or not document.text[begin : match.start()].strip():
            continue
        if pattern is _CREDIT:
            found = publication.facts(match[1])
            if not found:
                continue
            told = found
        document = revise(document, "strip", [(rule, [Change(match.start(), match.end(), "")])])
    return document, told
