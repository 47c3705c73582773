"""Keywords: F1 against authors' keywords of abstracts, beside jieba's TF-IDF and TextRank.

    python -m benchmarks.keywords [--shared ../shared]

Data: CSL's development set (keywords/csl.dev), abstracts of all disciplines. The weights were
chosen on policy documents, not here; the two halves show how far a figure can be by chance. A
keyword counts only where it is the same string (case and blanks aside), and 15% of the authors'
stand nowhere in the text. All three read title and abstract. Speed: one core, over the texts of
metadata/govcn.dev.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.common import mapped, megabytes, parser_of, records, timed
from policytext.analysis import keywords
from policytext.document import Document

Extract = Callable[[str, str, int], list[str]]


def ours(title: str, text: str, top: int) -> list[str]:
    return [k.keyword for k in keywords(Document(id="-", title=title, text=f"{title}\n{text}"), top)]


def peers() -> dict[str, Extract]:
    import jieba
    import jieba.analyse

    jieba.setLogLevel(60)
    return {
        "policytext": ours,
        "jieba TF-IDF": lambda title, text, top: jieba.analyse.extract_tags(f"{title}\n{text}", top),
        "jieba TextRank": lambda title, text, top: jieba.analyse.textrank(f"{title}\n{text}", top),
    }


def same(text: str) -> str:
    return text.lower().replace(" ", "")


def scores(extract: Extract, cases: Sequence[dict[str, Any]], top: int) -> tuple[float, float, float]:
    """Precision, recall and F1 at `top`, over all cases together."""
    right = found = gold = 0
    for case in cases:
        truth = {same(keyword) for keyword in case["keywords"]}
        guess = {same(keyword) for keyword in extract(case["title"] or "", case["text"], top)}
        right, found, gold = right + len(truth & guess), found + len(guess), gold + len(truth)
    precision, recall = right / found, right / gold
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    parser = parser_of(__doc__)
    data = parser.parse_args().shared / "data"
    cases = records(data / "keywords" / "csl.dev.jsonl")
    half = len(cases) // 2
    texts = [record["text"] for record in records(data / "metadata" / "govcn.dev.jsonl")]
    print(f"{'system':<16}{'half':<7}{'P@5':>7}{'R@5':>7}{'F1@5':>7}{'F1@10':>7}{'MB/s':>7}")
    for name, extract in peers().items():
        extract("", "预热", 5)
        _, took = timed(mapped, lambda text, extract=extract: extract("", text, 20), texts)
        speed = megabytes(texts) / took
        for label, part in (("first", cases[:half]), ("second", cases[half:])):
            precision, recall, f1 = scores(extract, part, 5)
            ten = scores(extract, part, 10)[2]
            print(f"{name:<16}{label:<7}{precision:>7.3f}{recall:>7.3f}{f1:>7.3f}{ten:>7.3f}{speed:>7.2f}")


if __name__ == "__main__":
    main()
