"""Characters that hardly ever stand in clean Chinese: what bytes look like that were read one by one."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.patterns import lazy
from policytext.repairs.transcoding.byte_values import SPECIALS, STRAY, lines
from policytext.repairs.transcoding.evidence import beyond_ascii

MANY, SHARE = 4, 0.3  # stray characters that a line must have, and their share of all beyond ASCII

HIGH = rf"\x80-\xff{SPECIALS}"
TORN = lazy(rf"[{HIGH}][{HIGH}\u0100-\u07ff]")
SUSPECT = lazy(f"[{STRAY}\u0100-\u07ff]")  # and what valid UTF-8 among such bytes makes
ANY_STRAY = lazy(f"[{STRAY}]")


def torn_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the lines that have bytes read one by one, or next to what valid UTF-8 makes."""
    for start, end in lines(TORN.search, text):
        if strays(text, start, end) >= max(MANY, SHARE * beyond_ascii(text[start:end])):
            yield start, end


def strays(text: str, start: int, end: int) -> int:
    """How many characters between two offsets hardly ever stand in clean Chinese."""
    return len(ANY_STRAY.findall(text, start, end))
