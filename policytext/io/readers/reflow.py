"""From positioned lines on pages to paragraphs, without repeated headers and footers.

PDF and OFD have glyphs with positions, not paragraphs. Two lines are joined if the first extends to the
right margin and the second begins at the left margin, since Chinese paragraphs have an indented first
line; one with a number (一、) behind a sentence begins a paragraph in any place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from policytext.io.readers.pagelayout import Line, Row, blocks, footnotes, rows
from policytext.language.patterns import lazy
from policytext.pagefacts import publication
from policytext.pagefacts.agency import is_signature
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.titlelines import is_letterhead

_EDGE = 2  # lines at the top and at the bottom of a page that may be its header and footer
_REPEATED = 3  # pages on which a header stands, those of one chapter at least
_NUMBER = lazy(r"[\s\d〇一二三四五六七八九十]+")
_PAGE_NUMBER = lazy(r"[-—–―─·\s]*\d{1,4}[-—–―─·\s]*|第?\s*\d{1,4}\s*页\s*(?:[,，/]?\s*共\s*\d{1,4}\s*页)?")
_FACT = lazy(r"[:：]|\d{4}")  # a fact of publication has one of these; to look for facts takes long
_HYPHEN = lazy("[\u00ad\ufffe\x02]$")  # pdfium's signs for a hyphen at the end of a line
_NUMBERED = lazy(r"\s*(?:第?[一二三四五六七八九十百]+[、章节條条]|[（(][一二三四五六七八九十]+[）)])")
_ENDED = lazy(r"[。：；]\s*$")
_ASCII_EDGE = lazy(r"[!-~]")


class PageText(NamedTuple):
    """The text of pages, a paragraph a line, and the footnotes, which are not part of it."""

    text: str
    footnotes: tuple[str, ...] = ()


def set_text(pages: Sequence[Sequence[Line]]) -> PageText:
    """The text of pages, a paragraph a line.

    >>> page = [Line("　　第一段到这里还没有完", 90, 266, 700, 16), Line("结。", 90, 122, 672, 16)]
    >>> set_text([page]).text
    '　　第一段到这里还没有完结。'
    """
    kept = _without_furniture([rows(page) for page in pages])
    size = _size([line for page in kept for row in page for line in row])
    notes: list[list[Line]] = []
    body: list[list[list[Line]]] = []
    for page in kept:
        cut = len(page) - footnotes(page, size)
        notes.append([line for row in page[cut:] for line in row])
        body.append(list(blocks(page[:cut])))
    text = "\n".join(_paragraphs(body))
    return PageText(text, tuple(note.strip() for page in notes if page for note in _paragraphs([[page]])))


def _without_furniture(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The pages without page numbers and without the headers and footers that repeat."""
    leading = _leading([[row[0] for row in page] for page in pages])
    seen = Counter(key for page in pages for key in {_key(row) for edge in _edges(page) for row in edge})
    enough = min(_REPEATED, max(2, len(pages) - 1))
    signed = list(map(_is_signed, pages))
    ended = [page for page, is_signed in zip(pages, signed, strict=True) if is_signed and _is_ended(page)]
    are_documents = 2 * len(ended) > sum(signed)  # and no pages of a report with who wrote it below each
    kept = []
    for page, is_signed in zip(pages, signed, strict=True):
        edges = _edges(page)[: 1 if is_signed and are_documents else 2]
        out = [row for edge in edges for row in _furniture(edge, seen, enough, leading)]
        kept.append([row for row in page if row not in out])
    return kept


def _is_signed(page: Sequence[Row]) -> bool:
    return len(page) > _EDGE and is_signature(_shown(page[-2]), _shown(page[-1]))


def _is_ended(page: Sequence[Row]) -> bool:
    return _ENDED.search(_shown(page[-3])) is not None


