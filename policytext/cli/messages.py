"""Messages on stderr. A run continues if they cannot be written."""

from __future__ import annotations

import os
import sys

from policytext.language.printable import printable
from policytext.wording import Language, system_language, translated_reason

_spoken: list[Language] = []


def set_language(language: Language) -> None:
    """Set the language of messages."""
    _spoken[:] = [language]


def message_language() -> Language:
    """The language of messages: that of --language, else the system's."""
    return _spoken[0] if _spoken else system_language()


def tell(message: str, *, lines: bool = False) -> None:
    """Write a message; on one line unless `lines` is set."""
    tell_plainly(f"policytext: {printable(translated_reason(message, message_language()), lines=lines)}")


def tell_plainly(line: str) -> None:
    """Print a line on stderr; errors of writing (a full disk, a closed pipe) are ignored."""
    try:
        sys.stderr.write(f"{line}\n")
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
