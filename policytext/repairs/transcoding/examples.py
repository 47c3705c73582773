"""Text about damage: what it quotes as an example of it stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from policytext.language.lines import line_around
from policytext.language.patterns import lazy
from policytext.revision import Change

_ABOUT = lazy(
    "乱码|亂碼|[Mm]ojibake|锟斤拷|烫烫烫|字符编码|编码选?错|编码有误|[选用]错[^，。；\n]{0,4}编码"
)
_LISTED = lazy("(?:乱码|亂碼)[^，。；\n]{0,4}[有如像]|(?:编码|編碼|转义|轉義)[^，。；\n]{0,12}[是为為]")
SHORT = 12  # characters of an example that is listed without quotation marks
_ENDS = frozenset("、，。；等）)")
_QUOTES = ("“”", "「」", "『』", "‘’", "``", "《》", '""', "''")
_QUOTED = lazy("|".join(f"{pair[0]}[^{pair}\n]*{pair[1]}" for pair in _QUOTES))


def but_examples(find: Callable[[str], Sequence[Change]]) -> Callable[[str], Sequence[Change]]:
    """The rule without what it finds in quotation marks, or lists, on lines that speak of garbled text.

    >>> find = but_examples(lambda text: [Change(text.index("å"), len(text) - 1, "关于")])
    >>> find("乱码如“å…³äºŽ”"), find("网页说“å…³äºŽ”")[0].after
    ([], '关于')
    """

    @wraps(find)
    def found(text: str) -> Sequence[Change]:
        changes = find(text)
        if not changes or not _ABOUT.search(text):
            return changes
        return [change for change in changes if not _is_example(text, change)]

    return found


def _is_example(text: str, change: Change) -> bool:
    low, high = line_around(text, change.start, change.end)
    line = text[low:high]
    if not _ABOUT.search(line):
        return False
    start, end = change.start - low, change.end - low
    ends = next((at for at in range(end, len(line)) if line[at] in _ENDS), len(line))
    if ends - start <= SHORT and _LISTED.search(line, 0, start):
        return True
    spans = [quoted.span() for quoted in _QUOTED.finditer(line)]
    return any((one <= start and end <= other) or (start <= one and other <= end) for one, other in spans)
