"""Records whose text is HTML, as in exports of crawlers and databases."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from policytext.document import Document
from policytext.language.patterns import lazy

# an element that ends, or a line break: text that speaks of tags seldom has them in pairs
_ELEMENT = lazy(
    r"<(?P<tag>html|body|div|p|span|table|tr|td|ul|ol|li|h[1-6]|a|strong|font|section|article)\b[^<>]*>"
    r".*?</(?P=tag)\s*>|<br\s*/?>|<p\b[^<>]*>",
    re.I | re.S,
)
_INLINE = lazy(
    r"<(?P<tag>em|font|span|b|strong|i|mark|sub|sup|p|a)\b[^<>]*>[^<>]*</(?P=tag)>|<br\s*/?>", re.I
)
_TAG = lazy(r"</?(?:em|font|span|b|strong|i|mark|sub|sup|p|a|br)\b[^<>]*>", re.I)
_BETWEEN_WORDS = lazy(r"(?<=[\w,.;:)])<br\s*/?>(?=[\w(])", re.I | re.A)
_BLOCK = lazy(r"<(?:html|body|div|p|table|tr|td|ul|ol|li|h[1-6]|section|article|pre|center)\b", re.I)
_ESCAPED, _PROGRAMS = lazy("&(?:amp;)*lt;"), 3
"""Tags that are escaped, and through how many programs a page may have gone of which each escaped it."""
_FEED = lazy(r"(<[^<>]*>)|\r?\n")
LOOKED_AT = 20_000
"""Characters in which markup is searched for: the first element of a page comes sooner."""


def is_markup(text: str) -> bool:
    """Is a text HTML, a page or a fragment?

    >>> is_markup("<p>各区：</p>"), is_markup("当 a<b 时，见 <附表>"), is_markup("第一行<br>第二行")
    (True, False, True)
    """
    return "<" in text and ">" in text and _ELEMENT.search(text[:LOOKED_AT]) is not None


def without_tags(title: str) -> str:
    """A title without the tags by which searches set off what was looked for.

    >>> titles = "关于<em>节水</em>的<br/>通知", "Notice on<br>Water", "当 a<b 时"
    >>> list(map(without_tags, titles))
    ['关于节水的通知', 'Notice on Water', '当 a<b 时']
    """
    if "<" not in title or not _INLINE.search(title):
        return title
    return _TAG.sub("", _BETWEEN_WORDS.sub(" ", title))


def as_page(document: Document) -> Document:
    """A document whose text is HTML, perhaps escaped, read as a page; fields of its record take precedence.

    Without elements that are blocks its line feeds are those of the text.

    >>> texts = "<p>各\\n区：</p>", "&lt;p&gt;各区：&lt;/p&gt;", "当 a<b 时", "各区：\\n一、略<br>二、略"
    >>> [as_page(Document("a", text)).text for text in texts]
    ['各区：', '各区：', '当 a<b 时', '各区：\\n一、略\\n二、略']
    """
    markup = document.text
    for _ in range(_PROGRAMS):
        if "<" not in markup and _ESCAPED.search(markup):
            markup = unescape(markup)
    if not is_markup(markup):
        return document
    if not _BLOCK.search(markup):
        markup = _FEED.sub(lambda found: found[1] or "<br>", markup)
    from policytext.io.readers.html import read_html  # which text that is no page can do without

    page = read_html(markup)
    return replace(
        document,
        text=page.text,
        title=document.title or page.title,
        meta={**page.meta, **document.meta},
        layout=page.layout,
    )


def as_markdown(document: Document) -> Document:
    """A document whose text is Markdown, read as a page; fields of its record take precedence.

    >>> as_markdown(Document("a", "# 通知\\n\\n各**区**：")).text
    '通知\\n各区：'
    """
    from policytext.io.readers.jina import read_jina

    page = read_jina(document.text)
    title, meta = document.title or page.title, {**page.meta, **document.meta}
    return replace(document, text=page.text, title=title, meta=meta, layout=page.layout)
