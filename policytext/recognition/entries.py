"""Entries of lists of people: where one begins, and what it says of a person before the office."""

from __future__ import annotations

from policytext.language.characters import HAN
from policytext.language.patterns import lazy

_LONGEST = 24  # characters of a number, a label or a day before the name of an entry
_BEGINS = lazy(
    rf"(?:辩护人|代理人|代表人|联系人)[：:]?$|[{HAN}]人[：:]$"  # 负责人：
    r"|(?:^|[\n。；])[ \u3000\t]*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[.．、]?[ \u3000]*)?"
    r"(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?，)?\Z"
)
MEMBER = (
    "(?:中共(?:预备)?党员|党员|群众|共青团员|无党派(?:人士)?|民[革盟建进](?:[会盟党成]员)?|九三学社社员)"
)
DESCRIBED = (  # 院士、|地质学家、无党派人士
    rf"(?:[、，]?[{HAN}“”·]{{2,30}}(?:家|人士|党员|战士|学者|代表|创始人|奠基人|开拓者|先驱|获得者|导师)(?=[、，]))*"
)
FACTS = (  # 男，汉族，1970年5月生，大学学历，中共党员，
    rf"(?:(?:男|女|[{HAN}]{{1,5}}族|{MEMBER}|\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?(?:出?生|出生于[{HAN}]{{2,8}})?"
    rf"|\d{{1,3}}岁|[{HAN}]{{2,8}}人|[{HAN}]{{0,4}}(?:大专|大学|研究生|本科|博士|硕士|学士)[{HAN}]{{0,4}})[，,])*"
)


_SENTENCE = lazy(
    rf"(?:^|[\n。；])[ \u3000]*(?:[{HAN}]{{0,6}}讯 |\d{{1,2}}月\d{{1,2}}日，)?{DESCRIBED}[、，]?\Z"
)


def begins_sentence(text: str, at: int) -> bool:
    """Does a sentence begin here, or with what it says before: 优秀党员，著名病理学家，|某大学教授?"""
    return _SENTENCE.search(text, max(0, at - _DESCRIBED_FAR), at) is not None


_DESCRIBED_FAR = 100  # characters of descriptions before an office


def begins(text: str, at: int) -> bool:
    """Does an entry, a sentence or a line of a list begin here, behind its number or a day?

    >>> begins("3.薛蟠，副镇长", 2), begins("副镇长薛蟠", 3)
    (True, False)
    """
    return _BEGINS.search(text, max(0, at - _LONGEST), at) is not None
