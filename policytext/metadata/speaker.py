"""The speaker of a report or speech: the name under the title, with the post."""

from __future__ import annotations

from functools import cache

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.surnames import surnames
from policytext.metadata.page import Page
from policytext.pagefacts.days import days

Fact = tuple[str, str]

NOTE = 12  # lines after the title in which 题注 and the speaker stand

_POST = (
    "(?:(?:国务院)?(?:代?总理|副总理)|主席|(?:代理?|副)?(?:省长|市长|区长|县长|州长)|自治区主席"
    "|(?:[省市区县]委)?(?:副?书记)|主任|院长|检察长|部长)"
)
_NAMED = lazy(
    rf"(?:.{{0,20}}?)(?P<post>{_POST})\s*"
    rf"(?P<name>[{HAN}]\s?[{HAN}]{{1,3}}|[{HAN}]{{1,6}}(?:·[{HAN}]{{1,6}})+)$"
)
_NAME = lazy(rf"[{HAN}]\s?[{HAN}]{{1,2}}$")
_SPOKEN = lazy(r"报告|讲话|致辞|发言|演讲|祝酒辞|贺词")


def find_speaker(page: Page) -> Fact:
    """The name that stands alone or behind a post under the title of a report or speech."""
    title = page.document.title + "".join(page.head[:4])
    if not _SPOKEN.search(title[:200]):
        return "", ""
    dated = False
    for at, line in enumerate(page.head[:NOTE]):
        if len(line) > 60 or line.endswith(("：", ":", "。")):
            break
        whole = line
        following = page.head[at + 1] if at + 1 < len(page.head) else ""
        if len(following) < 8 and line.endswith(("总理", "主席", "长", "书记", "主任")):
            whole = f"{line} {following}"
        named = _NAMED.match(whole) if at or (page.document.title and len(whole.split()) > 1) else None
        if named and not _SPOKEN.search(named["name"]):  # 市长李青讲话
            return _bare(named["name"]), "under the title"
        alone = at == page.heading.end and _dated(following)  # right under the title, the day after it
        if (dated or alone) and _NAME.match(line) and line[0] in _surnames():
            return _bare(line), "under the title"
        dated = dated or any(days(line)) or line.startswith(("—", "―"))
    return "", ""


def _dated(line: str) -> bool:
    """Is the line the note with the day, in brackets?"""
    return line.startswith(("（", "(")) and any(days(line))


def _bare(name: str) -> str:
    return "".join(name.split())


@cache
def _surnames() -> frozenset[str]:
    return frozenset(name[0] for name, strength in surnames().items() if strength)
