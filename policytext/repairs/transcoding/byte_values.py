"""Characters back to the bytes they were read from, and what clean text looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from policytext.language.gbk import encoded, rarest
from policytext.language.patterns import lazy
from policytext.resources import rows
from policytext.revision import Change

# Greek, Cyrillic, enclosed, box drawing, kana, bopomofo: what the rest of GBK and Big5 holds.
SCATTERED = "\u0370-\u04ff\u2460-\u24ff\u2500-\u25ff\u3041-\u30ff\u3105-\u312f\u3220-\u33ff"
PIECE = 4000  # characters of a line that are looked at together
PATIENCE = 10_000  # characters in a row that cannot be read: rubbish costs no more than text

# What Windows-1252 has in place of the controls 80 to 9F: the bytes of "€" and so on as Latin-1 has them.
_WESTERN = {
    ord(bytes([byte]).decode("cp1252")): chr(byte)
    for byte in range(0x80, 0xA0)
    if bytes([byte]).decode("cp1252", "ignore")
}
TOO_SHORT = "misread, and too short to tell what it was"
STRAY = "\x80-\x9f\xa1-\xa6\xa8-\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff"  # hardly ever in clean Chinese
SPECIALS = re.escape("".join(map(chr, _WESTERN)))
_SCATTERED = lazy(f"[{SCATTERED}]")
FOREIGN = lazy(  # as a list of what it is not, the class compiles in half the time
    lambda: (
        f"[^\0-\u33ff\u4dc0-\u4dff{''.join(line for (line,) in rows('common_characters.tsv'))}"
        "\ua000-\udfff\uf900-\uff60\uffa0-\U0010ffff]"
    )
)
"""A character that clean Chinese hardly ever has: next to nothing by itself."""


def western_bytes(text: str) -> bytes:
    """The bytes that were read as Latin-1 or as Windows-1252, or partly as each.

    Raises UnicodeEncodeError for a character that is in neither.

    >>> western_bytes("å…³äºŽ").decode()
    '关于'
    """
    return text.translate(_WESTERN).encode("latin-1")


def windows_gbk_bytes(text: str) -> bytes:
    """The bytes that were read as Windows' GBK, which has "€" for the single byte 80.

    >>> windows_gbk_bytes("涓€").decode()
    '一'
    """
    return b"\x80".join(map(encoded, text.split("€")))


def strange(text: str, at: int = 0) -> re.Match[str] | None:
    """The first place, from an offset on, of two characters that clean Chinese hardly ever has in a row.

    Rare Han characters, private use, half-width katakana, next to each other or to scattered other
    letters: what Chinese looks like after its bytes were read in another multi-byte encoding.

    >>> bool(strange("鍙戝睍")), bool(strange("推动产业發展"))
    (True, False)
    """
    return _strange(text, at) if at else _first_strange(text)


@lru_cache(maxsize=2)
def _first_strange(text: str) -> re.Match[str] | None:
    """The first of all, remembered, as more than one rule asks for it; most sound text shows soon that it
    has none: all in GB 2312, no two of the rarer characters of that in a row."""
    return None if rarest(text) in (0, 1) else _strange(text, 0)


def _strange(text: str, at: int) -> re.Match[str] | None:
    for found in FOREIGN.finditer(text, at):
        start, end = found.span()
        if FOREIGN.match(text, end) or _SCATTERED.match(text, end):
            return found
        if start > at and _SCATTERED.match(text, start - 1):
            return found
    return None


def is_everyday(text: str) -> bool:
    """Is all of it in GB 2312, and none of it among the rarer characters of that?

    >>> is_everyday("落实《方案》——"), is_everyday("座"), is_everyday("亍"), is_everyday("發展")
    (True, True, False, False)
    """
    return rarest(text) == 0


def lines(search: Callable[[str, int], re.Match[str] | None], text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line in which something is found, without indent and CR; a long one in pieces.

    >>> list(lines(re.compile("b").search, "ab\\r\\na\\n\u3000b"))
    [(0, 2), (7, 8)]
    """
    at = 0
    while found := search(text, at):
        start = max(text.rfind("\n", at, found.start()) + 1 or at, found.start() - PIECE // 2)
        end = text.find("\n", found.end(), start + PIECE)
        end = min(len(text), start + PIECE) if end < 0 else end
        at = end
        end -= text.startswith("\r\n", end - 1)  # its feed is CRLF
        if (start := behind_indent(text, start, end)) < end:
            yield start, end


def behind_indent(text: str, start: int, end: int) -> int:
    """Where a line begins behind its U+3000.

    They are sound (`&#12288;`): no encoding has a line begin with the bytes that are misread as them, and
    read back they would be marks (﹛﹛).

    >>> behind_indent("　　（一）", 0, 5), behind_indent("a　", 0, 2)
    (2, 0)
    """
    return end - len(text[start:end].lstrip("\u3000"))


def patiently(
    places: Iterable[tuple[int, int]], read: Callable[[list[tuple[int, int]]], Iterable[Sequence[Change]]]
) -> Iterator[tuple[int, int, Sequence[Change]]]:
    """The lines with what `read` changes in each, until too many characters in a row cannot be read.

    >>> [len(found) for *_, found in patiently([(0, 2), (5, 6)], lambda lines: [[], [Change(5, 6, "")]])]
    [0, 1]
    """
    wasted = 0
    for batch in _batches(places):
        for (start, end), changes in zip(batch, read(batch), strict=True):
            yield start, end, changes
            is_read = any(change.after is not None for change in changes)
            wasted = 0 if is_read else wasted + end - start
            if wasted > PATIENCE:
                return


def _batches(places: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The lines in such numbers as together are about a `PIECE`: to read many at once is quicker."""
    batch: list[tuple[int, int]] = []
    for place in places:
        batch.append(place)
        if sum(end - start for start, end in batch) >= PIECE:
            yield batch
            batch = []
    if batch:
        yield batch
