"""Plain text that somebody else extracted: the article's lines kept, the page's taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import PurePath

from policytext.boilerplate.cards import read_cards
from policytext.boilerplate.credits import number_above
from policytext.boilerplate.cut import Span, passes
from policytext.boilerplate.downloads import KINDS
from policytext.boilerplate.factbox import is_known
from policytext.boilerplate.features import Line, judged, read
from policytext.boilerplate.footed import below_article, below_document, doubtful
from policytext.boilerplate.headed import around_headline, begins_at, headline_at
from policytext.boilerplate.markers import PARAGRAPH, SENTENCE, Look
from policytext.boilerplate.noarticle import doubted, is_of_results, is_run_together, remarked
from policytext.boilerplate.page_edges import page_edges
from policytext.boilerplate.pasted_ends import without_pasted_end
from policytext.boilerplate.rules import (
    NO_ARTICLE,
    PUBLICATION,
    RELATED,
    REPEATED_LINE,
    REPEATED_TITLE,
    RUN_TOGETHER,
    SPAM,
)
from policytext.boilerplate.span import box_in, choose
from policytext.document import Document
from policytext.language.patterns import lazy
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.formulas import is_official, is_outline, is_page_number
from policytext.pagefacts.heading import headline
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.ranking import Clues
from policytext.pagefacts.title import is_complete, names_subject, trimmed
from policytext.pagefacts.unfolded import unfolded
from policytext.revision import retitled, revise
from policytext.settings import Settings

_SENTENCE = lazy("[，。；：]")
_FILE = lazy(rf"[^\s：:【】\[\]|/]+\.(?:{KINDS})\b", re.I)
_EXPORTED = lazy(r"\s*(?:[^\s：:>]{2,10}[：:]|【?正文】?\s*\Z|\Z)")
HEAD = 3  # lines of an article in which its headline stands
BELOW = 6  # lines below the article in which its publication line may stand


def strip(document: Document, settings: Settings = Settings()) -> Document:
    """The document without the lines around its article, its publication facts in `meta`.

    >>> page = "首页 > 要闻\\n海州召开会议\\n来源：海州日报\\n3月5日，会议召开。\\n打印本页\\n"
    >>> stripped = strip(Document.of(page))
    >>> stripped.text, stripped.meta["source_name"], stripped.title
    ('海州召开会议\\n3月5日，会议召开。\\n', '海州日报', '海州召开会议')
    """
    shown = unfolded(document.text)
    if is_run_together(document.text, shown):
        return remarked(document, RUN_TOGETHER, settings)
    lines = read_cards(read(shown))
    named = headline_at(lines)
    lines = below_document(around_headline(lines, named))
    for at in page_edges(lines):
        lines[at] = lines[at].looked_at(Look(REPEATED_LINE.name, 0, 0.0))
    first, last = choose(lines)
    if first < named and all(line.strength > 1 for line in lines[first:named]):
        first = named
    if _is_exported(lines[:first]):
        first = 0
    if _nothing_left(lines, first, last) or is_of_results(line.text for line in lines):
        return remarked(document, NO_ARTICLE, settings)
    lines = below_article(lines)
    taken = _taken(lines, first, last, lines[named].text if named >= 0 else "")
    taken = {i: rule for i, rule in taken.items() if rule not in settings.off}
    told = _told(lines, first, last, taken)
    stated = _whole(lines, first, str(told.pop("title", "")))
    told = {key: fact for key, fact in told.items() if key not in document.meta}
    if SPAM.name in taken.values():
        told["spam"] = True
    if files := _files(lines, taken):
        told.setdefault("attachments", files)
    spans = [Span(line.start, line.end) for line in lines] if taken else []
    stripped = revise(document, "strip", passes(document.text, spans, taken))
    if taken:  # a page was around it
        kept = [line for at, line in enumerate(lines) if at not in taken]
        stripped, pasted = without_pasted_end(doubted(stripped, doubtful(kept), settings), settings)
        told = {**{key: fact for key, fact in pasted.items() if key not in document.meta}, **told}
    begun = begins_at(lines, named) if named > 0 else -1
    headed = "".join(line.text for line in lines[begun : named + 1]) if begun >= 0 else ""
    known = [PurePath(document.source).stem, headed]
    clues = Clues(shown, known, folded=shown != document.text)
    found = headline(judged(lines, _menu(lines, first, taken)), clues)
    apart = headed not in found and (found not in headed or not found)
    is_twice = sum(line.text == headed for line in lines) > 1 and found.endswith(headed)
    is_over = is_twice and not agencies(found.removesuffix(headed))  # buttons, no issuer
    if is_complete(headed) and (apart or is_over):  # not the 公告 by which a law is published
        found = headed
    title = document.title or stated or found or headed
    return retitled(stripped, title).with_meta(**told)


def _is_exported(head: Sequence[Line]) -> bool:
    """Are these a title, facts right below it, and 正文: what databases of laws put over a text?"""
    if len(head) < 3 or head[0].strength > 1 or head[1].facts is None:
        return False
    return is_complete(head[0].text) and all(_EXPORTED.match(line.text) for line in head[1:])


def _files(lines: Sequence[Line], taken: Mapping[int, str]) -> list[dict[str, str]]:
    """The files that lines below the text offer, which go with the page."""
    names = (name[0] for i in sorted(taken) for name in _FILE.finditer(lines[i].text))
    return [{"name": name} for name in dict.fromkeys(names)]


def _whole(lines: Sequence[Line], first: int, stated: str) -> str:
    """The title that a label states, or the headline that begins with it: 《…》征求意见结果反馈.

    Or the headline with which it begins, behind which a copy ran another label into it.
    """
    below = [line.text for line in lines[first : first + HEAD] if stated and not line.strength]
    longer = (text for text in below if text.startswith(stated) and not _SENTENCE.search(text))
    whole = (text for text in below if stated.startswith(text) and names_subject(text))
    return next(longer, "") or next(filter(is_complete, whole), stated)


def _menu(lines: Sequence[Line], first: int, taken: Mapping[int, str]) -> set[int]:
    """The lines that go from above a landmark over the article: no headline stands there."""
    over = next((at for at in range(first - 1, -1, -1) if not lines[at].strength), first)
    if over < first < len(lines) and not _is_title(lines[first].text):
        is_named = over and lines[0].text.startswith(lines[over].text)  # by <title>
        if is_named or _is_title(lines[over].text):
            first = over  # the furniture between are buttons: 政策解读
    sure = (i for i in range(first) if lines[i].strength > 1 and lines[i].facts is None)
    # below the headline stand 关键词：… and buttons too, 当前位置：… above it
    sure = (i for i in sure if lines[i].rule == "navigation" or not is_line("labelled", lines[i].text))
    marks = (i for i in sure if lines[i].rule != "interaction")
    return {i for i in range(max(marks, default=0)) if i in taken}


def _is_title(shown: str) -> bool:
    return is_complete(shown) and shown[-1] != "。" and not is_line("column", shown)


def _nothing_left(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether a page is all furniture: no line of the span speaks for an article."""
    return all(line.weight <= 0 for line in lines[first:last]) and sum(
        line.strength > 1 for line in lines
    ) * 2 > len(lines)


