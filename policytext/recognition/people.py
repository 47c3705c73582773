"""PER: people, by surname, the look of the given name, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from policytext.language.characters import HAN
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.model import Entity, longest_first
from policytext.recognition.nameform import PERSONAL, likeness, not_names, surnames
from policytext.resources import either, lists, rows

_CREDIT = re.compile(
    r"(?:编辑|责编|审读|校对|记者|通讯员|作者|摄影|撰稿|[一二三]审|二校|审核|监制|签发人|联系人|主持|任命|免去|文[/／])[：:\s/／|]{0,3}\Z"
)
_SPACED = re.compile(rf"[{HAN}][ \u3000]{{1,2}}[{HAN}](?=[ \u3000\n，、。）)]|副|省|市|$)")
_DIVISION = re.compile(rf"[{HAN}]{{1,9}}(?:处|科|司|部|室|中心|局|院|系)")
_PLACE = 3.0  # what a name that is a place's too must reach


def people(
    reading: Reading, posts: Sequence[Entity], organisations: Sequence[Entity], places: Sequence[Entity]
) -> list[Entity]:
    """The people of a text, with the post and the organisation named right before them.

    >>> from policytext.recognition.posts import posts
    >>> reading = Reading("市长李明华主持，副市长王小雨、陈志远出席，李明华讲话。")
    >>> [(person.text, person.detail) for person in people(reading, posts(reading), [], [])]
    [('李明华', '市长'), ('王小雨', '副市长'), ('陈志远', ''), ('李明华', '')]
    """
    text = reading.text
    blocked = {at for org in organisations for at in range(org.start, org.end)}
    blocked |= {at for place in places if len(place.text) > 2 for at in range(place.start, place.end)}
    doubtful = {place.start for place in places if len(place.text) == 2 and place.normalized}
    announced = {
        post.end + len(rest) - len(rest.lstrip(" \u3000"))
        for post in posts
        for rest in (text[post.end : post.end + 3],)
    }
    spans = set(_by_surname(reading, announced, blocked, doubtful))
    spans.update(_lists(reading, spans))
    spans.update(_again(text, {text[start:end] for start, end in spans}, blocked))
    found = [_person(text, start, end) for start, end in spans]
    found += [_person(text, start, end) for start, end in _foreigners(reading, blocked)]
    return [_described(text, person, posts, organisations) for person in longest_first(found)]


def _person(text: str, start: int, end: int) -> Entity:
    return Entity(start, end, text[start:end], "PER", re.sub(r"\s", "", text[start:end]))


@cache
def _surname_pattern() -> re.Pattern[str]:
    double = [name for name in surnames() if len(name) > 1]
    return re.compile("|".join([*double, f"[{''.join(name for name in surnames() if len(name) == 1)}]"]))


def _by_surname(
    reading: Reading, announced: Collection[int], blocked: Collection[int], doubtful: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Spans from a surname on that look enough like a name, the best at each place."""
    text = reading.text
    for match in _surname_pattern().finditer(text):
        start, after = match.span()
        if start + 1 in announced and match[0][1:] in surnames():
            start += 1  # 局长|孙, not the surname 长孙
        surname = text[start:after]
        if start in blocked:
            continue
        cued = start in announced or (
            text[start - 1 : start] in "者辑审读员者：: 对影制核人作稿命去"
            and bool(_CREDIT.search(text, max(0, start - 8), start))
        )
        if not cued and start not in reading.starting:
            continue
        ends = [after + 1, after + 2]
        if spaced := _SPACED.match(text, start):
            ends.append(spaced.end())
        scored = [
            (score, end)
            for end in ends
            if end <= len(text)
            and end - 1 not in blocked
            and (score := likeness(reading, start, end, surname, cued)) is not None
        ]
        if scored:
            score, end = max(scored)
            if score > (_PLACE if start in doubtful else 0.0):
                yield start, end


