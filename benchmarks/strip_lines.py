r"""Stripping of plain text: pages one text node a line, clean documents, dirty reports, crawls.

    python -m benchmarks.strip_lines --shared ../shared

No peer strips plain text, so the baselines are the page as it is and the longest run of long
lines. Quality is that of strip.py: character 3-grams against the gold text, averaged over the
pages of each set; the same pages as HTML stand beside it. Clean documents show what is lost
where nothing should be; wrapped in made furniture (texts/furniture.py, whose templates share words with
the marker tables) they show what is lost or left over. The reports are provincial work reports
with the page left around them: they count where no furniture is left in the first and last ten
lines, and every paragraph is there. Speed is megabytes (UTF-8) per second of processor time on
one core, best of --repeat.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from benchmarks.common import mapped, megabytes, parser_of, records, timed
from benchmarks.strip import averages, from_html, read_pages, score
from benchmarks.texts import furniture
from policytext.boilerplate.lines import strip
from policytext.boilerplate.markers import judge
from policytext.corpus.duplicates import find_duplicates
from policytext.corpus.repeated_lines import repeated_lines, strip_repeated
from policytext.document import Document

UNSEEN = {"script", "style", "noscript", "template", "head", "title"}
FURNITURE = re.compile(
    r"^(?:下载|打印|全屏|收藏|分享.*|加大|还原|减小|首页|[大中小【】>|×]|.*(?:字号|字体|来源)[:：].*|打印本页|关闭窗口"
    r"|相关(?:报道|文档|附件|链接).*|(?:您的|当前)位置.*|扫一扫.*|.*编辑[:：].*)$"
)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--worst", type=int, default=0, help="name the N worst pages")
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    quality(list(read_pages(data / "boilerplate")), arguments.worst)
    laws = records(data / "policy_text/laws.jsonl.gz")
    clean([law["text"] for law in laws], arguments.repeat)
    wrapped_documents([furniture.Text(law["title"], tuple(law["text"].split("\n"))) for law in laws])
    reports(data / "policy_text/gov_work_reports_provincial_2026_dirty.jsonl")
    crawls([Document(law["id"], law["text"]) for law in laws])


def quality(pages: Sequence[dict[str, str]], worst: int) -> None:
    sets = sorted({page["set"] for page in pages})
    print(
        f"{'every text node a line':28}" + "".join(f"{name + ' F1':>14}{'P':>7}{'R':>7}" for name in sets)
    )
    texts = [text_nodes(page["markup"]) for page in pages]
    ours = [strip(Document.of(text)).text for text in texts]
    rows = {
        "policytext": ours,
        "the page as it is": texts,
        "longest run of long lines": [longest_run(text) for text in texts],
        "policytext, from HTML": [from_html(page["markup"]) for page in pages],
    }
    for name, found in rows.items():
        print(f"{name:28}{averages(pages, found, sets)}")
    ranked = sorted((score(p["text"], text)[2], p["id"]) for p, text in zip(pages, ours, strict=True))
    for f1, page in ranked[:worst]:
        print(f"    {f1:.3f} {page}")


def text_nodes(markup: str) -> str:
    """A page's text as a careless extractor leaves it: one line a text node, white space squeezed."""
    from resiliparse.parse.html import HTMLTree, NodeType

    tree = HTMLTree.parse(markup)
    lines = []
    for node in tree.body or ():
        if node.type == NodeType.TEXT and node.parent.tag not in UNSEEN:
            line = " ".join(node.text.split())
            if line:
                lines.append(line)
    return "\n".join(lines)


def longest_run(text: str) -> str:
    """The run of lines of 20 characters or more that has the most characters, shorter gaps forgiven."""
    runs: list[list[str]] = [[]]
    for is_long, group in groupby(text.split("\n"), key=lambda line: len(line) >= 20):
        members = list(group)
        if is_long or len(members) <= 2:
            runs[-1] += members
        else:
            runs.append([])
    return "\n".join(max(runs, key=lambda run: sum(map(len, run))))


def clean(texts: Sequence[str], repeat: int) -> None:
    kept = sum(len(strip(Document.of(text)).text) for text in texts)
    touched = sum(strip(Document.of(text)).text != text for text in texts)
    size = sum(map(len, texts))
    print(f"\nclean documents: {kept / size:.5%} of characters kept, {touched} of {len(texts)} touched")

    def once() -> None:
        judge.cache_clear()
        for text in texts:
            strip(Document.of(text))

    print(f"speed on them: {megabytes(texts) / timed(once, repeat=repeat)[1]:.1f} MB/s")


def wrapped_documents(texts: Sequence[furniture.Text], count: int = 2000) -> None:
    """Clean documents with made furniture around them; a headline that the text repeats may go."""
    texts = [text for text in texts if "".join(text.lines).strip() and "\n" not in text.title]
    chance = random.Random(1)
    exact = lost = left = size = 0
    for _ in range(count):
        text = chance.choice(texts)
        got = strip(Document.of(furniture.wrapped(text, texts, chance))).text.split("\n")
        body = [line for line in text.lines if line.strip()]
        kept = [line for line in got if line.strip()]
        exact += kept in ([text.title, *body], body)
        size += sum(map(len, body))
        missing = Counter(body) - Counter(kept)
        lost += sum(len(line) * times for line, times in missing.items())
        left += sum(len(line) * times for line, times in (Counter(kept) - Counter(body)).items())
        left -= len(text.title) * (text.title in kept)
    print(f"\nmade pages: {exact / count:.2%} exact, {lost / size:.4%} lost, {left / size:.4%} left over")


def reports(file: Path) -> None:
    good, dirty = 0, records(file)
    for record in dirty:
        stripped = strip(Document.of(record["text"])).text.split("\n")
        left = [line for line in (*stripped[:10], *stripped[-10:]) if FURNITURE.match(line)]
        body = [line for line in record["text"].split("\n") if len(line) > 30 and line[-1] in "。！"]
        lost = [line[:30] for line in body if line not in stripped and "：现在" not in line]
        good += not left and not lost
        if left or lost:
            print(f"    {record['id']}: left {left}, lost {lost}")
    print(f"dirty reports: {good} of {len(dirty)} without furniture and whole")


def crawls(documents: Sequence[Document]) -> None:
    size = megabytes([document.text for document in documents])
    counts, took = timed(repeated_lines, documents)
    print(f"\ncounting lines: {size / took:.1f} MB/s")
    left, took = timed(mapped, partial(strip_repeated, counts=counts), documents)
    touched = sum(one is not other for one, other in zip(left, documents, strict=True))
    print(f"dropping repeated lines: {size / took:.1f} MB/s, {touched} touched")
    reprints = [altered(document) for document in documents[::10]]
    found, took = timed(find_duplicates, [*documents, *reprints])
    speed = size * 1.1 / took
    hits = sum(place >= len(documents) for place in found)
    print(f"finding duplicates: {speed:.1f} MB/s, {hits} of {len(reprints)} altered reprints found")
    print(f"    {len(found) - hits} duplicates among the documents themselves")


def altered(document: Document) -> Document:
    """A reprint: another first and last line, half-width commas, every hundredth character gone."""
    kept = "".join(char for at, char in enumerate(document.text) if at % 200 != 100)
    return Document(f"{document.id}-reprint", f"转载\n{kept.replace('，', ',')}\n本文转载自某某网")


if __name__ == "__main__":
    main()
