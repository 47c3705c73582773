"""The article's region of a page: the lines [first, last) that its evidence and its elements mark out.

The article is the run of lines with the greatest sum of evidence (the text density methods'
maximum segment, Kadane's algorithm), cut to the smallest element that holds it; where an element
says that it holds the article and what is in it bears that out, it is that element.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile

from policytext.boilerplate.blocks import HEADINGS, PageLine
from policytext.boilerplate.boxes import Ranges, around, holds_article
from policytext.boilerplate.downloads import is_bare_label, is_offer, without_downloads
from policytext.boilerplate.rules import NAVIGATION, PUBLICATION
from policytext.language.patterns import lazy
from policytext.layout import Box
from policytext.pagefacts.agency import agencies, is_signature
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.formulas import is_day, is_note, note_above
from policytext.pagefacts.line_kinds import is_line

LEAST = 25  # characters of running text below which a page shows no article
SCRAP = 1.5  # evidence outside an element that does not keep it from being the article's
BORNE_OUT = 0.5  # share of the best run's evidence that an element must hold to be believed
HEAD = 3  # lines of an article among which its headline may stand once more
GAP = 4  # lines of advertisements that may stand between an article and its ending
MOST = 2 / 3  # of the running text: an element that holds so much is the text's own
WAITING = 2  # lines of a signature before its date

_PUBLIC = lazy(r"^\W*此件.{2,12}$")
_CLOSED = lazy(
    r"[。；：！？…”]\W*$|公开发布）\W*$|^[（(]\w{0,8}(?:记者|通讯员)[^）)]*[）)]\W*$|^香港时间\d\d时\d\d分$"
)
_ATTACHMENT = lazy(r"^\W*附(?:件|表|图|录)")
_CHAPTER = lazy("第[一二三四五六七八九十]+章")
_PAGE = frozenset({"body", "html"})
_TABLE = frozenset({"tr", "tbody", "thead", "table"})
_PARTS = HEADINGS | {"p", "li", "tr", "dd"}  # of an article


def article(lines: Sequence[PageLine], ranges: Ranges) -> tuple[int, int] | None:
    """The article's lines [first, last), None if there seems to be none."""
    sums = list(accumulate((line.evidence for line in lines), initial=0.0))
    low, high = greatest(lines, _headline(lines), len(lines))
    best = sums[high] - sums[low]
    body = _body(lines, ranges, sums, best)
    if body is not None:
        first, last = body
        if any(line.is_title for line in lines[first:last]):  # then it holds more than the text
            first, last = _athome(lines, ranges, first, last)
        last = _signed(lines, ranges, first, last)
        return _with_note(lines, first), without_downloads(lines, first, last)
    if best < LEAST:
        return None
    spans = (
        (max(low, first), min(high, last))
        for box, (first, last) in ranges.items()
        if box.tag not in _PARTS and _around(lines[first], box) is box
    )
    first, last = min(
        (span for span in spans if span[0] < span[1] and sums[span[1]] - sums[span[0]] >= best - SCRAP),
        key=lambda span: (span[1] - span[0], span),
        default=(low, high),
    )
    first, last = _athome(lines, ranges, first, last)
    last = _to_end(lines, ranges, last)
    first, last = _without_head(lines, first), _signed(lines, ranges, first, last)
    return _with_note(lines, first), without_downloads(lines, first, last)


def _to_end(lines: Sequence[PageLine], ranges: Ranges, last: int) -> int:
    """The end moved down over rows that close the element of the last paragraph: 联系电话：…"""
    box = next((box for box in around(lines[last - 1].box) if ranges[box][1] > last), None)
    end = ranges[box][1] if box and box.tag not in _PAGE else last
    below = lines[last:end]
    own = (line for line in below if line.box.tag == "p" and not (line.rule or line.look.strength))
    free = (line.text.strip() for line in own if not line.links)
    rows = [text for text in free if is_line("row", text) and not is_offer(text)]
    return end if len(rows) == len(below) else last


def _headline(lines: Sequence[PageLine]) -> int:
    """The line of a dated headline with a text below it, above which no article begins; 0 without one."""
    for number, line in enumerate(lines):
        below = lines[number + 1 : number + 1 + HEAD] if line.is_title and not line.rule else ()
        if any(line.found.get("date_published") for line in below):
            return number if sum(below.prose for below in lines[number:]) >= LEAST else 0
    return 0


