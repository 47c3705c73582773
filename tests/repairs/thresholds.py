"""The thresholds of repair: every named number in its modules, and repair with one of them changed.

    python -m tests.repairs.thresholds [PART OF A NAME ...]

looks for the shortest text of the tests' own that notices each when it is halved and doubled (or a fifth
and five times as much, or what the table has: a bound on time is noticed where it is next to nothing) and
writes them to `thresholds.json`, with the names of those that nothing notices yet. `BOUNDS`, which only
long texts come near, are tested directly.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from random import Random
from typing import Any

import policytext.repairs
from damage import FAMILIES
from policytext.language.simplify import simplified_table
from policytext.repairs import repair
from policytext.repairs.transcoding.gates import Gates
from tests.repairs.test_gloss_forms import CONVERTED, EVERYDAY, FORMS, PAGE

HERE = Path(__file__).parent
TABLE = HERE / "thresholds.json"
_SPUN = "獵ポカ?Hチ現┎快そ?敲雯螃L祇?m獵ポカ?腊"  # Big5 as GBK
EDGES = (  # where thresholds of length and number lie
    *("字" + "a" * size + "1\u200b2" for size in (70, 150)),
    *(" a ".join(rf"\u{ord(c):04x}" for c in text) for text in ("发展规", "发展规划", "发展规划改")),
    *("404 Not Found\n" + "x" * size for size in (400, 900)),
    *("x " * size + "404 Not Found" for size in (100, 200)),
    *("%E5%8F%91 " + "x" * size + "://" for size in (150, 300)),
    *("网,在线,,提交" + "字" * size + "。列,,出" for size in (150, 300)),
    *(f"县里{'的事' * times}不多。。还要办" for times in (1, 3, 6)),
    *("岁月" + "峥嵘邙崤嵘峥崤邙"[:size] + "山上" for size in (2, 4, 6, 8)),
    *("（" + "锟嶄粬鍙戝睍闂傚倸鍊搁崐椤"[:size] + "x）" for size in (4, 7, 8, 9, 14)),
    *("%E5%8F%91" + "%E5%B1%95" * times + "x(a)" for times in (22, 30)),
    "??(guan)?(li)",
    "??(guan)?(li)?(ban)?(fa)?(zhan)?(gui)",
    *(
        f"保护{c}({r})区，保持特色"
        for c, r in (("赏", "shǎng"), ("产", "chǎn"), ("镁", "měi"), ("匾", "biǎn"))
    ),
    "气温37°C，水温5°C：╓╨╬─├√╫╓",
    *("部首⼋" + "字" * size + "、⼀、一" for size in (2, 5)),
    *(f"第一条 {letters}，本办法自发布之日起施行。" for letters in ("ᲯᎾሴ፯", "ᲯᎾሴ፯ឯ")),
    *("县名：" + "".join(f"<{byte:02X}>" for byte in name.encode("gbk")) for name in ("玉环", "云和")),
    *("推進規(guī)劃" + "甲?，乙" * times + "規(guī)?；瘧?yīng)用。" for times in (30, 60)),
    "要深化數?lù)厥袌?chǎng)化配置改革,，健全數?lù)a(chǎn)權(quán),、流通交易,、收益分配,、安全治理等制度,。",
    "要深化數?lù)厥袌龌渲酶母?,健全數?lù)a(chǎn)權(quán),、流通交易,、收益分配,、安全治理等制度,。",
    "渡过(guò)难(nán)关,，我们?cè)诔条终{(diào)研的基础(chǔ)上,，研究起草了《若干(gàn)措施》,，提出减(jiǎn)税(shuì)"
    "降费(fèi),、贷款贴(tiē)息,、稳(wěn)岗(gǎng)补(bǔ)贴(tiē),、政府采(cǎi)购(gòu)支持等16条具体(tǐ)举(jǔ)措,。",
    *(f"推進{simplified}规(guī)?；疟?yīng)用。" for simplified in ("", "项目建设")),
    f"{_SPUN}暇iρ狝叭?T?~︽笆よ?住]2026?X2028?~?^?n?撼q??\n?Uカ?G",
    f"{_SPUN}?\n?[е",
    f"{_SPUN}暇iρ狝叭?T?~︽笆よ?住]2026\n临??",
    f"{_SPUN}暇iρ狝叭?T?~︽笆よ??汉",
    "?U郡?]カ?B跋?^?Hチ現┎?Aカ現┎?U场???B?U?侥菥骱c?G·",
    "ä¼šè®®æŒ‡å‡ºï¼Œä»Šå¹´ä»¥æ�¥å…¨å¸‚ç»�æµŽè¿� è ç¬¬äºŒå��ä¸€æ�¡ æœ¬åŠžæ³•è‡ª20",
    "瀹夎",
    *("推进产业升级。\n" * times + "澧為暱" for times in (25, 60)),
    "各县,各市要高度重视,他指出?要加强管理,市?城县委",
    "各县重视，他指出?要加强管理，县的?城县委办公室，?梢",
    "不知道" + "大家的工作情况怎样" + "县里的事情要办好" + "推进?革",
    "这项工作到此结束了?我们认为没有。" * 30 + "推进?革开放",
    "这项工作到此结束了?我们认为没有。" * 60 + "推进?革开放",
    "县委书记宋文?介绍，市?稻种植面积，朱?基同志",
    "妗ラ晣涔℃",
    "ĺŚĺ‘¤",
    "ĺ„ĺŽżĺ¸‚ĺŚş",
    "Россия зљ„йЂљзџҐ Москва",
    "??싩윥",
    "싩윥",
    "鴉싪",
    "跪⑹瓮猁樓Ч郪眽鍰絳ㄛ牉趙馱釬渠囥ㄛ楛ㄧ龢醙恄騋棵敝窸氿畎赲ぱ擁假齬8.5砬啋﹝",
    "庈鏍淉擁頗肮庈笙淉擁秶隅扦⑹欱橾督昢扢囥膘扢爛俴雄源偶ㄛ冪庈淉葬都昢頗祜机祜籵徹﹝",
    "绗?浜屽崄涓?鏉? 链?锷炴硶镊?2026骞?7链?1镞ヨ捣鏂借?屻??",
    "鍗板彂銆婁复娌у競钄?鑿滀骇涓氬彂灞曡?勫垝銆?",
    "?邯坍a妮莱讽???氦`靡??快瞶?酩皮饽?",
    *(
        f"國(guó)務(wù)院作報(bào)告{torn}?huì)說(shuō)啥備受關(guān)注"
        for torn in ("?？谔枴本烤箷", "?？偫淼摹暗谝淮巍本烤箷")
    ),
    *(
        f"{label}?锛?\n鏈?鍔炴硶閫傜敤浜庢湰甯傘??"
        for label in ("鐢虫姤鍗曚綅鍜屽湴鍧", "椤圭洰璐熻矗浜哄?撳悕鍜屼綇鍧")
    ),
)
BOUNDS = (  # on how much of a long text is looked at together: `test_transcoding_bounds`
    "facts.BESIDE",  # `test_repaired_facts`
    "spinner.glosses.SOON",
    "spinner.slip_lattice.MOST",
    "transcoding.byte_values.PATIENCE",
    "transcoding.byte_values.PIECE",
    "transcoding.evidence.SAMPLE",
    "transcoding.lossy.LONGEST",
    "transcoding.narrowing.MARGIN",
    "transcoding.stretches.AHEAD",
    "transcoding.stretches.GOOD",
)
_NAME = re.compile("_?[A-Z][A-Z_]+")
_UNSEEN = re.compile("[\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u3000\ud800-\uf8ff\ufeff\ufff0-\uffff]")


@cache
def modules() -> list[Any]:
    """The modules of repair."""
    found = pkgutil.walk_packages(policytext.repairs.__path__, "policytext.repairs.")
    return [importlib.import_module(module.name) for module in found]


def thresholds() -> dict[str, float]:
    """Each named number, by where it is defined: "spinner.byteslips.CLEARER"; of gates each field."""
    found: dict[str, float] = {}
    for module in modules():
        source = Path(module.__file__).read_text("utf-8")
        defined = {
            name
            for names in re.findall(r"^(\w+(?:, \w+)*) = ", source, re.MULTILINE)
            for name in names.split(", ")
        }
        short = module.__name__.removeprefix("policytext.repairs.")
        for name in sorted(defined & set(vars(module))):
            value = getattr(module, name)
            if isinstance(value, Gates):
                found |= {
                    f"{short}.{name}.{field}": number
                    for field, number in value._asdict().items()
                    if number not in (0.0, float("-inf"))
                }
            elif _NAME.fullmatch(name) and type(value) in (int, float):
                found[f"{short}.{name}"] = value
    return found


@contextmanager
def changed(threshold: str, value: float) -> Iterator[None]:
    """Repair with a threshold changed, wherever its name was imported."""
    short, name, field = (
        threshold.rsplit(".", 2) if ".gates." in threshold else (*threshold.rsplit(".", 1), "")
    )
    module = importlib.import_module(f"policytext.repairs.{short}")
    old = getattr(module, name)
    new = old._replace(**{field: value}) if field else value
    holders = [m for m in modules() if getattr(m, name, None) is old]
    for holder in holders:
        setattr(holder, name, new)
    _forget(holders)
    try:
        yield
    finally:
        for holder in holders:
            setattr(holder, name, old)
        _forget(holders)


def _forget(holders: list[Any]) -> None:
    """Clear the tables of modules that a threshold may have gone into, and what was remembered of texts."""
    for module in {*modules(), *holders}:
        for value in vars(module).values():
            is_own = isinstance(value, _lru_cache_wrapper) and value.__module__ == module.__name__
            if is_own and (module in holders or value.cache_parameters()["maxsize"] is not None):
                value.cache_clear()


def outcome(text: str) -> object:
    repaired = repair(text)
    return repaired.text, repaired.verdict, repaired.remarks


def _differs(text: str, usual: object) -> bool:
    try:
        return outcome(text) != usual
    except ValueError:  # the logarithm of less than nothing: no value for this threshold
        return False


def texts() -> list[str]:
    """Short texts: the cases of the tests, and passages damaged by each family."""
    found = (HERE / "sound_texts.txt").read_text("utf-8").splitlines()
    for path in HERE.glob("*_cases.json"):
        for group in json.loads(path.read_text("utf-8")).values():
            found += (
                case if isinstance(case, str) else case.get("before", case.get("text")) for case in group
            )
    passages = (HERE / "passages.txt").read_text("utf-8").strip().split("\n\n")
    for family in FAMILIES.values():
        found += (family.damage(passage[:160], Random(n)) for n, passage in enumerate(passages[:3]))
    for script, glossed in ((PAGE, CONVERTED), (PAGE.translate(simplified_table()), EVERYDAY)):
        for form in FORMS.values():
            for some in (glossed, sorted(glossed)[:6], sorted(glossed)[:4]):
                found.append("".join(c + form(c) if c in some else c for c in script))
    return sorted({*found, *EDGES}, key=len)


def written(noticed: list[dict[str, object]], unnoticed: list[str]) -> str:
    """The table as JSON, a case a line, with its text as it can be read."""
    lines = ",\n".join(f"  {json.dumps(case, ensure_ascii=False)}" for case in noticed)
    text = f'{{\n "noticed": [\n{lines}\n ],\n "unnoticed": {json.dumps(unnoticed)}\n}}\n'
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def main() -> None:
    everything = texts()
    usual = [outcome(text) for text in everything]
    chosen: dict[str, list[float]] = {}
    former = json.loads(TABLE.read_text("utf-8"))
    for case in former["noticed"]:
        chosen.setdefault(case["threshold"], []).append(case["changed"])
    table: list[dict[str, object]] = []
    unnoticed: list[str] = []
    for threshold, value in thresholds().items():
        if threshold in chosen and not any(part in threshold for part in sys.argv[1:] or [""]):
            table += (case for case in former["noticed"] if case["threshold"] == threshold)
            continue
        noticed = False
        usually = (value / 2, value * 2) if value else (-2.0, 2.0)
        tried = (*usually, value / 5, value * 5, *chosen.get(threshold, ()))
        for other in dict.fromkeys(map(type(value), tried)):
            if other == value or (noticed and other not in map(type(value), usually)):
                continue
            with changed(threshold, other):
                pairs = zip(everything, usual, strict=True)
                text = next((text for text, before in pairs if _differs(text, before)), None)
            if text is not None:
                noticed = True
                table.append({"threshold": threshold, "changed": other, "text": text})
        if not noticed and threshold not in BOUNDS:
            unnoticed.append(threshold)
        TABLE.write_text(written(table, unnoticed), "utf-8")


if __name__ == "__main__":
    main()
