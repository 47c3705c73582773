"""Bytes read in the wrong encoding, what is lost on the way, and what is done to the result afterwards."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from random import Random

from damage.family import Family, fold, simplify
from damage.spinner import read_leniently, traditional
from policytext.language.gbk import encoded

Reader = Callable[[bytes], str]

_AS_WESTERN = "policytext-western"
_GBK_PIECE = re.compile(rb"[\x00-\x7f]+|(?:[\x81-\xfe][\x40-\x7e\x80-\xfe])+|[\x80-\xff]", re.DOTALL)
_WESTERN_LOST = re.compile("[\x80-\x9f\xa0\xad]")


def western(data: bytes) -> str:
    """Windows-1252 as browsers read it: its five holes are the control characters of Latin-1.

    >>> western("关于".encode())
    'å…³äºŽ'
    """
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def strictly_western(data: bytes) -> str:
    """Windows-1252 as most libraries read it: U+FFFD for its five holes.

    >>> strictly_western("要".encode())
    'è¦\ufffd'
    """
    return data.decode("cp1252", "replace")


def latin(data: bytes) -> str:
    return data.decode("latin-1")


def mixed(data: bytes) -> str:
    """Valid UTF-8 read as that, every other byte as Windows-1252.

    >>> mixed("时浙江".encode("gbk"))
    'ʱÕ㽭'
    """
    return data.decode("utf-8", _AS_WESTERN)


def _read_western(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return western(error.object[error.start : error.end]), error.end


codecs.register_error(_AS_WESTERN, _read_western)


def gbk(lost: str | None = None) -> Reader:
    """GBK with `lost` in place of each byte that belongs to no character.

    None: as Windows reads it (private use for what is unassigned, "€" for 80); bytes that are no pair
    raise UnicodeDecodeError.

    >>> gbk("?")("一，".encode()), gbk()("一，一".encode())
    ('涓?锛?', '涓€锛屼竴')
    """

    def read(data: bytes) -> str:
        if lost is None:
            return "".join(
                "€" if piece == b"\x80" else piece.decode("gb18030") for piece in _GBK_PIECE.findall(data)
            )
        return data.decode("gbk", "replace").replace("\ufffd", lost)

    return read


def big5(lost: str | None = None) -> Reader:
    errors = "strict" if lost is None else "replace"
    return lambda data: data.decode("cp950", errors).replace("\ufffd", lost or "\ufffd")


def misread(text: str, own: str, reader: Reader, rounds: int = 1) -> str:
    """Each line written in `own` and read by `reader`; a line that cannot be is left as it is."""
    return "\n".join(_misread(line, own, reader, rounds) for line in text.split("\n"))


def _misread(line: str, own: str, reader: Reader, rounds: int) -> str:
    for _ in range(rounds):
        try:
            damaged = reader(encoded(line) if own == "gbk" else line.encode(own))
        except UnicodeError:
            return line
        line = damaged
    return line


def _family(
    name: str,
    own: str,
    reader: Reader,
    *afterwards: Callable[[str], str],
    rounds: int = 1,
    lossy: bool = False,
    lines: float = 1.0,
) -> Family:
    """A family of misread text; `lines`: the share of a page's lines that it happens to."""

    def damage(text: str, random: Random) -> str:
        done = []
        for line in text.split("\n"):
            if random.random() < lines:
                line = _misread(line, own, reader, rounds)
                for change in afterwards:
                    line = change(line)
            done.append(line)
        return "\n".join(done)

    return Family(name, damage, lossy=lossy)


def _without_controls(text: str) -> str:
    """The text without C1 controls, no-break spaces and soft hyphens, which some crawlers drop."""
    return _WESTERN_LOST.sub("", text)


def _spun_traditional(read: Reader, name: str, lossy: bool) -> Family:
    """Big5 holds no Simplified, so the page is one in Traditional."""
    return Family(name, lambda text, _: misread(traditional(text), "cp950", read), traditional, lossy)


def _unrecoverable(name: str, damage: Callable[[str], str]) -> Family:
    """Damage that leaves nothing to go by: a perfect repair leaves it alone."""
    return Family(name, lambda text, _: damage(text), damage, lossy=True)


def kun_jin_kao(text: str) -> str:
    """GBK read as UTF-8, the marks for what is invalid written as UTF-8, and that read as GBK.

    >>> kun_jin_kao("发展")
    '锟斤拷展'
    """
    replaced = encoded(text).decode("utf-8", "replace")
    return replaced.encode().decode("gbk", "replace")


def question_marks(text: str) -> str:
    """Written in an encoding that has no Chinese."""
    return text.encode("ascii", "replace").decode()


FAMILIES: tuple[Family, ...] = (
    _family("utf8-as-latin1", "utf-8", latin),
    _family("utf8-as-cp1252", "utf-8", western),
    _family("utf8-as-cp1252-twice", "utf-8", western, rounds=2),
    _family("utf8-as-cp1252-fffd", "utf-8", strictly_western, lossy=True),
    _family("gbk-as-latin1", "gbk", latin),
    _family("gbk-as-cp1252", "gbk", western),
    _family("gbk-as-cp1252-lines", "gbk", western, lines=0.3),
    _family("gbk-mixed", "gbk", mixed),
    _family("gbk-as-cp1252-dropped", "gbk", western, _without_controls, lossy=True),
    _family("gbk-mixed-dropped", "gbk", mixed, _without_controls, lossy=True),
    _family("utf8-as-gbk", "utf-8", gbk()),
    _family("utf8-as-gbk-lines", "utf-8", gbk(), lines=0.3),
    _family("utf8-as-gbk-twice", "utf-8", gbk(), rounds=2),
    _family("utf8-as-gbk-?", "utf-8", gbk("?"), lossy=True),
    _family("utf8-as-gbk-?-swallowed", "utf-8", read_leniently, lossy=True),
    _family("utf8-as-gbk-fffd", "utf-8", gbk("\ufffd"), lossy=True),
    _family("utf8-as-gbk-dropped", "utf-8", gbk(""), lossy=True),
    _family("utf8-as-gbk-?-folded", "utf-8", gbk("?"), fold, lossy=True),
    _family("utf8-as-gbk-?-converted", "utf-8", gbk("?"), simplify, lossy=True),
    _family("utf8-as-gbk-?-folded-converted", "utf-8", gbk("?"), fold, simplify, lossy=True),
    _family("gbk-as-big5", "gbk", big5(), lossy=True),
    _family("gbk-as-big5-?", "gbk", big5("?"), lossy=True),
    _spun_traditional(gbk(), "big5-as-gbk", lossy=True),
    _spun_traditional(gbk("?"), "big5-as-gbk-?", lossy=True),
    _unrecoverable("kun-jin-kao", kun_jin_kao),
    _unrecoverable("question-marks", question_marks),
    _unrecoverable("utf8-as-gbk-thrice", lambda text: misread(text, "utf-8", gbk("?"), rounds=3)),
)
