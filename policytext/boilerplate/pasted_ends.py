"""Removing text that sites append to an article's last line: （责任编辑：李青）, 返回首页，查看更多."""

from __future__ import annotations

from policytext.boilerplate.rules import PUBLICATION
from policytext.document import Document
from policytext.language.patterns import lazy
from policytext.pagefacts import publication
from policytext.revision import Change, revise
from policytext.settings import Settings

_PASTED = lazy(
    r"(?:[（(\[【](?P<credit>[^（）()\[\]【】]{3,80})[）)\]】]|(?P<back>返回\w{2,6}[，,]查看更多))\s*$"
)


def without_pasted_end(document: Document, settings: Settings) -> tuple[Document, dict[str, str]]:
    """The document without them, and what the credits tell; a line that is nothing else is `strip`'s.

    >>> pasted = Document.of("会议强调，要抓好落实。（责任编辑：李青）")
    >>> document, told = without_pasted_end(pasted, Settings())
    >>> document.text, told
    ('会议强调，要抓好落实。', {'editors': '李青'})
    """
    if PUBLICATION.name in settings.off:
        return document, {}
    told: dict[str, str] = {}
    last = len(document.text.rstrip())
    begin = max(document.text.rfind("\n", 0, last) + 1, last - publication.LONGEST)
    end = last
    while match := _PASTED.search(document.text, begin, end):
        found = publication.facts(match["credit"]) if match["credit"] else None
        before = document.text[begin : match.start()].rstrip()
        if not before or not (found or match["back"]):
            break
        told, end = {**told, **(found or {})}, begin + len(before)
        if (line := publication.facts(before)) is not None:  # 来源：海州应急 返回首页，查看更多
            told, end = {**told, **line}, max(begin - 1, 0)
            break
    if end == last:
        return document, {}
    return revise(document, "strip", [(PUBLICATION.name, [Change(end, last, "")])]), told
