"""Numbers with a form of their own: cases of courts, laws of Macau and Hong Kong, years of two digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from policytext.language.characters import LOOSE_HAN as HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.resources import rows

BLANKS = r"[ \t\u3000\xa0]*+"
OPEN, CLOSE = r"[〔\[（(【［﹝〈<〖{]", r"[〕\]）)】］﹞〉>〗}]"  # as people type 〔〕, scanners read them
DIGIT = "[0-9０-９]"
YEAR = rf"[1１2２]{BLANKS}[09０９]{BLANKS}{DIGIT}{BLANKS}{DIGIT}"
BRACKETED_YEAR = rf"{OPEN}{BLANKS}(?P<year>{YEAR}){BLANKS}年?{BLANKS}{CLOSE}{BLANKS}"
_SHORT_YEAR = r"(?:19|20)\d\d"


class Form(NamedTuple):
    """A pattern, and how its groups make the number as it is normalized."""

    pattern: LazyPattern
    normalized: str


class FormNumber(NamedTuple):
    """A number at `[start, end)` of a text; `letters` say who gave it."""

    start: int
    end: int
    normalized: str
    letters: str


_FORMS = (
    Form(  # 〔84〕财税字第16号: before 国家行政机关公文处理办法 (1987)
        lazy(
            rf"{OPEN}(?P<year>[5-9]\d){CLOSE}{BLANKS}(?P<letters>{HAN}{{1,7}}?字){BLANKS}第?(?P<n>\d{{1,4}}){BLANKS}号"
        ),
        "〔{year}〕{letters}第{n}号",
    ),
    Form(  # 第7/2023号法律, 第5/2022號行政長官批示: Macau's official gazette
        lazy(
            r"第(?P<n>\d{1,3}/(?:19|20)\d\d)[号號](?P<letters>法律|行政法[规規]|行政命令"
            rf"|(?:行政[长長]官|{HAN}{{2,6}}?司司[长長])批示)"
        ),
        "第{n}号{letters}",
    ),
    Form(  # 2019年第62號法律公告, 2020年第3號條例: Hong Kong's gazette
        lazy(
            rf"(?P<year>{_SHORT_YEAR})年第(?P<n>\d{{1,3}})[号號](?P<letters>法律公告|[号號]外公告|[条條]例(?!草案))"
        ),
        "{year}年第{n}号{letters}",
    ),
    Form(  # 教育局通告第7/2024號: circulars of Hong Kong's departments
        lazy(
            rf"(?P<letters>{HAN}{{2,8}}[局署]通[告函])第(?P<n>\d{{1,3}}/(?:19|20)\d\d)[号號]",
            needs=r"通[告函]第\d",
        ),
        "{letters}第{n}号",
    ),
    Form(  # 立法會CB(2)1234/19-20號文件
        lazy(
            r"(?P<letters>(?:立法[会會])?(?:CB|LS|FC|ESC|PWSC))(?P<n>(?:[（(]\d[）)])?\d{1,4}/\d\d-\d\d)[号號]文件",
            needs="CB|LS|FC|ESC|PWSC",
        ),
        "{letters}{n}号文件",
    ),
)


@cache
def _case() -> Form:
    """Cases of courts, 关于人民法院案件案号的若干规定 (法〔2015〕137号): （2022）粤0106刑初88号."""
    provinces = "".join(row[0] for row in rows("place_letters.tsv") if row[1].endswith("0000"))
    pattern = (
        rf"{OPEN}{BLANKS}(?P<year>{_SHORT_YEAR}){BLANKS}{CLOSE}{BLANKS}(?P<letters>最高法(?:知|委赔|赔他)?|最高检"
        rf"|[{provinces}兵军](?:\d{{1,4}}|高)?)(?P<kind>(?:民|刑|行|执|破|知|赔|司|认|协|财|保|督|国|特|再|商|强|清|引|催)"
        rf"{HAN}{{0,5}}?)(?P<n>\d{{1,6}}){BLANKS}号(?P<more>之[一二三四五六七八九十\d]{{1,3}})?"
    )
    return Form(lazy(pattern), "（{year}）{letters}{kind}{n}号{more}")


def form_numbers(text: str) -> Iterator[FormNumber]:
    """The numbers of these forms, in ASCII digits and without blanks.

    >>> [n.normalized for n in form_numbers("(2022)粤0106刑初88号，第7/2023號法律，〔84〕财税字第16号")]
    ['〔84〕财税字第16号', '第7/2023号法律', '（2022）粤0106刑初88号']
    """
    for pattern, normalized in (*_FORMS, _case()):
        for match in pattern.finditer(text):
            groups = {name: re.sub(r"\s", "", value or "") for name, value in match.groupdict().items()}
            yield FormNumber(*match.span(), normalized.format(**groups), groups["letters"])
