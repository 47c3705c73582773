"""The text of an HTML page: a line for every block, without scripts and styles.

The markup is parsed as by a browser (lexbor, by way of resiliparse) and serialised again, which makes it
well-formed; one pass over the tags then costs a tenth of walking the tree node by node from Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers import wechat
from policytext.io.readers.account import accounted, of_page
from policytext.io.readers.decoding import bad_bytes, decode_text, encoding_facts
from policytext.io.readers.htmllines import MarkupReader, one_line
from policytext.io.readers.markup import is_markup
from policytext.io.readers.origin import CUT, Note, Origin
from policytext.language.patterns import lazy
from policytext.layout import Block
from policytext.pagefacts.days import first_day
from policytext.pagefacts.docnumber import number_in_title
from policytext.pagefacts.head import marked_headlines, page_facts, page_title
from policytext.pagefacts.title import without_number

MAX_TAG = 65536  # characters
LITTLE = 300  # characters outside links up to which a page may be a frame that a script fills

_SCRIPT = lazy(r"<(?i:script[^<>]*application/ld\+json[^<>]*)>([^<]*)</(?i:script)")
_PUBLISHED = lazy(r'"(?:pubDate|datePublished)"\s*:\s*"([^"]{8,40})"')
_TIME = lazy(r'<(?i:time\s(?:[^<>]*\s)?datetime)="([^"<>]{8,40})"')
_FEED = lazy(r"\ufeff?(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*-->)*<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)
_RECORDS = lazy(
    r"\ufeff?\s*<\?xml[^>]*>\s*(?:<!DOCTYPE\s+(?!html)[^>]*>\s*)?<(?!!|(?i:html|body|div|main|article|section|table)\b)[\w:.-]++[^<>]*+>"
    r"\s*<(?!(?i:p|para|div|span|table|tr|ul|li|h[1-6]|a|part|chapter|section|sect\d|paragraph|clause"
    r"|page(?!\s*>\s*<(?:title|url|link|id)\b))\b)([\w:.-]{1,80}+)[^<>]*+>\s*<[^<>/]++>.*?</\1>\s*<\1[\s>]",
    re.DOTALL,
)
_OF_WORD = lazy(r"<\?mso-application\s+progid=\"Word\.Document\"|<(?:w:wordDocument|pkg:package)\s")
_DECLARATION = lazy(r"\A\s*+<\?xml[^>]*+>")
_XML = lazy(r"\ufeff?\s*<\?xml[^>]*>\s*<(?!(?i:!doctype|html)\b)")
_HEADING = lazy(r"(<(?i:part|chapter|section|sect\d|clause)\b[^<>]*>\s*)<title\b[^<>]*>([^<]*)</title\s*>")
"""The title of a part of a document in XML; of a page it would be the title of the whole."""

LONGEST_END = 4096  # characters behind </html>: what counts visitors writes there
_OPENED, _CLOSED = lazy("<(?i:body)[\\s>]"), lazy("</(?i:body|html)")
_FRAME = lazy(
    r'<(?:i?frame|embed|object)\s(?:[^<>]*\s)?(?:src|data)="(?!about:|javascript:|data:)([^"<>]+)"'
)

_SAVED = lazy(r"(?:\ufeff?\s*<[^<>]*>)?\s*<!-- saved from url=\(\d+\)(https?://[^\s<>]{1,2000}) -->")
"""What browsers write into a page that they save, behind its declaration."""

# Pictures written out in a tag, and worse: attributes by the thousand cost the parser their number squared.
_HUGE_TAG = lazy(rf"(<[a-zA-Z]++)[^<>]{{{MAX_TAG},}}+")


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The page in these bytes; under a given encoding, bytes that are not in it are a Problem besides."""
    settings = origin.settings
    decoded = decode_text(raw, settings.encoding, True, origin.declared)
    if _FEED.match(decoded.text):
        raise Unreadable("is a feed (RSS, Atom) of many articles: save their pages, or a table of them")
    if _RECORDS.match(decoded.text):
        raise Unreadable("is XML of many records, and no page: save them as JSON or as a table")
    markup = decoded.text
    if _OF_WORD.search(markup, 0, MAX_TAG):
        from policytext.io.readers import docx

        yield from docx.read(_DECLARATION.sub("", markup, count=1).encode(), origin)
        return
    if _XML.match(markup):
        markup = _HEADING.sub(r"\1<h2>\2</h2>", markup)
    page = read_html(markup)
    if own_text(page) <= LITTLE or is_markup(page.text):
        page = _of_script(page, markup, origin)
    if not page.text.strip():
        raise Unreadable("no text in this page")
    facts = {**page.meta, **origin.meta, **encoding_facts(decoded)}
    page = replace(page, id=origin.id, source=origin.source, meta=facts)
    yield from accounted(page, of_page(markup, page.text), origin.source)
    if _is_cut(markup):
        yield replace(origin.problem(CUT), id=origin.id)
    if settings.encoding and decoded.bad:
        yield Problem(origin.source, bad_bytes(decoded), id=origin.id)


def _is_cut(markup: str) -> bool:
    """Does a page that begins as one end within a text or a tag?

    >>> _is_cut("<html><body><p>各县应当"), _is_cut("<html><body><p>各县</p>\\n"), _is_cut("<p>各县")
    (True, False, False)
    """
    end = markup[-LONGEST_END:].rstrip("\0\r\n\t ")
    return not end.endswith(">") and not _CLOSED.search(end) and _OPENED.search(markup) is not None


