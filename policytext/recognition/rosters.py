"""Names that a cue announces: behind a post, a credit or a role, and in lists beside other names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition.candidates import is_inside, is_long_name
from policytext.recognition.model import Entity
from policytext.recognition.nameform import (
    can_be_name,
    has_standing,
    is_common_word,
    is_whole,
    looks_like_goods,
)
from policytext.recognition.roles import ROLE
from policytext.resources import alternation, column, lists, word_set

_CREDIT = 24  # characters that a credit and the names of its list before this one can have
_CREDITS = lazy(
    lambda: (
        rf"(?:{alternation(word_set('name_cues.tsv', 'credit', 'party') - {'由'})})[：:\s/／|丨]{{0,3}}"
        rf"(?:[{HAN}]{{2,4}}、){{0,4}}\Z"
    )
)


@cache
def _credit() -> LazyPattern:
    cues = lists("name_cues.tsv")
    words, labels = (alternation(cues[kind]) for kind in ("credit", "label"))
    label = rf"(?:^|[\s（(，、|])(?:{labels})[：:丨|][ \u3000]*"
    return lazy(rf"(?:(?:{words})[：:\s/／|丨]{{0,3}}|{label})(?=[{HAN}])", re.MULTILINE)


def is_credited(text: str, at: int) -> bool:
    """Does a credit or a word like 责任人 stand before this, or the list it is in: 被告人苟某、|兰明贵?"""
    return has_standing(text, at) or _CREDITS.search(text, max(0, at - _CREDIT), at) is not None


def announced(reading: Reading, posts: Sequence[Entity]) -> set[int]:
    """Where a name can be expected: after a post, a credit (编辑, 记者) or a word like 责任人."""
    text = reading.text
    after = {post.end for post in posts}
    found = {end + 1 if text[end : end + 1] in ("：", ":") else end for end in after}
    found |= {head.end() for head in ROLE.finditer(text)}  # 主　任：
    found = {_past_blanks(text, end) for end in found}
    found |= {head.end() for head in _COMRADE.finditer(text)}
    return found | {
        match.end()
        for match in _credit().finditer(text)
        if not is_inside(reading, match.end())
        and not (match[0] == "由" and is_inside(reading, match.start()))
    }


_COMRADE = lazy(rf"(?m:^)[ \u3000]*(?=[{HAN}]{{3}}同志(?!们))")  # 栗战国同志简历


def _past_blanks(text: str, at: int) -> int:
    rest = text[at : at + 3]
    return at + len(rest) - len(rest.lstrip(" \u3000"))


@cache
def _item() -> LazyPattern:
    """Items of a list that can be names: two to six characters up to a mark or what people do."""
    after = rf"[、，。；\n（(）)]|[和及与](?=[{HAN}])|等|{alternation(lists('name_cues.tsv')['says'])}|$"
    posts = alternation([*lists("posts.tsv")["beside"], *lists("posts.tsv")["post"]])
    spaced = rf"[{HAN}][ \u3000]{{1,2}}[{HAN}](?![ \u3000])"
    short = rf"[{HAN}]{{2,3}}(?<!等)(?={after}|副?(?:{posts}))"
    return lazy(
        rf"(?<=[、，和及与])(?!全体)(?:{spaced}|{short}|[{HAN}]{{4,6}}?(?<!等)(?=[、，。；\n）)]|等|$))"
    )


def listed(
    reading: Reading, spans: Collection[tuple[int, int]], blocked: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Names next to names in a list: in 江凌、陈星、安伟 each item is one."""
    if not spans:
        return
    text = reading.text
    ends, starts = {end for _, end in spans}, dict(sorted(spans))
    ends = {last for end in ends for last in _with_note(text, end)}  # 缪小龙（组长）、|季 伟
    opens = {last: start for start, end in spans for last in _with_note(text, end)}
    items = [match.span() for match in _item().finditer(text) if match.start() not in blocked]
    for start, end in (*items, *reversed(items)):  # forwards, then backwards, as far as the list goes
        before, behind = start - 1 in ends, end + 1 in starts
        if not (before or behind) or end <= starts.get(start, 0):
            continue
        number, labelled = _names_before(text, opens, start - 1)
        if text[start - 1] == "，" and not labelled:
            continue
        led = labelled and number >= LED
        sure = end - start < 4 and number >= SURE
        if _is_name(reading, start, end, sure=sure, between=(before and behind) or led, led=led):
            starts[start] = end
            ends.update(_with_note(text, end))
            opens.update(dict.fromkeys(_with_note(text, end), start))
            yield start, end
    for start in sorted(starts):
        end = start - 1
        if text[end : end + 1] == "、" and end not in ends and start > 2:
            yield from _first_of_list(reading, end, blocked)


