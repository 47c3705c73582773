"""Who holds which post: offices (a body and a post) beside names of people, in all orders of lists."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.patterns import late
from policytext.recognition import grids
from policytext.recognition.model import Entity
from policytext.recognition.roles import roles
from policytext.resources import lists

_S = r"[ \u3000\t]*"
_BLANKS = r"[ \u3000\t]+"
_AND = re.compile(rf"{_S}(?:、|，?兼任?|和|及|/){_S}")
_TITLED = re.compile(rf"{_S}(?:同志|人选|候选人)?{_S}")
_DEFINITION = re.compile(r"[（(][^（）()]{2,24}[）)]")
_DIVISION = late(rf"[{HAN}]{{1,8}}(?:处|科|司|部|室|中心|局|院|系|庭|组|办|党组|党委|班子)")
_SEVERAL = "(?:等?[两二三四五六七八九十]{1,2}[位名])?"  # 张三、李四两位同志
_TAKES = re.compile(  # 任命张三（女）为, 免去张三的, 张三，男，1970年5月生，现任
    rf"(?:（[^（）]{{1,20}}）)?{_SEVERAL}(?:同志)?(?:（[^（）]{{1,20}}）)?"
    r"(?:(?:挂职)?任|担任|为|出任|兼任的?|当选为?|的|不再担任|辞去)"
    r"|[^。；\n]{0,120}(?:现任|拟任|曾任|历任|时任|原任|，系)"
    r"|[^。；\n]{0,60}(?:免去其|不再担任)(?:兼任的)?"  # 任院长，免去其副院长职务
    r"|(?:同志)?兼任?(?:该?领导小组|指挥部|委员会)?办公室"  # 兼办公室|主任
)
_AND_PART = late(rf"{_S}(?:、|兼任?){_S}({_DIVISION.pattern})")
_COLON = re.compile(rf"{_S}[：:]{_S}")
_OF_GOVERNMENT = re.compile(r"(?:常务)?副?[省市县区州旗盟]长")
_OWN = re.compile(  # posts that say what they are of: 省委常委, 市长, 国务委员
    r"(?:原|前|代|时任)?(?:常务)?副?(?:[省市县区州盟旗镇乡](?:委|长)|自治区|中央|总理|国务委员|总书记|国家主席)"
)
_MEMBERS = {"委员": "政协", "代表": "(?:人大|人民代表大会)"}  # who writes proposals, and of which body
_FARTHEST = 26  # characters between a body and a post of it: a definition in brackets lies between


class Office(NamedTuple):
    """A post with the body it is of; either can be what the words before it carry over."""

    start: int
    end: int
    body: str
    post: str

    @property
    def name(self) -> str:
        return self.body + self.post


class Holding(NamedTuple):
    """A person with the offices that the text gives them, where it says so."""

    person: Entity
    offices: tuple[Office, ...]


class _People:
    """The people of a text by where their names start and end."""

    def __init__(self, people: Iterable[Entity]) -> None:
        ordered = sorted(people, key=lambda person: person.start)
        self.starts = {person.start: person for person in ordered}
        self.ends = {person.end: person for person in ordered}
        self._order = [person.end for person in ordered]

    def before(self, at: int) -> Entity | None:
        """The last person whose name ends here or earlier."""
        index = bisect_right(self._order, at)
        return self.ends[self._order[index - 1]] if index else None

    def after(self, at: int) -> Entity | None:
        """The first person whose name ends later."""
        index = bisect_right(self._order, at)
        return self.ends[self._order[index]] if index < len(self._order) else None


def offices(text: str, found: Sequence[Entity]) -> list[list[Office]]:
    """Offices in runs, as 省科技局党组书记、局长; a post without a body has that of the one before."""
    before = {entity.end: entity for entity in found if entity.type in ("ORG", "LOC")}
    runs: list[list[Office]] = []
    for post in (entity for entity in found if entity.type == "POST"):
        body, start = _body(text, post.start, before)
        office = Office(start, post.end, body, post.text.replace(" ", "").replace("\u3000", ""))
        last = runs[-1][-1] if runs else None
        part = last and not body and _AND_PART.fullmatch(text, last.end, post.start)
        if last and part:  # 市中级法院审判委员会委员、|民事审判庭|庭长
            runs[-1].append(office._replace(body=last.body + part[1], start=part.start(1)))
        elif last and _AND.fullmatch(text, last.end, start):
            runs[-1].append(office if body else office._replace(body=_carried_over(last.body, office.post)))
        else:
            runs.append([office])
    return runs


def _carried_over(body: str, post: str) -> str:
    """The body of a post that follows one of `body`: in 区委常委、副区长 the second is of the district."""
    if body.endswith("委") and _OF_GOVERNMENT.fullmatch(post):
        return body.removeprefix("中共").removesuffix("委")
    return "" if _OWN.match(post) else body


def _body(text: str, at: int, before: Mapping[int, Entity]) -> tuple[str, int]:
    """The full name of the body before a post, with what divides them, and where it starts."""
    for length in range(27):
        entity = before.get(at - length)
        if entity is None:
            continue
        between = text[entity.end : at]
        name = entity.normalized if entity.type == "ORG" else entity.text
        if not between.strip(" \u3000\t") or _DEFINITION.fullmatch(between):
            return name, entity.start
        if _DIVISION.fullmatch(between):
            return name + between, entity.start
        break
    unlisted = _UNLISTED.search(text, max(0, at - 16), at)
    if unlisted and not unlisted["body"].startswith(_said()):
        return unlisted["body"], unlisted.start("body")
    return "", at


_UNLISTED = late(  # a body that no table has, between a mark and a post: 、政务司|司长
    rf"(?:[、，。；：:（(\s]|^)(?:由|和|及|与|原|任命|现任|时任|新任|推选|选举|当选)?"
    rf"(?P<body>[{HAN}]{{1,8}}?(?:[司局厅署校院]|(?<!大)会|大学|学院|中学|小学|公司|集团|合作社|出版社|报社|党|委员会|中心|街道办|村委会))$"
)


@cache
def _said() -> tuple[str, ...]:
    """Words that are no part of a body before a post: 要求|政务司."""
    cues = lists("name_cues.tsv")
    return (
        *cues["says"],
        *cues["then"],
        "全体",
        "各",
        "本",
        "该",
        "我",
        "每",
        "担任",
        "聘请",
        "邀请",
        "感谢",
    )


def holdings(text: str, found: Sequence[Entity]) -> list[Holding]:
    """Who holds which offices: 局长张三, 张三 局长 (a list), 张三、李四委员, 任命张三为局长.

    >>> found = [Entity(0, 3, "省政府", "ORG", "省政府"), Entity(3, 6, "秘书长", "POST"),
    ...          Entity(6, 8, "王伟", "PER", "王伟")]
    >>> [(h.person.text, [o.name for o in h.offices]) for h in holdings("省政府秘书长王伟", found)]
    [('王伟', ['省政府秘书长'])]
    """
    runs = offices(text, found)
    people = _People(entity for entity in found if entity.type == "PER")
    bodies = {entity.end: entity for entity in found if entity.type == "ORG"}
    held: dict[int, tuple[Office, ...]] = {}
    ended = {run[-1].end: run[0].start for run in runs}
    carried = ""
    for run in runs:
        run = _carried(text, _addressed(text, _around(run, people, bodies)), carried, held, people)
        carried = run[-1].body
        for person in _holders(text, run, people, ended):
            held[person.start] = held.get(person.start, ()) + tuple(run)
        for person in _by_others(text, run, people):
            held[person.start] = held.get(person.start, ()) + tuple(_of_group(text, run))
    held.update((at, row) for at, row in _in_tables(text, found).items() if at in people.starts)
    for role in roles(text, found):
        own = Office(role.start, role.end, role.body, role.post)
        others = [o for o in held.get(role.person.start, ()) if (o.body, o.post) != ("", role.post)]
        held[role.person.start] = (*others, own)
    return [Holding(person, held[start]) for start, person in people.starts.items() if start in held]


def _around(run: list[Office], people: _People, bodies: Mapping[int, Entity]) -> list[Office]:
    """The offices with the body on the other side of the name: 清华大学|张三|教授."""
    person = people.ends.get(run[0].start)
    body = bodies.get(person.start) if person and not run[0].body else None
    return [o if o.body else o._replace(body=body.normalized) for o in run] if body else run


def _by_others(text: str, run: Sequence[Office], people: _People) -> Iterator[Entity]:
    """Who has a post beside another one: 办公室主任由|副局长张三|、|处长李四|兼任."""
    listed: list[Entity] = []
    at = run[-1].end
    while (person := people.after(at)) and (_AND_BY if listed else _BY).fullmatch(text, at, person.start):
        listed.append(person)
        at = person.end
    if listed and _ALSO_IS.match(text, at):
        yield from listed


_BY = late(r"(?:一职)?由[^，。；：\n]{0,40}")
_AND_BY = late(r"[、和][^，。；：\n]{0,30}")
_ALSO_IS = re.compile("(?:同志)?(?:兼任|担任|出任)(?![^，。；、\n]{0,12}[长任员记])")


def _of_group(text: str, run: Sequence[Office]) -> Iterator[Office]:
    """The offices, one without a body with the office of a group before it: 领导小组办公室|主任."""
    for office in run:
        before = None if office.body else _GROUP.search(text, max(0, office.start - 16), office.start)
        yield office._replace(body=before[0], start=before.start()) if before else office


_GROUP = re.compile("(?:(?:领导|协调|工作)?小组|指挥部|委员会|联席会议)?办公室$")


def _in_cell(cell: tuple[int, int], post: str, found: Sequence[Entity]) -> tuple[str, str]:
    """The body and the post in a cell for both: 太平镇|镇长, 水利局|副局长."""
    names = [e.text for e in found if e.type == "POST" and cell[0] <= e.start < cell[1]]
    bare = next((name for name in names if post.endswith(name)), post)
    return post.removesuffix(bare), bare


def _in_tables(text: str, found: Sequence[Entity]) -> dict[int, tuple[Office, ...]]:
    """The offices in the rows of tables of people, by where the name stands."""
    bodies = {(entity.start, entity.end): entity.normalized for entity in found if entity.type == "ORG"}
    held = {}
    for row in grids.rows(text):
        if row.post is None or not text[slice(*row.post)].strip():
            continue
        body = bodies.get(row.body, re.sub(r"\s", "", text[slice(*row.body)])) if row.body else ""
        posts = re.split("[、/／，,；;]", re.sub(r"\s", "", text[slice(*row.post)]))
        start = min(row.post[0], row.body[0] if row.body else row.post[0])
        offices = [(body, post) if body else _in_cell(row.post, post, found) for post in posts if post]
        held[row.name[0]] = tuple(Office(start, row.post[1], *office) for office in offices)
    return held


def _addressed(text: str, run: list[Office]) -> list[Office]:
    """张三委员： at the head of a reply, with the body whose member is answered."""
    office = run[0]
    body = _MEMBERS.get(office.post)
    if len(run) > 1 or office.body or not body or not _COLON.match(text, office.end):
        return run
    place = rf"(?P<of>全国|(?:(?!对|关于)[{HAN}]){{0,6}}?[省市县区州]|(?={body}))"
    term = "(?:第?[一二三四五六七八九十]{1,4}届)?"
    named = re.search(
        rf"{place}{term}(?P<body>{body})[^\n]{{0,60}}(?:提案|建议|议案)", text[: office.start]
    )
    return [office._replace(body=named["of"] + named["body"])] if named else run


def _carried(
    text: str, run: list[Office], body: str, held: dict[int, tuple[Office, ...]], people: _People
) -> list[Office]:
    """The run with the body of the one before: 省发展改革委主任张三、|副主任李四."""
    if run[0].body or not body:
        return run
    before = people.before(run[0].start)
    if before is None or before.start not in held:
        return run
    between = text[before.end : run[0].start]
    deputy = _DOES_AND.fullmatch(between) and _is_under(run[0].post, held[before.start])
    if deputy or between in ("、", "，", "和", "及"):
        return [o if o.body else o._replace(body=_carried_over(body, o.post)) for o in run]
    return run


_DOES_AND = late(rf"[{HAN}]{{2,8}}，")  # 市人大常委会主任张三|主持会议，|副主任李四


def _is_under(post: str, offices: Sequence[Office]) -> bool:
    """Is a post a deputy's of one of the offices, or another of those of its body: 秘书长?"""
    heads = {office.post.removeprefix("副") for office in offices}
    return post in ("秘书长", "副秘书长") or (post.startswith("副") and post[1:] in heads)