def own_text(page: Document) -> int:
    """The characters of a page that are not in links."""
    return len(page.text) - sum(block.link_characters for block in page.layout)


def has_sentence(page: Document) -> bool:
    """Has a page a text of its own, and is no frame of another?"""
    return "。" in page.text


def _of_script(page: Document, markup: str, origin: Origin) -> Document:
    """The article in the fields or scripts of a page with little text beside it, if any, else the page."""
    from policytext.io.readers.fields import document
    from policytext.io.readers.scripted import kept_markup, scripted_record

    kept, rest = kept_markup(markup)
    if kept and not has_sentence(read_html(rest)):
        held = read_html(kept)
        return replace(held, title=page.title or held.title, meta={**held.meta, **page.meta})
    own = own_text(page)
    record = scripted_record(markup, page.text, page.title, own) if own <= LITTLE else None
    if record is None:
        return page
    written = document(record, origin.id, origin)
    return replace(written, title=written.title or page.title, meta={**page.meta, **written.meta})


def read_html(markup: str) -> Document:
    """The text of an HTML page, its title, and its layout, a `Block` for each line.

    `meta` has the page's own metadata under standard names (`date_published` as YYYY-MM-DD, `source_name`,
    `site_name`, `column`, `author`, `keywords`, `description`, `url`; `title_number`, the number that only
    <title> has beside the headline), under `attachments` its links to files, as {name, href}, and under
    `frames` the addresses of what it shows in frames, which is not read.

    Takes any string: broken, empty, framesets, without <body>. The text of `<pre>` keeps its
    lines; a data table gives one line a row with tab-separated cells (a cell that spans columns
    or rows leaves the others empty); a table used for layout gives its cells' own lines.

    >>> page = read_html("<title>通知_某市政府</title><p>各区：<p>一、<a href=1.htm>附表</a><br>二、说明")
    >>> page.text, page.title
    ('各区：\\n一、附表\\n二、说明', '通知')
    >>> [(block.tag, block.link_characters) for block in page.layout]
    [('p', 0), ('p', 2), ('p', 0)]
    """
    from resiliparse.parse.html import HTMLTree

    if _may_have_huge_tag(markup):
        markup = _HUGE_TAG.sub(r"\1", markup)
    try:
        tree = HTMLTree.parse(markup)
    except UnicodeEncodeError:  # lone surrogates
        tree = HTMLTree.parse(markup.encode("utf-8", "replace").decode())
    reader = MarkupReader()
    shown = tree.document.html if tree.document is not None else ""
    reader.read(shown)
    post = wechat.is_post(markup)
    if post:
        reader.lines += wechat.missing_lines(markup, reader.lines)
    pieces, layout, at = [], [], 0
    for line in reader.lines:
        pieces.append(line.text)
        layout.append(Block(at, at + len(line.text), line.box, line.link_characters, line.spaced))
        at += len(line.text) + 1
    saved = _SAVED.match(markup)
    facts: dict[str, Any] = {**({"url": saved[1]} if saved else {}), **page_facts(reader.meta)}
    if post:
        facts |= {"title": reader.meta.get("og:title", ""), **wechat.facts(markup)}
    if "date_published" not in facts and (day := day_published(markup)):
        facts["date_published"] = day
    marked = marked_headlines(
        (line.text, line.box.tag, line.box.name) for line in reader.lines if not line.link_characters
    )
    written = facts.pop("title", "") or reader.title
    title = page_title(written, pieces, marked)
    full = page_title(written, [])
    if not number_in_title(title) and (number := number_in_title(full)) and without_number(full) == title:
        facts["title_number"] = number.normalized
    attachments = [{"name": one_line("".join(name)), "href": href} for href, name in reader.files]
    if attachments:
        facts["attachments"] = attachments
    if frames := frame_addresses(shown):
        facts["frames"] = frames
    return Document("-", "\n".join(pieces), title=title, meta=facts, layout=tuple(layout))


def _may_have_huge_tag(markup: str) -> bool:
    """May there be a huge tag: is there a piece of markup in which no tag begins?"""
    size = MAX_TAG // 2
    return any(markup.find("<", at, at + size) < 0 for at in range(0, len(markup) - size + 1, size))


def frame_addresses(markup: str) -> list[str]:
    """What well-formed markup shows in frames: other pages, files.

    >>> frame_addresses('<iframe width="9" src="a.pdf"></iframe><iframe src="about:blank"></iframe>')
    ['a.pdf']
    """
    return list(dict.fromkeys(map(unescape, _FRAME.findall(markup)))) if "<" in markup else []


def day_published(markup: str) -> str:
    """The day of publication in structured data (schema.org and Baidu in JSON-LD, <time datetime>).

    "" if a page has none, or those of several articles.

    >>> day_published('<script type="application/ld+json">{"pubDate": "2023-06-08T14:32:00"}</script>')
    '2023-06-08'
    >>> day_published('<time datetime="2023-06-08">8 June</time> <time datetime="2023-06-09">9 June</time>')
    ''
    """
    stated = [day for script in _SCRIPT.findall(markup) for day in _PUBLISHED.findall(script)]
    days = set(map(first_day, stated or _TIME.findall(markup)))
    return days.pop() if len(days) == 1 else ""
