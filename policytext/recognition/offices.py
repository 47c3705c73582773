"""Offices: a post with the body it is of, in runs and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition import grids
from policytext.recognition.entries import DESCRIBED
from policytext.recognition.model import Entity
from policytext.resources import alternation, column, lists, word_set

_S = r"[ \u3000\t]*"
_AND = lazy(rf"{_S}(?:{DESCRIBED}、|，?兼任?|和|及|/){_S}")  # 院士、|地质学家、|原副主任
CANDIDATE = lazy("(?:建议|提名)?(?:候选人|人选)(?![举])|的?任职资格")  # 副院长|人选, 核准…副行长的任职资格
NOTE = lazy(r"[（(][^（）()]{1,24}[）)]")
_BETWEEN = lazy(rf"{NOTE.pattern}|[）)]|[两三四五六七八九十多几\d]{{1,2}}[名位]")  # 市政协多名前副主席
_DIVISION = lazy(rf"(?:(?!兼)[{HAN}]){{1,8}}(?:处|科|司|部|室|军|中心|局|院|系|庭|组|办|党组|党委|班子)")
INNER = lazy(
    rf"(?![省市县区州]|自治|[{HAN}]{{2,8}}[省市县区州旗][政委人])"
    rf"[{HAN}]{{1,10}}(?:处|科|司|庭|系|室|股|党组|党委|办公[厅室])"
)
"""A part of a body, without a name of its own."""
_OF_GOVERNMENT = lazy(r"(?:常务)?副?[省市县区州旗盟]长")
_OWN = lazy(  # posts that say what they are of: 省委常委, 市长, 国务委员
    r"(?:原|前|代|时任)?(?:常务)?副?(?:[省市县区州盟旗镇乡](?:委|长)|自治区|中央|总理|国务委员|总书记|国家主席|廉政专员|申诉专员)"
)
_LISTED = lazy(
    rf"{DESCRIBED}[、兼](?P<body>(?:(?![的了在是被将把等各由和任])[{HAN}]|（[{HAN}]{{1,6}}）){{2,24}})"
)
_DIVISIONS = ("省", "市", "县", "区", "州", "盟", "旗")
_OF_OFFICE = ("秘书长", "副秘书长", "党组书记", "党组副书记", "党组成员")  # beside a government's head
_FARTHEST = 26  # characters between a body and a post of it: a definition in brackets lies between
_HIDES_NAME = lazy(
    lambda: (
        "[处科室司局部厅院所会队组办]["
        + "".join(name for name, sure in surnames().items() if sure > 1 and len(name) == 1)
        + rf"][{HAN}]{{1,2}}\Z"
    )
)
"""A name that nobody has found, behind a part of a body: 医疗质量处|马旭东."""


class Office(NamedTuple):
    """A post with the body it is of; either can be what the words before it carry over.

    `proposed`: the text says who is to have it, not who has it: 拟任, 候选人.
    """

    start: int
    end: int
    body: str
    post: str
    proposed: bool = False

    @property
    def name(self) -> str:
        return self.body + self.post


def offices(text: str, found: Sequence[Entity]) -> list[list[Office]]:
    """Offices in runs, as 省科技局党组书记、局长; a post without a body has that of the one before."""
    before = {entity.end: entity for entity in found if entity.type in ("ORG", "LOC")}
    people = {entity.start for entity in found if entity.type == "PER"}
    runs: list[list[Office]] = []
    for post in (entity for entity in found if entity.type == "POST"):
        last = runs[-1][-1] if runs else None
        body, start = _body(text, post.start, before, people)
        between = _LISTED.fullmatch(text, last.end, post.start) if last else None
        if between and _is_body(between, people) and (not body or start > between.start("body")):
            body, start = between["body"], between.start("body")  # 市委副书记、|天府新区眉山|党工委书记
        office = Office(start, post.end, body, re.sub(r"\s", "", post.text))
        if last and _AND.fullmatch(text, last.end, start):
            runs[-1].append(office._replace(body=under(last.body, office)))
        else:
            runs.append([office])
    return runs


def under(body: str, office: Office) -> str:
    """The body of an office that follows one of `body` in a list of one person's.

    In 区委常委、副区长 the second is of the district, in 市法院副院长、民事审判庭庭长 of a part of it.
    """
    if not office.body:
        return carried_over(_COURT.sub("", body) if office.post in _OF_COURT else body, office.post)
    return body + office.body if INNER.fullmatch(office.body) else office.body


_OF_COURT = ("审判委员会委员", "审判员", "检察委员会委员", "检察员")
_COURT = lazy(rf"(?<=[法检察]院)[{HAN}]+[庭局部室]$")
"""The part of a court behind which its judges are those of the whole court: 民一庭|庭长、审判员."""


def carried_over(body: str, post: str) -> str:
    """The body of a post without one that follows a post of `body`."""
    if body.endswith("委") and _OF_GOVERNMENT.fullmatch(post):
        return body.removeprefix("中共").removesuffix("委")
    if body.endswith(_DIVISIONS) and post in _OF_OFFICE:  # 山东省|副省长、|党组成员
        return body + "政府"
    if MINISTER.fullmatch(post) and not _STATE.fullmatch(body):  # 县教育局局长李强，外交部长王毅
        return ""
    return "" if _OWN.match(post) else body


MINISTER = lazy(
    "(?:外交|国防|财政|商务|内政|司法|教育|卫生|农业|能源|交通|环境|经济|文化|科技|劳动|公安|贸易|旅游)部长|[外防财]长"
)
_STATE = lazy(lambda: alternation(column("countries.tsv", 1)))


def _body(text: str, at: int, before: Mapping[int, Entity], people: set[int]) -> tuple[str, int]:
    """The full name of the body before a post, with what divides them, and where it starts."""
    free = at not in before or before[at].type == "LOC"  # but 驻意大利大使馆|公使
    if sent := _SENT.search(text, max(0, at - 12), at) if free and _ENVOY.match(text, at) else None:
        sender = before.get(sent.start())  # 中国|驻柬埔寨|大使
        return (sender.text if sender else "") + sent[0], sender.start if sender else sent.start()
    fused = before.get(at + 1)  # 县教育局|长
    if fused and fused.type == "ORG":
        return fused.normalized, fused.start
    for length in range(_FARTHEST + 1):
        entity = before.get(at - length)
        if entity is None:
            continue
        between = text[entity.end : at]
        name = entity.normalized if entity.type == "ORG" else entity.text
        if noted := _noted(text, entity, between, before):
            return noted
        if not between.strip(" \u3000\t") or _BETWEEN.fullmatch(between):
            return name, entity.start
        if _DIVISION.fullmatch(between):
            return name + between, entity.start
        if entity.type == "LOC" and _COMPANY.match(text, at) and _OWN_NAME.fullmatch(between):
            return (name + between, entity.start) if not is_known(between) else ("", at)
        break
    said = word_set("name_cues.tsv", "says", "then")  # 要求|政务司
    unlisted = _unlisted().search(text, max(0, at - _FARTHEST), at)
    if (
        unlisted
        and not unlisted["body"].startswith((*said, *_OTHERS))
        and people.isdisjoint(range(*unlisted.span("body")))  # 贺长林|会见某集团董事长
    ):
        return unlisted["body"], unlisted.start("body")
    return "", at


def _noted(text: str, last: Entity, between: str, before: Mapping[int, Entity]) -> tuple[str, int] | None:
    """A body with others in brackets, of which this is the last: 县教育局（县体育局、县教研室）|局长."""
    found = _NOTED.search(text, max(0, last.start - _LONGEST_NOTE), last.start)
    first = before.get(found.start()) if found and between in ("）", ")") else None
    if found is None or first is None or first.type != "ORG":
        return None
    name = last.normalized if last.type == "ORG" else last.text
    return f"{first.normalized}（{found['others']}{name}）", first.start


_LONGEST_NOTE = 60  # characters of the bodies in brackets before the last of them
_NOTED = lazy(rf"[（(](?P<others>(?:[{HAN}]{{2,20}}、){{0,4}})\Z")
_SENT = lazy(rf"驻(?:(?!驻)[{HAN}]){{1,8}}\Z")
_ENVOY = lazy("(?:特命全权|临时)?(?:大使|代办|公使|总?领事|参赞|武官)")


def _is_body(between: re.Match[str], people: set[int]) -> bool:
    """Is what stands between two posts of a list a body, and no other person's name begins in it?"""
    return people.isdisjoint(range(*between.span("body"))) and not _HIDES_NAME.search(between["body"])


