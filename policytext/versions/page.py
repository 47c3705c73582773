"""The comparison of two versions as a self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from policytext.versions.alignment import Comparison
from policytext.wording import Language, translated

_STYLE = (
    "body{font:16px/1.7 serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.3rem}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #999;padding:.4rem .6rem;vertical-align:top;text-align:left}"
    "th{white-space:nowrap;font-weight:normal}td{white-space:pre-wrap}"
    "del{color:#a00;background:#fee}ins{color:#060;background:#efe}"
    ".same td{color:#777}@media (prefers-color-scheme:dark){body{background:#111;color:#ddd}"
    "del{background:#400;color:#fbb}ins{background:#030;color:#bfb}.same td{color:#888}}"
)


def page(old: str, new: str, found: Iterable[Comparison], language: Language = "en") -> Iterator[str]:
    """The lines of a page that compares the documents called `old` and `new`.

    >>> from policytext.versions.alignment import compare
    >>> [line for line in page("a", "b", compare("人人节水有责。", "人人节水光荣。")) if "<del>" in line]
    ['<tr class="changed"><th>changed</th><th></th><td>人人节水<del>有责</del><ins>光荣</ins>。</td></tr>']
    """
    title = f"{escape(old)} → {escape(new)}"
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<table>"
    for comparison in found:
        numbers = [clause.number for clause in (comparison.old, comparison.new) if clause and clause.number]
        shown = "".join(_piece(before, after) for before, after in comparison.changes)
        number = escape(" → ".join(dict.fromkeys(numbers)))
        kind = comparison.kind
        told = translated(kind, language)
        yield f'<tr class="{kind}"><th>{told}</th><th>{number}</th><td>{shown}</td></tr>'
    yield "</table>\n</body>\n</html>"


def _piece(before: str, after: str) -> str:
    if before == after:
        return escape(before)
    gone = f"<del>{escape(before)}</del>" if before else ""
    return gone + (f"<ins>{escape(after)}</ins>" if after else "")
