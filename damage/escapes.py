"""Characters written as escapes that nobody read back."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import codepoint2name
from urllib.parse import quote

from damage.family import Family

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def _unit(character: str) -> str:
    data = character.encode("utf-16-be")
    return "".join(f"\\u{data[at]:02x}{data[at + 1]:02x}" for at in range(0, len(data), 2))


def _named(character: str) -> str:
    name = codepoint2name.get(ord(character))
    return f"&{name};" if name else character


def _family(name: str, escape: Callable[[str], str]) -> Family:
    return Family(name, lambda text, _: _BEYOND_ASCII.sub(lambda found: escape(found[0]), text))


FAMILIES: tuple[Family, ...] = (
    _family("escape-unicode", _unit),
    _family("escape-decimal", lambda character: f"&#{ord(character)};"),
    _family("escape-hexadecimal", lambda character: f"&#x{ord(character):x};"),
    _family("escape-headless", lambda character: f"#x{ord(character):x};"),
    _family("escape-named", _named),
    _family("escape-named-twice", lambda character: _named(character).replace("&", "&amp;")),
    _family("escape-percent", quote),
)
