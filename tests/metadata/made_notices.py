"""Official documents made of templates over real divisions and made-up agencies, people and days."""

from __future__ import annotations

import random
from dataclasses import dataclass

from policytext.language.places import full_name, names
from policytext.metadata.model import Header

SUBJECTS = (
    "节约用水",
    "数据专区建设",
    "家庭医生服务",
    "平安建设",
    "共同富裕",
    "会同保障",
    "绿色通道",
    "长治久安",
)
FIELDS = ("财政", "水利", "教育", "科学技术", "民政", "交通运输", "农业农村", "卫生健康", "统计", "审计")
KINDS = ("通知", "意见", "通报", "公告", "批复", "决定")
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "明华建国志强文军海涛伟敏静丽"
LETTERS = "青海云川东南西北安平"


@dataclass(frozen=True)
class Made:
    """A document, and the header that is right for it."""

    text: str
    facts: Header


def _agency(chooser: random.Random, code: str) -> str:
    name = names()[code]
    field = chooser.choice(FIELDS)
    province = code.endswith("0000") and not name.endswith("市")
    return f"{name}{field}{'厅' if province else '局'}"


def _person(chooser: random.Random) -> str:
    return chooser.choice(SURNAMES) + "".join(chooser.choices(GIVEN, k=chooser.randint(1, 2)))


def _numerals(year: int, month: int, day: int) -> str:
    digits = "〇一二三四五六七八九"
    tens = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

    def small(value: int) -> str:
        if value <= 10:
            return tens[value]
        head = "" if value < 20 else tens[value // 10]
        return f"{head}十{tens[value % 10]}"

    return f"{''.join(digits[int(c)] for c in str(year))}年{small(month)}月{small(day)}日"


def notice(chooser: random.Random, code: str) -> Made:
    """A notice: letterhead at times, number, title on one line or two, addressee, signature, day."""
    issuers = [_agency(chooser, code)]
    if chooser.random() < 0.3:
        other = _agency(chooser, code)
        issuers += [other] if other not in issuers else []
    year, month, day = chooser.randint(1990, 2026), chooser.randint(1, 12), chooser.randint(1, 28)
    prefix = "".join(chooser.choices(LETTERS, k=2)) + chooser.choice(("发", "函", "办发", "规"))
    serial = chooser.randint(1, 400)
    opening, closing = chooser.choice(("〔〕", "[]", "（）", "【】"))
    kind = chooser.choice(KINDS)
    about = f"关于做好{chooser.choice(SUBJECTS)}有关工作的{kind}"
    title = " ".join(issuers) + about
    blank = chooser.choice(("", " "))
    number = f"{prefix}{opening}{year}{closing}{blank}{serial}{blank}号"
    shown = [f"{'、'.join(issuers)}\n{about}", title][chooser.random() < 0.6]
    if "\n" in shown:
        shown = shown.replace("、", " ")
    lines = [f"{issuers[0]}文件", number] if chooser.random() < 0.4 else []
    lines += [shown] if lines else [shown, number]
    written = _numerals(year, month, day) if chooser.random() < 0.4 else f"{year}年{month}月{day}日"
    signers = issuers if chooser.random() < 0.5 else [" ".join(issuers)]
    lines += [
        "各有关单位：",
        f"为做好{chooser.choice(SUBJECTS)}工作，现将有关事项通知如下。",
        f"一、提高认识。要会同有关部门抓好落实，联系人：{_person(chooser)}。",
        *signers,
        written,
        "（此件公开发布）",
    ]
    place = full_name(code)
    facts = Header(
        title=title,
        doc_number=f"{prefix}〔{year}〕{serial}号",
        issuer="、".join(issuers),
        date_written=f"{year}-{month:02}-{day:02}",
        genre=kind,
        place=place,
        adcode=code,
    )
    return Made("\n".join(lines), facts)


def divisions(chooser: random.Random, count: int) -> list[str]:
    """Codes of divisions whose name, with its suffix, only one division has."""
    table = names()
    owners: dict[str, int] = {}
    for name in table.values():
        owners[name] = owners.get(name, 0) + 1
    alone = [code for code, name in table.items() if code < "71" and owners[name] == 1 and len(name) > 2]
    return chooser.sample(alone, count)