def _taken(lines: Sequence[Line], first: int, last: int, named: str) -> dict[int, str]:
    """The lines that go, each with the rule that takes it; `named`: the headline, where it is known."""
    taken = dict(_outside(lines, 0, first, "navigation"))
    taken.update(_outside(lines, last, len(lines), "related"))
    paragraphs = _paragraphs(lines, first, last)
    if paragraphs:
        head, tail = range(first, paragraphs[0]), range(paragraphs[-1] + 1, last)
        taken.update((i, lines[i].rule) for i in head if _opens(lines[i]) and _goes(lines, i))
        taken.update((i, lines[i].rule) for i in tail if _goes(lines, i))
        free = [i for i in head if i not in taken]
        taken.update((i, REPEATED_TITLE.name) for i in _repeated(lines, free, named))
    taken.update((i, PUBLICATION.name) for i in range(first, last) if is_page_number(lines[i].text))
    taken.update((i, RELATED.name) for i in box_in(lines, first, last))
    whole = (SPAM.name, REPEATED_LINE.name)
    taken.update((i, lines[i].rule) for i in range(first, last) if lines[i].rule in whole)
    return taken


def _paragraphs(lines: Sequence[Line], first: int, last: int) -> list[int]:
    """The paragraphs of the span; where none is long, its sentences; where it has none, a form's rows."""
    spoken = [i for i in range(first, last) if lines[i].weight >= SENTENCE]
    if len(spoken) > 1 and lines[spoken[0] + 1].is_dated:
        spoken = spoken[1:]  # a headline that asks: 安全责任谁来担？
    paragraphs = [i for i in spoken if lines[i].weight >= PARAGRAPH]
    sentences = [i for i in spoken if not is_official(lines[i].text)]
    rows = (i for i in range(first, last) if lines[i].is_free and is_line("row", lines[i].text))
    return paragraphs or sentences or list(rows)


