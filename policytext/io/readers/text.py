"""Plain text and Markdown: one document a file, its facts in front matter (YAML) perhaps."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace

from policytext.document import Document, Problem
from policytext.io.compression import bare_suffix
from policytext.io.readers.decoding import bad_bytes, decode_text, encoding_facts
from policytext.io.readers.fieldnames import usual_fact
from policytext.io.readers.jina import has_headings, is_jina, read_jina
from policytext.io.readers.origin import Note, Origin
from policytext.io.records import newlines
from policytext.language.characters import HAN
from policytext.language.patterns import lazy

_FRONT = lazy(
    r"---[ \t]*\n((?:(?:[\w-][^\n:]{0,40}:(?:[ \t][^\n]*)?|(?:[ \t]|- )[^\n]*)?\n){1,40}?)---[ \t]*\n"
)
_TOML = lazy(r"\+\+\+[ \t]*\n((?:[\w-]+[ \t]*=[^\n]*\n|[ \t]*\n){1,40})\+\+\+[ \t]*\n")
_NAME = lazy(r"(?m)^([\w-][^\n:=]{0,39}?)[ \t]*(?::(?=\s)|=)")
_PROPERTIES = lazy(
    r"(?:tags?|aliases|alias|cssclass(?:es)?|created|updated|modified|(?:last)?mod|layout|draft|categor(?:y|ies)"
    r"|authors?|description|keywords|slug|permalink|lang|publish|status|type|标签|别名|分类|作者|摘要|状态|类型)\Z",
    re.I,
)
"""What notes and pages of site generators say of themselves beside facts of documents."""
_PAIR = lazy(
    r"(?m)^([\w-][^\n:]{0,40}):[ \t]+(?:[|>][-+]?[ \t]*(?=\n))?(\S?[^\n]*(?:\n[ \t]+(?!- )\S[^\n]*)*)"
)
_QUOTED = lazy(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\']|\'\')*)\'')
_REMARK = lazy(r"\s#.*", re.DOTALL)
_FOLDED = lazy(rf"(?<=[{HAN}，。；：、]) (?=[{HAN}])")


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The text of a file; under a given encoding, bytes that are not in it are a Problem besides."""
    settings = origin.settings
    decoded = decode_text(raw, settings.encoding, declared=origin.declared)
    facts = {**origin.meta, **encoding_facts(decoded)}
    named = bare_suffix(origin.source) == ".md"
    front, text = front_matter(newlines(decoded.text), named)
    if is_jina(text) or (named and (front or has_headings(text))):
        page = read_jina(text)
    else:
        page = Document(origin.id, text)
    if front:
        from policytext.io.readers.fields import document

        told = document({**front, settings.text_field: "-"}, origin.id, origin)
        page = replace(page, title=told.title or page.title, meta={**page.meta, **told.meta})
    yield replace(page, id=origin.id, source=origin.source, meta={**page.meta, **facts})
    if settings.encoding and decoded.bad:
        yield Problem(origin.source, bad_bytes(decoded), id=origin.id)


def front_matter(text: str, named: bool = False) -> tuple[dict[str, str], str]:
    """The facts of the front matter, in YAML or TOML, and the text below it, if there is one.

    It names the document's title; in files `named` as Markdown it may have what notes have instead.

    >>> front_matter('---\\ntitle: "关于节水的通知"\\ntags:\\n  - 水利\\n---\\n各区：\\n')
    ({'title': '关于节水的通知'}, '各区：\\n')
    >>> front_matter("---\\ntitle: >-\\n  关于节水的\\n  通知\\nsource: '局' # 注\\n---\\n各区：\\n")[0]
    {'title': '关于节水的通知', 'source': '局'}
    >>> front_matter("---\\n注: 一、略\\n---\\n各区：\\n")[0]
    {}
    >>> front_matter("+++\\ntitle = '通知'\\ndate = 2024-05-01\\n+++\\n各区：\\n")[0]
    {'title': '通知', 'date': '2024-05-01'}
    >>> front_matter("---\\ntags: [水利]\\naliases: []\\n---\\n各区：\\n", named=True)[1]
    '各区：\\n'
    """
    if head := _FRONT.match(text):
        facts = {pair[1]: _scalar(pair[2]) for pair in _PAIR.finditer(head[1])}
    elif head := _TOML.match(text):
        facts = _of_toml(head[1])
    if head and text[head.end() :].strip():
        known = {usual_fact(name) or _PROPERTIES.match(name) for name in _NAME.findall(head[1])}
        if "title" in known or (named and known and None not in known):
            return facts, text[head.end() :]
    return {}, text


def _of_toml(written: str) -> dict[str, str]:
    try:
        return {
            name: str(value)
            for name, value in tomllib.loads(written).items()
            if not isinstance(value, dict | list)
        }
    except tomllib.TOMLDecodeError:
        return {}


def _scalar(written: str) -> str:
    """A value of YAML: without its quotation marks and remark, its lines joined."""
    value = _FOLDED.sub("", " ".join(line.strip() for line in written.strip().split("\n")))
    if quoted := _QUOTED.match(value):
        return quoted[1].replace('\\"', '"') if quoted[1] is not None else quoted[2].replace("''", "'")
    return _REMARK.sub("", value)