def _signed(lines: Sequence[PageLine], ranges: Ranges, first: int, last: int) -> int:
    """The end of a document: that of the element of its text and signature, unless an annex follows."""
    spoken = [number for number in range(first, last) if lines[number].prose]
    for at in range(spoken[0] + 2 if spoken else last, last):
        if not is_signature(lines[at - 1].text.strip(), lines[at].text):
            continue
        box = home(lines, ranges, at, max(number for number in spoken if number < at))
        end = min(ranges[box][1], last)
        return last if _goes_on(lines[end:last], box) else end
    return last


def _athome(lines: Sequence[PageLine], ranges: Ranges, first: int, last: int) -> tuple[int, int]:
    """The span without what stands at its ends, outside the elements of its text, and is no part of one.

    An element of its text holds two of its paragraphs; those that are called the same go on with it.
    Behind the element that holds most of the text sentences alone are no part of it either.
    """
    spoken = [number for number in range(first, last) if lines[number].prose]
    if len(spoken) < 2:
        return first, _with_ending(lines, last)
    top = _around(lines[spoken[0]], home(lines, ranges, *spoken[:2]))
    bottom = _around(lines[spoken[-1]], home(lines, ranges, *spoken[:-3:-1]))
    begin = max(first, ranges[top][0])
    if not any(line.is_title for line in lines[:begin]):
        begin = first  # one of them is the headline
    core = _core(lines, ranges, spoken)
    behind = ranges[core][1] < ranges[bottom][1]
    box = core if behind else bottom
    end = min(ranges[box][1], last)
    if end == last or _goes_on(lines[end:last], box):
        return begin, _with_ending(lines, last)
    if behind:
        return begin, max((at + 1 for at in range(end, last) if _closes(lines[at], box)), default=end)
    return begin, min(_with_ending(lines, end), last)


def _core(lines: Sequence[PageLine], ranges: Ranges, spoken: Sequence[int]) -> Box:
    """The smallest element that holds most of the running text."""
    most = MOST * sum(lines[number].prose for number in spoken)
    longest = lines[max(spoken, key=lambda number: lines[number].prose)]
    box = longest.box
    while box.parent and most > sum(lines[n].prose for n in spoken if ranges[box][0] <= n < ranges[box][1]):
        box = box.parent
    return _around(longest, box)


def _around(line: PageLine, box: Box) -> Box:
    """The element of a text; of a row that around its table, as what stands under the table goes on."""
    while line.box.tag == "tr" and box.tag in _TABLE and box.parent:
        box = box.parent
    return box


def _closes(line: PageLine, core: Box) -> bool:
    """Can a line below the element of a text belong to it: a paragraph beside it, a signature, a row?"""
    text = line.text.strip()
    beside = line.box.tag == "p" and line.box.parent is core.parent
    return beside or line.box.tag == "tr" or bool(is_day(text) or agencies(text) or _PUBLIC.search(text))


def _goes_on(lines: Sequence[PageLine], box: Box) -> bool:
    """Does a text go on below its element: with an annex, or in another element of the same look?"""
    look = box.tag, box.name
    boxes = (around for line in lines for around in (line.box, line.box.parent) if around)
    return any(is_attachment(line.text) for line in lines) or look in ((b.tag, b.name) for b in boxes)


def home(lines: Sequence[PageLine], ranges: Ranges, number: int, other: int) -> Box:
    """The smallest element that holds both of these lines."""
    box = lines[number].box
    while box.parent and not ranges[box][0] <= other < ranges[box][1]:
        box = box.parent
    return box


def _heads(text: str) -> bool:
    """Is it the note on a law, a document's day in brackets, （2024年3月5日）, its number or addressee?"""
    text = text.strip()
    if text.endswith(("：", ":")) and is_line("body", text):
        return True
    in_brackets = text.startswith(("（", "(")) and (is_note(text) or is_day(text))
    is_number = text.rstrip("）)")[-1:] == "号" and (number_line(text) or is_line("serial", text))
    return in_brackets or bool(is_number)


def _with_note(lines: Sequence[PageLine], first: int) -> int:
    """The beginning of the article, moved up over its number, the note on a law and who signs above."""
    while first and _heads(lines[first - 1].text) and not lines[first - 1].is_title:
        first -= 1
    noted = next((at for at in range(first, 0, -1) if not _may_part(lines[at - 1])), 0)
    if size := note_above([line.text for line in lines[:noted]]):
        return noted - size
    noted = next((at for at in range(first, 0, -1) if lines[at - 1].rule != PUBLICATION.name), 0)
    if noted < first and noted and _heads(lines[noted - 1].text):  # over the publication line
        return noted - 1
    above = lines[max(0, first - 2) : first]  # 海州市统计局 / 2024年4月2日, under the headline
    if len(above) == 2 and is_signature(above[0].text, above[1].text) and not above[0].links:
        return first - 2 * any(line.is_title for line in lines[max(0, first - 2 - HEAD) : first - 2])
    return first


