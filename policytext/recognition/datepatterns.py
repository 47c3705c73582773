"""The pattern of dates: days, months, quarters, years and ranges between them."""

from __future__ import annotations

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts.days import ZERO

_S = r"[ \u3000]?"
_NUMERAL = "一二三四五六七八九"
_REPUBLIC = rf"民[国國]{_S}(?:\d{{1,3}}|元|[一二三四五六七八九十百〇零]{{1,4}})(?={_S}年)"  # year 1 is 1912
_YEAR = (
    rf"(?:(?:中[华華])?{_REPUBLIC}|(?<![\d.])(?:1[89]|20|21)\d\d"
    rf"|(?<![{ZERO}{_NUMERAL}])[一二][{ZERO}{_NUMERAL}]{{3}}"
    r"|(?:(?<![\w.])|(?<=[于自从至到在与比]))\d\d(?=年(?:1[0-2]|0?[1-9])月(?!以[上下内]|的)))"  # 98年6月
)
_MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12]\d|0?[1-9](?!\d)|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_LAST_YEAR = (  # not 三年|以上年限, 历史|上年均
    r"(?<![岁年月日级人元名个吨斤亩倍项次%％\d]以)(?<!历史)(?<!世界)上年度?(?!度?同期|[均龄轻纪限份])"
)
_AFTER_NAMED = (  # told by the year named before
    rf"(?:(?<![每应适相])当年(?=\d|[度底末内初])|(?:(?<![不相])同|(?<![{_NUMERAL}十\d两几多每首再某本此])次|翌)年)度?"
    "(?![级龄轻份])"
)
_RELATIVE = rf"(?:今年|去年|前年|明年|后年|本年度?|{_LAST_YEAR}|(?<!以)下年度|{_AFTER_NAMED})"
_NTH = "[一二三四1-4]"
_QUARTERS = rf"(?:上半年|下半年|前?{_NTH}(?:[、和]{_NTH})*季度|第{_NTH}(?:[、和]第{_NTH})*季度)"
_PART = (
    rf"(?:年?底|年?末|年初|初(?![步级次中期审稿始夏春秋冬创衷定评赛高])|年中|年内|{_QUARTERS}|[上中下]旬)"
)
_CLOCK = (
    rf"{_S}(?:上午|下午|晚上?|早上|凌晨|中午)?{_S}(?:[01]?\d|2[0-4])"
    rf"(?:[:：][0-5]\d(?::[0-5]\d)?|{_S}[时点](?:{_S}[0-5]?\d{_S}分)?(?:许|左右)?)"
)
_TO = rf"{_S}(?:起?[至到]|—{{1,2}}|–|-|－|~|～){_S}"

_MORE_DAYS = rf"(?:{_TO}(?:{_MONTH}月)?|(?:、{DAY})*[、和]){DAY}{_S}[日号]"  # 3月8|—10日, 5月1|、2、3日


def _point(prefix: str) -> str:
    """A pattern of one point in time with groups for its year, month, day and what refines it."""
    y, r, p, c = (f"?P<{prefix}{name}>" for name in "yrpc")
    dated = rf"(?:({y}{_YEAR}){_S}年度?|({r}{_RELATIVE})){_S}{_month(prefix)}?"
    return rf"(?:{dated}|{_month(prefix + '_')})({p}{_PART})?({c}{_CLOCK})?"


def _month(prefix: str) -> str:
    m, d = (f"?P<{prefix}{name}>" for name in "md")
    day = rf"({d}{DAY}){_S}(?:[日号](?!线)|(?={_MORE_DAYS}))"
    return rf"(?:({m}{_MONTH}){_S}月(?:份|{_S}{day})?)"


