"""Words with their parts of speech, in jieba's tag set (n noun, v verb, vn, ns place, nr person, …)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate, repeat

from policytext.language.segment import Word, jieba_tokenizer, runs


def tag(text: str) -> list[Word]:
    """The words of a text with offsets and tags; `eng` Latin, `m` numbers, `x` everything else.

    >>> [(word.text, word.tag) for word in tag("省长主持会议，AI")]
    [('省长', 'n'), ('主持会议', 'n'), ('，', 'x'), ('AI', 'eng')]
    """
    tagged = _tagger()
    pairs: list[tuple[str, str]] = []
    for run, chinese in runs(text):
        if chinese:
            pairs += tagged(run)
        else:
            pairs.append((run, _kind(run)))
    words, kinds = zip(*pairs, strict=True) if pairs else ((), ())
    ends = [*accumulate(map(len, words))]
    each = zip(words, [0, *ends], kinds, ends, strict=False)
    return list(map(tuple.__new__, repeat(Word), each))  # in C: a text has a word every two characters


def _kind(run: str) -> str:
    if run[0].isascii() and run[0].isalnum():
        return "m" if run[0].isdigit() and not run.isalpha() and run.rstrip("%‰")[-1].isdigit() else "eng"
    return "x"


@cache
def _tagger() -> Callable[[str], Iterable[tuple[str, str]]]:
    try:
        import rjieba
    except ImportError:
        import jieba.posseg

        tagger = jieba.posseg.POSTokenizer(jieba_tokenizer())
        return lambda run: ((pair.word, pair.flag) for pair in tagger.cut(run))
    return rjieba.tag
