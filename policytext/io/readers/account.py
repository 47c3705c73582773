"""An account of an input: text in it that came into no document is said, whatever its reader does.

What a file holds is found here a second time, in a simpler way than its reader's: every string, every text
between tags, every part of a package. What of it reads as sentences and stands neither in the document nor
in its facts is told in one note, and in the document's `left_out`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from policytext.document import Document
from policytext.io.readers.origin import Note
from policytext.language.characters import HAN
from policytext.language.patterns import lazy

LEAST = 60
"""Chinese characters in sentences from which text is told: captions, buttons and letterheads have fewer."""
LEAST_OF_SCRIPT = 200  # the same in a script: what it says to who leaves the site has 140
SENTENCES = 2  # and how many different ones these are at least: a slogan or a caption is one
_ENDS = 10
"""Characters at the beginning and the end of a sentence: where either is read, it was only parted."""
_FEW = 2  # the same of text that is always told: more than a mark
SEARCHED = 1_000_000_000
"""Characters through which sentences are searched that do not stand where they are expected, some 0.3 s:
what was found missing by then says enough."""
SCRIPT = "<script>"
SHOWN = 30  # characters of how it begins
_NOT_HAN = lazy(f"[^{HAN}]+")
_NOT_SENTENCE = lazy(f"[^{HAN}。]+")
_TAG = lazy(r"<[^<>]*>")
_NO_TEXT = lazy(r"<w:delText\b[^<>]*>[^<>]*")
_OPENING = lazy(r"<(?:!--|(script|style|textarea|template|noscript|iframe|table|ss:table)\b)", re.I)
_UNSHOWN = ("", "script", "style", "textarea", "template", "noscript", "iframe")
"""Elements of a page that are not shown as they are written, and "", its comments, which are no text."""
_ATTRIBUTE = lazy(r"=([\"'])(?P<value>[^\"'<>]{60,}?)\1")
_NAME = lazy(r"[\w:@.-]+\Z")
_CODE = lazy(r"\\u([0-9a-fA-F]{4})")
_SAID = "text in {} is left out: `left_out` of the record has its beginning"


def left_out(
    pieces: Iterable[tuple[str, str]], held: Iterable[str], always: Container[str] = ()
) -> list[dict[str, Any]]:
    """What of the pieces, each a place and the text there, is not in the texts `held`. Few words are
    told of places that are told `always`.

    >>> rule, note = "各区县要明确一名负责同志具体抓这项工作。", "检查结果每季度向社会公布一次。"
    >>> left_out([("body", rule * 9), ("a", note * 4 + "附表另行下发各区县执行。")], [f"某县：\\n{rule}"])
    [{'where': 'a', 'characters': 67, 'begins': '检查结果每季度向社会公布一次'}]
    """
    pieces = [piece for piece in pieces if "。" in piece[1] or piece[0] in always]
    known = "\n".join(_NOT_HAN.sub("", text) for text in held) if pieces else ""
    found: dict[str, Counter[str]] = {}
    for where, sentence in _missing(pieces, known, always):
        found.setdefault(where, Counter())[sentence] += 1
    sizes = {where: sum(map(len, sentences.elements())) for where, sentences in found.items()}
    return [
        {"where": where, "characters": sizes[where], "begins": next(iter(sentences))[:SHOWN]}
        for where, sentences in found.items()
        if where in always or (len(sentences) >= SENTENCES and sizes[where] >= _least(where))
    ]


def _least(where: str) -> int:
    return LEAST_OF_SCRIPT if where == SCRIPT else LEAST


def _missing(
    pieces: Iterable[tuple[str, str]], known: str, always: Container[str]
) -> Iterator[tuple[str, str]]:
    """The sentences that are not in a text, each searched from where the one before it was found."""
    at = searched = 0
    for where, text in pieces:
        for sentence in _NOT_SENTENCE.sub("", text).split("。"):
            if len(sentence) < (_FEW if where in always else _ENDS):
                continue
            place = known.find(sentence[:_ENDS], at)
            searched += (len(known) if place < 0 else place) - at
            if place < 0:
                place = max(known.find(sentence[:_ENDS]), known.find(sentence[-_ENDS:]))
                searched += 2 * len(known)
            if place < 0:
                yield where, sentence
            else:
                at = place
            if searched > SEARCHED + len(known):
                return


def is_sound(written: str, text: str) -> bool:
    """Has a text as many sentences as what it was read from, whose text need not be searched then?"""
    return written.count("。") + written.count("\\u3002") - text.count("。") < SENTENCES


def accounted(
    document: Document, pieces: Iterable[tuple[str, str]], source: str, always: Container[str] = ()
) -> Iterator[Document | Note]:
    """A document with what of the pieces neither its text nor its facts have as `left_out`, and notes."""
    meta = dict(document.meta)
    before = meta.pop("left_out", [])  # what a mail's page leaves out of itself
    held = [document.text, document.title, *(it for _, it in strings(meta) if len(it) >= _ENDS)]
    missing = left_out(pieces, held, always)
    yield replace(document, meta={**meta, "left_out": [*before, *missing]}) if missing else document
    for place in dict.fromkeys(it["where"] for it in missing):
        yield Note(source, _SAID.format(place))


def words_of(markup: str) -> str:
    """The text of XML or HTML, whatever its elements mean.

    >>> words_of("<w:t>各区</w:t><w:t>县</w:t><w:delText>市</w:delText>")
    '各区县'
    """
    text = _TAG.sub("", _NO_TEXT.sub("", markup))
    return unescape(text) if "&#" in text else text  # no other entity is a Chinese character


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """All strings in a value of JSON, each with the names that lead to it.

    >>> list(strings({"data": [{"标题": "一"}, {"标题": "二"}]}))
    [('data.标题', '一'), ('data.标题', '二')]
    """
    pending = [(path, value)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, Mapping):
            pending += [(f"{path}.{name}" if path else str(name), value[name]) for name in reversed(value)]
        elif isinstance(value, list | tuple):
            pending += [(path, inner) for inner in reversed(value)]


def of_page(markup: str, text: str) -> Iterator[tuple[str, str]]:
    """The texts of a page that may not be in the text read from it: of elements that are not shown as they
    are, of attributes, of all others.

    >>> list(of_page("<p>一。二。</p><textarea>三。</textarea><!-- 四。 -->", ""))
    [('<textarea>', '三。'), ('its elements', '一。二。')]
    """
    if is_sound(markup, text):
        return
    shown, at = [], 0
    for name, start, inside, end, after in elements(markup, _UNSHOWN):
        shown.append(markup[at:start])
        at = after
        within = markup[inside:end] if name else ""
        if "。" in within or "\\u3002" in within:
            if "\\u" in within:
                within = _CODE.sub(lambda code: chr(int(code[1], 16)), within)
            yield f"<{name}>", words_of(f"<{unescape(within)}")
    rest = "".join(shown) + markup[at:]
    if is_sound(rest, text):
        return
    inner = words_of(rest)
    in_tags = inner.count("。") < rest.count("。")
    for part in _ATTRIBUTE.finditer(rest) if in_tags else ():
        named = _NAME.search(rest, max(0, part.start() - SHOWN), part.start())
        if named and named[0] != "content" and "。" in part["value"]:  # of <meta>
            yield f"the attribute {named[0]}", words_of(unescape(part["value"]))
    if not is_sound(inner, text):
        yield "its elements", inner


def elements(markup: str, names: Container[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Elements of these names, and comments under the name "": each name, where the element and what is in
    it begin, and where they end. One that is not closed is none.

    >>> list(elements("<!--<style></style>--><STYLE>p</style ><style>", ("", "style")))
    [('', 0, 4, 19, 22), ('style', 22, 28, 30, 39)]
    """
    at, unclosed = 0, set[str]()
    while opening := _OPENING.search(markup, at):
        name, at = (opening[1] or "").lower(), opening.end()
        if name not in names or name in unclosed:
            continue
        closing = re.compile(rf"</{name}\s*>" if name else "-->", re.I).search(markup, at)
        if closing is None:
            unclosed.add(name)
            continue
        yield name, opening.start(), at, closing.start(), closing.end()
        at = closing.end()