def _holders(
    text: str, run: Sequence[Office], people: _People, ended: Mapping[int, int]
) -> Iterator[Entity]:
    """The people that a run of offices is said of; `ended`: where each run starts, by where it ends."""
    start, end = run[0].start, run[-1].end
    starts, ends = people.starts, people.ends
    listed = _before_blank(text, start, ends)
    after = starts.get(_TITLED.match(text, end).end())  # type: ignore[union-attr]
    colon = _COLON.match(text, end)
    if listed and (_line_ends(text, end) or not after):
        yield listed
    elif after or (colon and colon.end() in starts):
        yield from _and_more(
            text, after or starts[colon.end()] if colon else after, starts, colon is not None
        )
    elif start in ends:
        yield from _and_before(text, ends[start], ends)
    elif (taker := people.before(start)) and (
        _TAKES.fullmatch(text, taker.end, start)
        or (_REMOVED.fullmatch(text, taker.end, start) and _OUT_OF.match(text, end))
        or (
            _ANY_BODY.fullmatch(text, taker.end, start)
            and _DISMISSED.search(text, 0, taker.start)
            and _OUT_OF.match(text, end)
        )
        or (_ALSO.fullmatch(text, taker.end, start) and _is_first(text, taker.start))
        or (_AS_ITEM.fullmatch(text, taker.end, start) and _BEGINS.search(text, 0, taker.start))
    ):
        yield taker  # 任命张三为, 免去张三的
        if _TAKE_ON.match(text, taker.end):  # 副书记张三、副县长李四任副组长
            yield from _before_in_list(text, taker, ends, ended)


