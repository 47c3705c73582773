"""Duties in tables: rows of a task with the responsible bodies, or of a body with its duties.

So are lists of bodies with their duties behind a colon (县水利局：负责汛情监测) or as items below them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policytext.commitments.cells import cells_of, cells_or_words
from policytext.commitments.cues import cue, words
from policytext.commitments.duty.bodies import Name, names
from policytext.commitments.duty.brackets import role_of_label, role_of_verb
from policytext.commitments.duty.helpers import helpers
from policytext.commitments.duty.indicative import PAST, is_reached, is_told
from policytext.commitments.duty.subjects import looks_back
from policytext.commitments.model import Duty, Role
from policytext.language.patterns import lazy
from policytext.language.tagger import tag
from policytext.structure.numbering import ARTICLE, number_at

_TASK = lazy("[^\t]{0,6}(?:任务|事项|内容|举措|措施|工作|项目|要点|目标|名称|职责|分工)[^\t]{0,6}")
_DUTIES = lazy(".{0,4}(?:职责|分工|任务).{0,4}")
_WHOSE = lazy("(?!.*(?:主管|上级|举办)).{0,4}(?:单位|部门|科室|机构)(?:名称)?")
_PERSON = lazy(".{0,4}(?:姓名|职务)")  # whose duties such a table tells, whatever the body
_OFFICE = lazy("[^，、]{1,14}[局厅委办部]")
_LINES = lazy("[^\n]+")
_ENTRY = lazy(
    r"(?:(?<=\n)|\A)[ \u3000]*+(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．][ \u3000]*+)?"
    r"(?P<who>[^：:，。；\s][^：:，。；\n]{1,39})[：:](?P<what>[^\n]{4,})"
)
_WHAT = lazy("(?:的?(?:主要|工作)?(?:职责|责任|任务)(?:分工|清单)?)?[：:。]?[ \u3000]*$")
_LONGEST = 40  # code points of a heading that names those whose duties stand below
_SPOKEN = lazy("我[们局委厅办市县区镇]|您|正在")  # as in answers of bureaus
# Verbs and adverbs that the tagger takes for something else.
_NOUNS_TOO = ("会同", "依法", "及时", "定期", "指导", "监督", "领导", "协调")
_FAULT = lazy("不(?:到位|力|严格?|够|足|规范|及时|扎实|完善)[。；]?$")  # what an inspection found
_FEWEST = 2  # entries of a list; one body with a colon behind it may speak


def of_tables(text: str) -> Iterator[Duty]:
    """The duties of the rows below a line of labels, of which one names tasks and one those who do them.

    >>> text = "序号\\t重点任务\\t牵头单位\\t配合单位\\n1\\t推广节水\\t市水务局\\t市财政局、各县区\\n"
    >>> [[(name.text, role) for name, role in duty.bodies] for duty in of_tables(text)]
    [[('市水务局', 'lead'), ('市财政局', 'support'), ('各县区', 'support')]]
    """
    task, charged, columns = -1, dict[int, Role](), 0
    for line in _LINES.finditer(text):
        cells = cells_of(text, *line.span())
        if len(cells) < 2:  # a table whose cells blanks part, while each row has all of them
            cells = cells_or_words(text, *line.span())
            cells = cells if columns in (0, len(cells)) else []
        if len(cells) < 2:
            task, charged, columns = -1, {}, 0
            continue
        shown = [text[slice(*cell)] for cell in cells]
        if roles := _roles(shown):
            tasks = [at for at, label in enumerate(shown) if _TASK.fullmatch(label) and at not in roles]
            task, charged, columns = tasks[-1] if tasks else -1, dict(roles), len(cells)
        elif 0 <= task < len(cells):
            bodies: list[tuple[Name, Role]] = []
            for at, role in charged.items():
                if at < len(cells):
                    bodies += [(name, role) for name in names(text, *cells[at])]
            start, end = cells[task]
            office = _OFFICE.fullmatch(text, start, end) and not _begins(text, start)  # links, side by side
            if bodies and end > start and not office:
                yield Duty(start, end, tuple(bodies), "table")


def _roles(shown: Sequence[str]) -> Mapping[int, Role]:
    """The columns of those who are charged, by their labels; in a table of duties that of the bodies."""
    roles = {at: role for at, label in enumerate(shown) if (role := role_of_label(label))}
    if roles or not any(map(_DUTIES.fullmatch, shown)) or any(map(_PERSON.fullmatch, shown)):
        return roles
    return {at: "responsible" for at, label in enumerate(shown) if _WHOSE.fullmatch(label)}


def of_entries(text: str) -> list[Duty]:
    """The duties of a list in which they stand behind the bodies and a colon, or below the bodies.

    >>> [text] = ["1.县水利局：负责汛情监测。\\n2.各村（社区）：组建抢险队。\\n记者：请介绍。"]
    >>> [(duty.bodies[0][0].text, text[duty.start : duty.end]) for duty in of_entries(text)]
    [('县水利局', '负责汛情监测'), ('各村（社区）', '组建抢险队')]
    """
    found: list[Duty] = []
    over = 0  # entries that tell or answer, as those of a report do
    for bodies, start, end in [*_entries(text), *_below(text)]:
        if is_told(text, start, end):
            told = any(kind.search(text, start, end) for kind in (_SPOKEN, PAST, _FAULT))
            if told or is_reached(text, start, start, end):
                over += 1
                continue
            end -= text[end - 1] in "。；"
            guides = text.startswith("指导", start)  # which is what it has to do
            role = "responsible" if guides else role_of_verb(text[start : start + 2])
            charged = [(name, role) for name in bodies]
            charged += [(name, "support") for name in helpers(text, start, end)[0]]
            found.append(Duty(start, end, tuple(charged), "table"))
    return found if len(found) >= max(_FEWEST, over + 1) else []


def _entries(text: str) -> Iterator[tuple[Sequence[Name], int, int]]:
    """The bodies before a colon, and what stands behind it."""
    for entry in _ENTRY.finditer(text):
        bodies = [] if role_of_label(entry["who"]) else names(text, *entry.span("who"))
        if bodies and _begins(text, entry.start("what")):
            yield bodies, *entry.span("what")


def _below(text: str) -> Iterator[tuple[Sequence[Name], int, int]]:
    """The bodies that numbered headings name, and the items below: 一、县财政局 / 1.落实经费.

    A single heading counts where it says that it lists duties: 第五条　居民委员会的任务：. Below a title or
    heading that looks back none does: 2024年工作完成情况.
    """
    told: list[tuple[Sequence[Name], int, int]] = []
    bodies: Sequence[Name] = []
    level = headings = 0  # the level of the last heading
    silent: int | None = None  # the level of what looks back, 0 for a title
    lines = [*_LINES.finditer(text)]
    numbers = [number_at(line[0]) for line in lines]
    for line, number, following in zip(lines, numbers, [*numbers[1:], None], strict=False):
        start = line.start() + (number[1] if number else 0)
        if silent is not None and number and number[0].level <= silent:
            silent = None
        if silent is None and (number or not headings) and looks_back(line[0]):
            silent, bodies = number[0].level if number else 0, []
        if silent is not None:
            continue
        if number and number[0].level >= ARTICLE and (headed := _headed(text, start, line.end())):
            bodies, labelled = headed
            level = number[0].level
            headings += _FEWEST if labelled else 1
            bodies = bodies if labelled or level > ARTICLE else []
        elif number and number[0].level <= level:
            bodies = []
        elif number and following and following[0].level > number[0].level:
            continue  # a heading of what stands below it: （一）审批服务
        elif bodies and (_begins(text, start, "vdp") or cue("call").match(text, start)):
            told.append((bodies, start, line.end()))
    return iter(told if headings >= _FEWEST else [])


def _headed(text: str, start: int, end: int) -> tuple[Sequence[Name], bool] | None:
    """The offices that a heading is, and whether it says that their duties follow: 县水利局主要职责."""
    label = _WHAT.search(text, start, min(end, start + _LONGEST))
    found = names(text, start, label.start()) if label and label.end() == end else []
    if found and all(words("assigned").fullmatch(name.text) for name in found):
        return found, _DUTIES.fullmatch(label[0]) is not None if label else False
    return None


def _begins(text: str, at: int, tags: str = "vd") -> bool:
    """Does what somebody does begin at an offset?"""
    words = tag(text[at : at + 8])  # none at the end of the text
    return text.startswith(_NOUNS_TOO, at) or (bool(words) and words[0].tag[0] in tags)
