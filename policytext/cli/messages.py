"""Lines on stderr. A run does its work also where nobody can hear what it says."""

from __future__ import annotations

import os
import sys

from policytext.language.printable import printable
from policytext.wording import Language, system_language, translated_reason

_spoken: list[Language] = []


def set_language(language: Language) -> None:
    """Say what follows in this language."""
    _spoken[:] = [language]


def message_language() -> Language:
    """The language of what a run says: that of --language, else the system's."""
    return _spoken[0] if _spoken else system_language()


def tell(message: str, *, lines: bool = False) -> None:
    """Say something of the run; on one line unless `lines` are wanted."""
    tell_plainly(f"policytext: {printable(translated_reason(message, message_language()), lines=lines)}")


def tell_plainly(line: str) -> None:
    """Print a line on stderr; what it cannot take (a full disk, a reader that went away) is not said."""
    try:
        sys.stderr.write(f"{line}\n")
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