_TAKE_ON = re.compile(f"{_SEVERAL}(?:同志)?(?:(?:挂职)?任|担任|为|当选|兼任|的)")
_REMOVED = re.compile("同志(?:（[^（）]{1,20}）)?")  # 免去：张三同志|市水利局局长|职务
_DISMISSED = re.compile("(?:免去|免除|接受)$")  # 免去杨某|文化局局长的职务
_ANY_BODY = late(rf"[{HAN}]{{0,14}}")
_OUT_OF = re.compile("(?:的)?职[务级]")


_ALSO = late(rf"{_BLANKS}[{HAN}]{{4,20}}、")  # 张三 中央宣传部部务会议成员、|新闻办副主任


_AS_ITEM = late(
    rf"[，,](?:(?:男|女)，)?(?:[{HAN}]{{1,5}}族，)?(?:现任|原任?|时任)?"
)  # 4.张三，|市水利局局长
_BEGINS = re.compile(r"(?:^|\n)[ \u3000\t]*(?:[（(]?\d{1,3}[）)]?[.．、]?[ \u3000]*)?$")


def _is_first(text: str, at: int) -> bool:
    """Is this the first name of a line, behind no more than a role: 成 员：张三?"""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return not before.strip() or before.rstrip()[-1] in "：:"


def _before_in_list(
    text: str, person: Entity, ends: Mapping[int, Entity], ended: Mapping[int, int]
) -> Iterator[Entity]:
    """Those before a person in a list, each with or without an office before the name."""
    while True:
        at = ended.get(person.start, person.start) - 1
        before = ends.get(at) if at > 0 and text[at] in "、和" else None
        if before is None:
            return
        yield before
        person = before


