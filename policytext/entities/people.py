"""PER: people, by surname, the look of the given name, and what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from policytext.entities.model import Entity
from policytext.entities.reading import Reading, longest_first
from policytext.resources import rows

_HAN = "一-鿿"
_SPEAKS = re.compile(
    r"[ \u3000]*(?:指出|强调|表示|介绍|认为|提出|要求|主持|出席|讲话|致辞|发言|代表|宣布|率|带队|赴|作|参加|会见|一行|同志|说|告诉|透露|称|向|任|担任|等|在|坦言|解释|补充|提到|调研|陪同|签署|先生|女士|教授|院士|博士|主任|省长|市长|书记|局长|委员|代表|副?总理|副?主席|分别|到|现场|检查|考察|听取|传达|通报|部署|汇报|为|是|和|与|，|、|。|；|：|\n|）|\)|（|\(|》|$)"
)
_CREDIT = re.compile(
    r"(?:编辑|责编|责任编辑|审读|校对|记者|通讯员|作者|摄影|摄|撰稿|[一二三]审|二校|审核|监制|总理|主任委员|签发人|联系人|见习记者|文[/／])[：:\s/／|]{0,3}\Z"
)
_TITLED = re.compile(
    r"(?:同志|先生|女士|教授|院士|博士|老师|总书记|总理|主席|部长|省长|市长|书记|局长|主任|委员|总统|副总理|副主席|首相)"
)
_SEPARATOR = frozenset("、，和与及 \u3000")
_FOREIGN = re.compile(rf"[{_HAN}]{{1,6}}(?:[·•・][{_HAN}A-Z]{{1,8}}){{1,3}}")


class _Candidate(NamedTuple):
    start: int
    end: int
    score: float


@cache
def _surnames() -> Mapping[str, int]:
    return {name: int(strength) for name, strength in rows("surnames.tsv")}


@cache
def _characters() -> Mapping[str, tuple[float, float]]:
    """Of each character the log-probability in the middle and at the end of a name."""
    return {
        c: tuple(-13.0 if f == "-" else float(f) for f in figures)
        for c, _, *figures in rows("name_characters.tsv")
    }  # type: ignore[misc]


@cache
def _not_names() -> frozenset[str]:
    return frozenset(row[0] for row in rows("names_not.tsv"))


def people(
    reading: Reading, posts: Sequence[Entity], organisations: Sequence[Entity], places: Sequence[Entity]
) -> list[Entity]:
    """The people of a text, with the post and the organisation named right before them."""
    text = reading.text
    after_post = {post.end for post in posts}
    blocked = {at for org in organisations for at in range(org.start, org.end)}
    blocked |= {
        at for place in places for at in range(place.start, place.end) if place.end - place.start > 2
    }
    certain: list[_Candidate] = []
    for start in range(len(text) - 1):
        if start not in blocked:
            best = _best(reading, start, after_post, blocked)
            if best:
                certain.append(best)
    spans = {(c.start, c.end) for c in certain}
    spans |= set(_lists(reading, spans))
    counted = Counter(text[start:end] for start, end in spans)
    spans |= set(_again(reading, counted, blocked))
    found = [Entity(s, e, text[s:e], "PER", re.sub(r"\s", "", text[s:e])) for s, e in spans]
    found += [
        Entity(*m.span(), m[0], "PER", m[0])
        for m in _FOREIGN.finditer(text)
        if not blocked.intersection(range(*m.span()))
    ]
    return [_described(text, person, posts, organisations) for person in longest_first(found)]


def _surname_at(text: str, at: int) -> tuple[str, int]:
    table = _surnames()
    double = text[at : at + 2]
    if double in table:
        return double, table[double]
    return text[at], table.get(text[at], 0)


def _best(reading: Reading, start: int, after_post: set[int], blocked: set[int]) -> _Candidate | None:
    """The best name that starts here, if any is good enough."""
    text = reading.text
    surname, strength = _surname_at(text, start)
    if not strength:
        return None
    cued = start in after_post or bool(_CREDIT.search(text[max(0, start - 8) : start]))
    candidates = []
    spaced = (
        re.compile(rf"{surname}[ \u3000]{{1,2}}[{_HAN}](?=[ \u3000\n，、。]|副|省|市|$)").match(text, start)
        if len(surname) == 1
        else None
    )
    ends = [start + len(surname) + n for n in (1, 2)] + ([spaced.end()] if spaced else [])
    for end in ends:
        if end <= len(text) and not blocked.intersection(range(start, end)):
            score = _score(reading, start, end, surname, strength, cued)
            if score is not None:
                candidates.append(_Candidate(start, end, score))
    best = max(candidates, key=lambda c: c.score, default=None)
    return best if best and best.score > 0 else None


def _score(reading: Reading, start: int, end: int, surname: str, strength: int, cued: bool) -> float | None:
    text = reading.text
    given = text[start + len(surname) : end].replace(" ", "").replace("\u3000", "")
    if not given or any(not ("\u4e00" <= c <= "\u9fff") for c in given) or text[start:end] in _not_names():
        return None
    table = _characters()
    figures = [table.get(c, (-13.0, -13.0)) for c in given]
    look = (figures[0][0] + figures[1][1]) / 2 + 8.0 if len(given) == 2 else figures[0][1] + 7.0
    score = look * 0.8 + (1.0 if strength == 2 else -0.5) - 2.5
    words = [word for word in reading.words[_first(reading, start) : _first(reading, end - 1) + 1]]
    whole = words[0].start == start and words[-1].end == end
    single = len(words) == 1 and whole
    if single and words[0].tag in ("nr", "nrfg"):
        score += 2.5 if len(given) == 2 else 1.5
    elif single:
        score -= (
            4.0 if words[0].tag not in ("x", "a", "ns", "n", "v", "nz", "zg") else 2.0 if not cued else 0.0
        )
    elif not whole:
        score -= 3.0
    elif any(len(w.text) > 1 for w in words):
        score -= 1.0 if cued else 2.5
    if cued:
        score += 4.0
    follows = _SPEAKS.match(text, end)
    if follows:
        score += 1.5
    elif cued and end not in reading.ending:
        score -= 2.0
    if _TITLED.match(text, end):
        score += 2.0
    before = text[start - 1 : start]
    if before and "\u4e00" <= before <= "\u9fff" and start not in reading.starting and not cued:
        score -= 3.0
    return score


def _first(reading: Reading, at: int) -> int:
    while at not in reading.starting:
        at -= 1
    return reading.starting[at]


def _lists(reading: Reading, spans: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names between names: in 江凌、陈星、安伟、刘南昌 each item is one."""
    text = reading.text
    ends = {end for _, end in spans}
    starts = {start for start, _ in spans}
    changed = True
    while changed:
        changed = False
        for match in re.finditer(rf"(?<=、)([{_HAN}]{{2,4}})(?=[、，。]|等)", text):
            start, end = match.span()
            if (start, end) in spans or not (start - 1 in ends or end + 1 in starts):
                continue
            if _surname_at(text, start)[1] and match[1] not in _not_names() and 2 <= end - start <= 3:
                spans.add((start, end))
                ends.add(end)
                starts.add(start)
                changed = True
                yield start, end


