"""Regular expressions that are compiled when they are first used, or were in an earlier run.

Compiling takes a millisecond where classes hold Chinese characters, and most texts need few patterns.
"""

from __future__ import annotations

import re
import sys
from functools import cache, cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    Source = str | Callable[[], str]  # a regular expression, or what makes it of tables when it is needed
    LazyPattern = re.Pattern[str]
else:

    class LazyPattern:
        """A pattern, compiled when its first method is called."""

        def __init__(self, source: Source, flags: int = 0, needs: Source = "") -> None:
            self._source = source
            self.flags = flags
            self.needs = LazyPattern(needs) if needs else None
            if needs:
                self.finditer = self._on_lines

        @cached_property
        def pattern(self) -> str:
            return self._source if isinstance(self._source, str) else self._source()

        @cached_property
        def _compiled(self) -> re.Pattern[str]:
            from policytext.language.compiling import compiled  # not for what compiles nothing

            return compiled(self.pattern, self.flags)

        def __getattr__(self, name: str) -> Any:
            """A method of the compiled pattern; found without this detour from now on."""
            if name.startswith("_"):
                raise AttributeError(name)
            method = self.__dict__[name] = getattr(self._compiled, name)
            return method

        def _on_lines(
            self, string: str, pos: int = 0, endpos: int = sys.maxsize
        ) -> Iterator[re.Match[str]]:
            """What it matches on the lines that have what it needs, and those before; most have it not."""
            while needed := self.needs.search(string, pos, endpos):
                line = string.rfind("\n", pos, needed.start())
                start = string.rfind("\n", pos, line) + 1 or pos if line > pos else pos
                pos = string.find("\n", needed.end(), endpos) + 1 or endpos
                yield from self._compiled.finditer(string, start, pos)


def lazy(source: Source, flags: int = 0, needs: Source = "") -> LazyPattern:
    """A pattern that is compiled when it is first used; a `source` read from tables is a function.

    `needs`: what stands in all that it matches or right behind, by a pattern that begins with plain
    characters: `finditer` looks at no line without it but the one before. What matches ends on its line.

    >>> lazy("[一-龥]+").findall("关于2025年的通知")
    ['关于', '年的通知']
    >>> lazy(lambda: "|".join(["省", "市"])).findall("省、市、县")
    ['省', '市']
    >>> [found[0] for found in lazy("[一-龥]{2,3}村", needs="村").finditer("王家村、李家村")]
    ['王家村', '李家村']
    """
    return LazyPattern(source, flags, needs)  # type: ignore[call-arg]


@cache
def shapes(name: str, **parts: str) -> Mapping[str, LazyPattern]:
    """The patterns of each kind of a table as one; the columns: kind, pattern, what it needs (-), example.

    HAN in them is Chinese characters, each name of the `parts` what is given for it, and each kind in
    capitals its pattern, which stands in one row; ValueError where two rows have it.
    """
    from policytext.language.characters import HAN
    from policytext.resources import rows

    meant = {"HAN": HAN, **parts}
    for kind, pattern, *_ in rows(name):
        if kind.isupper() and meant.setdefault(kind, pattern) != pattern:
            raise ValueError(f"{name}: {kind} stands for more than one pattern")
    named = re.compile("|".join(sorted(meant, key=len, reverse=True)))

    def whole(pattern: str) -> str:
        return named.sub(lambda part: whole(meant[part[0]]), pattern)

    kinds: dict[str, list[list[str]]] = {}
    for kind, *cells, _ in rows(name):
        kinds.setdefault(kind, []).append([*map(whole, cells)])
    joined = {kind: zip(*found, strict=True) for kind, found in kinds.items()}
    return {
        kind: lazy("|".join(patterns), needs="" if "-" in needs else "|".join(needs))
        for kind, (patterns, needs) in joined.items()
    }