_ISO = (
    r"(?P<iso>(?:(?<![\d.\-/A-Za-z])|(?<=\.\d-)|(?<=\.\d\d-))(?P<iy>(?:1[89]|20)\d\d)(?P<sep>[-/.])(?P<im>1[0-2]|0?[1-9])(?P=sep)"
    rf"(?P<id>3[01]|[12]\d|0?[1-9])(?![\d/]|-(?!(?:19|20)\d\d\.)))(?P<ic>{_CLOCK})?"
)
_YEAR_LIST = rf"(?P<listed>{_YEAR}(?:、{_YEAR})+)年度?(?!{_S}{_MONTH}{_S}月)"  # 2022、2023年度
_YEARS = rf"(?P<years>{_YEAR})年?{_TO}(?P<until>{_YEAR}){_S}学?年度?(?!{_S}{_MONTH}{_S}月)"  # 2026—2028年
_MONTHS = (  # 1—6月
    rf"(?<![\d.第个—\-])(?:(?:(?P<my>{_YEAR}){_S}年|(?P<mr>{_RELATIVE})){_S})?"
    rf"(?P<months>{_MONTH}){_TO}(?P<through>{_MONTH}){_S}月份?(?!{_S}{DAY}{_S}日)"
)
_MONTH_LIST = (  # 2024年7、8月份, but not the third item 3、8月1日
    rf"(?:(?:(?P<ly>{_YEAR}){_S}年|(?P<lr>{_RELATIVE})){_S}|(?<=[{HAN}，；（]))"
    rf"(?P<month_list>{_MONTH}(?:、{_MONTH})+){_S}月份?(?!{_S}{DAY}{_S}[日号])"
)
_POINTS = (
    rf"(?<![\d.第个{ZERO}{_NUMERAL}十/])(?<![农阴夏旧]历){_point('a')}"
    rf"(?:{_TO}(?:{_point('b')}|(?P<bday>{DAY}){_S}[日号])|(?P<also>(?:{_S}[、和及]{_S}{DAY}{_S}(?:[日号]|(?={_MORE_DAYS})))+))?"
)
_DAY_ALONE = (  # 13日下午, 截至23日20时
    rf"(?:(?<![{HAN}\d.])|(?<=截至)|(?<=[于在至从])|(?<=记者)|(?<![\d.年月第期])(?=\d+日(?:[上下]午|凌晨|清晨|傍晚|晚|在|电)))"
    rf"(?P<dayonly>[12]\d|3[01]|[1-9])日(?:(?P<dc>{_CLOCK})|(?=[，,上下凌清傍晚在从讯电抵赴将召举]|$)"
    r"|(?P<of_chronicle>(?:(?<=\n\d日)|(?<=\n\d\d日))(?=[ \u3000])))"
)
_DAY_NEAR = (
    r"(?<![目以之年月日此的了\d])(?P<near>[今昨明前后][天日])"
    "(?=[上下]午|[早晚]上|凌晨|，|起|在|召开|举行|开幕)"
)
_MONTH_NEAR = (  # 本月15日前, 下月初; not 比上月, of a report on the month before
    rf"(?<![一二三四五六七八九十几数每以比较与同\d])(?P<near_month>[本上下]个?月)"
    rf"(?:(?P<near_day>{DAY})日|[初底末]|[上中下]旬)?"
)
_WEEKDAY = r"(?P<week>[本上下]周)(?P<weekday>[一二三四五六日天])"
_PLAN_NUMBER = rf"(?:(?<![{_NUMERAL}])十[一二三四五六七]?|(?<![{_NUMERAL}十])[七八九])"
_PLANS = (
    rf"“(?P<quoted>{_PLAN_NUMBER})[·•]?五”(?!普法)(?=(?P<quoted_end>[末初](?!期))?)"
    rf"|(?P<plan>{_PLAN_NUMBER})[·•]?五(?:(?=规划|时期|期间|以来|(?P<plan_end>末)))"
)
_BARE = (  # 力争年底前完成
    rf"(?<![\d年今去明前后每往上本当该几两半数多百千万末{_NUMERAL}十{ZERO}])"
    r"(?<!\d[ \u3000])年(?P<bare>底|末|初|内)(?![级在容部生])"
)
_HALF = rf"(?<![年度每各按\d、{_NUMERAL}十])(?P<half>{_QUARTERS})(?!例会)"
_DECADE = (  # 八十年代初
    rf"(?:(?:20|二十|上(?:个)?)世纪)?(?<![{_NUMERAL}\d])(?P<decade>[{_NUMERAL}]十|[1-9]0)年代(?:[初中末]期?|后期)?"
)
_MIDDLE = "(?P<middle>(?:本|21|二十一)世纪中叶)"
_DAY_OF_EVENT = r"“(?P<em>1[0-2]|[1-9])[·•.．](?P<ed>3[01]|[12]?\d)”"  # “12·21”事故
_VAGUE = (  # but 每月5日前, 5个工作日前
    r"(?P<vague>近日|(?<![\d一二三四五六七八九十当作息易假节到次届])(?<!\d[ \u3000])日前)(?!点|夜)"
)
STARTS = rf"(?=[\d{_NUMERAL}十中民年今去前明后本上下第当同次翌昨“近日])"
"""What a date begins with: all other places are passed over at once, which halves the time."""
DATES = lazy(
    STARTS
    + "(?:"
    + "|".join(
        (
            _ISO,
            _YEAR_LIST,
            _YEARS,
            _DECADE,
            _MONTHS,
            _MONTH_LIST,
            _POINTS,
            _BARE,
            _HALF,
            _DAY_ALONE,
            _DAY_NEAR,
            _MONTH_NEAR,
            _WEEKDAY,
            _PLANS,
            _MIDDLE,
            _DAY_OF_EVENT,
            _VAGUE,
        )
    )
    + ")"
)
