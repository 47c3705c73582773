"""Records whose text is HTML, as in exports of crawlers and databases."""

from __future__ import annotations

import re
from dataclasses import replace

from policytext.document import Document
from policytext.language.patterns import lazy

# an element that ends, or a line break: text that speaks of tags seldom has them in pairs
_ELEMENT = lazy(
    r"<(?P<tag>html|body|div|p|span|table|tr|td|ul|ol|li|h[1-6]|a|strong|font|section|article)\b[^<>]*>"
    r".*?</(?P=tag)\s*>|<br\s*/?>|<p\b[^<>]*>",
    re.I | re.S,
)
LOOKED_AT = 20_000
"""Characters in which markup is searched for: the first element of a page comes sooner."""


def is_markup(text: str) -> bool:
    """Is a text HTML, a page or a fragment?

    >>> is_markup("<p>各区：</p>"), is_markup("当 a<b 时，见 <附表>"), is_markup("第一行<br>第二行")
    (True, False, True)
    """
    return "<" in text and ">" in text and _ELEMENT.search(text[:LOOKED_AT]) is not None


def as_page(document: Document) -> Document:
    """A document whose text is HTML, read as a page; fields of its record take precedence.

    >>> as_page(Document("a", "<p>各区：</p>")).text, as_page(Document("a", "当 a<b 时")).text
    ('各区：', '当 a<b 时')
    """
    if not is_markup(document.text):
        return document
    from policytext.io.readers.html import read_html  # which text that is no page can do without

    page = read_html(document.text)
    return replace(
        document,
        text=page.text,
        title=document.title or page.title,
        meta={**page.meta, **document.meta},
        layout=page.layout,
    )
