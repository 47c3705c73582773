r"""The article of a page: policytext beside its peers, from HTML and from plain text, in one run.

    python -m venv benchmarks/.venv-peers-strip
    benchmarks/.venv-peers-strip/bin/pip install \
        trafilatura lxml_html_clean readability-lxml justext gne resiliparse
    python -m benchmarks.strip --shared ../shared

Quality is precision, recall and F1 of character 3-grams (white space aside, a gram as often as it
occurs) of the text found against the gold text, averaged over the pages of each set. Every
extractor gets the same decoded markup; "plain text" is policytext on the page's lines alone.
Speed is megabytes of pages per second of processor time on one core, the best of --repeat passes.
trafilatura leaves comments out, which suits this gold; jusText runs with its stop words off, since it has
none for Chinese, and lower length limits, since Chinese needs fewer characters.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean

from benchmarks.common import mapped, megabytes, parser_of, timed

PEERS = ("trafilatura", "resiliparse", "readability-lxml", "jusText", "GNE")
Extractor = Callable[[str], str]


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="passes to take the best time of")
    parser.add_argument(
        "--peers", type=Path, default=Path("benchmarks/.venv-peers-strip/bin/python"), help="their Python"
    )
    parser.add_argument("--worst", type=int, default=0, help="name policytext's N worst pages from HTML")
    parser.add_argument("--run", choices=PEERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    pages = list(read_pages(arguments.shared / "data/boilerplate"))
    if arguments.run:
        json.dump(run(peer(arguments.run), pages, arguments.repeat), sys.stdout)
        return
    sets = sorted({page["set"] for page in pages})
    print(f"{'':24}" + "".join(f"{name + ' F1':>14}{'P':>7}{'R':>7}" for name in sets) + f"{'MB/s':>8}")
    for name, extract in (("policytext", from_html), ("policytext, plain text", from_lines)):
        result = run(extract, pages, arguments.repeat)
        report(name, pages, result, sets)
        if arguments.worst and extract is from_html:
            scores = [score(page["text"], text)[2] for page, text in zip(pages, result[0], strict=True)]
            for f1, page in sorted(zip(scores, (page["id"] for page in pages), strict=True))[
                : arguments.worst
            ]:
                print(f"    {f1:.3f} {page}")
    for name in PEERS if arguments.peers.exists() else ():
        command = [arguments.peers, "-m", "benchmarks.strip", "--shared", arguments.shared, "--run", name]
        output = subprocess.run(
            [*command, "--repeat", str(arguments.repeat)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        report(name, pages, json.loads(output.stdout), sets)
    if not arguments.peers.exists():
        print(f"no peers: {arguments.peers} is not there")


def read_pages(folder: Path) -> Iterable[dict[str, str]]:
    """Each page's id, set, gold text and decoded markup."""
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        encoding = "gb18030" if page["encoding"].startswith("gb") else page["encoding"]
        markup = (folder / page["html_file"]).read_bytes().decode(encoding, "replace")
        yield {"id": page["id"], "set": page["set"], "text": page["text"], "markup": markup}


def run(extract: Extractor, pages: list[dict[str, str]], repeat: int) -> tuple[list[str], float]:
    """The texts found, and megabytes (UTF-8) per second of processor time."""
    markups = [page["markup"] for page in pages]

    def once() -> list[str]:
        forget()
        return mapped(extract, markups)

    texts, took = timed(once, repeat=repeat)
    return texts, megabytes(markups) / took


def forget() -> None:
    """Empty the one cache that remembers lines, so that no pass profits from the one before."""
    markers = sys.modules.get("policytext.boilerplate.markers")
    if markers:
        markers.judge.cache_clear()


def report(
    name: str, pages: list[dict[str, str]], result: tuple[list[str], float], sets: list[str]
) -> None:
    texts, speed = result
    print(f"{name:24}{averages(pages, texts, sets)}{speed:8.1f}", flush=True)


def averages(pages: list[dict[str, str]], texts: list[str], sets: list[str]) -> str:
    """F1, precision and recall of the texts found, a mean over the pages of each set, as cells."""
    cells = ""
    for kind in sets:
        scores = [
            score(page["text"], text)
            for page, text in zip(pages, texts, strict=True)
            if page["set"] == kind
        ]
        precision, recall, f1 = (mean(column) for column in zip(*scores, strict=True))
        cells += f"{f1:14.4f}{precision:7.3f}{recall:7.3f}"
    return cells


def score(gold: str, found: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of character 3-grams."""
    wanted, got = grams(gold), grams(found)
    common = (wanted & got).total()
    precision = common / got.total() if got else float(not wanted)
    recall = common / wanted.total() if wanted else 1.0
    return precision, recall, 2 * common / (wanted.total() + got.total()) if wanted or got else 1.0


def grams(text: str) -> Counter[str]:
    squeezed = "".join(text.split())
    return Counter(squeezed[at : at + 3] for at in range(len(squeezed) - 2))


def from_html(markup: str) -> str:
    from policytext.boilerplate import strip
    from policytext.document import Document
    from policytext.io.readers.html import read_html

    page = read_html(markup)
    return strip(Document("-", page.text, title=page.title, meta=page.meta, layout=page.layout)).text


def from_lines(markup: str) -> str:
    from policytext.boilerplate import strip
    from policytext.io.readers.html import read_html

    return strip(read_html(markup).text).text


def peer(name: str) -> Extractor:
    """A peer's main text of a page, with the settings its documentation gives for this."""
    if name == "trafilatura":
        import trafilatura

        return lambda markup: trafilatura.extract(markup, include_comments=False) or ""
    if name == "resiliparse":
        from resiliparse.extract.html2text import extract_plain_text

        return lambda markup: extract_plain_text(markup, main_content=True)
    if name == "readability-lxml":
        from lxml.html import fromstring
        from readability import Document

        return lambda markup: fromstring(Document(markup).summary()).text_content()
    if name == "jusText":
        from justext import justext

        limits = {"stopwords_low": 0, "stopwords_high": 0, "length_low": 20, "length_high": 60}

        def paragraphs(markup: str) -> str:
            found = justext(markup.encode(), frozenset(), encoding="utf-8", **limits)
            return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)

        return paragraphs
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()
    return lambda markup: str(extractor.extract(markup)["content"])


if __name__ == "__main__":
    main()
