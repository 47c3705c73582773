"""Fields and cells whose few bytes were read one by one: 2024Äê for 2024年, ±¸×¢ for 备注.

A field of nothing but digits and letters with accents and signs, whose bytes are common characters of GBK,
is in no language. What a number counts and what is a word are put right; else it is marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from policytext.language.characters import HAN
from policytext.language.lines import lines_with
from policytext.language.patterns import lazy
from policytext.language.segment import is_known
from policytext.repairs.transcoding.byte_values import FOREIGN, TOO_SHORT, western_bytes
from policytext.repairs.transcoding.strays import ANY_STRAY
from policytext.resources import rows
from policytext.revision import Change

_PIECE, _BETWEEN = r"[^\x00-\x7f]{2,12}", r"[0-9.,%:/~ -]"
_FIELD = lazy(rf"(?m)(?:^|(?<=[：\t|])){_BETWEEN}*{_PIECE}(?:{_BETWEEN}+{_PIECE})?{_BETWEEN}*(?=$|[\t|])")
_PIECES = lazy(_PIECE)
_LETTER = lazy("[\xc0-\xd6\xd8-\xf6\xf8-\u024f]")
_SIGNS = "‰％℃"
_CHINESE = lazy(f"[{HAN}]+：?|[{_SIGNS}]")


def find(text: str) -> Iterator[Change]:
    """Changes to such fields of a text, or remarks on them.

    >>> [(change.after, change.note) for change in find("2024Äê\\n±¸×¢\\nÎÞ\\n±½ ×÷ ÄÖÜ café ··")]
    [('年', ''), ('备注', ''), (None, 'misread, and too short to tell what it was')]
    """
    fields = (_FIELD.finditer(text, *line) for line in lines_with(text, ANY_STRAY))
    pieces = (
        (field[0], piece)
        for field in chain.from_iterable(fields)
        for piece in _PIECES.finditer(text, *field.span())
    )
    for field, piece in pieces:
        seen = piece[0]
        if ANY_STRAY.search(seen) and (after := _read(seen)):
            word = after.removesuffix("：")
            beside = field != seen and _counted().issuperset(word)
            if word in _SIGNS and not text[: piece.start()][-1:].isdigit():
                continue  # £¥100 names two currencies
            if beside or (len(word) > 1 and is_known(word)):
                yield Change(*piece.span(), after)
            elif _LETTER.search(seen):
                yield Change(*piece.span(), None, note=TOO_SHORT)


def _read(seen: str) -> str | None:
    """The common characters of GBK that its bytes are, of which valid UTF-8 may have been read so."""
    try:
        data = b"".join(map(_bytes, seen))
        after = data.decode("gbk")
    except UnicodeError:
        return None
    is_chinese = _CHINESE.fullmatch(after) and not FOREIGN.search(after)
    return after if is_chinese and len(set(after)) == len(after) and len(set(data)) > 1 else None


def _bytes(character: str) -> bytes:
    try:
        return western_bytes(character)
    except UnicodeEncodeError:
        return character.encode()


@cache
def _counted() -> frozenset[str]:
    """The characters of words that stand beside numbers."""
    return frozenset(_SIGNS + "".join(word for _, word, *_ in rows("misread_beside_numbers.tsv")))
