"""PROGRAMME: named programmes, works and slogans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain

from policytext.language.patterns import LazyPattern, lazy, shapes
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.build import belongs, own_start
from policytext.recognition.model import Entity, as_entity, longest_first, occurrences
from policytext.resources import alternation, lists, word_set

_AND = lazy("[和与]|(?<![普涉])及(?!时)")
_ENDS = ("战略", "工程", "行动", "计划")
_UP_TO = "到至—"
_WORDS = 7  # of the name of a work before 工程
_SHORTEST = 4  # characters of it, 工程 among them
_programme = partial(as_entity, kind="PROGRAMME", but=lazy('[“”"「」]'))
_words = partial(word_set, "programmes.tsv")


@cache
def programme_shapes() -> Mapping[str, LazyPattern]:
    """The patterns of programmes, and of what stands around them."""
    kinds = {"VERBS": ("verb", "opening"), "GOVERNS": ("verb",), "BEGINS": ("opening",), "KINDS": ("kind",)}
    kinds |= {"IDEAS": ("idea",), "STRATEGIES": ("strategy",), "NATIONAL": ("national",)}
    words = {part: alternation(_words(*of)) for part, of in kinds.items()}
    return shapes("programme_shapes.tsv", **words)


def _form(kind: str) -> LazyPattern:
    return programme_shapes()[kind]


def programmes(reading: Reading, places: Sequence[Entity] = ()) -> list[Entity]:
    """Named programmes and slogans: “百千万工程”, “1310”, “7+28+N”, 换道领跑战略.

    >>> text = "落实“1310”部署，实施“百千万工程”，他说“很好”，推进海洋强市战略"
    >>> [programme.normalized for programme in programmes(Reading(text))]
    ['1310', '百千万工程', '海洋强市战略']
    """
    text = reading.text
    quoted = list(_quoted(text))
    found = longest_first([*quoted, *_governed(text)])
    found = longest_first([*found, *_works(reading, places), *_at_home(text, places)])
    found = longest_first([*found, *_beside(text, found)])
    again = occurrences({entity.text for entity in quoted if entity.text.startswith("“")}, text)
    return longest_first([*found, *(_programme(text, *span) for span in again)])


def _works(reading: Reading, places: Iterable[Entity]) -> Iterator[Entity]:
    """Works and plans with a name: 雅下水电工程, 川西引水工程."""
    words, placed = reading.words, {place.start for place in places}
    ending = {place.end: place.start for place in places}
    for index in reading.ending_with("程划"):
        word = words[index]
        if not word.text.endswith(("工程", "计划")):  # 水电工程 is one word
            continue
        if word.text.endswith("工程") and _form("field").match(reading.text, word.end):
            continue
        first = index
        while first and index - first < _WORDS and belongs(words[first - 1]):
            first -= 1
        named = (w for w in words[first:index] if w.start in placed or not is_known(w.text))
        start = next((own_start(w) for w in named if len(w.text) > 1), None)
        before = reading.word(start - 1) if start else None
        if before and len(before.text) == 1 and before.tag in ("nr", "nz", "zg"):  # 乌|东德水电站工程
            start = before.start
        if start and reading.text[start - 1] in _UP_TO:  # 陇东|到山东特高压直流工程
            start = ending.get(start - 1, start)
        name = reading.text[start : word.end] if start is not None else ""
        if start is not None and len(name) > _SHORTEST and _can_be_name(name):
            yield _programme(reading.text, start, word.end)


def _can_be_name(name: str) -> bool:
    """Is it no general word for programmes, and one name only: 种业振兴和土壤改良|行动?"""
    general = lists("programmes.tsv")["general"]
    if name in general or len(name) < _SHORTEST or _form("no programme").search(name):
        return False
    *before, last = _AND.split(name)
    several = name.endswith("战略") or last in general or len(last) < _SHORTEST
    return not before or not (several or any(part.endswith(_ENDS) for part in before))


def _verb(name: str) -> str:
    """The verbs that a name begins with, and what goes before them: 深入|实施."""
    verb = _form("verbs").match(name)
    return verb[0] if verb else ""


def _at_home(text: str, places: Iterable[Entity]) -> Iterator[Entity]:
    """The nation's programmes as a province calls them: 健康山西行动."""
    for place in places:
        slogan = _form("home").search(text, max(0, place.start - 2), place.start)
        if slogan and text.startswith("行动", place.end) and not text.startswith("行动方案", place.end):
            yield _programme(text, slogan.start(), place.end + 2)


def _quoted(text: str) -> Iterator[Entity]:
    for match in _form("quoted").finditer(text):
        name, after = match[1], match[2]
        more = _form("more").match(text, match.start(2))
        if _form("period").fullmatch(name) and after.startswith("规划"):
            yield _programme(text, match.start(), match.start(2) + 2)
        part = _form("rest of the name").match(after)
        if (
            _form("no name").fullmatch(name)
            or _form("period").fullmatch(name)
            or (_form("no code").fullmatch(name) and not part)
        ):
            continue
        coded = (
            _form("coded").search(name) and not _is_way(name, after) and not _form("taught").match(after)
        )
        if coded or (len(name) <= _LONG_QUOTE and _is_kind(more["after"] if more else after)):
            yield _programme(text, match.start(), match.start(2) + (part.end() if part else 0))


_LONG_QUOTE = 14  # characters of a name in quotation marks
_WAYS: tuple[str, ...] = ("模式", "方式", "路径", "机制", "生态", "场景", "融合")
_WAYS += ("治理", "协同", "应用", "团队", "平台", "服务")


def _is_way(name: str, after: str) -> bool:
    """Is it a way to do something (“电商+产业带”模式), or a number of things (“13条政策”)?"""
    joined = _form("way").fullmatch(name) and not after.startswith(_ENDS)
    way = name[0].isalpha() and after.startswith(_WAYS)
    return bool(joined or _form("number").search(name)) or way


def _is_kind(after: str) -> bool:
    """Is what follows a quoted name a word for a programme: 行动, 政策?"""
    return bool(_form("kind").match(after) or _form("policy").match(after))


def _governed(text: str) -> Iterator[Entity]:
    for match in chain(_form("heading").finditer(text), _form("governed").finditer(text)):
        start = match.start(1) + len(_verb(match[1]))  # 启动|实施…行动计划
        if _can_be_name(text[start : match.end(1)]):
            yield _programme(text, start, match.end(1))
    for match in _form("done").finditer(text):
        if _can_be_name(match[1]) and not _verb(match[1]):
            yield _programme(text, *match.span(1))
    for match in _form("listed").finditer(text):
        for item in _ITEM.finditer(text, *match.span()):
            lead = _form("lead").match(item[0])
            start = item.start() + (lead.end() if lead else 0)
            name = text[start : item.end()]
            if name.endswith(_ENDS) and _can_be_name(name) and not _verb(name):
                yield _programme(text, start, item.end())
    for match in chain(_form("called").finditer(text), _form("strategy").finditer(text)):
        yield _programme(text, *match.span(match.lastindex or 0))


_ITEM = lazy("[^、]+")


def _beside(text: str, found: Iterable[Entity]) -> Iterator[Entity]:
    """Programmes joined to one: 实施“火种”计划|和重大科技攻关揭榜挂帅工程."""
    for programme in found:
        end = programme.end
        while (match := _form("next").match(text, end)) and _can_be_name(match[1]):
            yield _programme(text, *match.span(1))
            end = match.end(1)
