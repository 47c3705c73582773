"""Numbers as policy texts write them: digits, Chinese numerals, and digits with 万 and 亿."""

from __future__ import annotations

import re
from decimal import Decimal

from policytext.language.characters import HAN

_NUMERALS = ("〇零○Ｏ", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {numeral: value for value, numerals in enumerate(_NUMERALS) for numeral in numerals}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_WIDTH = str.maketrans("０１２３４５６７８９．，·", "0123456789.,.")

_MIXED = re.compile(  # 3亿5千万, 1万6千, 1万2000
    r"(?:(\d+)亿零?)?(?:((?:\d+[千百十])*\d*)万)?((?:\d+[千百])*|(?<=万)\d{4})"
)
NUMERALS = "〇零一二两三四五六七八九十百千万亿萬億壹贰叁肆伍陆柒捌玖拾佰仟"
_D = "[0-9０-９]"
_IN_GROUPS = rf"{_D}{{1,3}}(?:[,，]{_D}{{3}})+(?!{_D})"  # 1,250,000
BEFORE_AMOUNT = "为為爲达達约約占佔至到率降长長升增減减過过超於于仅僅共计計近"
_NOT_NUMBERED = (  # without 第: 表1 200万元, 项目1 100万元, but 项目1 100个, 水表1 100块
    "(?<![图圖第])(?<!(?<![账帐賬众眾频頻])[号號])(?:(?<!(?<![代水电電气氣热熱仪儀])[表式])|(?=[0-9 ]+份))"
    "(?<!附件|附录|附錄|专栏|專欄|阶段|步骤|标段|标项|品目|类别|档次|等级|情形|[标分子购同]包)"
    f"(?<!(?<![{HAN}])区域)(?<!(?<![{HAN}])[包注例])"
    "(?:(?<!项目|课题|方案|场景|目标|任务|措施|问题|案例|类型|地块|机组|单元|小组|工程|指标)"
    "|(?=[0-9 ]+[余多]?[个個项項条條件起处處宗份套例台]))"
)
_SPACED = (  # 群众|12 345人, 收入|1 250.5, as GB/T 15835 has it, and 10 000
    rf"(?:(?<=[{HAN}]){_NOT_NUMBERED}|(?<=[{BEFORE_AMOUNT}入出] ))"
    "[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])"
    "|(?<![0-9.])(?<![0-9.] )[1-9][0-9]{0,2}(?: [0-9]{3}){0,4} 0[0-9]{2}(?: [0-9]{3}){0,4}(?![0-9])"
)
_BELOW_MYRIAD = rf"(?:{_D}+[千百])+|{_D}[,，]?{_D}{{3}}(?!{_D})"  # 1万|6千, 1万|2,000
_BELOW_YI = (  # 3亿|5千万, 3亿|5,000万, 3亿|2000|多万
    rf"(?:{_D}+[千百十])*(?:{_D}{{1,3}}[,，](?={_D}{{3}}[多余]?万))?{_D}*"
    rf"(?:万(?:{_D}+[千百])*|(?=[多余]万))"
)
PATTERN = (  # of a number in digits, in Chinese numerals, or in digits with 万, 亿 and 兆 (兆瓦 is a unit)
    rf"(?:{_IN_GROUPS}|{_SPACED}|{_D}+)(?:(?:[.．]|·(?={_D}+ ?(?:万|亿|[%％]))){_D}+)?"  # 2·5亿, in print
    rf"(?:亿零?(?={_D}){_BELOW_YI}|万(?:{_BELOW_MYRIAD})"
    r"|[十百千]?(?: ?(?:万亿|[万亿]+|兆(?=[美日欧]?元)))?)"
    rf"|[{NUMERALS}]+(?:点[〇零一二三四五六七八九]+)?(?:万亿|[万亿])?"
)

SWALLOWED = (  # a question mark where a figure begins: its first digit, or what stood before, is lost
    rf"\?(?<=[{BEFORE_AMOUNT}]\?)(?=[0-9]+(?:\.[0-9]+)?(?:[%％‰万萬亿億元]|个百分点|個百分點))"
)


def number(text: str) -> Decimal | None:
    """The value of a number in digits, Chinese numerals or both; None if it is none.

    >>> [str(number(t)) for t in ("1万6千", "3亿5千万", "1亿2000万", "6亿零300万")]
    ['16000', '350000000', '120000000', '603000000']
    >>> number("9" * 100) == 10**100 - 1
    True
    >>> [str(number(t)) for t in ("1.5万亿", "三千二百", "十二", "二〇二四", "5,000", "3百万", "多少")]
    ['1500000000000', '3200', '12', '2024', '5000', '3000000', 'None']
    >>> [str(number(t)) for t in ("二亿二千万", "三万五千亿", "一万亿")]
    ['220000000', '3500000000000', '1000000000000']
    """
    text = text.translate(_WIDTH).replace(",", "").replace(" ", "")
    if (mixed := _MIXED.fullmatch(text)) and sum(map(bool, mixed.groups())) > 1:
        hundred_millions, myriads, rest = (_tens(part or "") for part in mixed.groups())
        return hundred_millions * 10**8 + myriads * 10**4 + rest
    head = text.rstrip("十百千拾佰仟万亿萬億兆")
    if head and head.replace(".", "", 1).isdigit() and head.isascii():
        return _plain(Decimal(head), text[len(head) :])
    whole, _, fraction = text.partition("点")
    digits = fraction.rstrip("万亿")
    value = _chinese(whole)
    if value is None or not fraction:
        return value
    if not all(c in _DIGITS for c in digits):
        return None
    parts = Decimal("0." + "".join(str(_DIGITS[c]) for c in digits))
    return _plain(value + parts, fraction[len(digits) :])


def _tens(text: str) -> Decimal:
    """The value of digits with 千, 百 and 十 between: 3千5百."""
    parts = re.findall(r"(\d+)([千百十]?)", text)
    return sum((Decimal(digits) * _TENS.get(unit, 1) for digits, unit in parts), Decimal())


def _plain(value: Decimal, scales: str) -> Decimal:
    for character in scales:
        value *= _TENS.get(character) or _MYRIADS[character]
    whole = value.to_integral_value()  # quantize(1) fails beyond the 28 digits of a decimal context
    return whole if value == whole else value.normalize()


def _chinese(text: str) -> Decimal | None:
    if not text:
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):  # 二〇二四: digit by digit
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = smallest = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character in _MYRIADS:
            scale, part = _MYRIADS[character], section + digit
            if total and scale < smallest:  # 二亿二千万: what stands above 万 is counted already
                total += part * scale
            else:
                total = ((total + part) or 1) * scale
            section = digit = 0
            smallest = scale
        else:
            return None
    return Decimal(total + section + digit)


def in_chinese(value: int, zero: str = "零") -> str:
    """A number below 10,000 in Chinese numerals; `zero` is what stands for a place without a digit.

    >>> [in_chinese(value) for value in (6, 10, 16, 30, 105, 110, 321, 1001)]
    ['六', '十', '十六', '三十', '一百零五', '一百一十', '三百二十一', '一千零一']
    >>> [in_chinese(value, "〇") for value in (0, 1010, 2026)]
    ['〇', '一千〇一十', '二千〇二十六']
    """
    written, is_skipped = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            written += zero * is_skipped + _NUMERALS[digit % 10][0] + name
        is_skipped = bool(written) and not digit
    return written.removeprefix("一") if written.startswith("一十") else written or zero