def in_lines(text: str, spans: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Words for things (白桦, 石英) that begin lines of names, and of nothing else."""
    run: list[tuple[int, int]] = []
    last = -1
    likely = (match for match in _OPENS.finditer(text) if surnames().get(match[1][0]))
    for match in (*likely, None):
        if run and (match is None or match.start() != last + 1):
            named = (s for s in run if s in spans or _is_nothing_else(text[slice(*s)]))
            if len({text[start] for start, _ in named}) > 1:  # surnames, not 黄花槐, 黄檗木
                yield from (span for span in run if looks_like_goods(text[slice(*span)]))
            run.clear()
        if match:
            run.append(match.span(1))
            last = match.end()


def _is_nothing_else(name: str) -> bool:
    """Is it a frequent surname and two characters that are no word with it: 刘志远, not 黄花梨?"""
    strong = len(name) == 3 and surnames().get(name[0]) == 2
    return strong and not is_known(name) and not looks_like_goods(name)


_OPENS = lazy(  # 白桦, 1.白桦（一中）, 1\t白桦\t91.5
    rf"(?m:^)[ \u3000]*(?:\d{{1,3}}[.．、\t \u3000]{{1,3}})?([{HAN}]{{2,3}})[ \u3000]*"
    r"(?:[（(][^（）()\n]{1,30}[）)]|\t[^\n]*)?(?m:$)"
)


def _is_name(reading: Reading, start: int, end: int, *, sure: bool, between: bool, led: bool) -> bool:
    """Is an item beside a name one too: `sure` in a long list, `between` two names, `led` by a label?"""
    name = reading.text[start:end]
    if not (sure or can_be_name(re.sub(r"\s", "", name)) or is_whole(reading.text, start, end)):
        return False
    if end - start > 3:
        compound = end - start == 4 and surnames().get(name[:2]) == 2  # 上官|腾飞
        known = compound or is_long_name(reading, start, end)
    else:
        least = 0 if between or name[1].isspace() else 1
        known = max(surnames().get(name[0], -1), surnames().get(name[:2], -1)) >= least
        known = known or name in column("minority_names.tsv")  # a word of one in a list: 张延昆、其其格
        known = known or (led and end - start == 3 and not is_known(name))  # 专家：李文、王伟、|冶福林
    return known and (sure or _is_item(reading, start, end))


def _first_of_list(reading: Reading, end: int, blocked: Collection[int]) -> Iterator[tuple[int, int]]:
    """The first name of a list, with no mark before it, that ends at `end`."""
    text = reading.text
    for start in range(max(0, end - 3), end - 1):
        name = text[start:end]
        if (
            (start in reading.starting or text[start - 1] in _BEFORE_LIST)
            and start not in blocked
            and name[0] in surnames()
            and name.isalpha()
            and _is_item(reading, start, end)
        ):
            yield start, end
            return


_BEFORE_LIST = "为由是有请"  # 编写人员为|帅向华、姜立新, which jieba may read as one word


def _names_before(text: str, opens: Mapping[int, int], at: int) -> tuple[int, bool]:
    """How many names of a list end here, and do they stand behind a label: 专家：李文、王伟?

    `opens`: where names start, by where they end.
    """
    number = 0
    while at in opens:
        number, at = number + 1, opens[at] - 1
    return number, number > 0 and text[at : at + 1] in ("：", ":")


LED = 2  # names behind a colon after which an item can have a surname that no list has


SURE = 5  # names of a list after which a word can be one: 袁亚湘、徐延毫、高松


_NOTE = lazy(r"[（(][^（）()\n]{1,12}[）)]")


def _with_note(text: str, end: int) -> tuple[int, ...]:
    """Where a name ends, without and with the note behind it: 丁一文|（安徽农业大学）|、."""
    note = _NOTE.match(text, end)
    return (end, note.end()) if note else (end,)


def _is_item(reading: Reading, start: int, end: int) -> bool:
    """Is the item no word for a thing: 和谐, 高新技术?"""
    return not is_common_word(reading, start, end)
