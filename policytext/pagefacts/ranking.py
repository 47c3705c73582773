"""Which lines at the head of a text are its title: every reading of them, with what speaks for it.

A title has evidence: the form of an official title, its place under a letterhead and over the number,
the addressee or the publication line, a label or a file name that gives it too, the text that says it
again. What merely stands first may be a menu, a caption or a site, and is not sure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from policytext.language.patterns import lazy
from policytext.pagefacts import labels, publication
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.days import only_day
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.formulas import is_history
from policytext.pagefacts.head import names_site
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.title import (
    continues,
    cut,
    is_bare_kind,
    is_closed,
    is_complete,
    joined,
    names_subject,
    trimmed,
    without_number,
)
from policytext.pagefacts.titlelines import (
    COMMA,
    ENDS_SENTENCE,
    HAN,
    LETTERHEAD,
    can_be_title,
    ends_title,
    is_date_line,
    is_headline,
    is_letterhead,
    is_mark,
    is_published,
)

# Points from which a title is sure: an official form, or a headline with its place above and below.
SURE = 3
LEAST = 2  # points from which a title is given, as unsure; a line alone among others has one
TITLE_LINES = 8  # lines that a title may run over
BLOCK = 3  # lines of a headline that opens a text, its subtitle included
SHORT = 5  # Chinese characters from which a line can be sure to be a headline: 海州召开会议
PROSE = 40  # characters from which a line that ends a sentence is a paragraph, and the head is over
BETWEEN = 3  # lines of names, notes and subtitles between a title and what follows it

_CALLS = frozenset("！？!?…”")  # a headline may end so, where its publication line follows
_KEY = lazy(r"[\W_]+")
_BLANK = lazy(r"[^\S\n]+")


class Reading(NamedTuple):
    """Lines `[first, end)` read as a title, as they stand (`lines`) and as one, and what speaks for it."""

    first: int
    end: int
    lines: list[str]
    title: str
    points: int

    @property
    def sure(self) -> bool:
        return self.points >= SURE


class Clues(NamedTuple):
    """What bears a title out, beside the lines at the head of the text.

    `said` is the whole text, `known` what labels, files and records give as the title; `apart` are the
    lines with furniture of the page right above them, taken out; `folded` says that blanks parted the
    lines, so that two of them may be one headline.
    """

    said: str = ""
    known: Collection[str] = ()
    apart: Collection[int] = ()
    folded: bool = False


NO_CLUES = Clues()


def best_title(lines: Sequence[str], clues: Clues = NO_CLUES) -> Reading | None:
    """The title that most speaks for, the first of equals; None where nothing at the head can be one.

    >>> best_title(["警民互动", "通知公告", "关于节水的通告", "来源：水利局", "现通告如下。"]).title
    '关于节水的通告'
    >>> best_title(["全县抓好春季农业生产", "赶集的人很多"], Clues(apart=[0])).sure
    False
    """
    head = list(lines[: _head_end(lines)])
    keys = {_KEY.sub("", title) for title in clues.known}
    clues = clues._replace(said=_BLANK.sub("", clues.said), known=keys)
    readings = [
        reading._replace(points=_points(reading, lines, clues)) for reading in _readings(head, lines, clues)
    ]
    readings = [_with_kind_below(reading, readings) for reading in readings]
    best = max(readings, key=lambda reading: reading.points, default=None)
    if best and clues.folded:
        best = _as_half(best, lines, keys)
    return best if best and best.points >= LEAST else None


def _with_kind_below(reading: Reading, others: Collection[Reading]) -> Reading:
    """A headline counts as much as its last words below it: 某某诉某局一审行政判决书 over 行政判决书."""
    ends = (
        other.points
        for other in others
        if other.first >= reading.end
        and other.title != reading.title
        and reading.title.endswith(other.title)
    )
    return reading._replace(points=max(reading.points, *ends, 0))


def _as_half(reading: Reading, lines: Sequence[str], known: Collection[str]) -> Reading:
    """A reading, not sure where a headline stands beside it: its other half, or one more of a list."""
    beside = (*lines[max(reading.first - 1, 0) : reading.first], *lines[reading.end : reading.end + 1])
    key = _KEY.sub("", reading.title)
    listed = any(
        is_complete(line) and names_subject(line) and _KEY.sub("", line) not in key for line in beside
    )
    stands_alone = names_subject(reading.title) and not listed
    if key in known or stands_alone or not (listed or any(map(_may_be_half, beside))):
        return reading
    return reading._replace(points=min(reading.points, SURE - 1))


def _may_be_half(line: str) -> bool:
    is_short = len(line) < PROSE and not line.endswith(ENDS_SENTENCE) and not is_date_line(line)
    return is_short and is_headline(line) and publication.facts(line) is None and not agencies(line)


def _head_end(lines: Sequence[str]) -> int:
    """Where the text begins: its first paragraph, article or heading, or behind the addressee."""
    for at, line in enumerate(lines):
        if (is_line("body", line) or (len(line) >= PROSE and "。" in line)) and cut(line) == len(line):
            return at
    return len(lines)


def _readings(head: Sequence[str], lines: Sequence[str], clues: Clues) -> Iterator[Reading]:
    """Every line, or run of lines, of the head that can be a title; none goes over furniture."""
    apart = clues.apart
    inner = 0  # lines that go on with a title above them begin none
    for at in range(len(head)):
        ends = next((n for n in range(at + 1, at + TITLE_LINES) if n in apart), at + TITLE_LINES)
        taken, end = _run(lines[:ends], at, clues.said) if at >= inner else ([], at)
        if not taken:
            continue
        points, whole = 0, joined(taken)
        if len(taken) > 1 and is_complete(whole):
            if is_closed(whole):
                inner = end
            else:  # a headline that a site cut off, and the document's below it
                points = -SURE
        elif len(taken) > 1:  # nothing was there to go on to
            taken, end, whole = taken[:1], at + 1, taken[0]
        if not at and not inner and 0 not in apart:
            yield from _block(lines, ends)
        if can_be_title(taken, lines[end : end + 2]):
            yield Reading(at, end, taken, whole, points)


def _run(lines: Sequence[str], at: int, said: str) -> tuple[list[str], int]:
    """The lines from one on that are a title by what speaks for their belonging together."""
    taken: list[str] = []
    end = at
    for line in lines[at : at + TITLE_LINES]:
        if taken and is_line("edition", line) and is_complete(joined(taken)):
            return [*taken, line], end + 1
        shown = line if taken else trimmed(line)
        stop = cut(shown)
        if not taken and "》" in shown[stop:] and "《" not in shown.partition("》")[0]:
            break  # the end of a title that the text quotes
        calls = not taken and shown[-1:] in _CALLS and is_published(lines[at + 1 : at + 2])
        if (not calls and ends_title(shown[:stop], taken)) or (taken and not continues(taken, shown, said)):
            if not taken or line != taken[-1]:
                break
        else:
            taken.append(shown[:stop])
        end += 1
        if stop < len(shown):
            break
    return taken, end


def _block(lines: Sequence[str], ends: int) -> Iterator[Reading]:
    """A headline and its subtitle, which open a text with nothing above them, nor before `ends`."""
    taken: list[str] = []
    for line in lines[: min(BLOCK, ends)]:
        if ends_title(line, taken) or not is_headline(line) or names_subject(line) or line in taken:
            break
        if is_complete(line) or names_site(line) or is_line("caption, labelled", line):
            break
        taken.append(line)
    if len(taken) > 1 and can_be_title(taken, lines[len(taken) : len(taken) + 2]):
        after = lines[len(taken) : len(taken) + 1]
        is_news = is_published(after) or (after and not is_line("body", after[0]))
        points = 1 if is_news else -LEAST  # 一、 under two lines: a title broken somewhere
        yield Reading(0, len(taken), taken, " ".join(taken), points)


def _points(reading: Reading, lines: Sequence[str], clues: Clues) -> int:
    """The points for a reading, one for each piece of evidence, and those against it."""
    title = without_number(reading.title)
    key = _KEY.sub("", title)
    headline = is_headline(reading.title)
    points = reading.points + _form(reading.title, headline)
    above = _above(reading.first, lines, clues.apart)
    points += above + _below(reading.end, lines, key)
    if key in clues.known:
        points += 3
    elif headline and _says_again(clues.said, _BLANK.sub("", title), len(reading.lines)):
        points += 2
    if is_line("listed", reading.lines[0]):
        points -= 3
    if above < 0 and not names_subject(title) and key not in clues.known:  # the end of the headline above?
        points = min(points, SURE - 1)
    above_it = (line for line in lines[: reading.first] if not names_site(line))
    if is_letterhead(title):  # 某市水务局公告 under a headline of news may be a column
        points = min(points, SURE - any(map(is_headline, above_it)))  # any title below it is one rather
    is_long = len(HAN.findall(reading.title)) >= SHORT
    return points if is_long or key in clues.known else min(points, SURE - 1)


def _says_again(said: str, title: str, lines: int) -> bool:
    """Does the text quote a title, or have it once more on a line?"""
    quoted = any(f"{left}{title}{right}" in said for left, right in ("《》", "“”", "〈〉", "【】"))
    return quoted or f"\n{said}\n".count(f"\n{title}\n") > (lines == 1)


def _form(title: str, headline: bool) -> int:
    if is_line("order title", title):
        return 3
    if names_subject(title) and is_complete(title) and not is_bare_kind(title):
        return 3
    if is_complete(title) and not is_bare_kind(title) and not is_line("column", title):
        return 1 if is_line("weak", title) else 2
    return int(headline)


def _above(first: int, lines: Sequence[str], apart: Collection[int]) -> int:
    """Furniture, a letterhead, labels or nothing above it speak for it, another headline against."""
    if not first or first in apart:
        return 1
    above = lines[first - 1]
    label = labels.labels().get(labels.bare(above))
    if label and (above[-1] in "：:】]" or len(above) > labels.LONG_LABEL):
        return 3 if label.key == "title" else -3  # a label left empty, or its value
    if (
        number_line(above)
        or is_line("serial", above)
        or is_mark(above)
        or agencies(above)
        or publication.facts(above, beside=True) is not None
    ):
        return 1
    other = LETTERHEAD.fullmatch(above) or is_line("caption, part", above)
    return -1 if is_headline(above) and not other else 0


def _below(end: int, lines: Sequence[str], key: str) -> int:
    """A publication line, a number, the addressee, a chapter below it speak for it, the text a little."""
    for at, line in enumerate(lines[end : end + BETWEEN], end):
        told = publication.facts(line)
        if is_published([line]):
            return 2
        if (
            number_line(line)
            or only_day(line)
            or is_date_line(line)
            or is_line("month, body", line)
            or is_history(line)
            or (is_letterhead(line) and not is_published(lines[at + 1 : at + 2]))
            or labels.is_form_row(line)
        ):
            return 2
        if line.endswith(("：", ":")) and len(line) >= 4 and told is None:
            return 2
        if len(line) >= PROSE and COMMA.search(line):
            return 1
        if not (
            _KEY.sub("", line) in key
            or is_line("note, steps, name, reporters", line)
            or agencies(line)
            or told is not None
        ):
            return -1 if is_complete(line) and not line.endswith(ENDS_SENTENCE) else 0
    return 0
