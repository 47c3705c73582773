"""POST: posts and titles of officials and experts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, partial

from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.reading import Reading
from policytext.recognition.model import Entity, as_entity, longest_first
from policytext.resources import any_of, word_set

# 县纪委书记, as 县委书记 is one post
_OF_LEVEL = "省市县区州盟旗镇乡"
_LEVEL = f"(?P<level>[{_OF_LEVEL}](?=纪委|监委|党委|党工委|团委|人大副?主席))"
_STANDING = lazy("会(?![见晤谈])")  # 人大及其常委|会, 宣传委员|会
_CREDITS = lazy(r"[ \u3000]*[：:]")  # 责任编辑：张三 says who made a page
_FORMER = "原前代"  # which names of places end with too
_OF_ZONE = lazy("党?工委")
_FIELD = lazy(rf"[省市县区州盟旗]委(?:(?![和及与的将把在由对为等])[{HAN}]){{2,4}}\Z")  # 省委教育|工委书记
_OF_COMMITTEE = lazy(r"[省市县区州盟旗镇乡]委(?=书记|副书记|常委|委员|秘书长)")
_OF_CENTRE = lazy("(?<=中央)(?<!团中央)(?:纪委|政法委|书记处)|(?<=兵)团")
_words = partial(word_set, "posts.tsv")
_post = partial(as_entity, kind="POST")
_POST = lazy(
    lambda: (
        rf"(?<!班)(?:团(?=[{_OF_LEVEL}]委|工委))?{_LEVEL}?"  # 团省委书记 is not 省委书记
        rf"{any_of('posts.tsv', 'before')}{{0,2}}副?{any_of('posts.tsv', 'post')}"
        rf"(?!(?!令狐){any_of('posts.tsv', 'no_post')})"
    )
)
_BESIDE = lazy(lambda: rf"{any_of('posts.tsv', 'before')}?副?{any_of('posts.tsv', 'beside')}")
_TAKEN = ("担任", "兼任", "辞去", "聘任为", "任命为", "当选为", "选为", "现任", "历任", "曾任", "受聘为")
_TOOK = lazy(lambda: rf"(?:{'|'.join(_TAKEN)})(?P<post>副?{any_of('posts.tsv', 'beside')})")
"""A word for a post behind what says that somebody takes it: 当选为|理事."""
_TAKES_ON = lazy(
    lambda: (
        rf"(?:同志|先生|女士)?(?:[担兼出现续拟改转调]?任|为)(?!期)(?:(?![的了在是被把将])[{HAN}]){{2,24}}?"
        rf"(?P<post>副?{any_of('posts.tsv', 'beside')})(?=[、，。；\n]|职务|$)"
    )
)
"""The same behind somebody's name and a body: 王晓军任自来水公司|经理."""
_HAD = lazy(
    lambda: (
        r"(?:历|曾|先后担?)任(?![期命]|领导|班子)(?:(?![的了在是被把将])[HAN]){0,24}?(?P<list>ONE(?:、ONE)*)(?=[、，。；\n]|$)".replace(
            "ONE", rf"副?{any_of('posts.tsv', 'beside')}"
        ).replace("HAN", HAN)
    ),
    needs="[历曾后担]任",
)
"""Such words in a list of what somebody was: 先后任某学院|助教、讲师."""
_APART = lazy(lambda: rf"[ \u3000\t]+{any_of('posts.tsv', 'beside')}(?=[ \u3000\t\n]|$)")
"""Such a word behind a blank, at the end of its cell: 阮清　讲师."""


def posts(reading: Reading, places: Sequence[Entity] = ()) -> list[Entity]:
    """Posts of officials: 省委书记, 副厅长, 党组书记; after the place of a committee without it.

    >>> [post.text for post in posts(Reading("市委常委、副市长陈某出席"))]
    ['市委常委', '副市长']
    """
    ending = {place.end for place in places}
    ministers = (_post(reading.text, *span) for span in _ministers(reading, places))
    spaced = (_post(reading.text, *match.span("post")) for match in _spaced().finditer(reading.text))
    return longest_first([*ministers, *spaced, *_unspaced(reading, ending)])


