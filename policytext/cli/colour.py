"""Colour on a terminal, plain marks elsewhere; NO_COLOR and FORCE_COLOR are honoured."""

from __future__ import annotations

import os
import sys
from functools import cache


@cache
def wanted() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _painted(text: str, code: str) -> str:
    return f"\033[{code}m{text}\033[0m" if wanted() else text


def heading(text: str) -> str:
    return _painted(text, "1")


def dim(text: str) -> str:
    return _painted(text, "2")


def before(text: str) -> str:
    """What stood in the text."""
    return _painted(text, "31;9") if wanted() else f"[-{text}-]"


def after(text: str) -> str:
    """What stands there now."""
    return _painted(text, "32") if wanted() else f"{{+{text}+}}"
