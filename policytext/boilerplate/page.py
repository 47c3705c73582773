"""The article of an HTML page, judged by its blocks.

Every line is given its evidence: characters of running text count for an article, links, credits
and imprints against it. Elements whose class or id says what they hold and headings such as
相关新闻 weigh in. Where the article lies then, `region` says.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, takewhile

from policytext.boilerplate import region, titles
from policytext.boilerplate.blocks import HEADINGS, PageLine, evidence, is_wordy, listed, page_lines
from policytext.boilerplate.boxes import around, holds_article, is_furniture, ranges
from policytext.boilerplate.credits import number_above
from policytext.boilerplate.cut import Span, passes
from policytext.boilerplate.downloads import is_offer, own_files
from policytext.boilerplate.factbox import is_known
from policytext.boilerplate.features import has_traditional, judged, read
from policytext.boilerplate.framed import mark_frame
from policytext.boilerplate.markers import UNMARKED, Look, judge
from policytext.boilerplate.noarticle import doubted, is_list, is_of_files, is_of_results, remarked
from policytext.boilerplate.pasted_ends import without_pasted_end
from policytext.boilerplate.rules import (
    FOOTER,
    NAVIGATION,
    NO_ARTICLE,
    PICTURES,
    PUBLICATION,
    RELATED,
    REPEATED_TITLE,
)
from policytext.boilerplate.statements import boxed_facts, line_facts, repeated_moments, says_day
from policytext.boilerplate.unmarking import unmark_contacts, unmark_headings
from policytext.document import Document
from policytext.language.patterns import lazy
from policytext.layout import Box
from policytext.pagefacts import publication
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.bylines import outlet
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.formulas import note_lines
from policytext.pagefacts.head import MOST, is_site_alone
from policytext.pagefacts.heading import headline
from policytext.pagefacts.labels import of_others
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.ranking import Clues
from policytext.pagefacts.title import is_bare_kind, is_complete, names_subject
from policytext.revision import retitled, revise
from policytext.settings import Settings

BELOW = 6  # lines below the article in which its publication line may stand
BESIDE = 8  # links to other articles that an article of pictures has around it at most
TIP = 80  # characters of running text below which a page with a file in a frame is about that file
HEAD = 4  # lines of an element in which its headline and publication line stand
ACCOUNT = 12  # characters of an account's name on a line of its own under a headline
COPIED = 3  # a page holds its article twice where one part in so many of its text is copies

OTHER_DAY = "date_published_in_head"  # field of the day of a page's <meta> where its text shows another

_SHOWN = ("author", "date_published")  # facts that a page shows better than its <meta> says them
_CREDITS = ("editors", "author")  # facts that stand below an article, under its related news
_REPLY = lazy(r"(?:官方|部门|单位|办理|承办)?(?:回复|答复)(?:单位|部门|机构|内容|时间)?\s*(?:[:：]|$)")


def strip(document: Document, settings: Settings = Settings()) -> Document:
    """A page's document without what stands around its article; publication lines go to `meta`.

    The document must have a `layout`; earlier steps may have edited its text. Where nothing
    looks like an article the text stays as it is, with a remark. A page that was stripped is not
    judged again.
    """
    if any(edit.step == "strip" for edit in document.edits):
        return document  # what it would be judged by is gone
    lines = page_lines(document)
    title = titles.as_repaired(document.title, lines) if document.edits else document.title
    in_head = str(document.meta.get("date_published", ""))
    page = _Page(lines, title, has_traditional(document.text), in_head)
    results = is_of_results(line.text.strip() for line in lines)
    span = page.article() if lines and not results else None
    frames = document.meta.get("frames", ())
    is_aside = span and frames and page.is_aside(*span)  # a notice over what a frame shows
    if results or is_list(lines) or is_aside or (span is None and not page.is_of_pictures()):
        return remarked(document, NO_ARTICLE, settings)
    told = page.told(*(span or (len(lines), len(lines))))
    taken = {at: line.rule for at, line in enumerate(lines) if line.rule and line.rule not in settings.off}
    spans = [Span(line.start, line.end) for line in lines]
    document = retitled(revise(document, "strip", passes(document.text, spans, taken)), title)
    if span is None or (is_of_files(frames) and sum(line.prose for line in lines[slice(*span)]) < TIP):
        document = remarked(document, PICTURES, settings)
    elif frames:  # advertisements, comments: the article is here
        document = replace(document, meta={k: v for k, v in document.meta.items() if k != "frames"})
    document, pasted = without_pasted_end(doubted(document, page.doubted, settings), settings)
    title = _title(document, lines, span[0] if span else 0, told.pop("title", ""))
    document = retitled(document, title)
    told = {**pasted, **told}
    day = told.get("date_published")
    if day and in_head and day != in_head:  # the system's day, as of a move to another site
        told[OTHER_DAY] = in_head
    facts = {name: fact for name, fact in told.items() if name in _SHOWN or name not in document.meta}
    return document.with_meta(**facts, **page.attachments(document.meta.get("attachments", ())))


def _title(document: Document, lines: Sequence[PageLine], first: int, told: str) -> str:
    """The document's title, or a better one: `told` by a label, above the article's `first` line, in it."""
    title = document.title
    is_whole = is_complete(title) and not is_bare_kind(title)
    if is_site_alone(title) or not title or (told and not is_whole):
        above = told or titles.above(lines, first)
        return above or headline(judged(read(document.text)), Clues(document.text)) or title
    is_gazette = title.endswith("公报") and agencies(title.removesuffix("公报"))
    is_column = is_line("column", title)  # whose name a menu has too
    is_nowhere = not any(line.is_title for line in lines)
    if is_gazette or is_column or is_nowhere:  # 政府公报2024年第3期
        opens = next((at for at in range(first, len(lines)) if lines[at].prose), first)
        above = titles.above(lines, opens)
        other = headline(judged(read(document.text)), Clues(document.text)) or above
        if names_subject(other) or other.endswith(title):  # 招标公告
            return other
        if is_nowhere and is_complete(above):
            return above
        return title if is_complete(title) else titles.dated_heading(lines, first) or title
    return title


def _alike(box: Box, other: Box) -> bool:
    return other.parent is box.parent and other.tag == box.tag and other.name[:1] == box.name[:1]


class _Page:
    """A page's lines under judgement; `article` gives each that is not the article's its rule."""

    def __init__(self, lines: list[PageLine], title: str, traditional: bool, day: str) -> None:
        self.lines = lines
        self._traditional, self._day = traditional, day
        self._ranges = ranges([line.box for line in lines])
        self._outside: dict[Box | None, bool] = {None: False}
        self._boxed: Mapping[int, Mapping[str, str]] = {}
        self.doubted: list[str] = []
        titles.mark(lines, title)
        self._titles = [number for number, line in enumerate(lines) if line.is_title]
        self._prose = list(accumulate((line.prose for line in lines), initial=0))

    def article(self) -> tuple[int, int] | None:
        """The article's lines [first, last), None if there seems to be none."""
        self._weigh()
        self._sections()
        self._feed()
        self._trust_body()
        span = region.article(self.lines, self._ranges) or self._list()
        if span is not None:
            self._mark(*span)
            self.doubted = mark_frame(self.lines, self._titles, *span)
        return span

    def _list(self) -> tuple[int, int] | None:
        """The lines of a list or a table that is the article under a headline, None if there is none."""
        if not self._titles and not any(line.box.tag in HEADINGS for line in self.lines):
            return None
        for line in self.lines:
            line.evidence = listed(line)
        return region.article(self.lines, self._ranges)

    def is_of_pictures(self) -> bool:
        """Is there a headline and its publication line, furniture, and but a scrap of text? It is kept."""
        apart = [line for line in self.lines if not (line.rule or line.look.strength or line.is_title)]
        spoken = [line for line in apart if line.own > line.links]
        listed = sum(line.links > line.own and is_wordy(line.text) for line in apart)
        told = self._titles and any(line.found for line in self.lines)
        if not told or listed > BESIDE or sum(line.own for line in spoken) >= region.LEAST:
            return False
        self._mark(len(self.lines), len(self.lines))
        for line in spoken:
            line.rule = "" if line.start > self.lines[self._titles[0]].start else line.rule
        return True

    def is_aside(self, first: int, last: int) -> bool:
        """Do their sentences, and the headline, stand in elements that say that they hold no article?"""
        titles = (line for line in self.lines[:last] if line.is_title)
        spoken = (line for line in self.lines[first:last] if line.prose)
        return all(any(map(is_furniture, around(line.box))) for line in (*titles, *spoken))

    def attachments(self, listed: Sequence[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
        """The files that the page links to, where its text names them otherwise, or only its furniture."""
        texts: tuple[list[str], list[str]] = ([], [])
        for line in self.lines if listed else ():
            is_furniture = self._outside.get(line.box) or line.look.rule == FOOTER.name
            texts[bool(is_furniture)].append(line.text)
        kept = own_files(listed, *map("\n".join, texts))
        return {"attachments": kept} if kept != list(listed) else {}

    def told(self, first: int, last: int) -> dict[str, str]:
        """The facts of publication lines: those above the article, nearest first, then those in it."""
        told: dict[str, str] = {}
        boxed = (self.lines[number] for number in self._boxed if number >= last + BELOW)
        editors: list[str] = []
        for line in (*reversed(self.lines[:first]), *self.lines[first : last + BELOW], *boxed):
            if line.found:
                editors += line.found.get("editors", "").split("、")
                told = {**{name: fact.partition("\t")[0] for name, fact in line.found.items()}, **told}
        if names := "、".join(dict.fromkeys(filter(None, editors))):
            told["editors"] = names
        if number := number_above([line.text for line in self.lines[:first] if line.rule != RELATED.name]):
            told.setdefault("doc_number", number)
        if subtitle := titles.subtitle(self.lines, self._titles, first):
            told["subtitle"] = subtitle
        return told

    def _weigh(self) -> None:
        """The evidence of each line by itself."""
        published = False
        label: PageLine | None = None  # whose value may stand on the next line
        listed = repeated_moments(self.lines)
        texts = [line.text.strip() for line in self.lines]
        events = of_others(texts) | note_lines(texts)
        self._boxed = boxed_facts(self.lines, self._ranges, self._prose, events)
        for number, line in enumerate(self.lines):
            outside = self._is_outside(line.box)
            found = self._boxed.get(number)
            if found is None and number not in events:
                lone = (line.box.tag, line.box.name) not in listed
                found = line_facts(line, published, label, lone)
            if found is None and published and self._day and says_day(line, self._day):
                found = {"date_published": self._day}  # as its <meta> or <time> says
            line.found = found or {}
            if outside:
                line.rule = NAVIGATION.name
            elif found:
                line.rule = PUBLICATION.name
            else:
                line.look = self._look(line) if number not in events else UNMARKED
                is_button = found is not None and line.look.strength < 3  # 网友评论 heads a section
                if is_button or number in self._boxed:
                    line.rule = PUBLICATION.name
            if found and label and not label.rule:  # 回复时间：
                label.rule = PUBLICATION.name
                label.evidence = evidence(label)
            is_label = line.text.rstrip().endswith(("：", ":")) and (found == {} or is_known(line.text))
            label = line if is_label else None
            is_headline = line.is_title or (not self._titles and self._may_be_headline(number))
            is_number = number_line(line.text.strip()) or is_line("serial", line.text.strip())
            headed = (is_headline and not line.rule) or is_number
            is_account = published and not line.links and line.size <= ACCOUNT and outlet(line.text.strip())
            published = line.rule == PUBLICATION.name or bool(headed or is_account)
            line.evidence = evidence(line)
        unmark_headings(self.lines)
        unmark_contacts(self.lines)
        self._once()

    def _may_be_headline(self, number: int) -> bool:
        """Can a line be the headline of a page whose <title> has none: words over all running text?"""
        line = self.lines[number]
        is_short = not line.links and line.size <= MOST and not line.look.strength
        return is_short and not self._prose[number + 1] and is_wordy(line.text)

    def _look(self, line: PageLine) -> Look:
        """What furniture a line is by itself."""
        is_short = line.size < publication.LONGEST and (line.own > 0 or line.box.tag in HEADINGS)
        look = judge(line.text.strip().replace("\t", ""), self._traditional) if is_short else UNMARKED
        is_row = line.box.tag == "tr" and not line.links and look[:2] == (RELATED.name, 1)  # ends in a day
        is_file = look.rule == RELATED.name and is_offer(line.text)  # its box says whose it is
        return UNMARKED if is_row or is_file else look

    def _once(self) -> None:
        """Count second copies against them where the template holds the article twice (desk, telephone)."""
        copies = [self.lines[number] for number in region.copies(self.lines)]
        if COPIED * sum(max(line.evidence, 0.0) for line in copies) > self._prose[-1]:
            for line in copies:
                line.rule, line.evidence = RELATED.name, -abs(line.evidence)

    def _is_outside(self, box: Box) -> bool:
        """Is the box in an element that says that it holds no article?"""
        unknown = [*takewhile(lambda at: at not in self._outside, around(box))]
        for inner in reversed(unknown):
            self._outside[inner] = self._outside[inner.parent] or self._is_around(inner)
        return self._outside[box]

    def _is_around(self, box: Box) -> bool:
        """Does an element itself say so, and may be believed?"""
        first, last = self._ranges[box]
        head = self.lines[first : min(last, first + 2)]
        if not is_furniture(box) or any(_REPLY.match(line.text.strip()) for line in head):
            return False  # the reply of an office to a letter is no comment
        only = all(first <= title < last for title in self._titles)
        return self._can_go(first, last, self._titles if only else [])

    def _can_go(self, first: int, last: int, titles: Sequence[int]) -> bool:
        """Would an article be left without these lines? They may hold its headline or all running text."""
        if any(first <= title < last for title in titles):
            return False
        inside = self._prose[last] - self._prose[first]
        return 2 * inside <= self._prose[-1] or self._has_article(first)

    def _has_article(self, end: int) -> bool:
        """Is there running text enough for an article before a line, or under the headline?"""
        above = bisect_left(self._titles, end)
        under = self._prose[self._titles[above - 1]] if above else region.LEAST
        return self._prose[end] >= region.LEAST + min(under, region.LEAST)

    def _sections(self) -> None:
        """Count against the article what stands under headings such as 相关新闻."""
        marked = [number for number in self._titles if not self.lines[number].rule]
        running = [number for number, line in enumerate(self.lines) if line.evidence > region.LEAST]
        at = 0
        while at < len(self.lines):
            line, at = self.lines[at], at + 1
            rule = line.look.rule
            if line.rule or line.look.strength < 3 or rule == NAVIGATION.name:
                continue
            last = self._end_of_section(at - 1, rule, running)
            if self._can_go(at - 1, last, marked):
                for inner in self.lines[at - 1 : last]:
                    inner.found = {key: fact for key, fact in inner.found.items() if key in _CREDITS}
                    stated = inner.rule == PUBLICATION.name and not inner.found  # of the other articles
                    inner.rule = rule if stated else inner.rule or rule
                    inner.evidence = evidence(inner)
                at = last

    def _feed(self) -> None:
        """Count against the article what elements beside its own hold that look alike and are dated too."""
        own = [box for number in self._titles[:1] for box in around(self.lines[number].box)]
        beside = (
            (box, other) for box in own for other in self._ranges if other is not box and _alike(box, other)
        )
        for box, other in beside:
            if self._heads_dated(box) and self._heads_dated(other):
                for line in self.lines[slice(*self._ranges[other])]:
                    line.rule, line.found = RELATED.name, {}
                    line.evidence = evidence(line)

    def _heads_dated(self, box: Box) -> bool:
        """Does an element begin with a headline and its publication line, and have sentences?"""
        first, last = self._ranges[box]
        head = self.lines[first : min(first + HEAD, last)]
        is_dated = any("date_published" in line.found for line in head[1:])
        return head[0].box.tag in HEADINGS and is_dated and self._prose[last] > self._prose[first]

    def _end_of_section(self, heading: int, rule: str, running: Sequence[int]) -> int:
        """Where the smallest element ends that holds the heading and something under it.

        In an element that began before the heading, links to other articles end with the next
        `running` text.
        """
        box: Box | None = self.lines[heading].box
        while box is not None and self._ranges[box][1] <= heading + 1:
            box = box.parent
        first, last = self._ranges[box] if box else (heading, heading + 1)
        if self._is_last_tab(heading):
            return heading + 1
        if first < heading and rule == RELATED.name:
            following = bisect_right(running, heading)
            return min(last, running[following]) if following < len(running) else last
        return last

    def _is_last_tab(self, at: int) -> bool:
        """Is a line the last of a list of tabs: 文字实录, 图片实录, 相关报道?"""
        item = self.lines[at].box
        tabs = item.parent if item.tag == "li" else None
        if tabs is None:
            return False
        first, last = self._ranges[tabs]
        return first < at == last - 1 and all(line.links < line.size for line in self.lines[first:at])

    def _trust_body(self) -> None:
        """Links in an element that holds the article are its editor's, unless they outweigh its text."""
        free = [0 if line.rule or line.look.strength > 1 else line.own - line.links for line in self.lines]
        sums = list(accumulate(free, initial=0))
        done = 0
        for first, last in sorted(span for box, span in self._ranges.items() if holds_article(box)):
            if first >= done and sums[last] > sums[first]:
                for line in self.lines[first:last]:
                    if not line.rule and line.look.strength < 2:
                        line.evidence = max(line.evidence, 0.0)
                done = last

    def _mark(self, first: int, last: int) -> None:
        """Give all lines but the article's a rule."""
        for line in self.lines[:first]:
            before = REPEATED_TITLE.name if line.is_title else NAVIGATION.name
            line.rule = line.rule or line.look.rule or before
        for line in self.lines[last:]:
            line.rule = line.rule or line.look.rule or RELATED.name
        above = True  # does nothing but furniture stand above?
        for at, line in enumerate(self.lines[first:last], first):
            if not line.rule and line.evidence < 0 and not region.lists_attachment(self.lines, at):
                line.rule = line.look.rule or RELATED.name
            elif not line.rule and above:
                line.rule = line.look.rule
            above = above and bool(line.rule or number_line(line.text.strip()))