def _ministers(reading: Reading, places: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Ministers of another state by what they are for: 南非|国际关系与合作部长, 瑞士|联邦委员."""
    for place in places:
        if place.normalized.isalpha() and place.normalized != "CN":
            start = place.end - 2 * reading.text.startswith("联邦委员", place.end - 2)
            post = _MINISTER.match(reading.text, start)
            first = reading.word(start)
            if post and first.tag not in ("v", "p", "d", "r", "c"):  # 美国|要求内政部长, 日本|和韩国防长
                yield post.span()
    of_crown = (match.span() for match in _OF_CROWN.finditer(reading.text))
    yield from (span for span in of_crown if not any(span[0] <= place.start < span[1] for place in places))


_OF_CROWN = lazy(
    rf"(?:(?<![{HAN}])|(?<=[和与及任]))(?:(?![任月日的])[{HAN}]){{2,6}}大臣(?!会议|级)", needs="大臣"
)
"""Ministers of monarchies, whose state stands before the one named first: ，|能源大臣|奥斯兰."""


_MINISTER = lazy(  # but 财政部|副部长 is of a body, and 总统|马克龙和外交部长 are two
    rf"联邦委员(?!会)|(?:(?!总统|总理|主席|首相|国王|首席|国务卿|[大特公]使|代表|方面|会[见晤谈]|访问|[的副省州兼党之]|部长)[{HAN}]){{2,9}}?"
    "(?:(?<!部)部长|大臣)(?!会议)"
)


def _unspaced(reading: Reading, ending: Collection[int]) -> Iterator[Entity]:
    return (
        _post(reading.text, match.start() + _shift(match, ending, reading), match.end())
        for match in _POST.finditer(reading.text)
        if not (match[0].endswith(("常委", "委员")) and _STANDING.match(reading.text, match.end()))
        if not (match[0].endswith("编") and reading.text.startswith("的《", match.end()))
        if not (match[0].endswith(("编辑", "主持人")) and _CREDITS.match(reading.text, match.end()))
        if not (match[0].startswith("副") and reading.text.startswith("正", match.start() - 1))  # 正副局长
        if match.end() in reading.ending or match.start() in reading.starting
    )


@cache
def _spaced() -> LazyPattern:
    """A post with blanks between its characters, before who signs: 行　长　张三, 书　记　员　李四."""
    short = (post for post in _words("post") - {"组长"} if len(post) < 4 and post[-1] in "长任席员")
    post = "|".join(r"[ \u3000]{1,4}".join(post) for post in sorted(short))
    name = rf"[{HAN}](?:[ \u3000]?[{HAN}]){{1,3}}"
    behind = rf"[ \u3000]*[：: \u3000][ \u3000]*{name}(?:[ \u3000]|$)"
    return lazy(rf"^[ \u3000]*(?P<post>{post})(?={behind})", re.MULTILINE)


def _shift(match: re.Match[str], ending: Collection[int], reading: Reading) -> int:
    """How much of 区委常委 belongs to an organisation: 北京市顺义|区委常委 is 北京市顺义区委 and 常委."""
    if match[0][0] in _FORMER and {match.start() + 1, match.start() + 2} & set(ending):  # 固原|市委副书记
        rest = _POST.match(match.string, match.start() + 1)
        return 1 + _shift(rest, ending, reading) if rest else 0
    if own := _OF_CENTRE.match(match.string, match.start()):  # 中央纪委|书记, 兵团|政委
        return len(own[0])
    if match["level"]:  # 天河区|纪委书记
        inside = match.start() not in reading.starting and match.start() + 1 in reading.ending
        zone = _OF_ZONE.match(match[0], 1) if match.start() + 1 in ending else None
        if zone:  # 利津经济开发区党工委|书记
            return zone.end()
        return int(match.start() + 1 in ending or inside)  # 开发区|党工委书记
    if match[0].startswith("政法委") and match.string.startswith(
        "委", match.start() - 1
    ):  # 省委政法委|书记
        return len("政法委")
    if match.start() in ending and (zone := _OF_ZONE.match(match[0])):  # 大良街道党工委|委员
        return zone.end()
    if match[0].startswith("工委") and _FIELD.search(
        match.string, max(0, match.start() - 6), match.start()
    ):
        return len("工委")
    if match[0].startswith("人大") and reading.text.startswith("届", match.start() - 1):  # 十九届人大|主席
        return len("人大")
    committee = _OF_COMMITTEE.match(match[0])
    return 2 if committee and {match.start(), match.start() + 1} & set(ending) else 0


def posts_beside(text: str, people: Sequence[Entity], known: Sequence[Entity]) -> list[Entity]:
    """Words that are posts only beside a name: 韩汝琦委员, 负责人张世军.

    >>> people = [Entity(0, 3, "韩汝琦", "PER")]
    >>> [post.text for post in posts_beside("韩汝琦委员：你好", people, [])]
    ['委员']
    """
    found = [_post(text, *match) for person in people for match in _next_to(text, person)]
    return longest_first([*found, *known])


def posts_of_bodies(
    text: str, bodies: Sequence[Entity], known: Sequence[Entity], people: Sequence[Entity] = ()
) -> list[Entity]:
    """Words that are posts only beside a name, where a body stands before.

    Another post follows behind 、, or somebody is named before the body or is said to take the post.

    >>> bodies, known = [Entity(0, 4, "宏图公司", "ORG")], [Entity(7, 11, "财务总监", "POST")]
    >>> [post.text for post in posts_of_bodies("宏图公司董事、财务总监", bodies, known)]
    ['董事']
    """
    starts, ends = {post.start for post in known}, {post.end for post in known}
    named = {person.end for person in people}
    named |= {post.end for post in known if post.start in named}  # 高一鸣教授|为市政府法律顾问
    takes = (_TAKES_ON.match(text, person) for person in named)
    amid = (_BESIDE.match(text, post.end + 1) for post in known if text.startswith("、", post.end))
    found = [  # 党组成员、|董事|、总经理
        _post(text, *match.span())
        for match in amid
        if match and text.startswith("、", match.end()) and match.end() + 1 in starts
    ]
    found += [_post(text, *match.span()) for match in _MEMBER.finditer(text) if match.start() - 1 in ends]
    taking = (verb for verb in _TOOK.finditer(text) if _AFTER_POST.match(text, verb.end()))
    found += [_post(text, *verb.span("post")) for verb in [*taking, *filter(None, takes)]]
    lists = (had.span("list") for had in _HAD.finditer(text))
    found += [_post(text, *post.span()) for span in lists for post in _BESIDE.finditer(text, *span)]
    for body in bodies:
        match = _BESIDE.match(text, body.end)
        if not match or not _AFTER_POST.match(text, match.end()):
            continue
        led = text.startswith("、", match.end()) and match.end() + 1 in starts
        led = led or (
            text[body.start - 1 : body.start] == "、" and body.start - 1 in ends
        )  # 常委、市监委|委员
        of_somebody = text[body.start - 1 : body.start] in ("，", "（", "的") and body.start - 1 in named
        taken = text[body.start - 1 : body.start] == "为" and body.start - 1 in named  # 聘任张三|为
        if led or of_somebody or taken or text.endswith(_TAKEN, 0, body.start):
            found.append(_post(text, *match.span()))
    return found


_MEMBER = lazy("(?<=、)(?:委员|理事|董事|监事)(?=职务|[、，。；]|$)")  # 书记、常委、|委员职务
_AFTER_POST = lazy("[、，。；）)\n等]|$|职务|的?人选")


_BLANKS = " \u3000\t"


def _next_to(text: str, person: Entity) -> Iterator[tuple[int, int]]:
    match = _BESIDE.match(text, person.end + bool(_OTHERS.match(text, person.end))) or _APART.match(
        text, person.end
    )
    if match and not (match[0] == "代表" and text[match.end() : match.end() + 1].isalpha()):  # 代表省政府
        yield match.end() - len(match[0].lstrip(_BLANKS)), match.end()
    for length in range(6, 1, -1):
        start = person.start - length
        if start >= 0 and (word := _BESIDE.fullmatch(text, start, person.start)):
            if word[0] != "代表" or not _OF_OTHERS.search(text, max(0, start - 3), start):
                yield start, person.start
            break


_OTHERS = lazy("等(?=(?:代表|委员)[：:])")
_OF_OTHERS = lazy(
    "人士|企业|[职员]工|家长|学生|群众|村民|新兵|居民|[亲家]属|青年|妇女|专家|教师|军人|队员|农民|市民|党员"
)
