"""Makes policytext/resources/script_crossings.tsv: where OpenCC's longest match cuts a common word in two.

    python data/build/script_crossings.py

`包括发动机` becomes `包括髮動機`, because the phrase table has 括发 and no 包括. From jieba's word
frequencies (MIT) and OpenCC's phrases (Apache-2.0): every common word whose end begins a phrase
that is at least ten times rarer and would be read otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import jieba

from policytext.language.opencc import entries
from policytext.normalization.engine import BORDER, convert

OUT = Path(__file__).parents[2] / "policytext/resources/script_crossings.tsv"
PHRASES = ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt")
COMMON = 1000  # times in jieba's corpus
RARER = 10


def main() -> None:
    words = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        words[word] = int(frequency)
    phrases = {key for file in PHRASES for key in entries(file)}
    begin = defaultdict(list)
    for phrase in phrases:
        for end in range(1, len(phrase)):
            begin[phrase[:end]].append(phrase)
    crossings = {
        (word, phrase[len(word) - start :])
        for word, frequency in words.items()
        if frequency >= COMMON and 2 <= len(word) <= 4 and word not in phrases
        for start in range(1, len(word))
        for phrase in begin.get(word[start:], ())
        if words.get(phrase, 1) * RARER < frequency
    }
    kept = defaultdict(list)
    for word, rest in sorted(crossings):
        whole = word + rest
        if whole not in words and whole not in phrases:
            parted = convert(f"{word}{BORDER}{rest}", "s2t").replace(BORDER, "")
            if convert(whole, "s2t") != parted:
                kept[word].append(rest)
    head = (
        "# a common word\twhat follows it, with which its end would be read as a phrase. Made by "
        "data/build/script_crossings.py from jieba's dictionary (MIT) and OpenCC's phrases (Apache-2.0)"
    )
    lines = (f"{word}\t{' '.join(rests)}" for word, rests in kept.items())
    OUT.write_text("\n".join((head, *lines)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
