"""The page of a report: sections and passages in one HTML file that loads nothing from the network.

Jinja escapes all text of documents; a Content Security Policy in the page's head allows only the page's own
script, and no loading.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from policytext.report.view import number, percent
from policytext.report.words import Words
from policytext.version import __version__


def html(words: Words, **page: object) -> str:
    """The complete page: its title, the day it was made, inputs, sections, documents and exhibits."""
    script, style = _part("report.js"), _part("report.css")
    return str(
        _template().render(
            page=page,
            words=words,
            language={"en": "en", "zh": "zh-CN"}[words.language],
            version=__version__,
            script=script,
            style=style,
            digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            number=number,
            percent=percent,
        )
    )


def _part(name: str) -> str:
    return (files("policytext.report") / "templates" / name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    from jinja2 import BaseLoader, Environment, StrictUndefined

    environment = Environment(
        loader=BaseLoader(),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.from_string(_part("report.html"))