def _may_part(line: PageLine) -> bool:
    """Can a line stand between a law's note and its text: a publication line, contents?"""
    is_contents = line.links > line.own or len(_CHAPTER.findall(line.text)) > 1
    return line.rule == PUBLICATION.name or is_contents


def _body(
    lines: Sequence[PageLine], ranges: Ranges, sums: Sequence[float], best: float
) -> tuple[int, int] | None:
    """The element that says that it holds the article, if what it holds bears that out."""
    found: list[tuple[float, int, int]] = []
    for box, (first, last) in ranges.items():
        if holds_article(box):
            low, high = greatest(lines, first, last)
            evidence = sums[high] - sums[low]
            if sums[last] > sums[first]:  # links do not abound in it
                low, high = first, last
            if evidence > 0 and evidence >= BORNE_OUT * best:
                found.append((evidence, low, high))
    most = max(found, default=(0.0, 0, 0))[0]
    held = [(first, last) for evidence, first, last in found if evidence >= most - SCRAP]
    if not held:
        return None
    low, high = min(held, key=lambda span: (span[1] - span[0], span))
    return low, min(_with_ending(lines, high), max(last for _, last in held))


def greatest(lines: Sequence[PageLine], first: int, last: int) -> tuple[int, int]:
    """The run of lines within [first, last) with the greatest sum of evidence."""
    best, low, high = 0.0, first, first
    run, start = 0.0, first
    for number in range(first, last):
        if run < 0:
            run, start = 0.0, number
        run += lines[number].evidence
        if run > best:
            best, low, high = run, start, number + 1
    return low, high


def _without_head(lines: Sequence[PageLine], first: int) -> int:
    """The beginning of the article, moved past a headline that is marked up as one or dated."""
    for number in range(first, min(first + HEAD, len(lines))):
        line = lines[number]
        if line.prose:
            break
        below = range(number + 1, min(number + 1 + HEAD, len(lines)))
        dated = next((at for at in below if lines[at].rule == PUBLICATION.name), 0)
        if line.is_title and (dated or line.box.tag in ("h1", "h2", "h3")):
            apart = dated and not any(lines[at].prose for at in range(number, dated))
            return dated if apart else number + 1
    return first


def _with_ending(lines: Sequence[PageLine], last: int) -> int:
    """The end of the article, moved past the sentences, tables, attachments and signature after it."""
    end, waiting = last, 0
    for number in range(last, len(lines)):
        line = lines[number]
        if line.rule == NAVIGATION.name and number < end + GAP:
            continue
        attached = lists_attachment(lines, number)
        if waiting > WAITING or line.rule or line.look.strength or (line.evidence < 0 and not attached):
            break
        if attached or line.box.tag == "tr" or _CLOSED.search(line.text) or is_day(line.text):
            end, waiting = number + 1, 0
        else:
            waiting += 1
    return end


def lists_attachment(lines: Sequence[PageLine], at: int) -> bool:
    """Does the line name attachments of the article, or a file below one that does?"""
    while at and is_offer(lines[at].text) and not is_attachment(lines[at].text):
        at -= 1
    return is_attachment(lines[at].text) and not is_bare_label(lines[at].text)


def is_attachment(text: str) -> bool:
    """Does the line name attachments? 附件：1.分工表"""
    return _ATTACHMENT.search(text) is not None


def copies(lines: Sequence[PageLine]) -> Iterator[int]:
    """The lines of second copies: long ones, and what stands beside them in both copies."""
    seen: dict[str, int] = {}
    first = -1  # the line of which the last one is a copy
    for number, line in enumerate(lines):
        goes_on = 0 <= first < number - 1 and lines[first + 1].text == line.text
        long = seen.setdefault(line.text, number) if line.evidence > LEAST else number
        if not goes_on and long < number:
            above = zip(reversed(lines[:long]), range(number - 1, long, -1), strict=False)
            yield from (at for _, at in takewhile(lambda pair: pair[0].text == lines[pair[1]].text, above))
        first = first + 1 if goes_on else long if long < number else -1
        if first >= 0:
            yield number
