"""Make data/tutorial, the corpus that the tutorial walks through: sixteen pages of four made-up cities.

    python data/build/tutorial.py

The texts are put together from data/originals/tutorial.toml, and damaged as pages of the field are, by the
forward models that repair inverts: whole pages in GBK, mirrors with glosses and slipped bytes, lines of
UTF-8 read as GBK, copies in Traditional script. Nothing is drawn at random: the same texts always give the
same pages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from damage import FAMILIES
from policytext import Settings, normalize

DATA = Path(__file__).parent.parent
PAGES = DATA / "tutorial"
BANK: dict[str, Any] = tomllib.loads((DATA / "originals" / "tutorial.toml").read_text(encoding="utf-8"))
NUMERALS = "一二三四五六七八九十"

FRAME = """<!DOCTYPE html>
<html><head>
<meta charset="{charset}">
<title>{title}_{city}市人民政府</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{published} 10:20">
</head><body>
<div class="top"><a href="/">首页</a> | <a href="/zwgk">政务公开</a> | <a href="/hdjl">互动交流</a></div>
<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/zfwj">政府文件</a></div>
<h1>{title}</h1>
<div class="info">发布时间：{published} 10:20　来源：{city}市人民政府办公室
　浏览次数：<span>{views}</span>　[打印]</div>
<div class="article-content">{body}</div>
<div class="related"><h3>相关文件</h3><ul>
<li><a href="/1.html">{city}市召开安全生产工作电视电话会议</a></li>
<li><a href="/2.html">关于公布{city}市行政许可事项清单的通知</a></li></ul></div>
<div class="footer">主办：{city}市人民政府办公室　{seat}ICP备00000000号</div>
</body></html>
"""


def figures(place: int, step: int, year: int) -> dict[str, object]:
    """The numbers of one plan, which grow with the years and differ between the cities."""
    return {
        "goal": year + 3,
        "year": year,
        "share": 55 + 5 * step + 2 * place,
        "count": 10 + 6 * step + 3 * place,
        "rate": 10 + 5 * (place % 3),
        "cap": 100 * (place + step + 1),
        "people": 1000 + 500 * place,
        "many": 60 + 20 * step + 15 * place,
        "few": 5 + 2 * step + place,
        "fund": 10 + 5 * place + 10 * step,
        "size": 100 + 80 * step + 40 * place,
        "drop": f"{13 + place * 0.5:.1f}",
        "rnd": f"{2.1 + 0.2 * place:.1f}",
    }


def plan(city: dict[str, Any], issue: dict[str, Any], place: int, step: int) -> list[str]:
    """The lines of one plan as it was published: title, number, note, plan, signature, date."""
    shared = BANK["shared"]
    title = f"{city['name']}市{issue['subject']}行动方案（{issue['year']}—{issue['year'] + 3}年）"
    words = {**city, **issue, **figures(place, step, issue["year"]), "title": title}
    lines = [
        f"{city['province']}省{city['office']}关于印发《{title}》的通知",
        f"{city['mark']}〔{issue['year']}〕{7 + 4 * place + step}号",
        shared["note"],
        shared["handing"].format(**words),
        city["office"],
        f"{issue['year']}年{city['month']}月{12 + step}日",
        title,
        shared["opening"].format(**words),
        "一、总体要求",
        shared["aim"],
        "二、重点任务",
    ]
    for number, name in zip(NUMERALS, issue["themes"], strict=False):
        theme = BANK["theme"][name]
        lines += [f"（{number}）{theme['heading']}", *theme["text"].format(**words).strip().splitlines()]
    return [*lines, "三、组织实施", shared["closing"]]


def page(lines: list[str], city: dict[str, Any], published: str, charset: str) -> str:
    title, *rest = lines
    body = "".join(f"<p>　　{line}</p>\n" for line in rest)
    views = 300 + 7 * len(body) % 900
    return FRAME.format(
        charset=charset,
        title=title,
        city=city["name"],
        seat=city["seat"],
        published=published,
        body=body,
        views=views,
    )


def as_html(lines: list[str], city: dict[str, Any], published: str) -> tuple[str, bytes]:
    return ".html", page(lines, city, published, "utf-8").encode()


def as_gbk_html(lines: list[str], city: dict[str, Any], published: str) -> tuple[str, bytes]:
    return ".html", page(lines, city, published, "gb2312").encode("gb18030")


def as_mirror(lines: list[str], _city: dict[str, Any], _published: str) -> tuple[str, bytes]:
    """A page spinner's copy: Traditional, glosses, doubled commas, slipped bytes."""
    return ".txt", FAMILIES["slips-folded"].damage("\n".join(lines) + "\n", Random(3)).encode()


def as_transcoded(lines: list[str], _city: dict[str, Any], _published: str) -> tuple[str, bytes]:
    """A file of which every third line was UTF-8 read as GBK."""
    damaged = [
        line.encode().decode("gb18030", "replace") if number % 3 == 2 else line
        for number, line in enumerate(lines)
    ]
    return ".txt", ("\n".join(damaged) + "\n").encode()


def as_traditional(lines: list[str], _city: dict[str, Any], _published: str) -> tuple[str, bytes]:
    text = normalize("\n".join(lines) + "\n", Settings(to="traditional")).text
    return ".txt", text.encode()


Form = Callable[[list[str], dict[str, Any], str], tuple[str, bytes]]
FORMS: list[Form] = [as_html, as_gbk_html, as_mirror, as_transcoded, as_traditional]


def main() -> None:
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.iterdir():
        old.unlink()
    for place, city in enumerate(BANK["city"]):
        for step, issue in enumerate(BANK["year"]):
            published = f"{issue['year']}-{city['month']:02}-{14 + step:02}"
            lines = plan(city, issue, place, step)
            suffix, content = FORMS[(place + step) % len(FORMS)](lines, city, published)
            (PAGES / f"{city['latin']}-{issue['year']}{suffix}").write_bytes(content)


if __name__ == "__main__":
    main()