@cache
def _syllables() -> str:
    """A character class of what foreign names are transliterated with."""
    ((characters,),) = rows("transliteration.tsv")
    return f"[{characters}]"


@cache
def _dotted() -> re.Pattern[str]:
    one = _syllables()
    return re.compile(rf"{one}{{1,6}}(?:[·•・．](?:{one}{{1,7}}|[A-Z]\.?)){{1,3}}")


def _foreigners(reading: Reading, blocked: Collection[int]) -> Iterator[tuple[int, int]]:
    """Foreign names: with dots, or made of words that jieba takes for names."""
    for match in _dotted().finditer(reading.text):
        if match.start() not in blocked:
            yield match.span()
    transliterated = re.compile(_syllables() + "{3,7}")
    for word in reading.words:
        if (
            word.tag in PERSONAL
            and word.start not in blocked
            and transliterated.fullmatch(word.text)
            and is_known(word.text)
            and word.text not in not_names()
            and word.text[-1] not in "人河山"
            and not any(find_places(word.text))
        ):
            yield word.start, word.end


@cache
def _listed() -> re.Pattern[str]:
    """Items of a list that can be names: two or three characters up to a mark or what people do."""
    return re.compile(rf"(?<=、)[{HAN}]{{2,3}}(?=[、，。]|{either(lists('name_cues.tsv')['says'])})")


def _lists(reading: Reading, spans: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names next to names in a list: in 江凌、陈星、安伟 each item is one."""
    text = reading.text
    ends, starts = {end for _, end in spans}, {start for start, _ in spans}
    items = [match.span() for match in _listed().finditer(text)]
    for start, end in (*items, *reversed(items)):  # forwards, then backwards, as far as the list goes
        beside = start - 1 in ends or end + 1 in starts
        fits = end - start <= 3 and text[start] in surnames() and text[start:end] not in not_names()
        if beside and fits and start not in starts:
            starts.add(start)
            ends.add(end)
            yield start, end
    for start in sorted(starts):  # the first of a list, with no mark before it
        end = start - 1
        if text[end : end + 1] == "、" and end not in ends and start > 3:
            for first in (end - 3, end - 2):
                name = text[first:end]
                if (
                    first in reading.starting
                    and name[0] in surnames()
                    and name not in not_names()
                    and name.isalpha()
                ):
                    yield first, end
                    break


def _again(text: str, names: Collection[str], blocked: Collection[int]) -> Iterator[tuple[int, int]]:
    """Other places where a name of three characters or more stands."""
    longer = sorted((re.escape(name) for name in names if len(name) > 2), key=len, reverse=True)
    if longer:
        for match in re.finditer("|".join(longer), text):
            if match.start() not in blocked:
                yield match.span()


def _described(
    text: str, person: Entity, posts: Sequence[Entity], organisations: Sequence[Entity]
) -> Entity:
    """The person with `post; organisation`, from what stands right before (or after) the name."""
    held: list[str] = []
    at = person.start
    for post in reversed([post for post in posts if at - 40 < post.end <= at]):
        between = text[post.end : at].strip(" \u3000")
        if between not in (("", "、", "兼") if held else ("",)):
            break
        held.insert(0, post.text)
        at = post.start
    if held:
        near = _employer(text, at, organisations)
        return replace(
            person, detail="; ".join([near[1] + "、".join(held), near[0]] if near else ["、".join(held)])
        )
    after = next((post.text for post in posts if post.start == person.end), "")
    return replace(person, detail=after)


def _employer(text: str, at: int, organisations: Sequence[Entity]) -> tuple[str, str] | None:
    """The organisation before a post, and what of it lies between: 规划处 in 省工信厅规划处处长."""
    for organisation in reversed([org for org in organisations if at - 12 <= org.end <= at]):
        between = text[organisation.end : at].strip()
        if not between or _DIVISION.fullmatch(between):
            return organisation.text, between
    return None
