"""UTF-8, GBK and Big5 a byte at a time, with bytes that may be lost: see `lattice.Coding`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, partial
from itertools import islice

from policytext.language.gbk import decoded
from policytext.language.likelihood import model
from policytext.language.simplify import simplified_table, traditional_forms
from policytext.repairs.transcoding.lattice import Byte, Bytes, Coding

LIKELY = -15.0  # log-probability below which a character is not filled in
FILLINGS = (
    300  # characters that are tried: of 180 passages 82 come back with 16, 94 with 128, 95 from here on
)
VARIANT = -3.0  # cost of a Traditional character that mostly is another: 箇 for 個
OTHER_SCRIPT = -6.0  # cost of a character filled in that is only Traditional

FOLLOWING = frozenset(range(0x80, 0xC0))
LEADS = frozenset(range(0x80, 0xFF))


@cache
def _fillings() -> tuple[tuple[str, float], ...]:
    """The characters that may be filled in, likely ones first, with the cost of the Traditional ones."""
    simplified = simplified_table()
    known = {c: logp for c, logp in model().alone().items() if c > "\x7f"}
    known["\u3000"] = model().logp("", " ")  # which the model reads as a blank
    costs = {c: 0.0 for c, logp in known.items() if logp > LIKELY}
    for code in simplified:
        if costs.get(simplified[code]) == 0 and chr(code).encode("cp950", "ignore"):
            costs.setdefault(chr(code), OTHER_SCRIPT)

    def likelihood(character: str) -> float:
        return known.get(character) or known[simplified[ord(character)]]

    return tuple((c, costs[c]) for c in sorted(costs, key=lambda c: (-likelihood(c), c)))


def _matching(data: Bytes, codec: str, unread: str = "") -> list[tuple[str, float]]:
    """The characters whose bytes are those known, and of those that may have been lost.

    Where all of them were, it is because the encoding `unread` has nothing for them.
    """
    known = tuple(place for place, byte in enumerate(data) if isinstance(byte, int))
    lost = [(place, byte) for place, byte in enumerate(data) if not isinstance(byte, int)]
    key = bytes(byte for byte in data if isinstance(byte, int))
    found = (
        (character, cost)
        for encoded, character, cost in _index(codec, len(data), known).get(key, ())
        if all(encoded[place] in choice for place, choice in lost)
        and (known or not unread or encoded.decode(unread, "ignore")[:1] <= "\x7f")
    )
    return list(islice(found, FILLINGS))


@cache
def _index(codec: str, length: int, known: tuple[int, ...]) -> dict[bytes, list[tuple[bytes, str, float]]]:
    """The characters to fill in by their bytes at the places that are known."""
    table: dict[bytes, list[tuple[bytes, str, float]]] = defaultdict(list)
    for entry in _encoded(codec):
        if len(entry[0]) == length:
            table[bytes([entry[0][place] for place in known])].append(entry)
    return table


@cache
def _encoded(codec: str) -> list[tuple[bytes, str, float]]:
    """The characters to fill in with their bytes; in Big5 those of the other script are the usual ones."""
    if codec != "cp950":
        return [(c.encode(codec, "ignore"), c, cost) for c, cost in _fillings()]
    return [(c.encode(codec, "ignore"), c, 0.0 if _is_usual(c) else VARIANT) for c, _ in _fillings()]


def _is_usual(character: str) -> bool:
    """Is it how Traditional text mostly has what the model reads, or the only way to?"""
    forms = traditional_forms().get(simplified_table().get(ord(character), character), character)
    return character == forms[0] or character not in forms


def _utf8_feed(opened: Bytes, byte: Byte) -> tuple[Bytes, bool] | None:
    data = (*opened, byte)
    if not opened:
        if not isinstance(byte, int) or 0xC2 <= byte <= 0xF4:
            return data, False
        return (data, True) if byte < 0x80 else None
    if isinstance(byte, int) and byte not in FOLLOWING:
        return None
    lead = data[0]
    length = 3 if not isinstance(lead, int) or 0xE0 <= lead < 0xF0 else 2 if lead < 0xE0 else 4
    return data, len(data) == length


@lru_cache(1 << 14)
def _utf8_characters(data: Bytes) -> Sequence[tuple[str, float]]:
    known = [byte for byte in data if isinstance(byte, int)]
    if len(known) < len(data):
        return _matching(data, "utf-8") if len(data) == 3 else ()
    text = decoded(bytes(known))
    return () if text is None else ((text, 0.0),)


def _paired_feed(opened: Bytes, byte: Byte) -> tuple[Bytes, bool] | None:
    data = (*opened, byte)
    if not opened:
        if isinstance(byte, int) and byte < 0x80:
            return data, True
        return (data, False) if byte not in (0x80, 0xFF) else None
    if isinstance(byte, int) and (byte < 0x40 or byte in (0x7F, 0xFF)):
        return None
    return data, True


@lru_cache(1 << 16)
def _pairs(codec: str, filled: str, unread: str, data: Bytes) -> Sequence[tuple[str, float]]:
    """The characters of two bytes, of which the encoding `unread` has nothing for those that are lost."""
    return _paired(data, codec) or _matching(data, filled, unread)


def _paired(data: Bytes, codec: str) -> Sequence[tuple[str, float]]:
    """The character of bytes all of which are known, if there is one."""
    known = bytes(byte for byte in data if isinstance(byte, int))
    text = known.decode(codec, "ignore") if len(known) == len(data) else ""
    return ((text, 0.0),) if len(text) == 1 else ()


UTF8 = Coding(_utf8_feed, _utf8_characters)
GBK = Coding(_paired_feed, partial(_pairs, "gb18030", "gbk", ""))
BIG5 = Coding(_paired_feed, partial(_pairs, "cp950", "cp950", ""))
GBK_AS_EUC_KR = Coding(_paired_feed, partial(_pairs, "gb18030", "gbk", "cp949"))
GBK_AS_BIG5 = Coding(_paired_feed, partial(_pairs, "gb18030", "gbk", "cp950"))
BIG5_AS_GBK = Coding(_paired_feed, partial(_pairs, "cp950", "cp950", "gbk"))


def lost_before(
    following: Iterable[int], other: str = "gbk", leads: frozenset[int] = LEADS
) -> frozenset[int]:
    """The bytes that a decoder loses for want of a character, standing before one of these bytes.

    >>> 0x80 in lost_before([0xE4]), 0xE5 in lost_before([0x8F]), 0xE5 in lost_before([0x0A])
    (True, False, True)
    """
    return frozenset().union(*(_lost_before(byte, other) for byte in following)) & leads


@cache
def _lost_before(following: int, other: str) -> frozenset[int]:
    read = ((lead, bytes((lead, following)).decode(other, "replace")) for lead in LEADS)
    return frozenset(lead for lead, text in read if text.startswith("\ufffd"))