_COMPANY = lazy("(?:副?(?:董事长|总经理|总裁)|执行董事|党委|监事会)")
_OWN_NAME = lazy(rf"(?:(?![的了在是和与及等由为任])[{HAN}]){{2,4}}")  # 山东|招金|董事长


@cache
def _unlisted() -> LazyPattern:
    """A body that no table has, between a mark and a post: 、政务司|司长, ：综合办公室 主任."""
    words = lists("posts.tsv")["body"]
    tails, whole = (
        alternation(words),
        alternation([word for word in words if len(word) > 2 or word.endswith("军")]),
    )
    return lazy(
        rf"(?:[、，。；：:（(\s由兼请]|^)(?:并|由|和|及|与|据|对|向|会见了?|陪同|邀请|兼任?|原|任命|现任|时任|新任|推选|选举|当选){{0,3}}"
        rf"(?P<body>(?:(?![的了在是被把等各由兼请])[{HAN}]){{1,10}}?(?:{tails}|(?<!大)会)|{whole}|{_BARE}){_S}\Z"
    )


_BARE = "(?:村|社区|街道|镇|乡|学校|医院|公司)"  # 会议由村|党支部书记王某主持


_OTHERS = ("全体", "各", "本", "该", "我", "每", "担任", "聘请", "邀请", "感谢")


