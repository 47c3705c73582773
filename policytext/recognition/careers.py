"""Offices that a list behind a verb gives: 张三，1960年生，历任县农业局局长，县委副书记、县长."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.recognition.entries import FACTS, begins
from policytext.recognition.model import Entity
from policytext.recognition.offices import CANDIDATE, Office, under

_NOTE = r"(?:[（(][^（）()\n]{1,24}[）)])?"
_WHEN = r"[\d〇零一二三四五六七八九十年月日至到—－\-~～起后前同其间当以来期此随之（）() \u3000]{0,40}"
_BECAME = (
    r"(?:(?:历|曾|现|拟|时|原|续|升|改|转|调|连|兼|就|出|接|继|担|挂职|署)?任(?:命为)?|提名为|当选为?|"
    r"(?:推|补|增|增补)?选(?:举)?为|聘(?:任|请)?为|晋升为|提拔为|[升转调改]为|不再[担兼]任|免去其|辞去|履新|卸任)"
    r"(?:过|了|的)?(?:兼任的)?(?![务何命期免意由职])"
)
_CLAUSE = lazy(  # a clause that begins with it, behind a day or an adverb: ，1993年1月起历任
    rf"(?:^|(?<=[，、。；：（(\n])){_WHEN}[又并还也先后曾现历拟时再已仍正式继续他她来其随一直长期被选相继依次同时此前]{{0,8}}{_BECAME}|(?<=，)原(?=[{HAN}]{{3}})",
    re.MULTILINE,
)
_SEVERAL = r"(?:等?(?:\d{1,3}|[两二三四五六七八九十]{1,2})[余多]?[位名人])?"  # 张三、李四两位同志
_TAKES = lazy(  # 任命张三（女）为, 免去张三的, 张三同志任, 张三曾先后担任
    rf"{_NOTE}{_SEVERAL}(?:同志|先生|女士|教授|院士|博士)?{_NOTE}(?:(?:\d{{4}}年{_WHEN}|从[^，。；、任]{{2,20}})?(?P<taken>(?:利用(?:其)?)?[又并还也先后曾现历拟时已将正式继续被此前日跨校在]{{0,6}}{_BECAME})|为|的|[现时]为)"
)
_STRONG = lazy("^原|[历曾现拟时原]任|挂职任|任命为|免去其|不再担任|当选|聘任?为|[提推]名为|[推选]举?为")
_AND = lazy(rf"{_NOTE}(?:[、，,；]?(?:并|同时)?兼任?|[，,；](?:并?(?:提名)?为)?|、|和|及|/)[ \u3000]*")
_FARTHEST = 60  # characters of a body before a post of it, with a note in brackets
_NO_BODY = lazy(
    r"[、，的了在是被将把从由并也就因后起。；;：:“”\n]|(?<![责主信])任|免去|提名|批准|\d{4}年|[其期]间|毕业|学习|进修"
)
_PASSED_OVER = lazy(  # 青训班学员，
    rf"[{HAN}（）]{{2,24}}?[员师工长人手生事组处科局部委办司室厅会校院][，、]"
)
_CALLED = r"(?:同志|先生|女士|教授|院士|博士|研究员)?(?:[（(][^（）()\n]{1,30}[）)])?(?:同志)?"
_TOPIC = lazy(
    rf"{_CALLED}(?=[，, \u3000]|[曾历现先]|年表|简历|简介|生平|生于|出生|\d{{4}}年|出任|担任|任|当选|调)"
)
_BORN = lazy(rf"{_CALLED}[，,](?:男|女|[{HAN}]{{1,5}}族|\d{{4}}年|[现曾历拟])")
_GOES_ON = lazy(r"[ \u3000\t]*(?:\d{4}年?|同年|历任|曾任|先后)")  # one year of a life after the other


class Career(NamedTuple):
    """A person and the offices that one list gives; `[start, end)` are its posts.

    `beside`: they are said of those named before in the list too.
    """

    person: Entity
    offices: tuple[Office, ...]
    beside: bool


def careers(text: str, found: Sequence[Entity]) -> Iterator[Career]:
    """The lists of offices that somebody had, has or is given, over the sentences of a paragraph.

    >>> text = "王伟，1960年生。1990年任青山县农机站站长，副县长等。"
    >>> found = [Entity(0, 2, "王伟", "PER", "王伟"), Entity(22, 24, "站长", "POST", "站长"),
    ...          Entity(25, 28, "副县长", "POST", "副县长")]
    >>> [[office.name for office in career.offices] for career in careers(text, found)]
    [['青山县农机站站长', '副县长']]
    """
    people = sorted((e for e in found if e.type == "PER"), key=lambda e: e.end)
    posts = sorted((e for e in found if e.type == "POST"), key=lambda e: e.start)
    if not people or not posts:
        return
    lists = _Lists(text, posts, people, {e.start: e for e in found if e.type in ("ORG", "LOC")})
    told: set[int] = set()
    for person in people:
        verb = _TAKES.match(text, person.end)
        if verb and (offices := lists.read(verb.end())):
            told.add(verb.end())
            named = _NAMES.search(text, max(0, person.start - _LIST), person.start)
            yield Career(person, _if_proposed(text, offices, verb[0], named is not None), beside=True)
        elif offices := (gone := _dismissed(text, person, lists)) or _entry(text, person, lists):
            yield Career(person, offices, beside=bool(gone))
    ends = [person.end for person in people]
    for verb in chain(_CLAUSE.finditer(text), _PERIOD.finditer(text)):
        index = bisect_right(ends, verb.start())
        behind = people[index] if index < len(people) else None
        if behind and behind.start < verb.end():
            continue  # 任　重　某公司安全总监
        if verb.end() not in told and (offices := lists.read(verb.end())):
            offices = _if_proposed(text, offices, verb[0])
            named = _OF_WHOM.match(text, offices[-1].end)
            if behind and named and named.end() == behind.start:
                yield Career(behind, offices, beside=False)
            elif subject := _subject(text, people[:index], verb):
                yield Career(subject, offices, beside=False)


_PERIOD = lazy(  # 1992.03—1996.11  某县副县长
    r"^[ \u3000]*\d{4}[.年/](?:\d{1,2}月?)?[ ]*[—－\-~～至–]{1,2}[ ]*(?:\d{4}[.年/](?:\d{1,2}月?)?|至?今)?"
    r"[，,：: \u3000\t]+(?:任)?",
    re.MULTILINE,
)


def _if_proposed(
    text: str, offices: tuple[Office, ...], verb: str, named: bool = False
) -> tuple[Office, ...]:
    """The offices, as proposed where the verb, what is before the name, or 人选 behind them says so."""
    if named or "拟" in verb or "提名" in verb:
        return tuple(office._replace(proposed=True) for office in offices)
    if not CANDIDATE.match(text, offices[-1].end):
        return offices
    first = len(offices) - 1  # 任书记，为|主任人选
    while first and text[offices[first - 1].end] == "、":
        first -= 1
    return (*offices[:first], *(office._replace(proposed=True) for office in offices[first:]))


_LIST = 60  # characters of a list of names behind 提名
_NAMES = lazy(rf"(?:提名|推荐|建议|拟(?:任命|聘任?|聘请))[{HAN}·、 ]*$(?<!任命)(?<!聘任)")
_OF_WHOM = lazy(
    rf"(?:、\d{{4}}年[^，。；\n的]{{2,30}})?{_NOTE}的(?=[{HAN}])"
)  # 2006年接任市长、2012年转任主席的|李四


def _dismissed(text: str, person: Entity, lists: _Lists) -> tuple[Office, ...]:
    """The offices of somebody who loses them: 免去|张三|同志市水利局局长、党组书记|职务."""
    called = _COMRADE.match(text, person.end)
    if not called and not text.endswith(("免去", "免除", "接受"), max(0, person.start - 2), person.start):
        return ()
    offices = lists.read(called.end() if called else person.end)
    return offices if offices and _OUT_OF.match(text, offices[-1].end) else ()


_COMRADE = lazy("同志(?:[（(][^（）()\n]{1,20}[）)])?")
_OUT_OF = lazy("的?职[务级]")


def _entry(text: str, person: Entity, lists: _Lists) -> tuple[Office, ...]:
    """The offices of an entry of a list: behind a name, and a blank or a colon to the end of the line, or
    in brackets.
    """
    opens = _OPENS.match(text, person.end)
    if opens is None:
        return ()
    if not opens["bracket"] and not begins(text, person.start):
        return ()
    offices = lists.read(opens.end())
    closed = _CLOSES["bracket" if opens["bracket"] else "line"]
    return offices if offices and closed.match(text, offices[-1].end) else ()


_OPENS = lazy(  # 胡敏华（女）市医院主任, 徐力刚 研究站站长, 黄如（东南大学校长）
    # 3.薛蟠，中共党员，云溪镇副镇长
    rf"(?:先生|女士|同志|[（(](?:男|女|.{{1,5}}族)[）)])?[，,]{FACTS}(?:现任|时任|原任?)?"
    r"|[ \u3000]*(?:[（(](?:男|女|.{1,5}族|[，,、]){1,5}[）)][ \u3000\t]*"
    r"|(?P<bracket>[（(])(?:现任|时任|原任?)?|[ \u3000\t]+|[：:][ \u3000]*)"
)
_CLOSES = {"bracket": lazy("[）)]"), "line": lazy(r"[ \u3000]*(?:$|\n|[，,；;。（(]|等)")}


def _subject(text: str, before: Sequence[Entity], verb: re.Match[str]) -> Entity | None:
    """The person of a clause without a subject: the last one in its sentence, or the first of the
    paragraph."""
    if not before:
        return None
    last = before[-1]
    since = text[last.end : verb.start()]
    if _PRONOUN.match(verb[0]) and since.count("。") < 2 and "\n" not in since and _is_lone(text, before):
        return last
    if not re.search("[。；\n]", since) and (_STRONG.search(verb[0]) or _is_alone(text, before)):
        return last
    lines = [line for line in since.split("\n")[1:] if line.strip()]
    if not all(map(_GOES_ON.match, [*lines[:-1], *([lines[-1] + verb[0]] if lines else [])])):
        return None
    opens = text.rfind("\n", 0, last.start) + 1
    led = [person for person in before if person.start >= opens]
    one = {person.normalized for person in led} == {last.normalized}
    return last if one and any(_leads(text, person) for person in led) else None


def _is_alone(text: str, before: Sequence[Entity]) -> bool:
    """Is the last person the only one of its sentence so far, where a clause begins?"""
    start = before[-1].start
    opens = start == _opens(text, start) or text[start - 1] in "，、 \u3000"
    return opens and _is_lone(text, before)


_PRONOUN = lazy("[，、。；]?(?:而后，?|后来，?|其后，?)?[他她]")


def _is_lone(text: str, before: Sequence[Entity]) -> bool:
    """Is nobody else named in the sentence of the last person?"""
    opens = _opens(text, before[-1].start)
    return len({person.normalized for person in before if person.start >= opens}) == 1


def _opens(text: str, at: int) -> int:
    """Where the sentence begins in which something stands."""
    return max(text.rfind(mark, 0, at) for mark in "。；\n") + 1


def _leads(text: str, person: Entity) -> bool:
    """Does a paragraph begin with a person, whom it then tells of?"""
    topic = begins(text, person.start) and _TOPIC.match(text, person.end)
    return bool(topic or _BORN.match(text, person.end))


# between an office and another holder: nothing, a second office, or that it is given to them
_BEFORE_NEXT = lazy(rf"(?:兼任?[{HAN}]{{2,16}})?|(?:一职)?由")


class _Lists:
    """Reads lists of offices behind verbs."""

    def __init__(
        self, text: str, posts: Sequence[Entity], people: Sequence[Entity], bodies: Mapping[int, Entity]
    ) -> None:
        self._text = text
        self._posts = posts
        self._starts = [post.start for post in posts]
        self._names = [person.start for person in people]
        self._bodies = bodies

    def read(self, at: int) -> tuple[Office, ...]:
        """The offices of a list that begins here; all that stands before a post is its body."""
        offices: list[Office] = []
        while (post := self._post(at)) is not None:
            if post.start > at and (passed := _PASSED_OVER.match(self._text, at, post.start)):
                at = passed.end()
                continue
            if self._is_of_next(post) or self._is_no_body(at, post.start):
                break
            name = re.sub(r"\s", "", post.text)
            office = Office(at, post.end, self._body(at, post.start), name)
            beside = self._text[at - 1] == "、"
            if offices and (beside or not office.body):
                office = office._replace(body=under(offices[-1].body, office))
            offices.append(office)
            goes_on = _AND.match(self._text, post.end)
            if goes_on is None:
                break
            at = goes_on.end()
        return tuple(offices)

    def _post(self, at: int) -> Entity | None:
        index = bisect_left(self._starts, at)
        post = self._posts[index] if index < len(self._posts) else None
        return post if post and post.start - at <= _FARTHEST else None

    def _is_of_next(self, post: Entity) -> bool:
        """Is it another's: 张三任主任，市水利局|局长|李四, 副局长|兼支队长李四, 县长|由李四担任?"""
        index = bisect_left(self._names, post.end)
        if index == len(self._names):
            return False
        since = self._text[post.end : self._names[index]].strip(" \u3000")
        return _BEFORE_NEXT.fullmatch(since) is not None

    def _is_no_body(self, start: int, end: int) -> bool:
        named = bisect_left(self._names, end) - bisect_left(self._names, start)
        known = self._bodies.get(start)
        return named > 0 or bool(_NO_BODY.search(self._text, known.end if known else start, end))

    def _body(self, start: int, end: int) -> str:
        """The full name of the body that stands here."""
        entity = self._bodies.get(start)
        if entity and entity.type == "ORG" and entity.end <= end:
            return entity.normalized + self._text[entity.end : end].strip()
        return re.sub(r"\s", "", self._text[start:end])
