"""How often the encoding of a Chinese text is found, by the length of the text.

    python -m benchmarks.encodings --shared ../shared

Texts are cut from Simplified (laws) and Traditional (UNER GSD) text and encoded; a text counts as
right when it comes back as it was. charset-normalizer alone is the peer. Then the pages of
../shared/data/boilerplate, whose encodings are real: how many decode without a bad byte.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from charset_normalizer import from_bytes

from benchmarks.common import parser_of, records, timed
from policytext.io.encoding import decode

LENGTHS = (4, 10, 30, 200)
ENCODINGS = {
    "simplified": ("gb18030", "utf-16-le", "utf-16-be", "utf-8"),
    "traditional": ("big5hkscs", "gb18030", "utf-8"),
}
N = 400


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument(
        "--peer", action="store_true", help="also run charset-normalizer, which takes minutes"
    )
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    simplified = [law["text"] for law in records(data / "policy_text/laws.jsonl.gz")[:300]]
    traditional = [sentence["text"] for sentence in records(data / "ner/uner_gsd_trad.dev.jsonl")]
    random.seed(7)
    finders: dict[str, Callable[[bytes], str]] = {"policytext": lambda raw: decode(raw).text}
    if arguments.peer:
        finders["charset-normalizer"] = lambda raw: str(from_bytes(raw).best())
    for name, texts in (("simplified", simplified), ("traditional", traditional)):
        for encoding in ENCODINGS[name]:
            for finder, find in finders.items():
                shares = [right(find, texts, encoding, length) for length in LENGTHS]
                cells = "  ".join(
                    f"{length}: {share:6.1%}" for length, share in zip(LENGTHS, shares, strict=True)
                )
                print(f"{name:12} {encoding:10} {finder:20} {cells}")
    pages = [path.read_bytes() for path in sorted((data / "boilerplate/html").glob("*.html"))]
    decoded = [decode(page, html=True) for page in pages]
    print(f"pages: {len(pages)}, without a bad byte: {sum(not page.bad for page in decoded)}")
    big = "\n".join(simplified)[:2_000_000].encode("gb18030")
    for label, raw in (("gb18030", big), ("utf-8", big.decode("gb18030").encode())):
        print(f"speed {label}: {len(raw) / 1e6 / timed(decode, raw)[1]:.0f} MB/s, one core")


def right(find: Callable[[bytes], str], texts: list[str], encoding: str, length: int) -> float:
    hits = tried = 0
    while tried < N:
        text = random.choice(texts)
        start = random.randrange(max(1, len(text) - length))
        text = text[start : start + length].strip()
        try:
            raw = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        tried += 1
        hits += find(raw) == text
    return hits / tried


if __name__ == "__main__":
    main()
