"""Text written in one encoding and read in another: what comes back, what is marked, what is wrong unsaid.

    python -m benchmarks.misread --shared ../shared --count 40
    python -m benchmarks.misread --shared ../shared --facts --count 200

The table has a row for each encoding, the one it is read in, and what becomes of bytes that make no
character. Its columns are kinds of text: a sentence, a title, a passage, a row of a table, a sentence with
English in it, a sentence in Traditional. In each cell stand the shares in per cent that come back, that do
not and are marked, and that are wrong without a word. All texts are of documents held back from training.

With `--facts` the families of `damage/` are looked at instead, and in what they did to
sentences the dates, amounts, shares, numbers of documents and articles: how many of the damaged ones come
back, are marked in their place, or are wrong without a word there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from random import Random
from typing import NamedTuple

from benchmarks.common import parser_of
from benchmarks.silent import sentences
from benchmarks.texts.afterwards import alike
from damage import FAMILIES
from damage.spinner import traditional
from damage.transcoding import mixed, western
from policytext.document import Document, Verdict
from policytext.language.gbk import encoded
from policytext.repairs import repair
from policytext.revision import spans_as_read

OWN = ("utf-8", "gbk", "cp950", "cp932", "euc_kr")
PAGES = (
    *("gbk", "cp950", "cp932", "euc_kr", "latin-1", "cp1252", "cp1250", "cp1251", "cp1254", "cp1258"),
    *("iso8859-15", "cp437", "cp850", "cp866", "mac_roman", "koi8-r"),
)
BESIDE = 2  # characters beside a fact in which a remark counts as one on it
_ENGLISH = ("WTO", " App ", "GDP", " AI+ ", "5G", " Wi-Fi ", "(PPP)", " email: a.b@gov.cn ", "CO2")
_FACTS = {
    "date": r"[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?|[0-9]{1,2}月[0-9]{1,2}日",
    "year": "[一二三四五六七八九〇○零]{4}年",
    "amount": r"[0-9][0-9.,]*[万亿千百]*(?:美?元|平方米|公里|吨|户|人|个|家|亩)",
    "share": r"[0-9][0-9.]*(?:[%％]|个百分点)|百分之[一二三四五六七八九十百]+",
    "document": r"[〔\[（(][0-9]{4}[〕\]）)]第?[0-9]+号",
    "article": r"第[一二三四五六七八九十百零]+[条章款项]|第[0-9]+[条章款项号]",
    "number": r"[0-9][0-9.,]*",
}
_FACT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _FACTS.items()))


class Fact(NamedTuple):
    kind: str
    start: int
    end: int


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--count", type=int, default=40, help="texts of each kind, or for each family")
    parser.add_argument("--seed", type=int, default=0, help="another one gives other texts")
    parser.add_argument("--facts", action="store_true", help="families and facts, not the table")
    parser.add_argument("--rows", default="", help="regular expression of the rows or families to measure")
    parser.add_argument("--show", type=int, default=0, help="how many wrong ones of each to print")
    options = parser.parse_args()
    documents = sentences(options.shared)
    measure = facts_survive if options.facts else table
    measure(documents, options.count, options.seed, options.rows, options.show)


def sentence(documents: list[str], random: Random) -> str:
    """A sentence of 10 to 120 characters."""
    while True:
        text = random.choice(documents)
        at = random.randrange(len(text) - 300)
        at = max(text.rfind(mark, 0, at) for mark in "。\n") + 1
        found = re.match(r"\s*([^。\n]{9,119}。?)", text[at : at + 130])
        if found:
            return found[1].strip()


def title(documents: list[str], random: Random) -> str:
    """What stands between two marks: a title, a file name, a cell."""
    while True:
        pieces = [p for p in re.split("[，。；：、]", sentence(documents, random)) if 4 <= len(p) <= 24]
        if pieces:
            return random.choice(pieces)


def row(documents: list[str], random: Random) -> str:
    """A row of a table."""
    cells = [
        title(documents, random)[:12],
        f"{random.randrange(1900, 2030)}年",
        title(documents, random)[:8],
    ]
    return ",".join([str(random.randrange(1, 99)), *cells, f"{random.random() * 1000:.2f}"])


def with_english(documents: list[str], random: Random) -> str:
    text = sentence(documents, random)
    for _ in range(2):
        at = random.randrange(len(text))
        text = text[:at] + random.choice(_ENGLISH) + text[at:]
    return text


KINDS: dict[str, Callable[[list[str], Random], str]] = {
    "sentence": sentence,
    "title": title,
    "passage": lambda documents, random: "\n".join(sentence(documents, random) for _ in range(4)),
    "row": row,
    "english": with_english,
    "trad.": lambda documents, random: traditional(sentence(documents, random)),
}


def read_as(data: bytes, page: str, handling: str) -> str | None:
    """The bytes as a program reads them that has `page` for their encoding; None if it refuses to."""
    if handling == "mixed":
        return mixed(data)
    if handling == "browser":
        return western(data)
    try:
        text = data.decode(page, "strict" if handling == "strict" else "replace")
    except UnicodeDecodeError:
        return None
    return text.replace("\ufffd", {"?": "?", "ignore": ""}.get(handling, "\ufffd"))


def table(documents: list[str], count: int, seed: int, rows: str, show: int) -> None:
    print(f"{'written, read, lost bytes':34}" + "".join(f"{kind:>14}" for kind in KINDS))
    for own in OWN:
        for page in PAGES:
            handlings = ["strict", "replace", "?", "ignore"]
            handlings += ["browser", "mixed"] if page == "cp1252" else []
            for handling in handlings if page != own else ():
                name = f"{own} {page} {handling}"
                if re.search(rows, name):
                    _row(name, own, page, handling, documents, count, seed, show)


def _row(
    name: str, own: str, page: str, handling: str, documents: list[str], count: int, seed: int, show: int
) -> None:
    cells = []
    for kind, make in KINDS.items():
        outcomes: Counter[str] = Counter()
        for number in range(count):
            text = make(documents, Random(f"{seed} {kind} {number}"))
            text = traditional(text) if own == "cp950" else text
            try:
                data = encoded(text) if own == "gbk" else text.encode(own)
            except UnicodeEncodeError:
                continue
            damaged = read_as(data, page, handling)
            if damaged is None or alike(damaged) == alike(text):
                continue
            if (
                handling == "strict"
                or "\ufffd" in data.decode(page, "replace")
                or handling in ("browser", "mixed")
            ):
                document = repair(damaged)
                outcome = _outcome(document, text)
                outcomes[outcome] += 1
                if outcome == "silent" and outcomes[outcome] <= show:
                    print(f"  {kind}: {text!r}\n   seen {damaged!r}\n   got  {document.text!r}")
        total = sum(outcomes.values())
        shares = (
            [f"{100 * outcomes[o] / total:.0f}" for o in ("right", "marked", "silent")] if total else []
        )
        cells.append("/".join(shares) or "-")
    if any(cell != "-" for cell in cells):
        print(f"{name:34}" + "".join(f"{cell:>14}" for cell in cells), flush=True)


def _outcome(document: Document, answer: str) -> str:
    if alike(document.text) == alike(answer):
        return "right"
    return "marked" if document.verdict in (Verdict.PARTIAL, Verdict.UNREADABLE) else "silent"


def facts_survive(documents: list[str], count: int, seed: int, rows: str, show: int) -> None:
    print(
        f"{'family':34}{'facts':>7}{'right':>9}{'marked':>8}{'wrong':>7}"
        "  wrong by kind; texts: right, silent"
    )
    for name, family in FAMILIES.items():
        if not (family.lossy and re.search(rows, name)):
            continue
        outcomes: Counter[str] = Counter()
        wrong: Counter[str] = Counter()
        texts: Counter[str] = Counter()
        for number in range(count):
            random = Random(f"{seed} facts {number}")
            text = _with_facts(documents, random)
            damaged, answer = family.damage(text, random), family.answer(text)
            document = repair(damaged)
            texts[_outcome(document, answer)] += 1
            for fact, got, outcome in fates(document, answer):
                outcomes[outcome] += 1
                wrong[fact.kind] += outcome == "wrong"
                if outcome == "wrong" and sum(wrong.values()) <= show:
                    beside = slice(max(0, fact.start - 8), fact.end + 8)
                    print(f"  {answer[beside]} -> {got}\n   seen {damaged[:200]!r}")
        total = max(1, sum(outcomes.values()))
        shares = "".join(f"{outcomes[o] / total:8.2%}" for o in ("right", "marked", "wrong"))
        print(f"{name:34}{total:7} {shares}  {dict(+wrong)} {texts['right']} {texts['silent']}", flush=True)


def _with_facts(documents: list[str], random: Random) -> str:
    """A sentence, or a piece of one, with a fact in it."""
    make = random.choice((sentence, sentence, title, row))
    while not _FACT.search(text := make(documents, random)):
        pass
    return text


def fates(document: Document, answer: str) -> Iterator[tuple[Fact, str, str]]:
    """The facts of the answer, what is in the place of each, and whether that is right, marked or wrong."""
    got = document.text
    blocks = SequenceMatcher(None, answer, got, autojunk=False).get_matching_blocks()
    for found in _FACT.finditer(answer):
        start, end = _mapped(blocks, found.start()), _mapped(blocks, found.end())
        here = got[start[0] : end[1]]
        if alike(here) == alike(found[0]):
            outcome = "right"
        else:
            low, high = spans_as_read(
                document, [(max(0, start[0] - BESIDE), min(len(got), end[1] + BESIDE))]
            )[0]
            is_marked = any(remark.start <= high and remark.end >= low for remark in document.remarks)
            outcome = "marked" if is_marked else "wrong"
        yield Fact(found.lastgroup or "", *found.span()), here, outcome


def _mapped(blocks: list[tuple[int, int, int]], offset: int) -> tuple[int, int]:
    """Between which offsets of the outcome an offset of the answer lies."""
    low = 0
    for a, b, n in blocks:
        if offset < a:
            return low, b
        if offset <= a + n and n:
            return b + offset - a, b + offset - a
        low = b + n
    return low, blocks[-1][1]


if __name__ == "__main__":
    main()