def _edges(page: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows at the top and at the bottom of a page, from the edge inwards, and one more."""
    return page[: _EDGE + 1], page[::-1][: _EDGE + 1]


def _furniture(edge: Sequence[Row], seen: Counter[str], enough: int, leading: float) -> Sequence[Row]:
    """The rows from the edge that are repeated on other pages and separated from the following ones, but
    for a letterhead over a number that no other page has: pages that are a document each."""
    outer, inner = [*edge, [], []][:2]
    if number_line(_shown(inner)) and seen[_key(inner)] < enough and is_letterhead(_shown(outer)):
        return []
    for count in range(min(_EDGE, len(edge) - 1), 0, -1):
        apart = abs(edge[count - 1][0].bottom - edge[count][0].bottom) > 1.2 * leading
        if apart and all(seen[_key(row)] >= enough for row in edge[:count]):
            return edge[:count]
    return [row for row in edge[:1] if _PAGE_NUMBER.fullmatch(_shown(row))]


def _shown(row: Row) -> str:
    return " ".join(line.text.strip() for line in row)


def _key(row: Row) -> str:
    """The key by which headers of pages are equal: the text without numbers, but for that of a document."""
    shown = _shown(row)
    return shown if number_line(shown) else _NUMBER.sub("#", shown)


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance between lines; more than 2.5 times the size of type does not count."""
    steps = [(a.bottom - b.bottom, a.size) for page in pages for a, b in pairwise(page)]
    return median([step for step, size in steps if 0 < step < 2.5 * size] or [0.0])


def _paragraphs(pages: Sequence[Sequence[Sequence[Line]]]) -> Iterator[str]:
    """The paragraphs of pages of blocks; each column has its own margins."""
    paragraph = ""
    last: tuple[Line, bool] | None = None  # the line before, and does it fill its block?
    common = _margins([line for page in pages if len(page) == 1 for line in page[0]])
    for page in pages:
        for block in page:
            around = block if len(block) > 1 else [line for other in page for line in other]
            left, right = common if len(page) == 1 else _margins(around)
            leading = _leading([block])
            for number, line in enumerate(block):
                gap = last[0].bottom - line.bottom if last and number else leading
                begins = line.left < left + 0.8 * line.size and not line.text.startswith("\u3000")
                begins = begins and not (_NUMBERED.match(line.text) and _ENDED.search(paragraph))
                if last and last[1] and begins and gap <= 1.45 * leading and _alike(last[0], line):
                    paragraph = _joined(paragraph, line.text.strip())
                else:
                    if last:
                        yield paragraph
                    paragraph = line.text
                last = line, line.right > right - 2.2 * line.size and not _is_of_publication(line.text)
    if last:
        yield paragraph


def _size(lines: Sequence[Line]) -> float:
    """The most common size of type, by characters."""
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right margin: where lines of the most common size begin and end, without outliers.

    A page's publication line may go beyond what it stands on.
    """
    if not lines:
        return 0.0, 0.0
    size = _size(lines)
    body = sorted((line for line in lines if abs(line.size - size) <= 1), key=lambda line: line.right)
    while len(body) > 1 and _is_of_publication(body[-1].text):
        body.pop()
    lefts, rights = sorted(line.left for line in body), [line.right for line in body]
    few = len(body) // 50
    return lefts[few], rights[-1 - few]


def _is_of_publication(text: str) -> bool:
    return bool(_FACT.search(text) and publication.facts(text))


def _alike(a: Line, b: Line) -> bool:
    return not a.row and not b.row and abs(a.size - b.size) < 0.15 * a.size


def _joined(paragraph: str, line: str) -> str:
    """Two lines joined: without a space between Chinese characters, with one between words, without a
    hyphen."""
    if _HYPHEN.search(paragraph):
        return paragraph[:-1] + line
    spaced = _ASCII_EDGE.fullmatch(paragraph[-1:]) and _ASCII_EDGE.fullmatch(line[:1])
    return f"{paragraph} {line}" if spaced else paragraph + line
