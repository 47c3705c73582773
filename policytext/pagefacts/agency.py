"""Names of the bodies that issue documents: is a line one, and which do joint documents name?"""

from __future__ import annotations

import re

from policytext.language.bodies import NATIONAL, full_names
from policytext.language.characters import LOOSE_HAN
from policytext.language.lexicon import Lexicon
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.pagefacts.formulas import is_day
from policytext.resources import any_of, column

LONGEST = 32  # characters; 全国人民代表大会常务委员会法制工作委员会 has 21, branches at 自治州 some more
LONGEST_RUN = 12 * LONGEST  # of names without marks between them: the most that sign together are eleven
LONGEST_DESK = 12  # of the name of a section that signs: 党委研究生工作处; longer lines are rows of lists
_ORDINAL = "第[一二三四五六七八九十]+"
_NAME = lazy(r"[^\W\d_a-zA-Z]{2,}(?:[（(][^\W\d_a-zA-Z]{1,10}[）)][^\W\d_a-zA-Z]{0,10})?")
_BODY_OF_STATE = (  # whose branches bear its name
    "(?:国家(?:税务|金融监督管理|统计|外汇管理|矿山安全监察|粮食和物资储备|邮政|能源)总?局"
    "|中国(?:人民银行|证券监督管理委员会|银行保险监督管理委员会|银保监会|证监会)|财政部|审计署)"
)
_SEAL = lazy("[（(](?:代章?|代?盖?章|公章|印章|签章)[）)]?$")  # 联席会议办公室（代章）
_DESK = lazy(rf"{LOOSE_HAN}{{2,18}}[处科股]")
_STATE = Lexicon(lambda: column("agency_letters.tsv", 1).union(full_names(NATIONAL)))
_EVENT = lazy("“[^”]{1,12}”")  # after which a group of inquiry is called
_GAP = lazy(r"[\s、]+")
_CONGRESS = lazy(rf"(?:.{{2,20}})?{_ORDINAL}届.{{2,30}}(?:会议|大会|委员会)(?:{_ORDINAL}次(?:全体)?会议)?")
_TAIL = lazy(lambda: rf"{any_of('agency_tails.tsv', 'tail')}(?:[（(].{{1,10}}[）)])?$")
_NEVER = lazy(lambda: any_of("agency_tails.tsv", "never"))


def is_agency(name: str) -> bool:
    """Is this the name of one body that can issue a document?

    >>> [is_agency(name) for name in ("苏州市财政局", "中国人民银行", "关于", "会同有关部门", "行长")]
    [True, True, False, False, False]
    >>> is_agency("财政部综合司"), is_agency("某某公司")
    (True, True)
    """
    if len(name) > LONGEST or not _NAME.fullmatch(name):
        return False
    if name[-1] == "司" and (end := _STATE.end(name, 0)) and _OFFICE.fullmatch(name, end):
        return True
    return (_TAIL.search(name) is not None and not _NEVER.search(name)) or (
        _CONGRESS.fullmatch(name) is not None
    )


def agencies(text: str) -> list[str]:
    """The bodies that a text names and nothing else, in order; [] where something else stands in it.

    Names that run into one another are told apart where they are national bodies, or all of one place.

    >>> agencies("广东省财政厅 广东省科学技术厅"), agencies("中国人民银行财政部"), agencies("某某会议主持")
    (['广东省财政厅', '广东省科学技术厅'], ['中国人民银行', '财政部'], [])
    >>> agencies("青江市财政局青江市水利局"), agencies("省水利厅国家税务总局河西省税务局省财政厅")
    (['青江市财政局', '青江市水利局'], ['省水利厅', '国家税务总局河西省税务局', '省财政厅'])
    >>> agencies("农业农村部与法国农业部"), agencies("青江市自然资源与规划局")
    (['农业农村部', '法国农业部'], ['青江市自然资源与规划局'])
    """
    found: list[str] = []
    for piece in filter(None, _GAP.split(_SEAL.sub("", text).strip())):
        if tiles := _tiled(piece) or _of_one_place(piece):
            found += tiles
        elif (parties := [piece] if "与" not in piece else _parties(piece)) and all(
            map(is_agency, parties)
        ):
            found += parties
        else:
            return []
    return list(dict.fromkeys(found))


def _parties(piece: str) -> list[str]:
    """The two sides of an agreement (农业农村部与法国农业部), but 自然资源与规划局 is one."""
    first, _, second = piece.partition("与")
    own = all(_STATE.end(side, 0) or any(find_places(side)) for side in (first, second))
    return [first, second] if own and is_agency(first) and is_agency(second) else [piece]