def _and_more(
    text: str, person: Entity | None, starts: Mapping[int, Entity], noted: bool = False
) -> Iterator[Entity]:
    """A person and those who follow in one list, also `noted` in brackets: 副组长：张三（局长）、李四."""
    while person:
        yield person
        note = _DEFINITION.match(text, person.end) if noted else None
        end = note.end() if note else person.end
        person = starts.get(end + 1) if text[end : end + 1] in ("、", "和") else None


def _and_before(text: str, person: Entity | None, ends: Mapping[int, Entity]) -> Iterator[Entity]:
    """A person and those before in one list: 邓乃扬、韩汝琦委员."""
    while person:
        yield person
        at = person.start - 1
        person = ends.get(at) if at > 0 and text[at] in "、和" else None


def _before_blank(text: str, start: int, ends: Mapping[int, Entity]) -> Entity | None:
    """The person before the blank or bracket before an office: 黄 卫 科技部副部长, 张三（局长）."""
    at = start - 1 if text[start - 1 : start] in ("（", "(") else start
    if noted := _NOTED.search(text, max(0, at - 20), at):  # 祝 福（女，回族）　市医院护士长
        return ends.get(noted.start())
    while at and text[at - 1] in " \u3000\t":
        at -= 1
    return ends.get(at) if at < start else None


_NOTED = late(rf"{_S}[（(](?:男|女|[{HAN}]{{1,5}}族|[，,、挂职兼]){{1,6}}[）)][ \u3000\t]+$")


def _line_ends(text: str, end: int) -> bool:
    return not text[end : end + 1].strip() or text[end] in "，。；、（()）"


def described(found: Sequence[Entity], text: str) -> list[Entity]:
    """The entities, people with the posts and the bodies that the text gives them.

    Posts of one body are joined by 、, and followed by `; ` and the body, then those of the next body.
    """
    held = {holding.person.start: holding.offices for holding in holdings(text, found)}
    return [
        replace(entity, detail=_detail(held[entity.start]))
        if entity.type == "PER" and entity.start in held
        else entity
        for entity in found
    ]


def _detail(held: Iterable[Office]) -> str:
    parts: list[str] = []
    free: list[str] = []  # posts and titles without a body stand before the next that has one: 教授、校长
    for body, offices_of in groupby(held, key=lambda office: office.body):
        posts = [*free, *dict.fromkeys(office.post for office in offices_of)]
        free = [] if body else posts
        if body:
            parts += ["、".join(posts), body]
    return "; ".join([*parts, *(["、".join(free)] if free else [])])
