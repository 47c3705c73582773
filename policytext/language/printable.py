"""Text that is safe to print: nothing in it moves the cursor, changes colours or reverses the line.

A document, an id or a file's name may hold control characters (ECMA-48) and the controls of the
Unicode Bidirectional Algorithm (UAX #9; "Trojan Source", CVE-2021-42574). On a terminal they are shown
as pictures or escapes, not sent.
"""

from __future__ import annotations

_BIDIRECTIONAL = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_PICTURES: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    **{code: f"\\x{code:02x}" for code in range(0x80, 0xA0)},
    **{code: f"\\u{code:04x}" for code in (*_BIDIRECTIONAL, 0x2028, 0x2029)},
    0x0A: "⏎",
    0x7F: "␡",
}
_PICTURES_IN_LINES: dict[int, str] = {
    code: picture for code, picture in _PICTURES.items() if chr(code) not in "\n\t"
}


def printable(text: str, *, lines: bool = False) -> str:
    r"""The text with pictures or escapes for its controls; on one line unless `lines` are wanted.

    >>> printable("关于\x1b[31m\n印发"), printable("a\u202eb\x9b"), printable("a\tb\r\n", lines=True)
    ('关于␛[31m⏎印发', 'a\\u202eb\\x9b', 'a\tb␍\n')
    """
    if text.isprintable():  # most are
        return text
    return text.translate(_PICTURES_IN_LINES if lines else _PICTURES)
