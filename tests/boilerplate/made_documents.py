"""Documents made from templates over made-up names: what they say is known, and there is no end of them."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.texts.furniture import Text

PLACES = ("海州市", "云岭省", "青石县", "临溪区", "北塘市", "望江县", "松原州", "金沙湾新区")
OFFICES = (
    "人民政府",
    "人民政府办公室",
    "教育局",
    "水利局",
    "科学技术局",
    "民政局",
    "农业农村局",
    "住房和城乡建设局",
)
THEMES = (
    "春季森林防火",
    "农村饮水安全",
    "中小企业帮扶",
    "义务教育入学",
    "老旧小区改造",
    "数据资源共享",
    "防汛抗旱",
    "职业技能培训",
    "养老服务",
    "河道清淤",
)
VERBS = ("压实", "细化", "抓紧抓好", "统筹推进", "督促落实", "稳妥实施")
OBJECTS = ("责任分工", "年度任务", "资金安排", "项目清单", "监督检查", "宣传引导", "队伍建设", "应急准备")
NAMES = ("陈立言", "李青", "王晓明", "赵大勇", "周文", "吴越", "郑好", "孙立", "刘长青", "何为")
POSTS = ("局长", "副局长", "主任", "副主任", "总工程师", "秘书长")
NUMBERS = "一二三四五六七八九"


def clause(chance: random.Random) -> str:
    return chance.choice(VERBS) + chance.choice(OBJECTS)


def sentence(chance: random.Random, clauses: int) -> str:
    """A sentence of so many clauses."""
    begin = chance.choice(("各单位要", "要", "各县区应当", "我市将", "有关部门负责", "到年底前"))
    theme = chance.choice(THEMES)
    return f"{begin}围绕{theme}，" + "，".join(clause(chance) for _ in range(clauses)) + "。"


def paragraph(chance: random.Random, sentences: int) -> str:
    return "".join(sentence(chance, chance.randint(1, 5)) for _ in range(sentences))


def notice(chance: random.Random) -> Text:
    place, office, theme = chance.choice(PLACES), chance.choice(OFFICES), chance.choice(THEMES)
    lines = [
        f"{place[0]}政办发〔20{chance.randint(10, 25)}〕{chance.randint(1, 90)}号",
        "各县区人民政府，市直各单位：",
    ]
    lines.append(f"为做好{theme}工作，经市人民政府同意，现将有关事项通知如下。{paragraph(chance, 2)}")
    for number in NUMBERS[: chance.randint(2, 5)]:
        lines += [
            f"{number}、{clause(chance)}",
            *(paragraph(chance, chance.randint(1, 3)) for _ in range(2)),
        ]
    if chance.random() < 0.5:
        lines += [f"附件：1.{theme}责任分工表", f"2.{theme}时间安排表"]
    lines += [
        place + office,
        f"20{chance.randint(10, 25)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
    ]
    return Text(f"{place}{office}关于做好{theme}工作的通知", tuple(lines))


def news(chance: random.Random) -> Text:
    place, theme = chance.choice(PLACES), chance.choice(THEMES)
    day = f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    lines = [f"{day}，{place}召开{theme}工作会议。{paragraph(chance, 2)}"]
    lines += [paragraph(chance, chance.randint(1, 4)) for _ in range(chance.randint(2, 5))]
    return Text(f"{place}部署{theme}工作", tuple(lines))


def brief(chance: random.Random) -> Text:
    """News of one or two sentences."""
    place, theme = chance.choice(PLACES), chance.choice(THEMES)
    lines = [f"近日，{place}{theme}项目开工，{clause(chance)}，{clause(chance)}，预计明年底完工。"]
    return Text(f"{place}{theme}项目开工", tuple(lines + [sentence(chance, 1)] * (chance.random() < 0.5)))


def appointments(chance: random.Random) -> Text:
    place = chance.choice(PLACES)
    names = chance.sample(NAMES, chance.randint(5, 9))
    lines = [f"{place}人民政府决定，任命："]
    lines += [f"{name}为{place}{chance.choice(OFFICES[2:])}{chance.choice(POSTS)}" for name in names]
    return Text(f"{place}人民政府任免通知", (*lines, f"{place}人民政府", "2024年4月1日"))


def rules(chance: random.Random) -> Text:
    theme = chance.choice(THEMES)
    lines = ["第一章 总则"]
    for number in NUMBERS[: chance.randint(4, 9)]:
        lines.append(f"第{number}条 {sentence(chance, chance.randint(1, 4))}")
        if chance.random() < 0.4:
            lines += [f"（{item}）{clause(chance)}；" for item in NUMBERS[: chance.randint(2, 4)]]
    return Text(f"{chance.choice(PLACES)}{theme}管理办法", tuple(lines))


def questions(chance: random.Random) -> Text:
    theme = chance.choice(THEMES)
    lines = []
    for _ in range(chance.randint(2, 5)):
        lines += [f"问：{theme}怎样{clause(chance)}？", f"答：{paragraph(chance, chance.randint(1, 3))}"]
    return Text(f"{theme}政策问答", tuple(lines))


def catalogue(chance: random.Random) -> Text:
    """A notice and its list of short lines, numbered or not."""
    theme = chance.choice(THEMES)
    names = chance.sample([f"{place}{thing}" for place in PLACES for thing in ("水库", "粮站", "泵站")], 14)
    numbered = chance.random() < 0.5
    lines = [
        f"现将{theme}设施名录公布如下，名录每两年更新一次，由各县区负责日常管护。{paragraph(chance, 1)}"
    ]
    lines += [f"{n}．{name}" if numbered else name for n, name in enumerate(names, start=1)]
    return Text(f"{theme}设施名录", tuple(lines))


def rates(chance: random.Random) -> Text:
    """Rules and a table."""
    theme = chance.choice(THEMES)
    rows = [f"{10 * n}万元以下\t{n}‰" for n in range(1, chance.randint(4, 12))]
    lines = [
        f"第一条 {sentence(chance, 3)}",
        f"第二条 {sentence(chance, 2)}",
        "收费标准表",
        "数额\t费率",
        *rows,
    ]
    return Text(f"{chance.choice(PLACES)}{theme}收费办法", tuple(lines))


KINDS: tuple[Callable[[random.Random], Text], ...] = (
    notice,
    news,
    brief,
    appointments,
    rules,
    questions,
    catalogue,
    rates,
)


def texts(count: int, seed: int = 1) -> list[Text]:
    """So many documents, the kinds in turn."""
    chance = random.Random(seed)
    return [KINDS[number % len(KINDS)](chance) for number in range(count)]
