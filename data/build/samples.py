"""Make data/samples from data/originals: invented pages, damaged by the forward models that repair inverts.

    python data/build/samples.py

Every page and every name in it is made up. The same originals always give the same samples.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from damage import FAMILIES

DATA = Path(__file__).parent.parent
SAMPLES = DATA / "samples"

RELATED = """- 陸景川主持召開市政府常務會議 研究消費品以舊換新、防汛備汛等工作 2026-08-21
- 陸景川調研重點項目建設 2026-08-09
- 我市召開安全生產工作電視電話會議 2026-07-30
您訪問的鏈接即將離開“瀾江市人民政府”門戶網站，是否繼續？
"""

PAGE = """<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{title}_澜江市工业和信息化局</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2026-06-19 09:12">
</head><body>
<div class="top"><a href="/">首页</a> | <a href="/jg">机构概况</a> |
<a href="/xxgk">信息公开</a> | <a href="/hd">互动交流</a></div>
<div class="position">您当前的位置：<a href="/">首页</a> &gt; <a href="/tzgg">通知公告</a></div>
<h1>{title}</h1>
<div class="info">发布时间：2026-06-19 09:12　来源：市工业和信息化局
　浏览次数：<span>1328</span>　字体：[大 中 小]　[打印]</div>
<div class="article-content">{body}</div>
<div class="share">分享到：微信 微博</div>
<div class="related"><h3>相关信息</h3><ul>
<li><a href="/1.html">关于公布2025年度智能制造示范项目名单的通知</a></li>
<li><a href="/2.html">全市工业企业数字化转型现场推进会召开</a></li></ul></div>
<div class="footer">主办：澜江市工业和信息化局　网站标识码：3600000000　赣ICP备00000000号</div>
</body></html>
"""


def original(name: str) -> str:
    return (DATA / "originals" / f"{name}.txt").read_text(encoding="utf-8")


def mirrored_readout() -> bytes:
    """A readout on a mirror: Traditional, glosses, doubled commas, slipped bytes, punctuation folded."""
    spun = FAMILIES["slips-folded"].damage(original("readout"), Random(2))
    related = FAMILIES["commas"].damage(RELATED, Random(2))
    return (spun + related).encode()


def folded_notice() -> bytes:
    """A notice whose punctuation a crawler made half-width."""
    half = str.maketrans("，；：（）", ",;:()")
    return original("notice").translate(half).encode()


def gbk_page() -> bytes:
    """An HTML page labelled gb2312, with navigation, publication line, related links and footer."""
    title, *lines = original("plan").splitlines()
    body = "".join(f"<p>　　{line}</p>\n" for line in lines)
    return PAGE.format(title=title, body=body).encode("gb18030")


def transcoded_speech() -> bytes:
    """A page of which every second line was UTF-8 read as GBK."""
    lines = original("speech").splitlines()
    return "\n".join(
        line.encode().decode("gb18030", "replace") if number % 2 else line
        for number, line in enumerate(lines)
    ).encode()


def crawl() -> bytes:
    """Records of a crawl with fields of the crawler's own."""
    records = [
        {"url": "https://www.lanjiang.example/1", "crawled": "2026-10-01", "text": original("notice")},
        {"url": "https://www.lanjiang.example/2", "crawled": "2026-10-02", "text": original("plan")},
    ]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


if __name__ == "__main__":
    SAMPLES.mkdir(exist_ok=True)
    for name, content in {
        "readout.txt": mirrored_readout(),
        "notice.txt": folded_notice(),
        "plan.html": gbk_page(),
        "speech.txt": transcoded_speech(),
        "crawl.jsonl": crawl(),
    }.items():
        (SAMPLES / name).write_bytes(content)