def _outside(lines: Sequence[Line], start: int, stop: int, rule: str) -> list[tuple[int, str]]:
    """Lines before or after the article; an unmarked one goes with the furniture above it."""
    taken = []
    for i in range(start, stop):
        if lines[i].strength > 1:
            rule = lines[i].rule
        elif rule in ("publication", "interaction", SPAM.name):
            rule = "navigation" if not start else "related"
        taken.append((i, rule))
    return taken


def _opens(line: Line) -> bool:
    """Whether furniture of this kind stands over articles too."""
    return line.strength == 3 or line.rule not in ("footer", "related")


def _goes(lines: Sequence[Line], at: int) -> bool:
    """Whether a line inside the span, but before its first or after its last paragraph, goes."""
    line = lines[at]
    if line.strength > 1 and line.rule != "navigation":
        return True
    return line.strength > 0 and any(lines[i].strength > 1 for i in (at - 1, at + 1) if 0 <= i < len(lines))


def _repeated(lines: Sequence[Line], head: Sequence[int], named: str) -> list[int]:
    """Headlines in the head of an article that stand there once more, nearer to the article.

    Where the headline, `named`, is known, other lines are rows of a list.
    """
    keys = {i: "".join(trimmed(lines[i].text).split()) for i in head}
    if named:
        keys = {i: key for i, key in keys.items() if key == "".join(trimmed(named).split())}
    last = {key: i for i, key in keys.items()}
    return [i for i, key in keys.items() if last[key] != i and len(key) >= 6 and not is_outline(key)]


def _told(lines: Sequence[Line], first: int, last: int, taken: Mapping[int, str]) -> dict[str, object]:
    """The facts of publication lines: those in the article, then those above it, then those below.

    Further below only those of boxes count, of labels with their values on the next lines.
    """
    told: dict[str, object] = {}
    above = range(first - 1, -1, -1)
    below = range(last, min(last + BELOW, len(lines)))
    opens = next((i for i in range(first, last) if lines[i].weight >= SENTENCE), last)
    is_bare = opens == last  # a headline over a table
    # what closes an article names where it was first: （来源：央视新闻）
    closing = takewhile(lambda i: lines[i].facts is not None, below)  # before any other document
    boxed = [i for i in range(last, len(lines)) if lines[i].facts and is_known(lines[i].text)]
    for place in (range(first, opens), above, range(opens, last), [*closing], below, boxed):
        for i in place:
            facts = lines[i].facts
            if facts and i in taken:
                for key, fact in facts.items():
                    if place is not below or is_bare or not key.startswith("date"):
                        told.setdefault(key, fact)
    if number := number_above([line.text for line in lines[:first]]):
        told.setdefault("doc_number", number)
    return told