def _again(reading: Reading, names: Mapping[str, int], blocked: set[int]) -> Iterator[tuple[int, int]]:
    """Other places where a name that was found stands."""
    if not names:
        return
    pattern = re.compile(
        "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True) if len(n) > 2) or r"(?!)"
    )
    for match in pattern.finditer(reading.text):
        if match.start() not in blocked:
            yield match.span()


def _described(
    text: str, person: Entity, posts: Sequence[Entity], organisations: Sequence[Entity]
) -> Entity:
    """The person with `post; organisation`, from what stands right before the name."""
    held: list[str] = []
    at = person.start
    for post in reversed([p for p in posts if p.end <= at and p.end > at - 40]):
        if text[post.end : at].strip(" \u3000、兼") or (
            held and "、" not in text[post.end : at] and text[post.end : at]
        ):
            break
        held.insert(0, post.text)
        at = post.start
    if not held:
        after = next((p for p in posts if p.start == person.end), None)
        return (
            Entity(person.start, person.end, person.text, "PER", person.normalized, after.text)
            if after
            else person
        )
    organisation = next(
        (o.text for o in organisations if at - 2 <= o.end <= at and not text[o.end : at].strip()), ""
    )
    detail = "、".join(held) + (f"; {organisation}" if organisation else "")
    return Entity(person.start, person.end, person.text, "PER", person.normalized, detail)
