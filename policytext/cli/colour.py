"""Colour on a terminal, plain marks elsewhere; NO_COLOR and FORCE_COLOR are honoured."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from policytext.language.printable import printable


def wanted() -> bool:
    """Should standard output be coloured?"""
    from policytext.io.writers.terminal import in_colour

    return in_colour(sys.stdout.isatty())


@dataclass(frozen=True, slots=True)
class Paint:
    """Marks text in colours, or with plain marks. Control characters in the text do not reach the terminal.

    >>> Paint(False).before("(chǎn)"), Paint(True).after("产")
    ('[-(chǎn)-]', '\\x1b[32m产\\x1b[0m')
    """

    colour: bool

    def heading(self, text: str) -> str:
        return self._in(text, "1")

    def dim(self, text: str) -> str:
        return self._in(text, "2")

    def before(self, text: str) -> str:
        """Mark text that was replaced or deleted."""
        return self._in(text, "31;9") if self.colour else f"[-{printable(text)}-]"

    def after(self, text: str) -> str:
        """Mark text that replaced it."""
        return self._in(text, "32") if self.colour else f"{{+{printable(text)}+}}"

    def plain(self, text: str) -> str:
        """Context, unmarked."""
        return printable(text)

    def _in(self, text: str, code: str) -> str:
        return f"\033[{code}m{printable(text)}\033[0m" if self.colour else printable(text)
