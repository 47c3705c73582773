"""Normalize: one script, one width of punctuation and digits, one way to break lines.

`engine` does OpenCC's conversions and is quick to import; the names below load on first use.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from policytext.normalization.engine import convert
    from policytext.normalization.step import RULES, STEP, normalize

_HOMES = {"RULES": "step", "STEP": "step", "normalize": "step", "convert": "engine"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = ["RULES", "STEP", "convert", "normalize"]