def _in_cell(cell: tuple[int, int], post: str, found: Sequence[Entity]) -> tuple[str, str]:
    """The body and the post in a cell for both: 太平镇|镇长, 水利局|副局长."""
    names = [e.text for e in found if e.type == "POST" and cell[0] <= e.start < cell[1]]
    bare = next((name for name in names if post.endswith(name)), post)
    return post.removesuffix(bare), bare


def in_tables(text: str, found: Sequence[Entity]) -> dict[int, tuple[Office, ...]]:
    """The offices in the rows of tables of people, by where the name stands."""
    bodies = {(entity.start, entity.end): entity.normalized for entity in found if entity.type == "ORG"}
    held = {}
    for row in grids.rows(text):
        body = bodies.get(row.body, re.sub(r"\s", "", text[slice(*row.body)])) if row.body else ""
        offices = [*_of_cell(text, row.post, row.body, body, found)]
        offices += [o._replace(proposed=True) for o in _of_cell(text, row.proposed, None, "", found)]
        if offices:
            held[row.name[0]] = tuple(offices)
    return held


def _of_cell(
    text: str, cell: grids.Span | None, beside: grids.Span | None, body: str, found: Sequence[Entity]
) -> Iterator[Office]:
    """The offices of a cell of posts, with the body in the cell `beside` it, or in itself."""
    if cell is None:
        return
    start, last = min(cell[0], beside[0] if beside else cell[0]), ""
    for post in filter(None, re.split("[、/／，,；;]", re.sub(r"\s", "", text[slice(*cell)]))):
        office = Office(start, cell[1], *((body, post) if body else _in_cell(cell, post, found)))
        last = office.body or carried_over(last, office.post)
        yield office._replace(body=last)