def _tiled(piece: str) -> list[str]:
    """Two or more national bodies of which a piece of text consists."""
    tiles: list[str] = []
    at = 0
    while end := _STATE.end(piece, at):
        office = None if _STATE.end(piece, end) else _OWN_OFFICE.match(piece, end)
        end = office.end() if office else end
        tiles.append(piece[at:end])
        at = end
    return tiles if at == len(piece) and len(tiles) > 1 and "国务院" not in tiles else []


def _of_one_place(piece: str) -> list[str]:
    """Two or more bodies of one place of which a piece of text consists: each begins with its name."""
    found = _DIVISION.match(piece)
    if found is None or len(piece) > LONGEST_RUN or not is_agency(piece[-LONGEST:]):
        return []
    starts = [*(match.start() for match in re.finditer(re.escape(found["of"]), piece)), len(piece)]
    for vertical in _VERTICAL.finditer(piece):
        starts = [at for at in starts if at != vertical.end()]  # 国家税务总局|河西省税务局 is one
        starts.append(vertical.start())
    starts = sorted({0, *starts})
    parted: dict[int, list[str]] = {len(piece): []}  # the most bodies from each start on
    for start in reversed(starts[:-1]):
        ways = [
            [piece[start:end], *parted[end]]
            for end in starts
            if end > start and end in parted and is_agency(piece[start:end])
        ]
        if ways:
            parted[start] = max(ways, key=len)
    tiles = parted.get(0, [])
    return tiles if len(tiles) > 1 else []


_DIVISION = lazy(
    rf"(?:中共|共青团|{_BODY_OF_STATE})?(?P<of>[省市县区州]|[^\W\d_]{{2,7}}?(?:自治[区州县旗]|[省市县区州旗盟]))"
)
_VERTICAL = lazy(rf"{_BODY_OF_STATE}|中共(?=.)|共青团")


def is_national(name: str) -> bool:
    """Is this a body of the whole country, not the branch of one at a place?

    >>> is_national("财政部"), is_national("中国人民银行"), is_national("国家税务总局广东省税务局")
    (True, True, False)
    """
    bare = name.removeprefix("中华人民共和国")
    end = _STATE.end(bare, 0)
    return bool(end and (end == len(bare) or _OFFICE.fullmatch(bare, end))) or bool(
        _COUNTRY.match(name) and not _BRANCH.search(name, 2)
    )


_OWN_OFFICE = lazy(r"办公厅|办公室|综合司|[^\W\d_]{2,6}?(?:分行|支行|分局|监管局)")
_OFFICE = lazy(r"(?:办公厅|办公室|综合司|[^\W\d_]{2,8}司)")
_COUNTRY = lazy(r"国务院|国家|中共中央|中央|中国|中华|全国|最高人民")
_BRANCH = lazy(r"[省市县区州盟旗](?!场)|分行|分局|支行|监管局|特派员")


def is_desk(name: str) -> bool:
    """Is this the section of a body that put a page out?

    >>> is_desk("企业处"), is_desk("省市场监管局食品抽检处"), is_desk("好处")
    (True, True, False)
    """
    return _DESK.fullmatch(name) is not None


def signers(text: str) -> list[str]:
    """The bodies that a text above a day names and nothing else, or the section that signs by itself.

    >>> signers("青江市财政局"), signers("教务处"), signers("青江市财政局食品抽检与应急管理处")
    (['青江市财政局'], ['教务处'], [])
    >>> signers("青江县人民政府“6·12”事故调查组")
    ['青江县人民政府“6·12”事故调查组']
    """
    is_one = (is_desk(text) and len(text) <= LONGEST_DESK) or (
        "“" in text and is_agency(_EVENT.sub("", text))
    )
    return agencies(text) or ([text] if is_one else [])


def is_signature(above: str, line: str) -> bool:
    """Are two lines 落款: the bodies that sign a document, and the day below them?

    >>> is_signature("苏州市财政局", "2024年3月5日"), is_signature("请认真执行。", "2024年3月5日")
    (True, False)
    """
    return is_day(line) and bool(signers(above))


def akin(name: str, other: str) -> bool:
    """Is one of the names short for the other, its characters in their order?

    >>> akin("省发展改革委", "江苏省发展和改革委员会"), akin("财政局", "水利局")
    (True, False)
    """
    return is_short(name, other) or is_short(other, name)


def signs_for(signer: str, issuer: str) -> bool:
    """Can a body that signs a document be its issuer, or the office of it?

    >>> signs_for("市总工会办公室", "青江市总工会"), signs_for("青江市林业局", "青江市人民政府")
    (True, False)
    """
    return akin(signer, issuer) or akin(signer.removesuffix("办公室"), issuer)


def is_short(short: str, long: str) -> bool:
    """Are the characters of a name among those of another, in their order?

    >>> is_short("青江人大", "青江市人民代表大会"), is_short("青江市财政局", "青江市水利局")
    (True, False)
    """
    rest = iter(long)
    return all(character in rest for character in short)
