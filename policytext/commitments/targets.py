"""TARGET: a number that a document sets for a time to come, with its bound, year and subject."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from policytext.commitments.cues import cue
from policytext.commitments.duty.inline import INLINE
from policytext.commitments.model import BOUNDS, Change, Target
from policytext.commitments.target.clause import (
    at_level,
    change,
    changed,
    counted,
    earlier,
    end_of_places,
    has_verb,
    in_turn,
    is_action,
    is_attribute,
    is_measure,
    is_side_number,
    left_edge,
    left_of_pairs,
    paid_for,
    sized,
    subject,
    year_in_turn,
)
from policytext.commitments.target.closed import Closed
from policytext.commitments.target.figures import figures
from policytext.commitments.target.indicators import of_indicators
from policytext.commitments.target.tense import BACK, Frame, Timeline, is_norm
from policytext.language.lines import line_around
from policytext.language.patterns import lazy
from policytext.language.sentences import parts
from policytext.recognition.bounds import bound_after, bound_before, bound_within
from policytext.recognition.model import Entity
from policytext.structure.numbering import number_at
from policytext.structure.outline import Heading

_AIMS = ("at least", "at most", "about")  # bounds that aims have: reviews say how much it was
_MARK = lazy("[，。；]")
_BLANKS = " \u3000"
_EACH = lazy("[各每]个?[^，]{0,8}[省市县区州盟旗镇乡村道校院](?:（[^（）]*）)?")  # 各县（市）|3所学校
_JOINING = tuple("和及与或、")
_BRACKETS = tuple("（）()")  # behind one is another: 旗舰型（10亿元以上|）、成长型（1亿元至|10亿元）


def targets(text: str, date: str = "", headings: Sequence[Heading] = (), title: str = "") -> list[Target]:
    """The targets of a text, in order. `date` (ISO 8601) is the document's, for 今年 and 明年.

    What was reached (2024年增长5%), norms (期限为15年), differences to last year and goals without a
    number are none. Where nothing tells of which time a number is, it is left out.

    >>> found = targets("到2030年，森林覆盖率达到25%以上，单位能耗降低16%。去年造林3万亩。")
    >>> [(target.subject, target.number, target.bound, target.change, target.year) for target in found]
    [('森林覆盖率', '25', 'at_least', 'level', '2030'), ('单位能耗', '16', 'exact', 'decrease', '2030')]
    """
    closed = Closed(text)
    moved = [
        replace(it, start=closed.before(it.start), end=closed.before(it.end), until=closed.before(it.until))
        for it in headings
    ]
    timeline = Timeline(closed.text, date, moved, title)
    found = []
    dues: dict[tuple[int, int], str] = {}  # the year that a line gives in a cell of its own: 2027年底前
    for target in _of_sentences(closed.text, timeline):
        start, end = closed.span(target.start, target.end)
        sentence = closed.span(*target.sentence)
        line = line_around(text, end)
        if not target.year and line not in dues:
            due = cue("due").search(text, *line)
            dues[line] = due["year"] if due else ""
        year = target.year or dues[line]
        found.append(
            replace(target, start=start, end=end, text=text[start:end], year=year, sentence=sentence)
        )
    return _with_tables(found, of_indicators(text, timeline.now))


def _of_sentences(text: str, timeline: Timeline) -> list[Target]:
    measured = [figure for figure in figures(text) if not is_attribute(text, figure)]
    found: list[Target] = []
    at = 0
    carried: Mapping[str, str] = {}  # what the last number of each unit was about
    for start, end in parts(text):
        first = at
        while at < len(measured) and measured[at].start < end:
            at += 1
        timeline.begin(start, end)
        if start == 0 or text[start - 1] == "\n":
            carried = {}
        if at > first:
            sentence = _Sentence(text, (start, end), measured[first:at], timeline, carried)
            found += sentence.targets()
            carried = sentence.carried
    return found


def _with_tables(found: Sequence[Target], tabled: Iterable[Target]) -> list[Target]:
    """The targets of sentences and those of tables, of which a line is read as a row alone."""
    rows = list(tabled)
    lines = {row.sentence for row in rows}
    others = [target for target in found if not any(low <= target.start < high for low, high in lines)]
    return sorted([*others, *rows], key=lambda target: (target.start, target.end))


class _Clause(NamedTuple):
    """What stands around a number: the words before it, from `left` on, and what all of them say."""

    edge: int  # where the number before ended
    left: int
    before: str  # without the places that are counted for it, and blanks
    said: str  # the subject that these words name
    thing: str  # what it counts
    behind: str  # its bound, where it stands behind (以上)
    end: int  # of the number, with that bound


class _Sentence:
    """The numbers of a sentence, read in order: each may go on with the subject of the one before it."""

    def __init__(
        self,
        text: str,
        span: tuple[int, int],
        measured: Sequence[Entity],
        timeline: Timeline,
        before: Mapping[str, str],
    ) -> None:
        start, end = span
        self._text, self._span, self._measured, self._timeline = text, span, measured, timeline
        numbered = number_at(text[start:end])
        self._begin = start + (numbered[1] if numbered else 0)
        self._norm = is_norm(text[start:end], limit=False)
        foreseen = cue("forecast").search(text, start, end)
        self._foreseen = foreseen.start() if foreseen else end  # …达到12%，初步估计|带动就业10万人
        self._before = before
        self._edge = self._begin  # where the number before ended, with its bound
        self._about = self._acts = self._ahead = ""
        self._kind: Change = "level"
        self._places = (0, 0)  # where places are counted in which the next number is: 8个区|30个项目
        self._paired = False  # are there as many numbers as subjects: 人次、花费增长|5%、7%?
        self._given = False  # was the number before a target?
        self._order = 0  # how many numbers its subjects had before this one
        self.carried = dict(before)

    def targets(self) -> Iterator[Target]:
        for at, value in enumerate(self._measured):
            target = self._target(at, value)
            self._given = target is not None
            if target:
                yield target

    def _target(self, at: int, value: Entity) -> Target | None:
        """The target that a number is, if it is one; what it says for those behind it is kept."""
        if INLINE.search(self._text, self._edge, value.start):  # 一是…；二是为6万名…: the last item is over
            self._about = self._acts = ""
            self._kind = "level"
        if self._counts_places(at, value):
            return None
        clause = self._clause(value)
        own, how = self._own(clause, value)
        if cue("level").fullmatch(own):  # 国家级度假区1个、省级|4个
            own = at_level(own, self._about) or own
        share = ""
        if value.type == "PERCENT" and ((not own and not self._about) or self._shares(own, clause)):
            share = counted(self._text, clause.end, share=True)  # 90%的县达标, 社区50%的建筑完成改造
            own += share
        self._note(own, clause)
        self._kind = how or self._kind
        self.carried[value.detail] = self._about
        aimed = bool(share) or (self._ahead or clause.behind) in _AIMS
        time = self._timeline.clause(clause.left, value.end)
        if own.startswith(_BRACKETS) or not self._is_planned(clause, value, time, aimed):
            return None
        return self._made(at, value, clause, own, time)

    def _shares(self, own: str, clause: _Clause) -> bool:
        """Do the words before a share only say where it is one: 社区|50%的建筑完成改造?"""
        of_share = self._text.startswith("的", clause.end) and own == clause.said
        return of_share and not (change(clause.before) or is_measure(own) or is_action(own))

    def _counts_places(self, at: int, value: Entity) -> bool:
        """Does a number only count the places that the next number is in?"""
        following = self._measured[at + 1].start if at + 1 < len(self._measured) else 0
        places = end_of_places(self._text, value, following)
        self._places = (value.start, places) if places else self._places
        return bool(places)

    def _clause(self, value: Entity) -> _Clause:
        """The clause of a number; the bound before it, and where it ends, are kept for the next."""
        text, edge = self._text, self._edge
        joined = text[edge : value.start].strip(_BLANKS) in _JOINING
        left = left_edge(text, edge, value.start)
        if not joined:
            paired = left_of_pairs(text, edge, value.start)
            self._paired, left = paired is not None, left if paired is None else paired
        low, high = self._places if self._places[0] >= left else (left, left)
        before = (text[left:low].rstrip("在等") + text[high : value.start]).rstrip(
            _BLANKS
        )  # as PDF has them
        bound, length = bound_before(before)
        is_verb = value.type == "QUANTITY" and before == "突破" and counted(text, value.end)
        bound = "" if is_verb else bound  # 突破50项技术
        self._ahead = bound or (self._ahead if joined else "")  # 分别不少于3家、5家
        behind, more = bound_after(text, value.end)
        self._edge = end = value.end + more
        said = before if is_verb else subject(before[: len(before) - length])
        thing = counted(text, end) if value.type == "QUANTITY" else ""
        thing = paid_for(text, end, said) if value.type == "MONEY" else thing
        return _Clause(edge, left, before, said, thing, behind, end)

    def _own(self, clause: _Clause, value: Entity) -> tuple[str, Change | None]:
        """What a number is about by its own clause or an earlier one, and how that changes by a rate."""
        if clause.said and not (clause.thing and clause.said[-1:] in _JOINING):
            cut = cue("cut").match(self._about)
            shared = cut and self._is_listed(clause) and not has_verb(clause.said)
            return (cut[0] if cut and shared else "") + clause.said, None
        if clause.thing and cue("deed").fullmatch(clause.before):  # 为|6万名老人办卡
            return clause.before, None
        by_rate, how = changed(self._text, clause.end)
        return by_rate or self._carried(clause, value), how

    def _made(self, at: int, value: Entity, clause: _Clause, own: str, time: Frame) -> Target:
        """The target that a number is, with the subjects and bounds that several numbers share out."""
        text, left = self._text, clause.left
        low = max(self._span[0], value.start - BACK)
        in_turns = self._paired or cue("in_turn").search(text, low, value.start)
        last = self._last(at) if in_turns else at  # 分别控制在3亿元、5亿元以内
        name = self._about
        if clause.thing and (self._acts or not (clause.said and own.endswith(clause.said))):
            name = self._acts + clause.thing
        elif of_size := sized(text, clause.end, clause.said):
            name = of_size
        elif in_turns:
            name = in_turn(name, self._order, self._order + last - at + 1)
        bound = self._ahead or clause.behind or bound_within(text, value)
        bound = bound or bound_after(text, self._measured[last].end)[0]
        named = own and own in clause.before
        first = left + (clause.before.index(own) if named else clause.before.startswith(_JOINING))
        return Target(
            start=first,
            end=clause.end,
            text=text[first : clause.end],
            subject=name.rstrip("和及与"),
            number=value.normalized,
            unit=value.detail,
            bound="range" if "/" in value.normalized else BOUNDS.get(bound, "exact"),
            change=self._kind,
            year=year_in_turn(text, low, value, self._measured) or time.year,
            sentence=self._span,
        )

    def _carried(self, clause: _Clause, value: Entity) -> str:
        """The subject that a clause inherits: an earlier clause's, or the previous sentence's."""
        found = earlier(self._text, clause.edge if self._about else self._begin, clause.left)
        return found or ("" if self._about else self._before.get(value.detail, ""))

    def _note(self, own: str, clause: _Clause) -> None:
        """Keep the subject and the change for the numbers behind."""
        if own:
            does = is_action(own) or own.endswith("等") or _EACH.fullmatch(own)  # 突破工艺等|5类技术
            self._acts = own if clause.thing and does else ""
        self._order = 0 if own else self._order + 1
        self._about = own or self._about or clause.thing
        goes_on = self._is_listed(clause) or not own
        self._kind = change(clause.before) or (self._kind if goes_on else "level")

    def _is_listed(self, clause: _Clause) -> bool:
        """Does a number go on with a list of targets: 新增规上企业8家、高新企业|30家?"""
        return self._given and self._text[clause.left - 1 : clause.left] == "、"

    def _last(self, at: int) -> int:
        """The position of the last number that shares subjects with one: of 5%、6%和7% that of 7%."""
        for one, other in itertools.pairwise(self._measured[at:]):
            between = self._text[one.end : other.start]
            _, more = bound_after(self._text, one.end)
            _, length = bound_before(between)
            if between[more : len(between) - length] not in _JOINING:
                break
            at += 1
        return at

    def _is_planned(self, clause: _Clause, value: Entity, time: Frame, aimed: bool) -> bool:
        """Is a number one that is to be reached, and no norm, base or count?"""
        before, bare = clause.before, value.text[-1] in "万亿"  # 9亿劳动力
        if value.start > self._foreseen or (
            cue("there_are").search(before) and (bare or not self._timeline.says_so())
        ):
            return False
        listed = self._is_listed(clause) or (self._given and before in _JOINING)
        if not before and clause.edge > self._begin and not self._given:
            return False  # 全县12个乡镇、|3个街道
        does = aimed or change(before) or has_verb(before) or listed
        if (time.read or bare) and not does:
            return False  # 重点保证上海、重庆4个直辖市
        planned = time.tense == "future" or (aimed and time.year and not time.tense)
        if not planned or not self._about or is_side_number(self._text, clause.left, value):
            return False
        return not is_norm(self._told(clause, value)) and (not self._norm or self._timeline.says_so())

    def _told(self, clause: _Clause, value: Entity) -> str:
        """The clause of a number, to its end."""
        mark = _MARK.search(self._text, value.end, self._span[1])
        return self._text[clause.left : mark.start() if mark else self._span[1]]
